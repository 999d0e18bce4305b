import CostModel
import JSON
import Testing

@testable import Worker

@Suite("cost/forecast")
struct CostForecastTests {
  typealias Event = CostHarness.Event

  /// One event a day, dearer on working days.
  private static func days(_ count: Int, until last: String, cost: (Int) -> Int64) throws -> [Event] {
    let end = try #require(CivilDate(last))
    return (0..<count).map { day in
      let date = end.adding(days: day - count + 1)
      return Event(at: "\(date)T09:00:00Z", nanos: cost(date.isoWeekday) &+ Int64(day))
    }
  }

  @Test("a week that repeats is forecast to repeat, by whole days, beginning with the one under way")
  func weeks() throws {
    let harness = try CostHarness(now: "2026-03-31T12:00:00Z")
    try harness.track(try Self.days(70, until: "2026-03-30") { $0 > 5 ? 1_000_000_000 : 5_000_000_000 })
    // A little of today must not be taken for a cheap day.
    try harness.track([Event(at: "2026-03-31T01:00:00Z", nanos: 7)])
    let answer = try harness.call("cost/forecast")
    let ahead = answer.at("forecast.forecast")
    #expect(ahead.rows("date").first == "2026-03-31" && ahead.array?.count == 7)
    #expect(answer.at("forecast.historical_data").array?.count == 70)
    #expect(answer.at("forecast.model_info.seasonality").text() == "[7]")
    #expect(answer.at("forecast.model_info.training_data_size") == 70)
    for (row, isWeekend) in zip(ahead.array ?? [], [false, false, false, false, true, true, false]) {
      #expect((row.at("forecasted_cost_usd").nanos < 2_000_000_000) == isWeekend)
      #expect(row.at("lower_bound").nanos <= row.at("lower_bound_80").nanos)
      #expect(row.at("lower_bound_80").nanos <= row.at("forecasted_cost_usd").nanos)
      #expect(row.at("forecasted_cost_usd").nanos <= row.at("upper_bound_80").nanos)
      #expect(row.at("upper_bound_80").nanos <= row.at("upper_bound").nanos)
    }
    #expect(answer.at("forecast.total_forecasted_cost_usd").nanos == ahead.sum("forecasted_cost_usd"))
  }

  @Test("hours are forecast by their own seasons")
  func hours() throws {
    let harness = try CostHarness(now: "2026-03-31T12:20:00Z")
    let first = try #require(Timestamp(rfc3339: "2026-03-17T00:00:00Z"))
    try harness.track((0..<(14 * 24)).map { hour in
      Event(at: Timestamp(seconds: first.seconds + Int64(hour) * 3_600).rfc3339, nanos: hour % 24 < 8 ? 1_000_000 : 9_000_000)
    })
    let answer = try harness.call("cost/forecast", #"{"granularity": "hour", "forecast_days": 1, "as_of": "2026-03-31T00:10:00Z"}"#)
    #expect(answer.at("forecast.forecast").rows("date").first == "2026-03-31T00:00:00+00:00")
    let costs = answer.at("forecast.forecast").array?.map { $0.at("forecasted_cost_usd").nanos } ?? []
    #expect(costs.count == 24)
    #expect(costs.prefix(8).allSatisfy { $0 < 3_000_000 } && costs.dropFirst(8).allSatisfy { $0 > 7_000_000 })
  }

  @Test("too short a history is refused with both numbers")
  func short() throws {
    let harness = try CostHarness(now: "2026-03-31T12:00:00Z")
    try harness.track(try Self.days(13, until: "2026-03-30") { _ in 1 })
    #expect(harness.refusal("cost/forecast", "{}").contains("INSUFFICIENT_DATA: A forecast by the day needs 14 whole days of data, there are 13"))
    #expect(harness.refusal("cost/forecast", #"{"scope": 1}"#).contains("params.scope"))
  }

  @Test(
    "no history is fatal, and none that never was negative is forecast to be",
    arguments: [
      [0], [5_000_000_000], [0, 0, 0, 9_000_000_000], [1, 0, 0, 0, 0, 0, 0], [9_000_000_000_000_000_000, 1],
      [1, 2, 4, 8, 16, 32, 64, 128, 1_000_000_000_000], [3_000, -2_000],
    ] as [[Int64]], [14, 21, 60, 900])
  func degenerate(pattern: [Int64], count: Int) throws {
    let harness = try CostHarness(now: "2026-03-31T12:00:00Z")
    var index = -1
    try harness.track(try Self.days(count, until: "2026-03-30") { _ in
      index += 1
      return pattern[index % pattern.count] / (pattern[0] > 1 << 60 ? 4 : 1)
    })
    let answer = try harness.call("cost/forecast", #"{"training_days": 1000, "forecast_days": 30}"#)
    let rows = answer.at("forecast.forecast").array ?? []
    #expect(rows.count == 30)
    if pattern.allSatisfy({ $0 >= 0 }) { #expect(rows.allSatisfy { $0.at("lower_bound").nanos >= 0 }) }
    #expect(try harness.text("cost/forecast", #"{"training_days": 1000, "forecast_days": 30}"#) == harness.text("cost/forecast", #"{"training_days": 1000, "forecast_days": 30}"#))
  }
}
