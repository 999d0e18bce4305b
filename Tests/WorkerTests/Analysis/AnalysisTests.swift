import CostModel
import Digests
import Foundation
import JSON
import Testing

@testable import JSONRPC
@testable import Store
@testable import Worker

@Suite("Analyses are as seed 000 says")
struct AnalysisTests {
  private let folder: TestFolder
  private let world: MovedWorld
  private let worker: WorldWorker

  init() throws {
    folder = try TestFolder()
    world = try MovedWorld()
    world.set("SECRET", "very-secret")
    worker = try WorldWorker(world, database: folder.database, durability: "normal")
  }

  /// Sixty days of three users' calls, and queries of two datasets.
  private func fill(project: String = "my-project", customer: String = "acme") throws {
    var events: [String] = []
    for day in 1...60 {
      let at = Timestamp(microseconds: world.now.microseconds - Int64(day) * Timestamp.microsecondsPerDay).rfc3339
      for user in 0..<4 {
        events.append(
          #"{"id": "\#(project)-\#(day)-\#(user)", "project_id": "\#(project)", "customer_id": "\#(customer)", "timestamp": "\#(at)", "provider": "openai", "model": "gpt-4o", "user_email": "u\#(user)@example.com", "prompt_tokens": \#(1_000 + user * 700), "completion_tokens": 200}"#)
      }
      events.append(
        #"{"id": "\#(project)-q\#(day)", "project_id": "\#(project)", "customer_id": "\#(customer)", "timestamp": "\#(at)", "provider": "bigquery", "user_email": "u1@example.com", "query_text": "SELECT * FROM `p.my_dataset.events` WHERE id = \#(day)", "bytes_billed": 500000000000}"#)
      events.append(
        #"{"id": "\#(project)-r\#(day)", "project_id": "\#(project)", "customer_id": "\#(customer)", "timestamp": "\#(at)", "provider": "bigquery", "user_email": "u2@example.com", "query_text": "SELECT a FROM `p.other.rows`", "bytes_billed": 100000000000}"#)
    }
    let answer = try worker.result("usage/trackBatch", #"{"events": [\#(events.joined(separator: ","))]}"#)
    try #require(answer["accepted"]?.int64 == Int64(events.count), "\(answer.text().prefix(600))")
  }

  private func start(_ params: String = "{}", on worker: WorldWorker? = nil) throws -> String {
    try #require(try (worker ?? self.worker).result("analysis/start", params)["analysis_id"]?.string)
  }

  private func status(_ id: String, on worker: WorldWorker? = nil) throws -> JSONValue {
    try (worker ?? self.worker).result("analysis/status", #"{"analysis_id": "\#(id)"}"#)
  }

  /// Waits for the end, and answers the result.
  private func result(_ id: String, on worker: WorldWorker? = nil) throws -> JSONValue {
    let worker = worker ?? self.worker
    try worker.deliver { try ["completed", "failed"].contains(status(id, on: worker)["status"]?.string) }
    return try worker.result("analysis/result", #"{"analysis_id": "\#(id)"}"#)
  }

  @Test("S0-40: start answers an id that is a UUID, pending, and that the request was submitted")
  func starts() throws {
    let answer = try worker.result("analysis/start", #"{"project_id": "my-project", "dataset_id": "my_dataset"}"#)
    #expect(answer.members?.map(\.name) == ["analysis_id", "status", "message"])
    let id = try #require(answer["analysis_id"]?.string)
    #expect(UUID(uuidString: id)?.uuidString.lowercased() == id && id[id.index(id.startIndex, offsetBy: 14)] == "4", "\(id)")
    #expect(answer["status"]?.string == "pending" && answer["message"]?.string == "Analysis request submitted successfully")
  }

  @Test("S0-41: status tells the progress in whole percent and the stage, up to the end")
  func statuses() throws {
    let id = try start(#"{"project_id": "my-project"}"#)
    _ = try result(id)
    let ended = try status(id)
    #expect(ended["status"]?.string == "completed" && ended["progress"]?.int64 == 100 && ended["message"]?.string == "Analysis completed")
    #expect(ended.at("query_params.project_id").string == "my-project")
    // One that is under way, in another worker.
    try TestConnection(folder.database).run(
      """
      INSERT INTO jobs(id, kind, params, digest, lane, priority, state, attempts, fruitless, due_at, token, owner, lease_boot,
        lease_uptime, lease_at, progress, message, created_at, revision)
      VALUES('a', 'analysis', '{}', 0, '', 0, 1, 1, 1, 0, 1, 'x', 1, 900000000000000, 0, 45999, 'Analyzing query patterns', 0, 1000000)
      """)
    let running = try status("a")
    #expect(running["status"]?.string == "in_progress" && running["progress"]?.int64 == 45 && running["message"]?.string == "Analyzing query patterns")
    #expect(try worker.refusal("analysis/result", #"{"analysis_id": "a"}"#) == "CONFLICT")
    #expect(try worker.refusal("analysis/status", #"{"analysis_id": "b"}"#) == "NOT_FOUND")
    #expect(AnalysisStage.allCases.reduce(0) { $0 + $1.weight } == 100)
  }

  @Test("S0-42: the result holds all parts, with recommendations and their plans, as the methods answer them")
  func parts() throws {
    try fill()
    let result = try result(try start(#"{"project_id": "my-project", "days": 30}"#))
    for stage in AnalysisStage.allCases {
      #expect(result.at("\(stage.rawValue).status").string == "completed", "\(stage): \(result.at(stage.rawValue).text(pretty: false).prefix(300))")
    }
    #expect(result.at("query_patterns.result.attribution.cost_by_pattern.0.pattern").string?.contains("my_dataset") == true)
    #expect(result.at("hot_tables.result.attribution.cost_by_table.0.table").string == "p.my_dataset.events")
    #expect(result.at("forecast.result.forecast.forecast").array?.count == 30)
    let recommendations = try #require(result.at("recommendations.result.recommendations").array)
    #expect(!recommendations.isEmpty && recommendations.allSatisfy { ($0["implementation_plan"]?.array?.count ?? 0) > 1 })
    let asked = #"{"project_id": "my-project", "days": 30, "as_of": "2026-10-01T12:00:00Z"}"#
    #expect(result.at("anomalies.result.total_cost_usd") == (try worker.result("cost/summary", asked)).at("summary.total_cost_usd"))
    #expect(result.at("recommendations.result.total_savings_usd") == (try worker.result("cost/recommendations", asked))["total_savings_usd"])
    #expect(result["window"] == (try worker.result("cost/summary", asked)).at("query_params.window"))
    #expect(result.at("query_params.project_id").string == "my-project")
  }

  @Test("a dataset narrows the parts that know tables, and kinds says which parts are made")
  func narrowed() throws {
    try fill()
    let result = try result(try start(#"{"project_id": "my-project", "dataset_id": "other", "kinds": ["query_patterns", "hot_tables"]}"#))
    #expect(result["forecast"] == nil && result["anomalies"] == nil)
    let tables = result.at("hot_tables.result.attribution.cost_by_table").array?.compactMap { $0["table"]?.string }
    let patterns = result.at("query_patterns.result.attribution.cost_by_pattern").array?.compactMap { $0["pattern"]?.string } ?? []
    #expect(tables == ["p.other.rows"] && patterns.count == 1 && patterns.allSatisfy { $0.contains("other") })
    for (table, dataset, isOf) in [("p.d.t", "d", true), ("p.d.t", "p.d", true), ("d.t", "d", true), ("p.xd.t", "d", false), ("d", "d", false), ("p.d.t", "t", false)] {
      #expect(AnalysisQuestions.isOf(table, dataset) == isOf, "\(table) \(dataset)")
    }
  }

  @Test("a part with too little data says so, and the others are made")
  func insufficient() throws {
    let result = try result(try start())
    for stage in [AnalysisStage.clusters, .forecast] {
      #expect(result.at("\(stage.rawValue).status").string == "insufficient_data")
      #expect(result.at("\(stage.rawValue).message").string?.contains("needed") == true || result.at("\(stage.rawValue).message").string?.contains("needs") == true)
    }
    #expect(result.at("recommendations.status").string == "completed")
  }

  @Test("a part that was done before its worker ended is not made again")
  func resumes() throws {
    try fill()
    try TestConnection(folder.database).run(
      """
      INSERT INTO jobs(id, kind, params, digest, lane, priority, state, attempts, fruitless, due_at, token, owner, lease_boot,
        lease_uptime, lease_at, progress, message, checkpoint, created_at, revision)
      VALUES('taken-over', 'analysis', '{"kinds": ["hot_tables", "anomalies"]}', 0, '', 0, 1, 1, 1, 0, 1, 'dead', 1, 0, 0, 45000, 'Detecting anomalies',
        '{"hot_tables": {"status": "completed", "result": {"kept": 12.340000001}}}', \(world.now.microseconds), 1000000)
      """)
    let result = try result("taken-over")
    #expect(result.at("hot_tables.result").text(pretty: false) == #"{"kept":12.340000001}"#)
    #expect(result.at("anomalies.status").string == "completed")
    #expect(try worker.result("jobs/get", #"{"job_id": "taken-over"}"#)["attempts"]?.int64 == 2)
  }

  @Test("one that is cancelled stays so, and has no result")
  func cancels() throws {
    try TestConnection(folder.database).run(
      """
      INSERT INTO jobs(id, kind, params, digest, lane, priority, state, attempts, fruitless, due_at, token, owner, lease_boot,
        lease_uptime, lease_at, progress, message, created_at, revision)
      VALUES('later', 'analysis', '{}', 0, '', 0, 0, 0, 0, 9000000000000000, 0, '', 0, 0, 0, 0, '', 0, 1000000)
      """)
    #expect(try status("later")["status"]?.string == "pending")
    #expect(try worker.result("analysis/cancel", #"{"analysis_id": "later"}"#)["status"]?.string == "cancelled")
    #expect(try worker.result("analysis/cancel", #"{"analysis_id": "later"}"#)["status"]?.string == "cancelled")
    let refused = try worker.call("analysis/result", #"{"analysis_id": "later"}"#)
    #expect(refused.at("error.data.details.status").string == "cancelled")
    // A job of another kind is none.
    let run = try #require(try worker.result("scheduler/trigger", #"{"job_id": "forecasting"}"#)["run_id"]?.string)
    for method in ["analysis/status", "analysis/result", "analysis/cancel"] {
      #expect(try worker.refusal(method, #"{"analysis_id": "\#(run)"}"#) == "NOT_FOUND")
    }
  }

  @Test("they are listed newest first, by state and by pages")
  func lists() throws {
    let ids = try (0..<3).map { _ in try start(#"{"kinds": ["hot_tables"]}"#) }
    for id in ids { _ = try result(id) }
    let first = try worker.result("analysis/list", #"{"limit": 2, "status": ["completed"]}"#)
    #expect(first["analyses"]?.array?.compactMap { $0["analysis_id"]?.string } == [ids[2], ids[1]])
    let cursor = try #require(first["next_cursor"]?.string)
    let second = try worker.result("analysis/list", #"{"limit": 2, "cursor": "\#(cursor)"}"#)
    #expect(second["analyses"]?.array?.compactMap { $0["analysis_id"]?.string } == [ids[0]] && second["next_cursor"] == nil)
    #expect(try worker.result("analysis/list", #"{"status": ["failed"]}"#)["analyses"]?.array?.isEmpty == true)
  }

  // MARK: The callback

  private func isSigned(_ sent: MovedWorld.Sent, _ secret: String) -> Bool {
    let parts = sent.header("X-Webhook-Signature").split(separator: ",").map { $0.split(separator: "=", maxSplits: 1).map(String.init) }
    guard let time = parts.first(where: { $0[0] == "t" })?[1] else { return false }
    let code = HMACSHA256.authenticate(key: Array(secret.utf8), message: Array("\(time).".utf8) + sent.body)
    return parts.contains { $0[0] == "v1" && $0[1] == Digests.hexadecimal(code) }
  }

  @Test("S0-41: its end is told to the callback by one signed delivery, however often that is tried")
  func callback() throws {
    world.answer { [world] _ in world.sent.count < 2 ? 500 : 200 }
    let id = try start(#"{"kinds": ["hot_tables"], "callback_url": "https://hooks.example.com/done", "callback_secret": "env:SECRET"}"#)
    _ = try result(id)
    try worker.deliver {
      world.pass(seconds: 10)
      return world.sent.count >= 3
    }
    try worker.deliver { try worker.result("alerts/deliveryStats")["successful_deliveries"]?.int64 == 1 }
    for _ in 0..<20 { worker.host.tick() }
    #expect(world.sent.count == 3 && Set(world.sent.map { $0.header("X-Webhook-Delivery") }).count == 1 && Set(world.sent.map(\.body)).count == 1)
    let sent = try #require(world.sent.last)
    #expect(sent.url.hasSuffix("/done") && isSigned(sent, "very-secret"))
    #expect(sent.json["type"]?.string == "analysis_completed" && sent.json.at("analysis.analysis_id").string == id && sent.json["severity"]?.string == "info")
    #expect(try status(id)["callback_delivery_id"]?.string == sent.header("X-Webhook-Delivery"))
    #expect(try !worker.result("analysis/result", #"{"analysis_id": "\#(id)"}"#).text().contains("env:SECRET"))
    for table in ["jobs", "deliveries", "audit_log"] {
      let columns = ["jobs": "params || coalesce(result, '') || coalesce(checkpoint, '')", "deliveries": "payload", "audit_log": "detail"][table] ?? ""
      #expect(try TestConnection(folder.database).texts("SELECT \(columns) FROM \(table)").allSatisfy { !$0.contains("very-secret") })
    }
  }

  @Test("a failed analysis tells its callback, too")
  func failedCallback() throws {
    // An instant that the calendar does not reach makes the window impossible for a version that reads it otherwise.
    try TestConnection(folder.database).run(
      """
      INSERT INTO jobs(id, kind, params, digest, lane, priority, state, attempts, fruitless, due_at, token, owner, lease_boot,
        lease_uptime, lease_at, progress, message, created_at, revision)
      VALUES('bad', 'analysis', '{"start": "2026-10-02", "end": "2026-10-01", "callback_url": "https://hooks.example.com/x", "callback_secret": "env:SECRET"}',
        0, '', 0, 0, 0, 0, 0, 0, '', 0, 0, 0, 0, '', 0, 1000000)
      """)
    try worker.deliver { world.sent.count == 1 }
    #expect(world.sent.first?.json["type"]?.string == "analysis_failed" && world.sent.first?.json["severity"]?.string == "high")
    #expect(try status("bad")["status"]?.string == "failed" && status("bad").at("error.code").string == "VALIDATION_ERROR")
  }

  @Test("without a secret of its own, the one of the webhook for the same URL signs")
  func registeredCallback() throws {
    #expect(try worker.refusal("analysis/start", #"{"callback_url": "https://hooks.example.com/done"}"#) == "VALIDATION_ERROR")
    _ = try worker.result("webhooks/register", #"{"webhook_url": "https://hooks.example.com/done", "secret": "env:SECRET", "triggers": ["budget_alert"]}"#)
    _ = try result(try start(#"{"kinds": ["hot_tables"], "callback_url": "https://hooks.example.com/done"}"#))
    try worker.deliver { world.sent.count == 1 }
    #expect(isSigned(world.sent[0], "very-secret"))
  }

  @Test(
    "a callback is judged as webhooks are",
    arguments: [
      (#""callback_url": "https://10.0.0.1/x", "callback_secret": "env:SECRET""#, "callback_url"),
      (#""callback_url": "http://hooks.example.com/x", "callback_secret": "env:SECRET""#, "callback_url"),
      (#""callback_url": "https://hooks.example.com/x", "callback_secret": "the secret itself""#, "callback_secret"),
      (#""callback_secret": "env:SECRET""#, "callback_url"), (#""kinds": []"#, "kinds"), (#""kinds": ["tables"]"#, "kinds"),
      (#""start": "2026-10-02", "end": "2026-10-01""#, "end"),
    ])
  func refuses(members: String, path: String) throws {
    let answer = try worker.call("analysis/start", "{\(members)}")
    #expect(answer.at("error.data.code").string == "VALIDATION_ERROR" && answer.at("error.message").string?.contains("params.\(path)") == true, "\(answer.text())")
    #expect(!answer.text().contains("the secret itself"))
    #expect(try worker.result("analysis/list")["analyses"]?.array?.isEmpty == true)
  }

  // MARK: Customers

  @Test("a customer's key makes and sees its own analyses, of its own rows")
  func tenancy() throws {
    try fill(project: "own", customer: "acme")
    try fill(project: "foreign", customer: "bravo")
    func keyed(_ customer: String) throws -> WorldWorker {
      let key = try #require(try worker.result("access/createKey", #"{"customer_id": "\#(customer)"}"#)["access_key"]?.string)
      return try WorldWorker(world, database: folder.database, access: "keys", params: #"{"access_key": "\#(key)"}"#)
    }
    let (acme, bravo) = (try keyed("acme"), try keyed("bravo"))
    let id = try start(on: acme)
    let result = try result(id, on: acme)
    let own = try worker.result("cost/summary", #"{"customer_id": "acme", "as_of": "2026-10-01T12:00:00Z"}"#).at("summary.total_cost_usd")
    #expect(result.at("anomalies.result.total_cost_usd") == own && result.at("query_params.customer_id").string == "acme")
    #expect(try start(on: acme) != id)
    for method in ["analysis/status", "analysis/result", "analysis/cancel"] {
      #expect(try bravo.refusal(method, #"{"analysis_id": "\#(id)"}"#) == "NOT_FOUND")
    }
    #expect(try bravo.result("analysis/list")["analyses"]?.array?.isEmpty == true)
    #expect(try acme.result("analysis/list")["analyses"]?.array?.count == 2)
    #expect(try acme.refusal("analysis/start", #"{"customer_id": "bravo"}"#) == "ACCESS_DENIED")
    // What the process signs by, and sends to, is not a customer's to choose.
    #expect(try acme.refusal("analysis/start", #"{"callback_url": "https://hooks.example.com/x", "callback_secret": "env:SECRET"}"#) == "ACCESS_DENIED")
    #expect(try acme.refusal("analysis/start", #"{"callback_url": "https://hooks.example.com/x"}"#) == "ACCESS_DENIED")
    _ = try worker.result("webhooks/register", #"{"webhook_url": "https://hooks.example.com/x", "secret": "env:SECRET", "triggers": ["budget_alert"]}"#)
    _ = try start(#"{"kinds": ["hot_tables"], "callback_url": "https://hooks.example.com/x"}"#, on: acme)
  }

  @Test("an analysis may be scheduled")
  func scheduled() throws {
    let set = #"{"job_id": "weekly", "cron": "0 6 * * MON", "kind": "analysis", "params": {"kinds": ["hot_tables"], "days": 7}}"#
    #expect(try worker.result("scheduler/set", set).at("job.params.days").int64 == 7)
    let id = try #require(try worker.result("scheduler/trigger", #"{"job_id": "weekly"}"#)["run_id"]?.string)
    #expect(UUID(uuidString: id) != nil)
    #expect(try result(id).at("hot_tables.status").string == "completed")
    #expect(try worker.refusal("scheduler/set", #"{"job_id": "w", "cron": "@weekly", "kind": "analysis", "params": {"callback_url": "https://hooks.example.com/x"}}"#) == "VALIDATION_ERROR")
  }
}
