import CostModel

extension LedgerWriter {
  /// Joins the small blocks that small commits leave at the ledger's end into larger ones, so that each event is
  /// rewritten two or three times in its life and a scan meets few blocks.
  func compact() throws {
    commitsSinceCompaction = 0
    try join(blocksBelow: 64, atLeast: 64, events: 64)
    try join(blocksBelow: ColumnLayout.fullBlock, atLeast: 16, events: ColumnLayout.fullBlock)
  }

  private func join(blocksBelow limit: Int, atLeast fewest: Int, events wanted: Int) throws {
    guard try hasSmallTail(below: limit, fewest) else { return }
    let tail = try smallTail(below: limit)
    guard tail.count >= fewest, tail.reduce(0, { $0 + $1.count }) >= wanted else { return }
    let rows = BlockRows()
    let arena = TextArena()
    for block in tail.reversed() {
      try rows.append(block, connection, arena: arena)
    }
    for block in tail { try blocks.remove(firstSeq: block.firstSeq) }
    guard let newest = tail.first else { return }
    let end = newest.firstSeq + newest.span
    let seqs = rows.seqs
    var start = 0
    while start < rows.count {
      let stop = min(start + ColumnLayout.fullBlock, rows.count)
      let next = stop < rows.count ? seqs[stop] : end
      try blocks.write(rows, start..<stop, firstSeq: seqs[start], span: next - seqs[start])
      start = stop
    }
    blockCache.removeAll()
  }

  /// Whether the newest `fewest` blocks are all small, told from their counts alone.
  private func hasSmallTail(below limit: Int, _ fewest: Int) throws -> Bool {
    let select = try connection.statement(
      "SELECT count(*), max(count) FROM (SELECT count FROM blocks ORDER BY first_seq DESC LIMIT ?1)")
    select.bind(1, Int64(fewest))
    defer { select.reset() }
    return try select.step() && select.integer(0) >= Int64(fewest) && select.integer(1) < Int64(limit)
  }

  /// The newest blocks as long as each holds fewer than `limit` events, newest first.
  private func smallTail(below limit: Int) throws -> [Block] {
    let select = try connection.statement(composed: "SELECT \(Block.columns) FROM blocks ORDER BY first_seq DESC LIMIT 512")
    defer { select.reset() }
    var tail: [Block] = []
    while try select.step() {
      if select.integer(1) >= Int64(limit) { break }
      tail.append(try Block(select))
    }
    return tail
  }
}
