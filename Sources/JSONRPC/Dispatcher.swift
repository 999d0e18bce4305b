import JSON

/// Brings queued calls to the threads that do them: one that commits, a few that read.
///
/// A read waits for the writes that were received before it; reads overlap with each other and with later writes.
final class Dispatcher: @unchecked Sendable {
  // @unchecked: everything mutable is used under `monitor` only.
  private let handler: any Handler
  private let outbox: Outbox
  private let monitor = Monitor()
  private var queue = CallQueue()
  private var running = 0
  /// Calls whose work has ended and whose answer has not been given yet.
  private var parked: Set<ObjectIdentifier> = []
  private var waitingBytes = 0
  private var isCommitterRunning = false
  /// Whether a thread is inside the handler's commit: there is one at a time.
  private var isCommitting = false
  /// Whether there is work of no request; nothing waits for it.
  private var hasSpareWork = false
  private var readers = 0
  private var idleReaders = 0
  private var pending: [[UInt8]: [Call]] = [:]

  /// Calls and bytes that may wait; beyond, no more requests are read.
  private static let mostWaiting = 1_024
  private static let mostBytes = 96 << 20
  private static let mostReaders = 3

  /// Whether the end has begun: writes are then done even though nobody reads their answers.
  private var isDraining = false

  init(_ handler: any Handler, _ outbox: Outbox) { (self.handler, self.outbox) = (handler, outbox) }

  var isCongested: Bool {
    monitor.locked { waitingCalls >= Self.mostWaiting || waitingBytes > Self.mostBytes }
  }

  private var waitingCalls: Int { queue.waiting + running + parked.count }

  /// Waits until more requests may be read; answers at the latest after a second.
  func waitForRoom(milliseconds: Int) {
    monitor.locked {
      if waitingCalls >= Self.mostWaiting || waitingBytes > Self.mostBytes { monitor.wait(milliseconds: milliseconds) }
    }
  }

  func enqueue(_ call: QueuedCall) {
    monitor.lock()
    defer { monitor.unlock() }
    take(call)
  }

  /// Queues a write of the worker's own; false when the end has begun and nobody waits for it.
  func submit(_ work: any WriteWork) -> Bool {
    monitor.lock()
    defer { monitor.unlock() }
    if isDraining, !queue.hasBarrier { return false }
    let slot = ReplySlot(id: nil, outbox: outbox, batch: nil)
    take(QueuedCall(call: Call(id: nil, progressToken: nil, reply: slot, progress: nil), work: .write(work), overtakes: true))
    return true
  }

  /// Only under the monitor.
  private func take(_ call: QueuedCall) {
    if let id = call.call.id { pending[id, default: []].append(call.call) }
    switch call.work {
    case .write(let work):
      waitingBytes += work.byteCount
      queue.append(write: call, isBarrier: work.isBarrier)
      startCommitter()
    case .read:
      if handler.readsOnCommittingThread {
        queue.append(write: call, isBarrier: false)
        startCommitter()
      } else {
        queue.append(read: call)
        if idleReaders == 0, readers < Self.mostReaders {
          readers += 1
          startThread { [self] in readLoop() }
        }
      }
    }
    monitor.wake()
  }

  /// Does a write on the calling thread when nothing waits and nobody holds the write lock; false when it has to queue.
  ///
  /// For a client that waits for each answer, handing over to another thread and back would cost more than the rest
  /// of the call.
  func commitHere(_ call: QueuedCall, _ writer: JSONWriter) -> Bool {
    monitor.lock()
    guard queue.isSettled, !isCommitting else {
      monitor.unlock()
      return false
    }
    isCommitting = true
    running += 1
    monitor.unlock()
    let isDone = handler.commitNow(call, writer)
    monitor.lock()
    isCommitting = false
    running -= 1
    if isDone { queue.wasDoneAtOnce() }
    // Mostly nobody has anything to do: waking a thread for that costs as much as a small call.
    if queue.hasWrites || queue.hasRead || hasSpareWork || isDraining { monitor.wake() }
    monitor.unlock()
    return isDone
  }

  private func startCommitter() {
    guard !isCommitterRunning else { return }
    isCommitterRunning = true
    startThread { [self] in commitLoop() }
  }

  /// Takes all that waits, has it committed together, and comes back for what arrived meanwhile.
  private func commitLoop() {
    let writer = JSONWriter()
    monitor.lock()
    while true {
      while (!queue.hasWrites && (!hasSpareWork || isDraining)) || isCommitting { monitor.wait() }
      if !isDraining, outbox.isCongested {
        waitForPeer()
        continue
      }
      isCommitting = true
      hasSpareWork = false
      let taken = queue.takeWrites()
      running += taken.count
      let bytes = taken.reduce(0) { sum, call in
        if case .write(let work) = call.work { return sum + work.byteCount }
        return sum
      }
      monitor.unlock()
      handler.commit(taken, writer)
      monitor.lock()
      isCommitting = false
      waitingBytes -= bytes
      running -= taken.count
      queue.wereDone(taken)
      for call in taken { workEnded(call.call) }
      monitor.wake()
    }
  }

  /// Lets go of a call that was answered, and keeps one that will be later. Only under the monitor.
  private func workEnded(_ call: Call) {
    if call.isParked {
      parked.insert(ObjectIdentifier(call))
    } else {
      queue.lift(call)
      forget(call)
    }
  }

  /// A call that was parked is answered now; its work may not have ended yet.
  func release(_ call: Call) {
    monitor.locked {
      parked.remove(ObjectIdentifier(call))
      queue.lift(call)
      forget(call)
      monitor.wake()
    }
  }

  private func readLoop() {
    let writer = JSONWriter()
    monitor.lock()
    while true {
      while !queue.hasRead {
        idleReaders += 1
        monitor.wait()
        idleReaders -= 1
      }
      if outbox.isCongested {
        waitForPeer()
        continue
      }
      guard let next = queue.takeRead() else { continue }
      running += 1
      monitor.unlock()
      perform(next, writer)
      monitor.lock()
      running -= 1
      workEnded(next.call)
      if handler.hasSpareWork {
        hasSpareWork = true
        startCommitter()
      }
      monitor.wake()
    }
  }

  /// Waits until the peer has read some of what is kept for it, or a moment, with the monitor let go meanwhile: what
  /// is answered while it does not read has to be kept.
  private func waitForPeer() {
    monitor.unlock()
    outbox.waitUntilKept(atMost: Outbox.congested / 2, milliseconds: 200)
    monitor.lock()
  }

  private func perform(_ queued: QueuedCall, _ writer: JSONWriter) {
    guard case .read(let work) = queued.work, queued.call.mayBegin(writer) else { return }
    if queued.call.reply.isBatchFull {
      let bytes = ReplyBatch.mostBytes
      let error = ErrorAnswer(.requestFailed, "The answers of this batch have more than \(bytes) bytes; ask for this one alone")
      return queued.call.answer(error, writer)
    }
    queued.call.answer(writer) { writer throws(ErrorAnswer) in try work(queued.call, writer) }
  }

  /// Only under the monitor.
  private func forget(_ call: Call) {
    guard let id = call.id, var calls = pending[id] else { return }
    calls.removeAll { $0 === call }
    pending[id] = calls.isEmpty ? nil : calls
  }

  /// Whether a request with this id waits for its answer.
  func isUnderWay(_ id: [UInt8]) -> Bool {
    monitor.locked { (pending[id] ?? []).contains { !$0.isCancelled && !$0.isSettled } }
  }

  /// Cancels the requests with an id. One that has not begun is answered here and now; nothing happens when there
  /// is none.
  func cancel(_ id: [UInt8], _ writer: JSONWriter) {
    let calls = monitor.locked { pending[id] ?? [] }
    for call in calls where call.cancel() {
      monitor.locked { forget(call) }
      call.answer(.cancelled, writer)
    }
  }

  /// Whether writes that are not usage wait: what is computed on the reading thread may depend on them.
  var hasWaitingWrites: Bool { monitor.locked { !queue.isSettled } }

  /// Waits until everything received is answered. Reads that take long are cancelled.
  ///
  /// - Parameter isHurried: whether the process has to end soon: long writes, too, are then cancelled, and what does
  ///   not notice is left behind. What they committed stays; what they did not was never acknowledged. Otherwise
  ///   writes are always finished.
  /// - Parameter pace: how long a hurried end takes.
  /// - Returns: whether nothing is under way any more.
  func drain(_ pace: EndingPace, isHurried: () -> Bool) -> Bool {
    monitor.lock()
    defer { monitor.unlock() }
    isDraining = true
    monitor.wake()
    var waited = 0
    var hurried = 0
    var (isCancelled, isTold) = (false, false)
    while waitingCalls > 0 || isCommitting {
      monitor.wait(milliseconds: 50)
      if isHurried() { hurried += 50 } else if queue.isSettled { waited += 50 }
      // A read that does not notice its cancellation must not keep the process alive, nor may a foreign lock.
      if hurried > pace.givesUpAfter || waited > 3_500 { return false }
      if hurried > 0, !isTold {
        isTold = true
        monitor.unlock()
        handler.willEnd(patience: 0, isHurried: true)
        monitor.lock()
      }
      guard !isCancelled, hurried > pace.cancelsAfter || waited > 1_500 else { continue }
      isCancelled = true
      let calls = pending.values.flatMap { $0 }
      monitor.unlock()
      let writer = JSONWriter()
      for call in calls where call.cancel() { call.answer(.cancelled, writer) }
      monitor.lock()
    }
    return true
  }
}
