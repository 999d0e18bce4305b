/// The one pass over a text that checks everything and fills the tape.
///
/// Its text ends in a closing bracket or in zeros. Neither continues a blank, a number, a literal or a
/// punctuation, so those scans stop by themselves and only three places compare with the end: strings, what
/// follows a closing bracket, and the last word of the text. The state lives in registers: everything that
/// is called out of line gets values and gives values back.
struct ParserPass {
  static let wordSize = 8

  let text: UnsafePointer<UInt8>
  /// Where the last value must have ended.
  let end: Int
  /// Bytes that may be read, at least `wordSize`; what stands behind `end` is blank or zero.
  let readable: Int
  let maxDepth: Int
  /// Nodes that the tape may have, its first included.
  let maxNodes: Int
  let memory: UnsafeMutablePointer<ParserMemory>

  /// The next byte to read; after a failure the place of the fault.
  var at = 0
  var fault = JSONFault.expectedValue
  var tape: UnsafeMutablePointer<TapeNode>
  var capacity: Int
  /// Nodes on the tape.
  var count = 1
  var depth = 0
  /// The open container, what closes it, and its commas so far.
  var container = 0
  var closer: UInt8 = 0
  var commas = 0

  init(
    _ text: UnsafePointer<UInt8>, end: Int, readable: Int, maxDepth: Int, maxNodes: Int,
    memory: UnsafeMutablePointer<ParserMemory>, tape: UnsafeMutablePointer<TapeNode>
  ) {
    self.text = text
    self.end = end
    self.readable = readable
    self.maxDepth = maxDepth
    self.maxNodes = maxNodes
    self.memory = memory
    self.tape = tape
    capacity = min(memory.pointee.tape.capacity, maxNodes)
    tape[0] = TapeNode(unescaped: nil)
  }

  /// Reads the text; false when `fault` at `at` forbids it.
  mutating func document() -> Bool {
    skipBlanks()
    repeat {
      if closer == UInt8(ascii: "}") { guard name() else { return false } }
      let first = text[at]
      if first == UInt8(ascii: "{") || first == UInt8(ascii: "[") {
        guard open(first) else { return false }
        if text[at] != closer { continue }
      } else {
        guard scalar(first) else { return false }
      }
      if depth > 0 { guard separator() else { return false } }
    } while depth > 0
    if at < end { skipBlanks() }
    return at == end || fail(.trailingText, at: at)
  }

  /// Reads a member name and its colon.
  @inline(__always)
  private mutating func name() -> Bool {
    guard text[at] == UInt8(ascii: "\"") else { return fail(.expectedName, at: at) }
    guard string() else { return false }
    if text[at] != UInt8(ascii: ":") {
      skipBlanks()
      guard text[at] == UInt8(ascii: ":") else { return fail(.expectedColon, at: at) }
    }
    at &+= 1
    skipBlanks()
    return true
  }

  @inline(__always)
  private mutating func scalar(_ first: UInt8) -> Bool {
    if first == UInt8(ascii: "\"") { return string() }
    if first &- UInt8(ascii: "0") < 10 || first == UInt8(ascii: "-") { return number(first) }
    return literal()
  }

  /// Enters an array or object and stops at its first member or at its closing bracket.
  @inline(__always)
  private mutating func open(_ bracket: UInt8) -> Bool {
    if depth == maxDepth { return fail(.tooDeep, at: at) }
    depth &+= 1
    let kind = bracket == UInt8(ascii: "{") ? JSONKind.object : .array
    tape[container].length = UInt32(truncatingIfNeeded: commas)
    let node = count
    guard push(TapeNode(start: at, length: 0, next: container, meta: TapeNode.meta(kind))) else { return false }
    container = node
    closer = bracket &+ 2
    commas = -1
    at &+= 1
    skipBlanks()
    if text[at] != closer { commas = 0 }
    return true
  }

  /// Reads what follows a value: closing brackets, then a comma, up to the next member.
  @inline(__always)
  private mutating func separator() -> Bool {
    while true {
      skipBlanks()
      if text[at] == UInt8(ascii: ",") {
        at &+= 1
        commas &+= 1
        skipBlanks()
        return true
      }
      guard text[at] == closer else {
        return fail(closer == UInt8(ascii: "}") ? .expectedMemberEnd : .expectedElementEnd, at: at)
      }
      close()
      if depth == 0 { return true }
      if at >= end { return fail(closer == UInt8(ascii: "}") ? .expectedMemberEnd : .expectedElementEnd, at: end) }
    }
  }

  @inline(__always)
  private mutating func close() {
    at &+= 1
    depth &-= 1
    let node = tape[container]
    let members = UInt32(truncatingIfNeeded: min(commas &+ 1, Int(TapeNode.manyMembers)))
    tape[container] = TapeNode(
      start: Int(node.start), length: at &- Int(node.start), next: count, meta: node.meta | members &<< 4)
    container = Int(node.next)
    commas = Int(tape[container].length)
    closer = tape[container].kind == .object ? UInt8(ascii: "}") : UInt8(ascii: "]")
  }
}
