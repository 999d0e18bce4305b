import Analytics
import CostModel
import JSON
import JSONRPC
import Store

/// `cost/report`: a day, a week, a month or any dates for people to read.
enum CostReport: ReadMethod {
  static let name = "cost/report"
  static let summary = "Reports on a day, a week, a month or any dates: figures, unusual patterns, the status now and what to do."
  static let documentation = """
    report_type daily is today, weekly the last 7 days, monthly the last 30, today included; start or end go before. \
    hourly_distribution sums the local hours of all days. unusual_patterns are those of cost/unusualPatterns over the \
    report's last 30 days at most. Limits and what follows from them are those of the budget for this very scope, null while there is none.
    """
  static let example = #"{"report_type": "weekly", "as_of": "2026-08-30T12:00:00Z"}"#
  static let errors: [ErrorCode] = [.notFound]

  enum Kind: String, CaseIterable, Sendable, JSONChoice {
    case daily, weekly, monthly, custom
    var days: Int {
      switch self {
      case .daily: 1
      case .weekly: 7
      case .monthly, .custom: 30
      }
    }
  }

  struct Params: QuestionMethodParams {
    var kind: Kind?
    var question = QuestionParams(days: 7)

    static let fields = FieldTable<Params>(
      [Field("report_type", \.kind, .choice(["daily", "weekly", "monthly"]), "What to report on; by default weekly, or the dates given.")]
        + Field.group(\.question, QuestionParams.fields(days: 7)))

    /// The status now moves, whatever the dates are.
    var isFixed: Bool { question.window.asOf != nil }
  }

  static func answer(_ params: Params, _ context: ReadContext) throws -> Answer {
    var asked = params.question
    let hasDates = asked.window.start != nil || asked.window.end != nil
    let kind = hasDates ? Kind.custom : params.kind ?? .weekly
    if let chosen = params.kind, !hasDates { asked.window.days = chosen.days }
    let (question, window) = try asked.question(context)
    let figures = try AnalyticsFigures(
      question, window, asked.scope, timeRange: kind.rawValue, granularity: .day, returns: nil, context)
    var unusual = CostUnusualPatterns.Params()
    unusual.days = min(max(figures.days.count, 1), 30)
    unusual.moment.asOf = Timestamp(microseconds: window.end.microseconds - 1)
    (unusual.moment.timeZone, unusual.moment.scope) = (asked.window.timeZone, asked.scope)
    let patterns = try CostUnusualPatterns.answer(unusual, context).patterns
    let status = try CurrentStatus(
      now: asked.window.asOf ?? context.world.now(), hours: 1, zone: window.zone, zoneName: window.zoneName, asked.scope, context)
    return Answer(
      kind: kind, figures: figures, costs: try ReportedCosts(question, window, figures, context), patterns: patterns, status: status,
      conversion: try asked.conversion(of: figures.total.cost, window, context))
  }

  struct Answer: Shaped, Sendable {
    let kind: Kind
    let figures: AnalyticsFigures
    let costs: ReportedCosts
    let patterns: [UnusualPattern]
    let status: CurrentStatus
    let conversion: Conversion?

    private var days: Int { figures.days.count }
    private var summary: ExecutiveSummary {
      ExecutiveSummary(
        total: figures.total.cost, trend: costTrend(figures.days.map(\.measures.cost.dollars)), patterns: patterns.count,
        utilization: figures.utilization?.average ?? Ratio(nil), status: status.status)
    }
    private var actions: [String] {
      let unusual = patterns.filter { $0.severity != .low }.prefix(3).map { "Look into this: \($0.description)" }
      let unpriced = figures.total.unpricedEvents
      let missing = unpriced > 0 ? ["Set prices for \(unpriced) events that have none (prices/unmatched lists their models)"] : []
      return unusual + missing + figures.savings.filter { $0.saving > .zero }.prefix(3).map { Recommendation($0).text }
    }
    private var quality: DataQuality { DataQuality(figures.total) }

    static let members: [Member<Answer>] = [
      Member("report_type", \.kind, "daily, weekly, monthly, or custom for dates given."),
      Member("customer_id", \.figures.customer, "The customer the scope names; null for several, or none."),
      Member("period_days", \.days, "Local days."),
      Member("executive_summary", \.summary, "The few figures."),
      Member("cost_report", \.costs, "The costs by day, category, model and hour."),
      Member("detailed_analytics", \.figures, "As cost/analytics."),
      Member("unusual_patterns", \.patterns, "As cost/unusualPatterns."),
      Member("current_status", \.status, "As cost/realTime."),
      Member("action_items", \.actions, "What to do, the most pressing first."),
      Member("data_quality", \.quality, "What the total does not know."),
      Member.optional("conversion", \.conversion, "The total in the currency asked for."),
    ]
  }

  struct ExecutiveSummary: Shaped, Sendable {
    let total: Money
    let trend: TrendDirection
    let patterns: Int
    let utilization: Ratio
    let status: BudgetStatus?

    static let members: [Member<ExecutiveSummary>] = [
      Member("total_cost_usd", \.total, "What the period cost."),
      Member("budget_utilization_percentage", \.utilization, "The mean day's share of the daily limit; null without one."),
      Member("cost_trend", \.trend, "Where the days head."),
      Member("unusual_patterns_detected", \.patterns, "How many."),
      Member("status", \.status, "How the day stands against its budget."),
    ]
  }
}

/// The costs of a report, cut in four ways that each add up to the total.
struct ReportedCosts: Shaped, Sendable {
  let window: Window
  let total: Measures
  let daily: PeriodCosts
  let categories: CategoryShares
  let models: CallBreakdown<CallShare>
  let hours: PeriodCosts

  init(_ question: Question, _ window: Window, _ figures: AnalyticsFigures, _ context: ReadContext) throws {
    self.window = window
    total = figures.total
    daily = PeriodCosts(figures.days)
    categories = CategoryShares(parts: figures.categories, whole: figures.total.cost)
    models = CallBreakdown(parts: [Part](try context.reader.totals(question, by: .model), unnamed: "unknown"))
    var sums = [Money](repeating: .zero, count: 24)
    for (period, hour) in zip(try window.periods(.hour), try context.series(question, window, .hour)) {
      sums[window.zone.hour(of: period.start)] += hour.measures.cost
    }
    hours = PeriodCosts(sums.enumerated().map { (($0.offset < 10 ? "0" : "") + String($0.offset), $0.element) })
  }

  private var summary: Summary { Summary(window: window, total: total) }

  struct Summary: Shaped, Sendable {
    let window: Window
    let total: Measures
    private var range: DateRange { DateRange(start: window.start, end: window.end) }

    static let members: [Member<Summary>] = [
      Member("total_cost", \.total.cost, "What the period cost, in USD."), Member("total_calls", \.total.calls, "Calls."),
      Member("success_rate", \.total.successPercent, "Calls that did not fail, in percent; null without calls."),
      Member("avg_cost_per_call", \.total.costPerCall, "The cost over the calls, rounded to the nano-dollar."),
      Member("date_range", \.range, "The period, its end excluded."),
    ]
  }

  struct DateRange: Shaped, Sendable {
    let start: Timestamp
    let end: Timestamp
    static let members: [Member<DateRange>] = [Member("start", \.start, "From."), Member("end", \.end, "Until.")]
  }

  struct CallShare: Shaped, BreakdownFigures {
    let total: Measures
    static let members: [Member<CallShare>] = [
      Member("cost", \.total.cost, "In USD."), Member("calls", \.total.calls, "Calls."),
      Member("avg_cost", \.total.costPerCall, "The cost over the calls."),
    ]
  }

  static let members: [Member<ReportedCosts>] = [
    Member("summary", \.summary, "The whole."), Member("daily_costs", \.daily, "By day, in order."),
    Member("category_breakdown", \.categories, "By category, dearest first."), Member("model_breakdown", \.models, "By model, dearest first."),
    Member("hourly_distribution", \.hours, "By local hour of the day, 00 to 23."),
  ]
}

/// Categories with their share of the whole, dearest first.
struct CategoryShares: JSONWritable, Sendable {
  let parts: [Part]
  let whole: Money

  private struct Share: Shaped {
    let part: Measures
    let percentage: Ratio
    static let members: [Member<Share>] = [
      Member("cost", \.part.cost, "In USD."), Member("calls", \.part.calls, "Calls."),
      Member("percentage", \.percentage, "Its share of the total; null when that is 0."),
    ]
  }

  static var schema: Schema { .map(Share.schema) }

  func write(to writer: JSONWriter) {
    writer.beginObject()
    for part in parts {
      writer.name(part.name ?? "uncategorized")
      Share(part: part.measures, percentage: Ratio.percent(part.measures.cost, of: whole)).write(to: writer)
    }
    writer.endObject()
  }
}
