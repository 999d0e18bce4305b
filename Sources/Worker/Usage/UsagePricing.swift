import CostModel

/// What a usage costs, part by part.
struct PricedRequest: Sendable {
  var parts: [Part]

  /// One run of one model, or several of the same rates.
  struct Part: Sendable {
    var provider: String?
    var model: String
    var serviceTier: ServiceTier
    var quantities: UsageQuantities
    var priced: PricedUsage
  }

  /// The exact sum of all lines, rounded once: half to even.
  var cost: Money {
    guard parts.count != 1 else { return parts[0].priced.cost }
    let (sum, overflow) = parts.reduce((Int128(0), false)) { sum, part in
      let (units, overflow) = sum.0.addingReportingOverflow(part.priced.exactCost.units)
      return (units, sum.1 || overflow)
    }
    if overflow { return parts.reduce(Money.zero) { $0 + $1.priced.cost } }
    return Money(nanos: roundedHalfToEven(sum, over: Rate.unitsPerNano))
  }

  /// The buckets without a price, each once.
  var unpriced: [Bucket] {
    guard parts.count != 1 else { return parts[0].priced.unpriced }
    var set = BucketSet()
    for part in parts { for bucket in part.priced.unpriced { set.insert(bucket) } }
    return Array(set)
  }
}

extension ProviderUsage {
  /// Prices every part on its own. The class of service that the object names goes before the context's.
  func priced(_ context: PricingContext, _ prices: PriceLayers) throws(PricingError) -> PricedRequest {
    var request = PricedRequest(parts: [])
    request.parts.reserveCapacity(1 + others.count)
    try price(main, context, prices, into: &request)
    for part in others { try price(part, context, prices, into: &request) }
    return request
  }

  private func price(
    _ part: Part, _ context: PricingContext, _ prices: PriceLayers, into request: inout PricedRequest
  ) throws(PricingError) {
    let context = self.context(part, context)
    request.parts.append(
      PricedRequest.Part(
        provider: context.provider, model: context.model, serviceTier: context.serviceTier,
        quantities: part.quantities, priced: try prices.price(context, part.quantities)))
  }

  /// The context of one part. The caller's model goes before the object's, save for runs of other models and for
  /// BigQuery, whose price depends on the job.
  func context(_ part: Part, _ context: PricingContext) -> PricingContext {
    var context = context
    if let provider = part.provider { context.provider = provider }
    if let model = part.model, part.provider != nil || !others.isEmpty || context.model.isEmpty { context.model = model }
    if let tier = part.serviceTier { context.serviceTier = tier }
    context.inferenceGeo = part.inferenceGeo
    return context
  }
}
