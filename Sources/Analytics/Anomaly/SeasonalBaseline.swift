/// What one value was expected to be, from the values before it alone, and how far off it is.
package struct PointJudgement: Sendable, Hashable {
  package var observed: Double
  package var expected: Double
  /// `(observed - expected)` over the usual size of such a difference; 0 or above when more was observed.
  package var score: Double
}

/// Judges each value of a series against a robust seasonal baseline from before it.
///
/// Expected is the nearest of what is usual (`Usual`). An event is told once: for a season behind a remarkable value, those
/// that are off the same way and no more than twice as far belong to it, until one is as it was before. So a new level is
/// told on its first day, and a season later is the usual one.
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

  /// Something that began with a remarkable value.
  private struct Event {
    var difference: Double
    var expected: Double
    /// The level from before it.
    var level: Double
    var end: Int

    /// Whether a value, itself not far off, was nearer to what would be without the event than to it, be the event an
    /// amount that is added or a factor. So no day off of hardly any spend ends what began on a working day.
    func isOver(_ value: Double, _ usual: Usual) -> Bool {
      let without = usual.expectation(level)
      let share = expected == 0 ? 1 : min(1, abs(without / expected))
      return abs(value - without) * 2 < abs(difference) * share
    }
  }

  /// The judgement of each value; nil for those with too little before them and for NaN.
  package func judge(_ values: [Double]) -> [PointJudgement?] {
    var event: Event?
    return zip(values, usual(values)).enumerated().map { index, pair in
      guard let usual = pair.1 else { return nil }
      let value = pair.0, expected = usual.nearest(to: value), score = usual.score(value)
      let difference = value - expected, isFar = abs(score) > threshold
      if let begun = event, index >= begun.end || !isFar && begun.isOver(value, usual) { event = nil }
      if let event, isFar, difference * event.difference > 0, abs(difference) <= 2 * abs(event.difference) {
        return PointJudgement(observed: value, expected: value, score: 0)
      }
      if isFar { event = Event(difference: difference, expected: expected, level: usual.level, end: index + seasonLength) }
      return PointJudgement(observed: value, expected: expected, score: score)
    }
  }
}

extension SeasonalBaseline {
  /// What is usual at one place: from `low` to `high`, and what a season ago was a lone spike.
  ///
  /// Most likely is the level times (or plus) the shape of the season (`SeasonalShape`), the level being the median of the
  /// last whole season. Usual too is what the level of a season ago would give, what the same place was a season ago, and,
  /// while the shape is not known, the level itself. All between two of these is usual, but not all up to a spike.
  struct Usual {
    var level: Double
    var factor: Double
    var offset: Double
    var low: Double
    var high: Double
    var spike: Double?
    /// The usual size of differences, in units of `SeasonalBaseline.root`.
    var unit: Double

    var middle: Double { expectation(level) }

    func expectation(_ level: Double) -> Double { level * factor + offset }

    func nearest(to value: Double) -> Double {
      let nearest = min(max(value, low), high)
      guard let spike, abs(value - spike) < abs(value - nearest) else { return nearest }
      return spike
    }

    func score(_ value: Double) -> Double { score(value, from: nearest(to: value)) }

    func score(_ value: Double, from nearest: Double) -> Double {
      // Nothing ever cost anything: the first cost is told from nothing by its own size.
      let scale = max(unit * SeasonalBaseline.root(nearest, level), SeasonalBaseline.leastShare * abs(nearest), abs(value) * 1e-3)
      return scale > 0 ? (value - nearest) / scale : 0
    }
  }

  /// Differences are never taken for smaller than a twentieth of what is expected: a value that always was the same is
  /// not remarkable because it moved by a percent.
  static let leastShare = 0.05
  /// Seasons that the size of differences is learnt from.
  static let seasonsOfScale = 4
  /// Few differences show little of how far values stray: of n, the size is taken for (n + 4) / n of what they show. With
  /// normal noise of a tenth one day in 400 is told then where all days are alike, one in 130 in weeks with days off.
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
      let (factor, offset) = shape.place(of: index)
      var usual = Usual(level: level, factor: factor, offset: offset, low: 0, high: 0, unit: 0)
      let middle = usual.middle
      sizes[index] = Self.size(values[index] - middle, middle, level)
      guard index >= fewest, values[index].isFinite, middle.isFinite else { continue }

      var reasons = [middle]
      if !shape.isKnown(at: index) { reasons.append(level) }
      if levels[before].isFinite { reasons.append(usual.expectation(levels[before])) }
      if values[before].isFinite {
        if isFar[before], !isFar[before - 1], !isFar[before + 1] { usual.spike = values[before] } else { reasons.append(values[before]) }
      }
      (usual.low, usual.high) = (reasons.min() ?? middle, reasons.max() ?? middle)
      usual.unit = Self.unit(sizes[max(first, index - max(Self.seasonsOfScale * seasonLength, 14))..<index])
      isFar[index] = abs(usual.score(values[index])) > threshold
      // What is usual for another reason tells nothing of how far values stray from the middle.
      if !isFar[index], abs(usual.score(values[index], from: middle)) > threshold { sizes[index] = .nan }
      result[index] = usual
    }
    return result
  }

  /// A difference in units of what is usual there: spend is a sum over calls, and its variance grows with their number.
  private static func size(_ difference: Double, _ expected: Double, _ level: Double) -> Double {
    difference == 0 ? 0 : abs(difference) / root(expected, level)
  }

  fileprivate static func root(_ expected: Double, _ level: Double) -> Double {
    max(abs(expected), leastShare * abs(level)).squareRoot()
  }

  /// 1.4826 times the median, that of normal numbers being their standard deviation (Rousseeuw & Croux 1993).
  private static func unit(_ sizes: ArraySlice<Double>) -> Double {
    let known = sizes.filter(\.isFinite)
    return known.isEmpty ? 0 : 1.4826 * median(known) * (1 + caution / Double(known.count))
  }
}
