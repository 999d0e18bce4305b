import CostModel
import JSON
import JSONRPC
import Store

/// A customer's tier, as seed 001 has them.
enum BudgetTier: String, CaseIterable, JSONChoice {
  case standard, premium, enterprise

  /// What a day, a month, and a day at the very most may cost.
  var limits: (daily: Money, monthly: Money, emergency: Money) {
    switch self {
    case .standard: (Money(nanos: 10_000_000_000), Money(nanos: 300_000_000_000), Money(nanos: 50_000_000_000))
    case .premium: (Money(nanos: 50_000_000_000), Money(nanos: 1_500_000_000_000), Money(nanos: 200_000_000_000))
    case .enterprise: (Money(nanos: 200_000_000_000), Money(nanos: 6_000_000_000_000), Money(nanos: 1_000_000_000_000))
    }
  }
}

/// Named sets of thresholds: those of the seeds.
enum BudgetPreset: String, CaseIterable, JSONChoice {
  /// Seed 001: 50, 80, 95 %.
  case s1
  /// Seed 002, as its text lists them: 50, 75, 90 %.
  case s2
  /// Seed 002, as its sample sets them: 50 % by e-mail, 80 % by e-mail and in the application, 90 % by webhook.
  case s2Sample = "s2_sample"
  /// Seed 004: warning 75, critical 90, exceeded 100 %.
  case s4

  var thresholds: [BudgetFields.Threshold] {
    switch self {
    case .s1: [.init(50, .medium, .monitor), .init(80, .high, .review), .init(95, .critical, .throttle)]
    case .s2: [.init(50, .medium, .notify), .init(75, .high, .notify), .init(90, .critical, .notify)]
    case .s2Sample:
      [
        .init(50, .medium, .notify, ["email"]), .init(80, .high, .notify, ["email", "client"]),
        .init(90, .critical, .notify, ["webhook"]),
      ]
    case .s4: [.init(75, .warning, .notify), .init(90, .critical, .notify), .init(100, .exceeded, .block)]
    }
  }
}

extension BudgetFields {
  // MARK: Defaults

  var effectiveThresholds: [Threshold] { thresholds ?? (preset ?? (tier == nil ? .s4 : .s1)).thresholds }
  var effectiveEnforcement: BudgetEnforcement { enforcement ?? (tier == nil ? .block : .throttle) }
  var effectiveGrace: Double { graceHours ?? (tier == nil ? 0 : 1) }
  private var hasOwnLimit: Bool { daily != nil || monthly != nil }
  var effectiveDaily: Money? { daily ?? (hasOwnLimit ? nil : tier?.limits.daily) }
  var effectiveMonthly: Money? { monthly ?? (hasOwnLimit ? nil : tier?.limits.monthly) }

  /// Given, else the tier's; with a daily limit of one's own five times that.
  var effectiveEmergency: Money? {
    if let emergency { return emergency }
    guard let tier else { return nil }
    return daily.map { Money(nanos: $0.nanos * 5) } ?? tier.limits.emergency
  }

  // MARK: Rules

  /// What the field table cannot say.
  func validate(_ services: Services) throws(ErrorAnswer) {
    if tier != nil { try validateTier() }
    if rolling == nil, oneTime == nil, effectiveDaily == nil, effectiveMonthly == nil,
      [hourly, weekly, quarterly, yearly, total, emergency].allSatisfy({ $0 == nil })
    {
      throw .invalid("daily_limit_usd", "at least one limit (hourly, daily, weekly, monthly, quarterly, yearly, total, rolling, one_time or emergency), or a tier", got: "none")
    }
    _ = try services.zone(timeZone)
    _ = try oneTimeRange(services)
    if unpricedPolicy == .hold, unpricedHold == nil {
      throw .invalid("unpriced_hold_usd", "the amount to hold, with unpriced_policy hold", got: "nothing")
    }
    let shares = effectiveThresholds.map(\.percentage.thousandths)
    for (first, second) in zip(shares, shares.dropFirst()) where second <= first {
      throw .invalid("thresholds", "percentages that ascend", got: "\(Double(first) / 1_000) before \(Double(second) / 1_000)")
    }
    for (dimension, values) in scope?.scope.values ?? [:] where values.isEmpty || values.contains("") {
      throw .invalid("scope.\(dimension.member)", "at least one value, none of them empty", got: "none, or an empty one")
    }
  }

  /// Seed 001's rules of validation.
  private func validateTier() throws(ErrorAnswer) {
    func check(_ member: String, _ amount: Money?, _ low: Int64, _ high: Int64) throws(ErrorAnswer) {
      guard let amount else { return }
      guard amount >= Money(nanos: Int128(low) * Money.nanosPerDollar), amount <= Money(nanos: Int128(high) * Money.nanosPerDollar) else {
        throw .invalid(member, "with a tier, from \(low) to \(high) USD", got: plainDecimal(amount.nanos, decimals: 9))
      }
    }
    try check("daily_limit_usd", daily, 1, 10_000)
    try check("monthly_limit_usd", monthly, 10, 100_000)
    if let daily = effectiveDaily, let monthly = effectiveMonthly, monthly.nanos < daily.nanos * 20 {
      throw .invalid(
        "monthly_limit_usd", "with a tier, at least 20 times the daily limit (\(plainDecimal(daily.nanos * 20, decimals: 9)) USD)",
        got: plainDecimal(monthly.nanos, decimals: 9))
    }
    if let daily = effectiveDaily, let emergency = effectiveEmergency, emergency < daily || emergency.nanos > daily.nanos * 20 {
      throw .invalid(
        "emergency_limit_usd", "with a tier, from 1 to 20 times the daily limit (\(plainDecimal(daily.nanos, decimals: 9)) USD)",
        got: plainDecimal(emergency.nanos, decimals: 9))
    }
  }

  private func oneTimeRange(_ services: Services) throws(ErrorAnswer) -> Range<Int64>? {
    guard let oneTime else { return nil }
    let zone = try services.zone(timeZone)
    do throws(WindowError) {
      let window = try Window.between(
        start: oneTime.start, end: oneTime.end, asOf: services.world.now(), zone: zone.rules, zoneName: zone.name)
      return window.start.microseconds..<window.end.microseconds
    } catch {
      throw ErrorAnswer(error)
    }
  }

  // MARK: What the store counts by

  /// The budget as values; its zone is nil where this system does not know it.
  func budget(_ stored: StoredBudget, scope: Scope, _ services: Services) -> Budget {
    let zone = try? services.zone(timeZone).rules
    let calendar = zone.map { BudgetCalendar(zone: $0, resetHour: resetHour ?? 0) }
    var limits: [BudgetLimit] = []
    func add(_ period: BudgetPeriod, _ amount: Money?) {
      if let amount { limits.append(BudgetLimit(period, amount)) }
    }
    add(.hourly, hourly)
    add(.daily, effectiveDaily)
    add(.weekly, weekly)
    add(.monthly, effectiveMonthly)
    add(.quarterly, quarterly)
    add(.yearly, yearly)
    add(.total, total)
    if let rolling { limits.append(BudgetLimit(.rolling, rolling.limit, days: rolling.days)) }
    if let oneTime, let range = try? oneTimeRange(services) { limits.append(BudgetLimit(.oneTime, oneTime.limit, range: range)) }
    var budget = Budget(number: stored.number, id: stored.id, scope: scope, calendar: calendar, limits: limits)
    budget.parent = parent
    budget.emergencyLimit = effectiveEmergency
    budget.thresholds = effectiveThresholds.map {
      BudgetThreshold(
        milliPercent: $0.percentage.thousandths, priority: $0.priority.rawValue, action: $0.action.rawValue, channels: $0.channels ?? [])
    }
    budget.graceMicroseconds = Int64(effectiveGrace * 3_600_000_000)
    budget.isThrottling = isThrottling ?? true
    budget.isAlerting = isAlerting ?? true
    budget.enforcement = effectiveEnforcement
    budget.unpricedPolicy = unpricedPolicy ?? .deny
    budget.unpricedHold = unpricedHold ?? .zero
    budget.countedUntil = stored.countedUntil
    return budget
  }
}
