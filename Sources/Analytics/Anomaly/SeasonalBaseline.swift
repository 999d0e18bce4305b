/// What one value was expected to be, from the values before it alone, and how far off it is.
package struct PointJudgement: Sendable, Hashable {
  package var observed: Double
  package var expected: Double
  /// `(observed - expected)` over the usual size of such a difference; 0 or above when more was observed.
  package var score: Double
}

/// Judges each value of a series against a robust seasonal baseline from before it.
///
/// The expectation is the median of the season that ended before the value, times (with values that are not all
/// positive: plus) the median of what the same place of the season was against its own such median in the last
/// eight seasons. The size of differences is 1.4826 times their median absolute value over the last
/// four seasons, at least two (Rousseeuw & Croux 1993), and no less than a twentieth of the expectation: a value that always
/// was the same is not remarkable because it moved by a percent. A single spike moves no median; a new level is taken for
/// the expectation after half a season.
package struct SeasonalBaseline: Sendable {
  /// Steps of a season: 7 for days.
  package var seasonLength: Int
  /// Judged are values with so many before them.
  package var fewest: Int

  package init(seasonLength: Int = 7, fewest: Int = 7) {
    self.seasonLength = max(seasonLength, 1)
    self.fewest = max(fewest, 2)
  }

  static let seasons = 8
  static let leastShare = 0.05

  /// The judgement of each value; nil for those with too little before them and for NaN.
  package func judge(_ values: [Double]) -> [PointJudgement?] {
    let isPositive = values.allSatisfy { !$0.isFinite || $0 > 0 }
    let levels = values.indices.map { level(before: $0, values) }
    var expectations = [Double](repeating: .nan, count: values.count)
    var judgements: [PointJudgement?] = []
    judgements.reserveCapacity(values.count)
    for index in values.indices {
      expectations[index] = expectation(index, values, levels, isPositive)
      guard index >= fewest, values[index].isFinite, expectations[index].isFinite else {
        judgements.append(nil)
        continue
      }
      let scale = scale(before: index, values, expectations)
      let difference = values[index] - expectations[index]
      judgements.append(
        PointJudgement(observed: values[index], expected: expectations[index], score: scale > 0 ? difference / scale : 0))
    }
    return judgements
  }

  private func level(before index: Int, _ values: [Double]) -> Double {
    median(values[max(0, index - seasonLength)..<index].filter(\.isFinite))
  }

  private func expectation(_ index: Int, _ values: [Double], _ levels: [Double], _ isPositive: Bool) -> Double {
    let level = levels[index]
    guard seasonLength > 1 else { return level }
    var same: [Double] = []
    var before = index - seasonLength
    while before >= 0, same.count < Self.seasons {
      if values[before].isFinite, levels[before].isFinite {
        if !isPositive { same.append(values[before] - levels[before]) }
        else if levels[before] > 0 { same.append(values[before] / levels[before]) }
      }
      before -= seasonLength
    }
    guard !same.isEmpty else { return level }
    return isPositive ? level * median(same) : level + median(same)
  }

  private func scale(before index: Int, _ values: [Double], _ expectations: [Double]) -> Double {
    let first = max(0, index - max(4 * seasonLength, 14))
    let differences = (first..<index).compactMap { place -> Double? in
      let difference = abs(values[place] - expectations[place])
      return difference.isFinite ? difference : nil
    }
    let usual = differences.isEmpty ? 0 : 1.4826 * median(differences)
    let least = Self.leastShare * abs(expectations[index])
    // Nothing ever cost anything: the first cost is told from nothing by its own size.
    return max(usual, least, abs(values[index]) * 1e-3)
  }
}
