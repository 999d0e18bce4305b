import CostModel

extension LedgerReader {
  package var jobs: Jobs { Jobs(connection) }
}

extension LedgerWriter {
  package var jobs: Jobs { Jobs(connection) }
}

/// The statements about jobs.
///
/// A job is held by a lease with a token. Everything its holder writes is written in a transaction that has asked `holds`
/// first: one whose lease was taken over, or whose job was cancelled, writes nothing.
package struct Jobs {
  private let connection: Connection

  init(_ connection: Connection) { self.connection = connection }

  static let columns = columns(long: "checkpoint, result")

  /// The same, without what may be long: the checkpoint and the result.
  private static let outline = columns(long: "NULL, NULL")

  private static func columns(long: String) -> String {
    """
    number, id, kind, unique_key, params, digest, lane, customer, priority, state, attempts, fruitless, due_at, token, owner,
    lease_boot, lease_uptime, lease_at, progress, message, \(long), failure, created_at, started_at, finished_at, revision
    """
  }

  // MARK: Finding

  package func job(_ id: String) throws -> StoredJob? { try job(id, Self.columns) }

  /// A job without its checkpoint and result.
  package func outline(_ id: String) throws -> StoredJob? { try job(id, Self.outline) }

  private func job(_ id: String, _ columns: String) throws -> StoredJob? {
    let select = try connection.statement(composed: "SELECT \(columns) FROM jobs WHERE id = ?1")
    select.bind(1, id)
    defer { select.reset() }
    return try select.step() ? try Self.job(select) : nil
  }

  package func job(kind: String, key: String) throws -> StoredJob? {
    let select = try connection.statement(composed: "SELECT \(Self.columns) FROM jobs WHERE kind = ?1 AND unique_key = ?2")
    select.bind(1, kind).bind(2, key)
    defer { select.reset() }
    return try select.step() ? try Self.job(select) : nil
  }

  /// Which jobs to list.
  package struct Filter: Sendable {
    package var kinds: [String] = []
    package var states: [StoredJob.State] = []
    package var customer: String?
    /// Those with a smaller number only.
    package var before: Int64?
    package init() {}
  }

  /// Newest first, without their checkpoints and results.
  package func list(_ filter: Filter, limit: Int) throws -> [StoredJob] {
    let kinds = filter.kinds.isEmpty ? "" : " AND kind IN (\(filter.kinds.indices.map { "?\($0 + 10)" }.joined(separator: ", ")))"
    let states =
      filter.states.isEmpty ? "" : " AND state IN (\(filter.states.map { String($0.rawValue) }.joined(separator: ", ")))"
    let select = try connection.statement(
      composed: """
        SELECT \(Self.outline) FROM jobs WHERE number < ?1 AND (?2 IS NULL OR customer = ?2)\(kinds)\(states)
        ORDER BY number DESC LIMIT ?3
        """)
    select.bind(1, filter.before ?? .max).bind(2, filter.customer).bind(3, Int64(limit))
    for (index, kind) in filter.kinds.enumerated() { select.bind(Int32(index + 10), kind) }
    defer { select.reset() }
    var found: [StoredJob] = []
    while try select.step() { found.append(try Self.job(select)) }
    return found
  }

  /// Jobs whose state changed after a revision, in the order of the changes.
  package func changed(after revision: Int64, limit: Int) throws -> [StoredJob] {
    let select = try connection.statement(
      composed: "SELECT \(Self.columns) FROM jobs WHERE revision > ?1 ORDER BY revision LIMIT ?2")
    select.bind(1, revision).bind(2, Int64(limit))
    defer { select.reset() }
    var found: [StoredJob] = []
    while try select.step() { found.append(try Self.job(select)) }
    return found
  }

  package func lastRevision() throws -> Int64 { try connection.integer("SELECT max(revision) FROM jobs") ?? 0 }

  /// How many jobs of a kind are in each state.
  package func states(kind: String? = nil) throws -> [StoredJob.State: Int] {
    let select = try connection.statement("SELECT state, count(*) FROM jobs WHERE ?1 IS NULL OR kind = ?1 GROUP BY state")
    select.bind(1, kind)
    defer { select.reset() }
    var found: [StoredJob.State: Int] = [:]
    while try select.step() {
      if let state = StoredJob.State(rawValue: select.integer(0)) { found[state] = Int(select.integer(1)) }
    }
    return found
  }

  static func job(_ row: Statement) throws -> StoredJob {
    guard let state = StoredJob.State(rawValue: row.integer(9)) else { throw LedgerDamage("a job's state is unknown") }
    func instant(_ column: Int32) -> Timestamp? { row.optionalInteger(column).map { Timestamp(microseconds: $0) } }
    return StoredJob(
      number: row.integer(0), id: row.text(1), kind: row.text(2), key: row.optionalText(3), params: row.text(4),
      digest: row.integer(5), lane: row.text(6), customer: row.optionalText(7), priority: row.integer(8), state: state,
      attempts: row.integer(10), fruitless: row.integer(11), dueAt: Timestamp(microseconds: row.integer(12)),
      token: row.integer(13), owner: row.text(14),
      leaseEnd: MachineTime(now: Timestamp(microseconds: row.integer(17)), uptime: row.integer(16), boot: row.integer(15)),
      progress: row.integer(18), message: row.text(19), checkpoint: row.optionalText(20), result: row.optionalText(21),
      failure: row.optionalText(22), createdAt: Timestamp(microseconds: row.integer(23)), startedAt: instant(24),
      finishedAt: instant(25), revision: row.integer(26))
  }

  private func nextRevision() throws -> Int64 { try lastRevision() + 1 }

  // MARK: Starting and ending from outside

  /// Queues a job; the caller has looked for one with its key.
  package func add(_ job: NewJob, at now: Timestamp) throws {
    let insert = try connection.statement(
      """
      INSERT INTO jobs(id, kind, unique_key, params, digest, lane, customer, priority, state, attempts, fruitless, due_at,
        token, owner, lease_boot, lease_uptime, lease_at, progress, message, created_at, revision)
      VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 0, 0, 0, ?9, 0, '', 0, 0, 0, 0, '', ?10, ?11)
      """)
    insert.bind(1, job.id).bind(2, job.kind).bind(3, job.key).bind(4, job.params).bind(5, job.digest).bind(6, job.lane)
    insert.bind(7, job.customer).bind(8, job.priority).bind(9, (job.dueAt ?? now).microseconds).bind(10, now.microseconds)
    insert.bind(11, try nextRevision())
    try insert.run()
  }

  /// Ends a job for good, whoever holds it; false when it has ended already.
  package func cancel(_ id: String, at now: Timestamp) throws -> Bool {
    let update = try connection.statement(
      """
      UPDATE jobs SET state = 4, finished_at = ?2, owner = '', token = token + 1, revision = ?3 WHERE id = ?1 AND state < 2
      """)
    update.bind(1, id).bind(2, now.microseconds).bind(3, try nextRevision())
    try update.run()
    return connection.changes > 0
  }

  /// Queues a job that failed or was cancelled once more, to go on where it stopped; false when it did neither.
  package func retry(_ id: String, at now: Timestamp) throws -> Bool {
    let update = try connection.statement(
      """
      UPDATE jobs SET state = 0, fruitless = 0, due_at = ?2, finished_at = NULL, failure = NULL, started_at = NULL, revision = ?3
      WHERE id = ?1 AND state IN (3, 4)
      """)
    update.bind(1, id).bind(2, now.microseconds).bind(3, try nextRevision())
    try update.run()
    return connection.changes > 0
  }

  // MARK: Leases

  /// A lease as it is asked for.
  package struct Lease: Sendable {
    package var owner: String
    package var time: MachineTime
    package var end: MachineTime
    package init(owner: String, time: MachineTime, end: MachineTime) { (self.owner, self.time, self.end) = (owner, time, end) }
  }

  /// Which kinds of jobs somebody does.
  package enum Kinds: Sendable {
    case any
    case only(String)
    case except(String)

    /// The kind that is wanted alone, and the one that is not wanted.
    fileprivate var bounds: (only: String?, except: String?) {
      switch self {
      case .any: (nil, nil)
      case .only(let kind): (kind, nil)
      case .except(let kind): (nil, kind)
      }
    }
  }

  /// Whether a row of the queue waits no more at ?3 (time of day). One that was not put off never waits, and nothing is put off
  /// for longer than a day: what seems to be was put off by a clock that was set back since.
  private static let isDue = "(due_at <= ?3 OR due_at <= created_at OR (attempts > 0 AND due_at > ?3 + 90000000000))"

  /// Whether the lease of a row, whose machine time is ?1 (boot), ?2 (uptime), ?3 (time of day), has ended.
  private static let isLost = isLost(of: "")

  /// A lease lasts an hour at most: one of another boot that seems to last longer was given before a clock was set back.
  private static func isLost(of row: String) -> String {
    "((\(row)lease_boot = ?1 AND \(row)lease_uptime <= ?2) OR (\(row)lease_boot <> ?1 AND (\(row)lease_at <= ?3 OR \(row)lease_at > ?3 + 90000000000)))"
  }

  /// Takes the job that comes first, by priority and by the time it is due; nil when none is.
  ///
  /// - Parameter only: the one job that is wanted, or nil for any.
  package func lease(_ lease: Lease, only: String? = nil, of kinds: Kinds = .any, except left: [String] = []) throws -> StoredJob? {
    let update = try connection.statement(
      composed: """
        UPDATE jobs SET state = 1, attempts = attempts + 1, fruitless = fruitless + 1, token = token + 1, owner = ?4,
          lease_boot = ?5, lease_uptime = ?6, lease_at = ?7, started_at = coalesce(started_at, ?3), revision = ?8
        WHERE number = (
          SELECT number FROM jobs AS one
          WHERE state < 2 AND (?9 IS NULL OR id = ?9) AND (?10 IS NULL OR kind = ?10) AND (?11 IS NULL OR kind <> ?11)
            AND instr(?12, '|' || id || '|') = 0
            AND ((state = 0 AND \(Self.isDue)) OR (state = 1 AND \(Self.isLost)))
            AND (lane = '' OR NOT EXISTS(
              SELECT 1 FROM jobs AS other WHERE other.lane = one.lane AND other.lane <> '' AND other.state = 1 AND other.number <> one.number
                AND NOT \(Self.isLost(of: "other."))))
          ORDER BY priority DESC, due_at, number LIMIT 1)
        RETURNING \(Self.columns)
        """)
    update.bind(1, lease.time.boot).bind(2, lease.time.uptime).bind(3, lease.time.now.microseconds).bind(4, lease.owner)
    update.bind(5, lease.end.boot).bind(6, lease.end.uptime).bind(7, lease.end.now.microseconds).bind(8, try nextRevision())
    update.bind(9, only).bind(10, kinds.bounds.only).bind(11, kinds.bounds.except).bind(12, Self.text(left))
    defer { update.reset() }
    return try update.step() ? try Self.job(update) : nil
  }

  /// How often a job is begun without getting further before it ends as failed.
  package static let mostFruitless: Int64 = 5

  /// Ends jobs that took their worker with them each time they were begun; to be asked before a lease. Answers which.
  package func buryTheDeadly(_ time: MachineTime) throws -> [StoredJob] {
    let select = try connection.statement(
      composed: "SELECT number FROM jobs WHERE state = 1 AND fruitless >= ?4 AND \(Self.isLost) ORDER BY number LIMIT 1")
    let update = try connection.statement(
      composed: """
        UPDATE jobs SET state = 3, finished_at = ?2, owner = '', token = token + 1, revision = ?3,
          failure = 'Its worker ended ' || fruitless || ' times in a row before it got any further' WHERE number = ?1
        RETURNING \(Self.columns)
        """)
    var buried: [StoredJob] = []
    while true {
      select.bind(1, time.boot).bind(2, time.uptime).bind(3, time.now.microseconds).bind(4, Self.mostFruitless)
      let number = try select.step() ? select.integer(0) : nil
      select.reset()
      guard let number else { return buried }
      update.bind(1, number).bind(2, time.now.microseconds).bind(3, try nextRevision())
      defer { update.reset() }
      if try update.step() { buried.append(try Self.job(update)) }
    }
  }

  /// When the next job is due, lost leases included; nil when none is on its way. One that waits for another of its lane
  /// is due when that one ends.
  package func nextDue(_ time: MachineTime, of kinds: Kinds = .any, except left: [String] = []) throws -> Timestamp? {
    let select = try connection.statement(
      composed: """
      SELECT min(CASE WHEN state = 0 THEN iif(\(Self.isDue), ?3, due_at) WHEN lease_boot = ?1 THEN ?3 + max(0, lease_uptime - ?2)
                      WHEN lease_at > ?3 + 90000000000 THEN ?3 ELSE lease_at END)
      FROM jobs AS one WHERE state < 2 AND (?4 IS NULL OR kind = ?4) AND (?5 IS NULL OR kind <> ?5)
        AND instr(?6, '|' || id || '|') = 0
        AND NOT (state = 0 AND lane <> '' AND EXISTS(
          SELECT 1 FROM jobs AS other WHERE other.lane = one.lane AND other.lane <> '' AND other.state = 1))
      """)
    select.bind(1, time.boot).bind(2, time.uptime).bind(3, time.now.microseconds)
    select.bind(4, kinds.bounds.only).bind(5, kinds.bounds.except).bind(6, Self.text(left))
    defer { select.reset() }
    guard try select.step() else { return nil }
    return select.optionalInteger(0).map { Timestamp(microseconds: $0) }
  }

  /// Ids, each between bars.
  private static func text(_ ids: [String]) -> String { "|" + ids.map { $0 + "|" }.joined() }

  /// Whether a job is still held under a token; to be asked in each transaction of its holder.
  package func holds(_ number: Int64, token: Int64) throws -> Bool {
    let select = try connection.statement("SELECT 1 FROM jobs WHERE number = ?1 AND token = ?2 AND state = 1")
    select.bind(1, number).bind(2, token)
    defer { select.reset() }
    return try select.step()
  }

  /// Holds it longer; false when the lease was lost.
  package func renew(_ number: Int64, token: Int64, until end: MachineTime, _ told: JobProgress?) throws -> Bool {
    let update = try connection.statement(
      """
      UPDATE jobs SET lease_boot = ?3, lease_uptime = ?4, lease_at = ?5, progress = max(progress, coalesce(?6, 0)),
        message = coalesce(?7, message) WHERE number = ?1 AND token = ?2 AND state = 1
      """)
    update.bind(1, number).bind(2, token).bind(3, end.boot).bind(4, end.uptime).bind(5, end.now.microseconds)
    update.bind(6, told?.progress).bind(7, told?.message)
    try update.run()
    return connection.changes > 0
  }

  /// Writes down how far a job is, beside what it did in this transaction; false when the lease was lost.
  package func advance(_ number: Int64, token: Int64, until end: MachineTime, _ progress: JobProgress) throws -> Bool {
    guard try renew(number, token: token, until: end, progress) else { return false }
    let update = try connection.statement("UPDATE jobs SET checkpoint = coalesce(?2, checkpoint), fruitless = 1 WHERE number = ?1")
    update.bind(1, number).bind(2, progress.checkpoint)
    try update.run()
    return true
  }

  /// Writes down how a try ended; false, and nothing changed, when the lease was lost.
  ///
  /// - Parameter forgetsKey: whether another job may have its key from now on.
  package func finish(_ job: StoredJob, _ outcome: JobOutcome, forgetsKey: Bool = false, at now: Timestamp) throws -> Bool {
    var (state, due, result, failure): (StoredJob.State, Int64?, String?, String?) = (.queued, nil, nil, nil)
    switch outcome {
    case .completed(let text): (state, result) = (.completed, text)
    case .failed(let reason): (state, failure) = (.failed, reason)
    case .retry(let at, let reason): (due, failure) = (at.microseconds, reason)
    case .released: due = now.microseconds
    case .paused(let until): due = until.microseconds
    }
    let update = try connection.statement(
      """
      UPDATE jobs SET state = ?3, due_at = coalesce(?4, due_at), result = ?5, failure = ?6, finished_at = ?7, owner = '',
        token = token + 1, revision = ?8, progress = CASE WHEN ?3 = 2 THEN 100000 ELSE progress END, unique_key = CASE WHEN ?9 THEN NULL ELSE unique_key END
      WHERE number = ?1 AND token = ?2 AND state = 1
      """)
    update.bind(1, job.number).bind(2, job.token).bind(3, state.rawValue).bind(4, due).bind(5, result).bind(6, failure)
    update.bind(7, state == .queued ? nil : now.microseconds).bind(8, try nextRevision())
    update.bind(9, forgetsKey ? 1 : 0)
    try update.run()
    guard connection.changes > 0 else { return false }
    switch outcome {
    case .completed, .failed, .retry: break
    case .released, .paused:
      // A start that its worker's end, or a wait, cut short is not the job's fault.
      let undo = try connection.statement("UPDATE jobs SET fruitless = max(0, fruitless - 1) WHERE number = ?1")
      undo.bind(1, job.number)
      try undo.run()
    }
    try prune(at: now)
    return true
  }

  /// For how long a job that ended is kept, unless it has a key: those say for good what was done.
  package static let keptMicroseconds = 30 * Timestamp.microsecondsPerDay
  /// What goes with the end of one try: more than it leaves behind.
  private static let mostPruned: Int64 = 20

  /// Forgets jobs that ended long ago; those of a schedule's last runs are what is told of them, and stay.
  private func prune(at now: Timestamp) throws { _ = try prune(at: now, most: Self.mostPruned) }

  /// - Returns: how many were forgotten.
  package func prune(at now: Timestamp, most: Int64) throws -> Int {
    let delete = try connection.statement(
      """
      DELETE FROM jobs WHERE number IN (
        SELECT number FROM jobs WHERE state >= 2 AND unique_key IS NULL AND finished_at < ?1
          AND NOT EXISTS(SELECT 1 FROM schedule_runs WHERE job = jobs.id)
        ORDER BY finished_at LIMIT ?2)
      """)
    delete.bind(1, now.microseconds - Self.keptMicroseconds).bind(2, most)
    try delete.run()
    return connection.changes
  }
}
