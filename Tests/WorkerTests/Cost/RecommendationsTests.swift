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

  /// A query of the table `p.d.t` that bills so many GiB.
  private static func query(_ id: String, _ sql: String, gibibytes: Int64) -> String {
    #"{"id": "\#(id)", "timestamp": "2026-03-20T12:00:00Z", "provider": "bigquery", "bytes_billed": \#(gibibytes << 30), "query_text": "\#(sql)"}"#
  }

  @Test("a query without the filter that its siblings have is told what they read, and what that spares")
  func partitionFilter() throws {
    let rows = try recommendations([
      Self.query("f1", "SELECT a FROM `p.d.t` WHERE day = '2026-03-01'", gibibytes: 64),
      Self.query("f2", "SELECT b FROM `p.d.t` WHERE DATE(day) >= '2026-03-01' AND c = 4", gibibytes: 128),
      Self.query("f3", "SELECT c FROM `p.d.t` WHERE x.day BETWEEN @a AND @b", gibibytes: 256),
      Self.query("other", "SELECT a FROM `p.d.t` WHERE c = 3", gibibytes: 1_024),
      Self.query("elsewhere", "SELECT a FROM `p.d.u` WHERE c = 3", gibibytes: 1_024),
    ])
    // 896 of 1,024 GiB at 6.25 USD.
    #expect(
      rows.rows("type", "estimated_savings_usd", "affected_cost_usd", "confidence") == ["partition_filter 5.46875 6.25 low"])
    #expect(
      rows.at("0.evidence").text()
        == #"{"event_count":1,"event_ids":["other"],"table":"p.d.t","column":"day","sibling_patterns":3,"sibling_bytes":137438953472}"#)
  }

  @Test("a star is set against siblings that name their columns and are filtered alike; the greater saving counts alone")
  func selectStar() throws {
    let named = [
      Self.query("n1", "SELECT a FROM `p.d.t` WHERE day = '2026-03-01'", gibibytes: 16),
      Self.query("n2", "SELECT a, b FROM `p.d.t` WHERE day = '2026-03-01'", gibibytes: 16),
    ]
    let star = Self.query("star", "SELECT * FROM `p.d.t` WHERE day = '2026-03-01' LIMIT 10", gibibytes: 128)
    #expect(
      try recommendations(named + [star]).rows("type", "estimated_savings_usd", "affected_cost_usd", "confidence")
        == ["select_star 0.68359375 0.78125 low"])
    let both = try recommendations(named + [star, Self.query("all", "SELECT * FROM `p.d.t`", gibibytes: 1_024)])
    // 1,008 of 1,024 GiB for its filter; its star is not counted beside that.
    #expect(
      both.rows("type", "estimated_savings_usd", "affected_cost_usd") == [
        "partition_filter 6.15234375 6.25", "select_star 0.68359375 0.78125",
      ])
  }

  @Test("calls outside the hours in which their model costs less are priced in them, and the hours are told")
  func offPeak() throws {
    let harness = try CostHarness(now: "2025-06-30T12:00:00Z")
    let events = [("day", "09:00:00"), ("evening", "17:00:00"), ("late", "00:15:00")].map { id, time in
      #"{"id": "\#(id)", "timestamp": "2025-06-20T\#(time)Z", "provider": "deepseek", "model": "deepseek-chat", "prompt_tokens": 1000000, "completion_tokens": 100000}"#
    }
    _ = try harness.call("usage/trackBatch", "{\"events\": [\(events.joined(separator: ","))]}")
    let rows = try harness.call("cost/recommendations").at("recommendations")
    // .27 and 1.1 USD a million by day, .135 and .55 from 16:30 until 00:30.
    #expect(rows.rows("type", "subject", "estimated_savings_usd", "affected_cost_usd", "confidence") == ["off_peak deepseek-chat 0.19 0.38 medium"])
    #expect(rows.at("0.evidence").text() == #"{"event_count":1,"event_ids":["day"],"off_peak_utc":"16:30-00:30"}"#)
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
