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
