/// An exact price of one unit, in 10^-24 USD.
///
/// Price lists go down to 24 decimals; this holds every one of them digit for digit,
/// and up to 170 trillion dollars per unit.
package struct Rate: Hashable, Comparable, Sendable {
  /// Septillionths of one US dollar.
  package var units: Int128

  package init(units: Int128) { self.units = units }

  package static let zero = Rate(units: 0)
  package static let decimals = 24
  package static let unitsPerDollar: Int128 = 1_000_000_000_000_000_000_000_000
  package static let unitsPerNano: Int128 = 1_000_000_000_000_000

  package static func < (left: Rate, right: Rate) -> Bool { left.units < right.units }

  /// Reads a plain or scientific decimal, such as `2.5e-06`; `nil` for anything else, for a negative
  /// price, and for one with digits beyond 10^-24 or too large to hold.
  package init?(decimalText text: some StringProtocol) {
    self.init(decimal: text.utf8, shift: 0)
  }

  /// Reads USD per million units.
  package init?(perMillionText text: some StringProtocol) {
    self.init(decimal: text.utf8, shift: -6)
  }

  init?(decimal bytes: some Sequence<UInt8>, shift: Int) {
    var digits = DecimalDigits()
    for byte in bytes where !digits.take(byte) { return nil }
    guard let units = digits.value(scale: Rate.decimals + shift) else { return nil }
    self.units = units
  }

  /// USD per unit, with exactly the digits it has.
  package var decimalText: String { plainDecimal(units, decimals: Rate.decimals) }

  /// USD per million units, with exactly the digits it has.
  package var perMillionText: String { plainDecimal(units, decimals: Rate.decimals - 6) }

  /// The nearest double, in dollars: for ratios and statistics, never for sums.
  package var dollars: Double { Double(units) / 1e24 }
}

/// `value / 10^decimals` in plain digits, without trailing zeros.
package func plainDecimal(_ value: Int128, decimals: Int) -> String {
  var digits = Array(String(value.magnitude).utf8)
  if digits.count <= decimals {
    digits.insert(contentsOf: repeatElement(UInt8(ascii: "0"), count: decimals - digits.count + 1), at: 0)
  }
  var fraction = digits[(digits.count - decimals)...]
  while fraction.last == UInt8(ascii: "0") { fraction.removeLast() }
  var text = value < 0 ? "-" : ""
  text += String(decoding: digits[..<(digits.count - decimals)], as: UTF8.self)
  if !fraction.isEmpty { text += "." + String(decoding: fraction, as: UTF8.self) }
  return text
}

/// A decimal as it is read, byte by byte: `12.5e-3`.
private struct DecimalDigits {
  private var mantissa: Int128 = 0
  private var fractionDigits = 0
  private var exponent = 0
  private var isNegativeExponent = false
  private var hasDigits = false
  private var hasExponentDigits = false
  private var part = Part.whole

  private enum Part { case whole, fraction, exponentSign, exponent }

  /// Takes one more byte; `false` when it cannot follow.
  mutating func take(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): return take(digit: byte - UInt8(ascii: "0"))
    case UInt8(ascii: ".") where part == .whole: part = .fraction
    case UInt8(ascii: "e"), UInt8(ascii: "E"):
      guard hasDigits, part == .whole || part == .fraction else { return false }
      part = .exponentSign
    case UInt8(ascii: "-") where part == .exponentSign:
      isNegativeExponent = true
      part = .exponent
    case UInt8(ascii: "+") where part == .exponentSign: part = .exponent
    default: return false
    }
    return true
  }

  private mutating func take(digit: UInt8) -> Bool {
    if part == .exponentSign || part == .exponent {
      part = .exponent
      hasExponentDigits = true
      exponent = exponent * 10 + Int(digit)
      return exponent < 1_000
    }
    hasDigits = true
    // Zeros at the end of a fraction say nothing, so they never cost range.
    let (tens, overflow) = mantissa.multipliedReportingOverflow(by: 10)
    let (sum, carry) = tens.addingReportingOverflow(Int128(digit))
    if overflow || carry { return part == .fraction && digit == 0 }
    mantissa = sum
    if part == .fraction { fractionDigits += 1 }
    return true
  }

  /// The number times 10^scale, when that is whole and fits.
  func value(scale: Int) -> Int128? {
    guard hasDigits, hasExponentDigits || part == .whole || part == .fraction else { return nil }
    var value = mantissa
    var shift = scale - fractionDigits + (isNegativeExponent ? -exponent : exponent)
    if value == 0 { return 0 }
    while shift > 0 {
      let (product, overflow) = value.multipliedReportingOverflow(by: 10)
      guard !overflow else { return nil }
      value = product
      shift -= 1
    }
    while shift < 0 {
      guard value % 10 == 0 else { return nil }
      value /= 10
      shift += 1
    }
    return value
  }
}
