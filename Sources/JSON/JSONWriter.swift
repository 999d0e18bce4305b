#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Writes JSON text into one growing buffer; commas come by themselves.
///
/// A class, because one buffer is passed through everything that adds to an answer. It does not check that
/// begins and ends match: the code that writes an object says both.
package final class JSONWriter {
  private var base: UnsafeMutablePointer<UInt8>
  private var capacity: Int
  private let startCapacity: Int
  /// How many bytes were written.
  package private(set) var count = 0
  /// Whether the last thing written was a value, so that another one must be kept apart.
  private var followsValue = false

  /// What a buffer may keep from one text to the next.
  private static let keptCapacity = 1 << 20

  package init(capacity: Int = 4096) {
    startCapacity = max(capacity, 64)
    self.capacity = startCapacity
    base = .allocate(capacity: startCapacity)
  }

  deinit { base.deallocate() }

  /// What was written; valid until the next change.
  package var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: base, count: count) }

  /// Begins anew and keeps the buffer, unless it had grown beyond 1 MiB.
  package func removeAll() {
    truncate(to: 0)
    if capacity > max(JSONWriter.keptCapacity, startCapacity) { move(to: startCapacity) }
  }

  /// Takes back everything behind the first `count` bytes, which end between two tokens.
  package func truncate(to count: Int) {
    self.count = min(max(count, 0), self.count)
    followsValue = self.count > 0 && JSONWriter.endsValue(base[self.count - 1])
  }

  package func beginObject() { open(UInt8(ascii: "{")) }
  package func endObject() { close(UInt8(ascii: "}")) }
  /// Takes back the end of the object written last, so that more members can follow.
  package func reopenObject() { truncate(to: count - 1) }
  package func beginArray() { open(UInt8(ascii: "[")) }
  package func endArray() { close(UInt8(ascii: "]")) }

  /// Writes a piece of text that ends where a value is due.
  package func fragment(_ text: StaticString) {
    append(text)
    followsValue = false
  }

  // MARK: Texts with gaps

  /// A number that was marked while it was written: its place, and what the caller wants to know of it.
  package struct Mark: Sendable {
    package let range: Range<Int>
    package let base: Int128

    /// The mark in a text that begins at `start` of this one.
    package func from(_ start: Int) -> Mark { Mark(range: (range.lowerBound - start)..<(range.upperBound - start), base: base) }
  }

  /// The marks since `startMarks`; nil when nobody wants them.
  package private(set) var marks: [Mark]?

  package func startMarks() { marks = [] }
  package func endMarks() { marks = nil }

  /// Marks what `body` writes, one number, if anybody wants to know.
  package func marking(_ base: Int128, _ body: () -> Void) {
    guard marks != nil else { return body() }
    // The comma before it, if there is one, is not part of it.
    let start = followsValue ? count + 1 : count
    body()
    marks?.append(Mark(range: start..<count, base: base))
  }

  /// Marks the number that follows a name, written since `start`.
  package func mark(_ base: Int128, after name: StaticString, from start: Int) {
    guard marks != nil else { return }
    let name = Array("\"\(name)\":".utf8)
    let written = bytes.bindMemory(to: UInt8.self)
    guard let place = (start..<max(start, count - name.count)).first(where: { written[$0..<$0 + name.count].elementsEqual(name) }) else { return }
    let first = place + name.count
    let end = written[first...].firstIndex { $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "}") } ?? count
    marks?.append(Mark(range: first..<end, base: base))
  }

  /// Appends a piece of a text as it stands.
  package func append(raw bytes: UnsafeRawBufferPointer) {
    if let start = bytes.baseAddress { append(start.assumingMemoryBound(to: UInt8.self), bytes.count) }
  }

  /// Appends a number between two such pieces.
  package func append(number value: Int128, exponent: Int) {
    followsValue = false
    decimal(value, exponent: exponent)
  }

  /// Says that a value is due after such pieces.
  package func beginValue() { followsValue = false }

  /// Ends a line between two top-level values.
  package func newline() {
    append(UInt8(ascii: "\n"))
    followsValue = false
  }

  // MARK: What the other files build on

  /// Makes room and returns where to write; `advance` says how much was.
  @inline(__always)
  func reserve(_ more: Int) -> UnsafeMutablePointer<UInt8> {
    if capacity &- count < more { move(to: max(count + more, capacity * 2)) }
    return base + count
  }

  @inline(__always)
  func advance(_ written: Int) { count &+= written }

  @inline(__always)
  func append(_ byte: UInt8) {
    reserve(1).pointee = byte
    count &+= 1
  }

  @inline(__always)
  func append(_ bytes: UnsafePointer<UInt8>, _ length: Int) {
    memcpy(reserve(length), bytes, length)
    count &+= length
  }

  func append(_ text: StaticString) { append(text.utf8Start, text.utf8CodeUnitCount) }

  /// Writes the comma that a value or name needs before it, and remembers that one after it needs one too.
  @inline(__always)
  func separate() {
    if followsValue { append(UInt8(ascii: ",")) }
    followsValue = true
  }

  @inline(__always)
  func endName() {
    append(UInt8(ascii: ":"))
    followsValue = false
  }

  private func open(_ bracket: UInt8) {
    separate()
    append(bracket)
    followsValue = false
  }

  private func close(_ bracket: UInt8) {
    append(bracket)
    followsValue = true
  }

  private static func endsValue(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: ":"), UInt8(ascii: ","), UInt8(ascii: "\n"): false
    default: true
    }
  }

  @inline(never)
  private func move(to newCapacity: Int) {
    let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: newCapacity)
    memcpy(larger, base, count)
    base.deallocate()
    base = larger
    capacity = newCapacity
  }
}
