import CostModel
import JSON
import Testing

@testable import Worker

@Suite("cost/trends")
struct CostTrendsTests {
  typealias Event = CostHarness.Event

  @Test(
    "periods add up to the total however the window is cut",
    arguments: ["UTC", "Asia/Kolkata", "Asia/Kathmandu", "America/New_York", "Europe/Berlin"], ["hour", "day", "week", "month"])
  func addsUp(zone: String, granularity: String) throws {
    let harness = try CostHarness()
    try harness.track(CostAttributionTests.mixed())
    for more in ["", #", "model": "m-2""#, #", "start": "2026-03-07T23:59:59.5Z", "end": "2026-03-28T03:33:00Z""#] {
      let answer = try harness.call("cost/trends", "{\"days\": 45, \"granularity\": \"\(granularity)\", \"time_zone\": \"\(zone)\"\(more)}")
      #expect(answer.at("total_cost_usd").nanos > 0)
      #expect(answer.at("trends").sum("total_cost_usd") == answer.at("total_cost_usd").nanos)
    }
  }

  @Test("days show cost, calls and the mean of seven; the trend is told")
  func days() throws {
    let harness = try CostHarness(now: "2026-03-10T12:00:00Z")
    try harness.track((1...10).map { day in
      Event(at: "2026-03-\(day < 10 ? "0" : "")\(day)T08:00:00Z", nanos: Int64(day) * 1_000_000_000, numbers: [.callCount: 2])
    })
    let answer = try harness.call("cost/trends", #"{"days": 10}"#)
    #expect(
      answer.at("trends").rows("period", "total_cost_usd", "query_count", "cost_ma").suffix(3) == [
        "2026-03-08 8 2 5", "2026-03-09 9 2 6", "2026-03-10 10 2 7",
      ])
    #expect(answer.at("trends").rows("cost_ma").prefix(3) == ["1", "1.5", "2"])
    #expect(answer.at("trend_analysis.trend_direction") == "increasing")
    #expect(answer.at("trend_analysis.trend_percentage").text() == "181.818182")
    #expect(answer.at("trend_analysis.confidence") == 1)
    #expect(answer.at("query_params.granularity") == "day")
    #expect(answer.at("query_params.window.end") == "2026-03-10T12:00:00.000001Z")
  }

  @Test("each day holds what its own zone's calendar says", arguments: ["Asia/Kathmandu", "America/New_York", "Pacific/Apia", "Australia/Lord_Howe"])
  func oracle(zone: String) throws {
    let harness = try CostHarness(now: "2026-04-10T12:00:00Z")
    let events = (0..<2_000).map { Event(at: Timestamp(seconds: 1_772_000_000 + Int64($0) * 1_733).rfc3339, nanos: Int64($0 + 1)) }
    try harness.track(events)
    let rules = try harness.services.zone(zone).rules
    var days: [String: Int64] = [:]
    for event in events {
      let instant = try #require(Timestamp(rfc3339: event.at))
      days[rules.civilDate(of: instant).description, default: 0] += event.nanos
    }
    let rows = try harness.call("cost/trends", "{\"days\": 60, \"time_zone\": \"\(zone)\"}").at("trends").array ?? []
    #expect(rows.count == 60)
    for row in rows { #expect(row.at("total_cost_usd").nanos == Int128(days[row.at("period").string ?? ""] ?? 0)) }
    #expect(rows.reduce(0) { $0 + $1.at("total_cost_usd").nanos } == events.reduce(0) { $0 + Int128($1.nanos) })
  }

  @Test("means round to the nano-dollar, half to even")
  func meansRound() {
    let costs = [1, 0, 1, 1].map { Money(nanos: $0) }
    #expect(CostTrends.movingAverages(costs, over: 2).map(\.nanos) == [1, 0, 0, 1])
    #expect(CostTrends.movingAverages([], over: 7).isEmpty)
  }

  @Test("weeks begin on Monday and months on the first, even before the window")
  func labels() throws {
    let harness = try CostHarness()
    let weeks = try harness.call("cost/trends", #"{"start": "2026-03-01", "end": "2026-03-10", "granularity": "week"}"#)
    #expect(weeks.at("trends").rows("period", "total_cost_usd") == ["2026-02-23 0", "2026-03-02 0", "2026-03-09 0"])
    let months = try harness.call("cost/trends", #"{"start": "2026-01-31", "end": "2026-03-01T00:00:00.000001Z", "granularity": "month"}"#)
    #expect(months.at("trends").rows("period") == ["2026-01-01", "2026-02-01", "2026-03-01"])
    #expect(months.at("trend_analysis").text() == #"{"trend_percentage":0,"trend_direction":"stable","confidence":0}"#)
  }

  @Test("the hour that comes twice is two periods, the one left out is none")
  func clocks() throws {
    let harness = try CostHarness()
    try harness.track([
      Event(at: "2026-11-01T05:30:00Z", nanos: 1), Event(at: "2026-11-01T06:30:00Z", nanos: 2),
    ])
    let autumn = try harness.call(
      "cost/trends", #"{"start": "2026-11-01", "end": "2026-11-02", "granularity": "hour", "time_zone": "America/New_York"}"#)
    #expect(autumn.at("trends").array?.count == 25)
    #expect(
      autumn.at("trends").rows("period", "total_cost_usd")[1...2] == [
        "2026-11-01T01:00:00-04:00 0.000000001", "2026-11-01T01:00:00-05:00 0.000000002",
      ])
    let spring = try harness.call(
      "cost/trends", #"{"start": "2026-03-08", "end": "2026-03-09", "granularity": "hour", "time_zone": "America/New_York"}"#)
    #expect(spring.at("trends").array?.count == 23)
  }

  @Test("absurd instants and windows are answered or refused, never fatal")
  func extremes() throws {
    let harness = try CostHarness()
    for params in [
      #"{"as_of": "0001-01-01T00:00:00Z", "time_zone": "America/New_York"}"#, #"{"as_of": "9999-12-31T23:59:59.999999Z", "days": 3660, "granularity": "hour"}"#,
      #"{"start": "0001-01-01", "end": "0001-01-02", "time_zone": "Asia/Kolkata"}"#, #"{"start": "9999-12-31", "granularity": "month", "end": "9999-12-31T23:59:59Z"}"#,
      #"{"start": "2011-12-29", "end": "2012-01-01", "time_zone": "Pacific/Apia"}"#, #"{"end": "2026-01-01"}"#,
    ] {
      let answer = harness.refusal("cost/trends", params)
      #expect(answer.hasPrefix("answered") || answer.hasPrefix("VALIDATION_ERROR"), "\(answer.prefix(200))")
    }
  }
}

@Suite("cost/comparePeriods")
struct CostComparePeriodsTests {
  typealias Event = CostHarness.Event

  @Test("two periods, their dates, averages and change")
  func compares() throws {
    let harness = try CostHarness(now: "2026-03-31T12:00:00Z")
    try harness.track([
      Event(at: "2026-03-31T11:00:00Z", nanos: 30_000_000_000), Event(at: "2026-03-31T13:00:00Z", nanos: 999),
      Event(at: "2026-03-02T00:00:00Z", nanos: 6_000_000_000), Event(at: "2026-03-01T23:59:59.999999Z", nanos: 24_000_000_000),
      Event(at: "2026-02-20T00:00:00Z", nanos: 1_000_000_000), Event(at: "2026-02-19T23:59:59Z", nanos: 5), 
    ])
    let answer = try harness.call("cost/comparePeriods", #"{"previous_days": 10}"#)
    #expect(
      answer.at("comparison").text()
        == #"{"current_period":{"start_date":"2026-03-02","end_date":"2026-03-31","total_cost_usd":36,"daily_avg_cost_usd":1.2},"#
        + #""previous_period":{"start_date":"2026-02-20","end_date":"2026-03-01","total_cost_usd":25,"daily_avg_cost_usd":2.5},"#
        + #""change":{"absolute_usd":11,"percent":44,"daily_avg_absolute_usd":-1.3,"daily_avg_percent":-52}}"#)
    #expect(answer.at("query_params").text() == #"{"current_days":30,"previous_days":10,"as_of":"2026-03-31T12:00:00Z","time_zone":"UTC"}"#)
    #expect(answer.at("data_quality.unpriced_events") == 0)
  }

  @Test("percentages are null when there was nothing before")
  func nothingBefore() throws {
    let harness = try CostHarness()
    try harness.track([Event(at: "2026-03-31T11:00:00Z", nanos: 5, texts: [.user: "a"]), Event(at: "2026-03-30T11:00:00Z", nanos: 5)])
    let answer = try harness.call("cost/comparePeriods", #"{"current_days": 1, "previous_days": 3660, "user_email": "a"}"#)
    #expect(answer.at("comparison.change.percent") == .null)
    #expect(answer.at("comparison.change.daily_avg_percent") == .null)
    #expect(answer.at("comparison.change.absolute_usd").nanos == 5)
  }

  @Test("days are those of the zone, a change of the clocks between them")
  func zone() throws {
    let harness = try CostHarness()
    try harness.track([Event(at: "2026-03-28T22:59:59Z", nanos: 1), Event(at: "2026-03-28T23:00:00Z", nanos: 2), Event(at: "2026-03-29T22:00:00Z", nanos: 4)])
    let answer = try harness.call(
      "cost/comparePeriods", #"{"current_days": 1, "previous_days": 1, "as_of": "2026-03-30T10:00:00+02:00", "time_zone": "Europe/Berlin"}"#)
    #expect(answer.at("comparison.current_period.total_cost_usd").nanos == 4)
    #expect(answer.at("comparison.previous_period").text() == #"{"start_date":"2026-03-29","end_date":"2026-03-29","total_cost_usd":0.000000002,"daily_avg_cost_usd":0.000000002}"#)
  }

  @Test("the beginning of the calendar is answered")
  func beginning() throws {
    for zone in ["UTC", "America/New_York", "Asia/Kolkata"] {
      let answer = try CostHarness().refusal("cost/comparePeriods", "{\"as_of\": \"0001-01-01T00:00:00Z\", \"time_zone\": \"\(zone)\"}")
      #expect(answer.hasPrefix("answered"))
    }
  }

  @Test("another currency takes each period's own rate, and is an error without one")
  func currency() throws {
    let harness = try CostHarness()
    #expect(harness.refusal("cost/comparePeriods", #"{"currency": "EUR"}"#).hasPrefix("NOT_FOUND"))
  }
}

@Suite("cost/expensiveQueries")
struct CostExpensiveQueriesTests {
  typealias Event = CostHarness.Event

  @Test("the dearest come first, with what may be saved and why")
  func lists() throws {
    let harness = try CostHarness()
    try harness.track([
      Event(at: "2026-03-30T10:00:00Z", nanos: 5_000_000, texts: [.id: "cheap"]),
      Event(
        at: "2026-03-30T10:00:00.5Z", nanos: 25_670_000_000,
        texts: [.id: "star", .user: "a@x.io", .queryText: "SELECT * FROM `p.d.t`", .provider: "bigquery", .operation: "SELECT"],
        numbers: [.bytesProcessed: 1_256_789_012, .bytesBilled: 1_256_789_012]),
      Event(at: "2026-03-30T10:00:00Z", nanos: 60_000_000, texts: [.id: "sorted", .pattern: "select a from d.t where b = ? order by a"]),
      Event(
        at: "2026-03-30T10:00:00Z", nanos: 70_000_000, texts: [.id: "prompt", .provider: "openai", .model: "gpt-4o"],
        numbers: [.promptTokens: 20_000, .totalTokens: 20_100], flags: .failed),
      Event(at: "2026-03-30T10:00:00Z", nanos: 5_000_000, texts: [.id: "also cheap"]),
    ])
    let answer = try harness.call("cost/expensiveQueries", #"{"limit": 4}"#)
    let rows = answer.at("queries")
    #expect(
      rows.rows("query_id", "user_email", "estimated_cost_usd", "bytes_processed", "query_text", "optimization_potential", "reasons") == [
        #"star a@x.io 25.67 1256789012 SELECT * FROM `p.d.t` high ["select_star","missing_where"]"#,
        #"prompt null 0.07 null null high ["long_prompt_without_cache","error_with_cost"]"#,
        #"sorted null 0.06 null null medium ["order_by_without_limit"]"#, "cheap null 0.005 null null low []",
      ])
    #expect(rows.rows("creation_time", "provider", "model", "operation", "total_tokens")[0] == "2026-03-30T10:00:00.500Z bigquery null SELECT 0")
    #expect(answer.at("total_cost_usd").nanos == 25_810_000_000)
  }

  @Test("an empty ledger has none, and a limit out of range is refused")
  func bounds() throws {
    let harness = try CostHarness()
    #expect(try harness.call("cost/expensiveQueries").at("queries") == [])
    #expect(harness.refusal("cost/expensiveQueries", #"{"limit": 1001}"#) == "VALIDATION_ERROR: params.limit: expected an integer from 1 to 1000, got 1001")
  }
}

@Suite("cost/summary by name")
struct CostSummaryNamesTests {
  @Test("events without a model and those of a model called unknown are one member")
  func unknown() throws {
    let harness = try CostHarness()
    try harness.track([
      .init(at: "2026-03-30T10:00:00Z", nanos: 1), .init(at: "2026-03-30T10:00:00Z", nanos: 2, texts: [.model: "unknown"]),
    ])
    #expect(try harness.call("cost/summary").at("summary.cost_by_model").text() == #"{"unknown":0.000000003}"#)
  }
}
