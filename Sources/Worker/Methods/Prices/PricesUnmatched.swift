import CostModel
import JSON
import Store

/// `prices/unmatched`: what was used and has no price.
enum PricesUnmatched: ReadMethod {
  static let name = "prices/unmatched"
  static let summary = "Lists the models of events that no price covers wholly, most events first."
  static let agents = AgentUse.offered("Answers what totals miss.")
  static let documentation = "prices/set gives a model a price; prices/reprice applies it to the events there are."
  static let example = #"{"days": 30, "as_of": "2026-08-30T12:00:00Z"}"#

  struct Params: QuestionMethodParams {
    var question = QuestionParams(days: 30)
    var limit = 100
    static let fields = FieldTable<Params>(
      Field.group(\.question, QuestionParams.fields(days: 30)) + [
        Field("limit", \.limit, .integer(1...1_000), default: 100, "How many at most.")
      ])
  }

  static func answer(_ params: Params, _ context: ReadContext) throws -> Answer {
    let (question, _) = try params.question.question(context)
    let all = try context.reader.unmatched(question)
    let sorted = all.sorted { left, right in
      if left.events != right.events { return left.events > right.events }
      return (left.model ?? "", left.provider ?? "") < (right.model ?? "", right.provider ?? "")
    }
    return Answer(
      rows: sorted.prefix(params.limit).map { Row(found: $0) }, total: sorted.count,
      events: all.reduce(0) { $0 + $1.events })
  }

  struct Row: Shaped, Sendable {
    let found: UnmatchedModel
    static let members: [Member<Row>] = [
      Member("provider", \.found.provider, "The provider; null when the events name none."),
      Member("model", \.found.model, "The model; null when the events name none."),
      Member("events", \.found.events, "How many events."),
      Member("calls", \.found.calls, "How many calls they stand for."),
      Member("total_tokens", \.found.tokens, "Their tokens, input and output."),
      Member("first_seen", \.found.first, "The earliest of them."),
      Member("last_seen", \.found.last, "The latest of them."),
    ]
  }

  struct Answer: Shaped, Sendable {
    let rows: [Row]
    let total: Int
    let events: Int64
    static let members: [Member<Answer>] = [
      Member("unmatched", \.rows, "Provider and model, most events first."),
      Member("total", \.total, "How many pairs there are, those beyond the limit included."),
      Member("unpriced_events", \.events, "The events of all of them."),
    ]
  }
}
