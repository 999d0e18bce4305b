import JSONRPC

/// A file's bytes as they are cut: whole lines, pieces, or everything.
///
/// A class, because it owns its memory. It holds one line at most, so a file may be of any size and a line without end
/// is refused before it takes much.
final class RowBuffer {
  private var source: (any ByteSource)?
  private var base: UnsafeMutablePointer<UInt8>
  private var capacity = RowBuffer.step
  private var start = 0
  private var filled = 0
  private var isAtEnd = false
  /// Bytes of the file that were handed out.
  private(set) var consumed: Int64 = 0

  private static let step = 1 << 20
  static let longestLine = 16 << 20
  static let wholeFile = 64 << 20

  init() { base = .allocate(capacity: capacity) }
  deinit { base.deallocate() }

  func open(_ source: any ByteSource) {
    self.source = source
    (start, filled, consumed, isAtEnd) = (0, 0, 0, false)
  }

  func seek(to offset: Int64) {
    source?.seek(to: offset)
    (start, filled, consumed, isAtEnd) = (0, 0, offset, false)
  }

  /// What comes next, a line of it at least if that is no longer than a mebibyte; nothing is handed out.
  func head() throws(ErrorAnswer) -> UnsafeBufferPointer<UInt8> {
    while !isAtEnd, filled - start < Self.step, newline(from: start) == nil { try fill() }
    return UnsafeBufferPointer(start: base + start, count: filled - start)
  }

  /// The next line without its end; nil behind the last one. Valid until the next call.
  func nextLine(_ number: Int) throws(ErrorAnswer) -> UnsafeBufferPointer<UInt8>? {
    var searched = start
    while true {
      if let end = newline(from: searched) { return take(end - start, behind: 1) }
      let pending = filled - start
      if isAtEnd { return pending == 0 ? nil : take(pending, behind: 0) }
      guard pending <= Self.longestLine else {
        throw .invalid("path", "lines of at most \(Self.longestLine) bytes", got: "a longer one at line \(number)")
      }
      try fill()
      searched = start + pending
    }
  }

  /// Some bytes; nil at the end. Valid until the next call.
  func nextPiece() throws(ErrorAnswer) -> UnsafeBufferPointer<UInt8>? {
    if start == filled { try fill() }
    return start == filled ? nil : take(min(filled - start, 1 << 16), behind: 0)
  }

  /// Everything that is left; valid until the buffer is used again.
  func rest() throws(ErrorAnswer) -> UnsafeBufferPointer<UInt8> {
    let tooLong = ErrorAnswer.invalid("format", "a JSON text of at most \(Self.wholeFile) bytes (ndjson may be longer)", got: "a longer one")
    guard source?.size ?? 0 <= Int64(Self.wholeFile) else { throw tooLong }
    while !isAtEnd {
      guard filled - start <= Self.wholeFile else { throw tooLong }
      try fill()
    }
    return take(filled - start, behind: 0)
  }

  private func take(_ count: Int, behind: Int) -> UnsafeBufferPointer<UInt8> {
    defer {
      start += count + behind
      consumed += Int64(count + behind)
    }
    return UnsafeBufferPointer(start: base + start, count: count)
  }

  private func newline(from index: Int) -> Int? {
    UnsafeBufferPointer(start: base + index, count: filled - index).firstIndex(of: 10).map { $0 + index }
  }

  /// Reads a mebibyte more; what was not handed out stays.
  private func fill() throws(ErrorAnswer) {
    guard !isAtEnd else { return }
    if start > 0 {
      base.update(from: base + start, count: filled - start)
      filled -= start
      start = 0
    }
    if capacity - filled < Self.step / 2 {
      let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity * 2)
      larger.update(from: base, count: filled)
      base.deallocate()
      (base, capacity) = (larger, capacity * 2)
    }
    let received = try source?.read(into: base + filled, min(capacity - filled, Self.step)) ?? 0
    if received == 0 { isAtEnd = true }
    filled += received
  }
}
