/// The class of service a request was answered with; the response's word counts, not the request's.
package enum ServiceTier: String, CaseIterable, Hashable, Sendable {
  case standard, batch, priority, flex, scale, fast, ultrafast, decisions, balanced

  /// The letter that stands for it in a price entry; none for the standard tier, and for those no list prices.
  static func letter(_ letter: UInt8) -> ServiceTier? {
    switch letter {
    case UInt8(ascii: "b"): .batch
    case UInt8(ascii: "f"): .flex
    case UInt8(ascii: "p"): .priority
    case UInt8(ascii: "u"): .ultrafast
    case UInt8(ascii: "d"): .decisions
    case UInt8(ascii: "l"): .balanced
    default: nil
    }
  }

  /// The tiers whose prices are tried in turn: a price a list does not name for this one is the standard one.
  var pricedAs: [ServiceTier] {
    switch self {
    case .standard: [.standard]
    case .fast: [.fast, .priority, .standard]
    default: [self, .standard]
    }
  }
}
