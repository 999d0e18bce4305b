import CostModel
import JSON
import JSONRPC
import Store

/// Which budgets a question is about: one, those that a scope falls under, or all.
struct BudgetSelection: Sendable {
  var id: String?
  var scope = ScopeObject()

  static let fields: [Field<BudgetSelection>] = [
    Field("budget_id", \.id, BudgetID.schema, "One budget."),
    Field("scope", \.scope, "Those that a call with this scope falls under; every budget without either."),
  ]

  /// The budgets meant, by id; an error when the one named is not there.
  func budgets(_ named: NamedBudgets, tenant: String?) throws(ErrorAnswer) -> [Budget] {
    if let id {
      guard let budget = named.set.budget(id), budget.scope.isOwn(of: tenant) else { throw .notFound("budget", id) }
      return [budget]
    }
    let all = scope.scope.isEmpty ? named.set.budgets : named.set.matching(scope.scope).map { named.set.budgets[$0] }
    return all.filter { $0.scope.isOwn(of: tenant) }
  }

  /// Where the budgets meant stand now.
  func standings(_ context: ReadContext) throws -> [BudgetStanding] {
    let named = try context.services.budgets.inEffect(context.reader, context.services)
    let reading = BudgetReading(context.reader, named.set, at: context.world.time)
    return try budgets(named, tenant: context.tenant).map { budget in
      try context.call.checkCancellation()
      return try reading.standing(budget)
    }
  }
}

extension [BudgetStanding] {
  /// The limit of a period of which most is spent, with its budget; the first of several alike.
  func fullest(_ period: BudgetPeriod) -> (standing: BudgetStanding, limit: LimitStanding)? {
    var found: (standing: BudgetStanding, limit: LimitStanding, share: Double)?
    for standing in self {
      guard let limit = standing.limits.first(where: { $0.limit.period == period }) else { continue }
      let share = Double(limit.spent.nanos) / Double(Swift.max(limit.limit.amount.nanos, 1))
      if share > found?.share ?? -.infinity { found = (standing, limit, share) }
    }
    return found.map { ($0.standing, $0.limit) }
  }

  var health: BudgetHealth { map { $0.health(.zero) }.max { $0.rank < $1.rank } ?? .healthy }
  var status: BudgetStatus { map { $0.status(.zero) }.max(by: BudgetStatus.isMilder) ?? .withinBudget }
}
