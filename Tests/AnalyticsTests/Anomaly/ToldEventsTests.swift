import Testing

@testable import Analytics

/// What is told of an event, over fifty quarters that differ by chance alone: one of them proves nothing, because now and
/// then a quiet day is told, too.
@Suite("Events that are told")
struct ToldEventsTests {
  private static let runs = 50
  private static let working = [20.0, 21, 20, 20, 16, 2, 2]

  /// - Parameters:
  ///   - expected: the days that are to be told, in the least share of the runs each.
  ///   - others: how many of 1,000 other days from the fourth week on may be told at most.
  private func check(
    _ week: [Double] = working, noise: Double = 0.06, told expected: [Int], least: Double = 0.95, others most: Double,
    _ change: (inout [Double]) -> Void,
    location: SourceLocation = #_sourceLocation
  ) {
    var counts = Array(repeating: 0, count: 98)
    for seed in 1...UInt64(Self.runs) {
      var values = SeededData.days(week, count: counts.count, noise: noise, seed: seed)
      change(&values)
      for (index, judged) in SeasonalBaseline().judge(values).enumerated() where abs(judged?.score ?? 0) > 3 { counts[index] += 1 }
    }
    let shares = expected.map { Double(counts[$0]) / Double(Self.runs) }
    #expect(shares.allSatisfy { $0 >= least }, "told of \(expected): \(shares)", sourceLocation: location)
    let rest = counts.indices.dropFirst(21).filter { !expected.contains($0) }
    let others = Double(rest.reduce(0) { $0 + counts[$1] }) / Double(rest.count * Self.runs) * 1_000
    let loudest = rest.sorted { counts[$0] > counts[$1] }.prefix(3).map { "\($0): \(counts[$0])" }
    #expect(others <= most, "others of 1,000: \(others), \(loudest)", sourceLocation: location)
    // A false alarm on one day in many runs would drown in a mean over all days.
    #expect(rest.allSatisfy { counts[$0] <= Self.runs / 8 }, "\(loudest)", sourceLocation: location)
  }

  @Test("of days with nothing but chance hardly one in 100 is told", arguments: [0.05, 0.1, 0.3])
  func chance(noise: Double) {
    check(noise: noise, told: [], others: 14) { _ in }
    check([50], noise: noise, told: [], others: 7) { _ in }
  }

  @Test("a step up by an amount is told once, and so is the step back, whatever weekday it is", arguments: [35, 37, 40, 41])
  func step(first: Int) {
    check(told: [first, first + 35], others: 2) { for index in first..<first + 35 { $0[index] += 14 } }
  }

  /// Its own first days are still among those that the usual size of differences is learnt from.
  @Test("of steps that last three or four weeks, the end is told in four of five", arguments: [21, 28])
  func shortStep(length: Int) {
    for first in [35, 36, 38] {
      check(told: [first, first + length], least: 0.8, others: 5) { for index in first..<first + length { $0[index] += 14 } }
    }
  }

  @Test("spend that doubles on a working day is told once, and so is its end", arguments: [35, 37, 39])
  func doubling(first: Int) {
    check(told: [first, first + 28], others: 5) { for index in first..<first + 28 { $0[index] *= 2 } }
  }

  @Test("a week of holidays is told once, and the return to work is not", arguments: [35, 49])
  func holidays(first: Int) {
    check(noise: 0.05, told: [first], others: 4) { for index in first..<first + 5 { $0[index] *= 0.2 } }
  }

  @Test("two days without service are one event")
  func outage() {
    check(told: [43], others: 5) { for index in 43...44 { $0[index] = 0 } }
  }

  @Test("a spike is seen on any weekday, and the same weekday a week later is none", arguments: [42, 46, 47, 48])
  func spike(day: Int) {
    check(told: [day], others: 8) { $0[day] *= 3 }
  }

  @Test("a spike on a day off is seen where it is small beside a working day", arguments: [0.1, 0.15])
  func quietDay(noise: Double) {
    check([100, 100, 100, 100, 100, 5, 5], noise: noise, told: [48], others: 15) { $0[48] = 45 }
  }

  @Test("two spikes with a usual day between them are two", arguments: [42, 43])
  func twoSpikes(day: Int) {
    check(told: [day, day + 2], others: 5) {
      $0[day] *= 4
      $0[day + 2] *= 4
    }
  }

  @Test("a day that is far dearer than the one an event began with is told, too")
  func worse() {
    check(told: [42, 43], others: 5) {
      $0[42] *= 3
      $0[43] *= 9
    }
  }

  @Test("what comes back each week is told the first time only", arguments: [28, 31, 34])
  func weekly(first: Int) {
    check(noise: 0.05, told: [first], others: 3) { for index in stride(from: first, to: 98, by: 7) { $0[index] += 60 } }
  }
}
