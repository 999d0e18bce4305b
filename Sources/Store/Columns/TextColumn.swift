/// Texts of a block that have no number in the dictionary of names: ids, metadata, errors.
///
/// Layout: a tag, then either the lengths (a number column) and the bytes, or, where at most 255 different
/// texts occur among many, those texts and a number column of indices.
enum TextColumn {
  private static let plain: UInt8 = 0
  private static let indexed: UInt8 = 1
  private static let empty: UInt8 = 2

  static func encode(
    count: Int, into buffer: ByteBuffer, scratch: inout [Int64], text: (Int) -> UnsafeBufferPointer<UInt8>
  ) {
    var distinct: [UnsafeBufferPointer<UInt8>] = []
    // Slots of a small table over the texts met, by hash; 0 is free.
    var slots = [UInt16](repeating: 0, count: 1024)
    scratch.removeAll(keepingCapacity: true)
    var isIndexed = true
    var last = -1
    for index in 0..<count {
      let value = text(index)
      if last >= 0, sameBytes(distinct[last], value) {
        scratch.append(Int64(last))
        continue
      }
      var slot = Int(truncatingIfNeeded: NameTable.hash(value)) & 1023
      while slots[slot] != 0, !sameBytes(distinct[Int(slots[slot]) - 1], value) { slot = (slot + 1) & 1023 }
      if slots[slot] != 0 {
        last = Int(slots[slot]) - 1
      } else {
        // Ids never repeat: stop looking soon, and pay little for having tried.
        if distinct.count == 255 || (distinct.count > 32 && distinct.count * 2 > index) {
          isIndexed = false
          break
        }
        distinct.append(value)
        last = distinct.count - 1
        slots[slot] = UInt16(truncatingIfNeeded: distinct.count)
      }
      scratch.append(Int64(last))
    }
    if isIndexed, distinct.count == 1, distinct[0].isEmpty {
      buffer.append(empty)
      return
    }
    if isIndexed, count > distinct.count || count <= 1 {
      buffer.append(indexed)
      buffer.appendVarint(UInt64(distinct.count))
      for value in distinct {
        buffer.appendVarint(UInt64(value.count))
        buffer.append(value)
      }
      scratch.withUnsafeBufferPointer { NumberColumn.encode($0, into: buffer) }
      return
    }
    scratch.removeAll(keepingCapacity: true)
    var total = 0
    for index in 0..<count {
      let length = text(index).count
      total += length
      scratch.append(Int64(length))
    }
    buffer.append(plain)
    buffer.appendVarint(UInt64(total))
    buffer.reserve(total)
    for index in 0..<count { buffer.append(text(index)) }
    scratch.withUnsafeBufferPointer { NumberColumn.encode($0, into: buffer) }
  }

  /// Whether a packed column holds empty texts only.
  static func isEmpty(_ bytes: UnsafeRawBufferPointer) -> Bool { bytes.first == empty }

  /// The texts of a column as pieces of `bytes`.
  static func decode(
    _ bytes: UnsafeRawBufferPointer, count: Int
  ) throws(LedgerDamage) -> [UnsafeRawBufferPointer] {
    var reader = ByteReader(bytes)
    let tag = try reader.byte()
    if tag == empty { return Array(repeating: UnsafeRawBufferPointer(start: nil, count: 0), count: count) }
    var numbers = [Int64](repeating: 0, count: count)
    if tag == indexed {
      let distinctCount = Int(clamping: try reader.varint())
      var distinct: [UnsafeRawBufferPointer] = []
      guard distinctCount <= bytes.count else { throw LedgerDamage("a text column has an unknown form") }
      for _ in 0..<distinctCount {
        let length = Int(clamping: try reader.varint())
        distinct.append(try reader.take(length))
      }
      try decodeNumbers(&reader, &numbers)
      var texts: [UnsafeRawBufferPointer] = []
      texts.reserveCapacity(count)
      for number in numbers {
        guard number >= 0, number < distinctCount else { throw LedgerDamage("a text column points nowhere") }
        texts.append(distinct[Int(number)])
      }
      return texts
    }
    guard tag == plain else { throw LedgerDamage("a text column has an unknown form") }
    let total = Int(clamping: try reader.varint())
    let body = try reader.take(total)
    try decodeNumbers(&reader, &numbers)
    var texts: [UnsafeRawBufferPointer] = []
    texts.reserveCapacity(count)
    var offset = 0
    for length in numbers {
      guard length >= 0, length <= Int64(total - offset) else { throw LedgerDamage("a text column ends early") }
      texts.append(UnsafeRawBufferPointer(rebasing: body[offset..<(offset + Int(length))]))
      offset += Int(length)
    }
    return texts
  }

  private static func decodeNumbers(_ reader: inout ByteReader, _ numbers: inout [Int64]) throws(LedgerDamage) {
    let rest = UnsafeRawBufferPointer(rebasing: reader.bytes[reader.offset...])
    let count = numbers.count
    let start = UnsafeMutablePointer<Int64>.allocate(capacity: max(count, 1))
    defer { start.deallocate() }
    start.initialize(repeating: 0, count: max(count, 1))
    try NumberColumn.decode(rest, count: count, into: start)
    for index in 0..<count { numbers[index] = start[index] }
  }
}
