import CSpawn

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A program that was started, with our ends of its pipes.
struct ChildProcess {
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

/// Why a program was not started: the error's number.
struct SpawnFailure: Error {
  let code: Int32
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
