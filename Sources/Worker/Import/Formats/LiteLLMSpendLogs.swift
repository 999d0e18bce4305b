import CostModel
import JSON
import Store

/// Spend logs of the LiteLLM proxy: rows of its table `LiteLLM_SpendLogs`, as SQL exports, the API `/spend/logs` and its
/// pages (`{data: […]}`) give them. Columns from the table's definition in the proxy's `schema.prisma`.
///
/// Counts include cached tokens, as OpenAI's do. The hash of the API key is not kept: a salted fingerprint stands for it,
/// so that calls of one key can be told together. Prompts and answers are passed over.
final class LiteLLMSpendLogs: RowConverter {
  private let key: HashKey
  private let scratch = JSONParser()
  private let tagParser = JSONParser()

  init(_ key: HashKey) { self.key = key }

  func convert(_ row: JSONView, into events: ConvertedEvents) throws(SchemaMismatch) {
    guard let page = row["data"], page.kind == .array, !row.has("request_id") else { return try convert(log: row, "", events) }
    var index = 0
    for log in page.elements {
      let path = "data[\(index)]"
      do throws(SchemaMismatch) {
        guard log.kind == .object else { throw SchemaMismatch(expected: "a log, an object", got: log) }
        try convert(log: log, path, events)
      } catch {
        events.refuse(error.inside(path))
      }
      index += 1
    }
  }

  private func convert(log row: JSONView, _ path: String, _ events: ConvertedEvents) throws(SchemaMismatch) {
    guard let id = try row.words("request_id") else {
      throw SchemaMismatch(path: "request_id", expected: "the id of a request", got: "nothing")
    }
    let metadata = try Self.inner(row, "metadata", scratch)
    let hasFailed = try row.words("status")?.lowercased() == "failure"
    try events.add(id: "litellm_" + id, path: path) { writer throws(SchemaMismatch) in
      let start = try row.neededInstant("startTime")
      writer.name("timestamp")
      start.write(to: writer)
      writer.member("provider", try row.words("custom_llm_provider"))
      let group = try row.words("model_group")
      writer.member("model", try row.words("model") ?? group)
      writer.member("operation", try row.words("call_type"))
      writer.member("user_email", try row.words("user"))
      writer.member("customer_id", try row.words("end_user"))
      let team = try row.words("team_id")
      writer.member("team", metadata?.text("user_api_key_team_alias") ?? team)
      writer.member("project_id", metadata?.text("user_api_key_project_id", "project_id"))
      try writeDuration(row, start, writer)
      if hasFailed {
        writer.name("success")
        writer.bool(false)
        writer.member("error", metadata?.object("error_information")?.text("error_class", "error_code"))
      }
      try writeUsage(row, metadata, writer, hasFailed)
      try writeTags(row, writer)
      try writeMetadata(row, metadata, writer)
    }
  }

  /// An object, or the JSON text of one.
  private static func inner(_ row: JSONView, _ name: StaticString, _ parser: JSONParser) throws(SchemaMismatch) -> JSONView? {
    guard let value = row[name], !value.isNull else { return nil }
    guard let text = value.utf8 else { return value }
    if text.isEmpty { return nil }
    do throws(JSONSyntaxError) { return try parser.parse(UnsafeRawBufferPointer(text)) } catch {
      throw SchemaMismatch(expected: "JSON text", got: value).inside("\(name)")
    }
  }

  private func writeDuration(_ row: JSONView, _ start: Timestamp, _ writer: JSONWriter) throws(SchemaMismatch) {
    if let milliseconds = try row.whole("request_duration_ms") {
      writer.member("response_time_ms", milliseconds)
    } else if let end = try row.instant("endTime"), end >= start {
      writer.name("response_time_ms")
      writer.decimal(Int128(end.microseconds - start.microseconds), exponent: -3)
    }
  }

  /// Tokens, and what the proxy took them to cost.
  ///
  /// The proxy writes 0 where it knows no price. Such a row is priced here, or stays visibly unpriced; answers from its
  /// cache and calls that failed cost nothing indeed.
  private func writeUsage(
    _ row: JSONView, _ metadata: JSONView?, _ writer: JSONWriter, _ hasFailed: Bool
  ) throws(SchemaMismatch) {
    let spend = row["spend"] == nil ? nil : try row.usd("spend")
    let prompt = try row.whole("prompt_tokens"), completion = try row.whole("completion_tokens")
    let isCached = row.isTrue("cache_hit")
    let hasTokens = (prompt ?? 0) > 0 || (completion ?? 0) > 0
    if let spend, spend.digits != 0 || isCached || hasFailed || !hasTokens { writer.member("cost_usd", spend) }
    guard hasTokens, !isCached else { return }
    writer.name("usage")
    if let whole = metadata?.object("usage_object"), whole.has("prompt_tokens") { return writer.raw(whole.raw) }
    writer.beginObject()
    writer.member("prompt_tokens", prompt)
    writer.member("completion_tokens", completion)
    writer.member("total_tokens", try row.whole("total_tokens"))
    if let more = metadata?.object("additional_usage_values") {
      writer.name("prompt_tokens_details")
      writer.beginObject()
      writer.member("cached_tokens", try more.whole("cache_read_input_tokens"))
      writer.member("cache_creation_tokens", try more.whole("cache_creation_input_tokens"))
      writer.endObject()
    }
    writer.endObject()
  }

  private func writeTags(_ row: JSONView, _ writer: JSONWriter) throws(SchemaMismatch) {
    guard let tags = try Self.inner(row, "request_tags", tagParser), !tags.isNull else { return }
    guard tags.kind == .array else { throw SchemaMismatch(expected: "a list of tags", got: tags).inside("request_tags") }
    if tags.count > 0 { writer.member("tags", raw: tags) }
  }

  private func writeMetadata(_ row: JSONView, _ metadata: JSONView?, _ writer: JSONWriter) throws(SchemaMismatch) {
    writer.name("metadata")
    writer.beginObject()
    if let bytes = row["api_key"]?.utf8, !bytes.isEmpty {
      writer.name("api_key_fingerprint")
      writer.string(hexadecimal(Int64(bitPattern: sipHash(UnsafeRawBufferPointer(bytes), key))))
    }
    writer.member("api_key_alias", metadata?.text("user_api_key_alias"))
    for name in ["model_group", "model_id", "organization_id", "session_id", "agent_id"] as [StaticString] {
      writer.member(name, try row.words(name))
    }
    if row.isTrue("cache_hit") {
      writer.name("cache_hit")
      writer.bool(true)
    }
    writer.endObject()
  }
}
