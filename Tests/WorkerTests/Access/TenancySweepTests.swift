import CostModel
import JSON
import Testing

@testable import JSONRPC
@testable import Worker

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Calls every method there is with one customer's key while another customer has data too.
///
/// What a method is called with comes from its own example and its own params, so a new method is covered as it is.
@Suite("One customer's key and another customer's data")
struct TenancySweepTests {
  /// What is bravo's alone, each in a spelling found nowhere else.
  private enum Bravo {
    static let customer = "zq-bravo-customer", event = "zq-bravo-event", user = "zq-bravo-user@example.com", model = "zq-bravo-model"
    static let project = "zq-bravo-project", budget = "zq-bravo-budget", reservation = "zq-bravo-reservation", team = "zq-bravo-team"
    static let query = "SELECT zq_bravo FROM zq_bravo_table", operation = "zq-bravo-operation", webhook = "zq-bravo-webhook"
    static let tag = "zq-bravo-tag", category = "zq-bravo-category", provider = "zq-bravo-provider", environment = "zq-bravo-environment"
    static let global = "zq-global-budget", job = "zq-bravo-job"
    static let words = [
      customer, event, "zq-bravo-user", model, project, budget, reservation, team, "zq_bravo", operation, webhook, tag, category, provider, environment, global, job,
    ]
    /// Every sum of one to five of its events ends in one of these, whatever is added of others' whole dollars.
    static let amounts = (1...5).map { String(424_242 * $0) }
  }

  /// A database with acme's data, and bravo's if wanted.
  private final class Ledger {
    let folder: TestFolder
    let world: MovedWorld
    let owner: WorldWorker
    let key: String
    var asking: WorldWorker
    var bravoAlert = "alert-0123456789abcdef"
    var bravoKey = "key-0123456789abcdef"
    /// Analyses of each customer's own.
    private(set) var analyses: [String] = []

    init(withBravo: Bool) throws {
      folder = try TestFolder()
      let setup = try MovedWorld()
      setup.set("SECRET", "s")
      // Nothing here has to survive a power cut.
      owner = try WorldWorker(setup, database: folder.database, durability: "normal")
      for (customer, word) in [("acme", "acme")] + (withBravo ? [(Bravo.customer, "zq-bravo")] : []) {
        try Self.fill(owner, customer, word, isBravo: customer == Bravo.customer)
      }
      let rows = try TestConnection(folder.database)
      // One that ended, and one that may be begun again; of a kind that nobody does.
      for (number, customer, word) in [(1, "acme", "acme")] + (withBravo ? [(3, Bravo.customer, "zq-bravo")] : []) {
        for (number, name, state) in [(number, "\(word)-job", "2"), (number + 1, "\(word)-job-failed", "3")] {
          try rows.run(
            """
            INSERT INTO jobs VALUES(\(number), '\(name)', 'sweep', '\(name)', '{}', 0, '', '\(customer)', 0, \(state), 1, 1, 0, 1, '', 0, 0, 0, 0, '\(name)',
              NULL, \(state == "2" ? "'{}'" : "NULL"), \(state == "3" ? "'\(name)'" : "NULL"), 0, 0, 0, \(number))
            """)
        }
      }
      _ = try owner.result("budget/set", #"{"budget_id": "\#(Bravo.global)", "daily_limit_usd": 900000, "thresholds": [{"percentage": 1}]}"#)
      if withBravo {
        _ = try owner.result("budget/evaluate")
        bravoAlert = try owner.result("alerts/list", #"{"customer_id": "\#(Bravo.customer)"}"#).at("alerts.0.id").string ?? bravoAlert
        bravoKey = try owner.result("access/createKey", #"{"customer_id": "\#(Bravo.customer)", "name": "\#(Bravo.customer)"}"#).at("key.key_id").string ?? bravoKey
      }
      let groups = RateGroup.allCases.map { #""\#($0.rawValue)": 1000000"# }.joined(separator: ", ")
      key = try #require(
        try owner.result(
          "access/createKey",
          #"{"customer_id": "acme", "tier": "enterprise", "permissions": ["read_budgets", "track_costs", "modify_budgets", "manage_alerts"], "rate_limits": {\#(groups)}}"#)[
            "access_key"]?.string)
      // A fresh world, so that ids made for the two ledgers are the same from here on.
      world = try MovedWorld()
      world.set("SECRET", "s")
      asking = try WorldWorker(world, database: folder.database, access: "keys", durability: "normal", params: #"{"access_key": "\#(key)", "initializationOptions": {"notifications": ["alerts/raised"]}}"#)
      analyses.append(try Self.analyse(asking))
      if withBravo {
        let made = try owner.result("access/createKey", #"{"customer_id": "\#(Bravo.customer)", "name": "\#(Bravo.customer)-2"}"#)
        let key = try #require(made["access_key"]?.string)
        analyses.append(try Self.analyse(try WorldWorker(setup, database: folder.database, access: "keys", durability: "normal", params: #"{"access_key": "\#(key)"}"#)))
      }
    }

    /// Makes an analysis of all that a key may see.
    private static func analyse(_ worker: WorldWorker) throws -> String {
      let id = try #require(try worker.result("analysis/start")["analysis_id"]?.string)
      #expect(try worker.result("jobs/wait", #"{"job_id": "\#(id)"}"#)["state"]?.string == "completed")
      return id
    }

    private static func fill(_ owner: WorldWorker, _ customer: String, _ word: String, isBravo: Bool) throws {
      let dollars = isBravo ? "1000.000424242" : "10"
      var events: [String] = []
      for (index, at) in ["2026-10-01T08:00:00Z", "2026-09-30T09:00:00Z", "2026-08-30T10:00:00Z", "2026-09-02T11:00:00Z"].enumerated() {
        events.append(
          """
          {"id": "\(word)-event\(index == 0 ? "" : "-\(index)")", "customer_id": "\(customer)", "user_email": "\(word)-user\(index == 0 ? "" : "-\(index)")@example.com", \
          "model": "\(word)-model", "provider": "\(word)-provider", "project_id": "\(word)-project", "operation": "\(word)-operation", \
          "team": "\(word)-team", "category": "\(word)-category", "environment": "\(word)-environment", "tags": ["\(word)-tag"], \
          "query_text": "SELECT \(word.replacing("-", with: "_")) FROM \(word.replacing("-", with: "_"))_table", "prompt_tokens": 900, \
          "completion_tokens": 90, "timestamp": "\(at)", "cost_usd": \(dollars), "metadata": {"\(word)-tag": "\(word)-tag"}}
          """)
      }
      let answer = try owner.result("usage/trackBatch", #"{"events": [\#(events.joined(separator: ","))]}"#)
      try #require(answer["accepted"]?.int64 == Int64(events.count), "\(answer.text())")
      let limit = isBravo ? "5000.000424242" : "5000"
      _ = try owner.result(
        "budget/set",
        #"{"budget_id": "\#(word)-budget", "name": "\#(word)-budget", "scope": {"customer_id": "\#(customer)"}, "daily_limit_usd": \#(limit), "monthly_limit_usd": \#(limit), "thresholds": [{"percentage": 0.1}], "enforcement": "monitor"}"#)
      for number in ["", "-2"] {
        _ = try owner.result(
          "budget/reserve",
          #"{"reservation_id": "\#(word)-reservation\#(number)", "scope": {"customer_id": "\#(customer)", "operation": "\#(word)-operation"}, "amount_usd": \#(isBravo ? "3.000424242" : "3"), "ttl_seconds": 3600}"#)
      }
      _ = try owner.result(
        "projects/create", #"{"project_id": "\#(word)-project", "name": "\#(word)-project", "members": ["\#(word)-user@example.com"], "budget": {"amount": 5, "period": "monthly"}}"#)
      _ = try owner.result(
        "webhooks/register",
        #"{"webhook_id": "\#(word)-webhook", "project_id": "\#(word)-project", "webhook_url": "https://\#(word)-webhook.example.com/", "secret": "env:SECRET"}"#)
    }

    /// Everything that is bravo's, as its owner sees it.
    func bravo() throws -> [String] {
      let rows = try TestConnection(folder.database)
      return [
        try owner.result("usage/export", #"{"customer_id": "\#(Bravo.customer)", "format": "ndjson", "days": 365, "as_of": "2026-10-01T12:00:00Z"}"#)["text"]?.text() ?? "none",
        try owner.result("budget/get", #"{"budget_id": "\#(Bravo.budget)"}"#)["budget"]?.text() ?? "none",
        try owner.result("budget/status", #"{"budget_id": "\#(Bravo.budget)", "include_projections": false}"#)["budgets"]?.text() ?? "none",
        try owner.result("projects/get", #"{"project_id": "\#(Bravo.project)"}"#).text(),
        try owner.result("alerts/list", #"{"customer_id": "\#(Bravo.customer)", "as_of": "2026-10-01T12:00:01Z"}"#)["alerts"]?.text() ?? "none",
      ]
        + (try rows.texts("SELECT id || ' ' || state || ' ' || amount FROM reservations WHERE id LIKE 'zq%' ORDER BY id"))
        + (try rows.texts("SELECT id || ' ' || definition FROM receivers ORDER BY id"))
        + (try rows.texts("SELECT id || ' ' || definition || coalesce(revoked_at, '') || coalesce(expires_at, '') FROM access_keys ORDER BY id"))
        + (try rows.texts("SELECT id || state || attempts || coalesce(result, '') FROM jobs WHERE customer LIKE 'zq%' ORDER BY id"))
        + (try rows.texts("SELECT id || definition FROM budgets WHERE id LIKE 'zq%' ORDER BY id"))
    }
  }

  /// What a method is called with.
  private func variations(_ method: AnyMethod, _ ledger: Ledger) -> [String] {
    let example = (try? JSONValue.parse(method.example)) ?? .object([])
    var found = [JSONValue.object([]), example]
    let properties = method.params
    // In the place of what the example says, and alone.
    func add(_ name: String, _ value: JSONValue, alone: Bool = true) {
      var members = (example.members ?? []).filter { $0.name != name }
      members.append(JSONMember(name: name, value: value))
      found.append(.object(members))
      if alone, members.count > 1 { found.append(.object([JSONMember(name: name, value: value)])) }
    }
    add("_tenant", .string(Bravo.customer))
    let recent: [JSONMember] = [JSONMember(name: "days", value: .int(60)), JSONMember(name: "as_of", value: "2026-10-01T12:00:00Z")]
    let questions = recent.filter { member in properties.contains { $0.name == member.name } }
    if !questions.isEmpty { found.append(.object(questions)) }
    // Few of whatever is counted: there is not much in the ledger.
    for property in properties where !questions.isEmpty && property.name != "days" && takesTwo(property.schema) {
      found.append(.object(questions + [JSONMember(name: property.name, value: 2)]))
    }
    for property in properties {
      switch property.name {
      case "customer_id":
        for value: JSONValue in [.string(Bravo.customer), ["acme", .string(Bravo.customer)], [.string(Bravo.customer)], [], "", .null, 5, ["acme"], "acme"] {
          add(property.name, value)
        }
      case "scope":
        for customer: JSONValue in [.string(Bravo.customer), ["acme", .string(Bravo.customer)], [], .null, "acme"] {
          add(property.name, .object([JSONMember(name: "customer_id", value: customer)]))
        }
        for (name, value) in [("user_email", Bravo.user), ("project_id", Bravo.project), ("operation", Bravo.operation)] {
          add(property.name, .object([JSONMember(name: name, value: .string(value))]))
        }
        add(property.name, .string(Bravo.customer))
        add(property.name, .null)
      case "events":
        for customer: JSONValue in [.string(Bravo.customer), ["acme"], .null] {
          add(property.name, [.object([JSONMember(name: "id", value: "sweep-event"), JSONMember(name: "cost_usd", value: 1), JSONMember(name: "customer_id", value: customer)])])
        }
        add(property.name, [.object([JSONMember(name: "id", value: .string(Bravo.event)), JSONMember(name: "cost_usd", value: 1)])])
      case "changes": add(property.name, .object([JSONMember(name: "customer_id", value: .string(Bravo.customer))]))
      case "budget_id", "parent_id":
        for id in [Bravo.budget, Bravo.global, "acme-budget"] { add(property.name, .string(id)) }
      case "id": for id in [Bravo.event, Bravo.event + "-1", Bravo.reservation, "acme-event"] { add(property.name, .string(id)) }
      case "reservation_id": for id in [Bravo.reservation, method.name == "budget/release" ? "acme-reservation-2" : "acme-reservation"] { add(property.name, .string(id)) }
      case "alert_id": add(property.name, .string(ledger.bravoAlert))
      case "key_id": add(property.name, .string(ledger.bravoKey))
      case "webhook_id", "name": add(property.name, .string(Bravo.webhook))
      case "analysis_id": for id in ledger.analyses.reversed() { add(property.name, .string(id)) }
      case "job_id": for id in [Bravo.job, Bravo.job + "-failed", method.name == "jobs/retry" ? "acme-job-failed" : "acme-job"] { add(property.name, .string(id)) }
      case "delivery_id": add(property.name, "delivery-0123456789abcdef")
      case "cursor": for cursor: JSONValue in ["", "MQ", 1, 2] { add(property.name, cursor) }
      // What describes an event that is stored would be found again as acme's own.
      case _ where method.access == .writes: break
      case "user_email": add(property.name, .string(Bravo.user))
      case "project_id": add(property.name, .string(Bravo.project))
      case "model": add(property.name, .string(Bravo.model))
      case "query", "text", "search": add(property.name, .string("zq_bravo"))
      default: for value in values(property.schema) { add(property.name, value, alone: false) }
      }
    }
    let most =
      switch tenancy(method) {
      // Refused before anything of its params is looked at.
      case .admin: 8
      // Its answers are long, and nobody's.
      case .shared: 6
      default: found.count
      }
    return found.prefix(most).map { $0.text(pretty: false) }
  }

  private func takesTwo(_ schema: Schema) -> Bool {
    switch schema {
    case .integer(let range): range?.contains(2) ?? true
    case .either(let schemas): schemas.contains { takesTwo($0) }
    default: false
    }
  }

  /// A few values that a param takes.
  private func values(_ schema: Schema) -> [JSONValue] {
    switch schema {
    case .choice(let names): names.map { .string($0) }
    case .list(.choice(let names), _): [.array(names.map { .string($0) })]
    case .boolean: [.bool(true), .bool(false)]
    case .string: [.string(Bravo.customer)]
    case .either(let schemas): schemas.flatMap { values($0) }
    case .list(let element, _): values(element).map { [$0] }
    default: []
    }
  }

  private func tenancy(_ method: AnyMethod) -> Tenancy { method.tenancy ?? Tenancy.usual(method.params) }

  private func isForAdmins(_ method: AnyMethod) -> Bool {
    if case .admin = tenancy(method) { return true }
    return false
  }

  /// Whoever sees all or changes what is everybody's.
  private static let administration = ["access/", "audit/", "webhooks/", "system/", "projects/", "teams/set", "prices/set", "prices/remove", "rates/set", "alerts/set", "alerts/test", "budget/delete", "usage/import"]

  private func place(of part: [UInt8], in bytes: [UInt8]) -> Int? {
    guard let first = part.first, part.count <= bytes.count else { return nil }
    return bytes.withUnsafeBufferPointer { all in
      (0...(all.count - part.count)).first { start in
        all[start] == first && part.indices.allSatisfy { all[start + $0] == part[$0] }
      }
    }
  }

  /// What of bravo's stands in an answer and did not in its request.
  private func leaks(_ answer: String, _ request: String) -> [String] {
    let bytes = Array(answer.utf8)
    func holds(_ text: String) -> Bool { place(of: Array(text.utf8), in: bytes) != nil }
    return (Bravo.words.filter { holds($0) && !request.contains($0) }) + Bravo.amounts.filter { holds($0) }
  }

  /// Members that tell of the machine and the clock, not of anybody's data; a cursor holds the place of a row among all.
  private func comparable(_ answer: JSONValue) -> String {
    switch answer {
    case .object(let members):
      "{" + members.filter { !["request_count", "detail", "next_cursor"].contains($0.name) }.map { "\($0.name): \(comparable($0.value))" }.joined(separator: ", ") + "}"
    // Made at random for alerts.
    case .string(let text) where text.hasPrefix("alert-"): "alert"
    case .array(let values): "[" + values.map { comparable($0) }.joined(separator: ", ") + "]"
    default: answer.text(pretty: false)
    }
  }

  @Test("sees and changes nothing of it, in any method")
  func sweep() throws {
    let ledger = try Ledger(withBravo: true), alone = try Ledger(withBravo: false)
    let documented = try ledger.asking.result("rpc.discover")["methods"]?.array?.compactMap { $0["name"]?.string } ?? []
    #expect(Set(AllMethods.list.map(\.name)).isSubset(of: Set(documented)))
    let before = try ledger.bravo()
    #expect(before.count { $0.contains("424242") } >= 4, "there is something to see: \(before)")
    var calls = 0
    var answered: Set<String> = []
    // Reads first: they answer the same whether there is a bravo or not.
    let methods = AllMethods.list.filter { $0.access != .writes } + AllMethods.list.filter { $0.access == .writes }
    for method in methods {
      let isRead = method.access != .writes
      for params in variations(method, ledger) {
        let answer = try ledger.asking.call(method.name, params)
        let text = ledger.asking.answers.last ?? ""
        calls += 1
        if isForAdmins(method) || method.name == "budget/set" || Self.administration.contains(where: { method.name.hasPrefix($0) }) {
          #expect(answer["error"]?["data"]?["code"] == "ACCESS_DENIED", "\(method.name) \(params): \(text.prefix(300))")
        }
        if answer["result"] != nil { answered.insert(method.name) }
        let leaks = leaks(text, params)
        #expect(leaks.isEmpty, "\(method.name) \(params) tells \(leaks): \(text.prefix(1_500))")
        #expect(answer["error"]?["code"]?.int64 != -32_603, "\(method.name) \(params): \(text)")
        guard isRead else { continue }
        let other = try alone.asking.call(method.name, params)
        let (with, without) = (comparable(answer["result"] ?? answer["error"] ?? .null), comparable(other["result"] ?? other["error"] ?? .null))
        guard with != without else { continue }
        let place = zip(with.unicodeScalars, without.unicodeScalars).prefix { $0 == $1 }.count
        Issue.record(
          "\(method.name) \(params) answers otherwise with a bravo in the ledger: \(with.dropFirst(max(place - 80, 0)).prefix(240)) and not \(without.dropFirst(max(place - 80, 0)).prefix(240))")
      }
    }
    let after = try ledger.bravo()
    #expect(after.count == before.count)
    for (old, new) in zip(before, after) { #expect(old == new, "bravo's rows changed") }
    for notification in ledger.asking.notifications {
      #expect(leaks(notification.text(pretty: false), "").isEmpty, "\(notification.text())")
    }
    let unanswered = methods.filter { !isForAdmins($0) && !answered.contains($0.name) }.map(\.name)
    #expect(unanswered.isEmpty, "no variation was answered, so nothing was tried: \(unanswered)")
    #expect(calls > 700, "\(calls)")
  }

  @Test("a stream's snapshot and an event of a call change nothing of another customer's")
  func writesByID() throws {
    let keyed = try KeyedWorkers()
    let snapshot = #"{"id": "stream", "customer_id": "bravo", "snapshot": true, "model": "gpt-4o", "provider": "openai", "prompt_tokens": 10, "cost_usd": 7}"#
    _ = try keyed.owner.result("usage/track", snapshot)
    _ = try keyed.owner.result("budget/set", #"{"budget_id": "b", "scope": {"customer_id": "bravo"}, "daily_limit_usd": 100}"#)
    _ = try keyed.owner.result("budget/reserve", #"{"reservation_id": "held", "scope": {"customer_id": "bravo"}, "amount_usd": 5, "ttl_seconds": 3600}"#)
    _ = try keyed.owner.result("budget/reserve", #"{"reservation_id": "settled", "scope": {"customer_id": "bravo"}, "amount_usd": 5, "ttl_seconds": 3600}"#)
    _ = try keyed.owner.result("budget/settle", #"{"reservation_id": "settled", "actual_cost_usd": 4}"#)
    let look = {
      [
        try keyed.owner.result("usage/export", #"{"customer_id": "bravo", "format": "ndjson"}"#)["text"] ?? .null,
        try keyed.owner.result("budget/status", #"{"budget_id": "b", "include_projections": false}"#)["budgets"] ?? .null,
      ]
    }
    let before = try look()
    let worker = try keyed.worker(try keyed.key().key)
    let more = #"{"id": "stream", "snapshot": true, "model": "gpt-4o", "provider": "openai", "prompt_tokens": 99, "cost_usd": 70}"#
    #expect(try worker.refusal("usage/track", more) == "IDEMPOTENCY_CONFLICT")
    for reservation in ["held", "settled"] {
      _ = try worker.result("usage/track", #"{"id": "call-\#(reservation)", "reservation_id": "\#(reservation)", "cost_usd": 1}"#)
      for method in ["budget/settle", "budget/release"] {
        #expect(try worker.refusal(method, #"{"reservation_id": "\#(reservation)", \#(method == "budget/settle" ? #""actual_cost_usd": 1"# : #""_x": 1"#)}"#) == "NOT_FOUND")
      }
    }
    #expect(try look() == before)
  }
}
