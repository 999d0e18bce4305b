/// The built-in price lists, as text inside the program.
///
/// Nothing is read at start: a look-up searches the sorted lines and parses those of one model.
package enum Catalogue {
  /// The entries of every provider for a model id, whatever its case; oldest first for each provider.
  static func entries(id: String) -> [PriceEntry] {
    var entries: [PriceEntry] = []
    var position = firstLine(notBefore: id)
    while let line = line(at: position), order(line.bytes, id) == 0 {
      if let entry = PriceEntry(line: line.bytes) { entries.append(entry) }
      position = line.next
    }
    return entries
  }

  /// The whole text.
  static var bytes: UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
  }

  struct Line {
    var bytes: UnsafeBufferPointer<UInt8>
    /// Where the following line begins.
    var next: Int
  }

  /// The line that begins at an offset; nil behind the last one.
  static func line(at start: Int, in text: UnsafeBufferPointer<UInt8> = bytes) -> Line? {
    guard start >= 0, start < text.count else { return nil }
    let end = text[start...].firstIndex(of: UInt8(ascii: "\n")) ?? text.count
    return Line(bytes: UnsafeBufferPointer(rebasing: text[start..<end]), next: end + 1)
  }

  /// Binary search: where the first line begins whose model id does not come before this one.
  private static func firstLine(notBefore id: String) -> Int {
    let text = bytes
    var (low, high) = (0, text.count)
    while low < high {
      let middle = low + (high - low) / 2
      let start = text[low..<middle].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? low
      guard let line = line(at: start) else { return high }
      if order(line.bytes, id) < 0 { low = line.next } else { high = start }
    }
    return low
  }

  /// Below zero when a line's model id comes before an id, zero when it is that id; case is ignored.
  private static func order(_ line: UnsafeBufferPointer<UInt8>, _ id: String) -> Int {
    var index = 0
    for wanted in id.utf8 {
      guard index < line.count, line[index] != UInt8(ascii: "|") else { return -1 }
      let (found, wanted) = (lowercased(line[index]), lowercased(wanted))
      if found != wanted { return found < wanted ? -1 : 1 }
      index += 1
    }
    return index < line.count && line[index] == UInt8(ascii: "|") ? 0 : 1
  }
}

/// An ASCII letter in lower case, any other byte as it is.
func lowercased(_ byte: UInt8) -> UInt8 {
  byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") ? byte | 0x20 : byte
}
