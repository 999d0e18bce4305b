/// The mean of each value and those before it, `window` of them in all; at the start, of as many as there are.
///
/// - Parameter window: 1 or more; less is taken as 1. Time is the product of both lengths.
package func movingAverage(_ values: [Double], window: Int) -> [Double] {
  let window = max(window, 1)
  return values.indices.map { index in
    // Summed afresh each time: a running sum would carry the rounding of a spike to every value behind it.
    let first = max(0, index - min(window - 1, index))
    return values[first...index].reduce(0, +) / Double(index - first + 1)
  }
}

package enum TrendDirection: String, CaseIterable, Sendable {
  case increasing, decreasing, stable
  case insufficientData = "insufficient_data"
}

/// A straight line through evenly spaced values (ordinary least squares).
package struct TrendAnalysis: Hashable, Sendable {
  /// Change per step.
  package var slope: Double
  /// The line's change over the whole series in percent of the mean: `slope / mean x 100 x n`. 0 when the mean is 0.
  package var percentage: Double
  /// `stable` under 5 % either way.
  package var direction: TrendDirection
  /// R squared, from 0 to 1: the share of the variation that the line explains. 0 when nothing varies.
  package var confidence: Double

  package static let stablePercentage = 5.0

  /// Fewer than two values, and values that are no numbers, have no trend.
  package init(_ values: [Double]) {
    self = TrendAnalysis(slope: 0, percentage: 0, direction: values.count < 2 ? .insufficientData : .stable, confidence: 0)
    // Scaled to its largest value, no sum of squares can overflow or vanish.
    let scale = values.reduce(0) { max($0, abs($1)) }
    guard values.count >= 2, scale > 0, values.allSatisfy(\.isFinite) else { return }
    let count = Double(values.count)
    let middle = (count - 1) / 2
    let mean = values.reduce(0) { $0 + $1 / scale } / count
    var products = 0.0, squares = 0.0, variation = 0.0
    for (index, value) in values.enumerated() {
      let x = Double(index) - middle, y = value / scale - mean
      products += x * y
      squares += x * x
      variation += y * y
    }
    // What rounding leaves of a constant series is no variation.
    guard variation > count * 1e-28 else { return }
    let line = products / squares
    slope = line * scale
    percentage = abs(mean) < 1e-14 ? 0 : line / mean * 100 * count
    confidence = min(max(products * products / (squares * variation), 0), 1)
    if percentage >= TrendAnalysis.stablePercentage { direction = .increasing }
    if percentage <= -TrendAnalysis.stablePercentage { direction = .decreasing }
  }

  private init(slope: Double, percentage: Double, direction: TrendDirection, confidence: Double) {
    self.slope = slope
    self.percentage = percentage
    self.direction = direction
    self.confidence = confidence
  }
}

/// Whether daily costs rise: the mean of the last three days against that of the first three.
///
/// More than 1.1 times is `increasing`, less than 0.9 times `decreasing`. Fewer than two days are insufficient data.
/// From nothing to something is increasing.
package func costTrend(_ dailyCosts: [Double]) -> TrendDirection {
  guard dailyCosts.count >= 2 else { return .insufficientData }
  let length = min(3, dailyCosts.count)
  let first = dailyCosts.prefix(length).reduce(0, +), last = dailyCosts.suffix(length).reduce(0, +)
  if last > first * 1.1 { return .increasing }
  if last < first * 0.9 { return .decreasing }
  return .stable
}
