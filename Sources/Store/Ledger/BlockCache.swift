import CostModel

/// What is compared of a stored event when its id comes again.
struct CachedEvent {
  var digest: Int64
  var flags: EventFlags
}

/// The ids of the blocks met last: when a file is sent again, its ids come in the order they were stored.
struct BlockCache {
  private struct Entry {
    let firstSeq: Int64
    let span: Int64
    let arena: TextArena
    let rows: [Int64: Int]
    let ids: [UnsafeRawBufferPointer]
    let digests: [Int64]
    let flags: [Int64]
  }

  private var entries: [Entry] = []
  private static let most = 8

  /// A block that repeated events were found in, its events loaded once for all of them.
  private var loaded: (firstSeq: Int64, batch: EventBatch, rows: [Int64: Int])?
  /// The block in which the last repeated event was found.
  private var lastRepeated: Int64?

  mutating func removeAll() {
    entries.removeAll()
    loaded = nil
    lastRepeated = nil
  }

  /// The whole event at `seq`, if its block was loaded for an earlier one.
  func loadedEvent(_ seq: Int64) -> (batch: EventBatch, index: Int)? {
    guard let loaded, let row = loaded.rows[seq] else { return nil }
    return (loaded.batch, row)
  }

  /// Whether a block is met twice in a row: loading it whole then pays.
  mutating func isRepeated(_ block: Block) -> Bool {
    defer { lastRepeated = block.firstSeq }
    return lastRepeated == block.firstSeq
  }

  mutating func loadWhole(_ block: Block, _ loader: BlockLoader) throws {
    let places = UnsafeMutablePointer<Int64>.allocate(capacity: block.count)
    defer { places.deallocate() }
    try block.numbers(ColumnLayout.place, loader.connection, into: places)
    let batch = EventBatch(capacity: block.count)
    try loader.load(block, rows: Array(0..<block.count), into: batch)
    var rows: [Int64: Int] = [:]
    rows.reserveCapacity(block.count)
    for row in 0..<block.count { rows[block.firstSeq + places[row]] = row }
    loaded = (block.firstSeq, batch, rows)
  }

  /// The event at `seq` if its block is here and its id is `id`; `event` is nil when the id differs.
  func event(_ seq: Int64, _ id: UnsafeBufferPointer<UInt8>) -> (isHere: Bool, event: CachedEvent?)? {
    guard let entry = entries.last(where: { seq >= $0.firstSeq && seq < $0.firstSeq + $0.span }) else { return nil }
    guard let row = entry.rows[seq], entry.ids[row].elementsEqual(id) else { return (true, nil) }
    return (true, CachedEvent(digest: entry.digests[row], flags: EventFlags(rawValue: entry.flags[row])))
  }

  mutating func load(_ block: Block, _ connection: Connection) throws {
    let arena = TextArena()
    let kept = try block.withColumn(ColumnLayout.index(.id), connection) { bytes in
      UnsafeRawBufferPointer(start: arena.keep(bytes), count: bytes.count)
    }
    guard let kept else { throw LedgerDamage("a block has no ids") }
    let ids = try TextColumn.decode(kept, count: block.count)
    let buffer = UnsafeMutablePointer<Int64>.allocate(capacity: block.count)
    defer { buffer.deallocate() }
    var rows: [Int64: Int] = [:]
    rows.reserveCapacity(block.count)
    try block.numbers(ColumnLayout.place, connection, into: buffer)
    for row in 0..<block.count { rows[block.firstSeq + buffer[row]] = row }
    func column(_ field: NumberField) throws -> [Int64] {
      try block.numbers(ColumnLayout.index(field), connection, into: buffer)
      return Array(UnsafeBufferPointer(start: buffer, count: block.count))
    }
    let entry = Entry(
      firstSeq: block.firstSeq, span: block.span, arena: arena, rows: rows, ids: ids,
      digests: try column(.digest), flags: try column(.flags))
    if entries.count == Self.most { entries.removeFirst() }
    entries.append(entry)
  }
}
