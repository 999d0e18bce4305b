import CostModel

/// One block of the ledger as a reader sees it: its head, and its columns when they are asked for.
struct Block {
  let firstSeq: Int64
  let count: Int
  let span: Int64
  let earliest: Int64
  let latest: Int64
  let dearest: Int64
  /// The packed columns; owned, because the statement it came from moves on.
  private let head: [UInt8]
  /// Where each column stands in `head`; an empty piece for a column in a row of its own.
  private let pieces: [Range<Int>]

  static let columns = "first_seq, count, span, ts_min, ts_max, cost_max, head"

  /// From a row of `columns`.
  init(_ row: Statement) throws(LedgerDamage) {
    firstSeq = row.integer(0)
    count = Int(clamping: row.integer(1))
    span = row.integer(2)
    earliest = row.integer(3)
    latest = row.integer(4)
    dearest = row.integer(5)
    guard count > 0, count <= ColumnLayout.fullBlock else { throw LedgerDamage("a block has an impossible count") }
    let blob = row.blob(6)
    var reader = ByteReader(blob)
    var pieces: [Range<Int>] = []
    pieces.reserveCapacity(ColumnLayout.count)
    while reader.offset < blob.count {
      let length = Int(clamping: try reader.varint())
      let start = reader.offset
      _ = try reader.take(length)
      pieces.append(start..<(start + length))
    }
    self.pieces = pieces
    head = Array(blob)
  }

  /// Hands the packed bytes of a column to `body`; nil for a column this block was written without.
  func withColumn<Result>(
    _ column: Int, _ connection: Connection, _ body: (UnsafeRawBufferPointer) throws -> Result
  ) throws -> Result? {
    guard column < pieces.count else { return nil }
    let piece = pieces[column]
    if !piece.isEmpty {
      return try head.withUnsafeBytes { try body(UnsafeRawBufferPointer(rebasing: $0[piece])) }
    }
    let select = try connection.statement("SELECT body FROM block_columns WHERE id = ?1")
    select.bind(1, ColumnLayout.rowID(firstSeq: firstSeq, column: column))
    defer { select.reset() }
    guard try select.step() else { throw LedgerDamage("a column of a block is missing") }
    return try body(select.blob(0))
  }

  /// Unpacks a column of numbers (a dictionary-coded text's numbers too); zeros for a column the block lacks.
  func numbers(
    _ column: Int, _ connection: Connection, into values: UnsafeMutablePointer<Int64>
  ) throws {
    let found: Void? = try withColumn(column, connection) { bytes in
      try NumberColumn.decode(bytes, count: count, into: values)
    }
    if found == nil { values.update(repeating: 0, count: count) }
  }

  /// The one value of a column that is the same throughout, or nil.
  func constant(_ column: Int) throws(LedgerDamage) -> Int64? {
    guard column < pieces.count else { return 0 }
    guard !pieces[column].isEmpty else { return nil }
    guard head[pieces[column].lowerBound] == NumberColumn.constant else { return nil }
    var value: UInt64 = 0
    var shift: UInt64 = 0
    for byte in head[pieces[column]].dropFirst() {
      value |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return Int64(bitPattern: value >> 1) ^ -Int64(value & 1) }
      shift += 7
      if shift > 63 { break }
    }
    throw LedgerDamage("a number column has an unknown form")
  }
}
