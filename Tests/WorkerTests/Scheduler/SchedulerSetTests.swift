import CostModel
import Foundation
import JSON
import Testing

@testable import JSONRPC
@testable import Store
@testable import Worker

@Suite("Schedules are set by clients")
struct SchedulerSetTests {
  @Test("one is made, changed, disabled and removed")
  func lifecycle() throws {
    let scheduled = try ScheduledWorker()
    let made = try scheduled.result(
      "scheduler/set", #"{"job_id": "mine", "cron": "30 2 * * *", "time_zone": "Europe/Berlin", "kind": "forecasting", "params": {"forecast_days": [14]}}"#)
    #expect(made.at("job.next_run").string == "2026-10-02T00:30:00Z" && made.at("job.name").string == "mine" && made.at("job.status").string == "scheduled")
    #expect(made.at("job.params.forecast_days").array == [14] && made.at("job.params.training_days").int64 == 90)
    let changed = try scheduled.result("scheduler/set", #"{"job_id": "mine", "name": "Mine", "cron": "@hourly"}"#)
    #expect(changed.at("job.next_run").string == "2026-10-01T13:00:00Z" && changed.at("job.params.forecast_days").array == [14])
    let disabled = try scheduled.result("scheduler/set", #"{"job_id": "mine", "enabled": false}"#)
    #expect(disabled.at("job.status").string == "disabled" && disabled.at("job.next_run") == .null && disabled.at("job.name").string == "Mine")
    scheduled.pass(seconds: 7_200)
    #expect(try scheduled.runs("mine").isEmpty)
    // What came while it was disabled is not made up for.
    #expect(try scheduled.result("scheduler/set", #"{"job_id": "mine", "enabled": true}"#).at("job.next_run").string == "2026-10-01T15:00:00Z")
    #expect(try scheduled.result("scheduler/set", #"{"job_id": "mine", "remove": true}"#)["removed"]?.bool == true)
    #expect(try scheduled.worker.refusal("scheduler/job", #"{"job_id": "mine"}"#) == "NOT_FOUND")
    #expect(try scheduled.worker.refusal("scheduler/set", #"{"job_id": "mine", "remove": true}"#) == "NOT_FOUND")
    let audit = try scheduled.result("audit/list", #"{"action": "scheduler/set"}"#)["entries"]?.array
    #expect(audit?.count == 5)
  }

  @Test("the shipped ones may be changed, and removed, whatever this version knows of their kind")
  func shipped() throws {
    let scheduled = try ScheduledWorker()
    let changed = try scheduled.result("scheduler/set", #"{"job_id": "anthropic_collection", "cron": "35 * * * *"}"#)
    #expect(changed.at("job.trigger").string == "35 * * * *" && changed.at("job.kind").string == "collectors/anthropic")
    _ = try scheduled.result("scheduler/set", #"{"job_id": "forecasting", "remove": true}"#)
    scheduled.worker.stop()
    let again = try WorldWorker(scheduled.world, database: scheduled.folder.database)
    #expect(try again.refusal("scheduler/job", #"{"job_id": "forecasting"}"#) == "NOT_FOUND", "removed for good")
  }

  @Test(
    "what is wrong with one is said, and nothing changes",
    arguments: [
      (#"{"job_id": "a", "kind": "forecasting"}"#, "params.cron"), (#"{"job_id": "a", "cron": "@daily"}"#, "params.kind"),
      (#"{"job_id": "a", "cron": "61 * * * *", "kind": "forecasting"}"#, "params.cron"),
      (#"{"job_id": "a", "cron": "0 0 30 2 *", "kind": "forecasting"}"#, "never does"),
      (#"{"job_id": "a", "cron": "@daily", "kind": "forecastin"}"#, "forecasting"),
      (#"{"job_id": "a", "cron": "@daily", "kind": "prices/reprice"}"#, "params.kind"),
      (#"{"job_id": "a", "cron": "@daily", "kind": "forecasting", "time_zone": "Mars/Olympus"}"#, "params.time_zone"),
      (#"{"job_id": "a", "cron": "@daily", "kind": "forecasting", "params": {"forecast_days": [0]}}"#, "params.params.forecast_days"),
      (#"{"job_id": "a", "cron": "@daily", "kind": "aggregate_refresh", "params": {"x": 1}}"#, "params.params.x"),
      (#"{"job_id": "a", "cron": "@daily", "kind": "usage/import", "params": {"text": "x"}}"#, "params.params.path"),
      (#"{"job_id": "a", "cron": "@daily", "kind": "usage/import", "params": {"path": "/x", "key": "k"}}"#, "params.params.key"),
      (#"{"job_id": "", "cron": "@daily", "kind": "forecasting"}"#, "params.job_id"),
    ])
  func refuses(params: String, part: String) throws {
    let scheduled = try ScheduledWorker()
    let answer = try scheduled.worker.call("scheduler/set", params)
    #expect(answer["error"]?["data"]?["code"]?.string == "VALIDATION_ERROR", "\(answer.text())")
    #expect(answer["error"]?["message"]?.string?.contains(part) == true, "\(answer.text())")
    #expect(try scheduled.result("scheduler/jobs")["job_count"]?.int64 == 4)
  }

  @Test("there are at most a hundred")
  func most() throws {
    let scheduled = try ScheduledWorker()
    for number in 0..<96 { _ = try scheduled.result("scheduler/set", #"{"job_id": "j\#(number)", "cron": "@yearly", "kind": "aggregate_refresh"}"#) }
    #expect(try scheduled.worker.refusal("scheduler/set", #"{"job_id": "one more", "cron": "@yearly", "kind": "aggregate_refresh"}"#) == "VALIDATION_ERROR")
    #expect(try scheduled.worker.refusal("scheduler/set", #"{"job_id": "more", "cron": "@yearly", "kind": "aggregate_refresh"}"#) == "CONFLICT")
    _ = try scheduled.result("scheduler/set", #"{"job_id": "j1", "cron": "@daily"}"#)
  }

  @Test("a run that is queued when its schedule is removed is cancelled")
  func removed() throws {
    let scheduled = try ScheduledWorker()
    let connection = try TestConnection(scheduled.folder.database)
    _ = try scheduled.result("scheduler/set", #"{"job_id": "mine", "cron": "@yearly", "kind": "aggregate_refresh"}"#)
    try connection.run(
      """
      INSERT INTO jobs(id, kind, params, digest, lane, priority, state, attempts, fruitless, due_at, token, owner, lease_boot,
        lease_uptime, lease_at, progress, message, created_at, revision)
      VALUES('queued', 'aggregate_refresh', '{}', 0, 'schedule:mine', 0, 0, 0, 0, 9000000000000000, 0, '', 0, 0, 0, 0, '', 0, 1000000);
      INSERT INTO schedule_runs(schedule, due_at, is_triggered, missed, job) VALUES('mine', 1, 0, 0, 'queued')
      """)
    _ = try scheduled.result("scheduler/set", #"{"job_id": "mine", "remove": true}"#)
    #expect(try scheduled.result("jobs/get", #"{"job_id": "queued"}"#)["state"]?.string == "cancelled")
  }

  @Test("a clock that was set back does not keep a schedule waiting for the time it had shown")
  func clockSetBack() throws {
    let scheduled = try ScheduledWorker()
    scheduled.pass(seconds: 30 * 86_400)
    try scheduled.ended("aggregate_refresh", 1)
    scheduled.world.pass(seconds: -30 * 86_400)
    try scheduled.worker.deliver { try scheduled.nextAt("aggregate_refresh") == "1790856900000000" }
    #expect(Timestamp(microseconds: 1_790_856_900_000_000).rfc3339 == "2026-10-01T12:15:00Z")
  }

  @Test("in a database in memory schedules are kept, too")
  func inMemory() throws {
    let world = try MovedWorld()
    let worker = try WorldWorker(world, database: ":memory:")
    _ = try worker.result("scheduler/set", #"{"job_id": "mine", "cron": "* * * * *", "kind": "aggregate_refresh"}"#)
    try worker.deliver {
      world.pass(seconds: 1)
      return try worker.result("scheduler/history", #"{"job_id": "mine"}"#).at("history.0.status").string == "completed"
    }
  }

  @Test("a customer's key sees no schedule, and an admin's names no file")
  func keys() throws {
    let keyed = try KeyedWorkers()
    let customer = try keyed.worker(try keyed.key().key)
    for method in AllMethods.list.map(\.name) where method.hasPrefix("scheduler/") {
      #expect(try customer.refusal(method, #"{"job_id": "forecasting"}"#) == "ACCESS_DENIED")
    }
    let admin = try keyed.worker(try #require(try keyed.owner.result("access/createKey", #"{"role": "admin"}"#)["access_key"]?.string))
    #expect(try admin.refusal("scheduler/set", #"{"job_id": "a", "cron": "@daily", "kind": "usage/import", "params": {"path": "/etc/passwd"}}"#) == "ACCESS_DENIED")
    _ = try admin.result("scheduler/set", #"{"job_id": "a", "cron": "@daily", "kind": "forecasting"}"#)
  }
}
