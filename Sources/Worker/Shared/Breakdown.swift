import CostModel

/// One part of a total: a value of a dimension and what its events sum to.
struct Part: Sendable {
  /// Nil for events without a value.
  var name: String?
  var measures: Measures
}

extension [Part] {
  /// Parts by name, dearest first, ties by the bytes of the name, the one without a name last.
  ///
  /// - Parameter unnamed: what events without a value count as; their part is one with that of events which say so.
  init(_ totals: [(value: String?, measures: Measures)], unnamed: String? = nil) {
    var parts: [Part] = []
    var places: [[UInt8]: Int] = [:]
    for (value, measures) in totals {
      // An empty name is none: values are never empty.
      let name = value ?? unnamed
      let key = Array<UInt8>((name ?? "").utf8)
      if let place = places[key] {
        parts[place].measures += measures
      } else {
        places[key] = parts.count
        parts.append(Part(name: name, measures: measures))
      }
    }
    self = parts.sorted(by: Part.isDearer)
  }
}

extension Part {
  static func isDearer(_ left: Part, _ right: Part) -> Bool {
    if left.measures.cost != right.measures.cost { return left.measures.cost > right.measures.cost }
    guard let leftName = left.name else { return false }
    guard let rightName = right.name else { return true }
    return leftName.utf8.lexicographicallyPrecedes(rightName.utf8)
  }
}

extension [Part] {
  /// What all parts sum to.
  var sum: Measures { reduce(into: Measures()) { $0 += $1.measures } }
}
