/// An amount that a scope may cost in a period.
package struct BudgetLimit: Hashable, Sendable {
  package var period: BudgetPeriod
  package var amount: Money
  /// Days, for a rolling limit.
  package var days: Int
  /// For a one-time limit, half-open, in microseconds.
  package var range: Range<Int64>

  package init(_ period: BudgetPeriod, _ amount: Money, days: Int = 0, range: Range<Int64> = BudgetCalendar.always) {
    (self.period, self.amount, self.days, self.range) = (period, amount, days, range)
  }

  /// The period whose counters hold what this limit is about.
  package var countedBy: BudgetPeriod { period == .rolling ? .daily : period }
}

/// A share of a limit at which somebody wants to hear, or something is to happen.
package struct BudgetThreshold: Hashable, Sendable {
  /// Thousandths of a percent: 80 % is 80,000.
  package var milliPercent: Int64
  package var priority: String
  /// What is to be done: `throttle` refuses background work from here on, the others tell people.
  package var action: String
  /// The channels that hear of it; empty: every channel.
  package var channels: [String]

  package init(milliPercent: Int64, priority: String, action: String, channels: [String] = []) {
    (self.milliPercent, self.priority, self.action, self.channels) = (milliPercent, priority, action, channels)
  }

  /// Whether an amount is this share of a limit, or more.
  package func isReached(_ spent: Money, of limit: Money) -> Bool {
    limit.nanos > 0 && spent.nanos * 100_000 >= limit.nanos * Int128(milliPercent)
  }

  /// The amount at which it is reached, rounded half to even.
  package func amount(of limit: Money) -> Money {
    Money(nanos: roundedHalfToEven(limit.nanos * Int128(milliPercent), over: 100_000))
  }
}

/// What happens when a limit is reached.
package enum BudgetEnforcement: String, CaseIterable, Sendable {
  /// People hear of it, nothing is refused.
  case monitor
  /// After the grace period work is refused, background work first.
  case throttle
  /// What would exceed a limit is refused.
  case block
}

/// What becomes of a call whose price nobody knows.
package enum UnpricedPolicy: String, CaseIterable, Sendable {
  /// It may go on and counts as nothing until it is priced.
  case allow
  /// It is refused.
  case deny
  /// A fixed amount is held for it.
  case hold
}

/// How much a call matters: when money is short, background work is refused first.
package enum SpendPriority: String, CaseIterable, Sendable {
  case background, normal, critical
}

/// A budget: what a scope may cost, and what happens when it does.
package struct Budget: Sendable {
  /// The row it has in the store.
  package var number: Int64
  package var id: String
  /// The values that narrow it, those of its parents included: a child's spend counts in its parents.
  package var scope: Scope
  package var parent: String?
  /// None when this system does not know the budget's time zone: nothing can then be judged by it.
  package var calendar: BudgetCalendar?
  package var limits: [BudgetLimit]
  package var emergencyLimit: Money?
  package var thresholds: [BudgetThreshold]
  package var graceMicroseconds: Int64
  package var isThrottling: Bool
  package var isAlerting: Bool
  package var enforcement: BudgetEnforcement
  package var unpricedPolicy: UnpricedPolicy
  package var unpricedHold: Money
  /// Events up to this instant may have been stored before the budget was, so that only a scan can count them.
  package var countedUntil: Int64

  package init(number: Int64, id: String, scope: Scope, calendar: BudgetCalendar?, limits: [BudgetLimit]) {
    (self.number, self.id, self.scope, self.calendar, self.limits) = (number, id, scope, calendar, limits)
    parent = nil
    emergencyLimit = nil
    thresholds = []
    graceMicroseconds = 0
    (isThrottling, isAlerting) = (true, true)
    enforcement = .block
    (unpricedPolicy, unpricedHold) = (.deny, .zero)
    countedUntil = .min
  }

  /// Numbers from here on are those of what circuit breakers count: nobody set these as budgets.
  package static let firstMeter: Int64 = 1 << 40

  /// How people hear of it.
  package var title: String { number < Self.firstMeter ? "budget \(id)" : "breaker \(id.dropFirst())" }

  /// The periods whose spend is counted: each day and month, and those of the limits.
  package var countedPeriods: [BudgetPeriod] {
    var found: [BudgetPeriod] = [.daily, .monthly]
    for limit in limits where !found.contains(limit.countedBy) { found.append(limit.countedBy) }
    return found
  }

  package func limit(_ period: BudgetPeriod) -> BudgetLimit? { limits.first { $0.period == period } }

  /// The stretch that a counter of a period covers, around an instant; nil when a one-time limit does not reach there.
  package func range(_ period: BudgetPeriod, holding instant: Int64) -> Range<Int64>? {
    if period == .oneTime {
      guard let range = limit(.oneTime)?.range, range.contains(instant) else { return nil }
      return range
    }
    return calendar?.period(period, holding: instant)
  }
}
