import CostModel
import JSON

/// A result of a provider's usage report: many calls of one group, summed over a bucket of time.
///
/// Whether a call is above a price list's threshold of context is a matter of the single call, never of the sum. So
/// Anthropic's results are priced by the `context_window` that they name, and OpenAI's by their mean request.
enum ReportUsage {
  static func read(_ view: JSONView) throws(SchemaMismatch) -> ProviderUsage? {
    if view.has("uncached_input_tokens") { return try anthropic(view) }
    guard let kind = view["object"]?.utf8, kind.starts(with: "organization.usage.".utf8) else {
      return view.has("num_model_requests") ? try openAITokens(view) : nil
    }
    if view.has("input_tokens") { return try openAITokens(view) }
    let level: Bucket =
      view["context_level"]?.equals("low") == true
      ? .webSearchLow : view["context_level"]?.equals("high") == true ? .webSearchHigh : .webSearch
    let isSearch = kind.elementsEqual("organization.usage.web_searches.result".utf8)
    for (name, bucket) in [
      ("images", .imageOut), ("characters", .characterIn), ("seconds", .secondIn), ("num_sessions", .codeSession),
      ("num_requests", isSearch ? level : .fileSearch),
    ] as [(StaticString, Bucket)] {
      guard let count = try view.count(of: name) else { continue }
      var quantities = UsageQuantities()
      quantities[bucket] = count
      return ProviderUsage(main: ProviderUsage.Part(quantities: quantities))
    }
    return nil
  }

  /// Anthropic: what was read from the cache and written to it stands beside the input.
  private static func anthropic(_ view: JSONView) throws(SchemaMismatch) -> ProviderUsage {
    var counts = UsageCounts()
    counts.prompt = try view.count(of: "uncached_input_tokens")
    counts.cacheRead = try view.count(of: "cache_read_input_tokens")
    counts.completion = try view.count(of: "output_tokens")
    if let written = view["cache_creation"], !written.isNull {
      do throws(SchemaMismatch) {
        guard written.kind == .object else { throw SchemaMismatch(expected: "an object", got: written) }
        let hour = try written.count(of: "ephemeral_1h_input_tokens") ?? 0
        counts.cacheWrite = (try written.count(of: "ephemeral_5m_input_tokens") ?? 0) + hour
        counts.cacheWrite1h = hour
      } catch {
        throw error.inside("cache_creation")
      }
    }
    var usage = ProviderUsage(counts, .anthropic)
    if let tools = view.object("server_tool_use") {
      do throws(SchemaMismatch) {
        usage.main.quantities[.webSearch] = try tools.count(of: "web_search_requests") ?? 0
      } catch {
        throw error.inside("server_tool_use")
      }
    }
    let isLong = view["context_window"]?.utf8.map { !$0.starts(with: "0-".utf8) } ?? false
    usage.main.quantities.tierTokens = isLong ? 200_001 : 0
    if let word = view["service_tier"]?.utf8 { usage.setTier(word) }
    if view["speed"]?.equals("fast") == true { usage.main.serviceTier = .fast }
    usage.main.inferenceGeo = view.text("inference_geo")
    return usage
  }

  /// OpenAI: cached and written tokens are part of the input; those of audio and images are told apart, cached beside
  /// uncached.
  private static func openAITokens(_ view: JSONView) throws(SchemaMismatch) -> ProviderUsage {
    func sum(_ one: StaticString, _ other: StaticString) throws(SchemaMismatch) -> Int64? {
      guard let first = try view.count(of: one) else { return try view.count(of: other) }
      return first + (try view.count(of: other) ?? 0)
    }
    var counts = UsageCounts()
    counts.prompt = try view.count(of: "input_tokens")
    counts.completion = try view.count(of: "output_tokens")
    counts.cacheRead = try view.count(of: "input_cached_tokens")
    counts.cacheWrite = try view.count(of: "input_cache_write_tokens")
    counts.inputAudio = try sum("input_audio_tokens", "input_cached_audio_tokens")
    counts.cacheReadAudio = try view.count(of: "input_cached_audio_tokens")
    counts.inputImage = try sum("input_image_tokens", "input_cached_image_tokens")
    counts.cacheReadImage = try view.count(of: "input_cached_image_tokens")
    counts.outputAudio = try view.count(of: "output_audio_tokens")
    counts.outputImage = try view.count(of: "output_image_tokens")
    var usage = ProviderUsage(counts, .openAIRealtime)
    let calls = try view.count(of: "num_model_requests") ?? 0
    usage.main.quantities.tierTokens /= max(calls, 1)
    if let word = view["service_tier"]?.utf8 { usage.setTier(word) }
    if view["batch"]?.bool == true { usage.main.serviceTier = .batch }
    return usage
  }
}
