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

/// Something that is to reach a receiver, once, under one id. The queue has a job of the same id for it.
package struct Delivery: Sendable {
  package var number: Int64
  package var id: String
  package var receiver: String
  /// The alert, or whatever it is about: each reaches a receiver once.
  package var subject: String
  package var payload: String
  /// What has become of its job, how often that was begun, and when it ended.
  package var state: StoredJob.State
  package var attempts: Int64
  package var finishedAt: Timestamp?
  /// How long the last try took, and why it failed.
  package var milliseconds: Int64?
  package var failure: String?

  /// One that is not in the queue: a test of a receiver.
  package static func test(_ id: String, _ receiver: String, _ payload: String) -> Delivery {
    Delivery(number: 0, id: id, receiver: receiver, subject: id, payload: payload, state: .inProgress, attempts: 1)
  }
}

/// What became of a try.
package struct DeliveryAttempt: Sendable {
  package var milliseconds: Int64
  /// Why it failed; nil when it did not.
  package var failure: String?

  package init(milliseconds: Int64, failure: String?) { (self.milliseconds, self.failure) = (milliseconds, failure) }
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
  package func remove(_ id: String, at now: Timestamp) throws -> Bool {
    let waiting = try connection.statement(
      """
      DELETE FROM deliveries WHERE receiver = ?1 AND EXISTS(SELECT 1 FROM jobs WHERE jobs.id = deliveries.id AND state < 2)
      RETURNING id
      """)
    waiting.bind(1, id)
    defer { waiting.reset() }
    var jobs: [String] = []
    while try waiting.step() { jobs.append(waiting.text(0)) }
    for job in jobs { _ = try Jobs(connection).cancel(job, at: now) }
    let delete = try connection.statement("DELETE FROM receivers WHERE id = ?1")
    delete.bind(1, id)
    try delete.run()
    return connection.changes > 0
  }

  // MARK: On their way

  /// The kind of the jobs that deliver.
  package static let jobKind = "alerts/delivery"

  /// Puts something on its way, unless it is there already; answers whether it is new.
  ///
  /// A receiver gets one delivery at a time: one that is slow keeps nobody else waiting.
  package func enqueue(_ id: String, receiver: String, subject: String, payload: String, at now: Timestamp) throws -> Bool {
    let insert = try connection.statement(
      "INSERT INTO deliveries(id, receiver, subject, payload) VALUES(?1, ?2, ?3, ?4) ON CONFLICT(receiver, subject) DO NOTHING")
    insert.bind(1, id).bind(2, receiver).bind(3, subject).bind(4, payload)
    try insert.run()
    guard connection.changes > 0 else { return false }
    var job = NewJob(id: id, kind: Self.jobKind, params: "{}", digest: 0)
    job.lane = "delivery:" + receiver
    try Jobs(connection).add(job, at: now)
    return true
  }

  private static let columns =
    "deliveries.number, deliveries.id, receiver, subject, payload, state, attempts, finished_at, milliseconds, deliveries.failure"

  /// A delivery; nil when it is unknown, or was removed with its receiver.
  package func delivery(_ id: String) throws -> Delivery? {
    let select = try connection.statement(
      composed: "SELECT \(Self.columns) FROM deliveries JOIN jobs USING(id) WHERE deliveries.id = ?1")
    select.bind(1, id)
    defer { select.reset() }
    return try select.step() ? try delivery(select) : nil
  }

  /// Counts a try, as of a test (number 0).
  package func note(_ delivery: Delivery, _ attempt: DeliveryAttempt, at now: Timestamp) throws {
    let insert = try connection.statement(
      "INSERT INTO delivery_attempts(delivery, receiver, at, is_success, milliseconds, failure) VALUES(?1, ?2, ?3, ?4, ?5, ?6)")
    insert.bind(1, delivery.number).bind(2, delivery.receiver).bind(3, now.microseconds).bind(4, attempt.failure == nil ? 1 : 0)
    insert.bind(5, attempt.milliseconds).bind(6, attempt.failure)
    try insert.run()
    let update = try connection.statement("UPDATE deliveries SET milliseconds = ?2, failure = ?3 WHERE number = ?1")
    update.bind(1, delivery.number).bind(2, attempt.milliseconds).bind(3, attempt.failure)
    try update.run()
    _ = try prune(most: Self.mostPruned)
  }

  /// Tries that are kept.
  package static let mostAttempts: Int64 = 10_000
  /// What goes with the end of one try: more than it leaves behind.
  private static let mostPruned: Int64 = 20

  /// Forgets old tries, and deliveries whose job was forgotten. Numbers grow with time, so a look at those that stand first is
  /// enough.
  ///
  /// - Returns: how many deliveries were forgotten.
  package func prune(most: Int64) throws -> Int {
    let attempts = try connection.statement(
      """
      DELETE FROM delivery_attempts WHERE number <= (SELECT max(number) FROM delivery_attempts) - ?1
        AND number IN (SELECT number FROM delivery_attempts ORDER BY number LIMIT ?2)
      """)
    attempts.bind(1, Self.mostAttempts).bind(2, most)
    try attempts.run()
    let ended = try connection.statement(
      """
      DELETE FROM deliveries WHERE number IN (SELECT number FROM deliveries ORDER BY number LIMIT ?1)
        AND NOT EXISTS(SELECT 1 FROM jobs WHERE jobs.id = deliveries.id)
      """)
    ended.bind(1, most)
    try ended.run()
    return connection.changes
  }

  /// Puts dead deliveries on their way again, one or all; answers how many.
  package func resend(_ id: String?, at now: Timestamp) throws -> Int {
    let select = try connection.statement(
      """
      SELECT jobs.id FROM jobs JOIN deliveries USING(id) WHERE state = 3 AND (?1 IS NULL OR jobs.id = ?1) ORDER BY jobs.number
      """)
    select.bind(1, id)
    defer { select.reset() }
    var dead: [String] = []
    while try select.step() { dead.append(select.text(0)) }
    return try dead.count { try Jobs(connection).retry($0, at: now) }
  }

  // MARK: Looking

  package func deliveries(subject: String) throws -> [Delivery] {
    let select = try connection.statement(
      composed: "SELECT \(Self.columns) FROM deliveries JOIN jobs USING(id) WHERE subject = ?1 ORDER BY receiver")
    select.bind(1, subject)
    defer { select.reset() }
    var found: [Delivery] = []
    while try select.step() { found.append(try delivery(select)) }
    return found
  }

  private func delivery(_ row: Statement) throws -> Delivery {
    guard let state = StoredJob.State(rawValue: row.integer(5)) else { throw LedgerDamage("a job's state is unknown") }
    return Delivery(
      number: row.integer(0), id: row.text(1), receiver: row.text(2), subject: row.text(3), payload: row.text(4), state: state,
      attempts: row.integer(6), finishedAt: row.optionalInteger(7).map { Timestamp(microseconds: $0) },
      milliseconds: row.optionalInteger(8), failure: row.optionalText(9))
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
