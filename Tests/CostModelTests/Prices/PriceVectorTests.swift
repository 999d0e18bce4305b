import CostModel
import Testing

/// The vectors of PRICING.md 5.5: threads of other tools' users who were charged wrongly.
@Suite("Prices: published vectors")
struct PriceVectorTests {
  struct Vector: Sendable, CustomTestStringConvertible {
    var name: String
    var provider: String
    var model: String
    var convention: UsageConvention
    var counts: UsageCounts
    var cost: String
    var rates: PriceOverride
    var tier = ServiceTier.standard
    var testDescription: String { name }
  }

  static let vectors: [Vector] = [
    Vector(
      name: "V1", provider: "anthropic", model: "claude-3-7-sonnet-20250219", convention: .anthropic,
      counts: counts {
        $0.prompt = 3
        $0.cacheWrite = 12304
        $0.cacheRead = 0
        $0.completion = 550
      },
      cost: "0.054399",
      rates: override("claude-3-7-*", [.input: "3", .cacheRead: "0.3", .output: "15", .cacheWrite: "3.75"])),
    Vector(
      name: "V2", provider: "openai", model: "gpt-4o", convention: .openAIChat,
      counts: counts {
        $0.prompt = 2006
        $0.cacheRead = 1920
        $0.completion = 300
      },
      cost: "0.005615", rates: override("gpt-4o", [.input: "2.5", .cacheRead: "1.25", .output: "10"])),
    Vector(
      name: "V4", provider: "anthropic", model: "claude-opus-4-7", convention: .anthropic,
      counts: counts {
        $0.prompt = 6
        $0.cacheWrite = 159_217
        $0.completion = 2745
      },
      cost: "1.06376125",
      rates: override("claude-opus-4-7", [.input: "5", .cacheRead: ".5", .output: "25", .cacheWrite: "6.25"])),
    Vector(
      name: "V5", provider: "anthropic", model: "claude-3-5-haiku-20241022", convention: .anthropic,
      counts: counts {
        $0.prompt = 4
        $0.cacheRead = 2455
        $0.completion = 23
      },
      cost: "0.0002916", rates: override("*haiku*", [.input: ".8", .cacheRead: ".08", .output: "4"])),
    Vector(
      name: "V6", provider: "openai", model: "gpt-5-nano", convention: .openAIChat,
      counts: counts {
        $0.prompt = 17
        $0.completion = 482
        $0.reasoning = 448
      },
      cost: "0.00019365", rates: override("gpt-5-nano", [.input: ".05", .cacheRead: ".005", .output: ".4"])),
    Vector(
      name: "V7", provider: "openai", model: "gpt-5-mini", convention: .openAIResponses,
      counts: counts {
        $0.prompt = 2000
        $0.cacheRead = 1000
        $0.completion = 500
      },
      cost: "0.001275", rates: override("gpt-5-mini", [.input: ".25", .cacheRead: ".025", .output: "2"])),
    Vector(
      name: "V7 flex", provider: "openai", model: "gpt-5-mini", convention: .openAIResponses,
      counts: counts {
        $0.prompt = 2000
        $0.cacheRead = 1000
        $0.completion = 500
      },
      cost: "0.0006375", rates: override("gpt-5-mini", [.input: ".125", .cacheRead: ".0125", .output: "1"]),
      tier: .flex),
    Vector(
      name: "V8a", provider: "openai", model: "gpt-5.4", convention: .openAIChat,
      counts: counts {
        $0.prompt = 300_000
        $0.completion = 1000
      }, cost: "1.5225",
      rates: override("gpt-5.4", [.input: "2.5", .output: "15"], above: 272_000, [.input: "5", .output: "22.5"])),
    Vector(
      name: "V8b", provider: "openai", model: "gpt-5.4", convention: .openAIChat,
      counts: counts {
        $0.prompt = 272_000
        $0.completion = 1000
      }, cost: "0.695",
      rates: override("gpt-5.4", [.input: "2.5", .output: "15"], above: 272_000, [.input: "5", .output: "22.5"])),
    Vector(
      name: "V8b plus one", provider: "openai", model: "gpt-5.4", convention: .openAIChat,
      counts: counts {
        $0.prompt = 272_001
        $0.completion = 1000
      }, cost: "1.382505",
      rates: override("gpt-5.4", [.input: "2.5", .output: "15"], above: 272_000, [.input: "5", .output: "22.5"])),
    Vector(
      name: "V9", provider: "google", model: "gemini-2.5-pro", convention: .google,
      counts: counts {
        $0.prompt = 250_000
        $0.cacheRead = 100_000
        $0.completion = 1000
        $0.reasoning = 4000
      },
      cost: "0.475",
      rates: override(
        "gemini-2.5-pro", [.input: "1.25", .output: "10", .cacheRead: ".125"], above: 200_000,
        [.input: "2.5", .cacheRead: ".25", .output: "15"])),
    Vector(
      name: "V10", provider: "anthropic", model: "claude-sonnet-4-5", convention: .anthropic,
      counts: counts {
        $0.prompt = 100
        $0.cacheWrite = 10_000
        $0.cacheWrite1h = 8000
        $0.cacheRead = 50_000
        $0.completion = 500
      },
      cost: "0.0783",
      rates: override(
        "claude-sonnet-4-5",
        [.input: "3", .cacheRead: ".3", .output: "15", .cacheWrite: "3.75", .cacheWrite1h: "6"])),
    Vector(
      name: "V11", provider: "openai", model: "gpt-realtime", convention: .openAIRealtime,
      counts: counts {
        $0.prompt = 3000
        $0.cacheRead = 700
        $0.cacheReadAudio = 500
        $0.inputAudio = 2000
        $0.completion = 400
        $0.outputAudio = 300
      },
      cost: "0.07228",
      rates: override(
        "gpt-realtime",
        [
          .input: "4", .cacheRead: ".4", .output: "16", .inputAudio: "32", .cacheReadAudio: ".4", .outputAudio: "64",
        ])),
  ]

  @Test("cost what they should with the stated rates", arguments: vectors)
  func withOverrides(vector: Vector) throws { try check(vector, [vector.rates]) }

  @Test("cost what they should with the built-in catalogue", arguments: vectors)
  func withCatalogue(vector: Vector) throws { try check(vector, []) }

  private func check(_ vector: Vector, _ overrides: [PriceOverride]) throws {
    let counted = vector.convention.count(vector.counts)
    let priced = try price(
      vector.provider, vector.model, counted.quantities, tier: vector.tier, overrides: overrides)
    #expect(dollars(priced.cost) == vector.cost)
    #expect(priced.unpriced.isEmpty && priced.reason == nil && !counted.isInconsistent)
    let card = try #require(priced.card)
    #expect(try RateCard(text: card.text)?.price(counted.quantities) == priced)
  }

  @Test("V3: a prompt all but one token of which was cached")
  func v3() throws {
    let counted = UsageConvention.inclusive.count(
      counts {
        $0.prompt = 27147
        $0.cacheRead = 27146
        $0.completion = 351
      })
    let rates = override("glm", [.input: "1.4", .cacheRead: ".26", .output: "4.4"])
    #expect(dollars(try price("zai", "glm", counted.quantities, overrides: [rates]).cost) == "0.00860376")
  }

  @Test("V12: total tokens count the cache once")
  func v12() {
    let counted = UsageConvention.anthropic.count(
      counts {
        $0.prompt = 5
        $0.cacheRead = 128_955
        $0.cacheWrite = 1253
      })
    #expect(counted.totalTokens == 130_213)
    #expect(counted.quantities.totalTokens == 130_213)
    #expect(counted.quantities.tierTokens == 130_213)
  }
}
