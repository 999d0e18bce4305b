/// Why bytes are not a usable TZif file.
package enum TZifError: Error, Equatable, Sendable {
  case notTZif
  case unknownVersion(UInt8)
  case truncated
  /// The file counts leap seconds, which instants here do not.
  case leapSeconds
  /// A count, an index, an order or an offset that the format forbids.
  case malformed
  case badFooter
}

extension TimeZoneRules {
  /// Reads a TZif file of version 1 to 4.
  package init(tzif bytes: [UInt8]) throws(TZifError) {
    var reader = TZifReader(bytes: bytes)
    let first = try reader.header()
    guard first.version != 0 else {
      self = try reader.block(first, timeSize: 4, footer: nil)
      return
    }
    // The first block repeats the data in 32 bits for old readers.
    try reader.skipBlock(first, timeSize: 4)
    let second = try reader.header()
    let body = reader
    try reader.skipBlock(second, timeSize: 8)
    let rule = try reader.footer()
    reader = body
    self = try reader.block(second, timeSize: 8, footer: rule)
  }
}

private struct TZifHeader {
  var version: UInt8
  var utcIndicators: Int
  var standardIndicators: Int
  var leapSeconds: Int
  var transitions: Int
  var types: Int
  var characters: Int

  func size(timeSize: Int) -> Int {
    transitions * (timeSize + 1) + types * 6 + characters + leapSeconds * (timeSize + 4) + standardIndicators + utcIndicators
  }
}

private struct TZifReader {
  let bytes: [UInt8]
  var position = 0

  init(bytes: [UInt8]) { self.bytes = bytes }

  mutating func header() throws(TZifError) -> TZifHeader {
    guard bytes.count - position >= 44 else { throw position == 0 ? .notTZif : .truncated }
    guard bytes[position..<position + 4].elementsEqual([0x54, 0x5A, 0x69, 0x66]) else { throw .notTZif }
    let version = bytes[position + 4]
    guard version == 0 || 0x32...0x34 ~= version else { throw .unknownVersion(version) }
    var counts: [Int] = []
    for index in 0..<6 {
      // No count can exceed the file, which also keeps every sum and product below small.
      let count = Int(unsigned(position + 20 + index * 4))
      guard count <= bytes.count else { throw .truncated }
      counts.append(count)
    }
    position += 44
    return TZifHeader(
      version: version, utcIndicators: counts[0], standardIndicators: counts[1], leapSeconds: counts[2],
      transitions: counts[3], types: counts[4], characters: counts[5])
  }

  mutating func skipBlock(_ header: TZifHeader, timeSize: Int) throws(TZifError) {
    let size = header.size(timeSize: timeSize)
    guard bytes.count - position >= size else { throw .truncated }
    position += size
  }

  mutating func block(_ header: TZifHeader, timeSize: Int, footer: PosixRule?) throws(TZifError) -> TimeZoneRules {
    guard bytes.count - position >= header.size(timeSize: timeSize) else { throw .truncated }
    guard header.leapSeconds == 0 else { throw .leapSeconds }
    guard header.types > 0 else { throw .malformed }
    let indices = position + header.transitions * timeSize
    let types = indices + header.transitions
    var transitions: [Int64] = [], offsets: [Int32] = []
    transitions.reserveCapacity(header.transitions)
    offsets.reserveCapacity(header.transitions)
    for index in 0..<header.transitions {
      let at = position + index * timeSize
      let time = timeSize == 4 ? Int64(Int32(bitPattern: unsigned(at))) : Int64(bitPattern: UInt64(unsigned(at)) << 32 | UInt64(unsigned(at + 4)))
      // Within a few thousand years of the calendar, so that sums with offsets stay in range; RFC 9636 asks for -2^59 up.
      guard time >= -(1 << 59), time < 1 << 59, transitions.last.map({ $0 < time }) ?? true else { throw .malformed }
      let type = Int(bytes[indices + index])
      guard type < header.types else { throw .malformed }
      transitions.append(time)
      offsets.append(try offset(at: types + type * 6))
    }
    return TimeZoneRules(
      transitions: transitions, offsets: offsets, firstOffset: try offset(at: types), footer: footer)
  }

  private func offset(at index: Int) throws(TZifError) -> Int32 {
    let offset = Int32(bitPattern: unsigned(index))
    guard -TimeZoneRules.largestOffset...TimeZoneRules.largestOffset ~= Int64(offset) else { throw .malformed }
    return offset
  }

  /// The rule between two line feeds; an empty one says nothing about the time behind the last transition.
  mutating func footer() throws(TZifError) -> PosixRule? {
    guard position < bytes.count else { throw .truncated }
    guard bytes[position] == 0x0A else { throw .badFooter }
    let rest = bytes[(position + 1)...]
    guard let end = rest.firstIndex(of: 0x0A) else { throw .truncated }
    let text = rest[..<end]
    if text.isEmpty { return nil }
    guard let rule = PosixRule(Array(text)) else { throw .badFooter }
    return rule
  }

  private func unsigned(_ index: Int) -> UInt32 {
    UInt32(bytes[index]) << 24 | UInt32(bytes[index + 1]) << 16 | UInt32(bytes[index + 2]) << 8 | UInt32(bytes[index + 3])
  }
}
