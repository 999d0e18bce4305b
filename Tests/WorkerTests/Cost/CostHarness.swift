import CostModel
import Foundation
import JSON
import Testing

@testable import JSONRPC
@testable import Store
@testable import Worker

/// A worker on a database in memory, in a world that stands still: params in as JSON text, answers out.
///
/// What `Host` does for a connection is done here for one thread: reads share the writer's connection, writes run in
/// a transaction of their own.
final class CostHarness {
  let ledger: LedgerWriter
  let services: Services
  private let outbox = Outbox(descriptor: -1, onBroken: {})
  private var kept: [EventBatch] = []
  private var made = 0

  init(
    now: String = "2026-03-31T12:00:00Z", timeZone: String? = nil, path: String = ":memory:",
    world change: (inout World) -> Void = { _ in }
  ) throws {
    let instant = try #require(Timestamp(rfc3339: now))
    var world = World(
      now: { instant }, seed: { 42 }, zone: Self.zone, environment: { _ in nil }, log: { _ in },
      resources: {
        var resources = ProcessResources()
        (resources.residentBytes, resources.processorSeconds, resources.uptimeSeconds) = (3 << 20, 5, 50)
        return resources
      })
    change(&world)
    ledger = try LedgerWriter(DatabaseLocation(path: path), seed: { 7 })
    var settings = Settings()
    settings.timeZone = timeZone
    services = try Services(world, settings, ledger)
  }

  @Sendable private static func zone(_ name: String) -> TimeZoneRules? {
    guard let data = try? Data(contentsOf: URL(fileURLWithPath: "/usr/share/zoneinfo/" + name)) else { return nil }
    return try? TimeZoneRules(tzif: Array(data))
  }

  // MARK: Events

  /// One event as a test wants it; the rest is empty.
  struct Event {
    var at: String
    var nanos: Int64
    var texts: [TextField: String] = [:]
    var numbers: [NumberField: Int64] = [:]
    var flags: EventFlags = []
  }

  func track(_ events: [Event]) throws {
    let batch = EventBatch(capacity: max(events.count, 1))
    for event in events {
      let index = batch.appendEvent()
      batch[index, .timestamp] = try #require(Timestamp(rfc3339: event.at), "\(event.at)").microseconds
      batch[index, .arrival] = batch[index, .timestamp]
      batch[index, .cost] = event.nanos
      batch[index, .callCount] = 1
      batch[index, .digest] = 1
      batch[index, .flags] = event.flags.rawValue
      for (field, number) in event.numbers { batch.give(index, field, number) }
      made += 1
      batch.setText(index, .id, event.texts[.id] ?? "event-\(made)")
      for (field, text) in event.texts where field != .id { batch.setText(index, field, text) }
    }
    kept.append(batch)
    try ledger.transaction { ledger in
      for index in 0..<batch.count { _ = try ledger.track(batch, index) }
    }
  }

  // MARK: Calls

  /// The result of a call, as a tree.
  func call(_ method: String, _ params: String = "{}") throws -> JSONValue {
    try JSONValue.parse(try text(method, params))
  }

  /// The result of a call, as it leaves the worker.
  func text(_ method: String, _ params: String = "{}") throws -> String {
    let found = try #require(AllMethods.list.first { $0.name == method }, "\(method) is not listed")
    let parser = JSONParser()
    let bytes = Array(params.utf8)
    let writer = JSONWriter()
    try bytes.withUnsafeBytes { bytes in
      let call = Call(
        id: Array("1".utf8), progressToken: nil, reply: ReplySlot(id: nil, outbox: outbox, batch: nil), progress: nil)
      switch try found.route(services).queued(try parser.parse(bytes)) {
      case .read(let work): try work(call, writer)
      case .write(let work):
        if let waiting = work as? any WaitingWork {
          try waiting.begin(call)
          break
        }
        if let start = work as? JobStart {
          try JobsHere.run(start, call, services, ledger, to: writer)
          break
        }
        let write = try #require(work as? any PendingWrite)
        try ledger.transaction { try $0.savepoint { try write.apply($0, call) } }
        try write.write(to: writer)
        write.finished()
      }
    }
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  /// The symbol and message a call is refused with.
  func refusal(_ method: String, _ params: String) -> String {
    do {
      return "answered: " + (try text(method, params))
    } catch let error as ErrorAnswer {
      return "\(error.code.symbol): \(error.message)"
    } catch {
      return "\(error)"
    }
  }
}

extension JSONValue {
  /// The value at a path such as `attribution.cost_by_user.0.team`; null when there is none.
  func at(_ path: String) -> JSONValue {
    path.split(separator: ".").reduce(self) { value, step in
      if let index = Int(step), let elements = value.array { return elements.indices.contains(index) ? elements[index] : .null }
      return value[String(step)] ?? .null
    }
  }

  /// An amount in USD, as nano-dollars.
  var nanos: Int128 { decimal?.scaled(by: 9) ?? .min }

  /// The members of each row, each as JSON text, joined by blanks.
  func rows(_ members: String...) -> [String] {
    (array ?? []).map { row in
      members.map { name in
        let value = row[name] ?? .null
        return value.string ?? value.text()
      }.joined(separator: " ")
    }
  }

  /// The sum of a member of all rows, in nano-dollars.
  func sum(_ member: String) -> Int128 { (array ?? []).reduce(0) { $0 + ($1[member] ?? .null).nanos } }
}
