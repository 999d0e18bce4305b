/// Repeats the last season.
///
/// Of the seasonal models this one promises least, so it is the yardstick.
struct SeasonalNaive {
  let length: Int

  func forecasts(_ values: [Double], origins: [Int], horizon: Int) -> [[Double]] {
    origins.map { origin in (0..<horizon).map { values[origin - length + $0 % length] } }
  }
}

/// Exponential smoothing of a level and of each place of a season (Holt-Winters without a trend, ETS(A,N,A)).
struct SeasonalSmoothing {
  let length: Int
  private var alpha = 0.1, gamma = 0.1
  private var start = 0.0
  private var profile: [Double]

  /// - Parameter values: what is learnt from, one whole season at least.
  init(length: Int, learningFrom values: ArraySlice<Double>) {
    self.length = length
    let first = Array(values.prefix(length))
    start = first.reduce(0, +) / Double(length)
    profile = first.map { [start] in $0 - start }
    var best = Double.infinity
    for alpha in [0.01, 0.05, 0.15, 0.3, 0.6] {
      for gamma in [0.05, 0.15, 0.3, 0.5] {
        var squares = 0.0
        run(values, from: length, alpha, gamma) { squares += $0 * $0 }
        if squares < best { (best, self.alpha, self.gamma) = (squares, alpha, gamma) }
      }
    }
  }

  private func run(
    _ values: ArraySlice<Double>, from first: Int, _ alpha: Double, _ gamma: Double, _ error: (Double) -> Void
  ) {
    var level = start, seasons = profile, place = first % length
    for value in values.dropFirst(first) {
      let surprise = value - level - seasons[place]
      error(surprise)
      level += alpha * surprise
      seasons[place] += gamma * (1 - alpha) * surprise
      place = place + 1 == length ? 0 : place + 1
    }
  }

  func forecasts(_ values: [Double], origins: [Int], horizon: Int) -> [[Double]] {
    var level = start, seasons = profile, index = length
    return origins.map { origin in
      while index < origin {
        let place = index % length
        let surprise = values[index] - level - seasons[place]
        level += alpha * surprise
        seasons[place] += gamma * (1 - alpha) * surprise
        index += 1
      }
      return (0..<horizon).map { level + seasons[(origin + $0) % length] }
    }
  }
}

/// The mean of the same place in the last seasons, the newest counting most (each one before by 0.7 of it).
struct SeasonalMean {
  let length: Int

  func forecasts(_ values: [Double], origins: [Int], horizon: Int) -> [[Double]] {
    origins.map { origin in
      let season = (0..<length).map { place -> Double in
        var sum = 0.0, weights = 0.0, weight = 1.0
        var index = origin - length + place
        while index >= 0, weight > 0.05 {
          sum += weight * values[index]
          weights += weight
          weight *= 0.7
          index -= length
        }
        return sum / weights
      }
      return (0..<horizon).map { season[$0 % length] }
    }
  }
}

/// The median of the same place in the last five seasons: where bursts come and go, the value with the smallest
/// absolute error.
struct SeasonalMedian {
  static let seasons = 5
  let length: Int

  func forecasts(_ values: [Double], origins: [Int], horizon: Int) -> [[Double]] {
    origins.map { origin in
      let season = (0..<length).map { place -> Double in
        var same: [Double] = []
        var index = origin - length + place
        while index >= 0, same.count < Self.seasons {
          same.append(values[index])
          index -= length
        }
        same.sort()
        return (same[(same.count - 1) / 2] + same[same.count / 2]) / 2
      }
      return (0..<horizon).map { season[$0 % length] }
    }
  }
}

/// The level of the last season, and the shape of the last five: what the judge of anomalies takes for usual.
///
/// Medians both, so that no single value decides; a new level is known after half a season.
struct SeasonalLevel {
  let length: Int

  func forecasts(_ values: [Double], origins: [Int], horizon: Int) -> [[Double]] {
    // What the shape of the first origin may hold, and the season around its oldest value.
    var shape = SeasonalShape(length: length, first: max(0, (origins.first ?? 0) - (SeasonalShape.seasons + 1) * length))
    return origins.map { origin in
      let level = shape.level(values, before: origin) ?? values[origin - 1]
      return (0..<horizon).map { step in
        let (factor, offset) = shape.place(of: origin + step)
        return level * factor + offset
      }
    }
  }
}
