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
}
