import JSONRPC
import Synchronization
import Worker

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// What is spoken on standard input and output.
enum ServedProtocol {
  /// The worker's own.
  case worker
  /// The Model Context Protocol, for hosts of agents.
  case mcp
}

let recordFlag = Command.Flag(
  "record", "DIR", "Writes what is received and sent to costwire-PID.in and .out there, for bug reports: with asterisks in the place of keys, passwords and "
    + "addresses' paths; prompts, queries and names as they are. Also COSTWIRE_RECORD.")

/// `costwire mcp`.
enum MCPCommand {
  static let command = Command(
    name: "mcp", summary: "the worker as a server of the Model Context Protocol, for agents",
    flags: [Command.Flag("tools", "GROUPS", "Only the tools of these groups, such as cost,budget,usage."), recordFlag],
    examples: [
      Command.Example("costwire mcp --database costs.db", "what a host of agents starts; with access: keys, COSTWIRE_ACCESS_KEY says whose calls they are")
    ]
  ) { arguments throws(UsageError) in serve(arguments, as: .mcp) }
}

/// The worker on standard input and output; answers the exit code.
func serve(_ arguments: Arguments, as served: ServedProtocol) -> Int32 {
  let settings: Settings
  let recorder: Recorder?
  do throws(UsageError) {
    if served == .worker { try arguments.allowSettings(and: recordFlag) }
    settings = try arguments.settings()
    if let folder = arguments.value("record") ?? variable("COSTWIRE_RECORD") {
      if folder.isEmpty { throw UsageError("--record: expected a folder") }
      recorder = try Recorder.begin(in: folder)
    } else {
      recorder = nil
    }
  } catch {
    complain(error.message)
    return 1
  }
  guard let output = guardStandardOutput() else {
    complain("Standard output is closed")
    return 1
  }
  let handle = SessionHandle()
  let watcher = Watcher(handle)
  watcher.start()
  // Whichever thread finds that nobody reads any more, the reading thread may sleep in a read: the watcher wakes it.
  let outbox = Outbox(descriptor: output, tap: recorder?.tapOfOutput) {
    handle.end()
    kill(getpid(), SIGTERM)
  }
  let host = Host(.live(), settings) { params in
    watcher.watch(parent: params.processID)
  }
  watcher.each { host.tick() }
  var dialect: MCPServer?
  if served == .mcp {
    do throws(ErrorAnswer) {
      dialect = try MCPServer(
        host, accessKey: variable("COSTWIRE_ACCESS_KEY"),
        groups: arguments.value("tools").map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) })
    } catch {
      complain("--\(error.message)")
      return 1
    }
  }
  let session = Session(
    input: STDIN_FILENO, outbox: outbox, handler: host, limits: settings.wireLimits, handle: handle, dialect: dialect,
    tap: recorder?.tapOfInput)
  let code = session.run()
  recorder?.end()
  watcher.acknowledge()
  // Threads may still sleep in system calls; nothing of theirs matters any more.
  _exit(code)
}

/// Keeps descriptor 1 for frames under another number, and points 1 at standard error: whatever prints by mistake
/// cannot break the stream.
private func guardStandardOutput() -> Int32? {
  // Where it was closed something stands there that can only be read.
  guard fcntl(STDOUT_FILENO, F_GETFL) & O_ACCMODE != O_RDONLY else { return nil }
  let kept = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3)
  guard kept >= 0 else { return nil }
  // Closed descriptors are filled, so that no file the worker opens becomes a standard one.
  for descriptor in [STDIN_FILENO, STDERR_FILENO] where fcntl(descriptor, F_GETFD) < 0 {
    let null = open("/dev/null", O_RDWR)
    if null >= 0, null != descriptor {
      dup2(null, descriptor)
      close(null)
    }
  }
  dup2(STDERR_FILENO, STDOUT_FILENO)
  return kept
}

/// Sees signals that ask for the end, and the end of the process that started this one.
final class Watcher: Sendable {
  private let handle: SessionHandle
  private let parent = Atomic<Int>(0)
  private let isAcknowledged = Atomic<Bool>(false)
  private let reader: ReaderThread
  private let secondly = Mutex<@Sendable () -> Void>({})

  /// The reading thread's handle, to interrupt its read.
  private struct ReaderThread: @unchecked Sendable {
    // @unchecked: a handle that is only given to pthread_kill.
    let id: pthread_t
  }

  init(_ handle: SessionHandle) {
    self.handle = handle
    reader = ReaderThread(id: pthread_self())
  }

  /// Starts the thread that watches. Call before any other thread is started: they inherit the blocked signals.
  func start() {
    var set = sigset_t()
    sigemptyset(&set)
    sigaddset(&set, SIGTERM)
    sigaddset(&set, SIGINT)
    sigaddset(&set, SIGHUP)
    pthread_sigmask(SIG_BLOCK, &set, nil)
    // A handler that does nothing, installed without restart, so that a read is interrupted.
    var action = sigaction()
    #if canImport(Darwin)
      action.__sigaction_u.__sa_handler = { _ in }
    #else
      action.__sigaction_handler.sa_handler = { _ in }
    #endif
    sigaction(SIGUSR1, &action, nil)
    // The process that started this one may have blocked it.
    var interruption = sigset_t()
    sigemptyset(&interruption)
    sigaddset(&interruption, SIGUSR1)
    pthread_sigmask(SIG_UNBLOCK, &interruption, nil)
    startThread { [self] in loop() }
  }

  /// Ends the worker when the process with this id ends.
  func watch(parent id: Int?) {
    if let id, id > 0 { parent.store(id, ordering: .releasing) }
  }

  /// Has something done about once a second.
  func each(_ body: @escaping @Sendable () -> Void) { secondly.withLock { $0 = body } }

  /// The reading thread has seen that the end is due.
  func acknowledge() { isAcknowledged.store(true, ordering: .releasing) }

  private func loop() {
    var set = sigset_t()
    sigemptyset(&set)
    sigaddset(&set, SIGTERM)
    sigaddset(&set, SIGINT)
    sigaddset(&set, SIGHUP)
    let firstParent = getppid()
    while true {
      if waitForSignal(&set) || isParentGone(firstParent) { break }
      secondly.withLock { $0 }()
    }
    handle.end()
    // The read may begin just after it was interrupted: interrupt it until it is noticed.
    while !isAcknowledged.load(ordering: .acquiring) {
      pthread_kill(reader.id, SIGUSR1)
      usleep(20_000)
    }
  }

  /// True when a signal asks for the end; false after a second without one.
  private func waitForSignal(_ set: inout sigset_t) -> Bool {
    #if canImport(Darwin)
      var pending = sigset_t()
      for _ in 0..<10 {
        sigpending(&pending)
        if sigismember(&pending, SIGTERM) == 1 || sigismember(&pending, SIGINT) == 1 || sigismember(&pending, SIGHUP) == 1 {
          return true
        }
        usleep(100_000)
      }
      return false
    #else
      var timeout = timespec(tv_sec: 1, tv_nsec: 0)
      return sigtimedwait(&set, nil, &timeout) > 0
    #endif
  }

  private func isParentGone(_ firstParent: pid_t) -> Bool {
    let watched = pid_t(truncatingIfNeeded: parent.load(ordering: .acquiring))
    guard watched > 0 else { return false }
    if watched == firstParent { return getppid() != firstParent }
    if kill(watched, 0) != 0, errno == ESRCH { return true }
    // A process that ended and was not waited for still has its id.
    guard let text = readFile("/proc/\(watched)/stat", most: 4_096).text, let name = text.lastIndex(of: ")") else {
      return false
    }
    return text[name...].dropFirst(2).first == "Z"
  }
}
