import CostModel
import JSON
import JSONRPC
import Store

/// `scheduler/trigger`: a run beside the schedule.
enum SchedulerTrigger: WriteMethod {
  static let name = "scheduler/trigger"
  static let summary = "Has a scheduled job done now, whether or not it is due or enabled."
  static let documentation = """
    The run is queued, and done by any worker on the database; jobs/wait with run_id waits for its end. While a run is \
    queued or under way there is none beside it: that is a conflict. The schedule stays as it is.
    """
  static let errors: [ErrorCode] = [.notFound, .conflict, .configurationError]
  static let example = #"{"job_id": "aggregate_refresh"}"#
  typealias Params = ScheduledJobParams

  static func apply(_ params: ScheduledJobParams, _ context: WriteContext) throws -> Answer {
    let (writer, services, now) = (context.writer, context.services, context.world.now())
    let schedule = try Schedule.find(params.id, LedgerReader(sharing: writer), services).stored
    if let obstacle = try obstacle(schedule, LedgerReader(sharing: writer), services) {
      throw MethodFailure(.configurationError, "\(schedule.id) cannot be done: \(obstacle)", details: ["job_id": .string(schedule.id)])
    }
    for (run, job) in try writer.schedules.runs(of: schedule.id, limit: Int(Schedules.mostRuns)) {
      guard let job, !job.hasEnded else { continue }
      throw MethodFailure(
        .conflict, "\(schedule.id) is \(job.state == .queued ? "queued" : "running") already, as \(run.job)",
        details: ["job_id": .string(schedule.id), "run_id": .string(run.job), "state": .string(JobText.name(job.state))])
    }
    let round = ScheduleRound(services: services, writer: writer)
    guard let id = try round.start(schedule, dueAt: now, isTriggered: true, now) else { throw LedgerDamage("a run is not where it was put") }
    try writer.configuration.audit(at: now, action: name, subject: schedule.id, detail: id)
    services.jobs?.wakeAfterCommit()
    return Answer(id: schedule.id, run: id)
  }

  /// What keeps it from being done; when it is due does not matter here.
  private static func obstacle(_ schedule: StoredSchedule, _ reader: LedgerReader, _ services: Services) throws -> String? {
    guard let kind = JobKinds.kind(schedule.kind) else { return "this version has no jobs of the kind \(shortened(schedule.kind))" }
    return try kind.obstacle(reader, services)
  }

  struct Answer: Shaped, Sendable {
    let id: String
    let run: String
    private var status: String { "triggered" }
    private var message: String { "\(id) is queued as \(run)" }

    static let members: [Member<Answer>] = [
      Member("status", \.status, "triggered."), Member("job_id", \.id, "The scheduled job."),
      Member("run_id", \.run, "The job of the queue, for jobs/get, jobs/wait and jobs/cancel."),
      Member("message", \.message, "The same in words."),
    ]
  }
}
