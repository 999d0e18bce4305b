import CostModel
import Testing

@Suite("Prices: how providers count")
struct UsageConventionTests {
  @Test(
    "flat fields are meant as the provider means them",
    arguments: [
      ("anthropic", "", UsageConvention.anthropic), ("aws", "", .bedrock), ("Google", "", .google), ("xAI", "", .xai),
      ("openai", "", .inclusive), ("deepseek", "", .inclusive), ("vertex_ai", "claude-opus-4-7", .anthropic),
      (nil, "claude-opus-4-7", .anthropic), (nil, "", .inclusive),
    ] as [(String?, String, UsageConvention)])
  func conventions(provider: String?, model: String, expected: UsageConvention) {
    #expect(UsageConvention.convention(forProvider: provider, model: model) == expected)
  }

  static let sample = counts {
    $0.prompt = 1000
    $0.cacheRead = 300
    $0.cacheWrite = 100
    $0.completion = 200
    $0.reasoning = 50
  }

  @Test(
    "totals count every token once",
    arguments: [
      (UsageConvention.anthropic, 1000, 150, 1600, 1400), (.openAIChat, 600, 150, 1200, 1000),
      (.google, 600, 200, 1250, 1000), (.xai, 600, 200, 1250, 1000), (.bedrock, 1000, 150, 1600, 1400),
      (.exclusive, 1000, 200, 1650, 1400),
    ])
  func totals(convention: UsageConvention, input: Int64, output: Int64, total: Int64, tier: Int64) {
    let counted = convention.count(Self.sample)
    #expect(counted.quantities[.input] == input && counted.quantities[.output] == output)
    #expect(counted.totalTokens == total && counted.quantities.totalTokens == total)
    #expect(counted.quantities.tierTokens == tier && !counted.isInconsistent)
  }

  @Test("Google's tool-use prompt stands beside the prompt")
  func toolUse() {
    let counted = UsageConvention.google.count(
      counts {
        $0.prompt = 100
        $0.toolUsePrompt = 20
        $0.completion = 5
      })
    #expect(counted.quantities[.input] == 120 && counted.inputTokens == 120 && counted.totalTokens == 125)
  }

  @Test("audio is split out of the prompt, and never counted beyond what is left of it")
  func audio() {
    let counted = UsageConvention.openAIChat.count(
      counts {
        $0.prompt = 100
        $0.cacheRead = 60
        $0.inputAudio = 80
        $0.completion = 10
        $0.outputAudio = 4
      })
    #expect(counted.quantities[.inputAudio] == 40 && counted.quantities[.input] == 0)
    #expect(counted.quantities[.outputAudio] == 4 && counted.quantities[.output] == 6)
    #expect(counted.quantities.totalTokens == 110)
  }

  @Test("parts larger than their total are flagged, and nothing goes below zero")
  func inconsistent() {
    let cached = UsageConvention.openAIChat.count(
      counts {
        $0.prompt = 10
        $0.cacheRead = 30
        $0.completion = 5
      })
    #expect(cached.isInconsistent && cached.quantities[.input] == 0 && cached.quantities[.cacheRead] == 30)
    let reasoning = UsageConvention.inclusive.count(
      counts {
        $0.completion = 5
        $0.reasoning = 9
      })
    #expect(reasoning.isInconsistent && reasoning.quantities[.reasoning] == 5 && reasoning.quantities[.output] == 0)
    let negative = UsageConvention.anthropic.count(
      counts {
        $0.prompt = -5
        $0.completion = 1
      })
    #expect(negative.isInconsistent && negative.totalTokens == 1)
    for convention in UsageConvention.allCases {
      let huge = convention.count(
        counts {
          $0.prompt = .max
          $0.completion = .max
          $0.cacheRead = .max
          $0.cacheWrite = .max
          $0.reasoning = .max
        })
      #expect(huge.totalTokens == .max)
    }
  }
}
