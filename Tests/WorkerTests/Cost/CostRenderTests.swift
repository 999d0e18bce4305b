import Charts
import CostModel
import JSON
import Testing

@testable import Store
@testable import Worker

@Suite("cost/render")
struct CostRenderTests {
  typealias Event = CostHarness.Event

  private static let hostile = [
    "</svg><script>alert(1)</script>", "a|b`c`\n# d [e](f)", "\u{1B}[2J\u{7}x", "\u{202E}moc.elpmaxe", "שלום", "漢字", String(repeating: "x", count: 4_000),
  ]
  private static let window = #""start": "2026-01-01", "end": "2026-04-01""#

  /// Two quarters of working weeks with a runaway on one day, by users and models of strange names.
  private static func quarters() throws -> CostHarness {
    let harness = try CostHarness(now: "2026-04-02T12:00:00Z")
    let first = try #require(CivilDate("2025-10-01"))
    try harness.track((0..<182).flatMap { day -> [Event] in
      let date = first.adding(days: day)
      let cost: Int64 = date.isoWeekday > 5 ? 1_000_000_000 : 5_000_000_000
      return hostile.enumerated().map { user, name in
        Event(
          at: "\(date)T09:00:00Z", nanos: (date.description == "2026-03-18" && user == 0 ? 90_000_000_000 : cost) / Int64(user + 1) + Int64(day),
          texts: [.user: name, .model: "model-\(user % 3)"], numbers: [.totalTokens: Int64(100 << user)])
      }
    })
    // What nobody knows the price of.
    try harness.track([Event(at: "2026-03-20T09:00:00Z", nanos: 0, texts: [.model: "unknown"], flags: .unpriced)])
    return harness
  }

  private static func render(_ harness: CostHarness, _ params: String) throws -> String {
    try #require(try harness.call("cost/render", "{\(params)}").at("text").string)
  }

  @Test("every view is drawn in every format, with its media type, and the same bytes again", arguments: CostRender.View.allCases)
  func everything(view: CostRender.View) throws {
    let harness = try Self.quarters()
    for (format, type, start) in [
      ("svg", "image/svg+xml", "<svg xmlns="), ("html", "text/html", "<!DOCTYPE html>"), ("markdown", "text/markdown", "# "), ("text", "text/plain", ""),
    ] {
      let params = "{\"view\": \"\(view.rawValue)\", \"format\": \"\(format)\", \(Self.window)}"
      let answer = try harness.call("cost/render", params)
      #expect(answer.at("media_type").string == type && answer.at("view").string == view.rawValue && answer.at("format").string == format)
      let text = try #require(answer.at("text").string)
      #expect(text.hasPrefix(start) && text.hasSuffix("\n"))
      #expect(text.contains("USD") && text.contains("UTC"))
      // The event that nobody knows the price of has no user either, but is in every total.
      #expect(answer.at("data_quality.unpriced_events") == 1)
      #expect(text.contains("1 event has no price"))
      #expect(answer.at("query_params.window.time_zone").string == "UTC")
      #expect(try harness.text("cost/render", params) == harness.text("cost/render", params))
      // A terminal and code in Markdown show elements as they are.
      if format == "svg" || format == "html" { #expect(!text.contains("<script")) }
      for bad in ["\u{1B}", "\u{202E}", "\u{7}", String(repeating: "x", count: 100)] { #expect(!text.contains(bad), "\(format)") }
    }
  }

  @Test("the HTML asks nobody for anything")
  func selfContained() throws {
    let html = try Self.render(try Self.quarters(), Self.window)
    for word in ["http:", "https:", "url(", "src=", "href", "@import", "<link", "javascript:"] { #expect(!html.contains(word), "\(word)") }
    #expect(html.contains(#"content="default-src 'none'; style-src 'unsafe-inline'""#))
    for word in ["<meta charset=\"utf-8\">", "prefers-color-scheme:dark", "role=\"img\"", "<desc id=", "<details"] { #expect(html.contains(word), "\(word)") }
  }

  @Test("the figures are those of the methods")
  func figures() throws {
    let harness = try Self.quarters()
    let html = try Self.render(harness, Self.window + #", "limit": 3"#)
    func cell(_ value: JSONValue) -> String { "<td class=\"n\">" + Digits.dollars(nanos: value.nanos) + "</td>" }
    let trends = try harness.call("cost/trends", "{\(Self.window)}")
    #expect(html.contains("<p class=\"said\">" + Digits.dollars(nanos: trends.at("total_cost_usd").nanos) + " in all."))
    for row in trends.at("trends").array ?? [] {
      #expect(html.contains("<bdi>\(row.at("period").string ?? "")</bdi></td>" + cell(row.at("total_cost_usd"))))
      #expect(html.contains(cell(row.at("cost_ma"))))
    }
    let forecast = try harness.call("cost/forecast", #"{"as_of": "2026-03-31T23:59:59.999999Z"}"#)
    #expect(forecast.at("forecast.forecast.0.date") == "2026-04-01")
    for row in forecast.at("forecast.forecast").array ?? [] {
      let cells = ["forecasted_cost_usd", "lower_bound_80", "upper_bound_80", "lower_bound_95", "upper_bound_95"].map { cell(row.at($0)) }
      #expect(html.contains("<bdi>\(row.at("date").string ?? "")</bdi></td>" + cells.joined()))
    }
    let anomalies = try harness.call("cost/anomalies", "{\(Self.window)}").at("anomalies.daily_anomalies")
    #expect(anomalies.rows("date") == ["2026-03-18"])
    #expect(html.contains("<bdi>2026-03-18</bdi></td>" + cell(anomalies.at("0.total_cost_usd")) + cell(anomalies.at("0.expected_cost_usd"))))
    let users = try harness.call("cost/attribution", "{\(Self.window), \"dimensions\": [\"user\", \"model\"], \"limit\": 3}")
    for row in (users.at("attribution.cost_by_user").array ?? []) + (users.at("attribution.cost_by_model").array ?? []) {
      #expect(html.contains(cell(row.at("estimated_cost_usd"))))
    }
    #expect(html.contains("all others"))
    let clusters = try harness.call("cost/clusters", "{\(Self.window), \"n_clusters\": \"auto\"}")
    for row in clusters.at("clusters.cluster_profiles").array ?? [] {
      #expect(html.contains(cell(row.at("avg_cost_usd")) + cell(row.at("total_cost_usd"))))
    }
  }

  @Test("an overview says what has too little data, a view alone refuses")
  func tooLittle() throws {
    let harness = try CostHarness()
    for format in ["svg", "html", "markdown", "text"] {
      let empty = try harness.call("cost/render", "{\"format\": \"\(format)\"}").at("text").string
      #expect(empty?.contains("A forecast by the day needs 14 whole days of data, there are 0.") == true)
      #expect(empty?.contains("3 users are needed for these clusters, there are 0.") == true)
      #expect(empty?.contains("No event of the window has a user.") == true)
    }
    #expect(harness.refusal("cost/render", #"{"view": "forecast"}"#).hasPrefix("INSUFFICIENT_DATA"))
    #expect(harness.refusal("cost/render", #"{"view": "clusters"}"#).hasPrefix("INSUFFICIENT_DATA"))
  }

  @Test(
    "a width is that of an SVG or a text, in its own range",
    arguments: [
      (#""format": "svg", "width": 400"#, "answered"), (#""format": "svg", "width": 319"#, "from 320 to 2000, got 319"),
      (#""format": "text", "width": 60"#, "answered"), (#""format": "text", "width": 241"#, "from 60 to 240, got 241"),
      (#""format": "text", "width": 10"#, "from 60 to 2000, got 10"), (#""width": 400"#, "expected no width, which svg and text alone have, got 400"),
      (#""view": "pie""#, "params.view"), (#""dimensions": "usr""#, "did you mean user"),
    ])
  func widths(params: String, expected: String) throws {
    let harness = try CostHarness()
    #expect(harness.refusal("cost/render", "{\(params)}").contains(expected))
    if expected == "answered", params.contains("svg") { #expect(try Self.render(harness, params).contains("viewBox=\"0 0 400 ")) }
  }

  @Test("a day under way is drawn as one, and hours are told with their zone")
  func partly() throws {
    let harness = try CostHarness(now: "2026-03-31T12:00:00Z", timeZone: "Europe/Berlin")
    try harness.track((1...9).map { Event(at: "2026-03-2\($0)T10:00:00Z", nanos: 7_000_000_000) })
    let whole = try Self.render(harness, #""view": "trends", "start": "2026-03-20", "end": "2026-03-30""#)
    let cut = try Self.render(harness, #""view": "trends", "days": 12"#)
    #expect(!whole.contains("class=\"line cut\"") && cut.contains("class=\"line cut\"") && cut.contains("known in part only"))
    #expect(cut.contains("From 2026-03-20 to 2026-03-31 14:00, time zone Europe/Berlin."))
    let hours = try Self.render(harness, #""view": "trends", "format": "text", "granularity": "hour", "days": 4"#)
    #expect(hours.contains("last column: known in part only"))
    #expect(hours.contains("2026-03-31T12:00:00+02:00") && hours.contains("hours, time zone Europe/Berlin"))
  }

  @Test("a scope and a currency are said")
  func said() throws {
    let harness = try Self.quarters()
    _ = try harness.call("rates/set", #"{"currency": "EUR", "date": "2026-01-01", "rate": 0.5}"#)
    let text = try Self.render(harness, Self.window + #", "view": "attribution", "format": "text", "model": ["model-0", "model-1"], "currency": "EUR""#)
    #expect(text.contains("Only model model-0, model-1."))
    #expect(text.contains("The total is EUR ") && text.contains("at 0.5 for a dollar (rate of 2026-01-01)"))
    #expect(harness.refusal("cost/render", #"{"currency": "CHF"}"#).contains("NOT_FOUND"))
  }
}
