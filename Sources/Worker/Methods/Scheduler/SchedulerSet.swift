import CostModel
import JSON
import JSONRPC
import Store

/// `scheduler/set`: makes, changes or ends a schedule.
enum SchedulerSet: WriteMethod {
  static let name = "scheduler/set"
  static let summary = "Schedules a job of any kind, or changes, disables or removes a schedule."
  static let documentation = """
    What is not given stays as it is; a new schedule needs cron and kind. cron has five fields (minute, hour, day of \
    month, month, day of week) with lists, ranges, steps and names, or is @hourly, @daily, @weekly, @monthly or @yearly; \
    with a day of the month and a day of the week one of them is enough. Where clocks are moved, a time that is skipped \
    is made up for at that moment and one that comes twice counts once; an expression of every hour (*/15 * * * *) goes \
    on by what the clock shows, in the doubled hour twice. Runs never overlap, and what was missed becomes one run. \
    params are those of the kind, checked now. A run that is queued when its schedule is removed is cancelled; one under \
    way goes on.
    """
  static let errors: [ErrorCode] = [.notFound, .conflict, .accessDenied, .databaseFull]
  static let example = #"{"job_id": "nightly_usage", "name": "Nightly usage", "cron": "30 2 * * *", "time_zone": "Europe/Berlin", "kind": "usage/import", "params": {"path": "/var/spool/usage.ndjson"}}"#
  static let most = 100

  struct Params: MethodParams {
    var id = ""
    var name: String?
    var cron: String?
    var zone: String?
    var kind: String?
    var params: JSONValue?
    var isEnabled: Bool?
    var isRemoved = false

    static let fields = FieldTable<Params>([
      Field("job_id", \.id, ScheduledJobParams.schema, isRequired: true, "The scheduled job: its id, which is made up here for a new one."),
      Field("name", \.name, .string(most: 256, format: nil), "What people call it; its id by default."),
      Field("cron", \.cron, .string(most: CronExpression.mostBytes, format: "cron"), "When it is due."),
      Field("time_zone", \.zone, .string(most: 64, format: "IANA time zone"), "The zone whose clocks cron is read by; the worker's by default."),
      Field("kind", \.kind, .string(most: 64, format: nil), "The kind of its jobs, such as usage/import, aggregate_refresh or forecasting."),
      Field("params", \.params, .map(.any), "The params of its jobs; none by default."),
      Field("enabled", \.isEnabled, default: true, "Whether it is due at its times."),
      Field("remove", \.isRemoved, default: false, "Whether to remove it."),
    ])
  }

  static func apply(_ params: Params, _ context: WriteContext) throws -> Answer {
    let (writer, now) = (context.writer, context.world.now())
    try ReceiverID.validate(params.id, "job_id")
    let known = try writer.schedules.schedule(params.id)
    if params.isRemoved {
      try remove(params.id, writer, now)
      try writer.configuration.audit(at: now, action: name, subject: params.id, detail: #"{"remove": true}"#)
      return Answer(job: nil)
    }
    guard try known != nil || writer.schedules.all().count < most else {
      throw MethodFailure(.conflict, "There are \(most) scheduled jobs already, the most there may be")
    }
    let schedule = try changed(known ?? new(params, context), params, isKnown: known != nil, context)
    try writer.schedules.set(schedule)
    try writer.configuration.audit(at: now, action: name, subject: schedule.id, detail: params.storedText())
    context.services.scheduler?.wakeAfterCommit()
    let reader = LedgerReader(sharing: writer)
    return Answer(job: try ScheduledJob(Schedule(schedule, reader, context.services), reader, now: now))
  }

  private static func new(_ params: Params, _ context: WriteContext) throws -> StoredSchedule {
    guard let cron = params.cron else { throw MethodFailure.invalid("cron", "when a new job is due", got: "nothing") }
    guard let kind = params.kind else { throw MethodFailure.invalid("kind", "the kind of a new job", got: "nothing") }
    let zone = try context.services.zone(params.zone).name
    return StoredSchedule(
      id: params.id, name: params.name ?? params.id, cron: cron, zone: zone, kind: kind, params: "{}", isEnabled: true,
      createdAt: context.world.now())
  }

  private static func changed(
    _ known: StoredSchedule, _ params: Params, isKnown: Bool, _ context: WriteContext
  ) throws -> StoredSchedule {
    var schedule = known
    schedule.name = params.name ?? schedule.name
    schedule.cron = params.cron ?? schedule.cron
    schedule.zone = params.zone ?? schedule.zone
    schedule.isEnabled = params.isEnabled ?? schedule.isEnabled
    schedule.updatedAt = context.world.now()
    let cron: CronExpression
    do throws(CronProblem) { cron = try CronExpression(schedule.cron) } catch { throw MethodFailure.invalid("cron", error.expected, got: error.got) }
    let zone = try context.services.zone(schedule.zone).rules
    schedule.nextAt = schedule.isEnabled ? cron.next(after: schedule.updatedAt, in: zone) : nil
    if !isKnown || params.kind != nil || params.params != nil { try setKind(params, isKnown, &schedule, context) }
    return schedule
  }

  private static func setKind(_ params: Params, _ isKnown: Bool, _ schedule: inout StoredSchedule, _ context: WriteContext) throws {
    schedule.kind = params.kind ?? schedule.kind
    guard let kind = JobKinds.kind(schedule.kind), kind.isSchedulable else {
      let names = JobKinds.list.filter { $0.isSchedulable }.map { $0.name }
      throw MethodFailure(
        SchemaMismatch(
          path: "kind", expected: "one of " + names.sorted().joined(separator: ", "), got: "\"\(shortened(schedule.kind))\"",
          nearest: closestName(schedule.kind, among: names)))
    }
    let text = try text(of: params.params ?? .object([]), kind, context)
    schedule.params = text
  }

  /// The params of a kind as its jobs are to have them.
  private static func text(of params: JSONValue, _ kind: any JobKind.Type, _ context: WriteContext) throws -> String {
    let isOwner = context.writer.principal.isEmpty
    do {
      return try kind.scheduled(params, context.services, isOwner: isOwner)
    } catch {
      // The kind names its own params; here they stand one level deeper.
      guard let answer = error as? ErrorAnswer, answer.code == .invalidParams else { throw error }
      throw ErrorAnswer(.invalidParams, answer.message.replacing(prefix: "params.", by: "params.params."), details: answer.details)
    }
  }

  private static func remove(_ id: String, _ writer: LedgerWriter, _ now: Timestamp) throws {
    for (_, job) in try writer.schedules.runs(of: id, limit: Int(Schedules.mostRuns)) {
      if let job, job.state == .queued { _ = try writer.jobs.cancel(job.id, at: now) }
    }
    guard try writer.schedules.remove(id) else { throw MethodFailure.notFound("scheduled job", id) }
  }

  struct Answer: Shaped, Sendable {
    let job: ScheduledJob?
    private var isRemoved: Bool { job == nil }
    static let members: [Member<Answer>] = [
      Member("job", \.job, "The scheduled job as it is now; null when it was removed."), Member("removed", \.isRemoved, "Whether it was removed."),
    ]
  }
}

extension String {
  fileprivate func replacing(prefix: String, by other: String) -> String {
    hasPrefix(prefix) ? other + dropFirst(prefix.count) : self
  }
}
