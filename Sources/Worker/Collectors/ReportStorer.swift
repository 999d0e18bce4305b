import CostModel
import JSON
import JSONRPC
import Store

/// A page of a provider's report, read.
struct CollectedPage: @unchecked Sendable {
  // @unchecked: the thread that read it gives it up to the one that commits, and waits meanwhile.
  let chunk: RowChunk
  let end: PageEnd
  /// After so long the provider takes the next request, if it said so; in milliseconds.
  var pauseMilliseconds: Int64?
}

/// Makes the ledger say of a page's stretch of time what the provider says.
///
/// What is new is stored; what is stored with the same figures stays; other figures take the place of the stored ones; what the
/// page leaves out is removed, since the provider counts it no more. Who an event was allotted to stays as it was set.
/// Roll-ups and budgets follow, and the audit log tells each change.
struct ReportStorer {
  let job: JobRun
  let writer: LedgerWriter
  let credential: Credential
  let source: any UsageSource
  let storer: EventStorer

  init(_ job: JobRun, _ writer: LedgerWriter, _ credential: Credential, _ source: any UsageSource) throws {
    (self.job, self.writer, self.credential, self.source) = (job, writer, credential, source)
    storer = try EventStorer(job.services, writer)
  }

  /// Credentials that are not named like their provider have ids of their own: two organizations' buckets stay apart.
  static func suffix(_ credential: Credential) -> String {
    credential.name == credential.provider.rawValue ? "" : "@\(credential.name)"
  }

  private var provider: String { credential.provider.rawValue }

  /// - Parameter plan: where the page stands.
  func store(_ page: CollectedPage, _ plan: CollectionPlan, _ report: inout CollectionReport) throws {
    let batch = page.chunk.events.batch
    let place = plan.place(source)
    let tracked = try trackedDays(batch, place)
    report.events += batch.count
    report.skip(tracked.map { ReportPage.day(Timestamp(microseconds: $0 * Timestamp.microsecondsPerDay)) })
    for (_, error) in page.chunk.rejected { report.reject(place.stream, error) }
    var clashes: [[UInt8]: Int] = [:]
    var told: Set<[UInt8]> = Set(plan.seen.map { Array($0.utf8) })
    for event in 0..<batch.count {
      if event & 0xFF == 0 { try job.check() }
      told.insert(Array(batch.text(event, .id)))
      guard !tracked.contains(Self.day(batch[event, .timestamp])) else { continue }
      switch try storer.store(page.chunk.events, event).result {
      case .stored(let outcome):
        report.accepted += 1
        report.difference.nanos += Int128(batch[event, .cost])
        if !outcome.unpriced.isEmpty || batch.flags(event).contains(.unpriced) { report.unpriced += 1 }
      case .duplicate, .merged: report.unchanged += 1
      case .rejected(let error) where error.code == .idempotencyConflict: clashes[Array(batch.text(event, .id))] = event
      case .rejected(let error): report.reject(place.stream, error)
      }
    }
    // A result that could not be read may be one that is stored: then nothing is taken for gone.
    let isWhole = page.chunk.rejected.isEmpty && !source.telling(place.stream).isEmpty
    // The last bucket may go on in the next page.
    let upTo = page.end.next == nil ? place.window.upperBound : page.end.lastBucket ?? plan.cursor
    let span = isWhole ? plan.cursor..<max(upTo, plan.cursor) : nil
    try amend(batch, clashes, told, span, tracked, place, &report)
  }

  private static func day(_ instant: Int64) -> Int64 { floorDivide(instant, Timestamp.microsecondsPerDay) }

  /// Puts other figures in the place of those stored, and takes out what the provider tells of no more.
  private func amend(
    _ batch: EventBatch, _ clashes: [[UInt8]: Int], _ told: Set<[UInt8]>, _ span: Range<Timestamp>?, _ tracked: Set<Int64>,
    _ place: CollectionPlace, _ report: inout CollectionReport
  ) throws {
    let instants = clashes.values.map { batch[$0, .timestamp] }
    guard let first = (instants + [span?.lowerBound.microseconds].compactMap { $0 }).min(),
      let last = (instants.map { $0 + 1 } + [span?.upperBound.microseconds].compactMap { $0 }).max(), first < last
    else { return }
    var scope = Scope()
    scope.values[.provider] = [provider]
    let question = Question(
      start: Timestamp(microseconds: max(first, writer.retainedFrom)), end: Timestamp(microseconds: last), scope: scope, teams: TeamMapping([]))
    guard question.start < question.end else { return }
    var found = Changes()
    var left = clashes
    let changed = try writer.revise(question) { stored, index in
      try job.check()
      let id = Array(stored.text(index, .id))
      let day = Self.day(stored[index, .timestamp])
      if let event = left.removeValue(forKey: id) {
        keepAllotment(stored, index, batch, event)
        found.changed += 1
        found.count(stored, index, batch, event)
        return .replace(EventReference(batch: batch, index: event))
      }
      guard let span, span.contains(Timestamp(microseconds: stored[index, .timestamp])), !tracked.contains(day), !told.contains(id), isTold(of: id, place)
      else { return .keep }
      found.removed += 1
      found.count(stored, index, nil, 0)
      return .remove
    }
    // Its id belongs to somebody else's event.
    for event in left.values.sorted() { report.reject(place.stream, EventStorer.conflict(batch.string(event, .id))) }
    report.changed += found.changed
    report.removed += found.removed
    report.difference += found.after - found.before
    report.unpriced += found.unpriced
    guard changed.changed > 0 else { return }
    try writer.configuration.audit(
      at: job.services.world.now(), action: "collectors/\(provider)", subject: job.stored.id,
      detail: found.detail(place, credential).text(pretty: false))
  }

  /// Whether the pages of the stream tell of an event with an id, so that one they leave out is gone.
  private func isTold(of id: [UInt8], _ place: CollectionPlace) -> Bool {
    let suffix = Array(Self.suffix(credential).utf8)
    let hasOwner = id.contains(UInt8(ascii: "@"))
    guard suffix.isEmpty ? !hasOwner : id.suffix(suffix.count).elementsEqual(suffix) else { return false }
    return source.telling(place.stream).contains { id.starts(with: $0.utf8) }
  }

  /// Who an event was allotted to by hand, where the report does not say.
  private func keepAllotment(_ stored: EventBatch, _ index: Int, _ batch: EventBatch, _ event: Int) {
    for field in [TextField.customer, .user, .team, .environment, .department, .purpose, .client, .campaign, .tags] {
      if !batch.hasText(event, field), stored.hasText(index, field) { batch.setText(event, field, stored.text(index, field)) }
    }
  }

  // MARK: Days that are counted already

  /// The UTC days of a page's window of which calls were tracked, as numbers since 1970.
  ///
  /// Buckets sum up what such calls tell one by one. BigQuery's jobs have ids of their own, and are no sums.
  private func trackedDays(_ batch: EventBatch, _ place: CollectionPlace) throws -> Set<Int64> {
    guard credential.provider != .bigquery else { return [] }
    try writer.flush()
    let reader = LedgerReader(sharing: writer)
    func count(_ range: Range<Int64>, _ category: String?) throws -> Int64 {
      var scope = Scope()
      scope.values[.provider] = [provider]
      if let category { scope.values[.category] = [category] }
      return try reader.totals(
        Question(start: Timestamp(microseconds: range.lowerBound), end: Timestamp(microseconds: range.upperBound), scope: scope, teams: TeamMapping([]))
      ).events
    }
    func tracked(_ range: Range<Int64>) throws -> Int64 {
      let all = try count(range, nil)
      return all == 0 ? 0 : all - (try count(range, ReportCategory.usage)) - (try count(range, ReportCategory.cost))
    }
    let first = Self.day(place.window.lowerBound.microseconds), last = Self.day(place.window.upperBound.microseconds - 1)
    let length = Timestamp.microsecondsPerDay
    guard try tracked(first * length..<(last + 1) * length) > 0 else { return [] }
    return Set(try (first...last).filter { try tracked($0 * length..<($0 + 1) * length) > 0 })
  }

  /// What was changed, for the audit log.
  private struct Changes {
    var changed = 0
    var removed = 0
    var unpriced = 0
    var before = Money.zero
    var after = Money.zero
    private var ids: [String] = []

    mutating func count(_ stored: EventBatch, _ index: Int, _ other: EventBatch?, _ event: Int) {
      before.nanos += Int128(stored[index, .cost])
      if ids.count < 20 { ids.append(stored.string(index, .id)) }
      guard let other else { return }
      after.nanos += Int128(other[event, .cost])
      if other.flags(event).contains(.unpriced) { unpriced += 1 }
    }

    func detail(_ place: CollectionPlace, _ credential: Credential) -> JSONValue {
      [
        "credential": .string(credential.name), "stream": .string(place.stream), "start": .string(place.window.lowerBound.rfc3339),
        "end": .string(place.window.upperBound.rfc3339), "changed": .int(changed), "removed": .int(removed),
        "cost_usd_before": .string(plainDecimal(before.nanos, decimals: 9)), "cost_usd_after": .string(plainDecimal(after.nanos, decimals: 9)),
        "events": .array(ids.map { .string($0) }),
      ]
    }
  }
}
