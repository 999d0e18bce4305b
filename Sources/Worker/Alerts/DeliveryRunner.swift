import CostModel
import JSON
import JSONRPC
import Store
import Synchronization

/// Brings deliveries to their receivers, on threads of its own, as long as any is due.
///
/// A class, because the committing thread wakes it and a clock asks it once a second. Several workers on one database
/// share the queue: each try is leased, and only the holder of the newest lease may write down what became of it.
final class DeliveryRunner: @unchecked Sendable {
  // @unchecked: `state` is used under `monitor` only.
  private let services: Services
  private let session: SessionHandle
  private let monitor = Monitor()
  private var state = State()
  /// Held while the database is looked at; false once it may be closed.
  private let looking = Mutex(true)

  private struct State {
    var running = 0
    /// Tries under way, by receiver.
    var busy: [String: Int] = [:]
    /// Whether something was queued since anybody looked.
    var isWoken = true
    var isStopped = false
    var stamp: CommitStamp?
    var nextDue: Timestamp?
  }

  private static let mostThreads = 4
  /// Of these one receiver may keep so many: one that is slow must not keep the others waiting.
  private static let mostForOne = 2
  private static let leaseMicroseconds: Int64 = 60_000_000
  /// A delivery is tried for so long, then kept as dead.
  private static let patience: Int64 = 24 * Timestamp.microsecondsPerHour
  private static let longestWait: Int64 = Timestamp.microsecondsPerHour

  init(_ services: Services, _ session: SessionHandle) { (self.services, self.session) = (services, session) }

  /// Something was queued.
  func wake() {
    wakeAfterCommit()
    tick()
  }

  /// Something is being queued, and committed within the second.
  func wakeAfterCommit() { monitor.locked { state.isWoken = true } }

  /// Looks whether anything is due; called once a second, it costs next to nothing when nobody committed.
  func tick() {
    // One look at a time, and none after `stop`: what is looked at may be closed then.
    let isDue = looking.withLock { isOpen in isOpen && self.isDue() }
    if isDue { start() }
  }

  /// The end has begun. For half of the time what is due is still sent; for the rest, what is under way may end.
  func stop(patience milliseconds: Int) {
    waitUntilIdle(milliseconds / 2)
    monitor.locked { state.isStopped = true }
    waitUntilIdle(milliseconds / 2)
    looking.withLock { $0 = false }
  }

  private func waitUntilIdle(_ milliseconds: Int) {
    monitor.locked {
      var rest = milliseconds
      while state.running > 0, rest > 0 {
        monitor.wait(milliseconds: 25)
        rest -= 25
      }
    }
  }

  private func isDue() -> Bool {
    let stamp = services.answers.stamp
    let now = services.world.now()
    let mayBe = monitor.locked { () -> Bool in
      // With all threads running the wake-up is kept: each may have looked for the last time already.
      guard state.running < Self.mostThreads, !state.isStopped else { return false }
      if state.isWoken || state.stamp != stamp {
        (state.isWoken, state.stamp) = (false, stamp)
        return true
      }
      return state.nextDue.map { $0 <= now } ?? false
    }
    return mayBe && hasWork()
  }

  /// Whether anything is on its way, as far as that can be told without the write lock.
  private func hasWork() -> Bool {
    if services.location.isInMemory { return true }
    let next = (try? services.read { try $0.deliveries.nextDue(services.world.time) }) ?? nil
    monitor.locked { state.nextDue = next }
    return next.map { $0 <= services.world.now() } ?? false
  }

  private func start() {
    let isFree = monitor.locked { () -> Bool in
      guard state.running < Self.mostThreads, !state.isStopped else { return false }
      state.running += 1
      return true
    }
    guard isFree else { return }
    // Never on this thread: it may be the one that commits, for which a try waits.
    let isStarted = tryToStartThread { [self] in
      run()
      ended(isWoken: false)
    }
    if !isStarted { ended(isWoken: true) }
  }

  private func ended(isWoken: Bool) {
    monitor.locked {
      state.running -= 1
      if isWoken { state.isWoken = true }
      monitor.wake()
    }
  }

  private func run() {
    let sender = Sender(services: services)
    while let (delivery, found) = lease() {
      // A slow receiver keeps this thread; others take what else is due.
      start()
      let result =
        switch found {
        case .receiver(let receiver): sender.send(delivery, to: receiver)
        case .unreadable: Sender.Result(milliseconds: 0, failure: "The receiver's definition cannot be read by this version")
        case .removed: Sender.Result(milliseconds: 0, failure: "The receiver was removed", isFinal: true)
        }
      finish(delivery, result)
      letGo(delivery.receiver)
    }
  }

  /// What the receiver of a delivery is.
  private enum Found: Sendable {
    case receiver(Receiver)
    case unreadable, removed
  }

  private func lease() -> (Delivery, Found)? {
    let time = services.world.time
    let taken = Mutex<String?>(nil)
    let leased = InternalWrite<(Delivery, Found)?>(services, "deliveries") { [self] writer in
      guard let busy = takers() else { return nil }
      guard let delivery = try writer.deliveries.lease(at: time, until: time.later(by: Self.leaseMicroseconds), except: busy) else {
        // With the database in memory nobody else finds out.
        let next = try writer.deliveries.nextDue(time)
        monitor.locked { state.nextDue = next }
        return nil
      }
      monitor.locked { state.busy[delivery.receiver, default: 0] += 1 }
      taken.withLock { $0 = delivery.receiver }
      if delivery.receiver == AnalysisCallback.receiver {
        let found = try AnalysisCallback.receiver(of: delivery.subject, LedgerReader(sharing: writer))
        return (delivery, found.map { .receiver($0) } ?? .removed)
      }
      guard let stored = try writer.deliveries.receiver(delivery.receiver) else { return (delivery, .removed) }
      return (delivery, (try? Receiver(stored)).map { .receiver($0) } ?? .unreadable)
    }.run(on: session.submit) ?? nil
    if leased == nil, let receiver = taken.withLock({ $0 }) { letGo(receiver) }
    return leased
  }

  /// The receivers that have all the threads they may; nil when nothing may be begun any more.
  private func takers() -> [String]? {
    monitor.locked { state.isStopped ? nil : state.busy.filter { $0.value >= Self.mostForOne }.map(\.key) }
  }

  private func letGo(_ receiver: String) {
    monitor.locked {
      let count = (state.busy[receiver] ?? 0) - 1
      state.busy[receiver] = count > 0 ? count : nil
    }
  }

  private func finish(_ delivery: Delivery, _ result: Sender.Result) {
    let now = services.world.now()
    var retryAt: Timestamp?
    if result.failure != nil, !result.isFinal, now.microseconds - delivery.createdAt.microseconds < Self.patience {
      retryAt = Timestamp(microseconds: now.microseconds + wait(after: delivery.attempts, asked: result.retryAfter))
    }
    let outcome = DeliveryOutcome(
      isSuccess: result.failure == nil, milliseconds: result.milliseconds, failure: result.failure, retryAt: retryAt)
    _ = InternalWrite<Bool>(services, "deliveries") { writer in try writer.deliveries.finish(delivery, outcome, at: now) }.run(on: session.submit)
    if let failure = result.failure { services.world.log("Delivery \(delivery.id) to \(delivery.receiver) failed: \(failure)") }
    monitor.locked {
      if let retryAt { state.nextDue = min(state.nextDue ?? retryAt, retryAt) }
    }
  }

  /// Exponential back-off, half of it jitter, an hour at most; never less than the receiver asks for.
  private func wait(after attempts: Int64, asked: Int?) -> Int64 {
    let base = services.retryMicroseconds
    let ceiling = min(base << min(max(attempts - 1, 0), 20), Self.longestWait)
    let jittered = ceiling / 2 + Int64(services.world.seed() % UInt64(max(ceiling / 2, 1)))
    return max(jittered, min(Int64(asked ?? 0), 86_400) * 1_000_000)
  }
}
