import CostModel

extension LedgerWriter {
  package var budgetTable: BudgetTable { BudgetTable(connection) }

  /// Tells where the budgets in effect come from, and the time; to be set before the first transaction.
  package func useBudgets(
    from source: @escaping (LedgerWriter) throws -> BudgetIndex, clock: @escaping () -> MachineTime,
    onAlert: @escaping (RaisedAlert) throws -> Void
  ) {
    (budgets.source, budgets.clock, budgets.onAlert) = (source, clock, onAlert)
  }

  /// The budgets in effect inside the transaction under way.
  package func budgetsInEffect() throws -> BudgetIndex { try budgets.inEffect(self) }

  /// The alerts set off in the transaction since this was last asked.
  package func takeRaisedAlerts() -> [RaisedAlert] { budgets.takeRaised() }

  /// Where a budget stands, the transaction under way included.
  package func standing(_ budget: Budget, teams: TeamMapping) throws -> BudgetStanding {
    try budgetReading(teams: teams).standing(budget)
  }

  /// Finds out where budgets stand, the transaction under way included.
  package func budgetReading(teams: TeamMapping) throws -> BudgetReading {
    try flush()
    return BudgetReading(connection, names, teams, at: budgets.clock())
  }

  /// The counts of a stretch of whole days, the transaction under way included; see `BudgetReading.dayCounts`.
  package func dayCounts(_ budget: Budget, in range: Range<Int64>) throws -> [BudgetCount] {
    try flush()
    return try BudgetReading(connection, names, try budgetsInEffect().teams, at: budgets.clock()).dayCounts(budget, in: range)
  }

  /// Stores a budget and counts for it what the periods under way hold already.
  package func setBudget(_ id: String, definition: String, at: Timestamp) throws {
    try flush()
    try budgetTable.set(id, definition: definition, at: at)
    budgets.forget()
  }

  /// Budgets, or what breakers count, are others from here on.
  package func budgetsChanged() throws {
    try flush()
    try budgetTable.changeVersion()
    budgets.forget()
  }

  /// Counts a budget anew, as after its scope or its clock changed.
  package func recount(_ budget: Budget) throws {
    try flush()
    try budgets.recount(budget.number, from: .min)
  }

  /// Begins the counters of a budget's periods under way, and notices what is over a threshold already.
  package func beginCounting(_ id: String) throws {
    let set = try budgetsInEffect()
    guard let budget = set.budget(id) else { return }
    try budgets.begin(budget, set.teams)
  }

  /// Looks at every budget now: thresholds that are reached and did not alert yet do so.
  package func evaluateBudgets() throws {
    try flush()
    let set = try budgetsInEffect()
    for budget in set.budgets { try budgets.begin(budget, set.teams) }
  }

  /// Removes a budget with everything counted and held for it; answers whether there was one.
  package func deleteBudget(_ id: String) throws -> Bool {
    try flush()
    let isFound = try budgetTable.delete(id)
    budgets.forget()
    return isFound
  }

  /// Lifts an emergency stop: the emergency limit counts from what is spent by now.
  package func liftEmergency(_ budget: Budget, dayStart: Int64, spent: Money) throws {
    try budgetTable.liftEmergency(budget.number, dayStart: dayStart, spent: spent)
  }

  /// After the mapping of users to teams changed: budgets for teams are counted anew.
  package func teamsChanged() throws {
    try flush()
    for budget in try budgetsInEffect().budgets where budget.scope.values[.team] != nil {
      try budgets.recount(budget.number, from: .min)
    }
    if try budgetTable.version() != 0 { try budgetTable.changeVersion() }
    budgets.forget()
  }
}

/// The statements that change budgets.
package struct BudgetTable {
  private let connection: Connection

  init(_ connection: Connection) { self.connection = connection }

  package func version() throws -> Int64 { try BudgetRows(connection).version() }
  package func all() throws -> [StoredBudget] { try BudgetRows(connection).all() }
  package func budget(_ id: String) throws -> StoredBudget? { try BudgetRows(connection).budget(id) }
  package func teamMapping() throws -> TeamMapping { try Configuration(connection).teamMapping() }

  /// What a budget is changed to count may have happened before: then a scan counts it.
  func set(_ id: String, definition: String, at: Timestamp) throws {
    let upsert = try connection.statement(
      """
      INSERT INTO budgets(id, definition, counted_until, held, floor_start, floor, created_at, updated_at)
      VALUES(?1, ?2, coalesce((SELECT max(ts_max) FROM blocks), -9223372036854775807), 0, 0, 0, ?3, ?3)
      ON CONFLICT(id) DO UPDATE SET definition = excluded.definition, updated_at = max(created_at, excluded.updated_at),
        counted_until = max(counted_until, excluded.counted_until)
      """)
    upsert.bind(1, id).bind(2, definition).bind(3, at.microseconds)
    try upsert.run()
    try changeVersion()
  }

  func delete(_ id: String) throws -> Bool {
    guard let stored = try BudgetRows(connection).budget(id) else { return false }
    for sql in [
      "DELETE FROM budget_periods WHERE budget = ?1", "DELETE FROM budget_holds WHERE budget = ?1",
      "DELETE FROM budgets WHERE number = ?1",
    ] {
      let delete = try connection.statement(composed: sql)
      delete.bind(1, stored.number)
      try delete.run()
    }
    try changeVersion()
    return true
  }

  func liftEmergency(_ number: Int64, dayStart: Int64, spent: Money) throws {
    let update = try connection.statement(
      "UPDATE budgets SET emergency_at = NULL, floor_start = ?2, floor = ?3 WHERE number = ?1")
    update.bind(1, number).bind(2, dayStart).bind(3, max(0, Int64(clamping: spent.nanos)))
    try update.run()
  }

  /// Versions are random: a count would come again, with other budgets, after a transaction that was rolled back.
  func changeVersion() throws {
    try connection.execute(
      """
      INSERT INTO meta(key, value) VALUES('budgets_version', random() | 1)
      ON CONFLICT(key) DO UPDATE SET value = excluded.value
      """)
  }
}
