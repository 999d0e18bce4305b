import CostModel
import Testing

@Suite("Prices: engine")
struct PriceEngineTests {
  static let million = UsageQuantities([.input: 1_000_000])

  @Test("xAI's threshold belongs to the dearer tier, everyone else's does not")
  func inclusive() throws {
    let tiers = { (provider: String) in
      override("m", provider: provider, [.input: "1"], above: 200_000, [.input: "2"])
    }
    let usage = UsageQuantities([.input: 200_000], tierTokens: 200_000)
    #expect(dollars(try price("xai", "m", usage, overrides: [tiers("xai")]).cost) == "0.4")
    #expect(dollars(try price("openai", "m", usage, overrides: [tiers("openai")]).cost) == "0.2")
  }

  @Test("tiers that stand alone reprice everything, and the last one goes on")
  func ranges() throws {
    for (tokens, dollars) in [(32_000, "0.032"), (32_001, "0.0576018"), (256_001, "1.536006"), (2_000_000, "12")] {
      let usage = UsageQuantities([.input: Int64(tokens)], tierTokens: Int64(tokens))
      #expect(CostModelTests.dollars(try price("dashscope", "qwen3-coder-plus", usage).cost) == dollars)
    }
  }

  @Test("a missing price is unpriced, never zero and never another bucket's")
  func unpriced() throws {
    let usage = UsageQuantities([.input: 10, .cacheRead: 5, .cacheWrite: 0, .inputAudio: 7, .reasoning: 3])
    let priced = try price("x", "m", usage, overrides: [override("m", [.input: "1", .output: "2"])])
    #expect(priced.unpriced == [.cacheRead, .inputAudio])
    #expect(priced.lines.map(\.bucket) == [.input, .reasoning])
    #expect(dollars(priced.cost) == "0.000016")
  }

  @Test("an explicit zero is a price")
  func explicitZero() throws {
    let priced = try price("groq", "none", UsageQuantities([.input: 10]), overrides: [override("none", [.input: "0"])])
    #expect(priced.unpriced.isEmpty && priced.cost == .zero && priced.lines.count == 1)
  }

  @Test("a model without any price is unpriced as a whole")
  func noPrice() throws {
    let priced = try price("chatgpt", "gpt-5.4", Self.million)
    #expect(priced.reason == .noPrice && priced.unpriced == [.input])
    let unknown = try price("openai", "gpt-4o-mega", Self.million)
    #expect(unknown.reason == .unknownModel && unknown.unpriced == [.input] && unknown.card == nil)
  }

  @Test(
    "a tier without a price of its own has the standard one",
    arguments: [
      ("gpt-4o", ServiceTier.batch, "1.25", ServiceTier.batch), ("gpt-4o", .priority, "4.25", .priority),
      ("gpt-4o", .fast, "4.25", .priority), ("gpt-4o", .flex, "2.5", .standard), ("gpt-4o", .scale, "2.5", .standard),
      ("gpt-5-nano", .priority, "0.05", .standard), ("gpt-realtime", .batch, "4", .standard),
      ("gpt-6-astra", .ultrafast, "60", .ultrafast), ("gpt-6-luna", .decisions, "0.1", .decisions),
    ])
  func serviceTiers(model: String, tier: ServiceTier, cost: String, used: ServiceTier) throws {
    let priced = try price("openai", model, Self.million, tier: tier)
    #expect(dollars(priced.cost) == cost)
    #expect(priced.card?.serviceTier == used)
  }

  @Test("a threshold and a service tier hold together")
  func combined() throws {
    let usage = UsageQuantities([.input: 1_000_000, .output: 1_000_000], tierTokens: 300_000)
    #expect(dollars(try price("openai", "gpt-5.4", usage, tier: .batch).cost) == "13.75")
    // There is no priority price above the threshold: the standard one there comes before the base one.
    #expect(dollars(try price("openai", "gpt-5.4", usage, tier: .priority).cost) == "27.5")
  }

  @Test("reasoning has its own price where the list names one, in the tier that is paid")
  func reasoning() throws {
    let usage = UsageQuantities([.output: 1_000_000, .reasoning: 1_000_000])
    #expect(dollars(try price("dashscope", "qwen-plus-2025-07-28", usage).cost) == "5.2")
    #expect(dollars(try price("gemini", "gemini-2.5-flash", usage, tier: .batch).cost) == "2.5")
  }

  @Test("Anthropic's geography and fast mode multiply tokens, not searches")
  func multipliers() throws {
    let usage = UsageQuantities([.input: 1_000_000, .webSearch: 3])
    #expect(dollars(try price("anthropic", "claude-opus-4-7", usage, geo: "us").cost) == "5.53")
    #expect(dollars(try price("anthropic", "claude-opus-4-7", usage, tier: .fast).cost) == "30.03")
    let both = try price("anthropic", "claude-opus-4-7", usage, tier: .fast, geo: "US")
    #expect(dollars(both.cost) == "33.03")
    #expect(both.lines[0].rate == perMillion("33") && both.card?.multiplier.numerator == 33)
    #expect(dollars(try price("anthropic", "claude-haiku-4-5", usage, tier: .fast, geo: "global").cost) == "1.03")
  }

  @Test("a batch halves an hour's cache write too, as the note beside the list says")
  func noted() throws {
    let usage = UsageQuantities([.input: 1_000_000, .cacheWrite1h: 1_000_000])
    let priced = try price("anthropic", "claude-sonnet-4-5", usage, tier: .batch)
    #expect(priced.lines.map(\.source.name) == ["litellm", "costwire notes"])
    #expect(dollars(priced.cost) == "4.5")
  }

  @Test("the sum is rounded once, half to even")
  func rounding() throws {
    let half = override("m", [.input: ".0005", .output: ".0005", .cacheRead: ".0015"])
    func cost(_ usage: UsageQuantities) throws -> Int128 { try price("x", "m", usage, overrides: [half]).cost.nanos }
    #expect(try cost(UsageQuantities([.input: 1])) == 0)
    #expect(try cost(UsageQuantities([.cacheRead: 1])) == 2)
    #expect(try cost(UsageQuantities([.input: 1, .output: 1])) == 1)
    #expect(try cost(UsageQuantities([.input: 2, .output: 1])) == 2)
    #expect(try cost(UsageQuantities([.input: 3, .output: 2])) == 2)
  }

  @Test("quantities beyond all measure are an error, not a crash")
  func overflow() {
    let dear = PriceOverride(
      id: "x", modelPattern: "m", rates: [.input: Rate(units: .max), .output: Rate(units: Int128.max / 2)],
      source: PriceSource(name: "test", date: ""))
    for usage in [
      UsageQuantities([.input: 1_000_000_000_000]), UsageQuantities([.input: .max]),
      UsageQuantities([.input: 1, .output: 1]),
    ] {
      #expect(throws: PricingError.costTooLarge) { try price("x", "m", usage, overrides: [dear]) }
    }
    #expect(throws: PricingError.negativeQuantity(.input)) {
      try price("x", "m", UsageQuantities([.input: -1]), overrides: [dear])
    }
  }

  @Test(
    "off-peak windows may pass midnight, be a whole day, or belong to a weekday",
    arguments: [
      (990, 30, UInt8(127), 990, true), (990, 30, 127, 989, false), (990, 30, 127, 29, true), (990, 30, 127, 30, false),
      (60, 120, 127, 60, true), (60, 120, 127, 120, false), (300, 300, 127, 0, true), (300, 300, 127, 1439, true),
      // 2026-10-01 is a Thursday; a window that began on Wednesday runs into it.
      (60, 120, 8, 60, true), (60, 120, 4, 60, false), (990, 30, 4, 10, true), (990, 30, 8, 10, false),
    ])
  func offPeak(start: Int, end: Int, weekdays: UInt8, minute: Int, expected: Bool) {
    let window = OffPeakWindow(startMinute: start, endMinute: end, weekdays: weekdays, rates: [])
    let midnight = october2026.seconds / 86_400 * 86_400
    #expect(window.contains(Timestamp(seconds: midnight + Int64(minute) * 60)) == expected)
  }

  @Test(
    "a rate card holds for all times and sizes that its extent names, and costs what its receipt says",
    arguments: [("google", "gemini-2.5-pro"), ("deepseek", "deepseek-chat"), ("openai", "gpt-4o"), ("anthropic", "claude-sonnet-4-5"), ("x", "no")])
  func extents(provider: String, model: String) throws {
    var late = override("gpt-4o", [.input: "9"])
    late.effectiveFrom = october2026
    let book = PriceBook(overrides: [late])
    var seen = 0
    for tokens in [0, 1_000, 200_000, 200_001, 900_000] as [Int64] {
      for minute in stride(from: -2_880, through: 2_880, by: 97) {
        let context = PricingContext(provider: provider, model: model, timestamp: Timestamp(seconds: october2026.seconds + Int64(minute) * 60))
        let card = try? book.card(context, tierTokens: tokens).get(), extent = book.extent(context, tierTokens: tokens)
        #expect(extent.contains(context.timestamp, tierTokens: tokens))
        let usage = UsageQuantities([.input: 777, .output: 55], tierTokens: tokens)
        let priced = try book.price(context, usage)
        #expect(card?.units(of: usage) == (priced.unpriced.isEmpty ? priced.exactCost.units : nil))
        for (otherMinute, otherTokens) in [(minute + 1, tokens), (minute + 1_440, tokens), (minute - 3_000, tokens + 1), (minute, tokens + 500_000)] {
          var other = context
          other.timestamp = Timestamp(seconds: october2026.seconds + Int64(otherMinute) * 60)
          guard extent.contains(other.timestamp, tierTokens: otherTokens) else { continue }
          #expect(card == (try? book.card(other, tierTokens: otherTokens).get()))
          seen += 1
        }
      }
    }
    #expect(seen > 0)
  }

  @Test("buckets outside the usual ones are kept in order")
  func otherBuckets() {
    var quantities = UsageQuantities([.page: 3, .citation: 2, .input: 1])
    quantities[.citation] = 5
    quantities[.page] = 0
    #expect(Array(quantities.used) == [.input, .citation])
    #expect(quantities[.citation] == 5 && quantities[.page] == 0)
  }
}
