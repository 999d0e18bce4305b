/// The names a provider goes by, and whose models are whose.
package enum ProviderNames {
  /// The catalogue's providers that a caller's name stands for, in the order they are asked.
  ///
  /// Case, hyphens, dots and spaces do not matter. A name that is not listed stands for itself.
  package static func family(_ name: String) -> [String] {
    let name = normal(name)
    switch name {
    case "google", "google_ai", "google_gemini", "google_genai", "genai", "gcp", "google_ai_studio":
      return ["gemini", "vertex_ai"]
    case "vertex", "vertexai", "google_vertex", "google_vertex_ai", "gcp_vertex_ai", "google_vertex_anthropic":
      return ["vertex_ai"]
    case "aws", "amazon", "aws_bedrock", "amazon_bedrock", "bedrock", "bedrock_converse":
      return ["bedrock", "bedrock_mantle"]
    case "azure", "azure_openai", "azure_text", "azure_ai_openai", "azure_cognitive_services":
      return ["azure", "azure_ai"]
    case "azure_ai", "azure_ai_inference", "azure_foundry", "microsoft": return ["azure_ai", "azure"]
    case "xai", "x_ai", "grok": return ["xai"]
    case "open_ai", "text_completion_openai", "openai_responses": return ["openai"]
    case "claude", "anthropic_ai": return ["anthropic"]
    case "mistralai", "mistral_ai": return ["mistral"]
    case "cohere_chat": return ["cohere"]
    case "together", "togetherai": return ["together_ai"]
    case "fireworks", "fireworksai", "fireworks_ai_embedding_models": return ["fireworks_ai"]
    case "moonshotai": return ["moonshot"]
    case "alibaba", "alibaba_cloud": return ["dashscope"]
    case "text_completion_codestral": return ["codestral"]
    case "text_completion_inception": return ["inception"]
    case "novita_ai": return ["novita"]
    case "gmicloud": return ["gmi"]
    case "friendli": return ["friendliai"]
    case "llama": return ["meta_llama"]
    case "cloudflare_workers_ai": return ["cloudflare"]
    case "vercel": return ["vercel_ai_gateway"]
    case "bigquery", "google_bigquery", "gcp_bigquery": return ["bigquery"]
    default: return name.hasPrefix("vertex_ai_") ? ["vertex_ai"] : [name]
    }
  }

  /// The vendor whose model this is by its name, for calls that name no provider.
  static func vendor(ofModel model: String) -> String? {
    let model = model.lowercased()
    return vendors.first { model.hasPrefix($0.prefix) }?.provider
  }

  private static let vendors: [(prefix: String, provider: String)] = [
    ("claude-", "anthropic"), ("gpt-", "openai"), ("chatgpt-", "openai"), ("o1", "openai"), ("o3", "openai"),
    ("o4", "openai"), ("text-embedding-3", "openai"), ("text-embedding-ada", "openai"), ("dall-e", "openai"),
    ("whisper-1", "openai"), ("tts-1", "openai"), ("codex-", "openai"), ("computer-use-", "openai"),
    ("sora-", "openai"), ("davinci-", "openai"), ("babbage-", "openai"), ("gemini-", "gemini"), ("gemma-", "gemini"),
    ("grok-", "xai"), ("deepseek-", "deepseek"), ("mistral-", "mistral"), ("codestral-", "mistral"),
    ("magistral-", "mistral"), ("ministral-", "mistral"), ("pixtral-", "mistral"), ("devstral-", "mistral"),
    ("command-", "cohere"), ("embed-", "cohere"), ("rerank-", "cohere"), ("sonar", "perplexity"),
    ("qwen", "dashscope"), ("glm-", "zai"), ("kimi-", "moonshot"), ("minimax-", "minimax"), ("voyage-", "voyage"),
    ("bigquery", "bigquery"),
  ]

  private static func normal(_ name: String) -> String {
    String(
      decoding: name.utf8.map { byte -> UInt8 in
        switch byte {
        case UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: " "): UInt8(ascii: "_")
        default: lowercased(byte)
        }
      }, as: UTF8.self)
  }
}
