import Analytics
import CostModel
import Testing

@testable import Worker

@Suite("Rates that stand")
struct StandingRatesTests {
  private static let from = Timestamp(seconds: 1_790_856_000)

  /// Prices of both layers: of the database from noon on, of a file over the catalogue, by sizes and hours.
  private func layers() throws -> PriceLayers {
    let harness = try CostHarness(now: "2026-10-02T12:00:00Z")
    _ = try harness.call(
      "prices/set",
      """
      {"provider": "openai", "model": "gpt-4o", "rates_per_million": {"input": 7, "output": 9}, "effective_from": "2026-10-01T12:00:00Z", \
      "effective_until": "2026-10-01T12:00:30Z"}
      """)
    let stored = try harness.ledger.transaction { try $0.configuration.priceOverrides() }
    func rates(_ input: String) throws -> [Bucket: Rate] { [.input: try #require(Rate(perMillionText: input)), .output: Rate.zero] }
    let cheap = try rates("1").sorted { $0.key < $1.key }.map { BucketRate($0.key, $0.value) }
    let file = PriceOverride(
      id: "file", provider: "openai", modelPattern: "gpt-4o", effectiveFrom: Timestamp(seconds: Self.from.seconds - 7_200),
      rates: try rates("3"), tiers: [PriceOverride.Tier(aboveTokens: 1_000, rates: try rates("4"))],
      offPeak: [OffPeakWindow(startMinute: 690, endMinute: 700, rates: cheap)], source: PriceSource(name: "file", date: "2026-10-01"))
    return PriceLayers(stored, file: [file])
  }

  @Test("cost what looking them up for each call costs, in whatever order calls come", arguments: ["gpt-4o", "gemini-2.5-pro", "nobody's"])
  func same(model: String) throws {
    let prices = try layers()
    let provider = model.hasPrefix("gemini") ? "google" : "openai"
    var rates = StandingRates(provider: provider, model: model, region: nil, tier: .standard)
    var random = SeededRandom(seed: 11)
    var costs: Set<Money?> = []
    // Hours, minutes and seconds around the moments at which prices change, and the moments themselves.
    let steps: [Int64] = [-7_201, -7_200, -1_801, -1_800, -1_200, -1, 0, 29, 30, 31, 86_400, 59, 60]
    for _ in 0..<5_000 {
      let instant = Timestamp(seconds: Self.from.seconds + steps[random.index(below: steps.count)])
      let usages = (0...random.index(below: 2)).map { _ -> UsageQuantities in
        let size = [1, 999, 1_000, 1_001, 200_000, 200_001][random.index(below: 6)] as Int64
        return UsageQuantities([.input: size, .output: 10], tierTokens: size)
      }
      var sum = Int128(0)
      var isPriced = true
      for usage in usages {
        let context = PricingContext(provider: provider, model: model, timestamp: instant)
        let priced = try prices.price(context, usage)
        isPriced = isPriced && priced.unpriced.isEmpty && priced.reason == nil
        sum += priced.exactCost.units
      }
      let expected = isPriced ? Money(nanos: roundedHalfToEven(sum, over: Rate.unitsPerNano)) : nil
      let found = rates.cost(prices, usages, at: instant)
      #expect(found == expected)
      costs.insert(found)
    }
    #expect(model == "nobody's" ? costs == [nil] : costs.count > 20)
  }
}
