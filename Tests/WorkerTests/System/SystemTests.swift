import CostModel
import Foundation
import JSON
import JSONRPC
import Testing

@testable import Store
@testable import Worker

@Suite("usage/performance, health/check and system/*")
struct SystemTests {
  typealias Event = CostHarness.Event

  static let events: [Event] = [
    Event(
      at: "2026-03-31T11:40:00Z", nanos: 2_000_000_000, texts: [.model: "gpt-4o", .category: "pathway"],
      numbers: [.callCount: 4, .errorCount: 1, .totalTokens: 100, .responseTime: 1_250_000]),
    Event(at: "2026-03-31T12:00:00Z", nanos: 1_000_000_000, texts: [.model: "gpt-4o-mini"], numbers: [.totalTokens: 20, .responseTime: 250_500]),
    Event(at: "2026-03-31T12:00:00.000001Z", nanos: 99, texts: [.model: "later"]),
    Event(at: "2026-03-31T01:00:00Z", nanos: 500_000_000, texts: [.model: "gpt-4o"]),
    Event(at: "2026-03-30T23:59:59Z", nanos: 7, texts: [.model: "gpt-4o"], numbers: [.responseTime: 9_000_000]),
  ]

  @Test("the hour and the day so far, and their breakdowns")
  func performance() throws {
    let harness = try CostHarness(now: "2026-03-31T12:00:00Z")
    try harness.track(Self.events)
    let answer = try harness.call("usage/performance")
    #expect(
      answer.at("current_hour").text()
        == #"{"total_calls":1,"successful_calls":1,"failed_calls":0,"total_cost":1,"avg_cost_per_call":1,"total_tokens":20,"avg_tokens_per_call":20,"avg_response_time_ms":250.5,"error_rate_percent":0}"#)
    #expect(
      answer.at("current_day").text()
        == #"{"total_calls":6,"successful_calls":5,"failed_calls":1,"total_cost":3.5,"avg_cost_per_call":0.583333333,"total_tokens":120,"avg_tokens_per_call":20,"avg_response_time_ms":750.25,"error_rate_percent":16.666667}"#)
    #expect(
      answer.at("model_breakdown").text()
        == #"{"gpt-4o":{"total_calls":5,"total_cost":2.5,"success_rate":80},"gpt-4o-mini":{"total_calls":1,"total_cost":1,"success_rate":100}}"#)
    #expect(
      answer.at("category_breakdown").text()
        == #"{"pathway":{"total_calls":4,"total_cost":2,"avg_cost_per_call":0.5},"unknown":{"total_calls":2,"total_cost":1.5,"avg_cost_per_call":0.75}}"#)
    #expect(answer.at("response_time_ms").text() == #"{"p50":250.5,"p95":1250,"p99":1250,"mean":750.25}"#)
    #expect(answer.at("window") == answer.at("current_day"))
    let wide = try harness.call("usage/performance", #"{"days": 2, "model": "gpt-4o"}"#)
    #expect(wide.at("response_time_ms.p99") == 9_000)
    #expect(wide.at("current_hour.total_calls") == 0)
  }

  // 12:15Z is 17:45 in Kolkata, whose hour began at 11:30Z, and 18:00 in Kathmandu.
  @Test("the hour of a zone with an odd offset, and as_of", arguments: [("Asia/Kolkata", 6), ("Asia/Kathmandu", 0), ("UTC", 2)])
  func hour(zone: String, calls: Int64) throws {
    let harness = try CostHarness()
    try harness.track(Self.events)
    let answer = try harness.call("usage/performance", "{\"as_of\": \"2026-03-31T12:15:00Z\", \"time_zone\": \"\(zone)\"}")
    #expect(answer.at("current_hour.total_calls").int64 == calls)
  }

  @Test("an empty ledger has zeros and no times")
  func empty() throws {
    let answer = try CostHarness().call("usage/performance")
    #expect(answer.at("response_time_ms").text() == #"{"p50":null,"p95":null,"p99":null,"mean":null}"#)
    #expect(answer.at("current_day.avg_cost_per_call") == 0)
    #expect(answer.at("model_breakdown").text() == "{}")
  }

  @Test("all is well in a sound worker")
  func healthy() throws {
    let answer = try CostHarness().call("health/check")
    #expect(answer.at("status") == "healthy")
    #expect(answer.at("version").string == workerVersion)
    #expect(answer.at("timestamp") == "2026-03-31T12:00:00Z")
    #expect(answer.at("uptime_seconds") == 50)
    #expect(answer.at("request_count") == 1)
    #expect(answer.at("components").members?.map(\.name) == ["database_read", "database_write", "prices", "time_zones", "clock", "budget_manager", "circuit_breaker_manager", "alert_system", "real_time_monitor", "cost_persistence", "api_metrics_logger"])
    #expect(answer.at("components.cost_persistence") == true)
  }

  @Test("a clock and zones that fail make it degraded")
  func degraded() throws {
    let harness = try CostHarness(now: "1970-01-01T00:00:00Z") { $0.zone = { _ in nil } }
    let answer = try harness.call("health/check")
    #expect(answer.at("status") == "degraded")
    #expect(answer.at("components.clock.status") == "degraded")
    #expect(answer.at("components.time_zones.status") == "degraded")
  }

  private func onDisk(_ body: (CostHarness, String) throws -> Void) throws {
    let folder = NSTemporaryDirectory() + "costwire-reads-" + UUID().uuidString
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let path = folder + "/ledger.db"
    let harness = try CostHarness(path: path)
    try harness.track(Self.events)
    try body(harness, path)
    harness.services.close()
    harness.ledger.close()
  }

  @Test("a database that is gone or broken is told, not failed on")
  func broken() throws {
    try onDisk { harness, path in
      #expect(try harness.call("health/check").at("components.database_write.status") != "unhealthy")
      #expect(try harness.call("system/performance").at("database_performance").text().contains(#""connection_pool_usage":1,"total_connections":2"#))
      #expect(try (harness.call("system/performance").at("system_resources.disk_usage_mb").double ?? 0) > 0.05)
      try FileManager.default.removeItem(atPath: path)
      let gone = try harness.call("health/check")
      #expect(gone.at("status") == "unhealthy")
      #expect(gone.at("components.database_write.detail") == "The database's file is gone")
      #expect(gone.at("components.cost_persistence") == false)
      harness.services.close()
      let closed = try harness.call("health/check")
      #expect(closed.at("components.database_read.status") == "unhealthy")
    }
  }

  @Test("the load of the hour and what the process uses")
  func systemPerformance() throws {
    let harness = try CostHarness()
    try harness.track(Self.events)
    let answer = try harness.call("system/performance", #"{"as_of": "2026-03-31T11:50:00Z"}"#)
    #expect(answer.at("current_hour").text() == #"{"total_calls":4,"avg_response_time_ms":1250,"error_rate_percent":25,"throughput_per_minute":0.08}"#)
    #expect(answer.at("system_resources").text() == #"{"memory_usage_mb":3,"cpu_usage_percent":10,"disk_usage_mb":0}"#)
    #expect(answer.at("database_performance").text() == #"{"avg_query_time_ms":0,"connection_pool_usage":1,"total_connections":1}"#)
    #expect(try harness.call("system/performance", #"{"as_of": "2026-03-31T12:00:00Z"}"#).at("current_hour.throughput_per_minute") == 1)
  }

  @Test("a sound ledger verifies, one whose roll-ups were changed does not")
  func verify() throws {
    let harness = try CostHarness()
    try harness.track(Self.events)
    let sound = try harness.call("system/verify")
    #expect(sound.at("ok") == true)
    #expect(sound.at("events") == 5)
    #expect(sound.at("total_cost_usd").nanos == 3_500_000_106)
    #expect(sound.at("data_quality.unpriced_events") == 0)
    try harness.ledger.connection.execute("UPDATE rollups SET cost_nanos = cost_nanos + 1 WHERE grain = 1 AND dimension = 0")
    let changed = try harness.call("system/verify")
    #expect(changed.at("ok") == false)
    #expect(changed.at("difference_count") == 2)
    #expect(changed.at("differences").array?.count == 2)
    try harness.ledger.connection.execute("UPDATE blocks SET head = x'05'")
    let damaged = try harness.call("system/verify")
    #expect(damaged.at("ok") == false)
    #expect(damaged.at("integrity").array?.count == 1, "\(damaged.text())")
    #expect(damaged["data_quality"] == nil)
  }

  @Test("SQLite itself stops when asked to")
  func interrupts() throws {
    let harness = try CostHarness()
    let reader = LedgerReader(sharing: harness.ledger)
    #expect {
      try reader.interruptible(when: { true }) {
        _ = try reader.connection.integer("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000000) SELECT count(*) FROM n")
      }
    } throws: { ($0 as? SQLiteFailure)?.isInterrupted == true }
    #expect(try reader.connection.integer("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000) SELECT count(*) FROM n") == 100_000)
  }

  @Test("every method's example is one that it takes", arguments: AllMethods.list.map(\.name))
  func examples(name: String) throws {
    let harness = try CostHarness()
    let method = try #require(AllMethods.list.first { $0.name == name })
    let answer = harness.refusal(name, method.example)
    let known = ["answered", "NOT_FOUND", "INSUFFICIENT_DATA"]
    // What this ledger, and this machine, cannot be asked: a file that no test is to write, a provider without a credential.
    let others = ["system/backup": "VALIDATION_ERROR: params.path", "collectors/run": "CONFIGURATION_ERROR", "collectors/backfill": "CONFIGURATION_ERROR"]
    #expect(known.contains { answer.hasPrefix($0) } || others[name].map { answer.hasPrefix($0) } == true, "\(answer)")
  }
}
