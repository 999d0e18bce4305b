import Foundation
import Testing

@Suite("Clients against the built worker")
struct ClientShimTests {
  @Test("the Python client passes its own suite", .timeLimit(.minutes(3)))
  func python() async throws {
    try await expectPass("python3", ["-m", "unittest", "discover"], in: "Clients/python")
  }

  @Test("the Node client passes its own suite", .timeLimit(.minutes(3)))
  func node() async throws {
    try await expectPass("node", ["--test"], in: "Clients/js")
  }

  @Test("the worked examples and all that the README tells to run do run", .timeLimit(.minutes(3)))
  func examples() async throws {
    try await expectPass("python3", ["-m", "unittest", "discover"], in: "Clients/examples")
  }

  /// Runs a client's suite; fails with its output, or with the name of the interpreter that is missing.
  private func expectPass(_ interpreter: String, _ arguments: [String], in folder: String) async throws {
    guard let program = onPath(interpreter) else {
      Issue.record("\(interpreter) is not on the PATH, so \(folder) was not tested")
      return
    }
    let binary = try #require(builtWorker(), "There is no costwire beside the tests, so \(folder) was not tested")
    let (code, output) = try await run(program, arguments, in: project.appending(path: folder), binary)
    #expect(code == 0, "\(interpreter) \(arguments.joined(separator: " ")) in \(folder):\n\(output)")
  }

  private let project = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  private func onPath(_ name: String) -> URL? {
    (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
      .map { URL(filePath: String($0)).appending(path: name) }
      .first { FileManager.default.isExecutableFile(atPath: $0.path) }
  }

  /// The product in the folder that the test bundle was built into.
  private func builtWorker() -> URL? {
    CommandLine.arguments.lazy
      .compactMap { argument in
        argument.range(of: ".xctest").map { URL(filePath: String(argument[..<$0.upperBound])) }
      }
      .map { $0.deletingLastPathComponent().appending(path: "costwire") }
      .first { FileManager.default.isExecutableFile(atPath: $0.path) }
  }

  /// The output goes to a file: nobody has to read it for the suite to go on.
  private func run(
    _ program: URL, _ arguments: [String], in folder: URL, _ binary: URL
  ) async throws -> (code: Int32, output: String) {
    let file = FileManager.default.temporaryDirectory.appending(path: "costwire-\(UUID().uuidString).txt")
    try Data().write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let output = try FileHandle(forWritingTo: file)
    let process = Process()
    process.executableURL = program
    process.arguments = arguments
    process.currentDirectoryURL = folder
    process.environment = ProcessInfo.processInfo.environment.merging(
      ["COSTWIRE_BINARY": binary.path, "PYTHONDONTWRITEBYTECODE": "1"]) { $1 }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    process.standardError = output
    let code = try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Int32, any Error>) in
      process.terminationHandler = { continuation.resume(returning: $0.terminationStatus) }
      do { try process.run() } catch { continuation.resume(throwing: error) }
    }
    try output.close()
    return (code, String(decoding: try Data(contentsOf: file), as: UTF8.self))
  }
}
