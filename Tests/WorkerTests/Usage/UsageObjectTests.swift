import JSONRPC
import CostModel
import JSON
import Testing

@testable import Worker

@Suite("Usage objects: every provider's shape")
struct UsageObjectTests {
  @Test(
    "buckets of each shape",
    arguments: [
      ("openai chat with audio", nil, #"{"prompt_tokens":100,"completion_tokens":50,"total_tokens":150,"prompt_tokens_details":{"cached_tokens":20,"audio_tokens":30,"cache_write_tokens":10},"completion_tokens_details":{"reasoning_tokens":5,"audio_tokens":15}}"#, "input=40 cache_read=20 cache_write=10 output=30 reasoning=5 input_audio=30 output_audio=15"),
      ("xai: reasoning beside", "xai", #"{"prompt_tokens":100,"completion_tokens":10,"total_tokens":160,"prompt_tokens_details":{"cached_tokens":40},"completion_tokens_details":{"reasoning_tokens":50},"num_sources_used":0}"#, "input=60 cache_read=40 output=10 reasoning=50"),
      ("xai without total", "grok", #"{"prompt_tokens":100,"completion_tokens":10,"completion_tokens_details":{"reasoning_tokens":50}}"#, "input=100 output=10 reasoning=50"),
      ("deepseek", "deepseek", #"{"prompt_tokens":100,"completion_tokens":20,"total_tokens":120,"prompt_cache_hit_tokens":64,"prompt_cache_miss_tokens":36,"completion_tokens_details":{"reasoning_tokens":8}}"#, "input=36 cache_read=64 output=12 reasoning=8"),
      ("mistral", "mistral", #"{"prompt_tokens":10,"completion_tokens":5,"total_tokens":15}"#, "input=10 output=5"),
      ("anthropic: sum alone is 5 minutes", nil, #"{"input_tokens":1,"cache_creation_input_tokens":10,"output_tokens":2}"#, "input=1 cache_write=10 output=2"),
      ("anthropic: nulls", nil, #"{"input_tokens":1,"cache_creation_input_tokens":null,"cache_read_input_tokens":null,"cache_creation":null,"server_tool_use":null,"service_tier":null,"output_tokens":2}"#, "input=1 output=2"),
      ("anthropic: thinking is part of the output", nil, #"{"input_tokens":1,"cache_read_input_tokens":5,"output_tokens":20,"output_tokens_details":{"thinking_tokens":12},"server_tool_use":{"web_search_requests":2,"web_fetch_requests":4}}"#, "input=1 cache_read=5 output=8 reasoning=12 web_search=2"),
      ("litellm's anthropic", nil, #"{"prompt_tokens":100,"completion_tokens":5,"total_tokens":105,"cache_read_input_tokens":60,"cache_creation_input_tokens":30}"#, "input=10 cache_read=60 cache_write=30 output=5"),
      ("google with everything", nil, #"{"promptTokenCount":1000,"cachedContentTokenCount":200,"candidatesTokenCount":50,"thoughtsTokenCount":30,"toolUsePromptTokenCount":7,"totalTokenCount":1087,"promptTokensDetails":[{"modality":"TEXT","tokenCount":600},{"modality":"AUDIO","tokenCount":300},{"modality":"DOCUMENT","tokenCount":100}],"cacheTokensDetails":[{"modality":"AUDIO","tokenCount":200}],"candidatesTokensDetails":[{"modality":"TEXT","tokenCount":40},{"modality":"IMAGE","tokenCount":10}]}"#, "input=607 output=40 reasoning=30 input_audio=100 cache_read_audio=200 input_image=100 output_image=10"),
      ("google's python library", nil, #"{"prompt_token_count":100,"cached_content_token_count":40,"candidates_token_count":20,"thoughts_token_count":5,"total_token_count":125,"prompt_tokens_details":[{"modality":"TEXT","token_count":70},{"modality":"AUDIO","token_count":30}],"candidates_tokens_details":null,"traffic_type":null}"#, "input=30 cache_read=40 output=20 reasoning=5 input_audio=30"),
      ("bedrock", nil, #"{"inputTokens":10,"outputTokens":5,"totalTokens":15,"cacheReadInputTokens":100,"cacheWriteInputTokens":50,"cacheDetails":[{"ttl":"1h","inputTokens":20},{"ttl":"5m","inputTokens":30}]}"#, "input=10 cache_read=100 cache_write=30 cache_write_1h=20 output=5"),
      ("bedrock: llama's body", nil, #"{"generation":"text","prompt_token_count":12,"generation_token_count":7,"stop_reason":"stop"}"#, "input=12 output=7"),
      ("bedrock: titan's body", nil, #"{"inputTextTokenCount":12,"results":[{"tokenCount":7,"outputText":"text","completionReason":"FINISH"}]}"#, "input=12 output=7"),
      ("bedrock: titan's embedding", nil, #"{"embedding":[0.5],"inputTextTokenCount":12}"#, "input=12"),
      ("bedrock: the end of a stream", nil, #"{"completionReason":"FINISH","amazon-bedrock-invocationMetrics":{"inputTokenCount":12,"outputTokenCount":7,"invocationLatency":900,"firstByteLatency":200,"cacheReadInputTokenCount":30}}"#, "input=12 cache_read=30 output=7"),
      ("ai sdk: cache in the input", nil, #"{"inputTokens":100,"outputTokens":5,"totalTokens":105,"cachedInputTokens":60}"#, "input=40 cache_read=60 output=5"),
      ("cohere", nil, #"{"billed_units":{"input_tokens":7,"output_tokens":3,"search_units":1},"tokens":{"input_tokens":70,"output_tokens":3}}"#, "input=7 output=3 request=1"),
      ("cohere in its answer", nil, #"{"id":"x","meta":{"billed_units":{"input_tokens":7,"output_tokens":3}}}"#, "input=7 output=3"),
      ("opentelemetry", nil, #"{"gen_ai.response.model":"gpt-4o","gen_ai.usage.input_tokens":100,"gen_ai.usage.output_tokens":9,"gen_ai.usage.cache_read.input_tokens":60}"#, "input=40 cache_read=60 output=9"),
      ("langfuse", nil, #"{"input":40,"output":9,"total":109,"input_cached_tokens":60,"output_reasoning_tokens":0}"#, "input=40 cache_read=60 output=9"),
      ("langfuse in a trace", nil, #"{"id":"t","output":"text","usage_details":{"input":40,"output":9,"total":49}}"#, "input=40 output=9"),
      ("openai realtime event", nil, #"{"type":"response.done","response":{"usage":{"input_tokens":5,"output_tokens":6,"total_tokens":11,"input_token_details":{"text_tokens":5}}}}"#, "input=5 output=6"),
      ("anthropic stream", nil, #"{"type":"message_start","message":{"model":"claude-x","usage":{"input_tokens":5,"output_tokens":6}}}"#, "input=5 output=6"),
      ("transcription by time", nil, #"{"type":"duration","seconds":12.2}"#, "second_in=13"),
      ("perplexity", "perplexity", #"{"prompt_tokens":10,"completion_tokens":20,"total_tokens":30,"search_context_size":"low"}"#, "input=10 output=20 web_search_low=1"),
      ("unknown members are passed over", nil, #"{"prompt_tokens":1,"completion_tokens":2,"queue_time":0.5,"cost":"x","future":{"a":[-1]}}"#, "input=1 output=2"),
      ("bigquery REST", nil, #"{"kind":"bigquery#job","configuration":{"jobType":"QUERY","query":{"query":"SELECT 1"}},"statistics":{"totalBytesProcessed":"1000","query":{"totalBytesProcessed":"1000","totalBytesBilled":"10485760","cacheHit":false,"statementType":"SELECT"},"totalSlotMs":"300"},"status":{"state":"DONE"}}"#, "bigquery_bytes=10485760"),
      ("bigquery row in a reservation", nil, #"{"job_type":"QUERY","statement_type":"SELECT","total_bytes_billed":"10485760","total_slot_ms":"3600000","reservation_id":"p:US.r","edition":"ENTERPRISE","cache_hit":false,"error_result":null}"#, "bigquery_slot_ms=3600000"),
      ("bigquery hidden bytes", nil, #"{"job_type":"QUERY","total_bytes_billed":null,"total_slot_ms":"5"}"#, "?bigquery_bytes"),
      ("bigquery cache hit", nil, #"{"job_type":"QUERY","total_bytes_billed":"10485760","cache_hit":true}"#, "free"),
      ("bigquery error", nil, #"{"job_type":"QUERY","total_bytes_billed":"10485760","error_result":{"reason":"invalidQuery"}}"#, "free"),
      ("bigquery stopped job", nil, #"{"job_type":"QUERY","total_bytes_billed":"20971520","error_result":{"reason":"stopped"}}"#, "bigquery_bytes=20971520"),
      ("bigquery load", nil, #"{"job_type":"LOAD","total_bytes_billed":null}"#, "free"),
      ("bigquery script parent", nil, #"{"job_type":"QUERY","statement_type":"SCRIPT","total_bytes_billed":"20971520"}"#, "free"),
      ("bigquery dry run", nil, #"{"configuration":{"dryRun":true},"statistics":{"query":{"totalBytesProcessed":"5","totalBytesBilled":"0"}}}"#, "bigquery_bytes=10485760"),
    ] as [(String, String?, String, String)])
  func shapes(name: String, provider: String?, text: String, expected: String) throws {
    let usage = try read(text, provider)
    #expect(buckets(usage) == expected)
    #expect(!usage.isInconsistent)
  }

  private func buckets(_ usage: ProviderUsage) -> String {
    if usage.isFree { return "free" }
    let quantities = usage.main.quantities
    return (quantities.used.map { "\($0.name)=\(quantities[$0])" } + quantities.unknown.map { "?\($0.name)" })
      .joined(separator: " ")
  }

  @Test("Anthropic's iterations are priced each on its own model")
  func iterations() throws {
    let usage = try read(
      #"{"input_tokens":10,"output_tokens":5,"service_tier":"standard","server_tool_use":{"web_search_requests":1},"iterations":[{"type":"compaction","input_tokens":180000,"output_tokens":3500,"model":"claude-haiku-4-5"},{"type":"message","input_tokens":23000,"output_tokens":1000,"cache_read_input_tokens":7}]}"#,
      "anthropic", "claude-opus-4-7")
    #expect(usage.parts.count == 2 && usage.parts[0].model == "claude-haiku-4-5" && usage.parts[1].model == nil)
    #expect(usage.parts[0].quantities[.webSearch] == 1 && usage.parts[1].quantities[.cacheRead] == 7)
    #expect(usage.reported.prompt == 203_000 && usage.reported.total == 207_507)
    let answer = try PricesHarness().call(
      "prices/estimate",
      #"{"provider":"anthropic","model":"claude-opus-4-7","usage":{"input_tokens":10,"output_tokens":5,"iterations":[{"type":"message","input_tokens":1000000,"output_tokens":0},{"type":"advisor_message","model":"claude-haiku-4-5","input_tokens":1000000,"output_tokens":0}]}}"#)
    #expect(answer["cost_usd"]?.plain == "6")
    #expect(answer["lines"]?.array?.last?["model"] == "claude-haiku-4-5")
  }

  @Test("the class of service inside the object goes before the caller's")
  func tiers() throws {
    #expect(try read(#"{"input_tokens":1,"output_tokens":1,"service_tier":"batch"}"#).serviceTier == .batch)
    #expect(try read(#"{"input_tokens":1,"output_tokens":1,"speed":"fast"}"#).serviceTier == .fast)
    #expect(try read(#"{"service_tier":"default","model":"m","usage":{"prompt_tokens":1}}"#).serviceTier == .standard)
    #expect(try read(#"{"input_tokens":1,"service_tier":"platinum"}"#).unknownTier == "platinum")
  }

  @Test("counts that contradict each other are flagged")
  func inconsistent() throws {
    #expect(try read(#"{"prompt_tokens":5,"completion_tokens":1,"prompt_tokens_details":{"cached_tokens":9}}"#).isInconsistent)
    #expect(try read(#"{"prompt_tokens":5,"completion_tokens":1,"total_tokens":60}"#).isInconsistent)
    #expect(try !read(#"{"prompt_tokens":5,"completion_tokens":1,"total_tokens":6}"#).isInconsistent)
  }

  @Test("nothing traps, whatever stands in a usage object")
  func fuzz() throws {
    var generator = SplitMix(state: 42)
    let names = [
      "input_tokens", "output_tokens", "prompt_tokens", "completion_tokens", "total_tokens", "prompt_tokens_details",
      "cached_tokens", "cache_creation", "ephemeral_1h_input_tokens", "iterations", "usage", "usageMetadata",
      "promptTokenCount", "promptTokensDetails", "tokenCount", "inputTokens", "cacheDetails", "billed_units", "input",
      "output", "unit", "total_bytes_billed", "statistics", "query", "error_result", "gen_ai.usage.input_tokens", "seconds",
      "type", "response", "reasoning_tokens", "service_tier", "speed", "server_tool_use", "search_units",
    ]
    func value(_ depth: Int) -> String {
      switch generator.next() % 12 {
      case 0: return "null"
      case 1: return "-1"
      case 2: return "1000000000000000"
      case 3: return "1e400"
      case 4: return "\"9223372036854775807\""
      case 5: return "true"
      case 6 where depth < 4: return "[" + (0..<Int(generator.next() % 3)).map { _ in value(depth + 1) }.joined(separator: ",") + "]"
      case 7, 8, 9:
        guard depth < 4 else { return "0" }
        return "{" + (0..<Int(generator.next() % 5)).map { _ in
          "\"\(names[Int(generator.next() % UInt64(names.count))])\":\(value(depth + 1))"
        }.joined(separator: ",") + "}"
      default: return "\(generator.next() % 100_000)"
      }
    }
    let worker = try PricesHarness()
    var answered = 0
    for _ in 0..<20_000 {
      do {
        _ = try worker.text("prices/estimate", #"{"provider":"openai","model":"gpt-4o","usage":\#(value(0))}"#)
        answered += 1
      } catch is ErrorAnswer {}
    }
    #expect(answered > 100)
  }
}

private struct SplitMix {
  var state: UInt64
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
