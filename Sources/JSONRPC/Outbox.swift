import JSON

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// How messages are told apart on a stream of bytes.
package enum Framing: Sendable { case header, lines }

/// Sees the bytes of one direction as they pass, in order.
package typealias ByteTap = @Sendable (UnsafeRawBufferPointer) -> Void

/// The one way out. Whole frames go in; bytes leave as fast as the peer reads.
///
/// The thread that has an answer tries to write it at once without blocking; what the pipe does not take is kept
/// and a writing thread of its own takes over until it has all gone. So no thread that reads, commits or computes
/// ever waits for the peer; the reading thread only stops when too much is kept (`isCongested`).
package final class Outbox: @unchecked Sendable {
  // @unchecked: everything mutable is used under `monitor` only.
  private let descriptor: Int32
  /// How bytes are written without blocking.
  private let way: Way
  private let monitor = Monitor()
  private var kept: [UInt8] = []
  private var keptStart = 0
  private var isThreadRunning = false
  private var isBroken = false
  private var framing = Framing.lines
  private let onBroken: @Sendable () -> Void
  private let tap: ByteTap?

  private enum Way { case nonblocking(Int32), socket, polled }

  /// Kept bytes above which no more requests are read, so that memory stays bounded.
  package static let congested = 8 << 20

  /// - Parameter tap: sees what is sent, in the order it leaves.
  package init(descriptor: Int32, tap: ByteTap? = nil, onBroken: @escaping @Sendable () -> Void) {
    self.descriptor = descriptor
    self.tap = tap
    self.onBroken = onBroken
    var status = stat()
    let isKnown = fstat(descriptor, &status) == 0
    if isKnown, status.st_mode & S_IFMT == S_IFSOCK {
      way = .socket
    } else if isKnown, status.st_mode & S_IFMT == S_IFIFO {
      // An own open file description: O_NONBLOCK must not be set on the one shared with other processes.
      let own = open("/proc/self/fd/\(descriptor)", O_WRONLY | O_NONBLOCK | O_CLOEXEC)
      way = own >= 0 ? .nonblocking(own) : .polled
    } else {
      way = .polled
    }
  }

  package func use(_ framing: Framing) { monitor.locked { self.framing = framing } }

  package var isCongested: Bool { monitor.locked { kept.count - keptStart > Self.congested } }

  /// Sends one message in the framing of the connection.
  package func send(_ body: UnsafeRawBufferPointer) {
    let buffer = FrameBuffer()
    buffer.append(body, framing)
    send(frames: buffer)
  }

  /// Sends frames and empties the buffer.
  package func send(frames buffer: FrameBuffer) {
    guard buffer.count > 0 else { return }
    monitor.lock()
    defer {
      buffer.removeAll()
      monitor.unlock()
    }
    guard !isBroken else { return }
    tap?(UnsafeRawBufferPointer(start: buffer.start, count: buffer.count))
    var offset = 0
    if kept.count == keptStart {
      while offset < buffer.count {
        let written = writeNow(buffer.start + offset, buffer.count - offset)
        if written < 0 { return breakDown() }
        if written == 0 { break }
        offset += written
      }
    }
    guard offset < buffer.count else { return }
    kept.append(contentsOf: UnsafeBufferPointer(start: buffer.start + offset, count: buffer.count - offset))
    startWriting()
  }

  /// Writes what can be written without blocking: 0 when nothing can, -1 when nobody will ever read.
  private func writeNow(_ start: UnsafePointer<UInt8>, _ count: Int) -> Int {
    let written: Int
    switch way {
    case .nonblocking(let own): written = write(own, start, count)
    case .socket:
      #if canImport(Darwin)
        written = Darwin.send(descriptor, start, count, MSG_DONTWAIT)
      #else
        written = Glibc.send(descriptor, start, count, Int32(truncatingIfNeeded: MSG_DONTWAIT | MSG_NOSIGNAL))
      #endif
    case .polled:
      var poll = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
      guard Self.ready(&poll, 0) else { return 0 }
      written = write(descriptor, start, min(count, 4096))
    }
    if written >= 0 { return written }
    return errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR ? 0 : -1
  }

  private static func ready(_ descriptor: inout pollfd, _ timeout: Int32) -> Bool {
    poll(&descriptor, 1, timeout) > 0
  }

  private func breakDown() {
    isBroken = true
    kept = []
    keptStart = 0
    monitor.wake()
    onBroken()
  }

  private func startWriting() {
    guard !isThreadRunning else { return }
    isThreadRunning = true
    startThread { [self] in writeKept() }
  }

  /// The writing thread: waits until the peer takes bytes, then hands over what it takes.
  private func writeKept() {
    var target = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
    if case .nonblocking(let own) = way { target.fd = own }
    while true {
      _ = Self.ready(&target, 1_000)
      monitor.lock()
      while keptStart < kept.count {
        let written = kept.withUnsafeBufferPointer { bytes -> Int in
          guard let start = bytes.baseAddress else { return 0 }
          return writeNow(start + keptStart, min(bytes.count - keptStart, 1 << 16))
        }
        if written < 0 { breakDown() }
        if written <= 0 { break }
        keptStart += written
      }
      if keptStart >= kept.count {
        kept.removeAll(keepingCapacity: kept.count <= 1 << 20)
        keptStart = 0
        isThreadRunning = false
        monitor.wake()
        monitor.unlock()
        return
      }
      if keptStart > 1 << 20 {
        kept.removeFirst(keptStart)
        keptStart = 0
      }
      monitor.wake()
      monitor.unlock()
    }
  }

  /// Waits until at most `bytes` are kept, the peer is gone, or the time is over.
  package func waitUntilKept(atMost bytes: Int, milliseconds: Int = .max) {
    monitor.locked {
      var rest = milliseconds
      while !isBroken, kept.count - keptStart > bytes, rest > 0 {
        monitor.wait(milliseconds: 50)
        if rest != .max { rest -= 50 }
      }
    }
  }

  /// Waits until everything has left, as long as the peer goes on reading: until it has taken nothing for so many
  /// milliseconds, and in all no longer than so many.
  package func flush(patience: Int, atMost most: Int) {
    monitor.locked {
      var least = kept.count - keptStart
      var (rest, all) = (patience, most)
      while !isBroken, kept.count > keptStart, rest > 0, all > 0 {
        monitor.wait(milliseconds: 50)
        rest -= 50
        if all != .max { all -= 50 }
        guard kept.count - keptStart < least else { continue }
        least = kept.count - keptStart
        rest = patience
      }
    }
  }

  package var isGone: Bool { monitor.locked { isBroken } }
}

/// Frames put together before they are sent. Belongs to one thread.
package final class FrameBuffer {
  fileprivate private(set) var start: UnsafeMutablePointer<UInt8>
  package private(set) var count = 0
  private var capacity = 1 << 16

  package init() { start = .allocate(capacity: 1 << 16) }

  deinit { start.deallocate() }

  package func removeAll() {
    count = 0
    if capacity > 1 << 20 {
      start.deallocate()
      capacity = 1 << 16
      start = .allocate(capacity: capacity)
    }
  }

  private func reserve(_ more: Int) {
    guard count + more > capacity else { return }
    capacity = max(capacity * 2, count + more)
    let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
    larger.update(from: start, count: count)
    start.deallocate()
    start = larger
  }

  private static let headerStart: StaticString = "Content-Length: "

  package func append(_ body: UnsafeRawBufferPointer, _ framing: Framing) {
    reserve(body.count + 48)
    if framing == .header {
      (start + count).update(from: Self.headerStart.utf8Start, count: Self.headerStart.utf8CodeUnitCount)
      count += Self.headerStart.utf8CodeUnitCount
      appendDecimal(body.count)
      for byte: UInt8 in [13, 10, 13, 10] {
        start[count] = byte
        count += 1
      }
    }
    if let source = body.baseAddress {
      (start + count).update(from: source.assumingMemoryBound(to: UInt8.self), count: body.count)
      count += body.count
    }
    if framing == .lines {
      start[count] = 10
      count += 1
    }
  }

  private func appendDecimal(_ value: Int) {
    var divisor = 1
    while value / divisor >= 10 { divisor *= 10 }
    while divisor > 0 {
      start[count] = 48 + UInt8(truncatingIfNeeded: value / divisor % 10)
      count += 1
      divisor /= 10
    }
  }
}
