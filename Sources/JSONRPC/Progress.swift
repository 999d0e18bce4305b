import JSON

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// `$/progress` of one request: begin, reports that never go back, end.
package final class Progress: @unchecked Sendable {
  // @unchecked: used by the one thread that works on the request.
  private let token: [UInt8]
  private let send: @Sendable (UnsafeRawBufferPointer) -> Void
  private var percentage = 0
  private var lastReport: UInt64 = 0
  private var hasBegun = false
  private var hasEnded = false

  init(token: [UInt8], send: @escaping @Sendable (UnsafeRawBufferPointer) -> Void) {
    (self.token, self.send) = (token, send)
  }

  func begin(_ title: String) {
    guard !hasBegun else { return }
    hasBegun = true
    tell("begin") { writer in
      writer.name("title")
      writer.string(title)
      writer.name("cancellable")
      writer.bool(true)
      writer.name("percentage")
      writer.int(0)
    }
  }

  func report(_ fraction: Double?, _ message: String) {
    guard hasBegun, !hasEnded else { return }
    let now = Self.milliseconds()
    guard now >= lastReport + 50 else { return }
    lastReport = now
    if let fraction, fraction.isFinite { percentage = max(percentage, min(100, Int(fraction * 100))) }
    tell("report") { writer in
      writer.name("message")
      writer.string(message)
      if fraction != nil {
        writer.name("percentage")
        writer.int(percentage)
      }
    }
  }

  /// Ends what was begun; a second end, or one without a begin, is nothing.
  func end(_ message: String) {
    guard hasBegun, !hasEnded else { return }
    hasEnded = true
    tell("end") { writer in
      writer.name("message")
      writer.string(message)
    }
  }

  private func tell(_ kind: StaticString, _ body: (JSONWriter) -> Void) {
    let writer = JSONWriter(capacity: 256)
    writer.beginObject()
    writer.name("jsonrpc")
    writer.string("2.0")
    writer.name("method")
    writer.string("$/progress")
    writer.name("params")
    writer.beginObject()
    writer.name("token")
    token.withUnsafeBytes { writer.raw($0) }
    writer.name("value")
    writer.beginObject()
    writer.name("kind")
    writer.string(kind)
    body(writer)
    writer.endObject()
    writer.endObject()
    writer.endObject()
    send(writer.bytes)
  }

  /// A clock for spacing messages only; no answer depends on it.
  private static func milliseconds() -> UInt64 {
    var instant = timespec()
    clock_gettime(CLOCK_MONOTONIC, &instant)
    return UInt64(instant.tv_sec) * 1_000 + UInt64(instant.tv_nsec) / 1_000_000
  }
}
