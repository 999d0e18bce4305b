import CostModel
import JSON
import JSONRPC
import Store

/// A schedule as clients hear of it.
struct ScheduledJob: Shaped, Sendable {
  let schedule: Schedule
  let runs: [Run]
  let now: Timestamp

  init(_ schedule: Schedule, _ reader: LedgerReader, now: Timestamp) throws {
    self.schedule = schedule
    self.now = now
    runs = try reader.schedules.runs(of: schedule.stored.id, limit: Int(Schedules.mostRuns)).map { Run($0.run, $0.job, schedule.stored.name) }
  }

  /// Whether it is to be done.
  enum Status: String, CaseIterable, JSONChoice { case scheduled, disabled, unavailable }

  private var status: Status { !schedule.stored.isEnabled ? .disabled : schedule.obstacle == nil ? .scheduled : .unavailable }
  private var params: JSONValue { (try? JSONValue.parse(schedule.stored.params)) ?? .object([]) }
  private var nextRun: Timestamp? { schedule.nextRun(now: now) }
  private var mostAtOnce: Int { 1 }
  private var lastRun: Run? { runs.first }
  private var isRunning: Bool { runs.contains { $0.state == .inProgress } }

  /// Failures since the last run that was completed; what was cancelled says nothing.
  var errorsInARow: Int {
    var count = 0
    for run in runs {
      if run.state == .completed { break }
      if run.state == .failed { count += 1 }
    }
    return count
  }

  /// Whether it should have begun some time ago, and nobody saw to it.
  func isOverdue(by microseconds: Int64) -> Bool {
    guard schedule.isScheduled, let due = schedule.stored.nextAt else { return false }
    return now.microseconds - due.microseconds > microseconds
  }

  static let members: [Member<ScheduledJob>] = [
    Member("id", \.schedule.stored.id, "The scheduled job."),
    Member("name", \.schedule.stored.name, "What people call it."),
    Member("status", \.status, "scheduled; disabled by scheduler/set; or unavailable, for the reason told."),
    Member.optional("reason", \.schedule.obstacle, "Why it cannot be done for now: it is left out, and not made up for."),
    Member("next_run", \.nextRun, "When it is due next; null when it is not."),
    Member("trigger", \.schedule.stored.cron, "When it is due: the cron expression."),
    Member("time_zone", \.schedule.stored.zone, "The zone whose clocks that is read by."),
    Member("max_instances", \.mostAtOnce, "1: its runs never overlap."),
    Member("kind", \.schedule.stored.kind, "The kind of its jobs."),
    Member("params", \.params, "The params of its jobs."),
    Member("enabled", \.schedule.stored.isEnabled, "Whether it is due at its times at all."),
    Member("running", \.isRunning, "Whether a run is under way."),
    Member("last_run", \.lastRun, "Its newest run; null before the first."),
    Member("errors_in_a_row", \.errorsInARow, "Runs that failed since the last that was completed."),
  ]

  /// One run.
  struct Run: Shaped, Sendable {
    let run: ScheduleRun
    let name: String
    let state: JobState?
    private let job: StoredJob?

    init(_ run: ScheduleRun, _ job: StoredJob?, _ name: String) {
      (self.run, self.job, self.name) = (run, job, name)
      state = job.map { JobState($0.state) }
    }

    private var error: JobFailure? { job?.failure.map { JobFailure(text: $0) } }
    private var seconds: Ratio? {
      guard let start = job?.startedAt, let end = job?.finishedAt else { return nil }
      return Ratio(Double(end.microseconds - start.microseconds) / 1e6)
    }

    static let members: [Member<Run>] = [
      Member("job_id", \.run.schedule, "The scheduled job."),
      Member("name", \.name, "What people call it."),
      Member("run_id", \.run.job, "The job of the queue, for jobs/get, jobs/wait and jobs/cancel."),
      Member("scheduled_at", \.run.dueAt, "The time it was due, or was asked for."),
      Member("triggered", \.run.isTriggered, "Whether scheduler/trigger asked for it."),
      Member("missed_runs", \.run.missed, "Later times that it stands for, because no worker was there or it had not begun."),
      Member.optional("status", \.state, "What has become of it."),
      Member.optional("started_at", { $0.job?.startedAt }, "When it was begun first."),
      Member.optional("finished_at", { $0.job?.finishedAt }, "When it ended."),
      Member.optional("duration_seconds", \.seconds, "From the first to the last."),
      Member.optional("error", \.error, "What it failed with, or what made it wait for another try."),
    ]
  }
}

/// Every scheduled job, and who sees to them.
struct SchedulerState: Sendable {
  let jobs: [ScheduledJob]
  let lease: SchedulerLease?
  let time: MachineTime
  /// How late a job may be before nobody seems to see to it.
  private let patience: Int64

  init(_ context: ReadContext) throws {
    time = context.world.time
    let now = time.now
    jobs = try Schedule.all(context.reader, context.services).map { try ScheduledJob($0, context.reader, now: now) }
    lease = try context.reader.schedules.lease()
    patience = context.services.leaseMicroseconds + 30_000_000
  }

  /// Whether what is due is done.
  enum Status: String, CaseIterable, JSONChoice { case healthy, stopped }

  var overdue: [String] { jobs.filter { $0.isOverdue(by: patience) }.map(\.schedule.stored.id) }
  var status: Status { overdue.isEmpty ? .healthy : .stopped }
  /// The worker that found something due last, while that is not long ago.
  var holder: String? { lease.flatMap { time.isPast($0.end) ? nil : $0.owner } }
  var failing: [String] { jobs.filter { $0.errorsInARow > 0 }.map(\.schedule.stored.id) }

  /// The newest runs of all.
  static func history(_ context: ReadContext, of id: String? = nil, limit: Int) throws -> [ScheduledJob.Run] {
    let names = Dictionary(try context.reader.schedules.all().map { ($0.id, $0.name) }) { first, _ in first }
    return try context.reader.schedules.runs(of: id, limit: limit).map { ScheduledJob.Run($0.run, $0.job, names[$0.run.schedule] ?? "") }
  }
}
