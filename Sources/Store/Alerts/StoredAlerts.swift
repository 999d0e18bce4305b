import CostModel

/// An alert of a budget, as it was written in the transaction that set it off.
package struct StoredAlert: Sendable {
  package var id: String
  package var budget: String
  /// The number of the budget, which unlike its id is never given to another.
  package var number: Int64
  package var period: BudgetPeriod
  package var range: Range<Int64>
  package var milliPercent: Int64
  package var isEmergency: Bool
  package var priority: String
  package var action: String
  package var channels: [String]
  package var spent: Money
  package var limit: Money
  package var at: Timestamp

  package init(
    id: String, budget: String, number: Int64, period: BudgetPeriod, range: Range<Int64>, milliPercent: Int64, isEmergency: Bool, priority: String,
    action: String, channels: [String], spent: Money, limit: Money, at: Timestamp
  ) {
    (self.id, self.budget, self.number, self.period, self.range) = (id, budget, number, period, range)
    (self.milliPercent, self.isEmergency, self.priority) = (milliPercent, isEmergency, priority)
    (self.action, self.channels, self.spent, self.limit, self.at) = (action, channels, spent, limit, at)
  }
}

/// That somebody has seen an alert.
package struct Acknowledgement: Sendable {
  package var at: Timestamp
  /// The id of a key; empty for the process's owner.
  package var principal: String
  package var note: String

  package init(at: Timestamp, principal: String, note: String) {
    (self.at, self.principal, self.note) = (at, principal, note)
  }
}

extension LedgerReader {
  package var alerts: StoredAlerts { StoredAlerts(connection) }
}

extension LedgerWriter {
  package var alerts: StoredAlerts { StoredAlerts(connection) }
}

/// The statements about alerts.
package struct StoredAlerts {
  private let connection: Connection

  init(_ connection: Connection) { self.connection = connection }

  private static let columns =
    "id, budget_id, period, period_start, period_end, milli_percent, is_emergency, priority, action, channels, spent_dollars, spent_nanos, limit_nanos, at, budget"

  /// Alerts of budgets from an instant on, newest first.
  package func since(_ start: Timestamp, limit: Int) throws -> [StoredAlert] {
    let select = try connection.statement(
      composed: "SELECT \(Self.columns) FROM alerts WHERE at >= ?1 ORDER BY at DESC, number DESC LIMIT ?2")
    select.bind(1, start.microseconds).bind(2, Int64(limit))
    defer { select.reset() }
    var found: [StoredAlert] = []
    while try select.step() { found.append(try alert(select)) }
    return found
  }

  package func alert(_ id: String) throws -> StoredAlert? {
    let select = try connection.statement(composed: "SELECT \(Self.columns) FROM alerts WHERE id = ?1")
    select.bind(1, id)
    defer { select.reset() }
    return try select.step() ? try alert(select) : nil
  }

  private func alert(_ row: Statement) throws -> StoredAlert {
    guard let period = BudgetPeriod(rawValue: row.integer(2)) else { throw LedgerDamage("an alert's period is unknown") }
    return StoredAlert(
      id: row.text(0), budget: row.text(1), number: row.integer(14), period: period, range: row.integer(3)..<max(row.integer(4), row.integer(3)),
      milliPercent: row.integer(5), isEmergency: row.integer(6) != 0, priority: row.text(7), action: row.text(8),
      channels: MemberList.decode(row.blob(9)).map { String(decoding: $0, as: UTF8.self) },
      spent: Money(nanos: Int128(row.integer(10)) * Money.nanosPerDollar + Int128(row.integer(11))),
      limit: Money(nanos: Int128(row.integer(12))), at: Timestamp(microseconds: row.integer(13)))
  }

  // MARK: Acknowledgements

  package func acknowledgement(of alert: String) throws -> Acknowledgement? {
    let select = try connection.statement("SELECT at, principal, note FROM acknowledgements WHERE alert = ?1")
    select.bind(1, alert)
    defer { select.reset() }
    guard try select.step() else { return nil }
    return Acknowledgement(at: Timestamp(microseconds: select.integer(0)), principal: select.text(1), note: select.text(2))
  }

  /// The first acknowledgement stays.
  package func acknowledge(_ alert: String, _ acknowledgement: Acknowledgement) throws {
    let insert = try connection.statement(
      "INSERT INTO acknowledgements(alert, at, principal, note) VALUES(?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING")
    insert.bind(1, alert).bind(2, acknowledgement.at.microseconds).bind(3, acknowledgement.principal).bind(4, acknowledgement.note)
    try insert.run()
  }

  /// How many alerts of budgets from an instant on nobody acknowledged, and how many of those are critical.
  package func active(since start: Timestamp) throws -> (all: Int, critical: Int) {
    let select = try connection.statement(
      """
      SELECT count(*), count(*) FILTER (WHERE priority IN ('critical', 'exceeded')) FROM alerts
      WHERE at >= ?1 AND id NOT IN (SELECT alert FROM acknowledgements)
      """)
    select.bind(1, start.microseconds)
    defer { select.reset() }
    return try select.step() ? (Int(select.integer(0)), Int(select.integer(1))) : (0, 0)
  }
}
