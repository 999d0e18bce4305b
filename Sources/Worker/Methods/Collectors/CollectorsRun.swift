import Connectors
import CostModel
import JSON
import JSONRPC
import Store

/// `collectors/run`: fetches what a provider says was used since the last time.
enum CollectorsRun {
  struct Params: MethodParams {
    var provider = UsageProvider.anthropic
    var order = CollectionOrder()
    var key: String?
    var waits = true

    static let fields = FieldTable<Params>(
      [Field("provider", \.provider, isRequired: true, "Whom to ask.")] + Field.group(\.order, CollectionOrder.fieldList) + CollectorsRun.ends)
  }

  fileprivate static let ends: [Field<Params>] = [
    Field("key", \.key, .string(most: 512, format: nil), "Names this collection: started again under the same key it is the same job."),
    Field("wait", \.waits, default: true, "Whether to answer at its end. false: at once, with job_id and state; see jobs/get, jobs/wait and jobs/cancel."),
  ]

  static let method = AnyMethod(
    name: "collectors/run", access: .writes,
    summary: "Fetches what a provider says was used, since the last time and some days before that, and stores it once.",
    documentation: """
      A job, and the one that the scheduler starts. What is stored is usage, priced here: Anthropic's usage report for messages \
      in hours, OpenAI's in days for each capability, BigQuery's jobs. The providers' cost reports are not stored, since they tell \
      the same spend once more; collectors/reconcile sets the two against each other. A bucket that is fetched again with the same \
      figures changes nothing; with other figures its event says afterwards what the provider says, and one that the provider \
      tells of no more is removed: roll-ups and budgets follow, and audit/list tells it. UTC days of which calls were tracked are \
      left out (skipped_days): a report sums up the same calls. Each page is stored together with where to go on. The provider is \
      asked once a minute (Anthropic) or as its answers' headers permit, with exponential back-off and jitter when it fails, and \
      not before its Retry-After. One that cannot be reached in five tries is PROVIDER_UNAVAILABLE or PROVIDER_QUOTA_EXCEEDED, \
      and jobs/retry goes on where it stopped; a key that is refused is PROVIDER_AUTHENTICATION_FAILED at once.
      """,
    params: Params.fields.properties, result: JobText.schema(CollectionReport.schema), errors: Collectors.errors,
    example: #"{"provider": "anthropic", "wait": false}"#, tenancy: .admin
  ) { services in
    Route(name: "collectors/run", access: .writes) { view throws(ErrorAnswer) in
      let params = try Params.read(view)
      return .write(JobStart(try Collectors.order(params.provider, params.order, params.key, waits: params.waits, services), services))
    }
  }
}

/// `collectors/backfill`: fetches a longer past.
enum CollectorsBackfill {
  struct Params: MethodParams {
    var provider = UsageProvider.anthropic
    var credential: String?
    var edition: OpenAIEdition?
    var days = CollectionOrder.mostDays
    var end: String?
    var key: String?
    var waits = true

    static let fields = FieldTable<Params>([
      Field("provider", \.provider, isRequired: true, "Whom to ask."),
      Field("credential", \.credential, .string(most: 64, format: nil), "The credential to ask with; every one of the provider without."),
      Field("api", \.edition, "openai: which API is asked, whatever the credential says."),
      Field("days", \.days, .integer(1...CollectionOrder.mostDays), default: .int(Int(CollectionOrder.mostDays)), "How many days before the end's."),
      Field("end", \.end, .string(most: 64, format: "date or date-time"), "Where to end, itself excluded; by default now."),
      Field("key", \.key, .string(most: 512, format: nil), "Names this collection: started again under the same key it is the same job."),
      Field("wait", \.waits, default: true, "Whether to answer at its end. 90 days of Anthropic take a quarter of an hour at one request a minute: false answers at once."),
    ])
  }

  static let method = AnyMethod(
    name: "collectors/backfill", access: .writes,
    summary: "Fetches what a provider says was used in the last days, 90 at most, from the oldest on.",
    documentation: "Like collectors/run, whose rules hold: it goes on in steps, in any worker, and doubles nothing that was fetched before.",
    params: Params.fields.properties, result: JobText.schema(CollectionReport.schema), errors: Collectors.errors,
    example: #"{"provider": "openai", "days": 30, "wait": false}"#, tenancy: .admin
  ) { services in
    Route(name: "collectors/backfill", access: .writes) { view throws(ErrorAnswer) in
      let params = try Params.read(view)
      var order = CollectionOrder()
      (order.credential, order.edition, order.days, order.end) = (params.credential, params.edition, params.days, params.end)
      return .write(JobStart(try Collectors.order(params.provider, order, params.key, waits: params.waits, services), services))
    }
  }
}

/// What the methods of collectors share.
enum Collectors {
  static let errors: [ErrorCode] = [
    .notFound, .conflict, .configurationError, .providerUnavailable, .providerQuotaExceeded, .providerAuthenticationFailed, .requestFailed, .idempotencyConflict,
    .databaseFull,
  ]

  /// Jobs of one provider run one after the other: at once they would fetch the same.
  static func lane(_ provider: UsageProvider) -> String { "collectors/\(provider.rawValue)" }

  fileprivate static func order(
    _ provider: UsageProvider, _ order: CollectionOrder, _ key: String?, waits: Bool, _ services: Services
  ) throws(ErrorAnswer) -> JobStart.Order {
    // What is wrong with the params is said now, not by the job.
    _ = try CollectionOrder.instant(order.start, "start")
    _ = try CollectionOrder.instant(order.end, "end")
    guard order.start == nil || order.days == nil else { throw .invalid("days", "either start or days", got: "both") }
    guard order.edition == nil || provider == .openai else { throw .invalid("api", "nothing, unless the provider is openai", got: order.edition?.rawValue ?? "") }
    var start = JobStart.Order(provider.collection, title: "Collecting from \(provider.rawValue)", text: order.storedText(), services)
    (start.key, start.lane, start.waits, start.priority) = (key, lane(provider), waits, 5)
    return start
  }
}
