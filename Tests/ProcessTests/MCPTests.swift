import Foundation
import JSON
import Store
import Testing

@Suite("costwire mcp", .waiting)
struct MCPTests {
  private static let meta =
    #""_meta": {"io.modelcontextprotocol/protocolVersion": "2026-07-28", "io.modelcontextprotocol/clientCapabilities": {}}"#
  private static let server = #""_meta":{"io.modelcontextprotocol/serverInfo":{"name":"costwire","version":"0.1.0"}}"#

  /// What tracking one event answers: the same as text and as a structure.
  private static let tracked: String = {
    let answer = #"{"id":"e","cost_usd":1,"priced_by":"given","duplicate":false,"unpriced":[],"warnings":[],"alerts_triggered":[]}"#
    return #""content":[{"type":"text","text":\#(quoted(answer))}],"structuredContent":\#(answer)"#
  }()

  private func start(_ database: String = ":memory:", _ more: [String] = []) throws -> WorkerProcess {
    try WorkerProcess(database: database, arguments: ["mcp"] + more)
  }

  /// A request of the stateless kind; `params` are the members beside `_meta`.
  private func request(_ id: String, _ method: String, _ params: String = "", meta: String = MCPTests.meta) -> String {
    #"{"jsonrpc": "2.0", "id": \#(id), "method": "\#(method)", "params": {\#(meta)\#(params.isEmpty ? "" : ", " + params)}}"#
  }

  private func call(_ worker: WorkerProcess, _ tool: String, _ arguments: String = "{}", id: String = "1") throws -> JSONValue {
    try worker.send(request(id, "tools/call", #""name": "\#(tool)", "arguments": \#(arguments)"#))
    return try worker.frame()
  }

  @Test("speaks the stateless revision word for word, by lines, whatever comes first")
  func modern() throws {
    let worker = try start()
    // A host that frames as LSP does hears of it, and the lines behind it are read.
    try worker.send(bytes: Array("\u{FEFF}Content-Length: 2\r\n\r\n".utf8))
    #expect(try worker.frame().errorCode == -32700)
    try worker.send(request(#""d-1""#, "server/discover"))
    let discovered = try #require(try worker.frameText())
    #expect(discovered.hasPrefix(
      #"{"jsonrpc":"2.0","id":"d-1","result":{"resultType":"complete","supportedVersions":["2026-07-28"],"capabilities":{"tools":{},"resources":{}},"instructions":""#))
    #expect(discovered.hasSuffix(#"","ttlMs":3600000,"cacheScope":"public",\#(Self.server)}}"#))
    try worker.send(request("2", "resources/templates/list"))
    #expect(
      try worker.frameText()
        == #"{"jsonrpc":"2.0","id":2,"result":{"resultType":"complete","resourceTemplates":[],"ttlMs":3600000,"cacheScope":"public",\#(Self.server)}}"#)
    try worker.send(request("3", "tools/call", #""name": "usage_track", "arguments": {"id": "e", "cost_usd": 1}"#))
    #expect(try worker.frameText() == #"{"jsonrpc":"2.0","id":3,"result":{"resultType":"complete",\#(Self.tracked),\#(Self.server)}}"#)
    let refused: [(String, String)] = [
      (
        request("4", "tools/list", meta: Self.meta.replacingOccurrences(of: "2026-07-28", with: "1900-01-01")),
        #"{"code":-32022,"message":"Unsupported protocol version","data":{"supported":["2026-07-28","2025-11-25","2025-06-18","2025-03-26","2024-11-05"],"requested":"1900-01-01"}}"#
      ),
      (
        request("4", "resources/read", #""uri": "costwire://nothing""#),
        #"{"code":-32602,"message":"Resource not found","data":{"uri":"costwire://nothing"}}"#
      ),
      (request("4", "tools/call", #""name": "cost_sumary""#), #"{"code":-32602,"message":"Unknown tool: cost_sumary; did you mean cost_summary?"}"#),
      (request("4", "ping"), #"{"code":-32601,"message":"Method not found: ping"}"#),
      (request("4", "logging/setLevel"), #"{"code":-32601,"message":"Method not found: logging/setLevel"}"#),
    ]
    for (sent, error) in refused {
      try worker.send(sent)
      #expect(try worker.frameText() == #"{"jsonrpc":"2.0","id":4,"error":\#(error)}"#)
    }
    // Listening lasts until it is cancelled, silently, or until the end, which says so.
    for id in ["8", #""9""#] {
      try worker.send(request(id, "subscriptions/listen", #""notifications": {"toolsListChanged": true}"#))
      #expect(
        try worker.frameText()
          == #"{"jsonrpc":"2.0","method":"notifications/subscriptions/acknowledged","params":{"_meta":{"io.modelcontextprotocol/subscriptionId":\#(id)},"notifications":{}}}"#)
    }
    try worker.notify("notifications/cancelled", #"{"requestId": 8}"#)
    worker.closeInput()
    let last = try worker.frame()
    #expect(last["id"]?.string == "9" && last["result"]?["_meta"]?["io.modelcontextprotocol/subscriptionId"]?.string == "9")
    #expect(try worker.frameText() == nil)
    #expect(worker.exitCode() == 0)
  }

  @Test("speaks the revisions with initialize; of those it does not know the newest", arguments: ["2025-11-25", "2025-06-18", "2025-03-26", "2024-11-05", "2020-01-01"])
  func legacy(version: String) throws {
    let worker = try start()
    try worker.send(#"{"jsonrpc": "2.0", "id": 0, "method": "tools/list"}"#)
    #expect(try worker.frame().errorCode == -32602)
    try worker.send(#"{"jsonrpc": "2.0", "id": 1, "method": "ping"}"#)
    #expect(try worker.frameText() == #"{"jsonrpc":"2.0","id":1,"result":{}}"#)
    try worker.send(#"{"jsonrpc": "2.0", "id": 2, "method": "initialize", "params": {"protocolVersion": "\#(version)", "capabilities": {}, "clientInfo": {"name": "t", "version": "1"}}}"#)
    let begun = try #require(try worker.frameText())
    #expect(begun.hasPrefix(
      #"{"jsonrpc":"2.0","id":2,"result":{"protocolVersion":"\#(version == "2020-01-01" ? "2025-11-25" : version)","serverInfo":{"name":"costwire","version":"0.1.0"},"capabilities":{"tools":{},"resources":{}},"instructions":""#))
    try worker.notify("notifications/initialized")
    try worker.send(#"{"jsonrpc": "2.0", "id": 3, "method": "tools/call", "params": {"name": "usage_track", "arguments": {"id": "e", "cost_usd": 1}, "_meta": {}}}"#)
    #expect(try worker.frameText() == #"{"jsonrpc":"2.0","id":3,"result":{\#(Self.tracked)}}"#)
    try worker.send(#"{"jsonrpc": "2.0", "id": 4, "method": "resources/read", "params": {"uri": "x:"}}"#)
    #expect(try worker.frameText() == #"{"jsonrpc":"2.0","id":4,"error":{"code":-32002,"message":"Resource not found","data":{"uri":"x:"}}}"#)
    worker.signal(15)
    #expect(worker.exitCode() == 0)
  }

  @Test("offers every method that reads, usage_track and budget_check, with schemas that hold, in few bytes")
  func tools() throws {
    let worker = try start()
    try worker.send(request("1", "tools/list"))
    let text = try #require(try worker.frameText())
    try worker.send(request("2", "tools/list"))
    #expect(try worker.frameText()?.dropFirst(24) == text.dropFirst(24), "the list is always the same")
    let tools = try #require(JSONValue.parse(text)["result"]?["tools"]?.array)
    #expect(text.utf8.count < 160_000)
    #expect(tools.reduce(0) { $0 + ($1["inputSchema"]?.text().utf8.count ?? 0) } < 70_000, "agents carry this with them")
    let names = tools.compactMap { $0["name"]?.string }
    #expect(names == Array(Set(names)).sorted())
    #expect(names.allSatisfy { $0.wholeMatch(of: /[A-Za-z0-9_.-]{1,128}/) != nil })
    let methods = try #require(worker.discovered())
    let withheld: Set = [
      "access/listKeys", "credentials/list", "alerts/testChannels", "system/backup", "collectors/test", "collectors/limits", "usage/export",
      "webhooks/list", "alerts/listChannels", "jobs/wait",
    ]
    let offered = methods.filter { ["reads", "immediate"].contains($0["x-access"]?.string) }.compactMap { $0["name"]?.string }
    #expect(Set(names) == Set((offered.filter { !withheld.contains($0) } + ["usage/track"]).map { $0.replacingOccurrences(of: "/", with: "_") }))
    for tool in tools {
      let name = tool["name"]?.string ?? ""
      #expect(tool["title"]?.string?.isEmpty == false && tool["description"]?.string?.isEmpty == false, "\(name)")
      #expect(tool["inputSchema"]?["type"] == "object" && tool["inputSchema"]?["additionalProperties"] == .bool(false), "\(name)")
      #expect(tool["outputSchema"]?["type"] == "object", "\(name): older hosts take nothing else")
      #expect(tool["annotations"]?["readOnlyHint"] == .bool(name != "usage_track") && tool["annotations"]?["destructiveHint"] == .bool(false), "\(name)")
      #expect(!(tool["inputSchema"]?.text().contains("_access_key") ?? true) && !(tool["inputSchema"]?.text().contains("workDoneToken") ?? true))
      // The method's example fits the tool's schema, and its answer the schema of answers.
      guard let method = methods.first(where: { $0["name"]?.string?.replacingOccurrences(of: "/", with: "_") == name }) else { continue }
      let example = JSONValue.object(
        (method["examples"]?.array?.first?["params"]?.array ?? []).map { JSONMember(name: $0["name"]?.string ?? "", value: $0["value"] ?? .null) })
      #expect(mismatch(example, tool["inputSchema"] ?? .null) == nil, "\(name): \(mismatch(example, tool["inputSchema"] ?? .null) ?? "")")
    }
  }

  @Test("answers as the schemas say, the same as text; what fails is a result that says what to do")
  func answers() throws {
    let folder = try Folder()
    let worker = try start(folder.file("a.db"))
    try worker.send(request("1", "tools/list"))
    let tools = try #require(worker.frame()["result"]?["tools"]?.array)
    for number in 0..<40 {
      let stored = try call(
        worker, "usage_track",
        #"{"id": "e\#(number)", "provider": "anthropic", "model": "claude-opus-4-5", "user_email": "u\#(number % 3)@example.com", "timestamp": "2026-0\#(8 + number % 2)-\#(10 + number % 19)T10:00:00Z", "prompt_tokens": 1000, "completion_tokens": \#(number)}"#)
      #expect(stored["result"]?["structuredContent"]?["duplicate"] == .bool(false), "\(stored.text())")
    }
    let window = #""start": "2026-08-01", "end": "2026-10-01""#
    let questions = [
      ("cost_summary", "{\(window)}"), ("cost_attribution", #"{\#(window), "dimensions": ["user", "model", "day"], "model": "claude-opus-4-5"}"#),
      ("cost_comparePeriods", #"{"current_days": 30, "previous_days": 30, "as_of": "2026-09-30T00:00:00Z", "model": ["claude-opus-4-5"]}"#),
      ("cost_trends", #"{\#(window), "granularity": "week"}"#), ("cost_anomalies", "{\(window)}"), ("cost_forecast", #"{"as_of": "2026-09-30T00:00:00Z"}"#),
      ("cost_recommendations", "{\(window)}"), ("cost_report", "{\(window)}"), ("cost_analytics", "{}"), ("cost_render", #"{"format": "markdown", \#(window)}"#),
      ("usage_query", #"{\#(window), "limit": 5}"#), ("usage_get", #"{"id": "e7"}"#), ("usage_performance", "{\(window)}"),
      ("prices_get", #"{"provider": "openai", "model": "gpt-4o"}"#), ("prices_list", #"{"limit": 3}"#), ("prices_whatIf", #"{\#(window), "to_models": ["gpt-4o"]}"#),
      ("prices_estimate", #"{"provider": "openai", "model": "gpt-4o", "prompt_tokens": 1000}"#), ("budget_check", #"{"scope": {}, "additional_cost_usd": 1}"#),
      ("budget_status", "{}"), ("alerts_list", "{}"), ("dashboard_overview", "{}"), ("health_check", "{}"), ("scheduler_status", "{}"), ("system_verify", "{}"),
    ]
    for (name, arguments) in questions {
      let answer = try call(worker, name, arguments)
      let result = try #require(answer["result"], "\(answer.text())")
      let structure = try #require(result["structuredContent"], "\(name): \(answer.text().prefix(300))")
      #expect(result["content"]?.array?.first?["text"]?.string.map { try? JSONValue.parse($0) } == structure, "\(name)")
      let schema = try #require(tools.first { $0["name"]?.string == name }?["outputSchema"])
      #expect(mismatch(structure, schema) == nil, "\(name): \(mismatch(structure, schema) ?? "")")
    }
    let failing = [
      ("cost_summary", #"{"days": 0}"#, "VALIDATION_ERROR: arguments.days: expected an integer from 1 to 3660, got 0. Correct the argument and call again."),
      ("cost_summary", #"{"dayz": 1}"#, "VALIDATION_ERROR: arguments.dayz: expected a known parameter, got an unknown one; did you mean days? Correct the argument and call again."),
      ("usage_get", #"{"id": "none"}"#, #"NOT_FOUND: There is no event "none". Ask the tools of the same group that list or search for what there is."#),
      ("usage_track", #"{"id": "e1", "model": "gpt-4o"}"#, nil),
    ]
    for (name, arguments, text) in failing {
      let result = try call(worker, name, arguments)["result"]
      #expect(result?["isError"] == .bool(true) && result?["structuredContent"] == nil, "\(name)")
      if let text { #expect(result?["content"]?.array?.first?["text"]?.string == text) }
    }
    // The page and the catalogue.
    for (uri, start) in [("costwire://report", "<!DOCTYPE html>"), ("costwire://report.md", "# "), ("costwire://prices", #"{"prices":["#)] {
      try worker.send(request("1", "resources/read", #""uri": "\#(uri)""#))
      let content = try worker.frame()["result"]?["contents"]?.array?.first
      #expect(content?["uri"]?.string == uri && content?["text"]?.string?.hasPrefix(start) == true, "\(uri)")
    }
    // Progress only grows, and ends before the answer.
    try worker.send(request("5", "tools/call", #""name": "system_verify""#, meta: String(Self.meta.dropLast()) + #", "progressToken": "p"}"#))
    var told: [Double] = []
    _ = try worker.answer(to: 5) { frame in
      #expect(frame["method"]?.string == "notifications/progress" && frame["params"]?["progressToken"]?.string == "p")
      told.append(frame["params"]?["progress"]?.double ?? -1)
    }
    #expect(!told.isEmpty && zip(told, told.dropFirst()).allSatisfy { $0 < $1 })
    worker.closeInput()
    #expect(try worker.frameText() == nil)
    #expect(worker.exitCode() == 0)
  }

  @Test("says nothing of a request that was cancelled, and ends with work in flight")
  func cancelled() throws {
    let folder = try Folder()
    let database = folder.file("a.db")
    let worker = try start(database)
    _ = try call(worker, "usage_track", #"{"id": "first", "cost_usd": 1}"#)
    let holder = try LedgerWriter(DatabaseLocation(path: database, durability: .normal), seed: { 1 })
    try holder.transaction { _ in
      // Whoever writes waits; whoever reads does not.
      for id in ["10", "11", "12"] {
        try worker.send(request(id, "tools/call", #""name": "usage_track", "arguments": {"id": "e\#(id)", "cost_usd": 1}"#))
      }
      try worker.send(request("12", "tools/list"))
      let twice = try worker.frame()
      #expect(twice.errorCode == -32600 && twice["id"]?.int64 == 12, "an id that is under way is not taken twice")
      try worker.send(request("13", "tools/call", #""name": "cost_summary""#))
      for id in ["10", "11", "13", "99", #""10""#, "null", "{}"] { try worker.notify("notifications/cancelled", #"{"requestId": \#(id), "reason": "r"}"#) }
    }
    let answer = try worker.frame()
    #expect(answer["id"]?.int64 == 12 && answer["result"]?["structuredContent"]?["duplicate"] == .bool(false), "\(answer.text())")
    #expect(try call(worker, "usage_get", #"{"id": "first"}"#, id: "14")["id"]?.int64 == 14)
    try holder.transaction { _ in
      try worker.send(request("20", "tools/call", #""name": "usage_track", "arguments": {"id": "late", "cost_usd": 1}"#))
      worker.closeInput()
      #expect(worker.exitCode(within: 5) == 0)
    }
    #expect(try worker.frameText() == nil)
    holder.close()
  }

  @Test("meets whatever a host sends with a clear error, and goes on")
  func hostile() throws {
    let worker = try start(":memory:", ["--limits", #"{"message_bytes": 100000, "depth": 64}"#])
    let m = Self.meta
    let lines: [(String, Int64, String?)] = [
      ("nonsense", -32700, nil), ("[]", -32600, nil), (#"[{"jsonrpc": "2.0", "id": 1, "method": "ping"}]"#, -32600, nil), ("7", -32600, nil),
      (#"{"jsonrpc": "1.0", "id": 1, "method": "ping"}"#, -32600, "1"), (#"{"jsonrpc": "2.0", "id": 1}"#, -32600, "1"),
      (#"{"jsonrpc": "2.0", "id": null, "method": "ping"}"#, -32600, nil), (#"{"jsonrpc": "2.0", "id": 1.5, "method": "ping"}"#, -32600, nil),
      (#"{"jsonrpc": "2.0", "id": [1], "method": "ping"}"#, -32600, nil), (#"{"jsonrpc": "2.0", "id": true, "method": "ping"}"#, -32600, nil),
      (#"{"jsonrpc": "2.0", "id": 1, "id": 2, "method": "ping"}"#, -32600, "2"), (#"{"jsonrpc": "2.0", "id": 1, "method": 5}"#, -32600, "1"),
      (#"{"jsonrpc": "2.0", "id": 1, "method": "tools/list", "params": [1]}"#, -32602, "1"),
      (#"{"jsonrpc": "2.0", "id": 1, "method": "tools/list", "params": 1}"#, -32600, "1"),
      (#"{"jsonrpc": "2.0", "id": 1, "method": "tools/list", "params": {"_meta": 5}}"#, -32602, "1"),
      (#"{"jsonrpc": "2.0", "id": 1, "method": "tools/list", "params": {"_meta": {"io.modelcontextprotocol/protocolVersion": 5}}}"#, -32602, "1"),
      (#"{"jsonrpc": "2.0", "id": 1, "method": "tools/list", "params": {"_meta": {"io.modelcontextprotocol/protocolVersion": "2026-07-28"}}}"#, -32602, "1"),
      (request("1", "tools/list", #""cursor": "x""#), -32602, "1"), (request("1", "tools/call"), -32602, "1"), (request("1", "tools/call", #""name": 5"#), -32602, "1"),
      (request("1", "tools/call", #""name": "cost_summary", "arguments": [1]"#), -32602, "1"), (request("1", "tools/call", #""name": "rpc.discover""#), -32602, "1"),
      (request("1", "tools/call", #""name": "access_createKey""#), -32602, "1"), (request("1", "tools/call", #""name": "cost/summary""#), -32602, "1"),
      (request("1", "resources/read", #""uri": {}"#), -32602, "1"), (request("1", "subscriptions/listen"), -32602, "1"),
      (request("1", "tools/list", meta: String(m.dropLast()) + #", "progressToken": {}}"#), -32602, "1"),
      (request("1", "tools/list", meta: String(m.dropLast()) + #", "progressToken": 1.5}"#), -32602, "1"),
      (request("1", String(repeating: "x", count: 5_000)), -32601, "1"), (request("1", "cost/summary"), -32601, "1"), (request("1", "shutdown"), -32601, "1"),
      (String(repeating: "[", count: 70), -32700, nil), (request("1", "tools/call", #""name": "\#(String(repeating: "x", count: 200_000))""#), -32600, nil),
    ]
    for (line, code, id) in lines {
      try worker.send(line)
      let answer = try worker.frame()
      #expect(answer.errorCode == code && answer["id"]?.text() == id ?? "null", "\(line.prefix(100)): \(answer.text())")
      #expect(answer["error"]?["message"]?.string?.isEmpty == false)
    }
    // Nothing of this is answered.
    for silent in [#"{"jsonrpc": "2.0", "method": "exit"}"#, #"{"jsonrpc": "2.0", "id": 5, "result": {}}"#, #"{"jsonrpc": "2.0", "method": "notifications/cancelled", "params": [1]}"#, " "] {
      try worker.send(silent)
    }
    let nested = String(repeating: #"{"a":"#, count: 50) + "1" + String(repeating: "}", count: 50)
    #expect(try call(worker, "usage_track", #"{"id": "n", "cost_usd": 1, "metadata": \#(nested)}"#, id: "-7")["id"]?.int64 == -7)
    worker.closeOutput()
    try worker.send(request("1", "tools/list"))
    #expect(worker.exitCode() == 0, "a host that is gone is left quietly")
  }

  @Test("with access: keys the environment says whose calls they are; what cannot be opened is told to the agent")
  func access() throws {
    let folder = try Folder()
    let database = folder.file("a.db")
    let key = try WorkerProcess.open(database: database).result("access/createKey", #"{"role": "user", "customer_id": "acme"}"#)["access_key"]?.string
    let worker = try WorkerProcess(
      database: database, arguments: ["mcp", "--access", "keys", "--tools", "cost,usage"], environment: ["COSTWIRE_ACCESS_KEY": try #require(key)])
    try worker.send(request("1", "tools/list"))
    let names = try #require(worker.frame()["result"]?["tools"]?.array).compactMap { $0["name"]?.string }
    #expect(Set(names.map { $0.prefix { $0 != "_" } }) == ["cost", "usage"])
    #expect(try call(worker, "cost_summary")["result"]?["isError"] == nil)
    #expect(try call(worker, "cost_summary", #"{"customer_id": "other"}"#)["result"]?["content"]?.array?.first?["text"]?.string?.hasPrefix("ACCESS_DENIED: ") == true)
    let keyless = try WorkerProcess(database: database, arguments: ["mcp", "--access", "keys"])
    #expect(try call(keyless, "cost_summary")["result"]?["content"]?.array?.first?["text"]?.string?.contains("COSTWIRE_ACCESS_KEY") == true)
    let closed = try start("/proc/no/such/place.db")
    #expect(try call(closed, "cost_summary")["result"]?["isError"] == .bool(true))
    try closed.send(request("1", "tools/list"))
    #expect(try closed.frame()["result"]?["tools"] != nil)
    #expect(try WorkerProcess(arguments: ["mcp", "--tools", "cots"]).exitCode() == 1)
  }
}

extension WorkerProcess {
  /// Every method, as `costwire schema` tells.
  fileprivate func discovered() -> [JSONValue]? {
    guard let worker = try? WorkerProcess(arguments: ["schema"], environment: [:]) else { return nil }
    var text = ""
    while let line = try? worker.frameText() { text += line + "\n" }
    return (try? JSONValue.parse(text))?["methods"]?.array
  }
}
