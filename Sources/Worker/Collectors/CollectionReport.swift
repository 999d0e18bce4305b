import CostModel
import JSON
import JSONRPC
import Store

/// What came of a collection.
struct CollectionReport: Sendable {
  var requests = 0
  /// Events that the pages told of.
  var events = 0
  var accepted = 0
  var unchanged = 0
  var changed = 0
  var removed = 0
  var unpriced = 0
  /// What the ledger's total grew by.
  var difference = Money.zero
  var rejectedCount = 0
  /// The first hundred.
  var rejected: [Rejection] = []
  /// UTC days that count from other usage already; the first hundred.
  var skippedDays: [String] = []
  var credentials: [Share] = []

  /// What one credential had part in it.
  struct Share: Shaped, Sendable {
    let name: String
    let from: Timestamp
    let until: Timestamp

    static let members: [Member<Share>] = [
      Member("credential", \.name, "The credential."),
      Member("start", \.from, "Where what was fetched begins."),
      Member("end", \.until, "Where it ends, itself excluded."),
    ]
  }

  struct Rejection: Shaped, Sendable {
    let stream: String
    let code: String
    let message: String

    static let members: [Member<Rejection>] = [
      Member("stream", \.stream, "Which report it stood in."),
      Member("code", \.code, "The stable name of the error."),
      Member("message", \.message, "What was wrong."),
    ]
  }

  static let mostListed = 100

  mutating func reject(_ stream: String, _ error: ErrorAnswer) {
    rejectedCount += 1
    guard rejected.count < Self.mostListed else { return }
    rejected.append(Rejection(stream: stream, code: error.code.symbol, message: error.message))
  }

  mutating func skip(_ days: [String]) {
    for day in days where !skippedDays.contains(day) && skippedDays.count < Self.mostListed { skippedDays.append(day) }
    skippedDays.sort { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }
}

extension CollectionReport: Shaped {
  /// May be less than nothing.
  private var signedDifference: ConvertedMoney { ConvertedMoney(nanos: difference.nanos) }

  static let members: [Member<CollectionReport>] = [
    Member("credentials", \.credentials, "What was asked for with which credential."),
    Member("requests", \.requests, "Pages that were fetched."),
    Member("events", \.events, "Events that they told of: one a group of a bucket, or one a job."),
    Member("accepted", \.accepted, "Those that were stored."),
    Member("unchanged", \.unchanged, "Those that were stored before, with the same figures."),
    Member("changed", \.changed, "Those that were stored with other figures, and say now what the provider says."),
    Member("removed", \.removed, "Events that the provider tells of no more, and that were taken out."),
    Member("unpriced", \.unpriced, "Events stored or changed that no price covers wholly."),
    Member("cost_change_usd", \.signedDifference, "What the ledger's total grew by; less than 0 where it shrank."),
    Member("skipped_days", \.skippedDays, "UTC days that are counted from calls that were tracked: nothing was stored of them, or it would count twice. The first hundred."),
    Member("rejected_count", \.rejectedCount, "Events that could not be stored."),
    Member("rejected", \.rejected, "The first hundred of them."),
  ]
}

extension CollectionReport {
  var checkpoint: JSONValue {
    [
      "requests": .int(requests), "events": .int(events), "accepted": .int(accepted), "unchanged": .int(unchanged), "changed": .int(changed),
      "removed": .int(removed), "unpriced": .int(unpriced), "difference": .number(String(difference.nanos)), "rejected_count": .int(rejectedCount),
      "skipped_days": .array(skippedDays.map { .string($0) }),
      "rejected": .array(rejected.map { ["stream": .string($0.stream), "code": .string($0.code), "message": .string($0.message)] }),
      "credentials": .array(
        credentials.map { ["name": .string($0.name), "from": .number(String($0.from.microseconds)), "until": .number(String($0.until.microseconds))] }),
    ]
  }

  init(_ checkpoint: JSONValue) throws {
    func count(_ name: String) throws -> Int {
      guard let value = checkpoint[name]?.int64 else { throw LedgerDamage("the checkpoint of a collection has no \(name)") }
      return Int(value)
    }
    (requests, events, accepted) = (try count("requests"), try count("events"), try count("accepted"))
    (unchanged, changed, removed) = (try count("unchanged"), try count("changed"), try count("removed"))
    (unpriced, rejectedCount) = (try count("unpriced"), try count("rejected_count"))
    difference = Money(nanos: checkpoint["difference"]?.decimal?.scaled(by: 0) ?? 0)
    skippedDays = (checkpoint["skipped_days"]?.array ?? []).compactMap(\.string)
    rejected = (checkpoint["rejected"]?.array ?? []).map {
      Rejection(stream: $0["stream"]?.string ?? "", code: $0["code"]?.string ?? "", message: $0["message"]?.string ?? "")
    }
    credentials = (checkpoint["credentials"]?.array ?? []).map {
      Share(
        name: $0["name"]?.string ?? "", from: Timestamp(microseconds: $0["from"]?.int64 ?? 0),
        until: Timestamp(microseconds: $0["until"]?.int64 ?? 0))
    }
  }
}
