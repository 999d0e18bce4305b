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
  private var latest: (key: Key, model: PricedModel)?

  private struct Key: Hashable {
    var provider: String?
    var model: String
    var region: String?
  }

  mutating func model(_ context: PricingContext, _ overrides: [PriceOverride]) -> PricedModel {
    let key = Key(provider: context.provider, model: context.model, region: context.region)
    // Events come in runs of one model: comparing names is cheaper than hashing them.
    if let latest, latest.key == key { return latest.model }
    let model = models[key] ?? PricedModel(context, overrides)
    if models.count >= Known.limit { models = [:] }
    models[key] = model
    latest = (key, model)
    return model
  }
}

/// All prices of one model as it was asked for, and the rate cards made from them.
///
/// A class, so that a card that is made is kept where the next call finds it; it lives under the book's lock.
private final class PricedModel {
  private let entries: [(entry: PriceEntry, serviceTier: ServiceTier?, isOverride: Bool)]
  private let missing: UnpricedReason
  private var cards: [(key: CardKey, card: RateCard)] = []

  private struct CardKey: Equatable {
    var entry: Int
    var threshold: Int64
    var tier: ServiceTier
    var offPeak: Int?
    var multiplier: RateMultiplier
  }

  init(_ context: PricingContext, _ overrides: [PriceOverride]) {
    let lookup = ModelLookup(provider: context.provider, model: context.model, region: context.region)
    var found: [PriceEntry] = []
    switch lookup.find() {
    case .entries(let entries):
      found = entries.map { $0.marked(forRegion: context.region) }
      missing = .notInEffect
    case .nothing(let reason): missing = reason
    }
    let provider = found.first?.provider ?? lookup.providers.first ?? ""
    let own = overrides.filter { $0.isFor(providers: lookup.providers, ids: lookup.givenIDs) }
    entries =
      own.map { ($0.entry(provider: provider, model: context.model), $0.serviceTier, true) }
      + found.map { ($0, nil, false) }
  }

  func entry(_ context: PricingContext) -> PriceEntry? { index(context).map { entries[$0].entry } }

  func card(_ context: PricingContext, tierTokens: Int64) -> Result<RateCard, PriceBook.MissingPrice> {
    guard let index = index(context) else { return .failure(PriceBook.MissingPrice(reason: missing)) }
    let entry = entries[index].entry
    let key = CardKey(
      entry: index, threshold: entry.threshold(tokens: tierTokens), tier: context.serviceTier,
      offPeak: entry.offPeakIndex(at: context.timestamp),
      multiplier: entries[index].isOverride
        ? .one : .of(entry, tier: context.serviceTier, inferenceGeo: context.inferenceGeo))
    for known in cards where known.key == key { return .success(known.card) }
    let card = entry.card(above: key.threshold, tier: key.tier, offPeakIndex: key.offPeak, multiplier: key.multiplier)
    cards.append((key, card))
    return .success(card)
  }

  private func index(_ context: PricingContext) -> Int? {
    entries.firstIndex { candidate in
      (candidate.serviceTier == nil || candidate.serviceTier == context.serviceTier)
        && candidate.entry.isEffective(at: context.timestamp)
    }
  }
}

extension PriceEntry {
  /// BigQuery's prices are those of the US; anywhere else the receipt says that they stand in.
  fileprivate func marked(forRegion region: String?) -> PriceEntry {
    guard provider == "bigquery", let region, !["", "us"].contains(region.lowercased()) else { return self }
    var entry = self
    entry.source.name = "costwire notes: US list price"
    return entry
  }
}
