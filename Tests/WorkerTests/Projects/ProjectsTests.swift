import CostModel
import JSON
import Testing

@testable import Store
@testable import Worker

@Suite("projects/*")
struct ProjectsTests {
  typealias Event = CostHarness.Event

  @Test("a project is created, read, changed, archived and brought back")
  func life() throws {
    let harness = try CostHarness()
    let created = try harness.text(
      "projects/create",
      #"{"project_id": "search", "name": "Search", "members": ["a@x.io", {"user": "b", "role": "owner"}], "settings": {"z": 1.50, "a": [null]}, "tags": ["t"], "budget": {"amount": 1000.5, "alerts": [{"threshold": 50, "type": "email"}, {"threshold": 90}]}}"#)
    #expect(
      created
        == #"{"project":{"project_id":"search","name":"Search","description":null,"members":["a@x.io",{"role":"owner","user":"b"}],"settings":{"a":[null],"z":1.50},"tags":["t"],"#
        + #""budget":{"amount":1000.5,"currency":"USD","period":"monthly","alerts":[{"threshold":50,"type":"email"},{"threshold":90,"type":"both"}]},"#
        + #""archived":false,"implicit":false,"created_at":"2026-03-31T12:00:00Z","updated_at":"2026-03-31T12:00:00Z"}}"#)
    #expect(try harness.call("projects/get", #"{"project_id": "search"}"#)["project"]?.text() == JSONValue.parse(created)["project"]?.text())
    let changed = try harness.call("projects/update", #"{"project_id": "search", "description": "d", "tags": [], "clear": ["budget"]}"#)
    #expect(changed.at("project.description") == "d")
    #expect(changed.at("project.tags") == [])
    #expect(changed.at("project.budget") == .null)
    #expect(changed.at("project.name") == "Search")
    #expect(try harness.call("projects/archive", #"{"project_id": "search"}"#).at("project.archived") == true)
    #expect(try harness.call("projects/list").at("projects") == [])
    #expect(try harness.call("projects/list", #"{"include_archived": true}"#).at("project_count") == 1)
    try harness.track([Event(at: "2026-03-30T10:00:00Z", nanos: 1, texts: [.project: "search"])])
    #expect(try harness.call("projects/list").at("projects") == [])
    #expect(try harness.call("projects/archive", #"{"project_id": "search", "archived": false}"#).at("project.archived") == false)
    #expect(try harness.call("projects/list").at("projects").rows("project_id", "implicit") == ["search false"])
    let actions = try harness.ledger.connection.statement("SELECT group_concat(action || ' ' || subject || ' ' || detail, '|') FROM audit_log")
    #expect(try actions.step())
    let audit = actions.text(0).split(separator: "|")
    actions.reset()
    #expect(audit.map { $0.split(separator: " ")[0] } == ["projects/create", "projects/update", "projects/archive", "projects/archive"])
    #expect(audit.last == #"projects/archive search {"archived":false}"#)
  }

  @Test("an id that is taken is a conflict, one not given is made, even when the dice fall alike")
  func ids() throws {
    let harness = try CostHarness()
    let ids = try (0..<3).map { _ in try harness.call("projects/create", #"{"name": "n"}"#).at("project.project_id").string }
    #expect(ids == ["project-000000000000002a", "project-000000000000002b", "project-000000000000002c"])
    #expect(harness.refusal("projects/create", #"{"project_id": "project-000000000000002a", "name": "n"}"#).hasPrefix("CONFLICT"))
  }

  @Test("a project that only events name is listed, read and analysed, and may be created later")
  func implicit() throws {
    let harness = try CostHarness()
    try harness.track([
      Event(at: "2026-03-30T10:00:00Z", nanos: 1_000_000_000, texts: [.project: "b"]), Event(at: "0001-01-02T10:00:00Z", nanos: 2, texts: [.project: "c"]),
    ])
    _ = try harness.call("projects/create", #"{"project_id": "a", "name": "A"}"#)
    #expect(try harness.call("projects/list").at("projects").rows("project_id", "name", "implicit", "created_at") == [
      "a A false 2026-03-31T12:00:00Z", "b b true null", "c c true null",
    ])
    #expect(try harness.call("projects/list", #"{"limit": 1}"#).at("projects").array?.count == 1)
    #expect(try harness.call("projects/get", #"{"project_id": "b"}"#).at("project.implicit") == true)
    #expect(try harness.call("projects/analytics", #"{"project_id": "b"}"#).at("summary.total_cost_usd") == 1)
    #expect(harness.refusal("projects/update", #"{"project_id": "b", "name": "B"}"#).hasPrefix("NOT_FOUND"))
    _ = try harness.call("projects/create", #"{"project_id": "b", "name": "B"}"#)
    #expect(try harness.call("projects/get", #"{"project_id": "b"}"#).at("project.implicit") == false)
  }

  @Test(
    "what cannot be is refused by name",
    arguments: [
      (#"{}"#, "params.name"), (#"{"name": ""}"#, "params.name"), (#"{"name": "n", "project_id": ""}"#, "params.project_id"),
      (#"{"name": "n", "project_id": "a\u0000b"}"#, "params.project_id"), (#"{"name": "n", "members": [7]}"#, "params.members[0]"),
      (#"{"name": "n", "settings": []}"#, "params.settings"), (#"{"name": "n", "budget": {}}"#, "params.budget.amount"),
      (#"{"name": "n", "budget": {"amount": -1}}"#, "params.budget.amount"), (#"{"name": "n", "budget": {"amount": 1000000000.01}}"#, "params.budget.amount"),
      (#"{"name": "n", "budget": {"amount": 1, "period": "monthy"}}"#, "did you mean monthly"), (#"{"name": "n", "budget": {"amount": 1, "currency": "usd"}}"#, "params.budget.currency"),
      (#"{"name": "n", "budget": {"amount": 1, "period": "one-time", "start_date": "2026-02-30"}}"#, "params.budget.start_date"),
      (#"{"name": "n", "budget": {"amount": 1, "period": "one-time", "start_date": "2026-02-02", "end_date": "2026-02-01"}}"#, "params.budget.end_date"),
      (#"{"name": "n", "budget": {"amount": 1, "end_date": "2026-02-01"}}"#, "params.budget.end_date"),
      (#"{"name": "n", "budget": {"amount": 1, "alerts": [{"threshold": 201}]}}"#, "params.budget.alerts[0].threshold"),
      (#"{"name": "n", "budgets": {}}"#, "did you mean budget"),
    ])
  func refused(params: String, message: String) throws {
    let refusal = try CostHarness().refusal("projects/create", params)
    #expect(refusal.hasPrefix("VALIDATION_ERROR") && refusal.contains(message), "\(refusal)")
  }

  @Test("deep and large settings are kept or refused, never lost")
  func deepSettings() throws {
    let harness = try CostHarness()
    let deep = String(repeating: "[", count: 120) + String(repeating: "]", count: 120)
    _ = try harness.call("projects/create", "{\"project_id\": \"deep\", \"name\": \"n\", \"settings\": {\"d\": \(deep)}}")
    #expect(try harness.call("projects/get", #"{"project_id": "deep"}"#).at("project.settings.d").text() == deep)
    let large = String(repeating: "x", count: 1 << 20)
    #expect(harness.refusal("projects/create", "{\"name\": \"n\", \"settings\": {\"s\": \"\(large)\"}}").hasPrefix("VALIDATION_ERROR"))
  }

  @Test("analytics: parts and timeline add up, unit costs keep their digits", arguments: ["hour", "day", "week", "month"])
  func analytics(groupBy: String) throws {
    let harness = try CostHarness()
    try harness.track(CostAttributionTests.mixed())
    for zone in ["UTC", "Asia/Kathmandu"] {
      let answer = try harness.call("projects/analytics", "{\"project_id\": \"p-1\", \"group_by\": \"\(groupBy)\", \"time_zone\": \"\(zone)\"}")
      let total = answer.at("summary.total_cost_usd").nanos
      #expect(total > 0)
      #expect(answer.at("timeline").sum("cost_usd") == total)
      for part in ["services", "models", "departments", "teams", "tags"] { #expect(answer.at("breakdown.\(part)").sum("cost_usd") == total) }
      #expect(answer.at("breakdown.teams").rows("name").contains("Unknown"))
      #expect(answer.at("summary.budget_utilization_percent") == .null)
      #expect(answer.at("query_params.project_id") == "p-1")
    }
  }

  @Test("unit costs of cheap tokens are not rounded away")
  func unitCosts() throws {
    let harness = try CostHarness()
    try harness.track([
      Event(at: "2026-03-30T10:00:00Z", nanos: 1_001, texts: [.project: "p"], numbers: [.totalTokens: 7, .callCount: 2])
    ])
    let summary = try harness.call("projects/analytics", #"{"project_id": "p"}"#).at("summary")
    #expect(summary.at("cost_per_token_usd").text() == "1.43e-7" || summary.at("cost_per_token_usd").text() == "0.000000143")
    #expect(summary.at("avg_cost_per_request_usd").text() == "0.0000005005" || summary.at("avg_cost_per_request_usd").text() == "5.005e-7")
  }

  @Test(
    "utilisation is of the budget's calendar period, whatever the window and what else narrows it",
    arguments: [
      (#"{"amount": 100, "period": "monthly"}"#, "10", "2026-05-01T00:00:00Z"),
      (#"{"amount": 100, "period": "quarterly"}"#, "30", "2026-04-01T00:00:00Z"),
      (#"{"amount": 100, "period": "yearly"}"#, "70", "2026-01-01T00:00:00Z"),
      (#"{"amount": 100, "period": "one-time"}"#, "150", "0001-01-01T00:00:00Z"),
      (#"{"amount": 100, "period": "one-time", "start_date": "2026-03-01", "end_date": "2026-04-30"}"#, "60", "2026-03-01T00:00:00Z"),
      (#"{"amount": 100, "period": "one-time", "start_date": "2026-06-01"}"#, "null", "null"),
      (#"{"amount": 0}"#, "null", "2026-05-01T00:00:00Z"), (#"{"amount": 100, "currency": "EUR"}"#, "null", "2026-05-01T00:00:00Z"),
    ])
  func utilization(budget: String, percent: String, start: String) throws {
    let harness = try CostHarness(now: "2026-05-20T12:00:00Z")
    try harness.track([
      Event(at: "2025-12-31T23:59:59Z", nanos: 80_000_000_000, texts: [.project: "p"]),
      Event(at: "2026-03-31T23:59:59Z", nanos: 40_000_000_000, texts: [.project: "p"]),
      Event(at: "2026-04-01T00:00:00Z", nanos: 20_000_000_000, texts: [.project: "p"]),
      Event(at: "2026-05-01T00:00:00Z", nanos: 10_000_000_000, texts: [.project: "p", .model: "m"]),
      Event(at: "2026-05-21T00:00:00Z", nanos: 1_000_000_000, texts: [.project: "p"]),
    ])
    _ = try harness.call("projects/create", "{\"project_id\": \"p\", \"name\": \"P\", \"budget\": \(budget)}")
    for more in ["", #", "days": 2, "model": "none""#] {
      let answer = try harness.call("projects/analytics", "{\"project_id\": \"p\"\(more)}")
      #expect(answer.at("summary.budget_utilization_percent").text() == percent)
      let begin = answer.at("summary.budget.start")
      #expect((begin.string ?? begin.text()) == start)
    }
  }

  @Test("a budget in another currency is compared at the rate set")
  func currency() throws {
    let harness = try CostHarness()
    try harness.track([Event(at: "2026-03-30T10:00:00Z", nanos: 10_000_000_000, texts: [.project: "p"])])
    _ = try harness.call("projects/create", #"{"project_id": "p", "name": "P", "budget": {"amount": 100, "currency": "EUR"}}"#)
    #expect(try harness.call("projects/analytics", #"{"project_id": "p"}"#).at("summary.budget.note").string?.contains("EUR") == true)
    try harness.ledger.transaction {
      try $0.configuration.setRate(CurrencyRate(currency: "EUR", date: "2026-03-01", rate: "0.5", source: "test"))
    }
    let answer = try harness.call("projects/analytics", #"{"project_id": "p"}"#)
    #expect(answer.at("summary.budget_utilization_percent") == 5)
    #expect(answer.at("summary.budget.conversion.total") == 5)
  }
}
