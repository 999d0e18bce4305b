import Foundation
import Testing

/// The folder of Package.swift.
let project = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  .deletingLastPathComponent()

/// The program that a shell would run.
func onPath(_ name: String) -> URL? {
  (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    .map { URL(filePath: String($0)).appending(path: name) }
    .first { FileManager.default.isExecutableFile(atPath: $0.path) }
}

/// The product in the folder that the test bundle was built into.
func builtWorker() -> URL? {
  CommandLine.arguments.lazy
    .compactMap { argument in
      argument.range(of: ".xctest").map { URL(filePath: String(argument[..<$0.upperBound])) }
    }
    .map { $0.deletingLastPathComponent().appending(path: "costwire") }
    .first { FileManager.default.isExecutableFile(atPath: $0.path) }
}

/// The output goes to a file: nobody has to read it for the suite to go on.
func run(
  _ program: URL, _ arguments: [String], in folder: URL, _ binary: URL, _ environment: [String: String] = [:]
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
    ["COSTWIRE_BINARY": binary.path, "PYTHONDONTWRITEBYTECODE": "1"]
  ) { $1 }.merging(environment) { $1 }
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
