import JSON

/// Another protocol than the worker's own, spoken by lines over the same stream.
///
/// The session reads and checks each message; the dialect says what it asks for, and has the session do it. Nothing is
/// said of a request that was cancelled, and the end of the input is the end of everything.
package protocol Dialect: AnyObject {
  /// Hears of each request and notification in the order received, on the reading thread.
  func receive(_ request: Request, _ session: Session)
  /// The peer has closed its end.
  func inputEnded(_ session: Session)
  /// How long the end takes.
  var pace: EndingPace { get }
}

/// How an answer of the worker is said in another protocol: as the member `result` or `error` of its envelope.
package protocol AnswerShape: Sendable {
  func write(result: UnsafeRawBufferPointer, to writer: JSONWriter)
  func write(failure: ErrorAnswer, to writer: JSONWriter)
}

/// How long an end that is hurried takes, in milliseconds.
package struct EndingPace: Sendable {
  /// How long deliveries that are under way are waited for.
  package var patience = 300
  /// When requests are cancelled.
  package var cancelsAfter = 500
  /// When requests that do not notice are left behind.
  package var givesUpAfter = 2_500
  /// How long a peer that reads nothing is waited for.
  package var flushes = 500
  package init() {}
}

extension Session {
  /// Sends one message.
  package func send(_ write: (JSONWriter) -> Void) {
    writer.removeAll()
    write(writer)
    answers.append(writer.bytes, .lines)
  }

  /// Answers a request with the member `result` or `error` that `body` writes.
  package func reply(_ id: [UInt8]?, _ body: (JSONWriter) -> Void) {
    send { Envelope.shaped(id, $0, body) }
  }

  /// Calls a method of the worker, and answers in another protocol's words.
  ///
  /// - Parameter progressToken: under which the peer wants to hear of progress, as it was sent.
  package func perform(
    _ route: Route, _ params: JSONView?, id: [UInt8], shape: any AnswerShape, progressToken: [UInt8]?
  ) {
    let progress = progressToken.map { Progress(token: $0, tellsNumbersOnly: true) { [outbox] in outbox.send($0) } }
    let slot = ReplySlot(id: id, outbox: outbox, batch: nil, shape: shape)
    // Answers given before this one was read leave before it is worked on.
    outbox.send(frames: answers)
    do throws(ErrorAnswer) {
      if let immediate = route.immediate, !(route.seesWrites && dispatcher.hasWaitingWrites) {
        let result = JSONWriter()
        if try immediate(params, result) {
          return slot.succeed(writer) { writer throws(ErrorAnswer) in writer.raw(result.bytes) }
        }
      }
      let work = try route.queued(params)
      let call = Call(id: id, progressToken: nil, reply: slot, progress: progress, isSilent: true)
      dispatcher.enqueue(QueuedCall(call: call, work: work, overtakes: route.overtakes))
    } catch {
      slot.fail(error, writer)
    }
  }

  /// Whether a request with this id waits for its answer.
  package func isUnderWay(_ id: [UInt8]) -> Bool { dispatcher.isUnderWay(id) }

  /// Ends a request: nothing is said of it any more. Nothing happens when there is none.
  package func cancel(_ id: [UInt8]) { dispatcher.cancel(id, JSONWriter()) }
}
