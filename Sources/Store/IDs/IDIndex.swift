import CSQLite

/// Finds the events that an id may belong to: every id ever stored, over all workers.
///
/// Hashes are keyed by the database (`HashKey`), and a hit is confirmed by comparing the whole id, so two ids
/// with one hash stay apart.
final class IDIndex {
  private let connection: Connection
  private(set) var runs: [IDRun] = []
  private let buffer = ByteBuffer()

  init(_ connection: Connection) { self.connection = connection }

  /// Forgets what was read, when the transaction that read it was rolled back.
  func forget() { runs = [] }

  /// Takes over the runs that other workers wrote or merged since.
  func refresh() throws {
    let select = try connection.statement("SELECT run, count FROM id_runs ORDER BY run")
    var present: [(run: Int64, count: Int)] = []
    while try select.step() { present.append((select.integer(0), Int(clamping: select.integer(1)))) }
    select.reset()
    if present.count == runs.count, zip(present, runs).allSatisfy({ $0.run == $1.run }) {
      return
    }
    let known = Dictionary(uniqueKeysWithValues: runs.map { ($0.run, $0) })
    var current: [IDRun] = []
    for (run, count) in present {
      if let old = known[run] { current.append(old) } else { current.append(try load(run, count: count)) }
    }
    runs = current
  }

  private func load(_ run: Int64, count: Int) throws -> IDRun {
    let select = try connection.statement("SELECT filter FROM id_runs WHERE run = ?1")
    select.bind(1, run)
    guard try select.step() else { throw LedgerDamage("a run of ids is missing") }
    let filter = IDFilter(select.blob(0))
    select.reset()
    if count <= IDRun.pageSize { return IDRun(run: run, pairs: try body(of: run)) }
    let loaded = IDRun(run: run, count: count, filter: filter)
    if count <= IDRun.smallRun { loaded.keep(try pairs(of: loaded)) }
    return loaded
  }

  /// All pairs of a run, in order.
  private func pairs(of run: IDRun) throws -> [IDPair] {
    if let pairs = run.pairs { return pairs }
    var all: [IDPair] = []
    all.reserveCapacity(run.count)
    for page in 0..<run.pageCount { all += try self.page(page, of: run) }
    return all
  }

  /// The pairs of a run that fits its own row.
  private func body(of run: Int64) throws -> [IDPair] {
    let select = try connection.statement("SELECT body FROM id_runs WHERE run = ?1")
    select.bind(1, run)
    defer { select.reset() }
    guard try select.step() else { throw LedgerDamage("a run of ids is missing") }
    return try IDPair.decode(select.blob(0))
  }

  private func page(_ page: Int, of run: IDRun) throws -> [IDPair] {
    if run.count <= IDRun.pageSize { return try body(of: run.run) }
    let select = try connection.statement("SELECT body FROM id_pages WHERE id = ?1")
    select.bind(1, run.run << 20 | Int64(page))
    defer { select.reset() }
    guard try select.step() else { throw LedgerDamage("a page of ids is missing") }
    return try IDPair.decode(select.blob(0))
  }

  /// The sequence numbers of events whose ids have this hash, newest first; usually none or one.
  func candidates(_ hash: UInt64) throws -> [Int64] {
    var found: [Int64] = []
    for run in runs.reversed() where run.filter.mayHold(hash) {
      if let pairs = run.pairs {
        collect(hash, in: pairs, into: &found)
      } else {
        try collectFromPages(hash, run, into: &found)
      }
    }
    return found
  }

  /// Like `candidates`, without keeping runs in memory: for readers, which look up single ids.
  func storedCandidates(_ hash: UInt64) throws -> [Int64] {
    let select = try connection.statement("SELECT run, count FROM id_runs ORDER BY run DESC")
    var present: [(run: Int64, count: Int)] = []
    while try select.step() { present.append((select.integer(0), Int(clamping: select.integer(1)))) }
    select.reset()
    var found: [Int64] = []
    for (run, count) in present {
      let shape = IDRun(run: run, count: count, filter: IDFilter([]))
      try collectFromPages(hash, shape, into: &found)
    }
    return found
  }

  private func collect(_ hash: UInt64, in pairs: [IDPair], into found: inout [Int64]) {
    var index = lowerBound(hash, in: pairs)
    while index < pairs.count, pairs[index].hash == hash {
      found.append(pairs[index].seq)
      index += 1
    }
  }

  private func lowerBound(_ hash: UInt64, in pairs: [IDPair]) -> Int {
    var low = 0
    var high = pairs.count
    while low < high {
      let middle = (low + high) / 2
      if pairs[middle].hash < hash { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// Hashes spread evenly, so the page is near where the hash lies in its range; a few steps find it.
  private func collectFromPages(_ hash: UInt64, _ run: IDRun, into found: inout [Int64]) throws {
    var low = 0
    var high = run.pageCount - 1
    var guess = Int(hash.multipliedFullWidth(by: UInt64(run.pageCount)).high)
    while low <= high {
      guess = min(max(guess, low), high)
      let pairs = try page(guess, of: run)
      guard let first = pairs.first, let last = pairs.last else { throw LedgerDamage("a page of ids is empty") }
      if hash < first.hash {
        high = guess - 1
        guess -= 1
      } else if hash > last.hash {
        low = guess + 1
        guess += 1
      } else {
        // Equal hashes may run over a page's edge; that takes a collision of 64 bits at just that place.
        collect(hash, in: pairs, into: &found)
        if first.hash == hash, guess > 0 { collect(hash, in: try page(guess - 1, of: run), into: &found) }
        if last.hash == hash, guess + 1 < run.pageCount {
          collect(hash, in: try page(guess + 1, of: run), into: &found)
        }
        return
      }
    }
  }

  /// Stores the ids of a commit, and merges runs where there are eight of like size.
  func add(_ pairs: [IDPair]) throws {
    guard !pairs.isEmpty else { return }
    runs.append(try store(pairs.sorted()))
    while let group = mergeable() {
      var merged: [IDPair] = []
      merged.reserveCapacity(group.reduce(0) { $0 + $1.count })
      for run in group { merged += try self.pairs(of: run) }
      merged.sort()
      // The merged run first: its number is then higher than any before, so that no number means two runs.
      let larger = try store(merged)
      for run in group { try remove(run) }
      runs.removeAll { run in group.contains { $0 === run } }
      runs.append(larger)
    }
  }

  private func mergeable() -> [IDRun]? {
    var byLevel: [Int: [IDRun]] = [:]
    for run in runs { byLevel[run.level, default: []].append(run) }
    for level in byLevel.keys.sorted() {
      guard let group = byLevel[level], group.count >= 8 else { continue }
      if group.reduce(0, { $0 + $1.count }) <= IDRun.mostPairs { return group }
    }
    return nil
  }

  private func store(_ pairs: [IDPair]) throws -> IDRun {
    if pairs.count <= IDRun.pageSize { return try storeSmall(pairs) }
    let filter = IDFilter(pairs)
    buffer.removeAll()
    for word in filter.words { buffer.append(word, width: 8) }
    let insert = try connection.statement("INSERT INTO id_runs(count, filter) VALUES(?1, ?2) RETURNING run")
    insert.bind(1, Int64(pairs.count)).bind(2, blob: buffer.bytes)
    let run = try number(insert)
    var page: Int64 = 0
    var start = 0
    while start < pairs.count {
      let end = min(start + IDRun.pageSize, pairs.count)
      buffer.removeAll()
      IDPair.encode(pairs[start..<end], into: buffer)
      let body = try connection.statement("INSERT INTO id_pages(id, body) VALUES(?1, ?2)")
      body.bind(1, run << 20 | page).bind(2, blob: buffer.bytes)
      try body.run()
      (start, page) = (end, page + 1)
    }
    return IDRun(run: run, pairs: pairs)
  }

  private func storeSmall(_ pairs: [IDPair]) throws -> IDRun {
    buffer.removeAll()
    IDPair.encode(pairs[...], into: buffer)
    let insert = try connection.statement(
      "INSERT INTO id_runs(count, filter, body) VALUES(?1, x'', ?2) RETURNING run")
    insert.bind(1, Int64(pairs.count)).bind(2, blob: buffer.bytes)
    return IDRun(run: try number(insert), pairs: pairs)
  }

  private func number(_ insert: Statement) throws -> Int64 {
    guard try insert.step() else { throw LedgerDamage("a run of ids got no number") }
    defer { insert.reset() }
    return insert.integer(0)
  }

  private func remove(_ run: IDRun) throws {
    if run.count > IDRun.pageSize {
      let pages = try connection.statement("DELETE FROM id_pages WHERE id BETWEEN ?1 AND ?2")
      pages.bind(1, run.run << 20).bind(2, run.run << 20 | 0xFFFFF)
      try pages.run()
    }
    let delete = try connection.statement("DELETE FROM id_runs WHERE run = ?1")
    delete.bind(1, run.run)
    try delete.run()
  }
}
