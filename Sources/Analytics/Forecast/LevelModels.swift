#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A model of values without a season, its parameters learnt from the first values of a series.
///
/// Each one is run along the whole series and asked for forecasts at origins behind what it learnt from, so that one
/// fit serves a whole backtest.
protocol LevelModel {
  /// - Parameter values: what is learnt from; two or more.
  init(learningFrom values: ArraySlice<Double>)
  /// For each origin, in ascending order, the forecasts of the values from that index on.
  func forecasts(_ values: [Double], origins: [Int], horizon: Int) -> [[Double]]
}

/// Goes on with the last value.
struct LastValue: LevelModel {
  init(learningFrom values: ArraySlice<Double>) {}

  func forecasts(_ values: [Double], origins: [Int], horizon: Int) -> [[Double]] {
    origins.map { Array(repeating: values[$0 - 1], count: horizon) }
  }
}

/// Simple exponential smoothing (Brown 1956): forecasts stay at the level.
struct ExponentialSmoothing: LevelModel {
  private var alpha = 1.0
  private var start = 0.0

  init(learningFrom values: ArraySlice<Double>) {
    start = values.prefix(4).reduce(0, +) / Double(min(4, values.count))
    let start = start
    alpha = smallest(over: 0.02...1, steps: 14) { alpha in
      var level = start, squares = 0.0
      for value in values {
        let error = value - level
        squares += error * error
        level += alpha * error
      }
      return squares
    }
  }

  func forecasts(_ values: [Double], origins: [Int], horizon: Int) -> [[Double]] {
    var level = start, index = 0
    return origins.map { origin in
      while index < origin {
        level += alpha * (values[index] - level)
        index += 1
      }
      return Array(repeating: level, count: horizon)
    }
  }
}

/// Holt's method with a damped trend (Gardner & McKenzie 1985), ETS(A,Ad,N).
struct DampedTrend: LevelModel {
  private var alpha = 0.5, beta = 0.1, phi = 0.9
  private var start = 0.0, startTrend = 0.0

  init(learningFrom values: ArraySlice<Double>) {
    let first = Array(values.prefix(8))
    start = first[0]
    startTrend = first.count > 1 ? (first[first.count - 1] - first[0]) / Double(first.count - 1) : 0
    var best = Double.infinity
    for phi in [0.8, 0.9, 0.98] {
      for alpha in [0.05, 0.15, 0.3, 0.5, 0.7, 0.9, 0.99] {
        for share in [0.02, 0.1, 0.3] {
          let squares = squares(values, alpha, alpha * share, phi, stopAt: best)
          if squares < best { (best, self.alpha, self.beta, self.phi) = (squares, alpha, alpha * share, phi) }
        }
      }
    }
  }

  private func squares(_ values: ArraySlice<Double>, _ alpha: Double, _ beta: Double, _ phi: Double, stopAt: Double) -> Double {
    var level = start, trend = startTrend, squares = 0.0
    for value in values {
      let error = value - level - phi * trend
      squares += error * error
      level += phi * trend + alpha * error
      trend = phi * trend + beta * error
      if squares > stopAt { break }
    }
    return squares
  }

  func forecasts(_ values: [Double], origins: [Int], horizon: Int) -> [[Double]] {
    var level = start, trend = startTrend, index = 0
    return origins.map { origin in
      while index < origin {
        let error = values[index] - level - phi * trend
        level += phi * trend + alpha * error
        trend = phi * trend + beta * error
        index += 1
      }
      var damped = 0.0, power = 1.0
      return (0..<horizon).map { _ in
        power *= phi
        damped += power
        return level + damped * trend
      }
    }
  }
}

/// The optimised Theta model (Fiorucci, Pellegrini, Louzada, Petropoulos & Koehler 2016): a line and a smoothed level,
/// mixed.
///
/// For a given smoothing parameter the one-step errors are linear in the starting level and in the line's weight
/// `1 - 1/theta`, so those two come from least squares and only one parameter is searched for.
struct OptimisedTheta: LevelModel {
  private var alpha = 0.5, start = 0.0, weight = 0.5

  init(learningFrom values: ArraySlice<Double>) {
    let values = Array(values)
    let line = Line(values)
    alpha = smallest(over: 0.05...0.99, steps: 16) { Self.solve(values, line, $0).squares }
    let solution = Self.solve(values, line, alpha)
    (start, weight) = (solution.start, solution.weight)
  }

  /// The least-squares line through values at 1, 2, …, n.
  private struct Line {
    var intercept = 0.0, slope = 0.0

    init(_ values: [Double]) {
      self.init(count: values.count, sum: values.reduce(0, +), moment: values.enumerated().reduce(0) { $0 + Double($1.offset + 1) * $1.element })
    }

    /// - Parameter moment: the sum of each value times its index from 1.
    init(count: Int, sum: Double, moment: Double) {
      let n = Double(count), mean = sum / n
      slope = count > 1 ? 6 / (n * n - 1) * (2 / n * moment - (n + 1) * mean) : 0
      intercept = mean - (n + 1) / 2 * slope
    }
  }

  private static func solve(_ values: [Double], _ line: Line, _ alpha: Double) -> (squares: Double, start: Double, weight: Double) {
    // error = r - start * p - weight * g, each a series known beforehand.
    var level = 0.0, power = 1.0
    var rr = 0.0, rp = 0.0, rg = 0.0, pp = 0.0, pg = 0.0, gg = 0.0
    for value in values {
      let p = power
      power *= 1 - alpha
      let g = p * line.intercept + (1 - power) / alpha * line.slope
      let r = value - level
      level += alpha * (value - level)
      rr += r * r
      rp += r * p
      rg += r * g
      pp += p * p
      pg += p * g
      gg += g * g
    }
    let determinant = pp * gg - pg * pg
    var weight = abs(determinant) > 1e-12 * pp * gg ? (pp * rg - pg * rp) / determinant : 0.5
    // theta >= 1, and no more than the line itself.
    weight = min(max(weight, 0), 0.98)
    let start = (rp - weight * pg) / pp
    let squares = rr - 2 * start * rp - 2 * weight * rg + start * start * pp + 2 * start * weight * pg + weight * weight * gg
    return (squares.isFinite ? squares : .infinity, start, weight)
  }

  func forecasts(_ values: [Double], origins: [Int], horizon: Int) -> [[Double]] {
    var level = start, index = 0, sum = 0.0, moment = 0.0
    return origins.map { origin in
      while index < origin {
        level += alpha * (values[index] - level)
        sum += values[index]
        moment += Double(index + 1) * values[index]
        index += 1
      }
      let line = Line(count: origin, sum: sum, moment: moment)
      let rest = pow(1 - alpha, Double(origin))
      return (0..<horizon).map { step in
        level + weight * (rest * line.intercept + (Double(step) + (1 - rest * (1 - alpha)) / alpha) * line.slope)
      }
    }
  }
}

/// The mean of everything that counts: the demand of intermittent spend (Teunter, Syntetos & Babai 2011): how often
/// there is any, times how much it is.
struct IntermittentDemand: LevelModel {
  private static let alpha = 0.1, beta = 0.1
  private var frequency = 0.0, size = 0.0

  init(learningFrom values: ArraySlice<Double>) {
    let some = values.filter { $0 != 0 }
    frequency = values.isEmpty ? 0 : Double(some.count) / Double(values.count)
    size = some.isEmpty ? 0 : some.reduce(0, +) / Double(some.count)
  }

  func forecasts(_ values: [Double], origins: [Int], horizon: Int) -> [[Double]] {
    var frequency = frequency, size = size, index = 0
    return origins.map { origin in
      while index < origin {
        frequency += Self.beta * ((values[index] != 0 ? 1 : 0) - frequency)
        if values[index] != 0 { size += Self.alpha * (values[index] - size) }
        index += 1
      }
      return Array(repeating: frequency * size, count: horizon)
    }
  }
}

/// The place in a range where a function with one valley is smallest: a grid, then a finer one around its best.
private func smallest(over range: ClosedRange<Double>, steps: Int, _ function: (Double) -> Double) -> Double {
  var (low, high) = (range.lowerBound, range.upperBound)
  var best = low, smallest = Double.infinity
  for (count, _) in [(steps, 0), (6, 1)] {
    let width = (high - low) / Double(count)
    for step in 0...count {
      let place = low + Double(step) * width, value = function(place)
      if value < smallest { (smallest, best) = (value, place) }
    }
    (low, high) = (max(range.lowerBound, best - width), min(range.upperBound, best + width))
  }
  return best
}
