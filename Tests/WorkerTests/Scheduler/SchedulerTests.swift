import CostModel
import Foundation
import JSON
import Testing

@testable import JSONRPC
@testable import Store
@testable import Worker

/// A worker whose clock a test moves, and its scheduled jobs.
final class ScheduledWorker {
  let folder: TestFolder
  let world: MovedWorld
  let worker: WorldWorker

  /// Planned from 2026-10-01T12:00:00Z on.
  init(access: String = "open") throws {
    folder = try TestFolder()
    world = try MovedWorld()
    worker = try WorldWorker(world, database: folder.database, access: access, durability: "normal")
    try planned()
  }

  func result(_ method: String, _ params: String = "{}") throws -> JSONValue { try worker.result(method, params) }

  func job(_ id: String) throws -> JSONValue {
    try #require(try result("scheduler/job", #"{"job_id": "\#(id)"}"#)["job"])
  }

  /// What the database says is due; asked of the file, where a worker's answer would tell what it works out itself.
  func nextAt(_ id: String) throws -> String {
    try TestConnection(folder.database).texts("SELECT coalesce(next_at, 'none') FROM schedules WHERE id = '\(id)'").first ?? ""
  }

  func planned() throws {
    try worker.deliver { try TestConnection(folder.database).texts("SELECT id FROM schedules WHERE is_enabled AND next_at IS NULL").isEmpty }
  }

  func runs(_ id: String) throws -> [JSONValue] {
    try result("scheduler/history", #"{"job_id": "\#(id)", "limit": 100}"#)["history"]?.array ?? []
  }

  /// Ticks until a schedule has so many runs that ended.
  func ended(_ id: String, _ count: Int) throws {
    try worker.deliver {
      let runs = try runs(id)
      return runs.count >= count && runs.allSatisfy { ["completed", "failed", "cancelled"].contains($0["status"]?.string) }
    }
  }

  /// Lets a time come, to the second, and looks a few times.
  func pass(seconds: Int64) {
    world.pass(seconds: seconds)
    for _ in 0..<5 {
      worker.host.tick()
      Foundation.usleep(2_000)
    }
  }
}

@Suite("The scheduler does what seed 003 says")
struct SchedulerTests {
  private func strings(_ value: JSONValue?) -> [String] { value?.array?.compactMap(\.string) ?? [] }

  @Test(
    "S3-07, S3-08: the shipped jobs have their ids and times",
    arguments: [
      ("anthropic_collection", "5 * * * *", ["2026-10-01T12:05:00Z", "2026-10-01T13:05:00Z"]),
      ("openai_collection", "10 */6 * * *", ["2026-10-01T12:10:00Z", "2026-10-01T18:10:00Z", "2026-10-02T00:10:00Z", "2026-10-02T06:10:00Z"]),
      ("aggregate_refresh", "*/15 * * * *", ["2026-10-01T12:15:00Z", "2026-10-01T12:30:00Z"]),
      ("forecasting", "0 0 * * *", ["2026-10-02T00:00:00Z", "2026-10-03T00:00:00Z"]),
    ])
  func shipped(id: String, cron: String, times: [String]) throws {
    let scheduled = try ScheduledWorker()
    let job = try scheduled.job(id)
    #expect(job["trigger"]?.string == cron && job["time_zone"]?.string == "UTC" && job["max_instances"]?.int64 == 1)
    let schedule = try #require(try TestConnection(scheduled.folder.database).texts("SELECT cron FROM schedules WHERE id = '\(id)'").first)
    var (at, found): (Timestamp, [String]) = (scheduled.world.now, [])
    for _ in times {
      at = try #require(try CronExpression(schedule).next(after: at, in: .utc))
      found.append(at.rfc3339)
    }
    #expect(found == times)
  }

  @Test("S3-05, S3-06: a collection is left out, and says why, until this version and a credential can do it")
  func unavailable() throws {
    let scheduled = try ScheduledWorker()
    let status = try scheduled.result("scheduler/status")
    let jobs = try #require(status.at("scheduler.jobs").array)
    #expect(jobs.compactMap { $0["id"]?.string } == ["aggregate_refresh", "anthropic_collection", "forecasting", "openai_collection"])
    for job in jobs where job["kind"]?.string?.hasPrefix("collectors/") == true && job["status"]?.string == "unavailable" {
      #expect(job["reason"]?.string?.isEmpty == false && job["next_run"] == .null)
      let id = job["id"]?.string ?? ""
      #expect(try scheduled.worker.refusal("scheduler/trigger", #"{"job_id": "\#(id)"}"#) == "CONFIGURATION_ERROR")
    }
    scheduled.pass(seconds: 7_200)
    try scheduled.ended("aggregate_refresh", 1)
    for job in jobs where job["status"]?.string == "unavailable" { #expect(try scheduled.runs(job["id"]?.string ?? "").isEmpty) }
    #expect(try scheduled.result("scheduler/health")["status"]?.string == "healthy")
  }

  @Test("S3-09: status tells healthy, the zone, the jobs and the last runs")
  func status() throws {
    let scheduled = try ScheduledWorker()
    scheduled.pass(seconds: 900)
    try scheduled.ended("aggregate_refresh", 1)
    let status = try scheduled.result("scheduler/status")
    #expect(status["status"]?.string == "healthy" && status.at("scheduler.running").bool == true && status.at("scheduler.timezone").string == "UTC")
    let history = try #require(status.at("scheduler.job_history").array)
    #expect(history.count == 1 && history.first?["job_id"]?.string == "aggregate_refresh" && history.first?["status"]?.string == "completed")
    #expect(history.first?["scheduled_at"]?.string == "2026-10-01T12:15:00Z" && history.first?["triggered"]?.bool == false)
    let job = try scheduled.job("aggregate_refresh")
    #expect(job["next_run"]?.string == "2026-10-01T12:30:00Z" && job["errors_in_a_row"]?.int64 == 0)
    #expect(job.at("last_run.run_id").string == history.first?["run_id"]?.string)
    let run = try scheduled.result("jobs/get", #"{"job_id": "\#(history.first?["run_id"]?.string ?? "")"}"#)
    #expect(run["kind"]?.string == "aggregate_refresh" && run.at("result.jobs_forgotten").int64 == 0)
  }

  @Test("S3-09: nothing is due before its time, and then it is done once")
  func once() throws {
    let scheduled = try ScheduledWorker()
    scheduled.pass(seconds: 899)
    #expect(try scheduled.runs("aggregate_refresh").isEmpty)
    scheduled.pass(seconds: 1)
    try scheduled.ended("aggregate_refresh", 1)
    scheduled.pass(seconds: 30)
    #expect(try scheduled.runs("aggregate_refresh").count == 1)
  }

  @Test("S3-09: runs that were missed become one, which says for how many it stands")
  func missed() throws {
    let scheduled = try ScheduledWorker()
    scheduled.pass(seconds: 3 * 900 + 60)
    try scheduled.ended("aggregate_refresh", 1)
    let runs = try scheduled.runs("aggregate_refresh")
    #expect(runs.count == 1 && runs.first?["missed_runs"]?.int64 == 2 && runs.first?["scheduled_at"]?.string == "2026-10-01T12:15:00Z")
    #expect(try scheduled.job("aggregate_refresh")["next_run"]?.string == "2026-10-01T13:00:00Z")
  }

  @Test("S3-07: runs do not overlap: while one waits, later times are left to it")
  func folded() throws {
    let scheduled = try ScheduledWorker()
    _ = try scheduled.result("scheduler/set", #"{"job_id": "never", "cron": "* * * * *", "kind": "aggregate_refresh"}"#)
    // Somebody else's job of the same lane is under way.
    let connection = try TestConnection(scheduled.folder.database)
    try connection.run(
      """
      INSERT INTO jobs(id, kind, params, digest, lane, priority, state, attempts, fruitless, due_at, token, owner, lease_boot,
        lease_uptime, lease_at, progress, message, created_at, revision)
      VALUES('other', 'aggregate_refresh', '{}', 0, 'schedule:never', 0, 1, 1, 1, 0, 1, 'x', 1, 900000000000000, 0, 0, '', 0, 1000000)
      """)
    for _ in 0..<3 { scheduled.pass(seconds: 60) }
    try scheduled.worker.deliver { try scheduled.runs("never").first?["missed_runs"]?.int64 == 2 }
    let runs = try scheduled.runs("never")
    #expect(runs.count == 1 && runs.first?["status"]?.string == "queued")
    #expect(try scheduled.worker.refusal("scheduler/trigger", #"{"job_id": "never"}"#) == "CONFLICT")
    try connection.run("UPDATE jobs SET state = 4, finished_at = 0, owner = '' WHERE id = 'other'")
    try scheduled.ended("never", 1)
    scheduled.pass(seconds: 60)
    try scheduled.ended("never", 2)
  }

  @Test("S3-09: trigger has a job done now, also a disabled one, and leaves the schedule as it is")
  func trigger() throws {
    let scheduled = try ScheduledWorker()
    _ = try scheduled.result("scheduler/set", #"{"job_id": "aggregate_refresh", "enabled": false}"#)
    let answer = try scheduled.result("scheduler/trigger", #"{"job_id": "aggregate_refresh"}"#)
    #expect(answer["status"]?.string == "triggered" && answer["job_id"]?.string == "aggregate_refresh" && answer["message"]?.string?.isEmpty == false)
    let run = try scheduled.result("jobs/wait", #"{"job_id": "\#(answer["run_id"]?.string ?? "")", "timeout_seconds": 0}"#)
    #expect(run["kind"]?.string == "aggregate_refresh")
    try scheduled.ended("aggregate_refresh", 1)
    let job = try scheduled.job("aggregate_refresh")
    #expect(job["status"]?.string == "disabled" && job["next_run"] == .null && job.at("last_run.triggered").bool == true)
    #expect(try scheduled.worker.refusal("scheduler/trigger", #"{"job_id": "none"}"#) == "NOT_FOUND")
    // A moment later it may be asked for again.
    _ = try scheduled.result("scheduler/trigger", #"{"job_id": "aggregate_refresh"}"#)
    try scheduled.ended("aggregate_refresh", 2)
  }

  @Test("S3-09: history keeps the last hundred runs of each job, tells fifty unless asked, and job ten")
  func history() throws {
    let scheduled = try ScheduledWorker()
    let connection = try TestConnection(scheduled.folder.database)
    for number in 1...104 {
      try connection.run(
        """
        INSERT INTO jobs(id, kind, params, digest, lane, priority, state, attempts, fruitless, due_at, token, owner, lease_boot,
          lease_uptime, lease_at, progress, message, created_at, started_at, finished_at, result, failure, revision)
        VALUES('old-\(number)', 'forecasting', '{}', 0, '', 0, \(number % 2 == 0 ? 2 : 3), 1, 0, 0, 1, '', 0, 0, 0, 0, '', \(number), \(number), \(number),
          \(number % 2 == 0 ? "'{}'" : "NULL"), \(number % 2 == 0 ? "NULL" : "'{\"code\": \"DATABASE_ERROR\", \"message\": \"m\"}'"), \(number + 100000));
        INSERT INTO schedule_runs(schedule, due_at, is_triggered, missed, job) VALUES('forecasting', \(number), 0, 0, 'old-\(number)')
        """)
    }
    _ = try scheduled.result("scheduler/trigger", #"{"job_id": "forecasting"}"#)
    try scheduled.worker.deliver { try scheduled.runs("forecasting").first?["status"]?.string == "completed" }
    #expect(try connection.texts("SELECT count(*) FROM schedule_runs WHERE schedule = 'forecasting'") == ["100"])
    #expect(try scheduled.result("scheduler/history")["history"]?.array?.count == 50)
    #expect(try scheduled.result("scheduler/history", #"{"limit": 100}"#)["history"]?.array?.count == 100)
    #expect(try scheduled.result("scheduler/job", #"{"job_id": "forecasting"}"#)["recent_runs"]?.array?.count == 10)
    #expect(try scheduled.worker.refusal("scheduler/history", #"{"limit": 101}"#) == "VALIDATION_ERROR")
    // What became of them is told as long as they are: their jobs are older than any that is kept otherwise.
    #expect(try scheduled.runs("forecasting").allSatisfy { $0["status"] != nil })
    #expect(try connection.texts("SELECT count(*) FROM jobs WHERE id LIKE 'old-%'") == ["99"])
  }

  @Test("S3-09: errors in a row are counted until a run is completed, and health names the job")
  func errors() throws {
    let scheduled = try ScheduledWorker()
    let path = scheduled.folder.path + "/usage.ndjson"
    try #"{"id": "e-1", "provider": "p", "model": "m", "cost_usd": 1}"#.write(toFile: path, atomically: true, encoding: .utf8)
    _ = try scheduled.result("scheduler/set", #"{"job_id": "file", "cron": "* * * * *", "kind": "usage/import", "params": {"path": "\#(path)"}}"#)
    try FileManager.default.removeItem(atPath: path)
    for count in 1...2 {
      scheduled.pass(seconds: 60)
      try scheduled.ended("file", count)
      #expect(try scheduled.job("file")["errors_in_a_row"]?.int64 == Int64(count))
    }
    #expect(strings(try scheduled.result("scheduler/health")["failing"]) == ["file"])
    #expect(try scheduled.job("file").at("last_run.error.message").string?.isEmpty == false)
    try #"{"id": "e-1", "provider": "p", "model": "m", "cost_usd": 1}"#.write(toFile: path, atomically: true, encoding: .utf8)
    scheduled.pass(seconds: 60)
    try scheduled.ended("file", 3)
    scheduled.pass(seconds: 60)
    try scheduled.ended("file", 4)
    #expect(try scheduled.job("file")["errors_in_a_row"]?.int64 == 0)
    #expect(try scheduled.result("cost/summary", #"{"days": 1}"#).at("summary.total_cost_usd").double == 1)
  }

  @Test("S3-09: unknown jobs are NOT_FOUND", arguments: ["scheduler/job", "scheduler/trigger", "scheduler/history", "scheduler/nextRuns"])
  func unknown(method: String) throws {
    #expect(try ScheduledWorker().worker.refusal(method, #"{"job_id": "none"}"#) == "NOT_FOUND")
  }

  @Test("S3-09: next runs stand soonest first, as many as asked for")
  func nextRuns() throws {
    let scheduled = try ScheduledWorker()
    _ = try scheduled.result("scheduler/set", #"{"job_id": "soon", "cron": "1,2 12 * * *", "kind": "aggregate_refresh", "time_zone": "Europe/Berlin"}"#)
    let rows = try #require(try scheduled.result("scheduler/nextRuns", #"{"count": 3}"#)["next_runs"]?.array)
    let known = rows.filter { $0["next_run"] != .null }
    #expect(Array(known.compactMap { $0["job_id"]?.string }.filter { !$0.hasSuffix("_collection") }) == ["aggregate_refresh", "forecasting", "soon"])
    let soon = try #require(rows.first { $0["job_id"]?.string == "soon" })
    #expect(strings(soon["times"]) == ["2026-10-02T10:01:00Z", "2026-10-02T10:02:00Z", "2026-10-03T10:01:00Z"])
    #expect(try scheduled.result("scheduler/nextRuns", #"{"job_id": "soon"}"#)["next_runs"]?.array?.count == 1)
  }

  @Test("S3-09: health says stopped when what was due has not begun, and healthy again when it is seen to")
  func stopped() throws {
    let scheduled = try ScheduledWorker()
    scheduled.world.pass(seconds: 1_000)
    let health = try scheduled.result("scheduler/health")
    #expect(health["status"]?.string == "stopped" && health["running"]?.bool == false && strings(health["overdue"]) == ["aggregate_refresh"])
    #expect(try scheduled.result("scheduler/status")["status"]?.string == "stopped")
    try scheduled.worker.deliver { try scheduled.result("scheduler/health")["status"]?.string == "healthy" }
  }

  @Test("S3-10: forecasting trains the forecasts of the total and keeps them; too little data is no error")
  func forecasting() throws {
    let scheduled = try ScheduledWorker()
    _ = try scheduled.result("scheduler/trigger", #"{"job_id": "forecasting"}"#)
    try scheduled.ended("forecasting", 1)
    var job = try scheduled.result("jobs/get", #"{"job_id": "\#(try scheduled.job("forecasting").at("last_run.run_id").string ?? "")"}"#)
    #expect(job["state"]?.string == "completed" && job.at("result.trained").bool == false && job.at("result.reason").string?.contains("14") == true)
    var events: [String] = []
    for day in 1...40 {
      let at = Timestamp(microseconds: scheduled.world.now.microseconds - Int64(day) * Timestamp.microsecondsPerDay).rfc3339
      events.append(#"{"id": "d-\#(day)", "provider": "p", "model": "m", "cost_usd": \#(10 + day % 7), "timestamp": "\#(at)"}"#)
    }
    _ = try scheduled.result("usage/trackBatch", #"{"events": [\#(events.joined(separator: ","))]}"#)
    _ = try scheduled.result("scheduler/trigger", #"{"job_id": "forecasting"}"#)
    try scheduled.ended("forecasting", 2)
    job = try scheduled.result("jobs/get", #"{"job_id": "\#(try scheduled.job("forecasting").at("last_run.run_id").string ?? "")"}"#)
    #expect(job.at("result.trained").bool == true && job.at("result.models").array?.compactMap { $0["forecast_days"]?.int64 } == [7, 30])
    try scheduled.worker.deliver {
      try TestConnection(scheduled.folder.database).texts("SELECT count(*) FROM trained_forecasts") == ["2"]
    }
    // The question asked without more is answered by the same model.
    let asked = try scheduled.result("cost/forecast", #"{"forecast_days": 7}"#)
    #expect(asked.at("forecast.model_info.model_type").string == job.at("result.models.0.model_info.model_type").string)
    #expect(try TestConnection(scheduled.folder.database).texts("SELECT count(*) FROM trained_forecasts") == ["2"])
  }

  @Test("aggregate_refresh evaluates budgets and forgets what has expired")
  func refresh() throws {
    let scheduled = try ScheduledWorker()
    let connection = try TestConnection(scheduled.folder.database)
    try connection.run(
      """
      INSERT INTO jobs(id, kind, params, digest, lane, priority, state, attempts, fruitless, due_at, token, owner, lease_boot,
        lease_uptime, lease_at, progress, message, created_at, finished_at, revision)
      VALUES('old', 'usage/import', '{}', 0, '', 0, 4, 1, 0, 0, 1, '', 0, 0, 0, 0, '', 0, 0, 1000000)
      """)
    scheduled.pass(seconds: 900)
    try scheduled.ended("aggregate_refresh", 1)
    #expect(try connection.texts("SELECT id FROM jobs WHERE id = 'old'").isEmpty)
  }
}
