import Foundation
import JSON
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

@Suite("Each crossing alerts once", .waiting, .serialized)
struct AlertExactlyOnceTests {
  private static let isSoaking = ProcessInfo.processInfo.environment["COSTWIRE_SOAK"] != nil
  private static let customers = isSoaking ? 125 : 8
  private static let thresholds = 8
  private static let kills = isSoaking ? 60 : 5

  @Test("over four workers that are killed at random: no alert is missing or doubled, each delivery arrives under one id")
  func crossings() throws {
    let folder = try Folder()
    let database = folder.file("a.db")
    let hooks = try HookReceiver()
    let shares = (1...Self.thresholds).map { $0 * 10 }
    let open = { try WorkerProcess.sending(database, allow: [hooks.endpoint]) }
    var workers = try (0..<4).map { _ in try open() }
    try workers[0].register("one", hooks.url("/ok/one"))
    try workers[1].register("two", hooks.url("/fail/1/two"))
    for customer in 0..<Self.customers { try workers[customer % 4].watch("c\(customer)", shares) }
    var random = SeededRandom(47)
    // Each event takes its customer one threshold further; all are sent until they are acknowledged.
    var waiting = (0..<Self.thresholds).flatMap { step in (0..<Self.customers).map { (customer: "c\($0)", id: "e-\($0)-\(step)") } }
    var kills = 0
    while !waiting.isEmpty || kills < Self.kills {
      var asked: [(worker: Int, id: Int, event: (customer: String, id: String))] = []
      for index in workers.indices where !waiting.isEmpty {
        for _ in 0..<Int.random(in: 1...4, using: &random) where !waiting.isEmpty {
          let event = waiting.removeFirst()
          let id = try workers[index].request("usage/track", #"{"id": "\#(event.id)", "customer_id": "\#(event.customer)", "timestamp": "\#(Self.today)", "cost_usd": 0.1}"#)
          asked.append((index, id, event))
        }
      }
      var victim: Int?
      if kills < Self.kills, Int.random(in: 0..<3, using: &random) == 0 || waiting.isEmpty {
        poll(nil, 0, Int32.random(in: 0...30, using: &random))
        let place = Int.random(in: 0..<4, using: &random)
        workers[place].crash()
        victim = place
        kills += 1
      }
      for (index, id, event) in asked {
        if index == victim {
          // Answered or not: sent again it counts once.
          waiting.append(event)
        } else {
          let answer = try workers[index].answer(to: id)
          #expect(answer["result"] != nil, "\(answer.text().prefix(300))")
        }
      }
      if let victim { workers[victim] = try open() }
    }
    let alerts = Self.customers * Self.thresholds
    let found = try workers[0].result("alerts/list", #"{"limit": 1000, "days": 2}"#)["alerts"]?.array ?? []
    #expect(found.count == alerts)
    let keys = found.map { "\($0["details"]?["budget_id"]?.string ?? "") \($0["details"]?["threshold_percentage"]?.text() ?? "")" }
    #expect(Set(keys).count == alerts, "doubled: \(Dictionary(grouping: keys) { $0 }.filter { $0.value.count > 1 }.keys)")
    // What a killed worker had begun is taken over when its lease is over: the machine's clock decides, a minute later.
    let expected = alerts * 2
    try Self.endLeases(database)
    try workers[1].waitForDeliveries(delivered: expected, dead: 0, pending: 0, within: Self.isSoaking ? 300 : 60)
    let received = try hooks.received()
    #expect(received.allSatisfy { $0.valid == [true] })
    for path in ["/ok/one", "/fail/1/two"] {
      let own = received.filter { $0.path == path }
      let byAlert = Dictionary(grouping: own) { $0.body["alert"]?["id"]?.string ?? "" }
      #expect(byAlert.count == alerts, "\(path)")
      #expect(byAlert.values.allSatisfy { Set($0.map(\.delivery)).count == 1 && Set($0.map(\.digest)).count == 1 }, "\(path): one id and one body for an alert")
      #expect(Set(own.map(\.delivery)).count == alerts)
      let tries = path == "/ok/one" ? 1 : 2
      let more = byAlert.values.reduce(0) { $0 + max($1.count - tries, 0) }
      // Twice only what was under way when its worker was killed: four at most for each kill.
      #expect(more <= Self.kills * 4, "\(path): \(more) more than needed")
    }
    #expect(try workers[2].result("system/verify", seconds: 120)["ok"]?.bool == true)
  }

  /// This day's first second, so that the events of one customer fall into one period.
  private static let today: String = {
    var now = time(nil)
    var parts = tm()
    gmtime_r(&now, &parts)
    return "\(1900 + parts.tm_year)-\(parts.tm_mon < 9 ? "0" : "")\(parts.tm_mon + 1)-\(parts.tm_mday < 10 ? "0" : "")\(parts.tm_mday)T00:00:00Z"
  }()

  /// Lets the leases of killed workers end now instead of in a minute.
  private static func endLeases(_ database: String) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [
      "python3", "-c",
      "import sqlite3, sys; c = sqlite3.connect(sys.argv[1], timeout=30); c.execute('UPDATE jobs SET lease_uptime = 0 WHERE state = 1'); c.commit()",
      database,
    ]
    try process.run()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0)
  }

  @Test("four workers send each delivery once when nobody is killed")
  func once() throws {
    let folder = try Folder()
    let database = folder.file("a.db")
    let hooks = try HookReceiver()
    let workers = try (0..<4).map { _ in try WorkerProcess.sending(database, allow: [hooks.endpoint]) }
    try workers[0].register("hook", hooks.url("/ok"))
    for customer in 0..<10 { try workers[0].watch("c\(customer)", [10, 20, 30, 40, 50]) }
    for step in 0..<5 {
      let asked = try (0..<10).map { customer in
        (customer % 4, try workers[customer % 4].request("usage/track", #"{"id": "e-\#(customer)-\#(step)", "customer_id": "c\#(customer)", "timestamp": "\#(Self.today)", "cost_usd": 0.1}"#))
      }
      for (index, id) in asked { _ = try workers[index].answer(to: id) }
    }
    try workers[3].waitForDeliveries(delivered: 50, dead: 0, pending: 0)
    let received = try hooks.received()
    #expect(received.count == 50 && Set(received.map(\.delivery)).count == 50)
    #expect(received.allSatisfy { $0.valid == [true] })
  }
}
