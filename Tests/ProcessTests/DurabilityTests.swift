import Foundation
import JSON
import Testing

/// Several workers on one database, killed at random moments, sending overlapping ids.
///
/// The quick version runs always; `COSTWIRE_SOAK=1` makes it two hundred kills and more.
@Suite("Durability", .serialized)
struct DurabilityTests {
  private static let isSoak = ProcessInfo.processInfo.environment["COSTWIRE_SOAK"] == "1"

  @Test("no acknowledged event is lost and none is doubled, however many workers are killed under load")
  func kills() throws {
    let folder = try Folder()
    let database = folder.file("ledger.db")
    let ledger = Acknowledged()
    let rounds = Self.isSoak ? 60 : 4
    let group = DispatchGroup()
    for number in 0..<4 {
      DispatchQueue.global().async(group: group) {
        var random = SeededRandom(UInt64(number) + 1)
        for _ in 0..<rounds { Self.oneLife(database, number, &random, ledger) }
      }
    }
    group.wait()
    let worker = try WorkerProcess.open(database: database)
    let check = try worker.result("system/verify", seconds: 120)
    #expect(check["ok"]?.bool == true, "\(check.text(pretty: false))")
    let stored = try Self.storedIDs(worker)
    #expect(ledger.ids.subtracting(stored.keys).isEmpty)
    #expect(stored.values.allSatisfy { $0 == 1 })
    #expect(ledger.ids.count > (Self.isSoak ? 100_000 : 100))
    #expect(ledger.problems.isEmpty, "\(ledger.problems.first ?? "")")
  }

  @Test("one id sent with other content by many workers counts for exactly one of them")
  func clashes() throws {
    let folder = try Folder()
    let database = folder.file("ledger.db")
    let workers = try (0..<4).map { _ in try WorkerProcess.open(database: database) }
    for round in 0..<12 {
      let answers = try workers.enumerated().map { number, worker in
        try worker.request("usage/track", #"{"id": "clash-\#(round)", "cost_usd": \#(number + 1)}"#)
      }
      var accepted = 0
      for (worker, id) in zip(workers, answers) {
        let answer = try worker.answer(to: id)
        if answer["result"] != nil { accepted += 1 } else { #expect(answer.errorSymbol == "IDEMPOTENCY_CONFLICT") }
      }
      #expect(accepted == 1)
    }
  }

  /// What was acknowledged, over all workers.
  private final class Acknowledged: @unchecked Sendable {
    // @unchecked: everything mutable is used under `lock`.
    private let lock = NSLock()
    private var acknowledged: Set<String> = []
    private var refusals: [String] = []

    func add(_ ids: [String]) { lock.withLock { acknowledged.formUnion(ids) } }
    func note(_ problem: String) { lock.withLock { refusals.append(problem) } }
    var ids: Set<String> { lock.withLock { acknowledged } }
    var problems: [String] { lock.withLock { refusals } }
  }

  /// Starts a worker, sends it events until a moment that nobody chose, and kills it in the middle of one.
  private static func oneLife(
    _ database: String, _ number: Int, _ random: inout SeededRandom, _ ledger: Acknowledged
  ) {
    guard let worker = try? WorkerProcess.open(database: database) else {
      return ledger.note("a worker did not start")
    }
    let requests = Int.random(in: 1...(isSoak ? 80 : 30), using: &random)
    do {
      for _ in 0..<requests {
        let count = Bool.random(using: &random) ? 1 : Int.random(in: 2...150, using: &random)
        let ids = Set((0..<count).map { _ in "e-\(number % 2)-\(Int.random(in: 0..<200_000, using: &random))" }).sorted()
        let answer = try worker.answer(to: try worker.request("usage/trackBatch", params(ids)), seconds: 60)
        if answer["result"]?["rejected"]?.array?.isEmpty == true { ledger.add(ids) } else { ledger.note(answer.text(pretty: false)) }
      }
      // This one is under way when the worker dies; whether it counts nobody knows, and both are right.
      _ = try worker.request("usage/trackBatch", params((0..<100).map { "last-\(number)-\($0)" }))
    } catch {
      ledger.note("\(error)")
    }
    worker.signal(SIGKILL)
    _ = worker.exitCode(within: 10)
  }

  /// The same id always says the same.
  private static func params(_ ids: [String]) -> String {
    let events = ids.map { id -> String in
      let day = (Int(id.split(separator: "-").last ?? "0") ?? 0) % 28 + 1
      return #"{"id": "\#(id)", "provider": "openai", "model": "gpt-4o", "prompt_tokens": \#(id.utf8.count), "#
        + #""timestamp": "2026-08-\#(day < 10 ? "0" : "")\#(day)T00:00:00Z"}"#
    }
    return #"{"events": [\#(events.joined(separator: ", "))]}"#
  }

  private static func storedIDs(_ worker: WorkerProcess) throws -> [String: Int] {
    var ids: [String: Int] = [:]
    var cursor = ""
    while true {
      let page = try worker.result(
        "usage/query", #"{"start": "2026-08-01", "end": "2026-09-01", "limit": 1000, "order": "oldest"\#(cursor)}"#,
        seconds: 60)
      for event in page["events"]?.array ?? [] { ids[event["id"]?.string ?? "", default: 0] += 1 }
      guard let next = page["next_cursor"]?.string else { return ids }
      cursor = #", "cursor": "\#(next)""#
    }
  }
}
