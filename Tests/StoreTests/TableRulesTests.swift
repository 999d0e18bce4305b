import Testing

@testable import Store

@Suite("Rules of the data in the tables")
struct TableRulesTests {
  private static let zeros = Array(repeating: "0", count: 21).joined(separator: ", ")

  private static func rollup(grain: String = "0", dimension: String = "0", name: String = "0", rest: String = zeros) -> String {
    "INSERT INTO rollups VALUES(\(grain), 0, \(dimension), \(name), \(rest))"
  }

  private static func budget(id: String = "'b'", definition: String = "'{}'", held: Int = 0, floor: Int = 0, updated: Int = 0) -> String {
    "INSERT INTO budgets VALUES(NULL, \(id), \(definition), 0, \(held), NULL, 0, \(floor), 0, \(updated))"
  }

  private static func reservation(
    id: String = "'r'", amount: Int = 0, state: Int = 0, finished: String = "NULL", settled: String = "NULL"
  ) -> String {
    "INSERT INTO reservations VALUES(NULL, \(id), 0, x'', \(amount), \(state), 0, 0, 0, 0, \(finished), \(settled), NULL)"
  }

  private static func alert(
    id: String = "'a'", budget: Int = 1, period: Int = 1, percent: Int = 80_000, emergency: Int = 0, limit: Int = 1
  ) -> String {
    "INSERT INTO alerts VALUES(NULL, \(id), \(budget), 'b', \(period), 0, 1, \(percent), \(emergency), 'high', 'notify', x'', 0, 0, \(limit), 0)"
  }

  private static let spending = [
    budget(id: "''"), budget(id: "NULL"), budget(definition: "''"), budget(held: -1), budget(floor: -1), budget(updated: -1),
    budget() + ";" + budget(),
    "INSERT INTO budget_periods VALUES(0, 1, 0, 1, 0, 0, 0, 0, 0, NULL)",
    "INSERT INTO budget_periods VALUES(1, 0, 0, 1, 0, 0, 0, 0, 0, NULL)",
    "INSERT INTO budget_periods VALUES(1, 10, 0, 1, 0, 0, 0, 0, 0, NULL)",
    "INSERT INTO budget_periods VALUES(1, 1, 1, 1, 0, 0, 0, 0, 0, NULL)",
    "INSERT INTO budget_periods VALUES(1, 1, 0, 1, 0, 0, 0, 0, 0, NULL), (1, 1, 0, 2, 0, 0, 0, 0, 0, NULL)",
    reservation(id: "''"), reservation(amount: -1), reservation(state: 3, finished: "1"), reservation(state: 2),
    reservation(finished: "1"), reservation(settled: "1"), reservation(state: 1, finished: "1"),
    reservation(state: 2, finished: "1", settled: "1"), reservation() + ";" + reservation(),
    "INSERT INTO budget_holds VALUES(0, 0, 0, 0, 0, 0)",
    "INSERT INTO budget_holds VALUES(1, 0, 0, 0, 0, -1)",
    "INSERT INTO budget_holds VALUES(1, 0, 0, 0, 0, 0), (1, 0, 0, 0, 1, 1)",
    alert(id: "''"), alert(budget: 0), alert(period: 0), alert(period: 10), alert(percent: -1), alert(emergency: 2), alert(limit: -1),
    alert() + ";" + alert(percent: 90_000), alert() + ";" + alert(id: "'other'"),
  ]

  private static func key(id: String = "'k'", digest: String = "zeroblob(32)", definition: String = "'{}'") -> String {
    "INSERT INTO access_keys VALUES(\(id), \(digest), \(definition), 0, NULL, NULL, NULL)"
  }

  private static let access = [
    key(id: "''"), key(digest: "x'00'"), key(digest: "NULL"), key(definition: "''"), key() + ";" + key(id: "'other'"),
    key() + ";" + key(digest: "randomblob(32)"),
    "INSERT INTO audit_log VALUES(1, 0, 'a', '', '', '', x'00')",
    "INSERT INTO audit_log VALUES(1, 0, 'a', '', '', NULL, NULL)",
    "INSERT INTO audit_log VALUES(1, 0, 'a', '', '', '', NULL), (1, 0, 'b', '', '', '', NULL)",
  ]

  private static func delivery(
    id: String = "'d'", receiver: String = "'r'", subject: String = "'s'", state: Int = 0, attempts: Int = 0, finished: String = "NULL"
  ) -> String {
    "INSERT INTO deliveries VALUES(NULL, \(id), \(receiver), \(subject), '{}', \(state), \(attempts), 0, 0, 0, 0, 0, 0, \(finished), NULL, NULL)"
  }

  private static let deliveries = [
    "INSERT INTO receivers VALUES('', 0, '{}', 0, 0)",
    "INSERT INTO receivers VALUES('r', 2, '{}', 0, 0)",
    "INSERT INTO receivers VALUES('r', 0, '', 0, 0)",
    "INSERT INTO receivers VALUES('r', 0, '{}', 1, 0)",
    "INSERT INTO receivers VALUES('r', 0, '{}', 0, 0), ('r', 1, '{}', 0, 0)",
    delivery(id: "''"), delivery(subject: "''"), delivery(state: -1), delivery(state: 4, finished: "1"), delivery(attempts: -1),
    delivery(state: 2), delivery(state: 1, finished: "1"), delivery(receiver: "NULL"),
    delivery() + ";" + delivery(subject: "'other'"), delivery() + ";" + delivery(id: "'other'"),
    "INSERT INTO delivery_attempts VALUES(NULL, 1, 'r', 0, 2, 0, NULL)",
    "INSERT INTO acknowledgements VALUES('', 0, '', '')",
    "INSERT INTO acknowledgements VALUES('a', 0, '', ''), ('a', 1, '', '')",
  ]

  @Test(
    "a row that breaks a rule is refused",
    arguments: [
      "INSERT INTO meta VALUES('k', NULL)",
      "INSERT INTO names VALUES(0, 'text')",
      "INSERT INTO names VALUES(1, '')",
      "INSERT INTO names VALUES(1, NULL)",
      "INSERT INTO names VALUES(1, 'one'), (2, 'one')",
      "INSERT INTO blocks VALUES(0, 1, 1, 0, 0, 0, x'00')",
      "INSERT INTO blocks VALUES(1, 0, 1, 0, 0, 0, x'00')",
      "INSERT INTO blocks VALUES(1, 2, 1, 0, 0, 0, x'00')",
      "INSERT INTO blocks VALUES(1, 1, 1, 5, 4, 0, x'00')",
      "INSERT INTO blocks VALUES(1, 1, 1, 0, 0, 0, NULL)",
      "INSERT INTO block_columns VALUES(1, NULL)",
      "INSERT INTO id_runs VALUES(0, 1, x'', x'00')",
      "INSERT INTO id_runs VALUES(1, 0, x'', x'00')",
      "INSERT INTO id_runs VALUES(1, 1, NULL, x'00')",
      "INSERT INTO id_runs VALUES(1, 512, x'', NULL)",
      "INSERT INTO id_runs VALUES(1, 513, x'', x'00')",
      "INSERT INTO id_pages VALUES(1, NULL)",
      rollup(grain: "2"),
      rollup(dimension: "-1"),
      rollup(name: "-1"),
      rollup(rest: "1.5, " + zeros.dropFirst(3)),
      rollup(rest: "NULL, " + zeros.dropFirst(3)),
      "INSERT INTO price_overrides VALUES('', 'd', 0)",
      "INSERT INTO price_overrides VALUES('i', '', 0)",
      "INSERT INTO rates VALUES('EURO', '2026-01-01', '1', '')",
      "INSERT INTO rates VALUES('EUR', '2026-1-1', '1', '')",
      "INSERT INTO rates VALUES('EUR', '2026-01-01', '', '')",
      "INSERT INTO rates VALUES('EUR', '2026-01-01', '1', ''), ('EUR', '2026-01-01', '2', '')",
      "INSERT INTO team_mapping VALUES('', '', 't')",
      "INSERT INTO team_mapping VALUES('', 'p', '')",
      "INSERT INTO projects VALUES('', 'd', 0, 0, 0)",
      "INSERT INTO projects VALUES('i', '', 0, 0, 0)",
      "INSERT INTO projects VALUES('i', 'd', 2, 0, 0)",
      "INSERT INTO projects VALUES('i', 'd', 0, 5, 4)",
      "INSERT INTO audit_log(at, action, subject, detail) VALUES(0, '', '', '')",
      "INSERT INTO audit_log(at, action, subject, detail) VALUES(0, 'a', NULL, '')",
      "INSERT INTO file_imports VALUES('k', NULL)",
    ] + spending + access + deliveries)
  func refuses(_ sql: String) throws {
    let connection = try Connection(path: ":memory:", mode: .create)
    defer { connection.close() }
    try LedgerFile.migrate(connection) { 1 }
    let failure = #expect(throws: SQLiteFailure.self) { try connection.execute(sql) }
    // SQLITE_CONSTRAINT: a rule refused it, not a slip of this test's.
    #expect(failure.map { $0.code & 0xFF } == 19, "\(failure?.message ?? "")")
  }

  @Test("every rule of the schema is broken above")
  func countsRules() {
    let checks = LedgerSchema.migrations.map { $0.components("CHECK(") }
    let others = LedgerSchema.migrations.map { $0.components("UNIQUE") }
    #expect(checks == [24, 21, 4, 11], "a rule was added: break it in this suite, then count it here")
    #expect(others == [1, 4, 1, 2], "likewise")
  }
}

extension String {
  /// How often a text occurs.
  fileprivate func components(_ text: String) -> Int {
    indices.count { self[$0...].hasPrefix(text) }
  }
}
