import JSON

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
}

/// Work that has to wait for its turn.
package enum QueuedWork: Sendable {
  case read(ReadWork)
  case write(any WriteWork)
}

/// A method as the dispatcher sees it.
package struct Route: Sendable {
  package let name: String
  package let access: Access
  /// Answers on the reading thread. False, with nothing written, when the call has to queue after all.
  package let immediate: (@Sendable (JSONView?, JSONWriter) throws(ErrorAnswer) -> Bool)?
  /// Reads the params and answers the work that has to be done.
  package let queued: @Sendable (JSONView?) throws(ErrorAnswer) -> QueuedWork
  /// Whether it may be called before `initialize`.
  package let isOpen: Bool

  package init(
    name: String, access: Access, isOpen: Bool = false,
    immediate: (@Sendable (JSONView?, JSONWriter) throws(ErrorAnswer) -> Bool)? = nil,
    queued: @escaping @Sendable (JSONView?) throws(ErrorAnswer) -> QueuedWork
  ) {
    self.name = name
    self.access = access
    self.isOpen = isOpen
    self.immediate = immediate
    self.queued = queued
  }
}

/// Finds routes by the bytes of their names.
package struct RouteTable: Sendable {
  private var buckets: [[(name: [UInt8], route: Route)]] = Array(repeating: [], count: 256)
  package let names: [String]

  package init(_ routes: [Route]) {
    names = routes.map(\.name).sorted()
    for route in routes {
      let name = Array(route.name.utf8)
      let bucket = name.withUnsafeBufferPointer { Self.bucket($0) }
      buckets[bucket].append((name, route))
    }
  }

  private static func bucket(_ name: UnsafeBufferPointer<UInt8>) -> Int {
    guard let last = name.last else { return 0 }
    return (name.count &* 37 &+ Int(name[name.count / 2]) &* 7 &+ Int(last)) & 255
  }

  func route(_ name: UnsafeBufferPointer<UInt8>) -> Route? {
    for entry in buckets[Self.bucket(name)] where entry.name.count == name.count {
      if entry.name.elementsEqual(name) { return entry.route }
    }
    return nil
  }
}

/// A call that waits for its turn, or has it.
package struct QueuedCall: Sendable {
  package let call: Call
  package let work: QueuedWork
}

/// What the layer above does for the dispatcher.
package protocol Handler: AnyObject, Sendable {
  var routes: RouteTable { get }
  /// Whether reads, too, must run on the committing thread (a database in memory has one connection).
  var readsOnCommittingThread: Bool { get }
  /// Opens what is needed and writes the result of `initialize`; called once.
  func initialize(_ params: JSONView?, _ framing: Framing, _ session: SessionHandle, _ writer: JSONWriter) throws(ErrorAnswer)
  /// Does calls in order, commits them together, then answers each through its call.
  func commit(_ calls: [QueuedCall], _ writer: JSONWriter)
  /// Closes what was opened; nothing is under way any more.
  func close()
}

extension Call {
  /// Answers the call with what `body` writes, or the error it throws.
  package func answer(_ writer: JSONWriter, _ body: (JSONWriter) throws(ErrorAnswer) -> Void) {
    endProgress("done")
    reply.succeed(writer, body)
  }

  package func answer(_ error: ErrorAnswer, _ writer: JSONWriter) {
    endProgress(error.message)
    reply.fail(error, writer)
  }

  /// Whether the call may begin; a cancelled one is answered as such.
  package func mayBegin(_ writer: JSONWriter) -> Bool {
    // A call that was cancelled while it waited has been answered by the thread that cancelled it.
    begin()
  }
}
