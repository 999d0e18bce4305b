import Testing

@testable import Store

@Suite("Rules of the data in the tables")
struct TableRulesTests {
  private static let zeros = Array(repeating: "0", count: 21).joined(separator: ", ")

  private static func rollup(grain: String = "0", dimension: String = "0", name: String = "0", rest: String = zeros) -> String {
    "INSERT INTO rollups VALUES(\(grain), 0, \(dimension), \(name), \(rest))"
  }

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
      "INSERT INTO audit_log VALUES(1, 0, '', '', '')",
      "INSERT INTO audit_log VALUES(1, 0, 'a', NULL, '')",
      "INSERT INTO file_imports VALUES('k', NULL)",
      "INSERT INTO trained_forecasts VALUES(1, NULL, 'm')",
      "INSERT INTO trained_forecasts VALUES(1, zeroblob(15), 'm')",
      "INSERT INTO trained_forecasts VALUES(1, zeroblob(16), '')",
      "INSERT INTO trained_forecasts VALUES(1, zeroblob(16), NULL)",
      "INSERT INTO trained_forecasts VALUES(1, zeroblob(16), 'm'), (2, zeroblob(16), 'm')",
    ])
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
    let text = LedgerSchema.migrations.joined()
    #expect(text.components("CHECK(") == 26, "a rule was added: break it in this suite, then count it here")
  }
}

extension String {
  /// How often a text occurs.
  fileprivate func components(_ text: String) -> Int {
    indices.count { self[$0...].hasPrefix(text) }
  }
}
