#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Bytes received and not yet understood.
///
/// A class, because views point into it while a message is handled. It belongs to the reading thread.
final class InputBuffer {
  private(set) var start: UnsafeMutablePointer<UInt8>
  private var capacity: Int
  private var head = 0
  private var tail = 0
  /// How far a search for the end of the message at hand has come.
  var searched = 0

  private static let initial = 1 << 16

  init() {
    capacity = Self.initial
    start = .allocate(capacity: capacity)
  }

  deinit { start.deallocate() }

  var count: Int { tail - head }
  var bytes: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: start + head, count: count) }

  func consume(_ number: Int) {
    head += number
    searched = 0
    if head == tail {
      head = 0
      tail = 0
      if capacity > 4 << 20 { replace(capacity: Self.initial) }
    }
  }

  enum Outcome { case received, end, interrupted }

  /// Reads once, waiting for bytes if there are none.
  ///
  /// - Parameter tap: sees what was received.
  func fill(from descriptor: Int32, tap: ByteTap? = nil) -> Outcome {
    if tail == capacity {
      if head > 0 {
        start.update(from: start + head, count: count)
        tail -= head
        head = 0
      } else {
        replace(capacity: capacity * 2)
      }
    }
    let received = read(descriptor, start + tail, capacity - tail)
    if received > 0 {
      tap?(UnsafeRawBufferPointer(start: start + tail, count: received))
      tail += received
      return .received
    }
    if received < 0, errno == EINTR || errno == EAGAIN { return .interrupted }
    return .end
  }

  /// Ends a last line that has no end; false when there is none.
  func endLine() -> Bool {
    guard count > 0 else { return false }
    if tail == capacity { replace(capacity: capacity * 2) }
    start[tail] = UInt8(ascii: "\n")
    tail += 1
    return true
  }

  private func replace(capacity larger: Int) {
    let fresh = UnsafeMutablePointer<UInt8>.allocate(capacity: larger)
    fresh.update(from: start + head, count: count)
    start.deallocate()
    start = fresh
    tail -= head
    head = 0
    capacity = larger
  }
}
