import CostModel
import JSON
import JSONRPC
import Store
import Synchronization

/// Does jobs of the queue, on threads of its own, as long as any is due.
///
/// A class, because the committing thread wakes it and a clock asks it once a second. Several workers on one database share
/// the queue: each job is leased, the lease is held by a heartbeat, and a worker that stops loses it to another.
final class JobRunner: @unchecked Sendable {
  // @unchecked: `state` is used under `monitor` only.
  private let services: Services
  private let session: SessionHandle
  private let queue: WriteQueue
  /// Unique for this start of this worker.
  let owner: String
  private let monitor = Monitor()
  private var state = State()
  private let watch: JobWatch
  private let threads: DueThreads
  /// Whether jobs are done on threads of its own.
  private let hasThreads: Bool

  private struct State {
    var runs: [String: JobRun] = [:]
    /// What was sent with a job and is not in the database, by the job's id.
    var inputs: [String: [UInt8]] = [:]
    var isEnding = false
    var isHolding = false
  }

  /// A thread that has nothing else to do waits for so long itself.
  private static let shortWait: Int64 = 1_000_000
  /// Whatever else happens in this worker ends such a wait early.
  private static let mostWaits = 8

  /// - Parameter queue: where its writes go, by default among the session's own.
  /// - Parameter threads: how many jobs may be under way at once.
  init(
    _ services: Services, _ session: SessionHandle, queue: WriteQueue? = nil, threads: Int = 4, tellsClient: Bool = false,
    mayHear: @escaping @Sendable (StoredJob) -> Bool = { _ in true }
  ) {
    (self.services, self.session) = (services, session)
    self.queue = queue ?? session.submit
    hasThreads = threads > 0
    self.threads = DueThreads(services, most: threads) { try $0.jobs.nextDue($1) }
    owner = "\(services.world.seed())-\(services.world.time.uptime)"
    watch = JobWatch(services, session, self.queue, tellsClient: tellsClient, mayHear: mayHear)
    self.threads.work = { [weak self] in self?.work() }
  }

  // MARK: Starting

  /// A job was queued, and is committed within the second.
  func wakeAfterCommit() { threads.wakeAfterCommit() }

  /// A job was queued and committed.
  func wake() { threads.wake() }

  /// Keeps what was sent with a job and is not in the database.
  func keep(_ input: [UInt8], for id: String) { monitor.locked { state.inputs[id] = input } }

  /// Leaves a call unanswered until a job ends; see `JobWatch.wait`.
  func wait(for id: String, _ waiting: JobWatch.Waiting) { watch.wait(for: id, waiting) }

  /// Answers a call on a thread of its own, where making the answer takes long and is no job: a program is run, a provider asked.
  ///
  /// To be called while the call is worked on.
  func answerLater(_ call: Call, _ body: @escaping @Sendable (JSONWriter) throws(ErrorAnswer) -> Void) {
    session.park(call) {}
    startThread {
      let writer = JSONWriter()
      if call.isCancelled { return call.answer(.cancelled, writer) }
      call.answer(writer, body)
    }
  }

  /// A job got further, or its state changed, in this worker.
  func changed(_ id: String) { watch.look() }

  /// Looks whether anything is due; called once a second.
  func tick() {
    threads.startIfDue()
    threads.whileOpen { watch.tick() }
  }

  // MARK: Working

  /// Does what is due, on the calling thread.
  func work() {
    var waits = 0
    while true {
      if let job = lease() {
        // A long job keeps this thread; others take what else is due.
        wake()
        run(job)
        waits = 0
      } else {
        guard waits < Self.mostWaits, waitForTheNext() else { return }
        waits += 1
      }
    }
  }

  /// Waits for a job that is due before anybody would look for it: one that goes on after a moment's pause.
  private func waitForTheNext() -> Bool {
    // Without threads of its own it does what is due, and no more.
    guard hasThreads, let due = threads.next, !threads.isStopped else { return false }
    let rest = due.microseconds - services.world.now().microseconds
    guard -Self.shortWait...Self.shortWait ~= rest else { return false }
    monitor.locked { monitor.wait(milliseconds: Int(max(rest, 0) / 1_000) + 1) }
    return !threads.isStopped
  }

  private func lease() -> StoredJob? {
    guard !threads.isStopped else { return nil }
    let isEnding = monitor.locked { state.isEnding }
    let time = services.world.time
    let lease = Jobs.Lease(owner: owner, time: time, end: time.later(by: services.leaseMicroseconds))
    // At the end only what a call waits for is still begun.
    let wanted = isEnding ? watch.awaited.sorted() : nil
    return InternalWrite<StoredJob?>(services, "jobs") { [self] writer in
      for job in try writer.jobs.buryTheDeadly(time) {
        try JobKinds.kind(job.kind)?.ended(job, .failed(job.failure ?? ""), writer, services)
      }
      guard let wanted else { return try writer.jobs.lease(lease) ?? nothing(writer, time) }
      for id in wanted { if let job = try writer.jobs.lease(lease, only: id) { return job } }
      return nil
    }.run(on: queue) ?? nil
  }

  /// With the database in memory nobody else finds out when the next is due.
  private func nothing(_ writer: LedgerWriter, _ time: MachineTime) throws -> StoredJob? {
    threads.next = try writer.jobs.nextDue(time)
    return nil
  }

  private func run(_ job: StoredJob) {
    guard let kind = JobKinds.kind(job.kind) else {
      // A later version's, perhaps; it knows what to do.
      let failure = ErrorAnswer(.requestFailed, "This version knows no jobs of the kind \(shortened(job.kind))")
      return finish(job, .retry(at: later(by: Timestamp.microsecondsPerHour), failure: JobFailure(failure).text), failure)
    }
    let run = JobRun(job, kind, services, queue, input: monitor.locked { state.inputs[job.id] })
    monitor.locked { state.runs[job.id] = run }
    hold()
    defer { monitor.locked { state.runs[job.id] = nil } }
    watch.look()
    do {
      let result = JSONWriter()
      try kind.run(run).write(to: result)
      finish(job, .completed(result: String(decoding: result.bytes, as: UTF8.self)), nil, forgetsKey: run.forgetsKey)
    } catch JobRun.End.lost {
      monitor.locked { state.inputs[job.id] = nil }
      watch.look()
    } catch JobRun.End.stopping {
      finish(job, .released, nil)
    } catch let pause as JobRun.Pause {
      finish(job, .paused(until: pause.until), nil)
    } catch let end as JobRun.GivenUp {
      finish(job, .failed(JobFailure(end.answer).text), end.answer)
    } catch {
      let answer = services.translate(error, job.kind)
      if answer.code.isPassing, job.fruitless < Jobs.mostFruitless {
        finish(job, .retry(at: later(by: services.backOff(after: job.fruitless, asked: answer.retryAfter)), failure: JobFailure(answer).text), nil)
      } else {
        finish(job, .failed(JobFailure(answer).text), answer)
      }
    }
  }

  private func finish(_ job: StoredJob, _ outcome: JobOutcome, _ failure: ErrorAnswer?, forgetsKey: Bool = false) {
    let now = services.world.now()
    let isFinished = InternalWrite<Bool>(services, "jobs") { [services] writer in
      guard try writer.jobs.finish(job, outcome, forgetsKey: forgetsKey, at: now) else { return false }
      switch outcome {
      case .completed, .failed: try JobKinds.kind(job.kind)?.ended(job, outcome, writer, services)
      case .retry, .released, .paused: break
      }
      return true
    }.run(on: queue)
    if let failure { services.world.log("Job \(job.id) (\(job.kind)) failed: \(failure.message)") }
    switch outcome {
    case .completed, .failed: monitor.locked { state.inputs[job.id] = nil }
    case .retry, .released, .paused: break
    }
    // Where the end cannot be written down, whoever waits here hears of it all the same.
    if isFinished == nil, let failure { watch.failed(job.id, failure) }
    switch outcome {
    case .retry(let at, _), .paused(let at): threads.add(at)
    case .completed, .failed, .released: break
    }
    watch.look()
  }

  private func later(by microseconds: Int64) -> Timestamp { Timestamp(microseconds: services.world.now().microseconds + microseconds) }

  // MARK: Holding leases

  /// Sees to it that a thread renews the leases as long as any job is under way.
  private func hold() {
    let isNeeded = monitor.locked { () -> Bool in
      defer { state.isHolding = true }
      return !state.isHolding
    }
    guard isNeeded else { return }
    let isStarted = tryToStartThread { [self] in beat() }
    if !isStarted { monitor.locked { state.isHolding = false } }
  }

  private func beat() {
    while true {
      let runs = monitor.locked { () -> [JobRun] in
        var rest = Int(services.leaseMicroseconds / 6_000)
        while rest > 0, !state.runs.isEmpty {
          let step = min(rest, 100)
          monitor.wait(milliseconds: step)
          rest -= step
        }
        if state.runs.isEmpty { state.isHolding = false }
        return Array(state.runs.values)
      }
      if runs.isEmpty { return }
      for run in runs { run.renew() }
      watch.look()
    }
  }

  // MARK: Ending

  /// A job of this worker was cancelled: its work stops at the next safe point.
  func giveUp(_ id: String) { monitor.locked { state.runs[id] }?.giveUp(.lost) }

  /// The end has begun: jobs that a call waits for go on, others are let go at their next safe point, for another worker.
  ///
  /// - Parameter isHurried: lets all of them go, and tells whoever waits.
  func willEnd(isHurried: Bool) {
    if isHurried { watch.dismiss() }
    let awaited = watch.awaited
    if awaited.isEmpty { threads.stop() }
    monitor.locked {
      state.isEnding = true
      for (id, run) in state.runs where !awaited.contains(id) { run.giveUp(.stopping) }
    }
    // A lease that is not given back is lost by and by.
    monitor.locked {
      var rest = isHurried ? 1_000 : 2_000
      while rest > 0, state.runs.contains(where: { !awaited.contains($0.key) }) {
        monitor.wait(milliseconds: 25)
        rest -= 25
      }
    }
    if awaited.isEmpty { close() }
  }

  /// The database is to be closed: nobody may look any more.
  func close() { threads.close() }
}
