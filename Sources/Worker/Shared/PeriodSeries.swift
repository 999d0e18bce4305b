import CostModel
import Store

/// What a calendar period sums to, as far as it lies in the window.
struct PeriodMeasures: Sendable {
  let label: String
  let measures: Measures
}

extension ReadContext {
  /// What a question sums to in each calendar period of its window, empty ones included.
  func series(
    _ question: Question, _ window: Window, _ granularity: Granularity, _ needs: MeasureNeeds = []
  ) throws -> [PeriodMeasures] {
    let periods = try window.periods(granularity)
    guard let last = periods.last else { return [] }
    try call.checkCancellation()
    let boundaries = periods.map(\.start.microseconds) + [last.end.microseconds]
    let sums = try reader.series(question, boundaries: boundaries, needs)
    return zip(periods, sums).map { PeriodMeasures(label: $0.label, measures: $1) }
  }
}
