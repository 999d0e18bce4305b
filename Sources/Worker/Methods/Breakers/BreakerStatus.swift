import CostModel
import JSON
import JSONRPC
import Store

/// `breaker/status`: how circuit breakers stand, and what they did.
enum BreakerStatus: ReadMethod {
  static let name = "breaker/status"
  static let summary = "Answers how circuit breakers stand, what they let pass and what they held back."
  static let documentation = """
    cost_savings is the sum of the estimated cost of blocked calls: what they would have cost, were they not made \
    elsewhere. A call that was refused and passed later, under the same operation_id, is no blocked call. The budgets and \
    the state are those of the breaker's own scope.
    """
  static let example = #"{"name": "llm_operations"}"#
  static let errors: [ErrorCode] = [.notFound]

  struct Params: MethodParams {
    var name: String?
    static let fields = FieldTable<Params>([Field("name", \.name, BreakerName.schema, "One breaker; every one without.")])
  }

  static func answer(_ params: Params, _ context: ReadContext) throws -> Answer {
    let budgets = try context.services.budgets.inEffect(context.reader, context.services)
    let time = context.world.time
    let table = BreakerTable(context.reader)
    let reading = BudgetReading(context.reader, budgets.set, at: time)
    var wanted = budgets.breakers
    if let name = params.name {
      guard let one = budgets.breaker(name) else { throw MethodFailure.notFound("breaker", name) }
      wanted = [one]
    }
    var total = BreakerStatistics()
    for breaker in budgets.breakers { total += try table.condition(breaker.row.number).statistics }
    let rows = try wanted.map { breaker in
      try context.call.checkCancellation()
      var figures = try BreakerFigures(breaker, scope: breaker.scope, budgets, reading, now: time.now)
      figures.isExact = true
      let notes = try table.ruleNotes(breaker.row.number)
      let rules = try breaker.rules.map { rule in
        RuleRow(rule: rule, figure: try figures.figure(rule, nil), note: notes[Array(rule.id.utf8)])
      }
      let condition = try table.condition(breaker.row.number)
      return Row(
        name: breaker.row.name, condition: condition, isLimited: figures.isBudgetLimited, rules: rules, time: time)
    }
    return Answer(rows: rows, total: total, count: budgets.breakers.count)
  }

  struct Answer: Shaped, Sendable {
    let rows: [Row]
    let total: BreakerStatistics
    let count: Int

    private var byName: ByName { ByName(rows: rows) }
    private var manager: Manager { Manager(total: total, count: count) }
    private var health: Health { Health(rows: rows, count: count) }

    static let members: [Member<Answer>] = [
      Member("circuit_breakers", \.byName, "Each breaker, by its name."),
      Member("manager_statistics", \.manager, "All breakers together, whichever was asked for."),
      Member("system_health", \.health, "Those asked for in short."),
    ]
  }

  struct ByName: JSONWritable, Sendable {
    let rows: [Row]
    static var schema: Schema { .map(Row.schema) }

    func write(to writer: JSONWriter) {
      writer.beginObject()
      for row in rows {
        writer.name(row.name)
        row.write(to: writer)
      }
      writer.endObject()
    }
  }

  struct Row: Shaped, Sendable {
    let name: String
    let condition: BreakerCondition
    let isLimited: Bool
    let rules: [RuleRow]
    let time: MachineTime

    var state: BreakerStateName { BreakerStateName(condition, isLimited: isLimited, time) }
    private var throttle: Share {
      let triggered = rules.filter(\.isTriggered).map(\.rule)
      if state == .open || triggered.contains(where: { $0.action == .block }) { return Share(millionths: 0) }
      let factors = triggered.filter { $0.action == .throttle }.map(\.throttleFactor)
      return Share(millionths: factors.min() ?? BreakerThrottle.whole)
    }
    private var until: Timestamp? { condition.state == .closed ? nil : condition.until.now }

    static let members: [Member<Row>] = [
      Member("name", \.name, "Its name."),
      Member("state", \.state, "closed, open, half_open, or budget_limited from 95 % of any limit of a budget on."),
      Member("failure_count", \.condition.failures, "Calls that failed one after the other."),
      Member("throttle_rate", \.throttle, "The share of calls that passes now: 1 while nothing is triggered, 0 while none does."),
      Member("statistics", \.condition.statistics, "What it saw since it was created."),
      Member("last_failure_time", \.condition.lastFailure, "When a call last failed; null before the first."),
      Member("last_success_time", \.condition.lastSuccess, "When a call last succeeded; null before the first."),
      Member("waits_until", \.until, "When an open breaker may be tried, or the time of the call that tries it is over; null while closed."),
      Member("rules", \.rules, "Its rules, the highest priority first."),
    ]
  }

  struct RuleRow: Shaped, Sendable {
    let rule: BreakerRule
    let figure: BreakerFigures.Figure?
    let note: BreakerRuleNote?

    var isTriggered: Bool { figure.map { rule.isReached(by: $0.amount, of: $0.limit) } ?? false }
    private var threshold: BreakerThreshold { rule.threshold }
    private var action: BreakerAction { rule.action }
    private var value: Decimal9 { Decimal9(billionths: rule.value) }
    private var current: Ratio { Ratio(figure?.current) }
    private var times: Int64 { note?.times ?? 0 }

    static let members: [Member<RuleRow>] = [
      Member("rule_id", \.rule.id, "The rule."),
      Member("threshold_type", \.threshold, "What it watches."),
      Member("threshold_value", \.value, "From where on it is triggered."),
      Member("current_value", \.current, "Where that stands, in USD or percent; null without a budget, and for operations."),
      Member("triggered", \.isTriggered, "Whether it is triggered, operations apart."),
      Member("action", \.action, "What it does."),
      Member("times_triggered", \.times, "How often it set in, once in its cooldown."),
      Member("last_triggered_at", \.note?.last, "When it last did."),
    ]
  }

  struct Manager: Shaped, Sendable {
    let total: BreakerStatistics
    let count: Int
    static let members: [Member<Manager>] = [
      Member("breakers_created", \.count, "Breakers there are."),
      Member("total_operations", \.total.totalCalls, "Calls they were asked for."),
      Member("total_blocks", \.total.blockedCalls, "Calls they refused."),
      Member("total_cost_saved", \.total.saved, "What those would have cost, by their estimates."),
    ]
  }

  struct Health: Shaped, Sendable {
    enum Status: String, CaseIterable, JSONChoice { case healthy, degraded, critical }
    let rows: [Row]
    let count: Int

    private var open: Int { rows.count { $0.state == .open } }
    private var limited: Int { rows.count { $0.state == .halfOpen || $0.state == .budgetLimited } }
    private var status: Status { open > 0 ? .critical : limited > 0 ? .degraded : .healthy }
    private var message: String {
      status == .healthy
        ? "All circuit breakers operational" : "\(open) circuit breakers open, \(limited) half open or limited by a budget"
    }

    static let members: [Member<Health>] = [
      Member("status", \.status, "critical when one is open, degraded when one is half open or limited by a budget."),
      Member("message", \.message, "The same in a sentence."),
      Member("total_breakers", \.count, "Breakers there are."),
    ]
  }
}

extension BreakerStatistics: Shaped {
  package static let members: [Member<BreakerStatistics>] = [
    Member("total_calls", \.totalCalls, "Calls it was asked for."),
    Member("allowed_calls", \.allowedCalls, "Those that passed."),
    Member("blocked_calls", \.blockedCalls, "Those that were refused."),
    Member("cost_blocked_calls", \.costBlockedCalls, "Those of them that a rule refused, by a throttle or wholly."),
    Member("total_estimated_cost", \.estimated, "What the calls that passed were taken to cost, in USD."),
    Member("total_actual_cost", \.actual, "What they cost, as far as it was recorded."),
    Member("cost_savings", \.saved, "The sum of the estimated cost of blocked calls."),
  ]

  static func += (left: inout BreakerStatistics, right: BreakerStatistics) {
    left.allowedCalls += right.allowedCalls
    left.blockedCalls += right.blockedCalls
    left.costBlockedCalls += right.costBlockedCalls
    left.estimated += right.estimated
    left.actual += right.actual
    left.saved += right.saved
  }
}
