import JSON

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// How a method's calls may overlap with others.
package enum Access: String, Sendable {
  /// Answered at once by the reading thread: touches nothing that waits.
  case immediate
  /// Waits for the writes that came before it, then runs beside others.
  case reads
  /// Takes effect alone, in the order of arrival.
  case writes
  /// Overtakes everything that waits.
  case control
}

/// What reads do, on a thread of their own.
package typealias ReadWork = @Sendable (Call, JSONWriter) throws(ErrorAnswer) -> Void

/// What a write does; only the layer above knows.
package protocol WriteWork: AnyObject, Sendable {
  /// Bytes it holds while it waits.
  var byteCount: Int { get }
  /// Whether it takes no longer than storing a few events.
  var isShort: Bool { get }
  /// Whether what was received after it on this connection waits until it is answered, though its own work ends before.
  var isBarrier: Bool { get }
}

extension WriteWork {
  package var isBarrier: Bool { false }
}

/// Work that has to wait for its turn.
package enum QueuedWork: Sendable {
  case read(ReadWork)
  case write(any WriteWork)
}

/// A method as the dispatcher sees it.
///
/// A class, so that finding one for each message counts one reference.
package final class Route: Sendable {
  package let name: String
  fileprivate let nameBytes: [UInt8]
  package let access: Access
  /// Answers on the reading thread. False, with nothing written, when the call has to queue after all.
  package let immediate: (@Sendable (JSONView?, JSONWriter) throws(ErrorAnswer) -> Bool)?
  /// Reads the params and answers the work that has to be done.
  package let queued: @Sendable (JSONView?) throws(ErrorAnswer) -> QueuedWork
  /// Whether it may be called before `initialize`.
  package let isOpen: Bool
  /// What an immediate answer depends on beside its params: while it stays the same, the answer does. Nil when that
  /// cannot be told at this moment, or never.
  package let stamp: (@Sendable () -> AnswerStamp?)?
  /// Whether an immediate answer depends on the writes received before it: it then queues behind them.
  package let seesWrites: Bool
  /// Whether its calls do not wait for the end of a barrier: they ask of the work that the barrier waits for.
  package let overtakes: Bool

  package init(
    name: String, access: Access, isOpen: Bool = false, seesWrites: Bool = false, overtakes: Bool = false,
    immediate: (@Sendable (JSONView?, JSONWriter) throws(ErrorAnswer) -> Bool)? = nil,
    queued: @escaping @Sendable (JSONView?) throws(ErrorAnswer) -> QueuedWork,
    stamp: (@Sendable () -> AnswerStamp?)? = nil
  ) {
    self.seesWrites = seesWrites
    self.overtakes = overtakes
    self.name = name
    nameBytes = Array(name.utf8)
    self.access = access
    self.isOpen = isOpen
    self.stamp = stamp
    self.immediate = immediate
    self.queued = queued
  }
}

/// What an answer depends on beside the params.
package struct AnswerStamp: Equatable, Sendable {
  package let version: UInt64
  package let second: Int64
  package init(version: UInt64, second: Int64) { (self.version, self.second) = (version, second) }
}

/// Finds routes by the bytes of their names.
///
/// A class, so that handing it around counts one reference.
package final class RouteTable: Sendable {
  private let buckets: [[Route]]
  /// Sorted; a start does without.
  package var names: [String] { buckets.joined().map(\.name).sorted() }

  package init(_ routes: [Route]) {
    var buckets: [[Route]] = Array(repeating: [], count: 256)
    for route in routes {
      buckets[route.nameBytes.withUnsafeBufferPointer { Self.bucket($0) }].append(route)
    }
    self.buckets = buckets
  }

  private static func bucket(_ name: UnsafeBufferPointer<UInt8>) -> Int {
    guard let last = name.last else { return 0 }
    return (name.count &* 37 &+ Int(name[name.count / 2]) &* 7 &+ Int(last)) & 255
  }

  package func route(named name: String) -> Route? { Array(name.utf8).withUnsafeBufferPointer { route($0) } }

  package func route(_ name: UnsafeBufferPointer<UInt8>) -> Route? {
    for route in buckets[Self.bucket(name)] where route.isNamed(name) { return route }
    return nil
  }
}

extension Route {
  @inline(__always)
  func isNamed(_ given: UnsafeBufferPointer<UInt8>) -> Bool {
    guard given.count == nameBytes.count, let start = given.baseAddress else { return false }
    return nameBytes.withUnsafeBytes { memcmp($0.baseAddress ?? UnsafeRawPointer(start), start, given.count) == 0 }
  }
}

/// A call that waits for its turn, or has it.
package struct QueuedCall: Sendable {
  package let call: Call
  package let work: QueuedWork
  /// Whether it waits for no barrier.
  var overtakes = false
}

/// What the layer above does for the dispatcher.
package protocol Handler: AnyObject, Sendable {
  var routes: RouteTable { get }
  /// Whether reads, too, must run on the committing thread (a database in memory has one connection).
  var readsOnCommittingThread: Bool { get }
  /// Opens what is needed and writes the result of `initialize`; called once.
  func initialize(_ params: JSONView?, _ framing: Framing, _ session: SessionHandle, _ writer: JSONWriter) throws(ErrorAnswer)
  /// Whether a read left something for the committing thread to do when it has time: it is then called with no calls.
  var hasSpareWork: Bool { get }
  /// Does calls in order, commits them together, then answers each through its call.
  func commit(_ calls: [QueuedCall], _ writer: JSONWriter)
  /// Like `commit`, for one call, on any thread while no other is inside either; false, with nothing done, when it
  /// would have to wait for another process.
  func commitNow(_ call: QueuedCall, _ writer: JSONWriter) -> Bool
  /// The end has begun: lets the work of its own that is under way come to its end, for a while.
  ///
  /// - Parameter isHurried: whether what waits for the end of longer work is to be told that it will not be waited for.
  func willEnd(patience milliseconds: Int, isHurried: Bool)
  /// Closes what was opened; nothing is under way any more.
  func close()
}

extension Call {
  /// Answers the call with what `body` writes, or the error it throws.
  package func answer(_ writer: JSONWriter, _ body: (JSONWriter) throws(ErrorAnswer) -> Void) {
    endProgress("done")
    reply.succeed(writer, onlyIf: maySpeak, body)
    answered()
  }

  /// The same while work goes on whose progress the call's token tells.
  package func answerBeforeEnd(_ writer: JSONWriter, _ body: (JSONWriter) throws(ErrorAnswer) -> Void) {
    reply.succeed(writer, onlyIf: maySpeak, body)
    answered()
  }

  package func answer(_ error: ErrorAnswer, _ writer: JSONWriter) {
    endProgress(error.message)
    reply.fail(error, writer, onlyIf: maySpeak)
    answered()
  }

  /// Whether the call may begin; a cancelled one is answered as such.
  package func mayBegin(_ writer: JSONWriter) -> Bool {
    // A call that was cancelled while it waited has been answered by the thread that cancelled it.
    begin()
  }
}
