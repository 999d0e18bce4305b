import CostModel
import JSON
import JSONRPC
import Store

/// What `budget/check` answers: the decision, the figures behind it, and every budget that was asked.
struct BudgetCheckAnswer: Shaped, Sendable {
  let decision: SpendDecision
  let isAllowed: Bool
  let refusedBy: String?
  /// The budget whose figures stand for the call: the one that refuses, else the one that is fullest.
  let main: SpendDecision.Judged?
  let day: LimitFigures?
  let month: LimitFigures?
  let config: BriefConfig?
  let costs: CostBreakdown?

  /// - Parameter tenant: the customer who asks. Budgets that are others', too, decide, and tell nothing.
  init(_ full: SpendDecision, _ budgets: NamedBudgets, tenant: String?, costs: CostBreakdown?) {
    isAllowed = full.isAllowed
    decision = full.seen(by: tenant)
    self.costs = costs
    refusedBy = full.refusing.map { $0.standing.budget.scope.isOwn(of: tenant) ? $0.standing.budget.id : "another" }
    let day = Self.fullest(decision, .daily), month = Self.fullest(decision, .monthly)
    let main = decision.refusing ?? day?.judged ?? month?.judged ?? decision.judged.first
    self.main = main
    let amount = decision.amount
    self.day = day.map { LimitFigures($0.limit, amount) }
    self.month = month.map { LimitFigures($0.limit, amount) }
    config = main.flatMap { main in budgets.fields(main.standing.budget.id).map { BriefConfig(main.standing.budget, $0) } }
  }

  private static func fullest(
    _ decision: SpendDecision, _ period: BudgetPeriod
  ) -> (judged: SpendDecision.Judged, limit: LimitStanding)? {
    var found: (judged: SpendDecision.Judged, limit: LimitStanding, share: Double)?
    for judged in decision.judged {
      guard let limit = judged.standing.limits.first(where: { $0.limit.period == period }) else { continue }
      let share = Double(limit.spent.nanos) / Double(max(limit.limit.amount.nanos, 1))
      if found == nil || share > found?.share ?? 0 { found = (judged, limit, share) }
    }
    return found.map { ($0.judged, $0.limit) }
  }

  private var status: BudgetStatus { decision.judged.map(\.verdict.status).max(by: BudgetStatus.isMilder) ?? .withinBudget }
  private var health: BudgetHealth { decision.judged.map { $0.standing.health(.zero) }.max { $0.rank < $1.rank } ?? .healthy }
  private var actions: [Action] { decision.judged.flatMap { judged in judged.verdict.actions.map { Action($0, judged.standing.budget.id) } } }
  private var amount: WithAmount { WithAmount(base: .zero, amount: decision.amount) }
  private var dailyCost: Money? { main?.standing.day.spent }
  private var monthlyCost: Money? { main?.standing.month.spent }
  private var budgets: [JudgedBudget] { decision.judged.map(JudgedBudget.init) }

  private var reached: [ReachedThreshold] {
    decision.judged.flatMap { judged in
      judged.standing.limits.flatMap { limit -> [ReachedThreshold] in
        let spent = limit.spent + judged.amount
        return judged.standing.budget.thresholds.filter { $0.isReached(spent, of: limit.limit.amount) }.map {
          ReachedThreshold(budget: judged.standing.budget.id, limit.limit, $0, spent: limit.spent)
        }
      }
    }
  }

  private var quality: DataQuality {
    var measures = Measures()
    measures.unpricedEvents = main?.standing.month.unpricedEvents ?? 0
    return DataQuality(measures)
  }

  static let members: [Member<BudgetCheckAnswer>] = [
    Member("allowed", \.isAllowed, "Whether the amount may be spent: every budget it falls under allows it."),
    Member("operation_allowed", \.isAllowed, "The same."),
    Member("status", \.status, "How the daily limit, else the fullest, stands with the amount: the worst of all budgets."),
    Member("budget_health", \.health, "How the limits stand without the amount: warning from 75 %, critical from 90 %, exceeded from 100 %."),
    Member("additional_cost_usd", \.amount, "The amount judged: given, estimated, or held for what has no price."),
    Member.optional("estimate", \.decision.estimate, "What the estimate came to, when one was given."),
    Member("enforcement_actions", \.actions, "What the budgets do about it, and why."),
    Member("alerts_triggered", \.reached, "Thresholds that spend and amount together reach. Nothing is written."),
    Member("alerts_generated", \.reached, "The same."),
    Member("refused_by", \.refusedBy, "The budget that refuses; null when none does."),
    Member("daily_cost_usd", \.dailyCost, "What is spent today in the scope of budget_config; null without a budget."),
    Member("monthly_cost_usd", \.monthlyCost, "What is spent this month there."),
    Member("budget_config", \.config, "The budget whose figures stand here: the one that refuses, else the fullest."),
    Member("daily_status", \.day, "The fullest daily limit."),
    Member("monthly_status", \.month, "The fullest monthly limit."),
    Member("budgets", \.budgets, "Every budget that the scope falls under, by id."),
    Member.optional("cost_breakdown", \.costs, "This month's cost in the scope by category and operation, with include_breakdown."),
    Member("data_quality", \.quality, "What the month's cost does not know."),
  ]

  /// What a budget does about spending.
  struct Action: Shaped, Sendable {
    let action: EnforcementAction
    let budget: String
    init(_ action: EnforcementAction, _ budget: String) { (self.action, self.budget) = (action, budget) }

    private var kind: EnforcementAction.Kind { action.kind }

    static let members: [Member<Action>] = [
      Member("action", \.kind, "What is done."),
      Member("reason", \.action.reason, "Why."),
      Member("severity", \.action.severity, "medium, high or critical."),
      Member("budget_id", \.budget, "By which budget."),
    ]
  }

  /// The limits of a budget in short.
  struct BriefConfig: Shaped, Sendable {
    let budget: Budget
    let fields: BudgetFields
    init(_ budget: Budget, _ fields: BudgetFields) { (self.budget, self.fields) = (budget, fields) }

    private var customer: String? {
      let customers = budget.scope.values[.customer] ?? []
      return customers.count == 1 ? customers[0] : nil
    }
    private var daily: Money? { fields.effectiveDaily }
    private var monthly: Money? { fields.effectiveMonthly }
    private var enforcement: BudgetEnforcement { budget.enforcement }

    static let members: [Member<BriefConfig>] = [
      Member("budget_id", \.budget.id, "The budget."),
      Member("customer_id", \.customer, "The customer it is for."),
      Member("tier", \.fields.tier, "The customer's tier."),
      Member("daily_limit_usd", \.daily, "What a day may cost."),
      Member("monthly_limit_usd", \.monthly, "What a month may cost."),
      Member("emergency_limit_usd", \.budget.emergencyLimit, "What a day may cost at the very most."),
      Member("enforcement", \.enforcement, "What happens at a limit."),
    ]
  }

  /// A daily or monthly limit, in seed 004's words.
  struct LimitFigures: Shaped, Sendable {
    let standing: LimitStanding
    let amount: Money
    init(_ standing: LimitStanding, _ amount: Money) { (self.standing, self.amount) = (standing, amount) }

    private var projected: WithAmount { WithAmount(base: standing.spent, amount: amount) }
    private var used: Ratio { Ratio.percent(standing.spent, of: standing.limit.amount) }
    private var isOver: Bool { standing.spent > standing.limit.amount }

    static let members: [Member<LimitFigures>] = [
      Member("total_cost", \.standing.spent, "What is spent."),
      Member("projected_cost", \.projected, "What is spent and the amount together."),
      Member("percentage_used", \.used, "The share of the limit that is spent."),
      Member("budget_limit", \.standing.limit.amount, "The limit."),
      Member("over_budget", \.isOver, "Whether more is spent than the limit."),
    ]
  }

  /// What a budget says.
  struct JudgedBudget: Shaped, Sendable {
    let judged: SpendDecision.Judged
    init(_ judged: SpendDecision.Judged) { self.judged = judged }

    private var isAllowed: Bool { judged.verdict.isAllowed }
    private var status: BudgetStatus { judged.verdict.status }
    private var scope: ScopeObject { ScopeObject(judged.standing.budget.scope) }
    private var limits: [JudgedLimit] {
      judged.standing.limits.map { JudgedLimit(standing: $0, held: judged.standing.held, amount: judged.amount) }
    }

    static let members: [Member<JudgedBudget>] = [
      Member("budget_id", \.judged.standing.budget.id, "The budget."),
      Member("parent_id", \.judged.standing.budget.parent, "The budget it is a part of."),
      Member("scope", \.scope, "What it is for."),
      Member("allowed", \.isAllowed, "Whether it allows the amount."),
      Member("status", \.status, "How it stands with the amount."),
      Member("held_usd", \.judged.standing.held, "What reservations hold."),
      Member("limits", \.limits, "Its limits that hold now."),
    ]
  }

  /// One limit of a budget.
  struct JudgedLimit: Shaped, Sendable {
    let standing: LimitStanding
    let held: Money
    let amount: Money

    private var period: String { standing.limit.period.name }
    private var start: Timestamp? { isBounded ? Timestamp(microseconds: standing.range.lowerBound) : nil }
    private var end: Timestamp? { isBounded ? Timestamp(microseconds: standing.range.upperBound) : nil }
    private var isBounded: Bool { standing.range != BudgetCalendar.always }
    private var remaining: Money { max(.zero, standing.limit.amount - standing.spent - held) }
    private var projected: WithAmount { WithAmount(base: standing.spent + held, amount: amount) }
    private var used: Ratio { Ratio.percent(standing.spent, of: standing.limit.amount) }
    private var isExceeded: Bool { standing.spent + held + amount > standing.limit.amount }

    static let members: [Member<JudgedLimit>] = [
      Member("period", \.period, "What the limit is for."),
      Member("period_start", \.start, "Where the period began; null for all time."),
      Member("period_end", \.end, "Where it ends, itself excluded."),
      Member("limit_usd", \.standing.limit.amount, "The limit."),
      Member("spent_usd", \.standing.spent, "What is spent."),
      Member("remaining_usd", \.remaining, "What is neither spent nor held."),
      Member("projected_usd", \.projected, "Spent, held and the amount together."),
      Member("percentage_used", \.used, "The share that is spent."),
      Member("exceeded", \.isExceeded, "Whether the amount would go beyond the limit."),
    ]
  }

  /// This month's cost by category and by operation.
  struct CostBreakdown: Shaped, Sendable {
    let categories: MoneyMap
    let operations: MoneyMap

    static let members: [Member<CostBreakdown>] = [
      Member("by_category", \.categories, "By category, dearest first."),
      Member("by_operation", \.operations, "By operation, dearest first."),
    ]
  }
}

/// Amounts by name.
struct MoneyMap: JSONWritable, Sendable {
  let amounts: [(name: String, amount: Money)]
  static var schema: Schema { .map(Money.schema) }

  func write(to writer: JSONWriter) {
    writer.beginObject()
    for (name, amount) in amounts {
      writer.name(name)
      amount.write(to: writer)
    }
    writer.endObject()
  }
}

extension BudgetStatus: JSONChoice {
  static func isMilder(_ left: BudgetStatus, _ right: BudgetStatus) -> Bool {
    (allCases.firstIndex(of: left) ?? 0) < (allCases.firstIndex(of: right) ?? 0)
  }
}
extension BudgetHealth: JSONChoice {}
extension EnforcementAction.Kind: JSONChoice {}
