import Analytics
import CostModel
import JSON
import JSONRPC
import Store

/// `cost/trends`: what a window cost, period by period, and where that is heading.
enum CostTrends: ReadMethod {
  static let name = "cost/trends"
  static let summary = "Sums what each hour, day, week or month of a window cost, with a moving average and a trend."
  static let agents = AgentUse.offered("Answers how spend developed.")
  static let documentation = """
    Periods are those of the calendar in time_zone, weeks begin on Monday; the first and the last are cut off where the \
    window begins and ends, and empty ones count as 0, so that all add up to the total. cost_ma is the mean of a period \
    and those before it: 24 hours, 7 days, 4 weeks or 3 months in all, fewer at the start. The trend is a straight line \
    through all periods: its change over the window in percent of the mean, stable below 5 either way, and R squared as \
    confidence.
    """
  static let example = #"{"days": 14, "granularity": "week", "as_of": "2026-08-30T12:00:00Z"}"#
  static let errors: [ErrorCode] = [.notFound]

  struct Params: QuestionMethodParams {
    var question = QuestionParams(days: 90)
    var granularity = Granularity.day

    static let fields = FieldTable<Params>(
      Field.group(\.question, QuestionParams.fields(days: 90)) + [
        Field("granularity", \.granularity, default: "day", "How finely the window is cut.")
      ])
  }

  static func answer(_ params: Params, _ context: ReadContext) throws -> Answer {
    let (question, window) = try params.question.question(context)
    let series = try context.series(question, window, params.granularity)
    try context.call.checkCancellation()
    let total = try context.reader.totals(question)
    let averages = movingAverages(series.map(\.measures.cost), over: params.granularity.movingAverageLength)
    return Answer(
      trends: zip(series, averages).map { Row(period: $0, average: $1) },
      analysis: TrendFigures(TrendAnalysis(series.map(\.measures.cost.dollars))), total: total.cost,
      quality: DataQuality(total), conversion: try params.question.conversion(of: total.cost, window, context))
  }

  /// The mean of each cost and those before it, `length` in all, rounded to the nano-dollar.
  static func movingAverages(_ costs: [Money], over length: Int) -> [Money] {
    var sum = Money.zero
    return costs.indices.map { index in
      sum += costs[index]
      if index >= length { sum -= costs[index - length] }
      return sum.divided(by: Int128(min(index + 1, length)))
    }
  }

  struct Answer: Shaped, Sendable {
    let trends: [Row]
    let analysis: TrendFigures
    let total: Money
    let quality: DataQuality
    let conversion: Conversion?

    static let members: [Member<Answer>] = [
      Member("trends", \.trends, "The periods in order."),
      Member("trend_analysis", \.analysis, "Where the cost is heading."),
      Member("total_cost_usd", \.total, "What the periods add up to."),
      Member("data_quality", \.quality, "What the total does not know."),
      Member.optional("conversion", \.conversion, "The total in the currency asked for."),
    ]
  }

  struct Row: Shaped, Sendable {
    let period: PeriodMeasures
    let average: Money

    static let members: [Member<Row>] = [
      Member("period", \.period.label, "The date the period begins on (weeks: their Monday); hours as RFC 3339."),
      Member("total_cost_usd", \.period.measures.cost, "What its events cost."),
      Member("query_count", \.period.measures.calls, "Calls: the sum of call_count."),
      Member("cost_ma", \.average, "The trailing mean."),
    ]
  }
}

extension Granularity {
  /// How many periods a trailing mean covers.
  var movingAverageLength: Int {
    switch self {
    case .hour: 24
    case .day: 7
    case .week: 4
    case .month: 3
    }
  }
}

/// A straight line through a series, in figures.
struct TrendFigures: Shaped, Sendable {
  let percentage: Ratio
  let direction: TrendDirection
  let confidence: Ratio

  init(_ analysis: TrendAnalysis) {
    percentage = Ratio(analysis.percentage)
    direction = analysis.direction
    confidence = Ratio(analysis.confidence)
  }

  static let members: [Member<TrendFigures>] = [
    Member("trend_percentage", \.percentage, "The line's change over the window in percent of the mean."),
    Member("trend_direction", \.direction, "stable below 5 percent either way; insufficient_data below two periods."),
    Member("confidence", \.confidence, "R squared: the share of the variation that the line explains, 0 to 1."),
  ]
}

extension TrendDirection: JSONChoice {}
