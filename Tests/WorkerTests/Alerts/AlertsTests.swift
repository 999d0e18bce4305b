import CostModel
import Digests
import JSON
import Testing

@testable import Worker

@Suite("Alerts and their deliveries")
struct AlertsTests {
  private let folder: TestFolder
  private let world: MovedWorld

  init() throws {
    folder = try TestFolder()
    world = try MovedWorld()
    world.set("SECRET", "first-secret")
    world.set("SECRET_2", "second-secret")
  }

  private func worker(_ params: String = "{}", started: Bool = true) throws -> WorldWorker {
    try WorldWorker(world, database: folder.database, params: params, started: started)
  }

  private func track(_ worker: WorldWorker, _ id: String, _ dollars: String, customer: String = "acme") throws {
    _ = try worker.result("usage/track", #"{"id": "\#(id)", "customer_id": "\#(customer)", "model": "m", "provider": "p", "cost_usd": \#(dollars)}"#)
  }

  private func budget(_ worker: WorldWorker, _ id: String = "b", customer: String = "acme", thresholds: String) throws {
    _ = try worker.result(
      "budget/set",
      #"{"budget_id": "\#(id)", "scope": {"customer_id": "\#(customer)"}, "daily_limit_usd": 100, "enforcement": "monitor", "thresholds": \#(thresholds)}"#)
  }

  private func webhook(_ worker: WorldWorker, _ id: String = "hook", more: String = "") throws {
    _ = try worker.result(
      "webhooks/register",
      #"{"webhook_id": "\#(id)", "webhook_url": "https://hooks.example.com/\#(id)?token=t", "triggers": ["budget_alert"], "secret": "env:SECRET"\#(more)}"#)
  }

  private func states(_ worker: WorldWorker) throws -> String {
    let stats = try worker.result("alerts/deliveryStats")
    return ["successful_deliveries", "failed_deliveries", "pending_deliveries"].map { stats[$0]?.text() ?? "" }.joined(separator: " ")
  }

  /// Whether a signature header holds an HMAC with a secret.
  private func isSigned(_ sent: MovedWorld.Sent, _ secret: String) -> Bool {
    let parts = sent.header("X-Webhook-Signature").split(separator: ",").map { $0.split(separator: "=", maxSplits: 1).map(String.init) }
    guard let time = parts.first(where: { $0[0] == "t" })?[1] else { return false }
    let code = HMACSHA256.authenticate(key: Array(secret.utf8), message: Array("\(time).".utf8) + sent.body)
    return parts.contains { $0[0] == "v1" && $0[1] == Digests.hexadecimal(code) }
  }

  @Test("a delivery is tried for a day with one id and one body, then kept as dead, and can be sent again")
  func patience() throws {
    let worker = try worker()
    world.answer { _ in 500 }
    try webhook(worker)
    try budget(worker, thresholds: #"[{"percentage": 50, "priority": "warning"}]"#)
    try track(worker, "e", "60")
    var tries = 0
    var waited: Int64 = 0
    while try states(worker) != "0 1 0" {
      try worker.deliver { world.sent.count > tries }
      tries = world.sent.count
      // The back-off never passes an hour.
      try worker.deliver { try states(worker) != "0 0 1" || worker.result("alerts/deliveryStats")["channels"]?["hook"]?["total_attempts"]?.int64 == Int64(tries) }
      world.pass(seconds: 3_601)
      waited += 3_601
      try #require(tries < 100)
    }
    #expect(waited > 86_400 && waited < 86_400 + 2 * 3_601)
    #expect(tries >= 24)
    #expect(Set(world.sent.map { $0.header("X-Webhook-Delivery") }).count == 1)
    #expect(Set(world.sent.map(\.body)).count == 1)
    // Each try is signed afresh.
    #expect(Set(world.sent.map { $0.header("X-Webhook-Signature") }).count == tries)
    #expect(world.sent.allSatisfy { isSigned($0, "first-secret") })
    let failure = try worker.result("alerts/deliveryStats")["recent_failures"]?.array?.first
    #expect(failure?["error"] == "The receiver answered with status 500")
    let id = world.sent[0].header("X-Webhook-Delivery")
    let alert = try worker.result("alerts/list", #"{"days": 3}"#).at("alerts.0")
    #expect(alert.at("delivery_results.hook.state") == "dead")
    #expect(alert["failed_channels"]?.array?.compactMap(\.string) == ["hook"])
    #expect(alert["overall_success"]?.bool == false)
    #expect(try worker.refusal("alerts/resend", #"{"delivery_id": "delivery-0"}"#) == "NOT_FOUND")
    world.answer { _ in 200 }
    #expect(try worker.result("alerts/resend", #"{"delivery_id": "\#(id)"}"#)["resent"]?.int64 == 1)
    try worker.deliver { world.sent.count > tries }
    try worker.deliver { try states(worker) == "1 0 0" }
    #expect(world.sent.last?.header("X-Webhook-Delivery") == id)
    #expect(try worker.refusal("alerts/resend", #"{"delivery_id": "\#(id)"}"#) == "NOT_FOUND")
  }

  @Test("a delivery is a job of the queue: listed with what it failed with, cancelled for good, begun again")
  func isJob() throws {
    let worker = try worker()
    world.answer { _ in 500 }
    try webhook(worker)
    try budget(worker, thresholds: #"[{"percentage": 50}]"#)
    try track(worker, "e", "60")
    let listed = { try worker.result("jobs/list", #"{"kind": ["alerts/delivery"]}"#).at("jobs.0") }
    try worker.deliver { try listed()["next_attempt_at"] != nil }
    let job = try listed(), id = job["job_id"]?.string ?? ""
    #expect(job["state"] == "queued" && job["attempts"]?.int64 == 1)
    #expect(job.at("error.code") == "ALERT_DELIVERY_FAILED" && job.at("error.message") == "The receiver answered with status 500")
    #expect(id == world.sent[0].header("X-Webhook-Delivery"))
    #expect(try worker.result("jobs/cancel", #"{"job_id": "\#(id)"}"#)["state"] == "cancelled")
    #expect(try worker.result("alerts/list", #"{"days": 3}"#).at("alerts.0.delivery_results.hook.state") == "cancelled")
    world.pass(seconds: 3_601)
    for _ in 0..<20 { worker.host.tick() }
    #expect(world.sent.count == 1)
    world.answer { _ in 200 }
    #expect(try worker.result("jobs/retry", #"{"job_id": "\#(id)"}"#)["state"] == "queued")
    try worker.deliver { try states(worker) == "1 0 0" }
    #expect(world.sent.count == 2 && world.sent[1].header("X-Webhook-Delivery") == id)
    #expect(try worker.result("jobs/get", #"{"job_id": "\#(id)"}"#).at("result.channel") == "hook")
  }

  @Test("while a secret is changed both sign, afterwards the new one alone")
  func rotation() throws {
    let worker = try worker()
    try webhook(worker)
    try budget(worker, thresholds: #"[{"percentage": 10}, {"percentage": 20}, {"percentage": 30}]"#)
    _ = try worker.result("webhooks/rotateSecret", #"{"webhook_id": "hook", "secret": "env:SECRET_2", "overlap_seconds": 600}"#)
    try track(worker, "e1", "10")
    try worker.deliver { world.sent.count == 1 }
    #expect(isSigned(world.sent[0], "first-secret") && isSigned(world.sent[0], "second-secret"))
    world.pass(seconds: 601)
    try track(worker, "e2", "10")
    try worker.deliver { world.sent.count == 2 }
    #expect(!isSigned(world.sent[1], "first-secret") && isSigned(world.sent[1], "second-secret"))
    #expect(world.sent[1].header("X-Webhook-Signature").split(separator: ",").count == 2)
    // An old secret that is gone keeps nothing back.
    _ = try worker.result("webhooks/rotateSecret", #"{"webhook_id": "hook", "secret": "env:SECRET"}"#)
    _ = try worker.result("webhooks/rotateSecret", #"{"webhook_id": "hook", "secret": "env:SECRET_2"}"#)
    world.set("SECRET", "")
    try track(worker, "e3", "10")
    try worker.deliver { world.sent.count == 3 }
    #expect(isSigned(world.sent[2], "second-secret"))
  }

  @Test("an address that turns out not to be public ends a delivery at once, with a clear sentence")
  func privateAddress() throws {
    let worker = try worker()
    _ = try worker.result(
      "webhooks/register",
      #"{"webhook_id": "inside", "webhook_url": "https://private.example.com/x", "triggers": ["budget_alert"], "secret": "env:SECRET"}"#)
    try budget(worker, thresholds: #"[{"percentage": 50}]"#)
    try track(worker, "e", "60")
    try worker.deliver { try states(worker) == "0 1 0" }
    #expect(world.sent.isEmpty)
    let failure = try worker.result("alerts/deliveryStats").at("recent_failures.0.error").string ?? ""
    #expect(failure.contains("private.example.com:443 has an address that is not public"), "\(failure)")
  }

  @Test(
    "an address that shows that it is not public is refused when it is registered",
    arguments: [
      "https://127.0.0.1/x", "https://10.1.2.3/", "https://[::1]/", "https://[::ffff:127.0.0.1]/", "https://0x7f.1/", "https://2130706433/",
      "https://169.254.169.254/latest", "https://localhost/", "https://a.localhost:8443/", "https://[fd00::1]/", "http://hooks.example.com/",
      "https://user:pass@hooks.example.com/", "ftp://hooks.example.com/", "https://hooks.example.com/#x", "gopher://x", "",
    ])
  func refusedAddresses(url: String) throws {
    let worker = try worker()
    #expect(try worker.refusal("webhooks/register", #"{"webhook_url": "\#(url)", "secret": "env:SECRET"}"#) == "VALIDATION_ERROR")
    #expect(try worker.refusal("alerts/setChannel", #"{"name": "c", "type": "webhook", "url": "\#(url)", "secret": "env:SECRET"}"#) == "VALIDATION_ERROR")
    #expect(try worker.result("webhooks/list")["webhook_count"]?.int64 == 0)
    #expect(try worker.result("alerts/listChannels")["channel_count"]?.int64 == 0)
  }

  @Test("a mail server that is not public is refused likewise, and so is what is no reference to a secret, unrepeated")
  func refusedChannels() throws {
    let worker = try worker()
    let mail = { (server: String, password: String) in
      #"{"name": "m", "type": "email", "smtp_server": "\#(server)", "username": "u", "password": "\#(password)", "sender_email": "a@example.com", "recipient_emails": ["b@example.com"]}"#
    }
    #expect(try worker.refusal("alerts/setChannel", mail("10.0.0.1", "env:P")) == "VALIDATION_ERROR")
    #expect(try worker.refusal("alerts/setChannel", mail("localhost", "env:P")) == "VALIDATION_ERROR")
    #expect(try worker.refusal("alerts/setChannel", mail("smtp.example.com", "hunter2hunter2")) == "VALIDATION_ERROR")
    #expect(try worker.refusal("alerts/setChannel", mail("smtp.example.com", "env:P")) == "")
    #expect(try worker.refusal("alerts/setChannel", #"{"name": "s", "type": "slack", "webhook_url": "https://hooks.slack.com/services/T/B/xoxsecret"}"#) == "VALIDATION_ERROR")
    #expect(!worker.answers.contains { $0.contains("hunter2") || $0.contains("xoxsecret") })
  }

  @Test("thresholds choose channels by name or type, and a disabled channel is not told")
  func channels() throws {
    let worker = try worker()
    world.set("SLACK", "https://hooks.slack.com/services/T/B/x")
    for (name, enabled) in [("ops", "true"), ("dev", "true"), ("off", "false")] {
      _ = try worker.result("alerts/setChannel", #"{"name": "\#(name)", "type": "slack", "webhook_url": "env:SLACK", "enabled": \#(enabled)}"#)
    }
    _ = try worker.result("alerts/setChannel", #"{"name": "note", "type": "log"}"#)
    try budget(
      worker,
      thresholds: #"[{"percentage": 10, "channels": ["ops"]}, {"percentage": 20, "channels": ["slack"]}, {"percentage": 30, "channels": ["log"]}, {"percentage": 40, "channels": ["nobody"]}, {"percentage": 50}]"#)
    var expected = 0
    for (index, told) in [["ops"], ["dev", "ops"], ["note"], [], ["dev", "note", "ops"]].enumerated() {
      world.pass(seconds: 1)
      try track(worker, "e\(index)", "10")
      expected += told.count
      try worker.deliver { try states(worker) == "\(expected) 0 0" }
      let alert = try worker.result("alerts/list").at("alerts.0")
      #expect((alert["delivery_results"]?.members ?? []).map(\.name) == told, "threshold \(index)")
    }
    #expect(world.lines.count { $0.contains(" WARNING Alert: Budget b:") } == 2)
  }

  @Test("a receiver that cannot be read keeps neither spend from being counted nor others from being told")
  func unreadableReceiver() throws {
    let worker = try worker()
    try webhook(worker)
    try webhook(worker, "later")
    try budget(worker, thresholds: #"[{"percentage": 50}, {"percentage": 60}]"#)
    let connection = try TestConnection(folder.database)
    world.answer { _ in 503 }
    try track(worker, "e", "50")
    try worker.deliver { world.sent.count >= 2 }
    world.answer { _ in 200 }
    try connection.run("UPDATE receivers SET definition = '{\"webhook_url\": 5}' WHERE id = 'later'")
    try track(worker, "e2", "10")
    world.pass(seconds: 3_700)
    try worker.deliver { try states(worker) == "2 0 1" }
    #expect(world.lines.contains { $0.contains("The receiver later cannot be read") })
  }

  @Test("the last tries are kept by the ten thousand, and an alert is acknowledged once")
  func acknowledge() throws {
    let worker = try worker()
    try budget(worker, thresholds: #"[{"percentage": 50}]"#)
    try track(worker, "e", "60")
    let id = try #require(try worker.result("alerts/list").at("alerts.0.id").string)
    let first = try worker.result("alerts/acknowledge", #"{"alert_id": "\#(id)", "note": "load test"}"#)
    world.pass(seconds: 60)
    let second = try worker.result("alerts/acknowledge", #"{"alert_id": "\#(id)", "note": "again"}"#)
    #expect(first == second)
    #expect(second["acknowledged_by"] == "owner")
    let alert = try worker.result("alerts/list").at("alerts.0")
    #expect(alert["acknowledged"]?.bool == true)
    #expect(try worker.result("alerts/list", #"{"active_only": true}"#)["alert_count"]?.int64 == 0)
    for wrong in ["alert-", "alert-ZZZZZZZZZZZZZZZZ", "delivery-0123456789abcdef", ""] {
      #expect(try worker.refusal("alerts/acknowledge", #"{"alert_id": "\#(wrong)"}"#) == "NOT_FOUND")
    }
  }

  @Test("a day that cost more is an alert that names who and what is behind it, high from twice the least increase")
  func costIncrease() throws {
    let worker = try worker()
    var events: [String] = []
    for day in 1...30 {
      let date = "2026-09-\(day < 10 ? "0" : "")\(day)"
      events.append(#"{"id": "d\#(day)", "timestamp": "\#(date)T10:00:00Z", "user_email": "ada@example.com", "model": "gpt-4o", "provider": "openai", "query_text": "SELECT a FROM t WHERE x = 1", "cost_usd": \#(10 + day % 3)}"#)
    }
    events.append(
      #"{"id": "rise", "timestamp": "2026-09-29T11:00:00Z", "user_email": "eve@example.com", "model": "o1-pro", "provider": "openai", "query_text": "SELECT huge FROM events_cross_join", "cost_usd": 150}"#)
    _ = try worker.result("usage/trackBatch", #"{"events": [\#(events.joined(separator: ","))]}"#)
    let list = { (params: String) in try worker.result("alerts/list", #"{"as_of": "2026-10-01T12:00:00Z"\#(params)}"#) }
    let usual = try list("")
    #expect(usual["alert_count"]?.int64 == 1, "\(usual.text())")
    let alert = usual.at("alerts.0")
    #expect(alert["type"] == "daily_cost_increase")
    #expect(alert["severity"] == "medium")
    #expect(alert.at("details.date") == "2026-09-29")
    let words = (alert["recommendations"]?.array ?? []).compactMap(\.string).joined(separator: "\n")
    for name in ["eve@example.com", "o1-pro", "huge"] { #expect(words.contains(name), "\(name) is not in: \(words)") }
    #expect(try list(#", "min_cost_increase_usd": 70"#).at("alerts.0.severity") == "high")
    #expect(try list(#", "min_cost_increase_usd": 160"#)["alert_count"]?.int64 == 0)
    #expect(try list(#", "user_email": "ada@example.com""#)["alert_count"]?.int64 == 0)
    // The same day has the same id whenever it is asked about, so that it can be acknowledged.
    let id = try #require(alert["id"]?.string)
    _ = try worker.result("alerts/acknowledge", #"{"alert_id": "\#(id)"}"#)
    #expect(try list("").at("alerts.0.acknowledged").bool == true)
  }

  @Test("S0-43: webhooks hear of an anomaly once, by the triggers and least figures they were registered with, however often budgets are evaluated")
  func anomalies() throws {
    let worker = try worker()
    _ = try worker.result(
      "webhooks/register",
      #"{"webhook_id": "hook", "webhook_url": "https://hooks.example.com/x", "triggers": ["daily_anomaly"], "min_cost_increase_usd": 50, "secret": "env:SECRET"}"#)
    var events: [String] = []
    for day in 1...30 {
      let date = "2026-09-\(day < 10 ? "0" : "")\(day)"
      events.append(#"{"id": "d\#(day)", "timestamp": "\#(date)T10:00:00Z", "user_email": "ada@example.com", "cost_usd": \#(day == 30 ? 300 : 10 + day % 3)}"#)
    }
    _ = try worker.result("usage/trackBatch", #"{"events": [\#(events.joined(separator: ","))]}"#)
    for _ in 0..<3 { _ = try worker.result("budget/evaluate") }
    try worker.deliver { try states(worker) == "1 0 0" }
    let body = world.sent[0].json
    #expect(body["type"] == "daily_anomaly")
    #expect(body["severity"] == "high")
    #expect(body["message"]?.string?.contains("2026-09-30 cost 300") == true, "\(body.text())")
    #expect(body["delivery_id"]?.string == world.sent[0].header("X-Webhook-Delivery"))
  }

  @Test("alerts of a budget that was deleted are not those of the next one with its id")
  func reusedBudget() throws {
    let worker = try worker()
    try budget(worker, thresholds: #"[{"percentage": 50}]"#)
    try track(worker, "e", "60")
    _ = try worker.result("budget/delete", #"{"budget_id": "b"}"#)
    try budget(worker, customer: "bravo", thresholds: #"[{"percentage": 50}]"#)
    #expect(try worker.result("alerts/list", #"{"customer_id": "bravo"}"#)["alert_count"]?.int64 == 0)
    try track(worker, "f", "60", customer: "bravo")
    #expect(try worker.result("alerts/list", #"{"customer_id": "bravo"}"#)["alert_count"]?.int64 == 1)
  }

  // MARK: The client

  @Test("the client hears of an alert when it asked for it and said initialized, once, before the call's answer")
  func notification() throws {
    let asking = #"{"initializationOptions": {"notifications": ["alerts/raised"]}}"#
    let worker = try worker(asking, started: false)
    try budget(worker, thresholds: #"[{"percentage": 10}, {"percentage": 20}, {"percentage": 30}, {"percentage": 40, "channels": ["ui"]}, {"percentage": 50, "channels": ["log"]}]"#)
    _ = try worker.result("alerts/setChannel", #"{"name": "ui", "type": "client"}"#)
    try track(worker, "before", "10")
    #expect(worker.notifications.isEmpty)
    try worker.notify("initialized")
    let quiet = try self.worker()
    try track(worker, "e", "10")
    #expect(worker.notifications.map { $0["method"]?.string } == ["alerts/raised"])
    #expect(worker.notifications.last?.at("params.details.threshold_percentage").text() == "20")
    try track(worker, "e", "10")
    _ = try worker.result("health/check")
    #expect(worker.notifications.count == 1)
    // Another worker's crossing is told to that one's client.
    try track(quiet, "f", "10")
    _ = try quiet.result("health/check")
    #expect(quiet.notifications.isEmpty)
    #expect(worker.notifications.count == 1)
    // By the name of a channel of the type client; and not when other channels are named.
    try track(worker, "g", "10")
    #expect(worker.notifications.count == 2)
    try track(worker, "h", "10")
    #expect(worker.notifications.count == 2)
  }

  @Test("what is undone alerts nobody; other writes of the same commit do")
  func undone() throws {
    let worker = try worker(#"{"initializationOptions": {"notifications": ["alerts/raised"]}}"#)
    try webhook(worker)
    try budget(worker, thresholds: #"[{"percentage": 50}]"#)
    try budget(worker, "other", customer: "bravo", thresholds: #"[{"percentage": 50}]"#)
    let doomed = #"{"events": [{"id": "x", "customer_id": "acme", "cost_usd": 60}, {"id": "y", "cost_usd": -1}], "on_error": "abort"}"#
    // One message, so that all three are committed together.
    try worker.sendRaw(
      #"[{"jsonrpc": "2.0", "id": "a", "method": "usage/trackBatch", "params": \#(doomed)}, {"jsonrpc": "2.0", "id": "b", "method": "usage/track", "params": {"id": "z", "customer_id": "bravo", "cost_usd": 60}}, {"jsonrpc": "2.0", "id": "c", "method": "usage/trackBatch", "params": \#(doomed)}]"#)
    let first = try JSONValue.parse(try worker.line()), second = try JSONValue.parse(try worker.line())
    #expect(first["method"] == "alerts/raised")
    #expect(first.at("params.details.budget_id") == "other")
    #expect(second.array?.count == 3)
    try worker.deliver { try states(worker) == "1 0 0" }
    #expect(world.sent.count == 1)
    #expect(try worker.result("alerts/list").at("alerts").rows("message").count == 1)
    #expect(try worker.result("budget/evaluate")["alerts_triggered"]?.array?.isEmpty == true)
    #expect(worker.notifications.isEmpty)
  }

  @Test("what is due is still sent at the end of a worker, and told to have arrived")
  func endings() throws {
    do {
      let worker = try worker()
      try webhook(worker)
      try budget(worker, thresholds: #"[{"percentage": 50}]"#)
      try track(worker, "e", "60")
      worker.stop()
    }
    #expect(world.sent.count == 1)
    let worker = try worker()
    #expect(try states(worker) == "1 0 0")
  }

  @Test("a database in memory delivers, too, and tries again when it is time")
  func inMemory() throws {
    let worker = try WorldWorker(world, database: ":memory:")
    try webhook(worker)
    try budget(worker, thresholds: #"[{"percentage": 50}]"#)
    world.answer { [world] sent in world.sent.isEmpty ? 500 : 200 }
    try track(worker, "e", "60")
    try worker.deliver { world.sent.count == 1 }
    try worker.deliver { try worker.result("alerts/deliveryStats").at("channels.hook.failed_deliveries").int64 == 1 }
    for _ in 0..<20 { worker.host.tick() }
    #expect(try states(worker) == "0 0 1")
    #expect(world.sent.count == 1)
    world.pass(seconds: 2)
    try worker.deliver { try states(worker) == "1 0 0" }
    #expect(world.sent.count == 2)
  }

  @Test("a test of channels says what became of each, one test at a time")
  func testChannels() throws {
    let worker = try worker()
    world.set("SLACK", "https://hooks.slack.com/services/T/B/x")
    _ = try worker.result("alerts/setChannel", #"{"name": "s", "type": "slack", "webhook_url": "env:SLACK", "channel": "@costs"}"#)
    _ = try worker.result("alerts/setChannel", #"{"name": "w", "type": "webhook", "url": "https://hooks.example.com/w", "secret": "env:MISSING"}"#)
    _ = try worker.result("alerts/setChannel", #"{"name": "l", "type": "log"}"#)
    let results = try worker.result("alerts/testChannels")
    #expect(results.at("s.success").bool == true)
    #expect(results.at("s.response_time_ms").int64 == 12)
    #expect(results.at("w.success").bool == false)
    #expect(results.at("w.error") == "the environment variable MISSING that should hold the secret is not set")
    #expect(results.at("l.success").bool == true)
    #expect(world.sent.count == 1 && world.sent[0].json["channel"] == "@costs")
    #expect(try worker.refusal("alerts/testChannels", #"{"name": "nobody"}"#) == "NOT_FOUND")
    #expect((try worker.result("alerts/testChannels", #"{"name": "l"}"#).members ?? []).map(\.name) == ["l"])
  }
}
