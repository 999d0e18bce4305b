import CostModel
import Digests
import Foundation
import JSON
import Testing

@testable import Worker

/// A database with keys, and workers that ask for them.
struct KeyedWorkers {
  let folder: TestFolder
  let world: MovedWorld
  /// The process's owner: a worker in the mode `open` on the same database.
  let owner: WorldWorker

  init() throws {
    folder = try TestFolder()
    world = try MovedWorld()
    owner = try WorldWorker(world, database: folder.database)
  }

  func worker(_ key: String? = nil) throws -> WorldWorker {
    try WorldWorker(world, database: folder.database, access: "keys", params: key.map { #"{"access_key": "\#($0)"}"# } ?? "{}")
  }

  /// A new key, and its id.
  func key(_ role: String = "user", _ more: String = "") throws -> (key: String, id: String) {
    let customer = role == "user" ? #", "customer_id": "acme""# : ""
    let made = try owner.result("access/createKey", #"{"role": "\#(role)"\#(customer)\#(more)}"#)
    return (try #require(made["access_key"]?.string), try #require(made.at("key.key_id").string))
  }
}

@Suite("Access by keys")
struct AccessTests {
  private let keyed: KeyedWorkers

  init() throws { keyed = try KeyedWorkers() }

  /// Adds members to params.
  private func params(_ text: String, key: String) -> String {
    var members = (try? JSONValue.parse(text))?.members ?? []
    members.append(JSONMember(name: "_access_key", value: .string(key)))
    return JSONValue.object(members).text(pretty: false)
  }

  private func example(_ name: String) -> String { AllMethods.list.first { $0.name == name }?.example ?? "{}" }

  /// One call of each kind: answered at once, a read, a write, tracking.
  private static let kinds = ["prices/estimate", "budget/check", "cost/summary", "budget/set", "usage/track", "health/check"]

  @Test("a key is shown once; the file has its digest only")
  func shownOnce() throws {
    let made = try keyed.key()
    #expect(made.key.hasPrefix("cw_") && made.key.utf8.count == 67)
    for answer in [try keyed.owner.call("access/listKeys"), try keyed.owner.call("audit/list"), try keyed.owner.call("access/rotateKey", #"{"key_id": "\#(made.id)"}"#)] {
      #expect(!answer.text().contains(made.key))
    }
    let worker = try keyed.worker(made.key)
    _ = try worker.result("cost/summary")
    let digests = try TestConnection(keyed.folder.database).texts("SELECT lower(hex(digest)) FROM access_keys")
    #expect(digests.contains(Digests.hexadecimal(SHA256.digest(of: Array(made.key.utf8)))))
    // Only once nobody has the database open in this process: closing a descriptor of it would drop SQLite's locks.
    worker.stop()
    keyed.owner.stop()
    let bytes = try Data(contentsOf: URL(fileURLWithPath: keyed.folder.database))
    #expect(bytes.count > 4_096)
    for secret in [made.key, String(made.key.dropFirst(3))] { #expect(bytes.range(of: Data(secret.utf8)) == nil) }
  }

  @Test("every method but the document of methods needs a key that holds, whichever way it is called", arguments: kinds)
  func authentication(method: String) throws {
    let worker = try keyed.worker()
    let params = example(method)
    #expect(try worker.refusal(method, params) == "AUTHENTICATION_REQUIRED")
    for wrong in [#""""#, #""cw_0""#, "null", "5", "[]", "{}", "true"] {
      let text = params.dropLast() + (params == "{}" ? "" : ", ") + #""_access_key": \#(wrong)}"#
      #expect(try worker.refusal(method, String(text)) == "AUTHENTICATION_REQUIRED", "\(wrong)")
    }
    try worker.sendRaw(#"[{"jsonrpc": "2.0", "id": 1, "method": "\#(method)", "params": \#(params)}]"#)
    #expect(try JSONValue.parse(try worker.line()).at("0.error.data.code") == "AUTHENTICATION_REQUIRED")
    try worker.notify(method, params)
    #expect(try worker.call("rpc.discover")["result"] != nil)
    #expect(worker.notifications.isEmpty)
    // Nothing was done, and every refusal was written down.
    #expect(try keyed.owner.result("usage/query", #"{"days": 365, "as_of": "2026-10-01T12:00:00Z"}"#)["events"]?.array?.isEmpty == true)
    #expect(try keyed.owner.result("budget/list")["budget_count"]?.int64 == 0)
    let refused = try keyed.owner.result("audit/list", #"{"action": "refused"}"#)["entries"]?.array ?? []
    #expect(refused.count == 10)
    #expect(refused.allSatisfy { $0["subject"]?.string == method && $0["detail"] == "AUTHENTICATION_REQUIRED" && $0["principal"] == "owner" })
  }

  @Test("a connection has a key, or each request its own, which goes before")
  func ways() throws {
    let acme = try keyed.key(), admin = try keyed.key("admin")
    let bravo = try #require(try keyed.owner.result("access/createKey", #"{"customer_id": "bravo"}"#)["access_key"]?.string)
    let worker = try keyed.worker(acme.key)
    #expect(try worker.result("cost/summary").at("query_params.customer_id") == "acme")
    #expect(try worker.result("cost/summary", params("{}", key: bravo)).at("query_params.customer_id") == "bravo")
    #expect(try worker.result("cost/summary", params("{}", key: admin.key)).at("query_params.customer_id") == .null)
    #expect(try worker.refusal("cost/summary", params("{}", key: "cw_wrong")) == "AUTHENTICATION_REQUIRED")
    // A slip of the host must not fall back to the connection's own key.
    #expect(try worker.refusal("cost/summary", #"{"_access_key": null}"#) == "AUTHENTICATION_REQUIRED")
  }

  @Test("a connection with a wrong key is refused, and may try again; the refusal is written down")
  func connection() throws {
    let made = try keyed.key()
    let worker = try WorldWorker(keyed.world, #"{"database": "\#(keyed.folder.database)", "access": "keys"}"#)
    for wrong in ["cw_wrong", ""] {
      #expect(try worker.refusal("initialize", #"{"access_key": "\#(wrong)"}"#) == "AUTHENTICATION_REQUIRED")
    }
    #expect(try worker.call("cost/summary")["result"] == nil)
    #expect(try worker.refusal("initialize", #"{"access_key": "\#(made.key)"}"#) == "")
    #expect(try worker.refusal("cost/summary") == "")
    let refused = try keyed.owner.result("audit/list", #"{"action": "refused"}"#)["entries"]?.array ?? []
    #expect(refused.map { $0["subject"]?.string } == ["initialize", "initialize"])
    #expect(try keyed.owner.result("audit/list", #"{"verify": true}"#).at("chain.valid").bool == true)
  }

  @Test("revoked, expired and rotated keys end in every worker at once")
  func ends() throws {
    let revoked = try keyed.key(), expired = try keyed.key("user", #", "expires_in_days": 1"#), old = try keyed.key()
    let workers = try [keyed.worker(), keyed.worker(), keyed.worker()]
    func check(_ key: String, _ symbol: String, _ words: Comment) throws {
      for worker in workers {
        for method in ["cost/summary", "budget/check"] { #expect(try worker.refusal(method, params(example(method), key: key)) == symbol, words) }
      }
    }
    for key in [revoked, expired, old] { try check(key.key, "", "all hold") }
    _ = try keyed.owner.result("access/revokeKey", #"{"key_id": "\#(revoked.id)"}"#)
    try check(revoked.key, "AUTHENTICATION_REQUIRED", "revoked")
    let rotated = try keyed.owner.result("access/rotateKey", #"{"key_id": "\#(old.id)", "overlap_seconds": 120}"#)
    let new = try #require(rotated["access_key"]?.string)
    keyed.world.pass(seconds: 119)
    for key in [old.key, new] { try check(key, "", "both hold") }
    keyed.world.pass(seconds: 1)
    try check(old.key, "AUTHENTICATION_REQUIRED", "the overlap is over")
    try check(new, "", "the new one holds")
    keyed.world.pass(seconds: 86_400 - 120)
    try check(expired.key, "AUTHENTICATION_REQUIRED", "expired")
    let states = try keyed.owner.result("access/listKeys")["keys"]?.array ?? []
    #expect(states.map { $0["state"]?.string ?? "" }.sorted() == ["active", "expired", "expired", "revoked"])
    #expect(states.first { $0["key_id"]?.string == old.id }?["replaced_by"] == rotated.at("key.key_id"))
    #expect(try keyed.owner.refusal("access/rotateKey", #"{"key_id": "\#(revoked.id)"}"#) == "CONFLICT")
    #expect(try keyed.owner.refusal("access/revokeKey", #"{"key_id": "key-0"}"#) == "NOT_FOUND")
  }

  @Test("keys are due to be rotated after 90 days")
  func rotationDue() throws {
    _ = try keyed.key()
    let isDue = { try keyed.owner.result("access/listKeys").at("keys.0.rotation_due").bool }
    keyed.world.pass(seconds: 90 * 86_400 - 1)
    #expect(try isDue() == false)
    keyed.world.pass(seconds: 1)
    #expect(try isDue() == true)
  }

  @Test("nobody hands on what its own key may not do")
  func escalation() throws {
    let limited = try keyed.key("admin", #", "permissions": ["read_budgets"]"#), root = try keyed.key("super_admin"), admin = try keyed.key("admin")
    let worker = try keyed.worker()
    let make = { (key: String, more: String) in try worker.refusal("access/createKey", params("{\(more)}", key: key)) }
    #expect(try make(limited.key, #""role": "admin""#) == "ACCESS_DENIED")
    #expect(try make(limited.key, #""role": "user", "customer_id": "c", "permissions": ["track_costs"]"#) == "ACCESS_DENIED")
    #expect(try make(limited.key, #""role": "admin", "permissions": ["read_budgets"]"#) == "")
    #expect(try make(admin.key, #""role": "super_admin""#) == "ACCESS_DENIED")
    #expect(try make(root.key, #""role": "super_admin""#) == "")
    for method in ["access/rotateKey", "access/revokeKey"] {
      #expect(try worker.refusal(method, params(#"{"key_id": "\#(root.id)"}"#, key: admin.key)) == "ACCESS_DENIED")
    }
    #expect(try worker.refusal("access/rotateKey", params(#"{"key_id": "\#(admin.id)"}"#, key: limited.key)) == "ACCESS_DENIED")
    #expect(try keyed.owner.refusal("access/createKey", #"{"role": "user"}"#) == "VALIDATION_ERROR")
    #expect(try keyed.owner.refusal("access/createKey", #"{"role": "admin", "customer_id": "acme"}"#) == "VALIDATION_ERROR")
    // Refusals inside a write are written down, too, and nothing else of it.
    let refused = try keyed.owner.result("audit/list", #"{"action": "refused"}"#)["entries"]?.array ?? []
    #expect(refused.count == 6)
    #expect(Set(refused.compactMap { $0["principal"]?.string }) == [limited.id, admin.id])
    #expect(try keyed.owner.result("access/listKeys")["key_count"]?.int64 == 5)
  }

  @Test(
    "the four permissions open what they name",
    arguments: [
      ("read_budgets", ["budget/check", "budget/get", "budget/list", "budget/status", "budget/summary", "budget/trends"]),
      ("track_costs", ["usage/track", "usage/trackBatch", "budget/reserve", "budget/settle", "budget/release", "usage/amend", "usage/import", "usage/logBatch"]),
      ("modify_budgets", ["budget/set", "budget/delete", "budget/evaluate"]),
      ("manage_alerts", ["alerts/list", "alerts/acknowledge", "alerts/setChannel", "alerts/resend", "webhooks/register", "webhooks/list", "webhooks/remove"]),
    ])
  func permissions(permission: String, methods: [String]) throws {
    let all = ["read_budgets", "track_costs", "modify_budgets", "manage_alerts"]
    let without = all.filter { $0 != permission }.map { "\"\($0)\"" }.joined(separator: ", ")
    let lacking = try keyed.key("admin", #", "permissions": [\#(without)]"#), having = try keyed.key("admin", #", "permissions": ["\#(permission)"]"#)
    let worker = try keyed.worker()
    for method in methods {
      let refused = try worker.call(method, params(example(method), key: lacking.key))
      #expect(refused["error"]?["data"]?["code"] == "ACCESS_DENIED", "\(method)")
      #expect(refused["error"]?["data"]?["details"]?["permission"]?.string == permission)
      #expect(try worker.refusal(method, params(example(method), key: having.key)) != "ACCESS_DENIED", "\(method)")
    }
  }

  @Test("a user's key has the permissions of a researcher unless it says otherwise")
  func usualPermissions() throws {
    let made = try keyed.owner.result("access/createKey", #"{"customer_id": "acme"}"#)
    #expect(made.at("key.permissions").array?.compactMap(\.string) == ["read_budgets", "track_costs"])
    let worker = try keyed.worker(made["access_key"]?.string)
    #expect(try worker.refusal("alerts/list") == "ACCESS_DENIED")
    #expect(try worker.refusal("budget/list") == "")
  }

  @Test("what needs premium is refused to standard with PAYMENT_REQUIRED")
  func tiers() throws {
    let premium = ["cost/realTime", "budget/check", "cost/anomalies", "cost/analytics", "cost/report", "budget/list"]
    let worker = try keyed.worker()
    for tier in ["standard", "premium", "enterprise"] {
      let key = try keyed.key("user", #", "tier": "\#(tier)""#).key
      for method in premium {
        let symbol = try worker.refusal(method, params("{}", key: key))
        #expect((symbol == "PAYMENT_REQUIRED") == (tier == "standard"), "\(method) for \(tier): \(symbol)")
      }
      for method in ["cost/summary", "health/check", "prices/list"] { #expect(try worker.refusal(method, params("{}", key: key)) == "", "\(method) for \(tier)") }
    }
  }

  @Test(
    "each group of methods has its limit of calls a minute, as the seeds give them",
    arguments: [
      ("cost/realTime", 10), ("budget/check", 20), ("cost/anomalies", 10), ("cost/analytics", 5), ("cost/report", 5), ("budget/list", 20),
      ("budget/set", 10), ("dashboard/overview", 100), ("health/check", 120), ("alerts/testChannels", 10), ("cost/summary", 60),
      ("usage/track", nil),
    ] as [(String, Int?)])
  func rates(method: String, limit: Int?) throws {
    let key = try keyed.key("admin").key, other = try keyed.key("admin").key
    let worker = try keyed.worker()
    let text = method == "alerts/testChannels" ? "{}" : example(method)
    for call in 0..<(limit ?? 200) { try #require(try worker.refusal(method, params(text, key: key)) != "RATE_LIMIT_EXCEEDED", "call \(call)") }
    guard let limit else { return }
    keyed.world.pass(seconds: 20)
    let refused = try worker.call(method, params(text, key: key))
    #expect(refused["error"]?["code"]?.int64 == 429)
    #expect(refused["error"]?["data"]?["retry_after"]?.double == 40, "\(refused.text())")
    #expect(refused["error"]?["message"]?.string?.contains("maximum \(limit) ") == true)
    #expect(try worker.refusal(method, params(text, key: other)) != "RATE_LIMIT_EXCEEDED")
    keyed.world.pass(seconds: 40)
    #expect(try worker.refusal(method, params(text, key: key)) != "RATE_LIMIT_EXCEEDED")
  }

  @Test("a key may have limits of its own")
  func ownRates() throws {
    let key = try keyed.key("user", #", "rate_limits": {"general": 2, "tracking": 1}"#).key
    let worker = try keyed.worker(key)
    #expect(try (0..<3).map { _ in try worker.refusal("cost/summary") } == ["", "", "RATE_LIMIT_EXCEEDED"])
    #expect(try (0..<2).map { try worker.refusal("usage/track", #"{"id": "e\#($0)", "cost_usd": 1}"#) } == ["", "RATE_LIMIT_EXCEEDED"])
  }

  @Test("what belongs to the process's owner cannot be set by a client")
  func ownerSettings() throws {
    let settings = [
      #""database": "/tmp/other.db""#, #""durability": "normal""#, #""prices": "/etc/passwd""#, #""access": "open""#, #""store_text": "full""#,
      #""webhook_allow": ["127.0.0.1:80"]"#, #""allow_network_fs": true"#,
    ]
    for setting in settings {
      let worker = try WorldWorker(keyed.world, #"{"database": "\#(keyed.folder.database)", "access": "keys"}"#)
      #expect(try worker.refusal("initialize", #"{"initializationOptions": {\#(setting)}}"#) == "ACCESS_DENIED", "\(setting)")
    }
    let admin = try keyed.key("super_admin").key
    let worker = try keyed.worker(admin)
    let wallpaper = try WorldWorker(keyed.world, #"{"database": ":memory:", "access": "keys"}"#)
    #expect(try wallpaper.refusal("initialize") == "CONFIGURATION_ERROR")
    for method in ["usage/import", "usage/export"] {
      #expect(try worker.refusal(method, #"{"path": "/tmp/costwire-x"}"#) == "ACCESS_DENIED")
      #expect(try worker.refusal(method, #"{"\u0070ath": "/tmp/costwire-x"}"#) == "ACCESS_DENIED", "however it is spelled")
    }
    for reference in ["file:/etc/passwd", "command:cat /etc/passwd"] {
      #expect(try worker.refusal("webhooks/register", #"{"webhook_url": "https://h.example.com/", "secret": "\#(reference)"}"#) == "ACCESS_DENIED")
      #expect(try worker.refusal("alerts/setChannel", #"{"name": "s", "type": "slack", "webhook_url": "\#(reference)"}"#) == "ACCESS_DENIED")
    }
    #expect(try worker.refusal("webhooks/register", #"{"webhook_id": "w", "webhook_url": "https://h.example.com/", "secret": "env:S"}"#) == "")
    #expect(try worker.refusal("webhooks/rotateSecret", #"{"webhook_id": "w", "secret": "file:/etc/passwd"}"#) == "ACCESS_DENIED")
    #expect(try keyed.owner.result("webhooks/list").at("webhooks.0.secret") == "env:S")
  }

  @Test("changes are written down with who made them, whatever kind of write it is")
  func auditedChanges() throws {
    let admin = try keyed.key("admin")
    let worker = try keyed.worker(admin.key)
    _ = try worker.result("budget/set", #"{"budget_id": "b", "daily_limit_usd": 1}"#)
    _ = try worker.result("usage/track", #"{"id": "e", "cost_usd": 1}"#)
    _ = try worker.result("usage/delete", #"{"id": "e", "confirm": true}"#)
    _ = try keyed.owner.result("budget/delete", #"{"budget_id": "b"}"#)
    let entries = try keyed.owner.result("audit/list").at("entries").rows("principal", "action")
    #expect(entries == ["owner budget/delete", "\(admin.id) usage/delete", "\(admin.id) budget/set", "owner access/createKey"])
    #expect(try worker.result("audit/list", #"{"principal": "\#(admin.id)"}"#).at("entries").array?.count == 2)
  }

  @Test("a refusal of a call that would be answered at once is written down")
  func auditedImmediate() throws {
    let made = try keyed.key()
    let worker = try keyed.worker(made.key)
    #expect(try worker.refusal("budget/check", #"{"scope": {"customer_id": "bravo"}, "amount_usd": 1}"#) == "ACCESS_DENIED")
    #expect(try worker.refusal("cost/summary", #"{"customer_id": ["acme", "bravo"]}"#) == "ACCESS_DENIED")
    let rows = try keyed.owner.result("audit/list", #"{"action": "refused"}"#).at("entries").rows("principal", "subject", "detail")
    #expect(rows == ["\(made.id) cost/summary ACCESS_DENIED", "\(made.id) budget/check ACCESS_DENIED"])
  }

  @Test(
    "a changed, removed or added entry of the audit log is found",
    arguments: [
      ("UPDATE audit_log SET detail = '{}' WHERE seq = 3", 3), ("UPDATE audit_log SET principal = 'x' WHERE seq = 1", 1),
      ("UPDATE audit_log SET at = at + 1 WHERE seq = 4", 4), ("DELETE FROM audit_log WHERE seq = 1", 2), ("DELETE FROM audit_log WHERE seq = 3", 4),
      ("DELETE FROM audit_log WHERE seq = 5", 5), ("DELETE FROM audit_log", 1),
      ("INSERT INTO audit_log(seq, at, action, subject, detail) VALUES(6, 0, 'a', '', '')", 6),
      ("INSERT INTO audit_log(seq, at, action, subject, detail) VALUES(0, 0, 'a', '', '')", 0),
      ("INSERT INTO audit_log(seq, at, action, subject, detail, digest) VALUES(6, 0, 'a', '', '', zeroblob(32))", 6),
      ("UPDATE audit_log SET digest = NULL WHERE seq = 5", 5),
      ("UPDATE audit_log SET seq = 7 WHERE seq = 5", 7),
    ])
  func chain(sql: String, broken: Int64) throws {
    for index in 0..<5 { _ = try keyed.key("admin", #", "name": "k\#(index)""#) }
    let chain = { try keyed.owner.result("audit/list", #"{"verify": true}"#)["chain"] ?? .null }
    #expect(try chain() == ["valid": true, "entries": 5, "first_broken": .null])
    try TestConnection(keyed.folder.database).run(sql)
    #expect(try chain()["valid"]?.bool == false)
    #expect(try chain()["first_broken"]?.int64 == broken)
    #expect(try keyed.owner.result("system/verify")["ok"]?.bool == false)
    // Going on does not mend it.
    _ = try keyed.key()
    #expect(try chain()["valid"]?.bool == false)
  }

  @Test("a client hears only of alerts of the customer of its own key, as long as that holds")
  func notifications() throws {
    for (id, scope) in [("a", #"{"customer_id": "acme"}"#), ("b", #"{"customer_id": "bravo"}"#), ("all", "{}")] {
      _ = try keyed.owner.result(
        "budget/set", #"{"budget_id": "\#(id)", "scope": \#(scope), "daily_limit_usd": 100, "enforcement": "monitor", "thresholds": [{"percentage": 10}, {"percentage": 90}]}"#)
    }
    let user = try keyed.key(), admin = try keyed.key("admin")
    let asking = #""initializationOptions": {"notifications": ["alerts/raised"]}"#
    func client(_ key: String?) throws -> WorldWorker {
      try WorldWorker(keyed.world, database: keyed.folder.database, access: "keys", params: key.map { #"{"access_key": "\#($0)", \#(asking)}"# } ?? "{\(asking)}")
    }
    func heard(_ worker: WorldWorker) -> [String] { worker.notifications.compactMap { $0.at("params.details.budget_id").string } }
    let (own, none, every) = (try client(user.key), try client(nil), try client(admin.key))
    _ = try own.result("usage/track", params(#"{"id": "e1", "customer_id": "bravo", "cost_usd": 5}"#, key: admin.key))
    _ = try own.result("usage/track", #"{"id": "e2", "cost_usd": 10}"#)
    #expect(heard(own) == ["a"])
    _ = try none.result("usage/track", params(#"{"id": "e3", "customer_id": "bravo", "cost_usd": 5}"#, key: admin.key))
    #expect(heard(none).isEmpty)
    _ = try keyed.owner.result("access/revokeKey", #"{"key_id": "\#(user.id)"}"#)
    _ = try own.result("usage/track", params(#"{"id": "e4", "customer_id": "acme", "cost_usd": 80}"#, key: admin.key))
    #expect(heard(own) == ["a"])
    _ = try every.result("usage/track", #"{"id": "e5", "customer_id": "bravo", "cost_usd": 80}"#)
    #expect(Set(heard(every)) == ["b"])
  }
}
