import Foundation
import Testing

@Suite("Editors against the built worker")
struct EditorTests {
  @Test("Neovim's status line shows the spend", .enabled(if: onPath("nvim") != nil, "Neovim is not installed"))
  func neovim() async throws {
    try await expectStatusLine("nvim", ["--headless", "-u", "NONE", "-c", "luafile test/check.lua"])
  }

  @Test("Emacs's mode line shows the spend", .enabled(if: onPath("emacs") != nil, "Emacs is not installed"))
  func emacs() async throws {
    try await expectStatusLine("emacs", ["--batch", "-Q", "-l", "test/check.el"])
  }

  @Test("Vim's status line shows the spend", .enabled(if: hasVimChannels(), "Vim 9 with channels is not installed"))
  func vim() async throws {
    try await expectStatusLine("vim", ["-es", "-N", "-u", "NONE", "-S", "test/check.vim"])
  }

  /// What was spent before the editor started, then what an event adds whose alert makes the line anew, then the end.
  private func expectStatusLine(_ editor: String, _ arguments: [String]) async throws {
    let program = try #require(onPath(editor))
    let binary = try #require(builtWorker(), "There is no costwire beside the tests, so \(editor) was not tested")
    let database = FileManager.default.temporaryDirectory.appending(path: "costwire-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: database, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: database) }
    let folder = project.appending(path: "Clients/editors")
    let path = database.appending(path: "costs.db").path
    let environment = ["COSTWIRE_DATABASE": path, "DATABASE": path, "EDITORS": folder.path]
    for (method, params) in [
      ("budget/set", #"{"budget_id": "all", "daily_limit_usd": 1}"#), ("usage/track", #"{"model": "m", "cost_usd": 0.25}"#),
    ] {
      let (code, output) = try await run(binary, ["call", method, params], in: folder, binary, environment)
      try #require(code == 0, "\(output)")
    }
    let (code, output) = try await run(program, arguments, in: folder, binary, environment)
    #expect(code == 0)
    let lines = output.split(whereSeparator: \.isNewline).map(String.init).filter { !$0.hasPrefix("[jsonrpc]") }
    #expect(
      lines == [
        "$0.25 today, $0.25 this month, within budget", "$0.80 today, $0.80 this month, approaching limit", "costwire: ended",
      ])
  }
}

/// Vim reads and writes messages as language servers do since 9.0, and only where it is built with channels.
private func hasVimChannels() -> Bool {
  guard let vim = onPath("vim") else { return false }
  let process = Process()
  process.executableURL = vim
  process.arguments = ["-es", "-u", "NONE", "-c", "if has('vim9script') && has('channel') | qa! | else | cq | endif"]
  process.standardInput = FileHandle.nullDevice
  process.standardOutput = FileHandle.nullDevice
  process.standardError = FileHandle.nullDevice
  guard (try? process.run()) != nil else { return false }
  process.waitUntilExit()
  return process.terminationStatus == 0
}
