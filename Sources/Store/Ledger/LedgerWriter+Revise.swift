import CostModel

/// A step of a walk over the events of a question that changes some of them.
package struct Revision: Sendable {
  /// Where the next step begins; nil when there is nothing left.
  package var next: Int64?
  /// Events that were looked at.
  package var visited = 0
  package var changed = 0
  package init() {}
}

/// What becomes of an event on such a walk.
package enum EventChange {
  case keep
  case remove
  /// Another one with the same id takes its place; it must live until the walk is over.
  case replace(EventReference)
}

extension LedgerWriter {
  /// Looks at the events of some blocks, from a place in the order they were stored, and changes some of them.
  package func revise(
    _ question: Question, from place: Int64 = 0, blocks limit: Int = .max, _ change: (EventBatch, Int) throws -> EventChange
  ) throws -> Revision {
    try flush()
    var revision = Revision()
    var changes: [(block: Block, events: [Int64: Change])] = []
    let loader = BlockLoader(connection: connection, names: names)
    revision.next = try Scan(connection: connection, names: names, question: question).blocks(from: place, limit: limit) { view in
      var rows = Array(0..<view.block.count)
      if case .some(let mask) = view.selection { rows = rows.filter { mask[$0] != 0 } }
      let places = try view.columns.numbers(ColumnLayout.place)
      let batch = EventBatch(capacity: rows.count)
      try loader.load(view.block, rows: rows, into: batch)
      var events: [Int64: Change] = [:]
      for (index, row) in rows.enumerated() {
        revision.visited += 1
        switch try change(batch, index) {
        case .keep: break
        case .remove: events[view.block.firstSeq + places[row]] = .drop
        case .replace(let other): events[view.block.firstSeq + places[row]] = .replace(other)
        }
      }
      if !events.isEmpty { changes.append((view.block, events)) }
    }
    for (block, events) in changes {
      revision.changed += try rewrite(block) { events[$0] ?? .keep }
    }
    try rollups.flush()
    try budgets.flush()
    return revision
  }

  /// Notes what an event had cost before it was priced anew.
  package func noteRepricing(_ id: UnsafeBufferPointer<UInt8>, job: String, at: Timestamp, before: Int64, after: Int64) throws {
    let insert = try connection.statement(
      """
      INSERT INTO repricings(event, at, job, before, after) VALUES(?1, ?2, ?3, ?4, ?5)
      ON CONFLICT(event, at) DO UPDATE SET after = excluded.after
      """)
    insert.bind(1, text: id).bind(2, at.microseconds).bind(3, job).bind(4, before).bind(5, after)
    try insert.run()
  }
}

/// What an event had cost before it was priced anew, and from then on.
package struct Repricing: Sendable {
  package let at: Timestamp
  package let job: String
  package let before: Money
  package let after: Money
}

extension LedgerReader {
  /// How often an event was priced anew, oldest first.
  package func repricings(of id: String) throws -> [Repricing] {
    let select = try connection.statement("SELECT at, job, before, after FROM repricings WHERE event = ?1 ORDER BY at")
    select.bind(1, id)
    defer { select.reset() }
    var found: [Repricing] = []
    while try select.step() {
      found.append(
        Repricing(
          at: Timestamp(microseconds: select.integer(0)), job: select.text(1), before: Money(nanos: Int128(select.integer(2))),
          after: Money(nanos: Int128(select.integer(3)))))
    }
    return found
  }
}
