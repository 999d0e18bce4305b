import CostModel
import JSON
import JSONRPC
import Store

/// `usage/amend`: corrects a stored event.
enum UsageAmend: WriteMethod {
  typealias Answer = TrackAnswer
  static let name = "usage/amend"
  static let tenancy: Tenancy? = .owned
  static let summary = "Corrects members of a stored event; roll-ups follow exactly."
  static let documentation = """
    changes holds the members to set, as for usage/track. Unless the event's cost was given it is priced anew. The \
    correction is kept in the audit log; sending the event again as it first came is still a duplicate.
    """
  static let errors: [ErrorCode] = [.notFound, .databaseFull]
  static let example = #"{"id": "call-4711", "changes": {"team": "Research", "tags": ["corrected"]}}"#

  struct Params: MethodParams {
    var id = ""
    var changes = JSONValue.object([])
    static let fields = FieldTable<Params>([
      Field("id", \.id, .string(most: EventMember.mostID, format: nil), isRequired: true, "The event's id."),
      Field("changes", \.changes, .map(.any), isRequired: true, "The members to set."),
    ])
  }

  /// Members that decide the price.
  private static let pricing: Set<String> = [
    "provider", "model", "timestamp", "region", "service_tier", "cost_usd", "success", "usage", "quality",
    "prompt_tokens", "completion_tokens", "cache_read_tokens", "cache_write_tokens", "reasoning_tokens",
    "total_tokens", "bytes_processed", "bytes_billed", "slot_ms",
  ]

  /// Members that say how much was used.
  private static let counting: Set<String> = [
    "usage", "prompt_tokens", "completion_tokens", "cache_read_tokens", "cache_write_tokens", "reasoning_tokens",
    "bytes_processed", "bytes_billed", "slot_ms",
  ]

  static func apply(_ params: Params, _ context: WriteContext) throws -> TrackAnswer {
    var id = params.id
    guard let stored = try id.withUTF8({ bytes throws in try context.writer.find(bytes) }),
      stored.batch.isOwn(of: context.tenant, stored.index)
    else {
      throw MethodFailure.notFound("event", params.id)
    }
    let events = TrackedEvents(capacity: 1)
    let event = events.batch.append(copying: stored.batch, stored.index)
    let changed: Set<String>
    do throws(SchemaMismatch) {
      changed = Set(try read(params.changes, events, event, context.services))
    } catch {
      throw error.inside("changes")
    }
    guard events.batch.isOwn(of: context.tenant, event) else {
      throw MethodFailure(.accessDenied, "params.changes.customer_id: this key is for its own customer only")
    }
    var outcome: EventPricer.Outcome?
    if !changed.isDisjoint(with: pricing) {
      outcome = try reprice(events, event, changed, context)
    }
    _ = context.writer.takeRaisedAlerts()
    try context.writer.replace(stored, with: events.batch, event)
    let detail = JSONValue.object([
      JSONMember(name: "changes", value: params.changes),
      JSONMember(name: "cost_usd_before", value: .string(plainDecimal(Int128(stored.batch[stored.index, .cost]), decimals: 9))),
      JSONMember(name: "cost_usd_after", value: .string(plainDecimal(Int128(events.batch[event, .cost]), decimals: 9))),
    ])
    try context.writer.configuration.audit(
      at: context.world.now(), action: name, subject: params.id, detail: detail.text(pretty: false))
    var answer = TrackAnswer(events.batch, event, isDuplicate: false, outcome)
    answer.raised = context.writer.takeRaisedAlerts().filter { $0.budget.scope.isOwn(of: context.tenant) }.map(ReachedThreshold.init)
    return answer
  }

  private static func read(
    _ changes: JSONValue, _ events: TrackedEvents, _ event: Int, _ services: Services
  ) throws(SchemaMismatch) -> [String] {
    let writer = JSONWriter()
    changes.write(to: writer)
    let parser = JSONParser()
    let view: JSONView
    do throws(JSONSyntaxError) { view = try parser.parse(writer.bytes) } catch {
      throw SchemaMismatch(expected: "an object", got: "something else")
    }
    return try EventReader(services).amend(view, events, event)
  }

  private static func reprice(
    _ events: TrackedEvents, _ event: Int, _ changed: Set<String>, _ context: WriteContext
  ) throws -> EventPricer.Outcome {
    let batch = events.batch
    // What is free by its kind (a script's parent, an answer from the cache) stays so, unless it is said to be something else.
    if batch.flags(event).contains(.free), changed.isDisjoint(with: counting), !changed.contains("success"), !changed.contains("cost_usd") {
      return EventPricer.Outcome()
    }
    let kept = PartsText.decode(batch.text(event, .quantities))
    batch[event, .flags] &= ~(EventFlags.unpriced.rawValue | EventFlags.costsDiffer.rawValue | EventFlags.free.rawValue | EventFlags.inconsistent.rawValue)
    batch.setText(event, .rateCard, "")
    batch[event, .pricedCost] = 0
    let pricer = EventPricer(prices: try context.services.prices.layers(in: context.writer))
    if changed.isDisjoint(with: counting), !kept.isEmpty {
      return try pricer.price(batch, event, quantities: kept)
    }
    batch.setText(event, .quantities, "")
    return try pricer.price(batch, event, usage: events.usages[event])
  }
}
