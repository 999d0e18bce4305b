import CostModel
import JSON
import Testing

@testable import JSONRPC
@testable import Store
@testable import Worker

@Suite("Budgets by the seeds")
struct BudgetRulesTests {
  private let clock: BudgetClock
  private let worker: CostHarness

  init() throws {
    // A Tuesday.
    clock = try BudgetClock("2026-03-10T12:00:00Z")
    worker = try CostHarness(timeZone: "UTC", world: clock.world())
  }

  @discardableResult
  private func set(_ members: String, id: String = "b") throws -> JSONValue {
    try worker.call("budget/set", #"{"budget_id": "\#(id)", \#(members)}"#).at("budget")
  }

  private func check(_ amount: String = "0", _ members: String = "") throws -> JSONValue {
    try worker.call("budget/check", #"{"additional_cost_usd": \#(amount)\#(members.isEmpty ? "" : ", " + members)}"#)
  }

  private func actions(_ answer: JSONValue) -> [String] { answer.at("enforcement_actions").rows("action", "severity") }

  /// The spent amounts of a budget's limits by their period.
  private func spent(_ id: String = "b", _ period: String, on other: CostHarness? = nil) throws -> String? {
    let limits = try (other ?? worker).call("budget/status", #"{"budget_id": "\#(id)", "include_projections": false}"#).at("budgets.0.limits")
    return limits.array?.first { $0.at("period").string == period }?.at("spent_usd").text()
  }

  private func held(_ id: String = "b", on other: CostHarness? = nil) throws -> String {
    try (other ?? worker).call("budget/status", #"{"budget_id": "\#(id)", "include_projections": false}"#).at("budgets.0.held_usd").text()
  }

  private func expectSound(_ location: SourceLocation = #_sourceLocation) throws {
    let verified = try worker.call("system/verify")
    #expect(verified.at("ok").bool == true, "\(verified.text())", sourceLocation: location)
  }

  // MARK: Seed 001

  @Test(
    "S1 silences: the tiers' default limits",
    arguments: [("standard", "10 300 50"), ("premium", "50 1500 200"), ("enterprise", "200 6000 1000")])
  func tierDefaults(tier: String, limits: String) throws {
    let budget = try set(#""scope": {"customer_id": "c"}, "tier": "\#(tier)""#)
    #expect(JSONValue.array([budget]).rows("daily_limit_usd", "monthly_limit_usd", "emergency_limit_usd") == [limits])
    #expect(budget.at("customer_id").string == "c" && budget.at("tier").string == tier)
  }

  @Test("S1-62: what a tier's configuration answers: thresholds, grace, throttle, alerts, times, message")
  func tierAnswer() throws {
    let answer = try worker.call(
      "budget/set", #"{"budget_id": "b", "scope": {"customer_id": "c"}, "tier": "premium", "daily_limit_usd": 75, "monthly_limit_usd": 2250}"#)
    let budget = answer.at("budget")
    #expect(budget.at("thresholds").rows("percentage", "priority", "action") == ["50 medium monitor", "80 high review", "95 critical throttle"])
    #expect(budget.at("grace_period_hours").double == 1)
    #expect(budget.at("throttle_enabled").bool == true && budget.at("alerts_enabled").bool == true)
    #expect(budget.at("enforcement").string == "throttle")
    #expect(budget.at("created_at").string == "2026-03-10T12:00:00Z" && budget.at("updated_at").string == "2026-03-10T12:00:00Z")
    #expect(answer.at("message").string == "Budget configuration created for customer c")
    clock.advance(seconds: 1)
    let again = try worker.call("budget/set", #"{"budget_id": "b", "daily_limit_usd": 80}"#)
    #expect(again.at("message").string == "Budget configuration updated for customer c" && again.at("created").bool == false)
    #expect(again.at("budget.created_at").string == "2026-03-10T12:00:00Z" && again.at("budget.updated_at").string == "2026-03-10T12:00:01Z")
    // Without one of its own the emergency limit is five times the daily one.
    #expect(again.at("budget.emergency_limit_usd").text() == "400")
  }

  @Test(
    "S1-60, S1-61: a tier's rules, at their bounds",
    arguments: [
      (#""daily_limit_usd": 1, "monthly_limit_usd": 20, "emergency_limit_usd": 20"#, nil),
      (#""daily_limit_usd": 0.99, "monthly_limit_usd": 20"#, "daily_limit_usd"),
      (#""daily_limit_usd": 5000, "monthly_limit_usd": 100000"#, nil),
      (#""daily_limit_usd": 10000.01, "monthly_limit_usd": 100000"#, "daily_limit_usd"),
      (#""monthly_limit_usd": 10"#, nil),
      (#""monthly_limit_usd": 9.99"#, "monthly_limit_usd"),
      (#""daily_limit_usd": 5, "monthly_limit_usd": 99.99"#, "monthly_limit_usd"),
      (#""daily_limit_usd": 5, "monthly_limit_usd": 100000.01"#, "monthly_limit_usd"),
      (#""daily_limit_usd": 5, "monthly_limit_usd": 100, "emergency_limit_usd": 5"#, nil),
      (#""daily_limit_usd": 5, "monthly_limit_usd": 100, "emergency_limit_usd": 4.99"#, "emergency_limit_usd"),
      (#""daily_limit_usd": 5, "monthly_limit_usd": 100, "emergency_limit_usd": 100.01"#, "emergency_limit_usd"),
    ] as [(String, String?)])
  func tierRules(limits: String, refused: String?) throws {
    let answer = worker.refusal("budget/set", #"{"budget_id": "b", "tier": "standard", \#(limits)}"#)
    #expect(answer.hasPrefix(refused.map { "VALIDATION_ERROR: params.\($0):" } ?? "answered"), "\(answer)")
  }

  @Test("S1-60: the tiers are standard, premium, and enterprise")
  func tierNames() throws {
    #expect(worker.refusal("budget/set", #"{"tier": "gold"}"#).contains("one of standard, premium, enterprise"))
  }

  @Test("S1-63: every customer's budget by the customer, and how many there are")
  func byCustomer() throws {
    try set(#""scope": {"customer_id": "x"}, "tier": "standard""#, id: "1")
    try set(#""scope": {"customer_id": "y"}, "tier": "premium""#, id: "2")
    try set(#""scope": {"customer_id": "y", "operation": "o"}, "daily_limit_usd": 1"#, id: "3")
    let answer = try worker.call("budget/list")
    #expect(answer.at("by_customer").members?.map(\.name) == ["x", "y"] && answer.at("total_customers").int64 == 2)
    #expect(answer.at("by_customer.y.tier").string == "premium" && answer.at("budget_count").int64 == 3)
    #expect(try worker.call("budget/list", #"{"customer_id": "y"}"#).at("budget_count").int64 == 2)
  }

  @Test(
    "S1-12, C6: the statuses, at their bounds",
    arguments: [
      ("4.999999999", "within_budget"), ("5", "moderate_usage"), ("7.999999999", "moderate_usage"), ("8", "approaching_limit"),
      ("9.5", "approaching_limit"), ("9.999999999", "approaching_limit"), ("10", "over_budget"), ("49.999999999", "over_budget"),
      ("50", "emergency"),
    ])
  func statuses(spent: String, status: String) throws {
    try set(#""tier": "standard""#)
    try worker.spend(spent)
    #expect(try check().at("status").string == status)
    #expect(try worker.call("budget/status").at("status").string == status)
  }

  @Test("S1-20, S1-21: a budget's enforcement, every field")
  func enforcementAnswer() throws {
    try set(#""scope": {"customer_id": "c"}, "tier": "standard""#)
    try worker.spend("8.5", #""customer_id": "c""#)
    let answer = try worker.call("budget/check", #"{"scope": {"customer_id": "c"}}"#)
    #expect(answer.at("allowed").bool == true && answer.at("additional_cost_usd").int64 == 0)
    #expect(answer.at("enforcement_actions").array?.isEmpty == true)
    #expect(answer.at("alerts_triggered").rows("threshold_percentage", "threshold_amount_usd", "current_cost_usd", "priority", "action")
      .filter { $0.hasPrefix("50 5 ") || $0.hasPrefix("80 8 ") } == ["50 5 8.5 medium monitor", "80 8 8.5 high review"])
    #expect(answer.at("daily_cost_usd").text() == "8.5" && answer.at("monthly_cost_usd").text() == "8.5")
    #expect(answer.at("budget_config.customer_id").string == "c" && answer.at("budget_config.tier").string == "standard")
    #expect(answer.at("budget_config.daily_limit_usd").int64 == 10 && answer.at("budget_config.monthly_limit_usd").int64 == 300)
    #expect(answer.at("budget_config.emergency_limit_usd").int64 == 50)
    #expect(answer.at("status").string == "approaching_limit")
    #expect(answer.at("query_params.scope.customer_id").string == "c" || answer.at("query_params.scope.customer_id").array?.first?.string == "c")
  }

  @Test("S1-22, silences: grace from the first crossing, then throttle; severities medium and high")
  func graceThenThrottle() throws {
    try set(#""tier": "standard""#)
    try worker.spend("10")
    #expect(try check().at("allowed").bool == true && actions(check()).isEmpty)
    let inGrace = try check("1")
    #expect(inGrace.at("allowed").bool == true && actions(inGrace) == ["grace_period_active medium"])
    clock.advance(seconds: 1_800)
    // More spend does not begin the grace period anew.
    try worker.spend("1")
    clock.advance(seconds: 1_799)
    #expect(try check("1").at("allowed").bool == true)
    clock.advance(seconds: 1)
    let after = try check("1")
    #expect(after.at("allowed").bool == false && actions(after) == ["throttle_exports high"])
    #expect(after.at("refused_by").string == "b")
    try clock.advance(to: "2026-03-11T00:00:00Z")
    #expect(try check("1").at("allowed").bool == true)
  }

  @Test("S1 silences: without throttle_enabled the same is told and allowed")
  func withoutThrottle() throws {
    try set(#""tier": "standard", "throttle_enabled": false, "grace_period_hours": 0"#)
    try worker.spend("11")
    let answer = try check("1")
    #expect(answer.at("allowed").bool == true && actions(answer) == ["throttle_exports high"])
  }

  @Test("S1 silences: the monthly limit warns with severity high, and allows")
  func monthlyWarning() throws {
    try set(#""tier": "standard", "monthly_limit_usd": 200, "daily_limit_usd": 10"#)
    try worker.spend("200", at: "2026-03-02T00:00:00Z")
    let answer = try check("1")
    #expect(answer.at("allowed").bool == true && actions(answer) == ["monthly_limit_warning high"])
  }

  @Test("S1 silences: the emergency comes first, is critical, and refuses everyone until an admin lifts it")
  func emergencyFirst() throws {
    try set(#""tier": "standard""#)
    #expect(try check("49.999999999").at("status").string == "over_budget")
    let reaching = try check("50")
    #expect(reaching.at("allowed").bool == false && actions(reaching) == ["emergency_circuit_breaker critical"])
    try worker.spend("50")
    for priority in ["background", "normal", "critical"] {
      #expect(try check("0", #""priority": "\#(priority)""#).at("allowed").bool == false, "\(priority)")
    }
    _ = try worker.call("breaker/reset", #"{"budget_id": "b"}"#)
    #expect(try check("0").at("status").string == "over_budget")
  }

  @Test("throttle by classes: background work waits from the threshold on, critical calls are refused last")
  func priorities() throws {
    try set(#""tier": "standard", "grace_period_hours": 0, "thresholds": [{"percentage": 95, "priority": "critical", "action": "throttle"}]"#)
    try worker.spend("9")
    func allowed(_ amount: String) throws -> [Bool?] {
      try ["background", "normal", "critical"].map { try check(amount, #""priority": "\#($0)""#).at("allowed").bool }
    }
    #expect(try allowed("0.4") == [true, true, true])
    #expect(try allowed("0.5") == [false, true, true])
    #expect(try allowed("1") == [false, true, true])
    #expect(try allowed("1.1") == [false, false, true])
  }

  // MARK: Seed 002

  @Test("S2-10: amounts by month, quarter and year, with its presets of thresholds", arguments: ["monthly", "quarterly", "yearly"])
  func projectBudget(period: String) throws {
    let listed = try set(#""scope": {"project_id": "p"}, "\#(period)_limit_usd": 1000, "preset": "s2""#)
    #expect(listed.at("thresholds").rows("percentage") == ["50", "75", "90"])
    let sample = try set(#""scope": {"project_id": "p"}, "\#(period)_limit_usd": 1000, "preset": "s2_sample""#, id: "sample")
    #expect(sample.at("thresholds").rows("percentage", "channels") == [#"50 ["email"]"#, #"80 ["email","client"]"#, #"90 ["webhook"]"#])
    try worker.spend("1000", #""project_id": "p""#)
    #expect(try check("0.01", #""scope": {"project_id": "p"}"#).at("allowed").bool == false)
    #expect(try check("0.01", #""scope": {"project_id": "q"}"#).at("allowed").bool == true)
    #expect(try spent("b", period) == "1000")
  }

  @Test("S2 silences: a one-time budget with start and end")
  func oneTime() throws {
    try set(#""one_time": {"start": "2026-03-10", "end": "2026-03-12", "limit_usd": 10}"#)
    try worker.spend("50", at: "2026-03-09T23:59:59Z")
    try worker.spend("4", at: "2026-03-10T00:00:00Z")
    try worker.spend("6")
    #expect(try check("0.01").at("allowed").bool == false && spent("b", "one_time") == "10")
    try clock.advance(to: "2026-03-12T00:00:00Z")
    #expect(try check("100").at("allowed").bool == true)
    #expect(worker.refusal("budget/set", #"{"one_time": {"start": "2026-03-12", "end": "2026-03-12", "limit_usd": 1}}"#).hasPrefix("VALIDATION_ERROR"))
    try expectSound()
  }

  // MARK: Seed 004

  @Test("S4-10: warning 75, critical 90, exceeded 100 are the thresholds without a tier")
  func seedFourDefaults() throws {
    let budget = try set(#""daily_limit_usd": 50, "monthly_limit_usd": 1000"#)
    #expect(budget.at("thresholds").rows("percentage", "priority") == ["75 warning", "90 critical", "100 exceeded"])
    #expect(budget.at("enforcement").string == "block" && budget.at("grace_period_hours").double == 0)
    #expect(budget.at("emergency_limit_usd") == .null)
  }

  @Test("S4-11: check_budget_status, every field")
  func seedFourCheck() throws {
    try set(#""daily_limit_usd": 50, "monthly_limit_usd": 1000"#)
    try worker.spend("23.45", #""operation": "llm_call", "category": "metabolite_identification""#)
    try worker.spend("323.33", #""operation": "llm_call", "category": "pathway_analysis""#, at: "2026-03-01T00:00:00Z")
    let answer = try check("5.5", #""include_breakdown": true"#)
    #expect(answer.at("operation_allowed").bool == true && answer.at("budget_health").string == "healthy")
    #expect(answer.at("daily_status").text() == #"{"total_cost":23.45,"projected_cost":28.95,"percentage_used":46.9,"budget_limit":50,"over_budget":false}"#)
    #expect(answer.at("monthly_status").text() == #"{"total_cost":346.78,"projected_cost":352.28,"percentage_used":34.678,"budget_limit":1000,"over_budget":false}"#)
    #expect(answer.at("alerts_generated").array?.isEmpty == true)
    #expect(answer.at("cost_breakdown.by_category").text() == #"{"pathway_analysis":323.33,"metabolite_identification":23.45}"#)
    #expect(answer.at("cost_breakdown.by_operation").text() == #"{"llm_call":346.78}"#)
  }

  @Test("S4 silences: budget_health, at its bounds", arguments: [("37.49", "healthy"), ("37.5", "warning"), ("44.99", "warning"), ("45", "critical"), ("49.99", "critical"), ("50", "exceeded")])
  func health(spent: String, health: String) throws {
    try set(#""daily_limit_usd": 50"#)
    try worker.spend(spent)
    #expect(try check().at("budget_health").string == health)
    #expect(try worker.call("budget/summary").at("budget_health").string == health)
  }

  @Test("S4-05: budget status with and without projections")
  func seedFourStatus() throws {
    try set(#""daily_limit_usd": 50, "monthly_limit_usd": 1000"#)
    try worker.spend("20")
    let answer = try worker.call("budget/status")
    for member in ["total_cost", "budget_limit", "percentage_used", "over_budget", "projected_end_of_day"] {
      #expect(answer.at("budget_summary.daily_budget.\(member)") != .null, "\(member)")
    }
    #expect(answer.at("budget_summary.monthly_budget.projected_end_of_month") != .null)
    #expect(answer.at("budget_summary.budget_health").string == "healthy")
    #expect(answer.at("projections.daily.projection_method").string == "linear_trend")
    #expect(answer.at("projections.monthly.projection_method").string == "usage_pattern")
    #expect(answer.at("projections.daily.confidence").double.map { (0...1).contains($0) } == true)
    let plain = try worker.call("budget/status", #"{"include_projections": false}"#)
    #expect(plain.at("projections") == .null && plain.at("budget_summary.daily_budget.projected_end_of_day") == .null)
  }

  @Test("S4-12: new limits, the rest stays; and what is cleared is back at its default")
  func changes() throws {
    try set(#""name": "ours", "daily_limit_usd": 50, "monthly_limit_usd": 1000, "grace_period_hours": 2"#)
    let changed = try set(#""daily_limit_usd": 60, "monthly_limit_usd": 1200"#)
    #expect(JSONValue.array([changed]).rows("name", "daily_limit_usd", "monthly_limit_usd") == ["ours 60 1200"] && changed.at("grace_period_hours").double == 2)
    let cleared = try set(#""clear": ["monthly_limit_usd", "grace_period_hours", "name"]"#)
    #expect(cleared.at("monthly_limit_usd") == .null && cleared.at("name") == .null && cleared.at("grace_period_hours").double == 0)
    #expect(worker.refusal("budget/set", #"{"budget_id": "b", "clear": ["daily_limit_usd"]}"#).hasPrefix("VALIDATION_ERROR: params.daily_limit_usd"))
    #expect(worker.refusal("budget/set", #"{"budget_id": "b", "clear": ["limit"]}"#).hasPrefix("VALIDATION_ERROR: params.clear"))
  }

  @Test("S4-13: the summary's remaining, days, calls and mean")
  func seedFourSummary() throws {
    try set(#""daily_limit_usd": 50, "monthly_limit_usd": 1000"#)
    try worker.spend("3", #""call_count": 2"#)
    try worker.spend("5", at: "2026-03-09T00:00:00Z")
    let answer = try worker.call("budget/summary")
    #expect(answer.at("daily_budget.remaining_budget").int64 == 47 && answer.at("daily_budget.days_in_period").int64 == 1)
    #expect(answer.at("monthly_budget.remaining_budget").int64 == 992 && answer.at("monthly_budget.days_in_period").int64 == 10)
    #expect(answer.at("monthly_budget.last_updated").string == "2026-03-10T12:00:00Z")
    #expect(answer.at("total_operations").int64 == 3)
    #expect(answer.at("average_cost_per_operation").text() == "2.666666666667")
  }

  @Test("S4-14, silences: trends of 30 days, +/-5 %, weekdays and weekends")
  func seedFourTrends() throws {
    try set(#""daily_limit_usd": 50"#)
    for day in 0..<14 { try worker.spend(day < 7 ? "1" : "2", at: Timestamp(microseconds: clock.now.microseconds - Int64(14 - day) * 86_400_000_000).rfc3339) }
    let answer = try worker.call("budget/trends", #"{"budget_id": "b"}"#)
    #expect(answer.at("period_days").int64 == 30 && answer.at("total_cost").int64 == 21 && answer.at("average_daily_cost").text() == "0.7")
    #expect(answer.at("trend_direction").string == "increasing" && answer.at("trend_percentage").double == 100)
    #expect(answer.at("daily_costs").members?.count == 30 && answer.at("daily_costs.2026-03-09").int64 == 2)
    let parts = [answer.at("cost_distribution.weekdays").double ?? 0, answer.at("cost_distribution.weekends").double ?? 0]
    #expect(abs(parts[0] + parts[1] - 100) < 0.001 && abs(parts[1] - 6.0 / 21 * 100) < 0.001)
    #expect(answer.at("peak_usage_hours").array?.map(\.int64) == [12])
  }

  @Test("S4-53: a monitoring cycle, which alerts for nothing twice")
  func evaluates() throws {
    try set(#""daily_limit_usd": 50"#)
    try worker.spend("40")
    let quiet = try worker.call("budget/evaluate").at("results")
    #expect(quiet.at("budget_status.daily_budget.percentage_used").double == 80 && quiet.at("budget_status.daily_budget.over_budget").bool == false)
    #expect(quiet.at("monitoring_cycle.cycle_completed").bool == true && quiet.at("monitoring_cycle.alerts_generated").int64 == 0)
    #expect(quiet.at("monitoring_cycle.anomalies_detected").int64 == 1)
    let lowered = try worker.call("budget/set", #"{"budget_id": "b", "daily_limit_usd": 40}"#)
    #expect(lowered.at("alerts_triggered").rows("threshold_percentage") == ["90", "100"])
    #expect(try worker.call("budget/evaluate").at("results.monitoring_cycle.alerts_generated").int64 == 0)
  }

  @Test("S4-55, S4-56: BUDGET_EXCEEDED with current_cost, requested_cost, budget_limit, projected_total and retry_after")
  func refusalDetails() throws {
    try set(#""daily_limit_usd": 50"#)
    try worker.spend("49.5")
    let error = try worker.error("budget/reserve", #"{"amount_usd": 0.75}"#)
    #expect(error.code.symbol == "BUDGET_EXCEEDED" && error.code.number == 402)
    #expect(JSONValue.array([error.details]).rows("budget_id", "current_cost", "requested_cost", "budget_limit", "projected_total", "held_usd", "remaining_usd", "period") == [
      "b 49.5 0.75 50 50.25 0 0.5 daily"
    ])
    #expect(error.details.at("resets_at").string == "2026-03-11T00:00:00Z" && error.retryAfter == 43_201)
    #expect(try worker.call("budget/reserve", #"{"amount_usd": 0.5}"#).at("granted").bool == true)
  }

  // MARK: Periods

  @Test(
    "days begin at the reset hour of the budget's zone, daylight saving included",
    arguments: [
      // In Berlin the clocks skip from 2 to 3 on 29 March: the day is 23 hours long.
      ("Europe/Berlin", 0, "2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z"),
      // The reset hour 2 does not exist that day: it begins when the clocks are moved.
      ("Europe/Berlin", 2, "2026-03-29T01:00:00Z", "2026-03-30T00:00:00Z"),
      ("Europe/Berlin", 0, "2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z"),
      // 2 o'clock comes twice: the first one counts.
      ("Europe/Berlin", 2, "2026-10-25T00:00:00Z", "2026-10-26T01:00:00Z"),
      ("Asia/Kolkata", 0, "2026-03-28T18:30:00Z", "2026-03-29T18:30:00Z"),
      ("Asia/Kolkata", 6, "2026-03-29T00:30:00Z", "2026-03-30T00:30:00Z"),
      ("America/New_York", 0, "2026-03-08T05:00:00Z", "2026-03-09T04:00:00Z"),
      ("America/New_York", 2, "2026-03-08T07:00:00Z", "2026-03-09T06:00:00Z"),
      ("America/New_York", 0, "2026-11-01T04:00:00Z", "2026-11-02T05:00:00Z"),
      ("America/New_York", 23, "2026-11-01T03:00:00Z", "2026-11-02T04:00:00Z"),
    ])
  func daysOfZones(zone: String, hour: Int, start: String, end: String) throws {
    let clock = try BudgetClock(start)
    let worker = try CostHarness(timeZone: "UTC", world: clock.world())
    _ = try worker.call("budget/set", #"{"budget_id": "b", "daily_limit_usd": 10, "time_zone": "\#(zone)", "reset_hour": \#(hour)}"#)
    try worker.spend("1")
    let day = try worker.call("budget/check").at("budgets.0.limits.0")
    #expect(day.at("period_start").string == start && day.at("period_end").string == end)
    try clock.advance(to: end)
    clock.advance(seconds: -0.000001)
    try worker.spend("2")
    #expect(try spent("b", "daily", on: worker) == "3")
    clock.advance(seconds: 0.000001)
    #expect(try spent("b", "daily", on: worker) == "0")
    try worker.spend("5")
    #expect(try spent("b", "daily", on: worker) == "5")
    #expect(try worker.call("system/verify").at("ok").bool == true)
  }

  @Test(
    "hours, weeks, months, quarters and years of a zone",
    arguments: [
      ("hourly", "2026-03-29T14:30:00Z", "2026-03-29T15:30:00Z"), ("weekly", "2026-03-22T18:30:00Z", "2026-03-29T18:30:00Z"),
      ("monthly", "2026-02-28T18:30:00Z", "2026-03-31T18:30:00Z"), ("quarterly", "2025-12-31T18:30:00Z", "2026-03-31T18:30:00Z"),
      ("yearly", "2025-12-31T18:30:00Z", "2026-12-31T18:30:00Z"),
    ])
  func periods(period: String, start: String, end: String) throws {
    let clock = try BudgetClock("2026-03-29T15:00:00Z")
    let worker = try CostHarness(timeZone: "UTC", world: clock.world())
    _ = try worker.call("budget/set", #"{"budget_id": "b", "\#(period)_limit_usd": 10, "time_zone": "Asia/Kolkata"}"#)
    let limit = try worker.call("budget/check").at("budgets.0.limits.0")
    #expect(limit.at("period").string == period && limit.at("period_start").string == start && limit.at("period_end").string == end)
    try worker.spend("4", at: start)
    try worker.spend("10")
    #expect(try spent("b", period, on: worker) == "14")
    try clock.advance(to: end)
    #expect(try spent("b", period, on: worker) == "0")
    #expect(try worker.call("system/verify").at("ok").bool == true)
  }

  @Test("the hour that comes twice is two hours")
  func doubledHour() throws {
    let clock = try BudgetClock("2026-10-25T00:30:00Z")
    let worker = try CostHarness(timeZone: "UTC", world: clock.world())
    _ = try worker.call("budget/set", #"{"budget_id": "b", "hourly_limit_usd": 10, "time_zone": "Europe/Berlin"}"#)
    try worker.spend("7")
    clock.advance(seconds: 3_600)
    #expect(try spent("b", "hourly", on: worker) == "0")
  }

  @Test("the last so many days, today included, and all time")
  func rollingAndTotal() throws {
    try set(#""rolling": {"days": 3, "limit_usd": 10}, "total_limit_usd": 100"#)
    try worker.spend("50", at: "2026-03-07T23:59:59Z")
    try worker.spend("4", at: "2026-03-08T00:00:00Z")
    try worker.spend("6")
    #expect(try spent("b", "rolling") == "10" && spent("b", "total") == "60")
    #expect(try check("0.01").at("allowed").bool == false)
    try clock.advance(to: "2026-03-11T00:00:00Z")
    #expect(try check("4").at("allowed").bool == true && check("4.01").at("allowed").bool == false)
    try expectSound()
  }

  @Test("a budget keeps the zone it was set in, whichever worker looks after it")
  func zoneStays() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("a.db")
    let berlin = try CostHarness(timeZone: "Europe/Berlin", path: path, world: clock.world())
    let kolkata = try CostHarness(timeZone: "Asia/Kolkata", path: path, world: clock.world())
    _ = try berlin.call("budget/set", #"{"budget_id": "b", "daily_limit_usd": 10}"#)
    #expect(try kolkata.call("budget/get", #"{"budget_id": "b"}"#).at("budget.time_zone").string == "Europe/Berlin")
    try clock.advance(to: "2026-03-10T22:59:00Z")
    try kolkata.spend("3")
    #expect(try spent("b", "daily", on: berlin) == "3" && spent("b", "daily", on: kolkata) == "3")
    try clock.advance(to: "2026-03-10T23:00:00Z")
    #expect(try spent("b", "daily", on: berlin) == "0" && spent("b", "daily", on: kolkata) == "0")
    #expect(try kolkata.call("system/verify").at("ok").bool == true)
  }

  // MARK: Late data and corrections

  @Test("late events, amendments and deletions move what is spent, and a day that is over follows")
  func corrections() throws {
    try set(#""daily_limit_usd": 10, "monthly_limit_usd": 1000, "rolling": {"days": 7, "limit_usd": 500}"#)
    try worker.spend("4", #""project_id": "p""#, id: "one")
    try worker.spend("1", #""project_id": "q""#, id: "two")
    try clock.advance(to: "2026-03-11T12:00:00Z")
    try worker.spend("7", at: "2026-03-10T13:00:00Z", id: "late")
    #expect(try spent("b", "daily") == "0" && spent("b", "monthly") == "12" && spent("b", "rolling") == "12")
    _ = try worker.call("usage/amend", #"{"id": "one", "changes": {"cost_usd": 2}}"#)
    #expect(try spent("b", "monthly") == "10")
    _ = try worker.call("usage/amend", #"{"id": "late", "changes": {"timestamp": "2026-03-11T01:00:00Z"}}"#)
    #expect(try spent("b", "daily") == "7" && spent("b", "monthly") == "10")
    _ = try worker.call("usage/delete", #"{"start": "2026-03-10", "end": "2026-03-11", "project_id": "q", "confirm": true}"#)
    #expect(try spent("b", "monthly") == "9" && spent("b", "rolling") == "9")
    try expectSound()
  }

  @Test("spend moves from one scope to another with a correction")
  func rescoping() throws {
    try set(#""scope": {"customer_id": "x"}, "daily_limit_usd": 10"#, id: "x")
    try set(#""scope": {"customer_id": ["y", "z"]}, "daily_limit_usd": 10"#, id: "y")
    try worker.spend("4", #""customer_id": "x""#, id: "one")
    _ = try worker.call("usage/amend", #"{"id": "one", "changes": {"customer_id": "z"}}"#)
    #expect(try spent("x", "daily") == "0" && spent("y", "daily") == "4")
    try expectSound()
  }

  @Test("the same event again is counted once")
  func duplicates() throws {
    try set(#""daily_limit_usd": 10"#)
    for _ in 0..<3 { try worker.spend("4", at: "2026-03-10T11:00:00Z", id: "one") }
    #expect(try spent("b", "daily") == "4")
  }

  @Test("a budget set late counts what there is; another scope, zone or hour counts anew")
  func recounts() throws {
    try worker.spend("3", #""customer_id": "x""#, at: "2026-03-10T01:00:00Z")
    try worker.spend("5", #""customer_id": "y""#, at: "2026-03-10T05:00:00Z")
    try set(#""daily_limit_usd": 10"#)
    #expect(try spent("b", "daily") == "8")
    try set(#""scope": {"customer_id": "x"}"#)
    #expect(try spent("b", "daily") == "3")
    try worker.spend("1", #""customer_id": "x""#)
    #expect(try spent("b", "daily") == "4")
    try set(#""reset_hour": 4"#)
    #expect(try spent("b", "daily") == "1")
    try set(#""time_zone": "America/New_York", "reset_hour": 0, "scope": {"customer_id": "y"}"#)
    #expect(try spent("b", "daily") == "5")
    try expectSound()
  }

  // MARK: Parents and children

  @Test("a child's spend counts in its parents, and each refuses for itself")
  func parents() throws {
    try set(#""scope": {"customer_id": "acme"}, "daily_limit_usd": 10"#, id: "parent")
    let child = try set(#""parent_id": "parent", "scope": {"operation": "export"}, "daily_limit_usd": 4"#, id: "child")
    #expect(child.at("scope.customer_id").text().contains("acme") && child.at("parent_id").string == "parent")
    let call = #""scope": {"customer_id": "acme", "operation": "export"}"#
    try worker.spend("3", #""customer_id": "acme", "operation": "export""#)
    #expect(try spent("parent", "daily") == "3" && spent("child", "daily") == "3")
    #expect(try check("1.5", call).at("refused_by").string == "child")
    try worker.spend("7", #""customer_id": "acme", "operation": "other""#)
    #expect(try check("0.5", call).at("refused_by").string == "parent" && spent("child", "daily") == "3")
    try expectSound()
  }

  @Test("a child may not be wider than its parent, nor its own ancestor; a parent with children stays")
  func familyRules() throws {
    try set(#""scope": {"customer_id": ["a", "b"]}, "daily_limit_usd": 10"#, id: "parent")
    #expect(worker.refusal("budget/set", #"{"budget_id": "c", "parent_id": "parent", "scope": {"customer_id": "z"}, "daily_limit_usd": 1}"#).hasPrefix("VALIDATION_ERROR: params.scope.customer_id"))
    #expect(worker.refusal("budget/set", #"{"budget_id": "c", "parent_id": "nobody", "daily_limit_usd": 1}"#).hasPrefix("NOT_FOUND"))
    try set(#""parent_id": "parent", "scope": {"customer_id": "a"}, "daily_limit_usd": 1"#, id: "c")
    #expect(worker.refusal("budget/set", #"{"budget_id": "parent", "parent_id": "c"}"#).hasPrefix("VALIDATION_ERROR: params.parent_id"))
    #expect(worker.refusal("budget/set", #"{"budget_id": "parent", "scope": {"customer_id": "b"}}"#).hasPrefix("VALIDATION_ERROR: params.scope.customer_id"))
    let error = try worker.error("budget/delete", #"{"budget_id": "parent"}"#)
    #expect(error.code == .conflict && error.details.at("children").text() == #"["c"]"#)
    _ = try worker.call("budget/delete", #"{"budget_id": "c"}"#)
    #expect(try worker.call("budget/delete", #"{"budget_id": "parent"}"#).at("deleted").bool == true)
    #expect(worker.refusal("budget/get", #"{"budget_id": "parent"}"#).hasPrefix("NOT_FOUND"))
  }

  @Test("a parent's new scope counts its children anew")
  func parentMoves() throws {
    try worker.spend("2", #""customer_id": "b", "operation": "o""#)
    try set(#""scope": {"customer_id": "a"}, "daily_limit_usd": 10"#, id: "parent")
    try set(#""parent_id": "parent", "scope": {"operation": "o"}, "daily_limit_usd": 5"#, id: "child")
    #expect(try spent("child", "daily") == "0")
    try set(#""scope": {"customer_id": "b"}"#, id: "parent")
    #expect(try spent("child", "daily") == "2" && spent("parent", "daily") == "2")
    try expectSound()
  }

  // MARK: Reservations

  private func reserve(_ id: String, _ amount: String = "4", _ members: String = "") throws -> JSONValue {
    try worker.call("budget/reserve", #"{"reservation_id": "\#(id)", "amount_usd": \#(amount)\#(members.isEmpty ? "" : ", " + members)}"#)
  }

  @Test("what is held is as good as spent, until it is settled, released or over")
  func holds() throws {
    try set(#""daily_limit_usd": 10"#)
    let first = try reserve("r", "6")
    #expect(first.at("granted").bool == true && first.at("state").string == "held" && first.at("budgets").text() == #"["b"]"#)
    #expect(first.at("expires_at").string == "2026-03-10T12:01:00Z")
    #expect(try worker.error("budget/reserve", #"{"amount_usd": 4.01}"#).details.at("held_usd").int64 == 6)
    #expect(try reserve("s", "4").at("granted").bool == true && held() == "10")
    _ = try worker.call("budget/release", #"{"reservation_id": "s"}"#)
    #expect(try held() == "6")
    clock.advance(seconds: 59)
    #expect(try held() == "6")
    clock.advance(seconds: 1)
    #expect(try held() == "0" && check("10").at("allowed").bool == true)
    let row = try worker.call("budget/status").at("budgets.0.expired_reservations")
    #expect(row.at("count").int64 == 1 && row.at("amount_usd").int64 == 6)
    try expectSound()
  }

  @Test("the same reservation again is the same; with other content, or when it is over, it is not")
  func retries() throws {
    try set(#""daily_limit_usd": 10"#)
    _ = try reserve("r", "6")
    #expect(try reserve("r", "6").at("duplicate").bool == true && held() == "6")
    #expect(try worker.error("budget/reserve", #"{"reservation_id": "r", "amount_usd": 5}"#).code == .idempotencyConflict)
    clock.advance(seconds: 60)
    #expect(try worker.error("budget/reserve", #"{"reservation_id": "r", "amount_usd": 6}"#).code == .conflict)
    _ = try worker.call("budget/settle", #"{"reservation_id": "r", "actual_cost_usd": 6}"#)
    #expect(try reserve("r", "6").at("state").string == "settled")
  }

  @Test("a call that cost more than was held counts in full, beyond the limit if need be")
  func settlesAbove() throws {
    try set(#""daily_limit_usd": 10"#)
    _ = try reserve("r", "6")
    let answer = try worker.call("budget/settle", #"{"reservation_id": "r", "actual_cost_usd": 12.5}"#)
    #expect(JSONValue.array([answer]).rows("settled", "held_usd", "actual_cost_usd", "difference_usd", "late", "duplicate", "event_id") == ["true 6 12.5 6.5 false false reservation:r"])
    #expect(answer.at("alerts_triggered").rows("threshold_percentage", "period") == ["75 daily", "90 daily", "100 daily"])
    #expect(try spent("b", "daily") == "12.5" && held() == "0")
    #expect(try worker.call("budget/settle", #"{"reservation_id": "r", "actual_cost_usd": 12.5}"#).at("duplicate").bool == true)
    #expect(try worker.error("budget/settle", #"{"reservation_id": "r", "actual_cost_usd": 12}"#).code == .idempotencyConflict)
    #expect(try worker.error("budget/release", #"{"reservation_id": "r"}"#).code == .conflict)
    #expect(try worker.error("budget/settle", #"{"reservation_id": "x", "actual_cost_usd": 1}"#).code == .notFound)
    try expectSound()
  }

  @Test("a reservation that is over settles late, whether others have its money or not")
  func settlesLate() throws {
    try set(#""daily_limit_usd": 10"#)
    _ = try reserve("r", "8")
    clock.advance(seconds: 61)
    _ = try reserve("other", "9")
    let answer = try worker.call("budget/settle", #"{"reservation_id": "r", "actual_cost_usd": 7}"#)
    #expect(answer.at("late").bool == true)
    #expect(try spent("b", "daily") == "7" && held() == "9")
    try expectSound()
  }

  @Test("an event with the reservation settles it, and takes the place of a settlement")
  func settlesByEvent() throws {
    try set(#""scope": {"customer_id": "c"}, "daily_limit_usd": 10"#)
    let scope = #""scope": {"customer_id": "c"}"#
    _ = try reserve("r", "8", scope)
    try worker.spend("2", #""customer_id": "c", "reservation_id": "r""#)
    #expect(try spent("b", "daily") == "2" && held() == "0")
    _ = try reserve("s", "3", scope)
    _ = try worker.call("budget/settle", #"{"reservation_id": "s", "actual_cost_usd": 3}"#)
    try worker.spend("2.5", #""customer_id": "c", "reservation_id": "s""#)
    #expect(try spent("b", "daily") == "4.5" && held() == "0")
    try expectSound()
  }

  @Test("an event that knows nothing of its call leaves what was held for it held, and says so")
  func keepsForTheUnknown() throws {
    try set(#""daily_limit_usd": 10"#)
    _ = try reserve("r", "8")
    let answer = try worker.call("usage/track", #"{"id": "e", "model": "gpt-4o", "quality": "absent", "reservation_id": "r"}"#)
    #expect(answer.at("warnings").text().contains("stays held until budget/settle"), "\(answer.text())")
    #expect(try held() == "8" && spent("b", "daily") == "0")
    _ = try worker.call("budget/settle", #"{"reservation_id": "r", "actual_cost_usd": 7}"#)
    #expect(try held() == "0" && spent("b", "daily") == "7")
    try expectSound()
  }

  @Test("one that knows nothing takes no settlement away, and its later snapshot takes the settlement's place, once")
  func settlementsStay() throws {
    try set(#""daily_limit_usd": 10"#)
    _ = try reserve("r", "2")
    _ = try worker.call("budget/settle", #"{"reservation_id": "r", "actual_cost_usd": 1.5}"#)
    let late = try worker.call("usage/track", #"{"id": "e", "model": "gpt-4o", "quality": "absent", "reservation_id": "r"}"#)
    #expect(!late.at("warnings").text().contains("stays held"))
    #expect(try spent("b", "daily") == "1.5")
    _ = try reserve("s", "2")
    _ = try worker.call("usage/track", #"{"id": "f", "snapshot": true, "provider": "openai", "model": "gpt-4o", "quality": "absent", "reservation_id": "s"}"#)
    _ = try worker.call("budget/settle", #"{"reservation_id": "s", "actual_cost_usd": 1}"#)
    _ = try worker.call(
      "usage/track", #"{"id": "f", "snapshot": true, "provider": "openai", "model": "gpt-4o", "quality": "partial", "reservation_id": "s", "prompt_tokens": 100000}"#)
    #expect(try spent("b", "daily") == "1.75" && held() == "0", "100,000 tokens at 2.50 USD a million, in the place of 1 USD")
    try expectSound()
  }

  @Test("released is released: again acknowledged, settled no more")
  func releases() throws {
    try set(#""daily_limit_usd": 10"#)
    _ = try reserve("r")
    #expect(try worker.call("budget/release", #"{"reservation_id": "r"}"#).at("duplicate").bool == false)
    #expect(try worker.call("budget/release", #"{"reservation_id": "r"}"#).at("duplicate").bool == true)
    #expect(try worker.error("budget/settle", #"{"reservation_id": "r", "actual_cost_usd": 1}"#).code == .conflict)
    #expect(try worker.error("budget/reserve", #"{"reservation_id": "r", "amount_usd": 4}"#).code == .conflict)
  }

  @Test("a budget that is set while calls are under way holds what they hold")
  func adopts() throws {
    _ = try reserve("r", "6")
    try set(#""daily_limit_usd": 10"#)
    #expect(try held() == "6")
    try set(#""scope": {"customer_id": "c"}"#)
    #expect(try held() == "0")
    try expectSound()
  }

  @Test("a worker whose clock is an hour wrong neither frees nor keeps what others hold", arguments: [3_600, -3_600] as [Int64])
  func wrongClock(seconds: Int64) throws {
    let folder = try TemporaryFolder()
    let path = folder.file("a.db")
    let right = try CostHarness(timeZone: "UTC", path: path, world: clock.world())
    let wrong = try CostHarness(timeZone: "UTC", path: path, world: clock.world(wrongBy: seconds))
    _ = try right.call("budget/set", #"{"budget_id": "b", "total_limit_usd": 10}"#)
    _ = try right.call("budget/reserve", #"{"reservation_id": "right", "amount_usd": 6}"#)
    for worker in [right, wrong] {
      #expect(try held("b", on: worker) == "6")
      #expect(try worker.error("budget/reserve", #"{"amount_usd": 5}"#).code == .budgetExceeded)
    }
    _ = try wrong.call("budget/reserve", #"{"reservation_id": "wrong", "amount_usd": 4, "ttl_seconds": 120}"#)
    clock.advance(seconds: 60)
    for worker in [right, wrong] { #expect(try held("b", on: worker) == "4") }
    clock.advance(seconds: 60)
    for worker in [right, wrong] { #expect(try held("b", on: worker) == "0") }
    #expect(try wrong.call("budget/settle", #"{"reservation_id": "right", "actual_cost_usd": 1}"#).at("late").bool == true)
    #expect(try right.call("system/verify").at("ok").bool == true)
  }

  // MARK: Calls without a price

  @Test(
    "unpriced calls: denied, allowed, or taken for a fixed amount",
    arguments: [
      (#""unpriced_policy": "deny""#, false, "0"), (#""unpriced_policy": "allow""#, true, "0"),
      (#""unpriced_policy": "hold", "unpriced_hold_usd": 3"#, true, "3"), (#""unpriced_policy": "hold", "unpriced_hold_usd": 11"#, false, "11"),
      (#""unpriced_policy": "deny", "enforcement": "monitor""#, true, "0"),
    ])
  func unpriced(policy: String, allowed: Bool, amount: String) throws {
    try set(#""daily_limit_usd": 10, \#(policy)"#)
    let estimate = #"{"estimate": {"model": "no-such-model", "prompt_tokens": 10}}"#
    let answer = try worker.call("budget/check", estimate)
    #expect(answer.at("allowed").bool == allowed && answer.at("additional_cost_usd").text() == amount)
    if allowed {
      #expect(try worker.call("budget/reserve", estimate).at("amount_usd").text() == amount)
    } else {
      #expect(try worker.error("budget/reserve", estimate).code == .budgetExceeded)
    }
  }

  @Test("the default is to deny, and hold needs an amount")
  func unpricedDefault() throws {
    #expect(try set(#""daily_limit_usd": 10"#).at("unpriced_policy").string == "deny")
    #expect(worker.refusal("budget/set", #"{"daily_limit_usd": 1, "unpriced_policy": "hold"}"#).hasPrefix("VALIDATION_ERROR: params.unpriced_hold_usd"))
    try worker.spend("0")
    _ = try worker.call("usage/track", #"{"model": "no-such-model", "prompt_tokens": 10}"#)
    #expect(try check().at("data_quality.unpriced_events").int64 == 1)
    try expectSound()
  }

  // MARK: Modes and thresholds

  @Test(
    "what enforcement does at a limit",
    arguments: [
      ("monitor", true, ["limit_warning high"]), ("throttle", false, ["throttle_exports high"]), ("block", false, ["limit_exceeded high"]),
    ])
  func enforcements(mode: String, allowed: Bool, expected: [String]) throws {
    try set(#""daily_limit_usd": 10, "enforcement": "\#(mode)""#)
    try worker.spend("10")
    #expect(try check("0").at("allowed").bool == true)
    let answer = try check("0.000000001")
    #expect(answer.at("allowed").bool == allowed && actions(answer) == expected)
  }

  @Test("each threshold alerts once a period, and again in the next")
  func alertsOnce() throws {
    try set(#""daily_limit_usd": 10, "thresholds": [{"percentage": 50}, {"percentage": 99.999}]"#)
    func raised(_ usd: String) throws -> [String] { try worker.spend(usd).at("alerts_triggered").rows("threshold_percentage", "threshold_amount_usd") }
    #expect(try raised("4.999999999") == [])
    #expect(try raised("0.000000001") == ["50 5"])
    #expect(try raised("1") == [])
    #expect(try raised("3.9999") == ["99.999 9.9999"])
    try clock.advance(to: "2026-03-11T00:00:00Z")
    #expect(try raised("6") == ["50 5"])
    // An import of old data is no news.
    #expect(try worker.spend("9", at: "2026-01-01T00:00:00Z").at("alerts_triggered").array?.isEmpty == true)
    try set(#""alerts_enabled": false"#)
    #expect(try raised("9") == [])
  }

  @Test(
    "what a budget cannot be",
    arguments: [
      (#"{"budget_id": "b"}"#, "daily_limit_usd"), (#"{"daily_limit_usd": -1}"#, "daily_limit_usd"), (#"{"budget_id": "", "daily_limit_usd": 1}"#, "budget_id"),
      (#"{"daily_limit_usd": 1, "time_zone": "Mars/Olympus"}"#, "time_zone"), (#"{"daily_limit_usd": 1, "reset_hour": 24}"#, "reset_hour"),
      (#"{"daily_limit_usd": 1, "thresholds": [{"percentage": 80}, {"percentage": 50}]}"#, "thresholds"),
      (#"{"daily_limit_usd": 1, "thresholds": [{"percentage": 200.001}]}"#, "thresholds[0].percentage"),
      (#"{"daily_limit_usd": 1, "thresholds": [{"percentage": 0}]}"#, "thresholds[0].percentage"),
      (#"{"daily_limit_usd": 1, "scope": {"customer_id": ""}}"#, "scope.customer_id"), (#"{"rolling": {"days": 0, "limit_usd": 1}}"#, "rolling.days"),
      (#"{"daily_limit_usd": 1, "grace_period_hours": 721}"#, "grace_period_hours"), (#"{"daily_limt_usd": 1}"#, "daily_limt_usd"),
    ])
  func validation(params: String, path: String) throws {
    let answer = worker.refusal("budget/set", params)
    #expect(answer.hasPrefix("VALIDATION_ERROR: params.\(path):"), "\(answer)")
  }
}
