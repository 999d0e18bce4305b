/// Bytes being put together; kept and reused by its owner.
///
/// A class, so that encoders append to one buffer without copying it. It belongs to one thread.
package final class ByteBuffer {
  package private(set) var start: UnsafeMutablePointer<UInt8>
  package private(set) var count = 0
  private var capacity: Int

  package init(capacity: Int = 4096) {
    self.capacity = capacity
    start = .allocate(capacity: capacity)
  }

  deinit { start.deallocate() }

  package var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: start, count: count) }

  package func removeAll() { count = 0 }

  @inline(__always)
  package func reserve(_ more: Int) {
    if count &+ more > capacity { grow(more) }
  }

  private func grow(_ more: Int) {
    let larger = max(capacity * 2, count + more)
    let fresh = UnsafeMutablePointer<UInt8>.allocate(capacity: larger)
    fresh.update(from: start, count: count)
    start.deallocate()
    (start, capacity) = (fresh, larger)
  }

  @inline(__always)
  package func append(_ byte: UInt8) {
    reserve(1)
    start[count] = byte
    count &+= 1
  }

  package func append(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard let source = bytes.baseAddress else { return }
    reserve(bytes.count)
    (start + count).update(from: source, count: bytes.count)
    count += bytes.count
  }

  package func append(_ bytes: UnsafeRawBufferPointer) { append(bytes.bindMemory(to: UInt8.self)) }

  /// Appends the low `width` bytes of a number, little-endian; writes 8 and counts `width`.
  @inline(__always)
  package func append(_ value: UInt64, width: Int) {
    reserve(8)
    UnsafeMutableRawPointer(start + count).storeBytes(of: value.littleEndian, as: UInt64.self)
    count &+= width
  }

  /// LEB128.
  package func appendVarint(_ value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    append(UInt8(rest))
  }

  package func appendZeros(_ number: Int) {
    reserve(number)
    (start + count).update(repeating: 0, count: number)
    count += number
  }

  package func overwrite(at offset: Int, _ value: UInt32) {
    UnsafeMutableRawPointer(start + offset).storeBytes(of: value.littleEndian, as: UInt32.self)
  }
}

/// Reads what `ByteBuffer` wrote. Every read is checked: the bytes come from a file.
package struct ByteReader {
  package let bytes: UnsafeRawBufferPointer
  package private(set) var offset = 0

  package init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

  package mutating func byte() throws(LedgerDamage) -> UInt8 {
    guard offset < bytes.count else { throw LedgerDamage("a column ends early") }
    defer { offset += 1 }
    return bytes[offset]
  }

  package mutating func varint() throws(LedgerDamage) -> UInt64 {
    var value: UInt64 = 0
    var shift: UInt64 = 0
    while true {
      let next = try byte()
      value |= UInt64(next & 0x7F) << shift
      if next < 0x80 { return value }
      shift += 7
      if shift > 63 { throw LedgerDamage("a number in a column is too long") }
    }
  }

  package mutating func take(_ count: Int) throws(LedgerDamage) -> UnsafeRawBufferPointer {
    guard count >= 0, count <= bytes.count - offset else { throw LedgerDamage("a column ends early") }
    defer { offset += count }
    return UnsafeRawBufferPointer(rebasing: bytes[offset..<(offset + count)])
  }
}

/// The ledger's own structures do not hold what they should.
package struct LedgerDamage: Error, Sendable {
  package let what: String
  package init(_ what: String) { self.what = what }
}
