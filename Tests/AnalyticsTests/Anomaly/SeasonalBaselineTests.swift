import Testing

@testable import Analytics

@Suite("Baseline of anomalies")
struct SeasonalBaselineTests {
  private static let week = [10.0, 11, 10, 9, 10, 2, 1]

  private static func weeks(_ count: Int, growth: Double = 0) -> [Double] {
    let noise = SeededData.normal(count * 7)
    return (0..<(count * 7)).map { week[$0 % 7] * (1 + growth * Double($0)) * (1 + 0.05 * noise[$0]) }
  }

  private func anomalies(_ values: [Double]) -> [Int] {
    SeasonalBaseline().judge(values).enumerated().filter { abs($0.element?.score ?? 0) > 4 }.map(\.offset)
  }

  @Test("one spike is found, and neither the days behind it nor weekends are")
  func spike() {
    var values = Self.weeks(8)
    #expect(anomalies(values).filter { $0 >= 21 } == [])
    values[40] *= 3
    #expect(anomalies(values).filter { $0 >= 21 } == [40])
    let judged = SeasonalBaseline().judge(values)[40]
    #expect(abs((judged?.expected ?? 0) / Self.week[40 % 7] - 1) < 0.15)
  }

  @Test("spend on a day off is found though a working day costs more")
  func dayOff() {
    var values = Self.weeks(8)
    values[48] = 9
    #expect(anomalies(values).filter { $0 >= 21 } == [48])
  }

  @Test("growth is no anomaly; a new level is one at first, and the expectation a week later")
  func drift() {
    #expect(anomalies(Self.weeks(12, growth: 0.02)).filter { $0 >= 28 } == [])
    var values = Self.weeks(12)
    for index in 49..<84 { values[index] *= 4 }
    let found = anomalies(values).filter { $0 >= 21 }
    #expect(found.first == 49 && (found.last ?? 0) < 70)
  }

  private func told(_ values: [Double]) -> [Int] {
    SeasonalBaseline().judge(values).enumerated().filter { abs($0.element?.score ?? 0) > 3 }.map(\.offset)
  }

  @Test("a strict week has no anomaly from the first on, whatever weekday it starts with", arguments: 0..<7)
  func firstWeeks(start: Int) {
    let week = [5.0, 5, 5, 5, 5, 1, 1]
    #expect(told((0..<42).map { week[($0 + start) % 7] }) == [])
    #expect(told((0..<42).map { week[($0 + start) % 7] - 1 }) == [])
  }

  @Test("spend that ran away on two days of the second week is one event, and not expected a week later")
  func spikeOfSecondWeek() {
    var values = SeededData.days([3_000], count: 35, noise: 0.15)
    values[9] = 149_458
    values[10] = 91_449
    #expect(told(values) == [9])
    let judged = SeasonalBaseline().judge(values)
    #expect((23...24).allSatisfy { abs((judged[$0]?.expected ?? 0) / 3_000 - 1) < 0.5 })
  }

  @Test("a Thursday no dearer than its neighbours is none, and growing spend is none either")
  func ordinary() {
    let values = [
      20.6, 19.5, 15.6, 1.4, 1.5, 18.5, 23.1, 18.1, 18.1, 14.7, 1.9, 1.7, 23.6, 20.6, 20.5, 21, 15.9, 2.1, 2.1, 19.2, 23.5, 22.3, 19.5, 18.4,
      1.6, 2.2, 24.5, 23.8, 23.7, 27.6, 23.7,
    ]
    #expect(told(values) == [])
  }

  @Test("a day is judged by those before it alone")
  func looksBack() {
    let values = Self.weeks(8)
    var changed = values
    for index in 30..<56 { changed[index] = 1_000 }
    #expect(Array(SeasonalBaseline().judge(values)[..<30]) == Array(SeasonalBaseline().judge(changed)[..<30]))
  }

  @Test(
    "awkward series give numbers",
    arguments: [
      [], [5], Array(repeating: 0, count: 40), Array(repeating: 7, count: 40), [0, 0, 0, 0, 0, 0, 0, 0, 9, 0, 0],
      Array(repeating: -3, count: 20) + [4], [1e300, 1e-300, 0, .nan, .nan, 3, 4, 5, 6, 7, 8, 9, 1e300],
    ] as [[Double]])
  func awkward(values: [Double]) {
    let judged = SeasonalBaseline().judge(values)
    #expect(judged.count == values.count)
    #expect(judged.allSatisfy { $0?.score.isFinite ?? true })
  }

  @Test("a first cost after nothing is found")
  func first() {
    #expect(anomalies(Array(repeating: 0, count: 20) + [5]) == [20])
  }
}

@Suite("Changes of users, teams and patterns")
struct EntityChangesTests {
  @Test("who is new, gone, up or down is told, most money first; trifles and what everyone did are not")
  func tells() {
    let previous = [100.0, 50, 0, 80, 30, 1, 40, 41, 42, 43, 44], current = [100.0, 200, 60, 0, 31, 3, 40, 42, 41, 43, 45]
    let found = remarkableChanges(current: current, previous: previous)
    #expect(found.map(\.index) == [1, 3, 2])
    #expect(found.map(\.kind) == [.increase, .vanished, .new])
    #expect(found[0].percentChange == 300 && found[2].percentChange == nil)
    let doubled = remarkableChanges(current: previous.map { $0 * 2 }, previous: previous)
    #expect(doubled.isEmpty)
  }

  @Test("nothing to compare gives nothing", arguments: [([], []), ([0, 0], [0, 0]), ([1e308, 1e308], [1, 1])] as [([Double], [Double])])
  func awkward(current: [Double], previous: [Double]) {
    _ = remarkableChanges(current: current, previous: previous)
  }
}
