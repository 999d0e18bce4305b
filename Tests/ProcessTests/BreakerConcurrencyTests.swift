import Foundation
import JSON
import Testing

@Suite("A circuit breaker holds over many workers", .waiting, .serialized)
struct BreakerConcurrencyTests {
  private static let workerCount = 8

  /// A breaker that a failure has opened, for a second at least.
  private func opened(_ worker: WorkerProcess) throws {
    _ = try worker.result("breaker/create", #"{"name": "b", "threshold_rules": [], "failure_threshold": 1, "recovery_timeout": 1}"#)
    _ = try worker.result("breaker/acquire", #"{"name": "b", "operation_id": "first"}"#)
    #expect(try worker.result("breaker/record", #"{"name": "b", "operation_id": "first", "success": false}"#)["state"]?.string == "open")
  }

  private func state(_ worker: WorkerProcess) throws -> String? {
    try worker.result("breaker/status")["circuit_breakers"]?["b"]?["state"]?.string
  }

  /// What each worker is answered when all ask at once.
  private func askAll(_ workers: [WorkerProcess], _ round: Int) throws -> [JSONValue] {
    let asked = try workers.enumerated().map { index, worker in
      try worker.request("breaker/acquire", #"{"name": "b", "operation_id": "o-\#(round)-\#(index)"}"#)
    }
    return try zip(workers, asked).map { worker, id in try worker.answer(to: id) }
  }

  @Test("eight workers ask a half-open breaker at once: exactly one call is tried")
  func oneProbe() throws {
    let folder = try Folder()
    let database = folder.file("a.db")
    let workers = try (0..<Self.workerCount).map { _ in try WorkerProcess.open(database: database) }
    try opened(workers[0])
    let started = WorkerProcess.now()
    var round = 0
    var granted: [JSONValue] = []
    while granted.isEmpty, WorkerProcess.now() - started < 20 {
      round += 1
      let answers = try askAll(workers, round)
      granted = answers.filter { $0["result"] != nil }
      for answer in answers where answer["result"] == nil { #expect(answer.errorSymbol == "CIRCUIT_BREAKER_OPEN", "\(answer.text().prefix(300))") }
    }
    #expect(granted.count == 1)
    #expect(granted.first?["result"]?["state"]?.string == "half_open")
    let probe = try #require(granted.first?["result"]?["operation_id"]?.string)
    #expect(try workers[7].result("breaker/record", #"{"name": "b", "operation_id": "\#(probe)"}"#)["state"]?.string == "closed")
    for worker in workers { #expect(try state(worker) == "closed") }
    #expect(try askAll(workers, round + 1).allSatisfy { $0["result"] != nil })
    let statistics = try #require(try workers[3].result("breaker/status")["circuit_breakers"]?["b"]?["statistics"])
    #expect(statistics["total_calls"]?.int64 == Int64(1 + 8 * (round + 1)) && statistics["allowed_calls"]?.int64 == 10)
  }

  @Test("a throttle counts over all workers: half of the calls pass, whoever makes them")
  func throttle() throws {
    let folder = try Folder()
    let database = folder.file("a.db")
    let workers = try (0..<Self.workerCount).map { _ in try WorkerProcess.open(database: database) }
    _ = try workers[0].result(
      "breaker/create",
      #"{"name": "b", "threshold_rules": [{"rule_id": "r", "threshold_type": "operation_cost", "threshold_value": 0.001, "action": "throttle"}]}"#)
    let passed = try (0..<10).reduce(0) { sum, round in sum + (try askAll(workers, round).count { $0["result"] != nil }) }
    #expect(passed == 40)
  }

  @Test("an open breaker outlives the worker that opened it, killed or ended")
  func survives() throws {
    let folder = try Folder()
    let database = folder.file("a.db")
    let first = try WorkerProcess.open(database: database)
    _ = try first.result("breaker/create", #"{"name": "b", "failure_threshold": 1, "recovery_timeout": 3600}"#)
    _ = try first.result("breaker/acquire", #"{"name": "b", "operation_id": "o"}"#)
    _ = try first.result("breaker/record", #"{"name": "b", "operation_id": "o", "success": false}"#)
    first.crash()
    let second = try WorkerProcess.open(database: database)
    #expect(try second.call("breaker/acquire", #"{"name": "b"}"#).errorSymbol == "CIRCUIT_BREAKER_OPEN")
    _ = try second.result("shutdown")
    try second.notify("exit")
    #expect(second.exitCode() == 0)
    let third = try WorkerProcess.open(database: database)
    #expect(try state(third) == "open")
    #expect(try third.result("breaker/record", #"{"name": "b", "operation_id": "o", "success": false}"#)["duplicate"]?.bool == true)
    #expect(try third.result("breaker/reset", #"{"name": "b"}"#)["previous_state"]?.string == "open")
    #expect(try third.call("breaker/acquire", #"{"name": "b"}"#)["result"]?["allowed"]?.bool == true)
    let statistics = try #require(try third.result("breaker/status")["circuit_breakers"]?["b"]?["statistics"])
    #expect(statistics["total_calls"]?.int64 == 3 && statistics["blocked_calls"]?.int64 == 1)
  }

  @Test("a call that is tried by a worker that is killed makes room for another after its time")
  func killedProbe() throws {
    let folder = try Folder()
    let database = folder.file("a.db")
    let dying = try WorkerProcess.open(database: database), living = try WorkerProcess.open(database: database)
    try opened(living)
    let started = WorkerProcess.now()
    var answer = try dying.call("breaker/acquire", #"{"name": "b"}"#)
    while answer["result"] == nil, WorkerProcess.now() - started < 10 { answer = try dying.call("breaker/acquire", #"{"name": "b"}"#) }
    #expect(answer["result"]?["state"]?.string == "half_open")
    dying.crash()
    answer = try living.call("breaker/acquire", #"{"name": "b"}"#)
    while answer["result"] == nil, WorkerProcess.now() - started < 20 { answer = try living.call("breaker/acquire", #"{"name": "b"}"#) }
    #expect(answer["result"]?["state"]?.string == "half_open")
  }
}
