import Connectors
import CostModel
import Foundation
import JSON
import Synchronization
import Testing

@testable import JSONRPC
@testable import Store
@testable import Worker

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A world that a test moves: its clock, its environment and files, and a curl that answers what the test says.
final class MovedWorld: Sendable {
  /// What curl was given for one delivery.
  struct Sent: Sendable {
    let settings: String
    let body: [UInt8]

    var url: String { value("url") }
    /// The value of a header.
    func header(_ name: String) -> String { value("header", prefix: "\(name): ") }

    private func value(_ setting: String, prefix: String = "") -> String {
      let start = "\(setting) = \"\(prefix)"
      let line = settings.split(separator: "\n").first { $0.hasPrefix(start) }
      return line.map { String($0.dropFirst(start.count).dropLast()) } ?? ""
    }

    var json: JSONValue { (try? JSONValue.parse(String(decoding: body, as: UTF8.self))) ?? .null }
  }

  private struct State {
    var now: Int64
    var uptime: Int64 = 1_000_000_000
    var random = SplitMix(seed: 7)
    var environment: [String: String] = [:]
    var files: [String: [UInt8]] = [:]
    var sent: [Sent] = []
    var lines: [String] = []
    var status: @Sendable (Sent) -> Int = { _ in 200 }
  }

  private struct SplitMix {
    var seed: UInt64
    mutating func next() -> UInt64 {
      seed &+= 0x9E37_79B9_7F4A_7C15
      var mixed = seed
      mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
      mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
      return mixed ^ mixed >> 31
    }
  }

  private let state: Mutex<State>

  init(now: String = "2026-10-01T12:00:00Z") throws {
    state = Mutex(State(now: try #require(Timestamp(rfc3339: now)).microseconds))
  }

  func pass(seconds: Int64) { state.withLock { ($0.now, $0.uptime) = ($0.now + seconds * 1_000_000, $0.uptime + seconds * 1_000_000) } }
  func set(_ name: String, _ value: String) { state.withLock { $0.environment[name] = value } }
  func set(file path: String, _ text: String) { state.withLock { $0.files[path] = Array(text.utf8) } }
  /// What receivers answer.
  func answer(_ status: @escaping @Sendable (Sent) -> Int) { state.withLock { $0.status = status } }
  var sent: [Sent] { state.withLock { $0.sent } }
  var lines: [String] { state.withLock { $0.lines } }
  var now: Timestamp { state.withLock { Timestamp(microseconds: $0.now) } }

  private func run(_ request: ProgramRequest) -> ProgramResult {
    switch request.program {
    case "curl":
      let sent = Sent(settings: String(decoding: request.input, as: UTF8.self), body: request.extraInput ?? [])
      let status = state.withLock { $0.status }(sent)
      state.withLock { $0.sent.append(sent) }
      let text = "HTTP/1.1 \(status) Answer\r\nContent-Length: 0\r\n\r\n\ncostwire-trailer \(status) 8.8.8.8\n"
      return ProgramResult(.exited(0), output: Array(text.utf8), milliseconds: 12)
    case "getent":
      let address = request.arguments.last?.hasPrefix("private") == true ? "10.0.0.1" : "8.8.8.8"
      return ProgramResult(.exited(0), output: Array("\(address) STREAM name\n".utf8))
    default: return ProgramResult(.notFound)
    }
  }

  var world: World {
    World(
      now: { self.now }, seed: { self.state.withLock { $0.random.next() } },
      zone: { name in (try? Data(contentsOf: URL(fileURLWithPath: "/usr/share/zoneinfo/" + name))).flatMap { try? TimeZoneRules(tzif: Array($0)) } },
      environment: { name in self.state.withLock { $0.environment[name] } }, log: { line in self.state.withLock { $0.lines.append(line) } },
      resources: { ProcessResources() }, uptime: { (self.state.withLock { $0.uptime }, 1) }, run: ProgramRun { self.run($0) },
      secretFile: { path, _ in self.state.withLock { $0.files[path] } })
  }
}

/// A worker in this process, whole from its input to its output, in a world that a test moves.
final class WorldWorker {
  let host: Worker.Host
  private let handle = SessionHandle()
  private let input: Int32
  private let output: Int32
  private var received: [UInt8] = []
  private var nextID = 0
  private let isEnded = Monitor()
  private let end = Ended()
  /// Notifications that came between answers.
  private(set) var notifications: [JSONValue] = []
  /// Every answer, as it came.
  private(set) var answers: [String] = []

  private final class Ended: @unchecked Sendable { var code: Int32? }

  init(_ world: MovedWorld, _ settings: String = "{}") throws {
    var read: [Int32] = [0, 0], write: [Int32] = [0, 0]
    try #require(pipe(&read) == 0 && pipe(&write) == 0)
    (input, output) = (read[1], write[0])
    var parsed = Settings()
    try parsed.read(try JSONValue.parse(settings))
    host = Worker.Host(world.world, parsed)
    let (host, handle, isEnded, end) = (host, handle, isEnded, end)
    let (from, to) = (read[0], write[1])
    startThread {
      let session = Session(input: from, outbox: Outbox(descriptor: to) {}, handler: host, limits: WireLimits(), handle: handle)
      let code = session.run()
      close(from)
      close(to)
      isEnded.locked {
        end.code = code
        isEnded.wake()
      }
    }
  }

  /// One that answered `initialize` and was told `initialized`.
  convenience init(
    _ world: MovedWorld, database: String, access: String = "open", durability: String = "full", params: String = "{}", started: Bool = true
  ) throws {
    try self.init(world, #"{"database": "\#(database)", "access": "\#(access)", "durability": "\#(durability)"}"#)
    let answer = try call("initialize", params)
    try #require(answer["result"] != nil, "\(answer.text())")
    if started { try notify("initialized") }
  }

  deinit {
    stop()
    close(output)
  }

  private var isOpen = true

  /// Ends the connection and waits for the worker's end.
  func stop() {
    guard isOpen else { return }
    isOpen = false
    close(input)
    isEnded.locked { while end.code == nil { isEnded.wait(milliseconds: 100) } }
  }

  private func send(_ text: String) throws {
    var bytes = Array((text + "\n").utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { write(input, $0.baseAddress, $0.count) }
      try #require(count > 0)
      bytes = bytes.dropFirst(count)
    }
  }

  func notify(_ method: String, _ params: String = "{}") throws {
    try send(#"{"jsonrpc": "2.0", "method": "\#(method)", "params": \#(params)}"#)
  }

  func sendRaw(_ text: String) throws { try send(text) }

  func line() throws -> String {
    while true {
      if let end = received.firstIndex(of: 10) {
        let line = String(decoding: received[..<end], as: UTF8.self)
        received.removeFirst(end + 1)
        return line
      }
      var piece = [UInt8](repeating: 0, count: 1 << 16)
      let count = piece.withUnsafeMutableBytes { read(output, $0.baseAddress, $0.count) }
      try #require(count > 0, "the worker ended")
      received += piece[..<count]
    }
  }

  /// The whole answer to a call; what comes before it is kept as notifications.
  func call(_ method: String, _ params: String = "{}") throws -> JSONValue {
    nextID += 1
    try send(#"{"jsonrpc": "2.0", "id": \#(nextID), "method": "\#(method)", "params": \#(params)}"#)
    while true {
      let text = try line()
      let value = try JSONValue.parse(text)
      if value["id"]?.int64 == Int64(nextID) {
        answers.append(text)
        return value
      }
      notifications.append(value)
    }
  }

  func result(_ method: String, _ params: String = "{}") throws -> JSONValue {
    let answer = try call(method, params)
    return try #require(answer["result"], "\(method): \(answer.text(pretty: false).prefix(600))")
  }

  /// The symbol a call is refused with; "" when it is not.
  func refusal(_ method: String, _ params: String = "{}") throws -> String {
    try call(method, params)["error"]?["data"]?["code"]?.string ?? ""
  }

  /// Has deliveries looked after until something is so.
  func deliver(until isDone: () throws -> Bool) throws {
    for _ in 0..<2_000 {
      host.tick()
      if try isDone() { return }
      poll(nil, 0, 5)
    }
    throw HarnessTimeout()
  }
}

struct HarnessTimeout: Error {}

/// A folder of its own for one test, removed with it.
final class TestFolder {
  let path: String

  init() throws {
    var template = Array((NSTemporaryDirectory() as NSString).appendingPathComponent("costwire-XXXXXX").utf8CString)
    try #require(mkdtemp(&template) != nil)
    path = template.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } ?? "" }
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  var database: String { path + "/a.db" }
}
