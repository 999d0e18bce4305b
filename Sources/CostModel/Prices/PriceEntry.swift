/// Where a price comes from, and on which day that source was read.
package struct PriceSource: Hashable, Sendable {
  package var name: String
  package var date: String

  package init(name: String, date: String) {
    self.name = name
    self.date = date
  }

  package static let litellm = PriceSource(name: "litellm", date: "2026-11-21")
  package static let modelsDev = PriceSource(name: "models.dev", date: "2026-11-21")
  /// Dated facts gathered by costwire from the vendors' documents and public price files.
  package static let notes = PriceSource(name: "costwire notes", date: "2026-08-21")
}

/// The prices of one model at one provider, for the time they are in effect.
package struct PriceEntry: Hashable, Sendable {
  package var provider: String
  package var model: String
  package var source: PriceSource
  /// What the model is for, in litellm's words (`chat`, `embedding`); nil when the source does not say.
  package var mode: String?
  package var maxInputTokens: Int64?
  package var maxOutputTokens: Int64?
  /// The day the vendor means to switch it off, as `2026-12-11`.
  package var deprecationDate: String?
  /// In effect from this instant on; nil when it is not known since when.
  package var effectiveFrom: Timestamp?
  /// In effect before this instant; nil when no end is known.
  package var effectiveUntil: Timestamp?
  package var sections: [PriceSection]
  package var offPeak: [OffPeakWindow]

  /// Whether the prices are in effect at an instant; the start belongs, the end does not.
  package func isEffective(at timestamp: Timestamp) -> Bool {
    if let effectiveFrom, timestamp < effectiveFrom { return false }
    if let effectiveUntil, timestamp >= effectiveUntil { return false }
    return true
  }

  /// Whether the source names any price at all; a price of zero is one.
  package var isPriced: Bool { sections.contains { !$0.rates.isEmpty } }

  /// The thresholds above which other prices hold, ascending.
  package var thresholds: [Int64] {
    Set(sections.map(\.aboveTokens)).subtracting([0]).sorted()
  }
}

/// Rates that hold together: above one threshold, in one service tier.
package struct PriceSection: Hashable, Sendable {
  /// The total input a request must exceed; 0 for the base prices.
  package var aboveTokens: Int64 = 0
  package var serviceTier = ServiceTier.standard
  /// Whether the rates are from costwire's notes, beside those of the entry's source.
  package var isNote = false
  /// Whether these are all the rates above this threshold: none is taken from the base prices.
  package var standsAlone = false
  package var rates: [BucketRate] = []
}

/// The price of one bucket.
package struct BucketRate: Hashable, Sendable {
  package var bucket: Bucket
  package var rate: Rate

  package init(_ bucket: Bucket, _ rate: Rate) {
    self.bucket = bucket
    self.rate = rate
  }
}
