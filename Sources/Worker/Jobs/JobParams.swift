import JSON
import JSONRPC
import Store

extension MethodParams {
  /// The text of params that are what they should be, with every member that has a value.
  static func checked(_ params: JSONValue) throws(ErrorAnswer) -> String {
    try parsed(params.text(pretty: false)).storedText()
  }

  /// The text that the database keeps of params.
  func storedText() -> String {
    let writer = JSONWriter()
    writer.beginObject()
    Self.fields.write(self, to: writer)
    writer.endObject()
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  /// Params from the text that the queue keeps.
  static func parsed(_ text: String) throws(ErrorAnswer) -> Self {
    let parser = JSONParser()
    let bytes = Array(text.utf8)
    do {
      return try bytes.withUnsafeBytes { try read(parser.parse($0)) }
    } catch let answer as ErrorAnswer {
      throw answer
    } catch {
      throw ErrorAnswer(.requestFailed, "The params of the job cannot be read by this version")
    }
  }
}

/// Params of a method that queues a job.
protocol JobOrderParams: MethodParams {
  /// Whether the request is answered at the job's end.
  var waits: Bool { get set }
}

extension JobStart.Order {
  /// An order whose params the queue keeps as they are.
  init(_ kind: any JobKind.Type, title: String, text: String, _ services: Services) {
    let bytes = Array(text.utf8)
    self.init(
      kind: kind, title: title, params: text, digest: Int64(bitPattern: bytes.withUnsafeBytes { sipHash($0, services.hashKey) }))
  }

  /// The same of the params themselves.
  init<Params: JobOrderParams>(_ kind: any JobKind.Type, title: String, _ params: Params, _ services: Services) {
    var kept = params
    // Whether it is waited for makes no other job of it.
    kept.waits = true
    self.init(kind, title: title, text: kept.storedText(), services)
    waits = params.waits
  }
}
