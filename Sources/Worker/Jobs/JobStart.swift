import CostModel
import JSON
import JSONRPC
import Store

/// A request that queues a job, or finds the one that its key names, and is answered at the job's end or at once.
final class JobStart: PendingWrite, @unchecked Sendable {
  // @unchecked: made by the reading thread, then used by the committing one only.
  private let services: Services
  private let order: Order
  private var call: Call?
  private var job: StoredJob?

  /// What is asked for.
  struct Order: Sendable {
    let kind: any JobKind.Type
    /// What its progress is called.
    let title: String
    /// The params as the queue keeps them.
    var params: String
    /// Tells params apart that were sent under one key.
    let digest: Int64
    var key: String?
    var lane = ""
    var customer: String?
    var priority: Int64 = 0
    /// What is kept in memory and not in the queue; a job with such a thing does not survive this worker.
    var input: [UInt8]?
    /// Whether the request is answered at the job's end.
    var waits = true
    /// Asked in the transaction, before anything is queued; throws what is wrong with the params.
    var check: @Sendable (LedgerWriter) throws -> Void = { _ in }
    /// Writes the answer of a request that is answered at once.
    var answer: @Sendable (StoredJob, JSONWriter) -> Void = { JobText.writeState(of: $0, to: $1) }
  }

  init(_ order: Order, _ services: Services) { (self.order, self.services) = (order, services) }

  var byteCount: Int { order.params.utf8.count + (order.input?.count ?? 0) + 1_024 }
  var isShort: Bool { false }
  var isTracking: Bool { false }
  var isBarrier: Bool { order.waits }
  var isAnsweredLater: Bool { order.waits }
  var goesOn: Bool { !order.waits && call?.wantsProgress ?? false }

  func apply(_ writer: LedgerWriter, _ call: Call) throws {
    self.call = call
    do {
      try order.check(writer)
      job = try start(writer)
    } catch {
      throw services.translate(error, order.kind.name)
    }
  }

  private func start(_ writer: LedgerWriter) throws -> StoredJob {
    let now = services.world.now()
    if let key = order.key, let known = try writer.jobs.job(kind: order.kind.name, key: key) {
      guard known.digest == order.digest || known.digest == 0 else {
        throw ErrorAnswer(
          .idempotencyConflict, "params.key: \"\(shortened(key))\" names a job that was started with other params",
          details: ["key": .string(shortened(key)), "job_id": .string(known.id)])
      }
      // What failed, or was cancelled, goes on where it stopped.
      _ = try writer.jobs.retry(known.id, at: now)
      return try writer.jobs.job(known.id) ?? known
    }
    let id = try JobKinds.freeID(order.kind, writer.jobs, services.world)
    var new = NewJob(id: id, kind: order.kind.name, params: order.params, digest: order.digest)
    (new.key, new.lane, new.customer, new.priority) = (order.key, order.lane, order.customer, order.priority)
    try writer.jobs.add(new, at: now)
    guard let job = try writer.jobs.job(new.id) else { throw LedgerDamage("a job is not where it was put") }
    return job
  }

  /// The job, once it is queued.
  var jobID: String? { job?.id }

  /// Gives a runner what the queue does not hold.
  func keepInput(_ runner: JobRunner) {
    if let job, let input = order.input { runner.keep(input, for: job.id) }
  }

  func ended(_ failure: ErrorAnswer?) {
    guard failure == nil, let job, let call, let runner = services.jobs else { return }
    keepInput(runner)
    if order.waits || goesOn {
      runner.wait(
        for: job.id,
        JobWatch.Waiting(call: call, isAnswered: !order.waits, cancelsJob: order.waits, title: order.title) { job, writer throws(ErrorAnswer) in
          try JobText.writeResult(of: job, to: writer)
        })
    }
    runner.wake()
  }

  func finished() {}

  func write(to writer: JSONWriter) throws(ErrorAnswer) {
    guard let job else { return writer.null() }
    order.answer(job, writer)
  }
}

/// What is written of jobs.
enum JobText {
  static func name(_ state: StoredJob.State) -> String { JobState(state).rawValue }

  /// `{job_id, state}`.
  static func writeState(of job: StoredJob, to writer: JSONWriter) {
    writer.beginObject()
    writer.name("job_id")
    writer.string(job.id)
    writer.name("state")
    writer.string(name(job.state))
    writer.endObject()
  }

  /// What a job that ended came to, with its id and state; throws what it failed with.
  static func writeResult(of job: StoredJob, to writer: JSONWriter) throws(ErrorAnswer) {
    switch job.state {
    case .failed:
      throw JobFailure(text: job.failure ?? "").answer
    case .cancelled: throw ErrorAnswer(.requestCancelled, "The job \(job.id) was cancelled", details: ["job_id": .string(job.id)])
    case .queued, .inProgress, .completed: break
    }
    guard let result = job.result, result.hasPrefix("{") else { return writeState(of: job, to: writer) }
    Array(result.utf8).withUnsafeBytes { writer.raw($0) }
    writer.reopenObject()
    writer.name("job_id")
    writer.string(job.id)
    writer.name("state")
    writer.string(name(job.state))
    writer.endObject()
  }

  /// The answer of a method that starts a job: what the job comes to, if it was waited for.
  static func schema(_ result: Schema) -> Schema { schema(result, isAlwaysJob: true) }

  /// The answer of a method that starts a job when it is not waited for.
  static func maybe(_ result: Schema) -> Schema { schema(result, isAlwaysJob: false) }

  private static func schema(_ result: Schema, isAlwaysJob: Bool) -> Schema {
    guard case .object(let properties) = result else { return result }
    return .object(
      properties.map { property in
        var property = property
        property.isRequired = false
        return property
      } + [
        Schema.Property("job_id", .string(most: 64, format: nil), isRequired: isAlwaysJob, "The job, where there is one."),
        Schema.Property(
          "state", JobState.schema, isRequired: isAlwaysJob, "What has become of it; the other members stand there once it is completed."),
      ])
  }
}

/// The states of jobs, as clients name them.
enum JobState: String, CaseIterable, JSONChoice, Sendable {
  case queued
  case inProgress = "in_progress"
  case completed, failed, cancelled

  init(_ state: StoredJob.State) {
    switch state {
    case .queued: self = .queued
    case .inProgress: self = .inProgress
    case .completed: self = .completed
    case .failed: self = .failed
    case .cancelled: self = .cancelled
    }
  }

  var stored: StoredJob.State {
    switch self {
    case .queued: .queued
    case .inProgress: .inProgress
    case .completed: .completed
    case .failed: .failed
    case .cancelled: .cancelled
    }
  }
}
