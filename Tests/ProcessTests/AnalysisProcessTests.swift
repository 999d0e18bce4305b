import Foundation
import JSON
import Testing

@Suite("Analyses survive their worker", .waiting, .serialized)
struct AnalysisProcessTests {
  private func open(_ database: String, _ hooks: HookReceiver) throws -> WorkerProcess {
    let worker = try WorkerProcess(
      database: database,
      environment: [
        "COSTWIRE_LEASE_MS": "500", "COSTWIRE_RETRY_MS": "20", "COSTWIRE_WEBHOOK_ALLOW": hooks.endpoint, "HOOK_SECRET": "whsec_one",
      ])
    _ = try worker.result("initialize")
    return worker
  }

  @Test("those of a worker that is killed are completed by others, and each callback is told once")
  func killed() throws {
    let folder = try Folder()
    let (database, hooks) = (folder.file("a.db"), try HookReceiver())
    let dying = try open(database, hooks)
    let events = (1...400).map { number in
      #"{"id": "e-\#(number)", "provider": "openai", "model": "gpt-4o", "user_email": "u\#(number % 7)@example.com", "prompt_tokens": \#(number * 10), "completion_tokens": 50, "timestamp": "2026-09-\#(String(format: "%02d", number % 30 + 1))T12:00:00Z"}"#
    }
    _ = try dying.result("usage/trackBatch", #"{"events": [\#(events.joined(separator: ","))]}"#)
    let ids = try (0..<6).map { number in
      let params = #"{"as_of": "2026-10-01T00:00:00Z", "callback_url": "\#(hooks.url("/ok/\(number)"))", "callback_secret": "env:HOOK_SECRET"}"#
      return try #require(try dying.result("analysis/start", params)["analysis_id"]?.string)
    }
    dying.crash()
    let workers = try (0..<2).map { _ in try open(database, hooks) }
    var results: [JSONValue] = []
    for (index, id) in ids.enumerated() {
      let ended = try workers[index % 2].result("jobs/wait", #"{"job_id": "\#(id)", "timeout_seconds": 60}"#, seconds: 70)
      #expect(ended["state"]?.string == "completed")
      results.append(try workers[1 - index % 2].result("analysis/result", #"{"analysis_id": "\#(id)"}"#))
    }
    // Whoever made which part: the same question has the same answer.
    for part in ["query_patterns", "hot_tables", "anomalies", "clusters", "forecast", "recommendations"] {
      #expect(Set(results.map { $0[part]?.text(pretty: false) ?? "" }).count == 1, "\(part)")
    }
    // What the killed worker had begun to send is taken over a minute later.
    let received = try hooks.received(within: 90) { received in Set(received.map(\.path)).count == ids.count }
    #expect(received.allSatisfy { $0.valid.contains(true) })
    #expect(Dictionary(grouping: received, by: \.path).values.allSatisfy { Set($0.map(\.delivery)).count == 1 })
    for id in ids {
      let status = try workers[0].result("analysis/status", #"{"analysis_id": "\#(id)"}"#)
      #expect(status["progress"]?.int64 == 100 && received.contains { $0.delivery == status["callback_delivery_id"]?.string })
    }
  }
}
