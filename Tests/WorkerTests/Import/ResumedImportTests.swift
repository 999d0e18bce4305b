import CostModel
import Foundation
import JSON
import Testing

@testable import JSONRPC
@testable import Worker

@Suite("Imports that are taken up again")
struct ResumedImportTests {
  /// Reads a source to its end, taking up a fresh stream from the position of each chunk, sent through JSON.
  private static func read(_ harness: CostHarness, _ format: ImportFormat, restarts: Bool, _ source: () throws -> ImportSource) throws -> [String] {
    func stream(_ position: RowPosition?) throws -> RowStream {
      let rows = try RowReader(harness.services, ImportMapping(), defaults: .object([]), source: "file")
      return RowStream(rows, try source(), format, harness.services, at: position, rowsAChunk: restarts ? 1 : RowStream.rowsAChunk)
    }
    var found: [String] = []
    var current = try stream(nil)
    var chunks = 0
    while let chunk = try current.next() {
      for event in 0..<chunk.events.batch.count {
        found.append("\(chunk.lines[event]) \(chunk.events.batch.string(event, .id)) \(chunk.events.batch[event, .timestamp]) \(chunk.events.batch[event, .promptTokens])")
      }
      for rejection in chunk.rejected { found.append("\(rejection.line) \(rejection.error.message)") }
      chunks += 1
      try #require(chunks < 10_000)
      guard restarts else { continue }
      let text = chunk.position.json.text()
      let position = try #require(RowPosition(json: try JSONValue.parse(text)))
      #expect(position == chunk.position, "\(text)")
      current = try stream(position)
    }
    return found.sorted()
  }

  private static let columns = "id;timestamp;model;prompt_tokens;error\r\n"
  private static let texts: [(ImportFormat, String)] = [
    (.ndjson, (1...40).map { #"{"timestamp": "2026-03-01T00:00:00Z", "model": "m", "prompt_tokens": \#($0)}"# + ($0 % 7 == 0 ? "\n\nno json" : "") }.joined(separator: "\n")),
    (.auto, "[" + (1...20).map { #"{"timestamp": "2026-03-01T00:00:00Z", "prompt_tokens": \#($0 == 5 ? -1 : $0)}"# }.joined(separator: ",\n") + "]"),
    (.auto, columns + (1...30).map { "r\($0);2026-03-01T00:00:00Z;m;\($0);\"a \"\"quoted\"\"\r\n\nbreak; \($0)\"\r\n" + ($0 % 4 == 0 ? "\r\nx;y;z;1;2;3;4\r\n" : "") }.joined()),
    (.csv, "id,timestamp,prompt_tokens\r" + (1...9).map { "r\($0),2026-03-01T00:00:00Z,\($0)\r" }.joined()),
    (.anthropicUsage, (1...6).map { #"{"starting_at": "2026-03-0\#($0)T00:00:00Z", "ending_at": "2026-03-0\#($0)T01:00:00Z", "results": [{"uncached_input_tokens": \#($0), "model": "m"}]}"# }.joined(separator: "\n")),
    (.codex, ([#"{"timestamp":"2026-03-01T10:00:00Z","type":"session_meta","payload":{"id":"s","cwd":"/a/b"}}"#, #"{"timestamp":"2026-03-01T10:00:00Z","type":"turn_context","payload":{"model":"gpt-5"}}"#]
      + (1...9).map { #"{"timestamp":"2026-03-01T10:00:0\#($0)Z","type":"event_msg","payload":{"type":"token_count","info":{"total_token_usage":{"input_tokens":\#($0 * $0)}}}}"# }).joined(separator: "\n")),
  ]

  @Test("a stream that is taken up after any row reads on exactly", arguments: texts.indices)
  func positions(index: Int) throws {
    let (format, text) = Self.texts[index]
    let harness = try CostHarness()
    let whole = try Self.read(harness, format, restarts: false) { ImportSource(text: text, harness.services) }
    let parts = try Self.read(harness, format, restarts: true) { ImportSource(text: text, harness.services) }
    #expect(whole.count >= 6)
    #expect(parts.count == whole.count)
    for (part, row) in zip(parts, whole) { #expect(part == row) }
  }

  @Test("answers that stream over many lines come to the same, wherever reading stopped")
  func snapshots() throws {
    let lines = (1...12).map { number in
      #"{"message":{"id":"m\#((number + 2) / 3)","model":"claude-opus-4-5","usage":{"input_tokens":1,"output_tokens":\#(number * 10)}},"requestId":"r","sessionId":"s","type":"assistant","uuid":"u\#(number)","timestamp":"2026-03-01T10:00:00Z"}"#
    }.joined(separator: "\n")
    var totals: Set<Int128> = []
    for rowsAChunk in [1, 2, 5, 100] {
      let harness = try CostHarness()
      var position: RowPosition?
      while true {
        let rows = try RowReader(harness.services, ImportMapping(), defaults: .object([]), source: "file")
        let stream = RowStream(rows, ImportSource(text: lines, harness.services), .claudeCode, harness.services, at: position, rowsAChunk: rowsAChunk)
        guard let chunk = try stream.next() else { break }
        try harness.ledger.transaction { writer in
          let storer = try EventStorer(harness.services, writer)
          for event in 0..<chunk.events.batch.count { _ = try storer.store(chunk.events, event) }
        }
        position = chunk.position
      }
      totals.insert(try harness.total())
      #expect(try harness.events().count == 4)
    }
    let expected: Int128 = 4 * 5_000 + 300 * 25_000
    #expect(totals == [expected])
  }

  @Test("a folder is taken up in the file it stood in")
  func folder() throws {
    let root = NSTemporaryDirectory() + "costwire-resumed-" + UUID().uuidString
    defer { try? FileManager.default.removeItem(atPath: root) }
    try FileManager.default.createDirectory(atPath: root + "/d", withIntermediateDirectories: true)
    for name in ["a", "d/b", "d/c", "e"] {
      let lines = (1...4).map { #"{"timestamp":"2026-03-01T10:00:0\#($0)Z","type":"event_msg","payload":{"type":"token_count","info":{"total_token_usage":{"input_tokens":\#($0 * 10)}}}}"# }
      try lines.joined(separator: "\n").write(toFile: "\(root)/\(name).jsonl", atomically: true, encoding: .utf8)
    }
    let harness = try CostHarness()
    let whole = try Self.read(harness, .codex, restarts: false) { try ImportSource(path: root, format: .codex, harness.services) }
    let parts = try Self.read(harness, .codex, restarts: true) { try ImportSource(path: root, format: .codex, harness.services) }
    #expect(whole.count == 16 && parts == whole)
  }

  @Test(
    "files that are packed or no UTF-8 are refused with what to do",
    arguments: [([UInt8](arrayLiteral: 0x1F, 0x8B, 8, 0), "gzip"), ([0x28, 0xB5, 0x2F, 0xFD], "zstd"), ([0x50, 0x4B, 3, 4], "zip"), ([0xFF, 0xFE, 0x7B, 0], "UTF-16")])
  func packed(bytes: [UInt8], name: String) throws {
    let path = NSTemporaryDirectory() + "costwire-packed-" + UUID().uuidString
    defer { try? FileManager.default.removeItem(atPath: path) }
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    #expect(try CostHarness().refusal("usage/import", "{\"path\": \"\(path)\"}").contains(name))
  }

  @Test("bytes that are no UTF-8 are refused by line", arguments: [ImportFormat.ndjson, .csv, .claudeCode])
  func invalidText(format: ImportFormat) throws {
    let path = NSTemporaryDirectory() + "costwire-bytes-" + UUID().uuidString
    defer { try? FileManager.default.removeItem(atPath: path) }
    try (Data("id,model\na,b\nc,".utf8) + Data([0xC3, 0x28]) + Data("\n".utf8)).write(to: URL(fileURLWithPath: path))
    let report = try CostHarness().call("usage/import", "{\"path\": \"\(path)\", \"format\": \"\(format.rawValue)\"}")
    #expect(report.at("rejected_count").int64 ?? 0 >= (format == .csv ? 0 : 3), "\(report.text())")
  }

  @Test("a line without end, and a text beyond all measure, are cut off")
  func bombs() throws {
    let path = NSTemporaryDirectory() + "costwire-bomb-" + UUID().uuidString
    defer { try? FileManager.default.removeItem(atPath: path) }
    for (first, message) in [("{\"a\": \"", "lines of at most"), ("[", "a JSON text of at most"), ("a,b\n\"", "rows of at most"), ("", "rows of at most")] {
      try Data(first.utf8).write(to: URL(fileURLWithPath: path))
      let file = try #require(FileHandle(forWritingAtPath: path))
      try file.truncate(atOffset: 10 << 30)
      try file.close()
      let refusal = try CostHarness().refusal("usage/import", "{\"path\": \"\(path)\"}")
      #expect(refusal.contains(message), "\(refusal)")
    }
  }
}
