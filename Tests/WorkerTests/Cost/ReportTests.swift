import CostModel
import JSON
import Testing

@testable import Worker

@Suite("cost/analytics and cost/report")
struct ReportTests {
  typealias Event = CostHarness.Event

  private func harness() throws -> CostHarness {
    let harness = try CostHarness(now: "2026-03-31T12:00:00Z")
    let end = try #require(CivilDate("2026-03-31"))
    try harness.track((0..<40).map { day in
      Event(
        at: "\(end.adding(days: -day))T0\(day % 9):30:00Z", nanos: 1_100_000_003 + Int64(day) * 10_000_000,
        texts: [.category: day % 2 == 0 ? "search" : "chat", .operation: "op-\(day % 3)", .customer: "c-1", .model: "m-\(day % 2)"],
        numbers: [.totalTokens: 100, .bytesProcessed: 1 << 40], flags: day == 5 ? .failed : [])
    })
    return harness
  }

  @Test("every breakdown of a report adds up to its total", arguments: ["daily", "weekly", "monthly"], ["UTC", "Asia/Kolkata", "America/New_York"])
  func addsUp(kind: String, zone: String) throws {
    let answer = try harness().call("cost/report", "{\"report_type\": \"\(kind)\", \"time_zone\": \"\(zone)\"}")
    let total = answer.at("executive_summary.total_cost_usd").nanos
    #expect((total > 0 || kind == "daily") && answer.at("cost_report.summary.total_cost").nanos == total)
    for path in ["cost_report.daily_costs", "cost_report.hourly_distribution", "detailed_analytics.operation_breakdown", "detailed_analytics.category_analysis.category_breakdown", "detailed_analytics.trends.time_series"] {
      #expect(answer.at(path).members?.reduce(0) { $0 + $1.value.nanos } == total, "\(path)")
    }
    for path in ["cost_report.category_breakdown", "cost_report.model_breakdown"] {
      #expect(answer.at(path).members?.reduce(0) { $0 + $1.value.at("cost").nanos } == total, "\(path)")
    }
    #expect(answer.at("cost_report.hourly_distribution").members?.count == 24)
    #expect(answer.at("period_days").int64 == ["daily": 1, "weekly": 7, "monthly": 30][kind])
    #expect(answer.at("detailed_analytics.cost_summary.total_cost_usd").nanos == total)
    #expect(answer.at("current_status.status") == .null && answer.at("report_type").string == kind)
  }

  @Test("dates go before the kind, and are told")
  func dates() throws {
    let answer = try harness().call("cost/report", #"{"start": "2026-03-01", "end": "2026-03-11"}"#)
    #expect(answer.at("report_type") == "custom" && answer.at("period_days") == 10)
    #expect(answer.at("cost_report.summary.date_range").text() == #"{"start":"2026-03-01T00:00:00Z","end":"2026-03-11T00:00:00Z"}"#)
    #expect(try harness().refusal("cost/report", #"{"report_type": "yearly"}"#).contains("one of daily, weekly, monthly"))
  }

  @Test("analytics answers the shapes of both systems, and what only the caller knows when told")
  func analytics() throws {
    let answer = try harness().call("cost/analytics", #"{"customer_id": "c-1", "csv_equivalent_cost_usd": 5, "time_saved_hours": 2}"#)
    #expect(answer.at("customer_id") == "c-1" && answer.at("analysis_period_days") == 30)
    #expect(answer.at("query_analysis.expensive_queries").array?.count == 10)
    #expect(answer.at("query_analysis.total_queries_analyzed") == 30)
    #expect(answer.at("cost_summary.cost_trend") == "decreasing")
    #expect(answer.at("roi_analysis.roi_analysis") == "positive")
    #expect(answer.at("roi_analysis.additional_cost_usd").nanos == answer.at("cost_summary.total_cost_usd").nanos - 5_000_000_000)
    #expect(answer.at("trends.forecast").array?.count == 7 && answer.at("trends.granularity") == "daily")
    #expect(answer.at("budget_utilization") == .null && answer.at("efficiency_metrics.tier_efficiency") == .null)
    #expect(answer.at("efficiency_metrics.cost_per_tb_processed").nanos > 1_000_000_000)
    #expect(answer.at("efficiency_analysis.optimization_opportunities.0.type") == "expensive_errors")
  }

  @Test(
    "time ranges are those of the clock and the calendar",
    arguments: [
      ("last_hour", 0), ("last_6_hours", 0), ("last_24_hours", 1), ("last_7_days", 7), ("last_30_days", 30), ("current_month", 31), ("current_year", 40),
    ])
  func ranges(range: String, events: Int64) throws {
    let answer = try harness().call("cost/analytics", "{\"time_range\": \"\(range)\", \"granularity\": \"hourly\"}")
    #expect(answer.at("query_analysis.total_queries_analyzed").int64 == events)
    #expect(answer.at("trends.time_range").string == range)
  }

  @Test("an empty ledger is reported as such")
  func empty() throws {
    let answer = try CostHarness().call("cost/report")
    #expect(answer.at("executive_summary.total_cost_usd") == 0 && answer.at("action_items").text() == "[]")
  }
}

@Suite("dashboard/overview")
struct OverviewTests {
  typealias Event = CostHarness.Event

  @Test("the day, the month and where they head; what only budgets tell is null")
  func overview() throws {
    let harness = try CostHarness(now: "2026-03-31T12:00:00Z")
    let end = try #require(CivilDate("2026-03-31"))
    try harness.track((0..<40).map { Event(at: "\(end.adding(days: -$0))T06:00:00Z", nanos: 2_000_000_000, numbers: [.totalTokens: 10]) })
    let metrics = try harness.call("dashboard/overview").at("metrics")
    #expect(metrics.at("daily_cost") == 2 && metrics.at("monthly_cost") == 62)
    #expect(metrics.at("daily_projected_cost") == 4 && metrics.at("monthly_projected_cost") == 64)
    #expect(metrics.at("daily_budget") == .null && metrics.at("monthly_percentage") == .null)
    #expect(metrics.at("cost_trend_direction") == "stable" && metrics.at("total_api_calls") == 31 && metrics.at("tokens_consumed") == 310)
    #expect(metrics.at("budget_health_score") == 100 && metrics.at("budget_health_status") == "excellent")
    let overview = try harness.call("dashboard/overview")
    #expect(overview.at("trends.spending_trends.weekly_average") == 14 && overview.at("system_health.overall_status") == "healthy")
    #expect(try CostHarness().call("dashboard/overview").at("metrics.daily_cost") == 0)
  }

  @Test("what is unusual and what rises lowers the score")
  func score() throws {
    let harness = try CostHarness(now: "2026-03-31T23:59:59Z")
    let end = try #require(CivilDate("2026-03-31"))
    try harness.track((0..<40).map { Event(at: "\(end.adding(days: -$0))T12:00:00Z", nanos: $0 == 0 ? 90_000_000_000 : 2_000_000_000) })
    let metrics = try harness.call("dashboard/overview").at("metrics")
    #expect(metrics.at("budget_health_score").nanos < 60_000_000_000 && metrics.at("cost_trend_direction") == "increasing")
  }
}
