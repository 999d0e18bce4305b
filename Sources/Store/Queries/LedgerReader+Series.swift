import CostModel

extension LedgerReader {
  /// What a question's events sum to in each of the periods between neighbouring `boundaries`.
  ///
  /// - Parameter boundaries: ascending, in microseconds; events outside of them are left out.
  package func series(
    _ question: Question, boundaries: [Int64], _ needs: MeasureNeeds = []
  ) throws -> [Measures] {
    guard let first = boundaries.first, let last = boundaries.last, boundaries.count > 1 else { return [] }
    var sums = Array(repeating: Measures(), count: boundaries.count - 1)
    let start = max(question.start, first)
    let end = min(question.end, last)
    guard start < end else { return sums }
    let isDaily = boundaries.dropFirst().dropLast().allSatisfy { $0 % Timestamp.microsecondsPerDay == 0 }
    let isHourly = boundaries.dropFirst().dropLast().allSatisfy { $0 % Timestamp.microsecondsPerHour == 0 }
    if isDaily || isHourly, let extent = try extent(),
      let grain = try seriesGrain(question, isDaily: isDaily, isHourly: isHourly)
    {
      try rolledSeries(question.within(start, end), boundaries, grain, extent, needs, &sums)
    } else {
      try scannedSeries(question.within(start, end), boundaries, needs, &sums)
    }
    return sums
  }

  private struct SeriesGrain {
    var dimension: Int64
    var names: [Int64]?
    var grain: Int64
    var length: Int64
  }

  private func seriesGrain(_ question: Question, isDaily: Bool, isHourly: Bool) throws -> SeriesGrain? {
    let narrowed = question.scope.dimensions
    var dimension: Int64 = 0
    var numbers: [Int64]?
    if let only = narrowed.first {
      guard narrowed.count == 1, Rollups.dailyDimensions.contains(only), only != .team || question.usesOwnTeams else {
        return nil
      }
      dimension = Int64(only.rawValue)
      var found: [Int64] = []
      for value in question.scope.values[only] ?? [] {
        var value = value
        if let number = try value.withUTF8({ bytes throws in try names.knownNumber(for: bytes) }), number != 0 {
          found.append(number)
        }
      }
      numbers = Array(Set(found))
    }
    if isDaily {
      return SeriesGrain(
        dimension: dimension, names: numbers, grain: Rollups.day, length: Timestamp.microsecondsPerDay)
    }
    guard dimension == 0 || dimension == Int64(Dimension.model.rawValue) else { return nil }
    return SeriesGrain(
      dimension: dimension, names: numbers, grain: Rollups.hour, length: Timestamp.microsecondsPerHour)
  }

  /// Whole days (hours) come from the roll-ups; what the question cuts off at its ends from the events.
  private func rolledSeries(
    _ question: Question, _ boundaries: [Int64], _ grain: SeriesGrain,
    _ extent: (earliest: Timestamp, latest: Timestamp), _ needs: MeasureNeeds, _ sums: inout [Measures]
  ) throws {
    let start = max(question.start, extent.earliest.microseconds)
    let end = min(question.end, extent.latest.microseconds + 1)
    guard start < end else { return }
    // The unit that holds the earliest event is whole when the question begins before it; likewise at the end.
    var first = floorDivide(start, grain.length)
    if question.start > first * grain.length { first += 1 }
    var last = floorDivide(end - 1, grain.length) + 1
    if question.end < last * grain.length { last -= 1 }
    guard first < last else { return try scannedSeries(question, boundaries, needs, &sums) }
    if question.start < first * grain.length {
      try scannedSeries(question.within(question.start, first * grain.length), boundaries, needs, &sums)
    }
    if last * grain.length < question.end {
      try scannedSeries(question.within(last * grain.length, question.end), boundaries, needs, &sums)
    }
    let select = try connection.statement(composed:
      """
      SELECT name, \(Rollups.selectedColumns) FROM rollups
      WHERE grain = ?1 AND period = ?2 AND dimension = ?3
      """)
    var period = 0
    for unit in first..<last {
      let at = unit * grain.length
      while period < sums.count - 1, boundaries[period + 1] <= at { period += 1 }
      guard at >= boundaries[0] else { continue }
      select.reset()
      select.bind(1, grain.grain).bind(2, unit).bind(3, grain.dimension)
      while try select.step() {
        if let names = grain.names, !names.contains(select.integer(0)) { continue }
        sums[period] += Rollups.measures(select, from: 1)
      }
    }
    select.reset()
  }

  private func scannedSeries(
    _ question: Question, _ boundaries: [Int64], _ needs: MeasureNeeds, _ sums: inout [Measures]
  ) throws {
    let aggregator = Aggregator(needs)
    var keys = [Int64](repeating: 0, count: ColumnLayout.fullBlock)
    try scan(question).blocks { view in
      let times = try view.columns.numbers(ColumnLayout.index(.timestamp))
      var period = 0
      for row in 0..<view.block.count {
        let at = times[row]
        if at < boundaries[period] || at >= boundaries[period + 1] {
          period = Self.period(of: at, in: boundaries)
        }
        keys[row] = Int64(period)
      }
      try keys.withUnsafeBufferPointer { buffer in
        if let start = buffer.baseAddress { try aggregator.add(view, keys: start) }
      }
    }
    for (key, measures) in aggregator.results { sums[Int(key)] += measures }
  }

  /// The period an instant lies in; instants outside are never selected, so the nearest will do for them.
  private static func period(of instant: Int64, in boundaries: [Int64]) -> Int {
    var low = 0
    var high = boundaries.count - 1
    while low < high {
      let middle = (low + high + 1) / 2
      if boundaries[middle] <= instant { low = middle } else { high = middle - 1 }
    }
    return min(low, boundaries.count - 2)
  }
}
