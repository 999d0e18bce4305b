import CostModel
import JSON
import JSONRPC
import Store

/// `jobs/list`: the queue.
enum JobsList: ReadMethod {
  static let name = "jobs/list"
  static let summary = "Lists jobs, newest first: work that takes time, such as imports, and what has become of it."
  static let documentation = """
    Jobs that ended are kept for 30 days, those with a key for good. result is left out here; jobs/get has it.
    """
  static let example = #"{"state": ["queued", "in_progress"]}"#
  static let tenancy: Tenancy? = .owned
  static var overtakes: Bool { true }

  struct Params: MethodParams {
    var kinds: [String] = []
    var states: [JobState] = []
    var limit = 100
    var cursor: String?

    static let fields = FieldTable<Params>([
      Field("kind", \.kinds, .list(.string(most: 64, format: nil), most: 16), default: [], "Only jobs of these kinds."),
      Field("state", \.states, .list(JobState.schema, most: 5), default: [], "Only jobs in these states."),
      Field("limit", \.limit, .integer(1...1_000), default: 100, "At most so many."),
      Field("cursor", \.cursor, .string(most: 32, format: nil), "next_cursor of the answer before."),
    ])
  }

  static func answer(_ params: Params, _ context: ReadContext) throws -> Answer {
    var filter = Jobs.Filter()
    (filter.kinds, filter.states, filter.customer) = (params.kinds, params.states.map(\.stored), context.tenant)
    filter.before = try number(ofCursor: params.cursor)
    var jobs = try context.reader.jobs.list(filter, limit: params.limit + 1)
    let next = jobs.count > params.limit ? jobs[params.limit - 1].number : nil
    if next != nil { jobs.removeLast() }
    var counts: [StoredJob.State: Int] = [:]
    if context.tenant == nil { counts = try context.reader.jobs.states() }
    return Answer(jobs: jobs.map { JobAnswer($0) }, cursor: next.map { String($0) }, counts: JobCounts(counts))
  }

  /// Where a page begins; nil for the first.
  static func number(ofCursor cursor: String?) throws(ErrorAnswer) -> Int64? {
    guard let cursor else { return nil }
    guard let number = Int64(cursor), number > 0 else { throw .invalid("cursor", "next_cursor of an answer", got: "another text") }
    return number
  }

  struct Answer: Shaped, Sendable {
    let jobs: [JobAnswer]
    let cursor: String?
    let counts: JobCounts
    static let members: [Member<Answer>] = [
      Member("jobs", \.jobs, "The jobs, newest first."),
      Member.optional("next_cursor", \.cursor, "Where the next page begins, when there is one."),
      Member("counts", \.counts, "How many jobs there are in each state, filters aside; nothing for the key of one customer."),
    ]
  }
}

/// Jobs by state.
struct JobCounts: Shaped, Sendable {
  private let counts: [StoredJob.State: Int]
  init(_ counts: [StoredJob.State: Int]) { self.counts = counts }

  var queued: Int { counts[.queued] ?? 0 }
  var inProgress: Int { counts[.inProgress] ?? 0 }
  var completed: Int { counts[.completed] ?? 0 }
  var failed: Int { counts[.failed] ?? 0 }
  var cancelled: Int { counts[.cancelled] ?? 0 }

  static let members: [Member<JobCounts>] = [
    Member("queued", \.queued, "Jobs that wait."),
    Member("in_progress", \.inProgress, "Jobs under way."),
    Member("completed", \.completed, "Jobs that were done."),
    Member("failed", \.failed, "Jobs that were given up."),
    Member("cancelled", \.cancelled, "Jobs that were cancelled."),
  ]
}

/// The id of a job.
struct JobParams: MethodParams {
  var id = ""

  static let fields = FieldTable<JobParams>([
    Field("job_id", \.id, .string(most: 64, format: nil), isRequired: true, "The job.")
  ])
}

/// `jobs/get`: one job.
enum JobsGet: ReadMethod {
  static let name = "jobs/get"
  typealias Params = JobParams
  typealias Answer = JobAnswer
  static let summary = "Tells what has become of a job, with its result once it is completed."
  static let errors: [ErrorCode] = [.notFound]
  static let example = #"{"job_id": "job-0123456789abcdef"}"#
  static let tenancy: Tenancy? = .owned
  static var overtakes: Bool { true }

  static func answer(_ params: JobParams, _ context: ReadContext) throws -> JobAnswer {
    try JobAnswer(find(params.id, context.reader.jobs, context.tenant))
  }

  /// A job that the asker may see.
  static func find(_ id: String, _ jobs: Jobs, _ tenant: String?) throws -> StoredJob {
    guard let job = try jobs.job(id), job.isOwn(of: tenant) else { throw ErrorAnswer.notFound("job", id) }
    return job
  }
}

extension StoredJob {
  /// Whether a customer's key may see it; whoever may see all may.
  func isOwn(of tenant: String?) -> Bool { tenant.map { customer?.utf8.elementsEqual($0.utf8) ?? false } ?? true }
}

/// `jobs/cancel`: ends a job for good.
enum JobsCancel: WriteMethod {
  static let name = "jobs/cancel"
  typealias Params = JobParams
  typealias Answer = JobAnswer
  static let summary = "Cancels a job, whichever worker does it."
  static let documentation = """
    Nothing of it is stored from then on; what it stored before stays. A job that has ended stays as it is, and the answer \
    says what became of it.
    """
  static let errors: [ErrorCode] = [.notFound]
  static let example = #"{"job_id": "job-0123456789abcdef"}"#
  static let tenancy: Tenancy? = .owned
  static var overtakes: Bool { true }

  static func apply(_ params: JobParams, _ context: WriteContext) throws -> JobAnswer {
    let job = try JobsGet.find(params.id, context.writer.jobs, context.tenant)
    if try context.writer.jobs.cancel(job.id, at: context.world.now()) {
      try context.writer.configuration.audit(at: context.world.now(), action: name, subject: job.id, detail: job.kind)
    }
    context.services.jobs?.giveUp(job.id)
    return try JobAnswer(JobsGet.find(params.id, context.writer.jobs, context.tenant))
  }
}

/// `jobs/retry`: once more.
enum JobsRetry: WriteMethod {
  static let name = "jobs/retry"
  typealias Params = JobParams
  typealias Answer = JobAnswer
  static let summary = "Queues a job that failed or was cancelled once more; it goes on where it stopped."
  static let errors: [ErrorCode] = [.notFound, .conflict]
  static let example = #"{"job_id": "job-0123456789abcdef"}"#
  static let tenancy: Tenancy? = .owned
  static var overtakes: Bool { true }

  static func apply(_ params: JobParams, _ context: WriteContext) throws -> JobAnswer {
    let job = try JobsGet.find(params.id, context.writer.jobs, context.tenant)
    guard try context.writer.jobs.retry(job.id, at: context.world.now()) else {
      throw ErrorAnswer(
        .conflict, "The job \(job.id) is \(JobText.name(job.state)); only one that failed or was cancelled is begun again",
        details: ["state": .string(JobText.name(job.state))])
    }
    try context.writer.configuration.audit(at: context.world.now(), action: name, subject: job.id, detail: job.kind)
    context.services.jobs?.wakeAfterCommit()
    return try JobAnswer(JobsGet.find(params.id, context.writer.jobs, context.tenant))
  }
}

/// `jobs/wait`: answers when a job has ended.
enum JobsWait {
  struct Params: MethodParams {
    var id = ""
    var timeout: Double = 3_600

    static let fields = FieldTable<Params>([
      Field("job_id", \.id, .string(most: 64, format: nil), isRequired: true, "The job."),
      Field("timeout_seconds", \.timeout, .number(0...86_400), default: 3_600, "After how long to answer although it has not ended."),
    ])
  }

  static let method = AnyMethod(
    name: "jobs/wait", access: .reads,
    summary: "Waits until a job has ended, and tells what became of it.",
    documentation: """
      Its progress is told under workDoneToken meanwhile, whichever worker does the job. Cancelling the request ends the \
      waiting, not the job.
      """,
    params: Params.fields.properties, result: JobAnswer.schema, errors: [.notFound],
    example: #"{"job_id": "job-0123456789abcdef", "timeout_seconds": 0.05}"#, tenancy: .owned, agents: .withheld
  ) { services in
    Route(name: "jobs/wait", access: .writes, overtakes: true) { view throws(ErrorAnswer) in
      .write(JobWait(try Params.read(view), services, tenant: Tenancy.tenant(view)))
    }
  }
}

/// A call that waits for a job. It queues with the writes, so that the job's start comes before it.
final class JobWait: WaitingWork {
  private let params: JobsWait.Params
  private let services: Services
  private let tenant: String?

  init(_ params: JobsWait.Params, _ services: Services, tenant: String?) {
    (self.params, self.services, self.tenant) = (params, services, tenant)
  }

  var byteCount: Int { 512 }
  var isShort: Bool { false }

  func begin(_ call: Call) throws {
    _ = try services.read { try JobsGet.find(params.id, $0.jobs, tenant) }
    let deadline = services.world.time.uptime + Int64(params.timeout * 1_000_000)
    services.jobs?.wait(
      for: params.id,
      JobWatch.Waiting(call: call, deadline: deadline, title: "Waiting for \(params.id)") { job, writer throws(ErrorAnswer) in
        JobAnswer(job).write(to: writer)
      })
  }
}
