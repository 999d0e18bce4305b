/// A price somebody set, for models whose id fits a pattern.
///
/// An override is complete in itself: a bucket it does not name is unpriced, whatever the built-in list says,
/// save for the declared rules of `Bucket` (reasoning is billed as output, pictures as input). No multiplier
/// is applied to it.
package struct PriceOverride: Hashable, Sendable {
  package var id: String
  /// The provider it is for, by any of its names; nil for all.
  package var provider: String?
  /// A model id, where `*` stands for any characters; case does not matter.
  package var modelPattern: String
  package var effectiveFrom: Timestamp?
  package var effectiveUntil: Timestamp?
  /// The service tier it is for; nil for all.
  package var serviceTier: ServiceTier?
  package var rates: [Bucket: Rate]
  package var tiers: [Tier]
  package var offPeak: [OffPeakWindow]
  /// The name and date of the source, as receipts show them.
  package var source: PriceSource

  /// Rates for requests above a number of input tokens; a bucket not named here keeps its base rate.
  package struct Tier: Hashable, Sendable {
    package var aboveTokens: Int64
    package var rates: [Bucket: Rate]

    package init(aboveTokens: Int64, rates: [Bucket: Rate]) {
      self.aboveTokens = aboveTokens
      self.rates = rates
    }
  }

  package init(
    id: String, provider: String? = nil, modelPattern: String, effectiveFrom: Timestamp? = nil,
    effectiveUntil: Timestamp? = nil, serviceTier: ServiceTier? = nil, rates: [Bucket: Rate], tiers: [Tier] = [],
    offPeak: [OffPeakWindow] = [], source: PriceSource
  ) {
    self.id = id
    self.provider = provider
    self.modelPattern = modelPattern
    self.effectiveFrom = effectiveFrom
    self.effectiveUntil = effectiveUntil
    self.serviceTier = serviceTier
    self.rates = rates
    self.tiers = tiers
    self.offPeak = offPeak
    self.source = source
  }
}

extension PriceOverride {
  /// The override as an entry for one model.
  func entry(provider: String, model: String) -> PriceEntry {
    PriceEntry(
      provider: provider, model: model, source: source, effectiveFrom: effectiveFrom, effectiveUntil: effectiveUntil,
      sections: [PriceSection(rates: list(rates))]
        + tiers.map { PriceSection(aboveTokens: max(0, $0.aboveTokens), rates: list($0.rates)) },
      offPeak: offPeak)
  }

  private func list(_ rates: [Bucket: Rate]) -> [BucketRate] {
    rates.sorted { $0.key < $1.key }.map { BucketRate($0.key, $0.value) }
  }

  /// Whether it is for one of these providers, and a model of one of these ids.
  func isFor(providers: [String], ids: [String]) -> Bool {
    if let provider, Set(ProviderNames.family(provider)).isDisjoint(with: providers) { return false }
    let pattern = Array(modelPattern.lowercased().utf8)
    return ids.contains { fits(pattern[...], Array($0.lowercased().utf8)[...]) }
  }

  /// The more specific first: a plain id, then more letters, a provider, a service tier; then the later one.
  static func precedes(_ left: PriceOverride, _ right: PriceOverride) -> Bool {
    left.rank.lexicographicallyPrecedes(right.rank, by: >)
      || (left.rank == right.rank && (left.source.date, left.id) > (right.source.date, right.id))
  }

  private var rank: [Int64] {
    let stars = modelPattern.utf8.count { $0 == UInt8(ascii: "*") }
    return [
      stars == 0 ? 1 : 0, Int64(modelPattern.utf8.count - stars), provider == nil ? 0 : 1, serviceTier == nil ? 0 : 1,
      effectiveFrom?.microseconds ?? .min,
    ]
  }
}

/// Whether a text fits a pattern in which `*` stands for any bytes; time grows with both lengths, no faster.
private func fits(_ pattern: ArraySlice<UInt8>, _ text: ArraySlice<UInt8>) -> Bool {
  var (pattern, text) = (pattern, text)
  var retry: (pattern: ArraySlice<UInt8>, text: ArraySlice<UInt8>)?
  while true {
    if pattern.first == UInt8(ascii: "*") {
      pattern = pattern.dropFirst()
      retry = (pattern, text)
    } else if let byte = text.first, pattern.first == byte {
      pattern = pattern.dropFirst()
      text = text.dropFirst()
    } else if pattern.isEmpty && text.isEmpty {
      return true
    } else if let last = retry, !last.text.isEmpty {
      retry = (last.pattern, last.text.dropFirst())
      (pattern, text) = (last.pattern, last.text.dropFirst())
    } else {
      return false
    }
  }
}
