import CostModel

/// Sums kept by hour and by day, changed in the transaction that changes the events.
///
/// By the day: the total and each value of the dimensions that have few. By the hour: the total and each model.
/// Users and customers are many: their rows would cost each commit more than they save a question, for which
/// scanning the columns is as fast.
/// Events without a value of a dimension have no row for it; they are the total less the others.
/// Periods count from the epoch in UTC.
final class Rollups {
  private let connection: Connection
  private let pending = RollupTable()
  private var upsertStatement: Statement?
  private let scratch = UnsafeMutablePointer<Int64>.allocate(capacity: RollupTable.width)

  deinit { scratch.deallocate() }

  struct Cell: Hashable {
    var grain: Int64
    var period: Int64
    var dimension: Int64
    var name: Int64
  }

  static let hour: Int64 = 0
  static let day: Int64 = 1
  /// The dimension of the rows that sum everything.
  static let total: Int64 = 0

  /// What the days are told apart by.
  static let dailyDimensions: [Dimension] = [
    .project, .provider, .model, .operation, .category, .team, .department, .purpose, .client, .campaign,
    .environment,
  ]

  init(_ connection: Connection) { self.connection = connection }

  func forget() { pending.removeAll() }

  /// Adds what one event counts for.
  ///
  /// - Parameter name: the number of the event's value of a dimension, 0 without one.
  func add(_ measures: Measures, at timestamp: Int64, name: (Dimension) -> Int64) {
    let day = floorDivide(timestamp, Timestamp.microsecondsPerDay)
    let hour = floorDivide(timestamp, Timestamp.microsecondsPerHour)
    measures.write(to: scratch)
    pending.add(Cell(grain: Self.hour, period: hour, dimension: Self.total, name: 0), scratch)
    let model = name(.model)
    if model != 0 {
      let dimension = Int64(Dimension.model.rawValue)
      pending.add(Cell(grain: Self.hour, period: hour, dimension: dimension, name: model), scratch)
    }
    pending.add(Cell(grain: Self.day, period: day, dimension: Self.total, name: 0), scratch)
    for dimension in Self.dailyDimensions {
      let value = name(dimension)
      guard value != 0 else { continue }
      pending.add(Cell(grain: Self.day, period: day, dimension: Int64(dimension.rawValue), name: value), scratch)
    }
  }

  /// What was added and not yet written.
  var waiting: [Cell: Measures] {
    Dictionary(uniqueKeysWithValues: pending.keys.enumerated().map { ($1, Measures(pending.values($0))) })
  }

  func add(_ measures: Measures, at timestamp: Int64, _ numbers: [Dimension: Int64]) {
    add(measures, at: timestamp) { numbers[$0] ?? 0 }
  }

  /// Writes what was added since the last time.
  func flush() throws(SQLiteFailure) {
    guard pending.count > 0 else { return }
    if pending.hasOverflowed { throw .tooLarge }
    let keys = pending.keys
    // In key order, so that neighbouring rows are met while their page is at hand.
    let order = keys.indices.sorted { left, right in
      let (l, r) = (keys[left], keys[right])
      if l.grain != r.grain { return l.grain < r.grain }
      if l.period != r.period { return l.period < r.period }
      if l.dimension != r.dimension { return l.dimension < r.dimension }
      return l.name < r.name
    }
    let statement: Statement
    if let known = upsertStatement { statement = known } else {
      statement = try connection.statement(composed: Self.upsertSQL)
      upsertStatement = statement
    }
    for place in order { try upsert(statement, keys[place], pending.values(place)) }
    forget()
  }

  private static let columns = [
    "events", "calls", "errors", "prompt_tokens", "completion_tokens", "cache_read_tokens", "cache_write_tokens",
    "reasoning_tokens", "total_tokens", "cost_dollars", "cost_nanos", "estimated_dollars", "estimated_nanos",
    "unpriced_events", "estimated_events", "late_events", "response_time", "responses", "bytes_processed",
    "bytes_billed", "slot_ms",
  ]

  static let selectedColumns = columns.joined(separator: ", ")

  private static let upsertSQL =
    "INSERT INTO rollups(grain, period, dimension, name, \(selectedColumns)) VALUES("
    + (1...(columns.count + 4)).map { "?\($0)" }.joined(separator: ", ")
    + ") ON CONFLICT DO UPDATE SET "
    + columns.map { "\($0) = \($0) + excluded.\($0)" }.joined(separator: ", ")

  private func upsert(
    _ statement: Statement, _ cell: Cell, _ values: UnsafePointer<Int64>
  ) throws(SQLiteFailure) {
    statement.bind(1, cell.grain).bind(2, cell.period).bind(3, cell.dimension).bind(4, cell.name)
    for index in 0..<RollupTable.width { statement.bind(Int32(index + 5), values[index]) }
    try statement.run()
  }

  /// Reads the measures of a row whose columns from `first` on are `selectedColumns`.
  static func measures(_ row: Statement, from first: Int32) -> Measures {
    var measures = Measures()
    measures.events = row.integer(first)
    measures.calls = row.integer(first + 1)
    measures.errors = row.integer(first + 2)
    measures.promptTokens = row.integer(first + 3)
    measures.completionTokens = row.integer(first + 4)
    measures.cacheReadTokens = row.integer(first + 5)
    measures.cacheWriteTokens = row.integer(first + 6)
    measures.reasoningTokens = row.integer(first + 7)
    measures.totalTokens = row.integer(first + 8)
    measures.cost = joined(row.integer(first + 9), row.integer(first + 10))
    measures.estimatedCost = joined(row.integer(first + 11), row.integer(first + 12))
    measures.unpricedEvents = row.integer(first + 13)
    measures.estimatedEvents = row.integer(first + 14)
    measures.lateEvents = row.integer(first + 15)
    measures.responseTime = row.integer(first + 16)
    measures.responses = row.integer(first + 17)
    measures.bytesProcessed = row.integer(first + 18)
    measures.bytesBilled = row.integer(first + 19)
    measures.slotMilliseconds = row.integer(first + 20)
    return measures
  }

  private static func joined(_ dollars: Int64, _ nanos: Int64) -> Money {
    Money(nanos: Int128(dollars) * Money.nanosPerDollar + Int128(nanos))
  }
}
