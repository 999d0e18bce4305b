import CostModel
import JSON
import Store

/// The dearest events of a window, and what a call costs.
struct QueryAnalysis: Shaped, Sendable {
  let expensive: [ExpensiveCall]
  let total: Measures

  static let members: [Member<QueryAnalysis>] = [
    Member("expensive_queries", \.expensive, "Events of 1 USD or more, dearest first, ten at most."),
    Member("average_cost_per_query", \.total.costPerCall, "The cost over the calls, rounded to the nano-dollar."),
    Member("total_queries_analyzed", \.total.calls, "Calls."),
  ]
}

struct ExpensiveCall: Shaped, Sendable {
  let id: String
  let cost: Money
  let bytes: Int64
  let duration: Ratio
  let type: String?
  let createdAt: Timestamp

  init(_ events: EventBatch, _ index: Int) {
    id = events.string(index, .id)
    cost = Money(nanos: Int128(events[index, .cost]))
    bytes = events[index, .bytesProcessed]
    duration = Ratio(events.isGiven(index, .responseTime) ? Double(events[index, .responseTime]) / 1e6 : nil)
    type = events.hasText(index, .operation) ? events.string(index, .operation) : nil
    createdAt = Timestamp(microseconds: events[index, .timestamp])
  }

  static let members: [Member<ExpensiveCall>] = [
    Member("job_id", \.id, "The event's id."), Member("cost_usd", \.cost, "What it cost."),
    Member("bytes_processed", \.bytes, "Bytes read."), Member("duration_seconds", \.duration, "How long it took; null where that was not told."),
    Member("query_type", \.type, "The operation."), Member("created_at", \.createdAt, "When."),
  ]
}
