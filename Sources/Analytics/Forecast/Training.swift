/// One series on its way to a choice of model.
struct Training {
  private let values: [Double]
  private let seasons: [Int]
  private let likely: Int?
  private let backtest: Backtest
  /// The mean absolute error of all candidates at each origin.
  private var sizes: [Double] = []

  init(_ clean: CleanSeries, horizon: Int) {
    values = clean.values
    backtest = Backtest(count: clean.values.count, horizon: horizon)
    seasons = clean.seasons
    likely = clean.likelySeason
  }

  private struct Trial {
    var candidate: Candidate
    var errors: [[Double]]
    /// The mean over origins of this candidate's absolute error relative to all candidates' at that origin.
    var loss = 0.0
  }

  mutating func run(_ isCancelled: () -> Bool) throws -> TrainedForecast {
    var run = CandidateRun(values, learningFrom: backtest.learnt)
    var trials: [Trial] = []
    for candidate in candidates {
      if isCancelled() { throw AnalysisCancelled() }
      guard let forecasts = run.forecasts(candidate, origins: backtest.origins, horizon: backtest.horizon) else { continue }
      let errors = backtest.errors(forecasts, values)
      if meanAbsolute(errors).isFinite { trials.append(Trial(candidate: candidate, errors: errors)) }
    }
    // Sums of squares of such values overflow: the last one is all there is to say.
    if trials.isEmpty { trials = [Trial(candidate: Candidate(.lastValue), errors: [[0]])] }
    weigh(&trials)
    trials.sort { ($0.loss, $0.candidate.name) < ($1.loss, $1.candidate.name) }
    let chosen = choose(trials)
    let isNonNegative = values.allSatisfy { $0 >= 0 }
    let sample = sample(chosen, isNonNegative: isNonNegative)
    let (coverage80, coverage95) = coverage(sample)
    return TrainedForecast(
      members: chosen.map(\.candidate), trainingSize: values.count, seasons: seasons,
      score: score(sample.errors, name: chosen.count == 1 ? chosen[0].candidate.name : "combination"),
      alternatives: trials.map { score($0.errors, name: $0.candidate.name) },
      coverage80: coverage80, coverage95: coverage95, spread: ErrorSpread(sample),
      isNonNegative: isNonNegative)
  }

  /// Every model without a season, and with those found; longer ones beside and on top of shorter ones.
  private var candidates: [Candidate] {
    var sets: [[Int]] = [[]]
    let found = seasons.filter { $0 * 2 <= backtest.learnt }
    for length in found { sets.append([length]) }
    if found.count > 1, found[found.count - 1] > SeasonalProfile.longestByPlace { sets.append(found) }
    var all: [Candidate] = []
    for set in sets {
      for model in [Candidate.Model.lastValue, .smoothing, .damped, .theta] { all.append(Candidate(model, set)) }
    }
    for length in seasons where length <= backtest.learnt && length <= SeasonalProfile.longestByPlace {
      for model in [Candidate.Model.seasonalNaive, .seasonalMean, .seasonalMedian, .seasonalLevel, .seasonalSmoothing] { all.append(Candidate(model, [length])) }
    }
    // Bursts hide the day from the test for seasons; the median of the last days sees past them.
    if let likely, !seasons.contains(likely) { all.append(Candidate(.seasonalMedian, [likely])) }
    let zeros = values.reduce(0) { $0 + ($1 == 0 ? 1 : 0) }
    if zeros * 4 >= values.count { all.append(Candidate(.intermittent)) }
    return all
  }

  /// The mean of the best three for a series with seasons; for one without, optimised Theta, unless those three would
  /// have been better by a tenth.
  ///
  /// A mean of good forecasts is better than the best of them as a rule (Bates & Granger 1969). How a season is treated
  /// makes a difference that a backtest shows. Without one the models differ by less than its chance: taking the
  /// winner as it comes is worse than staying with one good model (on daily M4 series by 3 %).
  private func choose(_ trials: [Trial]) -> [Trial] {
    let best = Array(trials.prefix(3).filter { $0.loss <= trials[0].loss * 1.1 })
    guard seasons.isEmpty, let theta = trials.first(where: { $0.candidate.model == .theta }) else { return best }
    return loss(combinedErrors(best)) < theta.loss * 0.9 ? best : [theta]
  }

  /// Judges each origin by itself, so that one burst of spend does not decide for all of them.
  private mutating func weigh(_ trials: inout [Trial]) {
    sizes = backtest.origins.indices.map { row in
      trials.reduce(0) { $0 + meanAbsolute([$1.errors.indices.contains(row) ? $1.errors[row] : []].filter { !$0.isEmpty }) } / Double(trials.count)
    }
    for index in trials.indices { trials[index].loss = loss(trials[index].errors) }
  }

  private func loss(_ errors: [[Double]]) -> Double {
    var sum = 0.0, count = 0.0
    for (row, size) in zip(errors, sizes) where size > 0 && size.isFinite && !row.isEmpty {
      sum += meanAbsolute([row]) / size
      count += 1
    }
    return count > 0 ? sum / count : 0
  }

  private func combinedErrors(_ chosen: [Trial]) -> [[Double]] {
    let share = 1 / Double(chosen.count)
    return chosen[0].errors.indices.map { row in
      chosen[0].errors[row].indices.map { step in chosen.reduce(0) { $0 + $1.errors[row][step] * share } }
    }
  }

  /// The chosen trials' forecasts as they would have been told, and their errors.
  private func sample(_ chosen: [Trial], isNonNegative: Bool) -> ErrorSpread.Sample {
    var errors = combinedErrors(chosen), forecasts = errors
    for (row, origin) in zip(errors.indices, backtest.origins) {
      for step in errors[row].indices where origin + step < values.count {
        let forecast = values[origin + step] - errors[row][step]
        forecasts[row][step] = isNonNegative ? max(forecast, 0) : forecast
        errors[row][step] = values[origin + step] - forecasts[row][step]
      }
    }
    return ErrorSpread.Sample(
      errors: errors, forecasts: forecasts, held: values.count - backtest.learnt, isOfAmounts: isNonNegative)
  }

  /// Each origin against bands made from the other origins' errors.
  private func coverage(_ sample: ErrorSpread.Sample) -> (Double, Double) {
    guard sample.errors.count > 2 else { return (100, 100) }
    var inside80 = 0.0, inside95 = 0.0, count = 0.0
    // One in a few origins is enough to judge by; each one costs a look at all errors.
    for left in stride(from: 0, to: sample.errors.count, by: max(1, sample.errors.count / 8)) {
      var others = sample
      others.errors.remove(at: left)
      others.forecasts.remove(at: left)
      let spread = ErrorSpread(others)
      for (step, (error, forecast)) in zip(sample.errors[left], sample.forecasts[left]).enumerated() {
        count += 1
        if abs(error) <= spread.half80(step, forecast) { inside80 += 1 }
        if abs(error) <= spread.half95(step, forecast) { inside95 += 1 }
      }
    }
    return count > 0 ? (inside80 / count * 100, inside95 / count * 100) : (100, 100)
  }

  private func score(_ errors: [[Double]], name: String) -> BacktestScore {
    var percent = 0.0, percents = 0.0, symmetric = 0.0, count = 0.0
    for (origin, row) in zip(backtest.origins, errors) {
      for (step, error) in row.enumerated() where origin + step < values.count {
        let actual = values[origin + step], forecast = actual - error
        if actual != 0 {
          percent += abs(error / actual)
          percents += 1
        }
        let total = abs(actual) + abs(forecast)
        if total > 0 { symmetric += 2 * abs(error) / total }
        count += 1
      }
    }
    let mae = meanAbsolute(errors)
    let scale = scaleOfErrors
    return BacktestScore(
      model: name, mae: mae, mape: percents > 0 ? percent / percents * 100 : nil,
      smape: count > 0 ? symmetric / count * 100 : 0, mase: scale > 0 ? mae / scale : nil)
  }

  /// The mean absolute difference from a season (or a step) before, within what was learnt from.
  private var scaleOfErrors: Double {
    let lag = seasons.first { $0 < backtest.learnt } ?? 1
    guard backtest.learnt > lag else { return 0 }
    var sum = 0.0
    for index in lag..<backtest.learnt { sum += abs(values[index] - values[index - lag]) }
    return sum / Double(backtest.learnt - lag)
  }
}
