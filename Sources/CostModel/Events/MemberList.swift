/// Several texts in one (tags, tables), so that a set of them has one number in the dictionary of names.
///
/// Members are sorted and different, and kept apart by a control character; where one occurs inside a member, it is
/// written as two others, so that any text comes back byte for byte.
package enum MemberList {
  private static let separator: UInt8 = 0x1F
  private static let escape: UInt8 = 0x1E

  package static func encode(_ members: [[UInt8]]) -> [UInt8] {
    let sorted = members.filter { !$0.isEmpty }.sorted { $0.lexicographicallyPrecedes($1) }
    var text: [UInt8] = []
    var previous: [UInt8]?
    for member in sorted where member != previous {
      if previous != nil { text.append(separator) }
      previous = member
      for byte in member {
        if byte == separator || byte == escape {
          text.append(escape)
          text.append(byte == separator ? 0x42 : 0x41)
        } else {
          text.append(byte)
        }
      }
    }
    return text
  }

  package static func decode(_ text: some Collection<UInt8>) -> [[UInt8]] {
    text.split(separator: separator).map { escaped in
      var member: [UInt8] = []
      member.reserveCapacity(escaped.count)
      var isEscaped = false
      for byte in escaped {
        if isEscaped {
          member.append(byte == 0x42 ? separator : escape)
          isEscaped = false
        } else if byte == escape {
          isEscaped = true
        } else {
          member.append(byte)
        }
      }
      return member
    }
  }
}
