/// Forecasts from points of the past, set against what came: the errors of each candidate.
///
/// The models learn from the values before the first origin and are run on to each later one (a rolling origin with
/// parameters held fixed), so every error is one of values that were not seen.
struct Backtest {
  /// Values learnt from.
  let learnt: Int
  /// Indices of the first value that is forecast, ascending.
  let origins: [Int]
  let horizon: Int

  static let mostOrigins = 24

  /// Holds back a third of the values, but no more than four horizons need, and leaves enough to learn from.
  init(count: Int, horizon: Int) {
    let wanted = min(count / 3, max(4 * horizon, 30))
    let held = max(1, min(max(wanted, min(horizon, count / 2)), count - 4))
    learnt = count - held
    self.horizon = max(1, min(horizon, held))
    // The last origin leaves half a horizon to be compared with.
    let last = max(learnt, count - max(1, (self.horizon + 1) / 2))
    let room = last - learnt
    let number = min(Self.mostOrigins, room + 1)
    let first = learnt
    origins = number == 1 ? [first] : (0..<number).map { first + room * $0 / (number - 1) }
  }

  /// The errors (what came less what was forecast) of each origin, as far as the values go.
  func errors(_ forecasts: [[Double]], _ values: [Double]) -> [[Double]] {
    zip(origins, forecasts).map { origin, forecast in
      zip(values[origin...], forecast).map { $0 - $1 }
    }
  }
}

/// The mean absolute value of errors; infinite when there are none or one is no number.
func meanAbsolute(_ errors: [[Double]]) -> Double {
  var sum = 0.0, count = 0.0
  for row in errors {
    for error in row {
      sum += abs(error)
      count += 1
    }
  }
  return count > 0 && sum.isFinite ? sum / count : .infinity
}
