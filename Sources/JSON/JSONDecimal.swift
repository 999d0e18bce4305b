/// The exact value of a decimal text: `digits` times ten to the power of `exponent`.
///
/// Read from text, `digits` has no trailing zeros and zero is 0 times 1, so equal numbers are equal values:
/// `1.50` and `15e-1` are one decimal.
package struct JSONDecimal: Hashable, Sendable {
  package var digits: Int128
  package var exponent: Int

  /// Digits that a decimal keeps, and how far from the decimal point they may stand.
  static let maxDigits = 34
  static let maxExponent = 400

  package init(digits: Int128, exponent: Int) {
    self.digits = digits
    self.exponent = exponent
  }

  /// Reads one number by the grammar of RFC 8259, without blanks.
  ///
  /// Nil when it is none, has more than 34 significant digits, or an exponent beyond 400 either way.
  package init?(utf8: UnsafeRawBufferPointer) {
    guard let text = NumberText(utf8) else { return nil }
    self.init(text)
  }

  init?(_ text: NumberText) {
    var magnitude: Int128 = 0
    var significant = 0
    var zeros = 0
    for range in [text.integerDigits, text.fractionDigits] {
      for place in range {
        let value = digit(text.source[place])
        if value == 0 {
          // Zeros before the first digit say nothing; later ones only when another digit follows.
          if significant > 0 { zeros &+= 1 }
          continue
        }
        significant &+= zeros &+ 1
        if significant > JSONDecimal.maxDigits { return nil }
        for _ in 0...zeros { magnitude = magnitude &* 10 }
        magnitude = magnitude &+ Int128(value)
        zeros = 0
      }
    }
    let exponent = text.exponent &- text.fractionDigits.count &+ zeros
    if magnitude == 0 {
      self.init(digits: 0, exponent: 0)
    } else {
      guard abs(exponent) <= JSONDecimal.maxExponent else { return nil }
      self.init(digits: text.isNegative ? 0 - magnitude : magnitude, exponent: exponent)
    }
  }

  /// The value times ten to the power of `scale`, rounded half to even; nil when it needs more than 128 bits.
  package func scaled(by scale: Int) -> Int128? {
    scaledExactly(by: scale)?.value
  }

  /// Whether scaling by `scale` fits and loses nothing.
  package func isExact(atScale scale: Int) -> Bool {
    scaledExactly(by: scale)?.isExact ?? false
  }

  private func scaledExactly(by scale: Int) -> (value: Int128, isExact: Bool)? {
    if digits == 0 { return (0, true) }
    let (shift, overflow) = exponent.addingReportingOverflow(scale)
    if overflow { return scale < 0 ? (0, false) : nil }
    // 10^38 is the largest power in 128 bits, and half of 10^39 is above every Int128.
    if shift < -38 { return (0, false) }
    guard shift <= 38 else { return nil }
    let power = powerOfTen(abs(shift))
    if shift >= 0 {
      let (product, overflow) = digits.multipliedReportingOverflow(by: power)
      return overflow ? nil : (product, true)
    }
    let (quotient, remainder) = digits.quotientAndRemainder(dividingBy: power)
    let distance = remainder.magnitude
    let rest = power.magnitude - distance
    let roundsAway = distance > rest || (distance == rest && quotient & 1 != 0)
    return (roundsAway ? quotient + digits.signum() : quotient, remainder == 0)
  }
}

/// Ten to the power of `exponent`, which is from 0 to 38.
private func powerOfTen(_ exponent: Int) -> Int128 {
  var power: Int128 = 1
  for _ in 0..<exponent { power = power &* 10 }
  return power
}
