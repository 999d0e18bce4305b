import Analytics
import CostModel
import JSON
import JSONRPC
import Store

/// One part of an analysis, in the order in which they are made.
enum AnalysisStage: String, CaseIterable, JSONChoice {
  case queryPatterns = "query_patterns"
  case hotTables = "hot_tables"
  case anomalies, clusters, forecast, recommendations

  /// What it is doing, in seed 000's words.
  var message: String {
    switch self {
    case .queryPatterns: "Analyzing query patterns"
    case .hotTables: "Finding hot tables"
    case .anomalies: "Detecting anomalies"
    case .clusters: "Clustering users"
    case .forecast: "Forecasting costs"
    case .recommendations: "Preparing recommendations"
    }
  }

  /// Its part of the work, in percent of all six.
  var weight: Int {
    switch self {
    case .queryPatterns, .clusters, .recommendations: 15
    case .hotTables: 10
    case .anomalies: 25
    case .forecast: 20
    }
  }

  /// What its part of the result is like.
  var schema: Schema {
    switch self {
    case .queryPatterns, .hotTables: AnalysisBreakdown.schema
    case .anomalies: CostAnomalies.Answer.schema
    case .clusters: CostClusters.Answer.schema
    case .forecast: CostForecast.Answer.schema
    case .recommendations: CostRecommendations.Answer.schema
    }
  }

  var documentation: String {
    switch self {
    case .queryPatterns: "The dearest query patterns."
    case .hotTables: "The tables that cost most."
    case .anomalies: "What cost/anomalies answers."
    case .clusters: "What cost/clusters answers, the number of clusters found; the hundred dearest users are listed."
    case .forecast: "What cost/forecast answers for 30 days, learnt from the 90 days before the end of the window."
    case .recommendations: "What cost/recommendations answers: each with evidence and an implementation plan in steps."
    }
  }
}

/// The questions of one analysis.
struct AnalysisQuestions: Sendable {
  let params: AnalysisStart.Params
  /// The instant taken for now.
  let asOf: Timestamp

  static let mostRows = 50
  static let mostUsers = 100
  static let trainingDays = 90
  static let forecastDays = 30

  init(_ params: AnalysisStart.Params, asOf: Timestamp) {
    self.params = params
    self.asOf = params.window.asOf ?? asOf
  }

  private var question: QuestionParams {
    var question = QuestionParams(days: params.window.days)
    (question.window, question.scope) = (params.window, params.scope)
    question.window.asOf = asOf
    return question
  }

  func window(_ services: Services) throws -> Window { try question.window.window(services) }

  /// Answers one, as the method of the same name would.
  func answer(_ stage: AnalysisStage, _ context: ReadContext) throws -> any JSONWritable {
    switch stage {
    case .queryPatterns: return try breakdown(.pattern, context)
    case .hotTables: return try breakdown(.table, context)
    case .anomalies:
      var params = CostAnomalies.Params()
      params.question = question
      return try CostAnomalies.answer(params, context)
    case .clusters:
      var params = CostClusters.Params()
      (params.question, params.count, params.limit) = (question, .auto, Self.mostUsers)
      return try CostClusters.answer(params, context)
    case .forecast:
      var params = CostForecast.Params()
      (params.trainingDays, params.forecastDays) = (Self.trainingDays, Self.forecastDays)
      // Up to the end of the window: what is behind it is what is to be forecast.
      params.moment.asOf = min(try window(context.services).end, asOf)
      (params.moment.timeZone, params.moment.scope) = (question.window.timeZone, question.scope)
      return try CostForecast.answer(params, context)
    case .recommendations:
      var params = CostRecommendations.Params()
      (params.question, params.limit) = (question, Self.mostRows)
      return try CostRecommendations.answer(params, context)
    }
  }

  private func breakdown(_ dimension: Dimension, _ context: ReadContext) throws -> AnalysisBreakdown {
    let (question, _) = try question.question(context)
    let total = try context.reader.totals(question)
    var parts = [Part](try context.reader.totals(question, by: dimension)).filter { $0.name != nil }
    if let dataset = params.dataset {
      parts = parts.filter { part in
        let tables = dimension == .table ? [part.name ?? ""] : QueryStructure.tables(of: part.name ?? "")
        return tables.contains { Self.isOf($0, dataset) }
      }
    }
    guard let attributed = AttributionDimension.all.first(where: { $0.kind == .values(dimension) }) else {
      throw LedgerDamage("a dimension has no name")
    }
    return AnalysisBreakdown(
      attribution: Attribution(tables: [AttributionTable(attributed, parts, limit: Self.mostRows)], total: total.cost), count: parts.count,
      total: total.cost, quality: DataQuality(total))
  }

  /// Whether a table, as `project.dataset.table` or `dataset.table`, is of a dataset, as `dataset` or `project.dataset`.
  static func isOf(_ table: String, _ dataset: String) -> Bool {
    let path = table.split(separator: ".").dropLast().joined(separator: ".")
    return path.utf8.elementsEqual(dataset.utf8) || path.hasSuffix("." + dataset)
  }
}

extension QueryStructure {
  /// The tables that a query or its pattern reads.
  fileprivate static func tables(of sql: String) -> [String] { QueryStructure(sql).tables(defaultProject: nil) }
}

/// The dearest patterns or tables.
struct AnalysisBreakdown: Shaped, Sendable {
  let attribution: Attribution
  let count: Int
  let total: Money
  let quality: DataQuality

  static let members: [Member<AnalysisBreakdown>] = [
    Member("attribution", \.attribution, "The dearest fifty, and the others in one row; costs without any are left out."),
    Member("count", \.count, "How many there are."),
    Member("total_cost_usd", \.total, "What the window cost, all included."),
    Member("data_quality", \.quality, "What the total does not know."),
  ]
}
