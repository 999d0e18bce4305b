/// One value of a parsed text: three words to copy, nothing to retain.
///
/// Valid until the parser's next `parse`, and only while the text and the parser live. Whoever keeps more than
/// that copies it out (`string`, `JSONValue.init`).
package struct JSONView {
  let text: UnsafePointer<UInt8>
  let tape: UnsafePointer<TapeNode>
  let index: Int

  @inline(__always)
  init(text: UnsafePointer<UInt8>, tape: UnsafePointer<TapeNode>, index: Int) {
    self.text = text
    self.tape = tape
    self.index = index
  }

  @inline(__always)
  var node: TapeNode { tape[index] }

  @inline(__always)
  func at(_ index: Int) -> JSONView { JSONView(text: text, tape: tape, index: index) }

  package var kind: JSONKind { node.kind }

  package var isNull: Bool { node.kind == .null }

  package var bool: Bool? { node.kind == .bool ? node.isFlagged : nil }

  /// The bytes of a string with its escapes resolved, always valid UTF-8; nil for other kinds.
  package var utf8: UnsafeBufferPointer<UInt8>? {
    node.kind == .string ? decodedBytes : nil
  }

  package var string: String? {
    utf8.map { String(decoding: $0, as: UTF8.self) }
  }

  /// The source of this value exactly as it was sent, quotes and brackets included.
  package var raw: UnsafeRawBufferPointer {
    let node = node
    let quotes = node.kind == .string ? 1 : 0
    let start = UnsafeRawPointer(text) + (Int(node.start) &- quotes)
    return UnsafeRawBufferPointer(start: start, count: Int(node.length) &+ 2 &* quotes)
  }

  /// The number of members or elements; 0 for everything but objects and arrays.
  package var count: Int {
    let node = node
    guard node.kind == .array || node.kind == .object else { return 0 }
    if node.memberCount < TapeNode.manyMembers { return Int(node.memberCount) }
    // Too many for the node, so they are walked.
    if node.kind == .array { return elements.reduce(0) { count, _ in count + 1 } }
    return members.reduce(0) { count, _ in count + 1 }
  }

  /// Whether this is a string of exactly these bytes.
  package func equals(_ text: StaticString) -> Bool {
    node.kind == .string && decodedBytes.isSame(as: text)
  }

  /// The bytes of the string or name at this place of the tape.
  @inline(__always)
  var decodedBytes: UnsafeBufferPointer<UInt8> {
    let node = node
    if !node.isFlagged { return UnsafeBufferPointer(start: text + Int(node.start), count: Int(node.length)) }
    let copy = tape[index &+ 1]
    return UnsafeBufferPointer(start: tape[0].unescaped.map { $0 + Int(copy.start) }, count: Int(copy.length))
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// Whether these are the bytes of `text`.
  @inline(__always)
  func isSame(as text: StaticString) -> Bool {
    guard count == text.utf8CodeUnitCount else { return false }
    guard let baseAddress else { return true }
    return sameBytes(baseAddress, text.utf8Start, count)
  }
}
