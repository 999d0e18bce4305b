import Connectors
import CostModel
import JSON
import JSONRPC
import Store

/// `collectors/reconcile`: fetches a provider's cost report, and sets it against the ledger.
enum ReconcileJob: JobKind {
  static let name = "collectors/reconcile"

  /// Days before now that providers may still add to.
  private static let openDays: Int64 = 3
  private static let mostPages = 1_000

  static func run(_ job: JobRun) throws -> any JSONWritable {
    let params = try CollectorsReconcile.Params.parsed(job.params)
    let window = try params.window(now: job.stored.createdAt)
    let key = params.effectiveKey
    let report = CostReportPage(provider: params.provider, accountKey: key)
    let credential = try credential(params, job)
    var billed = try Billed(job.checkpoint)
    if let pages = params.pages {
      try take(pages, report, window, into: &billed)
    } else if let credential {
      while !billed.isDone { billed = try fetch(window, report, credential, billed, job) }
    }
    let local = try job.read { reader in
      var local = LocalSpend(params.provider, key, suffix: credential.map { ReportStorer.suffix($0) } ?? "")
      var scope = Scope()
      scope.values[.provider] = [params.provider.rawValue]
      let question = Question(start: window.lowerBound, end: window.upperBound, scope: scope, teams: TeamMapping([]))
      try reader.export(question) { batch in
        for event in 0..<batch.count {
          if event & 0xFF == 0 { try job.check() }
          local.add(batch, event)
        }
      }
      return local.sums
    }
    let open = ReportPage.day(Timestamp(microseconds: job.stored.createdAt.microseconds - openDays * Timestamp.microsecondsPerDay))
    let result = Reconciliation(billed.sums.mapValues { CostReportPage.money($0) }, local, params.tolerance, open: open)
    return ReconcileAnswer(params, window, result, requests: billed.requests)
  }

  private static func credential(_ params: CollectorsReconcile.Params, _ job: JobRun) throws -> Credential? {
    try job.read { reader -> Credential? in
      let all = try reader.credentials.all(provider: params.provider.rawValue)
      let wanted = params.credential ?? params.provider.rawValue
      if let stored = all.first(where: { $0.name == wanted }) ?? (params.credential == nil ? all.first : nil) { return try Credential(stored) }
      if let name = params.credential { throw ErrorAnswer.notFound("credential of \(params.provider.rawValue)", name) }
      if params.pages != nil { return nil }
      throw ErrorAnswer(.configurationError, UsageCollection.noCredential(params.provider))
    }
  }

  /// What was billed, as far as it was fetched.
  fileprivate struct Billed: Sendable {
    init() {}

    var sums: CostReportPage.Sums = [:]
    var page: String?
    var requests = 0
    var isDone = false
    /// Up to here was fetched; a page of the provider's holds so many days.
    var from: Timestamp?
  }

  private static func take(_ pages: [JSONValue], _ report: CostReportPage, _ window: Range<Timestamp>, into billed: inout Billed) throws {
    for (index, page) in pages.enumerated() {
      let writer = JSONWriter()
      page.write(to: writer)
      let parser = JSONParser()
      do {
        _ = try report.read(try parser.parse(writer.bytes), into: &billed.sums)
      } catch let mismatch as SchemaMismatch {
        throw ErrorAnswer(mismatch.inside(index).inside("pages"))
      }
    }
    billed.sums = billed.sums.filter { isWithin($0.key.day, window) }
  }

  private static func isWithin(_ day: String, _ window: Range<Timestamp>) -> Bool {
    Timestamp(rfc3339: day + "T00:00:00Z").map { window.contains($0) } ?? false
  }

  private static func fetch(
    _ window: Range<Timestamp>, _ report: CostReportPage, _ credential: Credential, _ billed: Billed, _ job: JobRun
  ) throws -> Billed {
    let turn = RequestTurn(job: job, name: credential.name)
    let current = try turn.take()
    let length = Int64(report.provider == .anthropic ? AnthropicAPI.mostDays : OpenAIAPI.mostCostDays) * Timestamp.microsecondsPerDay
    let from = billed.from ?? window.lowerBound
    let until = min(Timestamp(microseconds: from.microseconds + length), window.upperBound)
    let question =
      report.provider == .anthropic
      ? AnthropicAPI.costs(from: from, to: until, page: billed.page) : OpenAIAPI.costs(from: from, to: until, page: billed.page)
    var next = billed
    do throws(ErrorAnswer) {
      next.page = try ProviderAccess(services: job.services, credential: current).page(question) { view, _ throws(ErrorAnswer) in
        do throws(SchemaMismatch) {
          return try report.read(view, into: &next.sums)
        } catch {
          throw report.provider.unexpected("with a cost report that cannot be read (\(error.path): expected \(error.expected))")
        }
      }
    } catch {
      try job.check()
      try turn.postpone(error)
      throw error
    }
    next.requests += 1
    guard next.page == nil || next.page != billed.page, next.requests < mostPages else { throw report.provider.unexpected("with the same page again") }
    if next.page == nil { (next.from, next.isDone) = (until, until >= window.upperBound) }
    let reached = next
    return try job.effect({ $0.progress(window) }) { _ in reached }
  }
}

extension ReconcileJob.Billed {
  fileprivate func progress(_ window: Range<Timestamp>) -> JobProgress {
    let done = (from ?? window.lowerBound).microseconds - window.lowerBound.microseconds
    let all = max(window.upperBound.microseconds - window.lowerBound.microseconds, 1)
    return JobProgress(Double(done) / Double(all), "\(requests) pages of the cost report", checkpoint: checkpoint)
  }

  private var checkpoint: JSONValue {
    [
      "page": page.map { .string($0) } ?? .null, "requests": .int(requests), "done": .bool(isDone),
      "from": from.map { .number(String($0.microseconds)) } ?? .null,
      "sums": .array(
        sums.map { [.string($0.key.day), .string($0.key.model), .string($0.key.key), .string($0.key.kind), .string(String($0.value))] }),
    ]
  }

  fileprivate init(_ checkpoint: JSONValue?) throws {
    guard let checkpoint else { return }
    (page, isDone) = (checkpoint["page"]?.string, checkpoint["done"]?.bool ?? false)
    requests = Int(checkpoint["requests"]?.int64 ?? 0)
    from = checkpoint["from"]?.int64.map { Timestamp(microseconds: $0) }
    for row in checkpoint["sums"]?.array ?? [] {
      let parts = (row.array ?? []).compactMap(\.string)
      guard parts.count == 5, let units = Int128(parts[4]) else { continue }
      sums[SpendKey(day: parts[0], model: parts[1], key: parts[2], kind: parts[3])] = units
    }
  }
}
