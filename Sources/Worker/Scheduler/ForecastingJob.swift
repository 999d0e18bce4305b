import CostModel
import JSON
import JSONRPC
import Store

/// `forecasting`: trains the forecasts of what everything will cost, so that they are kept when somebody asks.
enum ForecastingJob: JobKind {
  static let name = "forecasting"
  static let timeoutSeconds: Int64 = 3_600

  struct Params: MethodParams {
    var trainingDays = 90
    /// A model is chosen for what is to be forecast: seed 003's 30 days, and the 7 of `cost/forecast` that says nothing else.
    var forecastDays = [7, 30]

    static let fields = FieldTable<Params>([
      Field("training_days", \.trainingDays, .integer(14...3_650), default: 90, "Days of history to learn from."),
      Field("forecast_days", \.forecastDays, .list(.integer(1...365), most: 8), default: [7, 30], "For how many days ahead, a model each."),
    ])
  }

  static func scheduled(_ params: JSONValue, _ services: Services, isOwner: Bool) throws -> String {
    try Params.checked(params)
  }

  static func run(_ job: JobRun) throws -> any JSONWritable {
    let params = try Params.parsed(job.params)
    var models: [Model] = []
    for (index, days) in params.forecastDays.enumerated() {
      job.tell(Double(index) / Double(params.forecastDays.count), "Forecasting \(days) days")
      var question = CostForecast.Params()
      (question.trainingDays, question.forecastDays, question.moment.asOf) = (params.trainingDays, days, job.services.world.now())
      let asked = question
      do {
        let forecast = try job.ask { try CostForecast.answer(asked, $0).forecast }
        models.append(Model(days: days, forecast: forecast))
      } catch let error as ErrorAnswer where error.code == .insufficientData {
        // A young ledger is no fault of the schedule's.
        return Result(models: [], reason: error.message)
      }
    }
    return Result(models: models, reason: nil)
  }

  struct Result: Shaped, Sendable {
    let models: [Model]
    let reason: String?
    private var isTrained: Bool { reason == nil }

    static let members: [Member<Result>] = [
      Member("trained", \.isTrained, "Whether there was enough data to learn from."),
      Member("models", \.models, "The models that are kept."),
      Member.optional("reason", \.reason, "Why none was trained."),
    ]
  }

  struct Model: Shaped, Sendable {
    let days: Int
    let forecast: CostForecast.Forecast

    static let members: [Member<Model>] = [
      Member("forecast_days", \.days, "How many days ahead."),
      Member("total_forecasted_cost_usd", \.forecast.total, "What they are expected to cost."),
      Member("model_info", \.forecast.model, "The model, and how it did in its backtest."),
    ]
  }
}
