extension JSONWriter {
  package func int(_ value: Int) { int(Int64(value)) }

  package func int(_ value: Int64) {
    separate()
    if value < 0 { append(UInt8(ascii: "-")) }
    digits(value.magnitude)
  }

  /// Writes the shortest text that reads back as this double; whole numbers without a fraction.
  ///
  /// JSON has no word for NaN and infinity: both become null.
  package func double(_ value: Double) {
    guard value.isFinite else { return null() }
    if value.magnitude < 1e15, value == value.rounded(.towardZero), !(value == 0 && value.sign == .minus) {
      return int(Int64(value))
    }
    separate()
    var text = value.description
    text.withUTF8 { utf8 in
      guard let base = utf8.baseAddress else { return }
      let isWhole = utf8.suffix(2).elementsEqual(".0".utf8)
      append(base, isWhole ? utf8.count - 2 : utf8.count)
    }
  }

  /// Writes `digits` times ten to the power of `exponent` in plain decimals, without needless zeros.
  ///
  /// The text is as long as the exponent says, so exponents come from a `JSONDecimal` or from our own scales.
  package func decimal(_ digits: Int128, exponent: Int) {
    separate()
    if digits == 0 { return append(UInt8(ascii: "0")) }
    if digits < 0 { append(UInt8(ascii: "-")) }
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 40) { buffer in
      var first = 40
      var rest = digits.magnitude
      while rest > 0 {
        let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
        first -= 1
        buffer[first] = UInt8(ascii: "0") + UInt8(digit)
        rest = quotient
      }
      plain(buffer[first...], exponent: exponent)
    }
  }

  /// Writes digits, the first of them not zero, with the decimal point where the exponent puts it.
  private func plain(_ digits: Slice<UnsafeMutableBufferPointer<UInt8>>, exponent: Int) {
    var (digits, exponent) = (digits, exponent)
    while exponent < 0, digits.last == UInt8(ascii: "0") {
      digits.removeLast()
      exponent += 1
    }
    let wholeDigits = digits.count + min(exponent, 0)
    for digit in digits.prefix(max(wholeDigits, 0)) { append(digit) }
    if exponent >= 0 { return zeros(exponent) }
    if wholeDigits <= 0 { append(UInt8(ascii: "0")) }
    append(UInt8(ascii: "."))
    if wholeDigits < 0 { zeros(-wholeDigits) }
    for digit in digits.dropFirst(max(wholeDigits, 0)) { append(digit) }
  }

  private func zeros(_ count: Int) {
    for _ in 0..<count { append(UInt8(ascii: "0")) }
  }

  private func digits(_ value: UInt64) {
    var length = 1
    var bound: UInt64 = 10
    while length < 20, value >= bound {
      length &+= 1
      bound = bound &* 10
    }
    let start = reserve(20)
    var rest = value
    for place in stride(from: length &- 1, through: 0, by: -1) {
      let quotient = rest / 10
      start[place] = UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: rest &- quotient &* 10)
      rest = quotient
    }
    advance(length)
  }
}
