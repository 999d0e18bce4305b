import CostModel

/// How events are listed.
package enum EventOrder: String, CaseIterable, Sendable {
  case newest, oldest, dearest
}

/// Where a listing goes on: behind this event, among those stored when the listing began.
package struct EventCursor: Sendable, Equatable {
  package var key: Int64
  package var seq: Int64
  /// Events stored later are left out.
  package var lastSeq: Int64
  package init(key: Int64, seq: Int64, lastSeq: Int64) { (self.key, self.seq, self.lastSeq) = (key, seq, lastSeq) }
}

extension LedgerReader {
  /// One page of a question's events, loaded whole, and where the next begins.
  package func events(
    _ question: Question, order: EventOrder, limit: Int, after cursor: EventCursor?
  ) throws -> (events: EventBatch, next: EventCursor?) {
    let lastSeq = try cursor?.lastSeq
      ?? (connection.integer("SELECT first_seq + span - 1 FROM blocks ORDER BY first_seq DESC LIMIT 1") ?? 0)
    var best = BestRows(limit: limit + 1)
    let column = ColumnLayout.index(order == .dearest ? .cost : .timestamp)
    let sign: Int64 = order == .oldest ? 1 : -1
    let floor: () -> Int64 = { order == .dearest ? best.floor(sign: sign) : Int64.min }
    try scan(question).blocks(dearerThan: order == .dearest ? floor : nil) { view in
      guard view.block.firstSeq <= lastSeq else { return }
      if order == .newest, !best.wants(-view.block.latest) { return }
      if order == .oldest, !best.wants(view.block.earliest) { return }
      let keys = try view.columns.numbers(column)
      let places = try view.columns.numbers(ColumnLayout.place)
      for row in 0..<view.block.count {
        if case .some(let mask) = view.selection, mask[row] == 0 { continue }
        let key = keys[row] &* sign
        guard best.wants(key) else { continue }
        let seq = view.block.firstSeq + places[row]
        guard seq <= lastSeq else { continue }
        if let cursor, (key, seq) <= (cursor.key, cursor.seq) { continue }
        best.offer(BestRows.Row(key: key, seq: seq, firstSeq: view.block.firstSeq, row: row))
      }
    }
    let rows = best.sorted()
    let page = Array(rows.prefix(limit))
    let events = try load(page)
    guard rows.count > limit, let last = page.last else { return (events, nil) }
    return (events, EventCursor(key: last.key, seq: last.seq, lastSeq: lastSeq))
  }

  /// Visits every event of a question in the order they were stored, in batches.
  package func export(_ question: Question, _ visit: (EventBatch) throws -> Void) throws {
    let loader = BlockLoader(connection: connection, names: names)
    let batch = EventBatch(capacity: 1024)
    try scan(question).blocks { view in
      var rows: [Int] = []
      for row in 0..<view.block.count {
        if case .some(let mask) = view.selection, mask[row] == 0 { continue }
        rows.append(row)
      }
      batch.removeAll()
      try loader.load(view.block, rows: rows, into: batch)
      try visit(batch)
    }
  }

  /// How many events a question is about.
  package func count(_ question: Question) throws -> Int64 {
    try totals(question).events
  }

  /// The event with an id, or nil.
  package func event(_ id: String) throws -> EventBatch? {
    var id = id
    return try id.withUTF8 { bytes -> EventBatch? in
      let index = IDIndex(connection)
      for seq in try index.storedCandidates(sipHash(UnsafeRawBufferPointer(bytes), hashKey)) {
        let select = try connection.statement(composed: 
          "SELECT \(Block.columns) FROM blocks WHERE first_seq <= ?1 ORDER BY first_seq DESC LIMIT 1")
        select.bind(1, seq)
        defer { select.reset() }
        guard try select.step() else { continue }
        let block = try Block(select)
        guard seq < block.firstSeq + block.span else { continue }
        let columns = ColumnCache(connection)
        columns.turn(to: block)
        let places = try columns.numbers(ColumnLayout.place)
        guard let row = (0..<block.count).first(where: { places[$0] == seq - block.firstSeq }) else { continue }
        let batch = EventBatch(capacity: 1)
        try BlockLoader(connection: connection, names: names).load(block, rows: [row], into: batch)
        if batch.text(0, .id).elementsEqual(bytes) { return batch }
      }
      return nil
    }
  }

  private func load(_ rows: [BestRows.Row]) throws -> EventBatch {
    let batch = EventBatch(capacity: max(rows.count, 1))
    // Block by block, then put into the order asked for.
    let loaded = EventBatch(capacity: max(rows.count, 1))
    var place: [Int64: Int] = [:]
    let loader = BlockLoader(connection: connection, names: names)
    for (firstSeq, group) in Dictionary(grouping: rows, by: \.firstSeq).sorted(by: { $0.key < $1.key }) {
      let select = try connection.statement(composed: "SELECT \(Block.columns) FROM blocks WHERE first_seq = ?1")
      select.bind(1, firstSeq)
      guard try select.step() else { throw LedgerDamage("a block vanished") }
      let block = try Block(select)
      select.reset()
      let first = loaded.count
      try loader.load(block, rows: group.map(\.row), into: loaded)
      for (offset, row) in group.enumerated() { place[row.seq] = first + offset }
    }
    for row in rows {
      if let index = place[row.seq] { _ = batch.append(copying: loaded, index) }
    }
    return batch
  }
}

/// The first rows in an order, kept as a heap whose root is the last of them.
struct BestRows {
  struct Row {
    var key: Int64
    var seq: Int64
    var firstSeq: Int64
    var row: Int
  }

  private var heap: [Row] = []
  private let limit: Int

  init(limit: Int) { self.limit = limit }

  /// Whether a row with this key may belong to the first ones.
  @inline(__always)
  func wants(_ key: Int64) -> Bool { heap.count < limit || key <= heap[0].key }

  /// The cost a block must exceed to matter, for descending orders; ties are settled by age, so equal matters too.
  func floor(sign: Int64) -> Int64 { heap.count < limit ? .min : heap[0].key &* sign &- 1 }

  private static func isAfter(_ left: Row, _ right: Row) -> Bool { (left.key, left.seq) > (right.key, right.seq) }

  mutating func offer(_ row: Row) {
    if heap.count < limit {
      heap.append(row)
      var child = heap.count - 1
      while child > 0 {
        let parent = (child - 1) / 2
        guard Self.isAfter(heap[child], heap[parent]) else { break }
        heap.swapAt(child, parent)
        child = parent
      }
      return
    }
    guard let root = heap.first, Self.isAfter(root, row) else { return }
    heap[0] = row
    var parent = 0
    while true {
      let left = parent * 2 + 1
      guard left < heap.count else { break }
      let right = left + 1
      let child = right < heap.count && Self.isAfter(heap[right], heap[left]) ? right : left
      guard Self.isAfter(heap[child], heap[parent]) else { break }
      heap.swapAt(child, parent)
      parent = child
    }
  }

  func sorted() -> [Row] { heap.sorted { Self.isAfter($1, $0) } }
}
