import Analytics
import CostModel
import JSON
import JSONRPC
import Store

/// The budget that is for just what a question is about: figures of a wider one would not compare with its cost.
struct ScopeBudget: Sendable {
  let budget: Budget
  let fields: BudgetFields
  /// Whether its emergency stop is in force.
  let isStopped: Bool

  /// Of several for the same scope the one with a daily limit, else the first by id; nil without one.
  init?(_ scope: Scope, _ context: ReadContext) throws {
    let named = try context.services.budgets.inEffect(context.reader, context.services)
    let wanted = scope.values.mapValues { Set($0.map { Array($0.utf8) }) }
    let same = named.set.budgets.filter { budget in
      budget.scope.isOwn(of: context.tenant) && budget.scope.values.mapValues { Set($0.map { Array($0.utf8) }) } == wanted
    }
    guard let budget = same.first(where: { $0.limit(.daily) != nil }) ?? same.first, let fields = named.fields(budget.id) else { return nil }
    (self.budget, self.fields) = (budget, fields)
    isStopped = try BudgetReading(context.reader, named.set, at: context.world.time).standing(budget).emergencyAt != nil
  }

  var daily: Money? { budget.limit(.daily)?.amount }
  var monthly: Money? { budget.limit(.monthly)?.amount }

  /// How a day's cost stands against the daily limit, else a month's against the monthly one.
  func status(day: Money, month: Money) -> BudgetStatus? {
    if isStopped { return .emergency }
    if let emergency = budget.emergencyLimit, day >= emergency { return .emergency }
    if let daily { return BudgetStatus(spent: day, limit: daily) }
    return monthly.map { BudgetStatus(spent: month, limit: $0) }
  }
}

/// How the days of a window stand against a daily limit (seed 001's rules).
struct BudgetUtilization: Shaped, Sendable {
  let days: [Money]
  let limit: Money

  init?(_ days: [Money], limit: Money?) {
    guard let limit, limit.nanos > 0, !days.isEmpty else { return nil }
    (self.days, self.limit) = (days, limit)
  }

  private var mean: Money { days.reduce(Money.zero) { $0 + $1 }.divided(by: Int128(days.count)) }
  var average: Ratio { Ratio.percent(mean, of: limit) }
  private var over80: Int { days.count { $0.nanos * 100 > limit.nanos * 80 } }
  private var over: Int { days.count { $0 > limit } }
  private var efficiency: String { over == 0 && mean.nanos * 100 < limit.nanos * 70 ? "good" : "needs_attention" }
  private var adjustment: Money? { mean.nanos * 100 > limit.nanos * 90 ? Money(nanos: roundedHalfToEven(mean.nanos * 12, over: 10)) : nil }

  static let members: [Member<BudgetUtilization>] = [
    Member("average_daily_utilization_percentage", \.average, "The mean day's share of the daily limit."),
    Member("days_over_80_percent", \.over80, "Days above 80 percent of it."),
    Member("days_over_limit", \.over, "Days above it."),
    Member("budget_efficiency", \.efficiency, "good when no day was above and the mean day below 70 percent, else needs_attention."),
    Member("recommended_budget_adjustment", \.adjustment, "1.2 times the mean day where that is above 90 percent of the limit; else null."),
  ]
}

/// A customer's spend against what its tier spends on average (seed 001's figures).
struct TierEfficiency: Shaped, Sendable {
  let tier: BudgetTier
  let daily: Money

  private var average: Money {
    switch tier {
    case .standard: Money(nanos: 5 * Money.nanosPerDollar)
    case .premium: Money(nanos: 25 * Money.nanosPerDollar)
    case .enterprise: Money(nanos: 100 * Money.nanosPerDollar)
    }
  }
  private var quotient: Double { daily.dollars / average.dollars }
  private var ratio: Ratio { Ratio(quotient) }
  private var status: String { quotient > 1.2 ? "above_average" : quotient < 0.8 ? "below_average" : "average" }
  private var spend: String { quotient > 1.2 ? "spends_more" : quotient < 0.8 ? "spends_less" : "spends_alike" }

  static let members: [Member<TierEfficiency>] = [
    Member("customer_tier", \.tier, "The tier."), Member("tier_average_daily_cost", \.average, "What its customers spend in a day on average."),
    Member("customer_daily_cost", \.daily, "What this one does."), Member("efficiency_ratio", \.ratio, "The one over the other."),
    Member("efficiency_status", \.status, "Of the ratio: above_average beyond 1.2, below_average under 0.8."),
    Member("spend_vs_tier", \.spend, "The same, unmistakably: spends_more, spends_less or spends_alike."),
  ]
}
