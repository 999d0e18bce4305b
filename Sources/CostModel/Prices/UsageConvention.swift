/// How a provider counts: which numbers include which.
package enum UsageConvention: String, CaseIterable, Hashable, Sendable {
  /// Anthropic Messages: cache reads and writes stand beside the input; reasoning is part of the output.
  case anthropic
  /// Bedrock Converse: as Anthropic.
  case bedrock
  /// OpenAI Chat Completions: cached, written, audio and image tokens are part of the prompt; reasoning of the output.
  case openAIChat = "openai_chat"
  /// OpenAI Responses: as Chat Completions.
  case openAIResponses = "openai_responses"
  /// OpenAI Realtime: as Chat Completions, with cached audio and image tokens told apart.
  case openAIRealtime = "openai_realtime"
  /// Google: cached tokens are part of the prompt; tool-use prompt and thoughts stand beside prompt and candidates.
  case google
  /// xAI: cached tokens are part of the prompt; reasoning stands beside the completion.
  case xai
  /// DeepSeek, Mistral, OpenTelemetry and everyone else: all is part of the two totals.
  case inclusive
  /// Langfuse and other logs of exclusive buckets: every number stands beside the others.
  case exclusive

  /// How flat fields (`prompt_tokens` and its like) of a provider are meant.
  ///
  /// Claude at Google or Microsoft counts as Anthropic does, so the model decides there.
  package static func convention(forProvider provider: String?, model: String = "") -> UsageConvention {
    let family = provider.map(ProviderNames.family) ?? ProviderNames.vendor(ofModel: model).map { [$0] } ?? []
    switch family.first {
    case "anthropic": return .anthropic
    case "bedrock": return .bedrock
    case "gemini", "vertex_ai": return model.lowercased().contains(text: "claude") ? .anthropic : .google
    case "azure_ai" where model.lowercased().contains(text: "claude"): return .anthropic
    case "xai": return .xai
    default: return .inclusive
    }
  }

  /// Whether cache reads and writes are counted beside the prompt, not in it.
  var hasCacheBeside: Bool { self == .anthropic || self == .bedrock || self == .exclusive }

  /// Whether reasoning is counted beside the completion, not in it.
  var hasReasoningBeside: Bool { self == .google || self == .xai || self == .exclusive }

  /// Whether parts in audio, images and video are counted beside the two totals, not in them.
  var hasModalitiesBeside: Bool { self == .exclusive }
}

/// Counts as a provider told them; nil where it told none.
package struct UsageCounts: Hashable, Sendable {
  package var prompt: Int64?
  package var completion: Int64?
  package var cacheRead: Int64?
  /// All tokens written to a cache; those of `cacheWrite1h` are part of it.
  package var cacheWrite: Int64?
  package var cacheWrite1h: Int64?
  package var reasoning: Int64?
  /// Google's prompt made of tool results, beside the prompt.
  package var toolUsePrompt: Int64?
  /// All audio input, cached or not.
  package var inputAudio: Int64?
  package var cacheReadAudio: Int64?
  package var inputImage: Int64?
  package var cacheReadImage: Int64?
  package var inputVideo: Int64?
  package var outputAudio: Int64?
  package var outputImage: Int64?
  package var outputVideo: Int64?

  package init() {}
}

/// Counts as exclusive buckets.
package struct CountedUsage: Hashable, Sendable {
  package var quantities: UsageQuantities
  /// All input, cached or not: what decides between price tiers.
  package var inputTokens: Int64
  /// All output, reasoning included.
  package var outputTokens: Int64
  /// Whether the parts did not fit into the totals, or a number was below zero.
  package var isInconsistent: Bool

  package var totalTokens: Int64 { saturatingSum(inputTokens, outputTokens) }
}
