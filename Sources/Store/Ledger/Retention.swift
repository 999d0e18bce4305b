import CostModel

/// A question needs events that were dropped, because the roll-ups that are kept do not tell it.
package struct RetiredHistory: Error {
  /// From here on there are events.
  package let horizon: Timestamp
}

/// What a retention did, or would do.
package struct RetentionOutcome: Sendable {
  package var horizon = Timestamp(microseconds: .min)
  package var dropped: Int64 = 0
  package var kept: Int64 = 0
  package var cost = Money.zero
  package init() {}
}

/// Where the events begin: those before were dropped, and live on in the roll-ups of their days and hours.
struct RetentionHorizon {
  let connection: Connection

  /// In microseconds, at midnight UTC; nil when nothing was ever dropped.
  func horizon() throws(SQLiteFailure) -> Int64? {
    try connection.integer("SELECT value FROM meta WHERE key = 'retained_from'")
  }

  /// The first day that roll-ups tell of, in microseconds.
  func firstDay() throws(SQLiteFailure) -> Int64? {
    try connection.integer("SELECT min(period) FROM rollups WHERE grain = 1 AND dimension = 0").map { $0 * Timestamp.microsecondsPerDay }
  }

  /// Throws when a scan of a question would miss events that were dropped.
  func check(_ question: Question) throws {
    guard !question.leavesOutRetired, let horizon = try horizon(), question.start < horizon else { return }
    guard let first = try firstDay(), question.end > first, first < horizon else { return }
    throw RetiredHistory(horizon: Timestamp(microseconds: horizon))
  }

  func set(_ horizon: Int64) throws(SQLiteFailure) {
    let upsert = try connection.statement(
      "INSERT INTO meta(key, value) VALUES('retained_from', ?1) ON CONFLICT(key) DO UPDATE SET value = max(value, excluded.value)")
    upsert.bind(1, horizon)
    try upsert.run()
  }
}

extension LedgerWriter {
  /// Drops the events from before a midnight UTC and keeps what they sum to; to be called in a transaction, which the caller
  /// takes back when this throws or when nothing is to be changed.
  package func retire(before horizon: Timestamp) throws -> RetentionOutcome {
    try flush()
    var outcome = RetentionOutcome()
    outcome.horizon = horizon
    var question = Question.everything
    (question.end, question.leavesOutRetired) = (horizon.microseconds, true)
    var whole: [Int64] = []
    var parts: [(block: Block, seqs: Set<Int64>)] = []
    try Scan(connection: connection, names: names, question: question).blocks { view in
      guard case .some(let mask) = view.selection else {
        whole.append(view.block.firstSeq)
        outcome.dropped += Int64(view.block.count)
        return
      }
      let places = try view.columns.numbers(ColumnLayout.place)
      let seqs = Set((0..<view.block.count).filter { mask[$0] != 0 }.map { view.block.firstSeq + places[$0] })
      outcome.dropped += Int64(seqs.count)
      if !seqs.isEmpty { parts.append((view.block, seqs)) }
    }
    for firstSeq in whole { try blocks.remove(firstSeq: firstSeq) }
    // What they count for stays counted.
    for (block, seqs) in parts { try rewrite(block) { seqs.contains($0) ? .retire : .keep } }
    blockCache.removeAll()
    try RetentionHorizon(connection: connection).set(horizon.microseconds)
    retainedFrom = max(retainedFrom, horizon.microseconds)
    outcome.kept = try connection.integer("SELECT coalesce(sum(count), 0) FROM blocks") ?? 0
    return outcome
  }
}

extension LedgerReader {
  /// From where on there are events; nil when none was ever dropped.
  package func retainedFrom() throws -> Timestamp? {
    try RetentionHorizon(connection: connection).horizon().map { Timestamp(microseconds: $0) }
  }
}
