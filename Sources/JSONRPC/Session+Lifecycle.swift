import JSON

/// What belongs to the protocol itself: the handshake, the end, cancelling.
extension Session {
  /// Handles what belongs to the protocol itself; nil for everything else.
  func serveLifecycle(_ request: Request, _ batch: ReplyBatch?) -> Next? {
    if request.isNamed("initialize") {
      initialize(request, batch)
      return .goOn
    }
    if request.isNamed("exit") {
      if let id = request.id {
        slot(Array(id), batch).fail(.invalidRequest("exit is a notification"), writer)
        return .goOn
      }
      batch?.finishOne(nil)
      return .end(phase == .shutDown ? 0 : 1)
    }
    if request.isNamed("shutdown"), phase == .open {
      phase = .shutDown
      succeed(request, batch) { $0.null() }
      return .goOn
    }
    if request.isNamed("initialized"), request.id == nil {
      if phase == .open { handle.isInitialized.store(true, ordering: .releasing) }
      batch?.finishOne(nil)
      return .goOn
    }
    if request.isNamed("$/cancelRequest") {
      if phase != .starting, let id = request.params?["id"] { dispatcher.cancel(Array(id.raw), JSONWriter()) }
      if let id = request.id { slot(Array(id), batch).fail(unknownMethod(request), writer) } else { batch?.finishOne(nil) }
      return .goOn
    }
    if request.id == nil, request.method.starts(with: "$/".utf8) {
      batch?.finishOne(nil)
      return .goOn
    }
    return nil
  }

  private func initialize(_ request: Request, _ batch: ReplyBatch?) {
    guard phase == .starting else {
      return refuse(request, .invalidRequest("initialize may be called once"), batch)
    }
    guard request.id != nil else {
      batch?.finishOne(nil)
      return
    }
    do throws(ErrorAnswer) {
      let params = try request.namedParams()
      let result = JSONWriter()
      try handler.initialize(params, framing, handle, result)
      phase = .open
      succeed(request, batch) { $0.raw(result.bytes) }
    } catch {
      refuse(request, error, batch)
    }
  }

  private func succeed(_ request: Request, _ batch: ReplyBatch?, _ body: (JSONWriter) -> Void) {
    guard let id = request.id else {
      batch?.finishOne(nil)
      return
    }
    if batch != nil {
      writer.removeAll()
      slot(Array(id), batch).succeed(writer) { writer throws(ErrorAnswer) in body(writer) }
      return
    }
    writer.removeAll()
    startResult(id)
    body(writer)
    writer.endObject()
    answers.append(writer.bytes, framing)
  }
}
