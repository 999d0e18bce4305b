/// A scope as bytes that come back as the same scope, whatever its values hold.
package enum ScopeText {
  private static let separator: UInt8 = 0x1D

  /// The members of each dimension behind its number, parted by a control character that is escaped inside.
  package static func encode(_ scope: Scope) -> [UInt8] {
    var bytes: [UInt8] = []
    for dimension in scope.dimensions {
      if !bytes.isEmpty { bytes.append(separator) }
      bytes.append(UInt8(truncatingIfNeeded: 0x40 + dimension.rawValue))
      let members = MemberList.encode((scope.values[dimension] ?? []).map { Array($0.utf8) })
      for byte in members {
        if byte == separator || byte == 0x1C {
          bytes += [0x1C, byte == separator ? 0x42 : 0x41]
        } else {
          bytes.append(byte)
        }
      }
    }
    return bytes
  }

  package static func decode(_ bytes: UnsafeRawBufferPointer) -> Scope? {
    var scope = Scope()
    for part in bytes.split(separator: separator) {
      guard let first = part.first, let dimension = Dimension(rawValue: Int(first) - 0x40) else { return nil }
      var members: [UInt8] = []
      var isEscaped = false
      for byte in part.dropFirst() {
        if isEscaped {
          members.append(byte == 0x42 ? separator : 0x1C)
          isEscaped = false
        } else if byte == 0x1C {
          isEscaped = true
        } else {
          members.append(byte)
        }
      }
      scope.values[dimension] = MemberList.decode(members).map { String(decoding: $0, as: UTF8.self) }
    }
    return scope
  }
}
