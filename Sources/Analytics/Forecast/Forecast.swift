/// What is expected of one step ahead, in the unit of the series.
///
/// `lower95 <= lower80 <= mean <= upper80 <= upper95`.
package struct ForecastPoint: Sendable, Hashable {
  package var mean: Double
  package var lower80: Double
  package var upper80: Double
  package var lower95: Double
  package var upper95: Double
}

/// What a candidate's backtest showed.
package struct BacktestScore: Sendable, Hashable {
  /// The model, with its seasons: `optimised_theta(7)`.
  package var model: String
  /// Mean absolute error, in the unit of the series.
  package var mae: Double
  /// Mean absolute percentage error in percent, of the values that are not 0; nil when all are.
  package var mape: Double?
  /// Symmetric mean absolute percentage error in percent, 0 to 200, as the M4 competition defines it.
  package var smape: Double
  /// Mean absolute scaled error (Hyndman & Koehler 2006): `mae` over that of the last value, or of the last season's,
  /// within what was learnt from; nil when that is 0.
  package var mase: Double?
}

/// A choice of model for one series, and how far it may be trusted.
///
/// It holds no parameters: fitting the chosen members to the values takes a fraction of choosing them.
package struct TrainedForecast: Sendable, Hashable {
  /// What is forecast is the mean of these candidates' forecasts.
  var members: [Candidate]
  /// The model's name: a candidate's, or `combination` of several.
  package var model: String { members.count == 1 ? members[0].name : "combination(" + memberNames.joined(separator: "+") + ")" }
  package var memberNames: [String] { members.map(\.name) }
  /// Values learnt from.
  package var trainingSize: Int
  /// Seasons found, shortest first, in steps.
  package var seasons: [Int]
  package var score: BacktestScore
  /// Every candidate that was tried, best first.
  package var alternatives: [BacktestScore]
  /// Percent of the backtest's values inside the 80 % and 95 % band; each origin is judged by the others' errors.
  package var coverage80: Double
  package var coverage95: Double
  var spread: ErrorSpread
  /// Whether the series never was below zero, so that no forecast is either.
  var isNonNegative: Bool
}

/// Chooses a model for a series by how well each candidate would have forecast its newest third.
///
/// - Parameter horizon: how many steps ahead will be asked for, 1 or more.
/// - Throws: `InsufficientHistory` below eight values; `AnalysisCancelled`.
package func trainForecast(
  _ series: TimeSeries, horizon: Int, isCancelled: () -> Bool = { false }
) throws -> TrainedForecast {
  var clean = try CleanSeries(series)
  if clean.values.count > CleanSeries.most { clean.values.removeFirst(clean.values.count - CleanSeries.most) }
  var training = Training(clean, horizon: max(horizon, 1))
  return try training.run(isCancelled)
}

extension TrainedForecast {
  /// The next steps of a series, by the model that was chosen for it.
  ///
  /// - Throws: `InsufficientHistory` below eight values.
  package func forecast(_ series: TimeSeries, horizon: Int) throws -> [ForecastPoint] {
    var clean = try CleanSeries(series)
    if clean.values.count > CleanSeries.most { clean.values.removeFirst(clean.values.count - CleanSeries.most) }
    let values = clean.values
    var run = CandidateRun(values, learningFrom: values.count)
    var sums = [Double](repeating: 0, count: horizon), count = 0.0
    for member in members {
      guard let forecasts = run.forecasts(member, origins: [values.count], horizon: horizon), let first = forecasts.first,
        first.allSatisfy(\.isFinite)
      else { continue }
      for step in 0..<horizon { sums[step] += first[step] }
      count += 1
    }
    let last = values[values.count - 1]
    return (0..<horizon).map { step in
      let mean = count > 0 ? sums[step] / count : last
      return point(isNonNegative ? max(mean, 0) : mean, step: step)
    }
  }

  private func point(_ mean: Double, step: Int) -> ForecastPoint {
    let half80 = spread.half80(step, mean), half95 = spread.half95(step, mean)
    func lower(_ half: Double) -> Double { isNonNegative ? max(mean - half, 0) : mean - half }
    return ForecastPoint(
      mean: mean, lower80: lower(half80), upper80: mean + half80, lower95: lower(half95), upper95: mean + half95)
  }
}
