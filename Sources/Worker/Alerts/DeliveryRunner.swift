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
  private let threads: DueThreads
  /// Tries under way, by receiver.
  private let busy = Mutex<[String: Int]>([:])

  private static let mostThreads = 4
  /// Of these one receiver may keep so many: one that is slow must not keep the others waiting.
  private static let mostForOne = 2
  private static let leaseMicroseconds: Int64 = 60_000_000
  /// A delivery is tried for so long, then kept as dead.
  private static let patience: Int64 = 24 * Timestamp.microsecondsPerHour

  init(_ services: Services, _ session: SessionHandle) {
    (self.services, self.session) = (services, session)
    threads = DueThreads(services, most: Self.mostThreads) { try $0.deliveries.nextDue($1) }
    threads.work = { [weak self] in self?.run() }
  }

  /// Something was queued.
  func wake() { threads.wake() }

  /// Something is being queued, and committed within the second.
  func wakeAfterCommit() { threads.wakeAfterCommit() }

  /// Looks whether anything is due; called once a second.
  func tick() { threads.startIfDue() }

  /// The end has begun. For half of the time what is due is still sent; for the rest, what is under way may end.
  func stop(patience milliseconds: Int) {
    threads.waitUntilIdle(milliseconds / 2)
    threads.stop()
    threads.waitUntilIdle(milliseconds / 2)
    threads.close()
  }

  private func run() {
    let sender = Sender(services: services)
    while let (delivery, found) = lease() {
      // A slow receiver keeps this thread; others take what else is due.
      threads.start()
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
      guard let full = takers() else { return nil }
      guard let delivery = try writer.deliveries.lease(at: time, until: time.later(by: Self.leaseMicroseconds), except: full) else {
        // With the database in memory nobody else finds out.
        threads.next = try writer.deliveries.nextDue(time)
        return nil
      }
      busy.withLock { $0[delivery.receiver, default: 0] += 1 }
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
    threads.isStopped ? nil : busy.withLock { $0.filter { $0.value >= Self.mostForOne }.map(\.key) }
  }

  private func letGo(_ receiver: String) {
    busy.withLock { busy in
      let count = (busy[receiver] ?? 0) - 1
      busy[receiver] = count > 0 ? count : nil
    }
  }

  private func finish(_ delivery: Delivery, _ result: Sender.Result) {
    let now = services.world.now()
    var retryAt: Timestamp?
    if result.failure != nil, !result.isFinal, now.microseconds - delivery.createdAt.microseconds < Self.patience {
      retryAt = Timestamp(microseconds: now.microseconds + services.backOff(after: delivery.attempts, asked: result.retryAfter.map(Double.init)))
    }
    let outcome = DeliveryOutcome(
      isSuccess: result.failure == nil, milliseconds: result.milliseconds, failure: result.failure, retryAt: retryAt)
    _ = InternalWrite<Bool>(services, "deliveries") { writer in try writer.deliveries.finish(delivery, outcome, at: now) }.run(on: session.submit)
    if let failure = result.failure { services.world.log("Delivery \(delivery.id) to \(delivery.receiver) failed: \(failure)") }
    if let retryAt { threads.add(retryAt) }
  }
}
