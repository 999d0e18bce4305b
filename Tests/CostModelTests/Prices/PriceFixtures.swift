import CostModel

/// 2026-10-01T12:00:00Z, when most of the catalogue's prices hold.
let october2026 = Timestamp(seconds: 1_790_856_000)

/// USD per million tokens.
func perMillion(_ text: String) -> Rate { Rate(perMillionText: text) ?? .zero }

/// An override of one model with USD per million tokens.
func override(
  _ pattern: String, provider: String? = nil, _ rates: KeyValuePairs<Bucket, String>,
  above: Int64 = 0, _ tierRates: KeyValuePairs<Bucket, String> = [:]
) -> PriceOverride {
  func parse(_ rates: KeyValuePairs<Bucket, String>) -> [Bucket: Rate] {
    Dictionary(uniqueKeysWithValues: rates.map { ($0.key, perMillion($0.value)) })
  }
  return PriceOverride(
    id: pattern, provider: provider, modelPattern: pattern, rates: parse(rates),
    tiers: above > 0 ? [PriceOverride.Tier(aboveTokens: above, rates: parse(tierRates))] : [],
    source: PriceSource(name: "test", date: "2026-10-01"))
}

/// Dollars with the digits they have, from a nano-dollar amount.
func dollars(_ money: Money) -> String { plainDecimal(money.nanos, decimals: 9) }

/// Prices a usage of the built-in catalogue, or of some overrides.
func price(
  _ provider: String?, _ model: String, _ quantities: UsageQuantities, tier: ServiceTier = .standard,
  geo: String? = nil, region: String? = nil, at timestamp: Timestamp = october2026, overrides: [PriceOverride] = []
) throws -> PricedUsage {
  try PriceBook(overrides: overrides).price(
    PricingContext(
      provider: provider, model: model, timestamp: timestamp, region: region, inferenceGeo: geo, serviceTier: tier),
    quantities)
}

func counts(_ fill: (inout UsageCounts) -> Void) -> UsageCounts {
  var counts = UsageCounts()
  fill(&counts)
  return counts
}
