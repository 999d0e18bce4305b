/// The tokens: each function begins at the token's first byte and ends behind its last.
extension ParserPass {
  @inline(__always)
  mutating func fail(_ fault: JSONFault, at place: Int) -> Bool {
    self.fault = fault
    at = place
    return false
  }

  @inline(__always)
  mutating func push(_ node: TapeNode) -> Bool {
    if count == capacity {
      if count >= maxNodes { return fail(.tooMany, at: at) }
      guard memory.pointee.tape.reserve(count &+ 1, atMost: maxNodes), let base = memory.pointee.tape.base else {
        return fail(.outOfMemory, at: at)
      }
      tape = base
      capacity = min(memory.pointee.tape.capacity, maxNodes)
    }
    tape[count] = node
    count &+= 1
    return true
  }

  /// Eight bytes from `place`, zeros for those that may not be read.
  @inline(__always)
  func word(_ place: Int) -> Word {
    if place &+ ParserPass.wordSize <= readable { return loadWord(text + place) }
    let missing = place &+ ParserPass.wordSize &- readable
    // A shift by 64 or more gives zero: `>>` and not `&>>`.
    return loadWord(text + (readable &- ParserPass.wordSize)) >> Word(truncatingIfNeeded: missing &* 8)
  }

  @inline(__always)
  mutating func skipBlanks() {
    if text[at] <= 0x20 { at = blanksEnd(text, at) }
  }

  @inline(__always)
  mutating func string() -> Bool {
    let start = at &+ 1
    var place = start
    while true {
      let word = word(place)
      let stops = stringStops(word)
      if stops == 0 {
        place &+= ParserPass.wordSize
        continue
      }
      let byte = markedByte(stops)
      place &+= byte
      guard (word &>> Word(truncatingIfNeeded: byte &* 8)) & 0xFF == 0x22 else { break }
      at = place &+ 1
      return push(
        TapeNode(start: start, length: place &- start, next: count &+ 1, meta: TapeNode.meta(.string)))
    }
    return unusualString(start, place)
  }

  /// A string with escapes or non-ASCII bytes, or one that is wrong.
  @inline(__always)
  private mutating func unusualString(_ start: Int, _ stop: Int) -> Bool {
    let scan = StringScan.finish(text, start: start, stop: stop, end: end, memory: memory)
    if let fault = scan.fault { return fail(fault, at: scan.end) }
    let escapes = scan.unescapedStart >= 0
    let node = TapeNode(
      start: start, length: scan.end &- start, next: count &+ (escapes ? 2 : 1),
      meta: TapeNode.meta(.string) | (escapes ? TapeNode.flag : 0))
    at = scan.end
    guard push(node) else { return false }
    if escapes {
      let length = scan.unescapedLength
      guard push(TapeNode(start: scan.unescapedStart, length: length, next: count &+ 1, meta: 0)) else { return false }
    }
    at = scan.end &+ 1
    return true
  }

  @inline(__always)
  mutating func number(_ first: UInt8) -> Bool {
    let start = at
    if first == UInt8(ascii: "-") { at &+= 1 }
    let firstDigit = at
    skipDigits()
    if at == firstDigit { return fail(.expectedDigit, at: at) }
    if text[firstDigit] == UInt8(ascii: "0"), at != firstDigit &+ 1 { return fail(.leadingZero, at: firstDigit) }
    var meta = TapeNode.meta(.number) | TapeNode.flag
    if text[at] == UInt8(ascii: ".") {
      meta = TapeNode.meta(.number)
      at &+= 1
      let fraction = at
      skipDigits()
      if at == fraction { return fail(.expectedDigit, at: at) }
    }
    if text[at] | 0x20 == UInt8(ascii: "e") {
      meta = TapeNode.meta(.number)
      at &+= 1
      if text[at] == UInt8(ascii: "+") || text[at] == UInt8(ascii: "-") { at &+= 1 }
      let exponent = at
      skipDigits()
      if at == exponent { return fail(.expectedDigit, at: at) }
    }
    return push(TapeNode(start: start, length: at &- start, next: count &+ 1, meta: meta))
  }

  @inline(__always)
  private mutating func skipDigits() {
    var digits = 0
    repeat {
      digits = leadingDigits(word(at))
      at &+= digits
    } while digits == ParserPass.wordSize
  }

  @inline(__always)
  mutating func literal() -> Bool {
    let word = word(at)
    let (length, meta): (Int, UInt32)
    switch word & 0xFFFF_FFFF {
    case 0x6575_7274: (length, meta) = (4, TapeNode.meta(.bool) | TapeNode.flag)  // "true"
    case 0x6C6C_756E: (length, meta) = (4, TapeNode.meta(.null))  // "null"
    case 0x736C_6166 where (word &>> 32) & 0xFF == 0x65: (length, meta) = (5, TapeNode.meta(.bool))  // "false"
    default: return fail(.expectedValue, at: at)
    }
    let start = at
    at &+= length
    return push(TapeNode(start: start, length: length, next: count &+ 1, meta: meta))
  }
}

/// The first place from `start` on that is not blank; the text is known to have one.
@inline(never)
private func blanksEnd(_ text: UnsafePointer<UInt8>, _ start: Int) -> Int {
  var at = start
  while isBlank(text[at]) { at &+= 1 }
  return at
}
