#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Cuts received bytes into messages.
struct FrameReader {
  /// Largest message, in bytes.
  let limit: Int
  private(set) var framing: Framing?
  /// Announced bytes of a message that is too large, still to be passed over.
  private var skipping = 0
  /// Whether a line that is too long is being passed over.
  private var isSkippingLine = false
  /// Whether anything but blanks was received.
  private var hasBegun = false

  static let mostHeaderBytes = 16 << 10

  /// - Parameter framing: the only one there is; nil for the one that the first byte chooses.
  init(limit: Int, framing: Framing? = nil) { (self.limit, self.framing) = (limit, framing) }

  /// What stands at the start of the buffer.
  enum Frame {
    /// A whole message: its place in the buffer, and the bytes to consume once it is handled.
    case message(Range<Int>, consume: Int)
    /// More bytes are needed.
    case incomplete
    /// A message that is not read, and why; the stream goes on behind it.
    case refused(String, consume: Int)
    /// Nothing tells where the next message begins.
    case lost(String)
  }

  /// Looks for the next message. Consumes what stands between messages itself.
  mutating func next(_ buffer: InputBuffer) -> Frame {
    if skipping > 0 {
      let passed = min(skipping, buffer.count)
      buffer.consume(passed)
      skipping -= passed
      if skipping > 0 { return .incomplete }
    }
    if isSkippingLine {
      guard let end = buffer.bytes.firstIndex(of: 10) else {
        buffer.consume(buffer.count)
        return .incomplete
      }
      buffer.consume(end + 1)
      isSkippingLine = false
    }
    passBlanks(buffer)
    guard buffer.count > 0, hasBegun || buffer.bytes[0] != 0xEF || buffer.count >= 3 else { return .incomplete }
    hasBegun = true
    switch framing ?? decide(buffer) {
    case .header: return nextByHeader(buffer)
    case .lines: return nextLine(buffer)
    }
  }

  private func passBlanks(_ buffer: InputBuffer) {
    guard framing != .header else { return }
    let bytes = buffer.bytes
    var blanks = 0
    while blanks < bytes.count, [32, 9, 10, 13].contains(bytes[blanks]) { blanks += 1 }
    if blanks > 0 { buffer.consume(blanks) }
    if !hasBegun, buffer.count >= 3, buffer.bytes.prefix(3).elementsEqual([0xEF, 0xBB, 0xBF]) {
      buffer.consume(3)
    }
  }

  /// By the first byte: a brace or bracket begins a line, the letter of a header's name a header.
  private mutating func decide(_ buffer: InputBuffer) -> Framing {
    let first = buffer.bytes[0]
    let isHeader = first == UInt8(ascii: "C") || first == UInt8(ascii: "c") || looksLikeHeader(buffer.bytes)
    let decided = isHeader ? Framing.header : .lines
    framing = decided
    return decided
  }

  private func looksLikeHeader(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let colon = bytes.prefix(64).firstIndex(of: UInt8(ascii: ":")), colon > 0 else { return false }
    return bytes[..<colon].allSatisfy { $0 == 45 || ($0 | 32 >= 97 && $0 | 32 <= 122) }
  }

  private mutating func nextLine(_ buffer: InputBuffer) -> Frame {
    let bytes = buffer.bytes
    let from = min(buffer.searched, bytes.count)
    guard let end = bytes[from...].firstIndex(of: 10) else {
      buffer.searched = bytes.count
      guard bytes.count > limit else { return .incomplete }
      let refusal = Frame.refused("a message may have \(limit) bytes, this line has more", consume: bytes.count)
      isSkippingLine = true
      return refusal
    }
    if end > limit { return .refused("a message may have \(limit) bytes, this line has \(end)", consume: end + 1) }
    return .message(0..<end, consume: end + 1)
  }

  private mutating func nextByHeader(_ buffer: InputBuffer) -> Frame {
    let bytes = buffer.bytes
    guard let header = Header.plain(bytes) ?? Header(bytes) else {
      if bytes.count > Self.mostHeaderBytes { return .lost("a header has more than \(Self.mostHeaderBytes) bytes") }
      return .incomplete
    }
    if let problem = header.problem { return .lost(problem) }
    guard let length = header.contentLength else { return .lost("a header lacks Content-Length") }
    if length > limit {
      skipping = length - min(length, bytes.count - header.size)
      return .refused(
        "a message may have \(limit) bytes, this one has \(length)",
        consume: header.size + min(length, bytes.count - header.size))
    }
    guard bytes.count - header.size >= length else { return .incomplete }
    return .message(header.size..<(header.size + length), consume: header.size + length)
  }
}

/// The header of a message: lines that end with CRLF or LF, up to an empty one.
private struct Header {
  private(set) var contentLength: Int?
  private(set) var size = 0
  private(set) var problem: String?

  private init(contentLength: Int, size: Int) { (self.contentLength, self.size) = (contentLength, size) }

  /// The header that nearly every message has: `Content-Length: N`, CRLF, CRLF. Nil for any other.
  static func plain(_ bytes: UnsafeBufferPointer<UInt8>) -> Header? {
    let name: StaticString = "Content-Length: "
    guard bytes.count > 20, let start = bytes.baseAddress, memcmp(start, name.utf8Start, 16) == 0 else { return nil }
    var length = 0
    var index = 16
    while index < 28, index < bytes.count, bytes[index] &- 48 < 10 {
      length = length &* 10 &+ Int(bytes[index] &- 48)
      index &+= 1
    }
    guard index > 16, index < 28, index &+ 4 <= bytes.count else { return nil }
    guard bytes[index] == 13, bytes[index &+ 1] == 10, bytes[index &+ 2] == 13, bytes[index &+ 3] == 10 else { return nil }
    return Header(contentLength: length, size: index &+ 4)
  }

  /// Nil when its end is not there yet.
  init?(_ bytes: UnsafeBufferPointer<UInt8>) {
    var lineStart = 0
    let end = min(bytes.count, FrameReader.mostHeaderBytes + 1)
    while lineStart < end {
      guard let newline = bytes[lineStart..<end].firstIndex(of: 10) else { return nil }
      var lineEnd = newline
      if lineEnd > lineStart, bytes[lineEnd - 1] == 13 { lineEnd -= 1 }
      if lineEnd == lineStart {
        // Blank lines before a header are passed over; one after it ends it.
        if lineStart > 0, contentLength != nil || problem != nil || hasFields {
          size = newline + 1
          return
        }
        lineStart = newline + 1
        continue
      }
      read(UnsafeBufferPointer(rebasing: bytes[lineStart..<lineEnd]))
      lineStart = newline + 1
    }
    return nil
  }

  private var hasFields = false

  private mutating func read(_ line: UnsafeBufferPointer<UInt8>) {
    hasFields = true
    guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else {
      problem = "a header line has no colon"
      return
    }
    let name = line[..<colon].map { $0 >= 65 && $0 <= 90 ? $0 + 32 : $0 }.filter { $0 != 32 && $0 != 9 }
    guard name.elementsEqual("content-length".utf8) else { return }
    let value = line[(colon + 1)...].filter { $0 != 32 && $0 != 9 }
    guard !value.isEmpty, value.count <= 18, value.allSatisfy({ $0 >= 48 && $0 <= 57 }) else {
      problem = "Content-Length is no whole number of bytes"
      return
    }
    let length = value.reduce(0) { $0 * 10 + Int($1 - 48) }
    if let earlier = contentLength, earlier != length { problem = "Content-Length is given twice, differently" }
    contentLength = length
  }
}
