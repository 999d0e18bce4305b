import CostModel
import JSON
import JSONRPC
import Store
import Synchronization

/// The budgets in effect, read anew whenever any worker changed them.
///
/// A class, because the reading threads and the committing thread share it.
final class CurrentBudgets: Sendable {
  private let loaded = Mutex<(version: Int64, budgets: NamedBudgets)>((0, .none))

  /// The budgets in a reader's state of the database.
  func inEffect(_ reader: LedgerReader, _ services: Services) throws -> NamedBudgets {
    let rows = BudgetRows(reader)
    return try budgets(
      try rows.version(), services, { try rows.all() }, { try BreakerTable(reader).all() }, { try reader.teamMapping() })
  }

  /// The budgets inside the transaction under way.
  func inEffect(_ writer: LedgerWriter, _ services: Services) throws -> NamedBudgets {
    let table = writer.budgetTable
    return try budgets(
      try table.version(), services, { try table.all() }, { try writer.breakerTable.all() }, { try table.teamMapping() })
  }

  private func budgets(
    _ version: Int64, _ services: Services, _ read: () throws -> [StoredBudget], _ breakers: () throws -> [StoredBreaker],
    _ teams: () throws -> TeamMapping
  ) throws -> NamedBudgets {
    if version == 0 { return .none }
    let (known, last) = loaded.withLock { ($0.version == version ? $0.budgets : nil, $0.budgets) }
    if let known { return known }
    let budgets = try NamedBudgets(try read(), try breakers(), teams: try teams(), services, like: last)
    loaded.withLock { $0 = (version, budgets) }
    return budgets
  }
}

/// Every budget, as it was set and as it is counted; and the circuit breakers.
///
/// A class, so that handing it around counts one reference; it never changes.
final class NamedBudgets: Sendable {
  let set: BudgetIndex
  /// The budgets and what breakers count: everything that events are counted for.
  let counted: BudgetIndex
  /// By name.
  let breakers: [CurrentBreaker]
  private let stored: [[UInt8]: (row: StoredBudget, fields: BudgetFields)]

  static let none = NamedBudgets()

  private init() { (set, counted, breakers, stored) = (.none, .none, [], [:]) }

  /// - Parameter last: the budgets as they were: what did not change is not read again.
  init(
    _ rows: [StoredBudget], _ breakerRows: [StoredBreaker], teams: TeamMapping, _ services: Services, like last: NamedBudgets
  ) throws {
    var stored: [[UInt8]: (row: StoredBudget, fields: BudgetFields)] = [:]
    for row in rows {
      let key = Array(row.id.utf8)
      let known = last.stored[key].flatMap { $0.row.definition.utf8.elementsEqual(row.definition.utf8) ? $0.fields : nil }
      stored[key] = (row, try known ?? BudgetFields(stored: row.definition))
    }
    self.stored = stored
    let budgets = rows.compactMap { row in
      stored[Array(row.id.utf8)].map { $0.fields.budget(row, scope: Self.scope(of: row.id, in: stored), services) }
    }
    set = BudgetIndex(budgets, teams: teams)
    breakers = try breakerRows.map { try CurrentBreaker($0, services) }
    let meters = breakers.compactMap(\.meter)
    counted = meters.isEmpty ? set : BudgetIndex(budgets + meters, teams: teams)
  }

  /// The values that narrow a budget, its parents' among them; its own go before.
  private static func scope(of id: String, in stored: [[UInt8]: (row: StoredBudget, fields: BudgetFields)]) -> Scope {
    var scope = Scope()
    var next: String? = id
    var steps = 0
    while let id = next, steps <= mostParents, let fields = stored[Array(id.utf8)]?.fields {
      scope.values.merge(fields.scope?.scope.values ?? [:]) { own, _ in own }
      (next, steps) = (fields.parent, steps + 1)
    }
    return scope
  }

  static let mostParents = 8

  func breaker(_ name: String) -> CurrentBreaker? { breakers.first { $0.row.name.utf8.elementsEqual(name.utf8) } }

  func fields(_ id: String) -> BudgetFields? { stored[Array(id.utf8)]?.fields }
  func row(_ id: String) -> StoredBudget? { stored[Array(id.utf8)]?.row }

  /// The budgets whose parent one is, by id.
  func children(of id: String) -> [Budget] { set.budgets.filter { $0.parent == id } }

  /// A budget and all beneath it.
  func family(of id: String) -> [Budget] {
    var found: [Budget] = []
    var waiting = [id]
    while let next = waiting.popLast(), found.count <= set.budgets.count {
      if let budget = set.budget(next) { found.append(budget) }
      waiting += children(of: next).map(\.id)
    }
    return found
  }
}
