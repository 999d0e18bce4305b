import CostModel
import JSON
import JSONRPC
import Store

/// `scheduler/status`: whether schedules are kept, and how each stands.
enum SchedulerStatus: ReadMethod {
  static let name = "scheduler/status"
  static let summary = "Tells whether scheduled jobs are seen to, when each is due, and what became of the last runs."
  static let documentation = """
    Any worker on the database sees to what is due, one at a time; none has to be there for it: runs that were missed \
    become one when a worker is there again. stopped means that something was due and no worker has taken it. \
    anthropic_collection and openai_collection are unavailable, with the reason, until this version collects from the \
    provider and a credential for it exists. aggregate_refresh evaluates budgets, tells webhooks of anomalies and \
    forgets expired rows: roll-ups are always current and need no refreshing. forecasting trains the forecasts of 7 \
    and 30 days and keeps them for cost/forecast.
    """
  typealias Params = NoParams

  static func answer(_ params: NoParams, _ context: ReadContext) throws -> Answer {
    Answer(
      state: try SchedulerState(context), zone: try context.services.zone(nil).name,
      history: try SchedulerState.history(context, limit: 10))
  }

  struct Answer: Shaped, Sendable {
    let state: SchedulerState
    let zone: String
    let history: [ScheduledJob.Run]
    private var status: SchedulerState.Status { state.status }
    private var scheduler: Scheduler { Scheduler(answer: self) }

    static let members: [Member<Answer>] = [
      Member("status", \.status, "healthy, or stopped when what was due has not begun."),
      Member("scheduler", \.scheduler, "The scheduler."),
    ]
  }

  struct Scheduler: Shaped, Sendable {
    let answer: Answer
    private var isRunning: Bool { answer.state.status == .healthy }
    private var holder: String? { answer.state.holder }

    static let members: [Member<Scheduler>] = [
      Member("running", \.isRunning, "Whether what is due is done."),
      Member("timezone", \.answer.zone, "The worker's time zone; each job has its own."),
      Member.optional("holder", \.holder, "The worker that found something due a moment ago and sees to the rest."),
      Member("jobs", \.answer.state.jobs, "The scheduled jobs, by id."),
      Member("job_history", \.answer.history, "The last ten runs, newest first."),
    ]
  }
}

/// `scheduler/jobs`: every scheduled job.
enum SchedulerJobs: ReadMethod {
  static let name = "scheduler/jobs"
  static let summary = "Lists scheduled jobs by id, with when each is due and how its last run ended."
  typealias Params = NoParams

  static func answer(_ params: NoParams, _ context: ReadContext) throws -> Answer { Answer(jobs: try SchedulerState(context).jobs) }

  struct Answer: Shaped, Sendable {
    let jobs: [ScheduledJob]
    private var count: Int { jobs.count }
    static let members: [Member<Answer>] = [Member("jobs", \.jobs, "The jobs."), Member("job_count", \.count, "How many.")]
  }
}

/// The id of a scheduled job.
struct ScheduledJobParams: MethodParams {
  var id = ""
  static let schema = Schema.string(most: 64, format: nil)
  static let fields = FieldTable<ScheduledJobParams>([Field("job_id", \.id, schema, isRequired: true, "The scheduled job.")])
}

/// `scheduler/job`: one scheduled job.
enum SchedulerJob: ReadMethod {
  static let name = "scheduler/job"
  static let summary = "Answers one scheduled job with its last ten runs."
  static let errors: [ErrorCode] = [.notFound]
  static let example = #"{"job_id": "forecasting"}"#
  typealias Params = ScheduledJobParams

  static func answer(_ params: ScheduledJobParams, _ context: ReadContext) throws -> Answer {
    let schedule = try Schedule.find(params.id, context.reader, context.services)
    return Answer(job: try ScheduledJob(schedule, context.reader, now: context.world.now()))
  }

  struct Answer: Shaped, Sendable {
    let job: ScheduledJob
    private var recent: [ScheduledJob.Run] { Array(job.runs.prefix(10)) }
    static let members: [Member<Answer>] = [
      Member("job", \.job, "The job."), Member("recent_runs", \.recent, "Its last ten runs, newest first."),
    ]
  }
}

/// `scheduler/history`: what became of runs.
enum SchedulerHistory: ReadMethod {
  static let name = "scheduler/history"
  static let summary = "Lists runs of scheduled jobs, newest first; the last hundred of each job are kept."
  static let errors: [ErrorCode] = [.notFound]
  static let example = #"{"job_id": "forecasting", "limit": 10}"#

  struct Params: MethodParams {
    var id: String?
    var limit = 50
    static let fields = FieldTable<Params>([
      Field("job_id", \.id, ScheduledJobParams.schema, "Only runs of this scheduled job."),
      Field("limit", \.limit, .integer(1...100), default: 50, "At most so many."),
    ])
  }

  static func answer(_ params: Params, _ context: ReadContext) throws -> Answer {
    if let id = params.id { _ = try Schedule.find(id, context.reader, context.services) }
    return Answer(history: try SchedulerState.history(context, of: params.id, limit: params.limit))
  }

  struct Answer: Shaped, Sendable {
    let history: [ScheduledJob.Run]
    private var count: Int { history.count }
    static let members: [Member<Answer>] = [Member("history", \.history, "The runs."), Member("count", \.count, "How many.")]
  }
}

/// `scheduler/nextRuns`: what is due when.
enum SchedulerNextRuns: ReadMethod {
  static let name = "scheduler/nextRuns"
  static let summary = "Tells when each scheduled job is due next, soonest first; those that are not due stand last."
  static let errors: [ErrorCode] = [.notFound]
  static let example = #"{"count": 3}"#

  struct Params: MethodParams {
    var id: String?
    var count = 1
    static let fields = FieldTable<Params>([
      Field("job_id", \.id, ScheduledJobParams.schema, "Only this scheduled job."),
      Field("count", \.count, .integer(1...100), default: 1, "How many times of each to tell."),
    ])
  }

  static func answer(_ params: Params, _ context: ReadContext) throws -> Answer {
    let now = context.world.now()
    let schedules =
      if let id = params.id { [try Schedule.find(id, context.reader, context.services)] } else { try Schedule.all(context.reader, context.services) }
    let rows = schedules.map { schedule in
      var times: [Timestamp] = []
      var next = schedule.nextRun(now: now)
      while let time = next, times.count < params.count {
        times.append(time)
        next = schedule.next(after: max(time, now))
      }
      return Row(schedule: schedule, times: times)
    }
    let places = rows.enumerated().sorted { left, right in
      let (first, second) = (left.element.times.first ?? .latest, right.element.times.first ?? .latest)
      return first != second ? first < second : left.offset < right.offset
    }
    return Answer(rows: places.map(\.element))
  }

  struct Answer: Shaped, Sendable {
    let rows: [Row]
    static let members: [Member<Answer>] = [Member("next_runs", \.rows, "The jobs, soonest first.")]
  }

  struct Row: Shaped, Sendable {
    let schedule: Schedule
    let times: [Timestamp]
    private var next: Timestamp? { times.first }
    static let members: [Member<Row>] = [
      Member("job_id", \.schedule.stored.id, "The scheduled job."), Member("name", \.schedule.stored.name, "What people call it."),
      Member("next_run", \.next, "When it is due next; null when it is not."), Member("times", \.times, "The times asked for."),
    ]
  }
}

/// `scheduler/health`: whether schedules are kept.
enum SchedulerHealth: ReadMethod {
  static let name = "scheduler/health"
  static let summary = "Tells in short whether scheduled jobs are seen to, and which of them fail."
  static let documentation = """
    It answers, with stopped, where an HTTP service would say 503.
    """
  typealias Params = NoParams

  static func answer(_ params: NoParams, _ context: ReadContext) throws -> Answer { Answer(state: try SchedulerState(context)) }

  struct Answer: Shaped, Sendable {
    let state: SchedulerState
    private var status: SchedulerState.Status { state.status }
    private var isRunning: Bool { status == .healthy }
    private var jobs: Int { state.jobs.count }
    private var scheduled: Int { state.jobs.count { $0.schedule.isScheduled } }
    private var unavailable: [String] { state.jobs.filter { $0.schedule.stored.isEnabled && $0.schedule.obstacle != nil }.map(\.schedule.stored.id) }

    static let members: [Member<Answer>] = [
      Member("status", \.status, "healthy, or stopped when what was due has not begun."),
      Member("running", \.isRunning, "Whether what is due is done."), Member("job_count", \.jobs, "Scheduled jobs."),
      Member("scheduled_count", \.scheduled, "Those that have a next run."),
      Member("overdue", \.state.overdue, "Those that were due and have not begun."),
      Member("failing", \.state.failing, "Those whose last run failed."),
      Member("unavailable", \.unavailable, "Those that cannot be done for now."),
    ]
  }
}
