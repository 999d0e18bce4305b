import CostModel

/// A budget's threshold that was reached in the transaction under way, for the first time in its period.
package struct RaisedAlert: Sendable {
  package var number: Int64
  package var id: String
  package var budget: Budget
  package var limit: BudgetLimit
  package var range: Range<Int64>
  package var threshold: BudgetThreshold
  package var isEmergency: Bool
  package var spent: Money
  package var at: Timestamp
}

/// Counts what events cost for each budget they fall under, in the transaction that stores them, and notices which
/// thresholds are reached.
///
/// A class, because it keeps counters from one transaction to the next. It belongs to the committing thread.
final class BudgetCounters {
  private let connection: Connection
  private let names: Names
  /// Answers the budgets in effect inside the transaction, and the time.
  var source: (LedgerWriter) throws -> BudgetIndex = { _ in .none }
  var clock: () -> MachineTime = { MachineTime(now: Timestamp(microseconds: 0), uptime: 0, boot: 0) }
  private var budgets: BudgetIndex?
  private var cells: [Key: Cell] = [:]
  private var touched: [Key] = []
  /// What crossed a threshold since `takeRaised` was last called.
  private var raised: [RaisedAlert] = []
  /// Those of writes that are done within the transaction, and those of the write under way: only what is committed is
  /// told outside.
  private var sealed: [RaisedAlert] = []
  private var fresh: [RaisedAlert] = []
  /// Called for each alert inside the transaction.
  var onAlert: (RaisedAlert) throws -> Void = { _ in }

  private struct Key: Hashable {
    var budget: Int64
    var period: BudgetPeriod
    var start: Int64
  }

  /// A counter, and how it stood when it was last written.
  private struct Cell {
    var count: BudgetCount
    var isDirty = false
  }

  /// The cells that are kept between transactions.
  private static let mostCells = 20_000

  init(_ connection: Connection, _ names: Names) { (self.connection, self.names) = (connection, names) }

  /// Forgets what another worker may have changed.
  func forget() {
    fresh.removeAll()
    budgets = nil
    cells.removeAll(keepingCapacity: true)
    touched.removeAll(keepingCapacity: true)
    raised.removeAll()
  }

  /// The budgets in effect.
  func inEffect(_ writer: LedgerWriter) throws -> BudgetIndex {
    if let budgets { return budgets }
    let current = try source(writer)
    budgets = current
    return current
  }

  /// What was raised so far stays, whatever becomes of the write that begins.
  func seal() {
    sealed += fresh
    fresh.removeAll()
  }

  /// The transaction is undone, and with it every alert.
  func rolledBack() { sealed.removeAll() }

  /// The alerts of a transaction that was committed.
  func takeCommitted() -> [RaisedAlert] {
    seal()
    defer { sealed.removeAll() }
    return sealed
  }

  func takeRaised() -> [RaisedAlert] {
    defer { raised.removeAll() }
    return raised
  }

  // MARK: Events

  /// Counts an event that is stored (`sign` 1) or taken away (-1). To be called before the event's block changes.
  func add(_ batch: EventBatch, _ event: Int, sign: Int, _ writer: LedgerWriter) throws {
    let set = try inEffect(writer)
    if set.isEmpty { return }
    let matching = set.matching(batch, event)
    if matching.isEmpty { return }
    let time = clock()
    let measures = sign < 0 ? -batch.measures(event) : batch.measures(event)
    for index in matching { try add(measures, at: batch[event, .timestamp], set.budgets[index], set.teams, time) }
  }

  private func add(
    _ measures: Measures, at instant: Int64, _ budget: Budget, _ teams: TeamMapping, _ time: MachineTime
  ) throws {
    guard budget.calendar != nil else { return try recount(budget.number, from: instant) }
    for period in budget.countedPeriods {
      guard let key = try cell(budget, period, holding: instant, teams, time) else { continue }
      try add(measures, to: key, budget, teams, time)
    }
  }

  private func add(
    _ measures: Measures, to key: Key, _ budget: Budget, _ teams: TeamMapping, _ time: MachineTime
  ) throws {
    guard var cell = cells[key] else { return }
    let before = cell.count.spent
    cell.count.add(measures)
    let limits = budget.limits.filter { $0.countedBy == key.period }
    if cell.count.crossedAt == nil, limits.contains(where: { $0.period == key.period && cell.count.spent >= $0.amount }) {
      cell.count.crossedAt = time.now.microseconds
    }
    if !cell.isDirty { touched.append(key) }
    cell.isDirty = true
    cells[key] = cell
    guard measures.cost.nanos > 0 else { return }
    for limit in limits {
      if limit.period == .rolling {
        try noticeRolling(limit, key, added: measures.cost, budget, teams, time)
      } else {
        try notice(limit, cell.count.range, before: before, after: cell.count.spent, budget, time)
      }
    }
    if key.period == .daily { try noticeEmergency(cell.count, budget, time) }
  }

  // MARK: Counters

  /// The cell of the period that holds an instant. None when the period is over and was never counted: whoever asks
  /// about it will scan the events, this one included.
  private func cell(
    _ budget: Budget, _ period: BudgetPeriod, holding instant: Int64, _ teams: TeamMapping, _ time: MachineTime
  ) throws -> Key? {
    guard let range = budget.range(period, holding: instant) else { return nil }
    let key = Key(budget: budget.number, period: period, start: range.lowerBound)
    if cells[key] != nil { return key }
    if let stored = try BudgetRows(connection).count(budget.number, period, holding: instant) {
      // A period once begun keeps its bounds, whatever the zone's rules say since.
      let key = Key(budget: budget.number, period: period, start: stored.range.lowerBound)
      if cells[key] == nil { cells[key] = Cell(count: stored) }
      return key
    }
    var count = BudgetCount(range: range)
    if range.lowerBound <= budget.countedUntil {
      guard range.contains(time.now.microseconds) else { return nil }
      count.add(try BudgetReading(connection, names, teams, at: time).scan(budget, range))
      if let limit = budget.limit(period), count.spent >= limit.amount { count.crossedAt = time.now.microseconds }
    }
    cells[key] = Cell(count: count, isDirty: true)
    touched.append(key)
    return key
  }

  /// Begins the counters of the periods under way, so that later events are counted without a scan, and notices what
  /// is over a threshold already.
  func begin(_ budget: Budget, _ teams: TeamMapping) throws {
    let time = clock()
    guard budget.calendar != nil else { return }
    for period in budget.countedPeriods {
      _ = try cell(budget, period, holding: time.now.microseconds, teams, time)
    }
    try flush()
    for limit in budget.limits where limit.period != .rolling {
      guard let key = try cell(budget, limit.period, holding: time.now.microseconds, teams, time), let cell = cells[key] else { continue }
      try notice(limit, cell.count.range, before: Money(nanos: -1), after: cell.count.spent, budget, time)
      if limit.period == .daily { try noticeEmergency(cell.count, budget, time) }
    }
    if let limit = budget.limit(.rolling) {
      let sum = try BudgetReading(connection, names, teams, at: time).rolling(budget, limit.days, until: time.now.microseconds)
      try notice(limit, sum.range, before: Money(nanos: -1), after: sum.spent, budget, time)
    }
    try flush()
  }

  /// Throws a budget's counters away: they are counted anew from the events, which may lie up to `instant`.
  func recount(_ number: Int64, from instant: Int64) throws {
    for key in cells.keys where key.budget == number { cells[key] = nil }
    touched.removeAll { $0.budget == number }
    let delete = try connection.statement("DELETE FROM budget_periods WHERE budget = ?1")
    delete.bind(1, number)
    try delete.run()
    let isMeter = number >= Budget.firstMeter
    let update = try connection.statement(
      composed: """
        UPDATE \(isMeter ? "breakers" : "budgets")
        SET counted_until = max(counted_until, ?2, coalesce((SELECT max(ts_max) FROM blocks), ?2)) WHERE number = ?1
        """)
    update.bind(1, isMeter ? number - Budget.firstMeter : number).bind(2, instant)
    try update.run()
    try BudgetTable(connection).changeVersion()
    budgets = nil
  }

  /// Writes the counters that changed.
  func flush() throws {
    if touched.isEmpty { return }
    let upsert = try connection.statement(
      """
      INSERT INTO budget_periods(budget, period, start, end, spent_dollars, spent_nanos, events, calls, unpriced_events, crossed_at)
      VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
      ON CONFLICT(budget, period, start) DO UPDATE SET
        spent_dollars = excluded.spent_dollars, spent_nanos = excluded.spent_nanos, events = excluded.events,
        calls = excluded.calls, unpriced_events = excluded.unpriced_events, crossed_at = excluded.crossed_at
      """)
    for key in touched {
      guard var cell = cells[key], cell.isDirty else { continue }
      cell.isDirty = false
      cells[key] = cell
      let (dollars, nanos) = cell.count.spent.nanos.quotientAndRemainder(dividingBy: Money.nanosPerDollar)
      guard let whole = Int64(exactly: dollars) else { throw SQLiteFailure.tooLarge }
      upsert.bind(1, key.budget).bind(2, key.period.rawValue).bind(3, key.start).bind(4, cell.count.range.upperBound)
      upsert.bind(5, whole).bind(6, Int64(nanos)).bind(7, cell.count.events).bind(8, cell.count.calls)
      upsert.bind(9, cell.count.unpricedEvents).bind(10, cell.count.crossedAt)
      try upsert.run()
    }
    touched.removeAll(keepingCapacity: true)
    if cells.count > Self.mostCells { cells.removeAll() }
  }

  // MARK: Thresholds

  /// Periods that ended longer ago than they lasted set off no alert: an import of old data is no news.
  private func isNews(_ range: Range<Int64>, _ time: MachineTime) -> Bool {
    let now = time.now.microseconds
    return now < range.upperBound || now - range.upperBound < range.upperBound - range.lowerBound
  }

  private func notice(
    _ limit: BudgetLimit, _ range: Range<Int64>, before: Money, after: Money, _ budget: Budget, _ time: MachineTime
  ) throws {
    guard budget.isAlerting, isNews(range, time) else { return }
    for threshold in budget.thresholds
    where threshold.isReached(after, of: limit.amount) && !(before.nanos >= 0 && threshold.isReached(before, of: limit.amount)) {
      try raise(budget, limit, range, threshold, isEmergency: false, spent: after, time)
    }
  }

  private func noticeRolling(
    _ limit: BudgetLimit, _ key: Key, added: Money, _ budget: Budget, _ teams: TeamMapping, _ time: MachineTime
  ) throws {
    guard let calendar = budget.calendar else { return }
    let now = time.now.microseconds
    let first = calendar.start(of: calendar.day(holding: now).adding(days: 1 - limit.days))
    guard key.start >= first, key.start <= now else { return }
    try flush()
    let sum = try BudgetReading(connection, names, teams, at: time).rolling(budget, limit.days, until: now)
    // A rolling window has no period of its own: it alerts once a day.
    let day = calendar.period(.daily, holding: now)
    try notice(limit, day, before: sum.spent - added, after: sum.spent, budget, time)
  }

  private func noticeEmergency(_ day: BudgetCount, _ budget: Budget, _ time: MachineTime) throws {
    guard let emergency = budget.emergencyLimit, day.range.contains(time.now.microseconds), day.spent >= emergency else { return }
    let rows = BudgetRows(connection)
    let state = try rows.emergency(budget.number)
    let floor = state.floorStart == day.range.lowerBound ? state.floor : .zero
    guard state.at == nil, day.spent >= emergency + floor else { return }
    let update = try connection.statement("UPDATE budgets SET emergency_at = ?2 WHERE number = ?1")
    update.bind(1, budget.number).bind(2, time.now.microseconds)
    try update.run()
    guard budget.isAlerting else { return }
    let threshold = BudgetThreshold(milliPercent: 100_000, priority: "critical", action: "emergency_circuit_breaker")
    try raise(
      budget, BudgetLimit(.daily, emergency), day.range, threshold, isEmergency: true, spent: day.spent, time)
  }

  /// Writes an alert, unless this threshold alerted in this period before.
  private func raise(
    _ budget: Budget, _ limit: BudgetLimit, _ range: Range<Int64>, _ threshold: BudgetThreshold, isEmergency: Bool,
    spent: Money, _ time: MachineTime
  ) throws {
    let (dollars, nanos) = spent.nanos.quotientAndRemainder(dividingBy: Money.nanosPerDollar)
    let insert = try connection.statement(
      """
      INSERT INTO alerts(id, budget, budget_id, period, period_start, period_end, milli_percent, is_emergency, priority, action,
        channels, spent_dollars, spent_nanos, limit_nanos, at)
      VALUES('alert-' || lower(hex(randomblob(8))), ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)
      ON CONFLICT DO NOTHING RETURNING number, id
      """)
    insert.bind(1, budget.number).bind(2, budget.id).bind(3, limit.period.rawValue).bind(4, range.lowerBound)
    insert.bind(5, range.upperBound).bind(6, threshold.milliPercent).bind(7, isEmergency ? 1 : 0)
    insert.bind(8, threshold.priority).bind(9, threshold.action)
    MemberList.encode(threshold.channels.map { Array($0.utf8) }).withUnsafeBytes { _ = insert.bind(10, blob: $0) }
    insert.bind(11, Int64(clamping: dollars)).bind(12, Int64(nanos)).bind(13, Int64(clamping: limit.amount.nanos))
    insert.bind(14, time.now.microseconds)
    defer { insert.reset() }
    guard try insert.step() else { return }
    let alert = RaisedAlert(
      number: insert.integer(0), id: insert.text(1), budget: budget, limit: limit, range: range, threshold: threshold,
      isEmergency: isEmergency, spent: spent, at: time.now)
    insert.reset()
    raised.append(alert)
    fresh.append(alert)
    try onAlert(alert)
  }
}
