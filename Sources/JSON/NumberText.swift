#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A number's text, taken apart by the grammar of RFC 8259.
struct NumberText {
  let source: UnsafeRawBufferPointer
  let isNegative: Bool
  let integerDigits: Range<Int>
  /// Empty when there is no fraction.
  let fractionDigits: Range<Int>
  /// The written power of ten, kept within what an `Int` can count on from.
  let exponent: Int

  /// Nil when `source` is anything but one JSON number.
  init?(_ source: UnsafeRawBufferPointer) {
    var at = 0
    func byte() -> UInt8 { at < source.count ? source[at] : 0 }
    func digits() -> Range<Int> {
      let start = at
      while byte() &- UInt8(ascii: "0") < 10 { at &+= 1 }
      return start..<at
    }

    self.source = source
    isNegative = byte() == UInt8(ascii: "-")
    if isNegative { at = 1 }
    integerDigits = digits()
    guard let first = integerDigits.first else { return nil }
    if source[first] == UInt8(ascii: "0"), integerDigits.count > 1 { return nil }
    if byte() == UInt8(ascii: ".") {
      at &+= 1
      fractionDigits = digits()
      if fractionDigits.isEmpty { return nil }
    } else {
      fractionDigits = at..<at
    }
    var exponent = 0
    if byte() | 0x20 == UInt8(ascii: "e") {
      at &+= 1
      let isBelowOne = byte() == UInt8(ascii: "-")
      if isBelowOne || byte() == UInt8(ascii: "+") { at &+= 1 }
      let power = digits()
      if power.isEmpty { return nil }
      for place in power where exponent < 1 << 40 { exponent = exponent &* 10 &+ digit(source[place]) }
      if isBelowOne { exponent = 0 &- exponent }
    }
    self.exponent = exponent
    guard at == source.count else { return nil }
  }

  var int64: Int64? {
    guard let decimal = JSONDecimal(self), decimal.isExact(atScale: 0) else { return nil }
    return decimal.scaled(by: 0).flatMap { Int64(exactly: $0) }
  }

  /// The nearest double, ties to even; nil when it is infinite.
  var double: Double? {
    if let short = shortDouble { return isNegative ? -short : short }
    let value = withUnsafeTemporaryAllocation(of: CChar.self, capacity: source.count + 1) { copy in
      for place in 0..<source.count { copy[place] = CChar(bitPattern: source[place]) }
      copy[source.count] = 0
      return copy.baseAddress.map { strtod($0, nil) } ?? .infinity
    }
    return value.isFinite ? value : nil
  }

  /// The magnitude, when one multiplication or division of two exact doubles gives it: then it is rounded once.
  private var shortDouble: Double? {
    let power = exponent &- fractionDigits.count
    guard integerDigits.count + fractionDigits.count <= 18, power >= -22, power <= 22 else { return nil }
    var digits: UInt64 = 0
    for place in integerDigits { digits = digits &* 10 &+ UInt64(digit(source[place])) }
    for place in fractionDigits { digits = digits &* 10 &+ UInt64(digit(source[place])) }
    guard digits <= 1 << 53 else { return nil }
    return power < 0 ? Double(digits) / exactPowersOfTen[-power] : Double(digits) * exactPowersOfTen[power]
  }
}

/// The value of a byte that is known to be a digit.
@inline(__always)
func digit(_ byte: UInt8) -> Int { Int(byte &- UInt8(ascii: "0")) }

/// The powers of ten that a double holds exactly.
private let exactPowersOfTen: [Double] = [
  1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11,
  1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
]
