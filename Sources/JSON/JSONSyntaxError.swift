/// Where and why a text is not JSON.
package struct JSONSyntaxError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The byte at which reading stopped, from zero; the length of the text when it ended too early.
  package let offset: Int
  /// A fragment for the middle of a sentence, such as "expected a value".
  package let reason: String

  package init(offset: Int, reason: String) { (self.offset, self.reason) = (offset, reason) }

  package var description: String { "invalid JSON at byte \(offset): \(reason)" }
}

/// What the pass over a text can stumble on, as small as a byte so that the loop carries no strings.
enum JSONFault: UInt8 {
  case expectedValue, expectedName, expectedColon, expectedMemberEnd, expectedElementEnd
  case trailingText, byteOrderMark, tooDeep, tooLong, tooMany, outOfMemory
  case openString, controlCharacter, badEscape, badHexadecimal, loneSurrogate, badUTF8
  case leadingZero, expectedDigit

  /// Says what was wrong; `maxDepth` and `maxValues` are the limits that the parser was made with.
  func reason(maxDepth: Int, maxValues: Int) -> String {
    switch self {
    case .expectedValue: "expected a value"
    case .expectedName: "expected a member name in double quotes"
    case .expectedColon: "expected \":\" after a member name"
    case .expectedMemberEnd: "expected \",\" or \"}\""
    case .expectedElementEnd: "expected \",\" or \"]\""
    case .trailingText: "expected nothing after the value"
    case .byteOrderMark: "expected a value, found a byte order mark"
    case .tooDeep: "arrays and objects are nested more than \(maxDepth) deep"
    case .tooLong: "the text is longer than 2 GiB"
    case .tooMany: "the text has more than \(maxValues) values and names"
    case .outOfMemory: "the text needs more memory than there is"
    case .openString: "a string has no closing quote"
    case .controlCharacter: "a control character in a string must be escaped"
    case .badEscape: "unknown escape in a string"
    case .badHexadecimal: "expected four hexadecimal digits after \"\\u\""
    case .loneSurrogate: "a surrogate escape lacks its other half"
    case .badUTF8: "a string is not valid UTF-8"
    case .leadingZero: "a number must not begin with a zero that more digits follow"
    case .expectedDigit: "expected a digit in a number"
    }
  }

  /// Whether the fault names something that was expected, so that an early end of the text is worth a word.
  var expectsMore: Bool {
    switch self {
    case .expectedValue, .expectedName, .expectedColon, .expectedMemberEnd, .expectedElementEnd, .expectedDigit: true
    default: false
    }
  }
}
