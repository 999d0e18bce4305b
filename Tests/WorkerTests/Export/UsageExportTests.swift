import Foundation
import JSON
import Testing

@testable import Worker

@Suite("usage/export")
struct UsageExportTests {
  /// One of every kind: a provider's usage object, BigQuery, a given cost, an unpriced model, a failure, hostile text.
  static let events: JSONValue = [
    [
      "id": "e-1", "timestamp": "2026-08-01T10:00:00.123456Z", "provider": "openai", "model": "gpt-4o",
      "user_email": "ada@example.com", "team": "growth", "tags": ["b", "a;c", "x\"y"], "response_time_ms": .number("1234.5"),
      "cost_allocation": ["department": "sales", "campaign": "q3"], "metadata": ["n": 1, "deep": ["list": [1, 2]]],
      "usage": [
        "prompt_tokens": 2_006, "completion_tokens": 300, "total_tokens": 2_306,
        "prompt_tokens_details": ["cached_tokens": 1_920],
      ],
    ],
    [
      "id": "e-2", "timestamp": "2026-08-02T10:00:00Z", "provider": "anthropic", "model": "claude-sonnet-4-5",
      "usage": [
        "input_tokens": 100, "cache_read_input_tokens": 50_000, "cache_creation_input_tokens": 3_000,
        "output_tokens": 500, "service_tier": "batch",
      ],
    ],
    [
      "id": "e-3", "timestamp": "2026-08-03T10:00:00Z", "provider": "bigquery", "operation": "SELECT",
      "project_id": "shop", "query_text": "SELECT a FROM `shop.sales.orders` WHERE b = 'it''s' AND c IN (1, 2, 3)",
      "usage": [
        "job_type": "QUERY", "total_bytes_processed": 5_000_000_000, "total_bytes_billed": 5_000_658_944,
        "total_slot_ms": 77,
      ],
    ],
    ["id": "e-4", "timestamp": "2026-08-04T10:00:00Z", "model": "=HYPERLINK(\"http://x\")", "prompt_tokens": 5],
    [
      "id": "e-5", "timestamp": "2026-08-05T10:00:00Z", "cost_usd": .number("0.123456789"), "success": false,
      "error": "-1+cmd|' /C calc'!A0\nline two", "call_count": 7, "customer_id": "ünï\u{1F600}", "quality": "estimated",
    ],
    [
      "id": "+49 123", "timestamp": "2026-08-06T10:00:00Z", "provider": "google", "model": "gemini-2.5-pro",
      "usage": [
        "promptTokenCount": 9_000, "cachedContentTokenCount": 8_000, "candidatesTokenCount": 700,
        "thoughtsTokenCount": 300, "totalTokenCount": 10_000,
      ],
    ],
  ]

  static let year: [JSONMember] = [
    JSONMember(name: "start", value: "2026-01-01"), JSONMember(name: "end", value: "2027-01-01"),
  ]

  static func params(_ more: JSONValue) -> JSONValue { .object(year + (more.members ?? [])) }

  private func harness() throws -> ExportHarness {
    let harness = try ExportHarness()
    try harness.track(Self.events)
    return harness
  }

  @Test("an export that is imported elsewhere gives the same events, ids and total", arguments: ["ndjson", "json"])
  func roundTrip(format: String) throws {
    let (one, other) = (try harness(), try ExportHarness())
    let path = one.path("out.\(format)")
    let answer = try one.call("usage/export", Self.params(["format": .string(format), "path": .string(path)]))
    #expect(answer["rows"] == 6)
    #expect(answer["bytes"]?.int64 == Int64(try one.read("out.\(format)").utf8.count))
    #expect(answer["text"] == nil)

    let imported = try other.call("usage/import", ["path": .string(path)])
    #expect(imported["accepted"] == 6, "\(imported.text(pretty: true))")
    #expect(imported["format"]?.string == format)
    #expect(imported["unpriced"] == 1)
    // What says how the cost came about is the caller's word by then.
    let computed: Set<String> = ["priced_by", "priced_cost_usd", "costs_differ", "received_at"]
    let (before, after) = (try one.events(), try other.events())
    #expect(before.keys.sorted() == after.keys.sorted())
    for (id, event) in before { #expect(after[id]?.without(computed) == event.without(computed), "\(id)") }
    let question = Self.params([:])
    let totals = try [one, other].map { try $0.call("cost/summary", question)["summary"] }
    #expect(totals[0] == totals[1])
    #expect(totals[0]?["total_cost_usd"] == answer["total_cost_usd"])

    // Once more changes nothing, and the second's own export is the same but for what says where costs come from.
    #expect(try other.call("usage/import", ["path": .string(path)])["duplicates"] == 6)
    let again = try other.call("usage/export", Self.params(["format": .string(format)]))["text"]?.string ?? ""
    let lines = { (text: String) in
      text.split(separator: "\n").filter { $0.hasPrefix("{") }.compactMap { line -> JSONValue? in
        let text = line.hasSuffix(",") ? line.dropLast() : line
        return (try? JSONValue.parse(String(text)))?.without(["_priced_by", "_priced_cost_usd", "_received_at"])
      }
    }
    #expect(lines(again) == lines(try one.read("out.\(format)")))
  }

  @Test("a table has a column for every member, exact amounts, and runs no formulas")
  func neutralised() throws {
    let harness = try harness()
    let text = try harness.call("usage/export", Self.params(["format": "csv"]))["text"]?.string ?? ""
    let rows = Self.table(text)
    let header = rows[0]
    for name in ["id", "timestamp", "cost_allocation.department", "tags", "metadata", "cost_usd", "_priced_by"] {
      #expect(header.contains(name))
    }
    #expect(!header.contains("usage"))
    func cell(_ id: String, _ column: String) -> String {
      guard let index = header.firstIndex(of: column), let row = rows.first(where: { $0[0] == id }) else { return "?" }
      return row[index]
    }
    #expect(cell("e-5", "cost_usd") == "0.123456789")
    #expect(cell("e-5", "error") == "'-1+cmd|' /C calc'!A0\nline two")
    #expect(cell("e-5", "success") == "false")
    #expect(cell("e-4", "model") == "'=HYPERLINK(\"http://x\")")
    #expect(cell("e-4", "cost_usd") == "")
    #expect(cell("'+49 123", "provider") == "google")
    #expect(cell("e-1", "tags") == "a;c;b;x\"y")
    #expect(cell("e-1", "timestamp") == "2026-08-01T10:00:00.123456Z")
    #expect(cell("e-1", "response_time_ms") == "1234.5")
    #expect(cell("e-1", "metadata") == #"{"deep":{"list":[1,2]},"n":1}"#)
    for row in rows { for cell in row { #expect(!["=", "+", "-", "@", "\t", "\r"].contains(cell.prefix(1)), "\(cell)") } }

    let raw = try harness.call("usage/export", Self.params(["format": "csv", "raw": true]))["text"]?.string ?? ""
    #expect(Self.table(raw).contains { $0[0] == "+49 123" })
  }

  /// A table's cells; simple, for tests.
  static func table(_ text: String) -> [[String]] {
    var rows: [[String]] = [[]]
    var cell: [Unicode.Scalar] = []
    var isQuoted = false
    let scalars = Array(text.unicodeScalars)
    var index = 0
    func end() {
      var text = String.UnicodeScalarView()
      text.append(contentsOf: cell)
      rows[rows.count - 1].append(String(text))
      cell = []
    }
    while index < scalars.count {
      let scalar = scalars[index]
      if isQuoted {
        if scalar == "\"", index + 1 < scalars.count, scalars[index + 1] == "\"" {
          cell.append(scalar)
          index += 1
        } else if scalar == "\"" {
          isQuoted = false
        } else {
          cell.append(scalar)
        }
      } else if scalar == "\"" {
        isQuoted = true
      } else if scalar == "," {
        end()
      } else if scalar == "\r" {
        end()
        rows.append([])
        index += 1
      } else {
        cell.append(scalar)
      }
      index += 1
    }
    if rows.last == [] { rows.removeLast() }
    return rows
  }

  @Test("a file that exists is replaced only when asked, and nothing else ever is")
  func overwrite() throws {
    let harness = try ExportHarness(database: "ledger.db")
    try harness.track(Self.events)
    let path = harness.path("out.ndjson")
    try "precious".write(toFile: path, atomically: false, encoding: .utf8)
    let refusal = harness.refusal("usage/export", Self.params(["path": .string(path)]))
    #expect(refusal.hasPrefix("VALIDATION_ERROR: params.path: expected a name that is free"), "\(refusal)")
    #expect(try harness.read("out.ndjson") == "precious")
    try harness.call("usage/export", Self.params(["path": .string(path), "overwrite": true]))
    #expect(try harness.read("out.ndjson").hasPrefix("{\"id\":\"e-1\""))
    let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    #expect(mode == 0o600)

    try FileManager.default.createSymbolicLink(atPath: harness.path("link"), withDestinationPath: path)
    let before = harness.files
    for name in ["link", ".", "", "no/folder/file", "ledger.db", "ledger.db-wal", "ledger.db-journal", "x\0y"] {
      let refusal = harness.refusal("usage/export", Self.params(["path": .string(harness.path(name)), "overwrite": true]))
      #expect(refusal.hasPrefix("VALIDATION_ERROR: params.path"), "\(name): \(refusal)")
    }
    #expect(harness.files == before)
    #expect(try harness.events().count == 6)
  }

  @Test("a cancelled export leaves no file behind, and keeps the one that was there")
  func cancelled() throws {
    let harness = try harness()
    try "precious".write(toFile: harness.path("old"), atomically: false, encoding: .utf8)
    for name in ["new", "old"] {
      let refusal = harness.refusal(
        "usage/export", Self.params(["path": .string(harness.path(name)), "overwrite": true]), isCancelled: true)
      #expect(!refusal.hasPrefix("answered"))
    }
    #expect(harness.files == ["old"])
    #expect(try harness.read("old") == "precious")
  }

  @Test("an answer holds at most a mebibyte; more needs a path")
  func inlineLimit() throws {
    let harness = try ExportHarness()
    let long = String(repeating: "x", count: 4_000)
    try harness.track(
      .array((0..<400).map { ["id": .string("n-\($0)"), "timestamp": "2026-08-01T10:00:00Z", "region": .string(long), "cost_usd": 1] }))
    let refusal = harness.refusal("usage/export", Self.params([:]))
    #expect(refusal.hasPrefix("VALIDATION_ERROR: params.path: expected the path of a file for more than 1048576 bytes"), "\(refusal)")
    let answer = try harness.call("usage/export", Self.params(["path": .string(harness.path("all"))]))
    #expect(answer["rows"] == 400)
    #expect(answer["total_cost_usd"] == 400)
  }

  @Test("window, scope and an empty answer")
  func narrowed() throws {
    let harness = try harness()
    let one = try harness.call("usage/export", Self.params(["team": "growth"]))
    #expect(one["rows"] == 1)
    #expect(one["data_quality"]?["unpriced_events"] == 0)
    let none = try harness.call("usage/export", ["start": "2025-01-01", "end": "2025-01-02", "format": "json"])
    #expect(none["text"] == "[\n]\n")
    #expect(none["total_cost_usd"] == 0)
  }
}
