/// An exact amount of money, in nano-USD.
///
/// 128 bits hold every sum of events there can be: adding never rounds and never overflows.
package struct Money: Hashable, Comparable, Sendable {
  /// Billionths of one US dollar.
  package var nanos: Int128

  package init(nanos: Int128) { self.nanos = nanos }

  package static let zero = Money(nanos: 0)
  package static let nanosPerDollar: Int128 = 1_000_000_000

  /// The nearest double, in dollars: for ratios and statistics, never for sums.
  package var dollars: Double {
    // An Int64 is converted by one instruction, an Int128 by a hundred.
    Int128(Int64.min)...Int128(Int64.max) ~= nanos ? Double(Int64(truncatingIfNeeded: nanos)) / 1e9 : Double(nanos) / 1e9
  }

  package static func < (left: Money, right: Money) -> Bool { left.nanos < right.nanos }
  package static func + (left: Money, right: Money) -> Money { Money(nanos: left.nanos + right.nanos) }
  package static func - (left: Money, right: Money) -> Money { Money(nanos: left.nanos - right.nanos) }
  package static prefix func - (value: Money) -> Money { Money(nanos: -value.nanos) }
  package static func += (left: inout Money, right: Money) { left.nanos += right.nanos }
  package static func -= (left: inout Money, right: Money) { left.nanos -= right.nanos }

  /// This amount divided among `parts`, rounded half to even.
  package func divided(by parts: Int128) -> Money {
    parts == 0 ? .zero : Money(nanos: roundedHalfToEven(nanos, over: parts))
  }
}

/// `numerator / denominator` rounded to the nearest whole number, ties to the even one.
///
/// - Precondition: `denominator` is not zero (the callers divide by constants or counts above zero).
package func roundedHalfToEven(_ numerator: Int128, over denominator: Int128) -> Int128 {
  let (n, d) = denominator < 0 ? (-numerator, -denominator) : (numerator, denominator)
  var (quotient, remainder) = n.quotientAndRemainder(dividingBy: d)
  if remainder < 0 { quotient -= 1; remainder += d }
  let twice = remainder * 2
  if twice > d || (twice == d && quotient % 2 != 0) { quotient += 1 }
  return quotient
}
