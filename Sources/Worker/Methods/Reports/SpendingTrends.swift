import Analytics
import CostModel
import JSON
import Store

/// The periods of a window, where they head, and a plain projection.
struct SpendingTrends: Shaped, Sendable {
  let periods: [PeriodMeasures]
  let timeRange: String
  let granularity: String

  init(_ periods: [PeriodMeasures], timeRange: String, _ granularity: Granularity) {
    (self.periods, self.timeRange, self.granularity) = (periods, timeRange, granularity == .hour ? "hourly" : "daily")
  }

  private var series: PeriodCosts { PeriodCosts(periods) }
  private var total: Money { periods.reduce(Money.zero) { $0 + $1.measures.cost } }
  private var average: Money { total.divided(by: Int128(max(periods.count, 1))) }
  private var least: Money { periods.map(\.measures.cost).min() ?? .zero }
  private var most: Money { periods.map(\.measures.cost).max() ?? .zero }
  private var analysis: TrendFigures { TrendFigures(TrendAnalysis(periods.map(\.measures.cost.dollars))) }
  private var projection: [Projection] {
    let costs = periods.map(\.measures.cost.dollars)
    guard costs.count >= 2 else { return [] }
    let last = costs.suffix(7), slope = TrendAnalysis(costs).slope
    let mean = last.reduce(0, +) / Double(last.count)
    return (1...7).map { Projection(period: $0, value: Money(dollars: max(mean + slope * Double($0), 0))) }
  }

  struct Projection: Shaped, Sendable {
    let period: Int
    let value: Money
    private var confidence: Ratio { Ratio(max(0.9 - 0.1 * Double(period), 0.1)) }

    static let members: [Member<Projection>] = [
      Member("period", \.period, "Periods ahead."), Member("projected_value", \.value, "The mean of the last 7 and the line's slope."),
      Member("confidence", \.confidence, "0.9 less 0.1 a period, 0.1 at least: a rule of thumb; cost/forecast has measured bands."),
    ]
  }

  static let members: [Member<SpendingTrends>] = [
    Member("time_range", \.timeRange, "The time range asked for."), Member("granularity", \.granularity, "hourly or daily."),
    Member("time_series", \.series, "The cost of each period, in order."), Member("total_cost", \.total, "What they add up to, in USD."),
    Member("average_cost", \.average, "The mean, rounded to the nano-dollar."), Member("min_cost", \.least, "The cheapest."),
    Member("max_cost", \.most, "The dearest."), Member("trend_analysis", \.analysis, "A straight line through them."),
    Member("forecast", \.projection, "That line carried on for 7 periods."),
  ]
}
