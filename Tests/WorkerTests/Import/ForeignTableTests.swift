import CostModel
import Foundation
import JSON
import Testing

@testable import Worker

@Suite("Import of bills and spend logs")
struct ForeignTableTests {
  // MARK: FOCUS

  private static let header = "BilledCost,BillingCurrency,ChargePeriodStart,ChargePeriodEnd,ProviderName,ServiceName,ServiceCategory,SubAccountId,RegionId,Tags,EffectiveCost"
  private static func bill(_ cost: String, currency: String = "USD", start: String = "2024-09-18 22:00:00", tags: String = "NULL") -> String {
    "\(header)\n\(cost),\(currency),\(start),2024-09-18 23:00:00,AWS,Amazon Bedrock,AI and Machine Learning,517,NULL,\(tags),0\n"
  }

  @Test("a row of a bill costs what was billed for it", arguments: ["focus", "auto"])
  func bills(format: String) throws {
    let harness = try CostHarness()
    let report = try harness.importing(Self.bill("0.00001605990", tags: #""{""app"": ""shop"", ""beta"": true, ""n"": 3}""#), format)
    #expect(report.at("format") == "focus" && report.at("accepted") == 1, "\(report.text())")
    let event = try #require(try harness.events().first)
    #expect(event.at("cost_usd").text() == "0.00001606", "Rounded once, half to even")
    #expect(event.at("timestamp") == "2024-09-18T22:00:00Z" && event.at("provider") == "AWS" && event.at("project_id") == "517")
    #expect(event.at("operation") == "Amazon Bedrock" && event.at("category") == "AI and Machine Learning" && event["region"] == nil)
    #expect(event.at("tags").text() == #"["app=shop","beta","n=3"]"# && event.at("metadata.effective_cost") == "0", "\(event.text())")
    #expect(try harness.importing(Self.bill("0.00001605990", tags: #""{""app"": ""shop"", ""beta"": true, ""n"": 3}""#), format).at("duplicates") == 1)
  }

  @Test(
    "what is no cost of ours is refused by line and column",
    arguments: [
      (bill("1", currency: "EUR"), "BillingCurrency: expected USD"), (bill("1", currency: "NULL"), "BillingCurrency"),
      (bill("-0.01288992000"), "BilledCost: expected an amount from 0 on"), (bill("NULL"), "BilledCost"), (bill("1e99"), "BilledCost"),
      (bill("1", start: "NULL"), "ChargePeriodStart"), (bill("1", start: "2024-13-01"), "ChargePeriodStart"), (bill("1", tags: "x"), "Tags"),
      (bill("1", tags: "7"), "Tags"),
    ])
  func refusesBills(text: String, message: String) throws {
    let report = try CostHarness().importing(text, "focus")
    #expect(report.at("accepted") == 0 && report.at("rejected.0.line") == 2, "\(report.text())")
    #expect(report.at("rejected.0.message").string?.contains(message) == true, "\(report.text())")
  }

  @Test("a real bill adds up, what is below zero being refused by line", .enabled(if: ImportFixture.isThere("focus/focus_sample_1.0.csv.gz")))
  func realBill() throws {
    let text = try ImportFixture.unpacked("focus/focus_sample_1.0.csv.gz")
    let harness = try CostHarness()
    let report = try harness.importing(text, "auto")
    // An independent sum over the file: positive costs, each rounded to the nano-dollar.
    #expect(report.at("rejected_count") == 13 && report.at("accepted") == 987, "\(report.text())")
    #expect(report.at("rejected").array?.allSatisfy { $0.at("message").string?.contains("BilledCost: expected an amount from 0 on") == true } == true)
    let costs = Self.billed(text)
    #expect(costs.count == 1_000)
    var expected = Decimal(0)
    for cost in costs where cost >= 0 {
      var (exact, rounded) = (cost, Decimal())
      NSDecimalRound(&rounded, &exact, 9, .bankers)
      expected += rounded
    }
    #expect(Decimal(string: try harness.call("cost/summary", #"{"start": "2024-01-01", "end": "2025-01-01"}"#).at("summary.total_cost_usd").text()) == expected)
    #expect(try harness.importing(text, "focus").at("duplicates") == 987)
  }

  /// The second column of every row; cells are quoted with care in this file, so commas outside of quotes part them.
  private static func billed(_ text: String) -> [Decimal] {
    text.split(whereSeparator: \.isNewline).dropFirst().compactMap { line in
      var cells: [String] = [""], isQuoted = false
      for character in line {
        if character == "\"" { isQuoted.toggle() }
        if character == ",", !isQuoted { cells.append("") } else { cells[cells.count - 1].append(character) }
        if cells.count > 2 { break }
      }
      return cells.count > 1 ? Decimal(string: cells[1]) : nil
    }
  }

  // MARK: LiteLLM

  private static func log(_ more: String = "", spend: String = "0.00123", cached: String = "") -> String {
    """
    {"request_id": "chatcmpl-1", "call_type": "acompletion", "api_key": "88dc28d0f030c55ed4ab77ed8faf098196cb1c05df778539800c9f1243fe6b4b", "spend": \(spend), \
    "total_tokens": 120, "prompt_tokens": 100, "completion_tokens": 20, "startTime": "2026-03-01T10:00:00.250Z", "endTime": "2026-03-01T10:00:01.750Z", \
    "model": "gpt-4o", "custom_llm_provider": "openai", "user": "ada@example.com", "team_id": "t-1", "end_user": "acme", "request_tags": ["a", "b"], \
    "metadata": {"user_api_key_alias": "ci", "user_api_key_team_alias": "growth"}, "cache_hit": "\(cached)", "messages": {"role": "secret"}\(more)}
    """
  }
  private static let table = """
    request_id,call_type,api_key,spend,total_tokens,prompt_tokens,completion_tokens,startTime,endTime,model,custom_llm_provider,user,team_id,end_user,request_tags,metadata,cache_hit
    chatcmpl-1,acompletion,88dc28d0f030c55ed4ab77ed8faf098196cb1c05df778539800c9f1243fe6b4b,0.00123,120,100,20,2026-03-01 10:00:00.250,2026-03-01 10:00:01.750,gpt-4o,openai,ada@example.com,t-1,acme,"[""a"", ""b""]","{""user_api_key_alias"": ""ci"", ""user_api_key_team_alias"": ""growth""}",False
    """

  @Test("rows of the table, of the API and of its pages are one event", arguments: [log(), "[\(log())]", "{\"data\": [\(log())], \"total\": 1}", table])
  func logs(text: String) throws {
    let harness = try CostHarness()
    let report = try harness.importing(text, "auto")
    #expect(report.at("format") == "litellm" && report.at("accepted") == 1, "\(report.text())")
    let event = try #require(try harness.events().first)
    #expect(event.at("id") == "litellm_chatcmpl-1" && event.at("cost_usd").text() == "0.00123" && event.at("response_time_ms") == 1_500, "\(event.text())")
    #expect(event.at("customer_id") == "acme" && event.at("team") == "growth" && event.at("user_email") == "ada@example.com")
    #expect(event.at("tags").text() == #"["a","b"]"# && event.at("metadata.api_key_alias") == "ci" && event.at("prompt_tokens") == 100)
    #expect(!event.text().contains("88dc28d0f030") && !event.text().contains("secret") && event.at("metadata.api_key_fingerprint").string?.count == 16)
    // The same row in another shape is the same event.
    #expect(try harness.importing(Self.table, "litellm").at("duplicates") == 1)
  }

  @Test("a spend of 0 that the proxy had no price for is priced here; its cache and its failures are free")
  func unknownPrice() throws {
    let harness = try CostHarness()
    _ = try harness.importing(Self.log(spend: "0.0"), "litellm")
    #expect(try harness.total() == 100 * 2_500 + 20 * 10_000)
    for (text, name) in [(Self.log(spend: "0", cached: "True"), "cached"), (Self.log(#", "status": "failure""#, spend: "0"), "failed")] {
      let harness = try CostHarness()
      let report = try harness.importing(text, "litellm")
      #expect(try report.at("unpriced") == 0 && harness.total() == 0, "\(name): \(report.text())")
    }
  }

  @Test("tokens that the proxy read from a cache are priced as such")
  func cachedTokens() throws {
    let harness = try CostHarness()
    let text = Self.log(spend: "0").replacingOccurrences(of: "\"metadata\": {", with: "\"metadata\": {\"additional_usage_values\": {\"cache_read_input_tokens\": 80}, ")
    _ = try harness.importing(text, "litellm")
    #expect(try harness.total() == 20 * 2_500 + 80 * 1_250 + 20 * 10_000)
  }

  @Test(
    "what is no log is refused by member",
    arguments: [
      (log().replacingOccurrences(of: "\"chatcmpl-1\"", with: "null"), "request_id"), (log(spend: "-1"), "spend"), (log(spend: "\"x\""), "spend"),
      (log().replacingOccurrences(of: "2026-03-01T10:00:00.250Z", with: ""), "startTime"), (log().replacingOccurrences(of: "\"prompt_tokens\": 100", with: "\"prompt_tokens\": -4"), "prompt_tokens"),
      (log().replacingOccurrences(of: "[\"a\", \"b\"]", with: "7"), "request_tags"),
    ])
  func refusesLogs(text: String, member: String) throws {
    let report = try CostHarness().importing(text, "litellm")
    #expect(report.at("rejected.0.message").string?.contains(member) == true, "\(report.text())")
  }

  // MARK: Traces by a mapping

  @Test("a trace that has only a clock and counts is read by a mapping")
  func traces() throws {
    let harness = try CostHarness()
    let burst = "Timestamp,Model,Request tokens,Response tokens,Total tokens,Log Type\n5,ChatGPT,472,18,490,Conversation log\n118,GPT-4,417,276,693,Conversation log\n"
    let report = try harness.importing(
      burst, "auto",
      #""mapping": {"Timestamp": "timestamp_offset_s", "Model": "metadata.model", "Request tokens": "prompt_tokens", "Response tokens": "completion_tokens", "Total tokens": "", "Log Type": "operation"}, "defaults": {"timestamp": "2026-01-01T00:00:00Z", "provider": "openai", "model": "gpt-4"}"#)
    #expect(report.at("accepted") == 2 && report.at("format") == "csv", "\(report.text())")
    #expect(try harness.total() == (472 + 417) * 30_000 + (18 + 276) * 60_000)
    let azure = "TIMESTAMP,ContextTokens,GeneratedTokens\n2023-11-16 18:15:46.6805900,374,44\n"
    let conversation = try harness.importing(
      azure, "csv", #""mapping": {"TIMESTAMP": "timestamp", "ContextTokens": "prompt_tokens", "GeneratedTokens": "completion_tokens"}, "defaults": {"provider": "openai", "model": "gpt-4o"}"#)
    #expect(conversation.at("accepted") == 1)
    #expect(try harness.events().first?.at("timestamp") == "2023-11-16T18:15:46.680590Z")
  }
}
