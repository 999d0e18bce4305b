import CostModel
import JSON
import JSONRPC
import Store

/// What a collection is to fetch with one credential, and how far it is.
struct CollectionPlan: Sendable {
  let credential: String
  let edition: OpenAIEdition
  /// UTC midnight.
  let from: Timestamp
  let until: Timestamp
  /// Which window of which stream: each window is done for all streams before the next one.
  var step: Int64 = 0
  var page: String?
  /// Up to here the window is done.
  var cursor: Timestamp
  /// Ids of the events at the cursor and behind it, from pages before.
  var seen: [String] = []
  /// Pages of the window so far, and how often it was begun again.
  var pages: Int64 = 0
  var restarts: Int64 = 0
  var failure: JobFailure?

  init(_ credential: Credential, _ edition: OpenAIEdition, from: Timestamp, until: Timestamp) {
    (self.credential, self.edition, self.from, self.until, cursor) = (credential.name, edition, from, until, from)
  }

  private func windows(_ source: any UsageSource) -> Int64 {
    let length = source.windowDays * Timestamp.microsecondsPerDay
    return (until.microseconds - from.microseconds + length - 1) / length
  }

  func steps(_ source: any UsageSource) -> Int64 { max(windows(source), 0) * Int64(source.streams.count) }

  func isDone(_ source: any UsageSource) -> Bool { step >= steps(source) }

  /// Where the next page stands.
  func place(_ source: any UsageSource) -> CollectionPlace {
    let count = Int64(source.streams.count)
    let length = source.windowDays * Timestamp.microsecondsPerDay
    let start = from.microseconds + step / count * length
    return CollectionPlace(
      stream: source.streams[Int(step % count)],
      window: Timestamp(microseconds: start)..<Timestamp(microseconds: min(start + length, until.microseconds)), page: page)
  }

  mutating func finishWindow(_ source: any UsageSource) {
    step += 1
    (page, seen, pages, restarts) = (nil, [], 0, 0)
    cursor = isDone(source) ? until : place(source).window.lowerBound
  }

  /// The window from its beginning; what of it was stored is found again.
  mutating func restartWindow(_ source: any UsageSource) {
    (page, seen, pages, cursor) = (nil, [], 0, place(source).window.lowerBound)
    restarts += 1
  }
}

/// How far a collection is, with all credentials.
struct CollectionProgress: Sendable {
  var plans: [CollectionPlan]
  var report: CollectionReport

  /// The first plan that is neither done nor given up.
  func next(_ source: (CollectionPlan) -> any UsageSource) -> Int? {
    plans.indices.first { plans[$0].failure == nil && !plans[$0].isDone(source(plans[$0])) }
  }

  func progress(_ source: (CollectionPlan) -> any UsageSource) -> JobProgress {
    let all = plans.reduce(0) { $0 + $1.steps(source($1)) }
    let done = plans.reduce(0) { $0 + $1.step }
    let message = "\(report.events) events of \(report.requests) requests, \(report.accepted) stored, \(report.changed) changed, \(report.removed) removed"
    return JobProgress(Double(done) / Double(max(all, 1)), message, checkpoint: checkpoint)
  }
}

extension CollectionProgress {
  /// What a collection goes on from.
  private var checkpoint: JSONValue {
    ["plans": .array(plans.map(\.checkpoint)), "report": report.checkpoint]
  }

  init(_ checkpoint: JSONValue) throws {
    plans = try (checkpoint["plans"]?.array ?? []).map { try CollectionPlan($0) }
    report = try CollectionReport(checkpoint["report"] ?? .null)
  }
}

extension CollectionPlan {
  fileprivate var checkpoint: JSONValue {
    [
      "credential": .string(credential), "api": .string(edition.rawValue), "from": .number(String(from.microseconds)),
      "until": .number(String(until.microseconds)), "step": .number(String(step)), "page": page.map { .string($0) } ?? .null,
      "cursor": .number(String(cursor.microseconds)), "seen": .array(seen.map { .string($0) }), "pages": .number(String(pages)),
      "restarts": .number(String(restarts)), "failure": failure.map { .string($0.text) } ?? .null,
    ]
  }

  fileprivate init(_ checkpoint: JSONValue) throws {
    func number(_ name: String) throws -> Int64 {
      guard let value = checkpoint[name]?.int64 else { throw LedgerDamage("the checkpoint of a collection has no \(name)") }
      return value
    }
    credential = checkpoint["credential"]?.string ?? ""
    edition = checkpoint["api"]?.string.flatMap { OpenAIEdition(rawValue: $0) } ?? .organization
    (from, until) = (Timestamp(microseconds: try number("from")), Timestamp(microseconds: try number("until")))
    (step, pages, restarts) = (try number("step"), try number("pages"), try number("restarts"))
    cursor = Timestamp(microseconds: try number("cursor"))
    page = checkpoint["page"]?.string
    seen = (checkpoint["seen"]?.array ?? []).compactMap(\.string)
    failure = checkpoint["failure"]?.string.map { JobFailure(text: $0) }
  }
}
