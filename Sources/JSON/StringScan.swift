/// The rest of a string whose plain scan stopped at something else than its closing quote.
struct StringScan {
  /// The closing quote, or the place of the fault.
  private(set) var end: Int
  private(set) var fault: JSONFault?
  /// Where the unescaped bytes stand in the parser's memory; -1 when the source needs no unescaping.
  private(set) var unescapedStart = -1
  private(set) var unescapedLength = 0

  private let text: UnsafePointer<UInt8>
  private let limit: Int
  private let memory: UnsafeMutablePointer<ParserMemory>
  /// The first byte that has not been copied to the unescaped ones.
  private var pending: Int

  /// Reads on at `stop` in a string whose first byte is at `start`.
  @inline(never)
  static func finish(
    _ text: UnsafePointer<UInt8>, start: Int, stop: Int, end: Int, memory: UnsafeMutablePointer<ParserMemory>
  ) -> StringScan {
    var scan = StringScan(end: stop, text: text, limit: end, memory: memory, pending: start)
    scan.run(openingQuote: start - 1)
    return scan
  }

  private mutating func run(openingQuote: Int) {
    while fault == nil {
      guard end < limit else { return fail(.openString, at: openingQuote) }
      let byte = text[end]
      if byte == UInt8(ascii: "\"") { return close() }
      if byte == UInt8(ascii: "\\") {
        guard end &+ 1 < limit else { return fail(.openString, at: openingQuote) }
        escape()
      } else if byte < 0x20 {
        fail(.controlCharacter, at: end)
      } else {
        plain()
      }
    }
  }

  /// Passes over one character, and over ASCII eight bytes a step.
  private mutating func plain() {
    let length = utf8SequenceLength(text, at: end, end: limit)
    if length == 0 { return fail(.badUTF8, at: end) }
    end &+= length
    while end &+ 8 <= limit {
      let stops = stringStops(loadWord(text + end))
      end &+= markedByte(stops)
      if stops != 0 { return }
    }
  }

  private mutating func escape() {
    if unescapedStart < 0 { unescapedStart = memory.pointee.unescapedCount }
    guard memory.pointee.appendUnescaped(text + pending, end &- pending) else { return fail(.outOfMemory, at: end) }
    let start = end
    guard let scalar = escapedScalar() else { return }
    var bytes: (UInt8, UInt8, UInt8, UInt8) = (0, 0, 0, 0)
    let isStored = withUnsafeMutableBytes(of: &bytes) { buffer in
      guard let base = buffer.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return false }
      return memory.pointee.appendUnescaped(base, encodeUTF8(scalar, into: base))
    }
    if !isStored { return fail(.outOfMemory, at: start) }
    pending = end
  }

  /// The character that the escape at `end`, two bytes at least, stands for; moves behind it.
  private mutating func escapedScalar() -> UInt32? {
    let start = end
    let letter = text[end &+ 1]
    end &+= 2
    switch letter {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return UInt32(letter)
    case UInt8(ascii: "b"): return 0x08
    case UInt8(ascii: "f"): return 0x0C
    case UInt8(ascii: "n"): return 0x0A
    case UInt8(ascii: "r"): return 0x0D
    case UInt8(ascii: "t"): return 0x09
    case UInt8(ascii: "u"): return fourDigitScalar(escape: start)
    default:
      fail(.badEscape, at: start)
      return nil
    }
  }

  /// A `\u` escape, or the two that make a character above U+FFFF.
  private mutating func fourDigitScalar(escape: Int) -> UInt32? {
    guard let unit = fourDigits() else { return nil }
    if unit & 0xF800 != 0xD800 { return unit }
    let hasNext = unit < 0xDC00 && end &+ 1 < limit && text[end] == 0x5C && text[end &+ 1] == UInt8(ascii: "u")
    if hasNext {
      end &+= 2
      guard let low = fourDigits() else { return nil }
      if low & 0xFC00 == 0xDC00 { return 0x1_0000 &+ ((unit & 0x3FF) &<< 10 | low & 0x3FF) }
    }
    fail(.loneSurrogate, at: escape)
    return nil
  }

  private mutating func fourDigits() -> UInt32? {
    var value: UInt32 = 0
    for place in end..<end &+ 4 {
      guard place < limit, let digit = hexadecimalDigit(text[place]) else {
        fail(.badHexadecimal, at: min(place, limit))
        return nil
      }
      value = value &<< 4 | digit
    }
    end &+= 4
    return value
  }

  private mutating func close() {
    guard unescapedStart >= 0 else { return }
    guard memory.pointee.appendUnescaped(text + pending, end &- pending) else { return fail(.outOfMemory, at: end) }
    unescapedLength = memory.pointee.unescapedCount &- unescapedStart
  }

  private mutating func fail(_ fault: JSONFault, at place: Int) {
    self.fault = fault
    end = place
  }
}

private func hexadecimalDigit(_ byte: UInt8) -> UInt32? {
  switch byte {
  case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte &- UInt8(ascii: "0"))
  case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt32(byte &- UInt8(ascii: "a") &+ 10)
  case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt32(byte &- UInt8(ascii: "A") &+ 10)
  default: nil
  }
}
