import Charts
import CostModel
import Store

extension DrawnFigures {
  func forecast(_ forecast: CostForecast.Forecast) -> Figure {
    let isByHour = params.granularity == .hour
    let (period, count) = (isByHour ? "hour" : "day", forecast.ahead.count)
    let model = forecast.model.trained, name = model.model.split(separator: "+").joined(separator: " + ")
    return Figure(
      title: "Cost forecast",
      sentences: [
        "\(forecast.total.text) in all expected of the next \(count == 1 ? period : "\(Digits.grouped(UInt64(count))) \(period)s").",
        "Model: \(name), learnt from \(Digits.grouped(UInt64(model.trainingSize))) \(period)s. In its backtest the 80 % band held "
          + "\(Digits.percent(model.coverage80)) of the values, the 95 % band \(Digits.percent(model.coverage95)); MASE "
          + "\(Digits.number(model.score.mase, 2)), sMAPE \(Digits.percent(model.score.smape)).",
      ],
      chart: .lines(chart(forecast, period)),
      tables: [
        Table(
          "Forecast by the \(period), in USD",
          [.words(period), .number("expected"), .number("80 % from"), .number("to"), .number("95 % from"), .number("to")],
          forecast.ahead.map { [$0.label] + [$0.mean, $0.lower80, $0.upper80, $0.lower95, $0.upper95].map(\.text) })
      ])
  }

  /// The newest part of the history, and what is ahead of it.
  private func chart(_ forecast: CostForecast.Forecast, _ period: String) -> LineChart {
    let ahead = forecast.ahead
    // Enough to see the season by, and no more than leaves room for what is told.
    let known = forecast.history.suffix(max(period == "hour" ? 168 : 42, 2 * ahead.count))
    let (before, behind) = (known.map { _ in Double.nan }, ahead.map { _ in Double.nan })
    var chart = LineChart(
      unit: "USD a \(period)", axis: "\(period)s, time zone \(window.zoneName)",
      labels: known.map(\.date) + ahead.map(\.label))
    func values(_ value: (CostForecast.Ahead) -> Money) -> [Double] { before + ahead.map { value($0).dollars } }
    chart.lines = [
      LineChart.Line("cost", .observed, known.map(\.cost.dollars) + behind), LineChart.Line("expected", .forecast, values(\.mean)),
    ]
    chart.bands = [
      LineChart.Band("95 % band", values(\.lower95), values(\.upper95)), LineChart.Band("80 % band", values(\.lower80), values(\.upper80)),
    ]
    chart.firstAhead = known.count
    return chart
  }
}
