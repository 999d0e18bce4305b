/// A small seeded generator of random numbers: SplitMix64 (Steele, Lea & Flood 2014).
///
/// The same seed gives the same numbers on every machine, which the standard library's generators do not promise.
package struct SeededRandom: Sendable {
  private var state: UInt64

  package init(seed: UInt64) { state = seed }

  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed >> 31
  }

  /// From 0 to 1, 1 excluded.
  package mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// From 0 to `count`, that excluded; 0 when there is nothing to choose from.
  package mutating func index(below count: Int) -> Int {
    count <= 1 ? 0 : Int(next().multipliedFullWidth(by: UInt64(count)).high)
  }
}
