import CostModel

/// Walks the blocks that a question may be about, and the rows of each that it is about.
struct Scan {
  let connection: Connection
  let names: Names
  let question: Question

  /// What a visitor sees of one block.
  struct View {
    let block: Block
    let columns: ColumnCache
    let selection: RowFilter.Selection
    let teams: TeamResolver
  }

  /// Visits blocks in the order they were written; rows that do not count are masked out.
  ///
  /// - Parameter place: blocks whose events were all stored before this place in their order are passed over.
  /// - Parameter limit: how many blocks of the question's time are looked at.
  /// - Parameter dearerThan: blocks whose dearest event costs no more than what this answers are passed over.
  /// - Returns: the place behind the last block that was looked at; nil when there are none left.
  @discardableResult
  func blocks(
    from place: Int64 = .min, limit: Int = .max, dearerThan floor: (() -> Int64)? = nil, _ visit: (View) throws -> Void
  ) throws -> Int64? {
    let teams = TeamResolver(question.teams, names: names)
    let filter = try RowFilter(question, names: names, teams: teams)
    if filter.isImpossible { return nil }
    try RetentionHorizon(connection: connection).check(question)
    let columns = ColumnCache(connection)
    var mask = UnsafeMutablePointer<UInt8>.allocate(capacity: ColumnLayout.fullBlock)
    var capacity = ColumnLayout.fullBlock
    defer { mask.deallocate() }
    let select = try connection.statement(composed: 
      "SELECT \(Block.columns) FROM blocks WHERE ts_max >= ?1 AND ts_min < ?2 AND first_seq + span > ?3 ORDER BY first_seq LIMIT ?4")
    select.bind(1, question.start).bind(2, question.end).bind(3, place).bind(4, Int64(clamping: limit))
    defer { select.reset() }
    var (looked, end): (Int, Int64?) = (0, nil)
    while try select.step() {
      looked += 1
      if let floor, select.integer(5) <= floor() { continue }
      let block = try Block(select)
      end = block.firstSeq + block.span
      if block.count > capacity {
        mask.deallocate()
        capacity = block.count
        mask = .allocate(capacity: capacity)
      }
      columns.turn(to: block)
      let selection = try filter.select(block, columns, mask: mask)
      if case .none = selection { continue }
      try visit(View(block: block, columns: columns, selection: selection, teams: teams))
    }
    return looked < limit ? nil : end
  }
}
