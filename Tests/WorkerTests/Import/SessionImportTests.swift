import CostModel
import Foundation
import JSON
import Testing

@testable import Worker

@Suite("Import of coding sessions")
struct SessionImportTests {
  // MARK: Claude Code

  private static func answer(
    _ id: String, output: Int, at second: Int = 0, model: String = "claude-opus-4-5", session: String = "s1", more: String = ""
  ) -> String {
    """
    {"parentUuid":"p","isSidechain":false,"cwd":"/home/ada/work/shop","sessionId":"\(session)","version":"2.0.1","gitBranch":"main","type":"assistant",\
    "message":{"id":"\(id)","type":"message","role":"assistant","model":"\(model)","content":[{"type":"text","text":"no secret"}],\
    "usage":{"input_tokens":4,"cache_creation_input_tokens":1000,"cache_read_input_tokens":20000,\
    "cache_creation":{"ephemeral_5m_input_tokens":400,"ephemeral_1h_input_tokens":600},"output_tokens":\(output),"service_tier":"standard"}},\
    "requestId":"req_\(id)","uuid":"u\(second)","timestamp":"2026-03-01T10:00:0\(second).123Z"\(more)}
    """
  }
  private static let user = #"{"type":"user","sessionId":"s1","cwd":"/home/ada/work/shop","message":{"role":"user","content":"hello"},"uuid":"x","timestamp":"2026-03-01T10:00:00Z"}"#
  private static let summary = #"{"type":"summary","summary":"Shop","leafUuid":"x"}"#

  /// 4 x 5 + 400 x 6.25 + 600 x 10 + 20000 x 0.5 + output x 25, in millionths of a dollar.
  private static func nanos(output: Int) -> Int128 { 1_000 * (20 + 2_500 + 6_000 + 10_000) + Int128(output) * 25_000 }

  @Test("an answer that is logged as it streams counts once, with its last counts", arguments: ["claude_code", "auto"])
  func streamed(format: String) throws {
    let harness = try CostHarness()
    let lines = [Self.summary, Self.user, Self.answer("m1", output: 1), Self.answer("m1", output: 8, at: 1), Self.answer("m1", output: 300, at: 2), Self.answer("m2", output: 50, at: 3)]
    let report = try harness.importing(lines.joined(separator: "\n"), format)
    #expect(report.at("format") == "claude_code" && report.at("accepted") == 2 && report.at("passed_over") == 2, "\(report.text())")
    #expect(try harness.total() == Self.nanos(output: 300) + Self.nanos(output: 50))
    let event = try #require(try harness.events().first)
    #expect(event.at("id") == "claude_code_m1_req_m1" && event.at("project_id") == "shop" && event.at("operation") == "claude_code", "\(event.text())")
    #expect(event.at("metadata.session_id") == "s1" && event.at("metadata.folder") == "/home/ada/work/shop")
    #expect(!event.text().contains("no secret"))
  }

  @Test("lines of other answers between them, and other sessions that repeat them, change nothing")
  func interleaved() throws {
    let harness = try CostHarness()
    let one = [Self.answer("m1", output: 1), Self.answer("m2", output: 2), Self.answer("m1", output: 300, at: 1), Self.answer("m2", output: 60, at: 1)]
    _ = try harness.importing(one.joined(separator: "\n"), "claude_code")
    let total = Self.nanos(output: 300) + Self.nanos(output: 60)
    #expect(try harness.total() == total)
    let resumed = one.map { $0.replacingOccurrences(of: "\"s1\"", with: "\"s2\"") }.joined(separator: "\n")
    for text in [resumed, one.joined(separator: "\n"), one.reversed().joined(separator: "\n")] {
      _ = try harness.importing(text, "claude_code")
      #expect(try harness.total() == total)
    }
    #expect(try harness.events().count == 2)
    #expect(try harness.importing(one.joined(separator: "\n"), "claude_code").at("accepted") == 0, "The same again says nothing more")
  }

  @Test("placeholders, notices of errors and lines without usage are no spend")
  func noSpend() throws {
    let harness = try CostHarness()
    let lines = [
      Self.answer("m1", output: 5, model: "<synthetic>"), Self.answer("m2", output: 5, more: #","isApiErrorMessage":true"#), Self.user, Self.summary,
      #"{"type":"assistant","message":{"usage":null},"sessionId":"s","timestamp":"2026-03-01T10:00:00Z"}"#, #"{"type":"system"}"#,
    ]
    let report = try harness.importing(lines.joined(separator: "\n"), "claude_code")
    #expect(report.at("accepted") == 0 && report.at("rejected_count") == 0 && report.at("passed_over") == 6, "\(report.text())")
  }

  @Test("a cost that an old version logged goes before the price list")
  func givenCost() throws {
    let harness = try CostHarness()
    _ = try harness.importing(Self.answer("m1", output: 10, more: #","costUSD":0.0187701"#), "claude_code")
    #expect(try harness.total() == 18_770_100)
  }

  @Test(
    "what is no answer is refused by line and member",
    arguments: [
      (answer("m1", output: -1), "usage.output_tokens"), (answer("m1", output: 1).replacingOccurrences(of: "2026-03-01T10:00:00.123Z", with: "noon"), "timestamp"),
      (answer("m1", output: 1).replacingOccurrences(of: "\"claude-opus-4-5\"", with: "[]"), "message.model"),
      (answer("m1", output: 1).replacingOccurrences(of: "20000", with: "\"many\""), "usage.cache_read_input_tokens"), ("{\"type\":", "no JSON"), ("[1]", "an event"),
      (answer("m1", output: 1, more: #","costUSD":-1"#), "costUSD"),
    ])
  func refuses(line: String, member: String) throws {
    let report = try CostHarness().importing(Self.user + "\n" + line + "\n" + Self.answer("m2", output: 1), "claude_code")
    #expect(report.at("accepted") == 1 && report.at("rejected.0.line") == 2, "\(report.text())")
    #expect(report.at("rejected.0.message").string?.contains(member) == true, "\(report.text())")
  }

  // MARK: Codex

  private static let meta = #"{"timestamp":"2026-03-01T10:00:00.000Z","type":"session_meta","payload":{"id":"sess-1","timestamp":"2026-03-01T10:00:00.000Z","cwd":"/home/ada/work/api","originator":"codex_cli_rs","cli_version":"0.50.0","model_provider":"openai","instructions":null}}"#
  private static func context(_ model: String) -> String {
    "{\"timestamp\":\"2026-03-01T10:00:00.000Z\",\"type\":\"turn_context\",\"payload\":{\"cwd\":\"/home/ada/work/api\",\"approval_policy\":\"on-request\",\"model\":\"\(model)\",\"summary\":\"auto\"}}"
  }
  private static func counts(_ input: Int, _ cached: Int, _ output: Int) -> String {
    "{\"input_tokens\":\(input),\"cached_input_tokens\":\(cached),\"output_tokens\":\(output),\"reasoning_output_tokens\":0,\"total_tokens\":\(input + output)}"
  }
  private static func count(_ total: String?, _ last: String? = nil, at second: Int = 1) -> String {
    "{\"timestamp\":\"2026-03-01T10:00:0\(second).000Z\",\"type\":\"event_msg\",\"payload\":{\"type\":\"token_count\",\"info\":{"
      + [total.map { "\"total_token_usage\":\($0)" }, last.map { "\"last_token_usage\":\($0)" }].compactMap(\.self).joined(separator: ",") + "},\"rate_limits\":null}}"
  }
  private static let message = #"{"timestamp":"2026-03-01T10:00:00.000Z","type":"event_msg","payload":{"type":"user_message","message":"hello"}}"#
  private static let noInfo = #"{"timestamp":"2026-03-01T10:00:00.000Z","type":"event_msg","payload":{"type":"token_count","info":null,"rate_limits":{}}}"#

  @Test("running totals count by their differences, those told twice once, under the model of their turn", arguments: ["codex", "auto"])
  func runningTotals(format: String) throws {
    let harness = try CostHarness()
    let lines = [
      Self.meta, Self.message, Self.context("gpt-5"), Self.noInfo, Self.count(Self.counts(1_200, 200, 500), Self.counts(1_200, 200, 500)),
      Self.count(Self.counts(1_200, 200, 500), Self.counts(1_200, 200, 500), at: 2), Self.context("gpt-5-mini"),
      Self.count(Self.counts(2_000, 300, 800), Self.counts(800, 100, 300), at: 3),
    ]
    let report = try harness.importing(lines.joined(separator: "\n"), format)
    #expect(report.at("format") == "codex" && report.at("accepted") == 2 && report.at("rejected_count") == 0, "\(report.text())")
    let events = try harness.events()
    #expect(events.map { $0.at("model").string } == ["gpt-5", "gpt-5-mini"])
    #expect(events.map { $0.at("prompt_tokens").int64 } == [1_200, 800] && events.map { $0.at("cache_read_tokens").int64 } == [200, 100])
    // 1000 x 1.25 + 200 x 0.125 + 500 x 10; 700 x 0.25 + 100 x 0.025 + 300 x 2.
    #expect(events.map { $0.at("cost_usd").nanos } == [6_275_000, 777_500], "\(events.map { $0.text() })")
    #expect(events[0].at("project_id") == "api" && events[0].at("metadata.session_id") == "sess-1")
    #expect(try harness.importing(lines.joined(separator: "\n"), format).at("accepted") == 0)
    #expect(try harness.total() == 7_052_500)
  }

  @Test(
    "a total that fell began anew, and the first of a file counts for its own call alone",
    arguments: [
      ([count(counts(1_000, 0, 100)), count(counts(400, 0, 50), at: 2)], [Int64(1_000), 400]),
      ([count(counts(1_000, 0, 100)), count(counts(400, 0, 50), counts(30, 0, 5), at: 2)], [1_000, 30]),
      ([count(counts(900_000, 0, 100), counts(700, 0, 10))], [700]),
      ([count(nil, counts(42, 2, 8)), count(nil, counts(43, 2, 8), at: 2)], [42, 43]),
      ([count(counts(1_000, 0, 100)), count(counts(1_000, 0, 100), counts(0, 0, 0), at: 2)], [1_000]),
    ])
  func restarts(lines: [String], prompts: [Int64]) throws {
    let harness = try CostHarness()
    _ = try harness.importing(([Self.meta, Self.context("gpt-5")] + lines).joined(separator: "\n"), "codex")
    #expect(try harness.events().map { $0.at("prompt_tokens").int64 } == prompts)
  }

  @Test("what a fork took over from its parent counts once")
  func forked() throws {
    let harness = try CostHarness()
    let history = [Self.meta, Self.context("gpt-5"), Self.count(Self.counts(1_000, 0, 100))]
    _ = try harness.importing(history.joined(separator: "\n"), "codex")
    let own = Self.meta.replacingOccurrences(of: "sess-1", with: "sess-2")
    let fork = [own] + history.map { $0.replacingOccurrences(of: "10:00:01", with: "11:00:01") } + [Self.count(Self.counts(1_500, 0, 150), at: 3)]
    _ = try harness.importing(fork.joined(separator: "\n"), "codex")
    #expect(try harness.events().compactMap { $0.at("prompt_tokens").int64 } == [1_000, 500])
  }

  @Test("without a model there is no guess: the event is unpriced, and says so")
  func noModel() throws {
    let report = try CostHarness().importing(Self.count(Self.counts(5_000, 0, 100)), "codex")
    #expect(report.at("accepted") == 1 && report.at("unpriced") == 1, "\(report.text())")
  }

  @Test(
    "counts that are none are refused by member",
    arguments: [
      (count("{\"input_tokens\":-1}"), "payload.info.total_token_usage.input_tokens"), (count("7"), "payload.info.total_token_usage"),
      (count("{\"input_tokens\":1e99}"), "payload.info.total_token_usage.input_tokens"), (context("gpt-5").replacingOccurrences(of: "\"gpt-5\"", with: "5"), "payload.model"),
    ])
  func refusesCounts(line: String, member: String) throws {
    let report = try CostHarness().importing(Self.meta + "\n" + line, "codex")
    #expect(report.at("rejected.0.line") == 2 && report.at("rejected.0.message").string?.contains(member) == true, "\(report.text())")
  }

  // MARK: Folders

  private static func tree(_ files: [String: String]) throws -> String {
    let root = NSTemporaryDirectory() + "costwire-sessions-" + UUID().uuidString
    for (name, text) in files {
      let path = root + "/" + name
      try FileManager.default.createDirectory(atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
      try text.write(toFile: path, atomically: true, encoding: .utf8)
    }
    return root
  }

  @Test("a folder is walked without following links, and a line that is wrong names its file")
  func folder() throws {
    let outside = try Self.tree(["other.jsonl": Self.answer("m9", output: 1)])
    let root = try Self.tree([
      "-home-ada/b.jsonl": Self.answer("m1", output: 300), "-home-ada/a.jsonl": Self.answer("m1", output: 1) + "\n{\n",
      "-home-ada/sub/agent.jsonl": Self.answer("m2", output: 2), "notes.txt": "no session",
    ])
    defer { for path in [outside, root] { try? FileManager.default.removeItem(atPath: path) } }
    try FileManager.default.createSymbolicLink(atPath: root + "/linked", withDestinationPath: outside)
    try FileManager.default.createSymbolicLink(atPath: root + "/linked.jsonl", withDestinationPath: outside + "/other.jsonl")
    let harness = try CostHarness()
    let report = try harness.call("usage/import", "{\"format\": \"claude_code\", \"path\": \"\(root)\"}")
    #expect(report.at("rejected_count") == 1, "\(report.text())")
    #expect(report.at("rejected.0.message").string?.hasPrefix("-home-ada/a.jsonl: ") == true && report.at("rejected.0.line") == 2, "\(report.text())")
    #expect(try harness.total() == Self.nanos(output: 300) + Self.nanos(output: 2))
    #expect(try harness.call("usage/import", "{\"format\": \"claude_code\", \"path\": \"\(root)/-home-ada/b.jsonl\"}").at("rejected_count") == 0)
    #expect(harness.refusal("usage/import", "{\"format\": \"claude_code\", \"path\": \"\(root)/linked\"}").contains("symbolic link"))
    #expect(harness.refusal("usage/import", "{\"format\": \"ndjson\", \"path\": \"\(root)\"}").contains("a regular file"))
  }

  @Test("without a path the program's own folder is read, wherever its variables put it")
  func usualPlace() throws {
    let root = try Self.tree([
      "claude/projects/p/a.jsonl": Self.answer("m1", output: 3), ".claude/projects/p/a.jsonl": Self.answer("m2", output: 4),
      ".codex/sessions/2026/03/01/rollout-1.jsonl": [Self.meta, Self.context("gpt-5"), Self.count(Self.counts(10, 0, 1))].joined(separator: "\n"),
    ])
    defer { try? FileManager.default.removeItem(atPath: root) }
    func events(_ variables: [String: String], _ format: String) throws -> Int {
      let harness = try CostHarness(world: { $0.environment = { variables[$0] } })
      _ = try harness.call("usage/import", "{\"format\": \"\(format)\"}")
      return try harness.events().count
    }
    #expect(try events(["HOME": root], "claude_code") == 1)
    #expect(try events(["HOME": "/nowhere", "CLAUDE_CONFIG_DIR": root + "/claude," + root + "/.claude"], "claude_code") == 2)
    #expect(try events(["HOME": root], "codex") == 1)
    #expect(try events(["CODEX_HOME": root + "/.codex"], "codex") == 1)
    let bare = try CostHarness()
    #expect(bare.refusal("usage/import", #"{"format": "codex"}"#).contains("params.path: expected the folder of the sessions"))
    #expect(bare.refusal("usage/import", #"{"format": "ndjson"}"#).contains("either path or text"))
  }
}
