import CostModel

extension LedgerReader {
  /// The earliest and latest event, or nil for an empty ledger.
  package func extent() throws -> (earliest: Timestamp, latest: Timestamp)? {
    // Sums over the few thousand rows that the blocks are, not over events.
    let select = try connection.statement("SELECT min(ts_min), max(ts_max) FROM blocks")
    defer { select.reset() }
    guard try select.step() else { return nil }
    let own = select.isNull(0) ? nil : (earliest: Timestamp(microseconds: select.integer(0)), latest: Timestamp(microseconds: select.integer(1)))
    let retention = RetentionHorizon(connection: connection)
    guard let horizon = try retention.horizon(), let first = try retention.firstDay(), first < horizon else { return own }
    // Events that were dropped live on in whole days before the horizon.
    return (Timestamp(microseconds: first), max(own?.latest ?? .init(microseconds: .min), Timestamp(microseconds: horizon - 1)))
  }

  /// What a question's events sum to.
  package func totals(_ question: Question, _ needs: MeasureNeeds = []) throws -> Measures {
    guard let extent = try extent() else { return Measures() }
    guard let rows = try rollupRows(question, groupedBy: nil) else {
      return try scannedTotal(question, needs)
    }
    var sum = Measures()
    try visit(question, rows, extent) { _, measures in sum += measures } events: { part in
      sum += try scannedTotal(part, needs)
    }
    return sum
  }

  private func scannedTotal(_ question: Question, _ needs: MeasureNeeds) throws -> Measures {
    let aggregator = Aggregator(needs)
    try scan(question).blocks { try aggregator.add($0, key: 0) }
    return aggregator.results.first?.measures ?? Measures()
  }

  /// The roll-up rows that answer a question, or nil when only the events do.
  private func rollupRows(_ question: Question, groupedBy dimension: Dimension?) throws -> RollupPlan.Rows? {
    func isHeld(_ dimension: Dimension) -> Bool {
      Rollups.dailyDimensions.contains(dimension) && (dimension != .team || question.usesOwnTeams)
    }
    let narrowed = question.scope.dimensions
    if let dimension, !isHeld(dimension) { return nil }
    if narrowed.isEmpty { return RollupPlan.Rows(dimension: Int64(dimension?.rawValue ?? 0), names: nil) }
    guard narrowed.count == 1, let only = narrowed.first, isHeld(only), dimension == nil || dimension == only else {
      return nil
    }
    var numbers: [Int64] = []
    for value in question.scope.values[only] ?? [] {
      var value = value
      if let number = try value.withUTF8({ bytes throws in try names.knownNumber(for: bytes) }), number != 0 {
        numbers.append(number)
      }
    }
    return RollupPlan.Rows(dimension: Int64(only.rawValue), names: Array(Set(numbers)).sorted())
  }

  private func visit(
    _ question: Question, _ rows: RollupPlan.Rows, _ extent: (earliest: Timestamp, latest: Timestamp),
    cell: (Int64, Measures) throws -> Void, events: (Question) throws -> Void
  ) throws {
    let isHourly = rows.dimension == Rollups.total || rows.dimension == Int64(Dimension.model.rawValue)
    let parts = RollupPlan.parts(
      question.start, question.end, earliest: extent.earliest.microseconds,
      latest: extent.latest.microseconds, hourly: isHourly)
    for part in parts {
      switch part {
      case .days(let days):
        for day in days { try visitCells(Rollups.day, day, rows, cell) }
      case .hours(let hours):
        for hour in hours { try visitCells(Rollups.hour, hour, rows, cell) }
      case .events(let range):
        try events(question.within(range.lowerBound, range.upperBound))
      }
    }
  }

  private func visitCells(
    _ grain: Int64, _ period: Int64, _ rows: RollupPlan.Rows, _ cell: (Int64, Measures) throws -> Void
  ) throws {
    if let names = rows.names {
      for name in names {
        let select = try connection.statement(composed:
          """
          SELECT name, \(Rollups.selectedColumns) FROM rollups
          WHERE grain = ?1 AND period = ?2 AND dimension = ?3 AND name = ?4
          """)
        select.bind(1, grain).bind(2, period).bind(3, rows.dimension).bind(4, name)
        defer { select.reset() }
        while try select.step() { try cell(select.integer(0), Rollups.measures(select, from: 1)) }
      }
      return
    }
    let select = try connection.statement(composed:
      """
      SELECT name, \(Rollups.selectedColumns) FROM rollups
      WHERE grain = ?1 AND period = ?2 AND dimension = ?3
      """)
    select.bind(1, grain).bind(2, period).bind(3, rows.dimension)
    defer { select.reset() }
    while try select.step() { try cell(select.integer(0), Rollups.measures(select, from: 1)) }
  }

  /// What a question's events sum to by each value of a dimension; nil for events without one.
  ///
  /// Money of events with several values (tags, tables) is divided evenly among them, to the nano-dollar, so that
  /// the parts add up; their counts count for each value.
  package func totals(
    _ question: Question, by dimension: Dimension, _ needs: MeasureNeeds = []
  ) throws -> [(value: String?, measures: Measures)] {
    var sums: [Int64: Measures] = [:]
    let resolvesTeams = dimension == .team && !question.usesOwnTeams
    if resolvesTeams { return try scannedTeams(question, needs) }
    if dimension == .pattern { return try scannedPatterns(question, needs) }
    if let rows = try rollupRows(question, groupedBy: dimension), let extent = try extent(),
      try prefersRollups(question, rows, extent)
    {
      try visit(question, rows, extent) { name, measures in
        sums[name, default: Measures()] += measures
      } events: { part in
        for (key, measures) in try scannedByColumn(part, dimension, needs) where key != 0 {
          sums[key, default: Measures()] += measures
        }
      }
      let rest = try totals(question, needs) - sums.values.reduce(into: Measures()) { $0 += $1 }
      if rest.events != 0 { sums[0] = rest }
    } else {
      for (key, measures) in try scannedByColumn(question, dimension, needs) { sums[key] = measures }
    }
    if dimension.isMultiple { return try divided(sums) }
    return try sums.map { (try $0.key == 0 ? nil : names.text(of: $0.key), $0.value) }
  }

  /// Reading a cell costs about as much as scanning sixty events; the cheaper way is taken.
  private func prefersRollups(
    _ question: Question, _ rows: RollupPlan.Rows, _ extent: (earliest: Timestamp, latest: Timestamp)
  ) throws -> Bool {
    if rows.names != nil { return true }
    if let horizon = try RetentionHorizon(connection: connection).horizon(), question.start < horizon { return true }
    let count = try connection.statement(
      "SELECT coalesce(sum(count), 0) FROM blocks WHERE ts_max >= ?1 AND ts_min < ?2")
    count.bind(1, question.start).bind(2, question.end)
    defer { count.reset() }
    guard try count.step() else { return true }
    let events = count.integer(0)
    let start = max(question.start, extent.earliest.microseconds)
    let end = min(question.end, extent.latest.microseconds)
    let middle = floorDivide(start / 2 + end / 2, Timestamp.microsecondsPerDay)
    let sample = try connection.statement(
      "SELECT count(*) FROM rollups WHERE grain = 1 AND period = ?1 AND dimension = ?2")
    sample.bind(1, middle).bind(2, rows.dimension)
    defer { sample.reset() }
    guard try sample.step() else { return true }
    let days = (end - start) / Timestamp.microsecondsPerDay + 1
    return sample.integer(0) * days * 60 <= events
  }

  private func scannedByColumn(
    _ question: Question, _ dimension: Dimension, _ needs: MeasureNeeds
  ) throws -> [(key: Int64, measures: Measures)] {
    let aggregator = Aggregator(needs)
    let column = ColumnLayout.index(dimension.field)
    try scan(question).blocks { view in
      if let only = try view.block.constant(column) {
        try aggregator.add(view, key: only)
      } else {
        try aggregator.add(view, keys: try view.columns.numbers(column))
      }
    }
    return aggregator.results
  }

  private func scannedTeams(
    _ question: Question, _ needs: MeasureNeeds
  ) throws -> [(value: String?, measures: Measures)] {
    let aggregator = Aggregator(needs)
    var resolver: TeamResolver?
    try scan(question).blocks { view in
      resolver = view.teams
      try aggregator.add(view, keys: try view.teams.numbers(view.block, view.columns))
    }
    return aggregator.results.map { key, measures in
      (key == 0 ? nil : String(decoding: resolver?.text(key) ?? [], as: UTF8.self), measures)
    }
  }

  /// Patterns of queries by their text; of other texts by their fingerprint, written as `fp-` and 16 hex digits.
  private func scannedPatterns(
    _ question: Question, _ needs: MeasureNeeds
  ) throws -> [(value: String?, measures: Measures)] {
    let patterns = Aggregator(needs)
    let fingerprints = Aggregator(needs)
    var keys = [Int64](repeating: 0, count: ColumnLayout.fullBlock)
    try scan(question).blocks { view in
      let numbers = try view.columns.numbers(ColumnLayout.index(.pattern))
      let prints = try view.columns.numbers(ColumnLayout.index(.fingerprint))
      let mask = UnsafeMutablePointer<UInt8>.allocate(capacity: view.block.count)
      defer { mask.deallocate() }
      let other = UnsafeMutablePointer<UInt8>.allocate(capacity: view.block.count)
      defer { other.deallocate() }
      for row in 0..<view.block.count {
        let counts: Bool
        if case .some(let selected) = view.selection { counts = selected[row] != 0 } else { counts = true }
        let isPrint = numbers[row] == 0 && prints[row] != 0
        mask[row] = counts && !isPrint ? 1 : 0
        other[row] = counts && isPrint ? 1 : 0
        keys[row] = isPrint ? prints[row] : numbers[row]
      }
      func part(_ mask: UnsafeMutablePointer<UInt8>) -> Scan.View {
        Scan.View(block: view.block, columns: view.columns, selection: .some(mask), teams: view.teams)
      }
      try keys.withUnsafeBufferPointer { keys in
        guard let keys = keys.baseAddress else { return }
        try patterns.add(part(mask), keys: keys)
        try fingerprints.add(part(other), keys: keys)
      }
    }
    let named = try patterns.results.filter { $0.measures.events > 0 }.map { key, measures in
      (value: try key == 0 ? nil : names.text(of: key), measures: measures)
    }
    return named + fingerprints.results.filter { $0.measures.events > 0 }.map { ("fp-" + hexadecimal($0.key), $0.measures) }
  }

  /// Divides the money of each set of values among its members.
  private func divided(_ sums: [Int64: Measures]) throws -> [(value: String?, measures: Measures)] {
    var parts: [[UInt8]: Measures] = [:]
    for (key, measures) in sums.sorted(by: { $0.key < $1.key }) {
      let members = MemberList.decode(try names.bytes(of: key))
      guard !members.isEmpty else {
        parts[[], default: Measures()] += measures
        continue
      }
      var rest = measures.cost
      var restEstimated = measures.estimatedCost
      for (index, member) in members.enumerated() {
        var part = measures
        let remaining = Int128(members.count - index)
        part.cost = Money(nanos: rest.nanos / remaining)
        part.estimatedCost = Money(nanos: restEstimated.nanos / remaining)
        rest -= part.cost
        restEstimated -= part.estimatedCost
        parts[member, default: Measures()] += part
      }
    }
    return parts.map { ($0.key.isEmpty ? nil : String(decoding: $0.key, as: UTF8.self), $0.value) }
  }
}

/// 16 hexadecimal digits of a fingerprint.
package func hexadecimal(_ value: Int64) -> String {
  let digits = String(UInt64(bitPattern: value), radix: 16)
  return String(repeating: "0", count: 16 - digits.count) + digits
}
