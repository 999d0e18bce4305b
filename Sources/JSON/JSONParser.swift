/// Reads JSON texts, strictly as RFC 8259 has them, into a flat tape that views look at.
///
/// A class, because views point into its buffers: tape and unescaped strings are kept from text to text, so
/// reading a request allocates nothing. One parser serves one task at a time.
package final class JSONParser {
  /// Containers inside containers that are accepted, the outermost counted.
  package let maxDepth: Int
  /// Values and names in one text that are accepted; a string with escapes counts twice.
  package let maxValues: Int
  private let memory: UnsafeMutablePointer<ParserMemory>

  /// - Parameter maxDepth: brought into 1...1,000, so that recursion over a view stays within any stack.
  /// - Parameter maxValues: bounds the tape, which takes 16 bytes a value, eight times what `1,` takes.
  package init(maxDepth: Int = 128, maxValues: Int = Int(Int32.max)) {
    self.maxDepth = min(max(maxDepth, 1), 1_000)
    self.maxValues = min(max(maxValues, 1_024), Int(Int32.max))
    memory = .allocate(capacity: 1)
    memory.initialize(to: ParserMemory())
  }

  deinit {
    memory.pointee.release()
    memory.deinitialize(count: 1)
    memory.deallocate()
  }

  /// Reads one whole text.
  ///
  /// Member names may repeat; a view finds the first. Strings are checked and unescaped here, numbers are
  /// checked here and converted when asked for.
  ///
  /// - Returns: the root, valid until the next `parse`, while `bytes` stand and while the parser lives.
  /// - Throws: `JSONSyntaxError` with the place of the first fault.
  package func parse(_ bytes: UnsafeRawBufferPointer) throws(JSONSyntaxError) -> JSONView {
    let length = lengthWithoutTrailingBlanks(bytes)
    guard let base = bytes.baseAddress, length > 0 else { throw error(.expectedValue, bytes.count, bytes.count) }
    if length > Int(Int32.max) { throw error(.tooLong, Int(Int32.max), bytes.count) }
    if length >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF { throw error(.byteOrderMark, 0, length) }
    guard prepare(length) else { throw error(.outOfMemory, 0, length) }

    let isClosed = bytes[length - 1] == UInt8(ascii: "}") || bytes[length - 1] == UInt8(ascii: "]")
    var text = base.assumingMemoryBound(to: UInt8.self)
    var readable = bytes.count
    if !isClosed || readable < ParserPass.wordSize {
      let whole = UnsafeRawBufferPointer(start: base, count: length)
      guard let copy = memory.pointee.padding(whole, zeros: ParserPass.wordSize) else {
        throw error(.outOfMemory, 0, bytes.count)
      }
      (text, readable) = (copy, length + ParserPass.wordSize)
    }
    guard let tape = memory.pointee.tape.base else { throw error(.outOfMemory, 0, length) }
    var pass = ParserPass(text, end: length, readable: readable, maxDepth: maxDepth, maxNodes: maxValues + 1, memory: memory, tape: tape)
    guard pass.document() else { throw error(pass.fault, min(pass.at, length), length) }
    pass.tape[0] = TapeNode(unescaped: memory.pointee.unescaped.base)
    return JSONView(text: base.assumingMemoryBound(to: UInt8.self), tape: UnsafePointer(pass.tape), index: 1)
  }

  /// Empties the buffers; a large text's memory is given back as soon as a small one follows.
  private func prepare(_ length: Int) -> Bool {
    let keptBytes = 1 << 20
    if length < keptBytes / 16 { memory.pointee.shrink(above: keptBytes) }
    memory.pointee.unescapedCount = 0
    // Most texts have at least eight bytes for a node; the tape of others grows.
    return memory.pointee.tape.reserve(min(length / 8, 4_096) + 64)
  }

  private func error(_ fault: JSONFault, _ offset: Int, _ end: Int) -> JSONSyntaxError {
    let reason = fault.reason(maxDepth: maxDepth, maxValues: maxValues)
    let isEarlyEnd = offset >= end && fault.expectsMore
    return JSONSyntaxError(offset: offset, reason: isEarlyEnd ? reason + ", but the text ends" : reason)
  }
}

private func lengthWithoutTrailingBlanks(_ bytes: UnsafeRawBufferPointer) -> Int {
  var length = bytes.count
  while length > 0, isBlank(bytes[length &- 1]) { length &-= 1 }
  return length
}

/// Whether a byte is one of the four that may stand between tokens.
@inline(__always)
func isBlank(_ byte: UInt8) -> Bool {
  byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
}
