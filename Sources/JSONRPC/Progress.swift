import JSON
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// `$/progress` of one request: begin, reports that never go back, end. Or, for peers that know no beginning and end,
/// `notifications/progress` with numbers that only grow.
package final class Progress: @unchecked Sendable {
  // @unchecked: used by the one thread that works on the request; whether it may still speak is asked under `speaking`,
  // since others end that.
  private let token: [UInt8]
  private let tellsNumbersOnly: Bool
  private let speaking = Mutex(true)
  /// The number told last; less than any before the first.
  private var told = -1.0
  private let send: @Sendable (UnsafeRawBufferPointer) -> Void
  private var percentage = 0
  private var lastReport: UInt64 = 0
  private var hasBegun = false
  private var hasEnded = false

  init(token: [UInt8], tellsNumbersOnly: Bool = false, send: @escaping @Sendable (UnsafeRawBufferPointer) -> Void) {
    (self.token, self.tellsNumbersOnly, self.send) = (token, tellsNumbersOnly, send)
  }

  /// Nothing more is told. Whatever is being told has left when this returns.
  func silence() { speaking.withLock { $0 = false } }

  func begin(_ title: String) {
    guard !hasBegun else { return }
    hasBegun = true
    if tellsNumbersOnly { return tell(0, title) }
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
    if tellsNumbersOnly { return tell(Double(percentage), message) }
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
    if tellsNumbersOnly { return silence() }
    tell("end") { writer in
      writer.name("message")
      writer.string(message)
    }
  }

  private func tell(_ number: Double, _ message: String) {
    // Work without a measure, or with a small one, still goes on.
    told = number > told ? number : told + 0.001
    notify("notifications/progress") { writer in
      writer.name("progressToken")
      token.withUnsafeBytes { writer.raw($0) }
      writer.name("progress")
      writer.double(told)
      writer.name("total")
      writer.int(100)
      writer.name("message")
      writer.string(message)
    }
  }

  private func tell(_ kind: StaticString, _ body: (JSONWriter) -> Void) {
    notify("$/progress") { writer in
      writer.name("token")
      token.withUnsafeBytes { writer.raw($0) }
      writer.name("value")
      writer.beginObject()
      writer.name("kind")
      writer.string(kind)
      body(writer)
      writer.endObject()
    }
  }

  private func notify(_ method: StaticString, _ params: (JSONWriter) -> Void) {
    let writer = JSONWriter(capacity: 256)
    writer.beginObject()
    writer.name("jsonrpc")
    writer.string("2.0")
    writer.name("method")
    writer.string(method)
    writer.name("params")
    writer.beginObject()
    params(writer)
    writer.endObject()
    writer.endObject()
    speaking.withLock { maySpeak in
      if maySpeak { send(writer.bytes) }
    }
  }

  /// A clock for spacing messages only; no answer depends on it.
  private static func milliseconds() -> UInt64 {
    var instant = timespec()
    clock_gettime(CLOCK_MONOTONIC, &instant)
    return UInt64(instant.tv_sec) * 1_000 + UInt64(instant.tv_nsec) / 1_000_000
  }
}
