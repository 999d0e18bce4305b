import CostModel
import JSON
import Store

/// Reads rows of a file as events, with a mapping and defaults.
///
/// A class, because it keeps buffers from row to row; it belongs to the thread that reads the file.
final class RowReader {
  private let events: EventReader
  private let mapping: ImportMapping
  private let defaults: JSONValue
  private let defaultsText: JSONWriter
  private let defaultsParser = JSONParser()
  private let defaultsView: JSONView?
  private let parser = JSONParser()
  private let scratch = JSONWriter()
  private let scratchParser = JSONParser()
  /// Distinguishes the rows of one file from those of another, where rows have no ids.
  private let source: [UInt8]
  private let key: HashKey
  private let hashed = ByteBuffer()
  /// Makes events of rows of a foreign shape; without one rows are events.
  private(set) var converter: (any RowConverter)?
  private let converted = ConvertedEvents()
  private let convertedParser = JSONParser()
  private var held: Held?
  private var guesses: [(name: [UInt8], target: ImportMapping.Target)] = []

  init(
    _ services: Services, _ mapping: ImportMapping, defaults: JSONValue, source: String
  ) throws(SchemaMismatch) {
    events = EventReader(services)
    key = services.hashKey
    self.mapping = mapping
    self.defaults = defaults
    self.source = Array(source.utf8)
    defaultsText = JSONWriter()
    defaults.write(to: defaultsText)
    if (defaults.members ?? []).isEmpty {
      defaultsView = nil
    } else {
      do throws(JSONSyntaxError) { defaultsView = try defaultsParser.parse(defaultsText.bytes) } catch {
        throw SchemaMismatch(path: "defaults", expected: "an object", got: "something else")
      }
      // What is wrong with the defaults is wrong with every row, so it is said once.
      do throws(SchemaMismatch) {
        if let view = defaultsView { _ = try events.read(view, into: TrackedEvents(capacity: 1)) }
      } catch {
        throw error.inside("defaults")
      }
    }
  }

  /// Whether a foreign shape may be told by what the rows look like: a mapping says how they are meant.
  var mayConvert: Bool { !mapping.isGiven }

  /// Reads the rows that follow as a foreign shape.
  func use(_ converter: any RowConverter) { self.converter = converter }

  /// Reads one line of JSON.
  func read(line: UnsafeRawBufferPointer, number: Int, into chunk: RowChunk) {
    do throws(JSONSyntaxError) {
      read(try parser.parse(line), line, number, into: chunk)
    } catch {
      chunk.reject(number, SchemaMismatch(expected: "a JSON object", got: "no JSON: \(error.description)"))
    }
  }

  /// Reads an object; `text` is what it is made of.
  func read(_ view: JSONView, _ text: UnsafeRawBufferPointer, _ number: Int, into chunk: RowChunk) {
    do throws(SchemaMismatch) {
      guard view.kind == .object else { throw SchemaMismatch(expected: "an event, an object", got: view) }
      guard let converter else {
        try readEvent(view, text, number, into: chunk.events)
        chunk.lines.append(number)
        return
      }
      converted.removeAll()
      try converter.convert(view, into: converted)
    } catch {
      chunk.reject(number, error)
      return
    }
    if converted.isEmpty { chunk.passedOver += 1 }
    for event in converted.events { hold(event, number, chunk) }
    for refusal in converted.refusals { chunk.reject(number, refusal) }
  }

  /// An event that the next row may say again.
  private struct Held {
    let event: ConvertedEvents.Event
    let text: [UInt8]
    let number: Int
  }

  private func hold(_ event: ConvertedEvents.Event, _ number: Int, _ chunk: RowChunk) {
    guard converter?.isRepeating == true else { return readConverted(event, converted.text(event), number, chunk) }
    if let held, held.event.id == nil || held.event.id != event.id { flush(into: chunk) }
    held = Held(event: event, text: Array(converted.text(event)), number: number)
  }

  /// Reads the event that was held back, at the end of a chunk: what follows may be read by another stream.
  func flush(into chunk: RowChunk) {
    guard let held else { return }
    self.held = nil
    held.text.withUnsafeBytes { readConverted(held.event, $0, held.number, chunk) }
  }

  private func readConverted(
    _ event: ConvertedEvents.Event, _ text: UnsafeRawBufferPointer, _ number: Int, _ chunk: RowChunk
  ) {
    do throws(SchemaMismatch) {
      let view: JSONView
      do throws(JSONSyntaxError) { view = try convertedParser.parse(text) } catch {
        throw SchemaMismatch(expected: "a row that can be read", got: "something else")
      }
      try readEvent(view, text, number, into: chunk.events)
      chunk.lines.append(number)
    } catch {
      chunk.reject(number, event.path.isEmpty ? error : error.inside(event.path))
      return
    }
    guard let tables = event.tables, !tables.isEmpty else { return }
    let batch = chunk.events.batch
    MemberList.encode(tables).withUnsafeBufferPointer { batch.setText(batch.count - 1, .tables, $0) }
  }

  private func readEvent(
    _ view: JSONView, _ text: UnsafeRawBufferPointer, _ number: Int, into tracked: TrackedEvents
  ) throws(SchemaMismatch) {
    let event = try events.build(tracked) { batch, event, usage throws(SchemaMismatch) in
      var special = Special()
      try takeDefaults(batch, event, &usage)
      var position = 0
      for (name, value) in view.members {
        let target = try target(name, position)
        position += 1
        if value.isNull { continue }
        do throws(SchemaMismatch) {
          try take(value, target, batch, event, &usage, &special)
        } catch {
          throw error.inside(String(decoding: name.prefix(64), as: UTF8.self))
        }
      }
      try finish(special, batch, event)
      name(batch, event, text, number)
    }
    _ = event
  }

  /// Members mostly come in the order of the row before.
  private func target(
    _ name: UnsafeBufferPointer<UInt8>, _ position: Int
  ) throws(SchemaMismatch) -> ImportMapping.Target {
    if position < guesses.count, guesses[position].name.count == name.count, guesses[position].name.elementsEqual(name) {
      return guesses[position].target
    }
    guard let target = mapping.target(of: name) else {
      let given = String(decoding: name.prefix(64), as: UTF8.self)
      throw SchemaMismatch(
        path: given, expected: "a member of an event (or a mapping)", got: "an unknown one",
        nearest: closestName(given, among: EventMember.all.map(\.name)))
    }
    if position == guesses.count, position < 256 { guesses.append((Array(name), target)) }
    return target
  }

  private struct Special {
    var offset: JSONDecimal?
    var metadata: [(name: String, value: JSONValue)] = []
  }

  private func take(
    _ value: JSONView, _ target: ImportMapping.Target, _ batch: EventBatch, _ event: Int,
    _ usage: inout JSONView?, _ special: inout Special
  ) throws(SchemaMismatch) {
    switch target {
    case .nothing: return
    case .member(let index):
      let kind = EventMember.table.kinds[index]
      if case .timestamp = kind {
        batch.give(event, .timestamp, try EventReader.plausible(try value.instant().microseconds, value))
      } else if value.kind == .string, EventMember.all[index].isNumeric {
        try takeText(value, EventMember.all[index], batch, event, &usage)
      } else if value.kind == .object, case .tags = kind {
        try events.take(value, EventMember.metadata, batch, event, &usage)
      } else {
        try events.take(value, kind, batch, event, &usage)
      }
    case .metadata(let name): special.metadata.append((name, JSONValue(value)))
    case .allocation(let field):
      guard let bytes = value.utf8, bytes.count <= EventMember.mostText else {
        throw SchemaMismatch(expected: "a string of at most \(EventMember.mostText) bytes", got: value)
      }
      batch.setText(event, field, bytes)
    case .timestampOffset:
      guard let offset = value.exactDecimal else { throw SchemaMismatch(expected: "seconds", got: value) }
      special.offset = offset
    case .costNanos:
      guard let nanos = value.exactDecimal?.scaled(by: 0), nanos >= 0, nanos <= Int128(Int64.max) / 2 else {
        throw SchemaMismatch(expected: "a whole number of nano-USD", got: value)
      }
      batch.give(event, .cost, Int64(nanos))
    }
  }

  /// A number or truth that a file gives as text; an empty text is nothing.
  private func takeText(
    _ value: JSONView, _ member: EventMember, _ batch: EventBatch, _ event: Int, _ usage: inout JSONView?
  ) throws(SchemaMismatch) {
    guard let bytes = value.utf8, !bytes.isEmpty else { return }
    scratch.removeAll()
    let isTrue = bytes.elementsEqual("1".utf8), isFalse = bytes.elementsEqual("0".utf8)
    if case .success = member.kind, isTrue || isFalse {
      scratch.bool(isTrue)
    } else {
      let lowered = bytes.map { $0 >= 65 && $0 <= 90 && bytes.count <= 5 ? $0 | 32 : $0 }
      lowered.withUnsafeBytes { scratch.raw($0) }
    }
    let view: JSONView
    do throws(JSONSyntaxError) { view = try scratchParser.parse(scratch.bytes) } catch {
      throw SchemaMismatch(expected: member.schema.expectation, got: value)
    }
    try events.take(view, member, batch, event, &usage)
  }

  private func takeDefaults(
    _ batch: EventBatch, _ event: Int, _ usage: inout JSONView?
  ) throws(SchemaMismatch) {
    guard let defaultsView else { return }
    for (name, value) in defaultsView.members {
      guard let index = EventMember.index(of: name, from: 0), !value.isNull else { continue }
      try events.take(value, EventMember.all[index], batch, event, &usage)
    }
  }

  private func finish(_ special: Special, _ batch: EventBatch, _ event: Int) throws(SchemaMismatch) {
    if let offset = special.offset {
      let base = batch.isGiven(event, .timestamp) ? batch[event, .timestamp] : 0
      guard let microseconds = offset.scaled(by: 6),
        let instant = Int64(exactly: Int128(base) + microseconds),
        instant >= 0, instant < 7_258_118_400_000_000
      else {
        throw SchemaMismatch(path: "timestamp_offset_s", expected: "seconds within the calendar", got: "more")
      }
      batch.give(event, .timestamp, instant)
    }
    guard !special.metadata.isEmpty else { return }
    let object = JSONValue.object(special.metadata.map { JSONMember(name: $0.name, value: $0.value) })
    scratch.removeAll()
    object.write(to: scratch)
    do throws(JSONSyntaxError) {
      let view = try scratchParser.parse(scratch.bytes)
      var nothing: JSONView?
      do throws(SchemaMismatch) { try events.take(view, EventMember.metadata, batch, event, &nothing) } catch {
        throw JSONSyntaxError.notReadable
      }
    } catch {
      throw SchemaMismatch(path: "metadata", expected: "members of at most 65536 bytes together", got: "more")
    }
  }

  /// Names a row without an id by its file, its place and what it says: the same file again is the same events.
  private func name(_ batch: EventBatch, _ event: Int, _ text: UnsafeRawBufferPointer, _ number: Int) {
    guard !batch.hasText(event, .id) else { return }
    hashed.removeAll()
    hashed.appendVarint(UInt64(source.count))
    source.withUnsafeBufferPointer { hashed.append($0) }
    hashed.appendVarint(UInt64(number))
    hashed.append(text)
    let first = sipHash(hashed.bytes, key)
    let second = sipHash(hashed.bytes, HashKey(low: key.high, high: key.low))
    batch.setText(
      event, .id, "row_" + hexadecimal(Int64(bitPattern: first)) + hexadecimal(Int64(bitPattern: second)))
  }
}

extension EventMember {
  static let metadata = all.first { $0.name == "metadata" } ?? all[0]

  /// Whether its value is a number or a truth, which files may give as text.
  var isNumeric: Bool {
    switch kind {
    case .count, .cost, .responseTime, .success, .snapshot: true
    default: false
    }
  }
}

extension JSONSyntaxError {
  fileprivate static let notReadable = JSONSyntaxError(offset: 0, reason: "not readable")
}
