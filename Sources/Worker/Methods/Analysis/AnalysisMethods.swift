import CostModel
import JSON
import JSONRPC
import Store

/// How far an analysis is, as clients hear of it.
struct AnalysisState: Shaped, Sendable {
  let job: StoredJob
  /// Whether it told its callback, or is about to.
  var delivery: Delivery?

  init(_ job: StoredJob, _ delivery: Delivery? = nil) { (self.job, self.delivery) = (job, delivery) }

  /// Seed 000's words for the states of a job.
  enum Status: String, CaseIterable, JSONChoice {
    case pending
    case inProgress = "in_progress"
    case completed, failed, cancelled

    init(_ state: StoredJob.State) { self = state == .queued ? .pending : Status(rawValue: JobState(state).rawValue) ?? .pending }

    var stored: StoredJob.State { JobState(rawValue: rawValue)?.stored ?? .queued }
  }

  var status: Status { Status(job.state) }
  /// Rounded down: 100 is the end.
  private var progress: Int64 { job.progress / 1_000 }
  private var message: String {
    switch job.state {
    case .completed: "Analysis completed"
    case .failed: "Analysis failed"
    case .cancelled: "Analysis cancelled"
    case .queued, .inProgress: job.message.isEmpty ? "Analysis request submitted successfully" : job.message
    }
  }
  private var failure: JobFailure? { job.failure.map { JobFailure(text: $0) } }
  private var params: JSONValue {
    guard let params = try? AnalysisStart.Params.parsed(job.params) else { return .object([]) }
    return (try? JSONValue.parse(params.told.storedText())) ?? .object([])
  }


  static let members: [Member<AnalysisState>] =
    [
      Member("analysis_id", \.job.id, "The analysis; a job of the same id."), Member("status", \.status, "What has become of it."),
      Member("message", \.message, "What it is doing, or how it ended."), Member("progress", \.progress, "How far it is, in percent."),
      Member("query_params", \.params, "What was asked for."),
      Member("created_at", \.job.createdAt, "When it was asked for."),
      Member.optional("started_at", \.job.startedAt, "When it was begun first."),
      Member.optional("finished_at", \.job.finishedAt, "When it ended."),
      Member.optional("error", \.failure, "What it failed with, or what made it wait for another try."),
      Member.optional("callback_delivery_id", \.delivery?.id, "The delivery that tells callback_url of the end."),
    ]

  // MARK: The answer of analysis/start

  private struct Started: Shaped {
    let state: AnalysisState
    static let members: [Member<Started>] = [
      Member("analysis_id", \.state.job.id, "The analysis; a job of the same id."), Member("status", \.state.status, "pending."),
      Member("message", \.state.message, "That it was taken."),
    ]
  }

  static var startedSchema: Schema { Started.schema }
  func writeStarted(to writer: JSONWriter) { Started(state: self).write(to: writer) }
}

/// The id of an analysis.
struct AnalysisParams: MethodParams {
  var id = ""
  static let fields = FieldTable<AnalysisParams>([Field("analysis_id", \.id, .string(most: 64, format: nil), isRequired: true, "The analysis.")])

  /// An analysis that the asker may see.
  func find(_ jobs: Jobs, _ tenant: String?) throws -> StoredJob {
    guard let job = try jobs.job(id), job.kind == AnalysisJob.name, job.isOwn(of: tenant) else { throw ErrorAnswer.notFound("analysis", id) }
    return job
  }
}

/// `analysis/status`: how far one is.
enum AnalysisStatus: ReadMethod {
  static let name = "analysis/status"
  typealias Params = AnalysisParams
  typealias Answer = AnalysisState
  static let summary = "Tells how far an analysis is, and what it is doing."
  static let errors: [ErrorCode] = [.notFound]
  static let example = #"{"analysis_id": "2c4a5d8e-7f9a-4b3c-8d2e-1a5b6c7d8e9f"}"#
  static let tenancy: Tenancy? = .owned
  static let echoesParams = false
  static var overtakes: Bool { true }

  static func answer(_ params: AnalysisParams, _ context: ReadContext) throws -> AnalysisState {
    let job = try params.find(context.reader.jobs, context.tenant)
    let deliveries = try context.reader.deliveries.deliveries(subject: job.id)
    return AnalysisState(job, deliveries.first { $0.receiver == AnalysisCallback.receiver })
  }
}

/// `analysis/result`: what one came to.
enum AnalysisResultMethod: ReadMethod {
  static let name = "analysis/result"
  typealias Params = AnalysisParams
  static let summary = "Answers what an analysis found: a member for each part, each as the method of the same name answers it."
  static let documentation = """
    CONFLICT while it is not completed; data.details.status says what it is instead. A part with too little data has the \
    status insufficient_data and a message in the place of a result.
    """
  static let errors: [ErrorCode] = [.notFound, .conflict]
  static let example = #"{"analysis_id": "2c4a5d8e-7f9a-4b3c-8d2e-1a5b6c7d8e9f"}"#
  static let tenancy: Tenancy? = .owned
  static let echoesParams = false
  static var overtakes: Bool { true }

  static func answer(_ params: AnalysisParams, _ context: ReadContext) throws -> Answer {
    let job = try params.find(context.reader.jobs, context.tenant)
    guard let result = job.result else {
      let status = AnalysisState(job).status.rawValue
      throw MethodFailure(
        .conflict, "The analysis \(job.id) is \(status); there is a result when it is completed",
        details: ["analysis_id": .string(job.id), "status": .string(status)])
    }
    return Answer(text: result)
  }

  /// As it was written when it was completed.
  struct Answer: JSONWritable, Sendable {
    let text: String
    static var schema: Schema { AnalysisResult.schema }
    func write(to writer: JSONWriter) { Array(text.utf8).withUnsafeBytes { writer.raw($0) } }
  }
}

/// `analysis/list`: those there are.
enum AnalysisList: ReadMethod {
  static let name = "analysis/list"
  static let summary = "Lists analyses, newest first."
  static let example = #"{"status": ["pending", "in_progress"]}"#
  static let tenancy: Tenancy? = .owned
  static var overtakes: Bool { true }

  struct Params: MethodParams {
    var statuses: [AnalysisState.Status] = []
    var limit = 100
    var cursor: String?

    static let fields = FieldTable<Params>([
      Field("status", \.statuses, .list(AnalysisState.Status.schema, most: 5), default: [], "Only those in these states."),
      Field("limit", \.limit, .integer(1...1_000), default: 100, "At most so many."),
      Field("cursor", \.cursor, .string(most: 32, format: nil), "next_cursor of the answer before."),
    ])
  }

  static func answer(_ params: Params, _ context: ReadContext) throws -> Answer {
    var filter = Jobs.Filter()
    (filter.kinds, filter.states, filter.customer) = ([AnalysisJob.name], params.statuses.map(\.stored), context.tenant)
    filter.before = try JobsList.number(ofCursor: params.cursor)
    var jobs = try context.reader.jobs.list(filter, limit: params.limit + 1)
    let next = jobs.count > params.limit ? jobs[params.limit - 1].number : nil
    if next != nil { jobs.removeLast() }
    return Answer(analyses: jobs.map { AnalysisState($0) }, cursor: next.map { String($0) })
  }

  struct Answer: Shaped, Sendable {
    let analyses: [AnalysisState]
    let cursor: String?
    static let members: [Member<Answer>] = [
      Member("analyses", \.analyses, "The analyses, newest first."),
      Member.optional("next_cursor", \.cursor, "Where the next page begins, when there is one."),
    ]
  }
}

/// `analysis/cancel`: ends one for good.
enum AnalysisCancel: WriteMethod {
  static let name = "analysis/cancel"
  typealias Params = AnalysisParams
  typealias Answer = AnalysisState
  static let summary = "Cancels an analysis, whichever worker makes it."
  static let documentation = "One that has ended stays as it is, and the answer says what became of it."
  static let errors: [ErrorCode] = [.notFound]
  static let example = #"{"analysis_id": "2c4a5d8e-7f9a-4b3c-8d2e-1a5b6c7d8e9f"}"#
  static let tenancy: Tenancy? = .owned
  static var overtakes: Bool { true }

  static func apply(_ params: AnalysisParams, _ context: WriteContext) throws -> AnalysisState {
    let job = try params.find(context.writer.jobs, context.tenant)
    if try context.writer.jobs.cancel(job.id, at: context.world.now()) {
      try context.writer.configuration.audit(at: context.world.now(), action: name, subject: job.id, detail: job.kind)
    }
    context.services.jobs?.giveUp(job.id)
    return AnalysisState(try params.find(context.writer.jobs, context.tenant))
  }
}
