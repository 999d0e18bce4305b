import Connectors
import CostModel
import JSON
import JSONRPC
import Store

/// What is to be collected: the params of a job of the queue, and part of those of the methods that start one.
struct CollectionOrder: ObjectParams {
  var credential: String?
  var edition: OpenAIEdition?
  var start: String?
  var end: String?
  var days: Int64?
  var overlapDays = Self.usualOverlap

  static let usualOverlap: Int64 = 3
  /// How far back is asked for at most.
  static let mostDays: Int64 = 90

  static let fieldList: [Field<CollectionOrder>] = [
    Field("credential", \.credential, .string(most: 64, format: nil), "The credential to ask with; every one of the provider without."),
    Field("api", \.edition, "openai: which API is asked, whatever the credential says."),
    Field("start", \.start, .string(most: 64, format: "date or date-time"), "Where to begin, at its UTC midnight; 90 days ago at the earliest."),
    Field("end", \.end, .string(most: 64, format: "date or date-time"), "Where to end, itself excluded; by default now, the bucket under way included."),
    Field("days", \.days, .integer(1...mostDays), "So many days before the end's, instead of start."),
    Field("overlap_days", \.overlapDays, .integer(0...mostDays), default: 3, "Without start and days: how many days before the end of the last collection are asked for again, since providers report late."),
  ]

  static let fields = FieldTable<CollectionOrder>(fieldList)

  /// What to fetch with a credential.
  ///
  /// Without a start it goes on where the last collection ended, some days before that, so that what was reported late, or
  /// changed, is seen; the first one takes the last 24 hours.
  func plan(_ credential: Credential, now: Timestamp) throws(ErrorAnswer) -> CollectionPlan {
    let edition = edition ?? credential.edition
    let source = credential.provider.source(edition)
    let day = Timestamp.microsecondsPerDay
    func midnight(_ instant: Timestamp) -> Int64 { floorDivide(instant.microseconds, day) * day }
    let earliest = midnight(now) - Self.mostDays * day
    let end = min(try Self.instant(self.end, "end") ?? now, now)
    let until = (floorDivide(end.microseconds - 1, source.bucketMicroseconds) + 1) * source.bucketMicroseconds
    let from: Int64
    if let start = try Self.instant(start, "start") {
      from = midnight(start)
      guard from >= earliest else {
        throw .invalid("start", "an instant within the last \(Self.mostDays) days", got: start.rfc3339)
      }
    } else if let days {
      from = max(midnight(end) - days * day, earliest)
    } else {
      let mark = credential.stored.collectedUntil.map { min($0, now) }
      let since = mark.map { $0.microseconds - overlapDays * day } ?? now.microseconds - day
      from = max(midnight(Timestamp(microseconds: since)), earliest)
    }
    guard from < until else { throw .invalid("end", "an instant behind the start", got: end.rfc3339) }
    return CollectionPlan(credential, edition, from: Timestamp(microseconds: from), until: Timestamp(microseconds: until))
  }

  static func instant(_ text: String?, _ path: String) throws(ErrorAnswer) -> Timestamp? {
    guard let text else { return nil }
    if let instant = Timestamp(rfc3339: text) { return instant }
    guard let date = CivilDate(text) else { throw .invalid(path, "an RFC 3339 date or date-time", got: "another text") }
    return Timestamp(microseconds: Int64(date.daysSinceEpoch) * Timestamp.microsecondsPerDay)
  }
}
