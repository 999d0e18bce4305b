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
  /// Whether jobs are done on threads of its own.
  private let hasThreads: Bool
  /// What does jobs that may take long, and what does deliveries: these end within seconds, are not to wait for the others, and
  /// are still done at the end of a worker.
  private let long, brief: Pool

  /// Threads that do jobs of some kinds.
  private final class Pool: Sendable {
    let threads: DueThreads
    let kinds: Jobs.Kinds

    init(_ services: Services, _ kinds: Jobs.Kinds, threads most: Int) {
      self.kinds = kinds
      threads = DueThreads(services, most: most) { try $0.jobs.nextDue($1, of: kinds) }
    }
  }

  private struct State {
    var runs: [String: (run: JobRun, pool: Pool)] = [:]
    /// What was sent with a job and is not in the database, by the job's id.
    var inputs: [String: [UInt8]] = [:]
    /// Jobs that only another worker can go on with, and until when they are left to it.
    var left: [String: Timestamp] = [:]
    var isEnding = false
    var isHolding = false
  }

  /// A thread that has nothing else to do waits for so long itself.
  private static let shortWait: Int64 = 1_000_000
  /// Whatever else happens in this worker ends such a wait early.
  private static let mostWaits = 8
  /// So long a job is left to the worker that can go on with it, in microseconds: time for that one to come to it.
  private static let leftFor: Int64 = 30_000_000

  /// - Parameter queue: where its writes go, by default among the session's own.
  /// - Parameter threads: how many jobs may be under way at once.
  init(
    _ services: Services, _ session: SessionHandle, queue: WriteQueue? = nil, threads: Int = 4, tellsClient: Bool = false,
    mayHear: @escaping @Sendable (StoredJob) -> Bool = { _ in true }
  ) {
    (self.services, self.session) = (services, session)
    self.queue = queue ?? session.submit
    hasThreads = threads > 0
    long = Pool(services, .except(DeliveryJob.name), threads: threads)
    brief = Pool(services, .only(DeliveryJob.name), threads: threads)
    owner = "\(services.world.seed())-\(services.world.time.uptime)"
    watch = JobWatch(services, session, self.queue, tellsClient: tellsClient, mayHear: mayHear)
    for pool in [long, brief] { pool.threads.work = { [weak self] in self?.work(pool) } }
  }

  // MARK: Starting

  /// A job was queued, and is committed within the second.
  func wakeAfterCommit() { for pool in [long, brief] { pool.threads.wakeAfterCommit() } }

  /// A job was queued and committed.
  func wake() { for pool in [long, brief] { pool.threads.wake() } }

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
    for pool in [long, brief] { pool.threads.startIfDue() }
    long.threads.whileOpen { watch.tick() }
  }

  // MARK: Working

  /// Does what is due and takes long, on the calling thread.
  func work() { work(long) }

  private func work(_ pool: Pool) {
    var waits = 0
    while true {
      if let job = lease(pool) {
        // It may keep this thread long; others take what else is due.
        pool.threads.wake()
        run(job, pool)
        waits = 0
      } else {
        guard waits < Self.mostWaits, waitForTheNext(pool.threads) else { return }
        waits += 1
      }
    }
  }

  /// Waits for a job that is due before anybody would look for it: one that goes on after a moment's pause.
  private func waitForTheNext(_ threads: DueThreads) -> Bool {
    // Without threads of its own it does what is due, and no more.
    guard hasThreads, let due = threads.next, !threads.isStopped else { return false }
    let rest = due.microseconds - services.world.now().microseconds
    guard -Self.shortWait...Self.shortWait ~= rest else { return false }
    monitor.locked { monitor.wait(milliseconds: Int(max(rest, 0) / 1_000) + 1) }
    return !threads.isStopped
  }

  private func lease(_ pool: Pool) -> StoredJob? {
    guard !pool.threads.isStopped else { return nil }
    let isEnding = monitor.locked { state.isEnding } && pool === long
    let time = services.world.time
    let lease = Jobs.Lease(owner: owner, time: time, end: time.later(by: services.leaseMicroseconds))
    let left = monitor.locked {
      state.left = state.left.filter { $0.value > time.now }
      return state.left.keys.sorted()
    }
    // At the end, of what takes long only that is still begun for which a call waits.
    let wanted = isEnding ? watch.awaited.sorted() : nil
    return InternalWrite<StoredJob?>(services, "jobs") { [self] writer in
      for job in try writer.jobs.buryTheDeadly(time) {
        try JobKinds.kind(job.kind)?.ended(job, .failed(job.failure ?? ""), writer, services)
      }
      guard let wanted else {
        if let job = try writer.jobs.lease(lease, of: pool.kinds, except: left) { return job }
        // With the database in memory nobody else finds out when the next is due.
        pool.threads.next = try writer.jobs.nextDue(time, of: pool.kinds, except: left)
        return nil
      }
      for id in wanted { if let job = try writer.jobs.lease(lease, only: id, of: pool.kinds) { return job } }
      return nil
    }.run(on: queue) ?? nil
  }

  private func run(_ job: StoredJob, _ pool: Pool) {
    guard let kind = JobKinds.kind(job.kind) else {
      // A later version's, perhaps; it knows what to do.
      let failure = ErrorAnswer(.requestFailed, "This version knows no jobs of the kind \(shortened(job.kind))")
      return finish(job, pool, .retry(at: later(by: Timestamp.microsecondsPerHour), failure: JobFailure(failure).text), failure)
    }
    let run = JobRun(job, kind, services, queue, input: monitor.locked { state.inputs[job.id] })
    monitor.locked { state.runs[job.id] = (run, pool) }
    hold()
    defer { monitor.locked { state.runs[job.id] = nil } }
    watch.look()
    do {
      let result = JSONWriter()
      try kind.run(run).write(to: result)
      finish(job, pool, .completed(result: String(decoding: result.bytes, as: UTF8.self)), nil, forgetsKey: run.forgetsKey)
    } catch JobRun.End.lost {
      monitor.locked { state.inputs[job.id] = nil }
      watch.look()
    } catch JobRun.End.stopping {
      finish(job, pool, .released, nil)
    } catch let pause as JobRun.Pause {
      if pause.isForAnother { monitor.locked { state.left[job.id] = later(by: Self.leftFor) } }
      finish(job, pool, .paused(until: pause.until), nil)
    } catch let end as JobRun.GivenUp {
      finish(job, pool, .failed(JobFailure(end.answer).text), end.answer)
    } catch let again as JobRun.Again {
      finish(job, pool, .retry(at: again.at, failure: JobFailure(again.answer).text), nil)
    } catch {
      let answer = services.translate(error, job.kind)
      if answer.code.isPassing, job.fruitless < Jobs.mostFruitless {
        finish(job, pool, .retry(at: later(by: services.backOff(after: job.fruitless, asked: answer.retryAfter)), failure: JobFailure(answer).text), nil)
      } else {
        finish(job, pool, .failed(JobFailure(answer).text), answer)
      }
    }
  }

  private func finish(_ job: StoredJob, _ pool: Pool, _ outcome: JobOutcome, _ failure: ErrorAnswer?, forgetsKey: Bool = false) {
    let now = services.world.now()
    let isFinished = InternalWrite<Bool>(services, "jobs") { [services] writer in
      guard try writer.jobs.finish(job, outcome, forgetsKey: forgetsKey, at: now) else { return false }
      switch outcome {
      case .completed, .failed: try JobKinds.kind(job.kind)?.ended(job, outcome, writer, services)
      case .retry, .released, .paused: break
      }
      return true
    }.run(on: queue)
    if let failure { services.log(.error, "Job \(job.id) (\(job.kind)) failed: \(failure.message)") }
    switch outcome {
    case .completed, .failed: monitor.locked { state.inputs[job.id] = nil }
    case .retry, .released, .paused: break
    }
    if case .completed = outcome { services.log(.info, "Job \(job.id) (\(job.kind)) is completed") }
    // Where the end cannot be written down, whoever waits here hears of it all the same.
    if isFinished == nil, let failure { watch.failed(job.id, failure) }
    switch outcome {
    case .retry(let at, _), .paused(let at): pool.threads.add(at)
    // Whatever waited for this one's lane may begin.
    case .completed, .failed, .released: if !job.lane.isEmpty { pool.threads.wakeAfterCommit() }
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
        return state.runs.values.map(\.run)
      }
      if runs.isEmpty { return }
      for run in runs { run.renew() }
      watch.look()
    }
  }

  // MARK: Ending

  /// A job of this worker was cancelled: its work stops at the next safe point.
  func giveUp(_ id: String) { monitor.locked { state.runs[id] }?.run.giveUp(.lost) }

  /// The end has begun: jobs that a call waits for go on, others are let go at their next safe point, for another worker. For
  /// half of the time what is due and brief is still done; for the rest, what is under way of it may end.
  ///
  /// - Parameter isHurried: lets all of the long ones go, and tells whoever waits.
  func willEnd(patience milliseconds: Int, isHurried: Bool) {
    if isHurried { watch.dismiss() }
    let awaited = watch.awaited
    if awaited.isEmpty { long.threads.stop() }
    monitor.locked {
      state.isEnding = true
      for (id, one) in state.runs where one.pool === long && !awaited.contains(id) { one.run.giveUp(.stopping) }
    }
    // A lease that is not given back is lost by and by.
    monitor.locked {
      var rest = isHurried ? 1_000 : 2_000
      while rest > 0, state.runs.contains(where: { $0.value.pool === long && !awaited.contains($0.key) }) {
        monitor.wait(milliseconds: 25)
        rest -= 25
      }
    }
    brief.threads.waitUntilIdle(milliseconds / 2)
    brief.threads.stop()
    brief.threads.waitUntilIdle(milliseconds / 2)
    if awaited.isEmpty { close() }
  }

  /// The database is to be closed: nobody may look any more.
  func close() { for pool in [long, brief] { pool.threads.close() } }
}
