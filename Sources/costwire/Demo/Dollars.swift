import CostModel
import JSON

/// An amount as people read it.
struct Dollars: Comparable {
  let nanos: Int128

  init(nanos: Int128) { self.nanos = nanos }

  /// An amount of an answer; nothing is 0.
  init(_ value: JSONValue?) { nanos = value?.decimal?.scaled(by: 9) ?? 0 }

  static func < (left: Dollars, right: Dollars) -> Bool { left.nanos < right.nanos }

  var double: Double { Double(nanos) / 1e9 }

  /// In whole cents; below ten cents with two digits more.
  var text: String {
    let decimals = nanos.magnitude >= 100_000_000 || nanos == 0 ? 2 : 4
    let unit = Int128(decimals == 2 ? 10_000_000 : 100_000)
    let rounded = roundedHalfToEven(nanos, over: unit)
    let scale = Int128(decimals == 2 ? 100 : 10_000)
    let (whole, fraction) = rounded.magnitude.quotientAndRemainder(dividingBy: scale.magnitude)
    let digits = String(fraction)
    return (nanos < 0 ? "-$" : "$") + grouped(Int64(clamping: whole)) + "."
      + String(repeating: "0", count: decimals - digits.count) + digits
  }
}
