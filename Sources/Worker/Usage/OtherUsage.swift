import CostModel
import JSON

/// Google's usage metadata, in the spelling of REST and of the Python library.
enum GoogleUsage {
  static func read(_ view: JSONView) throws(SchemaMismatch) -> ProviderUsage? {
    guard
      view.has(
        "promptTokenCount", "candidatesTokenCount", "totalTokenCount", "responseTokenCount", "thoughtsTokenCount",
        "prompt_token_count", "candidates_token_count", "total_token_count", "response_token_count",
        "thoughts_token_count")
    else { return nil }
    var counts = UsageCounts()
    counts.prompt = try view.count(of: "promptTokenCount", "prompt_token_count")
    counts.completion = try view.count(
      of: "candidatesTokenCount", "candidates_token_count", "responseTokenCount", "response_token_count")
    counts.cacheRead = try view.count(of: "cachedContentTokenCount", "cached_content_token_count")
    counts.reasoning = try view.count(of: "thoughtsTokenCount", "thoughts_token_count")
    counts.toolUsePrompt = try view.count(of: "toolUsePromptTokenCount", "tool_use_prompt_token_count")
    let prompt = try modalities(view, "promptTokensDetails", "prompt_tokens_details")
    let cached = try modalities(view, "cacheTokensDetails", "cache_tokens_details")
    var made = try modalities(view, "candidatesTokensDetails", "candidates_tokens_details")
    if made == nil { made = try modalities(view, "responseTokensDetails", "response_tokens_details") }
    counts.inputAudio = prompt?.audio
    counts.inputImage = prompt?.image
    // Cached video has no bucket of its own: it is counted with the cached text, so not with the video seen.
    counts.inputVideo = prompt.map { max(0, $0.video - (cached?.video ?? 0)) }
    counts.cacheReadAudio = cached?.audio
    counts.cacheReadImage = cached?.image
    counts.outputAudio = made?.audio
    counts.outputImage = made?.image
    counts.outputVideo = made?.video
    let total = try view.count(of: "totalTokenCount", "total_token_count")
    var usage = ProviderUsage(counts, .google, total: total)
    usage.main.model = view.text("modelVersion", "model_version")
    if let word = view["serviceTier"]?.utf8 ?? view["service_tier"]?.utf8 { usage.setTier(word) }
    return usage
  }

  private struct Modalities {
    var audio: Int64 = 0
    var image: Int64 = 0
    var video: Int64 = 0
  }

  private static func modalities(
    _ view: JSONView, _ camel: StaticString, _ snake: StaticString
  ) throws(SchemaMismatch) -> Modalities? {
    for name in [camel, snake] {
      guard let list = view[name], !list.isNull else { continue }
      guard list.kind == .array else {
        throw SchemaMismatch(expected: "a list of modalities", got: list).inside("\(name)")
      }
      var sums = Modalities()
      var index = 0
      for element in list.elements {
        do throws(SchemaMismatch) {
          let count = try element.count(of: "tokenCount", "token_count") ?? 0
          switch element.text("modality")?.uppercased() {
          case "AUDIO"?: sums.audio &+= count
          // Documents are billed as the pictures of their pages.
          case "IMAGE"?, "DOCUMENT"?: sums.image &+= count
          case "VIDEO"?: sums.video &+= count
          default: break
          }
        } catch {
          throw error.inside(index).inside("\(name)")
        }
        index += 1
        if index > 64 { break }
      }
      return sums
    }
    return nil
  }
}

/// Bedrock's Converse, and the same names where the cache is part of the input (Vercel's AI SDK).
enum BedrockUsage {
  static func read(_ view: JSONView) throws(SchemaMismatch) -> ProviderUsage? {
    guard view.has("inputTokens", "outputTokens") else { return nil }
    var counts = UsageCounts()
    counts.prompt = try view.count(of: "inputTokens")
    counts.completion = try view.count(of: "outputTokens")
    let total = try view.count(of: "totalTokens")
    if view.has("cachedInputTokens", "reasoningTokens") {
      counts.cacheRead = try view.count(of: "cachedInputTokens")
      counts.reasoning = try view.count(of: "reasoningTokens")
      return ProviderUsage(counts, .inclusive, total: total)
    }
    counts.cacheRead = try view.count(of: "cacheReadInputTokens", "cacheReadInputTokenCount")
    counts.cacheWrite = try view.count(of: "cacheWriteInputTokens", "cacheWriteInputTokenCount")
    if let details = view["cacheDetails"], details.kind == .array {
      var hour: Int64 = 0
      var index = 0
      for element in details.elements.prefix(64) {
        do throws(SchemaMismatch) {
          if element["ttl"]?.equals("1h") ?? false { hour &+= try element.count(of: "inputTokens") ?? 0 }
        } catch {
          throw error.inside(index).inside("cacheDetails")
        }
        index += 1
      }
      counts.cacheWrite1h = hour
    }
    return ProviderUsage(counts, .bedrock, total: total)
  }
}

/// Cohere's billed units.
enum CohereUsage {
  static func read(_ view: JSONView) throws(SchemaMismatch) -> ProviderUsage? {
    guard let units = view["billed_units"], !units.isNull else { return nil }
    do throws(SchemaMismatch) {
      guard units.kind == .object else { throw SchemaMismatch(expected: "an object", got: units) }
      var counts = UsageCounts()
      counts.prompt = try units.count(of: "input_tokens")
      counts.completion = try units.count(of: "output_tokens")
      var usage = ProviderUsage(counts, .inclusive)
      let searches = try units.count(of: "search_units") ?? 0
      let classifications = try units.count(of: "classifications") ?? 0
      usage.main.quantities[.request] = searches + classifications
      usage.main.quantities[.imageIn] = try units.count(of: "images") ?? 0
      return usage
    } catch {
      throw error.inside("billed_units")
    }
  }
}

/// The attributes of OpenTelemetry's conventions for generative AI.
enum OpenTelemetryUsage {
  static func read(_ view: JSONView) throws(SchemaMismatch) -> ProviderUsage? {
    guard
      view.has(
        "gen_ai.usage.input_tokens", "gen_ai.usage.output_tokens", "gen_ai.usage.prompt_tokens",
        "gen_ai.usage.completion_tokens")
    else { return nil }
    var counts = UsageCounts()
    counts.prompt = try view.count(of: "gen_ai.usage.input_tokens", "gen_ai.usage.prompt_tokens")
    counts.completion = try view.count(of: "gen_ai.usage.output_tokens", "gen_ai.usage.completion_tokens")
    counts.cacheRead = try view.count(
      of: "gen_ai.usage.cache_read.input_tokens", "gen_ai.usage.cache_read_input_tokens")
    counts.cacheWrite = try view.count(
      of: "gen_ai.usage.cache_creation.input_tokens", "gen_ai.usage.cache_creation_input_tokens")
    counts.reasoning = try view.count(
      of: "gen_ai.usage.reasoning.output_tokens", "gen_ai.usage.output_tokens.reasoning")
    var usage = ProviderUsage(counts, .inclusive)
    usage.main.model = view.text("gen_ai.response.model", "gen_ai.request.model")
    if let word = view["openai.response.service_tier"]?.utf8 ?? view["gen_ai.openai.response.service_tier"]?.utf8 {
      usage.setTier(word)
    }
    return usage
  }
}

/// Langfuse's usage details: every number stands beside the others.
enum LangfuseUsage {
  static func read(_ view: JSONView) throws(SchemaMismatch) -> ProviderUsage? {
    guard view.has("input", "output") else { return nil }
    for name in ["input", "output"] as [StaticString] {
      // Many an answer has an "output" that is text or a list.
      if let value = view[name], value.kind != .number, value.kind != .null, !view.has("total", "unit") { return nil }
    }
    var counts = UsageCounts()
    counts.prompt = try view.count(of: "input")
    counts.completion = try view.count(of: "output")
    if let unit = view.text("unit")?.uppercased(), unit != "TOKENS" { return try other(unit, counts) }
    counts.cacheRead = try view.count(of: "input_cached_tokens", "cache_read_input_tokens", "input_cache_read")
    counts.cacheWrite = try view.count(
      of: "cache_creation_input_tokens", "input_cache_creation", "input_cache_write_tokens")
    let hour = try view.count(of: "input_cache_creation_1h")
    let short = try view.count(of: "input_cache_creation_5m")
    if hour != nil || short != nil {
      counts.cacheWrite = max(counts.cacheWrite ?? 0, (hour ?? 0) + (short ?? 0))
      counts.cacheWrite1h = hour
    }
    counts.reasoning = try view.count(of: "output_reasoning_tokens", "output_reasoning")
    counts.inputAudio = try view.count(of: "input_audio_tokens", "input_audio")
    counts.outputAudio = try view.count(of: "output_audio_tokens", "output_audio")
    counts.inputImage = try view.count(of: "input_image_tokens")
    return ProviderUsage(counts, .exclusive, total: try view.count(of: "total"))
  }

  private static func other(_ unit: String, _ counts: UsageCounts) throws(SchemaMismatch) -> ProviderUsage {
    var quantities = UsageQuantities()
    switch unit {
    case "CHARACTERS":
      quantities[.characterIn] = counts.prompt ?? 0
      quantities[.characterOut] = counts.completion ?? 0
    case "SECONDS":
      quantities[.secondIn] = counts.prompt ?? 0
      quantities[.secondOut] = counts.completion ?? 0
    case "IMAGES":
      quantities[.imageIn] = counts.prompt ?? 0
      quantities[.imageOut] = counts.completion ?? 0
    case "REQUESTS": quantities[.request] = (counts.prompt ?? 0) + (counts.completion ?? 0)
    default:
      throw SchemaMismatch(
        path: "unit", expected: "one of TOKENS, CHARACTERS, SECONDS, IMAGES, REQUESTS", got: "\"\(shortened(unit))\"")
    }
    return ProviderUsage(main: ProviderUsage.Part(quantities: quantities))
  }
}

/// OpenAI's transcriptions that are billed by time: whole seconds, rounded up.
enum DurationUsage {
  static func read(_ view: JSONView) throws(SchemaMismatch) -> ProviderUsage? {
    guard view["type"]?.equals("duration") ?? false, let seconds = view["seconds"] else { return nil }
    guard let value = seconds.double, value >= 0, value <= 1e12 else {
      throw SchemaMismatch(expected: "a number from 0 to 1000000000000", got: seconds).inside("seconds")
    }
    var quantities = UsageQuantities()
    quantities[.secondIn] = Int64(value.rounded(.up))
    return ProviderUsage(main: ProviderUsage.Part(quantities: quantities))
  }
}
