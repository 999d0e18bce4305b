import CostModel

/// Prices many calls that differ in nothing but their time and size: rates are looked up again only where others may hold.
struct StandingRates {
  private var context: PricingContext
  private var card: RateCard?
  private var extent: CardExtent?

  init(provider: String?, model: String, region: String?, tier: ServiceTier) {
    context = PricingContext(provider: provider, model: model, timestamp: Timestamp(microseconds: 0), region: region, serviceTier: tier)
  }

  /// The list price of a call's parts; nil when some of them have none.
  mutating func cost(_ prices: PriceLayers, _ parts: [UsageQuantities], at instant: Timestamp) -> Money? {
    var sum = Int128(0)
    for index in parts.indices {
      look(prices, instant, parts[index].tierTokens)
      guard let units = card?.units(of: parts[index]) else { return nil }
      let (total, overflow) = sum.addingReportingOverflow(units)
      guard !overflow else { return nil }
      sum = total
    }
    return Money(nanos: roundedHalfToEven(sum, over: Rate.unitsPerNano))
  }

  /// Sees to it that the card is the one that holds.
  private mutating func look(_ prices: PriceLayers, _ instant: Timestamp, _ tierTokens: Int64) {
    if let extent, extent.contains(instant, tierTokens: tierTokens) { return }
    context.timestamp = instant
    card = try? prices.card(context, tierTokens: tierTokens).get()
    extent = prices.extent(context, tierTokens: tierTokens)
  }
}
