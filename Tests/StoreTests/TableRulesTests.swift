import Testing

@testable import Store

@Suite("Rules of the data in the tables")
struct TableRulesTests {
  private static let zeros = Array(repeating: "0", count: 21).joined(separator: ", ")

  private static func rollup(grain: String = "0", dimension: String = "0", name: String = "0", rest: String = zeros) -> String {
    "INSERT INTO rollups VALUES(\(grain), 0, \(dimension), \(name), \(rest))"
  }

  private static func budget(
    id: String = "'b'", definition: String = "'d'", held: String = "0", floor: String = "0", updated: String = "0"
  ) -> String {
    "INSERT INTO budgets VALUES(1, \(id), \(definition), 0, \(held), NULL, 0, \(floor), 0, \(updated))"
  }

  private static func reservation(
    id: String = "'r'", amount: String = "0", state: String = "0", finished: String = "NULL", settled: String = "NULL"
  ) -> String {
    "INSERT INTO reservations VALUES(1, \(id), 0, x'', \(amount), \(state), 0, 0, 0, 0, \(finished), \(settled), NULL)"
  }

  private static func alert(
    id: String = "'a'", budget: String = "1", period: String = "1", milliPercent: String = "0", isEmergency: String = "0",
    limit: String = "0"
  ) -> String {
    "INSERT INTO alerts VALUES(1, \(id), \(budget), 'b', \(period), 0, 1, \(milliPercent), \(isEmergency), '', '', x'', 0, 0, \(limit), 0)"
  }

  private static func key(id: String = "'k'", digest: String = "zeroblob(32)", definition: String = "'d'") -> String {
    "INSERT INTO access_keys VALUES(\(id), \(digest), \(definition), 0, NULL, NULL, NULL)"
  }

  private static func receiver(
    id: String = "'r'", isWebhook: String = "0", definition: String = "'d'", updated: String = "0"
  ) -> String {
    "INSERT INTO receivers VALUES(\(id), \(isWebhook), \(definition), 0, \(updated))"
  }

  private static func delivery(id: String = "'d'", subject: String = "'s'") -> String {
    "INSERT INTO deliveries VALUES(1, \(id), 'r', \(subject), '', NULL, NULL)"
  }

  private static func job(
    id: String = "'j'", kind: String = "'k'", state: String = "0", attempts: String = "0", fruitless: String = "0", owner: String = "''",
    progress: String = "0", result: String = "NULL", failure: String = "NULL", finished: String = "NULL", revision: String = "1"
  ) -> String {
    "INSERT INTO jobs VALUES(1, \(id), \(kind), 'u', '{}', 0, '', NULL, 0, \(state), \(attempts), \(fruitless), 0, 0, \(owner), 0, 0, 0, "
      + "\(progress), '', NULL, \(result), \(failure), 0, NULL, \(finished), \(revision))"
  }

  private static func credential(
    name: String = "'c'", provider: String = "'p'", definition: String = "'d'", updated: String = "0"
  ) -> String {
    "INSERT INTO credentials VALUES(\(name), \(provider), \(definition), NULL, NULL, 0, 0, 0, 0, \(updated))"
  }

  private static func breaker(
    name: String = "'b'", definition: String = "'d'", state: String = "0", failures: String = "0", probe: String = "NULL",
    throttled: String = "0", calls: String = "0, 0, 0", updated: String = "0"
  ) -> String {
    "INSERT INTO breakers VALUES(1, \(name), \(definition), 0, \(state), \(failures), 0, 0, 0, \(probe), \(throttled), \(calls), "
      + "0, 0, 0, 0, 0, 0, NULL, NULL, 0, \(updated))"
  }

  private static func operation(
    breaker: String = "1", id: String = "'o'", type: String = "'t'", state: String = "0", estimate: String = "0",
    isCostBlocked: String = "0", answer: String = "NULL", digest: String = "NULL", actual: String = "NULL"
  ) -> String {
    "INSERT INTO breaker_operations VALUES(1, \(breaker), \(id), 0, \(type), \(state), \(estimate), NULL, \(isCostBlocked), "
      + "\(answer), \(digest), \(actual))"
  }

  private static func schedule(
    id: String = "'s'", cron: String = "'c'", zone: String = "'UTC'", kind: String = "'k'", params: String = "'{}'", isEnabled: String = "1",
    updated: String = "0"
  ) -> String {
    "INSERT INTO schedules VALUES(\(id), 'n', \(cron), \(zone), \(kind), \(params), \(isEnabled), NULL, 0, \(updated))"
  }

  private static func run(schedule: String = "'s'", due: String = "0", isTriggered: String = "0", missed: String = "0", job: String = "'j'") -> String {
    "INSERT INTO schedule_runs VALUES(NULL, \(schedule), \(due), \(isTriggered), \(missed), \(job));"
  }

  @Test(
    "rows that break no rule are taken, so that each refusal below is the rule's",
    arguments: [
      budget(), reservation(), reservation(state: "1", finished: "0", settled: "0"), alert(), key(), receiver(), delivery(), credential(), breaker(),
      schedule(), run() + run(due: "1", job: "'other'"), run(isTriggered: "1") + run(isTriggered: "1", job: "'other'"),
      "INSERT INTO scheduler_lease VALUES(1, 'o', 0, 0, 0)", breaker(state: "2", probe: "1"), job(), job(state: "1", attempts: "1", fruitless: "1", owner: "'o'"),
      job(state: "2", result: "'{}'", finished: "0"), job(state: "3", failure: "'f'", finished: "0"), operation(), operation(state: "2", answer: "'{}'", digest: "0", actual: "1"),
    ])
  func takes(_ sql: String) throws {
    let connection = try Connection(path: ":memory:", mode: .create)
    defer { connection.close() }
    try LedgerFile.migrate(connection) { 1 }
    try connection.execute(sql)
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
      "INSERT INTO audit_log(at, action, subject, detail) VALUES(0, '', '', '')",
      "INSERT INTO audit_log(at, action, subject, detail) VALUES(0, 'a', NULL, '')",
      receiver(id: "''"),
      receiver(isWebhook: "2"),
      receiver(definition: "''"),
      receiver(updated: "-1"),
      delivery(id: "''"),
      delivery(subject: "''"),
      delivery() + ", (2, 'd', 'r', 'other', '', NULL, NULL)",
      delivery() + ", (2, 'other', 'r', 's', '', NULL, NULL)",
      "INSERT INTO delivery_attempts VALUES(1, 1, 'r', 0, 2, 0, NULL)",
      "INSERT INTO acknowledgements VALUES('', 0, '', '')",
      "INSERT INTO trained_forecasts VALUES(1, NULL, 'm')",
      "INSERT INTO trained_forecasts VALUES(1, zeroblob(15), 'm')",
      "INSERT INTO trained_forecasts VALUES(1, zeroblob(16), '')",
      "INSERT INTO trained_forecasts VALUES(1, zeroblob(16), NULL)",
      "INSERT INTO trained_forecasts VALUES(1, zeroblob(16), 'm'), (2, zeroblob(16), 'm')",
      budget(id: "''"),
      budget(definition: "''"),
      budget(held: "-1"),
      budget(floor: "-1"),
      budget(updated: "-1"),
      budget() + ", (2, 'b', 'd', 0, 0, NULL, 0, 0, 0, 0)",
      "INSERT INTO budget_periods VALUES(0, 1, 0, 1, 0, 0, 0, 0, 0, NULL)",
      "INSERT INTO budget_periods VALUES(1, 0, 0, 1, 0, 0, 0, 0, 0, NULL)",
      "INSERT INTO budget_periods VALUES(1, 10, 0, 1, 0, 0, 0, 0, 0, NULL)",
      "INSERT INTO budget_periods VALUES(1, 1, 0, 0, 0, 0, 0, 0, 0, NULL)",
      reservation(id: "''"),
      reservation(amount: "-1"),
      reservation(state: "3", finished: "0"),
      reservation(state: "0", finished: "0"),
      reservation(state: "2"),
      reservation(state: "2", finished: "0", settled: "0"),
      reservation(state: "1", finished: "0"),
      reservation() + ", (2, 'r', 0, x'', 0, 0, 0, 0, 0, 0, NULL, NULL, NULL)",
      "INSERT INTO budget_holds VALUES(0, 0, 0, 1, 0, 0)",
      "INSERT INTO budget_holds VALUES(1, 0, 0, 1, 0, -1)",
      alert(id: "''"),
      alert(budget: "0"),
      alert(period: "0"),
      alert(milliPercent: "-1"),
      alert(isEmergency: "2"),
      alert(limit: "-1"),
      alert() + ", (2, 'a', 2, 'b', 1, 0, 1, 0, 0, '', '', x'', 0, 0, 0, 0)",
      alert() + ", (2, 'other', 1, 'b', 1, 0, 1, 0, 0, '', '', x'', 0, 0, 0, 0)",
      key(id: "''"),
      key(digest: "x'00'"),
      key(definition: "''"),
      key() + ", ('other', zeroblob(32), 'd', 0, NULL, NULL, NULL)",
      "INSERT INTO audit_log(at, action, subject, detail, digest) VALUES(0, 'a', '', '', x'00')",
      job(id: "''"),
      job(kind: "''"),
      job(state: "5", finished: "0"),
      job(attempts: "-1", fruitless: "-1"),
      job(fruitless: "1"),
      job(owner: "'o'"),
      job(state: "1"),
      job(progress: "100001"),
      job(result: "'{}'"),
      job(state: "2", finished: "0"),
      job(state: "3", finished: "0"),
      job(state: "4"),
      job(finished: "0"),
      job() + ", (2, 'j2', 'k', 'u', '{}', 0, '', NULL, 0, 0, 0, 0, 0, 0, '', 0, 0, 0, 0, '', NULL, NULL, NULL, 0, NULL, NULL, 2)",
      job() + ", (2, 'j2', 'k', 'v', '{}', 0, '', NULL, 0, 0, 0, 0, 0, 0, '', 0, 0, 0, 0, '', NULL, NULL, NULL, 0, NULL, NULL, 1)",
      "INSERT INTO repricings VALUES('', 0, 'j', 0, 0)",
      "INSERT INTO repricings VALUES('e', 0, '', 0, 0)",
      credential(name: "''"),
      credential(provider: "''"),
      credential(definition: "''"),
      credential(updated: "-1"),
      credential() + ", ('c', 'p', 'd', NULL, NULL, 0, 0, 0, 0, 0)",
      breaker(name: "''"),
      breaker(definition: "''"),
      breaker(state: "3"),
      breaker(failures: "-1"),
      breaker(state: "2"),
      breaker(state: "1", probe: "1"),
      breaker(throttled: "-1"),
      breaker(calls: "-1, 0, 0"),
      breaker(calls: "0, -1, -1"),
      breaker(calls: "9, 1, 2"),
      breaker(updated: "-1"),
      breaker() + ", (2, 'b', 'd', 0, 0, 0, 0, 0, 0, NULL, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, NULL, NULL, 0, 0)",
      operation(breaker: "0"),
      operation(id: "''"),
      operation(type: "''"),
      operation(state: "3"),
      operation(estimate: "-1"),
      operation(isCostBlocked: "2"),
      operation(answer: "'{}'"),
      operation(state: "1", answer: "'{}'", digest: "0"),
      operation(state: "2", answer: "'{}'", digest: "0", actual: "-1"),
      operation(actual: "1"),
      operation() + ", (2, 1, 'o', 0, 't', 0, 0, NULL, 0, NULL, NULL, NULL)",
      "INSERT INTO breaker_rules VALUES(0, 'r', 1, 0, 0, 0, 0)",
      "INSERT INTO breaker_rules VALUES(1, '', 1, 0, 0, 0, 0)",
      "INSERT INTO breaker_rules VALUES(1, 'r', 0, 0, 0, 0, 0)",
      schedule(id: "''"),
      schedule(cron: "''"),
      schedule(zone: "''"),
      schedule(kind: "''"),
      schedule(params: "''"),
      schedule(isEnabled: "2"),
      schedule(updated: "-1"),
      schedule(id: "'forecasting'"),
      run(schedule: "''"),
      run(isTriggered: "2"),
      run(missed: "-1"),
      run() + run(due: "1"),
      run() + run(job: "'other'"),
      "INSERT INTO scheduler_lease VALUES(2, 'o', 0, 0, 0)",
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
  func countsRules() throws {
    let connection = try Connection(path: ":memory:", mode: .create)
    defer { connection.close() }
    try LedgerFile.migrate(connection) { 1 }
    let select = try connection.statement("SELECT group_concat(sql) FROM sqlite_master")
    let text = try select.step() ? select.text(0) : ""
    #expect(text.components("CHECK(") == 108, "a rule was added: break it in this suite, then count it here")
  }
}

extension String {
  /// How often a text occurs.
  fileprivate func components(_ text: String) -> Int {
    indices.count { self[$0...].hasPrefix(text) }
  }
}
