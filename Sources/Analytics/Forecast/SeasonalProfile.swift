#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// What each place of a season adds to, or multiplies, the level by.
///
/// Up to `longestByPlace` steps each place has an index of its own: the mean of what is left when a moving average over
/// a whole season is taken away (classical decomposition). A longer season, the year of daily values, is a
/// smooth curve of four harmonics instead: two years give each day of the year two values only.
struct SeasonalProfile: Sendable {
  static let longestByPlace = 168
  static let harmonics = 4

  let length: Int
  let isMultiplicative: Bool
  /// One index a place; place 0 is that of the series' first value. Their mean is 1, or 0 when they add.
  let indices: [Double]

  /// The profile of values that hold two whole seasons at least; nil when there are fewer, or nothing varies.
  init?(_ values: [Double], length: Int) {
    guard length > 1, values.count >= 2 * length else { return nil }
    self.length = length
    let isMultiplicative = (values.min() ?? 0) > 0
    self.isMultiplicative = isMultiplicative
    let trend = centredAverage(values, length)
    let half = length / 2
    var residuals = [Double](repeating: .nan, count: values.count)
    for index in half..<(values.count - half) {
      residuals[index] = isMultiplicative ? values[index] / trend[index] : values[index] - trend[index]
    }
    let rest: Double = isMultiplicative ? 1 : 0
    let raw = length <= Self.longestByPlace
      ? Self.means(residuals, length, rest) : Self.curve(residuals, length, rest)
    let mean = raw.reduce(0, +) / Double(length)
    guard mean.isFinite, !isMultiplicative || mean > 0 else { return nil }
    indices = raw.map { isMultiplicative ? max($0 / mean, 1e-6) : $0 - mean }
    guard indices.allSatisfy(\.isFinite) else { return nil }
  }

  private static func means(_ residuals: [Double], _ length: Int, _ rest: Double) -> [Double] {
    var sums = [Double](repeating: 0, count: length), counts = [Double](repeating: 0, count: length)
    for (index, residual) in residuals.enumerated() where residual.isFinite {
      sums[index % length] += residual
      counts[index % length] += 1
    }
    return (0..<length).map { counts[$0] > 0 ? sums[$0] / counts[$0] : rest }
  }

  private static func curve(_ residuals: [Double], _ length: Int, _ rest: Double) -> [Double] {
    // Over whole seasons the harmonics are orthogonal: each coefficient is a mean of its own.
    let known = residuals.enumerated().filter { $0.element.isFinite }
    let whole = known.count / length * length
    let used = known.suffix(max(whole, 0))
    guard !used.isEmpty else { return Array(repeating: rest, count: length) }
    var result = [Double](repeating: rest, count: length)
    for harmonic in 1...harmonics {
      let frequency = 2 * Double.pi * Double(harmonic) / Double(length)
      var cosine = 0.0, sine = 0.0
      for (index, residual) in used {
        cosine += (residual - rest) * cos(frequency * Double(index))
        sine += (residual - rest) * sin(frequency * Double(index))
      }
      cosine *= 2 / Double(used.count)
      sine *= 2 / Double(used.count)
      for place in 0..<length {
        result[place] += cosine * cos(frequency * Double(place)) + sine * sin(frequency * Double(place))
      }
    }
    return result
  }

  func remove(_ value: Double, at index: Int) -> Double {
    isMultiplicative ? value / indices[index % length] : value - indices[index % length]
  }

  func restore(_ value: Double, at index: Int) -> Double {
    isMultiplicative ? value * indices[index % length] : value + indices[index % length]
  }
}

/// The mean over a whole season around each value (a 2 x m average when the season is even); NaN at both ends.
func centredAverage(_ values: [Double], _ length: Int) -> [Double] {
  let half = length / 2
  var result = [Double](repeating: .nan, count: values.count)
  guard values.count > 2 * half else { return result }
  var cumulated = [0.0]
  cumulated.reserveCapacity(values.count + 1)
  for value in values { cumulated.append(cumulated[cumulated.count - 1] + value) }
  for index in half..<(values.count - half) {
    if length % 2 == 1 {
      result[index] = (cumulated[index + half + 1] - cumulated[index - half]) / Double(length)
    } else {
      let first = cumulated[index + half] - cumulated[index - half]
      let second = cumulated[index + half + 1] - cumulated[index - half + 1]
      result[index] = (first + second) / (2 * Double(length))
    }
  }
  return result
}

/// Whether values repeat after `length` steps.
///
/// Up to `SeasonalProfile.longestByPlace` steps: the autocorrelation at that lag, of what a moving average leaves, is
/// beyond what chance allows at 90 % (the test that the Theta method's authors and the M4 benchmarks use). For the year of
/// daily values, whose curve is smooth, that test finds nothing: there the values without their straight line
/// correlate by a half at least with those a year before.
func isSeasonal(_ values: [Double], length: Int) -> Bool {
  guard length > 1, values.count >= max(2 * length, length + 8) else { return false }
  if length > SeasonalProfile.longestByPlace { return correlationWithoutLine(values, lag: length) > 0.5 }
  let smooth = centredAverage(values, length)
  let residuals = zip(values, smooth).compactMap { $1.isFinite ? $0 - $1 : nil }
  guard residuals.count > length + 1 else { return false }
  // A burst would hide what repeats beneath it.
  let middle = median(residuals)
  let limit = 3 * 1.4826 * median(residuals.map { abs($0 - middle) })
  let bounded = limit > 0 ? residuals.map { min(max($0 - middle, -limit), limit) } : residuals
  let mean = bounded.reduce(0, +) / Double(bounded.count)
  let centred = bounded.map { $0 - mean }
  let variance = centred.reduce(0) { $0 + $1 * $1 }
  guard variance > 0, variance.isFinite else { return false }
  func autocorrelation(_ lag: Int) -> Double {
    var sum = 0.0
    for index in lag..<centred.count { sum += centred[index] * centred[index - lag] }
    return sum / variance
  }
  var squares = 0.0
  for lag in 1..<length { squares += autocorrelation(lag) * autocorrelation(lag) }
  let chance = 1.645 * ((1 + 2 * squares) / Double(centred.count)).squareRoot()
  return autocorrelation(length) > chance
}

/// Pearson's correlation of values with those `lag` steps before, their least-squares line taken away; 0 when nothing varies.
private func correlationWithoutLine(_ values: [Double], lag: Int) -> Double {
  let slope = TrendAnalysis(values).slope, middle = Double(values.count - 1) / 2
  let mean = values.reduce(0) { $0 + $1 / Double(values.count) }
  let rest = values.enumerated().map { $1 - mean - slope * (Double($0) - middle) }
  var products = 0.0, left = 0.0, right = 0.0
  for index in lag..<rest.count {
    products += rest[index] * rest[index - lag]
    left += rest[index] * rest[index]
    right += rest[index - lag] * rest[index - lag]
  }
  let size = (left * right).squareRoot()
  return size > 0 && size.isFinite ? products / size : 0
}
