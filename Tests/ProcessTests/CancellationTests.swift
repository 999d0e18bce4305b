import Foundation
import JSON
import Testing

@Suite("Cancelling and progress", .waiting)
struct CancellationTests {
  /// A file of so many events, in ndjson.
  static func usageFile(_ folder: Folder, rows: Int, name: String = "usage.ndjson") throws -> String {
    let path = folder.file(name)
    var text = ""
    text.reserveCapacity(rows * 120)
    for row in 0..<rows {
      text += #"{"id":"row-\#(row)","timestamp":\#(1_760_000_000 + row),"provider":"openai","model":"gpt-4o","prompt_tokens":\#(row % 1000),"user_email":"u\#(row % 50)@x.org"}"# + "\n"
    }
    try text.write(toFile: path, atomically: false, encoding: .utf8)
    return path
  }

  @Test("progress: begin, reports that never go back, an end before the answer; at most 20 a second; none without a token")
  func progress() throws {
    let folder = try Folder()
    let path = try Self.usageFile(folder, rows: 25_000)
    let worker = try WorkerProcess.open(database: folder.file("a.db"))
    for token in [#""import \"1\" é""#, "7"] {
      var told: [JSONValue] = []
      let started = WorkerProcess.now()
      let id = try worker.request("usage/import", #"{"path": \#(quoted(path)), "workDoneToken": \#(token)}"#)
      let answer = try worker.answer(to: id, seconds: 60) { told.append($0) }
      let seconds = WorkerProcess.now() - started
      #expect(answer["result"]?["rows"]?.int64 == 25_000, "\(answer.text())")
      #expect(told.allSatisfy { $0["method"]?.string == "$/progress" && $0["params"]?["token"]?.text() == token && $0["id"] == nil })
      let kinds = told.compactMap { $0["params"]?["value"]?["kind"]?.string }
      #expect(kinds.first == "begin")
      #expect(kinds.last == "end")
      #expect(kinds.dropFirst().dropLast().allSatisfy { $0 == "report" })
      #expect(Double(kinds.count) <= 20 * seconds + 3)
      let percentages = told.compactMap { $0["params"]?["value"]?["percentage"]?.int64 }
      #expect(percentages == percentages.sorted() && percentages.allSatisfy { (0...100).contains($0) })
    }
    let id = try worker.request("usage/import", #"{"path": \#(quoted(path))}"#)
    _ = try worker.answer(to: id, seconds: 60) { other in Issue.record("told without a token: \(other.text())") }
  }

  @Test("a refused import with a token says an end, too, if it said a begin")
  func progressOfFailure() throws {
    let folder = try Folder()
    let path = folder.file("bad.csv")
    try "a,b\n\"unclosed".write(toFile: path, atomically: false, encoding: .utf8)
    let worker = try WorkerProcess.open(database: ":memory:")
    for params in [#"{"path": \#(quoted(path))}"#, #"{"path": "/nonexistent"}"#, #"{"text": "[", "format": "json"}"#] {
      var kinds: [String] = []
      let id = try worker.request("usage/import", params.replacingOccurrences(of: "}", with: #", "workDoneToken": 1}"#))
      _ = try worker.answer(to: id) { kinds.append($0["params"]?["value"]?["kind"]?.string ?? "") }
      #expect(kinds.first == (kinds.isEmpty ? nil : "begin") && kinds.last == (kinds.isEmpty ? nil : "end"), "\(params): \(kinds)")
    }
  }

  @Test("a read queued behind a long import is answered -32800 at once when it is cancelled", arguments: Wire.allCases)
  func cancelsQueued(_ wire: Wire) throws {
    let folder = try Folder()
    let path = try Self.usageFile(folder, rows: 60_000)
    let worker = try WorkerProcess.open(wire, database: folder.file("a.db"))
    let importing = try worker.request("usage/import", #"{"path": \#(quoted(path)), "workDoneToken": "t"}"#)
    // The import has begun when it says so.
    _ = try worker.frame()
    for id in [#""read""#, "4711", "1.0", #""é\u00e9""#] {
      try worker.send(#"{"jsonrpc": "2.0", "id": \#(id), "method": "cost/summary", "params": {}}"#)
      let started = WorkerProcess.now()
      try worker.notify("$/cancelRequest", #"{"id": "unknown"}"#)
      try worker.notify("$/cancelRequest", #"{"id": \#(id)}"#)
      var answer = try worker.frame()
      while answer["method"] != nil { answer = try worker.frame() }
      #expect(answer.errorCode == -32800, "\(answer.text())")
      #expect(answer["id"]?.text() == JSONValue.object([JSONMember(name: "i", value: try JSONValue.parse(id))])["i"]?.text())
      #expect(WorkerProcess.now() - started < 0.5)
      try worker.notify("$/cancelRequest", #"{"id": \#(id)}"#)
    }
    // A cancelled write behind it is not done.
    let write = try worker.request("usage/track", #"{"id": "never", "model": "gpt-4o"}"#)
    try worker.notify("$/cancelRequest", #"{"id": \#(write)}"#)
    #expect(try worker.answer(to: write).errorCode == -32800)
    // The running import stops soon, and ends its progress first.
    let started = WorkerProcess.now()
    try worker.notify("$/cancelRequest", #"{"id": \#(importing)}"#)
    var last = ""
    let answer = try worker.answer(to: importing) { last = $0["params"]?["value"]?["kind"]?.string ?? last }
    #expect(answer.errorCode == -32800, "\(answer.text())")
    #expect(last == "end")
    if ProcessInfo.processInfo.environment["COSTWIRE_SOAK"] == "1" { #expect(WorkerProcess.now() - started < 2) }
    #expect(try worker.call("usage/get", #"{"id": "never"}"#).errorCode == 404)
    #expect(try worker.result("system/verify")["ok"] == .bool(true))
  }

  @Test("a write that was committed is answered as committed, whenever it is cancelled")
  func committedStays() throws {
    let folder = try Folder()
    let worker = try WorkerProcess.open(database: folder.file("a.db"))
    var stored = 0
    for number in 0..<200 {
      let id = try worker.request("usage/track", #"{"id": "e\#(number)", "model": "gpt-4o", "cost_usd": 1}"#)
      try worker.notify("$/cancelRequest", #"{"id": \#(id)}"#)
      let answer = try worker.answer(to: id)
      #expect(answer["result"] != nil || answer.errorCode == -32800)
      if answer["result"] != nil { stored += 1 }
      let found = try worker.call("usage/get", #"{"id": "e\#(number)"}"#)
      #expect((found["result"] != nil) == (answer["result"] != nil), "event \(number)")
    }
    #expect(try worker.result("system/verify")["events"]?.int64 == Int64(stored))
  }

  @Test("a cancelled member of a batch is answered inside its batch")
  func cancelsInBatch() throws {
    let folder = try Folder()
    let path = try Self.usageFile(folder, rows: 30_000)
    let worker = try WorkerProcess.open(database: folder.file("a.db"))
    _ = try worker.request("usage/import", #"{"path": \#(quoted(path)), "workDoneToken": "t"}"#)
    _ = try worker.frame()
    try worker.send(
      #"[{"jsonrpc":"2.0","id":"a","method":"cost/summary"},{"jsonrpc":"2.0","id":"b","method":"cost/trends"},{"jsonrpc":"2.0","method":"$/cancelRequest","params":{"id":"a"}}]"#)
    var batch: [JSONValue]?
    while batch == nil { batch = try worker.frame(seconds: 60).array }
    #expect(batch?.count == 2)
    for answer in batch ?? [] {
      if answer["id"]?.string == "a" { #expect(answer.errorCode == -32800) } else { #expect(answer["result"] != nil) }
    }
  }
}
