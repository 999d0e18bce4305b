import CostModel
import JSON

/// Usage objects in `input_tokens` or `prompt_tokens`: Anthropic Messages, OpenAI Chat Completions, Responses and
/// Realtime, and all who follow them. One pass over the members.
struct TokenUsage {
  private var counts = UsageCounts()
  /// `input_tokens` and `prompt_tokens` may both be there; the latter is OpenAI's, then, and includes the cache.
  private var input: Int64?
  private var output: Int64?
  private var anthropicRead: Int64?
  private var anthropicWrite: Int64?
  private var written5m: Int64?
  private var written1h: Int64?
  private var total: Int64?
  private var webSearches: Int64?
  private var citations: Int64?
  private var searchSize: Bucket?
  private var tier: JSONView?
  private var geo: JSONView?
  private var iterations: JSONView?
  /// A list where OpenAI has an object: Google's Python library gives that name to its modalities.
  private var modalities: JSONView?
  private var isFast = false
  private var seen = Seen()

  private struct Seen: OptionSet {
    let rawValue: UInt8
    static let counts = Seen(rawValue: 1)
    static let anthropic = Seen(rawValue: 2)
    static let inputDetails = Seen(rawValue: 4)
    static let realtime = Seen(rawValue: 8)
    static let deepSeek = Seen(rawValue: 16)
    static let xai = Seen(rawValue: 32)
    /// A sum of many calls, which `ReportUsage` reads.
    static let report = Seen(rawValue: 64)
  }

  /// Reads into `usage` (a usage is several hundred bytes, not to be handed about); false when the object has none of
  /// these members.
  static func read(
    _ view: JSONView, _ hint: UsageHint, into usage: inout ProviderUsage
  ) throws(SchemaMismatch) -> Bool {
    var tokens = TokenUsage()
    for (name, value) in view.members { try tokens.take(name, value) }
    guard tokens.seen.contains(.counts), !tokens.seen.contains(.report) else { return false }
    if let list = tokens.modalities {
      throw SchemaMismatch(expected: "an object", got: list).inside("prompt_tokens_details")
    }
    try tokens.settle(hint, into: &usage)
    return true
  }

  @inline(__always)
  private mutating func take(_ name: UnsafeBufferPointer<UInt8>, _ value: JSONView) throws(SchemaMismatch) {
    switch name.count {
    case 12:
      if isNamed(name, "input_tokens") {
        input = try value.count("input_tokens")
        seen.insert(.counts)
      } else if isNamed(name, "total_tokens") {
        total = try value.count("total_tokens")
      } else if isNamed(name, "service_tier") {
        tier = value
      }
    case 13:
      if isNamed(name, "prompt_tokens") {
        counts.prompt = try value.count("prompt_tokens")
        seen.insert(.counts)
      } else if isNamed(name, "output_tokens") {
        output = try value.count("output_tokens")
        seen.insert(.counts)
      } else if isNamed(name, "inference_geo") {
        geo = value
        seen.insert(.anthropic)
      } else if isNamed(name, "cached_tokens") {
        counts.cacheRead = try value.count("cached_tokens") ?? counts.cacheRead
      }
    case 17:
      if isNamed(name, "completion_tokens") {
        counts.completion = try value.count("completion_tokens")
        seen.insert(.counts)
      } else if isNamed(name, "cost_in_usd_ticks") {
        seen.insert(.xai)
      }
    case 20:
      if isNamed(name, "input_tokens_details") {
        try takeInput(value, "input_tokens_details")
      } else if isNamed(name, "output_token_details") {
        try takeOutput(value, "output_token_details")
      }
    case 21:
      if isNamed(name, "prompt_tokens_details") {
        if value.kind == .array { modalities = value } else { try takeInput(value, "prompt_tokens_details") }
      } else if isNamed(name, "output_tokens_details") {
        try takeOutput(value, "output_tokens_details")
      } else {
        try takeRare(name, value)
      }
    case 25 where isNamed(name, "completion_tokens_details"): try takeOutput(value, "completion_tokens_details")
    case 23:
      if isNamed(name, "cache_read_input_tokens") {
        anthropicRead = try value.count("cache_read_input_tokens")
        seen.insert(.anthropic)
      } else if isNamed(name, "prompt_cache_hit_tokens") {
        counts.cacheRead = try value.count("prompt_cache_hit_tokens") ?? counts.cacheRead
        seen.insert(.deepSeek)
      }
    case 27 where isNamed(name, "cache_creation_input_tokens"):
      anthropicWrite = try value.count("cache_creation_input_tokens")
      seen.insert(.anthropic)
    case 14 where isNamed(name, "cache_creation"): try takeCreation(value)
    default: try takeRare(name, value)
    }
  }

  @inline(never)
  private mutating func takeRare(_ name: UnsafeBufferPointer<UInt8>, _ value: JSONView) throws(SchemaMismatch) {
    if isNamed(name, "server_tool_use") {
      seen.insert(.anthropic)
      if value.isNull { return }
      try part(value, "server_tool_use") { view throws(SchemaMismatch) in
        webSearches = try view.count(of: "web_search_requests")
      }
    } else if isNamed(name, "iterations") {
      if value.isNull { return }
      guard value.kind == .array else {
        throw SchemaMismatch(expected: "a list of iterations", got: value).inside("iterations")
      }
      iterations = value
      seen.insert([.anthropic, .counts])
    } else if isNamed(name, "speed") {
      isFast = value.equals("fast")
      seen.insert(.anthropic)
    } else if isNamed(name, "input_token_details") {
      try takeInput(value, "input_token_details")
      seen.insert(.realtime)
    } else if isNamed(name, "prompt_token_details") {
      try takeInput(value, "prompt_token_details")
    } else if isNamed(name, "reasoning_tokens") {
      counts.reasoning = try value.count("reasoning_tokens") ?? counts.reasoning
    } else if isNamed(name, "citation_tokens") {
      citations = try value.count("citation_tokens")
    } else if isNamed(name, "num_search_queries") {
      webSearches = try value.count("num_search_queries")
    } else if isNamed(name, "num_sources_used") {
      _ = try value.count("num_sources_used")
      seen.insert(.xai)
    } else if isNamed(name, "uncached_input_tokens") || isNamed(name, "num_model_requests") {
      seen.insert(.report)
    } else if isNamed(name, "search_context_size") {
      searchSize = value.equals("low") ? .webSearchLow : value.equals("high") ? .webSearchHigh : .webSearch
    }
  }

  private func part(
    _ value: JSONView, _ name: StaticString, _ body: (JSONView) throws(SchemaMismatch) -> Void
  ) throws(SchemaMismatch) {
    guard value.kind == .object else { throw SchemaMismatch(expected: "an object", got: value).inside("\(name)") }
    do throws(SchemaMismatch) { try body(value) } catch { throw error.inside("\(name)") }
  }

  private mutating func takeCreation(_ value: JSONView) throws(SchemaMismatch) {
    seen.insert(.anthropic)
    if value.isNull { return }
    try part(value, "cache_creation") { view throws(SchemaMismatch) in
      written5m = try view.count(of: "ephemeral_5m_input_tokens")
      written1h = try view.count(of: "ephemeral_1h_input_tokens")
    }
  }

  @inline(__always)
  private mutating func takeInput(_ value: JSONView, _ member: StaticString) throws(SchemaMismatch) {
    if value.isNull { return }
    seen.insert(.inputDetails)
    guard value.kind == .object else { throw SchemaMismatch(expected: "an object", got: value).inside("\(member)") }
    do throws(SchemaMismatch) {
      for (name, value) in value.members { try takeInputDetail(name, value) }
    } catch {
      throw error.inside("\(member)")
    }
  }

  private mutating func takeInputDetail(
    _ name: UnsafeBufferPointer<UInt8>, _ value: JSONView
  ) throws(SchemaMismatch) {
    switch name.count {
    case 13 where isNamed(name, "cached_tokens"): counts.cacheRead = try value.count("cached_tokens")
    case 12 where isNamed(name, "audio_tokens"): counts.inputAudio = try value.count("audio_tokens")
    case 12 where isNamed(name, "image_tokens"): counts.inputImage = try value.count("image_tokens")
    case 12 where isNamed(name, "video_tokens"): counts.inputVideo = try value.count("video_tokens")
    case 18 where isNamed(name, "cache_write_tokens"): counts.cacheWrite = try value.count("cache_write_tokens")
    case 21 where isNamed(name, "cache_creation_tokens"): counts.cacheWrite = try value.count("cache_creation_tokens")
    case 21 where isNamed(name, "cached_tokens_details"):
      if value.isNull { return }
      try part(value, "cached_tokens_details") { view throws(SchemaMismatch) in
        counts.cacheReadAudio = try view.count(of: "audio_tokens")
        counts.cacheReadImage = try view.count(of: "image_tokens")
      }
    case 28 where isNamed(name, "cache_creation_token_details"):
      if value.isNull { return }
      try part(value, "cache_creation_token_details") { view throws(SchemaMismatch) in
        counts.cacheWrite1h = try view.count(of: "ephemeral_1h_input_tokens")
      }
    default: break
    }
  }

  @inline(__always)
  private mutating func takeOutput(_ value: JSONView, _ member: StaticString) throws(SchemaMismatch) {
    if value.isNull { return }
    guard value.kind == .object else { throw SchemaMismatch(expected: "an object", got: value).inside("\(member)") }
    do throws(SchemaMismatch) {
      for (name, value) in value.members {
        switch name.count {
        case 16 where isNamed(name, "reasoning_tokens"): counts.reasoning = try value.count("reasoning_tokens")
        case 15 where isNamed(name, "thinking_tokens"): counts.reasoning = try value.count("thinking_tokens")
        case 12 where isNamed(name, "audio_tokens"): counts.outputAudio = try value.count("audio_tokens")
        case 12 where isNamed(name, "image_tokens"): counts.outputImage = try value.count("image_tokens")
        case 12 where isNamed(name, "video_tokens"): counts.outputVideo = try value.count("video_tokens")
        default: break
        }
      }
    } catch {
      throw error.inside("\(member)")
    }
  }

  // MARK: What it comes to

  private mutating func settle(_ hint: UsageHint, into usage: inout ProviderUsage) throws(SchemaMismatch) {
    let convention = convention(hint)
    if let iterations, iterations.count > 0 {
      usage = try Self.iterated(iterations, hint)
    } else {
      usage.count(counts, convention, total: total)
    }
    if let webSearches, webSearches > 0 {
      usage.main.quantities[.webSearch] = webSearches
    } else if let searchSize {
      usage.main.quantities[searchSize] = 1
    }
    if let citations { usage.main.quantities[.citation] = citations }
    if let word = tier?.utf8 { usage.setTier(word) }
    if isFast { usage.main.serviceTier = .fast }
    if let geo, let bytes = geo.utf8 {
      if isNamed(bytes, "us") {
        usage.main.inferenceGeo = "us"
      } else {
        usage.main.inferenceGeo = String(decoding: bytes.prefix(64), as: UTF8.self)
      }
    }
    for index in usage.others.indices {
      usage.others[index].serviceTier = usage.main.serviceTier
      usage.others[index].inferenceGeo = usage.main.inferenceGeo
    }
  }

  /// Settles which numbers include which, and moves them to their places.
  @inline(__always)
  private mutating func convention(_ hint: UsageHint) -> UsageConvention {
    if counts.prompt != nil || counts.completion != nil {
      if counts.cacheRead == nil { counts.cacheRead = anthropicRead }
      if counts.cacheWrite == nil { counts.cacheWrite = anthropicWrite }
      return hasReasoningBeside(hint) ? .xai : .openAIChat
    }
    counts.prompt = input
    counts.completion = output
    if seen.contains(.anthropic), !seen.contains(.inputDetails) {
      countAnthropicCache()
      return .anthropic
    }
    if seen.contains(.inputDetails) {
      if counts.cacheRead == nil { counts.cacheRead = anthropicRead }
      if counts.cacheWrite == nil { counts.cacheWrite = anthropicWrite }
      if hasReasoningBeside(hint) { return .xai }
      return seen.contains(.realtime) ? .openAIRealtime : .openAIResponses
    }
    return hasReasoningBeside(hint) ? .xai : .openAIResponses
  }

  private mutating func countAnthropicCache() {
    counts.cacheRead = anthropicRead
    counts.cacheWrite = anthropicWrite
    if written5m != nil || written1h != nil {
      // The split is of the sum, not beside it. Without the sum, it makes it.
      counts.cacheWrite = max(anthropicWrite ?? 0, (written5m ?? 0) + (written1h ?? 0))
      counts.cacheWrite1h = written1h
    }
  }

  /// Whether reasoning is counted beside the output. The total tells; without one, the provider.
  private func hasReasoningBeside(_ hint: UsageHint) -> Bool {
    guard let reasoning = counts.reasoning, reasoning > 0 else { return false }
    let plain = (counts.prompt ?? 0) + (counts.completion ?? 0)
    if let total {
      if total == plain { return false }
      if total == plain + reasoning { return true }
    }
    return seen.contains(.xai) || hint.convention == .xai
      || (hint.provider.map { ProviderNames.family($0) == ["perplexity"] } ?? false)
  }

  /// Each run of a model in the request, priced on its own: the totals of the object leave some of them out.
  private static func iterated(_ list: JSONView, _ hint: UsageHint) throws(SchemaMismatch) -> ProviderUsage {
    var whole: ProviderUsage?
    var index = 0
    for element in list.elements {
      do throws(SchemaMismatch) {
        guard element.kind == .object else { throw SchemaMismatch(expected: "an object", got: element) }
        var part = TokenUsage()
        for (name, value) in element.members where !isNamed(name, "iterations") { try part.take(name, value) }
        part.seen.insert(.anthropic)
        var usage = ProviderUsage()
        try part.settle(hint, into: &usage)
        usage.main.model = element.text("model")
        if whole == nil { whole = usage } else { whole?.add(usage) }
      } catch {
        throw error.inside(index).inside("iterations")
      }
      index += 1
    }
    return whole ?? ProviderUsage()
  }
}

extension ProviderUsage {
  /// Adds another run of a model as a part of its own.
  fileprivate mutating func add(_ other: ProviderUsage) {
    others.append(other.main)
    isInconsistent = isInconsistent || other.isInconsistent
    func sum(_ left: Int64?, _ right: Int64?) -> Int64? {
      guard let left, let right else { return left ?? right }
      let (sum, overflow) = left.addingReportingOverflow(right)
      return overflow ? .max : sum
    }
    reported.prompt = sum(reported.prompt, other.reported.prompt)
    reported.completion = sum(reported.completion, other.reported.completion)
    reported.cacheRead = sum(reported.cacheRead, other.reported.cacheRead)
    reported.cacheWrite = sum(reported.cacheWrite, other.reported.cacheWrite)
    reported.reasoning = sum(reported.reasoning, other.reported.reasoning)
    reported.total = sum(reported.total, other.reported.total)
  }
}
