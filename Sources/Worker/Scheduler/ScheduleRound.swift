import CostModel
import JSON
import JSONRPC
import Store

/// Makes jobs of what is due, in a transaction.
///
/// A time of a schedule becomes a job once, over all workers: the job, the note of the run and the schedule's next time are
/// written together, and only by who found the schedule still due.
struct ScheduleRound {
  let services: Services
  let writer: LedgerWriter

  /// What came of a round.
  struct Outcome: Sendable {
    var started = 0
    /// When to look again; nil when something has to change first.
    var next: Timestamp?
  }

  /// Does what is due, unless another worker sees to that.
  func run(_ lease: Jobs.Lease) throws -> Outcome {
    let now = lease.time.now
    let due = try Schedule.all(LedgerReader(sharing: writer), services).filter { if case .wait = $0.step(now: now) { false } else { true } }
    var outcome = Outcome()
    if !due.isEmpty {
      guard try writer.schedules.takeLease(lease) else {
        outcome.next = try writer.schedules.lease().map { ScheduleLook.end(of: $0, lease.time) }
        return outcome
      }
      for schedule in due { try run(schedule, now, &outcome) }
    }
    outcome.next = try Schedule.all(LedgerReader(sharing: writer), services).compactMap(\.stored.nextAt).min()
    return outcome
  }

  private func run(_ schedule: Schedule, _ now: Timestamp, _ outcome: inout Outcome) throws {
    switch schedule.step(now: now) {
    case .wait: break
    case .plan(let next): _ = try writer.schedules.advance(schedule.stored, to: next)
    case .run(let due, let next):
      guard try writer.schedules.advance(schedule.stored, to: next), schedule.obstacle == nil else { return }
      let missed = schedule.missed(since: due, until: now)
      if let (run, job) = try writer.schedules.runs(of: schedule.stored.id, limit: 1).first, job?.state == .queued {
        // The one that waits will do for both.
        try writer.schedules.addMissed(missed + 1, to: run)
      } else if try start(schedule.stored, dueAt: due, missed: missed, isTriggered: false, now) != nil {
        outcome.started += 1
      }
    }
  }

  /// Queues a run; nil when this time of the schedule has its run already. Answers the job's id.
  func start(_ schedule: StoredSchedule, dueAt: Timestamp, missed: Int64 = 0, isTriggered: Bool, _ now: Timestamp) throws -> String? {
    let id = try JobKinds.freeID(JobKinds.kind(schedule.kind), writer.jobs, services.world)
    let run = ScheduleRun(schedule: schedule.id, dueAt: dueAt, isTriggered: isTriggered, missed: missed, job: id)
    guard try writer.schedules.add(run) else { return nil }
    var job = NewJob(id: id, kind: schedule.kind, params: schedule.params, digest: 0)
    job.lane = schedule.lane
    try writer.jobs.add(job, at: now)
    return id
  }
}

/// Whether anything is due, as far as that can be told without the write lock.
struct ScheduleLook {
  /// Whether a round has something to do.
  let isDue: Bool
  /// When to look again; nil when something has to change first.
  let next: Timestamp?

  /// - Parameter owner: who asks; what is due is left to another worker that has the lease.
  init(_ reader: LedgerReader, _ services: Services, owner: String) throws {
    let time = services.world.time
    var (isDue, next): (Bool, Timestamp?) = (false, nil)
    for schedule in try Schedule.all(reader, services) {
      switch schedule.step(now: time.now) {
      case .wait(let due): next = [next, due].compactMap { $0 }.min()
      case .plan, .run: isDue = true
      }
    }
    if isDue, let lease = try reader.schedules.lease(), lease.owner != owner, !time.isPast(lease.end) {
      (isDue, next) = (false, Self.end(of: lease, time))
    }
    (self.isDue, self.next) = (isDue, next)
  }

  /// When a lease ends, by the time of day.
  static func end(of lease: SchedulerLease, _ time: MachineTime) -> Timestamp {
    guard lease.end.boot == time.boot else { return lease.end.now }
    return Timestamp(microseconds: time.now.microseconds + max(0, lease.end.uptime - time.uptime))
  }
}
