import JSON
import Testing

@testable import CostModel
@testable import JSONRPC
@testable import Store
@testable import Worker

@Suite("prices/reprice")
struct RepriceTests {
  private let worker: CostHarness
  private static let window = #""start": "2026-01-01", "end": "2027-01-01""#

  init() throws {
    worker = try CostHarness(now: "2026-03-31T12:00:00Z", timeZone: "UTC")
    for index in 0..<20 {
      let month = 1 + index % 3
      _ = try worker.call(
        "usage/track",
        #"{"id": "n\#(index)", "model": "new-model", "provider": "x", "prompt_tokens": \#(1_000 * index), "timestamp": "2026-0\#(month)-10T00:00:00Z", "team": "t\#(index % 2)"}"#)
    }
    _ = try worker.call("usage/track", #"{"id": "given", "model": "new-model", "provider": "x", "prompt_tokens": 5, "cost_usd": 5, "timestamp": "2026-03-01T00:00:00Z"}"#)
    _ = try worker.call("usage/track", #"{"id": "known", "model": "gpt-4o", "provider": "openai", "prompt_tokens": 1000, "timestamp": "2026-03-01T00:00:00Z"}"#)
    // What is free by its kind stays so, whatever its bytes would cost.
    _ = try worker.call(
      "usage/track",
      #"{"id": "script", "provider": "bigquery", "timestamp": "2026-03-01T00:00:00Z", "usage": {"job_type": "QUERY", "statement_type": "SCRIPT", "total_bytes_billed": 1099511627776}}"#)
  }

  private func total() throws -> String { try worker.call("cost/summary", "{\(Self.window)}").at("summary.total_cost_usd").text() }

  @Test("heals what had no price, exactly, and keeps both costs on record; a dry run tells the same and changes nothing")
  func heals() throws {
    #expect(try total() == "5.0025")
    #expect(try worker.call("prices/reprice", "{\(Self.window)}").at("changed_events").int64 == 0)
    _ = try worker.call("prices/set", #"{"model": "new-model", "provider": "x", "rates_per_million": {"input": 3}}"#)
    let dry = try worker.call("prices/reprice", #"{\#(Self.window), "dry_run": true}"#)
    #expect(try total() == "5.0025")
    let done = try worker.call("prices/reprice", "{\(Self.window)}")
    // 190,000 tokens at 3 USD a million.
    #expect(try total() == "5.5725")
    for answer in [dry, done] {
      #expect(answer.at("changed_events").int64 == 20 && answer.at("unpriced_events").int64 == 0, "\(answer.text())")
      #expect(answer.at("cost_usd_before").text() == "5.0025" && answer.at("cost_usd_after").text() == "5.5725")
      #expect(answer.at("difference_usd").text() == "0.57" && answer.at("changes").sum("difference_usd") == 570_000_000)
      #expect(answer.at("changes").rows("model", "period", "event_count").first == "new-model 2026-01-01 7")
    }
    let event = try worker.call("usage/get", #"{"id": "n7"}"#)
    #expect(event.at("event.cost_usd").text() == "0.021" && event.at("event.unpriced").bool == false)
    #expect(event.at("repricings").rows("cost_usd_before", "cost_usd_after", "job_id") == ["0 0.021 \(done.at("job_id").string ?? "")"])
    #expect(try worker.call("usage/get", #"{"id": "given"}"#).at("event.cost_usd").text() == "5")
    #expect(try worker.call("usage/get", #"{"id": "script"}"#).at("event.cost_usd").text() == "0")
    #expect(try worker.call("prices/reprice", "{\(Self.window)}").at("changed_events").int64 == 0)
    #expect(try worker.call("audit/list").at("entries").array?.contains { $0.at("action").string == "prices/reprice" } == true)
    #expect(try worker.call("system/verify").at("ok").bool == true)
  }

  @Test("changes the scope that was asked for and no more, and follows a price back down")
  func scope() throws {
    _ = try worker.call("prices/set", #"{"model": "new-model", "provider": "x", "rates_per_million": {"input": 3}}"#)
    let one = try worker.call("prices/reprice", #"{\#(Self.window), "team": "t1", "granularity": "day"}"#)
    #expect(one.at("event_count").int64 == 10 && one.at("changed_events").int64 == 10)
    #expect(one.at("changes").rows("period").first == "2026-01-10")
    // Odd thousands: 100,000 tokens.
    #expect(try total() == "5.3025")
    _ = try worker.call("prices/set", #"{"model": "new-model", "provider": "x", "rates_per_million": {"input": 1}}"#)
    #expect(try worker.call("prices/reprice", "{\(Self.window)}").at("cost_usd_after").text() == "5.1925")
    #expect(try total() == "5.1925")
    #expect(try worker.call("system/verify").at("ok").bool == true)
  }

  @Test("amending when a free job ran does not make its bytes cost")
  func freeStaysFree() throws {
    _ = try worker.call("usage/amend", #"{"id": "script", "changes": {"timestamp": "2026-03-02T00:00:00Z"}}"#)
    #expect(try worker.call("usage/get", #"{"id": "script"}"#).at("event.cost_usd").text() == "0")
  }
}
