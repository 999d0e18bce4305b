import CostModel
import JSON
import Testing

@testable import JSONRPC
@testable import Store
@testable import Worker

@Suite("Circuit breakers")
struct BreakerTests {
  private let clock: BudgetClock
  private let worker: CostHarness

  init() throws {
    clock = try BudgetClock("2026-03-10T12:00:00Z")
    worker = try CostHarness(timeZone: "UTC", world: clock.world())
  }

  // MARK: Asking

  private func create(_ rules: String? = nil, _ members: String = "", name: String = "b") throws {
    let rules = rules.map { #", "threshold_rules": \#($0)"# } ?? ""
    _ = try worker.call("breaker/create", #"{"name": "\#(name)"\#(rules)\#(members.isEmpty ? "" : ", " + members)}"#)
  }

  private func rule(_ type: String, _ value: String, _ action: String = "block", _ members: String = "") -> String {
    #"{"rule_id": "\#(type)", "threshold_type": "\#(type)", "threshold_value": \#(value), "action": "\#(action)"\#(members.isEmpty ? "" : ", " + members)}"#
  }

  private func acquire(_ members: String = "", name: String = "b", on other: CostHarness? = nil) throws -> JSONValue {
    try (other ?? worker).call("breaker/acquire", #"{"name": "\#(name)"\#(members.isEmpty ? "" : ", " + members)}"#)
  }

  private func refusal(_ members: String = "", name: String = "b", _ location: SourceLocation = #_sourceLocation) throws -> ErrorAnswer {
    let error = try worker.error("breaker/acquire", #"{"name": "\#(name)"\#(members.isEmpty ? "" : ", " + members)}"#, location)
    #expect(error.code.symbol == "CIRCUIT_BREAKER_OPEN" && error.code.number == 4031, sourceLocation: location)
    return error
  }

  private func isAllowed(_ members: String = "") throws -> Bool {
    do {
      return try acquire(members).at("allowed").bool == true
    } catch let error as ErrorAnswer where error.code == .circuitBreakerOpen {
      return false
    }
  }

  private func record(_ id: String, success: Bool, cost: String? = nil) throws -> JSONValue {
    let cost = cost.map { #", "actual_cost_usd": \#($0)"# } ?? ""
    return try worker.call("breaker/record", #"{"name": "b", "operation_id": "\#(id)", "success": \#(success)\#(cost)}"#)
  }

  /// A call that is made, and fails or succeeds.
  private func make(success: Bool, cost: String? = nil, _ members: String = "") throws {
    let id = try #require(try acquire(members).at("operation_id").string)
    _ = try record(id, success: success, cost: cost)
  }

  private func status(_ path: String) throws -> JSONValue { try worker.call("breaker/status").at(path) }
  private func state() throws -> String? { try status("circuit_breakers.b.state").string }

  // MARK: Creating (S4-40)

  @Test("S4-40: a breaker as seed 004 creates it, capitals included")
  func createsAsTheSeed() throws {
    let answer = try worker.call(
      "breaker/create",
      """
      {"name": "llm_operations", "threshold_rules": [{"rule_id": "daily_budget_protection", "threshold_type": "PERCENTAGE_DAILY", \
      "threshold_value": 95.0, "action": "block"}], "failure_threshold": 5, "recovery_timeout": 60.0}
      """)
    #expect(answer.at("created").bool == true)
    #expect(answer.at("breaker.name").string == "llm_operations")
    #expect(answer.at("breaker.time_zone").string == "UTC")
    #expect(answer.at("breaker.failure_threshold").int64 == 5)
    #expect(answer.at("breaker.recovery_timeout").text() == "60.0" || answer.at("breaker.recovery_timeout").text() == "60")
    #expect(answer.at("breaker.threshold_rules").rows("rule_id", "threshold_type", "threshold_value", "action", "priority", "throttle_factor") == [
      "daily_budget_protection percentage_daily 95 block 0 0.5"
    ])
    #expect(try worker.call("breaker/list").at("breakers.0").text() == answer.at("breaker").text())
    #expect(try worker.call("breaker/list").at("breaker_count").int64 == 1)
    #expect(try worker.call("audit/list").at("entries.0.action").string == "breaker/create")
  }

  @Test("silences: the default rules")
  func defaultRules() throws {
    try create()
    #expect(try worker.call("breaker/list").at("breakers.0.threshold_rules").rows("threshold_type", "threshold_value", "action", "throttle_factor") == [
      "percentage_daily 90 throttle 0.5", "percentage_daily 100 block 0.5", "percentage_monthly 95 throttle 0.3",
      "percentage_monthly 100 block 0.5", "operation_cost 1 alert_only 0.5", "rate_based 10 throttle 0.7",
    ])
    #expect(try worker.call("breaker/list").at("breakers.0.failure_threshold").int64 == 5)
    #expect(try worker.call("breaker/list").at("breakers.0.threshold_rules").array?.allSatisfy { $0.at("cooldown_minutes").int64 == 5 || $0.at("cooldown_minutes").text() == "5.0" } == true)
  }

  @Test("the same name again is the same breaker with another configuration")
  func configuresAnew() throws {
    try create(#"[\#(rule("operation_cost", "1"))]"#, #""failure_threshold": 2"#)
    #expect(try !isAllowed(#""estimated_cost_usd": 2"#))
    let again = try worker.call("breaker/create", #"{"name": "b", "threshold_rules": []}"#)
    #expect(again.at("created").bool == false && again.at("breaker.failure_threshold").int64 == 5)
    #expect(try isAllowed(#""estimated_cost_usd": 2"#))
    #expect(try status("circuit_breakers.b.statistics.total_calls").int64 == 2)
  }

  @Test(
    "what a breaker cannot be",
    arguments: [
      (#"{"name": ""}"#, "params.name"),
      (#"{"name": "b", "failure_threshold": 0}"#, "params.failure_threshold"),
      (#"{"name": "b", "recovery_timeout": 0}"#, "params.recovery_timeout"),
      (#"{"name": "b", "time_zone": "Nowhere/At_All"}"#, "params.time_zone"),
      (#"{"name": "b", "scope": {"customer_id": []}}"#, "params.scope.customer_id"),
      (#"{"name": "b", "threshold_rules": [{"rule_id": "", "threshold_type": "rate_based", "threshold_value": 1}]}"#, "params.threshold_rules[0].rule_id"),
      (#"{"name": "b", "threshold_rules": [{"rule_id": "r", "threshold_type": "rate", "threshold_value": 1}]}"#, "params.threshold_rules[0].threshold_type"),
      (#"{"name": "b", "threshold_rules": [{"rule_id": "r", "threshold_type": "rate_based", "threshold_value": 0}]}"#, "params.threshold_rules[0].threshold_value"),
      (#"{"name": "b", "threshold_rules": [{"rule_id": "r", "threshold_type": "rate_based", "threshold_value": 1, "throttle_factor": 0}]}"#, "params.threshold_rules[0].throttle_factor"),
      (#"{"name": "b", "threshold_rules": [{"rule_id": "r", "threshold_type": "rate_based", "threshold_value": 1, "throttle_factor": 1.5}]}"#, "params.threshold_rules[0].throttle_factor"),
      (#"{"name": "b", "threshold_rules": [{"rule_id": "r", "threshold_type": "rate_based", "threshold_value": 1}, {"rule_id": "r", "threshold_type": "rate_based", "threshold_value": 2}]}"#, "params.threshold_rules[1].rule_id"),
      (#"{"name": "b", "threshold_rules": [{"rule_id": "r", "threshold_type": "percentage_daily", "threshold_value": 1001}]}"#, "params.threshold_rules[0].threshold_value"),
    ])
  func validation(params: String, path: String) throws {
    let error = try worker.error("breaker/create", params)
    #expect(error.code == .invalidParams && error.message.hasPrefix(path + ":"), "\(error.message)")
  }

  @Test("at most 50 rules, and 1,000 breakers")
  func bounds() throws {
    let rules = (0...50).map { #"{"rule_id": "r\#($0)", "threshold_type": "rate_based", "threshold_value": 1}"# }.joined(separator: ", ")
    #expect(worker.refusal("breaker/create", #"{"name": "b", "threshold_rules": [\#(rules)]}"#).hasPrefix("VALIDATION_ERROR: params.threshold_rules"))
    try worker.ledger.transaction { ledger in
      for index in 0..<1_000 { try ledger.breakerTable.set("n\(index)", definition: #"{"threshold_rules": []}"#, at: clock.now) }
      try ledger.budgetsChanged()
    }
    #expect(worker.refusal("breaker/create", #"{"name": "b"}"#).hasPrefix("CONFLICT"))
    #expect(worker.refusal("breaker/create", #"{"name": "n7"}"#).hasPrefix("answered"))
  }

  // MARK: Rules about cost

  @Test("absolute_daily: USD spent today in the breaker's scope and zone")
  func absoluteDaily() throws {
    try worker.spend("3", #""customer_id": "acme""#)
    try create("[\(rule("absolute_daily", "5"))]", #""scope": {"customer_id": "acme"}, "time_zone": "Asia/Kolkata""#)
    try worker.spend("100", #""customer_id": "other""#)
    // Yesterday by Kolkata's clock, though today by UTC's.
    try worker.spend("100", #""customer_id": "acme""#, at: "2026-03-09T18:29:59Z")
    try worker.spend("1.999999999", #""customer_id": "acme""#, at: "2026-03-09T18:30:00Z")
    #expect(try isAllowed())
    try worker.spend("0.000000001", #""customer_id": "acme""#)
    let error = try refusal(#""estimated_cost_usd": 0.25"#)
    #expect(error.details.at("rule").string == "absolute_daily")
    #expect(error.details.at("current_cost").text() == "5" && error.details.at("projected_total").text() == "5.25")
    #expect(error.details.at("requested_cost").text() == "0.25" && error.details.at("reason").string == "rule")
    // The cooldown ends before the day does.
    #expect(error.retryAfter == 300)
    try clock.advance(to: "2026-03-10T18:29:00Z")
    #expect(try refusal().retryAfter == 61)
    try clock.advance(to: "2026-03-10T18:30:00Z")
    #expect(try isAllowed())
    #expect(try worker.call("system/verify").at("ok").bool == true)
  }

  @Test("absolute_monthly: USD spent this month, corrections included")
  func absoluteMonthly() throws {
    try create("[\(rule("absolute_monthly", "10"))]")
    try worker.spend("9", at: "2026-03-01T00:00:00Z", id: "first")
    try worker.spend("50", at: "2026-02-28T23:59:59Z")
    #expect(try isAllowed())
    try worker.spend("1")
    #expect(try refusal().details.at("threshold_type").string == "absolute_monthly")
    _ = try worker.call("usage/amend", #"{"id": "first", "changes": {"cost_usd": 8.5}}"#)
    #expect(try isAllowed())
    try clock.advance(to: "2026-04-01T00:00:00Z")
    try worker.spend("10")
    #expect(try !isAllowed())
    #expect(try worker.call("system/verify").at("ok").bool == true)
  }

  @Test("percentage_daily and percentage_monthly: of the fullest limit among the budgets a call falls under", arguments: ["daily", "monthly"])
  func percentages(period: String) throws {
    _ = try worker.call("budget/set", #"{"budget_id": "all", "\#(period)_limit_usd": 100}"#)
    _ = try worker.call("budget/set", #"{"budget_id": "acme", "scope": {"customer_id": "acme"}, "\#(period)_limit_usd": 10}"#)
    try create("[\(rule("percentage_\(period)", "92"))]")
    try worker.spend("9.19", #""customer_id": "acme""#)
    #expect(try isAllowed(#""scope": {"customer_id": "acme"}"#))
    try worker.spend("0.01", #""customer_id": "acme""#)
    // Without the customer, the small budget is not asked.
    #expect(try isAllowed())
    let error = try refusal(#""scope": {"customer_id": "acme"}"#)
    #expect(error.details.at("budget_id").string == "acme" && error.details.at("budget_limit").text() == "10")
    #expect(error.details.at("current_value").text() == "92" || error.details.at("current_value").text() == "92.0")
    #expect(error.details.at("current_cost").text() == "9.2")
    // A higher limit counts at once.
    _ = try worker.call("budget/set", #"{"budget_id": "acme", "\#(period)_limit_usd": 20}"#)
    #expect(try isAllowed(#""scope": {"customer_id": "acme"}"#))
  }

  @Test("rate_based: USD of the last 60 minutes, to the microsecond")
  func rate() throws {
    try create("[\(rule("rate_based", "10"))]")
    try clock.advance(to: "2026-03-10T12:40:00Z")
    try worker.spend("6", at: "2026-03-10T11:50:00Z")
    try worker.spend("4", at: "2026-03-10T12:30:00Z")
    #expect(try !isAllowed())
    #expect(try refusal().retryAfter == 300)
    try clock.advance(to: "2026-03-10T12:49:59Z")
    #expect(try !isAllowed())
    try clock.advance(to: "2026-03-10T12:50:00Z")
    #expect(try isAllowed())
    #expect(try status("circuit_breakers.b.rules.0.current_value").int64 == 4 || status("circuit_breakers.b.rules.0.current_value").text() == "4.0")
    #expect(try worker.call("system/verify").at("ok").bool == true)
  }

  @Test("operation_cost: USD of the operation at hand, which no waiting makes cheaper")
  func operationCost() throws {
    try create("[\(rule("operation_cost", "1"))]")
    #expect(try isAllowed(#""estimated_cost_usd": 0.999999999"#))
    let error = try refusal(#""estimated_cost_usd": 1"#)
    #expect(error.retryAfter == nil && error.details.at("current_cost") == .null)
  }

  @Test("alert_only tells and lets pass, and is logged once in its cooldown")
  func alertOnly() throws {
    try create("[\(rule("operation_cost", "1", "alert_only", #""cooldown_minutes": 2"#))]")
    let answer = try acquire(#""estimated_cost_usd": 1.5"#)
    #expect(answer.at("triggered_rules").rows("rule_id", "threshold_type", "threshold_value", "current_value", "action") == [
      "operation_cost operation_cost 1 1.5 alert_only"
    ])
    #expect(answer.at("throttle_rate").int64 == 1)
    _ = try acquire(#""estimated_cost_usd": 1.5"#)
    #expect(clock.log.count == 1)
    clock.advance(seconds: 121)
    _ = try acquire(#""estimated_cost_usd": 1.5"#)
    #expect(clock.log.count == 2)
    #expect(try status("circuit_breakers.b.rules.0.times_triggered").int64 == 2)
    #expect(try status("circuit_breakers.b.rules.0.last_triggered_at").string == clock.now.rfc3339)
  }

  @Test(
    "throttle lets its fraction of calls pass, by counting",
    arguments: [("0.5", "-+-+-+-+-+"), ("0.3", "---+--+--+"), ("0.7", "-++-++-+++"), ("1", "++++++++++"), ("0.1", "---------+")])
  func throttles(factor: String, expected: String) throws {
    try create("[\(rule("operation_cost", "1", "throttle", #""throttle_factor": \#(factor)"#))]")
    let passed = try (0..<10).map { _ in try isAllowed(#""estimated_cost_usd": 2"#) ? "+" : "-" }.joined()
    #expect(passed == expected)
    #expect(passed.count { $0 == "+" } == Int((Double(factor) ?? 0) * 10 + 0.001))
    #expect(try isAllowed(#""estimated_cost_usd": 0.5"#))
  }

  @Test("the lowest factor of the triggered throttles counts, and a refusal names it")
  func lowestFactor() throws {
    let rules = [
      #"{"rule_id": "half", "threshold_type": "operation_cost", "threshold_value": 1, "action": "throttle"}"#,
      #"{"rule_id": "fifth", "threshold_type": "operation_cost", "threshold_value": 2, "action": "throttle", "throttle_factor": 0.2}"#,
    ]
    try create("[\(rules.joined(separator: ", "))]")
    let error = try refusal(#""estimated_cost_usd": 3"#)
    #expect(error.details.at("rule").string == "fifth" && error.details.at("reason").string == "throttled")
    #expect(error.details.at("throttle_factor").text() == "0.2")
    #expect(try acquire(#""estimated_cost_usd": 1"#).at("throttle_rate").text() == "0.5")
  }

  @Test("the blocking rule of the highest priority is named")
  func priorities() throws {
    let rules = [("low", 1), ("high", 7), ("middle", 3)].map {
      #"{"rule_id": "\#($0.0)", "threshold_type": "operation_cost", "threshold_value": 1, "priority": \#($0.1)}"#
    }
    try create("[\(rules.joined(separator: ", "))]")
    #expect(try refusal(#""estimated_cost_usd": 3"#).details.at("rule").string == "high")
  }

  @Test("states: budget_limited from 95 % of any limit of a budget on, which by itself refuses nothing")
  func budgetLimited() throws {
    _ = try worker.call("budget/set", #"{"budget_id": "all", "yearly_limit_usd": 100, "daily_limit_usd": 1000}"#)
    try create()
    try worker.spend("5", at: "2026-03-01T00:00:00Z")
    try worker.spend("89.99", at: "2026-02-01T00:00:00Z")
    #expect(try acquire().at("state").string == "closed")
    try worker.spend("0.01")
    #expect(try acquire().at("state").string == "budget_limited")
    #expect(try status("system_health.status").string == "degraded")
  }

  // MARK: Failures

  @Test("failures in a row open it, and a success in between begins the count anew")
  func opens() throws {
    try create("[]", #""failure_threshold": 3, "recovery_timeout": 30"#)
    for outcome in [false, false, true, false, false] { try make(success: outcome) }
    #expect(try status("circuit_breakers.b.failure_count").int64 == 2)
    #expect(try state() == "closed" && clock.log.isEmpty)
    try make(success: false)
    #expect(try state() == "open")
    #expect(clock.log.count == 1 && clock.log[0].contains(" WARNING Breaker \"b\" is open: 3 calls failed"))
    let error = try refusal()
    #expect(error.details.at("reason").string == "open" && error.details.at("state").string == "open" && error.retryAfter == 30)
    clock.advance(seconds: 29)
    #expect(try refusal().retryAfter == 1)
    #expect(try status("system_health.status").string == "critical")
    #expect(try status("circuit_breakers.b.throttle_rate").int64 == 0)
  }

  private func open() throws {
    try create("[]", #""failure_threshold": 1, "recovery_timeout": 30"#)
    try make(success: false)
    clock.advance(seconds: 30)
  }

  @Test("after the recovery time one call is tried; its success closes")
  func recovers() throws {
    try open()
    #expect(try state() == "half_open")
    let probe = try acquire(#""operation_id": "probe""#)
    #expect(probe.at("state").string == "half_open")
    let error = try refusal()
    #expect(error.details.at("reason").string == "probing" && error.details.at("state").string == "half_open" && error.retryAfter == 30)
    #expect(try record("probe", success: true).at("state").string == "closed")
    #expect(try state() == "closed" && isAllowed())
    #expect(try status("circuit_breakers.b.failure_count").int64 == 0)
  }

  @Test("the failure of the call that is tried opens it again")
  func failsAgain() throws {
    try open()
    _ = try acquire(#""operation_id": "probe""#)
    #expect(try record("probe", success: false).at("state").string == "open")
    #expect(clock.log.count == 2)
    #expect(try refusal().retryAfter == 30)
    clock.advance(seconds: 30)
    #expect(try isAllowed())
  }

  @Test("a call that is tried and never recorded makes room for another; its late word counts no more")
  func lostProbe() throws {
    try open()
    _ = try acquire(#""operation_id": "lost""#)
    clock.advance(seconds: 29)
    #expect(try !isAllowed())
    clock.advance(seconds: 1)
    _ = try acquire(#""operation_id": "next""#)
    #expect(try record("lost", success: true).at("state").string == "half_open")
    #expect(try record("next", success: true).at("state").string == "closed")
  }

  @Test("a call from before it opened does not close it, and its failure does not keep it open longer")
  func stragglers() throws {
    try create("[]", #""failure_threshold": 1, "recovery_timeout": 30"#)
    for id in ["early", "late"] { _ = try acquire(#""operation_id": "\#(id)""#) }
    try make(success: false)
    #expect(try record("early", success: true).at("state").string == "open")
    clock.advance(seconds: 20)
    _ = try record("late", success: false)
    #expect(try refusal().retryAfter == 10)
  }

  @Test("a rule that blocks while it is tried leaves the trial to a later call")
  func blockedProbe() throws {
    try open()
    try create("[\(rule("operation_cost", "1"))]", #""failure_threshold": 1, "recovery_timeout": 30"#)
    #expect(try refusal(#""estimated_cost_usd": 5"#).details.at("reason").string == "rule")
    #expect(try acquire().at("state").string == "half_open")
  }

  @Test("a clock that is set wrong neither shortens nor lengthens the recovery")
  func wrongClock() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("a.db")
    let right = try CostHarness(path: path, world: clock.world()), fast = try CostHarness(path: path, world: clock.world(wrongBy: 3_600))
    _ = try right.call("breaker/create", #"{"name": "b", "threshold_rules": [], "failure_threshold": 1, "recovery_timeout": 60}"#)
    _ = try fast.call("breaker/acquire", #"{"name": "b", "operation_id": "o"}"#)
    _ = try fast.call("breaker/record", #"{"name": "b", "operation_id": "o", "success": false}"#)
    for worker in [right, fast] { #expect(try worker.error("breaker/acquire", #"{"name": "b"}"#).retryAfter == 60) }
    clock.advance(seconds: 60)
    #expect(try right.call("breaker/acquire", #"{"name": "b"}"#).at("state").string == "half_open")
    #expect(try fast.error("breaker/acquire", #"{"name": "b"}"#).details.at("reason").string == "probing")
  }

  // MARK: Operations (S4-41, S4-43)

  @Test("S4-41: the same operation again is the same answer, counted once")
  func idempotent() throws {
    try create()
    let first = try acquire(#""operation_id": "o", "estimated_cost_usd": 2, "operation_type": "llm_call""#)
    try worker.spend("11")
    let again = try acquire(#""operation_id": "o", "estimated_cost_usd": 2, "operation_type": "llm_call""#)
    #expect(first.at("duplicate").bool == false && again.at("duplicate").bool == true)
    for member in ["allowed", "operation_id", "state", "throttle_rate", "estimated_cost_usd", "estimate_confidence", "triggered_rules"] {
      #expect(first.at(member).text() == again.at(member).text() && first.at(member) != .null, "\(member)")
    }
    #expect(try status("circuit_breakers.b.statistics.total_calls").int64 == 1)
    #expect(try worker.error("breaker/acquire", #"{"name": "b", "operation_id": "o", "estimated_cost_usd": 3}"#).code == .idempotencyConflict)
    _ = try record("o", success: true)
    #expect(try acquire(#""operation_id": "o", "estimated_cost_usd": 2, "operation_type": "llm_call""#).at("duplicate").bool == true)
  }

  @Test("a refused operation asked again is judged as things stand, and counted once")
  func refusedAgain() throws {
    try create("[\(rule("operation_cost", "1", "throttle"))]")
    for _ in 0..<3 { #expect(try refusal(#""operation_id": "o", "estimated_cost_usd": 2"#).details.at("reason").string == "throttled") }
    #expect(try isAllowed(#""estimated_cost_usd": 2"#))
    #expect(try status("circuit_breakers.b.statistics").text() ==
      #"{"total_calls":2,"allowed_calls":1,"blocked_calls":1,"cost_blocked_calls":1,"total_estimated_cost":2,"total_actual_cost":0,"cost_savings":2}"#)
    try create("[]")
    #expect(try isAllowed(#""operation_id": "o", "estimated_cost_usd": 2"#))
    #expect(try status("circuit_breakers.b.statistics").text() ==
      #"{"total_calls":2,"allowed_calls":2,"blocked_calls":0,"cost_blocked_calls":0,"total_estimated_cost":4,"total_actual_cost":0,"cost_savings":0}"#)
  }

  @Test("S4-43: an operation is recorded once, with what it cost")
  func records() throws {
    try create()
    let id = try #require(try acquire(#""operation_type": "llm_call", "estimated_cost_usd": 0.05"#).at("operation_id").string)
    let answer = try worker.call("breaker/record", #"{"name": "b", "operation_id": "\#(id)", "actual_cost_usd": 0.045, "operation_type": "llm_call"}"#)
    #expect(answer.text() == #"{"recorded":true,"breaker":"b","operation_id":"\#(id)","state":"closed","failure_count":0,"estimated_cost_usd":0.05,"actual_cost_usd":0.045,"difference_usd":-0.005,"duplicate":false}"#)
    #expect(try worker.call("breaker/record", #"{"name": "b", "operation_id": "\#(id)", "actual_cost_usd": 0.045, "operation_type": "llm_call"}"#).at("duplicate").bool == true)
    #expect(try worker.error("breaker/record", #"{"name": "b", "operation_id": "\#(id)", "actual_cost_usd": 0.046}"#).code == .idempotencyConflict)
    #expect(try worker.error("breaker/record", #"{"name": "b", "operation_id": "never"}"#).code == .notFound)
    #expect(try status("circuit_breakers.b.statistics.total_actual_cost").text() == "0.045")
    // No usage event: usage/track stores those.
    #expect(try worker.call("usage/query").at("events").array?.count == 0)
  }

  @Test("what was refused cannot be recorded, and no breaker is made by asking for it")
  func notFound() throws {
    try create("[\(rule("operation_cost", "1"))]")
    _ = try refusal(#""operation_id": "o", "estimated_cost_usd": 2"#)
    #expect(try worker.error("breaker/record", #"{"name": "b", "operation_id": "o"}"#).code == .notFound)
    for method in ["breaker/acquire", "breaker/record", "breaker/status", "breaker/reset"] {
      #expect(try worker.error(method, method == "breaker/record" ? #"{"name": "x", "operation_id": "o"}"# : #"{"name": "x"}"#).code == .notFound, "\(method)")
    }
  }

  @Test(
    "silences: what operations usually cost",
    arguments: [
      ("llm_call", "0.01"), ("embedding_call", "0.001"), ("batch_operation", "0.05"), ("document_processing", "0.02"), ("other", "0.005"),
      ("summarising", "0.005"),
    ])
  func usualCosts(type: String, expected: String) throws {
    try create()
    let answer = try acquire(#""operation_type": "\#(type)""#)
    #expect(answer.at("estimated_cost_usd").text() == expected)
    #expect(answer.at("estimate_confidence").text() == "0.3" && answer.at("estimate_source").string == "usual")
  }

  @Test("silences: the price of the tokens, confidence 0.9; an amount given, 1")
  func pricedEstimate() throws {
    try create()
    let answer = try acquire(#""operation_type": "llm_call", "estimate": {"provider": "openai", "model": "gpt-4o-mini", "prompt_tokens": 100, "completion_tokens": 50}"#)
    // 100 at 0.15 and 50 at 0.60 USD a million.
    #expect(answer.at("estimated_cost_usd").text() == "0.000045")
    #expect(answer.at("estimate_confidence").text() == "0.9" && answer.at("estimate_source").string == "prices")
    #expect(try acquire(#""estimated_cost_usd": 0.5"#).at("estimate_confidence").int64 == 1)
    let unpriced = try acquire(#""operation_type": "llm_call", "estimate": {"model": "no-such-model", "prompt_tokens": 100}"#)
    #expect(unpriced.at("estimate_source").string == "usual" && unpriced.at("estimated_cost_usd").text() == "0.01")
  }

  @Test("silences: the mean and one standard deviation of the last 100 operations of the type")
  func history() throws {
    try create("[]")
    try make(success: true, cost: "0.9", #""operation_type": "t""#)
    #expect(try acquire(#""operation_type": "t""#).at("estimated_cost_usd").text() == "0.9")
    for cost in ["0.1", "0.2", "0.3"] { try make(success: true, cost: cost, #""operation_type": "three""#) }
    let three = try acquire(#""operation_type": "three""#)
    // Mean 0.2, standard deviation of a sample 0.1.
    #expect(three.at("estimated_cost_usd").text() == "0.3")
    #expect(three.at("estimate_confidence").text() == "0.03" && three.at("estimate_source").string == "history")
    for _ in 0..<100 { try make(success: true, cost: "0.4", #""operation_type": "t""#) }
    let many = try acquire(#""operation_type": "t""#)
    #expect(many.at("estimated_cost_usd").text() == "0.4" && many.at("estimate_confidence").text() == "0.8")
  }

  // MARK: Status and reset (S4-42)

  @Test("S4-42: every figure of the status")
  func wholeStatus() throws {
    try create("[\(rule("operation_cost", "1"))]")
    try create("[]", name: "c")
    let id = try #require(try acquire(#""estimated_cost_usd": 0.5"#).at("operation_id").string)
    _ = try record(id, success: true, cost: "0.4")
    _ = try refusal(#""estimated_cost_usd": 3.25"#)
    clock.advance(seconds: 1)
    let failing = try #require(try acquire(#""estimated_cost_usd": 0.1"#).at("operation_id").string)
    _ = try record(failing, success: false)
    let answer = try worker.call("breaker/status")
    let breaker = answer.at("circuit_breakers.b")
    #expect(breaker.at("name").string == "b" && breaker.at("state").string == "closed")
    #expect(breaker.at("failure_count").int64 == 1 && breaker.at("throttle_rate").int64 == 1)
    #expect(breaker.at("statistics").text() ==
      #"{"total_calls":3,"allowed_calls":2,"blocked_calls":1,"cost_blocked_calls":1,"total_estimated_cost":0.6,"total_actual_cost":0.4,"cost_savings":3.25}"#)
    #expect(breaker.at("last_success_time").string == "2026-03-10T12:00:00Z" && breaker.at("last_failure_time").string == "2026-03-10T12:00:01Z")
    #expect(answer.at("circuit_breakers.c.last_failure_time") == .null)
    #expect(answer.at("manager_statistics").text() == #"{"breakers_created":2,"total_operations":3,"total_blocks":1,"total_cost_saved":3.25}"#)
    #expect(answer.at("system_health").text() == #"{"status":"healthy","message":"All circuit breakers operational","total_breakers":2}"#)
    let one = try worker.call("breaker/status", #"{"name": "c"}"#)
    #expect(one.at("circuit_breakers").members?.map(\.name) == ["c"])
    #expect(one.at("manager_statistics.total_operations").int64 == 3)
    let overview = try worker.call("dashboard/overview").at("metrics")
    #expect(overview.at("circuit_breakers_healthy").int64 == 2 && overview.at("circuit_breakers_open").int64 == 0)
  }

  @Test("reset closes a breaker and forgets its failures; statistics stay")
  func resets() throws {
    try create("[]", #""failure_threshold": 1"#)
    try make(success: false)
    let answer = try worker.call("breaker/reset", #"{"name": "b"}"#)
    #expect(answer.text() == #"{"reset":true,"name":"b","previous_state":"open","state":"closed"}"#)
    #expect(try isAllowed())
    #expect(try status("circuit_breakers.b.failure_count").int64 == 0 && status("circuit_breakers.b.statistics.total_calls").int64 == 2)
    #expect(try worker.call("audit/list").at("entries").rows("action", "subject").first == "breaker/reset b")
  }

  @Test("reset lifts the emergency stop of a budget; the limit then counts from what is spent")
  func liftsEmergency() throws {
    _ = try worker.call("budget/set", #"{"budget_id": "acme", "daily_limit_usd": 1000, "emergency_limit_usd": 50}"#)
    let nothing = try worker.call("breaker/reset", #"{"budget_id": "acme"}"#)
    #expect(nothing.at("reset").bool == false && nothing.at("emergency_lifted").bool == false)
    try worker.spend("60")
    #expect(try worker.call("budget/check").at("status").string == "emergency")
    let answer = try worker.call("breaker/reset", #"{"budget_id": "acme"}"#)
    #expect(answer.text() == #"{"reset":true,"budget_id":"acme","emergency_lifted":true,"daily_cost_usd":60,"next_emergency_at_usd":110}"#)
    #expect(try worker.call("budget/check", #"{"additional_cost_usd": 49.99}"#).at("allowed").bool == true)
    #expect(try worker.call("budget/check", #"{"additional_cost_usd": 50}"#).at("status").string == "emergency")
    try worker.spend("50")
    #expect(try worker.call("budget/check").at("allowed").bool == false)
    // The stop outlasts the day, and the next one begins without what was lifted.
    try clock.advance(to: "2026-03-11T12:00:00Z")
    #expect(try worker.call("budget/check").at("allowed").bool == false)
    #expect(try worker.call("breaker/reset", #"{"budget_id": "acme"}"#).at("next_emergency_at_usd").text() == "50")
    #expect(try worker.call("audit/list").at("entries").rows("action", "subject").first == "breaker/reset acme")
  }

  @Test("reset names one thing", arguments: ["{}", #"{"name": "b", "budget_id": "b"}"#])
  func resetNamesOne(params: String) throws {
    #expect(try worker.error("breaker/reset", params).code == .invalidParams)
  }
}
