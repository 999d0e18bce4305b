import CostModel
import JSON
import JSONRPC
import Store
import Synchronization

/// Brings deliveries to their receivers, on threads of its own, as long as any is due.
///
/// A class, because the committing thread wakes it and a clock asks it once a second. Several workers on one database
/// share the queue: each try is leased, and only the holder of the newest lease may write down what became of it.
final class DeliveryRunner: Sendable {
  private let services: Services
  private let session: SessionHandle
  private let state = Mutex(State())

  private struct State {
    var running = 0
    /// Whether something was queued since anybody looked.
    var isWoken = true
    var stamp: CommitStamp?
    var nextDue: Timestamp?
  }

  private static let mostThreads = 4
  private static let leaseMicroseconds: Int64 = 60_000_000
  /// A delivery is tried for so long, then kept as dead.
  private static let patience: Int64 = 24 * Timestamp.microsecondsPerHour
  private static let longestWait: Int64 = Timestamp.microsecondsPerHour

  init(_ services: Services, _ session: SessionHandle) { (self.services, self.session) = (services, session) }

  /// Something was queued.
  func wake() {
    state.withLock { $0.isWoken = true }
    tick()
  }

  /// Something is being queued, and committed within the second.
  func wakeAfterCommit() { state.withLock { $0.isWoken = true } }

  /// Looks whether anything is due; called once a second, it costs next to nothing when nobody committed.
  func tick() {
    let stamp = services.answers.stamp
    let now = services.world.now()
    let isDue = state.withLock { state -> Bool in
      if state.isWoken || state.stamp != stamp {
        (state.isWoken, state.stamp) = (false, stamp)
        return state.running < Self.mostThreads
      }
      guard let next = state.nextDue, next <= now else { return false }
      return state.running == 0
    }
    guard isDue, hasWork() else { return }
    start()
  }

  /// Whether anything is on its way, as far as that can be told without the write lock.
  private func hasWork() -> Bool {
    if services.location.isInMemory { return true }
    guard let next = try? services.read({ try $0.deliveries.nextDue(services.world.time) }) else {
      state.withLock { $0.nextDue = nil }
      return false
    }
    state.withLock { $0.nextDue = next }
    return next <= services.world.now()
  }

  private func start() {
    let isFree = state.withLock { state -> Bool in
      guard state.running < Self.mostThreads else { return false }
      state.running += 1
      return true
    }
    guard isFree else { return }
    startThread { [self] in
      run()
      state.withLock { $0.running -= 1 }
    }
  }

  private func run() {
    let sender = Sender(services: services)
    while let leased = lease() {
      // A slow receiver keeps this thread; others take what else is due.
      start()
      let result: Sender.Result
      if let receiver = leased.receiver {
        result = sender.send(leased.delivery, to: receiver)
      } else {
        result = Sender.Result(milliseconds: 0, failure: "The receiver was removed", isFinal: true)
      }
      finish(leased.delivery, result)
    }
  }

  private func lease() -> (delivery: Delivery, receiver: Receiver?)? {
    let time = services.world.time
    let taken = InternalWrite<(Delivery, Receiver?)?>(services) { writer in
      guard let delivery = try writer.deliveries.lease(at: time, until: time.later(by: Self.leaseMicroseconds)) else { return nil }
      return (delivery, try writer.deliveries.receiver(delivery.receiver).map { try Receiver($0) })
    }.run(on: session)
    return taken ?? nil
  }

  private func finish(_ delivery: Delivery, _ result: Sender.Result) {
    let now = services.world.now()
    var retryAt: Timestamp?
    if result.failure != nil, !result.isFinal, now.microseconds - delivery.createdAt.microseconds < Self.patience {
      retryAt = Timestamp(microseconds: now.microseconds + wait(after: delivery.attempts, asked: result.retryAfter))
    }
    let outcome = DeliveryOutcome(
      isSuccess: result.failure == nil, milliseconds: result.milliseconds, failure: result.failure, retryAt: retryAt)
    _ = InternalWrite<Bool>(services) { writer in try writer.deliveries.finish(delivery, outcome, at: now) }.run(on: session)
    if let failure = result.failure { services.world.log("Delivery \(delivery.id) to \(delivery.receiver) failed: \(failure)") }
    state.withLock { state in
      if let retryAt { state.nextDue = min(state.nextDue ?? retryAt, retryAt) }
    }
  }

  /// Exponential back-off with full jitter, an hour at most; never less than the receiver asks for.
  private func wait(after attempts: Int64, asked: Int?) -> Int64 {
    let base = services.retryMicroseconds
    let ceiling = min(base << min(max(attempts - 1, 0), 20), Self.longestWait)
    let jittered = ceiling / 2 + Int64(services.world.seed() % UInt64(max(ceiling / 2, 1)))
    return max(jittered, min(Int64(asked ?? 0), 86_400) * 1_000_000)
  }
}

/// A write of the worker's own, for whose end the thread that asks waits.
final class InternalWrite<Result: Sendable>: PendingWrite, OutcomeAware, @unchecked Sendable {
  // @unchecked: made by one thread, done by the committing one while the first waits; `monitor` orders them.
  private let services: Services
  private let body: (LedgerWriter) throws -> Result
  private let monitor = Monitor()
  private var result: Result?
  private var hasEnded = false
  private var hasFailed = false

  init(_ services: Services, _ body: @escaping (LedgerWriter) throws -> Result) {
    (self.services, self.body) = (services, body)
  }

  var byteCount: Int { 1_024 }
  var isShort: Bool { false }
  var isTracking: Bool { false }

  func apply(_ writer: LedgerWriter, _ call: Call) throws {
    do {
      result = try body(writer)
    } catch {
      throw services.translate(error, "deliveries")
    }
  }

  func write(to writer: JSONWriter) { writer.null() }
  func finished() {}

  func ended(_ failure: ErrorAnswer?) {
    monitor.locked {
      (hasEnded, hasFailed) = (true, failure != nil)
      monitor.wake()
    }
  }

  /// Has it done and waits for its end; nil when it failed, or the worker is ending.
  func run(on session: SessionHandle) -> Result? {
    guard session.submit(self) else { return nil }
    return monitor.locked {
      while !hasEnded { monitor.wait(milliseconds: 1_000) }
      return hasFailed ? nil : result
    }
  }
}

/// A write that wants to hear how its transaction ended.
protocol OutcomeAware: PendingWrite {
  func ended(_ failure: ErrorAnswer?)
}
