#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// How wide the bands are: the size of a backtest's errors by step and by what was forecast, and quantiles of the errors
/// over that size.
///
/// The size grows as a power of the step, from 0 (level series) to 1 (trends that were misjudged), and along a straight line
/// with the forecast (Glejser 1969), because spend that comes in bursts errs by day more than by night. The quantiles are those
/// of the errors themselves (split conformal prediction, Lei et al. 2018), so nothing is assumed of their shape.
struct ErrorSpread: Sendable, Hashable {
  /// The size at the first step where 0 is forecast, and what each unit forecast adds to it, both in any one unit.
  var base: Double
  var slope: Double
  var power: Double
  /// The 80 % and 95 % quantiles of `abs(error) / size`.
  var quantile80: Double
  var quantile95: Double

  func half80(_ step: Int, _ mean: Double) -> Double { quantile80 * size(step, mean) }
  func half95(_ step: Int, _ mean: Double) -> Double { max(quantile95, quantile80) * size(step, mean) }

  private func size(_ step: Int, _ mean: Double) -> Double {
    (base + slope * max(mean, 0)) * pow(Double(step + 1), power)
  }

  init(base: Double, slope: Double, power: Double, quantile80: Double, quantile95: Double) {
    (self.base, self.slope, self.power) = (base, slope, power)
    (self.quantile80, self.quantile95) = (quantile80, quantile95)
  }

  /// Forecasts of a backtest and their errors, of each origin, by step.
  struct Sample {
    var errors: [[Double]]
    var forecasts: [[Double]]
    /// How many values were held back.
    var held: Int
    /// Whether sizes may depend on what is forecast: on amounts, which are never below zero.
    var isOfAmounts: Bool
  }

  /// Of normal errors the 95 % quantile is so many times the 80 % quantile; few errors show less of their tail.
  static let normalTail = 1.5294
  /// Where 0 is forecast an error is a twentieth of the mean error at least.
  static let leastShare = 0.05

  init(_ sample: Sample) {
    let mean = meanAbsolute(sample.errors)
    self.init(base: mean.isFinite ? mean : 0, slope: 0, power: 0.5, quantile80: 0, quantile95: 0)
    guard base > 0 else { return }
    if sample.isOfAmounts { followLevel(sample, mean) }
    power = Self.growth(sample) { [base, slope] in base + slope * max($0, 0) }
    var ratios: [Double] = []
    for (errors, forecasts) in zip(sample.errors, sample.forecasts) {
      for (step, (error, forecast)) in zip(errors, forecasts).enumerated() { ratios.append(abs(error) / size(step, forecast)) }
    }
    ratios.sort()
    // The conformal quantile: the level is raised by what so few errors may hide.
    let independent = independentErrors(sample)
    quantile80 = Self.quantile(ratios, 0.80 * (independent + 1) / independent)
    let plain = Self.quantile(ratios, 0.80)
    quantile95 = Self.quantile(ratios, 0.95) * (plain > 0 ? quantile80 / plain : 1)
    quantile95 = max(quantile95, quantile80 * Self.normalTail)
  }

  /// The least-squares line through the absolute errors over the forecasts, neither end of it below zero.
  private mutating func followLevel(_ sample: Sample, _ mean: Double) {
    var count = 0.0, level = 0.0
    for row in sample.forecasts {
      for forecast in row {
        count += 1
        level += max(forecast, 0)
      }
    }
    level /= max(count, 1)
    guard level > 0, level.isFinite else { return }
    // In units of both means no square overflows.
    var products = 0.0, squares = 0.0
    for (errors, forecasts) in zip(sample.errors, sample.forecasts) {
      for (error, forecast) in zip(errors, forecasts) {
        let x = max(forecast, 0) / level - 1
        products += x * (abs(error) / mean - 1)
        squares += x * x
      }
    }
    guard squares > 1e-12 * count, squares.isFinite, products > 0, products.isFinite else { return }
    let share = min(products / squares, 1)
    base = max(1 - share, Self.leastShare) * mean
    slope = share * mean / level
  }

  /// The slope of a line through log size over log step, each step weighted by its number of errors.
  private static func growth(_ sample: Sample, _ level: (Double) -> Double) -> Double {
    let steps = sample.errors.map(\.count).max() ?? 0
    var sums = [Double](repeating: 0, count: steps), counts = [Double](repeating: 0, count: steps)
    for (errors, forecasts) in zip(sample.errors, sample.forecasts) {
      for (step, (error, forecast)) in zip(errors, forecasts).enumerated() {
        sums[step] += abs(error) / level(forecast)
        counts[step] += 1
      }
    }
    var w = 0.0, x = 0.0, y = 0.0, xx = 0.0, xy = 0.0
    for step in 0..<steps where counts[step] > 0 && sums[step] > 0 {
      let weight = counts[step] / Double(step + 1)
      let lx = log(Double(step + 1)), ly = log(sums[step] / counts[step])
      w += weight
      x += weight * lx
      y += weight * ly
      xx += weight * lx * lx
      xy += weight * lx * ly
    }
    let spreadOfSteps = w * xx - x * x
    return spreadOfSteps > 1e-9 ? min(max((w * xy - x * y) / spreadOfSteps, 0), 1) : 0.5
  }

  /// How many errors count as independent, three at least.
  ///
  /// Where errors do not grow, each value held back has its own. Where they grow as a random walk's do (power 1/2), two errors
  /// over h steps share what lies between, and one value in h counts.
  private func independentErrors(_ sample: Sample) -> Double {
    let steps = sample.errors.map(\.count).max() ?? 0
    var sum = 0.0
    for step in 0..<steps { sum += Double(sample.held) / pow(Double(step + 1), 2 * power) }
    return max(3, sum / Double(max(steps, 1)))
  }

  private static func quantile(_ sorted: [Double], _ level: Double) -> Double {
    guard let last = sorted.last else { return 0 }
    guard level < 1 else { return last * (1 + (level - 1) * 2) }
    let place = level * Double(sorted.count - 1)
    let index = Int(place)
    guard index + 1 < sorted.count else { return last }
    return sorted[index] + (sorted[index + 1] - sorted[index]) * (place - Double(index))
  }
}
