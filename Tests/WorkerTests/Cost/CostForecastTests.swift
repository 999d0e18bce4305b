import CostModel
import Foundation
import JSON
import Testing

@testable import Store
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

  @Test("another worker goes by the model that is stored, and answers the same bytes as one that chose it")
  func stored() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("costwire-\(UUID())").path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let path = folder + "/a.db", params = #"{"as_of": "2026-03-31T12:00:00Z"}"#
    let first = try CostHarness(path: path)
    try first.track(try Self.days(70, until: "2026-03-30") { $0 > 5 ? 1_000_000_000 : 5_000_000_000 })
    let chosen = try first.text("cost/forecast", params)
    #expect(first.services.forecasts.areWaiting)
    let unstored = try CostHarness(path: path)
    #expect(try unstored.text("cost/forecast", params) == chosen)
    first.services.forecasts.store(in: first.ledger)
    #expect(!first.services.forecasts.areWaiting)

    let second = try CostHarness(path: path)
    #expect(try second.text("cost/forecast", params) == chosen)
    #expect(!second.services.forecasts.areWaiting, "it was not chosen again")
    // Another day of data, another series: chosen anew.
    try first.track([Event(at: "2026-03-31T09:00:00Z", nanos: 5_000_000_000)])
    _ = try second.text("cost/forecast", #"{"as_of": "2026-04-01T12:00:00Z"}"#)
    #expect(second.services.forecasts.areWaiting)

    // What is in the table is what an answer goes by; what cannot be read is chosen again.
    for (model, isRead) in [("last_value\n70\n\n1.0 0.0 0.5 1.0 2.0\n80.0 95.0 true\nlast_value 1.0 - 2.0 -", true), ("nonsense", false)] {
      try first.ledger.transaction { ledger in
        try ledger.connection.statement("UPDATE trained_forecasts SET model = ?1").bind(1, model).run()
      }
      let answer = try CostHarness(path: path).text("cost/forecast", params)
      #expect(answer.contains(#""model_info":{"model_type":"last_value","#) == isRead)
      #expect((answer == chosen) == !isRead)
    }
  }
}
