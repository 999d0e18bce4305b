import Foundation
import JSON
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// What the worker takes of the machine. One after the other, so that none measures another's load.
@Suite("Memory, processor and waiting", .waiting, .serialized)
struct ResourceTests {
  @Test("50 MB in one message stay below 300 MB of memory, which comes back", arguments: [0, 1, 2, 3, 4, 5, 6])
  func largeMessages(_ kind: Int) throws {
    let worker = try WorkerProcess.open(.header, database: ":memory:")
    let size = 50_000_000
    func repeated(_ piece: String) -> [UInt8] { Array(String(repeating: piece, count: size / piece.utf8.count).utf8) }
    let head = #"{"jsonrpc":"2.0","id":1,"method":"usage/trackBatch","params":"#
    let bodies: [() -> [UInt8]] = [
      { Array((head + #"{"events":["#).utf8) + repeated("1,") + Array("1]}}".utf8) },
      { Array((head + #"{"events":["#).utf8) + repeated("{},") + Array("{}]}}".utf8) },
      { Array((head + #"{"events":["#).utf8) + repeated("[],") + Array("[]]}}".utf8) },
      { Array((head + #"{"events":[""#).utf8) + repeated("x") + Array("\"]}}".utf8) },
      { Array((head + #"{"events":[""#).utf8) + repeated("\\n") + Array("\"]}}".utf8) },
      { Array("[".utf8) + repeated("1,") + Array("1]".utf8) },
      { Array((head + #"{"events":[{"metadata":{"a":""#).utf8) + repeated("é") + Array("\"}}]}}".utf8) },
    ]
    try worker.send(bytes: worker.wire.frame(bodies[kind]()), seconds: 60)
    let answer = try worker.frame(seconds: 60)
    #expect(answer["error"] != nil || answer["result"]?["rejected"]?.array?.isEmpty == false, "\(answer.text().prefix(300))")
    #expect(worker.peakMegabytes < 300, "kind \(kind): \(worker.peakMegabytes) MiB at its highest")
    for _ in 0..<20 { #expect(try worker.call("no/such").errorCode == -32601) }
    #expect(worker.residentMegabytes < 100, "kind \(kind): \(worker.residentMegabytes) MiB stay")
  }

  /// Events whose answers are half a megabyte for eight.
  private func trackLargeEvents(_ worker: WorkerProcess) throws {
    let text = String(repeating: "x", count: 60_000)
    for number in 0..<8 {
      _ = try worker.result("usage/track", #"{"id": "large\#(number)", "model": "gpt-4o", "cost_usd": 1, "metadata": {"a": "\#(text)"}}"#)
    }
  }

  @Test("a client that does not read neither grows the worker nor holds up another, and gets every answer when it reads")
  func doesNotRead() throws {
    let folder = try Folder()
    let database = folder.file("a.db")
    let worker = try WorkerProcess.open(database: database)
    try trackLargeEvents(worker)
    let other = try WorkerProcess.open(database: database)
    let before = worker.residentMegabytes

    let requests = 400
    var stream: [UInt8] = []
    for id in 0..<requests {
      stream += worker.wire.frame(
        id % 10 == 0
          ? #"{"jsonrpc":"2.0","id":\#(id),"method":"usage/track","params":{"id":"t\#(id)","model":"gpt-4o","cost_usd":1}}"#
          : #"{"jsonrpc":"2.0","id":\#(id),"method":"usage/query","params":{"limit":8,"order":"dearest"}}"#)
    }
    let taken = try worker.send(bytes: stream, seconds: 2, reading: false)
    // It works off what it may; then it must rest.
    var processor = -1.0
    for _ in 0..<40 where worker.processorSeconds - processor > 0.02 {
      processor = worker.processorSeconds
      poll(nil, 0, 400)
    }
    #expect(worker.residentMegabytes - before < 80, "\(worker.residentMegabytes - before) MiB more")
    let started = WorkerProcess.now()
    _ = try other.result("usage/track", #"{"id": "other", "model": "gpt-4o", "cost_usd": 1}"#)
    _ = try other.result("cost/summary")
    #expect(WorkerProcess.now() - started < 1)

    // Now it reads: everything sent is answered, once.
    if taken < stream.count { try worker.send(bytes: Array(stream[taken...]), seconds: 60) }
    var answered: Set<Int64> = []
    while answered.count < requests {
      let text = try #require(try worker.frameText(seconds: 30))
      let id = try #require(Int64(text.dropFirst(#"{"jsonrpc":"2.0","id":"#.count).prefix { $0.isNumber }))
      #expect(answered.insert(id).inserted)
      #expect(!text.contains(#""error":{"#))
    }
    #expect(worker.peakMegabytes < 200, "\(worker.peakMegabytes) MiB at its highest")
  }

  @Test("large answers of one batch are bounded, too; what is beyond is refused member by member")
  func largeBatchAnswers() throws {
    let folder = try Folder()
    let worker = try WorkerProcess.open(database: folder.file("a.db"))
    try trackLargeEvents(worker)
    let one = #"{"jsonrpc":"2.0","id":1,"method":"usage/query","params":{"limit":8}}"#
    try worker.send("[" + Array(repeating: one, count: 1_000).joined(separator: ",") + "]")
    let text = try #require(try worker.frameText(seconds: 60))
    let refused = text.components(separatedBy: #""error":{"code":-32803,"#).count - 1
    let answered = text.components(separatedBy: #""result":{"events":"#).count - 1
    #expect(answered + refused == 1_000 && answered > 10 && refused > 500, "\(answered) answered, \(refused) refused")
    #expect(worker.peakMegabytes < 200, "\(worker.peakMegabytes) MiB at its highest")
    #expect(try worker.result("health/check")["status"] != nil)
  }

  @Test("refusals, a hundred times as long as what they refuse, are bounded, too")
  func manyRefusals() throws {
    let folder = try Folder()
    let worker = try WorkerProcess.open(database: folder.file("a.db"))
    let events = "[" + Array(repeating: "1", count: 10_000).joined(separator: ",") + "]"
    var stream: [UInt8] = []
    for id in 0..<200 {
      stream += worker.wire.frame(#"{"jsonrpc":"2.0","id":\#(id),"method":"usage/trackBatch","params":{"events":\#(events)}}"#)
    }
    let taken = try worker.send(bytes: stream, seconds: 4, reading: false)
    poll(nil, 0, 500)
    #expect(worker.peakMegabytes < 300, "\(worker.peakMegabytes) MiB at its highest")
    #expect(taken < stream.count)
  }

  @Test("an idle worker, one that waits for the rest of a frame, and one without initialize use no processor time")
  func idle() throws {
    let folder = try Folder()
    let workers = [
      try WorkerProcess.open(database: folder.file("a.db"), processID: getpid()),
      try WorkerProcess.open(.header, database: folder.file("a.db")),
      try WorkerProcess(database: folder.file("a.db")),
    ]
    _ = try workers[0].result("usage/track", #"{"id": "a", "model": "gpt-4o"}"#)
    _ = try workers[0].result("cost/summary")
    try workers[1].send(bytes: Array("Content-Length: 1000\r\n\r\n{\"jsonrpc\"".utf8))
    poll(nil, 0, 300)
    let before = workers.map(\.processorSeconds)
    poll(nil, 0, 2_500)
    for (worker, seconds) in zip(workers, before) { #expect(worker.processorSeconds - seconds <= 0.03) }
  }

  @Test("a standard error that is closed, or full and never read, holds nothing up")
  func standardError() throws {
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { throw HarnessFailure("no pipe") }
    defer { for end in ends { close(end) } }
    _ = fcntl(ends[1], F_SETFL, O_NONBLOCK)
    let filler = [UInt8](repeating: 65, count: 4_096)
    while write(ends[1], filler, filler.count) > 0 {}
    _ = fcntl(ends[1], F_SETFL, 0)
    for errors in [WorkerProcess.Stream.closed, .descriptor(ends[1])] {
      let worker = try WorkerProcess.open(database: ":memory:", arguments: ["--log-level=debug"], errors: errors)
      for _ in 0..<100 { _ = try worker.call("usage/track", #"{"id": 5}"#) }
      #expect(try worker.result("health/check")["status"] != nil)
      _ = try worker.call("shutdown")
      try worker.notify("exit")
      #expect(worker.exitCode() == 0)
    }
  }

  @Test("gone within 5 s of its parent: killed, a zombie, or another process, stdin held open")
  func parentDeath() throws {
    let folder = try Folder()
    // A process that is not the worker's own parent, and ends.
    func bystander() throws -> pid_t {
      var child: pid_t = 0
      var arguments: [UnsafeMutablePointer<CChar>?] = [strdup("/bin/sleep"), strdup("60"), nil]
      defer { for argument in arguments { free(argument) } }
      guard posix_spawn(&child, "/bin/sleep", nil, nil, &arguments, nil) == 0 else { throw HarnessFailure("no sleep") }
      return child
    }
    let killed = try bystander()
    let zombie = try bystander()
    let alive = try bystander()
    defer {
      kill(alive, SIGKILL)
      waitpid(alive, nil, 0)
      waitpid(zombie, nil, 0)
    }
    let workers = [killed, zombie, alive].map { id in Result { try WorkerProcess.open(database: folder.file("a.db"), processID: id) } }
    let busy = try WorkerProcess.open(database: folder.file("b.db"), processID: killed)
    let path = try CancellationTests.usageFile(folder, rows: 60_000)
    try busy.request("usage/import", #"{"path": \#(quoted(path)), "workDoneToken": 1}"#)
    _ = try busy.frame()
    kill(killed, SIGKILL)
    waitpid(killed, nil, 0)
    kill(zombie, SIGKILL)
    let started = WorkerProcess.now()
    #expect(try workers[0].get().exitCode(within: 5) == 0)
    #expect(try workers[1].get().exitCode(within: 5) == 0)
    #expect(busy.exitCode(within: 5 - (WorkerProcess.now() - started)) == 0)
    #expect(try workers[2].get().isAlive)
    // A process that was never there.
    let orphan = try WorkerProcess.open(database: folder.file("a.db"), processID: killed)
    #expect(orphan.exitCode(within: 5) == 0)
    let again = try WorkerProcess.open(database: folder.file("b.db"))
    #expect(try again.result("system/verify", seconds: 60)["ok"] == .bool(true))
  }
}
