import Testing

@testable import JSON

@Suite("JSON numbers")
struct NumberTests {
  @Test(
    "whole numbers are exact, however they are written",
    arguments: [
      ("0", 0), ("-0", 0), ("7", 7), ("-3", -3), ("7.0", 7), ("1e3", 1_000), ("12.5e1", 125), ("-1.20E+2", -120),
      ("100e-2", 1),
      ("0e999999", 0), ("12345678", 12_345_678), ("123456789", 123_456_789),
      ("1234567890123456", 1_234_567_890_123_456),
      ("12345678901234567", 12_345_678_901_234_567), ("9223372036854775807", Int64.max),
      ("-9223372036854775808", Int64.min),
      ("9.223372036854775807e18", Int64.max), ("1.5", nil), ("1e-1", nil), ("9223372036854775808", nil),
      ("-9223372036854775809", nil), ("1e19", nil), ("1e400", nil), ("99999999999999999999999999999999999999999", nil),
      ("true", nil), ("\"7\"", nil),
    ] as [(String, Int64?)])
  func int64(text: String, expected: Int64?) throws {
    #expect(try withView(text) { $0.int64 } == expected)
    // The short way of reading needs bytes before the number.
    #expect(try withView("[\"0123456789\",\(text)]") { $0.elements.map { $0 }[1].int64 } == expected)
  }

  @Test("every length of a whole number is read exactly", arguments: 1...19)
  func lengths(length: Int) throws {
    let digits = String("9123456789012345678".prefix(length))
    for sign in ["", "-"] {
      let expected = Int64(sign + digits)
      #expect(try withView("[[[[[[\(sign)\(digits)]]]]]]") { firstLeaf($0).int64 } == expected)
      #expect(try withView("[\"padding that is long\",\(sign)\(digits)]") { $0.elements.map { $0 }[1].int64 } == expected)
    }
  }

  @Test(
    "doubles are the nearest ones",
    arguments: [
      "0", "-0.0", "1", "0.1", "0.3", "-2.5", "123456789012345", "9007199254740993", "1e22", "1e23", "8.5e-23",
      "0.00000123456789012345678", "1.7976931348623157e308", "5e-324", "2.4703282292062327e-324",
      "2.4703282292062328e-324",
      "2.2250738585072011e-308", "179769313486231570000000000000000000000e270",
      "0.1000000000000000055511151231257827021181583404541015625",
      "123456789012345678901234567890", "1e-400", "1.5e-5", "3.0015225",
    ])
  func doubles(text: String) throws {
    let expected = try #require(Double(text))
    #expect(try withView(text) { $0.double?.bitPattern } == expected.bitPattern)
  }

  @Test("a number too large for a double has none", arguments: ["1e309", "-1e309", "1e99999999999999999999", "1.7976931348623159e308"])
  func infinite(text: String) throws {
    #expect(try withView(text) { $0.double } == nil)
  }

  @Test("a seeded crowd of doubles comes back bit for bit")
  func roundTrip() throws {
    var numbers = SeededNumbers(state: 7)
    for _ in 0..<2_000 {
      let value = Double(bitPattern: numbers.next())
      guard value.isFinite else { continue }
      let text = written { $0.double(value) }
      #expect(try withView(text) { $0.double?.bitPattern } == value.bitPattern, "\(text)")
    }
  }

  private func firstLeaf(_ view: JSONView) -> JSONView {
    view.elements.first { _ in true }.map(firstLeaf) ?? view
  }
}

@Suite("Exact decimals")
struct DecimalTests {
  private func decimal(_ text: String) -> JSONDecimal? {
    Array(text.utf8).withUnsafeBytes { JSONDecimal(utf8: $0) }
  }

  @Test(
    "reads digits and exponent without needless zeros",
    arguments: [
      ("0", 0, 0), ("-0.00e7", 0, 0), ("250", 25, 1), ("1.50", 15, -1), ("15e-1", 15, -1), ("-0.00123", -123, -5),
      ("1e400", 1, 400),
      ("1e-400", 1, -400), ("0.0000010", 1, -6), ("1000.0001", 10_000_001, -4),
      ("1234567890123456789012345678901234", 1_234_567_890_123_456_789_012_345_678_901_234, 0),
    ] as [(String, Int128, Int)])
  func reads(text: String, digits: Int128, exponent: Int) throws {
    #expect(decimal(text) == JSONDecimal(digits: digits, exponent: exponent))
    #expect(try withView(text) { $0.decimal } == decimal(text))
  }

  @Test(
    "refuses what is no number or too long",
    arguments: [
      "", "-", "+1", "01", "1.", ".1", "1e", " 1", "1 ", "0x1", "1e401", "1e-401",
      "12345678901234567890123456789012345", "1e99999999999999999999",
    ])
  func refuses(text: String) { #expect(decimal(text) == nil) }

  @Test(
    "scales with ties to even",
    arguments: [
      ("1.5225", 4, 15_225, true), ("0.5", 0, 0, false), ("1.5", 0, 2, false), ("2.5", 0, 2, false),
      ("-2.5", 0, -2, false),
      ("-3.5", 0, -4, false), ("2.51", 0, 3, false), ("0.0000000005", 9, 0, false), ("0.00000000051", 9, 1, false),
      ("1e-400", 9, 0, false), ("12", 9, 12_000_000_000, true), ("1200", -2, 12, true), ("1e38", 0, nil, false),
      ("1e37", 0, nil, true),
      ("2e38", 0, nil, false), ("1e400", 9, nil, false), ("9e-39", 0, 0, false), ("0", 400, 0, true),
    ] as [(String, Int, Int128?, Bool)])
  func scales(text: String, scale: Int, expected: Int128?, isExact: Bool) throws {
    let value = try #require(decimal(text))
    var expected = expected
    if text == "1e37" || text == "1e38" { expected = (0..<(text == "1e37" ? 37 : 38)).reduce(1) { power, _ in power * 10 } }
    #expect(value.scaled(by: scale) == expected)
    #expect(value.isExact(atScale: scale) == (isExact || text == "1e38"))
  }

  @Test("never traps at the edges of its own values")
  func edges() {
    for digits in [Int128.min, .max, 1, -1] {
      for exponent in [Int.min, .max, -39, -38, 38, 39, 0] {
        for scale in [Int.min, .max, 0, 1, -1] {
          _ = JSONDecimal(digits: digits, exponent: exponent).scaled(by: scale)
        }
      }
    }
    #expect(JSONDecimal(digits: 1, exponent: .max).scaled(by: 1) == nil)
    #expect(JSONDecimal(digits: 1, exponent: .min).scaled(by: -1) == 0)
    #expect(JSONDecimal(digits: .max, exponent: -38).scaled(by: 0) == 2)
  }
}
