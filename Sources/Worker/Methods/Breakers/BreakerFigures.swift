import CostModel
import JSON
import Store

/// What the rules of a breaker watch, read once for a call.
struct BreakerFigures {
  private let breaker: CurrentBreaker
  private let reading: BudgetReading
  private let now: Int64
  /// Where the budgets stand that the call falls under.
  let standings: [BudgetStanding]
  /// Whether rates below their threshold matter to the nano-dollar, as where they are shown.
  var isExact = false

  init(_ breaker: CurrentBreaker, scope: Scope, _ budgets: NamedBudgets, _ reading: BudgetReading, now: Timestamp) throws {
    (self.breaker, self.reading, self.now) = (breaker, reading, now.microseconds)
    standings = try budgets.set.matching(scope).map { try reading.standing(budgets.set.budgets[$0]) }
  }

  /// What a rule looks at.
  struct Figure: Sendable {
    var amount: Money
    /// The limit it is a share of, and its budget's id.
    var limit: Money?
    var budget: String?
    /// When the period it is of ends, in microseconds.
    var end: Int64?
  }

  /// A rule that is triggered, and by what.
  struct Triggered: Sendable {
    let rule: BreakerRule
    let figure: Figure
  }

  /// The rules that are triggered, the highest priority first.
  ///
  /// - Parameter estimate: what the operation at hand will cost; nil when there is none.
  func triggered(_ estimate: Money?) throws -> [Triggered] {
    try breaker.rules.compactMap { rule in
      guard let figure = try figure(rule, estimate), rule.isReached(by: figure.amount, of: figure.limit) else { return nil }
      return Triggered(rule: rule, figure: figure)
    }
  }

  /// What a rule looks at now; nil when there is nothing, as without a budget or an operation.
  func figure(_ rule: BreakerRule, _ estimate: Money?) throws -> Figure? {
    switch rule.threshold {
    case .operationCost: return estimate.map { Figure(amount: $0) }
    case .absoluteDaily: return try spent(.daily)
    case .absoluteMonthly: return try spent(.monthly)
    case .percentageDaily: return fullest(.daily)
    case .percentageMonthly: return fullest(.monthly)
    case .rateBased: return try breaker.meter.map { Figure(amount: try rate($0, rule.value)) }
    }
  }

  private func spent(_ period: BudgetPeriod) throws -> Figure? {
    guard let meter = breaker.meter else { return nil }
    let count = try reading.count(meter, period, holding: now)
    return Figure(amount: count.spent, end: count.range.upperBound)
  }

  private func fullest(_ period: BudgetPeriod) -> Figure? {
    guard let (standing, limit) = standings.fullest(period) else { return nil }
    return Figure(amount: limit.spent, limit: limit.limit.amount, budget: standing.budget.id, end: limit.range.upperBound)
  }

  /// What the last 60 minutes cost. The sums of the hours that they touch decide as a rule, and spare a scan.
  private func rate(_ meter: Budget, _ threshold: Int128) throws -> Money {
    let hour = Timestamp.microsecondsPerHour
    let this = try reading.count(meter, .hourly, holding: now)
    var most = this.spent
    if this.range.lowerBound > now - hour {
      var before = try reading.count(meter, .hourly, holding: this.range.lowerBound - 1)
      most += before.spent
      // Where the clocks change, an hour may be short.
      while before.range.lowerBound > now - hour {
        before = try reading.count(meter, .hourly, holding: before.range.lowerBound - 1)
        most += before.spent
      }
    }
    guard most.nanos >= threshold || isExact else { return most }
    return try reading.scan(meter, now - hour + 1..<now + 1).cost
  }

  /// Whether 95 % of any limit of a budget is spent, or its emergency stop is in force.
  var isBudgetLimited: Bool {
    standings.contains { standing in
      standing.emergencyAt != nil
        || standing.limits.contains { $0.limit.amount.nanos <= 0 || $0.spent.nanos * 100 >= $0.limit.amount.nanos * 95 }
    }
  }
}

/// How a breaker stands, in the word of the wire.
enum BreakerStateName: String, CaseIterable, JSONChoice {
  case closed, open
  case halfOpen = "half_open"
  /// Closed, and 95 % of a budget is spent.
  case budgetLimited = "budget_limited"

  init(_ condition: BreakerCondition, isLimited: Bool, _ time: MachineTime) {
    switch condition.state {
    case .open: self = time.isPast(condition.until) ? .halfOpen : .open
    case .halfOpen: self = .halfOpen
    case .closed: self = isLimited ? .budgetLimited : .closed
    }
  }
}

/// A rule that is triggered, as answers show it.
struct TriggeredRule: Shaped, Sendable {
  let triggered: BreakerFigures.Triggered
  init(_ triggered: BreakerFigures.Triggered) { self.triggered = triggered }

  private var rule: BreakerRule { triggered.rule }
  private var threshold: BreakerThreshold { rule.threshold }
  private var action: BreakerAction { rule.action }
  private var value: Decimal9 { Decimal9(billionths: rule.value) }
  private var current: Ratio { Ratio(triggered.figure.current) }
  private var factor: Share? { rule.action == .throttle ? Share(millionths: rule.throttleFactor) : nil }

  static let members: [Member<TriggeredRule>] = [
    Member("rule_id", \.rule.id, "The rule."),
    Member("threshold_type", \.threshold, "What it watches."),
    Member("threshold_value", \.value, "From where on it is triggered."),
    Member("current_value", \.current, "Where that stands, in USD or percent."),
    Member("action", \.action, "What it does."),
    Member.optional("throttle_factor", \.factor, "The share of calls that passes, where it throttles."),
    Member.optional("budget_id", \.triggered.figure.budget, "The budget whose limit is fullest, for percentages."),
  ]
}

extension BreakerFigures.Figure {
  /// In USD, or in percent of the limit.
  var current: Double {
    guard let limit else { return amount.dollars }
    return limit.nanos <= 0 ? 100 : Double(amount.nanos) / Double(limit.nanos) * 100
  }
}
