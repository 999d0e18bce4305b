import CostModel

/// A budget as it is stored.
package struct StoredBudget: Sendable {
  package var number: Int64
  package var id: String
  /// A text that the layer above understands.
  package var definition: String
  /// Events up to this instant may have been stored before the budget was.
  package var countedUntil: Int64
  package var createdAt: Timestamp
  package var updatedAt: Timestamp
}

/// What was counted for a budget in a period.
package struct BudgetCount: Equatable, Sendable {
  package var range: Range<Int64>
  package var spent = Money.zero
  package var events: Int64 = 0
  package var calls: Int64 = 0
  package var unpricedEvents: Int64 = 0
  /// When what was spent first reached the period's limit.
  package var crossedAt: Int64?

  package init(range: Range<Int64>) { self.range = range }

  mutating func add(_ measures: Measures) {
    spent += measures.cost
    events += measures.events
    calls += measures.calls
    unpricedEvents += measures.unpricedEvents
  }
}

/// The statements about budgets that both a reader and the writer need.
package struct BudgetRows {
  let connection: Connection

  package init(_ reader: LedgerReader) { connection = reader.connection }
  init(_ connection: Connection) { self.connection = connection }

  /// Another number whenever the budgets, or the teams they ask for, are others; 0 as long as there never was one.
  package func version() throws -> Int64 {
    try connection.integer("SELECT value FROM meta WHERE key = 'budgets_version'") ?? 0
  }

  package func all() throws -> [StoredBudget] {
    let select = try connection.statement(
      "SELECT number, id, definition, counted_until, created_at, updated_at FROM budgets ORDER BY id")
    defer { select.reset() }
    var found: [StoredBudget] = []
    while try select.step() { found.append(stored(select)) }
    return found
  }

  package func budget(_ id: String) throws -> StoredBudget? {
    let select = try connection.statement(
      "SELECT number, id, definition, counted_until, created_at, updated_at FROM budgets WHERE id = ?1")
    select.bind(1, id)
    defer { select.reset() }
    return try select.step() ? stored(select) : nil
  }

  private func stored(_ row: Statement) -> StoredBudget {
    StoredBudget(
      number: row.integer(0), id: row.text(1), definition: row.text(2), countedUntil: row.integer(3),
      createdAt: Timestamp(microseconds: row.integer(4)), updatedAt: Timestamp(microseconds: row.integer(5)))
  }

  /// The count of the period that holds an instant; nil when none was begun.
  func count(_ budget: Int64, _ period: BudgetPeriod, holding instant: Int64) throws -> BudgetCount? {
    let select = try connection.statement(
      """
      SELECT start, end, spent_dollars, spent_nanos, events, calls, unpriced_events, crossed_at FROM budget_periods
      WHERE budget = ?1 AND period = ?2 AND start <= ?3 ORDER BY start DESC LIMIT 1
      """)
    select.bind(1, budget).bind(2, period.rawValue).bind(3, instant)
    defer { select.reset() }
    guard try select.step(), select.integer(1) > instant else { return nil }
    return count(select)
  }

  /// The counts of the periods that begin in a range, oldest first.
  package func counts(_ budget: Int64, _ period: BudgetPeriod, from start: Int64, until end: Int64) throws -> [BudgetCount] {
    let select = try connection.statement(
      """
      SELECT start, end, spent_dollars, spent_nanos, events, calls, unpriced_events, crossed_at FROM budget_periods
      WHERE budget = ?1 AND period = ?2 AND start >= ?3 AND start < ?4 ORDER BY start
      """)
    select.bind(1, budget).bind(2, period.rawValue).bind(3, start).bind(4, end)
    defer { select.reset() }
    var found: [BudgetCount] = []
    while try select.step() { found.append(count(select)) }
    return found
  }

  private func count(_ row: Statement) -> BudgetCount {
    var count = BudgetCount(range: row.integer(0)..<max(row.integer(1), row.integer(0)))
    count.spent = Money(nanos: Int128(row.integer(2)) * Money.nanosPerDollar + Int128(row.integer(3)))
    (count.events, count.calls, count.unpricedEvents) = (row.integer(4), row.integer(5), row.integer(6))
    count.crossedAt = row.optionalInteger(7)
    return count
  }

  /// What is held for a budget by reservations that have not expired.
  func held(_ budget: Int64, at time: MachineTime) throws -> Money {
    let select = try connection.statement(
      """
      SELECT held - (SELECT coalesce(sum(amount), 0) FROM budget_holds
                     WHERE budget = ?1 AND boot = ?2 AND expires_uptime <= ?3)
                  - (SELECT coalesce(sum(amount), 0) FROM budget_holds
                     WHERE budget = ?1 AND boot <> ?2 AND expires_at <= ?4)
      FROM budgets WHERE number = ?1
      """)
    select.bind(1, budget).bind(2, time.boot).bind(3, time.uptime).bind(4, time.now.microseconds)
    defer { select.reset() }
    return try select.step() ? Money(nanos: Int128(select.integer(0))) : .zero
  }

  /// Whether the emergency stop is in force since when, and what it was last lifted at: the day's start and its spend.
  func emergency(_ budget: Int64) throws -> (at: Int64?, floorStart: Int64, floor: Money) {
    let select = try connection.statement("SELECT emergency_at, floor_start, floor FROM budgets WHERE number = ?1")
    select.bind(1, budget)
    defer { select.reset() }
    guard try select.step() else { return (nil, .min, .zero) }
    return (select.optionalInteger(0), select.integer(1), Money(nanos: Int128(select.integer(2))))
  }
}
