#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// How wide the bands are: the size of a backtest's errors by step, and quantiles of the errors over that size.
///
/// The size grows as a power of the step, from 0 (level series) to 1 (trends that were misjudged). The quantiles are those of
/// the errors themselves (split conformal prediction, Lei et al. 2018), so nothing is assumed of their shape.
struct ErrorSpread: Sendable, Hashable {
  /// The size at the first step, in the unit of the series.
  var base: Double
  var power: Double
  /// The 80 % and 95 % quantiles of `abs(error) / size`.
  var quantile80: Double
  var quantile95: Double

  func size(_ step: Int) -> Double { base * pow(Double(step + 1), power) }
  func half80(_ step: Int) -> Double { quantile80 * size(step) }
  func half95(_ step: Int) -> Double { max(quantile95, quantile80) * size(step) }

  init(base: Double, power: Double, quantile80: Double, quantile95: Double) {
    (self.base, self.power, self.quantile80, self.quantile95) = (base, power, quantile80, quantile95)
  }

  /// - Parameter errors: of each origin, by step.
  init(_ errors: [[Double]]) {
    let steps = errors.map(\.count).max() ?? 0
    var sums = [Double](repeating: 0, count: steps), counts = [Double](repeating: 0, count: steps)
    for row in errors {
      for (step, error) in row.enumerated() {
        sums[step] += abs(error)
        counts[step] += 1
      }
    }
    // A line through log size over log step, each step weighted by its number of errors.
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
    power = spreadOfSteps > 1e-9 ? min(max((w * xy - x * y) / spreadOfSteps, 0), 1) : 0.5
    base = w > 0 ? exp((y - power * x) / w) : 0
    (quantile80, quantile95) = (0, 0)
    guard base > 0, base.isFinite else {
      base = 0
      return
    }
    var ratios: [Double] = []
    for row in errors { for (step, error) in row.enumerated() { ratios.append(abs(error) / size(step)) } }
    ratios.sort()
    // The errors of one origin are alike: what counts as independent is about one origin in a horizon, and twice that.
    let independent = max(3, 2 * Double(errors.count))
    quantile80 = Self.quantile(ratios, 0.80, independent)
    quantile95 = Self.quantile(ratios, 0.95, independent)
  }

  /// The conformal quantile: the level is raised by what a finite sample may hide.
  private static func quantile(_ sorted: [Double], _ level: Double, _ independent: Double) -> Double {
    guard let last = sorted.last else { return 0 }
    let raised = level * (independent + 1) / independent
    guard raised < 1 else { return last * (1 + (raised - 1) * 2) }
    let place = raised * Double(sorted.count - 1)
    let index = Int(place)
    guard index + 1 < sorted.count else { return last }
    return sorted[index] + (sorted[index + 1] - sorted[index]) * (place - Double(index))
  }
}
