import CostModel
import JSON
import Testing

@testable import Worker

/// What users of the systems that came before ask for, row by row.
@Suite("Capabilities by their seed's row")
struct SeedRowsTests {
  private let harness: CostHarness

  init() throws { harness = try CostHarness(now: "2026-08-30T12:00:00Z") }

  private func importSeed002() throws -> JSONValue {
    let rows = (1...3).map { day in
      """
      {"prompt": "question \(day)", "completion": "answer", "model": "gpt-4o", "cost": 0.\(day), "tokens": \(100 * day), "projectId": "shop", \
      "timestamp": "2026-08-0\(day)T10:00:00Z", "service": "openai", "tags": ["chat"], "costAllocation": {"department": "sales", "team": "web", \
      "purpose": "support", "client": "acme", "campaign": "summer"}}
      """
    }
    let mapping = #"{"cost": "cost_usd", "tokens": "total_tokens", "projectId": "project_id", "service": "provider", "costAllocation": "cost_allocation"}"#
    return try harness.call(
      "usage/import", #"{"format": "json", "mapping": \#(mapping), "text": \#(JSONValue.string("[" + rows.joined(separator: ",") + "]").text(pretty: false))}"#)
  }

  private let window = #""start": "2026-08-01", "end": "2026-08-04""#

  @Test("S2-06, S2-07, S2-08: a bulk import of {prompt, completion, model, cost, tokens, projectId, timestamp, costAllocation} keeps each of them")
  func bulkImport() throws {
    #expect(try importSeed002().rowsOf("rows", "accepted", "rejected_count") == "3 3 0")
    let events = try harness.call("usage/query", #"{\#(window), "order": "oldest"}"#).at("events")
    #expect(events.rows("cost_usd", "total_tokens", "project_id", "model", "provider") == (1...3).map { "0.\($0) \($0)00 shop gpt-4o openai" })
    #expect(events.at("0.cost_allocation").rowsOf("department", "purpose", "client", "campaign") == #""sales" "support" "acme" "summer""#)
    #expect(events.at("0.team").string == "web")
    #expect(events.at("0.tags").text() == #"["chat"]"#)
  }

  @Test("S2-03, S2-09: a project's analytics add up, by service and by what costs are allotted to, beside its budget")
  func projects() throws {
    _ = try harness.call("projects/create", #"{"project_id": "shop", "name": "Shop", "members": [{"email": "ada@example.com", "role": "owner"}], "settings": {"limit": 1}, "tags": ["web"]}"#)
    #expect(harness.refusal("projects/create", #"{"project_id": "shop", "name": "Again"}"#).hasPrefix("CONFLICT"))
    _ = try importSeed002()
    let analytics = try harness.call("projects/analytics", #"{"project_id": "shop", \#(window), "group_by": "day"}"#)
    #expect(analytics.at("summary.total_cost_usd").nanos == 600_000_000, "\(analytics.text().prefix(900))")
    #expect(analytics.at("summary").members?.contains { $0.name == "budget_utilization_percent" } == true, "\(analytics.at("summary").text())")
    for name in ["services", "models", "departments", "teams", "tags"] {
      let rows = analytics.at("breakdown.\(name)").array ?? []
      #expect(rows.count == 1, "\(name): \(analytics.at("breakdown").text().prefix(900))")
    }
    #expect(harness.refusal("projects/analytics", #"{"project_id": "none"}"#).hasPrefix("NOT_FOUND"))
  }

  @Test("S2-12: usage leaves as JSON and as CSV, with the same rows")
  func export() throws {
    _ = try importSeed002()
    let json = try harness.call("usage/export", #"{\#(window), "format": "json"}"#)
    let csv = try harness.call("usage/export", #"{\#(window), "format": "csv"}"#)
    #expect(json.at("rows").int64 == 3 && csv.at("rows").int64 == 3)
    let exported = try JSONValue.parse(json.at("text").string ?? "")
    #expect((exported.array ?? exported.at("events").array ?? []).count == 3)
    #expect(csv.at("text").string?.split(whereSeparator: \.isNewline).count == 4)
  }

  @Test("S3-01: health tells of the worker and of its database")
  func health() throws {
    let health = try harness.call("health/check", "{}")
    #expect(health.at("status").string == "healthy" && health.at("components.database_read.status").string == "healthy")
  }

  @Test("S3-02, S3-11: costs are listed by filters, each with provider, model, date, cost, tokens in and out, when it was collected, metadata")
  func costs() throws {
    _ = try harness.call(
      "usage/track",
      #"{"id": "c", "user_email": "ada@example.com", "provider": "anthropic", "model": "claude-sonnet-4-5", "timestamp": "2026-08-02T00:00:00Z", "cost_usd": 1.25, "prompt_tokens": 10, "completion_tokens": 5, "metadata": {"origin": "report"}}"#)
    _ = try importSeed002()
    let found = try harness.call("usage/query", #"{\#(window), "provider": "anthropic"}"#).at("events")
    #expect(found.rows("id", "user_email", "model", "cost_usd", "prompt_tokens", "completion_tokens") == ["c ada@example.com claude-sonnet-4-5 1.25 10 5"])
    #expect(found.at("0.metadata.origin").string == "report" && found.at("0.timestamp").string == "2026-08-02T00:00:00Z")
    #expect(found.at("0.received_at").string?.hasPrefix("2026-08-30T12:00:00") == true, "\(found.text())")
  }

  @Test("S3-03: a forecast is made on demand, from two weeks of history on")
  func forecast() throws {
    let short = harness.refusal("cost/forecast", #"{"forecast_days": 30}"#)
    #expect(short.hasPrefix("INSUFFICIENT_DATA"), "\(short)")
    let events = (0..<28).map { #"{"id": "d\#($0)", "timestamp": "\#(Timestamp(seconds: 1_785_844_800 + Int64($0) * 86_400 - 86_400 * 10).rfc3339)", "cost_usd": \#(10 + $0 % 7)}"# }
    _ = try harness.call("usage/trackBatch", #"{"events": [\#(events.joined(separator: ", "))]}"#)
    let forecast = try harness.call("cost/forecast", #"{"forecast_days": 30, "training_days": 60}"#)
    #expect(forecast.at("forecast.forecast").array?.count == 30, "\(forecast.text().prefix(600))")
  }
}

extension JSONValue {
  /// Some members as JSON text, joined by blanks.
  fileprivate func rowsOf(_ members: String...) -> String { members.map { at($0).text(pretty: false) }.joined(separator: " ") }
}
