import Analytics
import CostModel
import JSON
import JSONRPC
import Store

/// `cost/forecast`: what a scope will cost over the coming days.
enum CostForecast: ReadMethod {
  static let name = "cost/forecast"
  static let summary = "Forecasts daily or hourly cost from its own history, with 80 and 95 percent bands."
  static let agents = AgentUse.offered("Answers what will be spent.")
  static let documentation = """
    Learnt from are the whole days (hours) of the last training_days up to as_of, from the first with an event on; the \
    one under way is not, and the forecast begins with it, told whole. Lone days that cost/anomalies would tell count as \
    usual ones. Last value, exponential smoothing, damped trend, \
    optimised Theta and seasonal models compete in a rolling-origin backtest on the newest third; a series without a \
    season goes by optimised Theta unless the mean of the best three would have been a tenth better, one with seasons by \
    that mean. Seasons (24 and 168 hours, 7 and 365 days) are detected. Bands are quantiles of the backtest's own errors, \
    which grow with the steps ahead and with what is forecast, raised by what so few errors may hide; lower_bound and \
    upper_bound are those of 95 percent. A history that never was negative is not forecast to be. A model \
    is kept, in the database too, until data arrives. Fewer than 14 days of data (by the hour: 7) are INSUFFICIENT_DATA.
    """
  static let example = #"{"training_days": 90, "forecast_days": 7, "as_of": "2026-08-30T12:00:00Z"}"#
  static let errors: [ErrorCode] = [.notFound, .insufficientData]

  struct Params: MomentMethodParams {
    var trainingDays = 90
    var forecastDays = 7
    var granularity = ForecastGranularity.day
    var moment = MomentParams()

    static let fields = FieldTable<Params>(
      [
        Field("training_days", \.trainingDays, .integer(14...3_650), default: 90, "Days of history to learn from."),
        Field("forecast_days", \.forecastDays, .integer(1...365), default: 7, "How many days ahead."),
        Field("granularity", \.granularity, default: "day", "Whether days or hours are forecast."),
      ] + Field.group(\.moment, MomentParams.fields))

    /// One day more than is learnt from: the one under way.
    var question: QuestionParams { moment.question(days: min(trainingDays + 1, Window.longestDays)) }
  }

  static func answer(_ params: Params, _ context: ReadContext) throws -> Answer {
    let granularity: Granularity = params.granularity == .hour ? .hour : .day
    let history = try TrainingHistory(params.question, granularity, context)
    try history.require(days: granularity == .hour ? 7 : 14)
    let horizon = params.forecastDays * (granularity == .hour ? 24 : 1)
    let call = context.call
    let trained = try context.services.forecasts.model(for: history.series, horizon: horizon, in: context.reader) {
      call.isCancelled
    }
    let points = try trained.forecast(history.series, horizon: horizon)
    return Answer(
      forecast: Forecast(
        history: history.known.map(Day.init),
        ahead: zip(try history.labelsAhead(horizon), points).map { Ahead(label: $0, point: $1) },
        model: Model(trained)),
      quality: DataQuality(history.known.reduce(into: Measures()) { $0 += $1.measures }))
  }

  struct Answer: Shaped, Sendable {
    let forecast: Forecast
    let quality: DataQuality

    static let members: [Member<Answer>] = [
      Member("forecast", \.forecast, "The history, what comes of it, and by which model."),
      Member("data_quality", \.quality, "What the history does not know."),
    ]
  }

  struct Forecast: Shaped, Sendable {
    let history: [Day]
    let ahead: [Ahead]
    let model: Model
    /// What all periods ahead are expected to cost.
    var total: Money { ahead.reduce(Money.zero) { $0 + $1.mean } }

    static let members: [Member<Forecast>] = [
      Member("historical_data", \.history, "What was learnt from, oldest first."),
      Member("forecast", \.ahead, "The periods ahead."),
      Member("total_forecasted_cost_usd", \.total, "The sum of the periods ahead."),
      Member("model_info", \.model, "The model, and how it did in its backtest."),
    ]
  }

  struct Day: Shaped, Sendable {
    let date: String
    let cost: Money
    init(_ period: PeriodMeasures) { (date, cost) = (period.label, period.measures.cost) }

    static let members: [Member<Day>] = [
      Member("date", \.date, "The date; hours as RFC 3339."),
      Member("total_cost_usd", \.cost, "What it cost."),
    ]
  }

  struct Ahead: Shaped, Sendable {
    let label: String
    let point: ForecastPoint
    var mean: Money { Money(dollars: point.mean) }
    var lower80: Money { Money(dollars: point.lower80) }
    var upper80: Money { Money(dollars: point.upper80) }
    var lower95: Money { Money(dollars: point.lower95) }
    var upper95: Money { Money(dollars: point.upper95) }

    static let members: [Member<Ahead>] = [
      Member("date", \.label, "The date; hours as RFC 3339."),
      Member("forecasted_cost_usd", \.mean, "What it is expected to cost."),
      Member("lower_bound", \.lower95, "The lower end of the 95 percent band."),
      Member("upper_bound", \.upper95, "The upper end of the 95 percent band."),
      Member("lower_bound_80", \.lower80, "The lower end of the 80 percent band."),
      Member("upper_bound_80", \.upper80, "The upper end of the 80 percent band."),
      Member("lower_bound_95", \.lower95, "The same as lower_bound."),
      Member("upper_bound_95", \.upper95, "The same as upper_bound."),
    ]
  }

  struct Model: Shaped, Sendable {
    let trained: TrainedForecast
    init(_ trained: TrainedForecast) { self.trained = trained }

    private var type: String { trained.model }
    private var size: Int { trained.trainingSize }
    private var mape: Ratio { Ratio(trained.score.mape) }
    private var smape: Ratio { Ratio(trained.score.smape) }
    private var mase: Ratio { Ratio(trained.score.mase) }
    private var coverage80: Ratio { Ratio(trained.coverage80) }
    private var coverage95: Ratio { Ratio(trained.coverage95) }
    private var alternatives: [Alternative] { trained.alternatives.map(Alternative.init) }

    static let members: [Member<Model>] = [
      Member("model_type", \.type, "The model, its seasons in brackets, or the models whose mean it is."),
      Member("training_data_size", \.size, "Periods learnt from."),
      Member("mape", \.mape, "Mean absolute percentage error of the backtest, over periods that cost something; null without."),
      Member("smape", \.smape, "Symmetric mean absolute percentage error of the backtest, 0 to 200."),
      Member("mase", \.mase, "Mean absolute error over that of repeating the last season (or value); null where that is 0."),
      Member("coverage_80_percent", \.coverage80, "The share of the backtest's values inside the 80 percent band."),
      Member("coverage_95_percent", \.coverage95, "The share of the backtest's values inside the 95 percent band."),
      Member("seasonality", \.trained.seasons, "The seasons found, in periods, shortest first."),
      Member("alternatives", \.alternatives, "Every model that was tried, best first."),
    ]
  }

  struct Alternative: Shaped, Sendable {
    let score: BacktestScore
    init(_ score: BacktestScore) { self.score = score }

    private var mae: Money { Money(dollars: score.mae) }
    private var mape: Ratio { Ratio(score.mape) }
    private var mase: Ratio { Ratio(score.mase) }

    static let members: [Member<Alternative>] = [
      Member("model_type", \.score.model, "The model."),
      Member("mae_usd", \.mae, "Its mean absolute error in the backtest."),
      Member("mape", \.mape, "Its mean absolute percentage error."),
      Member("mase", \.mase, "Its mean absolute scaled error."),
    ]
  }
}

/// What a forecast goes by.
enum ForecastGranularity: String, CaseIterable, Sendable, JSONChoice {
  case day, hour
}
