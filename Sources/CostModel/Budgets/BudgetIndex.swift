/// Every budget, and which of them an event or a call falls under.
///
/// A class, so that handing it from thread to thread counts one reference; it never changes.
package final class BudgetIndex: Sendable {
  /// By id.
  package let budgets: [Budget]
  package let teams: TeamMapping
  private let byID: [[UInt8]: Int]
  private let everywhere: [Int]
  /// For each dimension that a budget is found by: its budgets by value.
  private let anchored: [(dimension: Dimension, budgets: [[UInt8]: [Int]])]
  /// The bytes of each budget's scope.
  private let tests: [[(dimension: Dimension, values: [[UInt8]])]]

  package static let none = BudgetIndex([], teams: TeamMapping([]))

  package init(_ budgets: [Budget], teams: TeamMapping) {
    let sorted = budgets.sorted { $0.id.utf8.lexicographicallyPrecedes($1.id.utf8) }
    self.budgets = sorted
    self.teams = teams
    var everywhere: [Int] = []
    var anchored: [Dimension: [[UInt8]: [Int]]] = [:]
    var tests: [[(dimension: Dimension, values: [[UInt8]])]] = []
    var byID: [[UInt8]: Int] = [:]
    for (index, budget) in sorted.enumerated() {
      byID[Array(budget.id.utf8)] = index
      let scope = budget.scope
      tests.append(scope.dimensions.map { dimension in (dimension, (scope.values[dimension] ?? []).map { Array($0.utf8) }) })
      // Found by what has most values, so that few budgets are looked at for each event.
      guard let anchor = Self.anchors.first(where: { scope.values[$0] != nil }) else {
        everywhere.append(index)
        continue
      }
      for value in Set((scope.values[anchor] ?? []).map { Array($0.utf8) }) { anchored[anchor, default: [:]][value, default: []].append(index) }
    }
    self.everywhere = everywhere
    self.anchored = Self.anchors.compactMap { dimension in anchored[dimension].map { (dimension, $0) } }
    self.tests = tests
    self.byID = byID
  }

  private static let anchors: [Dimension] = [
    .customer, .user, .project, .team, .tag, .client, .campaign, .purpose, .department, .operation, .category, .model,
    .environment, .provider,
  ]

  package var isEmpty: Bool { budgets.isEmpty }

  package func index(of id: String) -> Int? { byID[Array(id.utf8)] }

  package func budget(_ id: String) -> Budget? { index(of: id).map { budgets[$0] } }

  /// The places of the budgets that something with these values falls under, ascending.
  ///
  /// - Parameter values: what it has of a dimension; several for one that may have several.
  package func matching(_ values: (Dimension) -> [[UInt8]]) -> [Int] {
    var found = everywhere
    for (dimension, budgets) in anchored {
      for value in values(dimension) {
        for index in budgets[value] ?? [] where !found.contains(index) && isMatch(index, except: dimension, values) {
          found.append(index)
        }
      }
    }
    return found.sorted()
  }

  private func isMatch(_ index: Int, except anchor: Dimension, _ values: (Dimension) -> [[UInt8]]) -> Bool {
    tests[index].allSatisfy { test in
      test.dimension == anchor || values(test.dimension).contains { test.values.contains($0) }
    }
  }

  /// The places of the budgets that an event falls under.
  package func matching(_ batch: EventBatch, _ event: Int) -> [Int] {
    matching { dimension in
      switch dimension {
      case .tag: MemberList.decode(batch.text(event, .tags))
      case .team: team(user: batch.string(event, .user), project: batch.string(event, .project), own: Array(batch.text(event, .team)))
      default: batch.hasText(event, dimension.field) ? [Array(batch.text(event, dimension.field))] : []
      }
    }
  }

  /// The places of the budgets that a call described by a scope falls under.
  package func matching(_ scope: Scope) -> [Int] {
    matching { dimension in
      let given = (scope.values[dimension] ?? []).map { Array($0.utf8) }
      guard dimension == .team, let user = scope.values[.user]?.first else { return given }
      let mapped = teams.team(user: user, project: scope.values[.project]?.first ?? "")
      return mapped.map { [Array($0.utf8)] } ?? given
    }
  }

  private func team(user: String, project: String, own: [UInt8]) -> [[UInt8]] {
    if !user.isEmpty, !teams.isEmpty, let mapped = teams.team(user: user, project: project) { return [Array(mapped.utf8)] }
    return own.isEmpty ? [] : [own]
  }
}
