import CostModel
import JSON
import JSONRPC
import Store

/// `analysis/start`: has a window looked into from all sides.
enum AnalysisStart {
  struct Params: MethodParams {
    var window = WindowParams(days: 30)
    var scope = ScopeParams()
    var dataset: String?
    var kinds = AnalysisStage.allCases
    var callbackURL: String?
    var callbackSecret: String?

    static let fields = FieldTable<Params>(
      [
        Field("dataset_id", \.dataset, .string(most: 1_024, format: nil), "query_patterns and hot_tables only of tables of this dataset, as DATASET or PROJECT.DATASET."),
        Field("kinds", \.kinds, .list(AnalysisStage.schema, most: 16), default: .array(AnalysisStage.allCases.map { .string($0.rawValue) }), "What to look into."),
        Field("callback_url", \.callbackURL, .string(most: 2_048, format: "uri"), "Where to tell that it has ended. https, or http to a host permitted at start."),
        Field(
          "callback_secret", \.callbackSecret, .string(most: 4_096, format: "secret reference"),
          "Signs the callback: env:NAME, file:PATH or command:PROGRAM ARGS. It is never stored. By default that of the webhook registered for the same URL."),
      ] + Field.group(\.window, WindowParams.fields(days: 30)) + Field.group(\.scope, ScopeParams.fields))

    /// What the field table cannot say.
    func validate(_ services: Services) throws(ErrorAnswer) {
      guard !kinds.isEmpty else { throw .invalid("kinds", "at least one", got: "none") }
      _ = try window.window(services)
    }

    /// What is told of it to whoever reads the result.
    var told: Params {
      var told = self
      told.callbackSecret = nil
      return told
    }
  }

  static let name = "analysis/start"

  static let method = AnyMethod(
    name: name, access: .writes,
    summary: "Starts an analysis: query patterns, hot tables, anomalies, clusters, a forecast, and recommendations with plans.",
    documentation: """
      A job, answered at once: analysis/status tells how far it is, analysis/result what it came to, jobs/wait waits for its \
      end (job_id is the analysis_id). Its parts are what the methods of the same name answer for the window and scope, as \
      of as_of or the start; a part with too little data says so, and the others are made. It goes on in another worker \
      where this one ends, from the part it was at. dataset_id narrows the parts that know tables; the others are about \
      the whole scope. callback_url is told of the end, completed or failed, once for each analysis, by a signed \
      delivery like those of webhooks/register (type analysis_completed or analysis_failed, with the analysis_id under \
      analysis); what was cancelled is not told. Results are kept for 30 days.
      """,
    params: Params.fields.properties, result: AnalysisState.startedSchema, errors: [.accessDenied, .databaseFull],
    example: #"{"project_id": "my-project", "dataset_id": "my_dataset", "days": 30}"#
  ) { services in
    Route(name: name, access: .writes) { view throws(ErrorAnswer) in
      let params = try Params.read(view)
      try params.validate(services)
      var order = JobStart.Order(AnalysisJob.self, title: "Analysis", text: params.storedText(), services)
      let tenant = Tenancy.tenant(view)
      (order.customer, order.waits) = (tenant, false)
      order.check = { writer in try AnalysisCallback(services: services).check(params, tenant: tenant, writer) }
      order.answer = { job, writer in AnalysisState(job).writeStarted(to: writer) }
      return .write(JobStart(order, services))
    }
  }
}
