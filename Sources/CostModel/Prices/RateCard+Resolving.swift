/// Choosing the rates of an entry: one tier for the whole request.
extension PriceEntry {
  /// The off-peak window an instant lies in.
  func offPeakIndex(at timestamp: Timestamp) -> Int? {
    offPeak.isEmpty ? nil : offPeak.firstIndex { $0.contains(timestamp) }
  }

  /// The rates above a threshold in a service tier.
  ///
  /// A bucket's price is the first that is named: in this tier or its stand-ins above the threshold, then in
  /// the same tiers of the base prices.
  func card(above threshold: Int64, tier: ServiceTier, offPeakIndex: Int?, multiplier: RateMultiplier) -> RateCard {
    let levels = levels(above: threshold, tier: tier)
    var terms = RateCard.Terms(provider: provider, model: model, source: source)
    terms.aboveTokens = threshold
    terms.multiplier = multiplier
    terms.isOffPeak = offPeakIndex != nil
    terms.serviceTier = multiplier.isFastMode ? tier : standIn(for: tier, levels)
    var rates: [BucketRate] = []
    for bucket in Bucket.allCases {
      guard let (rate, isNote) = find(bucket, levels) else { continue }
      rates.append(BucketRate(bucket, rate))
      if isNote { terms.noted.insert(bucket) }
    }
    if let offPeakIndex { replace(&rates, with: offPeak[offPeakIndex].rates) }
    return RateCard(terms, rates)
  }

  private func levels(above threshold: Int64, tier: ServiceTier) -> [[PriceSection]] {
    let standsAlone = threshold > 0 && sections.contains { $0.aboveTokens == threshold && $0.standsAlone }
    let steps = threshold == 0 || standsAlone ? [threshold] : [threshold, 0]
    return steps.flatMap { step in
      tier.pricedAs.map { tier in sections.filter { $0.aboveTokens == step && $0.serviceTier == tier } }
    }
  }

  /// Reasoning follows the output price of the nearest level; a picture its own price, however far.
  private func find(_ bucket: Bucket, _ levels: [[PriceSection]]) -> (Rate, Bool)? {
    guard let fallback = bucket.declaredFallback else { return named(bucket, levels) }
    guard bucket == .reasoning else { return named(bucket, levels) ?? named(fallback, levels) }
    for level in levels {
      if let rate = named(bucket, [level]) ?? named(fallback, [level]) { return rate }
    }
    return nil
  }

  private func named(_ bucket: Bucket, _ levels: [[PriceSection]]) -> (Rate, Bool)? {
    for section in levels.joined() {
      for rate in section.rates where rate.bucket == bucket { return (rate.rate, section.isNote) }
    }
    return nil
  }

  private func replace(_ rates: inout [BucketRate], with others: [BucketRate]) {
    for other in others {
      rates.removeAll { $0.bucket == other.bucket }
      rates.append(other)
    }
    let reasoning = others.first { $0.bucket == .reasoning } ?? others.first { $0.bucket == .output }
    guard let reasoning else { return }
    rates.removeAll { $0.bucket == .reasoning }
    rates.append(BucketRate(.reasoning, reasoning.rate))
  }

  /// The first tier that has any price of its own.
  private func standIn(for tier: ServiceTier, _ levels: [[PriceSection]]) -> ServiceTier {
    let tiers = Set(levels.joined().map(\.serviceTier))
    return tier.pricedAs.first { tiers.contains($0) } ?? .standard
  }
}
