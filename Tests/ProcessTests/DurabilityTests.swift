import Foundation
import JSON
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// What workers were told and what they said, over many of them.
private struct Books {
  /// Ids that were answered as stored.
  var acknowledged: Set<String> = []
  /// Ids that were sent to be deleted, answered or not.
  var doomed: Set<String> = []
  /// Ids whose deletion was answered.
  var deleted: Set<String> = []
  /// Ids that were sent at all.
  var sent: Set<String> = []
  var duplicates = 0
  var kills = 0
}

/// One worker under load, and the requests that it has not answered.
private final class LoadedWorker {
  let process: WorkerProcess
  private var open: [Int64: Request] = [:]
  private enum Request { case track([String]), delete(String), other }

  init(_ process: WorkerProcess) { self.process = process }

  func track(_ ids: [String], timestamp: String, _ books: inout Books) throws {
    books.sent.formUnion(ids)
    let events = ids.map { #"{"id":"\#($0)","timestamp":"\#(timestamp)","provider":"openai","model":"gpt-4o","prompt_tokens":10,"cost_usd":0.000000001,"project_id":"p\#($0.count % 3)"}"# }
    let id = ids.count == 1
      ? try process.request("usage/track", events[0])
      : try process.request("usage/trackBatch", #"{"events":[\#(events.joined(separator: ","))],"on_error":"abort"}"#)
    open[Int64(id)] = .track(ids)
  }

  func importText(_ ids: [String], timestamp: String, _ books: inout Books) throws {
    books.sent.formUnion(ids)
    let rows = ids.map { #"{"id":"\#($0)","timestamp":"\#(timestamp)","cost_usd":0.000000001}"# }.joined(separator: "\n")
    open[Int64(try process.request("usage/import", #"{"format":"ndjson","text":\#(quoted(rows))}"#))] = .track(ids)
  }

  func delete(_ id: String, _ books: inout Books) throws {
    books.doomed.insert(id)
    open[Int64(try process.request("usage/delete", #"{"id":"\#(id)","confirm":true}"#))] = .delete(id)
  }

  func amend(_ id: String) throws {
    open[Int64(try process.request("usage/amend", #"{"id":"\#(id)","changes":{"team":"t"}}"#))] = .other
  }

  var isIdle: Bool { open.isEmpty }

  /// Books one answer.
  func take(_ answer: JSONValue, _ books: inout Books) {
    guard let number = answer["id"]?.int64, let request = open.removeValue(forKey: number) else { return }
    if let error = answer["error"] {
      // Deleting or amending what another worker deleted is an answer, too.
      if error["code"]?.int64 != 404 { Issue.record("refused: \(error.text().prefix(300))") }
      return
    }
    switch request {
    case .track(let ids):
      let duplicates = Int(answer["result"]?["duplicates"]?.int64 ?? 0)
      books.duplicates += duplicates
      if let accepted = answer["result"]?["accepted"]?.int64 {
        #expect(Int(accepted) + duplicates == ids.count, "\(answer.text().prefix(300))")
      }
      books.acknowledged.formUnion(ids)
    case .delete(let id): books.deleted.insert(id)
    case .other: break
    }
  }
}

@Suite("What was acknowledged stays", .waiting, .serialized)
struct DurabilityTests {
  /// Kills workers under load at random moments, again and again, then counts.
  private func soak(kills: Int, workers count: Int, acknowledged wanted: Int, seed: UInt64) throws -> Books {
    let folder = try Folder()
    let database = folder.file("a.db")
    var random = SeededRandom(seed)
    var books = Books()
    var next = 0
    var retried: [[String]] = []
    func fresh(_ number: Int) -> [String] {
      defer { next += number }
      return (next..<(next + number)).map { "id-\($0)" }
    }
    var workers = try (0..<count).map { _ in LoadedWorker(try WorkerProcess.open(database: database)) }
    while books.kills < kills || books.acknowledged.count < wanted {
      for worker in workers {
        for _ in 0..<Int.random(in: 1...4, using: &random) {
          let timestamp = "2026-01-\(Int.random(in: 10...31, using: &random))T\(Int.random(in: 10...23, using: &random)):00:00Z"
          switch Int.random(in: 0..<20, using: &random) {
          case 0..<8: try worker.track(fresh(Int.random(in: 20...200, using: &random)), timestamp: "2026-01-01T00:00:00Z", &books)
          case 8..<13: try worker.track(fresh(1), timestamp: timestamp, &books)
          case 13..<15: try worker.importText(fresh(Int.random(in: 1...300, using: &random)), timestamp: timestamp, &books)
          case 15..<17: if let again = retried.randomElement(using: &random) { try worker.track(again, timestamp: "2026-01-01T00:00:00Z", &books) }
          case 17..<19:
            // Only what is never sent again, so that a deletion is for good.
            if let id = books.acknowledged.randomElement(using: &random), !retried.joined().contains(id) { try worker.delete(id, &books) }
          default: if let id = books.acknowledged.randomElement(using: &random) { try worker.amend(id) }
          }
        }
      }
      // One is killed while it works; its answers up to then count.
      if books.kills < kills {
        let place = Int.random(in: 0..<count, using: &random)
        poll(nil, 0, Int32.random(in: 0...25, using: &random))
        workers[place].process.crash()
        for answer in workers[place].process.remainingFrames() { workers[place].take(answer, &books) }
        books.kills += 1
        workers[place] = LoadedWorker(try WorkerProcess.open(database: database))
      }
      for worker in workers { while !worker.isIdle { worker.take(try worker.process.frame(seconds: 60), &books) } }
      if retried.count < 5 { retried.append(fresh(50)) }
    }
    for worker in workers {
      worker.process.closeInput()
      #expect(worker.process.exitCode() == 0)
    }
    try audit(database, books)
    return books
  }

  private func audit(_ database: String, _ books: Books) throws {
    let worker = try WorkerProcess.open(database: database)
    let found = try worker.result("system/verify", seconds: 300)
    #expect(found["ok"] == .bool(true), "\(found.text().prefix(600))")
    var stored: [String: Int] = [:]
    var cursor = ""
    repeat {
      let page = try worker.result(
        "usage/query", #"{"days": 3660, "as_of": "2027-01-01T00:00:00Z", "order": "oldest", "limit": 1000\#(cursor)}"#, seconds: 60)
      for event in page["events"]?.array ?? [] { stored[event["id"]?.string ?? "", default: 0] += 1 }
      cursor = page["next_cursor"]?.string.map { #", "cursor": \#(quoted($0))"# } ?? ""
    } while !cursor.isEmpty
    #expect(stored.values.allSatisfy { $0 == 1 }, "doubled: \(stored.filter { $0.value > 1 }.keys.prefix(5))")
    let lost = books.acknowledged.subtracting(books.doomed).filter { stored[$0] == nil }
    #expect(lost.isEmpty, "\(lost.count) lost: \(lost.prefix(5))")
    #expect(books.deleted.allSatisfy { stored[$0] == nil }, "deleted events came back")
    #expect(stored.keys.allSatisfy { books.sent.contains($0) })
    #expect(found["events"]?.int64 == Int64(stored.count))
  }

  @Test("workers killed at random moments lose nothing they acknowledged and double nothing")
  func kills() throws {
    let books = try soak(kills: 15, workers: 2, acknowledged: 2_000, seed: 1)
    #expect(books.acknowledged.count >= 2_000)
  }

  @Test(
    "the same for 200 kills and 100,000 events",
    .enabled(if: ProcessInfo.processInfo.environment["COSTWIRE_SOAK"] == "1"))
  func killsForLong() throws {
    let started = WorkerProcess.now()
    let seed = ProcessInfo.processInfo.environment["COSTWIRE_SEED"].flatMap { UInt64($0) } ?? 42
    let books = try soak(kills: 220, workers: 4, acknowledged: 100_000, seed: seed)
    print(
      "SOAK seed \(seed): \(books.kills) kills, \(books.acknowledged.count) acknowledged, \(books.deleted.count) deleted, "
        + "\(books.duplicates) duplicates answered, in \(Int(WorkerProcess.now() - started)) s")
  }

  @Test("eight workers that send the same ids at once: each counts once, and no lock is seen")
  func overlappingIDs() throws {
    let folder = try Folder()
    let database = folder.file("a.db")
    let workers = try (0..<8).map { _ in try WorkerProcess.open(database: database) }
    var accepted: Int64 = 0
    var duplicates: Int64 = 0
    var slowest = 0.0
    let ids = 1_600
    for round in 0..<3 {
      let started = WorkerProcess.now()
      var sent: [(WorkerProcess, Int)] = []
      for (place, worker) in workers.enumerated() {
        // Each sends three eighths of all ids, so that each id comes from three workers at the same time.
        let mine = (0..<ids).filter { [place, (place + 1) % 8, (place + round + 2) % 8].contains($0 % 8) }
        for chunk in stride(from: 0, to: mine.count, by: 100) {
          let events = mine[chunk..<min(chunk + 100, mine.count)].map { #"{"id":"r\#(round)-\#($0)","timestamp":"2026-01-01T00:00:00Z","cost_usd":1,"model":"m\#($0 % 5)"}"# }
          sent.append((worker, try worker.request("usage/trackBatch", #"{"events":[\#(events.joined(separator: ","))]}"#)))
        }
      }
      for (worker, id) in sent {
        let answer = try worker.answer(to: id, seconds: 60)
        #expect(answer["error"] == nil, "\(answer.text().prefix(300))")
        accepted += answer["result"]?["accepted"]?.int64 ?? 0
        duplicates += answer["result"]?["duplicates"]?.int64 ?? 0
        slowest = max(slowest, WorkerProcess.now() - started)
      }
    }
    #expect(accepted == Int64(ids * 3))
    #expect(accepted + duplicates >= Int64(ids * 3 * 2))
    // Other suites share the processors: how long an answer takes is asked where nothing else runs.
    if ProcessInfo.processInfo.environment["COSTWIRE_SOAK"] == "1" { #expect(slowest < 5) }
    for worker in workers { #expect(try worker.result("cost/summary", #"{"start":"2026-01-01","end":"2026-01-02"}"#)["summary"]?["total_cost_usd"]?.int64 == Int64(ids * 3)) }
    #expect(try workers[0].result("system/verify", seconds: 60)["ok"] == .bool(true))
  }

  @Test("one id with eight different bodies from eight workers: exactly one counts, the others hear of a conflict")
  func clashingBodies() throws {
    let folder = try Folder()
    let database = folder.file("a.db")
    let workers = try (0..<8).map { _ in try WorkerProcess.open(database: database) }
    for clash in 0..<12 {
      let sent = try workers.enumerated().map { place, worker in
        try worker.request("usage/track", #"{"id":"clash-\#(clash)","timestamp":"2026-01-01T00:00:00Z","cost_usd":\#(place + 1)}"#)
      }
      var stored = 0
      for (worker, id) in zip(workers, sent) {
        let answer = try worker.answer(to: id)
        if answer["result"] != nil { stored += 1 } else { #expect(answer.errorSymbol == "IDEMPOTENCY_CONFLICT", "\(answer.text())") }
        if let message = answer["error"]?["message"]?.string { #expect(message.contains("clash-\(clash)")) }
      }
      #expect(stored == 1)
    }
    #expect(try workers[3].result("system/verify")["events"]?.int64 == 12)
  }

  @Test("eight workers started at once on a file that is missing, or empty, all serve; one says it created it")
  func startingTogether() throws {
    let folder = try Folder()
    for round in 0..<10 {
      let database = folder.file("new\(round)/deep/a.db")
      if round % 2 == 1 {
        try FileManager.default.createDirectory(atPath: folder.file("new\(round)/deep"), withIntermediateDirectories: true)
        #expect(FileManager.default.createFile(atPath: database, contents: nil))
      }
      let workers = try (0..<8).map { _ in try WorkerProcess(database: database) }
      let sent = try workers.map { try $0.request("initialize") }
      var created = 0
      for (worker, id) in zip(workers, sent) {
        let answer = try worker.answer(to: id, seconds: 30)
        #expect(answer["result"] != nil, "round \(round): \(answer.text())")
        if answer["result"]?["database"]?["created"] == .bool(true) { created += 1 }
      }
      if round % 2 == 0 { #expect(created == 1, "round \(round): \(created) created it") }
      let tracked = try workers.enumerated().map { try $1.request("usage/track", #"{"id":"w\#($0)","cost_usd":1}"#) }
      for (worker, id) in zip(workers, tracked) { #expect(try worker.answer(to: id)["result"] != nil) }
      for worker in workers { #expect(try worker.result("system/verify")["events"]?.int64 == 8) }
    }
  }

  @Test("the log stays below 64 MB over thousands of small commits, also with another worker that only reads")
  func logSize() throws {
    let folder = try Folder()
    let database = folder.file("a.db")
    let worker = try WorkerProcess.open(database: database, options: #"{"durability": "normal"}"#)
    let reader = try WorkerProcess.open(database: database)
    var highest: Int64 = 0
    for round in 0..<40 {
      for number in 0..<100 {
        // One at a time, so that each is a commit of its own.
        _ = try worker.result("usage/track", #"{"id":"\#(round)-\#(number)","model":"m","cost_usd":1}"#)
      }
      _ = try reader.result("cost/summary")
      var status = stat()
      if stat(database + "-wal", &status) == 0 { highest = max(highest, Int64(status.st_size)) }
    }
    #expect(highest < 64 << 20, "\(highest) bytes")
    #expect(highest > 0)
    #expect(try reader.result("system/verify")["events"]?.int64 == 4_000)
  }

  @Test("a database made where an old one was taken away, its log left, holds nothing of the old one")
  func staleLog() throws {
    let folder = try Folder()
    let database = folder.file("a.db")
    let old = try WorkerProcess.open(database: database)
    for number in 0..<300 { _ = try old.result("usage/track", #"{"id":"old\#(number)","cost_usd":1,"model":"m\#(number)"}"#) }
    old.crash()
    #expect(FileManager.default.fileExists(atPath: database + "-wal"))
    try FileManager.default.removeItem(atPath: database)
    let worker = try WorkerProcess.open(database: database)
    _ = try worker.result("usage/track", #"{"id":"new","cost_usd":1}"#)
    let found = try worker.result("system/verify")
    #expect(found["events"]?.int64 == 1 && found["ok"] == .bool(true), "\(found.text().prefix(400))")
  }

  @Test("a log torn at any place opens, with each batch whole or absent")
  func tornLog() throws {
    let folder = try Folder()
    let database = folder.file("a.db")
    let worker = try WorkerProcess.open(database: database)
    for batch in 0..<30 {
      let events = (0..<20).map { #"{"id":"b\#(batch)-\#($0)","timestamp":"2026-01-01T00:00:00Z","cost_usd":1,"project_id":"b\#(batch)"}"# }
      _ = try worker.result("usage/trackBatch", #"{"events":[\#(events.joined(separator: ","))]}"#)
    }
    worker.crash()
    let main = try Data(contentsOf: URL(fileURLWithPath: database))
    let log = try Data(contentsOf: URL(fileURLWithPath: database + "-wal"))
    #expect(log.count > 100_000)
    var random = SeededRandom(7)
    var counts: Set<Int> = []
    for round in 0..<40 {
      let torn = folder.file("torn\(round).db")
      try main.write(to: URL(fileURLWithPath: torn))
      var tail = log.prefix(Int.random(in: 0...log.count, using: &random))
      if round % 4 == 3, !tail.isEmpty { tail[tail.startIndex + Int.random(in: 0..<tail.count, using: &random)] ^= 0x55 }
      try Data(tail).write(to: URL(fileURLWithPath: torn + "-wal"))
      let opened = try WorkerProcess.open(database: torn)
      let found = try opened.result("system/verify")
      #expect(found["ok"] == .bool(true), "round \(round): \(found.text().prefix(300))")
      let events = Int(found["events"]?.int64 ?? -1)
      #expect(events % 20 == 0, "round \(round): half a batch, \(events) events")
      counts.insert(events)
      _ = try opened.result("usage/track", #"{"id":"after","cost_usd":1}"#)
      #expect(try opened.result("system/verify")["events"]?.int64 == Int64(events + 1))
    }
    #expect(counts.count > 10)
  }
}
