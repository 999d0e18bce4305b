import Connectors
import CostModel
import JSON
import JSONRPC
import Store

/// Fetches what a provider says was used and makes the ledger say the same, page by page.
///
/// Each page is one effect: its events and where to go on are stored together, or neither. A wait for the provider gives the
/// job back to the queue, so that it keeps no thread, and any worker may go on.
struct UsageCollection {
  let job: JobRun
  let provider: UsageProvider

  private var services: Services { job.services }

  /// Pages of a window, at most: more of them is a provider that goes round in circles.
  private static let mostPages: Int64 = 10_000
  private static let mostRestarts: Int64 = 3

  func run() throws -> CollectionReport {
    var progress = try job.checkpoint.map { try CollectionProgress($0) } ?? plan()
    // One that failed and is tried once more.
    if progress.next(source) == nil { for index in progress.plans.indices { progress.plans[index].failure = nil } }
    while let index = progress.next(source) {
      do {
        progress = try fetch(index, progress)
      } catch let failure as ErrorAnswer where progress.plans.count > 1 && isFinal(failure) {
        // What fails with one credential keeps nobody else's from being fetched.
        let other = progress.failing(index, failure)
        progress = try job.effect({ $0.progress(source) }) { _ in other }
      }
    }
    if let failure = progress.plans.compactMap(\.failure).first { throw JobRun.GivenUp(answer: failure.answer) }
    return progress.report
  }

  @Sendable private func source(_ plan: CollectionPlan) -> any UsageSource { provider.source(plan.edition) }

  private func isFinal(_ failure: ErrorAnswer) -> Bool { !failure.code.isPassing || job.stored.fruitless >= Jobs.mostFruitless }

  private func plan() throws -> CollectionProgress {
    let order = try CollectionOrder.parsed(job.params)
    let now = services.world.now()
    let credentials = try job.read { reader in
      if let name = order.credential { return [try Credential.find(name, reader.credentials)] }
      return try reader.credentials.all(provider: provider.rawValue).map { try Credential($0) }
    }
    guard !credentials.isEmpty else { throw ErrorAnswer(.configurationError, Self.noCredential(provider)) }
    guard credentials.allSatisfy({ $0.provider == provider }) else {
      throw ErrorAnswer.invalid("credential", "a credential of \(provider.rawValue)", got: "one of another provider")
    }
    let plans = try credentials.map { try order.plan($0, now: now) }
    var report = CollectionReport()
    report.credentials = plans.map { CollectionReport.Share(name: $0.credential, from: $0.from, until: $0.until) }
    return CollectionProgress(plans: plans, report: report)
  }

  static func noCredential(_ provider: UsageProvider) -> String {
    "There is no credential for \(provider.rawValue); credentials/set says where one is to be read"
  }

  // MARK: Fetching

  private func fetch(_ index: Int, _ progress: CollectionProgress) throws -> CollectionProgress {
    let plan = progress.plans[index]
    let source = source(plan)
    let turn = RequestTurn(job: job, name: plan.credential)
    let credential = try turn.take()
    let page: CollectedPage
    do {
      page = try Self.page(source, plan.place(source), credential, services)
    } catch {
      try job.check()
      if [400, 404, 410].contains(error.providerStatus ?? 0), plan.page != nil, plan.restarts < Self.mostRestarts {
        // The name of a page does not hold for ever: once more from the window's beginning.
        return try job.effect({ $0.progress(self.source) }) { _ in progress.restarting(index, source) }
      }
      try turn.postpone(error)
      throw error
    }
    guard page.end.next == nil || page.end.next != plan.page, plan.pages < Self.mostPages else {
      throw provider.unexpected("with the same page again")
    }
    return try job.effect({ $0.progress(self.source) }) { writer in
      var report = progress.report
      report.requests += 1
      try ReportStorer(job, writer, credential, source).store(page, plan, &report)
      if let pause = page.pauseMilliseconds {
        try writer.credentials.postpone(credential.name, until: services.world.time.exactly(later: pause * 1_000))
      }
      let next = progress.advanced(index, by: page, report, source)
      if next.plans[index].isDone(source), plan.from <= credential.stored.collectedUntil ?? plan.from {
        try writer.credentials.collected(credential.name, until: min(plan.until, services.world.now()))
      }
      return next
    }
  }

  /// Fetches and reads a page.
  static func page(
    _ source: any UsageSource, _ place: CollectionPlace, _ credential: Credential, _ services: Services
  ) throws(ErrorAnswer) -> CollectedPage {
    try ProviderAccess(services: services, credential: credential).page(source.question(place, credential)) { view, answer throws(ErrorAnswer) in
      var page = try read(view, source, place, ReportStorer.suffix(credential), services)
      page.pauseMilliseconds = answer.exhaustedMilliseconds(now: services.world.now())
      return page
    }
  }

  /// - Parameter suffix: what the ids of its events end with.
  static func read(
    _ view: JSONView, _ source: any UsageSource, _ place: CollectionPlace, _ suffix: String, _ services: Services
  ) throws(ErrorAnswer) -> CollectedPage {
    let rows: RowReader
    do throws(SchemaMismatch) {
      rows = try RowReader(services, ImportMapping(), defaults: .object([]), source: "collector")
    } catch {
      throw ErrorAnswer(error)
    }
    rows.use(source.converter())
    let chunk = RowChunk()
    let end = try source.read(view, place, rows, into: chunk)
    let batch = chunk.events.batch
    if !suffix.isEmpty { for event in 0..<batch.count { batch.setText(event, .id, batch.string(event, .id) + suffix) } }
    return CollectedPage(chunk: chunk, end: end)
  }
}

extension CollectionProgress {
  fileprivate func failing(_ index: Int, _ failure: ErrorAnswer) -> CollectionProgress {
    var other = self
    other.plans[index].failure = JobFailure(failure)
    return other
  }

  fileprivate func restarting(_ index: Int, _ source: any UsageSource) -> CollectionProgress {
    var other = self
    other.plans[index].restartWindow(source)
    return other
  }

  fileprivate func advanced(_ index: Int, by page: CollectedPage, _ report: CollectionReport, _ source: any UsageSource) -> CollectionProgress {
    var other = self
    other.report = report
    guard let next = page.end.next else {
      other.plans[index].finishWindow(source)
      return other
    }
    other.plans[index].page = next
    other.plans[index].pages += 1
    if let last = page.end.lastBucket {
      let batch = page.chunk.events.batch
      if last > plans[index].cursor { other.plans[index].seen = [] }
      other.plans[index].cursor = max(last, plans[index].cursor)
      other.plans[index].seen += (0..<batch.count).filter { batch[$0, .timestamp] >= last.microseconds }.map { batch.string($0, .id) }
    }
    return other
  }
}

extension MachineTime {
  /// The same instant, later by exactly so many microseconds.
  func exactly(later microseconds: Int64) -> MachineTime {
    MachineTime(now: Timestamp(microseconds: now.microseconds + microseconds), uptime: uptime + microseconds, boot: boot)
  }
}

/// A turn to ask a provider, which all workers on the database take one after the other.
struct RequestTurn {
  let job: JobRun
  /// The credential's.
  let name: String

  /// Takes it and answers the credential as it is now; gives the job back to the queue until it may be taken.
  func take() throws -> Credential {
    let time = job.services.world.time
    let (credential, wait) = try job.note { [job, name] writer -> (Credential, MachineTime?) in
      let credential = try Credential.find(name, writer.credentials)
      let interval = job.services.fetching.intervalMicroseconds(credential.provider)
      return (credential, try writer.credentials.takeTurn(credential.stored, at: time, interval: interval, job: job.stored.id))
    }
    guard let wait else { return credential }
    let rest = wait.boot == time.boot ? wait.uptime - time.uptime : wait.now.microseconds - time.now.microseconds
    throw JobRun.Pause(until: Timestamp(microseconds: time.now.microseconds + rest))
  }

  /// Lets nobody ask before the provider wants to be asked again.
  func postpone(_ failure: ErrorAnswer) throws {
    guard let seconds = failure.retryAfter else { return }
    let end = job.services.world.time.exactly(later: Int64(min(max(seconds, 0), 86_400) * 1_000_000))
    try job.note { [name] writer in try writer.credentials.postpone(name, until: end) }
  }
}
