import JSON

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// What may come in.
package struct WireLimits: Sendable {
  package var messageBytes = 64 << 20
  package var depth = 128
  package var batchCalls = 1_000
  package var idBytes = 512
  /// Values and names in one message: they take 16 bytes each beside the message itself. Ten thousand events of two
  /// hundred members each have as many.
  package var values = 4_000_000
  package init() {}
}

/// One connection, from its first byte to the worker's end.
///
/// The thread that runs it reads, cuts out messages, checks them, answers what can be answered at once, and hands
/// the rest to the `Dispatcher`.
package final class Session {
  private let input: Int32
  private let tap: ByteTap?
  let outbox: Outbox
  let handler: any Handler
  let dispatcher: Dispatcher
  private let limits: WireLimits
  /// The protocol spoken, where it is not the worker's own.
  private let dialect: (any Dialect)?
  package let handle: SessionHandle
  private let buffer = InputBuffer()
  private var frames: FrameReader
  private let parser: JSONParser
  let writer = JSONWriter()
  let answers = FrameBuffer()
  private let kept = AnswerCache()
  private var lastRoute: Route?
  /// Where the message at hand ends in the buffer.
  private var messageEnd = 0
  var phase = Phase.starting

  enum Phase { case starting, open, shutDown }

  /// - Parameter dialect: another protocol than the worker's own; it is spoken by lines, whatever comes first.
  /// - Parameter tap: sees what is received.
  package init(
    input: Int32, outbox: Outbox, handler: any Handler, limits: WireLimits, handle: SessionHandle,
    dialect: (any Dialect)? = nil, tap: ByteTap? = nil
  ) {
    self.input = input
    self.dialect = dialect
    self.tap = tap
    self.outbox = outbox
    self.handler = handler
    self.limits = limits
    self.handle = handle
    dispatcher = Dispatcher(handler, outbox)
    frames = FrameReader(limit: limits.messageBytes, framing: dialect == nil ? nil : .lines)
    parser = JSONParser(maxDepth: limits.depth, maxValues: limits.values)
    handle.attach(outbox, dispatcher)
  }

  /// Serves until the client says `exit`, closes its end, or the process is told to end.
  ///
  /// - Returns: the exit code.
  package func run() -> Int32 {
    var code: Int32 = 0
    serving: while true {
      switch serveReceived() {
      case .goOn: break
      case .end(let exit):
        code = exit
        break serving
      }
      outbox.send(frames: answers)
      waitForRoom()
      if handle.shouldEnd || outbox.isGone || isAbandoned { break }
      stampedRoute = nil
      if expectsMore { lingerForInput() }
      switch buffer.fill(from: input, tap: tap) {
      case .received, .interrupted: continue
      case .end:
        // A last line needs no end of line.
        if frames.framing != .header, buffer.endLine(), case .end(let exit) = serveReceived() { code = exit }
        break serving
      }
    }
    dialect?.inputEnded(self)
    outbox.send(frames: answers)
    // While the worker's own writes are still taken.
    let isHurried = isHurried
    let pace = dialect?.pace ?? EndingPace()
    handler.willEnd(patience: isHurried ? pace.patience : 1_500, isHurried: isHurried)
    let isIdle = dispatcher.drain(pace) { self.isHurried }
    outbox.flush(patience: isHurried ? pace.flushes : 2_000, atMost: isHurried ? 1_000 : .max)
    // What still runs uses what would be closed. A ledger that is not closed loses nothing.
    if isIdle { handler.close() }
    return code
  }

  /// Whether the process has to end soon. With another protocol it always has to: the end of the input says so.
  private var isHurried: Bool { handle.shouldEnd || outbox.isGone || dialect != nil }

  /// Stops reading while too much waits: for the peer to read, or for work to be done.
  private func waitForRoom() {
    var looks = 0
    while !handle.shouldEnd, !outbox.isGone, !isAbandoned {
      if outbox.isCongested {
        outbox.waitUntilKept(atMost: Outbox.congested / 2, milliseconds: Self.look)
      } else if dispatcher.isCongested {
        dispatcher.waitForRoom(milliseconds: Self.look)
      } else {
        return
      }
      // Nobody sends any more: what was not read was not accepted, and is not waited for without end.
      looks = isInputClosed ? looks + 1 : 0
      isAbandoned = looks * Self.look >= (dialect == nil ? 1_000 : 200)
    }
  }

  /// Whether the input ended while too much waited for it to be read.
  private var isAbandoned = false
  /// How often is looked whether it did, in milliseconds.
  private static let look = 50

  private var isInputClosed: Bool {
    var source = pollfd(fd: input, events: 0, revents: 0)
    return poll(&source, 1, 0) > 0 && source.revents & Int16(POLLHUP) != 0
  }

  /// Whether the peer was just told of a commit it waited for, and so most likely sends the next call at once.
  private var expectsMore = false

  /// Stays awake for some 30 microseconds after a commit: being woken on another processor takes longer than the
  /// peer takes to send its next call. Not where the peer needs the only processor.
  private func lingerForInput() {
    expectsMore = false
    guard Self.hasProcessorsToSpare else { return }
    var source = pollfd(fd: input, events: Int16(POLLIN), revents: 0)
    for _ in 0..<Self.lingeringLooks {
      if poll(&source, 1, 0) != 0 { return }
    }
  }

  private static let lingeringLooks = 75
  private static let hasProcessorsToSpare = sysconf(Int32(_SC_NPROCESSORS_ONLN)) > 1

  enum Next { case goOn, end(Int32) }

  /// Handles every whole message in the buffer.
  private func serveReceived() -> Next {
    while true {
      switch frames.next(buffer) {
      case .incomplete: return .goOn
      case .refused(let reason, let consume):
        useFraming()
        answer(.invalidRequest(reason), to: nil)
        buffer.consume(consume)
      case .lost(let reason):
        useFraming()
        answer(.parseError(reason), to: nil)
        return .end(1)
      case .message(let range, let consume):
        useFraming()
        messageEnd = consume
        let next = serve(UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: buffer.bytes[range])))
        buffer.consume(consume)
        if case .end = next { return next }
        if answers.count > 1 << 16 {
          outbox.send(frames: answers)
          waitForRoom()
        }
        if handle.shouldEnd || isAbandoned { return .end(0) }
      }
    }
  }

  private var usedFraming: Framing?

  private func useFraming() {
    guard usedFraming == nil, let framing = frames.framing else { return }
    usedFraming = framing
    outbox.use(framing)
  }

  var framing: Framing { usedFraming ?? .lines }

  private func serve(_ text: UnsafeRawBufferPointer) -> Next {
    let message: JSONView
    do throws(JSONSyntaxError) {
      message = try parser.parse(text)
    } catch {
      answer(.parseError(error.description), to: nil)
      return .goOn
    }
    if let dialect {
      receive(message, dialect)
      return .goOn
    }
    guard message.kind == .array else { return serve(message, in: nil) }
    guard message.count > 0 else {
      answer(.invalidRequest("a batch holds at least one request"), to: nil)
      return .goOn
    }
    guard message.count <= limits.batchCalls else {
      answer(.invalidRequest("a batch may hold \(limits.batchCalls) requests, this one has \(message.count)"), to: nil)
      return .goOn
    }
    // What was answered before the batch leaves before it.
    outbox.send(frames: answers)
    let batch = ReplyBatch(message.count, outbox)
    var end = Next.goOn
    for member in message.elements {
      if case .end(let code) = serve(member, in: batch) { end = .end(code) }
    }
    return end
  }

  private func receive(_ message: JSONView, _ dialect: any Dialect) {
    guard message.kind == .object else {
      return answer(.invalidRequest("each line is one message, an object; batches are not taken"), to: nil)
    }
    switch Request.read(message, limits) {
    case .request(let request): dialect.receive(request, self)
    case .response: break
    case .invalid(let reason, let id): answer(.invalidRequest(reason), to: id)
    }
  }

  private func serve(_ message: JSONView, in batch: ReplyBatch?) -> Next {
    let request: Request
    switch Request.read(message, limits) {
    case .request(let read): request = read
    case .response:
      batch?.finishOne(nil)
      return .goOn
    case .invalid(let reason, let id):
      slot(id ?? nullID, batch).fail(.invalidRequest(reason), writer)
      return .goOn
    }
    if !request.method.contains(UInt8(ascii: "/")) || request.method.first == UInt8(ascii: "$") {
      if let next = serveLifecycle(request, batch) { return next }
    }
    let route = route(request.method)
    guard phase == .open || (phase == .starting && route?.isOpen == true) else {
      let error =
        phase == .starting
        ? ErrorAnswer(.notInitialized, "Call initialize first")
        : ErrorAnswer(.invalidRequest, "The worker is shutting down; only exit may follow shutdown")
      refuse(request, error, batch)
      return .goOn
    }
    guard let route else {
      refuse(request, unknownMethod(request), batch)
      return .goOn
    }
    dispatch(request, route, batch)
    return .goOn
  }

  /// The route of a method. Hosts mostly call one method again and again, so the last one is tried first.
  @inline(__always)
  private func route(_ method: UnsafeBufferPointer<UInt8>) -> Route? {
    if phase == .open, let last = lastRoute, last.isNamed(method) { return last }
    lastRoute = handler.routes.route(method)
    return lastRoute
  }

  private func dispatch(_ request: Request, _ route: Route, _ batch: ReplyBatch?) {
    do throws(ErrorAnswer) {
      let params = try request.namedParams()
      if route.access == .immediate, batch == nil, let id = request.id, !(route.seesWrites && dispatcher.hasWaitingWrites) {
        writer.removeAll()
        startResult(id)
        if try answerNow(route, params, request.params?.raw) {
          writer.endObject()
          answers.append(writer.bytes, framing)
          return
        }
      }
      stampedRoute = nil
      let work = try route.queued(params)
      let progress = progress(params)
      let id = request.id.map { Array($0) }
      let call = Call(
        id: id, progressToken: nil, reply: slot(id, batch), progress: progress)
      // Answers given before this one was read leave before it is worked on.
      outbox.send(frames: answers)
      let queued = QueuedCall(call: call, work: work, overtakes: route.overtakes)
      if case .write(let write) = work, write.isShort, batch == nil, isPeerWaiting {
        if dispatcher.commitHere(queued, writer) {
          expectsMore = true
          return
        }
      }
      dispatcher.enqueue(queued)
    } catch {
      refuse(request, error, batch)
    }
  }

  /// Whether the peer has sent nothing more: it most likely waits for the answer.
  private var isPeerWaiting: Bool {
    guard buffer.count == messageEnd else { return false }
    var source = pollfd(fd: input, events: Int16(POLLIN), revents: 0)
    return poll(&source, 1, 0) == 0
  }

  /// Writes an immediate answer, a kept one where there is one.
  @inline(__always)
  private func answerNow(
    _ route: Route, _ params: JSONView?, _ text: UnsafeRawBufferPointer?
  ) throws(ErrorAnswer) -> Bool {
    if stampedRoute !== route { look(at: route) }
    if let text, let stamp, kept.write(route, text, stamp, to: writer) { return true }
    return try answerAnew(route, params, text)
  }

  @inline(never)
  private func answerAnew(
    _ route: Route, _ params: JSONView?, _ text: UnsafeRawBufferPointer?
  ) throws(ErrorAnswer) -> Bool {
    let start = writer.count
    guard let immediate = route.immediate, try immediate(params, writer) else { return false }
    if let text, let stamp { kept.keep(route, text, stamp, UnsafeRawBufferPointer(rebasing: writer.bytes[start...])) }
    return true
  }

  /// The route whose `stamp` was looked at since bytes were received last and work was queued last. Requests that
  /// were received together may all be answered from the state at that moment: none was sent after it.
  private var stampedRoute: Route?
  private var stamp: AnswerStamp?

  @inline(never)
  private func look(at route: Route) {
    stamp = route.stamp?()
    stampedRoute = route
  }

  func startResult(_ id: UnsafeRawBufferPointer) {
    writer.fragment(#"{"jsonrpc":"2.0","id":"#)
    writer.raw(id)
    writer.fragment(#","result":"#)
  }

  private func progress(_ params: JSONView?) -> Progress? {
    guard let token = params?["workDoneToken"], token.kind == .string || token.int64 != nil else { return nil }
    return Progress(token: Array(token.raw)) { [outbox] in outbox.send($0) }
  }

  private let nullID: [UInt8] = Array("null".utf8)

  func slot(_ id: [UInt8]?, _ batch: ReplyBatch?) -> ReplySlot {
    ReplySlot(id: id, outbox: outbox, batch: batch)
  }

  /// Answers an error; a notification gets no answer, whatever is wrong with it.
  func refuse(_ request: Request, _ error: ErrorAnswer, _ batch: ReplyBatch?) {
    if batch == nil {
      guard let id = request.id else { return }
      writer.removeAll()
      Envelope.error(Array(id), error, writer)
      answers.append(writer.bytes, framing)
    } else {
      slot(request.id.map { Array($0) }, batch).fail(error, writer)
    }
  }

  private func answer(_ error: ErrorAnswer, to id: [UInt8]?) {
    writer.removeAll()
    Envelope.error(id, error, writer)
    answers.append(writer.bytes, framing)
  }

  func unknownMethod(_ request: Request) -> ErrorAnswer {
    let name = String(decoding: request.method.prefix(128), as: UTF8.self)
    var details: [JSONMember] = [JSONMember(name: "method", value: .string(name))]
    if let nearest = closestName(name, among: handler.routes.names) {
      details.append(JSONMember(name: "nearest", value: .string(nearest)))
    }
    return ErrorAnswer(.methodNotFound, "Method not found", details: .object(details))
  }
}
