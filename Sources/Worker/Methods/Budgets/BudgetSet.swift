import CostModel
import JSON
import JSONRPC
import Store

/// `budget/set`: sets or changes a budget.
enum BudgetSet: WriteMethod {
  static let name = "budget/set"
  static let summary = "Sets what a scope may cost in one or more periods, or changes a budget."
  static let documentation = """
    Of a budget that exists the members given are changed and the rest stays; clear names members to take back. Spend is \
    counted from the events there are already, at once and from then on in the transaction of each event; changing the \
    scope, the zone or the reset hour counts anew. A child inherits its parent's scope and may narrow it further. With a \
    tier the limits must keep its rules: daily 1 to 10,000 USD, monthly 10 to 100,000 and at least 20 times daily, \
    emergency 1 to 20 times daily. Thresholds that are reached already alert at once.
    """
  static let errors: [ErrorCode] = [.notFound, .conflict, .databaseFull]
  static let example = """
    {"budget_id": "acme", "scope": {"customer_id": "acme"}, "tier": "premium", "daily_limit_usd": 75, \
    "monthly_limit_usd": 2250, "emergency_limit_usd": 300}
    """
  static let most = 10_000

  struct Params: MethodParams {
    var id: String?
    var budget = BudgetFields()
    var clear: [String] = []

    static let fields: FieldTable<Params> = FieldTable(
      [
        Field("budget_id", \.id, .string(most: 256, format: nil), "Its id; made for it if absent.")
      ] + Field.group(\.budget, BudgetFields.fieldList) + [
        Field("clear", \.clear, .list(.string(most: 64, format: nil), most: 32), default: [], "Members to take back to their defaults.")
      ])
  }

  static func apply(_ params: Params, _ context: WriteContext) throws -> Answer {
    let (writer, services) = (context.writer, context.services)
    let id = params.id ?? "budget-" + hexadecimal(context.world.seed())
    try BudgetID.validate(id)
    for name in params.clear where !BudgetFields.fields.properties.contains(where: { $0.name == name }) {
      throw MethodFailure.invalid("clear", "names of members of a budget", got: "\"\(shortened(name))\"")
    }
    let before = try services.budgets.inEffect(writer, services)
    let stored = before.row(id)
    guard stored != nil || before.set.budgets.count < most else {
      throw MethodFailure(.conflict, "There are \(most) budgets already, the most there may be")
    }
    let known = try before.fields(id)?.without(params.clear) ?? BudgetFields()
    var fields = params.budget.over(known)
    try fields.validate(services)
    // A budget keeps its zone when a worker with another one looks after it.
    fields.timeZone = try services.zone(fields.timeZone).name
    try checkParent(id, fields, before)
    let now = context.world.now()
    try writer.setBudget(id, definition: try fields.text(), at: now)
    var after = try services.budgets.inEffect(writer, services)
    try checkScopes(id, after)
    let family = after.family(of: id)
    if let stored, let old = before.set.budget(stored.id), let new = after.set.budget(id), old.scope != new.scope || old.calendar != new.calendar || old.limit(.oneTime) != new.limit(.oneTime) {
      for budget in family { try writer.recount(budget) }
      after = try services.budgets.inEffect(writer, services)
    }
    _ = writer.takeRaisedAlerts()
    for budget in after.family(of: id) {
      try writer.adoptHolds(budget, teams: after.set.teams, at: context.world.time)
      try writer.beginCounting(budget.id)
    }
    try writer.configuration.audit(at: now, action: name, subject: id, detail: try params.budget.text())
    guard let row = try writer.budgetTable.budget(id) else { throw LedgerDamage("a budget vanished") }
    let answer = try BudgetAnswer(row, try services.budgets.inEffect(writer, services), services)
    return Answer(budget: answer, isCreated: stored == nil, raised: writer.takeRaisedAlerts().map(ReachedThreshold.init))
  }

  private static func checkParent(_ id: String, _ fields: BudgetFields, _ budgets: NamedBudgets) throws {
    var next = fields.parent
    var steps = 0
    while let parent = next {
      guard parent != id else { throw MethodFailure.invalid("parent_id", "a budget that is not beneath this one", got: "\"\(shortened(fields.parent ?? ""))\"") }
      guard let known = budgets.fields(parent) else { throw MethodFailure.notFound("budget", parent) }
      steps += 1
      guard steps <= NamedBudgets.mostParents else {
        throw MethodFailure.invalid("parent_id", "at most \(NamedBudgets.mostParents) budgets above one", got: "more")
      }
      next = known.parent
    }
  }

  /// A child may narrow its parent's scope, not widen it: else its spend would not count there.
  private static func checkScopes(_ id: String, _ budgets: NamedBudgets) throws {
    for child in budgets.family(of: id) {
      guard let parent = child.parent.flatMap({ budgets.set.budget($0) }) else { continue }
      for (dimension, allowed) in parent.scope.values {
        let own = child.scope.values[dimension] ?? []
        guard let wider = own.first(where: { value in !allowed.contains { $0.utf8.elementsEqual(value.utf8) } }) else { continue }
        throw MethodFailure.invalid(
          "scope.\(dimension.member)", "values that the parent budget \"\(shortened(parent.id))\" has too (\(allowed.prefix(8).map(shortened).joined(separator: ", ")))",
          got: "\"\(shortened(wider))\" in budget \"\(shortened(child.id))\"")
      }
    }
  }

  struct Answer: Shaped, Sendable {
    let budget: BudgetAnswer
    let isCreated: Bool
    let raised: [ReachedThreshold]

    private var message: String {
      let customers = budget.scope.values[.customer] ?? []
      let whom = customers.count == 1 ? "customer \(customers[0])" : "budget \(budget.id)"
      return "Budget configuration \(isCreated ? "created" : "updated") for \(whom)"
    }

    static let members: [Member<Answer>] = [
      Member("budget", \.budget, "The budget as it is now."),
      Member("created", \.isCreated, "Whether there was none with this id."),
      Member("alerts_triggered", \.raised, "Thresholds that are reached already, and alerted just now."),
      Member("message", \.message, "What was done."),
    ]
  }
}

/// The id of a budget, as params name it.
enum BudgetID {
  static let schema = Schema.string(most: 256, format: nil)

  static func validate(_ id: String) throws(ErrorAnswer) {
    guard !id.isEmpty, id.utf8.count <= 256, id.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else {
      throw .invalid("budget_id", "an id of 1 to 256 bytes without control characters", got: id.isEmpty ? "an empty one" : "another one")
    }
  }
}

/// Sixteen digits.
func hexadecimal(_ number: UInt64) -> String {
  let digits = String(number, radix: 16)
  return String(repeating: "0", count: 16 - digits.count) + digits
}
