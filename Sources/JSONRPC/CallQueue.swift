/// The calls that wait for their turn, and which of them may have it.
///
/// Writes are numbered as received and done in that order; a read waits for those received before it. A barrier is a
/// write whose effect comes later than its turn: what was received after it waits until it is answered, except calls that
/// overtake, which ask of the work it waits for, and the worker's own writes, which do it.
struct CallQueue {
  private var writes: [QueuedCall] = []
  private var reads = Line()
  private var overtakingWrites: [QueuedCall] = []
  private var overtakingReads = Line()
  /// Numbers of writes received, taken and done, and of barriers that are not lifted, in order.
  private var received = 0
  private var taken = 0
  private var done = 0
  private var barriers: [(number: Int, call: Call)] = []
  private var overtakingReceived = 0
  private var overtakingDone = 0

  /// Reads in the order received.
  private struct Line {
    private var calls: [(call: QueuedCall, after: Int, afterOvertaking: Int)] = []
    private var start = 0

    var count: Int { calls.count - start }
    var first: (call: QueuedCall, after: Int, afterOvertaking: Int)? { start < calls.count ? calls[start] : nil }

    mutating func append(_ call: QueuedCall, _ after: Int, _ afterOvertaking: Int) { calls.append((call, after, afterOvertaking)) }

    mutating func removeFirst() -> QueuedCall {
      defer { compact() }
      start += 1
      return calls[start - 1].call
    }

    private mutating func compact() {
      if start > 256, start * 2 > calls.count {
        calls.removeFirst(start)
        start = 0
      }
    }
  }

  var waiting: Int { writes.count + overtakingWrites.count + reads.count + overtakingReads.count }

  /// Whether every write is done, and no barrier stands.
  var isSettled: Bool { received == done && overtakingReceived == overtakingDone && barriers.isEmpty }

  var hasBarrier: Bool { !barriers.isEmpty }

  mutating func append(write call: QueuedCall, isBarrier: Bool) {
    if call.overtakes {
      overtakingReceived += 1
      overtakingWrites.append(call)
    } else {
      received += 1
      writes.append(call)
      if isBarrier { barriers.append((received, call.call)) }
    }
  }

  mutating func append(read call: QueuedCall) {
    if call.overtakes {
      // The first barrier has begun before it, but need not have ended.
      overtakingReads.append(call, min(received, barriers.first?.number ?? received), overtakingReceived)
    } else {
      reads.append(call, received, overtakingReceived)
    }
  }

  var hasWrites: Bool { !overtakingWrites.isEmpty || (!writes.isEmpty && !isHeld) }

  /// Whether a barrier that had its turn holds the other writes back.
  private var isHeld: Bool { barriers.first.map { $0.number <= taken } ?? false }

  /// The writes that may be done now, in order; `wereDone` is to be told of them.
  mutating func takeWrites() -> [QueuedCall] {
    var result = overtakingWrites
    overtakingWrites = []
    guard !isHeld else { return result }
    let count = barriers.first.map { min($0.number - taken, writes.count) } ?? writes.count
    result += writes.prefix(count)
    writes.removeFirst(count)
    taken += count
    return result
  }

  mutating func wereDone(_ calls: [QueuedCall]) {
    let overtaking = calls.count { $0.overtakes }
    overtakingDone += overtaking
    done += calls.count - overtaking
  }

  /// Counts a write that was done without waiting.
  mutating func wasDoneAtOnce() {
    received += 1
    taken += 1
    done += 1
  }

  mutating func lift(_ call: Call) { barriers.removeAll { $0.call === call } }

  private enum NextRead { case none, overtaking, ordinary }

  private var nextRead: NextRead {
    if let next = overtakingReads.first, next.after <= done, next.afterOvertaking <= overtakingDone { return .overtaking }
    guard let next = reads.first, next.after <= done, next.afterOvertaking <= overtakingDone else { return .none }
    if let barrier = barriers.first, barrier.number <= next.after { return .none }
    return .ordinary
  }

  var hasRead: Bool { nextRead != .none }

  /// A read that may be done now.
  mutating func takeRead() -> QueuedCall? {
    switch nextRead {
    case .none: return nil
    case .overtaking: return overtakingReads.removeFirst()
    case .ordinary: return reads.removeFirst()
    }
  }
}
