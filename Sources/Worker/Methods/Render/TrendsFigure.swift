import Charts
import CostModel
import Store

extension DrawnFigures {
  func trends(_ answer: CostTrends.Answer) throws -> Figure {
    let granularity = params.granularity
    let average = "mean of \(granularity.movingAverageLength) \(granularity.rawValue)s"
    var chart = try chart(answer, granularity)
    chart.lines.append(LineChart.Line(average, .average, answer.trends.map(\.average.dollars)))
    return Figure(
      title: "Cost by the \(granularity.rawValue)",
      sentences: ["\(answer.total.text) in all. " + sentence(answer.analysis, count: answer.trends.count)],
      chart: .lines(chart),
      tables: [
        Table(
          "Cost by the \(granularity.rawValue), in USD", [.words(granularity.rawValue), .number("cost"), .number("calls"), .number(average)],
          endsWithNewest: true,
          answer.trends.map {
            [$0.period.label, $0.period.measures.cost.text, Digits.grouped(UInt64(clamping: $0.period.measures.calls)), $0.average.text]
          })
      ])
  }

  /// The cost of each period as a line.
  func chart(_ answer: CostTrends.Answer, _ granularity: Granularity) throws -> LineChart {
    let labels = answer.trends.map(\.period.label)
    var chart = LineChart(
      unit: "USD a \(granularity.rawValue)", axis: "\(granularity.rawValue)s, time zone \(window.zoneName)", labels: labels)
    chart.lines.append(LineChart.Line("cost", .observed, answer.trends.map(\.period.measures.cost.dollars)))
    let periods = try window.periods(granularity)
    chart.isFirstCut = periods.first.map { $0.start < window.start } ?? false
    chart.isLastCut = periods.last.map { $0.end > window.end } ?? false
    return chart
  }

  private func sentence(_ analysis: TrendFigures, count: Int) -> String {
    let explained = (analysis.confidence.value ?? 0) * 100
    let isRising = analysis.direction == .increasing
    switch analysis.direction {
    case .increasing, .decreasing:
      let change = Digits.percent(analysis.percentage.value, isChange: true) + " of the mean over \(count) periods"
      // A single spike tilts a line as much as a rise does.
      if explained < 25 { return "No clear trend: a straight line changes by \(change), but explains \(Digits.number(explained, 0)) % of the variation." }
      return "\(isRising ? "Rising" : "Falling"): \(change); a straight line explains \(Digits.number(explained, 0)) % of the variation."
    case .stable: return "No rise or fall of 5 % of the mean over \(count) periods."
    case .insufficientData: return "One period alone has no trend."
    }
  }
}
