import CostModel
import JSON
import JSONRPC
import Store
import Synchronization

/// Tells clients of this worker what becomes of jobs, whichever worker does them: answers the calls that wait for their
/// end, passes their progress on, and sends `jobs/changed`.
///
/// A class, because several threads wake the one that looks. That thread is there only while somebody waits.
final class JobWatch: @unchecked Sendable {
  // @unchecked: `state` is used under `monitor` only.
  private let services: Services
  private let session: SessionHandle
  private let queue: WriteQueue
  private let tellsClient: Bool
  private let mayHear: @Sendable (StoredJob) -> Bool
  private let monitor = Monitor()
  private var state = State()

  /// A call, or its progress token alone, that waits for a job.
  struct Waiting {
    let call: Call
    /// Whether the call is answered at the job's end; otherwise it was, and its token hears of the progress.
    var isAnswered = false
    /// Whether a client that cancels the call cancels the job.
    var cancelsJob = false
    /// When to answer although the job has not ended; nil for never.
    var deadline: Int64?
    /// What progress is called.
    let title: String
    /// Writes the answer.
    let answer: @Sendable (StoredJob, JSONWriter) throws(ErrorAnswer) -> Void
  }

  private struct State {
    var waiting: [String: [Waiting]] = [:]
    var failures: [String: ErrorAnswer] = [:]
    var isWatching = false
    var isWoken = false
    var stamp: CommitStamp?
    /// Of the last change that the client was told of.
    var revision: Int64 = 0
    var isTelling = false
  }

  /// Between two looks at what other workers do, in milliseconds.
  private static let step = 50
  private static let mostTold = 100

  init(
    _ services: Services, _ session: SessionHandle, _ queue: @escaping WriteQueue, tellsClient: Bool,
    mayHear: @escaping @Sendable (StoredJob) -> Bool
  ) {
    (self.services, self.session, self.queue) = (services, session, queue)
    (self.tellsClient, self.mayHear) = (tellsClient, mayHear)
    // Told is what changes from here on.
    if tellsClient { state.revision = (try? services.read { try $0.jobs.lastRevision() }) ?? 0 }
  }

  /// Answers a call when a job has ended, and tells its token of the progress until then.
  ///
  /// To be called on the thread that works on the call, before that work ends.
  func wait(for id: String, _ waiting: Waiting) {
    if !waiting.isAnswered {
      session.park(waiting.call) { [weak self] in
        // The work stops at its next step, without waiting for the database.
        if waiting.cancelsJob { self?.services.jobs?.giveUp(id) }
        self?.wake()
      }
    }
    waiting.call.beginProgress(waiting.title)
    let isNeeded = monitor.locked { () -> Bool in
      state.waiting[id, default: []].append(waiting)
      (state.isWoken, state.stamp) = (true, nil)
      monitor.wake()
      defer { state.isWatching = true }
      return !state.isWatching
    }
    if isNeeded { startThread { [self] in watchWhileAwaited() } }
  }

  /// Something may have changed; to be called where the database may be waited for.
  func look() {
    wake()
    if tellsClient { tell() }
  }

  private func wake() {
    monitor.locked {
      state.isWoken = true
      monitor.wake()
    }
  }

  /// A job failed, and the database cannot say so.
  func failed(_ id: String, _ error: ErrorAnswer) {
    monitor.locked { if state.waiting[id] != nil { state.failures[id] = error } }
  }

  /// Jobs whose end a call waits for.
  var awaited: Set<String> { monitor.locked { Set(state.waiting.filter { $0.value.contains { !$0.isAnswered } }.keys) } }

  private func watchWhileAwaited() {
    let writer = JSONWriter()
    while true {
      let ids = monitor.locked { () -> [String] in
        if !state.waiting.isEmpty, !state.isWoken { monitor.wait(milliseconds: Self.step) }
        if state.waiting.isEmpty { state.isWatching = false }
        return state.waiting.keys.sorted()
      }
      if ids.isEmpty { return }
      cancelUnwanted()
      let stamp = services.answers.stamp
      let mayHaveChanged = monitor.locked { () -> Bool in
        defer { (state.isWoken, state.stamp) = (false, stamp) }
        return state.isWoken || state.stamp != stamp || stamp == nil
      }
      if mayHaveChanged { for (id, job) in jobs(ids) { tell(id, job, writer) } }
      answerTheLate(writer)
    }
  }

  /// The jobs as the database has them; nil for one that is not there.
  private func jobs(_ ids: [String]) -> [(String, StoredJob?)] {
    read { reader in try ids.map { ($0, try reader.jobs.job($0)) } } ?? []
  }

  private func read<Result: Sendable>(_ body: @escaping @Sendable (LedgerReader) throws -> Result) -> Result? {
    guard services.location.isInMemory else { return try? services.read(body) }
    // There is one connection, and the committing thread has it.
    return InternalWrite<Result>(services, "jobs") { [services] _ in try services.read(body) }.run(on: queue)
  }

  private func tell(_ id: String, _ job: StoredJob?, _ writer: JSONWriter) {
    let (all, failure) = monitor.locked { (state.waiting[id] ?? [], state.failures[id]) }
    guard let job, !job.hasEnded else {
      remove(id)
      for waiting in all { end(waiting, job, failure, writer) }
      return
    }
    if let failure {
      remove(id)
      for waiting in all { end(waiting, nil, failure, writer) }
      return
    }
    for waiting in all { waiting.call.report(Double(job.progress) / 100_000, job.message) }
  }

  private func remove(_ id: String) {
    monitor.locked { (state.waiting[id], state.failures[id]) = (nil, nil) }
  }

  private func end(_ waiting: Waiting, _ job: StoredJob?, _ failure: ErrorAnswer?, _ writer: JSONWriter) {
    if waiting.isAnswered {
      waiting.call.endProgress(job.map { JobText.name($0.state) } ?? "failed")
    } else if waiting.call.isCancelled {
      waiting.call.answer(.cancelled, writer)
    } else if let job {
      waiting.call.answer(writer) { writer throws(ErrorAnswer) in try waiting.answer(job, writer) }
    } else {
      waiting.call.answer(failure ?? ErrorAnswer(.notFound, "The job was removed before it ended"), writer)
    }
  }

  /// Cancels the jobs of calls that were cancelled, and lets go those that only waited.
  private func cancelUnwanted() {
    let unwanted = monitor.locked {
      state.waiting.flatMap { id, all in all.filter { !$0.isAnswered && $0.call.isCancelled }.map { (id, $0) } }
    }
    for (id, waiting) in unwanted {
      if waiting.cancelsJob {
        services.jobs?.giveUp(id)
        let now = services.world.now()
        _ = InternalWrite<Bool>(services, "jobs") { try $0.jobs.cancel(id, at: now) }.run(on: queue)
        monitor.locked { state.isWoken = true }
      } else {
        release(id, waiting)
        waiting.call.answer(.cancelled, JSONWriter())
      }
    }
  }

  private func release(_ id: String, _ waiting: Waiting) {
    monitor.locked {
      state.waiting[id]?.removeAll { $0.call === waiting.call }
      if state.waiting[id]?.isEmpty == true { state.waiting[id] = nil }
    }
  }

  /// Answers the calls whose patience is over with the job as it is.
  private func answerTheLate(_ writer: JSONWriter) {
    let uptime = services.world.time.uptime
    let late = monitor.locked {
      state.waiting.flatMap { id, all in all.filter { ($0.deadline ?? .max) <= uptime }.map { (id, $0) } }
    }
    for (id, waiting) in late {
      release(id, waiting)
      guard case (_, let job?)? = jobs([id]).first else { continue }
      end(waiting, job, nil, writer)
    }
  }

  /// The worker ends before the jobs do.
  func dismiss() {
    let all = monitor.locked { () -> [(String, [Waiting])] in
      defer { state.waiting = [:] }
      return state.waiting.map { ($0.key, $0.value) }
    }
    let writer = JSONWriter()
    for (id, waitings) in all {
      let error = ErrorAnswer(
        .requestFailed, "The worker ends before the job \(id) does; it goes on in the next worker on this database",
        details: ["job_id": .string(id)])
      for waiting in waitings where !waiting.isAnswered { waiting.call.answer(error, writer) }
    }
  }

  // MARK: jobs/changed

  func tick() { if tellsClient { tell() } }

  /// Sends what changed since the last look.
  private func tell() {
    let isFree = monitor.locked { () -> Bool in
      defer { state.isTelling = true }
      return !state.isTelling
    }
    guard isFree else { return }
    defer { monitor.locked { state.isTelling = false } }
    let since = monitor.locked { state.revision }
    guard let changed = read({ try $0.jobs.changed(after: since, limit: Self.mostTold) }), let last = changed.last else { return }
    monitor.locked { state.revision = last.revision }
    for job in changed where mayHear(job) { session.notify("jobs/changed") { JobAnswer(job).write(to: $0) } }
  }
}
