import JSON

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// `close` of the system, where a method has that name too.
private func closeDescriptor(_ descriptor: Int32) { close(descriptor) }

/// A worker of this same program, started as any host would start it, spoken to by lines.
final class LocalWorker {
  private let process: pid_t
  private let input: Int32
  private let output: Int32
  private var buffer: [UInt8] = []
  private var nextID = 1

  /// What a call was refused with.
  struct Refusal: Error {
    let symbol: String
    let message: String
  }

  /// - Parameter arguments: flags for the worker.
  init(_ arguments: [String]) throws(UsageError) {
    var toChild: [Int32] = [0, 0]
    var fromChild: [Int32] = [0, 0]
    guard pipe(&toChild) == 0, pipe(&fromChild) == 0 else { throw UsageError("No pipe could be made") }
    for descriptor in [toChild[1], fromChild[0]] { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
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
    let program = Self.program
    var strings: [UnsafeMutablePointer<CChar>?] = ([program] + arguments).map { strdup($0) }
    strings.append(nil)
    defer { for string in strings { free(string) } }
    var child: pid_t = 0
    let code = posix_spawn(&child, program, &actions, nil, strings, environ)
    closeDescriptor(toChild[0])
    closeDescriptor(fromChild[1])
    guard code == 0 else { throw UsageError("The worker could not be started: \(String(cString: strerror(code)))") }
    (process, input, output) = (child, toChild[1], fromChild[0])
  }

  /// The file that this program was started from.
  static var program: String {
    var path = [CChar](repeating: 0, count: 4_096)
    let count = readlink("/proc/self/exe", &path, path.count - 1)
    if count > 0 { return String(decoding: path[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self) }
    return startedPath() ?? CommandLine.arguments.first ?? "costwire"
  }

  /// Calls a method and waits for its answer.
  ///
  /// - Parameter onProgress: hears of `$/progress`, whose token the params hold.
  func call(
    _ method: String, _ params: JSONValue, onProgress: (JSONValue) -> Void = { _ in }
  ) throws -> JSONValue {
    let id = nextID
    nextID += 1
    let request: JSONValue = [
      "jsonrpc": "2.0", "id": .int(id), "method": .string(method), "params": params,
    ]
    guard writeAll(request.text(pretty: false) + "\n", to: input) else { throw UsageError("The worker ended") }
    while true {
      let message = try JSONValue.parse(try readLine())
      if message["method"]?.string == "$/progress", let value = message["params"]?["value"] {
        onProgress(value)
        continue
      }
      guard message["id"]?.int64 == Int64(id) || message["id"] == .null else { continue }
      if let error = message["error"] {
        throw Refusal(
          symbol: error["data"]?["code"]?.string ?? "INTERNAL_ERROR",
          message: error["message"]?.string ?? "The call failed")
      }
      return message["result"] ?? .null
    }
  }

  /// Opens the database.
  func initialize() throws -> JSONValue {
    try call("initialize", ["processId": .int(Int(getpid())), "clientInfo": ["name": "costwire-cli"]])
  }

  private func readLine() throws -> String {
    var searched = 0
    while true {
      if let end = buffer[searched...].firstIndex(of: 10) {
        let line = String(decoding: buffer[..<end], as: UTF8.self)
        buffer.removeFirst(end + 1)
        return line
      }
      searched = buffer.count
      var chunk = [UInt8](repeating: 0, count: 1 << 16)
      let count = read(output, &chunk, chunk.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw UsageError("The worker ended without an answer") }
      buffer += chunk[..<count]
    }
  }

  /// Lets the worker finish and end; answers its exit code.
  @discardableResult
  func close() -> Int32 {
    closeDescriptor(input)
    closeDescriptor(output)
    var status: Int32 = 0
    waitpid(process, &status, 0)
    return status >> 8 & 0xFF
  }
}
