import CostModel
import JSON
import JSONRPC
import Store

/// `budget/get`: one budget.
enum BudgetGet: ReadMethod {
  static let name = "budget/get"
  static let tenancy: Tenancy? = .owned
  static let summary = "Answers one budget as it was set, defaults included."
  static let errors: [ErrorCode] = [.notFound]
  static let example = #"{"budget_id": "acme"}"#

  struct Params: MethodParams {
    var id = ""
    static let fields = FieldTable<Params>([Field("budget_id", \.id, BudgetID.schema, isRequired: true, "The budget.")])
  }

  static func answer(_ params: Params, _ context: ReadContext) throws -> Answer {
    let budgets = try context.services.budgets.inEffect(context.reader, context.services)
    guard let row = budgets.row(params.id), budgets.set.budget(params.id)?.scope.isOwn(of: context.tenant) == true else {
      throw MethodFailure.notFound("budget", params.id)
    }
    return Answer(budget: try BudgetAnswer(row, budgets, context.services))
  }

  struct Answer: Shaped, Sendable {
    let budget: BudgetAnswer
    static let members: [Member<Answer>] = [Member("budget", \.budget, "The budget.")]
  }
}

/// `budget/list`: every budget.
enum BudgetList: ReadMethod {
  static let name = "budget/list"
  static let summary = "Lists budgets by id, and by the customer they are for."
  static let example = #"{"customer_id": "acme"}"#

  struct Params: MethodParams {
    var scope = ScopeParams()
    var limit = 1_000
    static let fields = FieldTable<Params>(
      Field.group(\.scope, ScopeParams.fields) + [
        Field("limit", \.limit, .integer(1...10_000), default: 1_000, "At most so many.")
      ])
  }

  static func answer(_ params: Params, _ context: ReadContext) throws -> Answer {
    let budgets = try context.services.budgets.inEffect(context.reader, context.services)
    let wanted = params.scope.scope
    let found = budgets.set.budgets.filter { budget in
      budget.scope.isOwn(of: context.tenant) && wanted.dimensions.allSatisfy { dimension in
        let values = wanted.values[dimension] ?? []
        return budget.scope.values[dimension]?.contains { own in values.contains { $0.utf8.elementsEqual(own.utf8) } } ?? false
      }
    }
    return Answer(
      budgets: try found.prefix(params.limit).compactMap { budget in
        try budgets.row(budget.id).map { try BudgetAnswer($0, budgets, context.services) }
      }, count: found.count)
  }

  struct Answer: Shaped, Sendable {
    let budgets: [BudgetAnswer]
    let count: Int

    private var customers: ByCustomer { ByCustomer(budgets) }
    private var customerCount: Int { customers.budgets.count }

    static let members: [Member<Answer>] = [
      Member("budgets", \.budgets, "The budgets, by id, as far as limit allows."),
      Member("budget_count", \.count, "How many there are."),
      Member("by_customer", \.customers, "Those for one customer and nothing narrower, by customer."),
      Member("total_customers", \.customerCount, "How many customers have one."),
    ]
  }

  /// Budgets by the customer they are for, as seed 001 lists them.
  struct ByCustomer: JSONWritable, Sendable {
    let budgets: [(customer: String, budget: BudgetAnswer)]

    init(_ all: [BudgetAnswer]) {
      var seen: Set<[UInt8]> = []
      budgets = all.compactMap { budget in
        guard budget.scope.dimensions == [.customer], let only = budget.scope.values[.customer], only.count == 1,
          seen.insert(Array(only[0].utf8)).inserted
        else { return nil }
        return (only[0], budget)
      }
    }

    static var schema: Schema { .map(BudgetAnswer.schema) }

    func write(to writer: JSONWriter) {
      writer.beginObject()
      for (customer, budget) in budgets {
        writer.name(customer)
        budget.write(to: writer)
      }
      writer.endObject()
    }
  }
}

/// `budget/delete`: removes a budget.
enum BudgetDelete: WriteMethod {
  static let name = "budget/delete"
  static let summary = "Removes a budget with what was counted and held for it; its events stay."
  static let documentation = "A budget with children is a conflict: they go first, or get another parent."
  static let errors: [ErrorCode] = [.notFound, .conflict]
  static let example = #"{"budget_id": "acme"}"#

  typealias Params = BudgetGet.Params

  static func apply(_ params: Params, _ context: WriteContext) throws -> Answer {
    let budgets = try context.services.budgets.inEffect(context.writer, context.services)
    guard budgets.row(params.id) != nil else { throw MethodFailure.notFound("budget", params.id) }
    let children = budgets.children(of: params.id).map(\.id)
    guard children.isEmpty else {
      throw MethodFailure(
        .conflict, "The budget \"\(shortened(params.id))\" has children: \(children.prefix(8).map(shortened).joined(separator: ", "))",
        details: ["children": .array(children.prefix(100).map(JSONValue.string))])
    }
    _ = try context.writer.deleteBudget(params.id)
    try context.writer.configuration.audit(at: context.world.now(), action: name, subject: params.id, detail: "{}")
    return Answer(id: params.id)
  }

  struct Answer: Shaped, Sendable {
    let id: String
    private var isDeleted: Bool { true }
    static let members: [Member<Answer>] = [
      Member("budget_id", \.id, "The budget's id, free again."),
      Member("deleted", \.isDeleted, "Whether it was removed: true."),
    ]
  }
}
