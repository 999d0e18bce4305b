import CostModel
import JSON
import Testing

@testable import Worker

@Suite("cost/anomalies")
struct CostAnomaliesTests {
  typealias Event = CostHarness.Event

  /// Ten weeks of two users' calls until 2026-03-30; on the 20th one of them goes astray.
  private static func events() throws -> [Event] {
    let end = try #require(CivilDate("2026-03-30"))
    var events: [Event] = []
    for day in 0..<70 {
      let date = end.adding(days: day - 69)
      let isAstray = date.description == "2026-03-20"
      for (user, cost) in [("ada@x.org", 3_000_000_000), ("bob@x.org", isAstray ? 40_000_000_001 : 2_000_000_000)] {
        events.append(
          Event(
            at: "\(date)T10:00:00Z", nanos: Int64(cost) + Int64(day * 7919 % 13) * 10_000_000,
            texts: [.user: user, .model: user == "ada@x.org" ? "m-1" : "m-2"]))
      }
    }
    // Someone who was not there in February.
    for day in 1...28 { events.append(Event(at: "2026-03-\(day < 10 ? "0" : "")\(day)T11:00:00Z", nanos: 900_000_000, texts: [.user: "eve@x.org", .model: "m-1"])) }
    return events
  }

  @Test("the day astray is told, who made it so, and who is new; the parts of a change add up to it")
  func tells() throws {
    let harness = try CostHarness(now: "2026-03-31T00:00:00Z")
    try harness.track(try Self.events())
    let answer = try harness.call("cost/anomalies", #"{"start": "2026-03-01", "end": "2026-03-31"}"#)
    let days = answer.at("anomalies.daily_anomalies")
    #expect(days.rows("date").contains("2026-03-20"))
    let day = try #require(days.array?.first { $0.at("date") == "2026-03-20" })
    #expect(day.at("z_score").nanos > 3_000_000_000 && day.at("severity") == "high")
    #expect(day.at("drivers.0.dimension") == "user" && day.at("drivers.0.name") == "bob@x.org")
    for dimension in ["user", "model"] {
      let parts = day.at("drivers").array?.filter { $0.at("dimension").string == dimension } ?? []
      #expect(parts.reduce(0) { $0 + $1.at("cost_usd").nanos } == day.at("total_cost_usd").nanos)
      for part in parts { #expect(part.at("change_usd").nanos == part.at("cost_usd").nanos - part.at("usual_cost_usd").nanos) }
    }
    let users = answer.at("anomalies.user_anomalies")
    #expect(users.rows("user_email", "kind").contains("eve@x.org new"))
    #expect(answer.at("anomalies.anomaly_counts.user").int64 == users.array.map { Int64($0.count) })
    #expect(answer.at("anomalies.model_info") == .null)
  }

  @Test("the forest tells the same day, in columns, and the same each time")
  func forest() throws {
    let harness = try CostHarness(now: "2026-03-31T00:00:00Z")
    try harness.track(try Self.events())
    let params = #"{"start": "2026-03-01", "end": "2026-03-31", "use_ml": true, "anomaly_types": "daily"}"#
    let answer = try harness.call("cost/anomalies", params)
    let days = answer.at("anomalies.daily_anomalies")
    #expect(days.at("dates").array?.count == 30 && days.at("costs").array?.count == 30)
    let place = try #require(days.at("dates").array?.firstIndex(of: "2026-03-20"))
    #expect(days.at("is_anomaly.\(place)") == true)
    let scores = days.at("anomaly_score").array?.map(\.nanos) ?? []
    #expect(scores.max() == scores[place])
    #expect(answer.at("anomalies.model_info.model_type") == "isolation_forest")
    #expect(answer.at("anomalies.model_info.training_data_size") == 70)
    #expect(try harness.call("cost/anomalies", params).at("anomalies") == answer.at("anomalies"))
    #expect(answer.at("anomalies.user_anomalies") == .null)
  }

  @Test(
    "nothing to judge by is no anomaly",
    arguments: ["{}", #"{"use_ml": true}"#, #"{"days": 1}"#, #"{"days": 3660, "use_ml": true}"#, #"{"start": "0001-01-01", "end": "0001-01-02"}"#])
  func empty(params: String) throws {
    for events in [[], [Event(at: "2026-03-30T10:00:00Z", nanos: 5)], [Event(at: "2026-03-30T10:00:00Z", nanos: 0)]] {
      let harness = try CostHarness(now: "2026-03-31T00:00:00Z")
      try harness.track(events)
      let counts = try harness.call("cost/anomalies", params).at("anomalies.anomaly_counts")
      #expect(counts.at("daily") == 0 && counts.at("team").int64 ?? 9 <= 1)
    }
  }

  @Test("an hour in which something begins is told once, when hours are asked for")
  func hours() throws {
    let harness = try CostHarness(now: "2026-03-31T00:00:00Z")
    let first = try #require(Timestamp(rfc3339: "2026-03-01T00:00:00Z"))
    try harness.track((0..<(30 * 24)).map { hour in
      let isAstray = (500..<520).contains(hour)
      return Event(at: Timestamp(seconds: first.seconds + Int64(hour) * 3_600).rfc3339, nanos: (isAstray ? 90_000 : hour % 24 < 8 ? 1_000 : 9_000) + Int64(hour * 7919 % 101))
    })
    let answer = try harness.call("cost/anomalies", #"{"anomaly_types": "hourly"}"#)
    let hours = answer.at("anomalies.hourly_anomalies").rows("hour")
    #expect(hours.first == "2026-03-21T20:00:00+00:00" && answer.at("anomalies.anomaly_counts.hourly").int64 == Int64(hours.count))
    #expect(hours.count <= 5 && answer.at("anomalies.daily_anomalies") == .null)
  }

  @Test("a half day is not taken for a cheap one")
  func halfDay() throws {
    let harness = try CostHarness(now: "2026-03-31T00:30:00Z")
    try harness.track(try Self.events() + [Event(at: "2026-03-31T00:10:00Z", nanos: 1)])
    #expect(!(try harness.call("cost/anomalies").at("anomalies.daily_anomalies").rows("date")).contains("2026-03-31"))
  }

  @Test(
    "what is wrong is named",
    arguments: [
      (#"{"anomaly_types": ["daly"]}"#, "did you mean daily"), (#"{"anomaly_types": "daily,usr"}"#, "did you mean user"),
      (#"{"min_z_score": 0}"#, "params.min_z_score: expected a number from 0.5 to 100"), (#"{"use_ml": 1}"#, "params.use_ml"),
    ])
  func refuses(params: String, message: String) throws {
    #expect(try CostHarness().refusal("cost/anomalies", params).contains(message))
  }
}
