import JSON
import Synchronization

/// A request under way. One object, shared by the thread that reads cancellations and the one that works.
package final class Call: Sendable {
  /// The id as it was sent, byte for byte; nil for a notification.
  package let id: [UInt8]?
  /// The token under which the client wants to hear of progress, as it was sent.
  package let progressToken: [UInt8]?
  /// Who made the request, beside what the connection says.
  let reply: ReplySlot
  private let state = Atomic<Int>(0)
  private let progressClock: Progress?
  private let isWaiting = Atomic<Bool>(false)
  /// Whether nothing is said of the call once it was cancelled, nor of its progress once it was answered.
  let isSilent: Bool
  private let settled = Atomic<Bool>(false)
  private let later = Mutex(Later())

  /// What is to happen to a call that is answered later than the work it began with ends.
  private struct Later {
    /// Who counts it meanwhile.
    var release: (@Sendable () -> Void)?
    var onCancel: (@Sendable () -> Void)?
  }

  private static let waiting = 0
  private static let begun = 1
  private static let cancelled = 2
  private static let finished = 3

  init(id: [UInt8]?, progressToken: [UInt8]?, reply: ReplySlot, progress: Progress?, isSilent: Bool = false) {
    (self.id, self.progressToken, self.reply, progressClock, self.isSilent) = (id, progressToken, reply, progress, isSilent)
  }

  /// Whether the client no longer wants the answer; long work asks between steps.
  package var isCancelled: Bool { state.load(ordering: .acquiring) == Self.cancelled }

  /// Marks the request as being worked on; false when it was cancelled before.
  func begin() -> Bool {
    state.compareExchange(expected: Self.waiting, desired: Self.begun, ordering: .acquiringAndReleasing).exchanged
  }

  /// Asks for the end; true when the request had not begun, so that it can be answered right away.
  func cancel() -> Bool {
    if isSilent { silenceProgress() }
    if state.compareExchange(expected: Self.waiting, desired: Self.cancelled, ordering: .acquiringAndReleasing).exchanged {
      return true
    }
    if state.compareExchange(expected: Self.begun, desired: Self.cancelled, ordering: .acquiringAndReleasing).exchanged {
      later.withLock { $0.onCancel }?()
    }
    return false
  }

  /// A call that no client made and none is answered: for work of the worker's own that asks as a client would.
  package static func own() -> Call {
    Call(id: nil, progressToken: nil, reply: ReplySlot(id: nil, outbox: nil, batch: nil), progress: nil)
  }

  /// Ends a call of the worker's own: what is done for it stops at its next safe point.
  package func withdraw() { _ = cancel() }

  // MARK: Answering later

  /// Whether the call waits for something else than the work it was queued with.
  var isParked: Bool { isWaiting.load(ordering: .acquiring) }

  func park(onCancel: @escaping @Sendable () -> Void, release: @escaping @Sendable () -> Void) {
    later.withLock { $0 = Later(release: release, onCancel: onCancel) }
    isWaiting.store(true, ordering: .releasing)
    // It may have been cancelled just before.
    if isCancelled { onCancel() }
  }

  /// Called once the call was answered.
  func answered() {
    guard isWaiting.exchange(false, ordering: .acquiringAndReleasing) else { return }
    let release = later.withLock { later -> (@Sendable () -> Void)? in
      defer { later = Later() }
      return later.release
    }
    release?()
  }

  /// Throws when the client cancelled.
  package func checkCancellation() throws(ErrorAnswer) {
    if isCancelled { throw .cancelled }
  }

  /// Tells the client how far the work is; nothing without a token. At most 20 times a second.
  ///
  /// - Parameter fraction: 0 ... 1; never told to decrease.
  package func report(_ fraction: Double?, _ message: String) { progressClock?.report(fraction, message) }

  /// Whether the client gave a token to hear of progress under.
  package var wantsProgress: Bool { progressClock != nil }

  /// Nothing more is told of the progress.
  private func silenceProgress() { progressClock?.silence() }

  /// Whether a silent call was answered, or is being.
  var isSettled: Bool { settled.load(ordering: .acquiring) }

  /// Whether the answer, which is ready, may leave: with a peer that wants no answer to what it cancelled it may not.
  func maySpeak() -> Bool {
    guard isSilent else { return true }
    silenceProgress()
    settled.store(true, ordering: .releasing)
    return !isCancelled
  }

  package func beginProgress(_ title: String) { progressClock?.begin(title) }

  package func endProgress(_ message: String) { progressClock?.end(message) }
}
