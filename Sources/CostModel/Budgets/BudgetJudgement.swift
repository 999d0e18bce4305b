/// Where a limit stands at an instant.
package struct LimitStanding: Sendable {
  package var limit: BudgetLimit
  /// The period under way, half-open, in microseconds.
  package var range: Range<Int64>
  package var spent: Money
  package var unpricedEvents: Int64
  /// When what was spent first reached the limit in this period.
  package var crossedAt: Int64?

  package init(limit: BudgetLimit, range: Range<Int64>, spent: Money, unpricedEvents: Int64 = 0, crossedAt: Int64? = nil) {
    (self.limit, self.range, self.spent) = (limit, range, spent)
    (self.unpricedEvents, self.crossedAt) = (unpricedEvents, crossedAt)
  }
}

/// Where a budget stands at an instant.
package struct BudgetStanding: Sendable {
  package var budget: Budget
  package var limits: [LimitStanding]
  /// Today and this month, whether limited or not.
  package var day: LimitStanding
  package var month: LimitStanding
  /// What reservations hold that are neither settled, released nor expired.
  package var held: Money
  /// When the emergency stop was set off; nil when it is not in force.
  package var emergencyAt: Int64?
  /// What had been spent this day when an emergency stop was last lifted: the emergency limit counts from there.
  package var emergencyFloor: Money

  package init(budget: Budget, limits: [LimitStanding], day: LimitStanding, month: LimitStanding) {
    (self.budget, self.limits, self.day, self.month) = (budget, limits, day, month)
    (held, emergencyAt, emergencyFloor) = (.zero, nil, .zero)
  }
}

/// How a budget stands, in one word. Shares are those of the daily limit, else of the fullest one.
package enum BudgetStatus: String, CaseIterable, Sendable {
  /// Below 50 %.
  case withinBudget = "within_budget"
  /// Below 80 %.
  case moderateUsage = "moderate_usage"
  /// Below 100 %.
  case approachingLimit = "approaching_limit"
  case overBudget = "over_budget"
  /// The emergency limit was reached.
  case emergency

  package init(spent: Money, limit: Money) {
    if spent.nanos <= 0 { self = .withinBudget }
    else if spent >= limit { self = .overBudget }
    else if spent.nanos * 100 >= limit.nanos * 80 { self = .approachingLimit }
    else if spent.nanos * 100 >= limit.nanos * 50 { self = .moderateUsage }
    else { self = .withinBudget }
  }
}

/// Something that a budget does about spending, and why.
package struct EnforcementAction: Hashable, Sendable {
  package enum Kind: String, CaseIterable, Sendable {
    case gracePeriodActive = "grace_period_active"
    case throttleExports = "throttle_exports"
    case emergencyCircuitBreaker = "emergency_circuit_breaker"
    /// A limit that is not the daily one is exceeded, and the budget does not refuse for it.
    case limitWarning = "limit_warning"
    case monthlyLimitWarning = "monthly_limit_warning"
    case limitExceeded = "limit_exceeded"
    case unpricedDenied = "unpriced_denied"
    case zoneUnknown = "time_zone_unknown"
  }
  package var kind: Kind
  package var reason: String
  package var severity: String

  package init(kind: Kind, reason: String, severity: String) {
    (self.kind, self.reason, self.severity) = (kind, reason, severity)
  }
}

/// What a budget says to an additional amount.
package struct BudgetVerdict: Sendable {
  package var isAllowed: Bool
  package var status: BudgetStatus
  package var actions: [EnforcementAction]
  /// The place in the standing's limits of the one that refused, or that is exceeded.
  package var exceeded: Int?
}

extension BudgetStanding {
  /// What is spent and held together, and an amount more, in a period.
  package func projected(_ standing: LimitStanding, _ additional: Money) -> Money { standing.spent + held + additional }

  /// Whether today's spend, and an amount more, is at the emergency limit.
  package func isEmergency(_ additional: Money) -> Bool {
    if emergencyAt != nil { return true }
    guard let limit = budget.emergencyLimit else { return false }
    return day.spent + additional >= limit + emergencyFloor
  }

  /// Judges an additional amount.
  ///
  /// The emergency limit comes first, then the other limits by their enforcement: `block` refuses what would exceed
  /// one (after the grace period, where one is set), `throttle` lets the daily limit be exceeded while the grace
  /// period since the first crossing lasts and then refuses all but critical calls; above a threshold whose action is
  /// to throttle it refuses background work. `monitor` refuses nothing but emergencies.
  package func judge(_ additional: Money, priority: SpendPriority, now: Int64) -> BudgetVerdict {
    guard budget.calendar != nil else {
      let action = EnforcementAction(
        kind: .zoneUnknown, reason: "This system does not know the time zone of budget \(budget.id)", severity: "critical")
      return BudgetVerdict(isAllowed: budget.enforcement == .monitor, status: .withinBudget, actions: [action], exceeded: nil)
    }
    if isEmergency(additional) {
      let action = EnforcementAction(
        kind: .emergencyCircuitBreaker, reason: "The emergency limit of budget \(budget.id) was reached; an admin has to lift the stop",
        severity: "critical")
      return BudgetVerdict(isAllowed: false, status: .emergency, actions: [action], exceeded: nil)
    }
    var verdict = BudgetVerdict(isAllowed: true, status: status(additional), actions: [], exceeded: nil)
    for (index, standing) in limits.enumerated() {
      if projected(standing, additional) > standing.limit.amount {
        if verdict.exceeded == nil { verdict.exceeded = index }
        judgeExceeded(standing, index, priority, now, &verdict)
      } else if priority == .background, budget.enforcement == .throttle, budget.isThrottling, isThrottled(standing, additional) {
        refuse(&verdict, index)
        verdict.actions.append(
          EnforcementAction(
            kind: .throttleExports, reason: "The \(standing.limit.period.name) limit is near; background work waits", severity: "high"))
      }
    }
    return verdict
  }

  private func judgeExceeded(
    _ standing: LimitStanding, _ index: Int, _ priority: SpendPriority, _ now: Int64, _ verdict: inout BudgetVerdict
  ) {
    let name = standing.limit.period.name
    let isInGrace = budget.graceMicroseconds > 0 && now - (standing.crossedAt ?? now) < budget.graceMicroseconds
    switch budget.enforcement {
    case .monitor:
      verdict.actions.append(warning(standing))
    case .block:
      if isInGrace {
        verdict.actions.append(grace(name))
      } else {
        refuse(&verdict, index)
        verdict.actions.append(
          EnforcementAction(kind: .limitExceeded, reason: "The \(name) limit would be exceeded", severity: "high"))
      }
    case .throttle:
      guard standing.limit.period == .daily else {
        verdict.actions.append(warning(standing))
        return
      }
      if isInGrace, priority != .background {
        verdict.actions.append(grace(name))
      } else {
        if budget.isThrottling, priority != .critical { refuse(&verdict, index) }
        verdict.actions.append(
          EnforcementAction(
            kind: .throttleExports, reason: "The \(name) limit is exceeded and the grace period is over", severity: "high"))
      }
    }
  }

  private func grace(_ name: String) -> EnforcementAction {
    EnforcementAction(
      kind: .gracePeriodActive, reason: "The \(name) limit is exceeded, within the grace period", severity: "medium")
  }

  private func warning(_ standing: LimitStanding) -> EnforcementAction {
    EnforcementAction(
      kind: standing.limit.period == .monthly ? .monthlyLimitWarning : .limitWarning,
      reason: "The \(standing.limit.period.name) limit is exceeded", severity: "high")
  }

  private func refuse(_ verdict: inout BudgetVerdict, _ index: Int) {
    if verdict.isAllowed { verdict.exceeded = index }
    verdict.isAllowed = false
  }

  private func isThrottled(_ standing: LimitStanding, _ additional: Money) -> Bool {
    let spent = projected(standing, additional)
    return budget.thresholds.contains { $0.action == "throttle" && $0.isReached(spent, of: standing.limit.amount) }
  }

  /// The status with an amount more: by the daily limit, else by the limit that is fullest.
  package func status(_ additional: Money) -> BudgetStatus {
    if isEmergency(additional) { return .emergency }
    if let daily = limits.first(where: { $0.limit.period == .daily }) {
      return BudgetStatus(spent: daily.spent + additional, limit: daily.limit.amount)
    }
    return limits.map { BudgetStatus(spent: $0.spent + additional, limit: $0.limit.amount) }
      .max { BudgetStatus.allCases.firstIndex(of: $0) ?? 0 < BudgetStatus.allCases.firstIndex(of: $1) ?? 0 } ?? .withinBudget
  }

  /// Seed 004's word for it: by the shares warning 75 %, critical 90 %, exceeded 100 %.
  package func health(_ additional: Money) -> BudgetHealth {
    let worst = limits.map { standing -> BudgetHealth in
      let spent = (standing.spent + additional).nanos, limit = standing.limit.amount.nanos
      if spent >= limit, spent > 0 { return .exceeded }
      if spent * 100 >= limit * 90, spent > 0 { return .critical }
      if spent * 100 >= limit * 75, spent > 0 { return .warning }
      return .healthy
    }.max { $0.rank < $1.rank }
    return emergencyAt != nil ? .exceeded : worst ?? .healthy
  }
}

/// How healthy a budget is.
package enum BudgetHealth: String, CaseIterable, Sendable {
  case healthy, warning, critical, exceeded
  package var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
