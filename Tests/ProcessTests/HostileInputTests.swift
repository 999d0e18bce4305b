import Foundation
import JSON
import Testing

/// Values that break programs which take their input for granted.
///
/// They reach paths to write to as well: none may name a place that exists, and the worker runs in a folder of its own.
enum HostileValues {
  static let all: [String] = {
    var values = [
      "null", "true", "false", "0", "-0", "1", "-1", "0.1", "-0.0", "1e308", "1e400", "-1e400", "1e-400", "5e-324",
      "9223372036854775807", "9223372036854775808", "-9223372036854775808", "-9223372036854775809", "9007199254740993",
      "18446744073709551616", "99999999999999999999999999999999", "4294967296", "2147483648", "1.5", "1.0", "1E2",
      #""""#, #"" ""#, #""\u0000""#, #""a\u0000b""#, #""\u001e\u001f""#, #""\u2028\u2029""#, #""\ud83d\udc68\u200d\ud83d\udc69""#,
      #""\u202eabc""#, #""e\u0301""#, #""\u00e9""#, #""\uffff\ufffe""#, #""'; DROP TABLE events; --""#, #""%s%n%x""#,
      #""../../nowhere/at/all""#, #""/nowhere/at/all""#, #""./.""#, #""=1+1""#, #""NaN""#, #""Infinity""#, #""-1""#,
      #""2026-02-30""#, #""9999-12-31T23:59:60Z""#, #""0000-01-01""#, #""2026-08-30T10:15:00+99:99""#, #""Europe/Berlin""#,
      #""**********""#, #""\\\"\\\"""#, "[]", "{}", "[[]]", "[null]", #"["a", 1, null, {}]"#, #"{"": null}"#,
      #"{"a": {"a": {"a": []}}}"#, #"[[1,2],[3,4]]"#, #"{"input_tokens": 1e308}"#, #"[{}]"#,
    ]
    values.append("\"" + String(repeating: "x", count: 5_000) + "\"")
    values.append("\"" + String(repeating: "é", count: 2_049) + "\"")
    values.append("[" + Array(repeating: "1", count: 1_500).joined(separator: ",") + "]")
    values.append(String(repeating: "[", count: 100) + String(repeating: "]", count: 100))
    values.append(String(repeating: "9", count: 2_000))
    values.append("0." + String(repeating: "0", count: 2_000) + "1")
    return values
  }()
}

@Suite("Hostile input", .waiting)
struct HostileInputTests {
  struct Described: Sendable {
    let name: String
    let params: [String]
    /// Params as the reference shows them.
    let example: [(name: String, value: String)]
  }

  static func described(_ worker: WorkerProcess) throws -> [Described] {
    let document = try worker.result("rpc.discover")
    return (document["methods"]?.array ?? []).map { method in
      let example = method["examples"]?.array?.first?["params"]?.array ?? []
      return Described(
        name: method["name"]?.string ?? "", params: (method["params"]?.array ?? []).compactMap { $0["name"]?.string },
        example: example.compactMap { part in part["name"]?.string.map { ($0, part["value"]?.text() ?? "null") } })
    }
  }

  private static let shared: Set<String> = [
    "project_id", "customer_id", "provider", "model", "operation", "category", "user_email", "team", "department", "purpose",
    "client", "campaign", "environment", "tag", "days", "start", "end", "as_of", "time_zone",
  ]

  private static func object(_ members: [(name: String, value: String)]) -> String {
    "{" + members.map { "\(quoted($0.name)): \($0.value)" }.joined(separator: ", ") + "}"
  }

  /// Sends many requests without waiting for each, and looks at every answer.
  private func check(_ worker: WorkerProcess, _ requests: [(method: String, params: String)]) throws {
    var offset = 0
    while offset < requests.count {
      let part = requests[offset..<min(offset + 400, requests.count)]
      var bytes: [UInt8] = []
      for (number, request) in part.enumerated() {
        bytes += worker.wire.frame(
          #"{"jsonrpc":"2.0","id":\#(number),"method":"\#(request.method)","params":\#(request.params)}"#)
      }
      try worker.send(bytes: bytes, seconds: 60)
      for _ in part {
        let answer = try worker.frame(seconds: 60)
        guard let error = answer["error"] else { continue }
        let place = answer["id"]?.int64.flatMap { Int($0) }
        // A number that is none at all spoils its whole message, whose id is then not known.
        let sent = place.map { part[offset + $0] }
        let shown = "\(sent?.method ?? "") \(sent?.params.prefix(300) ?? ""): \(error.text().prefix(400))"
        #expect(error["code"]?.int64 != -32603, "\(shown)")
        #expect(error["data"]?["code"]?.string?.isEmpty == false, "\(shown)")
        #expect(error["data"]?["code"]?.string != "DATABASE_ERROR", "\(shown)")
        #expect(error["message"]?.string?.isEmpty == false, "\(shown)")
        #expect((error["message"]?.string?.utf8.count ?? 0) < 2_000, "\(shown)")
      }
      offset += part.count
    }
    #expect(try worker.result("health/check")["status"] != nil)
  }

  @Test("no value of any parameter of any method ends the worker or is an internal error")
  func everyParameter() throws {
    let folder = try Folder()
    let worker = try WorkerProcess.open(database: folder.file("a.db"), shell: "cd '\(folder.path)';")
    let methods = try Self.described(worker)
    #expect(methods.count > 30)
    var requests: [(method: String, params: String)] = []
    for method in methods where method.name != "rpc.discover" {
      requests.append((method.name, Self.object(method.example)))
      for (place, param) in method.params.enumerated() {
        // What many methods share is one piece of code: a quarter of the values for each, all of them for one.
        let isShared = Self.shared.contains(param) && method.name != "cost/summary"
        for (number, value) in HostileValues.all.enumerated() where !isShared || number % 4 == place % 4 {
          let members = method.example.filter { $0.name != param } + [(param, value)]
          requests.append((method.name, Self.object(members)))
        }
      }
      for value in HostileValues.all where value.hasPrefix("[") || value.hasPrefix("{") { requests.append((method.name, value)) }
    }
    try check(worker, requests)
    let found = try worker.result("system/verify", seconds: 60)
    #expect(found["ok"] == .bool(true), "\(found.text())")
  }

  @Test("no value inside a provider's usage object, metadata or a batch's event ends the worker or is an internal error")
  func nestedValues() throws {
    let folder = try Folder()
    let worker = try WorkerProcess.open(database: folder.file("a.db"), shell: "cd '\(folder.path)';")
    let places = [
      ("anthropic", #"{"usage": {"input_tokens": #, "output_tokens": 1}}"#),
      ("anthropic", #"{"usage": {"input_tokens": 1, "output_tokens": 1, "cache_creation": {"ephemeral_5m_input_tokens": #}, "server_tool_use": {"web_search_requests": #}}}"#),
      ("openai", #"{"usage": {"prompt_tokens": #, "completion_tokens": #, "prompt_tokens_details": {"cached_tokens": #, "audio_tokens": #}, "completion_tokens_details": {"reasoning_tokens": #}}}"#),
      ("openai", #"{"usage": {"prompt_tokens": 1, "completion_tokens": 1, "prompt_tokens_details": #, "service_tier": #}}"#),
      ("google", #"{"usage": {"promptTokenCount": #, "candidatesTokenCount": 1, "promptTokensDetails": [{"modality": "AUDIO", "tokenCount": #}], "thoughtsTokenCount": #}}"#),
      ("bedrock", #"{"usage": {"inputTokens": #, "outputTokens": #, "totalTokens": #}}"#),
      ("bigquery", #"{"usage": {"totalBytesBilled": #, "totalSlotMs": #, "statementType": #, "query": {"totalBytesBilled": #}}}"#),
      ("x", #"{"metadata": {"a": #}}"#), ("x", #"{"tags": [#]}"#), ("x", #"{"cost_allocation": {"team": #, "client": #}}"#),
    ]
    var requests: [(method: String, params: String)] = []
    for (provider, place) in places {
      for value in HostileValues.all {
        let event = place.replacingOccurrences(of: "#", with: value).dropLast() + #", "provider": "\#(provider)", "model": "gpt-4o"}"#
        requests.append(("usage/track", String(event)))
        requests.append(("usage/trackBatch", #"{"events": [\#(event), \#(value)]}"#))
        requests.append(("usage/import", #"{"format": "ndjson", "text": \#(quoted(String(event) + "\n" + value))}"#))
        requests.append(("prices/estimate", String(event)))
      }
    }
    try check(worker, requests)
    #expect(try worker.result("system/verify", seconds: 60)["ok"] == .bool(true))
  }

  @Test(
    "what is no file to import from is refused",
    arguments: ["/dev/zero", "/dev/stdin", "/dev/full", "/proc/self/mem", "/", "/etc", "../../../../../../proc/self/exe", "/etc/mtab"])
  func importPaths(_ path: String) throws {
    let worker = try WorkerProcess.open(database: ":memory:")
    let answer = try worker.call("usage/import", #"{"path": \#(quoted(path))}"#)
    #expect(answer.errorCode == -32602 || answer.errorCode == -32803 || answer["result"]?["accepted"]?.int64 == 0, "\(answer.text())")
    #expect(try worker.result("health/check")["status"] != nil)
  }

  @Test("no mutated request ends the worker or is an internal error", arguments: [UInt64(1)])
  func mutations(_ seed: UInt64) throws {
    let folder = try Folder()
    let worker = try WorkerProcess.open(database: folder.file("a.db"), shell: "cd '\(folder.path)';")
    let methods = try Self.described(worker)
    var random = SeededRandom(seed)
    var requests: [(method: String, params: String)] = []
    for _ in 0..<3_000 {
      guard let method = methods.randomElement(using: &random) else { continue }
      var members = method.example
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        let value = HostileValues.all.randomElement(using: &random) ?? "null"
        switch Int.random(in: 0..<5, using: &random) {
        case 0: if !members.isEmpty { members.remove(at: Int.random(in: 0..<members.count, using: &random)) }
        case 1: if let name = method.params.randomElement(using: &random) { members.append((name, value)) }
        case 2: members.append(("x\(Int.random(in: 0..<9, using: &random))", value))
        case 3:
          if !members.isEmpty { members[Int.random(in: 0..<members.count, using: &random)].value = value }
        default:
          if !members.isEmpty {
            let place = Int.random(in: 0..<members.count, using: &random)
            members[place].value = "[\(members[place].value), \(value)]"
          }
        }
      }
      requests.append((method.name, Self.object(members)))
    }
    try check(worker, requests)
    #expect(try worker.result("system/verify", seconds: 60)["ok"] == .bool(true))
  }

  @Test("bytes changed at random are answered or passed over, and the next request is served", arguments: [UInt64(2)])
  func damagedFrames(_ seed: UInt64) throws {
    let folder = try Folder()
    let worker = try WorkerProcess.open(.lines, database: ":memory:", shell: "cd '\(folder.path)';")
    var random = SeededRandom(seed)
    let texts = try Self.described(worker).filter { $0.name != "rpc.discover" }.map {
      Array(#"{"jsonrpc":"2.0","id":1,"method":"\#($0.name)","params":\#(Self.object($0.example))}"#.utf8)
    }
    for round in 0..<1_500 {
      guard var bytes = texts.randomElement(using: &random) else { continue }
      for _ in 0..<Int.random(in: 1...6, using: &random) {
        let place = Int.random(in: 0..<bytes.count, using: &random)
        switch Int.random(in: 0..<4, using: &random) {
        case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
        case 1: bytes.insert(UInt8.random(in: 0...255, using: &random), at: place)
        case 2: bytes.remove(at: place)
        default: bytes.removeSubrange(place..<min(bytes.count, place + Int.random(in: 0...9, using: &random)))
        }
        if bytes.isEmpty { bytes = [32] }
      }
      try worker.send(bytes: bytes + [10])
      guard round % 50 == 49 else { continue }
      let fence = try worker.request("no/such")
      _ = try worker.answer(to: fence) { other in
        for answer in other.array ?? [other] { #expect(answer.errorCode != -32603, "\(other.text().prefix(300))") }
      }
    }
    #expect(try worker.result("health/check")["status"] != nil)
  }
}
