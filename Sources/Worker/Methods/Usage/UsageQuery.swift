import CostModel
import JSON
import Store

extension EventOrder: JSONChoice {}

/// `usage/query`: the events themselves, page by page.
enum UsageQuery: ReadMethod {
  static let name = "usage/query"
  static let summary = "Lists events, page by page."
  static let agents = AgentUse.offered("For single calls; sums come from the cost tools.")
  static let documentation = """
    Pages are stable while writes go on: next_cursor continues among the events that were stored when the first page \
    was made. total_count counts the events of the whole window and scope.
    """
  static let example = #"{"days": 30, "as_of": "2026-08-31T00:00:00Z", "order": "dearest", "limit": 10}"#

  struct Params: QuestionMethodParams {
    var question = QuestionParams(days: 30)
    var order = EventOrder.newest
    var limit = 100
    var cursor: String?

    static let fields = FieldTable<Params>(
      Field.group(\.question, QuestionParams.fields(days: 30)) + [
        Field("order", \.order, default: "newest", "newest or oldest by event time, or dearest first."),
        Field("limit", \.limit, .integer(1...1_000), default: 100, "Events a page."),
        Field("cursor", \.cursor, .string(most: 128, format: nil), "next_cursor of the page before."),
      ])
  }

  static func answer(_ params: Params, _ context: ReadContext) throws -> Answer {
    let (question, _) = try params.question.question(context)
    let cursor = try params.cursor.map { try Cursor.parse($0) }
    let total = try context.reader.totals(question)
    try context.call.checkCancellation()
    let page = try context.reader.events(question, order: params.order, limit: params.limit, after: cursor)
    return Answer(
      events: StoredEvents(batch: page.events), count: total.events, next: page.next.map(Cursor.text),
      quality: DataQuality(total))
  }

  struct Answer: Shaped, Sendable {
    let events: StoredEvents
    let count: Int64
    let next: String?
    let quality: DataQuality

    static let members: [Member<Answer>] = [
      Member("events", \.events, "The page."),
      Member("total_count", \.count, "Events in the window and scope."),
      Member("next_cursor", \.next, "Where the next page begins; null on the last."),
      Member("data_quality", \.quality, "What the events' total does not know."),
    ]
  }

  /// Where a listing goes on, as text.
  enum Cursor {
    static func text(_ cursor: EventCursor) -> String {
      [cursor.key, cursor.seq, cursor.lastSeq].map { String($0, radix: 36) }.joined(separator: ".")
    }

    static func parse(_ text: String) throws -> EventCursor {
      let parts = text.split(separator: ".", omittingEmptySubsequences: false).map { Int64($0, radix: 36) }
      guard parts.count == 3, let key = parts[0], let seq = parts[1], let last = parts[2] else {
        throw MethodFailure.invalid("cursor", "the next_cursor of a page", got: "\"\(shortened(text))\"")
      }
      return EventCursor(key: key, seq: seq, lastSeq: last)
    }
  }
}

/// Events of a page.
struct StoredEvents: JSONWritable, @unchecked Sendable {
  // @unchecked: the batch is made for this answer and not changed any more.
  let batch: EventBatch
  static var schema: Schema { .list(EventWriter.schema, most: nil) }
  func write(to writer: JSONWriter) {
    writer.beginArray()
    for event in 0..<batch.count { EventWriter.write(batch, event, to: writer) }
    writer.endArray()
  }
}
