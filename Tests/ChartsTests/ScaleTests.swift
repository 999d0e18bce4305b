import Testing

@testable import Charts

@Suite("Axes")
struct ScaleTests {
  @Test(
    "ticks are round, hold zero and every value, and have names of their own",
    arguments: [
      [], [0], [0, 0, 0], [5], [-5], [0.000_000_001], [3e-10], [1, 2, 3], [99.99], [100], [-1_000, 1_000], [-0.03, -0.01], [12_345.67],
      [1_499_999], [2.5e9, 1], [7e12], [1e15], [3e22], [1e29], [-1e29, 1e29], [.nan, 4, .infinity],
    ] as [[Double]], [3, 5, 6])
  func ticks(values: [Double], wanted: Int) {
    let scale = Scale(values, ticks: wanted)
    #expect(scale.low <= 0 && scale.high >= 0 && scale.step > 0)
    for value in values where value.isFinite { #expect(scale.low - 1e-6 * scale.step <= value && value <= scale.high + 1e-6 * scale.step) }
    #expect(2...(2 * wanted + 2) ~= scale.ticks.count, "\(scale.ticks)")
    let names = scale.ticks.map(scale.label)
    #expect(Set(names).count == names.count, "\(names)")
    #expect(names.allSatisfy { $0.count <= 13 }, "\(names)")
    #expect(names.contains("$0"))
  }

  @Test(
    "amounts on an axis have the decimals and the unit that their step needs",
    arguments: [
      ([0, 9.0], "$0 $2.50 $5.00 $7.50 $10.00"), ([0.3], "$0 $0.10 $0.20 $0.30"), ([0.004], "$0 $0.001 $0.002 $0.003 $0.004"),
      ([8_000], "$0 $2,000 $4,000 $6,000 $8,000"), ([4.2e6], "$0 $2M $4M $6M"), ([-20, 10.0], "-$20 -$10 $0 $10"),
      ([3e18], "$0 $1e18 $2e18 $3e18"),
    ] as [([Double], String)])
  func names(values: [Double], expected: String) {
    let scale = Scale(values, ticks: 4)
    #expect(scale.ticks.map(scale.label).joined(separator: " ") == expected)
  }

  @Test(
    "amounts are told from nothing, however small, and rounded half to even",
    arguments: [
      (0, "$0.00"), (1, "$0.000000001"), (12_345, "$0.000012"), (1_234_567, "$0.0012"), (99_949_999, "$0.0999"), (100_000_000, "$0.10"),
      (1_005_000_000, "$1.00"), (1_015_000_000, "$1.02"), (-2_500_000_000, "-$2.50"), (1_234_567_890_000_000, "$1,234,567.89"),
      (999_999_999_999, "$1,000.00"),
    ] as [(Int128, String)])
  func dollars(nanos: Int128, expected: String) {
    #expect(Digits.dollars(nanos: nanos) == expected)
  }

  @Test("shares and changes have a sign where they are changes")
  func percent() {
    #expect(Digits.percent(12.345) == "12.3 %" && Digits.percent(1_234.56, isChange: true) == "+1,234.6 %")
    #expect(Digits.percent(-3, isChange: true) == "-3.0 %" && Digits.percent(nil) == "–" && Digits.percent(.nan) == "–")
    #expect(Digits.number(1e300, 2).count < 30)
  }
}

@Suite("Dates on an axis")
struct DateTicksTests {
  /// Consecutive days, or hours, from 2023-12-30 on.
  private static func labels(_ count: Int, isByHour: Bool = false) -> [String] {
    let lengths = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    var (year, month, day, hour) = (2023, 12, 30, 5)
    func two(_ number: Int) -> String { (number < 10 ? "0" : "") + String(number) }
    return (0..<count).map { _ in
      let date = "\(year)-\(two(month))-\(two(day))"
      let label = isByHour ? date + "T\(two(hour)):00:00+02:00" : date
      hour += 1
      if !isByHour || hour == 24 {
        (hour, day) = (0, day + 1)
        if day > lengths[month - 1] || (month == 2 && year % 4 != 0 && day > 28) { (day, month) = (1, month + 1) }
        if month > 12 { (month, year) = (1, year + 1) }
      }
      return label
    }
  }

  @Test(
    "names never meet, and some are there",
    arguments: [0, 1, 2, 3, 7, 14, 30, 92, 366, 1_000, 3_660], [20.0, 60, 140, 340, 800, 1_900])
  func meetNever(count: Int, width: Double) {
    for isByHour in [false, true] {
      let spacing = width / Double(max(count, 1))
      let ticks = DateTicks.choose(Self.labels(count, isByHour: isByHour), spacing: spacing, gap: 4) { Double($0.count) * 7 }
      #expect(ticks.isEmpty == (count == 0))
      for (left, right) in zip(ticks, ticks.dropFirst()) {
        let room = Double(right.place - left.place) * spacing
        #expect(room >= Double(left.text.count + right.text.count) * 3.5 + 4, "\(left) \(right)")
      }
    }
  }

  @Test(
    "weeks are named by their Mondays, years by their number",
    arguments: [
      (4, 200.0, "Dec 30 Dec 31 Jan 1 Jan 2"), (31, 200, "Jan 1 Jan 8 Jan 15 Jan 22 Jan 29"), (200, 300, "2024 Feb Mar Apr May Jun Jul"),
      (2_000, 240, "2024 2025 2026 2027 2028 2029"),
    ] as [(Int, Double, String)])
  func choice(count: Int, width: Double, expected: String) {
    let ticks = DateTicks.choose(Self.labels(count), spacing: width / Double(count), gap: 2) { Double($0.count) * 6 }
    #expect(ticks.map(\.text).joined(separator: " ") == expected)
  }

  @Test("what is no date is shown as it is, shortened")
  func strange() {
    let ticks = DateTicks.choose(["", "\u{1B}[31m", "2026-99-99"], spacing: 500, gap: 1) { Double($0.count) }
    #expect(ticks.map(\.text) == ["", " [31m", "2026-99-99"])
  }
}
