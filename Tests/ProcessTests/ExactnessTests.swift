import Foundation
import JSON
import Testing

@Suite("Text and sums come back as they were given", .waiting)
struct ExactnessTests {
  /// Texts that programs change on the way, or stop at.
  static let nastyTexts: [String] = {
    var texts = [
      "a", " ", "  leading and trailing  ", "\u{0}", "a\u{0}b", "a\u{0}", "\u{1}", "\u{1E}", "\u{1F}", "a\u{1E}b\u{1F}c", "\u{7F}",
      "\t", "\n", "\r\n", "\r", "a\nb", "\u{8}\u{C}", "\u{85}", "\u{A0}", "\u{2028}", "\u{2029}", "\u{200B}", "\u{200D}",
      "\u{FEFF}", "a\u{FEFF}", "\u{FFFD}", "\u{FFFE}", "\u{FFFF}", "\u{10FFFF}", "\u{E000}", "\u{1F600}", "👨‍👩‍👧‍👦", "🏳️‍🌈", "🇩🇪", "👍🏽",
      "é", "e\u{301}", "Å", "A\u{30A}", "\u{212B}", "ﬁ", "ß", "SS", "İ", "i\u{307}", "ſ", "한", "\u{1112}\u{1161}\u{11AB}",
      "\u{202E}gnp.exe", "\u{202A}a\u{202C}", "שלום", "مرحبا", "क्षि", "\u{300}", "e\u{301}\u{327}", "e\u{327}\u{301}",
      "\"", "\\", "\\\\", "\\u0000", "\\n", "'", "''", "`", "'; DROP TABLE blocks; --", "%s%n", "%", "_", "*", "?", "[a]",
      "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "|calc", "=HYPERLINK(\"http://x\")", "＝1", "null", "NULL", "nil", "true", "false",
      "0", "-0", "1e5", "NaN", "undefined", "other", "unknown", "Unknown", "{}", "[]", "{\"a\":1}", "<script>", "&amp;", "a,b",
      "a;b", "a\"b,c", "../..", "/", "C:\\", "$HOME", "${x}", "\u{1B}[31m", "ＡＢＣ", "𝕳", "𐍈", "A", "a ", " a",
    ]
    texts.append(String(repeating: "x", count: 4_096))
    texts.append(String(repeating: "é", count: 2_048))
    texts.append(String(repeating: "😀", count: 1_024))
    return texts
  }()

  /// A string of JSON in which everything beyond ASCII is escaped.
  private static func escaped(_ text: String) -> String {
    "\"" + text.utf16.map { unit in
      unit < 32 || unit > 126 || unit == 34 || unit == 92 ? String(format: "\\u%04x", unit) : String(UnicodeScalar(UInt8(unit)))
    }.joined() + "\""
  }

  @Test("a hundred nasty texts come back byte for byte from usage/get, however they were spelled in JSON")
  func nastyTexts() throws {
    let folder = try Folder()
    let database = folder.file("a.db")
    var worker = try WorkerProcess.open(database: database)
    #expect(Self.nastyTexts.count >= 100)
    var events: [String] = []
    for (number, text) in Self.nastyTexts.enumerated() {
      let json = number % 2 == 0 ? quoted(text) : Self.escaped(text)
      let tag = text.utf8.count <= 256 ? json : "\"t\""
      events.append(
        #"{"id": \#(text.utf8.count <= 512 ? json : "\"\(number)\""), "timestamp": "2026-01-01T00:00:00Z", "cost_usd": 1, "project_id": \#(json), "user_email": \#(json), "category": \#(json), "tags": [\#(tag), "x"], "metadata": {"a": \#(json), \#(quoted("k" + text)): {"b": [\#(json)]}}}"#)
    }
    let answer = try worker.result("usage/trackBatch", #"{"events": [\#(events.joined(separator: ","))]}"#)
    #expect(answer["accepted"]?.int64 == Int64(events.count), "\(answer.text().prefix(800))")
    // By a fresh process, so that nothing comes from memory.
    worker = try WorkerProcess.open(database: database)
    for (number, text) in Self.nastyTexts.enumerated() {
      let id = text.utf8.count <= 512 ? quoted(text) : "\"\(number)\""
      let event = try worker.result("usage/get", #"{"id": \#(id)}"#)["event"]
      func check(_ value: JSONValue?, _ expected: String, _ place: String) {
        #expect(value?.string.map { Array($0.utf8) } == Array(expected.utf8), "\(place) of text \(number): \(value?.text() ?? "absent")")
      }
      for member in ["project_id", "user_email", "category"] { check(event?[member], text, member) }
      // Tags are a set; they come back in the order of their bytes.
      let tags = Set((event?["tags"]?.array ?? []).compactMap { $0.string.map { Array($0.utf8) } })
      #expect(tags == [Array((text.utf8.count <= 256 ? text : "t").utf8), Array("x".utf8)], "tags of text \(number)")
      check(event?["metadata"]?["a"], text, "metadata")
      check(event?["metadata"]?["k" + text]?["b"]?.array?.first, text, "nested metadata")
    }
    // Each stays apart, composed from decomposed ones, too.
    let distinct = Set(Self.nastyTexts.map { Array($0.utf8) }).count
    for (dimension, rows, member) in [("project", "cost_by_project", "project_id"), ("category", "cost_by_category", "category"), ("user", "cost_by_user", "user_email")] {
      let result = try worker.result(
        "cost/attribution", #"{"days": 3660, "as_of": "2026-06-01T00:00:00Z", "dimensions": ["\#(dimension)"], "limit": 1000}"#)
      let list = result["attribution"]?[rows]?.array ?? result[rows]?.array ?? []
      #expect(list.count == distinct, "\(dimension): \(list.count) rows")
      let names = Set(list.compactMap { ($0[member] ?? $0[dimension])?.string.map { Array($0.utf8) } })
      #expect(names.count == distinct, "\(dimension)")
    }
    let composed = try worker.result(
      "cost/summary", #"{"days": 3660, "as_of": "2026-06-01T00:00:00Z", "project_id": "\u00e9"}"#)
    #expect(composed["summary"]?["event_count"]?.int64 == 1)
    #expect(try worker.result("system/verify")["ok"] == .bool(true))
  }

  @Test("sums above 2^53 and 2^63 nano-dollars are exact to the last digit")
  func largeSums() throws {
    let worker = try WorkerProcess.open(database: ":memory:")
    let events = (0..<3_000).map { #"{"id": "e\#($0)", "timestamp": "2026-01-0\#($0 % 3 + 1)T00:00:00Z", "cost_usd": 8999999999.999999999, "project_id": "p\#($0 % 2)"}"# }
    _ = try worker.result("usage/trackBatch", #"{"events": [\#(events.joined(separator: ","))]}"#)
    let total = try worker.result("cost/summary", #"{"start": "2026-01-01", "end": "2026-02-01"}"#)["summary"]
    #expect(total?["total_cost_usd"]?.text() == "26999999999999.999997", "\(total?.text() ?? "")")
    let half = try worker.result("cost/summary", #"{"start": "2026-01-01", "end": "2026-02-01", "project_id": "p1"}"#)["summary"]
    #expect(half?["total_cost_usd"]?.text() == "13499999999999.9999985")
    let verified = try worker.result("system/verify")
    #expect(verified["total_cost_usd"]?.text() == "26999999999999.999997")
    #expect(verified["ok"] == .bool(true))
    let deleted = try worker.result("usage/delete", #"{"start": "2026-01-01", "end": "2026-01-02", "confirm": true}"#)
    #expect(deleted["cost_usd"]?.text() == "8999999999999.999999")
    #expect(try worker.result("system/verify")["total_cost_usd"]?.text() == "17999999999999.999998")
  }

  @Test("amounts whose sum has no room are refused in words, and nothing of them is stored")
  func overflowingAmounts() throws {
    let worker = try WorkerProcess.open(database: ":memory:")
    func batch(_ name: String, _ count: Int) throws -> JSONValue {
      let events = (0..<count).map { #"{"id": "\#(name)\#($0)", "timestamp": "2026-01-01T00:00:00Z", "cost_usd": 1, "bytes_processed": 1000000000000000}"# }
      return try worker.call("usage/trackBatch", #"{"events": [\#(events.joined(separator: ","))]}"#)
    }
    let whole = try batch("a", 10_000)
    #expect(whole.errorCode == -32803, "\(whole.text().prefix(300))")
    #expect(try batch("b", 9_000)["result"]?["accepted"]?.int64 == 9_000)
    #expect(try batch("c", 1_000).errorCode == -32803)
    #expect(try worker.result("usage/track", #"{"id": "d", "timestamp": "2026-01-01T00:00:00Z", "cost_usd": 1}"#)["id"] != nil)
    let found = try worker.result("system/verify")
    #expect(found["ok"] == .bool(true) && found["events"]?.int64 == 9_001, "\(found.text())")
  }
}
