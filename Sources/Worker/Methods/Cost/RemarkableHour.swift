import Analytics
import CostModel
import JSON
import Store

/// An hour in which something unusual began.
struct RemarkableHour: Shaped, Sendable {
  let hour: String
  let cost: Money
  let score: Ratio

  /// Days before the window that its hours are judged by.
  private static let daysBefore = 30

  static func all(
    _ params: CostAnomalies.Params, _ question: Question, _ window: Window, _ context: ReadContext
  ) throws -> [RemarkableHour] {
    var longer = window, whole = question
    let first = window.zone.civilDate(of: window.start).adding(days: -daysBefore)
    longer.start = min(window.zone.startOfDay(first), window.start)
    whole.start = longer.start.microseconds
    let periods = try longer.periods(.hour)
    let hours = try context.series(whole, longer, .hour)
    // Hours before anything was tracked are not hours without spend.
    let known = hours.firstIndex { $0.measures.events > 0 } ?? hours.count
    let scores = StreamDetector(seasonLength: 24).scores(hours[known...].map(\.measures.cost.dollars))
    let threshold = max(StreamDetector.threshold, params.minimumScore)
    return scores.enumerated().compactMap { offset, score in
      let index = known + offset
      guard score > threshold, periods[index].end > window.start else { return nil }
      return RemarkableHour(hour: hours[index].label, cost: hours[index].measures.cost, score: Ratio(score))
    }
  }

  static let members: [Member<RemarkableHour>] = [
    Member("hour", \.hour, "When it began."), Member("total_cost_usd", \.cost, "What the hour cost."),
    Member("z_score", \.score, "How unusual the last hours were, in standard deviations."),
  ]
}
