/// Member names and strings: quotes, backslashes and control characters are escaped, all else stays UTF-8.
extension JSONWriter {
  package func name(_ text: StaticString) {
    name(utf8: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  package func name(_ text: String) {
    string(text)
    endName()
  }

  package func name(utf8: UnsafeBufferPointer<UInt8>) {
    string(utf8: utf8)
    endName()
  }

  package func string(_ text: StaticString) {
    string(utf8: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  package func string(_ text: String) {
    var text = text
    text.withUTF8 { string(utf8: $0) }
  }

  /// Writes a string; bytes that are not valid UTF-8 become U+FFFD, so the text stays JSON.
  package func string(utf8: UnsafeBufferPointer<UInt8>) {
    separate()
    append(UInt8(ascii: "\""))
    if let base = utf8.baseAddress { content(base, utf8.count) }
    append(UInt8(ascii: "\""))
  }

  private func content(_ text: UnsafePointer<UInt8>, _ count: Int) {
    var at = 0
    var written = 0
    while at < count {
      if at &+ 8 <= count {
        let stops = stringStops(loadWord(text + at))
        at &+= markedByte(stops)
        if stops == 0 { continue }
      }
      let byte = text[at]
      let length = byte < 0x80 ? 1 : utf8SequenceLength(text, at: at, end: count)
      if length == 0 || mustBeEscaped(byte) {
        append(text + written, at &- written)
        if length == 0 { append("\u{FFFD}") } else { escape(byte) }
        at &+= 1
        written = at
      } else {
        at &+= length
      }
    }
    append(text + written, count &- written)
  }

  private func mustBeEscaped(_ byte: UInt8) -> Bool {
    byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
  }

  private func escape(_ byte: UInt8) {
    append(UInt8(ascii: "\\"))
    switch byte {
    case 0x08: append(UInt8(ascii: "b"))
    case 0x09: append(UInt8(ascii: "t"))
    case 0x0A: append(UInt8(ascii: "n"))
    case 0x0C: append(UInt8(ascii: "f"))
    case 0x0D: append(UInt8(ascii: "r"))
    case ..<0x20:
      append("u00")
      append(byte < 0x10 ? UInt8(ascii: "0") : UInt8(ascii: "1"))
      let low = byte & 0x0F
      append(low < 10 ? UInt8(ascii: "0") &+ low : UInt8(ascii: "a") &+ (low &- 10))
    default: append(byte)
    }
  }
}
