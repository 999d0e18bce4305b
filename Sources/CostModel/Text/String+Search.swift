/// Plain searches in text, byte for byte.
///
/// The standard library's own come with its regular expressions, which would make the program a tenth larger.
extension StringProtocol {
  /// Whether a text occurs; the empty one always does.
  package func holds(_ part: String) -> Bool { place(of: Array(part.utf8), in: Array(utf8), from: 0) != nil }

  /// The text with each occurrence of `part` replaced, left to right; as it is for an empty `part`.
  package func replacingAll(_ part: String, by other: String) -> String {
    let (bytes, wanted) = (Array(utf8), Array(part.utf8))
    guard !wanted.isEmpty else { return String(self) }
    var result: [UInt8] = []
    var start = 0
    while let found = place(of: wanted, in: bytes, from: start) {
      result += bytes[start..<found]
      result += other.utf8
      start = found + wanted.count
    }
    return String(decoding: result + bytes[start...], as: UTF8.self)
  }
}

private func place(of part: [UInt8], in bytes: [UInt8], from start: Int) -> Int? {
  guard start + part.count <= bytes.count else { return nil }
  return (start...(bytes.count - part.count)).first { bytes[$0..<$0 + part.count].elementsEqual(part) }
}
