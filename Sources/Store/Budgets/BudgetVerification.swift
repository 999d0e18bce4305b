import CostModel

/// Counts events for budgets anew, to be compared with what was counted when they were stored.
///
/// A class, because it is filled while all events are read once.
final class BudgetVerification {
  private let budgets: BudgetIndex
  /// By budget and period, the counters there are, oldest first, and what is found for each.
  private var counters: [[(stored: [BudgetCount], found: [BudgetCount])]] = []

  init(_ budgets: BudgetIndex, _ rows: BudgetRows) throws {
    self.budgets = budgets
    counters = try budgets.budgets.map { budget in
      try BudgetPeriod.allCases.map { period in
        let stored = try rows.counts(budget.number, period, from: .min, until: .max)
        return (stored, stored.map { BudgetCount(range: $0.range) })
      }
    }
  }

  var count: Int { counters.reduce(0) { $1.reduce($0) { $0 + $1.stored.count } } }

  func add(_ batch: EventBatch, _ event: Int) {
    if budgets.isEmpty { return }
    let instant = batch[event, .timestamp]
    for index in budgets.matching(batch, event) {
      for period in counters[index].indices {
        guard let place = Self.place(of: instant, in: counters[index][period].stored) else { continue }
        counters[index][period].found[place].add(batch.measures(event))
      }
    }
  }

  /// The counter whose period holds an instant.
  private static func place(of instant: Int64, in counts: [BudgetCount]) -> Int? {
    var low = 0, high = counts.count
    while low < high {
      let middle = (low + high) / 2
      if counts[middle].range.lowerBound <= instant { low = middle + 1 } else { high = middle }
    }
    return low > 0 && counts[low - 1].range.contains(instant) ? low - 1 : nil
  }

  /// A sentence for each difference between what was counted and the events, or what is held and the holds.
  ///
  /// - Parameter horizon: periods that began before hold events that were dropped.
  func differences(_ rows: BudgetRows, from horizon: Int64) throws -> [String] {
    var sentences: [String] = []
    for (budget, periods) in zip(budgets.budgets, counters) {
      for (stored, found) in periods.lazy.flatMap({ zip($0.stored, $0.found) })
      where stored.range.lowerBound >= horizon && (stored.spent != found.spent || stored.events != found.events || stored.unpricedEvents != found.unpricedEvents) {
        sentences.append(
          "\(budget.title), from \(Timestamp(microseconds: stored.range.lowerBound).rfc3339): \(stored.events) events and "
            + "\(stored.spent.nanos) nano-USD counted, \(found.events) and \(found.spent.nanos) stored")
      }
      let (held, sum) = try rows.holds(budget.number)
      if held != sum { sentences.append("\(budget.title): \(held) nano-USD held, \(sum) by its reservations") }
    }
    return sentences
  }
}

extension BudgetRows {
  fileprivate func holds(_ budget: Int64) throws -> (held: Int64, sum: Int64) {
    let select = try connection.statement(
      """
      SELECT held, (SELECT coalesce(sum(amount), 0) FROM budget_holds WHERE budget = ?1) FROM budgets WHERE number = ?1
      """)
    select.bind(1, budget)
    defer { select.reset() }
    return try select.step() ? (select.integer(0), select.integer(1)) : (0, 0)
  }
}
