import CostModel
import JSON
import JSONRPC
import Store

/// A budget as lists and answers show it: what was set, and the defaults where nothing was.
struct BudgetAnswer: Shaped, Sendable {
  let id: String
  let fields: BudgetFields
  let scope: Scope
  let zone: String
  let createdAt: Timestamp
  let updatedAt: Timestamp

  init(_ row: StoredBudget, _ budgets: NamedBudgets, _ services: Services) throws {
    id = row.id
    fields = try BudgetFields(stored: row.definition)
    scope = budgets.set.budget(row.id)?.scope ?? Scope()
    zone = try fields.timeZone ?? services.zone(nil).name
    (createdAt, updatedAt) = (row.createdAt, row.updatedAt)
  }

  private var customer: String? {
    let customers = scope.values[.customer] ?? []
    return customers.count == 1 ? customers[0] : nil
  }
  private var scopeObject: ScopeObject { ScopeObject(scope) }
  private var daily: Money? { fields.effectiveDaily }
  private var monthly: Money? { fields.effectiveMonthly }
  private var emergency: Money? { fields.effectiveEmergency }
  private var resetHour: Int { fields.resetHour ?? 0 }
  private var unpricedPolicy: UnpricedPolicy { fields.unpricedPolicy ?? .deny }
  private var thresholds: [BudgetFields.Threshold] { fields.effectiveThresholds }
  private var grace: Ratio { Ratio(fields.effectiveGrace) }
  private var isThrottling: Bool { fields.isThrottling ?? true }
  private var isAlerting: Bool { fields.isAlerting ?? true }
  private var enforcement: BudgetEnforcement { fields.effectiveEnforcement }

  static let members: [Member<BudgetAnswer>] = [
    Member("budget_id", \.id, "Its id."),
    Member("name", \.fields.name, "What people call it."),
    Member("customer_id", \.customer, "The customer it is for; null for several, or none."),
    Member("scope", \.scopeObject, "The values that narrow it, its parents' included."),
    Member("parent_id", \.fields.parent, "The budget it is a part of."),
    Member("tier", \.fields.tier, "The customer's tier."),
    Member("preset", \.fields.preset, "Where its thresholds come from."),
    Member("hourly_limit_usd", \.fields.hourly, "What an hour may cost."),
    Member("daily_limit_usd", \.daily, "What a day may cost."),
    Member("weekly_limit_usd", \.fields.weekly, "What a week may cost."),
    Member("monthly_limit_usd", \.monthly, "What a month may cost."),
    Member("quarterly_limit_usd", \.fields.quarterly, "What a quarter may cost."),
    Member("yearly_limit_usd", \.fields.yearly, "What a year may cost."),
    Member("total_limit_usd", \.fields.total, "What all time together may cost."),
    Member("rolling", \.fields.rolling, "The limit on the last so many days."),
    Member("one_time", \.fields.oneTime, "The limit on one stretch of time."),
    Member("emergency_limit_usd", \.emergency, "What a day may cost at the very most."),
    Member("time_zone", \.zone, "The zone of its periods."),
    Member("reset_hour", \.resetHour, "The local hour at which days begin."),
    Member("unpriced_policy", \.unpricedPolicy, "What becomes of a call that no price covers."),
    Member("unpriced_hold_usd", \.fields.unpricedHold, "What is held for such a call with the policy hold."),
    Member("thresholds", \.thresholds, "Shares of each limit at which it alerts."),
    Member("grace_period_hours", \.grace, "How long a limit may be exceeded, from the first crossing."),
    Member("throttle_enabled", \.isThrottling, "Whether work is refused after the grace period."),
    Member("alerts_enabled", \.isAlerting, "Whether thresholds alert."),
    Member("enforcement", \.enforcement, "What happens at a limit."),
    Member("created_at", \.createdAt, "When it was first set."),
    Member("updated_at", \.updatedAt, "When it was last changed."),
  ]
}

/// A threshold that was reached.
struct ReachedThreshold: Shaped, Sendable {
  let alert: String?
  let budget: String
  let limit: BudgetLimit
  let threshold: BudgetThreshold
  let spent: Money

  init(_ raised: RaisedAlert) {
    (alert, budget, limit) = (raised.id, raised.budget.id, raised.limit)
    (threshold, spent) = (raised.threshold, raised.spent)
  }

  init(budget: String, _ limit: BudgetLimit, _ threshold: BudgetThreshold, spent: Money) {
    (alert, self.budget, self.limit, self.threshold, self.spent) = (nil, budget, limit, threshold, spent)
  }

  private var percentage: Percentage { Percentage(thousandths: threshold.milliPercent) }
  private var amount: Money { threshold.amount(of: limit.amount) }
  private var period: String { limit.period.name }

  static let members: [Member<ReachedThreshold>] = [
    Member.optional("alert_id", \.alert, "The alert that was written."),
    Member("budget_id", \.budget, "The budget."),
    Member("period", \.period, "The period of the limit: hourly to yearly, total, rolling or one_time."),
    Member("threshold_percentage", \.percentage, "The share of the limit."),
    Member("threshold_amount_usd", \.amount, "The same as an amount."),
    Member("current_cost_usd", \.spent, "What is spent in the period."),
    Member("priority", \.threshold.priority, "How urgent it is."),
    Member("action", \.threshold.action, "What is to be done."),
  ]
}
