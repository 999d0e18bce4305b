import JSON
import Testing

import Store

@testable import Worker

@Suite("The log")
struct LogTests {
  private static func run(_ level: String, notifications: String = "[]") throws -> (lines: [String], told: [JSONValue]) {
    let folder = try TestFolder(), world = try MovedWorld()
    let options = #"{"initializationOptions": {"log_level": "\#(level)", "notifications": \#(notifications)}}"#
    let worker = try WorldWorker(world, database: folder.database, params: options)
    _ = try worker.result("alerts/setChannel", #"{"name": "l", "type": "log"}"#)
    _ = try worker.result("budget/set", #"{"budget_id": "b", "daily_limit_usd": 10, "enforcement": "monitor", "thresholds": [{"percentage": 50}]}"#)
    _ = try worker.result("usage/track", #"{"id": "e", "model": "m", "provider": "p", "cost_usd": 6}"#)
    try worker.deliver { try worker.result("alerts/deliveryStats")["successful_deliveries"]?.int64 == 1 }
    worker.stop()
    return (world.lines, worker.notifications)
  }

  @Test("S3-14: every line has its time and level, and the level says how much there is")
  func levels() throws {
    let all = try Self.run("info").lines
    #expect(all.allSatisfy { $0.hasPrefix("20") && $0.dropFirst(10).first == "T" })
    #expect(all.contains { $0.contains("Z INFO Opened ") && $0.hasSuffix("schema \(LedgerSchema.version)") }, "\(all)")
    #expect(all.contains { $0.contains("Z INFO Job delivery-") }, "\(all)")
    #expect(all.count { $0.contains("Z WARNING Alert: Budget b: 60 %") } == 1, "\(all)")
    let some = try Self.run("warning").lines
    #expect(some.count == 1 && some[0].contains("WARNING Alert"), "\(some)")
    // A channel of the type log was asked for.
    #expect(try Self.run("error").lines.map { $0.contains("WARNING Alert") } == [true])
  }

  @Test("initialize offers every notification that may be asked for")
  func offered() throws {
    let worker = try WorldWorker(try MovedWorld())
    let answer = try worker.result("initialize", #"{"initializationOptions": {"database": ":memory:"}}"#)
    #expect(answer["capabilities"]?["notifications"] == ["window/logMessage", "alerts/raised", "jobs/changed"], "\(answer.text())")
  }

  @Test("a client that asked for window/logMessage hears the same")
  func client() throws {
    let told = try Self.run("warning", notifications: #"["window/logMessage"]"#).told
    #expect(told.map { $0["method"]?.string } == ["window/logMessage"])
    #expect(told.first?["params"]?["type"]?.int64 == 2 && told.first?["params"]?["message"]?.string?.hasPrefix("Alert: Budget b") == true)
    #expect(try Self.run("warning").told.isEmpty)
  }
}

