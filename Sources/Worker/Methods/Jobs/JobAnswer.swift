import CostModel
import JSON
import Store

/// A job, as clients hear of it.
struct JobAnswer: Sendable {
  let job: StoredJob

  init(_ job: StoredJob) { self.job = job }

  var state: JobState { JobState(job.state) }
  var percentage: Double { Double(job.progress) / 1_000 }
  var failure: JobFailure? { job.failure.map { JobFailure(text: $0) } }
  var result: JSONValue? { job.result.flatMap { try? JSONValue.parse($0) } }
  var retryAt: Timestamp? { job.state == .queued && job.attempts > 0 ? job.dueAt : nil }
  var dueAt: Timestamp { job.dueAt }
}

extension JobAnswer: Shaped {
  static let members: [Member<JobAnswer>] = [
    Member("job_id", \.job.id, "The job."),
    Member("kind", \.job.kind, "What it does: the method that starts such jobs."),
    Member("state", \.state, "What has become of it."),
    Member("progress_percent", \.percentage, "How far it is, 0 to 100."),
    Member("message", \.job.message, "What it is doing, or did last."),
    Member("attempts", \.job.attempts, "How often it was begun."),
    Member("priority", \.job.priority, "Higher ones are taken first."),
    Member.optional("key", \.job.key, "The key it was started under."),
    Member.optional("error", \.failure, "What it failed with, or what made it wait for another try."),
    Member("created_at", \.job.createdAt, "When it was queued."),
    Member.optional("started_at", \.job.startedAt, "When it was begun first."),
    Member.optional("finished_at", \.job.finishedAt, "When it ended."),
    Member.optional("next_attempt_at", \.retryAt, "When it is begun again."),
    Member.optional("result", \.result, "What it came to."),
  ]
}
