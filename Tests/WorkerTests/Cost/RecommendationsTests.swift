import CostModel
import JSON
import Testing

@testable import Worker

@Suite("cost/recommendations and prices/whatIf")
struct RecommendationsTests {
  /// A worker and what it is told over JSON.
  private func tracked(_ events: [String]) throws -> CostHarness {
    let harness = try CostHarness(now: "2026-03-31T12:00:00Z")
    _ = try harness.call("usage/trackBatch", "{\"events\": [\(events.joined(separator: ","))]}")
    return harness
  }

  private func event(_ id: String, _ more: String, at: String = "2026-03-20T12:00:00Z", model: String = "gpt-4o") -> String {
    #"{"id": "\#(id)", "timestamp": "\#(at)", "provider": "openai", "model": "\#(model)", \#(more)}"#
  }

  private func recommendations(_ events: [String]) throws -> JSONValue {
    let answer = try tracked(events).call("cost/recommendations")
    let rows = answer.at("recommendations")
    #expect(rows.sum("estimated_savings_usd") == answer.at("total_savings_usd").nanos)
    #expect(answer.at("total_savings_usd").nanos <= answer.at("total_cost_usd").nanos)
    return rows
  }

  @Test("short, simple calls on a dear model name the smaller one and the exact difference")
  func downgrade() throws {
    let rows = try recommendations([
      event("a", #""prompt_tokens": 1000, "completion_tokens": 100"#), event("b", #""prompt_tokens": 1000, "completion_tokens": 100"#),
      event("long", #""prompt_tokens": 90000, "completion_tokens": 5000"#),
      event("small", #""prompt_tokens": 1000, "completion_tokens": 100"#, model: "gpt-4o-mini"),
    ])
    // gpt-4o: 2.5 and 10 USD a million; gpt-4o-mini: 0.15 and 0.6.
    #expect(rows.rows("type", "subject", "target_model", "estimated_savings_usd", "affected_cost_usd") == ["model_downgrade gpt-4o gpt-4o-mini 0.00658 0.007"])
    #expect(rows.at("0.evidence.event_ids").text() == #"["a","b"]"#)
    #expect(rows.at("0.implementation_plan").array?.isEmpty == false)
    #expect(rows.at("0.description").string?.contains("2 events that cost $0.007000") == true)
  }

  @Test("a long prompt that repeats is priced as read from the cache, from the second time on")
  func caching() throws {
    let prompt = String(repeating: "Answer kindly. ", count: 20)
    let rows = try recommendations(
      (0..<4).map { event("p\($0)", #""prompt_tokens": 4000, "completion_tokens": 900, "prompt": "\#(prompt)""#) }
        + (0..<2).map { event("q\($0)", #""prompt_tokens": 4000, "completion_tokens": 900, "prompt": "another""#) })
    // Three times 4,000 tokens at half of 2.5 USD a million.
    #expect(rows.rows("type", "subject", "estimated_savings_usd", "confidence") == ["caching gpt-4o 0.015 high"])
  }

  @Test("work at night at the standard tier is priced at the batch tier")
  func batch() throws {
    let rows = try recommendations([
      event("night", #""prompt_tokens": 100000, "completion_tokens": 10000"#, at: "2026-03-20T23:30:00Z"),
      event("noon", #""prompt_tokens": 100000, "completion_tokens": 10000"#),
      event("batched", #""prompt_tokens": 100000, "completion_tokens": 10000, "service_tier": "batch""#, at: "2026-03-20T23:30:00Z"),
    ])
    #expect(rows.rows("type", "estimated_savings_usd", "affected_cost_usd") == ["batch_service 0.175 0.35"])
  }

  @Test("queries that repeat, read whole tables or fail are told, each event once")
  func queries() throws {
    func job(_ id: String, _ sql: String, _ more: String = "") -> String {
      #"{"id": "\#(id)", "timestamp": "2026-03-20T12:00:00Z", "provider": "bigquery", "bytes_billed": 1099511627776, "query_text": "\#(sql)"\#(more)}"#
    }
    let rows = try recommendations(
      (0..<3).map { job("same\($0)", "SELECT a FROM d.t WHERE b = 1") }
        + [job("star", "SELECT * FROM d.t WHERE b = 2"), job("whole", "SELECT a FROM d.u")]
        + [event("failed", #""prompt_tokens": 100000, "completion_tokens": 10, "success": false"#)])
    #expect(
      rows.rows("type", "estimated_savings_usd", "affected_cost_usd") == [
        "materialized_view 12.5 12.5", "expensive_errors 0.2501 0.2501", "partition_filter 0 6.25", "select_star 0 6.25",
      ])
    #expect(rows.at("2.subject").string?.contains("d.u") == true)
  }

  @Test("nothing to save is said so")
  func nothing() throws {
    #expect(try recommendations([]).array?.isEmpty == true)
    let answer = try CostHarness().call("cost/recommendations")
    #expect(answer.at("total_savings_usd") == 0 && answer.at("savings_percent") == .null)
  }

  @Test("whatIf prices the same tokens elsewhere, by model pair; what it cannot price keeps its cost")
  func whatIf() throws {
    let harness = try tracked([
      event("a", #""prompt_tokens": 1000000, "completion_tokens": 100000"#), event("b", #""prompt_tokens": 1000000"#, model: "gpt-4o-mini"),
      #"{"id": "job", "timestamp": "2026-03-20T12:00:00Z", "provider": "bigquery", "bytes_billed": 1099511627776, "query_text": "SELECT 1"}"#,
      event("given", #""prompt_tokens": 1000, "cost_usd": 7"#, model: "in-house"),
    ])
    let answer = try harness.call("prices/whatIf", #"{"to_models": ["gpt-4o-mini", "gpt-4o"], "to_provider": "openai"}"#)
    #expect(answer.at("current_cost_usd").text() == "16.9")
    #expect(answer.at("comparisons").rows("model", "current_cost_usd", "cost_usd", "difference_usd", "not_priced_events") == [
      "gpt-4o-mini 16.9 6.61015 -10.28985 1", "gpt-4o 16.9 12.2525 -4.6475 1",
    ])
    let pairs = answer.at("comparisons.0.model_pairs")
    #expect(pairs.sum("cost_usd") == answer.at("comparisons.0.cost_usd").nanos)
    #expect(pairs.rows("from_model", "cost_usd", "not_priced_events").contains("gpt-4o 0.21 0"))
    #expect(harness.refusal("prices/whatIf", #"{"to_models": ["gpt-9"]}"#).hasPrefix("UNKNOWN_MODEL: No price list has the model \"gpt-9\""))
    #expect(harness.refusal("prices/whatIf", "{}").contains("params.to_models"))
    #expect(harness.refusal("prices/whatIf", #"{"to_models": []}"#).contains("params.to_models: expected one model at least"))
  }
}
