#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

extension ProgramRun {
  /// Programs of this machine. Safe from any thread, several at once. SIGPIPE must be ignored by the process.
  package static let live = ProgramRun { request in
    let started = monotonicMilliseconds()
    let process: ChildProcess
    do throws(SpawnFailure) {
      process = try ChildProcess(request)
    } catch {
      return ProgramResult(
        error.code == ENOENT ? .notFound : .notStarted(error.code), milliseconds: monotonicMilliseconds() - started)
    }
    var conversation = Conversation(process, request, deadline: started &+ min(max(request.milliseconds, 0), longestRun))
    let outcome = conversation.run()
    return ProgramResult(outcome, output: conversation.output, milliseconds: monotonicMilliseconds() - started)
  }
}

/// A day, in milliseconds.
private let longestRun = 86_400_000

private func monotonicMilliseconds() -> Int {
  var instant = timespec()
  clock_gettime(CLOCK_MONOTONIC, &instant)
  return Int(instant.tv_sec) &* 1_000 &+ Int(instant.tv_nsec) / 1_000_000
}

/// Feeds a program and reads what it answers, until it ends, says too much or takes too long.
private struct Conversation {
  private(set) var output: [UInt8] = []
  private let process: ChildProcess
  private let deadline: Int
  private let limit: Int
  private var reader: Int32
  private var writers: [(descriptor: Int32, bytes: [UInt8], sent: Int)] = []
  private var isTooMuch = false

  init(_ process: ChildProcess, _ request: ProgramRequest, deadline: Int) {
    self.process = process
    self.deadline = deadline
    limit = max(request.outputLimit, 0)
    reader = process.output
    writers = [(process.input, request.input, 0)]
    if let extra = request.extraInput { writers.append((process.extraInput, extra, 0)) }
  }

  mutating func run() -> ProgramResult.Outcome {
    defer {
      if reader >= 0 { close(reader) }
      for writer in writers { close(writer.descriptor) }
    }
    // The end of a program wakes no poll, so it is looked for between short waits.
    var pause = 1
    while true {
      let hasEnded = process.hasEnded
      exchange(milliseconds: hasEnded ? 0 : min(pause, max(deadline - monotonicMilliseconds(), 0)))
      if isTooMuch {
        _ = process.end()
        return .tooMuchOutput
      }
      // What a child of the program may still write is nobody's answer.
      if hasEnded { return process.end() }
      if monotonicMilliseconds() >= deadline {
        _ = process.end()
        return .timedOut
      }
      pause = min(pause * 2, 32)
    }
  }

  /// Waits for a pipe to be ready, then reads and writes what goes without waiting.
  private mutating func exchange(milliseconds: Int) {
    var polled = writers.map { pollfd(fd: $0.descriptor, events: Int16(POLLOUT), revents: 0) }
    if reader >= 0 { polled.append(pollfd(fd: reader, events: Int16(POLLIN), revents: 0)) }
    guard poll(&polled, nfds_t(polled.count), Int32(truncatingIfNeeded: milliseconds)) > 0 else { return }
    if reader >= 0 { readAvailable() }
    for index in writers.indices { writeSome(index) }
    writers.removeAll { $0.descriptor < 0 }
  }

  private mutating func readAvailable() {
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = read(reader, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      if count < 0, errno == EAGAIN { return }
      guard count > 0 else {
        close(reader)
        reader = -1
        return
      }
      let kept = min(count, limit - output.count)
      output.append(contentsOf: buffer[..<kept])
      if kept < count {
        isTooMuch = true
        return
      }
    }
  }

  /// A descriptor whose bytes are all sent, or that nobody reads any more, is closed.
  private mutating func writeSome(_ index: Int) {
    while writers[index].sent < writers[index].bytes.count {
      let rest = writers[index].bytes[writers[index].sent...]
      let count = rest.withUnsafeBytes { write(writers[index].descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      if count < 0, errno == EAGAIN { return }
      guard count >= 0 else { break }
      writers[index].sent += count
    }
    close(writers[index].descriptor)
    writers[index].descriptor = -1
  }
}
