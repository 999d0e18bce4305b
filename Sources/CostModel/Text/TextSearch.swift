// The standard library's own `contains` and `replacing` for texts bring in its engine for regular expressions, whatever
// is searched for: more than a tenth of the binary. Package.swift leaves that module out, so they do not compile.

extension StringProtocol {
  /// Whether another text stands somewhere in this one, byte for byte.
  package func contains(text other: some StringProtocol) -> Bool {
    let (bytes, wanted) = (Array(utf8), Array(other.utf8))
    guard wanted.count <= bytes.count else { return false }
    return (0...bytes.count - wanted.count).contains { bytes[$0...].starts(with: wanted) }
  }

  /// This text with another one wherever a third, which is not empty, stands in it.
  package func replacing(text other: String, by replacement: String) -> String {
    let (bytes, wanted) = (Array(utf8), Array(other.utf8))
    guard !wanted.isEmpty else { return String(self) }
    var kept: [UInt8] = []
    var place = 0
    while place < bytes.count {
      if bytes[place...].starts(with: wanted) {
        kept += Array(replacement.utf8)
        place += wanted.count
      } else {
        kept.append(bytes[place])
        place += 1
      }
    }
    return String(decoding: kept, as: UTF8.self)
  }
}
