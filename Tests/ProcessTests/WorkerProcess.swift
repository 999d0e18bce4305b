import Foundation
import JSON
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A test could not go on: what was waited for, and what came instead.
struct HarnessFailure: Error, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = description }
}

/// How a test frames what it sends.
enum Wire: String, CaseIterable, Sendable, CustomTestStringConvertible {
  case header, lines
  var testDescription: String { rawValue }

  func frame(_ text: String) -> [UInt8] { frame(Array(text.utf8)) }

  func frame(_ body: [UInt8]) -> [UInt8] {
    self == .header ? Array("Content-Length: \(body.count)\r\n\r\n".utf8) + body : body + [10]
  }
}



/// A folder of its own for one test, removed with it.
final class Folder {
  let path: String

  init() throws {
    var template = Array((NSTemporaryDirectory() as NSString).appendingPathComponent("costwire-XXXXXX").utf8CString)
    guard mkdtemp(&template) != nil else { throw HarnessFailure("no temporary folder") }
    path = template.withUnsafeBufferPointer { String(cString: $0.baseAddress.unsafelyUnwrapped) }
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func file(_ name: String) -> String { path + "/" + name }
}

/// The built worker as a process: what is sent, what comes back, what it costs.
///
/// Belongs to the test that made it. Nothing sleeps: every wait is a poll on the worker's output or its end.
final class WorkerProcess {
  let pid: pid_t
  private(set) var input: Int32
  private(set) var output: Int32
  let wire: Wire
  private var received: [UInt8] = []
  private var start = 0
  /// How far the end of the line at hand was looked for.
  private var searched = 0
  private var status: Int32?
  private var nextID = 0

  /// Where the built program lies: beside the test bundle.
  static let binary: String = {
    let own = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? CommandLine.arguments[0]
    var folder = (own as NSString).deletingLastPathComponent
    for _ in 0..<4 {
      let candidate = folder + "/costwire"
      var isFolder: ObjCBool = false
      if FileManager.default.fileExists(atPath: candidate, isDirectory: &isFolder), !isFolder.boolValue { return candidate }
      folder = (folder as NSString).deletingLastPathComponent
    }
    return "costwire"
  }()

  /// What stands where a standard stream would.
  enum Stream { case pipe, null, closed, descriptor(Int32) }

  /// - Parameter limits: written before the worker starts, as `ulimit` would (`-f 100`).
  init(
    _ wire: Wire = .lines, database: String? = nil, arguments: [String] = [], environment: [String: String] = [:],
    errors: Stream = .null, shell: String? = nil
  ) throws {
    self.wire = wire
    _ = Self.ignoresBrokenPipes
    // No other worker may be started between the making of the pipes and their marking, or it would hold them open.
    Self.starting.lock()
    defer { Self.starting.unlock() }
    let (childInput, parentInput) = try Self.pipe()
    let (parentOutput, childOutput) = try Self.pipe()
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, childInput, 0)
    posix_spawn_file_actions_adddup2(&actions, childOutput, 1)
    switch errors {
    case .null: posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
    case .closed: posix_spawn_file_actions_addclose(&actions, 2)
    case .descriptor(let descriptor): posix_spawn_file_actions_adddup2(&actions, descriptor, 2)
    case .pipe: break
    }
    var command = [Self.binary]
    if let database { command.append("--database=\(database)") }
    command += arguments
    if let shell { command = ["/bin/sh", "-c", shell + " exec \"$0\" \"$@\""] + command }
    var variables = ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("COSTWIRE_") }
    variables["XDG_CONFIG_HOME"] = "/nonexistent"
    variables.merge(environment) { $1 }
    let argumentPointers = command.map { strdup($0) } + [nil]
    let variablePointers = variables.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for pointer in argumentPointers + variablePointers { free(pointer) } }
    var child: pid_t = 0
    let code = posix_spawn(&child, command[0], &actions, nil, argumentPointers, variablePointers)
    close(childInput)
    close(childOutput)
    guard code == 0 else {
      close(parentInput)
      close(parentOutput)
      throw HarnessFailure("\(command[0]) did not start: \(String(cString: strerror(code)))")
    }
    pid = child
    input = parentInput
    output = parentOutput
    _ = fcntl(input, F_SETFL, O_NONBLOCK)
    _ = fcntl(output, F_SETFL, O_NONBLOCK)
  }

  /// A worker that has answered `initialize`.
  static func open(
    _ wire: Wire = .lines, database: String, options: String = "{}", processID: pid_t? = nil, arguments: [String] = [],
    errors: Stream = .null, shell: String? = nil
  ) throws -> WorkerProcess {
    let worker = try WorkerProcess(wire, database: database, arguments: arguments, errors: errors, shell: shell)
    let process = processID.map { ", \"processId\": \($0)" } ?? ""
    let answer = try worker.call("initialize", #"{"initializationOptions": \#(options)\#(process)}"#)
    guard answer["result"] != nil else { throw HarnessFailure("initialize was refused: \(answer.text())") }
    return worker
  }

  deinit {
    if input >= 0 { close(input) }
    if output >= 0 { close(output) }
    if status == nil {
      kill(pid, SIGKILL)
      var status: Int32 = 0
      waitpid(pid, &status, 0)
    }
  }

  private static let starting = NSLock()
  private static let ignoresBrokenPipes: Bool = {
    #if canImport(Glibc)
      return Glibc.signal(SIGPIPE, SIG_IGN) != nil
    #else
      return Darwin.signal(SIGPIPE, SIG_IGN) != nil
    #endif
  }()

  private static func pipe() throws -> (read: Int32, write: Int32) {
    var ends: [Int32] = [0, 0]
    guard makePipe(&ends) == 0 else { throw HarnessFailure("no pipe: \(String(cString: strerror(errno)))") }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    return (ends[0], ends[1])
  }

  // MARK: Sending

  /// Hands bytes over, taking in what the worker answers meanwhile, so that neither side waits for the other.
  ///
  /// - Parameter reading: false for a client that does not read; then answers how many bytes were taken within the time.
  @discardableResult
  func send(bytes: [UInt8], seconds: Double = 30, reading: Bool = true) throws -> Int {
    let deadline = Self.now() + seconds
    var offset = 0
    while offset < bytes.count {
      let rest = deadline - Self.now()
      if rest <= 0 {
        if !reading { return offset }
        throw HarnessFailure("the worker does not take its input")
      }
      var polled = [
        pollfd(fd: input, events: Int16(POLLOUT), revents: 0),
        pollfd(fd: reading ? output : -1, events: Int16(POLLIN), revents: 0),
      ]
      guard poll(&polled, 2, Int32(min(rest, 1) * 1_000) + 1) > 0 else { continue }
      if polled[1].revents != 0 { _ = takeIn() }
      if polled[0].revents & Int16(POLLOUT) != 0 {
        let written = bytes.withUnsafeBytes { write(input, $0.baseAddress.map { $0 + offset }, min($0.count - offset, 1 << 16)) }
        if written > 0 { offset += written }
        if written < 0, errno != EAGAIN { throw HarnessFailure("the worker closed its input") }
      } else if polled[0].revents & Int16(POLLERR | POLLHUP) != 0 {
        throw HarnessFailure("the worker closed its input")
      }
    }
    return offset
  }

  func send(_ text: String) throws { try send(bytes: wire.frame(text)) }

  func notify(_ method: String, _ params: String = "{}") throws {
    try send(#"{"jsonrpc": "2.0", "method": "\#(method)", "params": \#(params)}"#)
  }

  /// Sends a request and answers its id.
  @discardableResult
  func request(_ method: String, _ params: String = "{}") throws -> Int {
    nextID += 1
    try send(#"{"jsonrpc": "2.0", "id": \#(nextID), "method": "\#(method)", "params": \#(params)}"#)
    return nextID
  }

  // MARK: Receiving

  /// Takes what is there; false at the end.
  private func takeIn() -> Bool {
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    let count = piece.withUnsafeMutableBytes { read(output, $0.baseAddress, $0.count) }
    if count > 0 {
      received.append(contentsOf: piece[..<count])
      return true
    }
    return count < 0 && (errno == EAGAIN || errno == EINTR)
  }

  /// The next frame's text, checked to be framed as the worker must; nil at the end of its output.
  func frameBytes(seconds: Double = 20) throws -> [UInt8]? {
    let deadline = Self.now() + seconds
    while true {
      if let frame = try cutFrame() { return frame }
      let rest = deadline - Self.now()
      guard rest > 0 else { throw HarnessFailure("no frame within \(seconds) s; so far: \(shown(received[start...]))") }
      var polled = pollfd(fd: output, events: Int16(POLLIN), revents: 0)
      if poll(&polled, 1, Int32(rest * 1_000) + 1) > 0, !takeIn() {
        if let frame = try cutFrame() { return frame }
        guard start == received.count else { throw HarnessFailure("the output ends within a frame: \(shown(received[start...]))") }
        return nil
      }
    }
  }

  private func shown(_ bytes: ArraySlice<UInt8>) -> String { String(decoding: bytes.prefix(200), as: UTF8.self) }

  private func cutFrame() throws -> [UInt8]? {
    if start > 1 << 20 {
      received.removeFirst(start)
      (start, searched) = (0, max(0, searched - start))
    }
    switch wire {
    case .lines:
      let from = max(start, searched)
      let end = received.withUnsafeBytes { all -> Int? in
        guard let base = all.baseAddress, let found = memchr(base + from, 10, all.count - from) else { return nil }
        return UnsafeRawPointer(found) - base
      }
      searched = received.count
      guard let end else { return nil }
      defer { (start, searched) = (end + 1, end + 1) }
      return Array(received[start..<end])
    case .header:
      let bytes = received[start...]
      let prefix = Array("Content-Length: ".utf8)
      guard bytes.prefix(prefix.count).elementsEqual(prefix.prefix(bytes.count)) else {
        throw HarnessFailure("not a header: \(shown(bytes))")
      }
      guard let end = bytes.firstIndex(of: 13) else { return nil }
      guard bytes.count >= end - start + 4 else { return nil }
      guard bytes[end..<(end + 4)].elementsEqual([13, 10, 13, 10]),
        let length = Int(String(decoding: bytes[(start + prefix.count)..<end], as: UTF8.self))
      else { throw HarnessFailure("not a header: \(shown(bytes))") }
      let body = end + 4
      guard received.count - body >= length else { return nil }
      start = body + length
      return Array(received[body..<(body + length)])
    }
  }

  func frameText(seconds: Double = 20) throws -> String? {
    try frameBytes(seconds: seconds).map { String(decoding: $0, as: UTF8.self) }
  }

  /// The next frame as a tree, checked to be JSON.
  func frame(seconds: Double = 20) throws -> JSONValue {
    guard let text = try frameText(seconds: seconds) else { throw HarnessFailure("the worker ended: \(describeEnd())") }
    do { return try JSONValue.parse(text) } catch { throw HarnessFailure("stdout holds what is no JSON: \(text.prefix(200))") }
  }

  /// The answer to an id; other frames met on the way go to `others`.
  func answer(to id: Int, seconds: Double = 20, others: ((JSONValue) -> Void)? = nil) throws -> JSONValue {
    let deadline = Self.now() + seconds
    while true {
      let frame = try frame(seconds: max(deadline - Self.now(), 0.01))
      if frame["id"]?.int64 == Int64(id) { return frame }
      others?(frame)
    }
  }

  /// The whole answer to a call.
  func call(_ method: String, _ params: String = "{}", seconds: Double = 20) throws -> JSONValue {
    try answer(to: try request(method, params), seconds: seconds)
  }

  /// The result of a call that must succeed.
  func result(_ method: String, _ params: String = "{}", seconds: Double = 20) throws -> JSONValue {
    let answer = try call(method, params, seconds: seconds)
    guard let result = answer["result"] else { throw HarnessFailure("\(method) was refused: \(answer.text().prefix(600))") }
    return result
  }

  // MARK: Ending

  func closeInput() {
    if input >= 0 { close(input) }
    input = -1
  }

  func closeOutput() {
    if output >= 0 { close(output) }
    output = -1
  }

  func signal(_ number: Int32) { kill(pid, number) }

  /// Kills it as a crash would, and takes in what it had answered by then.
  func crash() {
    kill(pid, SIGKILL)
    var status: Int32 = 0
    waitpid(pid, &status, 0)
    self.status = status
  }

  /// Every frame that is still in the pipe of a worker that ended, whole ones only.
  func remainingFrames() -> [JSONValue] {
    var frames: [JSONValue] = []
    while true {
      var polled = pollfd(fd: output, events: Int16(POLLIN), revents: 0)
      guard poll(&polled, 1, 0) > 0, takeIn() else { break }
    }
    while let frame = try? cutFrame() {
      if let value = try? JSONValue.parse(String(decoding: frame, as: UTF8.self)) { frames.append(value) }
    }
    return frames
  }

  /// The exit code, or minus the signal; nil when it lives on after so many seconds.
  func exitCode(within seconds: Double = 10) -> Int32? {
    let deadline = Self.now() + seconds
    var isOpen = output >= 0
    while status == nil {
      var raw: Int32 = 0
      if waitpid(pid, &raw, WNOHANG) == pid {
        status = raw
        break
      }
      let rest = deadline - Self.now()
      guard rest > 0 else { return nil }
      // What it still has to say is read, so that it can end; the end of its output comes just before its own.
      var polled = pollfd(fd: isOpen ? output : -1, events: Int16(POLLIN), revents: 0)
      if poll(&polled, 1, isOpen ? Int32(min(rest, 0.2) * 1_000) + 1 : 2) > 0, !takeIn() { isOpen = false }
    }
    guard let status else { return nil }
    return status & 0x7F == 0 ? (status >> 8) & 0xFF : -(status & 0x7F)
  }

  private func describeEnd() -> String { exitCode(within: 2).map { "code \($0)" } ?? "but is still there" }

  var isAlive: Bool { exitCode(within: 0) == nil }

  // MARK: Measuring

  /// Resident memory in MiB.
  var residentMegabytes: Double {
    let text = (try? String(contentsOfFile: "/proc/\(pid)/statm", encoding: .utf8)) ?? ""
    let pages = text.split(separator: " ").dropFirst().first.flatMap { Double($0) } ?? 0
    return pages * Double(sysconf(Int32(_SC_PAGESIZE))) / 1_048_576
  }

  /// The highest resident memory so far in MiB.
  var peakMegabytes: Double {
    let text = (try? String(contentsOfFile: "/proc/\(pid)/status", encoding: .utf8)) ?? ""
    let line = text.split(separator: "\n").first { $0.hasPrefix("VmHWM") }
    return (line?.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Double($0) } ?? 0) / 1_024
  }

  /// Processor time used so far, in seconds.
  var processorSeconds: Double {
    let text = (try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8)) ?? ""
    let fields = text.drop { $0 != ")" }.split(separator: " ")
    guard fields.count > 13, let user = Double(fields[12]), let system = Double(fields[13]) else { return 0 }
    return (user + system) / Double(sysconf(Int32(_SC_CLK_TCK)))
  }

  static func now() -> Double {
    var instant = timespec()
    clock_gettime(CLOCK_MONOTONIC, &instant)
    return Double(instant.tv_sec) + Double(instant.tv_nsec) / 1e9
  }
}

private func makePipe(_ ends: inout [Int32]) -> Int32 { pipe(&ends) }

extension JSONValue {
  /// `error.code` of an answer.
  var errorCode: Int64? { self["error"]?["code"]?.int64 }
  /// `error.data.code` of an answer.
  var errorSymbol: String? { self["error"]?["data"]?["code"]?.string }
}

/// A small generator with a seed, so that a failure comes back.
struct SeededRandom: RandomNumberGenerator {
  private var state: UInt64
  init(_ seed: UInt64) { state = seed }
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed >> 31
  }
}

/// A text as a JSON string.
func quoted(_ text: String) -> String { JSONValue.string(text).text() }
