import JSON

/// Where the answer to one request goes: out on its own, or into its batch.
final class ReplySlot: @unchecked Sendable {
  // @unchecked: nothing in it changes.
  private let id: [UInt8]?
  /// None where nobody is answered.
  private let outbox: Outbox?
  private let batch: ReplyBatch?
  /// How another protocol says it.
  private let shape: (any AnswerShape)?

  init(id: [UInt8]?, outbox: Outbox?, batch: ReplyBatch?, shape: (any AnswerShape)? = nil) {
    (self.id, self.outbox, self.batch, self.shape) = (id, outbox, batch, shape)
  }

  /// Writes an answer whose result `body` writes, and sends it unless the request was a notification.
  ///
  /// - Parameter mayLeave: asked once the answer is ready.
  func succeed(_ writer: JSONWriter, onlyIf mayLeave: () -> Bool = { true }, _ body: (JSONWriter) throws(ErrorAnswer) -> Void) {
    // Whatever an earlier answer left there does not belong to this one.
    writer.removeAll()
    do throws(ErrorAnswer) {
      if let shape {
        try body(writer)
        let result = Array(writer.bytes)
        writer.removeAll()
        Envelope.shaped(id, writer) { writer in result.withUnsafeBytes { shape.write(result: $0, to: writer) } }
      } else {
        try Envelope.result(id, writer, body)
      }
      deliver(writer, mayLeave)
    } catch {
      fail(error, writer, onlyIf: mayLeave)
    }
  }

  func fail(_ error: ErrorAnswer, _ writer: JSONWriter, onlyIf mayLeave: () -> Bool = { true }) {
    writer.removeAll()
    if let shape {
      Envelope.shaped(id, writer) { writer in shape.write(failure: error, to: writer) }
    } else {
      Envelope.error(id, error, writer)
    }
    deliver(writer, mayLeave)
  }

  /// Whether it belongs to a batch whose answers are as long as they may get.
  var isBatchFull: Bool { batch?.isFull ?? false }

  private func deliver(_ writer: JSONWriter, _ mayLeave: () -> Bool) {
    defer { writer.removeAll() }
    guard mayLeave() else { return }
    let bytes = writer.bytes
    if let batch {
      batch.finishOne(id == nil ? nil : bytes)
    } else if id != nil {
      outbox?.send(bytes)
    }
  }
}

/// The answers of a batch, sent as one array when the last is there.
final class ReplyBatch: @unchecked Sendable {
  // @unchecked: `missing` and `whole` are used under `monitor`.
  private let monitor = Monitor()
  private let outbox: Outbox
  private var missing: Int
  /// The answers so far, each with what stands before it.
  private var whole: [UInt8] = []

  /// Bytes of answers beyond which no more of the batch is read.
  static let mostBytes = 16 << 20

  init(_ count: Int, _ outbox: Outbox) { (missing, self.outbox) = (count, outbox) }

  var isFull: Bool { monitor.locked { whole.count > Self.mostBytes } }

  func finishOne(_ answer: UnsafeRawBufferPointer?) {
    monitor.lock()
    defer { monitor.unlock() }
    if let answer {
      whole.append(UInt8(ascii: whole.isEmpty ? "[" : ","))
      whole.append(contentsOf: answer)
    }
    missing -= 1
    guard missing == 0, !whole.isEmpty else { return }
    whole.append(UInt8(ascii: "]"))
    whole.withUnsafeBytes { outbox.send($0) }
    whole = []
  }
}

/// Writes what stands around results and errors.
enum Envelope {
  static func result(
    _ id: [UInt8]?, _ writer: JSONWriter, _ body: (JSONWriter) throws(ErrorAnswer) -> Void
  ) throws(ErrorAnswer) {
    start(id, writer)
    writer.name("result")
    try body(writer)
    writer.endObject()
  }

  static func error(_ id: [UInt8]?, _ error: ErrorAnswer, _ writer: JSONWriter) {
    start(id, writer)
    writer.name("error")
    error.write(to: writer)
    writer.endObject()
  }

  /// An answer whose `result` or `error` is written by `body`.
  static func shaped(_ id: [UInt8]?, _ writer: JSONWriter, _ body: (JSONWriter) -> Void) {
    start(id, writer)
    body(writer)
    writer.endObject()
  }

  private static func start(_ id: [UInt8]?, _ writer: JSONWriter) {
    writer.beginObject()
    writer.name("jsonrpc")
    writer.string("2.0")
    writer.name("id")
    if let id { id.withUnsafeBytes { writer.raw($0) } } else { writer.null() }
  }
}
