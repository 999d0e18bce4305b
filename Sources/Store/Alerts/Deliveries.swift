import CostModel

/// A channel or a webhook.
package struct StoredReceiver: Sendable {
  package var id: String
  package var isWebhook: Bool
  /// A text that the layer above understands.
  package var definition: String
  package var createdAt: Timestamp
  package var updatedAt: Timestamp

  package init(id: String, isWebhook: Bool, definition: String, createdAt: Timestamp, updatedAt: Timestamp) {
    (self.id, self.isWebhook, self.definition) = (id, isWebhook, definition)
    (self.createdAt, self.updatedAt) = (createdAt, updatedAt)
  }
}

/// Something that is to reach a receiver, once, under one id.
package struct Delivery: Sendable {
  package enum State: Int64, Sendable { case waiting = 0, leased, delivered, dead }

  package var number: Int64
  package var id: String
  package var receiver: String
  /// The alert, or whatever it is about: each reaches a receiver once.
  package var subject: String
  package var payload: String
  package var state: State
  package var attempts: Int64
  package var dueAt: Timestamp
  /// Grows with each lease: whoever holds an older one changes nothing any more.
  package var token: Int64
  package var createdAt: Timestamp
  package var finishedAt: Timestamp?
  package var milliseconds: Int64?
  package var failure: String?

  /// One that is not in the queue: a test of a receiver.
  package static func test(_ id: String, _ receiver: String, _ payload: String, at now: Timestamp) -> Delivery {
    Delivery(
      number: 0, id: id, receiver: receiver, subject: id, payload: payload, state: .leased, attempts: 1, dueAt: now, token: 0,
      createdAt: now)
  }
}

/// What became of a try.
package struct DeliveryOutcome: Sendable {
  package var isSuccess: Bool
  package var milliseconds: Int64
  package var failure: String?
  /// When to try again; nil for never.
  package var retryAt: Timestamp?

  package init(isSuccess: Bool, milliseconds: Int64, failure: String?, retryAt: Timestamp?) {
    (self.isSuccess, self.milliseconds, self.failure, self.retryAt) = (isSuccess, milliseconds, failure, retryAt)
  }
}

/// Tries counted for a receiver.
package struct DeliveryCounts: Sendable {
  package var receiver: String
  package var attempts: Int64
  package var successes: Int64
  package var milliseconds: Int64
}

extension LedgerReader {
  package var deliveries: Deliveries { Deliveries(connection) }
}

extension LedgerWriter {
  package var deliveries: Deliveries { Deliveries(connection) }
}

/// The statements about receivers and deliveries.
package struct Deliveries {
  private let connection: Connection

  init(_ connection: Connection) { self.connection = connection }

  // MARK: Receivers

  package func receivers() throws -> [StoredReceiver] {
    let select = try connection.statement(
      "SELECT id, is_webhook, definition, created_at, updated_at FROM receivers ORDER BY is_webhook, id")
    defer { select.reset() }
    var found: [StoredReceiver] = []
    while try select.step() { found.append(receiver(select)) }
    return found
  }

  package func receiver(_ id: String) throws -> StoredReceiver? {
    let select = try connection.statement(
      "SELECT id, is_webhook, definition, created_at, updated_at FROM receivers WHERE id = ?1")
    select.bind(1, id)
    defer { select.reset() }
    return try select.step() ? receiver(select) : nil
  }

  private func receiver(_ row: Statement) -> StoredReceiver {
    StoredReceiver(
      id: row.text(0), isWebhook: row.integer(1) != 0, definition: row.text(2),
      createdAt: Timestamp(microseconds: row.integer(3)), updatedAt: Timestamp(microseconds: row.integer(4)))
  }

  package func set(_ receiver: StoredReceiver) throws {
    let upsert = try connection.statement(
      """
      INSERT INTO receivers(id, is_webhook, definition, created_at, updated_at) VALUES(?1, ?2, ?3, ?4, ?5)
      ON CONFLICT(id) DO UPDATE SET definition = excluded.definition, updated_at = max(created_at, excluded.updated_at)
      """)
    upsert.bind(1, receiver.id).bind(2, receiver.isWebhook ? 1 : 0).bind(3, receiver.definition)
    upsert.bind(4, receiver.createdAt.microseconds).bind(5, receiver.updatedAt.microseconds)
    try upsert.run()
  }

  /// Removes a receiver and what is still on its way to it; answers whether there was one.
  package func remove(_ id: String) throws -> Bool {
    let waiting = try connection.statement("DELETE FROM deliveries WHERE receiver = ?1 AND state < 2")
    waiting.bind(1, id)
    try waiting.run()
    let delete = try connection.statement("DELETE FROM receivers WHERE id = ?1")
    delete.bind(1, id)
    try delete.run()
    return connection.changes > 0
  }

  // MARK: The queue

  /// Puts something on its way, unless it is there already; answers whether it is new.
  package func enqueue(_ id: String, receiver: String, subject: String, payload: String, at: Timestamp) throws -> Bool {
    let insert = try connection.statement(
      """
      INSERT INTO deliveries(id, receiver, subject, payload, state, attempts, due_at, token, lease_boot, lease_uptime, lease_at, created_at)
      VALUES(?1, ?2, ?3, ?4, 0, 0, ?5, 0, 0, 0, 0, ?5) ON CONFLICT(receiver, subject) DO NOTHING
      """)
    insert.bind(1, id).bind(2, receiver).bind(3, subject).bind(4, payload).bind(5, at.microseconds)
    try insert.run()
    return connection.changes > 0
  }

  /// When the next try is due, lost leases included; nil when nothing is on its way.
  ///
  /// Tries under way stand first in the order of due times, so that the first one that waits ends the look.
  package func nextDue(_ time: MachineTime) throws -> Timestamp? {
    if try isClockBehind(time.now) { return time.now }
    let select = try connection.statement(
      """
      SELECT CASE WHEN state = 0 THEN due_at
                  WHEN lease_boot = ?1 THEN ?3 + max(0, lease_uptime - ?2)
                  ELSE lease_at END, state
      FROM deliveries WHERE state < 2 ORDER BY due_at
      """)
    select.bind(1, time.boot).bind(2, time.uptime).bind(3, time.now.microseconds)
    defer { select.reset() }
    var first: Int64?
    while try select.step() {
      first = min(first ?? .max, select.integer(0))
      if select.integer(1) == Delivery.State.waiting.rawValue { break }
    }
    return first.map { Timestamp(microseconds: $0) }
  }

  /// Nothing is put off for longer than a day: what seems to be due later was put off by a clock that was set back since.
  private static let longestWait = 25 * Timestamp.microsecondsPerHour

  private func isClockBehind(_ now: Timestamp) throws -> Bool {
    let last = try connection.integer("SELECT max(due_at) FROM deliveries WHERE state < 2") ?? 0
    return last - now.microseconds > Self.longestWait
  }

  /// Takes the try that is due first, until a time; nil when none is.
  ///
  /// - Parameter busy: at most two receivers that are left alone.
  package func lease(at time: MachineTime, until end: MachineTime, except busy: [String] = []) throws -> Delivery? {
    if try isClockBehind(time.now) {
      let mend = try connection.statement("UPDATE deliveries SET due_at = ?1 WHERE state < 2 AND due_at > ?2")
      mend.bind(1, time.now.microseconds).bind(2, time.now.microseconds + Self.longestWait)
      try mend.run()
    }
    // state < 2 is what the index of due times asks for.
    let update = try connection.statement(
      """
      UPDATE deliveries SET state = 1, attempts = attempts + 1, token = token + 1,
        lease_boot = ?4, lease_uptime = ?5, lease_at = ?6
      WHERE number = (
        SELECT number FROM deliveries
        WHERE state < 2 AND receiver <> ?7 AND receiver <> ?8
          AND ((state = 0 AND due_at <= ?3)
            OR (state = 1 AND ((lease_boot = ?1 AND lease_uptime <= ?2) OR (lease_boot <> ?1 AND lease_at <= ?3))))
        ORDER BY due_at, number LIMIT 1)
      RETURNING number, id, receiver, subject, payload, state, attempts, due_at, token, created_at, finished_at, milliseconds, failure
      """)
    update.bind(1, time.boot).bind(2, time.uptime).bind(3, time.now.microseconds)
    update.bind(4, end.boot).bind(5, end.uptime).bind(6, end.now.microseconds)
    update.bind(7, busy.first ?? "").bind(8, busy.count > 1 ? busy[1] : "")
    defer { update.reset() }
    return try update.step() ? try delivery(update) : nil
  }

  /// Writes down what became of a try; false, and nothing changed, when the lease was lost to another worker.
  package func finish(_ delivery: Delivery, _ outcome: DeliveryOutcome, at now: Timestamp) throws -> Bool {
    let state: Delivery.State = outcome.isSuccess ? .delivered : outcome.retryAt == nil ? .dead : .waiting
    let update = try connection.statement(
      """
      UPDATE deliveries SET state = ?3, due_at = coalesce(?4, due_at), finished_at = ?5, milliseconds = ?6, failure = ?7
      WHERE number = ?1 AND token = ?2 AND state = 1
      """)
    update.bind(1, delivery.number).bind(2, delivery.token).bind(3, state.rawValue).bind(4, outcome.retryAt?.microseconds)
    update.bind(5, state == .waiting ? nil : now.microseconds).bind(6, outcome.milliseconds).bind(7, outcome.failure)
    try update.run()
    guard connection.changes > 0 else { return false }
    try note(delivery.number, delivery.receiver, outcome, at: now)
    try prune(at: now)
    return true
  }

  /// Tries that are kept, and for how long a delivery that ended is.
  package static let mostAttempts: Int64 = 10_000
  package static let keptMicroseconds = 30 * Timestamp.microsecondsPerDay
  /// What goes with the end of one try: more than it leaves behind.
  private static let mostPruned: Int64 = 20

  private func prune(at now: Timestamp) throws { _ = try prune(at: now, most: Self.mostPruned) }

  /// Forgets what is old. Numbers grow with time, so a look at those that stand first is enough.
  ///
  /// - Returns: how many deliveries were forgotten.
  package func prune(at now: Timestamp, most: Int64) throws -> Int {
    let attempts = try connection.statement(
      """
      DELETE FROM delivery_attempts WHERE number <= (SELECT max(number) FROM delivery_attempts) - ?1
        AND number IN (SELECT number FROM delivery_attempts ORDER BY number LIMIT ?2)
      """)
    attempts.bind(1, Self.mostAttempts).bind(2, most)
    try attempts.run()
    let ended = try connection.statement(
      """
      DELETE FROM deliveries WHERE state >= 2 AND finished_at < ?1
        AND number IN (SELECT number FROM deliveries ORDER BY number LIMIT ?2)
      """)
    ended.bind(1, now.microseconds - Self.keptMicroseconds).bind(2, most)
    try ended.run()
    return connection.changes
  }

  /// Counts a try, as of a test.
  package func note(_ delivery: Int64, _ receiver: String, _ outcome: DeliveryOutcome, at now: Timestamp) throws {
    let insert = try connection.statement(
      "INSERT INTO delivery_attempts(delivery, receiver, at, is_success, milliseconds, failure) VALUES(?1, ?2, ?3, ?4, ?5, ?6)")
    insert.bind(1, delivery).bind(2, receiver).bind(3, now.microseconds).bind(4, outcome.isSuccess ? 1 : 0)
    insert.bind(5, outcome.milliseconds).bind(6, outcome.failure)
    try insert.run()
  }

  /// Puts dead deliveries on their way again, one or all; answers how many.
  package func resend(_ id: String?, at now: Timestamp) throws -> Int {
    let update = try connection.statement(
      """
      UPDATE deliveries SET state = 0, attempts = 0, due_at = ?2, finished_at = NULL, created_at = ?2
      WHERE state = 3 AND (?1 IS NULL OR id = ?1)
      """)
    update.bind(1, id).bind(2, now.microseconds)
    try update.run()
    return connection.changes
  }

  // MARK: Looking

  package func deliveries(subject: String) throws -> [Delivery] {
    let select = try connection.statement(
      """
      SELECT number, id, receiver, subject, payload, state, attempts, due_at, token, created_at, finished_at, milliseconds, failure
      FROM deliveries WHERE subject = ?1 ORDER BY receiver
      """)
    select.bind(1, subject)
    defer { select.reset() }
    var found: [Delivery] = []
    while try select.step() { found.append(try delivery(select)) }
    return found
  }

  private func delivery(_ row: Statement) throws -> Delivery {
    guard let state = Delivery.State(rawValue: row.integer(5)) else { throw LedgerDamage("a delivery's state is unknown") }
    return Delivery(
      number: row.integer(0), id: row.text(1), receiver: row.text(2), subject: row.text(3), payload: row.text(4), state: state,
      attempts: row.integer(6), dueAt: Timestamp(microseconds: row.integer(7)), token: row.integer(8),
      createdAt: Timestamp(microseconds: row.integer(9)), finishedAt: row.optionalInteger(10).map { Timestamp(microseconds: $0) },
      milliseconds: row.optionalInteger(11), failure: row.optionalText(12))
  }

  /// Tries by receiver.
  package func counts() throws -> [DeliveryCounts] {
    let select = try connection.statement(
      "SELECT receiver, count(*), sum(is_success), sum(milliseconds) FROM delivery_attempts GROUP BY receiver ORDER BY receiver")
    defer { select.reset() }
    var found: [DeliveryCounts] = []
    while try select.step() {
      found.append(
        DeliveryCounts(receiver: select.text(0), attempts: select.integer(1), successes: select.integer(2), milliseconds: select.integer(3)))
    }
    return found
  }

  /// How many deliveries are in each state.
  package func states() throws -> [Delivery.State: Int] {
    let select = try connection.statement("SELECT state, count(*) FROM deliveries GROUP BY state")
    defer { select.reset() }
    var found: [Delivery.State: Int] = [:]
    while try select.step() {
      if let state = Delivery.State(rawValue: select.integer(0)) { found[state] = Int(select.integer(1)) }
    }
    return found
  }

  /// The last tries that failed, newest first.
  package func failures(limit: Int) throws -> [(at: Timestamp, receiver: String, failure: String)] {
    let select = try connection.statement(
      "SELECT at, receiver, failure FROM delivery_attempts WHERE is_success = 0 ORDER BY number DESC LIMIT ?1")
    select.bind(1, Int64(limit))
    defer { select.reset() }
    var found: [(at: Timestamp, receiver: String, failure: String)] = []
    while try select.step() { found.append((Timestamp(microseconds: select.integer(0)), select.text(1), select.text(2))) }
    return found
  }
}
