import Synchronization

/// The price lists a worker uses: the built-in catalogue, and the overrides laid over it.
///
/// A class, because its look-ups are kept for all who ask: the text of a model's prices is parsed once, and
/// each combination of its tiers is worked out once. The lock is held for a table look-up, never while
/// costs are computed. Overrides do not change; after `prices/set` there is a new book.
package final class PriceBook: Sendable {
  private let overrides: [PriceOverride]
  private let known = Mutex(Known())

  package init(overrides: [PriceOverride] = []) {
    self.overrides = overrides.sorted(by: PriceOverride.precedes)
  }

  /// What a usage costs.
  ///
  /// - Throws: `PricingError` when the cost does not fit, or a quantity is below zero. A price that is not
  ///   known is no error: the result says which buckets are unpriced, and why.
  package func price(_ context: PricingContext, _ quantities: UsageQuantities) throws(PricingError) -> PricedUsage {
    switch card(context, tierTokens: quantities.tierTokens) {
    case .success(let card): try card.price(quantities)
    case .failure(let missing): PricedUsage(unpriced: quantities, reason: missing.reason)
    }
  }

  /// The rates for a request of some size.
  package func card(_ context: PricingContext, tierTokens: Int64 = 0) -> Result<RateCard, MissingPrice> {
    known.withLock { known in
      let model = known.model(context, overrides)
      return model.card(context, tierTokens: tierTokens)
    }
  }

  /// For which times and sizes of a request that card stays what it is.
  package func extent(_ context: PricingContext, tierTokens: Int64) -> CardExtent {
    known.withLock { $0.model(context, overrides).extent(context, tierTokens: tierTokens) }
  }

  /// Why there is no rate card.
  package struct MissingPrice: Error, Hashable, Sendable {
    package var reason: UnpricedReason
  }

  /// The entry whose prices a model has at a time: an override's or the catalogue's.
  package func get(provider: String?, model: String, at timestamp: Timestamp) -> PriceEntry? {
    let context = PricingContext(provider: provider, model: model, timestamp: timestamp)
    return known.withLock { $0.model(context, overrides).entry(context) }
  }

  /// Entries of the built-in catalogue, a page at a time.
  package func list(_ query: PriceQuery) -> PricePage { Catalogue.search(query) }
}

/// The models asked for, with their rate cards.
private struct Known {
  /// Clients choose the names, so there is a limit; past it the table starts over.
  private static let limit = 4_096
  private var models: [Key: PricedModel] = [:]
  /// The last few, and all while there are no more: events come in runs of some models, and comparing names is cheaper than
  /// hashing them.
  private var recent: [(key: Key, model: PricedModel)] = []
  private var oldest = 0

  private struct Key: Hashable {
    var provider: String?
    var model: String
    var region: String?
  }

  mutating func model(_ context: borrowing PricingContext, _ overrides: [PriceOverride]) -> PricedModel {
    for index in recent.indices
    where recent[index].key.model == context.model && recent[index].key.provider == context.provider
      && recent[index].key.region == context.region
    {
      return recent[index].model
    }
    let key = Key(provider: context.provider, model: context.model, region: context.region)
    if recent.count < 8 {
      let model = PricedModel(copy context, overrides)
      recent.append((key, model))
      return model
    }
    let model = models[key] ?? PricedModel(copy context, overrides)
    if models.count >= Known.limit { models = [:] }
    models[recent[oldest].key] = recent[oldest].model
    recent[oldest] = (key, model)
    oldest = (oldest + 1) % recent.count
    return model
  }
}

extension PriceEntry {
  /// BigQuery's prices are those of the US; anywhere else the receipt says that they stand in.
  func marked(forRegion region: String?) -> PriceEntry {
    guard provider == "bigquery", let region, !["", "us"].contains(region.lowercased()) else { return self }
    var entry = self
    entry.source.name = "costwire notes: US list price"
    return entry
  }
}
