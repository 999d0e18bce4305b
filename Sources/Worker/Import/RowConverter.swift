import JSON

/// A foreign shape of usage: turns one JSON value into events as `usage/track` takes them.
///
/// The value is a line, an element of a list, a row of a table, or a page of a provider's answer that is held in memory.
/// A class, because some shapes carry something from row to row.
protocol RowConverter: AnyObject {
  /// Adds the events that a row holds; none when it holds no usage. What is wrong with a part of it is refused alone.
  func convert(_ row: JSONView, into events: ConvertedEvents) throws(SchemaMismatch)

  /// Whether a row says again, and with more, what the row before it said under the same id: the last one counts.
  var isRepeating: Bool { get }

  /// What was taken over from earlier rows of the file, for reading on elsewhere; null when nothing is.
  var carried: JSONValue { get set }

  /// Another file begins, of this name.
  func begin(file: String)
}

extension RowConverter {
  var isRepeating: Bool { false }
  var carried: JSONValue {
    get { .null }
    set { _ = newValue }
  }
  func begin(file: String) {}
}

/// The events that a converter made of a row: texts of JSON objects, and what was wrong with parts of it.
///
/// A class, because its buffer is kept from row to row.
final class ConvertedEvents {
  /// One event. Its `id` is the same whenever the same thing is told, whatever the figures: who fetches a bucket again
  /// tells by it whether what is stored is out of date.
  struct Event {
    let id: String?
    /// Where in the row it stood, for messages; empty for the row as a whole.
    let path: String
    /// The tables that a query read, where the row names them.
    let tables: [[UInt8]]?
    fileprivate let range: Range<Int>
  }

  private let writer = JSONWriter()
  private(set) var events: [Event] = []
  /// What could not be read, each by its path in the row.
  private(set) var refusals: [SchemaMismatch] = []

  var isEmpty: Bool { events.isEmpty && refusals.isEmpty }

  func removeAll() {
    writer.removeAll()
    events.removeAll(keepingCapacity: true)
    refusals.removeAll(keepingCapacity: true)
  }

  /// The event's JSON text; valid until more is added.
  func text(_ event: Event) -> UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: writer.bytes[event.range]) }

  /// Adds an event whose members are written one by one; nothing is added when that throws.
  func add(
    id: String?, path: String = "", tables: [[UInt8]]? = nil, _ members: (JSONWriter) throws(SchemaMismatch) -> Void
  ) throws(SchemaMismatch) {
    if writer.count > 0 { writer.newline() }
    let start = writer.count
    writer.beginObject()
    writer.member("id", id)
    do throws(SchemaMismatch) { try members(writer) } catch {
      writer.truncate(to: start)
      throw error
    }
    writer.endObject()
    events.append(Event(id: id, path: path, tables: tables, range: start..<writer.count))
  }

  func refuse(_ mismatch: SchemaMismatch) { refusals.append(mismatch) }
}

extension JSONWriter {
  /// A member, unless there is nothing to say.
  func member(_ name: StaticString, _ value: String?) {
    guard let value, !value.isEmpty else { return }
    self.name(name)
    string(value)
  }

  func member(_ name: StaticString, _ value: Int64?) {
    guard let value else { return }
    self.name(name)
    int(value)
  }

  func member(_ name: StaticString, _ value: JSONDecimal?) {
    guard let value else { return }
    self.name(name)
    decimal(value.digits, exponent: value.exponent)
  }

  /// A value as it came, unless it is null or not there.
  func member(_ name: StaticString, raw value: JSONView?) {
    guard let value, !value.isNull else { return }
    self.name(name)
    raw(value.raw)
  }
}
