import Foundation
import JSON
import Testing

@testable import Worker

@Suite("What is stored of providers' pages")
struct CollectedPagesTests {
  typealias Harness = CollectorHarness
  private static func one(_ hour: Int, _ groups: [String: Int]) -> (hour: Int, groups: [String: Int]) { (hour, groups) }

  @Test("a bucket that goes on in the next page keeps the groups of both (S3-05)")
  func split() throws {
    let harness = try Harness()
    let pages = [
      Harness.page([Self.one(0, ["a": 10]), Self.one(1, ["a": 20])], next: "p2"), Harness.page([Self.one(1, ["b": 30]), Self.one(2, ["a": 40])]),
    ]
    let first = try harness.collect(pages)
    #expect(first.at("accepted") == 4 && first.at("removed") == 0 && first.at("requests") == 2, "\(first.text())")
    let again = try harness.collect(pages)
    #expect(again.at("accepted") == 0 && again.at("unchanged") == 4 && again.at("removed") == 0 && again.at("changed") == 0, "\(again.text())")
    #expect(harness.provider.asked.last?.contains("&page=p2") == true)
    // Without the one of the first page, that alone is gone.
    let fewer = try harness.collect([Harness.page([Self.one(0, ["a": 10]), Self.one(1, [:])], next: "p2"), pages[1]])
    #expect(fewer.at("removed") == 1 && fewer.at("changed") == 0, "\(fewer.text())")
    #expect(try harness.tokens() == ["2026-10-08T00:00:00Z a 10", "2026-10-08T01:00:00Z b 30", "2026-10-08T02:00:00Z a 40"])
  }

  @Test("a bucket that is fetched with other figures says them, keeps who it was allotted to, and the audit log tells it")
  func changed() throws {
    let harness = try Harness()
    _ = try harness.collect([Harness.page([Self.one(0, ["a": 1_000, "b": 5])])])
    let id = try #require(try harness.costs.events().first { $0.at("prompt_tokens") == 1_000 }?.at("id").string)
    _ = try harness.costs.call("usage/amend", #"{"id": "\#(id)", "changes": {"team": "Research"}}"#)
    _ = try harness.costs.call("budget/set", #"{"budget_id": "b", "daily_limit_usd": 100}"#)
    let late = try harness.collect([Harness.page([Self.one(0, ["a": 3_000, "b": 5])])])
    #expect(late.at("changed") == 1 && late.at("unchanged") == 1 && late.at("cost_change_usd").text() == "0.006", "\(late.text())")
    let event = try #require(try harness.costs.events().first { $0.at("id").string == id })
    #expect(event.at("cost_usd").text() == "0.009" && event.at("team") == "Research", "\(event.text())")
    let entry = try harness.costs.call("audit/list", #"{"action": "collectors/anthropic"}"#).at("entries.0")
    #expect(entry.text().contains("cost_usd_before") && entry.text().contains("0.003") && entry.text().contains("0.009"), "\(entry.text())")
    #expect(try harness.costs.call("system/verify").at("ok") == true)
    #expect(try harness.collect([Harness.page([Self.one(0, ["a": 3_000, "b": 5])])]).at("unchanged") == 2)
  }

  @Test("hours take the place of a day that was imported, and a day of tracked calls is left out")
  func others() throws {
    let harness = try Harness()
    let daily = Harness.page([]).replacingOccurrences(
      of: #""data": []"#,
      with: #""data": [{"starting_at": "2026-10-08T00:00:00Z", "ending_at": "2026-10-09T00:00:00Z", "results": [{"model": "claude-sonnet-4-5", "uncached_input_tokens": 99, "output_tokens": 0}]}]"#)
    #expect(try harness.costs.importing(daily, "anthropic_usage").at("accepted") == 1)
    _ = try harness.costs.call("usage/track", #"{"id": "call", "provider": "anthropic", "model": "claude-sonnet-4-5", "prompt_tokens": 7, "timestamp": "2026-10-09T03:00:00Z"}"#)
    let found = try harness.collect([Harness.page([Self.one(1, ["a": 10]), Self.one(26, ["a": 20])])])
    #expect(found.at("accepted") == 1 && found.at("removed") == 1 && found.at("skipped_days").array == ["2026-10-09"], "\(found.text())")
    #expect(try harness.tokens() == ["2026-10-08T01:00:00Z a 10", "2026-10-09T03:00:00Z call 7"])
  }

  @Test("a result that cannot be read is told, and nothing is taken for gone")
  func unreadable() throws {
    let harness = try Harness()
    let whole = Harness.page([Self.one(0, ["a": 10, "b": 20])])
    _ = try harness.collect([whole])
    let broken = try harness.collect([whole.replacingOccurrences(of: "\"uncached_input_tokens\": 20", with: "\"uncached_input_tokens\": -20")])
    #expect(broken.at("rejected_count") == 1 && broken.at("removed") == 0 && broken.at("rejected.0.stream") == "usage", "\(broken.text())")
    #expect(try harness.tokens().count == 2)
  }

  @Test("two organizations with the same groups stay apart")
  func organizations() throws {
    let harness = try Harness()
    _ = try harness.costs.call("credentials/set", #"{"provider": "anthropic", "name": "second", "reference": "env:KEY"}"#)
    let both = try harness.collect([Harness.page([Self.one(0, ["a": 10])])])
    #expect(both.at("accepted") == 2 && both.at("credentials").array?.count == 2, "\(both.text())")
    // What only one of them lost is taken from that one.
    let one = try harness.collect([Harness.page([Self.one(0, [:])])], #""start": "2026-10-08", "credential": "second""#)
    #expect(one.at("removed") == 1, "\(one.text())")
    #expect(try harness.costs.events().compactMap { $0.at("id").string }.allSatisfy { !$0.contains("@second") })
  }

  @Test(
    "answers that are none are refused, tried again, and end as PROVIDER_UNAVAILABLE",
    arguments: [
      "{}", "[]", "7", "not json", #"{"data": [{"starting_at": "then", "results": []}]}"#, #"{"data": [], "has_more": true}"#,
      #"{"data": [], "has_more": true, "next_page": "same"}"#,
    ])
  func nonsense(page: String) throws {
    let harness = try Harness()
    harness.provider.answer([page])
    let answer = try harness.costs.call("collectors/run", #"{"provider": "anthropic"}"#)
    #expect(answer.at("state") == "queued", "\(answer.text())")
    let job = try harness.costs.call("jobs/get", #"{"job_id": "\#(answer.at("job_id").string ?? "")"}"#)
    #expect(job.at("error.code") == "PROVIDER_UNAVAILABLE", "\(job.text())")
    #expect(try harness.costs.events().isEmpty)
  }

  @Test("windows that cannot be are refused at once", arguments: [#""start": "2026-01-01""#, #""start": "2026-10-09", "end": "2026-10-08""#, #""start": "soon""#, #""days": 91"#, #""start": "2026-10-08", "days": 3"#, #""api": "legacy""#, #""credential": "none""#])
  func windows(members: String) throws {
    let refusal = try Harness().costs.refusal("collectors/run", #"{"provider": "anthropic", \#(members)}"#)
    #expect(refusal.hasPrefix("VALIDATION_ERROR") || refusal.hasPrefix("NOT_FOUND"), "\(refusal)")
  }

  @Test("a page is read without being stored (S3-15)", arguments: [
    ("anthropic", "providers/anthropic_usage_report_messages.json", 2), ("openai", "providers/openai_usage_completions.json", 1),
  ])
  func test(provider: String, file: String, count: Int) throws {
    guard ImportFixture.isThere(file) else { return }
    let harness = try Harness()
    let page = try ImportFixture.read(file)
    let told = try harness.costs.call("collectors/test", #"{"provider": "\#(provider)", "page": \#(page)}"#)
    #expect(told.at("event_count").int64 == Int64(count) && told.at("stored") == false && told.at("events").array?.count == count, "\(told.text())")
    #expect(try harness.costs.events().isEmpty && harness.provider.asked.isEmpty)
  }
}
