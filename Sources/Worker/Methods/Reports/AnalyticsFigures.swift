import Analytics
import CostModel
import JSON
import Store

/// A window of a scope in figures: what it cost, on what, how efficiently, and what could be saved.
struct AnalyticsFigures: Shaped, Sendable {
  let customer: String?
  let days: [PeriodMeasures]
  let total: Measures
  let operations: CostMap
  let expensive: [ExpensiveCall]
  let customers: Int
  let trends: SpendingTrends
  let categories: [Part]
  let savings: [SavingSearch.Finding]
  let returns: ReturnOnInvestment?

  /// Events from this cost on are listed, ten at most.
  private static let expensiveFrom = Money(nanos: Money.nanosPerDollar)
  private static let mostExpensive = 10
  private static let mostSavings = 5

  init(
    _ question: Question, _ window: Window, _ scope: ScopeParams, timeRange: String, granularity: Granularity,
    returns: ReturnOnInvestment?, _ context: ReadContext
  ) throws {
    let named = scope[.customer]?.values ?? []
    customer = named.count == 1 ? named[0] : nil
    total = try context.reader.totals(question, .all)
    days = try context.series(question, window, .day)
    operations = CostMap(try context.reader.totals(question, by: .operation))
    let events = try context.reader.events(question, order: .dearest, limit: Self.mostExpensive, after: nil).events
    expensive = (0..<events.count).map { ExpensiveCall(events, $0) }.filter { $0.cost >= Self.expensiveFrom }
    customers = try context.reader.totals(question, by: .customer).count { $0.value != nil }
    trends = SpendingTrends(try context.series(question, window, granularity), timeRange: timeRange, granularity)
    categories = [Part](try context.reader.totals(question, by: .category), unnamed: "uncategorized")
    savings = try SavingSearch.findings(question, window, context)
    self.returns = returns
  }

  private var dayCount: Int { days.count }
  private var summary: CostSummaryFigures { CostSummaryFigures(days: days, total: total.cost) }
  private var queries: QueryAnalysis { QueryAnalysis(expensive: expensive, total: total) }
  private var efficiency: EfficiencyFigures { EfficiencyFigures(total: total, customers: customers) }
  private var recommendations: [String] { savings.prefix(Self.mostSavings).map { Recommendation($0).text } }
  private var categoryAnalysis: CategoryAnalysis { CategoryAnalysis(parts: categories, total: total.cost) }
  private var efficiencyAnalysis: EfficiencyAnalysis { EfficiencyAnalysis(total: total, savings: savings.prefix(Self.mostSavings).map { $0 }) }
  private var noBudget: NoBudget { NoBudget() }
  private var quality: DataQuality { DataQuality(total) }

  static let members: [Member<AnalyticsFigures>] = [
    Member("customer_id", \.customer, "The customer the scope names; null for several, or none."),
    Member("analysis_period_days", \.dayCount, "Local days."),
    Member("cost_summary", \.summary, "The days in figures."),
    Member("operation_breakdown", \.operations, "The total by operation, dearest first."),
    Member("query_analysis", \.queries, "The dearest events, and what one costs."),
    Member("efficiency_metrics", \.efficiency, "What a tebibyte and a customer cost."),
    Member("roi_analysis", \.returns, "What it was worth; null unless csv_equivalent_cost_usd and time_saved_hours are given."),
    Member("recommendations", \.recommendations, "The greatest savings found, one sentence each."),
    Member("budget_utilization", \.noBudget, "How the days stand against a budget."),
    Member("trends", \.trends, "The periods, where they head, and a plain projection."),
    Member("category_analysis", \.categoryAnalysis, "The total by category."),
    Member("efficiency_analysis", \.efficiencyAnalysis, "What a token and a call cost, and what could be saved."),
    Member("data_quality", \.quality, "What the total does not know."),
  ]
}

struct CostSummaryFigures: Shaped, Sendable {
  let days: [PeriodMeasures]
  let total: Money
  private var average: Money { total.divided(by: Int128(max(days.count, 1))) }
  private var peak: Money { days.map(\.measures.cost).max() ?? .zero }
  private var current: Money { days.last?.measures.cost ?? .zero }
  var trend: TrendDirection { costTrend(days.map(\.measures.cost.dollars)) }

  static let members: [Member<CostSummaryFigures>] = [
    Member("total_cost_usd", \.total, "What the window cost."),
    Member("average_daily_cost_usd", \.average, "The total over the days, rounded to the nano-dollar."),
    Member("peak_daily_cost_usd", \.peak, "The dearest day."),
    Member("current_daily_cost_usd", \.current, "The last day, as far as the window goes."),
    Member("cost_trend", \.trend, "The mean of the last three days against the first three: beyond 10 percent either way."),
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

struct QueryAnalysis: Shaped, Sendable {
  let expensive: [ExpensiveCall]
  let total: Measures

  static let members: [Member<QueryAnalysis>] = [
    Member("expensive_queries", \.expensive, "Events of 1 USD or more, dearest first, ten at most."),
    Member("average_cost_per_query", \.total.costPerCall, "The cost over the calls, rounded to the nano-dollar."),
    Member("total_queries_analyzed", \.total.calls, "Calls."),
  ]
}

struct EfficiencyFigures: Shaped, Sendable {
  let total: Measures
  let customers: Int
  private var perTebibyte: Ratio { Ratio(total.bytesProcessed > 0 ? total.cost.dollars / (Double(total.bytesProcessed) / 1_099_511_627_776) : nil) }
  private var perCustomer: Money? { customers > 0 ? total.cost.divided(by: Int128(customers)) : nil }
  private var noTier: NoBudget { NoBudget() }

  static let members: [Member<EfficiencyFigures>] = [
    Member("cost_per_tb_processed", \.perTebibyte, "The cost over the tebibytes read; null without any."),
    Member("cost_per_customer_analysis", \.perCustomer, "The cost over the customers who spent, rounded to the nano-dollar; null without any."),
    Member("tier_efficiency", \.noTier, "The spend against a budget tier's; null without one."),
  ]
}

/// What the spend was worth, by what the caller says it replaced.
struct ReturnOnInvestment: Shaped, Sendable {
  let cost: Money
  let equivalent: Money
  let hours: Double
  let hourValue: Money

  enum Verdict: String, CaseIterable, Sendable, JSONChoice { case positive, negative }

  private var additional: Money { cost - equivalent }
  private var saved: Ratio { Ratio(hours) }
  private var perHour: Ratio { Ratio(hours > 0 ? additional.dollars / hours : nil) }
  private var verdict: Verdict { hours * hourValue.dollars > additional.dollars ? .positive : .negative }

  static let members: [Member<ReturnOnInvestment>] = [
    Member("bigquery_cost_usd", \.cost, "What the window cost."),
    Member("csv_equivalent_cost_usd", \.equivalent, "What the other way would have cost, as given."),
    Member("additional_cost_usd", \.additional, "The difference."),
    Member("time_saved_hours", \.saved, "As given."),
    Member("cost_per_hour_saved", \.perHour, "The difference over the hours; null without any."),
    Member("roi_analysis", \.verdict, "positive when the hours are worth more than the difference."),
  ]
}

struct SpendingTrends: Shaped, Sendable {
  let periods: [PeriodMeasures]
  let timeRange: String
  let granularity: String

  init(_ periods: [PeriodMeasures], timeRange: String, _ granularity: Granularity) {
    (self.periods, self.timeRange, self.granularity) = (periods, timeRange, granularity == .hour ? "hourly" : "daily")
  }

  private var series: PeriodCosts { PeriodCosts(periods) }
  private var total: Money { periods.reduce(Money.zero) { $0 + $1.measures.cost } }
  private var average: Money { total.divided(by: Int128(max(periods.count, 1))) }
  private var least: Money { periods.map(\.measures.cost).min() ?? .zero }
  private var most: Money { periods.map(\.measures.cost).max() ?? .zero }
  private var analysis: TrendFigures { TrendFigures(TrendAnalysis(periods.map(\.measures.cost.dollars))) }
  private var projection: [Projection] {
    let costs = periods.map(\.measures.cost.dollars)
    guard costs.count >= 2 else { return [] }
    let last = costs.suffix(7), slope = TrendAnalysis(costs).slope
    let mean = last.reduce(0, +) / Double(last.count)
    return (1...7).map { Projection(period: $0, value: Money(dollars: max(mean + slope * Double($0), 0))) }
  }

  struct Projection: Shaped, Sendable {
    let period: Int
    let value: Money
    private var confidence: Ratio { Ratio(max(0.9 - 0.1 * Double(period), 0.1)) }

    static let members: [Member<Projection>] = [
      Member("period", \.period, "Periods ahead."), Member("projected_value", \.value, "The mean of the last 7 and the line's slope."),
      Member("confidence", \.confidence, "0.9 less 0.1 a period, 0.1 at least: a rule of thumb; cost/forecast has measured bands."),
    ]
  }

  static let members: [Member<SpendingTrends>] = [
    Member("time_range", \.timeRange, "The time range asked for."), Member("granularity", \.granularity, "hourly or daily."),
    Member("time_series", \.series, "The cost of each period, in order."), Member("total_cost", \.total, "What they add up to, in USD."),
    Member("average_cost", \.average, "The mean, rounded to the nano-dollar."), Member("min_cost", \.least, "The cheapest."),
    Member("max_cost", \.most, "The dearest."), Member("trend_analysis", \.analysis, "A straight line through them."),
    Member("forecast", \.projection, "That line carried on for 7 periods."),
  ]
}

struct CategoryAnalysis: Shaped, Sendable {
  let parts: [Part]
  let total: Money
  private var breakdown: PeriodCosts { PeriodCosts(parts.map { ($0.name ?? "uncategorized", $0.measures.cost) }) }
  private var top: [TopCategory] { parts.prefix(CostCategories.mostTop).map { TopCategory(part: $0, whole: total) } }

  static let members: [Member<CategoryAnalysis>] = [
    Member("category_breakdown", \.breakdown, "The total by category, dearest first."), Member("top_categories", \.top, "The ten dearest."),
  ]
}

struct EfficiencyAnalysis: Shaped, Sendable {
  let total: Measures
  let savings: [SavingSearch.Finding]
  private var perToken: UnitCost { UnitCost(total.cost, per: total.totalTokens) }
  private var perSuccess: UnitCost { UnitCost(total.cost, per: max(0, total.calls - total.errors)) }
  private var score: Ratio { Ratio(total.efficiencyScore) }
  private var opportunities: [Opportunity] { savings.map(Opportunity.init) }

  struct Opportunity: Shaped, Sendable {
    let finding: SavingSearch.Finding
    private var text: String { Recommendation(finding).text }

    static let members: [Member<Opportunity>] = [
      Member("type", \.finding.rule, "The kind."), Member("potential_savings", \.finding.saving, "What would have been saved, in USD."),
      Member("recommendation", \.text, "What to do."),
    ]
  }

  static let members: [Member<EfficiencyAnalysis>] = [
    Member("cost_per_token", \.perToken, "The cost over the tokens; null without any."),
    Member("cost_per_successful_operation", \.perSuccess, "The cost over the calls that did not fail; null without any."),
    Member("overall_efficiency_score", \.score, "0 to 100, as in cost/categories."),
    Member("optimization_opportunities", \.opportunities, "The greatest savings found."),
  ]
}
