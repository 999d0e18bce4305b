import Foundation
import JSON
import Testing

@testable import Store

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

@Suite("Killed in the middle: whole or absent", .waiting, .serialized)
struct WholeOrAbsentTests {
  private var kills: Int { ProcessInfo.processInfo.environment["COSTWIRE_SOAK"] == nil ? 12 : 50 }

  /// A database as an earlier version left it.
  private func database(version: Int, at path: String) throws {
    let connection = try Connection(path: path, mode: .create)
    defer { connection.close() }
    try connection.execute("PRAGMA journal_mode=WAL")
    for migration in LedgerSchema.migrations.prefix(version) { try connection.execute(migration) }
    try connection.execute("PRAGMA application_id=\(LedgerSchema.applicationID); PRAGMA user_version=\(version)")
    try connection.execute("INSERT INTO meta(key, value) VALUES('hash_key_low', 1), ('hash_key_high', 2)")
    guard version < 7 else { return }
    // Enough to take a while.
    try connection.execute(
      """
      WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000)
      INSERT INTO file_imports SELECT 'key-' || i, '{"rows": ' || i || '}' FROM n
      """)
  }

  private func integer(_ path: String, _ sql: String) throws -> Int64? {
    let connection = try Connection(path: path, mode: .readWrite)
    defer { connection.close() }
    let select = try connection.statement(composed: sql)
    return try select.step() ? select.integer(0) : nil
  }

  @Test("the last three versions of the file open, with what was in them", arguments: 1...3)
  func versions(back: Int) throws {
    let folder = try Folder()
    let path = folder.file("a.db")
    try database(version: Int(LedgerSchema.version) - back, at: path)
    let worker = try WorkerProcess.open(database: path)
    _ = try worker.result("usage/track", #"{"id": "new", "model": "gpt-4o", "provider": "openai", "prompt_tokens": 10}"#)
    #expect(try worker.result("system/verify")["ok"]?.bool == true)
    guard Int(LedgerSchema.version) - back < 7 else { return }
    #expect(try worker.result("usage/import", #"{"text": "", "format": "ndjson", "key": "key-7"}"#)["rows"]?.int64 == 7)
  }

  @Test("a migration")
  func migration() throws {
    let folder = try Folder()
    let old = 6
    var random = SeededRandom(5)
    for round in 0..<kills {
      let path = folder.file("m\(round).db")
      try database(version: old, at: path)
      let worker = try WorkerProcess(database: path)
      _ = try worker.request("initialize")
      usleep(UInt32(random.next() % 60_000))
      worker.crash()
      let version = try integer(path, "PRAGMA user_version") ?? 0
      #expect(version == Int64(old) || version == LedgerSchema.version)
      let isOld = version == Int64(old)
      #expect(try integer(path, "SELECT count(*) FROM sqlite_master WHERE name = 'file_imports'") == (isOld ? 1 : 0))
      #expect(try integer(path, isOld ? "SELECT count(*) FROM file_imports" : "SELECT count(*) FROM jobs") == 20_000)
      let next = try WorkerProcess.open(database: path)
      #expect(try next.result("usage/import", #"{"text": "", "format": "ndjson", "key": "key-20000"}"#)["rows"]?.int64 == 20_000)
    }
  }

  /// A database of so many events of some days, and what they cost.
  private func filled(_ path: String, _ folder: Folder) throws -> String {
    let worker = try WorkerProcess.open(database: path, options: #"{"durability": "normal"}"#)
    let file = try CancellationTests.usageFile(folder, rows: 15_000)
    _ = try worker.result("usage/import", #"{"path": \#(quoted(file))}"#, seconds: 120)
    _ = try worker.result("prices/set", #"{"provider": "openai", "model": "gpt-4o", "rates_per_million": {"input": 7}}"#)
    return try worker.result("system/verify", seconds: 60)["total_cost_usd"]?.text() ?? ""
  }

  private func copy(_ path: String, to other: String) throws {
    for suffix in ["", "-wal"] where FileManager.default.fileExists(atPath: path + suffix) {
      try FileManager.default.copyItem(atPath: path + suffix, toPath: other + suffix)
    }
  }

  @Test("a retention", .timeLimit(.minutes(5)))
  func retention() throws {
    let folder = try Folder()
    let total = try filled(folder.file("a.db"), folder)
    var random = SeededRandom(6)
    for round in 0..<kills {
      let path = folder.file("r\(round).db")
      try copy(folder.file("a.db"), to: path)
      let worker = try WorkerProcess.open(database: path)
      _ = try worker.request("system/retention", #"{"days": 1, "confirm": true}"#)
      usleep(UInt32(random.next() % 120_000))
      worker.crash()
      let next = try WorkerProcess.open(database: path)
      let verified = try next.result("system/verify", seconds: 60)
      #expect(verified["ok"]?.bool == true, "\(verified.text())")
      let events = verified["events"]?.int64
      #expect(events == 15_000 || events == 0)
      #expect(try next.result("cost/summary", #"{"days": 3000}"#)["summary"]?["total_cost_usd"]?.text() == total)
    }
  }

  @Test("a repricing: each event has the one price or the other, and it ends with the new one", .timeLimit(.minutes(5)))
  func repricing() throws {
    let folder = try Folder()
    _ = try filled(folder.file("a.db"), folder)
    var random = SeededRandom(7)
    for round in 0..<kills / 4 {
      let path = folder.file("p\(round).db")
      try copy(folder.file("a.db"), to: path)
      let environment = ["COSTWIRE_LEASE_MS": "300"]
      let worker = try WorkerProcess(database: path, environment: environment)
      _ = try worker.call("initialize")
      let params = #"{"days": 3000, "key": "up", "as_of": "2026-11-25T00:00:00Z"}"#
      _ = try worker.request("prices/reprice", params)
      usleep(UInt32(random.next() % 1_500_000))
      worker.crash()
      let next = try WorkerProcess(database: path, environment: environment)
      _ = try next.call("initialize")
      #expect(try next.result("system/verify", seconds: 60)["ok"]?.bool == true)
      let ended = try next.result("prices/reprice", params, seconds: 120)
      #expect(ended["event_count"]?.int64 == 15_000 && ended["cost_usd_after"]?.text() == "52.4475", "\(ended.text().prefix(400))")
      let verified = try next.result("system/verify", seconds: 60)
      #expect(verified["ok"]?.bool == true && verified["total_cost_usd"]?.text() == "52.4475", "\(verified.text())")
    }
  }
}
