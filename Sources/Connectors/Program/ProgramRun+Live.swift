import CSpawn

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

private struct SpawnFailure: Error {
  let code: Int32
}

private func monotonicMilliseconds() -> Int {
  var instant = timespec()
  clock_gettime(CLOCK_MONOTONIC, &instant)
  return Int(instant.tv_sec) &* 1_000 &+ Int(instant.tv_nsec) / 1_000_000
}

/// A pipe whose ends close with an exec, and whose ends for a child lie above the standard numbers, so that none of them
/// is overwritten while the child's descriptors are put in place.
private struct Pipe {
  var reading: Int32
  var writing: Int32

  init() throws(SpawnFailure) {
    var ends: [Int32] = [-1, -1]
    #if canImport(Darwin)
      guard pipe(&ends) == 0 else { throw SpawnFailure(code: errno) }
      for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    #else
      guard pipe2(&ends, O_CLOEXEC) == 0 else { throw SpawnFailure(code: errno) }
    #endif
    (reading, writing) = (ends[0], ends[1])
    guard raise(&reading), raise(&writing) else {
      let code = errno
      closeBoth()
      throw SpawnFailure(code: code)
    }
  }

  private func raise(_ descriptor: inout Int32) -> Bool {
    guard descriptor <= 3 else { return true }
    let raised = fcntl(descriptor, F_DUPFD_CLOEXEC, 4)
    guard raised >= 0 else { return false }
    close(descriptor)
    descriptor = raised
    return true
  }

  func closeBoth() {
    close(reading)
    close(writing)
  }
}

/// A program that was started, with our ends of its pipes.
private struct ChildProcess {
  let id: pid_t
  let input: Int32
  /// -1 when the program has no descriptor 3.
  let extraInput: Int32
  let output: Int32

  init(_ request: ProgramRequest) throws(SpawnFailure) {
    let texts = [request.program] + request.arguments + request.environment.flatMap { [$0.key, $0.value] }
    guard !texts.contains(where: { $0.utf8.contains(0) }) else { throw SpawnFailure(code: EINVAL) }
    var pipes: [Pipe] = []
    do throws(SpawnFailure) {
      for _ in 0..<(request.extraInput == nil ? 2 : 3) { pipes.append(try Pipe()) }
      id = try ChildProcess.spawn(request, pipes)
    } catch {
      for pipe in pipes { pipe.closeBoth() }
      throw error
    }
    close(pipes[0].reading)
    close(pipes[1].writing)
    input = pipes[0].writing
    output = pipes[1].reading
    if pipes.count > 2 {
      close(pipes[2].reading)
      extraInput = pipes[2].writing
    } else {
      extraInput = -1
    }
    for descriptor in [input, output, extraInput] where descriptor >= 0 {
      _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK)
    }
  }

  private static func spawn(_ request: ProgramRequest, _ pipes: [Pipe]) throws(SpawnFailure) -> pid_t {
    #if canImport(Darwin)
      var actions: posix_spawn_file_actions_t?
      var attributes: posix_spawnattr_t?
    #else
      var actions = posix_spawn_file_actions_t()
      var attributes = posix_spawnattr_t()
    #endif
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, pipes[0].reading, STDIN_FILENO)
    posix_spawn_file_actions_adddup2(&actions, pipes[1].writing, 1)
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0)
    if pipes.count > 2 { posix_spawn_file_actions_adddup2(&actions, pipes[2].reading, 3) }

    // A group of its own, to be ended with all it starts; signals as a fresh program expects them.
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var flags = POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    sigfillset(&signals)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    posix_spawnattr_setpgroup(&attributes, 0)
    // Nothing else of this process is inherited, whoever opened it without close-on-exec: not the database, above all.
    #if canImport(Darwin)
      flags |= POSIX_SPAWN_CLOEXEC_DEFAULT
    #else
      posix_spawn_file_actions_addclosefrom_np(&actions, pipes.count > 2 ? 4 : 3)
    #endif
    posix_spawnattr_setflags(&attributes, Int16(flags))

    var strings = ([request.program] + request.arguments).map { strdup($0) } + [nil]
    let additions = request.environment.map { strdup("\($0.key)=\($0.value)") }
    defer { for string in strings + additions { free(string) } }
    var variables = inheritedVariables(without: Array(request.environment.keys)) + additions + [nil]
    var child: pid_t = 0
    keepChildren()
    let code = posix_spawnp(&child, request.program, &actions, &attributes, &strings, &variables)
    guard code == 0 else { throw SpawnFailure(code: code) }
    return child
  }

  /// A host that ignored SIGCHLD before it started this process would otherwise cost us every exit status.
  private static func keepChildren() {
    var action = sigaction()
    guard sigaction(SIGCHLD, nil, &action) == 0 else { return }
    #if canImport(Darwin)
      let isIgnored = unsafeBitCast(action.__sigaction_u.__sa_handler, to: Int.self) == 1
    #else
      let isIgnored = unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self) == 1
    #endif
    if isIgnored { signal(SIGCHLD, SIG_DFL) }
  }

  /// The variables of this process that are not replaced. They are handed on as they are, in whatever bytes.
  private static func inheritedVariables(without names: [String]) -> [UnsafeMutablePointer<CChar>?] {
    #if canImport(Darwin)
      var place: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = _NSGetEnviron().pointee
    #else
      var place: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = environ
    #endif
    var variables: [UnsafeMutablePointer<CChar>?] = []
    while let current = place, let variable = current.pointee {
      if !names.contains(where: { strncmp(variable, "\($0)=", $0.utf8.count + 1) == 0 }) { variables.append(variable) }
      place = current + 1
    }
    return variables
  }

  /// Whether the program has ended. It stays to be waited for, so that its number and its group's belong to nobody else.
  var hasEnded: Bool {
    var details = siginfo_t()
    return waitid(P_PID, id_t(id), &details, WEXITED | WNOHANG | WNOWAIT) != 0 || details.si_signo == SIGCHLD
  }

  /// Ends what is left of the program and its group, and answers how it ended.
  func end() -> ProgramResult.Outcome {
    kill(-id, SIGKILL)
    var status: Int32 = 0
    while waitpid(id, &status, 0) < 0 {
      // Somebody else waited for it: how it ended is not known.
      if errno != EINTR { return .notStarted(ECHILD) }
    }
    let signal = status & 0x7f
    return signal == 0 ? .exited((status >> 8) & 0xff) : .signalled(signal)
  }
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
