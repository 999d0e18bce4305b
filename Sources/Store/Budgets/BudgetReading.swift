import CostModel

/// Finds out where budgets stand, on one state of the database.
package struct BudgetReading {
  private let rows: BudgetRows
  private let names: Names
  private let teams: TeamMapping
  private let time: MachineTime

  package init(_ reader: LedgerReader, _ budgets: BudgetIndex, at time: MachineTime) {
    self.init(reader.connection, reader.names, budgets.teams, at: time)
  }

  init(_ connection: Connection, _ names: Names, _ teams: TeamMapping, at time: MachineTime) {
    (rows, self.names, self.teams, self.time) = (BudgetRows(connection), names, teams, time)
  }

  /// Where a budget stands now.
  package func standing(_ budget: Budget) throws -> BudgetStanding {
    let now = time.now.microseconds
    let day = try count(budget, .daily, holding: now), month = try count(budget, .monthly, holding: now)
    var limits: [LimitStanding] = []
    for limit in budget.limits {
      switch limit.period {
      case .daily: limits.append(standing(limit, day))
      case .monthly: limits.append(standing(limit, month))
      case .rolling: limits.append(standing(limit, try rolling(budget, limit.days, until: now)))
      case .oneTime where !limit.range.contains(now): continue
      default: limits.append(standing(limit, try count(budget, limit.period, holding: now)))
      }
    }
    var standing = BudgetStanding(
      budget: budget, limits: limits, day: standing(budget.limit(.daily) ?? BudgetLimit(.daily, .zero), day),
      month: standing(budget.limit(.monthly) ?? BudgetLimit(.monthly, .zero), month))
    standing.held = try rows.held(budget.number, at: time)
    let emergency = try rows.emergency(budget.number)
    standing.emergencyAt = emergency.at
    if emergency.floorStart == day.range.lowerBound { standing.emergencyFloor = emergency.floor }
    return standing
  }

  private func standing(_ limit: BudgetLimit, _ count: BudgetCount) -> LimitStanding {
    LimitStanding(
      limit: limit, range: count.range, spent: count.spent, unpricedEvents: count.unpricedEvents, crossedAt: count.crossedAt)
  }

  /// What was spent in the period that holds an instant: its counter, or a scan where the budget is younger.
  package func count(_ budget: Budget, _ period: BudgetPeriod, holding instant: Int64) throws -> BudgetCount {
    if let known = try rows.count(budget.number, period, holding: instant) { return known }
    var count = BudgetCount(range: budget.range(period, holding: instant) ?? BudgetCalendar.always)
    if count.range.lowerBound <= budget.countedUntil { count.add(try scan(budget, count.range)) }
    return count
  }

  /// What was spent in the days from `days - 1` days ago until the end of the day that holds an instant.
  package func rolling(_ budget: Budget, _ days: Int, until instant: Int64) throws -> BudgetCount {
    guard let calendar = budget.calendar else { return BudgetCount(range: BudgetCalendar.always) }
    let today = calendar.day(holding: instant)
    let range = calendar.start(of: today.adding(days: 1 - days))..<calendar.period(.daily, holding: instant).upperBound
    var sum = BudgetCount(range: range)
    for day in try dayCounts(budget, in: range) {
      sum.spent += day.spent
      sum.unpricedEvents += day.unpricedEvents
      sum.events += day.events
      sum.calls += day.calls
    }
    return sum
  }

  /// The counts of a stretch of whole days, as counters, and as one scan for each day without one that is older than
  /// the budget; oldest first. Days on which nothing was spent may be missing.
  package func dayCounts(_ budget: Budget, in range: Range<Int64>) throws -> [BudgetCount] {
    guard let calendar = budget.calendar else { return [] }
    var found = try rows.counts(budget.number, .daily, from: range.lowerBound, until: range.upperBound)
    guard range.lowerBound <= budget.countedUntil else { return found }
    let known = Set(found.map(\.range.lowerBound))
    var day = calendar.day(holding: range.lowerBound)
    var start = calendar.start(of: day)
    while start < range.upperBound, start <= budget.countedUntil {
      let next = day.adding(days: 1)
      guard next > day else { break }
      let end = calendar.start(of: next)
      if !known.contains(start), end > start {
        var count = BudgetCount(range: start..<end)
        count.add(try scan(budget, start..<end))
        if count.events > 0 { found.append(count) }
      }
      (day, start) = (next, end)
    }
    return found.sorted { $0.range.lowerBound < $1.range.lowerBound }
  }

  /// What events of a stretch of time cost in a budget's scope.
  package func scan(_ budget: Budget, _ range: Range<Int64>) throws -> Measures {
    let question = Question(
      start: Timestamp(microseconds: range.lowerBound), end: Timestamp(microseconds: range.upperBound), scope: budget.scope, teams: teams)
    let aggregator = Aggregator([])
    try Scan(connection: rows.connection, names: names, question: question).blocks { try aggregator.add($0, key: 0) }
    return aggregator.results.first?.measures ?? Measures()
  }
}
