import Foundation
import JSON
import Testing

/// A Python program that listens on loopback. It ends with this value.
final class PythonReceiver {
  private let process = Process()
  private let input = Pipe()
  private let output = Pipe()
  private var received: [UInt8] = []
  private(set) var port = 0

  /// - Parameter program: a path beside this file.
  init(_ program: String, _ arguments: [String] = [], python: String = "python3") throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [python, folder.appendingPathComponent(program).path] + arguments
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    guard let line = nextLine(), let port = Int(line) else { throw HarnessFailure("\(program) did not start: is \(python) there, with what it imports?") }
    self.port = port
  }

  deinit { stop() }

  /// Ends it; nothing listens on its port then.
  func stop() {
    try? input.fileHandleForWriting.close()
    process.waitUntilExit()
  }

  /// Waits for the next line; nil when it has ended.
  func nextLine() -> String? {
    while true {
      if let end = received.firstIndex(of: 10) {
        let line = String(decoding: received[..<end], as: UTF8.self)
        received.removeFirst(end + 1)
        return line
      }
      let more = output.fileHandleForReading.availableData
      if more.isEmpty { return nil }
      received += more
    }
  }

  func say(_ line: String) throws { try input.fileHandleForWriting.write(contentsOf: Data((line + "\n").utf8)) }
}

/// A receiver of webhooks that keeps what it is sent.
final class HookReceiver {
  private let receiver: PythonReceiver
  let port: Int

  /// What a receiver got.
  struct Received {
    let path: String
    let delivery: String
    /// Of each secret that the receiver knows, whether a signature is made with it.
    let valid: [Bool]
    let codes: Int64
    let body: JSONValue
    let digest: String
  }

  init(port: Int = 0, secrets: [String] = ["whsec_one"]) throws {
    receiver = try PythonReceiver("Receivers/hooks.py", [String(port)] + secrets)
    self.port = receiver.port
  }

  var endpoint: String { "127.0.0.1:\(port)" }
  func url(_ path: String) -> String { "http://\(endpoint)\(path)" }
  func stop() { receiver.stop() }
  func release() throws { try receiver.say("release") }
  func waitUntilHolding() throws { try #require(receiver.nextLine() == "holding") }

  func received() throws -> [Received] {
    try receiver.say("report")
    while let line = receiver.nextLine() {
      if line == "holding" { continue }
      return (try JSONValue.parse(line).array ?? []).map { row in
        Received(
          path: row["path"]?.string ?? "", delivery: row["delivery"]?.string ?? "", valid: (row["valid"]?.array ?? []).compactMap(\.bool),
          codes: row["codes"]?.int64 ?? 0, body: row["body"] ?? .null, digest: row["sha256"]?.string ?? "")
      }
    }
    throw HarnessFailure("the receiver ended")
  }

  /// Asks what was received until it is as wanted.
  func received(within seconds: Double = 30, until isEnough: ([Received]) throws -> Bool) throws -> [Received] {
    let deadline = WorkerProcess.now() + seconds
    while true {
      let received = try received()
      if try isEnough(received) { return received }
      guard WorkerProcess.now() < deadline else {
        throw HarnessFailure("received \(received.count): \(received.suffix(5).map { "\($0.path) \($0.delivery)" })")
      }
      poll(nil, 0, 20)
    }
  }
}

extension WorkerProcess {
  /// A worker that has answered `initialize`, may send to loopback, and waits little between tries.
  static func sending(
    _ database: String, allow: [String], environment: [String: String] = [:], options: String = "", params: String = "", errors: Stream = .null
  ) throws -> WorkerProcess {
    var variables = ["COSTWIRE_RETRY_MS": "20", "COSTWIRE_WEBHOOK_ALLOW": allow.joined(separator: ","), "HOOK_SECRET": "whsec_one", "HOOK_SECRET_2": "whsec_two"]
    variables.merge(environment) { $1 }
    let worker = try WorkerProcess(database: database, environment: variables, errors: errors)
    _ = try worker.result("initialize", #"{"initializationOptions": {\#(options)}\#(params)}"#)
    try worker.notify("initialized")
    return worker
  }

  func register(_ id: String, _ url: String, secret: String = "env:HOOK_SECRET", triggers: String = #"["budget_alert"]"#) throws {
    _ = try result("webhooks/register", #"{"webhook_id": "\#(id)", "webhook_url": "\#(url)", "triggers": \#(triggers), "secret": "\#(secret)"}"#)
  }

  /// A budget of a dollar for a customer, that alerts at these shares of it.
  func watch(_ customer: String, _ percentages: [Int] = [50], channels: String = "") throws {
    let thresholds = percentages.map { #"{"percentage": \#($0)\#(channels)}"# }.joined(separator: ", ")
    _ = try result(
      "budget/set",
      #"{"budget_id": "\#(customer)", "scope": {"customer_id": "\#(customer)"}, "daily_limit_usd": 1, "enforcement": "monitor", "thresholds": [\#(thresholds)]}"#)
  }

  func spend(_ customer: String, _ dollars: Double, id: String) throws {
    _ = try result("usage/track", #"{"id": "\#(id)", "customer_id": "\#(customer)", "cost_usd": \#(dollars)}"#)
  }

  /// Asks for the counts of deliveries until they are as wanted.
  func waitForDeliveries(delivered: Int? = nil, dead: Int? = nil, pending: Int? = nil, within seconds: Double = 30) throws {
    let deadline = Self.now() + seconds
    while true {
      let stats = try result("alerts/deliveryStats")
      let found = ["successful_deliveries", "failed_deliveries", "pending_deliveries"].map { Int(stats[$0]?.int64 ?? -1) }
      if zip([delivered, dead, pending], found).allSatisfy({ $0 == nil || $0 == $1 }) { return }
      guard Self.now() < deadline else { throw HarnessFailure("deliveries: \(stats.text().prefix(1_500))") }
      poll(nil, 0, 20)
    }
  }
}
