import JSON
import Testing

@testable import Worker

@Suite("A provider's cost report against the ledger")
struct ReconcileTests {
  private static func page(_ results: [String]) -> String {
    #"{"data": [{"starting_at": "2026-10-01T00:00:00Z", "ending_at": "2026-10-02T00:00:00Z", "results": [\#(results.joined(separator: ","))]}], "has_more": false}"#
  }

  private static func cost(_ cents: String, _ model: String?, workspace: String? = "w", type: String = "tokens") -> String {
    #"{"amount": "\#(cents)", "currency": "USD", "cost_type": "\#(type)", "model": \#(model.map { "\"\($0)\"" } ?? "null"), "workspace_id": \#(workspace.map { "\"\($0)\"" } ?? "null")}"#
  }

  private func reconcile(_ harness: CostHarness, _ results: [String], _ members: String = "") throws -> JSONValue {
    try harness.call(
      "collectors/reconcile", #"{"provider": "anthropic", "start": "2026-10-01", "end": "2026-10-02", "pages": [\#(Self.page(results))]\#(members)}"#)
  }

  private func track(_ harness: CostHarness, _ id: String, _ model: String, _ dollars: String, _ members: String = "") throws {
    _ = try harness.call(
      "usage/track",
      #"{"id": "\#(id)", "provider": "anthropic", "model": "\#(model)", "project_id": "w", "timestamp": "2026-10-01T05:00:00Z", "cost_usd": \#(dollars)\#(members)}"#)
  }

  @Test("each planted difference is found in its class, and no other, to the nano-dollar")
  func classes() throws {
    let harness = try CostHarness(now: "2026-10-20T00:00:00Z")
    try track(harness, "1", "claude-sonnet-4-5", "5.52")
    try track(harness, "2", "claude-haiku-4-5", "2.000000001")
    try track(harness, "3", "claude-opus-4-1", "1.5")
    let found = try reconcile(
      harness,
      [
        Self.cost("552.0699", "claude-sonnet-4-5-20250929"), Self.cost("300", "claude-haiku-4-5-20251001"),
        Self.cost("44.5000001", "claude-sonnet-4-5-20250929", workspace: "other"),
      ])
    #expect(found.at("matched").rows("model", "difference_usd") == ["claude-sonnet-4-5 -0.000699"], "\(found.text())")
    #expect(found.at("mismatch").rows("model", "difference_usd") == ["claude-haiku-4-5 -0.999999999"])
    #expect(found.at("provider_only").rows("model", "key", "provider_cost_usd") == ["claude-sonnet-4-5 other 0.445000001"])
    #expect(found.at("local_only").rows("model", "local_cost_usd") == ["claude-opus-4-1 1.5"])
    #expect(found.at("summary.provider_cost_usd").text() == "8.965699001" && found.at("summary.local_cost_usd").text() == "9.020000001")
    // min(5.52, 5.520699) + min(2.000000001, 3) of 8.965699001.
    #expect(found.at("summary.coverage_percent").text() == "83.875223", "\(found.at("summary").text())")
    #expect(found.at("by_day").array?.count == 1 && found.at("by_day.0.open") == false)
  }

  @Test("within the tolerance amounts match; beyond it they do not", arguments: [("1.01", "matched"), ("1.02", "mismatch"), ("0.99", "matched"), ("0.98", "mismatch")])
  func tolerance(dollars: String, kind: String) throws {
    let harness = try CostHarness(now: "2026-10-20T00:00:00Z")
    try track(harness, "1", "claude-sonnet-4-5", dollars)
    let found = try reconcile(harness, [Self.cost("100", "claude-sonnet-4-5")])
    #expect(found.at("classes.\(kind).row_count") == 1, "\(found.text())")
  }

  @Test("Priority Tier and code execution are explained, and no gap in the coverage (5.6)")
  func peculiarities() throws {
    let harness = try CostHarness(now: "2026-10-20T00:00:00Z")
    try track(harness, "1", "claude-sonnet-4-5", "4", #", "service_tier": "priority""#)
    try track(harness, "2", "claude-sonnet-4-5", "1")
    let found = try reconcile(harness, [Self.cost("100", "claude-sonnet-4-5"), Self.cost("7", nil, type: "code_execution")])
    #expect(found.at("matched").rows("local_cost_usd") == ["1"], "\(found.text())")
    #expect(found.at("local_only").rows("cost_type", "reason", "local_cost_usd") == ["priority_tier priority_tier 4"])
    #expect(found.at("provider_only").rows("cost_type", "reason") == ["code_execution code_execution"])
    #expect(found.at("summary.coverage_percent").text() == "100")
    #expect(found.at("explanations").rows("reason") == ["priority_tier", "code_execution"])
  }

  @Test("web searches are set against web searches, as the report bills them apart")
  func searches() throws {
    let harness = try CostHarness(now: "2026-10-20T00:00:00Z")
    let usage = #"{"data": [{"starting_at": "2026-10-01T00:00:00Z", "ending_at": "2026-10-02T00:00:00Z", "results": [{"workspace_id": "w", "model": "claude-sonnet-4-5-20250929", "uncached_input_tokens": 1000000, "output_tokens": 0, "server_tool_use": {"web_search_requests": 12}}]}], "has_more": false}"#
    #expect(try harness.importing(usage, "anthropic_usage").at("accepted") == 1)
    let found = try reconcile(harness, [Self.cost("300", "claude-sonnet-4-5-20250929"), Self.cost("12", nil, type: "web_search")])
    #expect(found.at("matched").rows("cost_type", "local_cost_usd", "difference_usd") == ["web_search 0.12 0", "tokens 3 0"], "\(found.text())")
  }

  @Test("OpenAI's line items are held against models by API key")
  func openai() throws {
    let harness = try CostHarness(now: "2026-10-20T00:00:00Z")
    for (id, key, dollars) in [("1", "k1", "0.75"), ("2", "k2", "2")] {
      _ = try harness.call(
        "usage/track",
        #"{"id": "\#(id)", "provider": "openai", "model": "gpt-4o", "timestamp": "2026-10-01T05:00:00Z", "cost_usd": \#(dollars), "metadata": {"api_key_id": "\#(key)"}}"#)
    }
    func item(_ name: String, _ key: String, _ dollars: String) -> String {
      #"{"object": "organization.costs.result", "amount": {"value": \#(dollars), "currency": "usd"}, "line_item": "\#(name)", "project_id": "p", "api_key_id": "\#(key)"}"#
    }
    let results = [item("gpt-4o-2024-08-06, input", "k1", "0.5"), item("gpt-4o-2024-08-06, output", "k1", "0.25"), item("web search tool calls", "k1", "0.03")]
    let page = #"{"object": "page", "data": [{"object": "bucket", "start_time": 1790812800, "end_time": 1790899200, "results": [\#(results.joined(separator: ","))]}], "has_more": false}"#
    let found = try harness.call("collectors/reconcile", #"{"provider": "openai", "start": "2026-10-01", "end": "2026-10-02", "pages": [\#(page)]}"#)
    #expect(found.at("matched").rows("model", "key", "provider_cost_usd") == ["gpt-4o k1 0.75"], "\(found.text())")
    #expect(found.at("local_only").rows("key") == ["k2"] && found.at("provider_only").rows("cost_type") == ["web_search"])
  }

  @Test("what cannot be a report is refused by its place")
  func refused() throws {
    let harness = try CostHarness(now: "2026-10-20T00:00:00Z")
    let bad = #"{"provider": "anthropic", "pages": [\#(Self.page([Self.cost("five", "m")]))]}"#
    #expect(harness.refusal("collectors/reconcile", bad).hasPrefix("VALIDATION_ERROR: params.pages[0]"), "\(harness.refusal("collectors/reconcile", bad))")
    #expect(harness.refusal("collectors/reconcile", #"{"provider": "anthropic", "by_key": "api_key"}"#).hasPrefix("VALIDATION_ERROR"))
    #expect(harness.refusal("collectors/reconcile", #"{"provider": "bigquery"}"#).hasPrefix("VALIDATION_ERROR"))
    #expect(harness.refusal("collectors/reconcile", #"{"provider": "anthropic"}"#).hasPrefix("CONFIGURATION_ERROR"))
  }
}
