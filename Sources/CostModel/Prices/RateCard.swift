/// The rates that one event was priced with: enough to compute its receipt again, at any later time.
///
/// A class, because all events priced alike share one card and its text.
package final class RateCard: Sendable {
  package let provider: String
  /// The id of the model whose prices these are, as its list spells it.
  package let model: String
  package let source: PriceSource
  /// The tier that was asked for, or the one whose prices stood in for it.
  package let serviceTier: ServiceTier
  /// The threshold that was exceeded; 0 for the base prices.
  package let aboveTokens: Int64
  package let isOffPeak: Bool
  package let multiplier: RateMultiplier
  /// The buckets that have a rate; `rates` holds them in this order.
  let priced: BucketSet
  private let rates: [Rate]
  /// Those whose rate is from costwire's notes, beside the other source.
  let noted: BucketSet
  /// The canonical text; `RateCard(text:)` reads it back.
  package let text: String

  struct Terms {
    var provider: String
    var model: String
    var source: PriceSource
    var serviceTier = ServiceTier.standard
    var aboveTokens: Int64 = 0
    var isOffPeak = false
    var multiplier = RateMultiplier.one
    var noted = BucketSet()
  }

  init(_ terms: Terms, _ rates: [BucketRate]) {
    provider = terms.provider
    model = terms.model
    source = terms.source
    serviceTier = terms.serviceTier
    aboveTokens = terms.aboveTokens
    isOffPeak = terms.isOffPeak
    multiplier = terms.multiplier
    noted = terms.noted
    var priced = BucketSet()
    let sorted = rates.sorted { $0.bucket < $1.bucket }
    for rate in sorted { priced.insert(rate.bucket) }
    self.priced = priced
    self.rates = sorted.map(\.rate)
    text = RateCard.text(terms, sorted)
  }

  package var isEmpty: Bool { priced.isEmpty }

  /// The price of a bucket as its list has it; nil when it has none.
  package func rate(of bucket: Bucket) -> Rate? {
    priced.contains(bucket) ? rates[priced.rank(of: bucket)] : nil
  }

  /// All prices, in the buckets' order.
  package var bucketRates: [BucketRate] { zip(priced, rates).map { BucketRate($0, $1) } }

  /// The source of one bucket's price.
  package func source(of bucket: Bucket) -> PriceSource { noted.contains(bucket) ? .notes : source }

  /// The receipt of some quantities.
  package func lines(for quantities: UsageQuantities) throws(PricingError) -> [PriceLine] {
    try price(quantities).lines
  }

  /// What some quantities cost at these rates.
  package func price(_ quantities: UsageQuantities) throws(PricingError) -> PricedUsage {
    var lines: [PriceLine] = []
    lines.reserveCapacity(quantities.used.count)
    var unpriced: [Bucket] = []
    var sum = ExactCost.zero
    for bucket in quantities.used {
      let quantity = quantities[bucket]
      guard quantity > 0 else { throw .negativeQuantity(bucket) }
      guard priced.contains(bucket) else {
        unpriced.append(bucket)
        continue
      }
      let line = try line(bucket, quantity, rates[priced.rank(of: bucket)])
      try sum.add(line.cost)
      lines.append(line)
    }
    if !quantities.unknown.isEmpty { unpriced = Array(quantities.unknown.union(quantities.used.subtracting(priced))) }
    return PricedUsage(cost: sum, lines: lines, unpriced: unpriced, card: self)
  }

  /// What some quantities cost, without a receipt, in whole units of 10^-24 USD; nil when some of them have no price.
  package func units(of quantities: UsageQuantities) -> Int128? {
    guard !isEmpty, quantities.unknown.isEmpty else { return nil }
    var sum = ExactCost.zero
    for bucket in quantities.used {
      let quantity = quantities[bucket]
      guard quantity > 0, priced.contains(bucket), let cost = try? cost(bucket, quantity, rates[priced.rank(of: bucket)]),
        (try? sum.add(cost)) != nil
      else { return nil }
    }
    return sum.units
  }

  @inline(__always)
  private func cost(_ bucket: Bucket, _ quantity: Int64, _ rate: Rate) throws(PricingError) -> ExactCost {
    let perRate = bucket.unitsPerRate
    if perRate == 1, multiplier == .one || !bucket.isTokens { return try ExactCost(quantity: quantity, rate: rate) }
    let factor = bucket.isTokens ? multiplier : .one
    return try ExactCost(
      quantity: quantity, rate: rate, times: Int128(factor.numerator), over: Int128(factor.denominator) * Int128(perRate))
  }

  @inline(__always)
  private func line(_ bucket: Bucket, _ quantity: Int64, _ rate: Rate) throws(PricingError) -> PriceLine {
    let factor = bucket.isTokens ? multiplier : .one
    return PriceLine(
      bucket: bucket, quantity: quantity, rate: factor == .one ? rate : factor.applied(to: rate),
      cost: try cost(bucket, quantity, rate), source: source(of: bucket))
  }
}

extension RateCard: Hashable {
  package static func == (left: RateCard, right: RateCard) -> Bool { left === right || left.text == right.text }
  package func hash(into hasher: inout Hasher) { hasher.combine(text) }
}
