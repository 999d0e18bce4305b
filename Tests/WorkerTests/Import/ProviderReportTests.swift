import CostModel
import Foundation
import JSON
import Testing

@testable import Worker

@Suite("Import of providers' reports")
struct ProviderReportTests {
  private static func anthropicUsage(_ results: String, end: String = "2026-10-02T00:00:00Z") -> String {
    "{\"data\": [{\"starting_at\": \"2026-10-01T00:00:00Z\", \"ending_at\": \"\(end)\", \"results\": [\(results)]}], \"has_more\": false, \"next_page\": null}"
  }

  private static let sonnet = """
    {"api_key_id": "apikey_1", "workspace_id": "wrkspc_1", "model": "claude-sonnet-4-5-20250929", "service_tier": "standard", \
    "context_window": "0-200k", "uncached_input_tokens": 1840233, "cache_read_input_tokens": 9120544, \
    "cache_creation": {"ephemeral_1h_input_tokens": 0, "ephemeral_5m_input_tokens": 412880}, "output_tokens": 265410, \
    "server_tool_use": {"web_search_requests": 12}}
    """
  private static let nothing = """
    {"api_key_id": null, "workspace_id": null, "model": null, "uncached_input_tokens": 0, "cache_read_input_tokens": 0, \
    "cache_creation": {"ephemeral_1h_input_tokens": 0, "ephemeral_5m_input_tokens": 0}, "output_tokens": 0, "server_tool_use": {"web_search_requests": 0}}
    """
  private static func costs(_ results: String) -> String { anthropicUsage(results) }
  private static let tokensCost = """
    {"amount": "552.0699", "currency": "USD", "cost_type": "tokens", "description": "Claude Sonnet 4.5 Usage - Input Tokens", \
    "model": "claude-sonnet-4-5-20250929", "service_tier": "standard", "context_window": "0-200k", \
    "token_type": "uncached_input_tokens", "workspace_id": "wrkspc_1"}
    """
  private static let searchCost = """
    {"amount": "12", "currency": "USD", "cost_type": "web_search", "description": "Web Search Usage", "model": null, \
    "service_tier": null, "context_window": null, "token_type": null, "workspace_id": null}
    """

  @Test("Anthropic's usage is priced, its context window deciding the tier, and a result of zeros is no event", arguments: ["anthropic_usage", "auto"])
  func anthropic(format: String) throws {
    let harness = try CostHarness(now: "2026-11-01T00:00:00Z")
    let report = try harness.importing(Self.anthropicUsage(Self.sonnet + "," + Self.nothing), format)
    #expect(report.at("accepted") == 1 && report.at("rejected_count") == 0 && report.at("unpriced") == 0, "\(report.text())")
    #expect(report.at("format") == "anthropic_usage")
    let event = try #require(try harness.events().first)
    // 1.840233 M x 3 + 9.120544 M x 0.3 + 0.41288 M x 3.75 + 0.26541 M x 15 + 12 searches x 0.01.
    #expect(event.at("cost_usd").text() == "13.9063122", "\(event.text())")
    #expect(event.at("timestamp") == "2026-10-01T00:00:00Z" && event.at("provider") == "anthropic" && event.at("project_id") == "wrkspc_1")
    #expect(event.at("metadata.api_key_id") == "apikey_1" && event.at("metadata.bucket_end") == "2026-10-02T00:00:00Z")
    #expect(event.at("total_tokens") == 11_639_067)
  }

  @Test(
    "the context window that a group names decides between price tiers, not the sum of its calls",
    arguments: [("\"0-200k\"", Int64(0)), ("\"200k-1M\"", 200_001), ("null", 0)])
  func contextWindow(window: String, tokens: Int64) throws {
    let parser = JSONParser()
    let text = Array(Self.sonnet.replacingOccurrences(of: "\"0-200k\"", with: window).utf8)
    try text.withUnsafeBytes { bytes in
      let usage = try ProviderUsage.read(try parser.parse(bytes), provider: "anthropic", model: nil)
      #expect(usage.main.quantities.tierTokens == tokens && usage.main.quantities[.input] == 1_840_233)
    }
  }

  @Test("Anthropic's costs are decimal texts in cents, and carry cost alone", arguments: ["anthropic_cost", "auto"])
  func anthropicCosts(format: String) throws {
    let harness = try CostHarness(now: "2026-11-01T00:00:00Z")
    let report = try harness.importing(Self.costs(Self.tokensCost + "," + Self.searchCost), format)
    #expect(report.at("accepted") == 2 && report.at("format") == "anthropic_cost", "\(report.text())")
    #expect(try harness.total() == 5_520_699_000 + 120_000_000)
    let event = try #require(try harness.events().first { $0.at("operation") == "tokens" })
    #expect(event.at("category") == "provider_cost_report" && event["total_tokens"] == nil && event.at("priced_by") == "given")
  }

  private static func openai(_ kind: String, _ figures: String) -> String {
    """
    {"object": "page", "data": [{"object": "bucket", "start_time": 1730419200, "end_time": 1730505600, "results": [
      {"object": "organization.\(kind).result", \(figures), "project_id": null, "api_key_id": null}]}], "has_more": false, "next_page": null}
    """
  }

  @Test(
    "OpenAI's usage of every kind becomes an event of that operation",
    arguments: [
      ("usage.completions", #""input_tokens": 1000, "input_cached_tokens": 400, "output_tokens": 500, "num_model_requests": 5, "model": "gpt-4o""#, "completions", "0.007"),
      ("usage.completions", #""input_tokens": 1000, "input_cached_tokens": 400, "output_tokens": 500, "num_model_requests": 5, "model": "gpt-4o", "batch": true"#, "completions", "0.00375"),
      ("usage.embeddings", #""input_tokens": 1000000, "num_model_requests": 2, "model": "text-embedding-3-small""#, "embeddings", "0.02"),
      ("usage.audio_transcriptions", #""seconds": 60, "num_model_requests": 1, "model": "whisper-1""#, "audio_transcriptions", "0.006"),
    ])
  func openAIUsage(kind: String, figures: String, operation: String, cost: String) throws {
    let harness = try CostHarness(now: "2026-11-01T00:00:00Z")
    let report = try harness.importing(Self.openai(kind, figures), "auto")
    #expect(report.at("accepted") == 1 && report.at("format") == "openai_usage", "\(report.text())")
    let event = try #require(try harness.events().first)
    #expect(event.at("operation").string == operation && event.at("timestamp") == "2024-11-01T00:00:00Z")
    #expect(event.at("cost_usd").text() == cost, "\(event.text())")
  }

  @Test("a mean request below a threshold of context is priced below it, however much a bucket sums up")
  func meanRequest() throws {
    let harness = try CostHarness(now: "2026-11-01T00:00:00Z")
    let figures = #""input_tokens": 30000000, "output_tokens": 0, "num_model_requests": 3000, "model": "gpt-5.4""#
    _ = try harness.importing(Self.openai("usage.completions", figures), "openai_usage")
    let event = try #require(try harness.events().first)
    #expect(event.at("cost_usd").text() == "75" && event.at("call_count") == 3_000, "\(event.text())")
  }

  @Test("OpenAI's costs are dollars")
  func openAICosts() throws {
    let harness = try CostHarness(now: "2026-11-01T00:00:00Z")
    let report = try harness.importing(Self.openai("costs", #""amount": {"value": 0.06, "currency": "usd"}, "line_item": "gpt-4o, input""#), "auto")
    #expect(report.at("format") == "openai_costs" && report.at("accepted") == 1, "\(report.text())")
    #expect(try harness.total() == 60_000_000)
  }

  @Test("a bucket that is fetched again is the same event; with other figures it is refused and stays")
  func again() throws {
    let harness = try CostHarness(now: "2026-11-01T00:00:00Z")
    let page = Self.anthropicUsage(Self.sonnet)
    _ = try harness.importing(page, "anthropic_usage")
    #expect(try harness.importing(page.replacingOccurrences(of: " ", with: ""), "anthropic_usage").at("duplicates") == 1)
    let later = try harness.importing(page.replacingOccurrences(of: "1840233", with: "1840234"), "anthropic_usage")
    #expect(later.at("rejected.0.code") == "IDEMPOTENCY_CONFLICT" && later.at("rejected.0.line") == 1, "\(later.text())")
    #expect(try harness.total() == 13_906_312_200)
  }

  @Test("converters tell a bucket's key from its figures, on a page in memory")
  func keys() throws {
    func ids(_ page: String) throws -> [String?] {
      let parser = JSONParser()
      let events = ConvertedEvents()
      var ids: [String?] = []
      try Array(page.utf8).withUnsafeBytes { bytes in
        try AnthropicUsageReport().convert(try parser.parse(bytes), into: events)
        for event in events.events { ids.append(event.id) }
        #expect(events.events.allSatisfy { (try? JSONValue.parse(String(decoding: events.text($0), as: UTF8.self))) != nil })
      }
      return ids
    }
    let one = try ids(Self.anthropicUsage(Self.sonnet))
    #expect(one.count == 1 && one[0]?.hasPrefix("anthropic_usage_1790812800_86400_") == true, "\(one)")
    #expect(try ids(Self.anthropicUsage(Self.sonnet.replacingOccurrences(of: "265410", with: "7"))) == one)
    #expect(try ids(Self.anthropicUsage(Self.sonnet.replacingOccurrences(of: "apikey_1", with: "apikey_2"))) != one)
    #expect(try ids(Self.anthropicUsage(Self.sonnet, end: "2026-10-01T01:00:00Z")) != one)
  }

  @Test("what is used and what it was billed are never counted together, whichever comes first", arguments: [true, false])
  func once(isUsageFirst: Bool) throws {
    let harness = try CostHarness(now: "2026-11-01T00:00:00Z")
    let usage = (Self.anthropicUsage(Self.sonnet), "anthropic_usage"), costs = (Self.costs(Self.tokensCost + "," + Self.searchCost), "anthropic_cost")
    let (first, second) = isUsageFirst ? (usage, costs) : (costs, usage)
    _ = try harness.importing(first.0, first.1)
    let total = try harness.total()
    let refused = try harness.importing(second.0, second.1)
    #expect(refused.at("accepted") == 0 && refused.at("rejected.0.code") == "CONFLICT", "\(refused.text())")
    #expect(refused.at("rejected.0.message").string?.contains("anthropic on 2026-10-01 is counted") == true)
    #expect(try harness.total() == total)
    // The first again is what it was.
    #expect(try harness.importing(first.0, first.1).at("rejected_count") == 0)
    // Another provider's, and another day's, are no matter.
    #expect(try harness.importing(Self.openai("costs", #""amount": {"value": 1, "currency": "usd"}"#), "openai_costs").at("accepted") == 1)
    let next = second.0.replacingOccurrences(of: "2026-10-01", with: "2026-10-03").replacingOccurrences(of: "2026-10-02", with: "2026-10-04")
    #expect(try harness.importing(next, second.1).at("rejected_count") == 0)
  }

  @Test("a day of calls that were tracked refuses the day's cost report")
  func tracked() throws {
    let harness = try CostHarness(now: "2026-11-01T00:00:00Z")
    _ = try harness.call(
      "usage/track", #"{"id": "a", "provider": "anthropic", "model": "claude-sonnet-4-5", "prompt_tokens": 100, "timestamp": "2026-10-01T23:59:59Z"}"#)
    #expect(try harness.importing(Self.costs(Self.searchCost), "anthropic_cost").at("rejected.0.code") == "CONFLICT")
  }

  @Test(
    "what is wrong is refused by its place and member, and the rest of the page is taken",
    arguments: [
      ("anthropic_usage", sonnet.replacingOccurrences(of: "1840233", with: "-1"), "data[0].results[1].uncached_input_tokens"),
      ("anthropic_usage", sonnet.replacingOccurrences(of: "1840233", with: "1e30"), "data[0].results[1].uncached_input_tokens"),
      ("anthropic_usage", sonnet.replacingOccurrences(of: "\"apikey_1\"", with: "7"), "data[0].results[1].api_key_id"),
      ("anthropic_usage", sonnet.replacingOccurrences(of: "{\"ephemeral_1h_input_tokens\": 0, \"ephemeral_5m_input_tokens\": 412880}", with: "7"), "data[0].results[1].cache_creation"),
      ("anthropic_usage", "7", "data[0].results[1]"), ("anthropic_usage", "{}", "data[0].results[1].uncached_input_tokens"),
    ])
  func partly(format: String, broken: String, place: String) throws {
    let harness = try CostHarness(now: "2026-11-01T00:00:00Z")
    let good = Self.sonnet.replacingOccurrences(of: "apikey_1", with: "apikey_9")
    let report = try harness.importing(Self.anthropicUsage(good + "," + broken), format)
    #expect(report.at("accepted") == 1 && report.at("rejected_count") == 1, "\(report.text())")
    #expect(report.at("rejected.0.message").string?.hasPrefix("params.\(place): expected") == true, "\(report.text())")
  }

  @Test(
    "costs that are none are refused",
    arguments: [
      (tokensCost.replacingOccurrences(of: "\"552.0699\"", with: "\"-5\""), "amount: expected an amount from 0 on"),
      (tokensCost.replacingOccurrences(of: "\"552.0699\"", with: "\"1e400\""), "amount"),
      (tokensCost.replacingOccurrences(of: "\"552.0699\"", with: "\"five\""), "amount: expected an amount of money"),
      (tokensCost.replacingOccurrences(of: "\"552.0699\"", with: "null"), "amount"),
      (tokensCost.replacingOccurrences(of: "\"USD\"", with: "\"EUR\""), "currency: expected USD"),
    ])
  func noCosts(broken: String, message: String) throws {
    let report = try CostHarness(now: "2026-11-01T00:00:00Z").importing(Self.costs(broken), "anthropic_cost")
    #expect(report.at("accepted") == 0 && report.at("rejected.0.message").string?.contains("data[0].results[0].\(message)") == true, "\(report.text())")
  }

  @Test("a page a line, a page of buckets alone, and a logged answer are read alike")
  func containers() throws {
    let harness = try CostHarness(now: "2026-11-01T00:00:00Z")
    let page = Self.anthropicUsage(Self.sonnet)
    let other = page.replacingOccurrences(of: "2026-10-0", with: "2026-09-0")
    let report = try harness.importing(page + "\n" + other + "\n", "auto")
    #expect(report.at("accepted") == 2, "\(report.text())")
    #expect(try harness.importing("[\(page), \(other)]", "auto").at("duplicates") == 2)
    #expect(try harness.importing("{\"_about\": \"a log\",\n \"response\": \(page)}", "auto").at("duplicates") == 1)
    let bucket = try JSONValue.parse(page).at("data.0").text()
    #expect(try harness.importing(bucket, "auto").at("duplicates") == 1)
  }

  @Test("a mapping says how a file is meant, so nothing is guessed")
  func mapping() throws {
    let harness = try CostHarness(now: "2026-11-01T00:00:00Z")
    let row = #"{"request_id": "r", "startTime": "2026-10-01T00:00:00Z", "spend": 1}"#
    let report = try harness.importing(row, "auto", #""mapping": {"request_id": "id", "startTime": "timestamp", "spend": "cost_usd"}"#)
    #expect(report.at("format") == "ndjson" && report.at("accepted") == 1, "\(report.text())")
    #expect(try harness.events().first?.at("id") == "r")
  }

  static let examples = [
    "openai_usage_audio_speeches", "openai_usage_audio_transcriptions", "openai_usage_code_interpreter_sessions", "openai_usage_completions",
    "openai_usage_embeddings", "openai_usage_file_search_calls", "openai_usage_images", "openai_usage_moderations",
    "openai_usage_vector_stores", "openai_usage_web_search_calls",
  ]

  @Test("the vendor's own examples are events, one each, and nothing of them is free", .enabled(if: ImportFixture.isThere("providers/openai_costs.json")), arguments: examples)
  func vendorsExamples(name: String) throws {
    let harness = try CostHarness(now: "2026-11-01T00:00:00Z")
    let report = try harness.importing(try ImportFixture.read("providers/\(name).json"), "auto")
    #expect(report.at("format") == "openai_usage" && report.at("accepted") == 1 && report.at("rejected_count") == 0, "\(report.text())")
    #expect(report.at("unpriced") == 1, "\(report.text())")
  }

  @Test("the development data's answers add up", .enabled(if: ImportFixture.isThere("providers/anthropic_cost_report.json")))
  func developmentData() throws {
    let usage = try CostHarness(now: "2026-11-01T00:00:00Z")
    #expect(try usage.importing(try ImportFixture.read("providers/anthropic_usage_report_messages.json"), "auto").at("accepted") == 2)
    #expect(try usage.total() == 13_906_312_200 + 426_364_000)
    let costs = try CostHarness(now: "2026-11-01T00:00:00Z")
    #expect(try costs.importing(try ImportFixture.read("providers/anthropic_cost_report.json"), "auto").at("accepted") == 3)
    #expect(try costs.total() == 5_520_699_000 + 3_981_150_000 + 120_000_000)
    #expect(try costs.importing(try ImportFixture.read("providers/openai_costs.json"), "auto").at("accepted") == 1)
    #expect(try costs.total() == 9_621_849_000 + 60_000_000)
  }
}
