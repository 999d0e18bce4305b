import Foundation
import JSON
import Testing

@testable import CostModel
@testable import JSONRPC
@testable import Store
@testable import Worker

@Suite("system/retention and system/backup")
struct RetentionTests {
  private let worker: CostHarness
  private let folder: TestFolder

  init() throws {
    folder = try TestFolder()
    worker = try CostHarness(now: "2026-03-31T12:00:00Z", timeZone: "UTC", path: folder.database)
    try worker.track(
      (0..<600).map { index in
        let instant = Timestamp(seconds: 1_774_951_200 - Int64(index) * 3_600 * 3)
        return CostHarness.Event(
          at: instant.rfc3339, nanos: Int64(index) * 1_000_007 - (index % 50 == 0 ? 40_000_000 : 0),
          texts: [.model: "m\(index % 3)", .team: "t\(index % 2)", .user: "u\(index % 5)@example.com", .provider: "p"])
      })
  }

  private static let questions = [
    ("cost/summary", #"{"days": 90}"#), ("cost/trends", #"{"days": 90}"#), ("cost/trends", #"{"days": 90, "granularity": "month"}"#),
    ("cost/attribution", #"{"days": 90, "dimensions": ["model", "day", "provider"]}"#), ("cost/trends", #"{"days": 90, "model": "m1"}"#),
    ("cost/trends", #"{"days": 80, "granularity": "hour", "model": "m2"}"#),
  ]

  private func answers() throws -> [String] { try Self.questions.map { try worker.text($0.0, $0.1) } }

  @Test("drops events and changes no sum, by day, month, hour, model and provider, to the nano-dollar")
  func sums() throws {
    let before = try answers()
    let dry = try worker.call("system/retention", #"{"days": 30, "dry_run": true}"#)
    #expect(dry.at("dropped_events").int64 == 600 - 244 && dry.at("retained_from").string == "2026-03-01T00:00:00Z", "\(dry.text())")
    #expect(try worker.call("system/verify").at("events").int64 == 600)
    #expect(worker.refusal("system/retention", #"{"days": 30}"#).hasPrefix("VALIDATION_ERROR: params.confirm"))
    let done = try worker.call("system/retention", #"{"days": 30, "confirm": true}"#)
    #expect(done.at("dropped_events").int64 == dry.at("dropped_events").int64 && done.at("kept_events").int64 == 244)
    #expect(try answers() == before)
    let verified = try worker.call("system/verify")
    #expect(verified.at("ok").bool == true && verified.at("events").int64 == 244, "\(verified.text())")
    #expect(try worker.call("audit/list").at("entries.0.action").string == "system/retention")
    // A second time drops nothing, and a longer one takes nothing back.
    #expect(try worker.call("system/retention", #"{"days": 60, "confirm": true}"#).at("dropped_events").int64 == 0)
    #expect(worker.refusal("usage/track", #"{"id": "old", "timestamp": "2026-02-28T23:59:59Z", "model": "m", "cost_usd": 1}"#).contains("2026-03-01T00:00:00Z"))
    #expect(try answers() == before)
  }

  @Test("refuses what the roll-ups cannot tell, and events that would count twice")
  func refusals() throws {
    let events = try worker.call("usage/query", #"{"days": 90, "limit": 1000, "order": "oldest"}"#).at("events").array ?? []
    _ = try worker.call("system/retention", #"{"days": 30, "confirm": true}"#)
    for (method, params) in [
      ("cost/attribution", #"{"days": 90, "dimensions": ["user"]}"#), ("usage/query", #"{"days": 90}"#),
      ("cost/summary", #"{"days": 90, "model": "m1", "team": "t1"}"#), ("usage/export", #"{"days": 90}"#),
      ("usage/delete", #"{"days": 90, "confirm": true}"#), ("cost/trends", #"{"start": "2026-02-01T00:30:00Z", "end": "2026-03-05"}"#),
    ] {
      #expect(worker.refusal(method, params).contains("2026-03-01T00:00:00Z"), "\(method) \(params): \(worker.refusal(method, params))")
    }
    #expect(try worker.call("cost/attribution", #"{"days": 31, "dimensions": ["user"]}"#).at("attribution.cost_by_user").array?.count == 5)
    let old = try #require(events.first), stored = try #require(events.last)
    let oldID = try #require(old["id"]?.string), id = try #require(stored["id"]?.string), at = old["timestamp"]?.string ?? ""
    #expect(worker.refusal("usage/track", #"{"id": "\#(oldID)", "timestamp": "\#(at)", "model": "m", "cost_usd": 1}"#).contains("system/retention"))
    #expect(worker.refusal("usage/amend", #"{"id": "\#(id)", "changes": {"timestamp": "2026-01-01T00:00:00Z"}}"#).contains("2026-03-01T00:00:00Z"))
  }

  @Test("drops nothing that a budget still counts from events, and leaves counted periods as they are")
  func budgets() throws {
    _ = try worker.call("budget/set", #"{"budget_id": "rolling", "rolling": {"days": 45, "limit_usd": 100}}"#)
    _ = try worker.call("budget/set", #"{"budget_id": "year", "scope": {"model": "m1"}, "yearly_limit_usd": 100}"#)
    let status = #"{"budget_id": "year", "include_projections": false}"#
    let before = try worker.call("budget/status", status).at("budgets").text()
    #expect(worker.refusal("system/retention", #"{"days": 30, "confirm": true}"#).hasPrefix(#"CONFLICT: The budget "rolling""#))
    #expect(try worker.call("system/verify").at("events").int64 == 600)
    _ = try worker.call("budget/delete", #"{"budget_id": "rolling"}"#)
    _ = try worker.call("system/retention", #"{"days": 30, "confirm": true}"#)
    #expect(try worker.call("budget/status", status).at("budgets").text() == before)
    #expect(worker.refusal("budget/set", #"{"budget_id": "rolling", "rolling": {"days": 45, "limit_usd": 100}}"#).contains("2026-03-01"))
    #expect(try worker.call("system/verify").at("ok").bool == true)
  }

  @Test("a copy made while work goes on is a sound database of the state at its beginning")
  func backup() throws {
    let path = folder.path + "/copy.db"
    let copied = try worker.call("system/backup", #"{"path": "\#(path)"}"#)
    #expect(copied.at("event_count").int64 == 600 && copied.at("verified").bool == true)
    #expect((try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int).map(Int64.init) == copied.at("bytes").int64)
    let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    #expect(mode == 0o600)
    let before = try answers()
    let copy = try CostHarness(now: "2026-03-31T12:00:00Z", timeZone: "UTC", path: path)
    #expect(try Self.questions.map { try copy.text($0.0, $0.1) } == before)
    #expect(try copy.call("system/verify").at("ok").bool == true)
    #expect(worker.refusal("system/backup", #"{"path": "\#(path)"}"#).contains("a name that is free"))
    #expect(worker.refusal("system/backup", #"{"path": "\#(folder.database)", "overwrite": true}"#).contains("the database"))
    #expect(worker.refusal("system/backup", #"{"path": "/nonexistent/copy.db"}"#).hasPrefix("VALIDATION_ERROR"))
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(names.filter { $0.contains(".tmp") }.isEmpty, "\(names)")
  }
}
