/// All prices of one model as it was asked for, and the rate cards made from them.
///
/// A class, so that a card that is made is kept where the next call finds it; it lives under the book's lock.
final class PricedModel {
  private let entries: [PriceEntry]
  /// The same entries, reduced to what chooses among them and their cards on every call.
  private let choices: [Choice]
  private let missing: UnpricedReason
  private var cards: [(key: CardKey, card: RateCard)] = []

  fileprivate struct Choice {
    var from: Int64
    var until: Int64
    /// The one tier that an override is for.
    var serviceTier: ServiceTier?
    /// A request belongs to a tier when its input is above one of these, the largest first.
    var thresholds: [Int64]
    /// What to add to one of them for the threshold as the list has it.
    var step: Int64
    var hasOffPeak: Bool
    var multipliers: RateMultiplier.Kinds
  }

  private struct CardKey: Equatable {
    var choice: Int
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
    let set = own.map { $0.entry(provider: provider, model: context.model) }
    entries = set + found
    choices =
      zip(own, set).map { Choice($1, serviceTier: $0.serviceTier, multipliers: []) }
      + found.map { Choice($0, serviceTier: nil, multipliers: RateMultiplier.kinds(of: $0)) }
  }

  func entry(_ context: PricingContext) -> PriceEntry? { index(context).map { entries[$0] } }

  func card(_ context: borrowing PricingContext, tierTokens: Int64) -> Result<RateCard, PriceBook.MissingPrice> {
    guard let index = index(context) else { return .failure(PriceBook.MissingPrice(reason: missing)) }
    let key = CardKey(
      choice: index, threshold: choices[index].threshold(tokens: tierTokens), tier: context.serviceTier,
      offPeak: choices[index].hasOffPeak ? entries[index].offPeakIndex(at: context.timestamp) : nil,
      multiplier: choices[index].multipliers.isEmpty
        ? .one : .of(choices[index].multipliers, tier: context.serviceTier, inferenceGeo: context.inferenceGeo))
    for known in cards.indices where cards[known].key == key { return .success(cards[known].card) }
    let card = entries[index].card(
      above: key.threshold, tier: key.tier, offPeakIndex: key.offPeak, multiplier: key.multiplier)
    cards.append((key, card))
    return .success(card)
  }

  /// For which times and sizes of a request the card of one stays what it is.
  func extent(_ context: borrowing PricingContext, tierTokens: Int64) -> CardExtent {
    let instant = context.timestamp.microseconds
    var extent = CardExtent.everything
    for choice in choices {
      for bound in [choice.from, choice.until] { extent.cut(time: bound, around: instant) }
      for threshold in choice.thresholds { extent.cut(threshold: threshold, around: tierTokens) }
      guard choice.hasOffPeak else { continue }
      // Such hours begin and end with a minute.
      let minute = floorDivide(instant, 60_000_000) &* 60_000_000
      extent.cut(time: minute, around: instant)
      extent.cut(time: minute &+ 60_000_000, around: instant)
    }
    return extent
  }

  private func index(_ context: borrowing PricingContext) -> Int? {
    let instant = context.timestamp.microseconds
    for index in choices.indices where choices[index].from <= instant && instant < choices[index].until {
      guard let tier = choices[index].serviceTier, tier != context.serviceTier else { return index }
    }
    return nil
  }
}

extension PricedModel.Choice {
  fileprivate init(_ entry: PriceEntry, serviceTier: ServiceTier?, multipliers: RateMultiplier.Kinds) {
    from = entry.effectiveFrom?.microseconds ?? .min
    until = entry.effectiveUntil?.microseconds ?? .max
    self.serviceTier = serviceTier
    // A request of exactly the threshold stays below it, except at xAI, where it is above.
    let step: Int64 = entry.provider == "xai" ? 1 : 0
    thresholds = entry.thresholds.reversed().map { $0 - step }
    hasOffPeak = !entry.offPeak.isEmpty
    self.multipliers = multipliers
    self.step = step
  }

  /// The threshold a request exceeds: all its tokens pay the prices above the largest such one.
  fileprivate func threshold(tokens: Int64) -> Int64 {
    for threshold in thresholds where tokens > threshold { return threshold + step }
    return 0
  }
}
