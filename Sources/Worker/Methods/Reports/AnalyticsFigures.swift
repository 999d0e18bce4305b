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
  let budget: ScopeBudget?

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
    budget = try ScopeBudget(scope.scope, context)
    self.returns = returns
  }

  private var dayCount: Int { days.count }
  private var summary: CostSummaryFigures { CostSummaryFigures(days: days, total: total.cost) }
  private var queries: QueryAnalysis { QueryAnalysis(expensive: expensive, total: total) }
  private var efficiency: EfficiencyFigures { EfficiencyFigures(
    total: total, customers: customers,
    tier: budget?.fields.tier.map { TierEfficiency(tier: $0, daily: total.cost.divided(by: Int128(max(days.count, 1)))) }) }
  private var recommendations: [String] { savings.prefix(Self.mostSavings).map { Recommendation($0).text } }
  private var categoryAnalysis: CategoryAnalysis { CategoryAnalysis(parts: categories, total: total.cost) }
  private var efficiencyAnalysis: EfficiencyAnalysis { EfficiencyAnalysis(total: total, savings: savings.prefix(Self.mostSavings).map { $0 }) }
  var utilization: BudgetUtilization? { BudgetUtilization(days.map(\.measures.cost), limit: budget?.daily) }
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
    Member("budget_utilization", \.utilization, "How the days stand against the daily limit of the budget for this very scope; null without one."),
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

struct CategoryAnalysis: Shaped, Sendable {
  let parts: [Part]
  let total: Money
  private var breakdown: PeriodCosts { PeriodCosts(parts.map { ($0.name ?? "uncategorized", $0.measures.cost) }) }
  private var top: [TopCategory] { parts.prefix(CostCategories.mostTop).map { TopCategory(part: $0, whole: total) } }

  static let members: [Member<CategoryAnalysis>] = [
    Member("category_breakdown", \.breakdown, "The total by category, dearest first."), Member("top_categories", \.top, "The ten dearest."),
  ]
}
