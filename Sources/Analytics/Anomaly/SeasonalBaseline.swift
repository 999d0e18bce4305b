/// What one value was expected to be, from the values before it alone, and how far off it is.
package struct PointJudgement: Sendable, Hashable {
  package var observed: Double
  package var expected: Double
  /// `(observed - expected)` over the usual size of such a difference; 0 or above when more was observed.
  package var score: Double
}

/// Judges each value of a series against a robust seasonal baseline from before it.
///
/// Expected is the nearest of what is usual (`Usual`). An event is told once: behind a remarkable value, those that are off
/// the same way and less than twice as far belong to it, until one is nearer to the usual than to the event. So a new
/// level is told on its first day, and a season later is the usual one.
package struct SeasonalBaseline: Sendable {
  /// Steps of a season: 7 for days.
  package var seasonLength: Int
  /// Judged are values with so many before them, one whole season at least.
  package var fewest: Int
  /// A score beyond this one, either way, is remarkable.
  package var threshold: Double

  package init(seasonLength: Int = 7, fewest: Int = 7, threshold: Double = 3) {
    self.seasonLength = max(seasonLength, 1)
    self.fewest = max(fewest, 2, seasonLength)
    self.threshold = threshold
  }

  /// The judgement of each value; nil for those with too little before them and for NaN.
  package func judge(_ values: [Double]) -> [PointJudgement?] {
    var event = 0.0
    return zip(values, usual(values)).map { value, usual in
      guard let usual else { return nil }
      let expected = usual.nearest(to: value), score = usual.score(value)
      let difference = value - expected
      let isFar = abs(score) > threshold
      if difference * event > 0, abs(difference) <= 2 * abs(event), isFar || abs(difference) * 2 > abs(event) {
        return PointJudgement(observed: value, expected: value, score: 0)
      }
      event = isFar ? difference : 0
      return PointJudgement(observed: value, expected: expected, score: score)
    }
  }
}

extension SeasonalBaseline {
  /// What is usual at one place: from `low` to `high`, most likely `middle`.
  ///
  /// `middle` is the level times (or plus) the shape of the season (`SeasonalShape`), the level being the median of the last
  /// whole season. Usual too is what the level of a season ago would give, what the same place was a season ago, unless that
  /// was a lone spike, and, while the shape is not known, the level itself.
  struct Usual {
    var middle: Double
    var low: Double
    var high: Double
    /// The usual size of differences from `middle`.
    var scale: Double

    func nearest(to value: Double) -> Double { min(max(value, low), high) }
    func score(_ value: Double) -> Double { scale > 0 ? (value - nearest(to: value)) / scale : 0 }
  }

  /// Differences are never taken for smaller than a twentieth of what is expected: a value that always was the same is
  /// not remarkable because it moved by a percent.
  static let leastShare = 0.05
  /// Seasons that the size of differences is learnt from.
  static let seasonsOfScale = 4
  /// Few differences show little of how far values stray: of n, the size is taken for (n + 4) / n of what they show. Of days
  /// with normal noise of a tenth, one in 200 is told then, in the second week as in the twelfth.
  static let caution = 4.0

  /// What is usual at each place, from the values before it alone; nil where too little is before it.
  func usual(_ values: [Double]) -> [Usual?] {
    var result = [Usual?](repeating: nil, count: values.count)
    guard let first = values.firstIndex(where: \.isFinite) else { return result }
    var shape = SeasonalShape(length: seasonLength, first: first)
    var sizes = [Double](repeating: .nan, count: values.count)
    var levels = sizes
    var isFar = [Bool](repeating: false, count: values.count)
    for index in values.indices.dropFirst(first + seasonLength) {
      let before = index - seasonLength
      guard let level = shape.level(values, before: index) else { continue }
      levels[index] = level
      if before == first { for place in first..<index { sizes[place] = Self.size(values[place] - level, level, level) } }
      let middle = shape.apply(to: level, at: index)
      sizes[index] = Self.size(values[index] - middle, middle, level)
      guard index >= fewest, values[index].isFinite, middle.isFinite else { continue }

      var reasons = [middle]
      if !shape.isKnown(at: index) { reasons.append(level) }
      if levels[before].isFinite { reasons.append(shape.apply(to: levels[before], at: index)) }
      let isSpike = isFar[before] && !isFar[before - 1] && !isFar[before + 1]
      if values[before].isFinite, !isSpike { reasons.append(values[before]) }

      let window = sizes[max(first, index - max(Self.seasonsOfScale * seasonLength, 14))..<index]
      var scale = Self.scale(window) * Self.root(middle, level)
      // Nothing ever cost anything: the first cost is told from nothing by its own size.
      scale = max(scale, Self.leastShare * abs(middle), abs(values[index]) * 1e-3)
      let usual = Usual(middle: middle, low: reasons.min() ?? middle, high: reasons.max() ?? middle, scale: scale)
      isFar[index] = abs(usual.score(values[index])) > threshold
      result[index] = usual
    }
    return result
  }

  /// A difference in units of what is usual there: spend is a sum over calls, and its variance grows with their number.
  private static func size(_ difference: Double, _ middle: Double, _ level: Double) -> Double {
    difference == 0 ? 0 : abs(difference) / root(middle, level)
  }

  private static func root(_ middle: Double, _ level: Double) -> Double {
    max(abs(middle), leastShare * abs(level)).squareRoot()
  }

  /// 1.4826 times the median, that of normal numbers being their standard deviation (Rousseeuw & Croux 1993).
  private static func scale(_ sizes: ArraySlice<Double>) -> Double {
    let known = sizes.filter(\.isFinite)
    return known.isEmpty ? 0 : 1.4826 * median(known) * (1 + caution / Double(known.count))
  }
}
