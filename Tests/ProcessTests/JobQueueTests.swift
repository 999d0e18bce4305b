import Foundation
import JSON
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

@Suite("Jobs survive their workers", .waiting, .serialized)
struct JobQueueTests {
  /// Leases end within two seconds here, instead of thirty, and jobs rest between steps of two thousand rows.
  private func open(_ database: String, options: String = "{}") throws -> WorkerProcess {
    let worker = try WorkerProcess(database: database, environment: ["COSTWIRE_LEASE_MS": "500", "COSTWIRE_JOB_STEP_MS": "150"])
    let answer = try worker.call("initialize", #"{"initializationOptions": \#(options)}"#)
    guard answer["result"] != nil else { throw HarnessFailure("initialize was refused: \(answer.text())") }
    try worker.notify("initialized")
    return worker
  }

  private func start(_ worker: WorkerProcess, _ path: String, _ members: String = "") throws -> String {
    let answer = try worker.result("usage/import", #"{"path": \#(quoted(path)), "wait": false\#(members)}"#)
    return try #require(answer["job_id"]?.string)
  }

  private func job(_ worker: WorkerProcess, _ id: String) throws -> JSONValue { try worker.result("jobs/get", #"{"job_id": "\#(id)"}"#) }

  /// The progress of a job once it has got further than a percentage.
  private func progress(_ worker: WorkerProcess, _ id: String, beyond percent: Double) throws -> Double {
    let started = WorkerProcess.now()
    while WorkerProcess.now() - started < 60 {
      let job = try job(worker, id)
      let progress = job["progress_percent"]?.double ?? 0
      if progress > percent || job["state"]?.string == "completed" { return progress }
      usleep(10_000)
    }
    throw HarnessFailure("job \(id) got no further than \(percent) %")
  }

  private func table(_ folder: Folder, rows: Int) throws -> String {
    let path = folder.file("usage.csv")
    var text = "id,timestamp,provider,model,prompt_tokens,note\n"
    for row in 0..<rows { text += "row-\(row),\(1_760_000_000 + row),openai,gpt-4o,\(row % 1000),\"two\nlines, \"\"quoted\"\"\"\n" }
    try text.write(toFile: path, atomically: false, encoding: .utf8)
    return path
  }

  @Test("an import whose worker is killed, again and again, ends with exactly the rows of the file", arguments: ["ndjson", "csv"])
  func killed(format: String) throws {
    let folder = try Folder()
    let isSoak = ProcessInfo.processInfo.environment["COSTWIRE_SOAK"] != nil
    let rows = isSoak ? 200_000 : 24_000
    let path = format == "csv" ? try table(folder, rows: rows) : try CancellationTests.usageFile(folder, rows: rows)
    let database = folder.file("a.db")
    let mapping = format == "csv" ? #", "mapping": {"note": "metadata.note"}"# : ""
    var worker = try open(database)
    let id = try start(worker, path, mapping)
    var reached = 0.0
    for _ in 0..<(isSoak ? 10 : 2) {
      let before = try progress(worker, id, beyond: reached)
      #expect(before >= reached)
      reached = before
      worker.crash()
      worker = try open(database)
    }
    let ended = try worker.result("jobs/wait", #"{"job_id": "\#(id)"}"#, seconds: 300)
    #expect(ended["state"]?.string == "completed", "\(ended.text())")
    #expect(ended["result"]?["rows"]?.int64 == Int64(rows) && ended["result"]?["accepted"]?.int64 == Int64(rows), "\(ended.text())")
    let verified = try worker.result("system/verify", seconds: 120)
    #expect(verified["ok"]?.bool == true && verified["events"]?.int64 == Int64(rows), "\(verified.text())")
    // Each row cost its prompt tokens times 2.50 USD a million.
    let tokens = (0..<rows).reduce(0) { $0 + $1 % 1000 }
    #expect((verified["total_cost_usd"] ?? .null).text() == JSONValue.plain(nanos: tokens * 2_500))
  }

  @Test("a worker that was stopped and wakes after its job was taken over changes nothing")
  func stalled() throws {
    let folder = try Folder()
    let path = try CancellationTests.usageFile(folder, rows: 30_000)
    let database = folder.file("a.db")
    let workers = try (0..<3).map { _ in try open(database) }
    let id = try start(workers[0], path)
    _ = try progress(workers[2], id, beyond: 0)
    // Stopped while it holds the write lock it would keep everybody waiting, as any writer would: then once more.
    var isFree = false
    for round in 0..<50 where !isFree {
      workers[0].signal(SIGSTOP)
      let probe = try workers[2].request("usage/track", #"{"id": "probe-\#(round)", "model": "gpt-4o", "cost_usd": 0}"#)
      isFree = (try? workers[2].answer(to: probe, seconds: 1)) != nil
      if !isFree {
        workers[0].signal(SIGCONT)
        _ = try workers[2].answer(to: probe, seconds: 60)
        usleep(UInt32(1_000 * (round % 40)))
      }
    }
    let attempts = try job(workers[2], id)["attempts"]?.int64 ?? 0
    let started = WorkerProcess.now()
    var isTakenOver = false
    while isFree, !isTakenOver, WorkerProcess.now() - started < 20 {
      usleep(50_000)
      isTakenOver = (try job(workers[2], id)["attempts"]?.int64 ?? 0) > attempts
    }
    #expect(isTakenOver)
    let ended = try workers[1].result("jobs/wait", #"{"job_id": "\#(id)"}"#, seconds: 90)
    #expect(ended["state"]?.string == "completed", "\(ended.text())")
    workers[0].signal(SIGCONT)
    usleep(1_000_000)
    let verified = try workers[0].result("system/verify", seconds: 60)
    #expect(verified["ok"]?.bool == true, "\(verified.text())")
    #expect(try job(workers[2], id)["result"]?["accepted"]?.int64 == 30_000)
  }

  @Test("cancelling from another worker ends a job within a second, and for good")
  func cancelled() throws {
    let folder = try Folder()
    let path = try CancellationTests.usageFile(folder, rows: 30_000)
    let database = folder.file("a.db")
    let (one, other) = (try open(database), try open(database))
    let id = try start(one, path, #", "key": "k""#)
    _ = try progress(other, id, beyond: 0)
    #expect(try other.result("jobs/cancel", #"{"job_id": "\#(id)"}"#)["state"]?.string == "cancelled")
    let stored = try other.result("usage/query", #"{"limit": 1, "days": 3650}"#)["query_params"] != nil
    #expect(stored)
    let events = try other.result("system/verify", seconds: 60)["events"]?.int64
    usleep(1_500_000)
    #expect(try one.result("system/verify", seconds: 60)["events"]?.int64 == events)
    #expect(try job(one, id)["state"]?.string == "cancelled")
    // Started again under its key it goes on where it stopped.
    let answer = try one.result("usage/import", #"{"path": \#(quoted(path)), "key": "k"}"#, seconds: 120)
    #expect(answer["job_id"]?.string == id && answer["accepted"]?.int64 == 30_000, "\(answer.text())")
    #expect(try other.result("jobs/cancel", #"{"job_id": "\#(id)"}"#)["state"]?.string == "completed")
  }

  @Test("a client that waits is told of the progress, and of the end, of a job that another worker took over")
  func handedOver() throws {
    let folder = try Folder()
    let path = try CancellationTests.usageFile(folder, rows: 24_000)
    let database = folder.file("a.db")
    let (doer, waiter) = (try open(database), try open(database, options: #"{"notifications": ["jobs/changed"]}"#))
    let id = try start(doer, path)
    _ = try progress(waiter, id, beyond: 0)
    let waiting = try waiter.request("jobs/wait", #"{"job_id": "\#(id)", "workDoneToken": "w"}"#)
    doer.crash()
    var told: [JSONValue] = []
    let answer = try waiter.answer(to: waiting, seconds: 120) { told.append($0) }
    #expect(answer["result"]?["state"]?.string == "completed" && (answer["result"]?["attempts"]?.int64 ?? 0) >= 1, "\(answer.text())")
    let percentages = told.compactMap { $0["params"]?["value"]?["percentage"]?.int64 }
    #expect(percentages == percentages.sorted() && !percentages.isEmpty)
    let states = told.filter { $0["method"]?.string == "jobs/changed" }.compactMap { $0["params"]?["state"]?.string }
    #expect(states.contains("in_progress"))
  }

  @Test("the token of a request that does not wait hears of the progress after its answer, until the job ends")
  func progressAfterAnswer() throws {
    let folder = try Folder()
    let path = try CancellationTests.usageFile(folder, rows: 8_000)
    let worker = try open(folder.file("a.db"))
    let asked = try worker.request("usage/import", #"{"path": \#(quoted(path)), "wait": false, "workDoneToken": 7}"#)
    var told: [JSONValue] = []
    let id = try #require(try worker.answer(to: asked) { told.append($0) }["result"]?["job_id"]?.string)
    let before = told.count
    let waited = try worker.request("jobs/wait", #"{"job_id": "\#(id)"}"#)
    #expect(try worker.answer(to: waited, seconds: 60) { told.append($0) }["result"]?["state"]?.string == "completed")
    while told.last?["params"]?["value"]?["kind"]?.string != "end" { told.append(try worker.frame(seconds: 10)) }
    #expect(told.allSatisfy { $0["params"]?["token"]?.text() == "7" })
    let kinds = told.compactMap { $0["params"]?["value"]?["kind"]?.string }
    #expect(kinds.first == "begin" && kinds.count { $0 == "end" } == 1 && kinds.dropFirst(before).contains("report"), "\(before) \(kinds)")
  }

  @Test("what is sent after an import that is waited for takes effect after it; jobs/* overtake it")
  func order() throws {
    let folder = try Folder()
    let path = try CancellationTests.usageFile(folder, rows: 6_000)
    for database in [folder.file("a.db"), ":memory:"] {
      let worker = try open(database)
      let importing = try worker.request("usage/import", #"{"path": \#(quoted(path))}"#)
      let reading = try worker.request("cost/summary", #"{"days": 3650}"#)
      let listing = try worker.request("jobs/list", #"{"limit": 1}"#)
      let writing = try worker.request("usage/delete", #"{"id": "row-7", "confirm": true}"#)
      var order: [Int64] = []
      var answers: [Int64: JSONValue] = [:]
      while answers.count < 4 {
        let answer = try worker.frame(seconds: 60)
        guard let id = answer["id"]?.int64 else { continue }
        order.append(id)
        answers[id] = answer["result"]
      }
      #expect(order.first == Int64(listing) || database == ":memory:")
      #expect(answers[Int64(importing)]?["accepted"]?.int64 == 6_000)
      #expect(answers[Int64(reading)]?["summary"]?["total_queries"]?.int64 == 6_000, "\(answers[Int64(reading)]?.text() ?? "")")
      #expect(answers[Int64(writing)] != nil)
    }
  }

  @Test("starting twice with a key is one job; the end of input lets it go on in the next worker")
  func key() throws {
    let folder = try Folder()
    let path = try CancellationTests.usageFile(folder, rows: 16_000)
    let database = folder.file("a.db")
    let first = try open(database)
    let id = try start(first, path, #", "key": "nightly""#)
    #expect(try start(first, path, #", "key": "nightly""#) == id)
    first.closeInput()
    #expect(first.exitCode(within: 10) == 0)
    let second = try open(database)
    #expect(try start(second, path, #", "key": "nightly""#) == id)
    let ended = try second.result("jobs/wait", #"{"job_id": "\#(id)"}"#, seconds: 60)
    #expect(ended["result"]?["accepted"]?.int64 == 16_000, "\(ended.text())")
    let refused = try second.call("usage/import", #"{"path": "/elsewhere", "key": "nightly"}"#)
    #expect(refused.errorSymbol == "IDEMPOTENCY_CONFLICT")
  }
}

extension JSONValue {
  /// An amount of USD as the worker writes it.
  fileprivate static func plain(nanos: Int) -> String {
    let digits = String(nanos), padded = String(repeating: "0", count: max(0, 10 - digits.count)) + digits
    var text = padded.dropLast(9) + "." + padded.suffix(9)
    while text.hasSuffix("0") { text.removeLast() }
    return String(text.hasSuffix(".") ? text.dropLast() : text)
  }
}
