/// A factor on every token price of a request, exact.
package struct RateMultiplier: Hashable, Sendable {
  package let numerator: Int64
  package let denominator: Int64

  package static let one = RateMultiplier(numerator: 1, denominator: 1)

  /// The factors that an entry's provider has beside its list.
  struct Kinds: OptionSet {
    let rawValue: UInt8
    static let usInference = Kinds(rawValue: 1)
    static let fastMode = Kinds(rawValue: 2)
  }

  /// A geography Anthropic charges for, and the fast mode of two of its models; price lists name neither.
  ///
  /// Batch prices are never a factor here: a list names them, or there are none.
  static func kinds(of entry: PriceEntry) -> Kinds {
    guard entry.provider == "anthropic" else { return [] }
    let isFast = entry.model.hasPrefix("claude-opus-4-6") || entry.model.hasPrefix("claude-opus-4-7")
    return isFast ? [.usInference, .fastMode] : .usInference
  }

  static func of(_ kinds: Kinds, tier: ServiceTier, inferenceGeo: String?) -> RateMultiplier {
    let geo = kinds.contains(.usInference) && inferenceGeo.map { $0.lowercased() == "us" } ?? false
    switch (geo, kinds.contains(.fastMode) && tier == .fast) {
    case (false, false): return .one
    case (true, false): return RateMultiplier(numerator: 11, denominator: 10)
    case (false, true): return RateMultiplier(numerator: 6, denominator: 1)
    case (true, true): return RateMultiplier(numerator: 33, denominator: 5)
    }
  }

  /// Whether the factor six of the fast mode is part of it.
  var isFastMode: Bool { numerator % 3 == 0 }

  /// A rate times this factor, to the nearest 10^-24 USD: what a receipt shows. Costs are computed exactly.
  func applied(to rate: Rate) -> Rate {
    let (product, overflow) = rate.units.multipliedReportingOverflow(by: Int128(numerator))
    guard !overflow, denominator > 1 else { return overflow ? rate : Rate(units: product) }
    return Rate(units: roundedHalfToEven(product, over: Int128(denominator)))
  }
}
