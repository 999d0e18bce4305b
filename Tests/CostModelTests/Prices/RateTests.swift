import CostModel
import Testing

@Suite("Prices: rates and cards")
struct RateTests {
  @Test(
    "keep a source's digits exactly",
    arguments: [
      ("2.5e-06", "0.0000025"), ("3.2857142857142855e-08", "0.000000032857142857142855"), ("0", "0"), ("0.0", "0"),
      ("1E2", "100"), ("0.5", "0.5"), (".05", "0.05"), ("7", "7"), ("1e-24", "0.000000000000000000000001"),
      ("0.00000000000000000000000000000000000000000000000000", "0"), ("2.50000000000000000000000000000000", "2.5"),
    ])
  func exact(text: String, expected: String) {
    #expect(Rate(decimalText: text)?.decimalText == expected)
    #expect(Rate(decimalText: expected)?.decimalText == expected)
  }

  @Test(
    "refuse what is no price",
    arguments: ["", ".", "e5", "1e", "1e-", "-1", "1.2.3", "1e-25", "1e99", "1e9999999999", "abc", "1 ", "0x1", "+1"])
  func refuse(text: String) { #expect(Rate(decimalText: text) == nil) }

  @Test("every card's text gives the card again, for every entry, tier and size")
  func roundTrip() throws {
    let book = PriceBook()
    var cards: Set<RateCard> = []
    for entry in book.list(PriceQuery(limit: .max)).entries {
      for tier in Set(entry.sections.map(\.serviceTier)).union([.standard, .fast]) {
        for size in [0] + entry.thresholds.map({ $0 + 1 }) {
          let context = PricingContext(
            provider: entry.provider, model: entry.model, timestamp: entry.effectiveFrom ?? Timestamp(seconds: 0),
            inferenceGeo: "us", serviceTier: tier)
          cards.insert(try book.card(context, tierTokens: size).get())
        }
      }
    }
    #expect(cards.count > 9_000)
    var usage = UsageQuantities()
    for bucket in Bucket.allCases { usage[bucket] = 1_234_567 &+ Int64(bucket.rawValue) }
    for card in cards {
      let copy = try #require(RateCard(text: card.text))
      #expect(copy.text == card.text && copy.bucketRates == card.bucketRates)
      let priced = try card.price(usage)
      #expect(try copy.price(usage) == priced)
      #expect(sum(priced.lines) == priced.exactCost.units || priced.exactCost.numerator != 0)
      #expect(priced.lines.count + priced.unpriced.count == Bucket.allCases.count)
    }
  }

  private func sum(_ lines: [PriceLine]) -> Int128 { lines.reduce(0) { $0 + $1.cost.units } }

  @Test("a card with a name of any characters comes back")
  func escapes() throws {
    let source = PriceSource(name: "contract | 100%\n", date: "2026|10")
    let odd = PriceOverride(id: "o", modelPattern: "*", rates: [.input: perMillion("1")], source: source)
    let card = try #require(try price("a|b%", "m|é\n", UsageQuantities([.input: 1]), overrides: [odd]).card)
    let copy = try #require(RateCard(text: card.text))
    #expect(copy.source == source && copy.model == "m|é\n" && copy == card)
  }

  @Test(
    "text that no card has is refused",
    arguments: [
      "", "1|||||||||", "2|a|b|c|d|standard|0|||i1", "1|a|b|c|d|standard|0|||i1,,", "1|a|b|c|d|standard|0|||o1,i1",
      "1|a|b|c|d|standard|0|||zz9", "1|a|b|c|d|nothing|0|||i1", "1|a|b|c|d|standard|0||1/0|i1",
      "1|a%|b|c|d|standard|0|||i1",
    ])
  func refuseCards(text: String) { #expect(RateCard(text: text) == nil) }

  @Test("buckets have distinct stable names")
  func names() {
    #expect(Set(Bucket.allCases.map(\.name)).count == Bucket.allCases.count)
    for bucket in Bucket.allCases { #expect(Bucket(name: bucket.name) == bucket) }
    #expect(Bucket.cacheWrite1h.name == "cache_write_1h" && Bucket.bigquerySlotMs.name == "bigquery_slot_ms")
  }
}
