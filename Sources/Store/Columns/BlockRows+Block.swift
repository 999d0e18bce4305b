import CostModel

/// Bytes that outlive the statement they were read from, freed together.
final class TextArena {
  private var chunks: [UnsafeMutablePointer<UInt8>] = []

  deinit { for chunk in chunks { chunk.deallocate() } }

  func keep(_ bytes: UnsafeRawBufferPointer) -> UnsafeMutablePointer<UInt8> {
    let chunk = UnsafeMutablePointer<UInt8>.allocate(capacity: max(bytes.count, 1))
    if let start = bytes.baseAddress {
      chunk.update(from: start.assumingMemoryBound(to: UInt8.self), count: bytes.count)
    }
    chunks.append(chunk)
    return chunk
  }
}

extension BlockRows {
  /// Adds every event of a stored block, its texts kept in `arena`.
  func append(_ block: Block, _ connection: Connection, arena: TextArena) throws {
    let buffer = UnsafeMutablePointer<Int64>.allocate(capacity: block.count)
    defer { buffer.deallocate() }
    for column in 0..<ColumnLayout.count {
      let field = column - 1 - NumberField.allCases.count
      if field >= 0, !TextField.allCases[field].isDictionaryCoded {
        try appendTexts(column, field, block, connection, arena)
      } else if column != ColumnLayout.place, let only = try block.constant(column) {
        // Most columns of the small blocks that are joined hold one value.
        appendNumber(column, only, block.count)
      } else {
        try block.numbers(column, connection, into: buffer)
        if column == ColumnLayout.place {
          for row in 0..<block.count { buffer[row] += block.firstSeq }
        }
        appendNumbers(column, UnsafeBufferPointer(start: buffer, count: block.count))
      }
    }
    added(block.count)
  }

  private func appendTexts(
    _ column: Int, _ field: Int, _ block: Block, _ connection: Connection, _ arena: TextArena
  ) throws {
    let kept = try block.withColumn(column, connection) { bytes -> UnsafeRawBufferPointer? in
      TextColumn.isEmpty(bytes) ? nil : UnsafeRawBufferPointer(start: arena.keep(bytes), count: bytes.count)
    }
    guard let kept, let kept else {
      appendEmptyTexts(field, block.count)
      return
    }
    for piece in try TextColumn.decode(kept, count: block.count) {
      appendText(field, piece.bindMemory(to: UInt8.self))
    }
  }
}

/// Copies stored events into a batch, where they can be looked at and changed.
struct BlockLoader {
  let connection: Connection
  let names: Names

  /// Copies the events at `rows` of a block, in that order.
  func load(_ block: Block, rows: [Int], into batch: EventBatch) throws {
    let first = batch.count
    for _ in rows { _ = batch.appendEvent() }
    let buffer = UnsafeMutablePointer<Int64>.allocate(capacity: block.count)
    defer { buffer.deallocate() }
    for field in NumberField.allCases {
      try block.numbers(ColumnLayout.index(field), connection, into: buffer)
      for (offset, row) in rows.enumerated() { batch[first + offset, field] = buffer[row] }
    }
    for field in TextField.dictionaryCoded {
      try block.numbers(ColumnLayout.index(field), connection, into: buffer)
      for (offset, row) in rows.enumerated() where buffer[row] != 0 {
        let bytes = try names.bytes(of: buffer[row])
        bytes.withUnsafeBufferPointer { batch.setText(first + offset, field, $0) }
      }
    }
    for field in TextField.rawCoded {
      try block.withColumn(ColumnLayout.index(field), connection) { bytes in
        let texts = try TextColumn.decode(bytes, count: block.count)
        for (offset, row) in rows.enumerated() {
          batch.setText(first + offset, field, texts[row].bindMemory(to: UInt8.self))
        }
      }
    }
  }
}
