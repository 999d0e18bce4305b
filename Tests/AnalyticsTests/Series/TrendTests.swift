import Testing

@testable import Analytics

@Suite("Moving averages and trends")
struct TrendTests {
  @Test("a trailing mean has a shorter window at the start")
  func trailing() {
    #expect(movingAverage([3, 6, 9, 12], window: 3) == [3, 4.5, 6, 9])
    #expect(movingAverage([1, 2], window: .max) == [1, 1.5])
    #expect(movingAverage([1, 2], window: 0) == [1, 2])
    #expect(movingAverage([], window: 7) == [])
    #expect(movingAverage([1e15, 0.1, 0.1, 0.1], window: 2).last == 0.1)
  }

  @Test("a straight line is a certain trend")
  func line() {
    let trend = TrendAnalysis([1, 2, 3, 4, 5])
    #expect(trend.direction == .increasing)
    #expect(abs(trend.slope - 1) < 1e-12)
    #expect(abs(trend.percentage - 1 / 3.0 * 100 * 5) < 1e-9)
    #expect(abs(trend.confidence - 1) < 1e-12)
    #expect(TrendAnalysis([5, 4, 3, 2, 1]).direction == .decreasing)
  }

  @Test("agrees with a published regression (Anscombe's first set, sorted by x)")
  func anscombe() {
    let trend = TrendAnalysis([4.26, 5.68, 7.24, 4.82, 6.95, 8.81, 8.04, 8.33, 10.84, 7.58, 9.96])
    #expect(abs(trend.slope - 0.5001) < 1e-4)
    #expect(abs(trend.confidence - 0.6665) < 1e-4)
  }

  @Test("under five percent is stable", arguments: [([100, 101], TrendDirection.stable), ([100, 103], .increasing), ([100, 97], .decreasing)] as [([Double], TrendDirection)])
  func stable(values: [Double], expected: TrendDirection) { #expect(TrendAnalysis(values).direction == expected) }

  @Test("awkward series have no trend", arguments: [[], [1], [0, 0, 0], [0.1, 0.1, 0.1, 0.1], [1, .nan], [.infinity, 1], [-1, 1]] as [[Double]])
  func awkward(values: [Double]) {
    let trend = TrendAnalysis(values)
    #expect(trend.percentage == 0)
    #expect(trend.direction == (values.count < 2 ? .insufficientData : .stable))
    #expect(0...1 ~= trend.confidence)
  }

  @Test("huge and tiny values keep their trend")
  func extremes() {
    #expect(TrendAnalysis([1e300, 2e300, 3e300]).direction == .increasing)
    #expect(TrendAnalysis([1e-300, 2e-300, 3e-300]).direction == .increasing)
  }

  @Test(
    "cost trend compares the last three days with the first three",
    arguments: [([], .insufficientData), ([1], .insufficientData), ([1, 1], .stable), ([1, 2, 3, 4], .increasing), ([4, 3, 2, 1], .decreasing), ([0, 0, 0], .stable), ([0, 0, 0, 1], .increasing), ([1, 1, 1, 1.1, 1.1, 1.1], .stable)] as [([Double], TrendDirection)])
  func cost(values: [Double], expected: TrendDirection) { #expect(costTrend(values) == expected) }
}
