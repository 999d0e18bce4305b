import Connectors
import CostModel
import JSON
import JSONRPC
import Store

/// `collectors/list`: every collector and how it stands.
enum CollectorsList: ServiceMethod {
  static let name = "collectors/list"
  typealias Params = NoParams
  static let summary = "Lists collectors: each provider with its credentials, whether their keys can be read, what was done last and comes next."
  static let documentation = "A provider without a credential is listed, too: credentials/set makes a collector of it. Times of the scheduler are told by scheduler/nextRuns."
  static let tenancy: Tenancy? = .admin

  static func answer(_ params: NoParams, _ services: Services, _ call: Call) throws -> Answer {
    let found = try services.read { reader in
      try reader.credentials.all().map { ($0, try $0.lastJob.flatMap { try reader.jobs.job($0) }) }
    }
    var collectors: [CollectorAnswer] = []
    for provider in UsageProvider.allCases {
      let own = found.filter { $0.0.provider == provider.rawValue }
      if own.isEmpty { collectors.append(CollectorAnswer(provider: provider, credential: nil, key: nil, job: nil, now: services.world.time, services)) }
      for (stored, job) in own {
        try call.checkCancellation()
        let credential = try Credential(stored)
        collectors.append(
          CollectorAnswer(
            provider: provider, credential: credential, key: CredentialAnswer(credential, services), job: job, now: services.world.time, services))
      }
    }
    return Answer(collectors: collectors)
  }

  struct Answer: Shaped, Sendable {
    let collectors: [CollectorAnswer]
    private var count: Int { collectors.count }
    static let members: [Member<Answer>] = [
      Member("collectors", \.collectors, "The collectors."), Member("collector_count", \.count, "How many."),
    ]
  }
}

/// A collector as the list shows it.
struct CollectorAnswer: Shaped, Sendable {
  private let provider: UsageProvider
  private let credential: Credential?
  private let key: CredentialAnswer?
  private let job: JobAnswer?
  private let nextRequest: Timestamp?
  private let limits: CollectorLimits

  init(provider: UsageProvider, credential: Credential?, key: CredentialAnswer?, job: StoredJob?, now: MachineTime, _ services: Services) {
    (self.provider, self.credential, self.key, self.job) = (provider, credential, key, job.map { JobAnswer($0) })
    limits = CollectorLimits(provider, credential?.edition ?? .organization, services)
    nextRequest = credential.flatMap { credential in
      let next = credential.stored.nextRequest
      if now.isPast(next) { return nil }
      return next.boot == now.boot ? Timestamp(microseconds: now.now.microseconds + next.uptime - now.uptime) : next.now
    }
  }

  private var kind: String { provider.collection.name }
  private var name: String? { credential?.name }
  private var status: String { credential == nil ? "no_credential" : "ready" }
  private var until: Timestamp? { credential?.stored.collectedUntil }
  private var jobState: JobState? { job?.state }
  private var lastRunAt: Timestamp? { job?.job.startedAt }
  private var lastEndAt: Timestamp? { job?.job.finishedAt }
  private var lastError: JobFailure? { job?.failure }
  private var next: Timestamp? { job.flatMap { $0.state == .queued ? $0.dueAt : nil } }

  static let members: [Member<CollectorAnswer>] = [
    Member("provider", \.provider, "The provider."),
    Member("kind", \.kind, "What its jobs are called, in jobs/list and in a schedule."),
    Member("status", \.status, "ready, or no_credential."),
    Member.optional("credential", \.key, "The credential, and whether its key can be read."),
    Member.optional("collected_until", \.until, "What was used before this instant was asked for; the last days are asked for again."),
    Member.optional("last_job_id", \.job?.job.id, "The job that asked with it last; jobs/get tells what it came to."),
    Member.optional("last_state", \.jobState, "What has become of it."),
    Member.optional("last_run_at", \.lastRunAt, "When it was begun."),
    Member.optional("last_finished_at", \.lastEndAt, "When it ended."),
    Member.optional("last_error", \.lastError, "What it failed with, or what made it wait for another try."),
    Member.optional("next_attempt_at", \.next, "When a job that waits goes on."),
    Member.optional("next_request_at", \.nextRequest, "From when on the provider may be asked again."),
    Member("limits", \.limits, "How it asks."),
  ]
}

/// How a provider is asked.
struct CollectorLimits: Shaped, Sendable {
  private let provider: UsageProvider
  private let source: any UsageSource
  private let interval: Int64

  init(_ provider: UsageProvider, _ edition: OpenAIEdition, _ services: Services) {
    (self.provider, source) = (provider, provider.source(edition))
    interval = services.fetching.intervalMicroseconds(provider)
  }

  private var streams: [String] { source.streams }
  private var windowDays: Int64 { source.windowDays }
  private var seconds: Ratio { Ratio(Double(interval) / 1e6) }
  private var backfill: Int64 { CollectionOrder.mostDays }
  private var overlap: Int64 { CollectionOrder.usualOverlap }
  private var bucket: String {
    switch source.bucketMicroseconds {
    case Timestamp.microsecondsPerHour: "1h"
    case Timestamp.microsecondsPerDay: "1d"
    default: "none"
    }
  }

  static let members: [Member<CollectorLimits>] = [
    Member("streams", \.streams, "The reports that are fetched."),
    Member("bucket_width", \.bucket, "The stretch of time that an event sums up; none where events are single."),
    Member("window_days", \.windowDays, "Days that are asked for at once."),
    Member("seconds_between_requests", \.seconds, "The least time from one request to the next; 0 where the provider's answers say when it has enough."),
    Member("backfill_days", \.backfill, "How far back is asked for at most."),
    Member("overlap_days", \.overlap, "How many days are asked for again by default, since providers report late."),
  ]
}
