import Testing

@testable import Analytics

@Suite("Anomalies of dense streams")
struct StreamDetectorTests {
  private static func stream() -> [Double] {
    let noise = SeededData.normal(4_000)
    return noise.indices.map { 100 + 40 * Double($0 % 288 < 100 ? 1 : 0) + 3 * noise[$0] }
  }

  @Test("what begins out of the ordinary is told at once, a daily rhythm is not")
  func tells() {
    var values = Self.stream()
    let detector = StreamDetector(seasonLength: 288)
    #expect(detector.scores(values)[1_000...].allSatisfy { $0 < 6 })
    for index in 3_000..<3_050 { values[index] = 250 }
    let scores = detector.scores(values)
    #expect((3_000...3_003).contains(scores.indices.max { scores[$0] < scores[$1] } ?? 0) || scores[3_000...3_003].contains { $0 > 20 })
    #expect(Array(scores[..<3_000]) == Array(detector.scores(Array(values[..<3_000]))))
  }

  @Test("awkward streams give numbers", arguments: [[], [1], Array(repeating: 0, count: 400), Array(repeating: .nan, count: 400), [1e300, -1e300] + Array(repeating: 1, count: 300)] as [[Double]])
  func awkward(values: [Double]) {
    let scores = StreamDetector(seasonLength: 24).scores(values)
    #expect(scores.count == values.count && scores.allSatisfy { $0 >= 0 && $0.isFinite })
  }
}
