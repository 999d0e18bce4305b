/// What a rule of a circuit breaker watches.
package enum BreakerThreshold: String, CaseIterable, Sendable {
  /// USD spent today, or this month, in the breaker's scope.
  case absoluteDaily = "absolute_daily"
  case absoluteMonthly = "absolute_monthly"
  /// The spent share of the fullest daily, or monthly, limit of the budgets that a call falls under.
  case percentageDaily = "percentage_daily"
  case percentageMonthly = "percentage_monthly"
  /// USD spent in the last 60 minutes in the breaker's scope.
  case rateBased = "rate_based"
  /// USD that the operation at hand is estimated at.
  case operationCost = "operation_cost"

  package var isPercentage: Bool { self == .percentageDaily || self == .percentageMonthly }
  /// Whether it needs what is spent in the breaker's own scope.
  package var isMetered: Bool { self == .absoluteDaily || self == .absoluteMonthly || self == .rateBased }
}

/// What happens to a call while a rule is triggered.
package enum BreakerAction: String, CaseIterable, Sendable {
  case block, throttle
  case alertOnly = "alert_only"
}

/// How a breaker stands.
package enum BreakerState: Int64, Sendable {
  case closed = 0
  /// Calls failed one after the other: none passes until the recovery time is over.
  case open
  /// A single call is tried.
  case halfOpen
}

/// A rule of a circuit breaker.
package struct BreakerRule: Sendable, Hashable {
  package var id: String
  package var threshold: BreakerThreshold
  /// Billionths of a dollar, or of a percent.
  package var value: Int128
  package var action: BreakerAction
  package var priority: Int
  package var cooldownMicroseconds: Int64
  /// Millionths: the share of calls that passes while it throttles.
  package var throttleFactor: Int64

  package init(
    id: String, threshold: BreakerThreshold, value: Int128, action: BreakerAction, priority: Int, cooldownMicroseconds: Int64,
    throttleFactor: Int64
  ) {
    (self.id, self.threshold, self.value, self.action) = (id, threshold, value, action)
    (self.priority, self.cooldownMicroseconds, self.throttleFactor) = (priority, cooldownMicroseconds, throttleFactor)
  }

  /// Whether an amount reaches it; with a limit, as a share of that. A limit of nothing is always full.
  package func isReached(by amount: Money, of limit: Money?) -> Bool {
    guard let limit else { return amount.nanos >= value }
    return limit.nanos <= 0 || amount.nanos * 100_000_000_000 >= limit.nanos * value
  }
}

/// Lets a share of calls pass by counting them, so that nothing is left to chance.
package enum BreakerThrottle {
  package static let whole: Int64 = 1_000_000

  /// Whether the call passes that so many throttled ones came before.
  package static func passes(_ before: Int64, factor: Int64) -> Bool {
    let factor = Int128(factor), whole = Int128(Self.whole)
    return (Int128(before) + 1) * factor / whole > Int128(before) * factor / whole
  }
}

/// What a breaker has seen.
package struct BreakerStatistics: Sendable, Equatable {
  package var allowedCalls: Int64 = 0
  package var blockedCalls: Int64 = 0
  /// Those among the blocked that a rule about cost refused.
  package var costBlockedCalls: Int64 = 0
  /// Of the calls allowed.
  package var estimated = Money.zero
  package var actual = Money.zero
  /// The estimates of the calls blocked.
  package var saved = Money.zero

  package init() {}
  package var totalCalls: Int64 { allowedCalls + blockedCalls }

  /// Counts a call (`sign` 1), or takes it back (-1).
  package mutating func count(_ estimate: Money, isAllowed: Bool, isCostBlocked: Bool, sign: Int64) {
    let amount = Money(nanos: estimate.nanos * Int128(sign))
    if isAllowed {
      allowedCalls += sign
      estimated += amount
    } else {
      blockedCalls += sign
      if isCostBlocked { costBlockedCalls += sign }
      saved += amount
    }
  }
}
