import Foundation
import JSON
import Testing

/// One example of JSON-RPC 2.0, section 7: what goes in, what comes out.
struct SpecificationExample: Sendable, CustomTestStringConvertible {
  let name: String
  let sent: String
  /// The `error` codes and messages, or nil for a result, in the order of the answer; nil when nothing is answered.
  let expected: [Expected]?
  /// Whether the answer is a list.
  var isBatch = false
  var testDescription: String { name }

  struct Expected: Sendable {
    var id: String
    var code: Int64?
    var message: String?
    static func result(_ id: String) -> Expected { Expected(id: id) }
    static func parseError(_ id: String = "null") -> Expected { Expected(id: id, code: -32700, message: "Parse error") }
    static func invalid(_ id: String = "null") -> Expected { Expected(id: id, code: -32600, message: "Invalid Request") }
    static func unknown(_ id: String) -> Expected { Expected(id: id, code: -32601, message: "Method not found") }
  }

  /// The specification's examples with a method of ours for `subtract`; what is not a call stands as it is there.
  static let all: [SpecificationExample] = [
    .init(
      name: "rpc call with positional parameters",
      sent: #"{"jsonrpc": "2.0", "method": "prices/estimate", "params": [42, 23], "id": 1}"#,
      expected: [Expected(id: "1", code: -32602)]),
    .init(
      name: "rpc call with its one object in a list",
      sent: #"{"jsonrpc": "2.0", "method": "health/check", "params": [{}], "id": 2}"#, expected: [.result("2")]),
    .init(
      name: "rpc call with named parameters",
      sent: #"{"jsonrpc": "2.0", "method": "cost/summary", "params": {"days": 7}, "id": 3}"#, expected: [.result("3")]),
    .init(
      name: "rpc call with named parameters in another order",
      sent: #"{"jsonrpc": "2.0", "id": 4, "params": {"time_zone": "UTC", "days": 7}, "method": "cost/summary"}"#,
      expected: [.result("4")]),
    .init(
      name: "a notification", sent: #"{"jsonrpc": "2.0", "method": "update", "params": [1,2,3,4,5]}"#, expected: nil),
    .init(name: "a notification without params", sent: #"{"jsonrpc": "2.0", "method": "foobar"}"#, expected: nil),
    .init(
      name: "rpc call of non-existent method", sent: #"{"jsonrpc": "2.0", "method": "foobar", "id": "1"}"#,
      expected: [.unknown(#""1""#)]),
    .init(
      name: "rpc call with invalid JSON", sent: #"{"jsonrpc": "2.0", "method": "foobar, "params": "bar", "baz]"#,
      expected: [.parseError()]),
    .init(
      name: "rpc call with invalid Request object", sent: #"{"jsonrpc": "2.0", "method": 1, "params": "bar"}"#,
      expected: [.invalid()]),
    .init(
      name: "rpc call Batch, invalid JSON",
      sent: #"[{"jsonrpc": "2.0", "method": "sum", "params": [1,2,4], "id": "1"},{"jsonrpc": "2.0", "method"]"#,
      expected: [.parseError()]),
    .init(name: "rpc call with an empty Array", sent: "[]", expected: [.invalid()]),
    .init(name: "rpc call with an invalid Batch (but not empty)", sent: "[1]", expected: [.invalid()], isBatch: true),
    .init(
      name: "rpc call with invalid Batch", sent: "[1,2,3]", expected: [.invalid(), .invalid(), .invalid()], isBatch: true),
    .init(
      name: "rpc call Batch",
      sent: """
        [{"jsonrpc": "2.0", "method": "health/check", "id": "1"}, \
        {"jsonrpc": "2.0", "method": "notify_hello", "params": [7]}, \
        {"jsonrpc": "2.0", "method": "prices/list", "params": {"limit": 1}, "id": "2"}, {"foo": "boo"}, \
        {"jsonrpc": "2.0", "method": "foo.get", "params": {"name": "myself"}, "id": "5"}, \
        {"jsonrpc": "2.0", "method": "cost/summary", "id": "9"}]
        """,
      expected: [.result(#""1""#), .result(#""2""#), .invalid(), .unknown(#""5""#), .result(#""9""#)], isBatch: true),
    .init(
      name: "rpc call Batch (all notifications)",
      sent: """
        [{"jsonrpc": "2.0", "method": "notify_sum", "params": [1,2,4]}, \
        {"jsonrpc": "2.0", "method": "notify_hello", "params": [7]}]
        """, expected: nil),
  ]
}

@Suite("The protocol, over a pipe", .waiting)
struct ProtocolTests {
  @Test("every example of JSON-RPC 2.0 is answered as the specification says", arguments: Wire.allCases)
  func specification(_ wire: Wire) throws {
    let worker = try WorkerProcess.open(wire, database: ":memory:")
    for example in SpecificationExample.all {
      try worker.send(example.sent)
      // What follows tells that nothing was answered.
      let fence = try worker.request("prices/list", #"{"limit": 1}"#)
      guard let expected = example.expected else {
        #expect(try worker.frame()["id"]?.int64 == Int64(fence), "\(example.name) was answered")
        continue
      }
      var answer = try worker.frame()
      if answer["id"]?.int64 == Int64(fence) { answer = try worker.frame() } else { _ = try worker.answer(to: fence) }
      #expect((answer.array != nil) == example.isBatch, "\(example.name): \(answer.text())")
      var given = answer.array ?? [answer]
      #expect(given.count == expected.count, "\(example.name): \(answer.text())")
      for expectation in expected {
        let place = given.firstIndex {
          $0["id"]?.text() == expectation.id && $0.errorCode == expectation.code
            && (expectation.message == nil || $0["error"]?["message"]?.string == expectation.message)
        }
        let found = try #require(place, "\(example.name): no answer like \(expectation) in \(answer.text())")
        let members = Set((given[found].members ?? []).map(\.name))
        #expect(members == ["jsonrpc", "id", expectation.code == nil ? "result" : "error"])
        #expect(given[found]["jsonrpc"]?.string == "2.0")
        if let error = given[found]["error"]?.members { #expect(Set(error.map(\.name)) == ["code", "message", "data"]) }
        given.remove(at: found)
      }
    }
  }

  @Test("ids come back byte for byte", arguments: Wire.allCases)
  func identifiers(_ wire: Wire) throws {
    let worker = try WorkerProcess.open(wire, database: ":memory:")
    let ids = [
      "5", #""5""#, "0", "-0", "-1", #""""#, "null", "1.5", "1e3", "1E+2", "9007199254740993", "18446744073709551616",
      String(repeating: "9", count: 30), #""a\"b\\c\/d\b\f\n\r\t""#, #""\u00e9\ud83d\ude00\u0000""#, "\"é😀\u{2028}\"",
      #""{}[],:""#, "\"\(String(repeating: "x", count: 510))\"",
    ]
    for id in ids {
      for method in ["prices/list", "cost/summary", "no/such", "projects/create"] {
        try worker.send(#"{"jsonrpc": "2.0", "id": \#(id), "method": "\#(method)", "params": {}}"#)
        let text = try #require(try worker.frameText())
        #expect(text.utf8.starts(with: #"{"jsonrpc":"2.0","id":\#(id),"#.utf8), "\(method): \(text.prefix(200))")
      }
      try worker.send(#"[{"jsonrpc": "2.0", "id": \#(id), "method": "cost/summary"}]"#)
      let text = try #require(try worker.frameText())
      #expect(text.utf8.starts(with: #"[{"jsonrpc":"2.0","id":\#(id),"#.utf8), "\(text.prefix(200))")
    }
    for id in ["true", "[]", "{}", "\"\(String(repeating: "x", count: 511))\"", String(repeating: "1", count: 513)] {
      try worker.send(#"{"jsonrpc": "2.0", "id": \#(id), "method": "prices/list"}"#)
      let answer = try worker.frame()
      #expect(answer.errorCode == -32600, "\(id.prefix(20)): \(answer.text().prefix(200))")
      #expect(answer["id"] == JSONValue.null)
    }
  }

  @Test("params that are absent, null, [], [null], {} and [{}] mean the same; other positional ones are refused")
  func noParams() throws {
    let worker = try WorkerProcess.open(database: ":memory:")
    for method in ["teams/getMapping", "rates/list", "health/check", "rpc.discover", "prices/unmatched"] {
      for params in ["", #", "params": null"#, #", "params": []"#, #", "params": [null]"#, #", "params": {}"#, #", "params": [{}]"#] {
        try worker.send(#"{"jsonrpc": "2.0", "id": 1, "method": "\#(method)"\#(params)}"#)
        let answer = try worker.frame()
        #expect(answer["result"] != nil, "\(method)\(params): \(answer.text().prefix(200))")
      }
    }
    try worker.send(#"{"jsonrpc": "2.0", "id": 1, "method": "cost/summary", "params": [{"days": 3}]}"#)
    #expect(try worker.frame()["result"]?["query_params"]?["days"]?.int64 == 3)
    for params in ["[1]", "[{}, {}]", "[[]]", "[[{}]]", #"["days"]"#, "[null, null]", "[{}, null]"] {
      for method in ["cost/summary", "prices/list", "usage/track", "health/check"] {
        let answer = try worker.call(method, params)
        #expect(answer.errorCode == -32602, "\(method) \(params): \(answer.text().prefix(200))")
      }
    }
    for params in ["1", "true", #""x""#] {
      #expect(try worker.call("cost/summary", params).errorCode == -32600)
    }
  }

  @Test("unknown members of the envelope are ignored, unknown parameters are refused with the nearest name")
  func unknownMembers() throws {
    let worker = try WorkerProcess.open(database: ":memory:")
    try worker.send(
      #"{"jsonrpc": "2.0", "trace": {"jsonrpc": 1}, "id": 7, "method": "cost/summary", "params": {}, "_meta": null, "x": [1]}"#)
    #expect(try worker.frame()["result"] != nil)
    let typos: [(String, String, String)] = [
      ("cost/summary", #"{"dayz": 3}"#, "days"), ("prices/list", #"{"limitt": 3}"#, "limit"),
      ("usage/track", #"{"modell": "x"}"#, "model"),
      ("usage/track", #"{"cost_allocation": {"departmant": "x"}}"#, "department"),
      ("usage/trackBatch", #"{"event": []}"#, "events"),
      ("projects/create", #"{"nam": "x"}"#, "name"),
      ("usage/import", #"{"txt": ""}"#, "text"),
    ]
    for (method, params, nearest) in typos {
      let answer = try worker.call(method, params)
      #expect(answer.errorCode == -32602, "\(method) \(params): \(answer.text())")
      #expect(answer["error"]?["data"]?["details"]?["nearest"]?.string == nearest, "\(answer.text())")
      #expect(answer["error"]?["message"]?.string?.contains("did you mean") == true, "\(answer.text())")
    }
    for name in ["_x", "$x", "_access_key", "workDoneToken", "_", "$"] {
      for (method, params) in [("cost/summary", "{}"), ("prices/list", "{}"), ("teams/getMapping", "{}"), ("health/check", "{}")] {
        let answer = try worker.call(method, params.replacingOccurrences(of: "}", with: #""\#(name)": 1}"#))
        #expect(answer["result"] != nil, "\(method) refuses \(name): \(answer.text())")
      }
      let track = try worker.call("usage/track", #"{"id": "\#(name)", "model": "gpt-4o", "\#(name)": 1}"#)
      #expect(track["result"] != nil, "usage/track refuses \(name): \(track.text())")
      let batch = try worker.call("usage/trackBatch", #"{"events": [], "\#(name)": 1}"#)
      #expect(batch["result"] != nil, "usage/trackBatch refuses \(name): \(batch.text())")
    }
    let unknown = try worker.call("cost/sumary")
    #expect(unknown.errorCode == -32601)
    #expect(unknown["error"]?["data"]?["details"]?["nearest"]?.string == "cost/summary")
  }

  @Test("before initialize only initialize, rpc.discover and exit are served", arguments: Wire.allCases)
  func beforeInitialize(_ wire: Wire) throws {
    let worker = try WorkerProcess(wire, database: ":memory:")
    #expect(try worker.call("cost/summary").errorCode == -32002)
    #expect(try worker.call("no/such").errorCode == -32002)
    #expect(try worker.call("shutdown").errorCode == -32002)
    #expect(try worker.call("rpc.discover")["result"]?["openrpc"]?.string?.hasPrefix("1.4.") == true)
    try worker.notify("usage/track", #"{"id": "dropped", "model": "gpt-4o"}"#)
    try worker.notify("$/cancelRequest", #"{"id": 1}"#)
    try worker.notify("initialize")
    let refused = try worker.call("initialize", #"{"initializationOptions": {"databas": "x"}}"#)
    #expect(refused.errorCode == -32602)
    #expect(try worker.call("cost/summary").errorCode == -32002)
    let result = try worker.result(
      "initialize",
      #"{"processId": null, "rootUri": null, "trace": "off", "workspaceFolders": null, "clientInfo": {"name": "x"}, "capabilities": {}}"#)
    #expect(result["capabilities"]?["framing"]?.string == (wire == .header ? "content-length" : "newline"))
    #expect(try worker.call("initialize").errorCode == -32600)
    try worker.notify("initialized")
    #expect(try worker.call("usage/get", #"{"id": "dropped"}"#).errorCode == 404)
  }

  @Test("after shutdown only exit is served, and the exit code says whether there was one", arguments: Wire.allCases)
  func ending(_ wire: Wire) throws {
    let orderly = try WorkerProcess.open(wire, database: ":memory:")
    #expect(try orderly.call("shutdown")["result"] == JSONValue.null)
    for method in ["cost/summary", "initialize", "shutdown", "no/such", "usage/track"] {
      #expect(try orderly.call(method).errorCode == -32600, "\(method)")
    }
    try orderly.notify("cost/summary")
    try orderly.notify("exit")
    #expect(orderly.exitCode() == 0)

    let abrupt = try WorkerProcess.open(wire, database: ":memory:")
    try abrupt.notify("exit")
    #expect(abrupt.exitCode() == 1)

    let unborn = try WorkerProcess(wire, database: ":memory:")
    try unborn.notify("exit")
    #expect(unborn.exitCode() == 1)

    let silent = try WorkerProcess(wire, database: ":memory:")
    silent.closeInput()
    #expect(silent.exitCode() == 0)

    let request = try WorkerProcess.open(wire, database: ":memory:")
    #expect(try request.call("exit").errorCode == -32600)
    #expect(try request.result("health/check")["status"] != nil)
  }

  @Test("at the end of input, and on SIGTERM, what was accepted is committed and answered, with exit code 0")
  func finishes() throws {
    let folder = try Folder()
    for ending in ["EOF", "TERM", "INT", "HUP"] {
      let database = folder.file("\(ending).db")
      let worker = try WorkerProcess.open(database: database)
      var last = 0
      for number in 0..<200 { last = try worker.request("usage/track", #"{"id": "e\#(number)", "model": "gpt-4o", "cost_usd": 1}"#) }
      if ending == "EOF" {
        worker.closeInput()
        var answered = 0
        while let text = try worker.frameText() {
          #expect(try JSONValue.parse(text)["result"]?["duplicate"] == .bool(false))
          answered += 1
        }
        #expect(answered == 200)
      } else {
        _ = try worker.answer(to: last)
        worker.signal(ending == "TERM" ? SIGTERM : ending == "INT" ? SIGINT : SIGHUP)
      }
      #expect(worker.exitCode() == 0, "\(ending)")
      let again = try WorkerProcess.open(database: database)
      #expect(try again.result("system/verify")["events"]?.int64 == 200)
    }
  }

  @Test("a client that closed its end is left quietly, in work or idle")
  func closedOutput() throws {
    let idle = try WorkerProcess.open(database: ":memory:")
    idle.closeOutput()
    try idle.request("prices/list")
    #expect(idle.exitCode(within: 5) == 0)
    let busy = try WorkerProcess.open(database: ":memory:")
    for _ in 0..<50 { try busy.request("prices/list", #"{"limit": 1000}"#) }
    busy.closeOutput()
    #expect(busy.exitCode(within: 5) == 0)
  }

  @Test("an unknown $/ notification is ignored, an unknown $/ request is refused")
  func dollarMethods() throws {
    let worker = try WorkerProcess.open(database: ":memory:")
    try worker.notify("$/setTrace", #"{"value": "off"}"#)
    try worker.notify("$/whatever", "[1]")
    #expect(try worker.call("$/whatever").errorCode == -32601)
    #expect(try worker.call("$/cancelRequest", #"{"id": 77}"#).errorCode == -32601)
    try worker.send(#"{"jsonrpc": "2.0", "id": 5, "result": null}"#)
    try worker.send(#"{"jsonrpc": "2.0", "id": 6, "error": {"code": 1, "message": "x"}}"#)
    #expect(try worker.call("no/such").errorCode == -32601)
  }
}

extension ProtocolTests {
  @Test("a write right after an answer of another kind is answered with one whole object", arguments: Wire.allCases)
  func writeAfterAnything(_ wire: Wire) throws {
    let folder = try Folder()
    let worker = try WorkerProcess.open(wire, database: folder.file("a.db"))
    for (number, method) in ["prices/list", "no/such", "cost/summary", "usage/get", "health/check", "rpc.discover"].enumerated() {
      for _ in 0..<3 {
        _ = try worker.result("usage/track", #"{"id": "\#(number)", "model": "gpt-4o", "timestamp": "2026-01-01T00:00:00Z"}"#)
        _ = try worker.call(method)
      }
    }
  }
}
