import CostModel
import JSON
import JSONRPC
import Store
import Synchronization

/// Sees to it that schedules are kept: once a second it is asked whether anything is due.
///
/// A class, because a clock asks it and the committing thread tells it what came of a round. It has no thread of its own:
/// what is due is done by the committing thread, in one short transaction. Several workers on one database share the
/// schedules; the one that found something due holds a lease for a while, and others leave the rest to it until that ends.
final class Scheduler: Sendable {
  private let services: Services
  private let session: SessionHandle
  private let owner: String
  private let state = Mutex(State())
  /// Held while the database is looked at; false once it may be closed.
  private let looking = Mutex(true)

  private struct State {
    /// Whether schedules may have changed since anybody looked.
    var isWoken = true
    /// Whether a round is on its way.
    var isBusy = false
    var stamp: CommitStamp?
    var next: Timestamp?
    /// When it was asked last: a clock that goes back makes what is known worthless.
    var asked = Timestamp.earliest
  }

  /// After a round that failed (a full disk, say).
  private static let pauseMicroseconds: Int64 = 5_000_000

  init(_ services: Services, _ session: SessionHandle, owner: String) {
    (self.services, self.session, self.owner) = (services, session, owner)
  }

  /// Schedules were changed, and are committed within the second.
  func wakeAfterCommit() { state.withLock { $0.isWoken = true } }

  /// Looks whether anything is due; it costs next to nothing when nobody committed.
  func tick() {
    looking.withLock { isOpen in
      guard isOpen, mayBeDue(), isDue() else { return }
      state.withLock { $0.isBusy = true }
      if !session.submit(RoundWrite(self)) { state.withLock { $0.isBusy = false } }
    }
  }

  private func mayBeDue() -> Bool {
    let stamp = services.answers.stamp
    let now = services.world.now()
    return state.withLock { state in
      defer { state.asked = now }
      guard !state.isBusy else { return false }
      if state.isWoken || state.stamp != stamp || now < state.asked {
        (state.isWoken, state.stamp) = (false, stamp)
        return true
      }
      return state.next.map { $0 <= now } ?? false
    }
  }

  private func isDue() -> Bool {
    // There is one connection then, and the committing thread has it.
    if services.location.isInMemory { return true }
    guard let look = try? services.read({ try ScheduleLook($0, services, owner: owner) }) else { return false }
    state.withLock { $0.next = look.next }
    return look.isDue
  }

  fileprivate func round(_ writer: LedgerWriter) throws -> ScheduleRound.Outcome {
    let time = services.world.time
    let lease = Jobs.Lease(owner: owner, time: time, end: time.later(by: services.leaseMicroseconds))
    return try ScheduleRound(services: services, writer: writer).run(lease)
  }

  fileprivate func ended(_ outcome: ScheduleRound.Outcome?) {
    let later = Timestamp(microseconds: services.world.now().microseconds + Self.pauseMicroseconds)
    state.withLock { ($0.isBusy, $0.next) = (false, outcome.map(\.next) ?? later) }
    if (outcome?.started ?? 0) > 0 { services.jobs?.wake() }
  }

  fileprivate func translate(_ error: any Error) -> ErrorAnswer { services.translate(error, "scheduler") }

  /// The database is to be closed: nobody may look any more.
  func close() { looking.withLock { $0 = false } }
}

/// A round on its way through the transaction.
private final class RoundWrite: PendingWrite, @unchecked Sendable {
  // @unchecked: made by the thread that ticks, then used by the committing one only.
  private let scheduler: Scheduler
  private var outcome: ScheduleRound.Outcome?

  init(_ scheduler: Scheduler) { self.scheduler = scheduler }

  var byteCount: Int { 1_024 }
  var isShort: Bool { false }
  var isTracking: Bool { false }

  func apply(_ writer: LedgerWriter, _ call: Call) throws {
    do {
      outcome = try scheduler.round(writer)
    } catch {
      throw scheduler.translate(error)
    }
  }

  func ended(_ failure: ErrorAnswer?) { scheduler.ended(failure == nil ? outcome : nil) }
  func finished() {}
  func write(to writer: JSONWriter) { writer.null() }
}
