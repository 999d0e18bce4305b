/// Numbers of a block, packed: each is a base plus a small difference of as few bytes as the block needs.
///
/// Layout: a tag; for a constant column a varint (zigzag); for a sequence (0, 1, 2 …) nothing; otherwise
/// the base in 8 bytes and `count` differences of `tag & 15` bytes, times 1,000 where bit 4 of the tag is set
/// (timestamps of whole milliseconds), then 8 spare bytes, so that each difference can be read with one load.
enum NumberColumn {
  static let constant: UInt8 = 0
  private static let sequence: UInt8 = 9
  private static let thousandfold: UInt8 = 16

  static func encode(_ values: UnsafeBufferPointer<Int64>, into buffer: ByteBuffer) {
    guard let first = values.first else {
      buffer.append(constant)
      buffer.appendVarint(0)
      return
    }
    var low = first
    var high = first
    for value in values {
      if value < low { low = value }
      if value > high { high = value }
    }
    if low == high {
      buffer.append(constant)
      buffer.appendVarint(UInt64(bitPattern: low << 1 ^ low >> 63))
      return
    }
    if low == 0, high == Int64(values.count - 1), isSequence(values) {
      buffer.append(sequence)
      return
    }
    var range = UInt64(bitPattern: high &- low)
    var scale: UInt64 = 1
    if range > UInt64(UInt32.max), isThousandfold(values, from: low) {
      range /= 1_000
      scale = 1_000
    }
    let width = (71 - range.leadingZeroBitCount) / 8
    buffer.append(UInt8(width) | (scale == 1 ? 0 : thousandfold))
    buffer.append(UInt64(bitPattern: low), width: 8)
    buffer.reserve(values.count * width + 8)
    if scale == 1 {
      for value in values { buffer.append(UInt64(bitPattern: value &- low), width: width) }
    } else {
      for value in values { buffer.append(UInt64(bitPattern: value &- low) / 1_000, width: width) }
    }
    buffer.appendZeros(8)
  }

  private static func isSequence(_ values: UnsafeBufferPointer<Int64>) -> Bool {
    for (index, value) in values.enumerated() where value != Int64(index) { return false }
    return true
  }

  private static func isThousandfold(_ values: UnsafeBufferPointer<Int64>, from low: Int64) -> Bool {
    for value in values where UInt64(bitPattern: value &- low) % 1_000 != 0 { return false }
    return true
  }

  /// What a column holds, without unpacking it.
  enum Shape {
    case constant(Int64)
    case sequence
    case packed(base: Int64, width: Int, scale: Int64, data: UnsafePointer<UInt8>)
  }

  static func shape(_ bytes: UnsafeRawBufferPointer, count: Int) throws(LedgerDamage) -> Shape {
    var reader = ByteReader(bytes)
    let tag = try reader.byte()
    if tag == constant {
      let zigzag = try reader.varint()
      return .constant(Int64(bitPattern: zigzag >> 1) ^ -Int64(zigzag & 1))
    }
    if tag == sequence { return .sequence }
    let width = Int(tag & 15)
    guard (1...8).contains(width) else { throw LedgerDamage("a number column has an unknown form") }
    let base = try reader.take(8).loadUnaligned(as: Int64.self)
    let data = try reader.take(count * width + 8)
    guard let start = data.baseAddress else { throw LedgerDamage("a number column is empty") }
    return .packed(
      base: Int64(littleEndian: base), width: width, scale: tag & thousandfold == 0 ? 1 : 1_000,
      data: start.assumingMemoryBound(to: UInt8.self))
  }

  /// Unpacks a column into `values`.
  static func decode(
    _ bytes: UnsafeRawBufferPointer, count: Int, into values: UnsafeMutablePointer<Int64>
  ) throws(LedgerDamage) {
    switch try shape(bytes, count: count) {
    case .constant(let value): values.update(repeating: value, count: count)
    case .sequence: for index in 0..<count { values[index] = Int64(index) }
    case .packed(let base, let width, let scale, let data):
      switch width {
      case 1: unpack(data, UInt8.self, count, base, scale, values)
      case 2: unpack(data, UInt16.self, count, base, scale, values)
      case 4: unpack(data, UInt32.self, count, base, scale, values)
      case 8: unpack(data, UInt64.self, count, base, scale, values)
      default:
        let mask = UInt64.max >> UInt64(64 - width * 8)
        let raw = UnsafeRawPointer(data)
        for index in 0..<count {
          let word = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: index &* width, as: UInt64.self)) & mask
          values[index] = base &+ Int64(bitPattern: word) &* scale
        }
      }
    }
  }

  @inline(__always)
  private static func unpack<Word: FixedWidthInteger & UnsignedInteger>(
    _ data: UnsafePointer<UInt8>, _: Word.Type, _ count: Int, _ base: Int64, _ scale: Int64,
    _ values: UnsafeMutablePointer<Int64>
  ) {
    let raw = UnsafeRawPointer(data)
    for index in 0..<count {
      let word = Word(
        littleEndian: raw.loadUnaligned(fromByteOffset: index &* MemoryLayout<Word>.size, as: Word.self))
      values[index] = base &+ Int64(truncatingIfNeeded: word) &* scale
    }
  }
}
