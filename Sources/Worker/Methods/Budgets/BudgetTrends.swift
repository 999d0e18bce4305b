import CostModel
import JSON
import JSONRPC
import Store

/// `budget/trends`: what the days of a budget, or of a scope, cost.
enum BudgetTrends: ReadMethod {
  static let name = "budget/trends"
  static let summary = "Answers the daily cost of a budget's scope, its trend, its days of the week and its busiest hours."
  static let documentation = """
    The trend compares the last 7 whole days with the 7 before; 5 % either way is stable, and fewer than 14 whole days are \
    insufficient_data. peak_usage_hours are the local hours of the day with more calls than the mean hour, the six busiest at \
    most. Without budget_id the days are those of the scope given.
    """
  static let example = #"{"budget_id": "acme", "days": 30}"#
  static let errors: [ErrorCode] = [.notFound]

  struct Params: QuestionMethodParams {
    var id: String?
    var question = QuestionParams(days: 30)
    static let fields = FieldTable<Params>(
      [Field("budget_id", \.id, BudgetID.schema, "The budget whose scope and zone are meant.")]
        + Field.group(\.question, QuestionParams.fields(days: 30)))
  }

  static func answer(_ params: Params, _ context: ReadContext) throws -> Answer {
    var asked = params.question
    if let id = params.id {
      let named = try context.services.budgets.inEffect(context.reader, context.services)
      guard let budget = named.set.budget(id), budget.scope.isOwn(of: context.tenant) else { throw MethodFailure.notFound("budget", id) }
      for (dimension, values) in budget.scope.values where asked.scope[dimension] == nil {
        asked.scope[dimension] = ScopeParams.OneOrMore(values: values)
      }
      asked.window.timeZone = asked.window.timeZone ?? named.fields(id)?.timeZone
    }
    let (question, window) = try asked.question(context)
    let days = try context.series(question, window, .day)
    try context.call.checkCancellation()
    var calls = Array(repeating: Int64(0), count: 24)
    for hour in try context.series(question, window, .hour) where hour.measures.calls > 0 {
      if let start = Timestamp(rfc3339: hour.label) { calls[window.zone.hour(of: start)] += hour.measures.calls }
    }
    let total = days.reduce(into: Measures()) { $0 += $1.measures }
    return Answer(days: days, calls: calls, total: total, conversion: try asked.conversion(of: total.cost, window, context))
  }

  struct Answer: Shaped, Sendable {
    let days: [PeriodMeasures]
    let calls: [Int64]
    let total: Measures
    let conversion: Conversion?

    private var dayCount: Int { days.count }
    private var average: UnitCost { UnitCost(total.cost, per: Int64(days.count)) }
    private var change: Double? {
      let whole = days.dropLast().map(\.measures.cost.dollars)
      guard whole.count >= 14 else { return nil }
      let last = whole.suffix(7).reduce(0, +), before = whole.dropLast(7).suffix(7).reduce(0, +)
      return before == 0 ? (last == 0 ? 0 : 100) : (last - before) / before * 100
    }
    private var percentage: Ratio { Ratio(change) }
    private var direction: String {
      guard let change else { return "insufficient_data" }
      return change > 5 ? "increasing" : change < -5 ? "decreasing" : "stable"
    }
    private var costs: MoneyMap { MoneyMap(amounts: days.map { ($0.label, $0.measures.cost) }) }
    private var distribution: Distribution { Distribution(days: days, total: total.cost) }
    private var peaks: [Int] {
      let mean = Double(calls.reduce(0, &+)) / 24
      let busy = calls.indices.filter { Double(calls[$0]) > mean }.sorted { (calls[$0], $1) > (calls[$1], $0) }
      return busy.prefix(6).sorted()
    }
    private var quality: DataQuality { DataQuality(total) }

    static let members: [Member<Answer>] = [
      Member("period_days", \.dayCount, "Local days."),
      Member("total_cost", \.total.cost, "What they cost together."),
      Member("average_daily_cost", \.average, "The mean of a day."),
      Member("trend_direction", \.direction, "increasing, decreasing, stable or insufficient_data."),
      Member("trend_percentage", \.percentage, "The change from one week to the next; null below 14 whole days."),
      Member("daily_costs", \.costs, "The cost of each day by its date."),
      Member("cost_distribution", \.distribution, "How it divides among the days of the week, in percent."),
      Member("peak_usage_hours", \.peaks, "The busiest local hours, 0 to 23."),
      Member.optional("converted", \.conversion, "The total in the currency asked for."),
      Member("data_quality", \.quality, "What the total does not know."),
    ]
  }

  struct Distribution: Shaped, Sendable {
    let days: [PeriodMeasures]
    let total: Money
    private func share(_ isWanted: (Int) -> Bool) -> Ratio {
      let part = days.reduce(Money.zero) { sum, day in
        guard let date = CivilDate(day.label), isWanted(date.isoWeekday) else { return sum }
        return sum + day.measures.cost
      }
      return Ratio.percent(part, of: total)
    }
    private var weekdays: Ratio { share { $0 <= 5 } }
    private var weekends: Ratio { share { $0 > 5 } }
    static let members: [Member<Distribution>] = [
      Member("weekdays", \.weekdays, "Monday to Friday; null without cost."), Member("weekends", \.weekends, "Saturday and Sunday."),
    ]
  }
}
