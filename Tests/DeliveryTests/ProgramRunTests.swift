import Connectors
import Foundation
import Synchronization
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

@Suite("A program of this machine")
struct ProgramRunTests {
  init() {
    signal(SIGPIPE, SIG_IGN)
  }

  private func shell(
    _ script: String, environment: [String: String] = [:], input: [UInt8] = [], extra: [UInt8]? = nil,
    milliseconds: Int = 60_000, limit: Int = 4 << 20
  ) -> ProgramResult {
    ProgramRun.live(
      ProgramRequest(
        "sh", ["-c", script], environment: environment, input: input, extraInput: extra, milliseconds: milliseconds,
        outputLimit: limit))
  }

  private func text(_ result: ProgramResult) -> String { String(decoding: result.output, as: UTF8.self) }

  @Test("tells how it ended", arguments: [("exit 0", .exited(0)), ("exit 7", .exited(7)), ("exit 255", .exited(255)), ("kill -9 $$", .signalled(9))] as [(String, ProgramResult.Outcome)])
  func ends(script: String, outcome: ProgramResult.Outcome) {
    #expect(shell(script).outcome == outcome)
  }

  @Test("is told missing when it is")
  func missing() {
    let run = { (program: String) in ProgramRun.live(ProgramRequest(program, [], milliseconds: 1_000, outputLimit: 10)).outcome }
    #expect(run("no-such-program-anywhere") == .notFound)
    #expect(run("/no/such/program") == .notFound)
    #expect(run("") == .notFound)
    #expect(run("/etc/passwd") == .notStarted(EACCES))
    #expect(run("sh\u{0}x") == .notStarted(EINVAL))
  }

  @Test("takes and gives more than a pipe holds, on two inputs at once")
  func large() {
    let one = [UInt8](repeating: 0x61, count: 1_000_000)
    let two = [UInt8](repeating: 0x62, count: 1_000_000)
    let result = shell("cat <&3; cat", input: one, extra: two)
    #expect(result.outcome == .exited(0))
    #expect(result.output == two + one)
  }

  @Test("may ignore what it is given")
  func ignoresInput() {
    let result = shell("exec <&- 3<&-; echo done", input: [UInt8](repeating: 0, count: 1_000_000), extra: [UInt8](repeating: 0, count: 1_000_000))
    #expect(result.outcome == .exited(0))
    #expect(text(result) == "done\n")
  }

  @Test("is ended when it says too much")
  func tooMuch() {
    let result = shell("while :; do echo more; done", limit: 1_000)
    #expect(result.outcome == .tooMuchOutput)
    #expect(result.output.count == 1_000)
    #expect(shell("printf 12345", limit: 5).outcome == .exited(0))
    #expect(shell("printf 123456", limit: 5).outcome == .tooMuchOutput)
  }

  @Test(
    "is ended with all it started when its time is over",
    arguments: ["sleep 1000 >%& wait", "exec >&-; sleep 1000 >%& wait", "trap '' TERM INT HUP; while :; do sleep 1000; done >%"])
  func timeLimit(script: String) throws {
    let folder = try Folder()
    let fifo = folder.file("alive")
    #expect(mkfifo(fifo, 0o600) == 0)
    let reader = open(fifo, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    try #require(reader >= 0)
    defer { close(reader) }
    let result = shell(script.replacingOccurrences(of: "%", with: fifo), milliseconds: 300)
    #expect(result.outcome == .timedOut)
    // The fifo ends when the last of them is gone.
    var end = pollfd(fd: reader, events: Int16(POLLIN), revents: 0)
    #expect(poll(&end, 1, 30_000) == 1)
    #expect(end.revents & Int16(POLLHUP) != 0)
  }

  @Test("does not wait for what it leaves running")
  func background() {
    let result = shell("sleep 1000 & echo done")
    #expect(result.outcome == .exited(0))
    #expect(text(result) == "done\n")
  }

  @Test("inherits no descriptor, however it was opened")
  func descriptors() throws {
    let folder = try Folder()
    let database = folder.file("costs.db")
    let descriptor = open(database, O_RDWR | O_CREAT, 0o600)
    try #require(descriptor >= 0)
    defer { close(descriptor) }
    #expect(fcntl(descriptor, F_GETFD) & FD_CLOEXEC == 0)
    #if os(Linux)
      let listed = text(shell("ls -l /proc/$$/fd", extra: []))
      #expect(!listed.contains("costs.db"))
      #expect(listed.contains("/dev/null"))
      let numbers = text(shell("ls /proc/$$/fd", extra: [])).split(separator: "\n").compactMap { Int($0) }
      #expect(numbers.sorted().prefix(4) == [0, 1, 2, 3])
    #endif
    #expect(shell("true <&\(descriptor)").outcome != .exited(0))
  }

  @Test("leaves no descriptor and no process behind")
  func leaks() throws {
    #if os(Linux)
      _ = shell("true")
      // Other tests of this process open files at the same time; a leak would show many times over.
      let before = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count
      for _ in 0..<100 {
        _ = shell("cat", input: [1], extra: [2])
        _ = ProgramRun.live(ProgramRequest("no-such-program", [], extraInput: [], milliseconds: 1_000, outputLimit: 1))
      }
      #expect(try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count < before + 100)
    #endif
  }

  @Test("starts with signals as any program expects them")
  func signals() {
    #expect(shell("kill -PIPE $$; echo still here").outcome == .signalled(SIGPIPE))
  }

  @Test("sees the environment of this process and what is added to it")
  func environment() {
    let result = shell("echo \"$PATH|$COSTWIRE_TEST_A|$LC_ALL\"", environment: ["COSTWIRE_TEST_A": "a b=c", "LC_ALL": "C"])
    #expect(text(result) == "\(ProcessInfo.processInfo.environment["PATH"] ?? "")|a b=c|C\n")
    #expect(text(shell("env | grep -c ^PATH=", environment: ["PATH": "/usr/bin:/bin"])) == "1\n")
  }

  @Test("runs beside others without mixing with them")
  func several() {
    let wrong = Mutex<[Int]>([])
    DispatchQueue.concurrentPerform(iterations: 32) { index in
      let input = Array(String(repeating: "\(index) ", count: 20_000).utf8)
      let result = ProgramRun.live(ProgramRequest("cat", [], input: input, milliseconds: 60_000, outputLimit: 1 << 20))
      if result.outcome != .exited(0) || result.output != input { wrong.withLock { $0.append(index) } }
    }
    #expect(wrong.withLock { $0 } == [])
  }

  @Test("reads secrets from small regular files, and never opens the database")
  func files() throws {
    let folder = try Folder()
    let (key, database) = (folder.file("key"), folder.file("costs.db"))
    try "secret\n".write(toFile: key, atomically: true, encoding: .utf8)
    for suffix in ["", "-wal", "-shm", "-journal"] {
      try "data".write(toFile: database + suffix, atomically: true, encoding: .utf8)
    }
    let read = { (path: String) in SecretSources.smallFile(path, database: database).map { String(decoding: $0, as: UTF8.self) } }
    #expect(read(key) == "secret\n")
    for suffix in ["", "-wal", "-shm", "-journal"] { #expect(read(database + suffix) == nil) }
    #expect(link(database, folder.file("other-name")) == 0)
    #expect(read(folder.file("other-name")) == nil)
    #expect(symlink(key, folder.file("link")) == 0)
    #expect(read(folder.file("link")) == "secret\n")
    #expect(symlink(database, folder.file("link-to-database")) == 0)
    #expect(read(folder.file("link-to-database")) == nil)
    #expect(mkfifo(folder.file("fifo"), 0o600) == 0)
    #expect(read(folder.file("fifo")) == nil)
    #expect(read(folder.path) == nil)
    #expect(read("/dev/zero") == nil)
    #expect(read(folder.file("missing")) == nil)
    try String(repeating: "a", count: 65_536).write(toFile: key, atomically: true, encoding: .utf8)
    #expect(read(key)?.utf8.count == 65_536)
    try String(repeating: "a", count: 65_537).write(toFile: key, atomically: true, encoding: .utf8)
    #expect(read(key) == nil)
  }
}
