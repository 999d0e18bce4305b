import CostModel

extension LedgerReader {
  package var schedules: Schedules { Schedules(connection) }
}

extension LedgerWriter {
  package var schedules: Schedules { Schedules(connection) }
}

/// The statements about schedules and their runs.
///
/// What became of a run stands with its job; jobs are kept as long as their run is.
package struct Schedules {
  private let connection: Connection

  init(_ connection: Connection) { self.connection = connection }

  // MARK: Schedules

  private static let columns = "id, name, cron, zone, kind, params, is_enabled, next_at, created_at, updated_at"

  /// By id.
  package func all() throws -> [StoredSchedule] {
    let select = try connection.statement(composed: "SELECT \(Self.columns) FROM schedules ORDER BY id")
    defer { select.reset() }
    var found: [StoredSchedule] = []
    while try select.step() { found.append(Self.schedule(select)) }
    return found
  }

  package func schedule(_ id: String) throws -> StoredSchedule? {
    let select = try connection.statement(composed: "SELECT \(Self.columns) FROM schedules WHERE id = ?1")
    select.bind(1, id)
    defer { select.reset() }
    return try select.step() ? Self.schedule(select) : nil
  }

  private static func schedule(_ row: Statement) -> StoredSchedule {
    var schedule = StoredSchedule(
      id: row.text(0), name: row.text(1), cron: row.text(2), zone: row.text(3), kind: row.text(4), params: row.text(5),
      isEnabled: row.integer(6) != 0, createdAt: Timestamp(microseconds: row.integer(8)))
    schedule.nextAt = row.optionalInteger(7).map { Timestamp(microseconds: $0) }
    schedule.updatedAt = Timestamp(microseconds: row.integer(9))
    return schedule
  }

  package func set(_ schedule: StoredSchedule) throws {
    let upsert = try connection.statement(
      """
      INSERT INTO schedules(id, name, cron, zone, kind, params, is_enabled, next_at, created_at, updated_at)
      VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, max(?9, ?10))
      ON CONFLICT(id) DO UPDATE SET name = excluded.name, cron = excluded.cron, zone = excluded.zone, kind = excluded.kind,
        params = excluded.params, is_enabled = excluded.is_enabled, next_at = excluded.next_at, updated_at = max(created_at, ?10)
      """)
    upsert.bind(1, schedule.id).bind(2, schedule.name).bind(3, schedule.cron).bind(4, schedule.zone).bind(5, schedule.kind)
    upsert.bind(6, schedule.params).bind(7, schedule.isEnabled ? 1 : 0).bind(8, schedule.nextAt?.microseconds)
    upsert.bind(9, schedule.createdAt.microseconds).bind(10, schedule.updatedAt.microseconds)
    try upsert.run()
  }

  /// Removes a schedule and the list of its runs; answers whether there was one. Its jobs stay.
  package func remove(_ id: String) throws -> Bool {
    for sql in ["DELETE FROM schedule_runs WHERE schedule = ?1", "DELETE FROM schedules WHERE id = ?1"] {
      let delete = try connection.statement(composed: sql)
      delete.bind(1, id)
      try delete.run()
    }
    return connection.changes > 0
  }

  /// Says when a schedule is due next, if it still was due when the caller saw it; false when another was faster.
  package func advance(_ schedule: StoredSchedule, to next: Timestamp?) throws -> Bool {
    let update = try connection.statement("UPDATE schedules SET next_at = ?3 WHERE id = ?1 AND next_at IS ?2")
    update.bind(1, schedule.id).bind(2, schedule.nextAt?.microseconds).bind(3, next?.microseconds)
    try update.run()
    return connection.changes > 0
  }

  // MARK: The lease

  package func lease() throws -> SchedulerLease? {
    let select = try connection.statement("SELECT owner, lease_boot, lease_uptime, lease_at FROM scheduler_lease")
    defer { select.reset() }
    guard try select.step() else { return nil }
    return SchedulerLease(
      owner: select.text(0),
      end: MachineTime(now: Timestamp(microseconds: select.integer(3)), uptime: select.integer(2), boot: select.integer(1)))
  }

  /// Takes the lease, or holds it longer; false when another worker has it.
  package func takeLease(_ lease: Jobs.Lease) throws -> Bool {
    let upsert = try connection.statement(
      """
      INSERT INTO scheduler_lease(one, owner, lease_boot, lease_uptime, lease_at) VALUES(1, ?4, ?5, ?6, ?7)
      ON CONFLICT(one) DO UPDATE SET owner = ?4, lease_boot = ?5, lease_uptime = ?6, lease_at = ?7
      WHERE owner = ?4 OR (lease_boot = ?1 AND lease_uptime <= ?2) OR (lease_boot <> ?1 AND lease_at <= ?3)
      """)
    upsert.bind(1, lease.time.boot).bind(2, lease.time.uptime).bind(3, lease.time.now.microseconds).bind(4, lease.owner)
    upsert.bind(5, lease.end.boot).bind(6, lease.end.uptime).bind(7, lease.end.now.microseconds)
    try upsert.run()
    return connection.changes > 0
  }

  // MARK: Runs

  /// How many runs of a schedule are kept.
  package static let mostRuns: Int64 = 100

  /// Writes a run down; false when this time of the schedule has its run already.
  package func add(_ run: ScheduleRun) throws -> Bool {
    let insert = try connection.statement(
      """
      INSERT INTO schedule_runs(schedule, due_at, is_triggered, missed, job) VALUES(?1, ?2, ?3, ?4, ?5)
      ON CONFLICT(schedule, due_at) WHERE is_triggered = 0 DO NOTHING
      """)
    insert.bind(1, run.schedule).bind(2, run.dueAt.microseconds).bind(3, run.isTriggered ? 1 : 0).bind(4, run.missed).bind(5, run.job)
    try insert.run()
    guard connection.changes > 0 else { return false }
    let prune = try connection.statement(
      """
      DELETE FROM schedule_runs WHERE schedule = ?1 AND number <= (
        SELECT number FROM schedule_runs WHERE schedule = ?1 ORDER BY number DESC LIMIT 1 OFFSET ?2)
      """)
    prune.bind(1, run.schedule).bind(2, Self.mostRuns)
    try prune.run()
    return true
  }

  /// Lets a run stand for more of its schedule's times.
  package func addMissed(_ count: Int64, to run: ScheduleRun) throws {
    let update = try connection.statement("UPDATE schedule_runs SET missed = missed + ?2 WHERE number = ?1")
    update.bind(1, run.number).bind(2, count)
    try update.run()
  }

  /// Newest first, with their jobs, but not with what these came to; of one schedule or of all.
  package func runs(of schedule: String? = nil, limit: Int) throws -> [(run: ScheduleRun, job: StoredJob?)] {
    let select = try connection.statement(
      """
      SELECT number, schedule, due_at, is_triggered, missed, job FROM schedule_runs
      WHERE ?1 IS NULL OR schedule = ?1 ORDER BY number DESC LIMIT ?2
      """)
    select.bind(1, schedule).bind(2, Int64(limit))
    var runs: [ScheduleRun] = []
    defer { select.reset() }
    while try select.step() {
      runs.append(
        ScheduleRun(
          number: select.integer(0), schedule: select.text(1), dueAt: Timestamp(microseconds: select.integer(2)),
          isTriggered: select.integer(3) != 0, missed: select.integer(4), job: select.text(5)))
    }
    let jobs = Jobs(connection)
    return try runs.map { ($0, try jobs.outline($0.job)) }
  }
}
