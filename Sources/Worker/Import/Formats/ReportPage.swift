import CostModel
import Digests
import JSON

/// Pages of providers' reporting APIs: buckets of time, each with one result a group.
///
/// Anthropic: `{data: [{starting_at, ending_at, results}], has_more, next_page}`, instants as RFC 3339. OpenAI:
/// `{object: "page", data: [{object: "bucket", start_time, end_time, results}], has_more, next_page}`, instants as
/// seconds. From the vendors' public references of their admin APIs. A page may stand under `response`, as a log of
/// answers keeps it, and a bucket may stand alone.
enum ReportPage {
  /// A stretch of time that a result sums up, `[start, end)`, in UTC.
  struct Bucket {
    let start: Timestamp
    let end: Timestamp

    init(_ view: JSONView) throws(SchemaMismatch) {
      let isAnthropic = view.has("starting_at")
      start = try view.neededInstant(isAnthropic ? "starting_at" : "start_time")
      end = try view.neededInstant(isAnthropic ? "ending_at" : "end_time")
      guard end > start else {
        throw SchemaMismatch(
          path: isAnthropic ? "ending_at" : "end_time", expected: "an instant behind the start", got: "\(end.microseconds / 1_000_000)")
      }
    }
  }

  /// The text that its day begins with: `2026-10-01`.
  static func day(_ instant: Timestamp) -> String { String(instant.rfc3339.prefix(10)) }

  /// What is common to all events of reports.
  struct Report {
    /// Begins the ids of its events.
    let name: String
    /// The members that tell one group of a bucket from another.
    let groups: [StaticString]
  }

  /// Hands over each result with its bucket; one that throws is refused by its path, and the next goes on.
  static func results(
    of page: JSONView, _ events: ConvertedEvents, _ take: (JSONView, Bucket, String) throws(SchemaMismatch) -> Void
  ) throws(SchemaMismatch) {
    let outer = page.object("response") ?? page
    guard let data = outer["data"] else { return try results(inBucket: outer, "", events, take) }
    guard data.kind == .array else { throw SchemaMismatch(expected: "a list of buckets", got: data).inside("data") }
    var index = 0
    for bucket in data.elements {
      do throws(SchemaMismatch) {
        try results(inBucket: bucket, "data[\(index)]", events, take)
      } catch {
        events.refuse(error.inside(index).inside("data"))
      }
      index += 1
    }
  }

  private static func results(
    inBucket view: JSONView, _ path: String, _ events: ConvertedEvents,
    _ take: (JSONView, Bucket, String) throws(SchemaMismatch) -> Void
  ) throws(SchemaMismatch) {
    guard view.kind == .object else { throw SchemaMismatch(expected: "a bucket, an object", got: view) }
    let bucket = try Bucket(view)
    guard let list = view["results"] ?? view["result"] else {
      throw SchemaMismatch(path: "results", expected: "a list of results", got: "nothing")
    }
    guard list.kind == .array else { throw SchemaMismatch(expected: "a list of results", got: list).inside("results") }
    var index = 0
    for result in list.elements {
      let place = (path.isEmpty ? "" : path + ".") + "results[\(index)]"
      do throws(SchemaMismatch) {
        guard result.kind == .object else { throw SchemaMismatch(expected: "a result, an object", got: result) }
        try take(result, bucket, place)
      } catch {
        events.refuse(error.inside(place))
      }
      index += 1
    }
  }

  /// The id of a group in a bucket: the same whenever the bucket is fetched, whatever its figures have become.
  ///
  /// Groups that are null are those the report was not asked to tell apart; null and absent are alike.
  static func id(_ report: Report, _ bucket: Bucket, _ result: JSONView) throws(SchemaMismatch) -> String {
    var hash = SHA256()
    for name in report.groups {
      guard let value = result[name], !value.isNull else { continue }
      guard value.kind == .string || value.kind == .bool else {
        throw SchemaMismatch(expected: "a string, a truth or null", got: value).inside("\(name)")
      }
      let text = Array((value.string ?? (value.bool == true ? "true" : "false")).utf8)
      hash.update(Array("\(name)=\(text.count):".utf8) + text)
    }
    let seconds = (bucket.end.microseconds - bucket.start.microseconds) / 1_000_000
    return "\(report.name)_\(bucket.start.microseconds / 1_000_000)_\(seconds)_\(hexadecimal(Array(hash.finish().prefix(16))))"
  }

  /// Writes `metadata`: the groups, and when the bucket ends.
  static func writeMetadata(_ groups: [StaticString], _ bucket: Bucket, _ result: JSONView, _ writer: JSONWriter) {
    writer.name("metadata")
    writer.beginObject()
    for name in groups { writer.member(name, raw: result[name]) }
    writer.name("bucket_end")
    bucket.end.write(to: writer)
    writer.endObject()
  }
}

/// What reports of providers are filed under, so that they can be told from single calls, and from each other.
enum ReportCategory {
  /// Usage as a provider counted it, priced here.
  static let usage = "provider_usage_report"
  /// Money as a provider billed it.
  static let cost = "provider_cost_report"
}
