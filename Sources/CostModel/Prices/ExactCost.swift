/// What a line costs, exact to the last digit and past it.
///
/// Almost every cost is a whole number of 10^-24 USD. Bytes divided by 2^40, slot-milliseconds divided by
/// 3,600,000 and a multiplier can leave a remainder, and the fraction keeps it until the one rounding at the end.
package struct ExactCost: Hashable, Sendable {
  /// Whole septillionths of one US dollar.
  package private(set) var units: Int128
  /// The rest, `numerator / denominator` of one unit: zero or more, and less than one.
  package private(set) var numerator: Int128
  package private(set) var denominator: Int128

  package static let zero = ExactCost(units: 0)

  init(units: Int128) {
    self.units = units
    numerator = 0
    denominator = 1
  }

  /// `quantity * rate`; both are zero or more.
  ///
  /// Two 64-bit products tell an overflow several times faster than the general one.
  @inline(__always)
  init(quantity: Int64, rate: Rate) throws(PricingError) {
    let bits = UInt128(truncatingIfNeeded: rate.units)
    let quantity = UInt64(bitPattern: quantity)
    let low = UInt64(truncatingIfNeeded: bits).multipliedFullWidth(by: quantity)
    let (high, tooLarge) = UInt64(truncatingIfNeeded: bits >> 64).multipliedReportingOverflow(by: quantity)
    let (sum, carry) = low.high.addingReportingOverflow(high)
    guard !tooLarge, !carry, sum <= UInt64(Int64.max) else { throw .costTooLarge }
    self.init(units: Int128(UInt128(sum) << 64 | UInt128(low.low)))
  }

  /// `quantity * rate * factor / divisor`.
  ///
  /// - Throws: `PricingError.costTooLarge` when it does not fit 128 bits.
  init(quantity: Int64, rate: Rate, times factor: Int128, over divisor: Int128) throws(PricingError) {
    let (product, overflow) = rate.units.multipliedReportingOverflow(by: factor)
    guard !overflow else { throw .costTooLarge }
    guard divisor != 1 else {
      let (units, overflow) = product.multipliedReportingOverflow(by: Int128(quantity))
      guard !overflow else { throw .costTooLarge }
      self.units = units
      numerator = 0
      denominator = 1
      return
    }
    // Dividing the quantity first keeps a pebibyte at 6.25 USD per TiB inside 128 bits.
    let (turns, rest) = Int128(quantity).quotientAndRemainder(dividingBy: divisor)
    let (whole, tooMany) = product.multipliedReportingOverflow(by: turns)
    let (part, tooMuch) = product.multipliedReportingOverflow(by: rest)
    guard !tooMany, !tooMuch else { throw .costTooLarge }
    let (more, remainder) = part.quotientAndRemainder(dividingBy: divisor)
    let (units, overflowed) = whole.addingReportingOverflow(more)
    guard !overflowed else { throw .costTooLarge }
    self.units = units
    let common = remainder == 0 ? divisor : greatestCommonDivisor(remainder, divisor)
    numerator = remainder / common
    denominator = divisor / common
  }

  /// Adds another cost without rounding either.
  mutating func add(_ other: ExactCost) throws(PricingError) {
    var overflow: Bool
    (units, overflow) = units.addingReportingOverflow(other.units)
    guard !overflow else { throw .costTooLarge }
    guard other.numerator != 0 else { return }
    let common = greatestCommonDivisor(denominator, other.denominator)
    let (scaled, tooLarge) = denominator.multipliedReportingOverflow(by: other.denominator / common)
    guard !tooLarge else { throw .costTooLarge }
    let mine = numerator * (other.denominator / common)
    let theirs = other.numerator * (denominator / common)
    let (carry, rest) = (mine + theirs).quotientAndRemainder(dividingBy: scaled)
    (units, overflow) = units.addingReportingOverflow(carry)
    guard !overflow else { throw .costTooLarge }
    let reduced = rest == 0 ? scaled : greatestCommonDivisor(rest, scaled)
    numerator = rest / reduced
    denominator = scaled / reduced
  }

  /// The nearest nano-dollar, ties to the even one.
  package var money: Money {
    var (nanos, rest) = units.quotientAndRemainder(dividingBy: Rate.unitsPerNano)
    let half = Rate.unitsPerNano / 2
    if rest > half || (rest == half && (numerator != 0 || nanos % 2 != 0)) { nanos += 1 }
    return Money(nanos: nanos)
  }

  /// Dollars in plain digits: exact, except that a fraction of 10^-24 is cut off.
  package var decimalText: String { plainDecimal(units, decimals: Rate.decimals) }
}

/// The largest number that divides both; both are above zero.
private func greatestCommonDivisor(_ left: Int128, _ right: Int128) -> Int128 {
  var (a, b) = (left, right)
  while b != 0 { (a, b) = (b, a % b) }
  return a
}
