import CostModel
import JSON
import JSONRPC
import Store

/// `breaker/reset`: closes a circuit breaker, or lifts the emergency stop of a budget.
enum BreakerReset: WriteMethod {
  static let name = "breaker/reset"
  static let summary = "Closes a circuit breaker and forgets its failures, or lifts the emergency stop of a budget."
  static let documentation = """
    With name: its failures and the count of its throttle begin anew; statistics stay, and rules about cost still hold. \
    With budget_id: the stop is lifted, and the emergency limit counts from what is spent today by now; without a stop in \
    force nothing changes.
    """
  static let errors: [ErrorCode] = [.notFound]
  static let example = #"{"name": "llm_operations"}"#

  struct Params: MethodParams {
    var name: String?
    var budget: String?
    static let fields = FieldTable<Params>([
      Field("name", \.name, BreakerName.schema, "The breaker to close."),
      Field("budget_id", \.budget, BudgetID.schema, "The budget whose emergency stop to lift."),
    ])
  }

  static func apply(_ params: Params, _ context: WriteContext) throws -> Answer {
    let budgets = try context.services.budgets.inEffect(context.writer, context.services)
    switch (params.name, params.budget) {
    case (let breaker?, nil): return try close(breaker, budgets, context)
    case (nil, let budget?): return try lift(budget, budgets, context)
    default: throw MethodFailure.invalid("name", "a breaker's name or a budget_id, one of them", got: params.name == nil ? "neither" : "both")
    }
  }

  private static func close(_ breakerName: String, _ budgets: NamedBudgets, _ context: WriteContext) throws -> Answer {
    guard let breaker = budgets.breaker(breakerName) else { throw MethodFailure.notFound("breaker", breakerName) }
    let table = context.writer.breakerTable
    var condition = try table.condition(breaker.row.number)
    let before = BreakerStateName(condition, isLimited: false, context.world.time)
    (condition.state, condition.failures, condition.probe, condition.throttled) = (.closed, 0, nil, 0)
    try table.setCondition(breaker.row.number, condition)
    try context.writer.configuration.audit(
      at: context.world.now(), action: name, subject: breaker.row.name, detail: #"{"state": "\#(before.rawValue)"}"#)
    return Answer(breaker: breaker.row.name, before: before, state: .closed)
  }

  private static func lift(_ id: String, _ budgets: NamedBudgets, _ context: WriteContext) throws -> Answer {
    guard let budget = budgets.set.budget(id) else { throw MethodFailure.notFound("budget", id) }
    let standing = try context.writer.standing(budget, teams: budgets.set.teams)
    let isStopped = standing.isEmergency(.zero)
    if isStopped {
      try context.writer.liftEmergency(budget, dayStart: standing.day.range.lowerBound, spent: standing.day.spent)
      try context.writer.configuration.audit(
        at: context.world.now(), action: name, subject: budget.id,
        detail: #"{"spent_usd": \#(plainDecimal(standing.day.spent.nanos, decimals: 9))}"#)
    }
    return Answer(budget: budget.id, isLifted: isStopped, spent: standing.day.spent, next: budget.emergencyLimit.map { $0 + standing.day.spent })
  }

  struct Answer: Shaped, Sendable {
    var breaker: String?
    var before: BreakerStateName?
    var state: BreakerStateName?
    var budget: String?
    var isLifted: Bool?
    var spent: Money?
    var next: Money?
    private var isReset: Bool { isLifted ?? true }

    static let members: [Member<Answer>] = [
      Member("reset", \.isReset, "Whether something was closed or lifted."),
      Member.optional("name", \.breaker, "The breaker."),
      Member.optional("previous_state", \.before, "How it stood: closed, open, or half_open."),
      Member.optional("state", \.state, "closed, as far as failures go."),
      Member.optional("budget_id", \.budget, "The budget."),
      Member.optional("emergency_lifted", \.isLifted, "Whether a stop was in force."),
      Member.optional("daily_cost_usd", \.spent, "What is spent today."),
      Member.optional("next_emergency_at_usd", \.next, "What today may cost until the next stop."),
    ]
  }
}
