import CostModel
import JSON
import Testing

@testable import Worker

@Suite("cost/unusualPatterns")
struct CostUnusualPatternsTests {
  typealias Event = CostHarness.Event

  /// Two dollars a day at noon until 2026-03-30, and what a test adds.
  private func harness(_ more: [Event]) throws -> CostHarness {
    let end = try #require(CivilDate("2026-03-30"))
    let harness = try CostHarness(now: "2026-03-31T00:00:00Z")
    try harness.track((0..<40).map { Event(at: "\(end.adding(days: -$0))T12:00:00Z", nanos: 2_000_000_000) } + more)
    return harness
  }

  @Test(
    "each of the four kinds is told by its own rule, and nothing else",
    arguments: [
      ([], "[]"),
      ([Event(at: "2026-03-28T12:30:00Z", nanos: 4_100_000_000)], #"["sudden_spike"]"#),
      ([Event(at: "2026-03-28T12:30:00Z", nanos: 3_900_000_000)], "[]"),
      (
        [Event(at: "2026-03-28T12:30:00Z", nanos: 1_100_000_000), Event(at: "2026-03-30T12:30:00Z", nanos: 1_100_000_000)],
        #"["sustained_high_usage"]"#
      ),
      ([Event(at: "2026-03-28T23:30:00Z", nanos: 3_000_000_000), Event(at: "2026-03-27T05:59:59Z", nanos: 2_000_000_000)], #"["off_hours_usage"]"#),
      ([Event(at: "2026-03-28T06:00:00Z", nanos: 3_000_000_000), Event(at: "2026-03-27T21:59:59Z", nanos: 2_000_000_000)], "[]"),
      ([Event(at: "2026-03-26T12:00:00Z", nanos: 10_000_000_001)], #"["sudden_spike","large_query_anomaly"]"#),
    ] as [([Event], String)])
  func kinds(events: [Event], expected: String) throws {
    let answer = try harness(events).call("cost/unusualPatterns", #"{"as_of": "2026-03-30T23:59:59Z"}"#)
    #expect(JSONValue.array(answer.at("patterns").array?.map { $0.at("pattern_type") } ?? []).text() == expected)
    #expect(answer.at("anomalies_detected").int64 == answer.at("patterns").array.map { Int64($0.count) })
    #expect(answer.at("baseline_daily_average") == 2)
  }

  @Test("a spike says what it cost, against what, and when that could be told")
  func spike() throws {
    let answer = try harness([Event(at: "2026-03-28T12:30:00Z", nanos: 8_000_000_000)]).call("cost/unusualPatterns", #"{"as_of": "2026-03-30T23:59:59Z"}"#)
    #expect(answer.at("patterns.0.cost_impact_usd") == 8 && answer.at("patterns.0.severity") == "high")
    #expect(answer.at("patterns.0.description") == "2026-03-28 cost $10.00, 5.0 times the mean of the 7 days before, $2.00")
    #expect(answer.at("patterns.0.detected_at") == "2026-03-29T00:00:00Z")
  }

  @Test("off-hours are the zone's own, and as configured")
  func offHours() throws {
    let harness = try harness([Event(at: "2026-03-28T23:30:00Z", nanos: 6_000_000_000)])
    func kinds(_ params: String) throws -> [String] {
      try harness.call("cost/unusualPatterns", "{\"as_of\": \"2026-03-30T23:59:59Z\", \(params)}").at("patterns").rows("pattern_type")
    }
    #expect(try kinds(#""time_zone": "America/New_York""#).contains("off_hours_usage") == false)
    #expect(try kinds(#""off_hours_start": 0"#).contains("off_hours_usage") == false)
    #expect(try kinds(#""off_hours_start": 23, "off_hours_end": 23"#).contains("off_hours_usage") == false)
    #expect(try kinds(#""lookback_days": 3"#).contains("off_hours_usage"))
  }

  @Test("an empty ledger has no patterns")
  func empty() throws {
    #expect(try CostHarness().call("cost/unusualPatterns").at("anomalies_detected") == 0)
  }
}

@Suite("cost/realTime and cost/categories")
struct CostMomentTests {
  typealias Event = CostHarness.Event

  @Test("recent, today and this month, in the zone; limits are null without a budget")
  func now() throws {
    let harness = try CostHarness(now: "2026-03-31T12:00:00Z")
    try harness.track([
      Event(at: "2026-03-31T11:30:00Z", nanos: 1_000_000_000, texts: [.customer: "c-1"], numbers: [.bytesProcessed: 5]),
      Event(at: "2026-03-31T03:30:00Z", nanos: 2_000_000_000, texts: [.customer: "c-1"]),
      Event(at: "2026-03-02T11:30:00Z", nanos: 4_000_000_000, texts: [.customer: "c-1"]),
      Event(at: "2026-03-31T11:59:00Z", nanos: 8_000_000_000, texts: [.customer: "c-2"]),
    ])
    let answer = try harness.call("cost/realTime", #"{"customer_id": "c-1"}"#)
    #expect([JSONValue](["recent_cost_usd", "daily_cost_usd", "monthly_cost_usd", "recent_bytes_processed", "recent_jobs_count"].map { answer.at($0) }) == [1, 3, 7, 5, 1])
    #expect(answer.at("customer_id") == "c-1" && answer.at("data_freshness_minutes") == 30)
    #expect(answer.at("status") == .null && answer.at("daily_limit_usd") == .null)
    #expect(try harness.call("cost/realTime", #"{"lookback_hours": 24, "time_zone": "America/New_York"}"#).at("daily_cost_usd") == 9)
    #expect(harness.refusal("cost/realTime", #"{"lookback_hours": 25}"#).contains("from 1 to 24"))
  }

  @Test("categories add up, and tell where calls are cheap")
  func categories() throws {
    let harness = try CostHarness(now: "2026-03-31T12:00:00Z")
    try harness.track(
      (1...20).map { day in
        Event(at: "2026-03-\(day + 10)T10:00:00Z", nanos: 1_000_000_007, texts: day % 3 == 0 ? [:] : [.category: day % 3 == 1 ? "search" : "chat"], numbers: [.callCount: day % 3 == 1 ? 10 : 1])
      })
    let answer = try harness.call("cost/categories")
    let parts = answer.at("top_categories")
    #expect(parts.sum("total_cost") == answer.at("total_cost").nanos && answer.at("total_cost").nanos == 20 * 1_000_000_007)
    #expect(Set(parts.rows("category")) == ["search", "chat", "uncategorized"])
    #expect(answer.at("efficiency_metrics.most_efficient_category") == "search")
    #expect(answer.at("efficiency_metrics.overall_efficiency_score") == 100)
    #expect(answer.at("category_breakdown.search.total_calls") == 70)
    #expect(answer.at("analysis_period.days") == 30 && answer.at("analysis_period.end_date") == "2026-03-31")
    #expect(try CostHarness().call("cost/categories").at("efficiency_metrics.most_efficient_category") == .null)
  }

  @Test("amounts read well in sentences", arguments: [
    (0, "$0.00"), (1_234_567_890_000, "$1234.57"), (5_000_000, "$0.005000"), (-2_000_000_000, "-$2.00"), (999_999_999, "$1.00"), (99_999_999, "$0.100000"),
  ] as [(Int128, String)])
  func reads(nanos: Int128, text: String) { #expect(Money(nanos: nanos).forReading == text) }
}
