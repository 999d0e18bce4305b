/// A choice of model as text, to be kept and read back to the last bit.
///
/// One line each: members; size; seasons; the bands; the backtest's coverage and whether nothing is below zero; the score; and
/// a line for each alternative. Numbers are written as Swift describes them, the shortest text that reads back the same.
extension TrainedForecast {
  /// The rules by which models are chosen; to be raised when the same series would be given another choice, so that nobody
  /// goes by an older one.
  package static let rules: UInt64 = 2

  package var text: String {
    let bands = [spread.base, spread.slope, spread.power, spread.quantile80, spread.quantile95]
    let lines = [
      memberNames.joined(separator: " "), "\(trainingSize)", seasons.map { "\($0)" }.joined(separator: " "),
      bands.map { "\($0)" }.joined(separator: " "), "\(coverage80) \(coverage95) \(isNonNegative)",
    ]
    return (lines + ([score] + alternatives).map(\.text)).joined(separator: "\n")
  }

  /// Reads what `text` wrote; nil of anything else.
  package init?(text: String) {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { $0.split(separator: " ") }
    guard lines.count >= 6, let size = lines[1].first.flatMap({ Int($0) }), size > 0, lines[4].count == 3,
      let coverage80 = Double(lines[4][0]), let coverage95 = Double(lines[4][1]), let isNonNegative = Bool(String(lines[4][2]))
    else { return nil }
    let members = lines[0].compactMap { Candidate(name: $0) }
    let seasons = lines[2].compactMap { Int($0) }
    let bands = lines[3].compactMap { Double($0) }
    let scores = lines[5...].compactMap { BacktestScore(words: $0) }
    guard !members.isEmpty, members.count == lines[0].count, seasons.count == lines[2].count, bands.count == 5,
      scores.count == lines.count - 5
    else { return nil }
    self.init(
      members: members, trainingSize: size, seasons: seasons, score: scores[0], alternatives: Array(scores.dropFirst()),
      coverage80: coverage80, coverage95: coverage95,
      spread: ErrorSpread(base: bands[0], slope: bands[1], power: bands[2], quantile80: bands[3], quantile95: bands[4]),
      isNonNegative: isNonNegative)
  }

  /// Everything that the choice of a model for a series depends on.
  package static func basis(_ series: TimeSeries, horizon: Int) -> [UInt64] {
    [rules, UInt64(bitPattern: Int64(horizon)), UInt64(series.seasonLengths.count)]
      + series.seasonLengths.map { UInt64(bitPattern: Int64($0)) } + series.values.map(\.bitPattern)
  }
}

extension BacktestScore {
  fileprivate var text: String {
    "\(model) \(mae) \(mape.map { "\($0)" } ?? "-") \(smape) \(mase.map { "\($0)" } ?? "-")"
  }

  fileprivate init?(words: [Substring]) {
    guard words.count == 5, let mae = Double(words[1]), let smape = Double(words[3]) else { return nil }
    let (mape, mase) = (Double(words[2]), Double(words[4]))
    guard mape != nil || words[2] == "-", mase != nil || words[4] == "-" else { return nil }
    self.init(model: String(words[0]), mae: mae, mape: mape, smape: smape, mase: mase)
  }
}
