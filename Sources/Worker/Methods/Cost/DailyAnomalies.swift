import Analytics
import CostModel
import JSON
import JSONRPC
import Store

/// The days of a window, each set against what was to be expected of it.
struct DailyAnomalies {
  /// Days before the window that its own are judged by: four weeks of differences, each from six weeks, and two for an
  /// event that began before.
  static let daysBefore = 84
  static let mostExplained = 10
  static let daysOfDrivers = 28

  private let params: CostAnomalies.Params
  private let question: Question
  /// Whole and cut-off days, from `daysBefore` the window on.
  private let days: [PeriodMeasures]
  private let periods: [Period]
  private let judgements: [PointJudgement?]
  /// The first of `days` that lies in the window, and the first with an event.
  private let firstInside: Int
  private let firstKnown: Int
  private let isLastWhole: Bool

  init(_ params: CostAnomalies.Params, _ question: Question, _ window: Window, _ context: ReadContext) throws {
    self.params = params
    self.question = question
    var longer = window
    let before = params.usesForest ? max(Self.daysBefore, 90) : Self.daysBefore
    let first = window.zone.civilDate(of: window.start).adding(days: -before)
    longer.start = min(window.zone.startOfDay(first), window.start)
    var whole = question
    whole.start = longer.start.microseconds
    periods = try longer.periods(.day)
    days = try context.series(whole, longer, .day)
    firstInside = periods.firstIndex { $0.end > window.start } ?? periods.count
    firstKnown = days.firstIndex { $0.measures.events > 0 } ?? days.count
    isLastWhole = periods.last.map { $0.end <= window.end } ?? true
    // Days before anything was tracked are not days without spend.
    let known = firstKnown
    judgements = SeasonalBaseline(threshold: params.minimumScore)
      .judge(days.enumerated().map { $0 < known ? .nan : $1.measures.cost.dollars })
  }

  /// The judgement of a day, if it was remarkable.
  private func judgement(_ index: Int) -> PointJudgement? {
    guard index >= firstKnown + 7, let judged = judgements[index], abs(judged.score) > params.minimumScore else { return nil }
    // Half a day costs less than a whole one.
    if index == days.count - 1, !isLastWhole, judged.score < 0 { return nil }
    return judged
  }

  func remarkable(_ context: ReadContext) throws -> [RemarkableDay] {
    let found = (firstInside..<days.count).filter { judgement($0) != nil }
    let explained = Set(found.sorted { abs(judgements[$0]?.score ?? 0) > abs(judgements[$1]?.score ?? 0) }.prefix(Self.mostExplained))
    return try found.compactMap { index in
      guard let judged = judgement(index) else { return nil }
      try context.call.checkCancellation()
      return RemarkableDay(
        date: days[index].label, cost: days[index].measures.cost, judged: judged,
        drivers: explained.contains(index) ? try drivers(of: index, context) : [])
    }
  }

  /// Who makes up the difference between a day and the mean of those before it.
  private func drivers(of index: Int, _ context: ReadContext) throws -> [Driver] {
    let first = max(firstKnown, index - Self.daysOfDrivers)
    guard first < index else { return [] }
    var (day, before) = (question, question)
    (day.start, day.end) = (max(periods[index].start.microseconds, question.start), min(periods[index].end.microseconds, question.end))
    (before.start, before.end) = (periods[first].start.microseconds, periods[index].start.microseconds)
    var drivers: [Driver] = []
    for dimension in [Dimension.user, .model, .pattern] {
      try context.call.checkCancellation()
      drivers += Driver.explain(
        dimension, current: try context.reader.totals(day, by: dimension), before: try context.reader.totals(before, by: dimension),
        days: index - first)
    }
    return drivers
  }

  func forest(_ context: ReadContext) throws -> ForestAnswer {
    let known = Array(firstKnown..<days.count)
    let features = known.flatMap { index -> [Double] in
      let measures = days[index].measures
      let cost = max(measures.cost.dollars, 0), calls = Double(max(measures.calls, 0))
      let score = min(max(judgements[index]?.score ?? 0, -10), 10)
      return [logarithm(cost), score, logarithm(calls), logarithm(calls > 0 ? cost / calls : 0)]
    }
    let table = FeatureTable(features, columns: 4)
    let call = context.call
    let scores = try IsolationForest(table, seed: UInt64(params.seed)) { call.isCancelled }.scores(table)
    let sorted = scores.sorted()
    let quantile = sorted.isEmpty ? 1 : sorted[min(sorted.count - 1, Int((0.95 * Double(sorted.count)).rounded(.down)))]
    let threshold = max(0.6, quantile)
    let inside = known.enumerated().filter { $0.element >= firstInside }
    return ForestAnswer(
      days: ForestAnswer.Days(
        dates: inside.map { days[$0.element].label }, costs: inside.map { days[$0.element].measures.cost },
        isAnomaly: inside.map { scores[$0.offset] >= threshold }, scores: inside.map { Ratio(scores[$0.offset]) }),
      model: ForestAnswer.Model(size: known.count, threshold: Ratio(threshold), seed: params.seed))
  }
}

/// A day and how far it was from what was expected.
struct RemarkableDay: Shaped, Sendable {
  let date: String
  let cost: Money
  let judged: PointJudgement
  let drivers: [Driver]

  var expected: Money { Money(dollars: judged.expected) }
  var score: Ratio { Ratio(judged.score) }
  var percent: Ratio { Ratio(judged.expected == 0 ? nil : (judged.observed - judged.expected) / abs(judged.expected) * 100) }
  var severity: Severity { abs(judged.score) > 6 ? .high : abs(judged.score) > 3 ? .medium : .low }

  enum Severity: String, CaseIterable, Sendable, JSONChoice { case low, medium, high }

  static let members: [Member<RemarkableDay>] = [
    Member("date", \.date, "The day."),
    Member("total_cost_usd", \.cost, "What it cost."),
    Member("expected_cost_usd", \.expected, "What was to be expected of it."),
    Member("z_score", \.score, "The difference over its usual size; negative when it cost less."),
    Member("percent_change", \.percent, "The difference in percent of what was expected; null when that is 0."),
    Member("severity", \.severity, "high above 6 either way, medium above 3."),
    Member("drivers", \.drivers, "Who makes up the difference to the mean of the days before, by user, model and pattern."),
  ]
}

/// The days of a window as a forest sees them.
struct ForestAnswer: Sendable {
  let days: Days
  let model: Model

  struct Days: Shaped, Sendable {
    let dates: [String]
    let costs: [Money]
    let isAnomaly: [Bool]
    let scores: [Ratio]

    static let members: [Member<Days>] = [
      Member("dates", \.dates, "The days, oldest first."), Member("costs", \.costs, "What each cost."),
      Member("is_anomaly", \.isAnomaly, "Whether it is one."), Member("anomaly_score", \.scores, "0 to 1."),
    ]
  }

  struct Model: Shaped, Sendable {
    private var type: String { "isolation_forest" }
    let size: Int
    let threshold: Ratio
    let seed: Int

    static let members: [Member<Model>] = [
      Member("model_type", \.type, "isolation_forest."),
      Member("training_data_size", \.size, "Days learnt from."),
      Member("threshold", \.threshold, "Scores from here on are anomalies."),
      Member("seed", \.seed, "The seed."),
    ]
  }
}
