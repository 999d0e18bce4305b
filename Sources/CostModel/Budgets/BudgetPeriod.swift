/// What a limit is for: a calendar period of the budget's zone, a number of days, or a stretch of time.
package enum BudgetPeriod: Int64, CaseIterable, Sendable {
  case hourly = 1, daily, weekly, monthly, quarterly, yearly
  /// Everything there ever was.
  case total
  /// The last so many days, today included; summed from the days.
  case rolling
  case oneTime

  package var name: String {
    switch self {
    case .hourly: "hourly"
    case .daily: "daily"
    case .weekly: "weekly"
    case .monthly: "monthly"
    case .quarterly: "quarterly"
    case .yearly: "yearly"
    case .total: "total"
    case .rolling: "rolling"
    case .oneTime: "one_time"
    }
  }

  package init?(name: String) {
    guard let found = Self.allCases.first(where: { $0.name == name }) else { return nil }
    self = found
  }
}

/// The clock by which a budget's periods begin and end: a zone, and the hour of the day at which days begin.
package struct BudgetCalendar: Hashable, Sendable {
  package var zone: TimeZoneRules
  /// 0 to 23. Weeks begin at this hour of Monday, months at this hour of their first day.
  package var resetHour: Int

  package init(zone: TimeZoneRules, resetHour: Int) { (self.zone, self.resetHour) = (zone, resetHour) }

  /// The whole of time, for limits without a period.
  package static let always = Int64.min / 2..<Int64.max / 2

  /// The period that holds an instant, half-open, in microseconds since the epoch.
  ///
  /// Rolling and one-time limits have no calendar period: they answer `always`.
  package func period(_ period: BudgetPeriod, holding instant: Int64) -> Range<Int64> {
    switch period {
    case .hourly: hour(holding: instant)
    case .daily: dates(holding: instant, from: { $0 }, to: { $0.adding(days: 1) })
    case .weekly: dates(holding: instant, from: \.startOfWeek, to: { $0.adding(days: 7) })
    case .monthly: dates(holding: instant, from: \.startOfMonth, to: { $0.adding(months: 1) })
    case .quarterly: dates(holding: instant, from: \.startOfQuarter, to: { $0.adding(months: 3) })
    case .yearly: dates(holding: instant, from: \.startOfYear, to: { $0.adding(months: 12) })
    case .total, .rolling, .oneTime: Self.always
    }
  }

  /// The local day that holds an instant, as this calendar begins days.
  package func day(holding instant: Int64) -> CivilDate {
    let day = zone.civilDate(of: Timestamp(microseconds: instant))
    if start(of: day) > instant { return day.adding(days: -1) }
    let next = day.adding(days: 1)
    return next > day && start(of: next) <= instant ? next : day
  }

  /// The first instant of a day, in microseconds.
  ///
  /// Where the clocks skip the reset hour it is the moment they are moved; an hour that comes twice counts when it
  /// comes first.
  package func start(of day: CivilDate) -> Int64 {
    let local = Int64(day.daysSinceEpoch) * Timestamp.secondsPerDay + Int64(resetHour) * 3_600
    return zone.firstInstant(showing: local) * 1_000_000
  }

  private func dates(
    holding instant: Int64, from first: (CivilDate) -> CivilDate, to next: (CivilDate) -> CivilDate
  ) -> Range<Int64> {
    let begin = first(day(holding: instant))
    let (from, to) = (start(of: begin), start(of: next(begin)))
    // At the calendar's ends there is no day before or behind.
    let start = min(from, instant)
    return start..<max(to, instant + 1)
  }

  /// A local hour ends where the clocks change, so the hour that comes twice is two.
  private func hour(holding instant: Int64) -> Range<Int64> {
    let run = zone.run(at: Timestamp(microseconds: instant))
    let local = floorDivide(instant, 1_000_000) + Int64(run.offset)
    var from = floorDivide(local, 3_600) * 3_600 - Int64(run.offset)
    var to = from + 3_600
    if let changed = run.start { from = max(from, changed) }
    if let change = run.end { to = min(to, change) }
    return from * 1_000_000..<to * 1_000_000
  }
}

extension CivilDate {
  package var startOfYear: CivilDate { adding(months: 1 - month).startOfMonth }
  package var startOfQuarter: CivilDate { adding(months: -((month - 1) % 3)).startOfMonth }
}
