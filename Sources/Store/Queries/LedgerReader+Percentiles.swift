import CostModel

extension LedgerReader {
  /// The smallest response time (microseconds) that at least each given share of the events with one do not exceed.
  ///
  /// Exact: two passes of counting, first by the high bits of each time, then by the low ones.
  /// - Parameter shares: each in 0 ... 1.
  /// - Returns: nil for each share when no event has a response time.
  package func responseTimes(_ question: Question, shares: [Double]) throws -> [Int64?] {
    let bit = NumberField.responseTime.givenBit
    let bucketBits: Int64 = 12
    let buckets = 1 << 16
    var high = [Int64](repeating: 0, count: buckets)
    var beyond: [Int64] = []
    var total: Int64 = 0
    func visit(_ body: (Int64) -> Void) throws {
      try scan(question).blocks { view in
        let given = ColumnLayout.index(.given)
        let times = try view.columns.numbers(ColumnLayout.index(.responseTime))
        if case .all = view.selection, let only = try view.block.constant(given) {
          if only & bit == 0 { return }
          for row in 0..<view.block.count { body(times[row]) }
          return
        }
        let bits = try view.columns.numbers(given)
        for row in 0..<view.block.count where bits[row] & bit != 0 {
          if case .some(let mask) = view.selection, mask[row] == 0 { continue }
          body(times[row])
        }
      }
    }
    try visit { time in
      total += 1
      let bucket = time >> bucketBits
      if bucket < Int64(buckets) { high[Int(bucket)] += 1 } else { beyond.append(time) }
    }
    guard total > 0 else { return shares.map { _ in nil } }
    beyond.sort()
    return try shares.map { share in
      let rank = max(1, min(total, Int64((share * Double(total)).rounded(.up))))
      var before: Int64 = 0
      guard let bucket = high.indices.first(where: { index in
        if before + high[index] >= rank { return true }
        before += high[index]
        return false
      }) else { return beyond[Int(rank - before - 1)] }
      var low = [Int64](repeating: 0, count: 1 << Int(bucketBits))
      try visit { time in
        if time >> bucketBits == Int64(bucket) { low[Int(time & (1 << bucketBits - 1))] += 1 }
      }
      var count = before
      for (index, number) in low.enumerated() {
        count += number
        if count >= rank { return Int64(bucket) << bucketBits | Int64(index) }
      }
      return nil
    }
  }
}
