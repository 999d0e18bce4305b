import CostModel
import JSON
import JSONRPC
import Store

/// `prices/reprice`: prices the events of a window anew.
enum PricesReprice {
  struct Params: QuestionMethodParams, JobOrderParams {
    var question = QuestionParams(days: 30)
    var isDryRun = false
    var granularity = Granularity.month
    var key: String?
    var waits = true

    static let fields = FieldTable<Params>(
      Field.group(\.question, QuestionParams.fields(days: 30)) + [
        Field("dry_run", \.isDryRun, default: false, "Whether to tell what would change, and change nothing."),
        Field("granularity", \.granularity, default: "month", "The periods that the differences are told by."),
        Field("key", \.key, .string(most: 512, format: nil), "Names this job: started again under the same key it is the same job."),
        Field("wait", \.waits, default: true, "Whether to answer at its end. false: at once, with job_id and state."),
      ])
  }

  static let method = AnyMethod(
    name: "prices/reprice", access: .writes,
    summary: "Prices the events of a window anew by the price list in effect, after a correction; dry_run tells first what would change.",
    documentation: """
      A job: exact, resumable, and whole or absent for each event. Each event is priced from its own quantities at its own \
      time; costs that were given stay, and so does what is free. What an event had cost before stays on record: usage/get \
      tells it, the audit log the sums. Roll-ups and budgets follow, and thresholds that are reached now raise their alerts.
      """,
    params: Params.fields.properties, result: JobText.schema(RepriceReport.schema),
    errors: [.databaseFull, .requestFailed, .idempotencyConflict],
    example: #"{"start": "2026-08-01", "end": "2026-09-01", "model": "gpt-4o", "dry_run": true}"#, tenancy: .admin
  ) { services in
    Route(name: "prices/reprice", access: .writes) { view throws(ErrorAnswer) in
      var params = try Params.read(view)
      params.freeze(at: services.world.now())
      _ = try params.question.window.window(services)
      return .write(JobStart(order(params, services), services))
    }
  }

  private static func order(_ params: Params, _ services: Services) -> JobStart.Order {
    // Two at once would price the same events twice.
    var order = JobStart.Order(RepriceJob.self, title: "Repricing", params, services)
    (order.key, order.lane, order.priority) = (params.key, params.isDryRun ? "" : "reprice", 5)
    return order
  }
}

/// A repricing on its way through the ledger, some blocks at a time.
enum RepriceJob: JobKind {
  static let name = "prices/reprice"
  /// It changes costs: somebody is to have looked at what a dry run says.
  static let isSchedulable = false
  /// Of up to 4,096 events each.
  private static let blocksAStep = 4

  static func run(_ job: JobRun) throws -> any JSONWritable {
    let params = try PricesReprice.Params.parsed(job.params)
    let window = try params.question.window.window(job.services)
    let total = try job.read { try $0.count(question(params, window, $0.teamMapping())) }
    var report = try RepriceReport(job.checkpoint, isDryRun: params.isDryRun)
    if params.isDryRun { return try look(params, window, total, report, job) }
    while let place = report.next {
      let before = report
      report = try job.effect({ $0.progress(of: total) }) { writer in
        var report = before
        let pricing = try Repricing(params, window, job, job.services.prices.layers(in: writer))
        let revision = try writer.revise(
          question(params, window, try writer.configuration.teamMapping()), from: place, blocks: blocksAStep
        ) { batch, index in
          try job.check()
          guard let change = try pricing.change(batch, index, &report) else { return .keep }
          try writer.noteRepricing(
            batch.text(index, .id), job: job.stored.id, at: job.stored.createdAt, before: batch[index, .cost], after: change.batch[change.index, .cost])
          return .replace(change)
        }
        report.next = revision.next
        if revision.next == nil {
          try writer.configuration.audit(
            at: job.services.world.now(), action: name, subject: job.stored.id, detail: report.summary.text(pretty: false))
        }
        return report
      }
    }
    return report
  }

  /// The same without changing anything.
  private static func look(
    _ params: PricesReprice.Params, _ window: Window, _ total: Int64, _ start: RepriceReport, _ job: JobRun
  ) throws -> RepriceReport {
    try job.read { reader in
      var report = start
      let pricing = try Repricing(params, window, job, job.services.prices.layers(in: reader, job.services))
      try reader.export(question(params, window, try reader.teamMapping())) { batch in
        for index in 0..<batch.count {
          try job.check()
          _ = try pricing.change(batch, index, &report)
        }
        let progress = report.progress(of: total)
        job.tell(Double(progress.progress) / 100_000, progress.message)
      }
      report.next = nil
      return report
    }
  }

  private static func question(_ params: PricesReprice.Params, _ window: Window, _ teams: TeamMapping) -> Question {
    Question(start: window.start, end: window.end, scope: params.question.scope.scope, teams: teams)
  }

  /// Prices events anew by one price list.
  private struct Repricing {
    private let params: PricesReprice.Params
    private let zone: TimeZoneRules
    private let pricer: EventPricer

    init(_ params: PricesReprice.Params, _ window: Window, _ job: JobRun, _ prices: PriceLayers) throws {
      (self.params, zone, pricer) = (params, window.zone, EventPricer(prices: prices))
    }

    /// The event as it is now priced; nil when that is what it was.
    func change(_ batch: EventBatch, _ index: Int, _ report: inout RepriceReport) throws -> EventReference? {
      report.events += 1
      let flags = batch.flags(index)
      let old = Money(nanos: Int128(batch[index, .cost]))
      guard !flags.contains(.costGiven), !flags.contains(.free) else {
        report.add(old, old)
        return nil
      }
      let other = EventBatch(capacity: 1)
      let event = other.append(copying: batch, index)
      try pricer.priceAnew(other, event)
      let new = Money(nanos: Int128(other[event, .cost]))
      let isUnpriced = other.flags(event).contains(.unpriced)
      report.add(old, new)
      if isUnpriced { report.unpriced += 1 }
      guard new != old || isUnpriced != flags.contains(.unpriced) else { return nil }
      report.change(batch.string(index, .model), period(batch[index, .timestamp]), old, new)
      return EventReference(batch: other, index: event)
    }

    private func period(_ instant: Int64) -> String {
      let timestamp = Timestamp(microseconds: instant)
      switch params.granularity {
      case .hour: return Timestamp(microseconds: floorDivide(instant, Timestamp.microsecondsPerHour) * Timestamp.microsecondsPerHour).rfc3339
      case .day: return zone.civilDate(of: timestamp).description
      case .week: return zone.civilDate(of: timestamp).startOfWeek.description
      case .month: return zone.civilDate(of: timestamp).startOfMonth.description
      }
    }
  }
}

extension EventPricer {
  /// Prices a stored event whose cost was not given from what it kept of its usage.
  @discardableResult
  func priceAnew(_ batch: EventBatch, _ event: Int) throws -> Outcome {
    let kept = PartsText.decode(batch.text(event, .quantities))
    batch[event, .flags] &= ~(EventFlags.unpriced.rawValue | EventFlags.costsDiffer.rawValue | EventFlags.inconsistent.rawValue)
    batch.setText(event, .rateCard, "")
    batch[event, .pricedCost] = 0
    return kept.isEmpty ? try price(batch, event, usage: nil) : try price(batch, event, quantities: kept)
  }
}
