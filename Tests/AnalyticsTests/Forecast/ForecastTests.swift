import Testing

@testable import Analytics

@Suite("Forecast")
struct ForecastTests {
  private func forecast(_ values: [Double], horizon: Int = 14, seasons: [Int] = TimeSeries.dailySeasons) throws -> (TrainedForecast, [ForecastPoint]) {
    let series = TimeSeries(values: values, seasonLengths: seasons)
    let trained = try trainForecast(series, horizon: horizon)
    return (trained, try trained.forecast(series, horizon: horizon))
  }

  @Test("a week that repeats goes on")
  func week() throws {
    let week = [5.0, 6, 5, 5, 6, 1, 0.5]
    let (trained, points) = try forecast((0..<84).map { week[$0 % 7] * (1 + 0.02 * SeededData.normal(84)[$0]) })
    #expect(trained.seasons == [7])
    for (step, point) in points.enumerated() { #expect(abs(point.mean - week[step % 7]) < 0.4) }
  }

  @Test("one dear day is not forecast for each of its weekdays, be it the last one", arguments: [77, 78, 82, 83])
  func oneDearDay(index: Int) throws {
    let week = [30.0, 31, 32, 31, 26, 3, 3]
    var values = SeededData.days(week, count: 84, noise: 0.05)
    values[index] = index % 7 < 5 ? 47 : 10
    let (_, points) = try forecast(values)
    for (step, point) in points.enumerated() { #expect(abs(point.mean / week[step % 7] - 1) < 0.1, "\(step): \(point.mean)") }
  }

  @Test("days off that always cost the same have a narrow band beside working days that vary")
  func quietDays() throws {
    let working = SeededData.days([30], count: 91, noise: 0.15), off = SeededData.days([2.6], count: 91, noise: 0.02)
    let (_, points) = try forecast((0..<91).map { $0 % 7 < 5 ? working[$0] : off[$0] })
    for step in [5, 6, 12, 13] {
      #expect(points[step].upper95 < 5.2 && points[step].lower95 > 0, "\(points[step])")
      #expect(points[step].upper95 - points[step].lower95 < (points[0].upper95 - points[0].lower95) / 5)
    }
  }

  @Test("a level three weeks old is what is forecast, on working days and days off")
  func newLevel() throws {
    var values = SeededData.days([20, 21, 20, 20, 16, 2, 2], count: 84, noise: 0.06)
    for index in 0..<63 { values[index] += 14 }
    let (_, points) = try forecast(values)
    #expect(points[..<5].allSatisfy { (14...24).contains($0.mean) })
    #expect(points[5...6].allSatisfy { $0.mean < 4 }, "\(points[5...6])")
  }

  @Test("a line goes on, though damped")
  func line() throws {
    let (_, points) = try forecast((0..<60).map { 100 + 2 * Double($0) })
    #expect(points[0].mean > 216 && points[0].mean < 224)
    #expect(points[13].mean > 225 && points[13].mean < 250)
  }

  @Test("noise around a level is forecast to stay there, with bands as wide as the noise")
  func level() throws {
    let noise = SeededData.normal(200)
    let (trained, points) = try forecast(noise.map { 50 + $0 })
    #expect(abs(points[6].mean - 50) < 1)
    #expect((2.2...5).contains(points[6].upper80 - points[6].lower80))
    #expect((3.2...8).contains(points[6].upper95 - points[6].lower95))
    #expect((60...98).contains(trained.coverage80) && trained.coverage95 >= trained.coverage80)
  }

  @Test("a year that repeats is found in three years of days")
  func year() throws {
    let noise = SeededData.normal(1_200)
    let values = (0..<1_200).map { index -> Double in
      let phase = Double(index % 365) / 365
      return 100 + 40 * (phase < 0.5 ? phase * 4 - 1 : 3 - phase * 4) + noise[index]
    }
    let (trained, points) = try forecast(values, horizon: 60)
    #expect(trained.seasons.contains(365))
    let expected = 100 + 40 * (3 - Double((1_200 + 59) % 365) / 365 * 4)
    let rising = 100 + 40 * (Double((1_200 + 59) % 365) / 365 * 4 - 1)
    #expect(abs(points[59].mean - ((1_200 + 59) % 365 < 182 ? rising : expected)) < 15)
  }

  @Test(
    "awkward series are answered with bands in order",
    arguments: [
      Array(repeating: 0, count: 30), Array(repeating: 4.5, count: 30), Array(repeating: 0, count: 29) + [9],
      [1, 2, 3, 4, 5, 6, 7, 8], [3, -4, 3, -4, 3, -4, 3, -4, 3, -4], (0..<90).map { $0 % 11 == 0 ? 5 : 0 },
      (0..<60).map { (20..<40).contains($0) ? .nan : Double($0) }, (0..<40).map { $0 == 20 ? 1e300 : 1 },
      (0..<40).map { _ in 1e-300 }, (0..<3_700).map { Double($0 % 365) + 1 },
    ] as [[Double]])
  func awkward(values: [Double]) throws {
    let (trained, points) = try forecast(values, horizon: 20)
    #expect(points.count == 20 && !trained.model.isEmpty)
    for point in points {
      #expect(point.lower95 <= point.lower80 && point.lower80 <= point.mean)
      #expect(point.mean <= point.upper80 && point.upper80 <= point.upper95)
      #expect(point.mean.isFinite)
      if values.allSatisfy({ !($0 < 0) }) { #expect(point.lower95 >= 0) }
    }
  }

  @Test("a history too short is refused with both numbers", arguments: [[], [1, 2, 3], [.nan, .nan, 1, 2, 3, 4, 5, 6, 7]] as [[Double]])
  func short(values: [Double]) {
    let failure = #expect(throws: InsufficientHistory.self) { try forecast(values) }
    #expect(failure?.required == 8 && failure?.count == values.count(where: \.isFinite))
  }

  @Test("a cancelled choice stops")
  func cancels() {
    #expect(throws: AnalysisCancelled.self) {
      try trainForecast(TimeSeries(values: Array(repeating: 1, count: 20), seasonLengths: [7]), horizon: 7) { true }
    }
  }
}
