import CostModel

/// Money held for a call under way.
package struct Reservation: Sendable, Equatable {
  package enum State: Int64, Sendable { case held = 0, settled, released }

  package var number: Int64
  package var id: String
  /// A digest of what was asked for, by which a retry is told from a clash.
  package var digest: Int64
  package var scope: Scope
  package var amount: Money
  package var state: State
  package var createdAt: Timestamp
  package var expires: MachineTime
  package var finishedAt: Timestamp?
  package var settled: Money?
  /// The id of the event that settled it.
  package var event: String?
}

extension LedgerReader {
  package func reservation(_ id: String) throws -> Reservation? { try ReservationRows(connection).find(id) }

  /// Those that are neither settled nor released, expired or not, oldest first.
  package func openReservations() throws -> [Reservation] { try ReservationRows(connection).open() }
}

extension LedgerWriter {
  package func reservation(_ id: String) throws -> Reservation? { try ReservationRows(connection).find(id) }

  /// Makes room: what expired is no longer held for these budgets.
  package func sweepHolds(_ budgets: [Budget], at time: MachineTime) throws {
    let rows = ReservationRows(connection)
    for budget in budgets { try rows.sweep(budget.number, time) }
  }

  /// How long a reservation is remembered after its end, so that a retry is told from a new one.
  private static let keptMicroseconds = 35 * Timestamp.microsecondsPerDay

  /// Holds an amount for each of the budgets.
  package func hold(
    _ id: String, digest: Int64, scope: Scope, amount: Money, budgets: [Budget], from time: MachineTime, until end: MachineTime
  ) throws {
    let rows = ReservationRows(connection)
    let number = try rows.insert(id, digest, scope, amount, time, end)
    if number % 1_000 == 0 { try rows.forget(before: Timestamp(microseconds: time.now.microseconds - Self.keptMicroseconds)) }
    for budget in budgets { try rows.hold(budget.number, number, amount, end) }
  }

  /// Takes the hold of a reservation away, which then is settled by an event or released.
  package func finish(_ reservation: Reservation, settled: Money?, event: String?, at now: Timestamp) throws {
    let rows = ReservationRows(connection)
    try rows.unhold(reservation.number)
    try rows.finish(reservation.number, settled, event, now)
  }

  /// Holds for a budget that was set just now what is held already within its scope.
  package func adoptHolds(_ budget: Budget, teams: TeamMapping, at time: MachineTime) throws {
    let rows = ReservationRows(connection)
    try rows.unholdAll(budget.number)
    let alone = BudgetIndex([budget], teams: teams)
    for reservation in try rows.open() where !time.isPast(reservation.expires) && !alone.matching(reservation.scope).isEmpty {
      try rows.hold(budget.number, reservation.number, reservation.amount, reservation.expires)
    }
  }
}

/// The sums that a check compares: what is held for a budget, as counted and as the holds say.
package struct ReservationRows {
  private let connection: Connection

  init(_ connection: Connection) { self.connection = connection }

  func find(_ id: String) throws -> Reservation? {
    let select = try connection.statement(
      """
      SELECT number, id, digest, scope, amount, state, created_at, boot, expires_uptime, expires_at, finished_at, settled, event
      FROM reservations WHERE id = ?1
      """)
    select.bind(1, id)
    defer { select.reset() }
    return try select.step() ? try reservation(select) : nil
  }

  /// Those that are held, expired or not.
  func open() throws -> [Reservation] {
    let select = try connection.statement(
      """
      SELECT number, id, digest, scope, amount, state, created_at, boot, expires_uptime, expires_at, finished_at, settled, event
      FROM reservations WHERE state = 0 ORDER BY number
      """)
    defer { select.reset() }
    var found: [Reservation] = []
    while try select.step() { found.append(try reservation(select)) }
    return found
  }

  private func reservation(_ row: Statement) throws -> Reservation {
    guard let state = Reservation.State(rawValue: row.integer(5)), let scope = ScopeText.decode(row.blob(3)) else {
      throw LedgerDamage("a reservation cannot be read")
    }
    return Reservation(
      number: row.integer(0), id: row.text(1), digest: row.integer(2), scope: scope, amount: Money(nanos: Int128(row.integer(4))),
      state: state, createdAt: Timestamp(microseconds: row.integer(6)),
      expires: MachineTime(now: Timestamp(microseconds: row.integer(9)), uptime: row.integer(8), boot: row.integer(7)),
      finishedAt: row.optionalInteger(10).map { Timestamp(microseconds: $0) },
      settled: row.optionalInteger(11).map { Money(nanos: Int128($0)) },
      event: row.isNull(12) ? nil : String(decoding: row.blob(12), as: UTF8.self))
  }

  func insert(
    _ id: String, _ digest: Int64, _ scope: Scope, _ amount: Money, _ time: MachineTime, _ end: MachineTime
  ) throws -> Int64 {
    let insert = try connection.statement(
      """
      INSERT INTO reservations(id, digest, scope, amount, state, created_at, boot, expires_uptime, expires_at)
      VALUES(?1, ?2, ?3, ?4, 0, ?5, ?6, ?7, ?8) RETURNING number
      """)
    insert.bind(1, id).bind(2, digest)
    ScopeText.encode(scope).withUnsafeBytes { _ = insert.bind(3, blob: $0) }
    insert.bind(4, Int64(clamping: amount.nanos)).bind(5, time.now.microseconds)
    insert.bind(6, end.boot).bind(7, end.uptime).bind(8, end.now.microseconds)
    defer { insert.reset() }
    guard try insert.step() else { throw LedgerDamage("a reservation has no number") }
    return insert.integer(0)
  }

  func hold(_ budget: Int64, _ reservation: Int64, _ amount: Money, _ end: MachineTime) throws {
    let insert = try connection.statement(
      """
      INSERT INTO budget_holds(budget, boot, expires_uptime, reservation, expires_at, amount) VALUES(?1, ?2, ?3, ?4, ?5, ?6)
      """)
    insert.bind(1, budget).bind(2, end.boot).bind(3, end.uptime).bind(4, reservation).bind(5, end.now.microseconds)
    insert.bind(6, Int64(clamping: amount.nanos))
    try insert.run()
    let update = try connection.statement("UPDATE budgets SET held = held + ?2 WHERE number = ?1")
    update.bind(1, budget).bind(2, Int64(clamping: amount.nanos))
    try update.run()
  }

  func unhold(_ reservation: Int64) throws {
    let update = try connection.statement(
      """
      UPDATE budgets SET held = held - h.amount FROM (SELECT budget, amount FROM budget_holds WHERE reservation = ?1) AS h
      WHERE budgets.number = h.budget
      """)
    update.bind(1, reservation)
    try update.run()
    let delete = try connection.statement("DELETE FROM budget_holds WHERE reservation = ?1")
    delete.bind(1, reservation)
    try delete.run()
  }

  func unholdAll(_ budget: Int64) throws {
    let delete = try connection.statement("DELETE FROM budget_holds WHERE budget = ?1")
    delete.bind(1, budget)
    try delete.run()
    let update = try connection.statement("UPDATE budgets SET held = 0 WHERE number = ?1")
    update.bind(1, budget)
    try update.run()
  }

  /// Takes away a budget's holds that have expired. The reservations stay, to be settled late.
  func sweep(_ budget: Int64, _ time: MachineTime) throws {
    let delete = try connection.statement(
      """
      DELETE FROM budget_holds WHERE budget = ?1
        AND ((boot = ?2 AND expires_uptime <= ?3) OR (boot <> ?2 AND expires_at <= ?4)) RETURNING amount
      """)
    delete.bind(1, budget).bind(2, time.boot).bind(3, time.uptime).bind(4, time.now.microseconds)
    var swept: Int64 = 0
    while try delete.step() { swept += delete.integer(0) }
    delete.reset()
    guard swept > 0 else { return }
    let update = try connection.statement("UPDATE budgets SET held = held - ?2 WHERE number = ?1")
    update.bind(1, budget).bind(2, swept)
    try update.run()
  }

  func finish(_ number: Int64, _ settled: Money?, _ event: String?, _ now: Timestamp) throws {
    let update = try connection.statement(
      "UPDATE reservations SET state = ?2, finished_at = ?3, settled = ?4, event = ?5 WHERE number = ?1")
    update.bind(1, number).bind(2, settled == nil ? 2 : 1).bind(3, now.microseconds)
    update.bind(4, settled.map { Int64(clamping: $0.nanos) })
    if let event { Array(event.utf8).withUnsafeBytes { _ = update.bind(5, blob: $0) } } else { update.bindNull(5) }
    try update.run()
  }

  /// Forgets reservations that ended before an instant.
  func forget(before: Timestamp) throws {
    let delete = try connection.statement("DELETE FROM reservations WHERE expires_at < ?1 AND coalesce(finished_at, ?1 - 1) < ?1")
    delete.bind(1, before.microseconds)
    try delete.run()
  }
}
