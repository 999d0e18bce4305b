import CostModel
import JSON
import Testing

@testable import Worker

/// The vectors of PRICING.md 5.5, each as the provider's own usage object.
@Suite("Usage objects: published vectors", .serialized)
struct UsageVectorTests {
  struct Vector: Sendable, CustomTestStringConvertible {
    let name: String
    let params: String
    let cost: String
    var testDescription: String { name }
  }

  static let vectors = [
    Vector(
      name: "V1",
      params: #"{"provider":"anthropic","model":"claude-3-7-sonnet-20250219","usage":{"input_tokens":3,"cache_creation_input_tokens":12304,"cache_read_input_tokens":0,"output_tokens":550}}"#,
      cost: "0.054399"),
    Vector(
      name: "V2",
      params: #"{"provider":"openai","model":"gpt-4o","usage":{"prompt_tokens":2006,"completion_tokens":300,"total_tokens":2306,"prompt_tokens_details":{"cached_tokens":1920,"audio_tokens":0},"completion_tokens_details":{"reasoning_tokens":0}}}"#,
      cost: "0.005615"),
    Vector(
      name: "V4",
      params: #"{"provider":"anthropic","model":"claude-opus-4-7","usage":{"input_tokens":6,"cache_creation_input_tokens":159217,"cache_read_input_tokens":0,"cache_creation":{"ephemeral_5m_input_tokens":159217,"ephemeral_1h_input_tokens":0},"output_tokens":2745,"service_tier":"standard","inference_geo":"global"}}"#,
      cost: "1.06376125"),
    Vector(
      name: "V5",
      params: #"{"provider":"anthropic","model":"claude-3-5-haiku-20241022","usage":{"input_tokens":4,"cache_creation_input_tokens":0,"cache_read_input_tokens":2455,"output_tokens":23}}"#,
      cost: "0.0002916"),
    Vector(
      name: "V6",
      params: #"{"provider":"openai","model":"gpt-5-nano","usage":{"prompt_tokens":17,"completion_tokens":482,"total_tokens":499,"completion_tokens_details":{"reasoning_tokens":448,"accepted_prediction_tokens":0,"rejected_prediction_tokens":0}}}"#,
      cost: "0.00019365"),
    Vector(
      name: "V7",
      params: #"{"provider":"openai","model":"gpt-5-mini","usage":{"input_tokens":2000,"input_tokens_details":{"cached_tokens":1000},"output_tokens":500,"output_tokens_details":{"reasoning_tokens":0},"total_tokens":2500}}"#,
      cost: "0.001275"),
    Vector(
      name: "V7 flex",
      params: #"{"provider":"openai","model":"gpt-5-mini","service_tier":"flex","usage":{"input_tokens":2000,"input_tokens_details":{"cached_tokens":1000},"output_tokens":500,"total_tokens":2500}}"#,
      cost: "0.0006375"),
    Vector(
      name: "V7 flex told by the response",
      params: #"{"provider":"openai","usage":{"id":"resp_1","model":"gpt-5-mini","service_tier":"flex","output":[{"type":"message"}],"usage":{"input_tokens":2000,"input_tokens_details":{"cached_tokens":1000},"output_tokens":500,"total_tokens":2500}}}"#,
      cost: "0.0006375"),
    Vector(
      name: "V8a",
      params: #"{"provider":"openai","model":"gpt-5.4","usage":{"prompt_tokens":300000,"completion_tokens":1000,"total_tokens":301000}}"#,
      cost: "1.5225"),
    Vector(
      name: "V8b",
      params: #"{"provider":"openai","model":"gpt-5.4","usage":{"prompt_tokens":272000,"completion_tokens":1000,"total_tokens":273000}}"#,
      cost: "0.695"),
    Vector(
      name: "V9",
      params: #"{"provider":"google","model":"gemini-2.5-pro","usage":{"promptTokenCount":250000,"cachedContentTokenCount":100000,"candidatesTokenCount":1000,"thoughtsTokenCount":4000,"totalTokenCount":255000,"promptTokensDetails":[{"modality":"TEXT","tokenCount":250000}]}}"#,
      cost: "0.475"),
    Vector(
      name: "V9 in snake_case",
      params: #"{"provider":"google","usage":{"usage_metadata":{"prompt_token_count":250000,"cached_content_token_count":100000,"candidates_token_count":1000,"thoughts_token_count":4000,"total_token_count":255000},"model_version":"gemini-2.5-pro"}}"#,
      cost: "0.475"),
    Vector(
      name: "V10",
      params: #"{"provider":"anthropic","model":"claude-sonnet-4-5","usage":{"input_tokens":100,"cache_creation_input_tokens":10000,"cache_read_input_tokens":50000,"cache_creation":{"ephemeral_5m_input_tokens":2000,"ephemeral_1h_input_tokens":8000},"output_tokens":500,"service_tier":"standard"}}"#,
      cost: "0.0783"),
    Vector(
      name: "V11",
      params: #"{"provider":"openai","model":"gpt-realtime","usage":{"total_tokens":3400,"input_tokens":3000,"output_tokens":400,"input_token_details":{"text_tokens":1000,"audio_tokens":2000,"image_tokens":0,"cached_tokens":700,"cached_tokens_details":{"text_tokens":200,"audio_tokens":500,"image_tokens":0}},"output_token_details":{"text_tokens":100,"audio_tokens":300}}}"#,
      cost: "0.07228"),
  ]

  @Test("cost what they should", arguments: vectors)
  func costs(vector: Vector) throws {
    let worker = try PricesHarness()
    let answer = try worker.call("prices/estimate", vector.params)
    #expect(answer["cost_usd"]?.plain == vector.cost)
    #expect(answer["unpriced"] == [])
    #expect(answer["warnings"] == [])
    let queued = try worker.text("prices/estimate", vector.params, queued: true)
    #expect(try JSONValue.parse(queued) == answer)
  }

  @Test("V3: a prompt all but one token of which was cached, at a price that was set")
  func v3() throws {
    let worker = try PricesHarness()
    _ = try worker.call(
      "prices/set", #"{"provider":"zai","model":"glm-test","rates_per_million":{"input":1.4,"cache_read":0.26,"output":4.4}}"#)
    let answer = try worker.call(
      "prices/estimate",
      #"{"provider":"zai","model":"glm-test","usage":{"prompt_tokens":27147,"completion_tokens":351,"total_tokens":27498,"prompt_tokens_details":{"cached_tokens":27146}}}"#)
    #expect(answer["cost_usd"]?.plain == "0.00860376")
  }

  @Test("V12: total tokens count the cache once")
  func v12() throws {
    let usage = try read(
      #"{"input_tokens":5,"cache_read_input_tokens":128955,"cache_creation_input_tokens":1253,"output_tokens":0}"#, "anthropic")
    #expect(usage.reported.total == 130_213)
    #expect(usage.main.quantities.totalTokens == 130_213 && usage.main.quantities.tierTokens == 130_213)
  }
}

/// A usage object read from text.
func read(_ text: String, _ provider: String? = nil, _ model: String? = nil) throws -> ProviderUsage {
  let parser = JSONParser()
  let bytes = Array(text.utf8)
  return try bytes.withUnsafeBytes { bytes in
    let view = try parser.parse(bytes)
    return try ProviderUsage.read(view, provider: provider, model: model)
  }
}
