import Foundation
import JSON
import Testing

@Suite("Recording both directions", .waiting)
struct RecordTests {
  private static let password = "hunter2-zq-very-secret"
  private static let path = "T00000000/B00000000/zqzqzqzqzqzqzqzqzqzqzqzq"

  private func files(_ folder: Folder) throws -> [String: Data] {
    var files: [String: Data] = [:]
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.file("rec")) {
      files[name] = FileManager.default.contents(atPath: folder.file("rec/" + name))
    }
    return files
  }

  @Test("a session with secrets leaves files without them, that can be played back", arguments: Wire.allCases)
  func session(_ wire: Wire) throws {
    let folder = try Folder()
    let worker = try WorkerProcess(wire, database: folder.file("a.db"), arguments: ["--record", folder.file("rec")])
    _ = try worker.call("initialize", #"{"access_key": "cw_0123456789abcdef0123456789abcdef", "clientInfo": {"name": "é"}}"#)
    let made = try worker.result("access/createKey", #"{"role": "admin", "name": "cfo"}"#)
    let rotated = try worker.result("access/rotateKey", #"{"key_id": \#(made["key"]?["key_id"]?.text() ?? "")}"#)
    let keys = [made, rotated].compactMap { $0["access_key"]?.string }
    _ = try worker.call("cost/summary", #"{"_access_key": "\#(keys[0])"}"#)
    _ = try worker.call("access/listKeys", #"{"unknown": "\#(keys[1])"}"#)
    _ = try worker.call("alerts/setChannel", #"{"name": "s", "type": "slack", "webhook_url": "https://hooks.slack.com/services/\#(Self.path)"}"#)
    _ = try worker.call("webhooks/register", #"{"webhook_url": "https://ada:\#(Self.password)@h.example.com/\#(Self.path)", "secret": "env:ZQ_HOOK"}"#)
    _ = try worker.call("alerts/setChannel", #"{"name": "m", "type": "email", "smtp_server": "h", "username": "zq-login", "password": "\#(Self.password)"}"#)
    _ = try worker.result("usage/track", #"{"id": "e", "model": "gpt-4o", "prompt_tokens": 12, "cost_usd": 0.5, "metadata": {"note": "see https://x:\#(Self.password)@h/"}}"#)
    let total = try worker.result("cost/summary", #"{"days": 1}"#)["summary"]?["total_cost_usd"]?.text()
    worker.closeInput()
    #expect(worker.exitCode() == 0)
    let recorded = try files(folder)
    #expect(recorded.keys.sorted() == ["costwire-\(worker.pid).in", "costwire-\(worker.pid).out"])
    for (name, bytes) in recorded {
      let mode = try FileManager.default.attributesOfItem(atPath: folder.file("rec/" + name))[.posixPermissions] as? Int
      #expect(mode == 0o600)
      for secret in keys.map({ String($0.dropFirst(3)) }) + [Self.password, Self.path, "0123456789abcdef", "zq-login"] {
        #expect(bytes.range(of: Data(secret.utf8)) == nil, "\(name) holds \(secret)")
      }
    }
    #expect(recorded["costwire-\(worker.pid).in"]?.range(of: Data("env:ZQ_HOOK".utf8)) != nil, "references are no secrets")
    // Played back: the same calls are understood, and come to the same.
    let again = try WorkerProcess(wire, database: folder.file("b.db"))
    try again.send(bytes: Array(try #require(recorded["costwire-\(worker.pid).in"])))
    #expect(try again.answer(to: 1)["result"] != nil)
    #expect(try again.answer(to: 10)["result"]?["summary"]?["total_cost_usd"]?.text() == total && total == "0.5")
  }

  @Test("records what an agent's host says, too; a disk that is full ends the recording and nothing else")
  func full() throws {
    let folder = try Folder()
    let log = try FileHandle(forWritingTo: { _ = FileManager.default.createFile(atPath: folder.file("log"), contents: nil); return URL(fileURLWithPath: folder.file("log")) }())
    // No file may have more than 64 KiB, so neither may a recording.
    let worker = try WorkerProcess(
      database: ":memory:", arguments: ["mcp", "--record=" + folder.file("rec")], errors: .descriptor(log.fileDescriptor), shell: "ulimit -f 128;")
    for id in 1...4 {
      try worker.send(
        #"{"jsonrpc": "2.0", "id": \#(id), "method": "tools/list", "params": {"_meta": {"io.modelcontextprotocol/protocolVersion": "2026-07-28", "io.modelcontextprotocol/clientCapabilities": {}}}}"#)
      #expect(try worker.frame()["result"]?["tools"] != nil)
    }
    worker.closeInput()
    #expect(worker.exitCode() == 0)
    let recorded = try files(folder)
    #expect(recorded["costwire-\(worker.pid).in"]?.starts(with: Data(#"{"jsonrpc": "2.0", "id": 1"#.utf8)) == true)
    #expect(recorded["costwire-\(worker.pid).out"]?.count == 64 << 10)
    let said = try String(contentsOfFile: folder.file("log"), encoding: .utf8)
    #expect(said.components(separatedBy: "recording has stopped").count == 2, "\(said)")
    // Where nothing can be written at all the start is refused.
    #expect(try WorkerProcess(arguments: ["--record", "/proc/none/rec"]).exitCode() == 1)
  }
}
