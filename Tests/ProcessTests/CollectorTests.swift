import Foundation
import JSON
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// S3-04 to S3-06, and the contract's section 10.
@Suite("Usage is fetched from providers exactly once", .waiting, .serialized)
struct CollectorTests {
  private static let day: Int64 = 86_400

  private func seconds(_ text: String?) throws -> Int64 {
    let date = try #require(try? Date(text ?? "", strategy: .iso8601.year().month().day().timeZone(separator: .omitted).time(includingFractionalSeconds: false)))
    return Int64(date.timeIntervalSince1970)
  }

  /// From when to when a collection asked, in whole seconds.
  private func window(_ result: JSONValue) throws -> (from: Int64, until: Int64) {
    func whole(_ name: String) throws -> Int64 {
      let text = result["credentials"]?.array?.first?[name]?.string ?? ""
      return try seconds(text.contains(".") ? text.prefix { $0 != "." } + "Z" : text)
    }
    return (try whole("start"), try whole("end"))
  }

  private func count(_ result: JSONValue, _ name: String) -> Int64 { result[name]?.int64 ?? -1 }

  @Test(
    "90 days come through faults without losing or doubling a cent, again they change nothing, and late data changes what is late (S3-05, S3-06)",
    arguments: ["anthropic", "openai", "bigquery"])
  func ninetyDays(provider: String) throws {
    let folder = try Folder()
    let server = try ProviderServer()
    let worker = try WorkerProcess.collecting(folder.file("a.db"), server)
    #expect(try worker.useCredential(provider)["credential"]?["status"]?.string == "readable")
    try server.faults(provider, ["none", "500", "none", "cut", "429", "none", "none", "slow", "none", "529", "503", "none"])
    let first = try worker.result("collectors/backfill", #"{"provider": "\#(provider)", "days": 90}"#, seconds: 120)
    #expect(first["state"]?.string == "completed" && count(first, "rejected_count") == 0, "\(first.text())")
    let (from, until) = try window(first)
    #expect(until - from >= 90 * Self.day && until - from <= 91 * Self.day)
    let expected = try server.sum(provider, from, until)
    #expect(try worker.total(provider) == expected && expected > 0)
    #expect(count(first, "accepted") == count(first, "events") && count(first, "accepted") > 100)
    #expect(first["cost_change_usd"]?.decimal?.scaled(by: 9) == Int128(expected))
    // The same again.
    let end = try #require(first["credentials"]?.array?.first?["end"]?.string)
    let again = try worker.result("collectors/backfill", #"{"provider": "\#(provider)", "days": 90, "end": "\#(end)"}"#, seconds: 120)
    #expect(count(again, "unchanged") == count(first, "accepted"), "\(again.text())")
    #expect(count(again, "accepted") == 0 && count(again, "changed") == 0 && count(again, "removed") == 0)
    #expect(try worker.total(provider) == expected)
    // Late: a bucket more, one with other figures, and one that is gone; of the last days, which are asked for again.
    let today = until - until % Self.day - (provider == "openai" ? Self.day : 0)
    // Buckets that have usage: OpenAI's days have index % 4 groups, Anthropic's hours index % 3, and BigQuery a job in three hours.
    let unit = provider == "openai" ? Self.day : provider == "anthropic" ? 3_600 : 3 * 3_600
    func bucket(_ hours: Int64) -> Int64 {
      var at = (today - hours * 3_600) / unit * unit
      while provider != "bigquery", (at / unit) % (provider == "openai" ? 4 : 3) == 0 { at -= unit }
      return at
    }
    let places = provider == "openai" ? (bucket(0), bucket(0), bucket(0)) : (bucket(3), bucket(12), bucket(24))
    try server.tell("add", provider, places.0)
    try server.tell("change", provider, places.1)
    if provider == "anthropic" { try server.tell("drop", provider, places.2) }
    let late = try worker.result("collectors/run", #"{"provider": "\#(provider)"}"#, seconds: 60)
    let (lateFrom, lateUntil) = try window(late)
    #expect(until - lateFrom >= 3 * Self.day - 1 && until - lateFrom <= 5 * Self.day, "the last days stay open")
    #expect(count(late, "changed") == 1 && count(late, "removed") == (provider == "anthropic" ? 1 : 0), "\(late.text())")
    #expect(count(late, "accepted") >= 1 && count(late, "rejected_count") == 0)
    #expect(try worker.total(provider) == server.sum(provider, from, lateUntil), "exactly what is late has changed")
    let audit = try worker.result("audit/list", #"{"action": "collectors/\#(provider)", "verify": true}"#)
    #expect((audit["entries"]?.array?.count ?? 0) >= 1, "\(audit.text())")
    let verified = try worker.result("system/verify", seconds: 60)
    #expect(verified["ok"]?.bool == true, "\(verified.text())")
    #expect(try server.wrong() == [])
  }

  @Test("a worker that is killed in the middle loses and doubles nothing; one that was stopped and wakes changes nothing", arguments: ["kill", "stop"])
  func takenOver(how: String) throws {
    let folder = try Folder()
    let server = try ProviderServer()
    let database = folder.file("a.db")
    let first = try WorkerProcess.collecting(database, server, interval: 60)
    _ = try first.useCredential("anthropic")
    let id = try #require(try first.result("collectors/backfill", #"{"provider": "anthropic", "days": 30, "wait": false}"#)["job_id"]?.string)
    func progress(_ worker: WorkerProcess) throws -> Double { try worker.result("jobs/get", #"{"job_id": "\#(id)"}"#)["progress_percent"]?.double ?? 0 }
    let started = WorkerProcess.now()
    while try progress(first) < 20, WorkerProcess.now() - started < 30 { usleep(10_000) }
    // Under way to the provider, with a page that it will give.
    try server.ask(#"{"do": "hold", "provider": "anthropic"}"#)
    #expect(try server.ask(#"{"do": "wait"}"#).bool == true)
    if how == "kill" { first.crash() } else { first.signal(SIGSTOP) }
    try server.ask(#"{"do": "release"}"#)
    let second = try WorkerProcess.collecting(database, server)
    let ended = try second.result("jobs/wait", #"{"job_id": "\#(id)"}"#, seconds: 60)
    #expect(ended["state"]?.string == "completed", "\(ended.text())")
    let result = try #require(ended["result"])
    let (from, until) = try window(result)
    let expected = try server.sum("anthropic", from, until)
    #expect(try second.total("anthropic") == expected)
    func job() throws -> [JSONMember] {
      try second.result("jobs/get", #"{"job_id": "\#(id)"}"#).members?.filter { $0.name != "generated_at" } ?? []
    }
    let before = try job()
    if how == "stop" {
      first.signal(SIGCONT)
      usleep(700_000)
      #expect(try job() == before)
    }
    #expect(try second.total("anthropic") == expected)
    #expect(try second.result("system/verify", seconds: 60)["ok"]?.bool == true)
    #expect(try server.wrong() == [])
  }

  @Test("providers that refuse or fail are told by their codes, and a try later goes on where it stopped (S3-06)")
  func failures() throws {
    let folder = try Folder()
    let server = try ProviderServer()
    let worker = try WorkerProcess.collecting(folder.file("a.db"), server, environment: ["ZQ_WRONG": "zqwrong-key-0000000"])
    #expect(try worker.call("collectors/run", #"{"provider": "openai"}"#).errorSymbol == "CONFIGURATION_ERROR", "no credential")
    #expect(try worker.useCredential("openai", reference: "env:ZQ_WRONG", #", "test": true"#)["test"]?["error"]?["code"]?.string == "PROVIDER_AUTHENTICATION_FAILED")
    #expect(try worker.call("collectors/run", #"{"provider": "openai"}"#, seconds: 60).errorSymbol == "PROVIDER_AUTHENTICATION_FAILED")
    #expect(try worker.useCredential("openai", #", "test": true"#)["test"]?["success"]?.bool == true)
    // The wrong key was meant to be refused.
    let wrong = try server.wrong()
    #expect(wrong.allSatisfy { $0.hasSuffix(": key") }, "\(wrong)")
    for (status, code) in [("503", "PROVIDER_UNAVAILABLE"), ("403", "PROVIDER_AUTHENTICATION_FAILED")] {
      try server.always("openai", status)
      let requests = try server.requests("openai")
      #expect(try worker.call("collectors/run", #"{"provider": "openai", "key": "k-\#(status)"}"#, seconds: 60).errorSymbol == code)
      #expect(try server.requests("openai") - requests == (status == "503" ? 5 : 1), "tried again only where that may help")
    }
    try server.always("openai", nil)
    let done = try worker.result("collectors/run", #"{"provider": "openai", "key": "k-503"}"#, seconds: 60)
    #expect(done["state"]?.string == "completed" && (done["accepted"]?.int64 ?? 0) > 0, "\(done.text())")
    let listed = try worker.result("collectors/list")
    let row = try #require(listed["collectors"]?.array?.first { $0["provider"]?.string == "openai" })
    #expect(row["last_state"]?.string == "completed" && row["credential"]?["last_four"]?.string == "…aa93", "\(row.text())")
  }

  @Test("OpenAI's older API is read, and its account's limits are told (S3-06)")
  func legacy() throws {
    let folder = try Folder()
    let server = try ProviderServer()
    let worker = try WorkerProcess.collecting(folder.file("a.db"), server)
    _ = try worker.useCredential("openai", #", "api": "legacy""#)
    let done = try worker.result("collectors/backfill", #"{"provider": "openai", "days": 8}"#, seconds: 60)
    #expect(done["state"]?.string == "completed" && count(done, "rejected_count") == 0, "\(done.text())")
    let older = try worker.total("openai")
    #expect(older > 0)
    #expect(count(try worker.result("collectors/backfill", #"{"provider": "openai", "days": 8}"#, seconds: 60), "accepted") == 0)
    // Whoever turns to the other API has the days replaced, not doubled.
    let newer = try worker.result("collectors/backfill", #"{"provider": "openai", "days": 8, "api": "organization"}"#, seconds: 60)
    let (from, until) = try window(newer)
    #expect(try worker.total("openai") == server.sum("openai", from, until), "\(newer.text())")
    let limits = try worker.result("collectors/limits", #"{"provider": "openai"}"#)["subscription"] ?? .null
    #expect(limits["hard_limit_usd"]?.text() == "120" && limits["month_usage_usd"]?.text() == "30.005" && limits["remaining_usd"]?.text() == "89.995", "\(limits.text())")
    #expect(limits["has_payment_method"]?.bool == true && limits["access_until"]?.string?.hasPrefix("2027-12-28") == true)
    #expect(try server.wrong() == [])
  }

  @Test("one request is sent in its time, over all workers and jobs (S3-05)")
  func interval() throws {
    let folder = try Folder()
    let server = try ProviderServer()
    let workers = try (0..<2).map { _ in try WorkerProcess.collecting(folder.file("a.db"), server, interval: 80) }
    _ = try workers[0].useCredential("anthropic")
    let ids = try (0..<2).map { index in
      try #require(try workers[index].result("collectors/backfill", #"{"provider": "anthropic", "days": \#(7 + index), "wait": false}"#)["job_id"]?.string)
    }
    for id in ids { #expect(try workers[1].result("jobs/wait", #"{"job_id": "\#(id)"}"#, seconds: 60)["state"]?.string == "completed") }
    let report = try server.ask(#"{"do": "report"}"#)
    // The server sees a request some milliseconds after it was sent.
    #expect((report["gap_ms"]?.double ?? 0) > 55 && (report["requests"]?["anthropic"]?.int64 ?? 0) >= 8, "\(report.text())")
    #expect(try workers[0].result("jobs/get", #"{"job_id": "\#(ids[0])"}"#)["result"]?["events"]?.int64 ?? 0 > 100)
  }

  @Test("a fetched cost report is set against what was collected: all matches but what was taken out by hand")
  func reconcile() throws {
    let folder = try Folder()
    let server = try ProviderServer()
    let worker = try WorkerProcess.collecting(folder.file("a.db"), server)
    _ = try worker.useCredential("anthropic")
    let collected = try worker.result("collectors/backfill", #"{"provider": "anthropic", "days": 40}"#, seconds: 60)
    let (from, _) = try window(collected)
    let today = Int64(Date().timeIntervalSince1970) / Self.day * Self.day
    func date(_ at: Int64) -> String { Date(timeIntervalSince1970: Double(at)).formatted(.iso8601.year().month().day()) }
    let query = #"{"provider": "anthropic", "start": "\#(date(from))", "end": "\#(date(today))"}"#
    let whole = try worker.result("collectors/reconcile", query, seconds: 60)
    #expect(whole["classes"]?["mismatch"]?["row_count"]?.int64 == 0 && whole["classes"]?["provider_only"]?["row_count"]?.int64 == 0, "\(whole.text().prefix(2_000))")
    #expect(whole["classes"]?["local_only"]?["row_count"]?.int64 == 0 && (whole["classes"]?["matched"]?["row_count"]?.int64 ?? 0) >= 70)
    #expect(whole["summary"]?["difference_usd"]?.text() == "0" && whole["summary"]?["coverage_percent"]?.text() == "100")
    #expect(whole["summary"]?["provider_cost_usd"]?.decimal?.scaled(by: 9) == Int128(try server.sum("anthropic", from, today)))
    #expect((whole["requests"]?.int64 ?? 0) >= 2)
    // A day of one model is taken out: exactly that row is the provider's alone.
    let gone = date(from + 10 * Self.day), after = date(from + 11 * Self.day)
    _ = try worker.result("usage/delete", #"{"start": "\#(gone)", "end": "\#(after)", "model": "claude-haiku-4-5-20251001", "confirm": true}"#)
    let less = try worker.result("collectors/reconcile", query, seconds: 60)
    let missing = less["provider_only"]?.array ?? []
    #expect(missing.count == 1 && missing.first?["date"]?.string == gone && missing.first?["model"]?.string == "claude-haiku-4-5", "\(missing)")
    #expect(less["classes"]?["mismatch"]?["row_count"]?.int64 == 0)
    #expect(try server.wrong() == [])
  }

  #if os(Linux)
    @Test("no byte of a key is in the database, the log, an answer or a command line (S3-13)")
    func secrets() throws {
      let folder = try Folder()
      let server = try ProviderServer()
      let log = folder.file("log")
      let descriptor = open(log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
      try #require(descriptor >= 0)
      defer { close(descriptor) }
      let secret = folder.file("secret")
      try (ProviderServer.key + "\n").write(toFile: secret, atomically: true, encoding: .utf8)
      let worker = try WorkerProcess.collecting(
        folder.file("a.db"), server, environment: ["COSTWIRE_LOG_LEVEL": "debug"], errors: .descriptor(descriptor))
      var said: [String] = []
      func call(_ method: String, _ params: String = "{}") throws -> JSONValue {
        let answer = try worker.call(method, params, seconds: 60)
        said.append(answer.text())
        return answer
      }
      _ = try call("credentials/set", #"{"provider": "anthropic", "reference": "file:\#(secret)", "test": true}"#)
      _ = try call("credentials/set", #"{"provider": "openai", "reference": "command:cat \#(secret)", "test": true}"#)
      for pasted in [ProviderServer.key, "env:\(ProviderServer.key)", "command:echo sk-ant-api03-\(ProviderServer.key)", "sk-\(ProviderServer.key)"] {
        #expect(try call("credentials/set", #"{"provider": "openai", "name": "pasted", "reference": "\#(pasted)"}"#).errorSymbol == "VALIDATION_ERROR")
      }
      // The provider quotes the key in its errors.
      try server.faults("anthropic", ["500", "429", "none", "401"])
      try server.ask(#"{"do": "hold", "provider": "anthropic"}"#)
      let running = try worker.request("collectors/run", #"{"provider": "anthropic"}"#)
      #expect(try server.ask(#"{"do": "wait"}"#).bool == true)
      for process in try FileManager.default.contentsOfDirectory(atPath: "/proc") where Int(process) != nil {
        guard let bytes = FileManager.default.contents(atPath: "/proc/\(process)/cmdline"), !String(decoding: bytes, as: UTF8.self).contains("providers.py") else { continue }
        #expect(bytes.range(of: Data(ProviderServer.key.utf8)) == nil, "a command line: \(String(decoding: bytes, as: UTF8.self))")
      }
      try server.ask(#"{"do": "release"}"#)
      said.append(try worker.answer(to: running, seconds: 60).text())
      try server.always("openai", "401")
      for (method, params) in [
        ("collectors/run", #"{"provider": "openai"}"#), ("collectors/test", #"{"provider": "anthropic"}"#), ("collectors/list", "{}"),
        ("credentials/list", "{}"), ("jobs/list", "{}"), ("audit/list", "{}"), ("collectors/limits", "{}"), ("collectors/reconcile", #"{"provider": "anthropic"}"#),
      ] { _ = try call(method, params) }
      #expect(said.contains { $0.contains("…aa93") } && said.contains { $0.contains("PROVIDER_AUTHENTICATION_FAILED") })
      worker.closeInput()
      #expect(worker.exitCode(within: 20) == 0)
      for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) where name != "secret" {
        let bytes = FileManager.default.contents(atPath: folder.file(name)) ?? Data()
        #expect(bytes.range(of: Data(ProviderServer.key.utf8)) == nil, "\(name) holds the key")
      }
      for text in said { #expect(!text.contains(ProviderServer.key), "an answer holds the key: \(text.prefix(300))") }
      #expect(try server.wrong() == [])
    }
  #endif
}
