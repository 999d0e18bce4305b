import CostModel
import Foundation
import JSON
import Testing

@testable import JSONRPC
@testable import Store
@testable import Worker

/// A worker on a database of its own, in a world that stands still: params in as JSON text, answers out.
final class ExportHarness {
  let ledger: LedgerWriter
  let services: Services
  let folder: String
  private let outbox = Outbox(descriptor: -1, onBroken: {})

  /// - Parameter database: a file in the harness's folder, or the database in memory.
  init(now: String = "2026-08-31T12:00:00Z", database: String? = nil) throws {
    let instant = try #require(Timestamp(rfc3339: now))
    folder = NSTemporaryDirectory() + "costwire-export-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let world = World(
      now: { instant }, seed: { 42 }, zone: { _ in nil }, environment: { _ in nil }, log: { _ in },
      resources: { ProcessResources() })
    let path = database.map { [folder] in folder + "/" + $0 } ?? ":memory:"
    ledger = try LedgerWriter(DatabaseLocation(path: path), seed: { 7 })
    services = try Services(world, Settings(), ledger)
  }

  deinit {
    services.close()
    ledger.close()
    try? FileManager.default.removeItem(atPath: folder)
  }

  func path(_ name: String) -> String { folder + "/" + name }

  /// What lies in the folder, hidden files included.
  var files: [String] { ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted() }

  func read(_ name: String) throws -> String { try String(contentsOfFile: path(name), encoding: .utf8) }

  @discardableResult
  func call(_ method: String, _ params: JSONValue, isCancelled: Bool = false) throws -> JSONValue {
    let found = try #require(AllMethods.list.first { $0.name == method }, "\(method) is not listed")
    let parser = JSONParser()
    let writer = JSONWriter()
    let bytes = Array(params.text(pretty: false).utf8)
    try bytes.withUnsafeBytes { bytes in
      let call = Call(
        id: Array("1".utf8), progressToken: nil, reply: ReplySlot(id: nil, outbox: outbox, batch: nil), progress: nil)
      _ = call.begin()
      if isCancelled { _ = call.cancel() }
      switch try found.route(services).queued(try parser.parse(bytes)) {
      case .read(let work): try work(call, writer)
      case .write(let work):
        if let start = work as? JobStart {
          try JobsHere.run(start, call, services, ledger, to: writer)
        } else {
          let write = try #require(work as? any PendingWrite)
          try ledger.transaction { try $0.savepoint { try write.apply($0, call) } }
          try write.write(to: writer)
          write.finished()
        }
      }
    }
    return try JSONValue.parse(String(decoding: writer.bytes, as: UTF8.self))
  }

  func refusal(_ method: String, _ params: JSONValue, isCancelled: Bool = false) -> String {
    do {
      return "answered: " + (try call(method, params, isCancelled: isCancelled)).text(pretty: false)
    } catch let error as ErrorAnswer {
      return "\(error.code.symbol): \(error.message)"
    } catch {
      return "\(error)"
    }
  }

  func track(_ events: JSONValue) throws {
    let answer = try call("usage/trackBatch", ["events": events])
    #expect(answer["rejected"]?.array?.count == 0, "\(answer.text(pretty: false))")
  }

  /// Every event, by its id, without what depends on when it was received.
  func events() throws -> [String: JSONValue] {
    let page = try call("usage/query", ["start": "2026-01-01", "end": "2027-01-01", "limit": 1_000])
    var events: [String: JSONValue] = [:]
    for event in page["events"]?.array ?? [] { events[event["id"]?.string ?? ""] = event }
    return events
  }
}

extension JSONValue {
  /// The same object without some members.
  func without(_ names: Set<String>) -> JSONValue {
    .object((members ?? []).filter { !names.contains($0.name) })
  }
}
