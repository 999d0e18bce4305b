/// An address of the Internet Protocol, version 4 (four bytes) or 6 (sixteen).
package struct IPAddress: Hashable, Sendable, CustomStringConvertible {
  package let bytes: [UInt8]

  package init(version4 number: UInt32) {
    bytes = [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) }
  }

  /// Reads `a.b.c.d` with plain decimal numbers, or version 6 as RFC 4291 writes it; no zone, no brackets.
  package init?(_ text: String) {
    guard let bytes = text.utf8.contains(UInt8(ascii: ":")) ? IPAddress.version6(text) : IPAddress.version4(text) else {
      return nil
    }
    self.bytes = bytes
  }

  package var isVersion6: Bool { bytes.count == 16 }

  package var description: String {
    isVersion6
      ? stride(from: 0, to: 16, by: 2).map { String(UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1]), radix: 16) }
        .joined(separator: ":")
      : bytes.map { String($0) }.joined(separator: ".")
  }

  /// As a URL and curl's `resolve` write it.
  package var bracketed: String { isVersion6 ? "[\(description)]" : description }

  private static func version4(_ text: String) -> [UInt8]? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 4 else { return nil }
    var bytes: [UInt8] = []
    for part in parts {
      guard isPlainNumber(part, most: 3), part.count == 1 || part.first != "0", let byte = UInt8(part) else { return nil }
      bytes.append(byte)
    }
    return bytes
  }

  private static func version6(_ text: String) -> [UInt8]? {
    guard text.utf8.count <= 45 else { return nil }
    // At most one gap of zeros, written "::".
    var halves: [[UInt8]] = [[]]
    var rest = Substring(text)
    if rest.hasPrefix("::") {
      halves.append([])
      rest = rest.dropFirst(2)
      if rest.isEmpty { return [UInt8](repeating: 0, count: 16) }
    }
    while true {
      let group = rest.prefix { $0 != ":" }
      rest = rest.dropFirst(group.count)
      if group.utf8.contains(UInt8(ascii: ".")) {
        guard rest.isEmpty, let last = version4(String(group)) else { return nil }
        halves[halves.count - 1] += last
        break
      }
      guard 1...4 ~= group.utf8.count, group.utf8.allSatisfy(isHexadecimalDigit), let number = UInt16(group, radix: 16) else {
        return nil
      }
      halves[halves.count - 1] += [UInt8(truncatingIfNeeded: number >> 8), UInt8(truncatingIfNeeded: number)]
      if rest.isEmpty { break }
      rest = rest.dropFirst()
      if rest.first == ":" {
        guard halves.count == 1 else { return nil }
        halves.append([])
        rest = rest.dropFirst()
        if rest.isEmpty { break }
      }
    }
    let missing = 16 - halves.reduce(0) { $0 + $1.count }
    guard halves.count == 2 ? missing >= 2 : missing == 0 else { return nil }
    return halves[0] + [UInt8](repeating: 0, count: missing) + (halves.count == 2 ? halves[1] : [])
  }
}
