import CostModel

/// A circuit breaker as it was created.
package struct StoredBreaker: Sendable {
  package var number: Int64
  package var name: String
  /// A text that the layer above understands.
  package var definition: String
  /// Events up to this instant may have been stored before the breaker was.
  package var countedUntil: Int64
  package var createdAt: Timestamp
  package var updatedAt: Timestamp
}

/// How a circuit breaker stands.
package struct BreakerCondition: Sendable {
  package var state: BreakerState
  /// Calls that failed one after the other.
  package var failures: Int64
  /// When an open breaker may be tried, or when the lease of the call that tries it ends.
  package var until: MachineTime
  /// The operation that tries it, while half open.
  package var probe: Int64?
  /// Calls that met a throttle.
  package var throttled: Int64
  package var statistics: BreakerStatistics
  package var lastFailure: Timestamp?
  package var lastSuccess: Timestamp?
}

/// A call that a breaker was asked for.
package struct BreakerOperation: Sendable {
  package enum State: Int64, Sendable { case refused = 0, granted, recorded }

  package var number: Int64
  package var id: String
  /// A digest of what was asked, by which a retry is told from a clash.
  package var digest: Int64
  package var type: String
  package var state: State
  package var estimate: Money
  /// Its place among the calls that met a throttle.
  package var position: Int64?
  package var isCostBlocked: Bool
  /// What was answered when it was granted.
  package var answer: String?
  package var recordDigest: Int64?
  package var actual: Money?

  package init(number: Int64, id: String, digest: Int64, type: String, estimate: Money) {
    (self.number, self.id, self.digest, self.type, self.estimate) = (number, id, digest, type, estimate)
    (state, isCostBlocked) = (.refused, false)
  }
}

/// How often a rule set in, when it last did, and until when it is not told again.
package struct BreakerRuleNote: Sendable {
  package var times: Int64
  package var last: Timestamp
  package var quietUntil: MachineTime
}

extension LedgerWriter {
  package var breakerTable: BreakerTable { BreakerTable(connection) }
}

/// The statements about circuit breakers.
package struct BreakerTable {
  private let connection: Connection

  package init(_ reader: LedgerReader) { connection = reader.connection }
  init(_ connection: Connection) { self.connection = connection }

  /// Operations that are kept; older ones are forgotten.
  package static let mostOperations: Int64 = 100_000

  // MARK: Breakers

  /// Every breaker, by name.
  package func all() throws -> [StoredBreaker] {
    let select = try connection.statement(
      "SELECT number, name, definition, counted_until, created_at, updated_at FROM breakers ORDER BY name")
    defer { select.reset() }
    var found: [StoredBreaker] = []
    while try select.step() {
      found.append(
        StoredBreaker(
          number: select.integer(0), name: select.text(1), definition: select.text(2), countedUntil: select.integer(3),
          createdAt: Timestamp(microseconds: select.integer(4)), updatedAt: Timestamp(microseconds: select.integer(5))))
    }
    return found
  }

  /// Stores a breaker, or what changed of it; what it spends in its scope is counted from here on.
  package func set(_ name: String, definition: String, at: Timestamp) throws {
    let upsert = try connection.statement(
      """
      INSERT INTO breakers(name, definition, counted_until, state, failures, boot, until_uptime, until_at, throttled,
        allowed_calls, blocked_calls, cost_blocked_calls, estimated_dollars, estimated_nanos, actual_dollars, actual_nanos,
        saved_dollars, saved_nanos, created_at, updated_at)
      VALUES(?1, ?2, coalesce((SELECT max(ts_max) FROM blocks), -9223372036854775807), 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, ?3, ?3)
      ON CONFLICT(name) DO UPDATE SET definition = excluded.definition, updated_at = max(created_at, excluded.updated_at)
      """)
    upsert.bind(1, name).bind(2, definition).bind(3, at.microseconds)
    try upsert.run()
  }

  package func condition(_ number: Int64) throws -> BreakerCondition {
    let select = try connection.statement(
      """
      SELECT state, failures, until_at, until_uptime, boot, probe, throttled, allowed_calls, blocked_calls, cost_blocked_calls,
        estimated_dollars, estimated_nanos, actual_dollars, actual_nanos, saved_dollars, saved_nanos, last_failure_at,
        last_success_at
      FROM breakers WHERE number = ?1
      """)
    select.bind(1, number)
    defer { select.reset() }
    guard try select.step(), let state = BreakerState(rawValue: select.integer(0)) else {
      throw LedgerDamage("a breaker cannot be read")
    }
    var statistics = BreakerStatistics()
    (statistics.allowedCalls, statistics.blockedCalls) = (select.integer(7), select.integer(8))
    statistics.costBlockedCalls = select.integer(9)
    (statistics.estimated, statistics.actual, statistics.saved) = (select.money(10), select.money(12), select.money(14))
    return BreakerCondition(
      state: state, failures: select.integer(1),
      until: MachineTime(
        now: Timestamp(microseconds: select.integer(2)), uptime: select.integer(3), boot: select.integer(4)),
      probe: select.optionalInteger(5), throttled: select.integer(6), statistics: statistics,
      lastFailure: select.optionalInteger(16).map { Timestamp(microseconds: $0) },
      lastSuccess: select.optionalInteger(17).map { Timestamp(microseconds: $0) })
  }

  package func setCondition(_ number: Int64, _ condition: BreakerCondition) throws {
    let update = try connection.statement(
      """
      UPDATE breakers SET state = ?2, failures = ?3, until_at = ?4, until_uptime = ?5, boot = ?6, probe = ?7, throttled = ?8,
        allowed_calls = ?9, blocked_calls = ?10, cost_blocked_calls = ?11, estimated_dollars = ?12, estimated_nanos = ?13,
        actual_dollars = ?14, actual_nanos = ?15, saved_dollars = ?16, saved_nanos = ?17, last_failure_at = ?18,
        last_success_at = ?19
      WHERE number = ?1
      """)
    update.bind(1, number).bind(2, condition.state.rawValue).bind(3, condition.failures)
    update.bind(4, condition.until.now.microseconds).bind(5, condition.until.uptime).bind(6, condition.until.boot)
    update.bind(7, condition.probe).bind(8, condition.throttled)
    let statistics = condition.statistics
    update.bind(9, statistics.allowedCalls).bind(10, statistics.blockedCalls).bind(11, statistics.costBlockedCalls)
    update.bind(12, money: statistics.estimated).bind(14, money: statistics.actual).bind(16, money: statistics.saved)
    update.bind(18, condition.lastFailure?.microseconds).bind(19, condition.lastSuccess?.microseconds)
    try update.run()
  }

  // MARK: Operations

  package func operation(_ breaker: Int64, _ id: String) throws -> BreakerOperation? {
    let select = try connection.statement(
      """
      SELECT number, digest, type, state, estimate, position, is_cost_blocked, answer, record_digest, actual
      FROM breaker_operations WHERE breaker = ?1 AND id = ?2
      """)
    select.bind(1, breaker).bind(2, id)
    defer { select.reset() }
    guard try select.step() else { return nil }
    guard let state = BreakerOperation.State(rawValue: select.integer(3)) else {
      throw LedgerDamage("an operation of a breaker cannot be read")
    }
    var operation = BreakerOperation(
      number: select.integer(0), id: id, digest: select.integer(1), type: select.text(2),
      estimate: Money(nanos: Int128(select.integer(4))))
    operation.state = state
    operation.position = select.optionalInteger(5)
    operation.isCostBlocked = select.integer(6) != 0
    operation.answer = select.optionalText(7)
    operation.recordDigest = select.optionalInteger(8)
    operation.actual = select.optionalInteger(9).map { Money(nanos: Int128($0)) }
    return operation
  }

  /// The number of the next operation.
  package func nextOperation() throws -> Int64 {
    (try connection.integer("SELECT max(number) FROM breaker_operations") ?? 0) + 1
  }

  package func setOperation(_ breaker: Int64, _ operation: BreakerOperation) throws {
    let upsert = try connection.statement(
      """
      INSERT INTO breaker_operations(number, breaker, id, digest, type, state, estimate, position, is_cost_blocked, answer,
        record_digest, actual)
      VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)
      ON CONFLICT(number) DO UPDATE SET digest = excluded.digest, type = excluded.type, state = excluded.state,
        estimate = excluded.estimate, position = excluded.position, is_cost_blocked = excluded.is_cost_blocked,
        answer = excluded.answer, record_digest = excluded.record_digest, actual = excluded.actual
      """)
    upsert.bind(1, operation.number).bind(2, breaker).bind(3, operation.id).bind(4, operation.digest)
    upsert.bind(5, operation.type).bind(6, operation.state.rawValue).bind(7, Int64(clamping: operation.estimate.nanos))
    upsert.bind(8, operation.position).bind(9, operation.isCostBlocked ? 1 : 0).bind(10, operation.answer)
    upsert.bind(11, operation.recordDigest).bind(12, operation.actual.map { Int64(clamping: $0.nanos) })
    try upsert.run()
    let delete = try connection.statement("DELETE FROM breaker_operations WHERE number = ?1")
    delete.bind(1, operation.number - Self.mostOperations)
    try delete.run()
  }

  /// What the last operations of a type cost, a hundred at most.
  package func costs(ofType type: String) throws -> [Money] {
    let select = try connection.statement(
      "SELECT actual FROM breaker_operations WHERE type = ?1 AND actual IS NOT NULL ORDER BY number DESC LIMIT 100")
    select.bind(1, type)
    defer { select.reset() }
    var found: [Money] = []
    while try select.step() { found.append(Money(nanos: Int128(select.integer(0)))) }
    return found
  }

  // MARK: Rules

  package func ruleNotes(_ breaker: Int64) throws -> [[UInt8]: BreakerRuleNote] {
    let select = try connection.statement(
      "SELECT rule, times, last_at, boot, quiet_uptime, quiet_at FROM breaker_rules WHERE breaker = ?1")
    select.bind(1, breaker)
    defer { select.reset() }
    var found: [[UInt8]: BreakerRuleNote] = [:]
    while try select.step() {
      found[Array(select.textBytes(0))] = BreakerRuleNote(
        times: select.integer(1), last: Timestamp(microseconds: select.integer(2)),
        quietUntil: MachineTime(
          now: Timestamp(microseconds: select.integer(5)), uptime: select.integer(4), boot: select.integer(3)))
    }
    return found
  }

  /// Notes that a rule set in.
  package func note(_ breaker: Int64, _ rule: String, at: Timestamp, quietUntil end: MachineTime) throws {
    let upsert = try connection.statement(
      """
      INSERT INTO breaker_rules(breaker, rule, times, last_at, boot, quiet_uptime, quiet_at) VALUES(?1, ?2, 1, ?3, ?4, ?5, ?6)
      ON CONFLICT(breaker, rule) DO UPDATE SET times = times + 1, last_at = excluded.last_at, boot = excluded.boot,
        quiet_uptime = excluded.quiet_uptime, quiet_at = excluded.quiet_at
      """)
    upsert.bind(1, breaker).bind(2, rule).bind(3, at.microseconds)
    upsert.bind(4, end.boot).bind(5, end.uptime).bind(6, end.now.microseconds)
    try upsert.run()
  }

  package func forgetRule(_ breaker: Int64, _ rule: [UInt8]) throws {
    let delete = try connection.statement("DELETE FROM breaker_rules WHERE breaker = ?1 AND rule = ?2")
    delete.bind(1, breaker).bind(2, String(decoding: rule, as: UTF8.self))
    try delete.run()
  }
}

extension Statement {
  /// Binds an amount to two parameters: whole dollars, and the nano-dollars beyond them.
  @discardableResult
  fileprivate func bind(_ index: Int32, money: Money) -> Statement {
    let (dollars, nanos) = money.nanos.quotientAndRemainder(dividingBy: Money.nanosPerDollar)
    return bind(index, Int64(clamping: dollars)).bind(index + 1, Int64(nanos))
  }

  fileprivate func money(_ column: Int32) -> Money {
    Money(nanos: Int128(integer(column)) * Money.nanosPerDollar + Int128(integer(column + 1)))
  }
}
