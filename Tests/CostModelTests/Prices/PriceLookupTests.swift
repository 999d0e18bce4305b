import CostModel
import Testing

@Suite("Prices: look-up")
struct PriceLookupTests {
  @Test(
    "finds the entry by exact rules",
    arguments: [
      ("anthropic", "claude-opus-4-7", "anthropic/claude-opus-4-7"),
      ("ANTHROPIC", "Claude-Opus-4-7", "anthropic/claude-opus-4-7"),
      ("anthropic", "anthropic/claude-opus-4-7", "anthropic/claude-opus-4-7"),
      ("anthropic", "claude-opus-4-8-20991231", "anthropic/claude-opus-4-8"),
      ("openai", "gpt-4o-2024-05-13", "openai/gpt-4o-2024-05-13"),
      ("openai", "gpt-4o-2029-05-13", "openai/gpt-4o"),
      ("google", "gemini-2.5-pro", "gemini/gemini-2.5-pro"),
      ("google_ai", "models/gemini-2.5-pro", "gemini/gemini-2.5-pro"),
      ("Vertex AI", "gemini-2.5-pro", "vertex_ai/gemini-2.5-pro"),
      ("vertex_ai", "claude-haiku-4-5@20990101", "vertex_ai/claude-haiku-4-5"),
      ("aws", "anthropic.claude-sonnet-4-5-20250929-v1:0", "bedrock/anthropic.claude-sonnet-4-5-20250929-v1:0"),
      ("bedrock", "anthropic.claude-sonnet-4-6:0", "bedrock/anthropic.claude-sonnet-4-6"),
      ("azure_openai", "gpt-4o", "azure/gpt-4o"),
      ("azure", "Cohere-parse-v5", "azure_ai/Cohere-parse-v5"),
      ("x.ai", "grok-4.3", "xai/grok-4.3"),
      (nil, "claude-opus-4-7", "anthropic/claude-opus-4-7"), (nil, "gpt-4o", "openai/gpt-4o"),
      (nil, "gemini-2.5-flash", "gemini/gemini-2.5-flash"), (nil, "openai/gpt-4o", "openai/gpt-4o"),
      ("openai", "gpt-4o-mega", nil), ("openai", "claude-opus-4-7", nil), ("nobody", "gpt-4o", nil),
      ("openai", "", nil), (nil, "", nil), ("anthropic", "claude-opus-4-", nil), ("openai", "gpt-4", "openai/gpt-4"),
    ] as [(String?, String, String?)])
  func finds(provider: String?, model: String, expected: String?) {
    let entry = PriceBook().get(provider: provider, model: model, at: october2026)
    #expect(entry.map { $0.provider + "/" + $0.model } == expected)
  }

  @Test("a region's own price comes first")
  func regions() throws {
    let usage = UsageQuantities([.input: 1_000_000])
    #expect(dollars(try price("azure", "gpt-5", usage, region: "eu").cost) == "1.375")
    #expect(dollars(try price("azure", "gpt-5", usage, region: "nowhere").cost) == "1.25")
  }

  @Test("without a provider, differing prices are ambiguous and equal ones are not")
  func ambiguous() throws {
    let usage = UsageQuantities([.input: 1_000_000])
    #expect(try price(nil, "openai/gpt-oss-120b", usage).reason == .ambiguous)
    let rates = override("gpt-oss-*", [.input: "1"])
    #expect(dollars(try price(nil, "openai/gpt-oss-120b", usage, overrides: [rates]).cost) == "1")
  }

  @Test(
    "prices change on their day",
    arguments: [
      ("anthropic", "claude-sonnet-5", 1_788_220_799, "2"), ("anthropic", "claude-sonnet-5", 1_788_220_800, "3"),
      ("openai", "o3", 1_749_513_599, "10"), ("openai", "o3", 1_749_513_600, "2"),
      ("openai", "gpt-5.6-terra", 1_785_369_599, "2.5"), ("openai", "gpt-5.6-terra", 1_785_369_600, "2"),
      ("openai", "gpt-5.6-luna", 1_785_369_599, "1"), ("openai", "gpt-5.6-luna", 1_785_369_600, "0.2"),
      ("google", "gemini-3.7-flash", 1_798_761_599, "0.75"), ("google", "gemini-3.7-flash", 1_798_761_600, "1.5"),
      ("deepseek", "deepseek-chat", 1_746_057_600 + 12 * 3600, "0.27"),
      ("deepseek", "deepseek-chat", 1_746_057_600 + 17 * 3600, "0.135"),
      ("deepseek", "deepseek-chat", 1_746_057_600, "0.135"), ("deepseek", "deepseek-chat", 1_790_856_000, "0.28"),
    ])
  func dated(provider: String, model: String, second: Int, expected: String) throws {
    let usage = UsageQuantities([.input: 1_000_000])
    let priced = try price(provider, model, usage, at: Timestamp(seconds: Int64(second)))
    #expect(dollars(priced.cost) == expected)
  }

  @Test("the long-context price of opus-4.6 and sonnet-4.6 ended on 2026-03-13")
  func longContext() throws {
    let usage = UsageQuantities([.input: 1_000_000], tierTokens: 1_000_000)
    for (model, before, after) in [("claude-opus-4-6", "10", "5"), ("claude-sonnet-4-6", "6", "3")] {
      let last = Timestamp(seconds: 1_773_359_999)
      #expect(dollars(try price("anthropic", model, usage, at: last).cost) == before)
      #expect(dollars(try price("anthropic", model, usage).cost) == after)
    }
  }

  @Test("an override wins; the more specific before the later, and none outside its dates")
  func overrides() throws {
    func dated(_ pattern: String, _ price: String, from: Int64? = nil, until: Int64? = nil, tier: ServiceTier? = nil)
      -> PriceOverride
    {
      var rates = override(pattern, provider: "openai", [.input: price])
      rates.id = pattern + price
      rates.effectiveFrom = from.map { Timestamp(seconds: $0) }
      rates.effectiveUntil = until.map { Timestamp(seconds: $0) }
      rates.serviceTier = tier
      return rates
    }
    let all = [
      dated("gpt-4*", "7", from: 1_790_000_000), dated("gpt-4o", "8"), dated("gpt-4o", "9", from: 1_780_000_000),
      dated("gpt-4o", "99", from: 1_799_000_000), dated("gpt-4o", "1", until: 1_700_000_000),
      dated("gpt-4o", "4", tier: .batch),
    ]
    let usage = UsageQuantities([.input: 1_000_000, .output: 1])
    let priced = try price("openai", "gpt-4o", usage, overrides: all)
    #expect(dollars(priced.cost) == "9" && priced.unpriced == [.output])
    #expect(
      dollars(try price("openai", "GPT-4o", usage, at: Timestamp(seconds: 1_750_000_000), overrides: all).cost) == "8")
    #expect(dollars(try price("openai", "gpt-4o", usage, tier: .batch, overrides: all).cost) == "4")
    #expect(dollars(try price("openai", "gpt-4-x", usage, overrides: all).cost) == "7")
    #expect(dollars(try price("azure", "gpt-4o", usage, overrides: all).cost) == "2.50001")
    #expect(dollars(try price("openai", "openai/gpt-4o", usage, overrides: all).cost) == "9")
  }

  @Test("lists page through the whole catalogue, and search by part of an id and provider")
  func lists() {
    let book = PriceBook()
    var (count, cursor, last) = (0, String?.none, "")
    repeat {
      let page = book.list(PriceQuery(limit: 1000, cursor: cursor))
      count += page.entries.count
      for entry in page.entries {
        #expect(entry.model.lowercased() >= last)
        last = entry.model.lowercased()
        let places = book.get(
          provider: entry.provider, model: entry.model, at: entry.effectiveFrom ?? Timestamp(seconds: 0))
        #expect(places == entry)
      }
      cursor = page.next
    } while cursor != nil
    #expect(count > 8_000)
    let opus = book.list(PriceQuery(text: "OPUS-4-7", provider: "Anthropic"))
    #expect(opus.entries.map(\.model) == ["claude-opus-4-7", "claude-opus-4-7-20260416"])
    #expect(book.list(PriceQuery(cursor: "-5")).entries.count == 100)
    #expect(book.list(PriceQuery(cursor: "999999999")).entries.isEmpty)
  }

  @Test("says where the sources differ by more than 1 %, and which is used")
  func disagreements() throws {
    let all = PriceBook().disagreements()
    let sonnet = try #require(all.first { $0.model == "claude-sonnet-4-5" && $0.bucket == .input })
    #expect(
      sonnet.aboveTokens == 200_000 && sonnet.used.rate == perMillion("3") && sonnet.other.rate == perMillion("6"))
    #expect(sonnet.used.source == .litellm && sonnet.other.source == .notes && sonnet.percent == 100)
    #expect(all.allSatisfy { abs($0.percent ?? 100) > 1 })
    #expect(all.count > 100)
  }
}
