#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Judges each value of a dense stream (minutes, hours) by those before it alone.
///
/// A value's surprise is how far it lies from the nearest thing to be expected: the last values, or those at the same time
/// of the last days. How unusual the last few surprises are among all before them is the score (the anomaly
/// likelihood of Lavin & Ahmad 2015, in standard deviations); after a detection the detector rests, so that one event is told once.
package struct StreamDetector: Sendable {
  /// Steps of a day.
  package var seasonLength: Int

  package init(seasonLength: Int) { self.seasonLength = max(seasonLength, 1) }

  static let recent = 5
  /// A score from here on is a detection, and the detector rests for a quarter of a day behind it.
  package static let threshold = 3.0
  static let short = 5
  /// Two weeks: each weekday is met twice.
  static let days = 14

  /// A score for each value, 0 or above; higher is more unusual.
  package func scores(_ values: [Double]) -> [Double] {
    let surprises = surprises(values)
    var result = [Double](repeating: 0, count: values.count)
    // Sums over everything before the short window.
    var count = 0.0, sum = 0.0, squares = 0.0, shortSum = 0.0
    var rest = 0
    for index in values.indices {
      shortSum += surprises[index]
      if index >= Self.short {
        let old = surprises[index - Self.short]
        shortSum -= old
        count += 1
        sum += old
        squares += old * old
      }
      guard count > 30 else { continue }
      let mean = sum / count
      let deviation = max(squares / count - mean * mean, 0).squareRoot()
      let short = shortSum / Double(Self.short)
      let score = deviation > 0 ? (short - mean) / deviation : short > mean ? 100 : 0
      guard rest == 0 else {
        rest -= 1
        continue
      }
      result[index] = max(score, 0)
      if score > Self.threshold { rest = seasonLength / 4 }
    }
    return result
  }

  private func surprises(_ values: [Double]) -> [Double] {
    values.indices.map { index in
      guard values[index].isFinite, index >= Self.recent else { return 0 }
      var nearest = abs(values[index] - median(Array(values[(index - Self.recent)..<index]).filter(\.isFinite)))
      for day in 1...Self.days {
        let before = index - day * seasonLength
        guard before >= 1 else { break }
        for place in max(before - 1, 0)...min(before + 1, index - 1) where values[place].isFinite {
          nearest = min(nearest, abs(values[index] - values[place]))
        }
      }
      return nearest.isFinite ? nearest : 0
    }
  }
}
