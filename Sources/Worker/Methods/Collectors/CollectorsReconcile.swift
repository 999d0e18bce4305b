import Connectors
import CostModel
import JSON
import JSONRPC
import Store

/// `collectors/reconcile`: a provider's cost report against what is in the ledger.
enum CollectorsReconcile {
  struct Params: JobOrderParams {
    var provider = UsageProvider.anthropic
    var credential: String?
    var days: Int64 = 30
    var start: String?
    var end: String?
    var pages: [JSONValue]?
    var key: CostReportPage.AccountKey?
    var tolerancePercent = 1.0
    var toleranceAmount = Money(nanos: 10_000_000)
    var limit = 1_000
    var name: String?
    var waits = true

    static let fields = FieldTable<Params>([
      Field("provider", \.provider, .choice(["anthropic", "openai"]), isRequired: true, "Whose report. BigQuery's API has none."),
      Field("credential", \.credential, .string(most: 64, format: nil), "The credential to ask with; by default the one that is named like the provider, or the first."),
      Field("days", \.days, .integer(1...366), default: 30, "The last so many UTC days, today included; start and end go before."),
      Field("start", \.start, .string(most: 64, format: "date or date-time"), "The first UTC day."),
      Field("end", \.end, .string(most: 64, format: "date or date-time"), "Where the days end, itself excluded; by default the coming UTC midnight."),
      Field("pages", \.pages, .list(.map(.any), most: 400), "The report as the provider answered it, page by page, instead of asking."),
      Field("by_key", \.key, "What a row's key is: project (Anthropic's workspace, OpenAI's project), api_key (metadata.api_key_id of events; OpenAI only), or none. By default project for Anthropic and api_key for OpenAI."),
      Field("tolerance_percent", \.tolerancePercent, .number(0...100), default: 1, "How far two amounts may differ and match, in percent of what was billed."),
      Field("tolerance_usd", \.toleranceAmount, default: 0.01, "Or by how much, whichever is more."),
      Field("limit", \.limit, .integer(1...10_000), default: 1_000, "Rows of each class that are listed; sums hold all."),
      Field("key", \.name, .string(most: 512, format: nil), "Names this job: started again under the same key it is the same job."),
      Field("wait", \.waits, default: true, "Whether to answer at its end. false: at once, with job_id and state."),
    ])

    var tolerance: Reconciliation.Tolerance { Reconciliation.Tolerance(percent: tolerancePercent, amount: toleranceAmount) }
    var effectiveKey: CostReportPage.AccountKey { key ?? (provider == .anthropic ? .project : .apiKey) }

    /// Whole UTC days.
    func window(now: Timestamp) throws(ErrorAnswer) -> Range<Timestamp> {
      let day = Timestamp.microsecondsPerDay
      func midnight(_ instant: Timestamp, _ up: Int64) -> Int64 { floorDivide(instant.microseconds + up, day) * day }
      let end = midnight(try CollectionOrder.instant(self.end, "end") ?? Timestamp(microseconds: now.microseconds + 1), day - 1)
      let start = try CollectionOrder.instant(self.start, "start").map { midnight($0, 0) } ?? end - days * day
      guard start < end, end - start <= 366 * day else { throw .invalid("start", "one to 366 days before the end", got: "others") }
      return Timestamp(microseconds: start)..<Timestamp(microseconds: end)
    }
  }

  static let method = AnyMethod(
    name: "collectors/reconcile", access: .writes,
    summary: "Sets a provider's cost report against what is in the ledger, by UTC day, model and key, in four classes.",
    documentation: """
      A job that stores nothing. matched: both have it, and the amounts differ by no more than the tolerance; mismatch: both have it; \
      provider_only and local_only: one has. Models are compared without the date behind their names. coverage_percent is the share \
      of what was billed that is in the ledger, row by row. Anthropic's amounts are decimal cents; its report has no costs of the \
      Priority Tier, and only it has those of code execution: rows of these carry a reason, and coverage leaves them out. Its web \
      searches stand apart from their calls' tokens, and so they do here; it tells workspaces, not API keys. Providers report \
      late: rows of the last three days are open. Sums are exact to the nano-dollar.
      """,
    params: Params.fields.properties, result: JobText.schema(ReconcileAnswer.schema), errors: Collectors.errors,
    example: """
      {"provider": "anthropic", "start": "2026-08-01", "end": "2026-08-03", "pages": [{"data": [{"starting_at": "2026-08-01T00:00:00Z", \
      "ending_at": "2026-08-02T00:00:00Z", "results": [{"amount": "552.0699", "currency": "USD", "cost_type": "tokens", \
      "model": "claude-sonnet-4-5-20250929", "workspace_id": null}]}], "has_more": false}]}
      """, tenancy: .admin
  ) { services in
    Route(name: "collectors/reconcile", access: .writes) { view throws(ErrorAnswer) in
      let params = try Params.read(view)
      _ = try params.window(now: services.world.now())
      guard params.provider == .openai || params.effectiveKey != .apiKey else {
        throw .invalid("by_key", "project or none: Anthropic's cost report tells no API keys", got: "api_key")
      }
      return .write(JobStart(order(params, services), services))
    }
  }

  private static func order(_ params: Params, _ services: Services) -> JobStart.Order {
    var order = JobStart.Order(ReconcileJob.self, title: "Reconciling with \(params.provider.rawValue)", params, services)
    (order.key, order.lane, order.priority) = (params.name, Collectors.lane(params.provider), 5)
    return order
  }
}

/// What a reconciliation came to.
struct ReconcileAnswer: Sendable {
  private let params: CollectorsReconcile.Params
  private let window: Range<Timestamp>
  private let result: Reconciliation
  private let requests: Int

  init(_ params: CollectorsReconcile.Params, _ window: Range<Timestamp>, _ result: Reconciliation, requests: Int) {
    (self.params, self.window, self.result, self.requests) = (params, window, result, requests)
  }

  private func rows(_ kind: Reconciliation.Class) -> [Row] {
    result.rows.lazy.filter { $0.kind == kind }.prefix(params.limit).map { Row(row: $0) }
  }

  private var explanations: [Explanation] {
    [Reconciliation.Reason.priorityTier, .codeExecution, .unpriced].compactMap { reason in
      let rows = result.rows.filter { $0.reason == reason }
      return rows.isEmpty ? nil : Explanation(reason: reason, sums: Sums(rows))
    }
  }

  private var days: [Day] {
    var days: [Day] = []
    var rest = result.rows[...]
    while let first = rest.first {
      let own = rest.prefix { $0.key.day == first.key.day }
      rest = rest.dropFirst(own.count)
      days.append(Day(date: first.key.day, isOpen: first.isOpen, sums: Sums(own)))
    }
    return days
  }

  /// Amounts of some rows.
  struct Sums: Shaped, Sendable {
    private let count: Int
    private let provider: Money
    private let local: Money
    private let coverage: Ratio

    init(_ rows: some Swift.Collection<Reconciliation.Row>) {
      count = rows.count
      provider = rows.reduce(.zero) { $0 + $1.provider }
      local = rows.reduce(.zero) { $0 + $1.local }
      coverage = Reconciliation.coverage(rows)
    }

    private var signedProvider: ConvertedMoney { ConvertedMoney(nanos: provider.nanos) }
    private var difference: ConvertedMoney { ConvertedMoney(nanos: (local - provider).nanos) }

    static let members: [Member<Sums>] = [
      Member("row_count", \.count, "How many rows there are."),
      Member("provider_cost_usd", \.signedProvider, "What the provider billed."),
      Member("local_cost_usd", \.local, "What the ledger holds."),
      Member("difference_usd", \.difference, "The latter less the former."),
      Member("coverage_percent", \.coverage, "The share of what was billed that the ledger holds; null when nothing was billed."),
    ]
  }

  /// The sums of each class.
  struct Classes: Shaped, Sendable {
    fileprivate let rows: [Reconciliation.Row]
    private func sums(_ kind: Reconciliation.Class) -> Sums { Sums(rows.filter { $0.kind == kind }) }

    static let members: [Member<Classes>] = [
      Member("matched", { $0.sums(.matched) }, "Alike on both sides."), Member("mismatch", { $0.sums(.mismatch) }, "On both sides, with other amounts."),
      Member("provider_only", { $0.sums(.providerOnly) }, "Billed only."), Member("local_only", { $0.sums(.localOnly) }, "In the ledger only."),
    ]
  }

  struct Day: Shaped, Sendable {
    let date: String
    let isOpen: Bool
    let sums: Sums
    static let members: [Member<Day>] =
      [Member("date", \.date, "The UTC day."), Member("open", \.isOpen, "Whether the provider may still report more of it.")] + Member.group(\.sums)
  }

  struct Explanation: Shaped, Sendable {
    let reason: Reconciliation.Reason
    let sums: Sums
    private var text: String { reason.text }
    static let members: [Member<Explanation>] =
      [Member("reason", \.reason, "What rows carry."), Member("text", \.text, "What it means.")] + Member.group(\.sums)
  }

  struct Row: Shaped, Sendable {
    let row: Reconciliation.Row
    private var billed: ConvertedMoney { ConvertedMoney(nanos: row.provider.nanos) }
    private var difference: ConvertedMoney { ConvertedMoney(nanos: (row.local - row.provider).nanos) }

    static let members: [Member<Row>] = [
      Member("date", \.row.key.day, "The UTC day."), Member("model", \.row.key.model, "The model; empty where the report names none."),
      Member("key", \.row.key.key, "The workspace, project or API key; empty for none."), Member("cost_type", \.row.key.kind, "tokens, web_search, code_execution …"),
      Member("provider_cost_usd", \.billed, "What the provider billed."), Member("local_cost_usd", \.row.local, "What the ledger holds."),
      Member("difference_usd", \.difference, "The latter less the former."), Member("event_count", \.row.events, "Events in the ledger."),
      Member("open", \.row.isOpen, "Whether the provider may still report more of the day."),
      Member.optional("reason", \.row.reason, "Why it is so, where that is known; see explanations."),
    ]
  }
}

extension ReconcileAnswer: Shaped {
  private var start: Timestamp { window.lowerBound }
  private var end: Timestamp { window.upperBound }
  private var summary: Sums { Sums(result.rows) }
  private var classes: Classes { Classes(rows: result.rows) }

  static let members: [Member<ReconcileAnswer>] = [
    Member("provider", \.params.provider, "Whose report."), Member("start", \.start, "The first UTC day."), Member("end", \.end, "The day behind the last."),
    Member("by_key", \.params.effectiveKey, "What a row's key is."), Member("requests", \.requests, "Pages of the report that were fetched."),
    Member("summary", \.summary, "The sums of all rows."), Member("classes", \.classes, "The sums of each class."),
    Member("by_day", \.days, "The sums of each day."),
    Member("matched", { $0.rows(.matched) }, "Rows that match, by day, model and key."), Member("mismatch", { $0.rows(.mismatch) }, "Rows that differ."),
    Member("provider_only", { $0.rows(.providerOnly) }, "Rows that were billed and are not in the ledger."),
    Member("local_only", { $0.rows(.localOnly) }, "Rows that are in the ledger and were not billed."),
    Member("explanations", \.explanations, "What is known to be told on one side only, and why."),
  ]
}
