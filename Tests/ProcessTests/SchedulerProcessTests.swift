import Foundation
import JSON
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

@Suite("Schedules are kept by many workers as by one", .waiting, .serialized)
struct SchedulerProcessTests {
  private static let database = "a.db"

  private func history(_ worker: WorkerProcess, _ id: String) throws -> [JSONValue] {
    try worker.result("scheduler/history", #"{"job_id": "\#(id)", "limit": 100}"#)["history"]?.array ?? []
  }

  /// Sets a schedule's clock back in the file, as if its time had come: tests wait for seconds, not for minutes.
  private func makeDue(_ folder: Folder, _ id: String, at microseconds: Int64) throws {
    let python = "import sqlite3,sys; c = sqlite3.connect(sys.argv[1], timeout=30); c.execute('UPDATE schedules SET next_at = ? WHERE id = ?', (int(sys.argv[3]), sys.argv[2])); c.commit(); c.close()"
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", "-c", python, folder.file(Self.database), id, "\(microseconds)"]
    try process.run()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0)
  }

  private func comes(within seconds: Double, _ isDone: () throws -> Bool) throws -> Bool {
    let started = WorkerProcess.now()
    while WorkerProcess.now() - started < seconds {
      if try isDone() { return true }
      poll(nil, 0, 20)
    }
    return false
  }

  private func open(_ folder: Folder, leaseMilliseconds: Int) throws -> WorkerProcess {
    let worker = try WorkerProcess(database: folder.file(Self.database), environment: ["COSTWIRE_LEASE_MS": "\(leaseMilliseconds)"])
    _ = try worker.call("initialize")
    return worker
  }

  @Test("each time that three workers find due together becomes one job")
  func once() throws {
    let place = try Folder()
    let workers = try (0..<3).map { _ in try open(place, leaseMilliseconds: 100) }
    _ = try workers[0].result("scheduler/set", #"{"job_id": "mine", "cron": "* * * * *", "kind": "aggregate_refresh"}"#)
    let minute = Int64(Date().timeIntervalSince1970) / 60
    for round in 1...5 {
      // A time that has come, and whose successors up to now it stands for.
      try makeDue(place, "mine", at: (minute - Int64(10 - round)) * 60_000_000)
      #expect(try comes(within: 20) { try history(workers[round % 3], "mine").count >= round })
      #expect(try comes(within: 20) { try history(workers[0], "mine").allSatisfy { $0["status"]?.string == "completed" } })
    }
    let runs = try history(workers[1], "mine")
    let times = runs.filter { ($0["missed_runs"]?.int64 ?? 0) > 0 }.compactMap { $0["scheduled_at"]?.string }
    #expect(times.count == 5 && Set(times).count == 5, "\(runs.map { $0.text(pretty: false) })")
    #expect(Set(runs.compactMap { $0["run_id"]?.string }).count == runs.count)
    let jobs = try workers[2].result("jobs/list", #"{"kind": ["aggregate_refresh"], "limit": 1000}"#)["jobs"]?.array ?? []
    #expect(jobs.allSatisfy { $0["attempts"]?.int64 == 1 })
  }

  @Test("when the worker that sees to schedules is killed, another takes over at the end of its lease")
  func takesOver() throws {
    let place = try Folder()
    let holder = try open(place, leaseMilliseconds: 3_000)
    _ = try holder.result("scheduler/set", #"{"job_id": "mine", "cron": "0 0 1 1 *", "kind": "aggregate_refresh"}"#)
    let second = Int64(Date().timeIntervalSince1970)
    try makeDue(place, "mine", at: (second - 100) * 1_000_000)
    #expect(try comes(within: 20) { try history(holder, "mine").first?["status"]?.string == "completed" })
    let name = try #require(try holder.result("scheduler/status")["scheduler"]?["holder"]?.string)
    let others = try (0..<2).map { _ in try open(place, leaseMilliseconds: 3_000) }
    holder.crash()
    let killed = WorkerProcess.now()
    try makeDue(place, "mine", at: (second - 50) * 1_000_000)
    #expect(try comes(within: 20) { try history(others[0], "mine").count == 2 })
    // Leases end on whole seconds, and a worker looks once a second.
    #expect(WorkerProcess.now() - killed < 3 + 3)
    #expect(try others[1].result("scheduler/status")["scheduler"]?["holder"]?.string != name)
    #expect(try comes(within: 20) { try history(others[1], "mine").first?["status"]?.string == "completed" })
    #expect(try history(others[1], "mine").count == 2)
  }

  @Test("a run whose worker is killed goes on in another, as the same run")
  func survives() throws {
    let place = try Folder()
    let first = try open(place, leaseMilliseconds: 1_000)
    let run = try #require(try first.result("scheduler/trigger", #"{"job_id": "forecasting"}"#)["run_id"]?.string)
    first.crash()
    let second = try open(place, leaseMilliseconds: 1_000)
    let ended = try second.result("jobs/wait", #"{"job_id": "\#(run)", "timeout_seconds": 20}"#, seconds: 30)
    #expect(ended["state"]?.string == "completed")
    #expect(try history(second, "forecasting").count == 1)
  }

  @Test("nothing due costs nothing")
  func idle() throws {
    let place = try Folder()
    let worker = try open(place, leaseMilliseconds: 1_000)
    _ = try worker.result("scheduler/status")
    #expect(try comes(within: 5) { try worker.result("scheduler/nextRuns")["next_runs"]?.array?.isEmpty == false })
    poll(nil, 0, 1_500)
    let before = worker.processorSeconds
    poll(nil, 0, 3_000)
    #expect(worker.processorSeconds - before < 0.15)
  }
}
