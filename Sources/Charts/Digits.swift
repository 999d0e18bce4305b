/// Numbers as people read them.
package enum Digits {
  /// An amount: in whole cents, below ten cents with more digits, so that it is told from nothing.
  package static func dollars(nanos: Int128) -> String {
    let size = nanos.magnitude
    let decimals = size == 0 || size >= 100_000_000 ? 2 : size >= 1_000_000 ? 4 : size >= 10_000 ? 6 : 9
    var unit: UInt128 = 1
    for _ in decimals..<9 { unit *= 10 }
    var (units, rest) = size.quotientAndRemainder(dividingBy: unit)
    if rest * 2 > unit || (rest * 2 == unit && units % 2 == 1) { units += 1 }
    return (nanos < 0 ? "-$" : "$") + pointed(String(units), decimals)
  }

  /// A share or a change in percent; a dash where there is none.
  package static func percent(_ value: Double?, isChange: Bool = false) -> String {
    guard let value, value.isFinite else { return "–" }
    return (value < 0 ? "-" : isChange ? "+" : "") + fixed(value, 1) + " %"
  }

  /// A number with decimals; a dash where there is none.
  package static func number(_ value: Double?, _ decimals: Int) -> String {
    guard let value, value.isFinite else { return "–" }
    return (value < 0 ? "-" : "") + fixed(value, decimals)
  }

  package static func grouped(_ number: UInt64) -> String { pointed(String(number), 0) }

  /// The size of a number, its thousands grouped; beyond all measure the largest that can be written.
  static func fixed(_ value: Double, _ decimals: Int) -> String {
    var scaled = abs(value)
    for _ in 0..<decimals { scaled *= 10 }
    return pointed(String(UInt64(min(scaled.rounded(), 1e18))), decimals)
  }

  /// A place in a picture, to a tenth.
  static func place(_ value: Double) -> String {
    let tenths = Int(min(max(value * 10, -1e9), 1e9).rounded())
    let size = tenths.magnitude
    return (tenths < 0 ? "-" : "") + String(size / 10) + (size % 10 == 0 ? "" : "." + String(size % 10))
  }

  /// Digits with a point before the last `decimals`, and commas between the thousands before it.
  private static func pointed(_ number: String, _ decimals: Int) -> String {
    let digits = [UInt8](repeating: 0x30, count: max(0, decimals + 1 - number.utf8.count)) + Array(number.utf8)
    var text: [UInt8] = []
    for (index, digit) in digits.enumerated() {
      let left = digits.count - decimals - index
      if left == 0 { text.append(0x2E) } else if left > 0, left % 3 == 0, index > 0 { text.append(0x2C) }
      text.append(digit)
    }
    return String(decoding: text, as: UTF8.self)
  }
}
