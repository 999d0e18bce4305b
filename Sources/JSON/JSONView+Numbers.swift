extension JSONView {
  /// The whole number that was sent, exactly: `7`, `-3`, also `7.0` and `1e3`.
  ///
  /// Nil for numbers with a fraction, for those that need more than 64 bits, and for other kinds.
  package var int64: Int64? {
    let node = node
    guard node.kind == .number else { return nil }
    let start = Int(node.start)
    let isNegative = text[start] == UInt8(ascii: "-")
    let digits = isNegative ? Int(node.length) &- 1 : Int(node.length)
    // A number this short is smaller than 10^16, and one that ends this late has eight bytes to load before its end.
    guard node.isFlagged, digits <= 16, start &+ Int(node.length) >= 16 else { return unusualInteger }
    let end = text + (start &+ Int(node.length))
    let magnitude: UInt64
    if digits <= 8 {
      magnitude = lastDigits(digits, before: end)
    } else {
      magnitude = lastDigits(digits &- 8, before: end - 8) &* 100_000_000 &+ lastDigits(8, before: end)
    }
    return isNegative ? 0 &- Int64(truncatingIfNeeded: magnitude) : Int64(truncatingIfNeeded: magnitude)
  }

  /// The nearest double; nil when that is infinite, and for other kinds.
  package var double: Double? {
    guard node.kind == .number else { return nil }
    return NumberText(raw)?.double
  }

  /// The number exactly as it was sent; nil when it has more digits than `JSONDecimal` holds, and for other kinds.
  package var decimal: JSONDecimal? {
    guard node.kind == .number else { return nil }
    return JSONDecimal(utf8: raw)
  }

  /// Whole numbers near the start of the text, long ones, and those written with a fraction or an exponent.
  @inline(never)
  private var unusualInteger: Int64? {
    let raw = raw
    guard node.isFlagged, raw.count <= 18 else { return NumberText(raw)?.int64 }
    let isNegative = raw.first == UInt8(ascii: "-")
    let magnitude = raw.dropFirst(isNegative ? 1 : 0).reduce(Int64(0)) { $0 &* 10 &+ Int64(digit($1)) }
    return isNegative ? 0 &- magnitude : magnitude
  }
}

/// The value of the last `count` (1 to 8) digits before `end`, which has eight readable bytes before it.
@inline(__always)
private func lastDigits(_ count: Int, before end: UnsafePointer<UInt8>) -> UInt64 {
  let excess = Word(truncatingIfNeeded: (8 &- count) &* 8)
  return eightDigits((loadWord(end - 8) &>> excess) &<< excess)
}
