import CostModel
import JSON

/// What Bedrock's InvokeModel answers for models that have no usage object of their own: counts beside the text.
enum InvokeModelUsage {
  static func read(_ view: JSONView) throws(SchemaMismatch) -> ProviderUsage? {
    if let metrics = view.object("amazon-bedrock-invocationMetrics") {
      do throws(SchemaMismatch) {
        return try self.metrics(metrics)
      } catch {
        throw error.inside("amazon-bedrock-invocationMetrics")
      }
    }
    if view.has("inputTokenCount", "outputTokenCount") { return try metrics(view) }
    if view.has("generation_token_count") { return try llama(view) }
    if view.has("inputTextTokenCount") { return try titan(view) }
    return nil
  }

  /// The last event of a stream, of any model.
  private static func metrics(_ view: JSONView) throws(SchemaMismatch) -> ProviderUsage {
    var counts = UsageCounts()
    counts.prompt = try view.count(of: "inputTokenCount")
    counts.completion = try view.count(of: "outputTokenCount")
    counts.cacheRead = try view.count(of: "cacheReadInputTokenCount")
    counts.cacheWrite = try view.count(of: "cacheWriteInputTokenCount")
    return ProviderUsage(counts, .bedrock)
  }

  private static func llama(_ view: JSONView) throws(SchemaMismatch) -> ProviderUsage {
    var counts = UsageCounts()
    counts.prompt = try view.count(of: "prompt_token_count")
    counts.completion = try view.count(of: "generation_token_count")
    return ProviderUsage(counts, .bedrock)
  }

  /// Titan's text in `results`; its embeddings have input only.
  private static func titan(_ view: JSONView) throws(SchemaMismatch) -> ProviderUsage {
    var counts = UsageCounts()
    counts.prompt = try view.count(of: "inputTextTokenCount")
    counts.completion = try view.count(of: "totalOutputTextTokenCount")
    if let results = view["results"], results.kind == .array {
      var made: Int64 = 0
      var index = 0
      for result in results.elements.prefix(64) {
        do throws(SchemaMismatch) {
          made &+= try result.count(of: "tokenCount") ?? 0
        } catch {
          throw error.inside(index).inside("results")
        }
        index += 1
      }
      counts.completion = made
    }
    return ProviderUsage(counts, .bedrock)
  }
}
