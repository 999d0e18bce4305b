import CostModel

/// What became of an event that was tracked.
package enum TrackOutcome {
  case stored
  /// The same id with the same content was stored before; what is stored is event `index` of `batch`.
  case duplicate(batch: EventBatch, index: Int)
  /// The same id with other content was stored before.
  case conflict
  /// The same id was stored before and both are snapshots of one stream; see `replace`.
  case snapshot(StoredReference)
  /// It is from before the instant from which on events are kept.
  case retired(Timestamp)
}

/// A stored event, loaded to be changed.
package struct StoredReference {
  package let seq: Int64
  package let batch: EventBatch
  package let index: Int
}

/// Events accepted in the transaction under way and not yet written.
struct StagedEvents {
  private(set) var events: [EventReference] = []
  private(set) var hashes: [UInt64] = []
  private var byHash: [UInt64: Int] = [:]

  mutating func removeAll() {
    events.removeAll(keepingCapacity: true)
    hashes.removeAll(keepingCapacity: true)
    byHash.removeAll(keepingCapacity: true)
  }

  func event(_ hash: UInt64) -> EventReference? { byHash[hash].map { events[$0] } }

  mutating func append(_ event: EventReference, _ hash: UInt64) {
    byHash[hash] = events.count
    events.append(event)
    hashes.append(hash)
  }
}

extension LedgerWriter {
  /// Takes an event into the transaction, unless its id is taken. The batch must live until the commit.
  package func track(_ batch: EventBatch, _ index: Int) throws -> TrackOutcome {
    guard batch[index, .timestamp] >= retainedFrom else { return .retired(Timestamp(microseconds: retainedFrom)) }
    let id = batch.text(index, .id)
    let hash = sipHash(UnsafeRawBufferPointer(id), hashKey)
    if let known = staged.event(hash) {
      if known.batch.text(known.index, .id).elementsEqual(id), !batch.flags(index).contains(.snapshot) {
        return known.batch[known.index, .digest] == batch[index, .digest]
          ? .duplicate(batch: known.batch, index: known.index) : .conflict
      }
      // A snapshot of an event that is not written yet, or two ids with one hash: look again once it is.
      try flush()
    }
    for seq in try ids.candidates(hash) {
      guard let stored = try cachedEvent(seq, id) else { continue }
      return try outcome(of: batch, index, against: stored, seq)
    }
    try budgets.add(batch, index, sign: 1, self)
    staged.append(EventReference(batch: batch, index: index), hash)
    return .stored
  }

  private func outcome(
    of batch: EventBatch, _ index: Int, against stored: CachedEvent, _ seq: Int64
  ) throws -> TrackOutcome {
    let isSnapshot = batch.flags(index).contains(.snapshot) && stored.flags.contains(.snapshot)
    if stored.digest == batch[index, .digest] {
      let loaded = try loadRepeated(seq)
      return .duplicate(batch: loaded.batch, index: loaded.index)
    }
    return isSnapshot ? .snapshot(try load(seq)) : .conflict
  }

  /// Loads a stored event whole.
  func load(_ seq: Int64) throws -> StoredReference {
    guard let block = try block(holding: seq), let row = try row(of: seq, in: block) else {
      throw LedgerDamage("an event is not where the index of ids says")
    }
    let batch = EventBatch(capacity: 1)
    try BlockLoader(connection: connection, names: names).load(block, rows: [row], into: batch)
    return StoredReference(seq: seq, batch: batch, index: 0)
  }

  /// Like `load`, for many events of one block in turn, as when a file is sent again; not to be changed.
  private func loadRepeated(_ seq: Int64) throws -> (batch: EventBatch, index: Int) {
    if let known = blockCache.loadedEvent(seq) { return known }
    if let block = try block(holding: seq), blockCache.isRepeated(block) {
      try blockCache.loadWhole(block, BlockLoader(connection: connection, names: names))
      if let known = blockCache.loadedEvent(seq) { return known }
    }
    let stored = try load(seq)
    return (stored.batch, stored.index)
  }

  /// The stored event with an id, or nil.
  package func find(_ id: UnsafeBufferPointer<UInt8>) throws -> StoredReference? {
    try flush()
    let hash = sipHash(UnsafeRawBufferPointer(id), hashKey)
    for seq in try ids.candidates(hash) where try cachedEvent(seq, id) != nil { return try load(seq) }
    return nil
  }

  private func cachedEvent(_ seq: Int64, _ id: UnsafeBufferPointer<UInt8>) throws -> CachedEvent? {
    if let cached = blockCache.event(seq, id) { return cached.event }
    guard let block = try block(holding: seq) else { return nil }
    try blockCache.load(block, connection)
    return blockCache.event(seq, id)?.event
  }

  func block(holding seq: Int64) throws -> Block? {
    let select = try connection.statement(composed: 
      "SELECT \(Block.columns) FROM blocks WHERE first_seq <= ?1 ORDER BY first_seq DESC LIMIT 1")
    select.bind(1, seq)
    defer { select.reset() }
    guard try select.step() else { return nil }
    let block = try Block(select)
    return seq < block.firstSeq + block.span ? block : nil
  }

  private func row(of seq: Int64, in block: Block) throws -> Int? {
    let places = UnsafeMutablePointer<Int64>.allocate(capacity: block.count)
    defer { places.deallocate() }
    try block.numbers(ColumnLayout.place, connection, into: places)
    return (0..<block.count).first { places[$0] == seq - block.firstSeq }
  }

  /// Writes what was taken in: a block or more, the ids, the roll-ups.
  package func flush() throws {
    defer { staged.removeAll() }
    if !staged.events.isEmpty {
      var seq = try nextSeq()
      var pairs: [IDPair] = []
      pairs.reserveCapacity(staged.events.count)
      var start = 0
      while start < staged.events.count {
        let end = min(start + ColumnLayout.fullBlock, staged.events.count)
        rows.removeAll()
        try rows.append(staged.events[start..<end], firstSeq: seq, names: names)
        try blocks.write(rows, 0..<rows.count, firstSeq: seq, span: Int64(rows.count))
        addToRollups(rows, Array(staged.events[start..<end]))
        for index in start..<end {
          pairs.append(IDPair(hash: staged.hashes[index], seq: seq + Int64(index - start)))
        }
        seq += Int64(end - start)
        start = end
      }
      try ids.add(pairs)
      commitsSinceCompaction += 1
      rows.removeAll()
      if commitsSinceCompaction >= 32 { try compact() }
    }
    try rollups.flush()
    try budgets.flush()
  }

  private func addToRollups(_ rows: BlockRows, _ events: [EventReference]) {
    for (row, event) in events.enumerated() {
      rollups.add(event.batch.measures(event.index), at: event.batch[event.index, .timestamp]) { dimension in
        rows.numbers[ColumnLayout.index(dimension.field)][row]
      }
    }
  }

  private func nextSeq() throws -> Int64 {
    (try connection.integer("SELECT first_seq + span FROM blocks ORDER BY first_seq DESC LIMIT 1")) ?? 1
  }
}
