import CostModel
import Testing

@testable import Store

@Suite("The queue of deliveries")
struct DeliveryQueueTests {
  private static let minute: Int64 = 60_000_000

  /// A database in memory, and a clock that the test sets.
  private final class Queue {
    let connection: Connection
    let deliveries: Deliveries
    var now: Int64 = 1_800_000_000_000_000
    var uptime: Int64 = 1_000_000_000

    init() throws {
      connection = try Connection(path: ":memory:", mode: .create)
      try LedgerFile.migrate(connection) { 1 }
      deliveries = Deliveries(connection)
    }

    deinit { connection.close() }

    var time: MachineTime { MachineTime(now: Timestamp(microseconds: now), uptime: uptime, boot: 1) }

    func pass(_ microseconds: Int64) { (now, uptime) = (now + microseconds, uptime + microseconds) }

    @discardableResult
    func enqueue(_ id: String, to receiver: String = "r") throws -> Bool {
      try deliveries.enqueue(id, receiver: receiver, subject: id, payload: "{}", at: time.now)
    }

    func lease(except busy: [String] = []) throws -> Delivery? {
      try deliveries.lease(at: time, until: time.later(by: DeliveryQueueTests.minute), except: busy)
    }

    @discardableResult
    func finish(_ delivery: Delivery, retryIn wait: Int64? = nil, success: Bool = false) throws -> Bool {
      let outcome = DeliveryOutcome(
        isSuccess: success, milliseconds: 5, failure: success ? nil : "no", retryAt: wait.map { Timestamp(microseconds: now + $0) })
      return try deliveries.finish(delivery, outcome, at: time.now)
    }

    func count(_ sql: String) throws -> Int64 {
      let select = try connection.statement(composed: sql)
      defer { select.reset() }
      return try select.step() ? select.integer(0) : -1
    }
  }

  @Test("a subject reaches a receiver once, whoever queues it again")
  func once() throws {
    let queue = try Queue()
    #expect(try queue.enqueue("d"))
    #expect(try !queue.deliveries.enqueue("another", receiver: "r", subject: "d", payload: "{}", at: queue.time.now))
    #expect(throws: SQLiteFailure.self, "an id is never silently dropped") {
      try queue.deliveries.enqueue("d", receiver: "r", subject: "another", payload: "{}", at: queue.time.now)
    }
  }

  @Test("a lost lease is taken over, and its holder changes nothing any more")
  func takeover() throws {
    let queue = try Queue()
    try queue.enqueue("d")
    let first = try #require(try queue.lease())
    #expect(try queue.lease() == nil)
    #expect(try queue.deliveries.nextDue(queue.time)?.microseconds == queue.now + Self.minute)
    queue.pass(Self.minute)
    let second = try #require(try queue.lease())
    #expect(second.id == first.id && second.attempts == 2)
    #expect(try !queue.finish(first, success: true))
    #expect(try queue.deliveries.states() == [.leased: 1])
    #expect(try queue.finish(second, success: true))
    #expect(try queue.deliveries.states() == [.delivered: 1])
  }

  @Test("receivers that are busy are left alone, and others go on")
  func fairness() throws {
    let queue = try Queue()
    for index in 0..<50 { try queue.enqueue("slow-\(index)", to: "slow") }
    try queue.enqueue("quick", to: "quick")
    #expect(try queue.lease(except: ["slow"])?.receiver == "quick")
    #expect(try queue.lease(except: ["slow", "other"]) == nil)
    #expect(try queue.lease()?.id == "slow-0")
  }

  @Test("a clock that is set back puts nothing off for longer than a day")
  func clockSetBack() throws {
    let queue = try Queue()
    try queue.enqueue("d")
    try queue.finish(try #require(try queue.lease()), retryIn: 60 * Self.minute)
    #expect(try queue.deliveries.nextDue(queue.time)?.microseconds == queue.now + 60 * Self.minute)
    queue.now -= 365 * Timestamp.microsecondsPerDay
    #expect(try queue.deliveries.nextDue(queue.time) == queue.time.now)
    #expect(try queue.lease()?.id == "d")
    // What is leased is told by the machine's own clock, which nobody sets.
    #expect(try queue.lease() == nil)
    queue.uptime += Self.minute
    #expect(try queue.lease()?.id == "d")
  }

  @Test("the next due time is that of the first lost lease or the first that waits")
  func nextDue() throws {
    let queue = try Queue()
    #expect(try queue.deliveries.nextDue(queue.time) == nil)
    try queue.enqueue("a")
    try queue.enqueue("b")
    #expect(try queue.deliveries.nextDue(queue.time) == queue.time.now)
    _ = try queue.lease()
    try queue.finish(try #require(try queue.lease()), retryIn: 10 * Self.minute)
    #expect(try queue.deliveries.nextDue(queue.time)?.microseconds == queue.now + Self.minute)
    queue.pass(2 * Self.minute)
    #expect(try #require(try queue.deliveries.nextDue(queue.time)) <= queue.time.now)
  }

  @Test("ten thousand that wait are found by the index of due times")
  func usesIndex() throws {
    let queue = try Queue()
    try queue.connection.execute("BEGIN")
    for index in 0..<10_000 { try queue.enqueue("d-\(index)") }
    try queue.connection.execute("COMMIT")
    _ = try queue.lease()
    let plan = try queue.connection.statement(
      """
      EXPLAIN QUERY PLAN SELECT number FROM deliveries
      WHERE state < 2 AND receiver <> 'a' AND ((state = 0 AND due_at <= 5) OR (state = 1 AND lease_at <= 5)) ORDER BY due_at, number LIMIT 1
      """)
    var lines: [String] = []
    while try plan.step() { lines.append(plan.text(3)) }
    plan.reset()
    #expect(lines.count == 1 && lines[0].contains("deliveries_due"), "\(lines)")
  }

  @Test("old tries and old ended deliveries go with the end of newer ones; what waits stays")
  func pruning() throws {
    let queue = try Queue()
    try queue.enqueue("waits")
    try queue.finish(try #require(try queue.lease()), retryIn: 20 * 60 * Self.minute)
    try queue.connection.execute(
      """
      WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10050)
      INSERT INTO delivery_attempts(delivery, receiver, at, is_success, milliseconds) SELECT i, 'r', 0, 1, 1 FROM n
      """)
    for index in 0..<3 {
      try queue.enqueue("old-\(index)")
      try queue.finish(try #require(try queue.lease()), success: index > 0)
    }
    #expect(try queue.deliveries.states() == [.waiting: 1, .delivered: 2, .dead: 1])
    queue.now += Deliveries.keptMicroseconds + 1
    for index in 0..<20 {
      try queue.enqueue("new-\(index)", to: "n")
      try queue.finish(try #require(try queue.lease(except: ["r"])), success: true)
    }
    #expect(try queue.deliveries.states() == [.waiting: 1, .delivered: 20])
    #expect(try queue.count("SELECT count(*) FROM delivery_attempts") == Deliveries.mostAttempts)
  }

  @Test("removing a receiver removes what is on its way, and a try under way ends without effect")
  func removal() throws {
    let queue = try Queue()
    try queue.deliveries.set(StoredReceiver(id: "r", isWebhook: true, definition: "{}", createdAt: queue.time.now, updatedAt: queue.time.now))
    try queue.enqueue("a")
    try queue.enqueue("b")
    let leased = try #require(try queue.lease())
    #expect(try queue.deliveries.remove("r"))
    #expect(try !queue.finish(leased, success: true))
    #expect(try queue.count("SELECT count(*) FROM deliveries") == 0)
    #expect(try !queue.deliveries.remove("r"))
  }

  @Test("what is dead is sent again with new patience, one or all")
  func resend() throws {
    let queue = try Queue()
    for index in 0..<3 {
      try queue.enqueue("d-\(index)")
      try queue.finish(try #require(try queue.lease()))
    }
    queue.pass(Self.minute)
    #expect(try queue.deliveries.resend("d-1", at: queue.time.now) == 1)
    #expect(try queue.deliveries.resend("d-1", at: queue.time.now) == 0)
    let again = try #require(try queue.lease())
    #expect(again.id == "d-1" && again.attempts == 1 && again.createdAt == queue.time.now)
    #expect(try queue.deliveries.resend(nil, at: queue.time.now) == 2)
  }
}
