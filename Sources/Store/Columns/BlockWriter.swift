import CostModel

/// The rows of one block before they are packed: numbers by column, texts as pieces of batches.
///
/// A class, because its buffers are kept from block to block by the one thread that commits.
final class BlockRows {
  private(set) var count = 0
  /// One array a number column, in the order of `ColumnLayout`: sequence number, numbers, then dictionary-coded texts.
  private(set) var numbers: [[Int64]]
  private(set) var texts: [[UnsafeBufferPointer<UInt8>]]

  init() {
    numbers = Array(repeating: [], count: ColumnLayout.count)
    texts = Array(repeating: [], count: TextField.allCases.count)
  }

  func removeAll() {
    count = 0
    for column in numbers.indices { numbers[column].removeAll(keepingCapacity: true) }
    for column in texts.indices { texts[column].removeAll(keepingCapacity: true) }
  }

  /// Adds events of batches, which must live until the block is written.
  ///
  /// - Parameter firstSeq: the sequence number of the first; the others follow on.
  func append(_ events: ArraySlice<EventReference>, firstSeq: Int64, names: Names) throws(SQLiteFailure) {
    for offset in 0..<events.count { numbers[ColumnLayout.place].append(firstSeq + Int64(offset)) }
    var run = events.startIndex
    while run < events.endIndex {
      // Events of one batch lie side by side; their columns are copied without looking at the batch for each.
      let batch = events[run].batch
      var end = run + 1
      while end < events.endIndex, events[end].batch === batch { end += 1 }
      let indices = events[run..<end].map(\.index)
      appendNumbers(batch, indices)
      try appendNames(batch, indices, names)
      appendTexts(batch, indices)
      run = end
    }
    count += events.count
  }

  private func appendNumbers(_ batch: EventBatch, _ indices: [Int]) {
    let rows = batch.numberRows
    for field in NumberField.allCases {
      let place = field.rawValue
      numbers[ColumnLayout.index(field)].append(contentsOf: indices.lazy.map { rows[$0 &* EventBatch.numberCount &+ place] })
    }
  }

  private func appendNames(_ batch: EventBatch, _ indices: [Int], _ names: Names) throws(SQLiteFailure) {
    let (spans, arena) = batch.textRows
    for field in TextField.dictionaryCoded {
      let column = ColumnLayout.index(field)
      var values: [Int64] = []
      values.reserveCapacity(indices.count)
      for index in indices {
        let span = spans[index &* EventBatch.textCount &+ field.rawValue]
        if span.length == 0 {
          values.append(0)
        } else {
          let bytes = UnsafeBufferPointer(start: arena + Int(span.offset), count: Int(span.length))
          values.append(try names.number(for: bytes))
        }
      }
      numbers[column].append(contentsOf: values)
    }
  }

  private func appendTexts(_ batch: EventBatch, _ indices: [Int]) {
    let (spans, arena) = batch.textRows
    for field in TextField.rawCoded {
      let place = field.rawValue
      texts[place].append(
        contentsOf: indices.lazy.map { index in
          let span = spans[index &* EventBatch.textCount &+ place]
          return UnsafeBufferPointer(start: arena + Int(span.offset), count: Int(span.length))
        })
    }
  }

  func appendNumbers(_ column: Int, _ values: UnsafeBufferPointer<Int64>) { numbers[column].append(contentsOf: values) }

  func appendNumber(_ column: Int, _ value: Int64, _ number: Int) {
    numbers[column].append(contentsOf: repeatElement(value, count: number))
  }

  func appendText(_ field: Int, _ bytes: UnsafeBufferPointer<UInt8>) { texts[field].append(bytes) }

  func appendEmptyTexts(_ field: Int, _ number: Int) {
    texts[field].append(contentsOf: repeatElement(UnsafeBufferPointer(start: nil, count: 0), count: number))
  }

  func added(_ number: Int) { count += number }

  /// Sequence numbers, in order.
  var seqs: [Int64] { numbers[ColumnLayout.place] }

  /// Adds rows whose sequence numbers are given one by one.
  func append(_ events: ArraySlice<EventReference>, seqs: [Int64], names: Names) throws(SQLiteFailure) {
    let first = count
    try append(events, firstSeq: 0, names: names)
    for (offset, seq) in seqs.enumerated() { numbers[ColumnLayout.place][first + offset] = seq }
  }
}

/// An event of a batch.
package struct EventReference {
  package let batch: EventBatch
  package let index: Int

  package init(batch: EventBatch, index: Int) { (self.batch, self.index) = (batch, index) }
}

/// Packs blocks and stores them.
struct BlockWriter {
  let connection: Connection
  private let buffer = ByteBuffer(capacity: 1 << 16)
  private let column = ByteBuffer(capacity: 1 << 16)

  init(_ connection: Connection) { self.connection = connection }

  /// Stores the rows `range` as a block, in place of one with the same first sequence number if there is one.
  ///
  /// - Parameter span: how many sequence numbers from `firstSeq` on the block covers, at least its count.
  func write(_ rows: BlockRows, _ range: Range<Int>, firstSeq: Int64, span: Int64) throws(SQLiteFailure) {
    let separates = range.count >= ColumnLayout.separateFrom
    buffer.removeAll()
    var scratch: [Int64] = []
    for index in 0..<ColumnLayout.count {
      column.removeAll()
      encode(index, rows, range, firstSeq, &scratch)
      if separates, column.count > ColumnLayout.inlineBytes {
        buffer.appendVarint(0)
        let insert = try connection.statement("INSERT OR REPLACE INTO block_columns(id, body) VALUES(?1, ?2)")
        insert.bind(1, ColumnLayout.rowID(firstSeq: firstSeq, column: index)).bind(2, blob: column.bytes)
        try insert.run()
      } else {
        buffer.appendVarint(UInt64(column.count))
        buffer.append(column.bytes)
      }
    }
    let times = rows.numbers[ColumnLayout.index(.timestamp)][range]
    let costs = rows.numbers[ColumnLayout.index(.cost)][range]
    let insert = try connection.statement(
      """
      INSERT OR REPLACE INTO blocks(first_seq, count, span, ts_min, ts_max, cost_max, head)
      VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7)
      """)
    insert.bind(1, firstSeq).bind(2, Int64(range.count)).bind(3, span)
    insert.bind(4, times.min() ?? 0).bind(5, times.max() ?? 0).bind(6, costs.max() ?? 0)
    insert.bind(7, blob: buffer.bytes)
    try insert.run()
  }

  private func encode(
    _ index: Int, _ rows: BlockRows, _ range: Range<Int>, _ firstSeq: Int64, _ scratch: inout [Int64]
  ) {
    let field = index - 1 - NumberField.allCases.count
    if field >= 0, !TextField.allCases[field].isDictionaryCoded {
      let texts = rows.texts[field]
      TextColumn.encode(count: range.count, into: column, scratch: &scratch) { texts[range.lowerBound + $0] }
    } else if index == ColumnLayout.place {
      let places = rows.seqs[range].map { $0 - firstSeq }
      places.withUnsafeBufferPointer { NumberColumn.encode($0, into: column) }
    } else {
      rows.numbers[index].withUnsafeBufferPointer {
        NumberColumn.encode(UnsafeBufferPointer(rebasing: $0[range]), into: column)
      }
    }
  }

  /// Removes a block and its columns.
  func remove(firstSeq: Int64) throws(SQLiteFailure) {
    let columns = try connection.statement("DELETE FROM block_columns WHERE id BETWEEN ?1 AND ?2")
    columns.bind(1, ColumnLayout.rowID(firstSeq: firstSeq, column: 0))
    columns.bind(2, ColumnLayout.rowID(firstSeq: firstSeq, column: 127))
    try columns.run()
    let block = try connection.statement("DELETE FROM blocks WHERE first_seq = ?1")
    block.bind(1, firstSeq)
    try block.run()
  }
}
