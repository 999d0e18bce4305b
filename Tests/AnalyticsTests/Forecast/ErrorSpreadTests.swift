import Testing

@testable import Analytics

@Suite("The width of forecast bands")
struct ErrorSpreadTests {
  /// 24 origins, each looking so many steps ahead.
  private static func sample(
    steps: Int = 6, held: Int = 48, isOfAmounts: Bool = true, _ point: (_ row: Int, _ step: Int) -> (forecast: Double, error: Double)
  ) -> ErrorSpread.Sample {
    let points = (0..<24).map { row in (0..<steps).map { point(row, $0) } }
    return ErrorSpread.Sample(
      errors: points.map { $0.map(\.error) }, forecasts: points.map { $0.map(\.forecast) }, held: held, isOfAmounts: isOfAmounts)
  }

  private static func sign(_ row: Int) -> Double { row % 2 == 0 ? 1 : -1 }

  @Test("a day that costs ten times as much has a band ten times as wide, where errors were so")
  func followsLevel() {
    let spread = ErrorSpread(
      Self.sample { row, step in
        let forecast = step % 2 == 0 ? 10.0 : 100.0
        return (forecast, forecast / 5 * Self.sign(row))
      })
    let night = spread.half80(0, 10), day = spread.half80(0, 100)
    #expect(day / night > 6 && day / night < 10.1)
    #expect(spread.half80(0, 0) > 0, "a forecast of nothing is not certain")
  }

  @Test("errors of one size give bands of one size, whatever is forecast")
  func keepsConstant() {
    let spread = ErrorSpread(Self.sample { row, step in (Double(10 + 90 * (step % 2)), 3 * Self.sign(row)) })
    #expect(spread.half80(0, 10) == spread.half80(0, 100))
    #expect(abs(spread.half80(0, 10) - 3) < 1e-9)
  }

  @Test("values that may be negative have bands that do not depend on what is forecast")
  func ignoresSign() {
    let spread = ErrorSpread(Self.sample(isOfAmounts: false) { row, step in (Double(step), Double(step + 1) * Self.sign(row)) })
    #expect(spread.half95(2, -50) == spread.half95(2, 50))
  }

  @Test("errors that grow with the steps count as fewer, and the band is wider for it")
  func widensForFew() {
    func spread(held: Int) -> ErrorSpread {
      ErrorSpread(Self.sample(held: held) { row, step in (100, Double(row + 1) * Double(step + 1).squareRoot() * Self.sign(row)) })
    }
    let (few, many) = (spread(held: 12), spread(held: 1_000))
    #expect(abs(few.power - 0.5) < 1e-9)
    #expect(few.half80(0, 100) > many.half80(0, 100) * 1.1)
    #expect(many.half95(0, 100) >= many.half80(0, 100) * ErrorSpread.normalTail)
  }

  @Test(
    "errors of nothing, and errors beyond all numbers, give a band of no width",
    arguments: [0, Double.infinity, Double.greatestFiniteMagnitude])
  func takesAnything(error: Double) {
    let spread = ErrorSpread(Self.sample { _, _ in (1, error) })
    #expect(spread.half95(5, 1) == 0)
  }
}
