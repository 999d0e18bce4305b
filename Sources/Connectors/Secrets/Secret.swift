/// A secret in memory. It shows itself in no description, reflection or interpolation; what uses it asks for its bytes.
package struct Secret: Sendable {
  package let bytes: [UInt8]

  package init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// For protocols that take text; nil when the bytes are none.
  package var text: String? { String(validating: bytes, as: UTF8.self) }

  /// The last four characters, where enough others stay hidden: `…abcd`.
  package var hint: String {
    guard let text, text.count >= 12, text.utf8.allSatisfy({ 0x21...0x7e ~= $0 }) else { return "…" }
    return "…" + text.suffix(4)
  }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  package var description: String { "(secret)" }
  package var debugDescription: String { description }
  package var customMirror: Mirror { Mirror(self, children: []) }
}
