import JSON

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A child process that answers lines with lines: the product, or the echo it is held against.
///
/// Both pipes are non-blocking and whatever is ready is done first, so the two sides never wait for each other to read.
/// A class, because it owns the process and both ends of its pipes.
final class BenchWorker {
  let process: pid_t
  private let input: Int32
  private let output: Int32
  private var buffer: UnsafeMutablePointer<UInt8>
  private var capacity = 1 << 20
  /// Bytes of the buffer that hold what was read, and those of them known to hold no end of a line.
  private var filled = 0
  private var searched = 0
  private var isClosed = false

  /// A worker that says nothing for so long hangs.
  private static let patience: Int32 = 300_000

  init(_ program: String, _ arguments: [String]) throws(BenchFailure) {
    var toChild: [Int32] = [0, 0]
    var fromChild: [Int32] = [0, 0]
    guard pipe(&toChild) == 0, pipe(&fromChild) == 0 else { throw .system("No pipe could be made") }
    for descriptor in [toChild[1], fromChild[0]] {
      _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
      _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
    }
    #if canImport(Darwin)
      var actions: posix_spawn_file_actions_t?
    #else
      var actions = posix_spawn_file_actions_t()
    #endif
    posix_spawn_file_actions_init(&actions)
    posix_spawn_file_actions_adddup2(&actions, toChild[0], STDIN_FILENO)
    posix_spawn_file_actions_adddup2(&actions, fromChild[1], STDOUT_FILENO)
    posix_spawn_file_actions_addclose(&actions, toChild[0])
    posix_spawn_file_actions_addclose(&actions, fromChild[1])
    defer { posix_spawn_file_actions_destroy(&actions) }
    var strings: [UnsafeMutablePointer<CChar>?] = ([program] + arguments).map { strdup($0) }
    strings.append(nil)
    defer { for string in strings { free(string) } }
    var child: pid_t = 0
    let code = posix_spawn(&child, program, &actions, nil, strings, environ)
    close(toChild[0])
    close(fromChild[1])
    guard code == 0 else { throw BenchFailure("\(program) could not be started: \(String(cString: strerror(code)))") }
    (process, input, output) = (child, toChild[1], fromChild[0])
    buffer = .allocate(capacity: capacity)
  }

  deinit {
    finish()
    buffer.deallocate()
  }

  /// Lets the worker end, and waits for that.
  func finish() {
    guard !isClosed else { return }
    isClosed = true
    close(input)
    close(output)
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
  }

  /// Sends one line and waits for its answer.
  ///
  /// - Returns: the answer without the end of its line, valid until the next call.
  @discardableResult
  func call(_ message: [UInt8]) throws(BenchFailure) -> UnsafeRawBufferPointer {
    (filled, searched) = (0, 0)
    var sent = 0
    while sent < message.count {
      sent += try send(message, sent..<message.count)
      if sent < message.count { try wait(toSend: true) }
    }
    while true {
      if try receive() > 0, let end = endOfLine() {
        let answer = UnsafeRawBufferPointer(start: buffer, count: end)
        try check(answer)
        return answer
      }
      try wait(toSend: false)
    }
  }

  /// Sends many lines, at most `window` of them unanswered, and waits for all answers.
  func pipeline(_ messages: MessageList, window: Int) throws(BenchFailure) {
    (filled, searched) = (0, 0)
    var sent = 0
    var answered = 0
    while answered < messages.count {
      let limit = messages.ends[min(answered + window, messages.count) - 1]
      if sent < limit { sent += try send(messages.bytes, sent..<min(limit, sent + 1 << 16)) }
      if try receive() > 0 {
        answered += try takeLines()
      } else {
        try wait(toSend: sent < limit)
      }
    }
  }

  // MARK: Pipes

  /// How many bytes the pipe took, 0 when it is full.
  private func send(_ bytes: [UInt8], _ range: Range<Int>) throws(BenchFailure) -> Int {
    let count = bytes.withUnsafeBytes { write(input, $0.baseAddress.map { $0 + range.lowerBound }, range.count) }
    if count >= 0 { return count }
    guard errno == EAGAIN || errno == EINTR else { throw .system("The worker does not read") }
    return 0
  }

  /// How many bytes were there to be read.
  private func receive() throws(BenchFailure) -> Int {
    if filled == capacity { grow() }
    let count = read(output, buffer + filled, capacity - filled)
    if count > 0 {
      filled += count
      return count
    }
    if count == 0 { throw BenchFailure("The worker ended") }
    guard errno == EAGAIN || errno == EINTR else { throw .system("The worker's answer cannot be read") }
    return 0
  }

  private func wait(toSend: Bool) throws(BenchFailure) {
    var ends = [
      pollfd(fd: output, events: Int16(POLLIN), revents: 0), pollfd(fd: input, events: Int16(POLLOUT), revents: 0),
    ]
    let ready = poll(&ends, toSend ? 2 : 1, Self.patience)
    if ready == 0 { throw BenchFailure("The worker did not answer for \(Self.patience / 1_000) s") }
    if ready < 0, errno != EINTR { throw .system("The worker cannot be waited for") }
  }

  private func grow() {
    let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity * 2)
    larger.update(from: buffer, count: filled)
    buffer.deallocate()
    (buffer, capacity) = (larger, capacity * 2)
  }

  // MARK: Answers

  private func endOfLine() -> Int? {
    defer { searched = filled }
    return memchr(buffer + searched, 10, filled - searched).map { $0 - UnsafeMutableRawPointer(buffer) }
  }

  /// Checks and drops the whole lines at hand; answers how many.
  private func takeLines() throws(BenchFailure) -> Int {
    var lines = 0
    var start = 0
    while let end = memchr(buffer + searched, 10, filled - searched) {
      let next = end - UnsafeMutableRawPointer(buffer)
      try check(UnsafeRawBufferPointer(start: buffer + start, count: next - start))
      lines += 1
      (start, searched) = (next + 1, next + 1)
    }
    memmove(buffer, buffer + start, filled - start)
    filled -= start
    searched = filled
    return lines
  }

  /// A fast refusal is no result.
  private func check(_ answer: UnsafeRawBufferPointer) throws(BenchFailure) {
    // The id, which comes first, is short.
    let start = answer.prefix(64)
    let isResult = start.indices.contains { start[$0] == UInt8(ascii: "r") && start[$0...].starts(with: "result\":".utf8) }
    if !isResult { throw BenchFailure("The worker refused: \(String(decoding: answer.prefix(2_000), as: UTF8.self))") }
  }
}
