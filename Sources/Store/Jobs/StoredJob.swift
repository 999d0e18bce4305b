import CostModel

/// Work that takes time, as the queue holds it.
package struct StoredJob: Sendable {
  /// What has become of it. Those from `completed` on are the end.
  package enum State: Int64, Sendable, CaseIterable { case queued = 0, inProgress, completed, failed, cancelled }

  package var number: Int64
  package var id: String
  /// What is to be done: the name of a `JobKind`.
  package var kind: String
  /// Among the jobs of a kind only one has a key.
  package var key: String?
  /// A text that the kind understands.
  package var params: String
  /// Tells params apart that were sent under one key.
  package var digest: Int64
  /// Jobs of a lane run one after the other; empty for those that may overlap with all.
  package var lane: String
  /// The customer whose key started it; nil for the process's owner.
  package var customer: String?
  /// Higher ones are taken first.
  package var priority: Int64
  package var state: State
  /// How often it was begun.
  package var attempts: Int64
  /// How often it was begun since it last got further.
  package var fruitless: Int64
  package var dueAt: Timestamp
  /// Grows with each lease: whoever holds an older one changes nothing any more.
  package var token: Int64
  /// Who holds the lease; empty when nobody does.
  package var owner: String
  package var leaseEnd: MachineTime
  /// Thousandths of a percent, never less than before.
  package var progress: Int64
  package var message: String
  /// Where to go on: a text that the kind understands.
  package var checkpoint: String?
  package var result: String?
  package var failure: String?
  package var createdAt: Timestamp
  package var startedAt: Timestamp?
  package var finishedAt: Timestamp?
  /// Grows with each change of the state of any job.
  package var revision: Int64

  package var hasEnded: Bool { state.rawValue >= State.completed.rawValue }
}

/// A job to be queued.
package struct NewJob: Sendable {
  package var id: String
  package var kind: String
  package var params: String
  package var digest: Int64
  package var key: String?
  package var lane = ""
  package var customer: String?
  package var priority: Int64 = 0
  package var dueAt: Timestamp?

  package init(id: String, kind: String, params: String, digest: Int64) {
    (self.id, self.kind, self.params, self.digest) = (id, kind, params, digest)
  }
}

/// How far a job is.
package struct JobProgress: Sendable {
  /// Thousandths of a percent, 0 ... 100,000.
  package var progress: Int64
  package var message: String
  /// Where to go on from here; nil leaves it.
  package var checkpoint: String?

  package init(progress: Int64, message: String, checkpoint: String?) {
    (self.progress, self.message, self.checkpoint) = (progress, message, checkpoint)
  }
}

/// How a try of a job ended.
package enum JobOutcome: Sendable {
  case completed(result: String)
  case failed(String)
  /// Once more, at a time, with what went wrong.
  case retry(at: Timestamp, failure: String)
  /// The worker ends; another one goes on at once.
  case released
  /// There is nothing to do before that time; then whoever is free goes on.
  case paused(until: Timestamp)
}
