/// What decides a price beside the quantities.
package struct PricingContext: Hashable, Sendable {
  package var provider: String?
  package var model: String
  package var timestamp: Timestamp
  package var region: String?
  /// Where Anthropic ran the inference, as its usage object says.
  package var inferenceGeo: String?
  package var serviceTier: ServiceTier

  package init(
    provider: String?, model: String, timestamp: Timestamp, region: String? = nil, inferenceGeo: String? = nil,
    serviceTier: ServiceTier = .standard
  ) {
    self.provider = provider
    self.model = model
    self.timestamp = timestamp
    self.region = region
    self.inferenceGeo = inferenceGeo
    self.serviceTier = serviceTier
  }
}

/// Why a usage cannot be priced at all, beyond a price that is not known.
package enum PricingError: Error, Hashable, Sendable {
  /// The cost does not fit 128 bits of 10^-24 USD.
  case costTooLarge
  case negativeQuantity(Bucket)
}

/// Why no price was found for a usage as a whole.
package enum UnpricedReason: String, Hashable, Sendable {
  /// No list and no override has the model.
  case unknownModel = "unknown_model"
  /// No provider was named, and those that have the model differ in price.
  case ambiguous
  /// The model is listed, but without any price.
  case noPrice = "no_price"
  /// The model is priced, but not at the event's time.
  case notInEffect = "not_in_effect"
}

/// One line of a receipt.
package struct PriceLine: Hashable, Sendable {
  package var bucket: Bucket
  package var quantity: Int64
  /// USD for each `bucket.unitsPerRate` units, any multiplier included.
  package var rate: Rate
  package var cost: ExactCost
  package var source: PriceSource
}

/// What a usage costs, and how that comes about.
package struct PricedUsage: Hashable, Sendable {
  /// The lines' sum, rounded once: half to even.
  package var cost: Money
  /// The lines' sum before rounding.
  package var exactCost: ExactCost
  package var lines: [PriceLine]
  /// The buckets that were used and have no price, or whose quantity nobody told.
  package var unpriced: [Bucket]
  /// The rates that were applied; nil when none were found.
  package var card: RateCard?
  /// Set when nothing of it could be priced for want of a price list.
  package var reason: UnpricedReason?

  package init(unpriced quantities: UsageQuantities, reason: UnpricedReason) {
    cost = .zero
    exactCost = .zero
    lines = []
    unpriced = Array(quantities.used.union(quantities.unknown))
    card = nil
    self.reason = reason
  }

  init(cost: ExactCost, lines: [PriceLine], unpriced: [Bucket], card: RateCard) {
    self.cost = cost.money
    exactCost = cost
    self.lines = lines
    self.unpriced = unpriced
    self.card = card
    reason = card.isEmpty ? .noPrice : nil
  }
}
