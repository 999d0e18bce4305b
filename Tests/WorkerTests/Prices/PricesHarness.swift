import CostModel
import JSON
import Testing

@testable import JSONRPC
@testable import Store
@testable import Worker

#if canImport(Glibc)
  import Glibc
#endif

/// A worker in this process, spoken to in JSON text; time stands at 2026-10-01T12:00:00Z.
final class PricesHarness {
  let host: Host
  private let session = SessionHandle()
  private let outbox = Outbox(descriptor: open("/dev/null", O_WRONLY | O_CLOEXEC)) {}
  /// Whether the last call was answered at once.
  private(set) var wasImmediate = false

  static let world = World(
    now: { Timestamp(seconds: 1_790_856_000) }, seed: { 7 }, zone: { _ in nil }, environment: { _ in nil },
    log: { _ in }, resources: { ProcessResources() })

  init(_ options: String = #"{"database": ":memory:"}"#) throws {
    host = Host(Self.world, Settings())
    let parser = JSONParser()
    var text = #"{"initializationOptions": \#(options)}"#
    var failure: ErrorAnswer?
    try text.withUTF8 { bytes in
      let view = try parser.parse(UnsafeRawBufferPointer(bytes))
      do throws(ErrorAnswer) {
        try host.initialize(view, .lines, session, JSONWriter())
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
  }

  deinit { host.close() }

  /// The result of a call.
  func call(_ method: String, _ params: String = "{}") throws -> JSONValue { try JSONValue.parse(try text(method, params)) }

  /// The result of a call as it was written.
  func text(_ method: String, _ params: String = "{}", queued: Bool = false) throws -> String {
    let parser = JSONParser()
    let bytes = Array(params.utf8)
    return try withExtendedLifetime(parser) {
      let view = try bytes.withUnsafeBytes { bytes in try parser.parse(bytes) }
      return try bytes.withUnsafeBytes { _ in try run(method, view, queued: queued) }
    }
  }

  private func run(_ method: String, _ view: JSONView, queued: Bool) throws -> String {
    var name = method
    let route = try #require(name.withUTF8 { host.routes.route($0) })
    let writer = JSONWriter()
    if let immediate = route.immediate, !queued, try immediate(view, writer) {
      wasImmediate = true
      return String(decoding: writer.bytes, as: UTF8.self)
    }
    wasImmediate = false
    let work = try route.queued(view)
    let call = Call(id: Array("1".utf8), progressToken: nil, reply: ReplySlot(id: nil, outbox: outbox, batch: nil), progress: nil)
    switch work {
    case .read(let read): try read(call, writer)
    case .write(let write):
      let pending = try #require(write as? any PendingWrite)
      let spy = Spy(pending, writer)
      host.commit([QueuedCall(call: call, work: .write(spy))], JSONWriter())
      if let failure = spy.failure { throw failure }
    }
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  /// The error of a call that fails.
  func failure(_ method: String, _ params: String) throws -> ErrorAnswer {
    do {
      let result = try text(method, params)
      throw UnexpectedSuccess(result: result)
    } catch let error as ErrorAnswer {
      return error
    }
  }

  struct UnexpectedSuccess: Error { let result: String }

  /// Passes on a write, and hears what became of it.
  private final class Spy: PendingWrite, @unchecked Sendable {
    let work: any PendingWrite
    let writer: JSONWriter
    private(set) var failure: ErrorAnswer?
    init(_ work: any PendingWrite, _ writer: JSONWriter) { (self.work, self.writer) = (work, writer) }
    var byteCount: Int { work.byteCount }
    var isShort: Bool { work.isShort }
    var isTracking: Bool { work.isTracking }
    func apply(_ ledger: LedgerWriter, _ call: Call) throws {
      do { try work.apply(ledger, call) } catch {
        failure = error as? ErrorAnswer
        throw error
      }
    }
    func write(to writer: JSONWriter) throws(ErrorAnswer) {
      try work.write(to: self.writer)
      writer.null()
    }
    func finished() { work.finished() }
  }
}

extension JSONValue {
  /// The text of a number, or the string.
  var plain: String? {
    switch self {
    case .number(let text), .string(let text): text
    default: nil
    }
  }
}
