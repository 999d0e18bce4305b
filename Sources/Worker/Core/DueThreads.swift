import CostModel
import JSONRPC
import Store
import Synchronization

/// Threads that do what is due in a queue of the database, as long as anything is.
///
/// A class, because the committing thread wakes it and a clock asks it once a second. Looking costs next to nothing while
/// nobody commits and nothing is due.
final class DueThreads: @unchecked Sendable {
  // @unchecked: `state` is used under `monitor` only, and `work` is set before the first thread begins.
  private let services: Services
  private let most: Int
  private let queue: @Sendable (LedgerReader, MachineTime) throws -> Timestamp?
  private let monitor = Monitor()
  private var state = State()
  /// Held while the database is looked at; false once it may be closed.
  private let looking = Mutex(true)
  /// What a thread does until nothing is left for it.
  var work: @Sendable () -> Void = {}

  private struct State {
    var running = 0
    /// Whether something was queued since anybody looked.
    var isWoken = true
    var isStopped = false
    var stamp: CommitStamp?
    var next: Timestamp?
  }

  /// - Parameter most: how many threads there may be.
  /// - Parameter next: when the queue's next is due, lost leases included; nil when nothing is on its way.
  init(_ services: Services, most: Int, next: @escaping @Sendable (LedgerReader, MachineTime) throws -> Timestamp?) {
    (self.services, self.most, queue) = (services, most, next)
  }

  /// Something is being queued, and committed within the second.
  func wakeAfterCommit() { monitor.locked { state.isWoken = true } }

  /// Something was queued and committed, or may be left for another thread.
  func wake() {
    wakeAfterCommit()
    startIfDue()
  }

  /// One look at a time, and none after `close`. Never waits for another's look: that one may wait for this thread, where this
  /// is the one that commits. What is left out is looked for within the second.
  func startIfDue() {
    let isDue = looking.withLockIfAvailable { isOpen in isOpen && self.isDue() } ?? false
    if isDue { start() }
  }

  /// Does something unless the database may be closed.
  func whileOpen(_ body: () -> Void) { looking.withLock { if $0 { body() } } }

  private func isDue() -> Bool {
    let stamp = services.answers.stamp
    let now = services.world.now()
    let mayBe = monitor.locked { () -> Bool in
      // With all threads running the wake-up is kept: each may have looked for the last time already.
      guard state.running < most, !state.isStopped else { return false }
      if state.isWoken || state.stamp != stamp {
        (state.isWoken, state.stamp) = (false, stamp)
        return true
      }
      return state.next.map { $0 <= now } ?? false
    }
    return mayBe && hasWork()
  }

  /// Whether anything is due, as far as that can be told without the write lock.
  private func hasWork() -> Bool {
    if services.location.isInMemory { return true }
    let next = (try? services.read { try queue($0, services.world.time) }) ?? nil
    self.next = next
    return next.map { $0 <= services.world.now() } ?? false
  }

  /// Begins a thread, if there may be another one.
  func start() {
    let isFree = monitor.locked { () -> Bool in
      guard state.running < most, !state.isStopped else { return false }
      state.running += 1
      return true
    }
    guard isFree else { return }
    // Never on this thread: it may be the one that commits, for which the work waits.
    let isStarted = tryToStartThread { [self] in
      work()
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

  // MARK: When

  /// When the next is due, as far as is known.
  var next: Timestamp? {
    get { monitor.locked { state.next } }
    set { monitor.locked { state.next = newValue } }
  }

  /// Something is due at an instant that was not before.
  func add(_ due: Timestamp) { monitor.locked { state.next = min(state.next ?? due, due) } }

  // MARK: Ending

  var isStopped: Bool { monitor.locked { state.isStopped } }

  /// Nothing is begun from here on.
  func stop() { monitor.locked { state.isStopped = true } }

  /// Waits until no thread runs, so many milliseconds at most.
  func waitUntilIdle(_ milliseconds: Int) {
    monitor.locked {
      var rest = milliseconds
      while state.running > 0, rest > 0 {
        monitor.wait(milliseconds: 25)
        rest -= 25
      }
    }
  }

  /// The database is to be closed: nobody may look any more.
  func close() { looking.withLock { $0 = false } }
}

extension Services {
  /// How long to wait before something is tried again that failed so often, in microseconds: exponential back-off, half of it
  /// jitter, an hour at most; never less than was asked for.
  ///
  /// - Parameter seconds: what the other side asked for, a day at most.
  func backOff(after attempts: Int64, asked seconds: Double?) -> Int64 {
    let ceiling = min(retryMicroseconds << min(max(attempts - 1, 0), 20), Timestamp.microsecondsPerHour)
    let jittered = ceiling / 2 + Int64(world.seed() % UInt64(max(ceiling / 2, 1)))
    return max(jittered, Int64(min(max(seconds ?? 0, 0), 86_400) * 1_000_000))
  }
}
