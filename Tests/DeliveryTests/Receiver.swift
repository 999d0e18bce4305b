import Connectors
import Foundation
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A test could not go on: what was missing.
struct HarnessFailure: Error, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = description }
}

/// A Python program of `Receivers` that listens on loopback. It ends with this value.
final class Receiver: @unchecked Sendable {
  // @unchecked: the pipes are read by the one test that made the value, or by one thread at a time.
  private let process = Process()
  private let input = Pipe()
  private let output = Pipe()
  private var received: [UInt8] = []
  private(set) var port = 0

  init(_ program: String, _ arguments: [String] = [], python: String = "python3") throws {
    signal(SIGPIPE, SIG_IGN)
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Receivers")
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [python, folder.appendingPathComponent(program).path] + arguments
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    guard let line = nextLine(), let port = Int(line) else {
      throw HarnessFailure("\(program) did not start: is \(python) there, with what it imports?")
    }
    self.port = port
  }

  deinit {
    try? input.fileHandleForWriting.close()
    process.waitUntilExit()
  }

  /// Waits for the next line that the receiver writes; nil when it has ended.
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

  var endpoint: String { "127.0.0.1:\(port)" }
}

/// A web receiver and what is needed to send to it.
struct WebReceiver {
  let receiver: Receiver
  let permitted: PermittedHosts
  let outbound: Outbound

  /// - Parameter run: what stands between the sender and the programs of this machine.
  init(
    run: ProgramRun = .live, names: [String] = [], environment: [String: String] = [:], certificate: Certificate? = nil
  ) throws {
    receiver = try Receiver("web.py", certificate.map { [$0.pathWithKey] } ?? [])
    let port = receiver.port
    permitted = try PermittedHosts(parsing: (["127.0.0.1"] + names).map { "\($0):\(port)" })
    outbound = Outbound(permitted: permitted, run: run) { environment[$0] }
  }

  func request(
    _ path: String, host: String = "127.0.0.1", body: [UInt8]? = Array("{}".utf8),
    headers: [(name: String, value: String)] = [], milliseconds: Int = 20_000, answerLimit: Int = 4_096
  ) throws -> CurlRequest {
    CurlRequest(
      body == nil ? .get : .post, try WebTarget("http://\(host):\(receiver.port)\(path)", permitted: permitted),
      headers: headers, body: body ?? [], timing: CurlTiming(milliseconds: milliseconds), answerLimit: answerLimit)
  }

  func get(_ path: String) throws -> String {
    let outbound = Outbound(permitted: permitted, run: .live) { _ in nil }
    return String(decoding: try outbound.send(try request(path, body: nil)).body, as: UTF8.self)
  }

  /// The paths that were asked for.
  func seen() throws -> [String] {
    try JSONDecoder().decode([String].self, from: Data(get("/seen").utf8))
  }
}

/// A folder of its own for one test, removed with it.
final class Folder: Sendable {
  let path: String

  init() throws {
    var template = Array((NSTemporaryDirectory() as NSString).appendingPathComponent("costwire-XXXXXX").utf8CString)
    guard mkdtemp(&template) != nil else { throw HarnessFailure("no temporary folder") }
    path = template.withUnsafeBufferPointer { String(cString: $0.baseAddress.unsafelyUnwrapped) }
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func file(_ name: String) -> String { path + "/" + name }
}
