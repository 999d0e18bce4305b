import CostModel

/// What a check of the whole ledger found.
package struct Verification: Sendable {
  package var integrity: [String] = []
  package var events: Int64 = 0
  package var cost = Money.zero
  package var rollupRows: Int64 = 0
  /// One sentence for each difference between roll-ups and events, the first hundred.
  package var differences: [String] = []
  package var differenceCount = 0
  package var duplicateIDs: Int64 = 0
  package var missingIDs: Int64 = 0
  package var budgetCounters = 0
  /// One sentence for each difference between what was counted for budgets and the events.
  package var budgetDifferences: [String] = []
  package var brokenAuditEntry: Int64?
  package init() {}

  package var isSound: Bool { integrity.isEmpty && differenceCount == 0 && duplicateIDs == 0 && missingIDs == 0 && budgetDifferences.isEmpty && brokenAuditEntry == nil }
}

extension LedgerReader {
  /// Checks the file, recomputes every roll-up and budget counter from the events, and looks every id up.
  ///
  /// - Parameter isCancelled: asked between blocks; when true the check ends early by throwing `CancellationError`.
  package func verify(_ budgets: BudgetIndex = .none, isCancelled: () -> Bool) throws -> Verification {
    var result = Verification()
    let check = try connection.statement("PRAGMA integrity_check(100)")
    while try check.step() {
      if check.text(0) != "ok" { result.integrity.append(check.text(0)) }
    }
    check.reset()
    var expected: [Rollups.Cell: Measures] = [:]
    var hashes: [UInt64] = []
    let counted = try BudgetVerification(budgets, BudgetRows(self))
    let loader = BlockLoader(connection: connection, names: names)
    let batch = EventBatch(capacity: 1024)
    var everything = Question.everything
    everything.leavesOutRetired = true
    let horizon = try RetentionHorizon(connection: connection).horizon() ?? .min
    try scan(everything).blocks { view in
      if isCancelled() { throw CancellationError() }
      batch.removeAll()
      try loader.load(view.block, rows: Array(0..<view.block.count), into: batch)
      let recomputed = Rollups(connection)
      for event in 0..<batch.count {
        let measures = batch.measures(event)
        result.events += 1
        counted.add(batch, event)
        result.cost += measures.cost
        hashes.append(sipHash(UnsafeRawBufferPointer(batch.text(event, .id)), hashKey))
        try recomputed.add(measures, at: batch[event, .timestamp], numbers(of: batch, event))
      }
      for (cell, measures) in recomputed.waiting { expected[cell, default: Measures()] += measures }
    }
    try compareRollups(with: expected, from: horizon, &result)
    try compareIDs(hashes, &result)
    (result.budgetCounters, result.budgetDifferences) = (counted.count, try counted.differences(BudgetRows(self), from: horizon))
    return result
  }

  private func numbers(of batch: EventBatch, _ event: Int) throws -> [Dimension: Int64] {
    var numbers: [Dimension: Int64] = [:]
    for dimension in Rollups.dailyDimensions {
      numbers[dimension] = try names.knownNumber(for: batch.text(event, dimension.field)) ?? -1
    }
    return numbers
  }

  /// - Parameter horizon: roll-ups of earlier periods tell of events that were dropped.
  private func compareRollups(with expected: [Rollups.Cell: Measures], from horizon: Int64, _ result: inout Verification) throws {
    var rest = expected
    let select = try connection.statement(composed: 
      "SELECT grain, period, dimension, name, \(Rollups.selectedColumns) FROM rollups")
    defer { select.reset() }
    func differ(_ cell: Rollups.Cell, _ stored: Measures, _ computed: Measures) {
      result.differenceCount += 1
      guard result.differences.count < 100 else { return }
      result.differences.append(
        "grain \(cell.grain), period \(cell.period), dimension \(cell.dimension), name \(cell.name): "
          + "\(stored.events) events and \(stored.cost.nanos) nano-USD stored, "
          + "\(computed.events) and \(computed.cost.nanos) computed")
    }
    while try select.step() {
      result.rollupRows += 1
      let cell = Rollups.Cell(
        grain: select.integer(0), period: select.integer(1), dimension: select.integer(2), name: select.integer(3))
      let length = cell.grain == Rollups.day ? Timestamp.microsecondsPerDay : Timestamp.microsecondsPerHour
      if cell.period * length < horizon { continue }
      let stored = Rollups.measures(select, from: 4)
      let computed = rest.removeValue(forKey: cell) ?? Measures()
      if stored != computed { differ(cell, stored, computed) }
    }
    for (cell, computed) in rest.sorted(by: { $0.key.period < $1.key.period }) where computed != Measures() {
      differ(cell, Measures(), computed)
    }
  }

  private func compareIDs(_ hashes: [UInt64], _ result: inout Verification) throws {
    let wanted = hashes.sorted()
    var previous: UInt64?
    for hash in wanted {
      if hash == previous { result.duplicateIDs += 1 }
      previous = hash
    }
    var indexed: [UInt64] = []
    let select = try connection.statement(
      "SELECT body FROM id_pages UNION ALL SELECT body FROM id_runs WHERE body IS NOT NULL")
    defer { select.reset() }
    while try select.step() { indexed += try IDPair.decode(select.blob(0)).map(\.hash) }
    indexed.sort()
    var place = 0
    for hash in wanted {
      while place < indexed.count, indexed[place] < hash { place += 1 }
      if place == indexed.count || indexed[place] != hash { result.missingIDs += 1 }
    }
  }
}
