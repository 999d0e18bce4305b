import CostModel
import JSON
import Store

/// `cost/summary`: what a window cost, in figures.
enum CostSummary: ReadMethod {
  static let name = "cost/summary"
  static let summary = "Sums what a window cost, by query type, provider and model."
  static let agents = AgentUse.offered("Answers what was spent; start here.")
  static let documentation = """
    total_queries counts calls (the sum of call_count); the daily average divides by the window's local days. \
    cost_by_query_type goes by operation; what has none is "unknown". All parts add up to the total.
    """
  static let example = #"{"days": 7, "as_of": "2026-08-30T12:00:00Z"}"#

  struct Params: QuestionMethodParams {
    var question = QuestionParams(days: 30)
    static let fields = FieldTable<Params>(Field.group(\.question, QuestionParams.fields(days: 30)))
  }

  static func answer(_ params: Params, _ context: ReadContext) throws -> Answer {
    let (question, window) = try params.question.question(context)
    let total = try context.reader.totals(question, .all)
    try context.call.checkCancellation()
    func costs(_ dimension: Dimension) throws -> CostMap {
      CostMap(try context.reader.totals(question, by: dimension))
    }
    return Answer(
      summary: Figures(
        total: total, days: try window.periods(.day).count, byQueryType: try costs(.operation),
        byProvider: try costs(.provider), byModel: try costs(.model)),
      quality: DataQuality(total),
      conversion: try params.question.conversion(of: total.cost, window, context))
  }

  struct Answer: Shaped, Sendable {
    let summary: Figures
    let quality: DataQuality
    let conversion: Conversion?

    static let members: [Member<Answer>] = [
      Member("summary", \.summary, "The figures."),
      Member("data_quality", \.quality, "What the total does not know."),
      Member.optional("conversion", \.conversion, "The total in the currency asked for."),
    ]
  }

  struct Figures: Shaped, Sendable {
    let total: Measures
    let days: Int
    let byQueryType: CostMap
    let byProvider: CostMap
    let byModel: CostMap

    var dailyAverage: Money { total.cost.divided(by: Int128(max(days, 1))) }
    var queryAverage: Money { total.cost.divided(by: Int128(max(total.calls, 1))) }
    var errorRate: Ratio { Ratio(total.calls == 0 ? 0 : Double(total.errors) / Double(total.calls) * 100) }

    static let members: [Member<Figures>] = [
      Member("total_cost_usd", \.total.cost, "The cost of every event in the window and scope."),
      Member("daily_avg_cost_usd", \.dailyAverage, "The total divided by the window's days, rounded to the nano-dollar."),
      Member("total_queries", \.total.calls, "Calls: the sum of call_count."),
      Member("avg_query_cost_usd", \.queryAverage, "The total divided by the calls, rounded to the nano-dollar."),
      Member("cost_by_query_type", \.byQueryType, "The total by operation."),
      Member("event_count", \.total.events, "Events."),
      Member("cost_by_provider", \.byProvider, "The total by provider."),
      Member("cost_by_model", \.byModel, "The total by model."),
      Member("total_tokens", \.total.totalTokens, "Tokens, input and output."),
      Member("error_rate_percent", \.errorRate, "Failed calls among all calls."),
    ]
  }
}

/// Costs by a name that the data gives, dearest first.
struct CostMap: JSONWritable, Sendable {
  let costs: [(name: String, cost: Money)]

  init(_ totals: [(value: String?, measures: Measures)]) {
    costs = [Part](totals, unnamed: "unknown").map { ($0.name ?? "unknown", $0.measures.cost) }
  }

  static var schema: Schema { .map(Money.schema) }

  func write(to writer: JSONWriter) {
    writer.beginObject()
    for (name, cost) in costs {
      writer.name(name)
      cost.write(to: writer)
    }
    writer.endObject()
  }
}
