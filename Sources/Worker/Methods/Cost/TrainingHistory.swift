import Analytics
import CostModel
import JSON
import JSONRPC
import Store

/// The periods that a model may learn from: whole ones only, from the first with an event on.
struct TrainingHistory: Sendable {
  /// Every whole period of the window, oldest first.
  let periods: [PeriodMeasures]
  /// The period that holds the end of the window, and those behind it: what can be forecast begins there.
  let firstAhead: Timestamp
  let granularity: Granularity
  let window: Window
  /// Where in `periods` the first with an event is; their count when there is none.
  let firstKnown: Int

  /// - Parameter granularity: hour or day.
  init(_ params: QuestionParams, _ granularity: Granularity, _ context: ReadContext) throws {
    let (question, window) = try params.question(context)
    let series = try context.series(question, window, granularity)
    let calendar = try window.periods(granularity)
    // The period under way would be taken for a cheap one.
    let isLastWhole = calendar.last.map { $0.end <= window.end } ?? true
    periods = isLastWhole ? series : Array(series.dropLast())
    firstAhead = (isLastWhole ? calendar.last?.end : calendar.last?.start) ?? window.end
    firstKnown = periods.firstIndex { $0.measures.events > 0 } ?? periods.count
    self.granularity = granularity
    self.window = window
  }

  var known: ArraySlice<PeriodMeasures> { periods[firstKnown...] }

  var series: TimeSeries {
    TimeSeries(
      values: known.map(\.measures.cost.dollars),
      seasonLengths: granularity == .hour ? TimeSeries.hourlySeasons : TimeSeries.dailySeasons)
  }

  /// Refuses histories that are too short to learn from.
  ///
  /// - Parameter days: how many days of data are needed.
  func require(days: Int) throws {
    let perDay = granularity == .hour ? 24 : 1
    guard known.count < days * perDay else { return }
    throw MethodFailure(
      .insufficientData,
      "A forecast by the \(granularity.rawValue) needs \(days) whole days of data, there are \(known.count / perDay)",
      details: ["days_available": .int(known.count / perDay), "min_days_required": .int(days)])
  }

  /// The labels of the periods ahead.
  func labelsAhead(_ count: Int) throws -> [String] {
    let days = granularity == .hour ? count / 24 + 3 : count + 2
    var ahead = window
    ahead.start = firstAhead
    ahead.end = window.zone.startOfDay(window.zone.civilDate(of: firstAhead).adding(days: days))
    return try ahead.periods(granularity).prefix(count).map(\.label)
  }
}

extension Money {
  /// The nearest amount; amounts beyond all measure are cut off.
  init(dollars: Double) {
    let nanos = (dollars * 1e9).rounded(.toNearestOrEven)
    self.init(nanos: nanos.isFinite ? Int128(min(max(nanos, -1e36), 1e36)) : 0)
  }
}
