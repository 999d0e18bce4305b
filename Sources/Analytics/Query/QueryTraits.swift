/// Habits of a query that tend to cost.
package struct QueryTraits: Hashable, Sendable {
  /// All columns of a table are read; a star over a sub-query or a WITH name is not meant.
  package var selectsStar = false
  /// A table is read, updated or deleted from as a whole: no WHERE beside its FROM.
  package var isMissingWhere = false
  /// Every row is paired with every other: CROSS JOIN or a comma between tables, or with generated rows.
  package var hasCrossJoin = false
  /// The result is sorted as a whole.
  package var ordersWithoutLimit = false
  package var joins = 0

  package init() {}

  package var hasManyJoins: Bool { joins > 3 }

  /// The traits by name, in a fixed order.
  package var names: [String] {
    var names: [String] = []
    if selectsStar { names.append("select_star") }
    if isMissingWhere { names.append("missing_where") }
    if hasCrossJoin { names.append("cross_join") }
    if ordersWithoutLimit { names.append("order_by_without_limit") }
    if hasManyJoins { names.append("many_joins") }
    return names
  }
}
