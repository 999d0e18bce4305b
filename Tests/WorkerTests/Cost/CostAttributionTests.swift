import CostModel
import JSON
import Testing

@testable import Worker

@Suite("cost/attribution")
struct CostAttributionTests {
  typealias Event = CostHarness.Event

  static let every = AttributionDimension.all.map { "\"\($0.name)\"" }.joined(separator: ",")

  /// Events with some, several and no values of every dimension, at awkward amounts and times.
  static func mixed() -> [Event] {
    (0..<400).map { index in
      var texts: [TextField: String] = [:]
      func set(_ field: TextField, _ name: String, _ modulus: Int) {
        if index % modulus != 0 { texts[field] = "\(name)-\(index % modulus)" }
      }
      set(.project, "p", 3); set(.customer, "c", 5); set(.provider, "v", 4); set(.model, "m", 6)
      set(.operation, "o", 7); set(.category, "k", 8); set(.user, "u", 9); set(.team, "t", 4)
      set(.department, "d", 3); set(.purpose, "q", 2); set(.client, "l", 5); set(.campaign, "g", 3)
      set(.environment, "e", 2); set(.pattern, "select", 11)
      if index % 4 != 0 { texts[.tags] = (1...(index % 4)).map { "tag-\($0)\u{1F}" }.joined() }
      if index % 3 != 0 { texts[.tables] = (1...(index % 7 + 1)).map { "d.t\($0)\u{1F}" }.joined() }
      let day = 1 + index % 28, hour = index * 7 % 24
      return Event(
        at: "2026-03-\(day < 10 ? "0" : "")\(day)T\(hour < 10 ? "0" : "")\(hour):\(10 + index % 50):00.\(100_000 + index)Z",
        nanos: Int64(index * index * 7_919 + 1), texts: texts, numbers: [.callCount: Int64(index % 5)])
    }
  }

  @Test("rows of every dimension add up to the total, in any zone and scope", arguments: ["UTC", "Asia/Kolkata", "America/New_York"])
  func addsUp(zone: String) throws {
    let harness = try CostHarness()
    try harness.track(Self.mixed())
    for mapping in ["{}", #"{"u-1": "Mapped", "*": "Rest"}"#] {
      _ = try harness.call("teams/setMapping", "{\"mapping\": \(mapping)}")
      for more in ["", #", "limit": 3"#, #", "tag": "tag-2""#, #", "team": ["t-1", "Rest"], "limit": 1"#, #", "start": "2026-03-05T04:17:33Z""#] {
        let answer = try harness.call("cost/attribution", "{\"time_zone\": \"\(zone)\", \"dimensions\": [\(Self.every)]\(more)}")
        let total = answer.at("total_cost_usd").nanos
        #expect(total > 0)
        for dimension in AttributionDimension.all {
          let rows = answer.at("attribution.cost_by_\(dimension.name)")
          #expect(rows.sum("estimated_cost_usd") == total, "\(dimension.name) \(more)")
          if more.contains("limit") { #expect((rows.array?.count ?? 0) <= 4) }
        }
        #expect(answer["data_quality"] != nil)
      }
    }
  }

  @Test("lists nothing that no event of the question has, whoever else has it")
  func nothingOfOthers() throws {
    let harness = try CostHarness()
    // One block, in which every row has the same model.
    try harness.track([
      Event(at: "2026-03-29T10:00:00Z", nanos: 1_000, texts: [.user: "ada@x.io", .model: "m"]),
      Event(at: "2026-03-30T10:00:00Z", nanos: 1_000, texts: [.user: "bob@x.io", .model: "m"]),
    ])
    for user in ["bob@x.io", "nobody@x.io"] {
      let answer = try harness.call("cost/summary", #"{"start": "2026-03-29", "end": "2026-03-30", "user_email": "\#(user)"}"#)
      #expect(answer.at("summary.cost_by_model").members?.isEmpty == true, "\(answer.text())")
    }
  }

  @Test("users show their team, teams their users, events of none are Unknown")
  func usersAndTeams() throws {
    let harness = try CostHarness()
    try harness.track([
      Event(at: "2026-03-30T10:00:00Z", nanos: 5_000_000_000, texts: [.user: "ada@x.io", .team: "Red"], numbers: [.callCount: 4]),
      Event(at: "2026-03-30T11:00:00Z", nanos: 1_000_000_000, texts: [.user: "ada@x.io", .team: "Blue"]),
      Event(at: "2026-03-30T12:00:00Z", nanos: 1_000_000_000, texts: [.user: "bob@x.io", .team: "Blue"]),
      Event(at: "2026-03-30T13:00:00Z", nanos: 500_000_000, texts: [.user: "cyd@x.io"]),
      Event(at: "2026-03-30T14:00:00Z", nanos: 250_000_000, texts: [.team: "Unknown"]),
    ])
    let answer = try harness.call("cost/attribution", #"{"dimensions": ["user", "team"], "days": 2}"#)
    #expect(
      answer.at("attribution.cost_by_user").rows("user_email", "team", "estimated_cost_usd", "query_count", "percent") == [
        "ada@x.io Red 6 5 77.419355", "bob@x.io Blue 1 1 12.903226", "cyd@x.io Unknown 0.5 1 6.451613", "null Unknown 0.25 1 3.225806",
      ])
    #expect(
      answer.at("attribution.cost_by_team").rows("team", "estimated_cost_usd", "user_count", "query_count") == [
        "Red 5 1 4", "Blue 2 2 2", "Unknown 0.75 1 2",
      ])
    #expect(answer.at("attribution").members?.map(\.name) == ["cost_by_user", "cost_by_team"])
  }

  @Test("a team mapping set later counts for past events, exact before wildcard, and by project")
  func mapping() throws {
    let harness = try CostHarness()
    try harness.track([
      Event(at: "2026-03-30T10:00:00Z", nanos: 3, texts: [.user: "Ada@x.io", .team: "Old"]),
      Event(at: "2026-03-30T10:00:00Z", nanos: 2, texts: [.user: "bob@x.io", .project: "p"]),
      Event(at: "2026-03-30T10:00:00Z", nanos: 1, texts: [.user: "bob@y.io", .team: "Own"]),
    ])
    func teams() throws -> [String] {
      try harness.call("cost/attribution", #"{"dimensions": "team"}"#).at("attribution.cost_by_team").rows("team", "estimated_cost_usd")
    }
    #expect(try teams() == ["Old 0.000000003", "Unknown 0.000000002", "Own 0.000000001"])
    _ = try harness.call("teams/setMapping", #"{"mapping": {"ada@x.io": "Exact", "*@x.io": "Wild"}}"#)
    #expect(try teams() == ["Exact 0.000000003", "Wild 0.000000002", "Own 0.000000001"])
    _ = try harness.call("teams/setMapping", #"{"project_id": "p", "mapping": {"bob@x.io": "Project"}}"#)
    #expect(try teams() == ["Exact 0.000000003", "Project 0.000000002", "Own 0.000000001"])
    let scoped = try harness.call("cost/attribution", #"{"dimensions": ["user"], "team": "Wild"}"#)
    #expect(scoped.at("attribution.cost_by_user").array?.isEmpty == true)
  }

  @Test("the cost of a query is divided among its tables, to the nano-dollar")
  func tables() throws {
    let harness = try CostHarness()
    try harness.track([
      Event(at: "2026-03-30T10:00:00Z", nanos: 10, texts: [.tables: "d.a\u{1F}d.b\u{1F}d.c\u{1F}"]),
      Event(at: "2026-03-30T10:00:00Z", nanos: 1, texts: [.tables: "d.a\u{1F}"]),
      Event(at: "2026-03-30T10:00:00Z", nanos: 7),
    ])
    let answer = try harness.call("cost/attribution", #"{"dimensions": ["table"]}"#)
    let rows = answer.at("attribution.cost_by_table")
    #expect(rows.sum("estimated_cost_usd") == 18)
    #expect(rows.rows("table", "query_count") == ["null 1", "d.a 2", "d.c 1", "d.b 1"])
  }

  @Test("limit keeps the dearest and sums the rest in one last row, ties go by name")
  func limit() throws {
    let harness = try CostHarness()
    try harness.track(
      ["b", "a", "é", "z", "other"].map { Event(at: "2026-03-30T10:00:00Z", nanos: 2_000_000_000, texts: [.model: $0]) }
        + [Event(at: "2026-03-29T10:00:00Z", nanos: 1_000_000_000, texts: [.user: "u1", .team: "T"]),
          Event(at: "2026-03-28T10:00:00Z", nanos: 500_000_000, texts: [.user: "u1", .team: "S"])])
    let answer = try harness.call("cost/attribution", #"{"days": 4, "dimensions": ["model", "day", "team"], "limit": 2}"#)
    #expect(
      answer.at("attribution.cost_by_model").rows("model", "estimated_cost_usd", "query_count", "is_other") == [
        "a 2 1 null", "b 2 1 null", "other 7.5 5 true",
      ])
    #expect(
      answer.at("attribution.cost_by_day").rows("date", "estimated_cost_usd", "is_other") == [
        "2026-03-29 1 null", "2026-03-30 10 null", "other 0.5 true",
      ])
    #expect(answer.at("attribution.cost_by_team").rows("team", "user_count", "is_other") == ["Unknown 0 null", "T 1 null", "other 1 true"])
    let all = try harness.call("cost/attribution", #"{"days": 4, "dimensions": ["model"]}"#)
    #expect(all.at("attribution.cost_by_model").rows("model") == ["a", "b", "other", "z", "é", "null"])
  }

  @Test("days and hours stand in calendar order with empty ones, over a change of the clocks")
  func periods() throws {
    let harness = try CostHarness()
    try harness.track([
      Event(at: "2026-03-29T00:30:00Z", nanos: 1), Event(at: "2026-03-29T01:30:00Z", nanos: 2), Event(at: "2026-03-29T22:30:00Z", nanos: 4),
    ])
    let berlin = #"{"start": "2026-03-28", "end": "2026-03-31", "time_zone": "Europe/Berlin", "dimensions": "day, hour"}"#
    let answer = try harness.call("cost/attribution", berlin)
    #expect(
      answer.at("attribution.cost_by_day").rows("date", "estimated_cost_usd", "percent") == [
        "2026-03-28 0 0", "2026-03-29 0.000000003 42.857143", "2026-03-30 0.000000004 57.142857",
      ])
    let hours = answer.at("attribution.cost_by_hour").rows("hour", "estimated_cost_usd")
    #expect(hours.count == 71)
    #expect(hours[24 + 1] == "2026-03-29T01:00:00+01:00 0.000000001")
    #expect(hours[24 + 2] == "2026-03-29T03:00:00+02:00 0.000000002")
    #expect(hours[24 + 23] == "2026-03-30T00:00:00+02:00 0.000000004")
  }

  @Test("hours and days of zones with odd offsets begin where their clocks say", arguments: [("Asia/Kathmandu", "18:15", "+05:45"), ("Asia/Kolkata", "18:30", "+05:30")])
  func oddZones(zone: String, midnight: String, offset: String) throws {
    let harness = try CostHarness()
    try harness.track([
      Event(at: "2026-03-29T\(midnight):00Z", nanos: 1_000_000_000),
      Event(at: "2026-03-29T\(midnight.prefix(2)):\(Int(midnight.suffix(2))! - 1):59.999999Z", nanos: 2_000_000_000),
    ])
    let answer = try harness.call("cost/attribution", "{\"days\": 3, \"time_zone\": \"\(zone)\", \"dimensions\": [\"day\", \"hour\"]}")
    #expect(answer.at("attribution.cost_by_day").rows("date", "estimated_cost_usd") == ["2026-03-29 2", "2026-03-30 1", "2026-03-31 0"])
    let spent = answer.at("attribution.cost_by_hour").rows("hour", "estimated_cost_usd").filter { !$0.hasSuffix(" 0") }
    #expect(spent == ["2026-03-29T23:00:00\(offset) 2", "2026-03-30T00:00:00\(offset) 1"])
  }

  @Test("an empty ledger has no rows, empty days, and no shares")
  func empty() throws {
    let harness = try CostHarness()
    let answer = try harness.call("cost/attribution", "{\"days\": 2, \"dimensions\": [\(Self.every)]}")
    #expect(answer.at("attribution.cost_by_user") == [])
    #expect(answer.at("attribution.cost_by_team") == [])
    #expect(answer.at("attribution.cost_by_day").rows("date", "estimated_cost_usd", "query_count", "percent") == ["2026-03-30 0 0 null", "2026-03-31 0 0 null"])
    #expect(answer.at("data_quality.unpriced_events") == 0)
  }

  @Test("with as_of the answer is the same whenever it is asked for")
  func asOf() throws {
    let params = "{\"days\": 10, \"as_of\": \"2026-03-20T12:00:00Z\", \"dimensions\": [\(Self.every)]}"
    func answer(_ now: String) throws -> String {
      let harness = try CostHarness(now: now)
      try harness.track(Self.mixed())
      return try harness.text("cost/attribution", params).split(separator: ",\"generated_at\"")[0].description
    }
    #expect(try answer("2026-03-20T12:00:00Z") == answer("2027-01-01T00:00:00Z"))
  }

  @Test(
    "dimensions that do not exist are refused by name",
    arguments: [
      (#"["user", "taem"]"#, "params.dimensions[1]: expected one of user"), (#""usre""#, "did you mean user?"),
      ("[]", "one dimension at least"), (#"" , ""#, "one dimension at least"), ("7", "params.dimensions: expected"),
    ])
  func refused(given: String, message: String) throws {
    let refusal = try CostHarness().refusal("cost/attribution", "{\"dimensions\": \(given)}")
    #expect(refusal.hasPrefix("VALIDATION_ERROR") && refusal.contains(message), "\(refusal)")
  }
}
