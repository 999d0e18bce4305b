import Foundation
import JSON
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

@Suite("Files that are no database of ours, and disks that are full", .waiting)
struct DatabaseFileTests {
  /// A small ledger, closed in order, and its bytes. The last page holds something: its end is missed when it is cut off.
  private static func ledger(_ folder: Folder, events: Int = 800) throws -> Data {
    let path = folder.file("good.db")
    let worker = try WorkerProcess.open(database: path)
    let list = (0..<events).map { #"{"id":"e\#($0)","timestamp":"2026-01-0\#($0 % 9 + 1)T00:00:00Z","cost_usd":1,"model":"m\#($0 % 7)","metadata":{"n":\#($0)}}"# }
    _ = try worker.result("usage/trackBatch", #"{"events":[\#(list.joined(separator: ","))]}"#)
    worker.closeInput()
    guard worker.exitCode() == 0 else { throw HarnessFailure("no orderly end") }
    return try Data(contentsOf: URL(fileURLWithPath: path))
  }

  /// Opens a database and answers the error of `initialize`; the file must not have changed.
  private func refusal(_ path: String) throws -> JSONValue {
    let before = try? Data(contentsOf: URL(fileURLWithPath: path))
    let worker = try WorkerProcess(database: path)
    let answer = try worker.call("initialize")
    if answer["error"] != nil { #expect(try worker.call("cost/summary").errorCode == -32002) }
    worker.closeInput()
    #expect(worker.exitCode() == 0)
    #expect((try? Data(contentsOf: URL(fileURLWithPath: path))) == before, "the file was changed")
    return answer
  }

  @Test("files that are not ours are refused with the right code and left alone")
  func refused() throws {
    let folder = try Folder()
    let good = try Self.ledger(folder)
    var cases: [(name: String, contents: Data, code: String)] = []
    for size in [1, 15, 16, 99, 100, 511, 1_024, 4_095] {
      cases.append(("short\(size)", good.prefix(size), "DATABASE_ERROR"))
      cases.append(("zeros\(size)", Data(count: size), "DATABASE_ERROR"))
    }
    cases.append(("zeros", Data(count: 20_000), "DATABASE_ERROR"))
    cases.append(("text", Data(String(repeating: "This is a letter, no database.\n", count: 500).utf8), "DATABASE_ERROR"))
    var foreign = good
    foreign.replaceSubrange(68..<72, with: [0x11, 0x22, 0x33, 0x44])
    cases.append(("foreign", foreign, "DATABASE_ERROR"))
    var unmarked = good
    unmarked.replaceSubrange(68..<72, with: [0, 0, 0, 0])
    cases.append(("unmarked", unmarked, "DATABASE_ERROR"))
    var newer = good
    newer.replaceSubrange(60..<64, with: [0, 0, 0, 99])
    cases.append(("newer", newer, "DATABASE_NEWER"))
    var unversioned = good
    unversioned.replaceSubrange(60..<64, with: [0, 0, 0, 0])
    cases.append(("unversioned", unversioned, "DATABASE_ERROR"))
    var negative = good
    negative.replaceSubrange(60..<64, with: [0xFF, 0xFF, 0xFF, 0xFF])
    cases.append(("negative", negative, "DATABASE_ERROR"))
    var random = SeededRandom(3)
    func noise(_ data: inout Data, _ range: Range<Int>) { for place in range { data[place] = UInt8.random(in: 0...255, using: &random) } }
    var header = good
    noise(&header, 0..<100)
    cases.append(("header", header, "DATABASE_ERROR"))
    var schema = good
    noise(&schema, 100..<4_096)
    cases.append(("schema", schema, "DATABASE_ERROR"))
    for cut in [4_096, 8_192, good.count / 2, good.count - 4_096, good.count - 100] {
      cases.append(("cut\(cut)", good.prefix(cut), "DATABASE_ERROR"))
    }
    for (name, contents, code) in cases {
      let path = folder.file(name)
      try contents.write(to: URL(fileURLWithPath: path))
      let answer = try refusal(path)
      #expect(answer.errorSymbol == code, "\(name): \(answer.text().prefix(300))")
      #expect(answer["error"]?["message"]?.string?.isEmpty == false)
    }
    #expect(try refusal("").errorSymbol == "CONFIGURATION_ERROR")
    #expect(try refusal("file:x.db").errorSymbol == "CONFIGURATION_ERROR")
    #expect(try refusal(folder.path).errorSymbol == "DATABASE_ERROR")
    #expect(try refusal("/dev/null").errorSymbol == "DATABASE_ERROR")
    #expect(try refusal(folder.file("text") + "/x.db").errorSymbol == "DATABASE_ERROR")
    #expect(try refusal(folder.file("good.db"))["result"] != nil)
  }

  @Test("another program's log or journal beside a ledger makes it no ledger: neither is played into it")
  func foreignLog() throws {
    let folder = try Folder()
    let good = try Self.ledger(folder, events: 40)
    // The page size, salts and checksums of a log are its own: any complete one beside the file is read before it.
    for (name, statements) in [
      ("empty", "PRAGMA user_version=0"), ("tables", "CREATE TABLE t(a)"), ("later", "PRAGMA application_id=5; PRAGMA user_version=1000"),
    ] {
      let other = folder.file(name + "-other.db"), path = folder.file(name + ".db")
      let python = """
        import sqlite3, os, shutil
        c = sqlite3.connect("\(other)", isolation_level=None)
        c.execute("PRAGMA journal_mode=WAL"); c.execute("PRAGMA wal_autocheckpoint=0")
        c.executescript("\(statements); CREATE TABLE x(y); DROP TABLE x")
        shutil.copy("\(other)-wal", "\(path)-wal")
        """
      let maker = Process()
      maker.executableURL = URL(fileURLWithPath: "/usr/bin/env")
      maker.arguments = ["python3", "-c", python]
      try maker.run()
      maker.waitUntilExit()
      try #require(maker.terminationStatus == 0)
      try good.write(to: URL(fileURLWithPath: path))
      let log = try Data(contentsOf: URL(fileURLWithPath: path + "-wal"))
      #expect(log.count > 32)
      #expect(try refusal(path).errorSymbol == "DATABASE_ERROR", "\(name)")
      #expect(try Data(contentsOf: URL(fileURLWithPath: path + "-wal")) == log)
    }
    // A hot journal, which the file's real folder has: the name that was given is a link.
    let real = folder.file("real"), link = folder.file("link.db")
    try FileManager.default.createDirectory(atPath: real, withIntermediateDirectories: true)
    try good.write(to: URL(fileURLWithPath: real + "/x.db"))
    let header: [UInt8] = [0xD9, 0xD5, 0x05, 0xF9, 0x20, 0xA1, 0x63, 0xD7, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 2, 0, 0, 0, 0x10, 0]
    try (Data(header) + Data(count: 484)).write(to: URL(fileURLWithPath: real + "/x.db-journal"))
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: real + "/x.db")
    _ = try refusal(link)
    #expect(FileManager.default.fileExists(atPath: real + "/x.db-journal"))
  }

  @Test("a ledger damaged anywhere ends no worker: it is refused, or what needs the damaged part is")
  func damaged() throws {
    let folder = try Folder()
    // Larger than what is checked at the start, so that the damage is met later.
    let path = folder.file("big.db")
    let maker = try WorkerProcess.open(database: path)
    for batch in 0..<12 {
      let list = (0..<500).map { #"{"id":"e\#(batch)-\#($0)","timestamp":"2026-01-0\#($0 % 9 + 1)T00:00:00Z","cost_usd":1.\#($0),"model":"m\#($0 % 7)","user_email":"u\#($0 % 31)@x.org","project_id":"p","metadata":{"n":"\#(String(repeating: "\(($0 &* 7_919) % 10_007) ", count: 160))"}}"# }
      _ = try maker.result("usage/trackBatch", #"{"events":[\#(list.joined(separator: ","))]}"#, seconds: 60)
    }
    maker.closeInput()
    #expect(maker.exitCode() == 0)
    let good = try Data(contentsOf: URL(fileURLWithPath: path))
    #expect(good.count > 4 << 20, "\(good.count)")
    var random = SeededRandom(11)
    for round in 0..<25 {
      var bad = good
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        // Whole pages at first, then single bytes.
        if round < 10 {
          let page = Int.random(in: 1..<(good.count / 4_096), using: &random) * 4_096
          for place in page..<(page + Int.random(in: 1...4_096, using: &random)) { bad[place] = UInt8.random(in: 0...255, using: &random) }
        } else {
          for _ in 0..<200 { bad[Int.random(in: 4_096..<good.count, using: &random)] = UInt8.random(in: 0...255, using: &random) }
        }
      }
      let place = folder.file("bad\(round).db")
      try bad.write(to: URL(fileURLWithPath: place))
      // By length: what is kept as JSON is handed on unread, so that damage inside it reaches the answer. That is wrong
      // (the frame is then no JSON), and what a checksum for each column would prevent.
      let worker = try WorkerProcess(.header, database: place)
      guard try worker.call("initialize")["result"] != nil else { continue }
      for (method, params) in [
        ("cost/summary", #"{"days":3660}"#), ("cost/attribution", #"{"days":3660}"#), ("usage/query", #"{"days":3660,"limit":1000}"#),
        ("usage/get", #"{"id":"e5-77"}"#), ("cost/expensiveQueries", #"{"days":3660}"#), ("system/verify", "{}"), ("health/check", "{}"),
        ("usage/track", #"{"id":"e3-3","cost_usd":1}"#), ("usage/track", #"{"id":"fresh","cost_usd":1}"#),
        ("usage/amend", #"{"id":"e7-12","changes":{"team":"x"}}"#), ("usage/delete", #"{"id":"e9-1","confirm":true}"#),
        ("usage/delete", #"{"start":"2026-01-01","end":"2026-01-03","confirm":true}"#),
      ] {
        try worker.request(method, params)
        let text = try #require(try worker.frameText(), "\(method) ended the worker")
        if let answer = try? JSONValue.parse(text), answer["error"] != nil {
          #expect(["DATABASE_ERROR", "NOT_FOUND", "IDEMPOTENCY_CONFLICT"].contains(answer.errorSymbol ?? ""), "\(method): \(answer.text().prefix(300))")
        }
      }
      worker.closeInput()
      #expect(worker.exitCode() == 0, "round \(round)")
    }
  }

  @Test("a full disk: writes are refused in words, reads go on, a worker starts to read, writes return with space")
  func fullDisk() throws {
    let folder = try Folder()
    let disk = folder.file("disk")
    try FileManager.default.createDirectory(atPath: disk, withIntermediateDirectories: true)
    guard mount("tmpfs", disk, "tmpfs", 0, "size=3m") == 0 else {
      // Only root may mount; `sizeLimit` shows the same without.
      return
    }
    defer { umount2(disk, Int32(MNT_DETACH)) }
    try exercise(
      database: disk + "/a.db",
      fill: {
        let filler = open(disk + "/filler", O_CREAT | O_WRONLY, 0o600)
        let block = [UInt8](repeating: 1, count: 4_096)
        while write(filler, block, block.count) > 0 {}
        close(filler)
      }, free: { unlink(disk + "/filler") })
  }

  private func exercise(database: String, fill: () -> Void, free: () -> Void) throws {
    let text = String(repeating: "x", count: 2_000)
    let worker = try WorkerProcess.open(database: database)
    var acknowledged: Int64 = 0
    func track(_ worker: WorkerProcess) throws -> JSONValue {
      let answer = try worker.call("usage/track", #"{"id":"e\#(acknowledged)","timestamp":"2026-01-01T00:00:00Z","cost_usd":1,"metadata":{"a":"\#(text)"}}"#)
      if answer["result"] != nil { acknowledged += 1 }
      return answer
    }
    for _ in 0..<20 { #expect(try track(worker)["result"] != nil) }
    fill()
    var refusal: JSONValue?
    for _ in 0..<400 {
      let answer = try track(worker)
      if answer["error"] != nil {
        refusal = answer
        break
      }
    }
    #expect(refusal?.errorSymbol == "DATABASE_FULL", "\(refusal?.text() ?? "never refused")")
    #expect(try track(worker).errorSymbol == "DATABASE_FULL")
    #expect(try worker.result("cost/summary", #"{"start":"2026-01-01","end":"2026-01-02"}"#)["summary"]?["total_cost_usd"]?.int64 == acknowledged)
    #expect(try worker.result("health/check")["status"]?.string != "healthy")
    // A second one starts beside it, and, when that one is gone, alone.
    let second = try WorkerProcess.open(database: database)
    #expect(try second.result("system/verify")["events"]?.int64 == acknowledged)
    second.closeInput()
    #expect(second.exitCode() == 0)
    worker.crash()
    let third = try WorkerProcess.open(database: database)
    #expect(try third.result("system/verify")["events"]?.int64 == acknowledged)
    #expect(try third.result("cost/summary", #"{"start":"2026-01-01","end":"2026-01-02"}"#)["summary"]?["total_cost_usd"]?.int64 == acknowledged)
    #expect(try track(third).errorSymbol == "DATABASE_FULL")
    free()
    for _ in 0..<20 { #expect(try track(third)["result"] != nil) }
    let found = try third.result("system/verify")
    #expect(found["ok"] == .bool(true) && found["events"]?.int64 == acknowledged, "\(found.text().prefix(300))")
  }

  @Test("a disk so full that not even the shared index of the log fits: a worker says so in words, and starts once there is room")
  func noRoomForIndex() throws {
    let folder = try Folder()
    let disk = folder.file("disk")
    try FileManager.default.createDirectory(atPath: disk, withIntermediateDirectories: true)
    guard mount("tmpfs", disk, "tmpfs", 0, "size=2m") == 0 else { return }
    defer { umount2(disk, Int32(MNT_DETACH)) }
    let database = disk + "/a.db"
    let first = try WorkerProcess.open(database: database)
    for number in 0..<10 { _ = try first.result("usage/track", #"{"id":"e\#(number)","cost_usd":1}"#) }
    first.closeInput()
    #expect(first.exitCode() == 0)
    // As after a copy of the file, or a restart of the machine.
    unlink(database + "-shm")
    unlink(database + "-wal")
    let filler = open(disk + "/filler", O_CREAT | O_WRONLY, 0o600)
    let block = [UInt8](repeating: 1, count: 4_096)
    while write(filler, block, block.count) > 0 {}
    close(filler)
    let worker = try WorkerProcess(database: database)
    let answer = try worker.call("initialize")
    // It should start and read (the index could lie in memory, under an exclusive lock); it does wherever the index's
    // file was left in place, as every worker leaves it.
    #expect(answer.errorSymbol == "DATABASE_FULL", "\(answer.text())")
    unlink(disk + "/filler")
    let later = try WorkerProcess.open(database: database)
    #expect(try later.result("system/verify")["events"]?.int64 == 10)
  }

  @Test("a limit on the size of files is a full disk in words, not the worker's end")
  func sizeLimit() throws {
    let folder = try Folder()
    let database = folder.file("a.db")
    let maker = try WorkerProcess.open(database: database)
    _ = try maker.result("usage/track", #"{"id":"first","timestamp":"2026-01-01T00:00:00Z","cost_usd":1}"#)
    maker.crash()
    let worker = try WorkerProcess.open(database: database, shell: "ulimit -f 600;")
    let text = String(repeating: "x", count: 4_000)
    var stored: Int64 = 1
    var refusal: JSONValue?
    for number in 0..<400 {
      let answer = try worker.call("usage/track", #"{"id":"e\#(number)","timestamp":"2026-01-01T00:00:00Z","cost_usd":1,"metadata":{"a":"\#(text)\#(number)"}}"#)
      if answer["result"] != nil {
        stored += 1
      } else {
        refusal = answer
        break
      }
    }
    #expect(refusal?.errorSymbol == "DATABASE_FULL", "\(refusal?.text() ?? "never refused")")
    #expect(try worker.result("system/verify")["events"]?.int64 == stored)
    let unlimited = try WorkerProcess.open(database: database)
    _ = try unlimited.result("usage/track", #"{"id":"later","cost_usd":1}"#)
    #expect(try unlimited.result("system/verify")["events"]?.int64 == stored + 1)
  }
}
