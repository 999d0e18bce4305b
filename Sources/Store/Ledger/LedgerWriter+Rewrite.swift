import CostModel

extension LedgerWriter {
  /// Puts a changed event in the place of a stored one; roll-ups follow. The id must be the same.
  package func replace(_ stored: StoredReference, with batch: EventBatch, _ index: Int) throws {
    try flush()
    guard batch[index, .timestamp] >= retainedFrom else { throw RetiredHistory(horizon: Timestamp(microseconds: retainedFrom)) }
    guard let block = try block(holding: stored.seq) else { throw LedgerDamage("an event vanished") }
    try rewrite(block) { seq in seq == stored.seq ? .replace(EventReference(batch: batch, index: index)) : .keep }
    try rollups.flush()
    try budgets.flush()
  }

  /// What becomes of an event when its block is rewritten.
  enum Change {
    case keep
    case drop
    /// Dropped, and counted all the same.
    case retire
    case replace(EventReference)
  }

  /// Removes the given events of a block; answers how many.
  func remove(_ seqs: Set<Int64>, from block: Block) throws -> Int {
    try rewrite(block) { seqs.contains($0) ? .drop : .keep }
  }

  /// Writes a block anew with some of its events changed or gone.
  @discardableResult
  func rewrite(_ block: Block, _ change: (Int64) -> Change) throws -> Int {
    let old = EventBatch(capacity: block.count)
    try BlockLoader(connection: connection, names: names).load(block, rows: Array(0..<block.count), into: old)
    let places = UnsafeMutablePointer<Int64>.allocate(capacity: block.count)
    defer { places.deallocate() }
    try block.numbers(ColumnLayout.place, connection, into: places)
    var kept: [EventReference] = []
    var seqs: [Int64] = []
    var changed = 0
    for row in 0..<block.count {
      let seq = block.firstSeq + places[row]
      let event = EventReference(batch: old, index: row)
      switch change(seq) {
      case .keep: kept.append(event)
      case .drop:
        try count(event, sign: -1)
        changed += 1
        continue
      case .retire:
        changed += 1
        continue
      case .replace(let other):
        try count(event, sign: -1)
        try count(other, sign: 1)
        kept.append(other)
        changed += 1
      }
      seqs.append(seq)
    }
    blockCache.removeAll()
    try blocks.remove(firstSeq: block.firstSeq)
    guard !kept.isEmpty else { return changed }
    let rows = BlockRows()
    try rows.append(kept[...], seqs: seqs, names: names)
    try blocks.write(rows, 0..<rows.count, firstSeq: block.firstSeq, span: block.span)
    return changed
  }

  private func count(_ event: EventReference, sign: Int) throws {
    try budgets.add(event.batch, event.index, sign: sign, self)
    let measures = event.batch.measures(event.index)
    var numbers: [Dimension: Int64] = [:]
    for dimension in Rollups.dailyDimensions {
      numbers[dimension] = try names.number(for: event.batch.text(event.index, dimension.field))
    }
    rollups.add(sign < 0 ? -measures : measures, at: event.batch[event.index, .timestamp]) { numbers[$0] ?? 0 }
  }
}
