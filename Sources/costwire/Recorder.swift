import Connectors
import JSONRPC
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Writes both directions of the pipe to files, without the secrets, for whoever looks for a mistake.
///
/// The worker does not depend on it: when a file takes no more, recording ends, and the log says so once.
final class Recorder: Sendable {
  private let input: Mutex<Recording>
  private let output: Mutex<Recording>
  private let hasStopped = Atomic<Bool>(false)

  /// One direction. Its descriptor is written to by whoever holds the lock.
  private struct Recording: Sendable {
    let descriptor: Int32
    var stream = RecordedStream()
  }

  private init(input: Int32, output: Int32) {
    self.input = Mutex(Recording(descriptor: input))
    self.output = Mutex(Recording(descriptor: output))
  }

  /// Begins two files in a folder, which is made if it is not there: `costwire-PID.in` and `costwire-PID.out`.
  static func begin(in folder: String) throws(UsageError) -> Recorder {
    mkdir(folder, 0o700)
    for attempt in 1...1_000 {
      let name = folder + "/costwire-\(getpid())" + (attempt == 1 ? "" : "-\(attempt)")
      guard let input = try create(name + ".in") else { continue }
      if let output = try create(name + ".out") { return Recorder(input: input, output: output) }
      close(input)
    }
    throw UsageError("--record: \(folder) holds recordings of this process id already")
  }

  /// nil when there is such a file.
  private static func create(_ path: String) throws(UsageError) -> Int32? {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
    if descriptor >= 0 { return descriptor }
    if errno == EEXIST { return nil }
    throw UsageError("--record: \(path) cannot be created: \(String(cString: strerror(errno)))")
  }

  var tapOfInput: ByteTap { { self.record($0, self.input) } }
  var tapOfOutput: ByteTap { { self.record($0, self.output) } }

  /// Writes what was held back.
  func end() {
    finish(input)
    finish(output)
  }

  private func finish(_ direction: borrowing Mutex<Recording>) {
    direction.withLock { recording in
      var rest: [UInt8] = []
      recording.stream.end(to: &rest)
      write(rest, recording.descriptor)
    }
  }

  private func record(_ bytes: UnsafeRawBufferPointer, _ direction: borrowing Mutex<Recording>) {
    guard !hasStopped.load(ordering: .relaxed) else { return }
    direction.withLock { recording in
      var redacted: [UInt8] = []
      recording.stream.pass(bytes, to: &redacted)
      write(redacted, recording.descriptor)
    }
  }

  private func write(_ bytes: [UInt8], _ descriptor: Int32) {
    guard !hasStopped.load(ordering: .relaxed) else { return }
    var offset = 0
    while offset < bytes.count {
      let written = bytes.withUnsafeBytes { Self.systemWrite(descriptor, $0.baseAddress.map { $0 + offset }, $0.count - offset) }
      if written < 0, errno == EINTR { continue }
      guard written > 0 else {
        let reason = String(cString: strerror(errno))
        if !hasStopped.exchange(true, ordering: .relaxed) { StandardError.log("costwire: recording has stopped: \(reason)") }
        return
      }
      offset += written
    }
  }

  private static func systemWrite(_ descriptor: Int32, _ start: UnsafeRawPointer?, _ count: Int) -> Int {
    #if canImport(Darwin)
      Darwin.write(descriptor, start, count)
    #else
      Glibc.write(descriptor, start, count)
    #endif
  }
}
