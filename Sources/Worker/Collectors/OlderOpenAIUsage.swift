import Connectors
import CostModel
import Digests
import JSON
import JSONRPC
import Store

/// `GET /v1/usage?date=`: what a UTC day's calls used, in stretches of some minutes by operation and model. It has one page.
struct OlderOpenAISource: UsageSource {
  let streams = ["usage"]
  let windowDays: Int64 = 1
  let bucketMicroseconds = Timestamp.microsecondsPerDay

  func question(_ place: CollectionPlace, _ credential: Credential) -> ProviderQuestion {
    let day = floorDivide(place.window.lowerBound.microseconds, Timestamp.microsecondsPerDay)
    return OpenAIAPI.olderUsage(day: CivilDate(daysSinceEpoch: Int(day)))
  }

  func read(_ page: JSONView, _ place: CollectionPlace, _ rows: RowReader, into chunk: RowChunk) throws(ErrorAnswer) -> PageEnd {
    guard page["data"]?.kind == .array else { throw UsageProvider.openai.unexpected("with no list of usage") }
    rows.read(page, page.raw, 1, into: chunk)
    return PageEnd()
  }

  func converter() -> any RowConverter { OlderOpenAIUsage() }

  /// Whoever turns from the newer API to this one has its days replaced, too.
  func telling(_ stream: String) -> [String] { [OlderOpenAIUsage.prefix, "openai_usage_"] }
}

/// Answers of OpenAI's `/v1/usage`: `data` has tokens of models (`n_context_tokens_total`, `n_generated_tokens_total`),
/// `dalle_api_data` images, `whisper_api_data` seconds, `tts_api_data` characters.
///
/// The vendor has no reference of it any more; the members are those that published clients read.
final class OlderOpenAIUsage: RowConverter {
  static let prefix = "openai_legacy_"

  /// A list of the answer, and how what it counts is told in the words of the newer API.
  private struct List {
    let name: StaticString
    /// `KIND` of `organization.usage.KIND.result`.
    let kind: String
    let time: StaticString
    let calls: StaticString
    let counts: [(from: StaticString, to: StaticString)]
  }

  private static let lists = [
    List(
      name: "data", kind: "completions", time: "aggregation_timestamp", calls: "n_requests",
      counts: [
        ("n_context_tokens_total", "input_tokens"), ("n_cached_context_tokens_total", "input_cached_tokens"), ("n_generated_tokens_total", "output_tokens"),
      ]),
    List(name: "dalle_api_data", kind: "images", time: "timestamp", calls: "num_requests", counts: [("num_images", "images")]),
    List(name: "whisper_api_data", kind: "audio_transcriptions", time: "timestamp", calls: "num_requests", counts: [("num_seconds", "seconds")]),
    List(name: "tts_api_data", kind: "audio_speeches", time: "timestamp", calls: "num_requests", counts: [("num_characters", "characters")]),
  ]

  func convert(_ row: JSONView, into events: ConvertedEvents) throws(SchemaMismatch) {
    var known: [String: Int] = [:]
    for list in Self.lists {
      guard let rows = row[list.name], !rows.isNull else { continue }
      guard rows.kind == .array else { throw SchemaMismatch(expected: "a list", got: rows).inside("\(list.name)") }
      var index = 0
      for entry in rows.elements {
        do throws(SchemaMismatch) {
          guard entry.kind == .object else { throw SchemaMismatch(expected: "an object", got: entry) }
          try add(entry, list, "\(list.name)[\(index)]", &known, events)
        } catch {
          events.refuse(error.inside("\(list.name)[\(index)]"))
        }
        index += 1
      }
    }
  }

  private func add(
    _ entry: JSONView, _ list: List, _ path: String, _ known: inout [String: Int], _ events: ConvertedEvents
  ) throws(SchemaMismatch) {
    let instant = try entry.neededInstant(list.time)
    var counts: [(name: StaticString, count: Int64)] = []
    for (from, to) in list.counts { if let count = try entry.whole(from), count > 0 { counts.append((to, count)) } }
    guard !counts.isEmpty else { return }
    let id = Self.id(entry, list, instant, &known)
    var model = try entry.words("snapshot_id")
    if model == nil { model = try entry.words("model_id") }
    let calls = try entry.whole(list.calls) ?? 0
    try events.add(id: id, path: path) { writer throws(SchemaMismatch) in
      writer.name("timestamp")
      instant.write(to: writer)
      writer.member("provider", "openai")
      writer.member("project_id", try entry.words("project_id"))
      writer.member("user_email", try entry.words("email"))
      writer.member("model", model)
      writer.member("operation", try entry.words("operation") ?? list.kind)
      writer.member("category", ReportCategory.usage)
      if calls > 0 { writer.member("call_count", calls) }
      writer.name("usage")
      writer.beginObject()
      writer.member("object", "organization.usage.\(list.kind).result")
      for (name, count) in counts { writer.member(name, count) }
      writer.member("num_model_requests", max(calls, 1))
      writer.endObject()
      writer.name("metadata")
      writer.beginObject()
      writer.member("api_key_id", raw: entry["api_key_id"])
      writer.endObject()
    }
  }

  /// Made of the time and of all that is said in words; the same words again in one answer are told apart by their order.
  private static func id(_ entry: JSONView, _ list: List, _ instant: Timestamp, _ known: inout [String: Int]) -> String {
    var hash = SHA256()
    hash.update(Array(list.kind.utf8))
    for name in ["operation", "snapshot_id", "model_id", "project_id", "api_key_id", "user_id", "email", "request_type", "image_size"] as [StaticString] {
      guard let words = entry[name]?.utf8 else { continue }
      hash.update(Array("\(name)=\(words.count):".utf8) + Array(words))
    }
    let id = "\(prefix)\(instant.seconds)_\(hexadecimal(Array(hash.finish().prefix(16))))"
    let count = known[id, default: 0]
    known[id] = count + 1
    return count == 0 ? id : "\(id)_\(count)"
  }
}
