import CostModel
import Testing

@testable import Store

@Suite("Deliveries on the queue of jobs")
struct DeliveryQueueTests {
  private static let minute: Int64 = 60_000_000

  /// A database in memory, and a clock that the test sets.
  private final class Queue {
    let connection: Connection
    let deliveries: Deliveries
    let jobs: Jobs
    var now: Int64 = 1_800_000_000_000_000
    var uptime: Int64 = 1_000_000_000
    var boot: Int64 = 1

    init(migrations: ArraySlice<String>? = nil) throws {
      connection = try Connection(path: ":memory:", mode: .create)
      if let migrations {
        for migration in migrations { try connection.execute(migration) }
      } else {
        try LedgerFile.migrate(connection) { 1 }
      }
      (deliveries, jobs) = (Deliveries(connection), Jobs(connection))
    }

    deinit { connection.close() }

    var time: MachineTime { MachineTime(now: Timestamp(microseconds: now), uptime: uptime, boot: boot) }

    func pass(_ microseconds: Int64) { (now, uptime) = (now + microseconds, uptime + microseconds) }

    @discardableResult
    func enqueue(_ id: String, to receiver: String = "r") throws -> Bool {
      try deliveries.enqueue(id, receiver: receiver, subject: id, payload: "{}", at: time.now)
    }

    func lease(_ kinds: Jobs.Kinds = .only(Deliveries.jobKind)) throws -> StoredJob? {
      try jobs.lease(Jobs.Lease(owner: "o", time: time, end: time.later(by: DeliveryQueueTests.minute)), of: kinds)
    }

    func nextDue() throws -> Timestamp? { try jobs.nextDue(time, of: .only(Deliveries.jobKind)) }

    /// Ends a try; a failed one is dead unless it is to be tried again.
    @discardableResult
    func finish(_ job: StoredJob, retryIn wait: Int64? = nil, success: Bool = false) throws -> Bool {
      if let delivery = try deliveries.delivery(job.id) {
        try deliveries.note(delivery, DeliveryAttempt(milliseconds: 5, failure: success ? nil : "no"), at: time.now)
      }
      let retry = wait.map { JobOutcome.retry(at: Timestamp(microseconds: now + $0), failure: "no") }
      return try jobs.finish(job, success ? .completed(result: "{}") : retry ?? .failed("no"), at: time.now)
    }

    func states() throws -> [StoredJob.State: Int] { try jobs.states(kind: Deliveries.jobKind) }

    func count(_ sql: String) throws -> Int64 {
      let select = try connection.statement(composed: sql)
      defer { select.reset() }
      return try select.step() ? select.integer(0) : -1
    }
  }

  @Test("a job that is left to another worker is neither leased here nor waited for; whoever does not leave it gets it")
  func leftToAnother() throws {
    let queue = try Queue()
    try queue.enqueue("a", to: "one")
    try queue.enqueue("b", to: "two")
    let lease = Jobs.Lease(owner: "o", time: queue.time, end: queue.time.later(by: Self.minute))
    let first = try #require(try queue.jobs.lease(lease, of: .only(Deliveries.jobKind)))
    #expect(try queue.jobs.finish(first, .paused(until: queue.time.now), at: queue.time.now))
    let second = try #require(try queue.jobs.lease(lease, of: .only(Deliveries.jobKind), except: [first.id]))
    #expect(second.id != first.id)
    #expect(try queue.jobs.lease(lease, of: .only(Deliveries.jobKind), except: [first.id]) == nil)
    let next = try queue.jobs.nextDue(queue.time, of: .only(Deliveries.jobKind), except: [first.id])
    #expect(next?.microseconds == queue.now + Self.minute, "only the lease of the second is waited for")
    #expect(try queue.jobs.lease(lease, of: .only(Deliveries.jobKind))?.id == first.id)
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
    #expect(try queue.nextDue()?.microseconds == queue.now + Self.minute)
    queue.pass(Self.minute)
    let second = try #require(try queue.lease())
    #expect(second.id == first.id && second.attempts == 2)
    #expect(try !queue.finish(first, success: true))
    #expect(try queue.states() == [.inProgress: 1])
    #expect(try queue.finish(second, success: true))
    #expect(try queue.states() == [.completed: 1])
  }

  @Test("a receiver gets one after the other; others, and other jobs, go on")
  func fairness() throws {
    let queue = try Queue()
    for index in 0..<50 { try queue.enqueue("slow-\(index)", to: "slow") }
    try queue.enqueue("quick", to: "quick")
    try queue.jobs.add(NewJob(id: "job", kind: "k", params: "{}", digest: 0), at: queue.time.now)
    let slow = try #require(try queue.lease())
    #expect(slow.id == "slow-0")
    #expect(try queue.lease()?.id == "quick")
    #expect(try queue.lease() == nil)
    #expect(try queue.lease(.except(Deliveries.jobKind))?.id == "job")
    try queue.finish(slow, success: true)
    #expect(try queue.lease()?.id == "slow-1")
  }

  @Test("a clock that is set back puts nothing off for longer than a day")
  func clockSetBack() throws {
    let queue = try Queue()
    try queue.enqueue("d")
    try queue.enqueue("fresh", to: "other")
    try queue.finish(try #require(try queue.lease()), retryIn: 60 * Self.minute)
    #expect(try queue.nextDue() == queue.time.now)
    queue.now -= 365 * Timestamp.microsecondsPerDay
    #expect(try queue.nextDue() == queue.time.now)
    #expect(try Set([queue.lease()?.id, queue.lease()?.id]) == ["d", "fresh"])
    // What is leased is told by the machine's own clock, which nobody sets.
    #expect(try queue.lease() == nil)
    queue.uptime += Self.minute
    #expect(try queue.lease() != nil)
  }

  @Test("the next due time is that of the first lost lease or the first that waits")
  func nextDue() throws {
    let queue = try Queue()
    #expect(try queue.nextDue() == nil)
    try queue.enqueue("a")
    try queue.enqueue("b", to: "other")
    #expect(try queue.nextDue() == queue.time.now)
    _ = try queue.lease()
    try queue.finish(try #require(try queue.lease()), retryIn: 10 * Self.minute)
    #expect(try queue.nextDue()?.microseconds == queue.now + Self.minute)
    queue.pass(2 * Self.minute)
    #expect(try #require(try queue.nextDue()) <= queue.time.now)
  }

  @Test("a dead worker's lane is free when its lease is over, also when the machine started anew with a clock set back")
  func laneAfterBoot() throws {
    let queue = try Queue()
    try queue.enqueue("a")
    try queue.enqueue("b")
    _ = try queue.lease()
    queue.boot = 2
    queue.now -= 365 * Timestamp.microsecondsPerDay
    #expect(try queue.nextDue() == queue.time.now)
    #expect(try queue.lease()?.id == "a")
  }

  @Test("whether a lane is free is found by an index, however many jobs there are")
  func laneIndex() throws {
    let queue = try Queue()
    let plan = try queue.connection.statement(
      """
      EXPLAIN QUERY PLAN SELECT 1 FROM jobs AS one WHERE state < 2 AND NOT EXISTS(
        SELECT 1 FROM jobs AS other WHERE other.lane = one.lane AND other.lane <> '' AND other.state = 1 AND other.number <> one.number)
      """)
    var lines: [String] = []
    while try plan.step() { lines.append(plan.text(3)) }
    plan.reset()
    #expect(lines.contains { $0.contains("jobs_lane") }, "\(lines)")
  }

  @Test("old tries go with newer ones, old ended deliveries with their jobs; what waits stays")
  func pruning() throws {
    let queue = try Queue()
    try queue.enqueue("waits", to: "w")
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
    #expect(try queue.states() == [.queued: 1, .completed: 2, .failed: 1])
    queue.pass(Jobs.keptMicroseconds + 1)
    // Done since, and put off again.
    try queue.finish(try #require(try queue.lease()), retryIn: Self.minute)
    for index in 0..<20 {
      try queue.enqueue("new-\(index)", to: "n")
      try queue.finish(try #require(try queue.lease()), success: true)
    }
    #expect(try queue.states() == [.queued: 1, .completed: 20])
    #expect(try queue.count("SELECT count(*) FROM deliveries") == 21)
    #expect(try queue.count("SELECT count(*) FROM delivery_attempts") == Deliveries.mostAttempts)
  }

  @Test("removing a receiver removes what is on its way, and a try under way ends without effect")
  func removal() throws {
    let queue = try Queue()
    try queue.deliveries.set(StoredReceiver(id: "r", isWebhook: true, definition: "{}", createdAt: queue.time.now, updatedAt: queue.time.now))
    try queue.enqueue("a")
    try queue.enqueue("b")
    try queue.enqueue("c", to: "other")
    let leased = try #require(try queue.lease())
    #expect(try queue.deliveries.remove("r", at: queue.time.now))
    #expect(try !queue.finish(leased, success: true))
    #expect(try queue.count("SELECT count(*) FROM deliveries") == 1)
    #expect(try queue.states() == [.cancelled: 2, .queued: 1])
    #expect(try !queue.deliveries.remove("r", at: queue.time.now))
  }

  @Test("what is dead is sent again, one or all")
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
    // It is tried for a day from this start on.
    #expect(again.id == "d-1" && again.startedAt == queue.time.now)
    #expect(try queue.deliveries.resend(nil, at: queue.time.now) == 2)
  }

  @Test("what was on a queue of its own before goes on as jobs, under its ids and numbers")
  func migration() throws {
    let before = LedgerSchema.migrations.dropLast()
    let queue = try Queue(migrations: before)
    try queue.connection.execute(
      """
      INSERT INTO jobs(id, kind, params, digest, lane, priority, state, attempts, fruitless, due_at, token, owner, lease_boot, lease_uptime,
        lease_at, progress, message, created_at, revision) VALUES('job', 'k', '{}', 0, '', 0, 0, 0, 0, 0, 0, '', 0, 0, 0, 0, '', 0, 7);
      INSERT INTO deliveries(number, id, receiver, subject, payload, state, attempts, due_at, token, lease_boot, lease_uptime, lease_at,
        created_at, finished_at, milliseconds, failure) VALUES
        (3, 'waits', 'r', 's', '{"a": 1}', 0, 2, 5, 2, 1, 1, 1, 4, NULL, 12, 'no'), (4, 'under-way', 'q', 's', '{}', 1, 1, 5, 1, 1, 1, 1, 4, NULL, NULL, NULL),
        (5, 'done', 'r', 't', '{}', 2, 1, 5, 1, 1, 1, 1, 4, 6, 3, NULL), (6, 'dead', 'r', 'u', '{}', 3, 9, 5, 9, 1, 1, 1, 4, 6, 3, 'gone'),
        (9, 'gone', 'r', 'v', '{}', 2, 1, 5, 1, 1, 1, 1, 4, 6, 3, NULL);
      DELETE FROM deliveries WHERE number = 9;
      """)
    try queue.connection.execute(try #require(LedgerSchema.migrations.last))
    #expect(try queue.states() == [.queued: 2, .completed: 1, .failed: 1])
    let waits = try #require(try queue.deliveries.delivery("waits"))
    #expect(waits.number == 3 && waits.payload == #"{"a": 1}"# && waits.attempts == 2 && waits.failure == "no" && waits.milliseconds == 12)
    #expect(try queue.deliveries.deliveries(subject: "u").map(\.failure) == ["gone"])
    #expect(try Set([queue.lease()?.id, queue.lease()?.id]) == ["waits", "under-way"])
    // Numbers are told to receivers as the sequence: none is given twice.
    try queue.enqueue("new", to: "n")
    #expect(try queue.deliveries.delivery("new")?.number == 10)
    #expect(try queue.count("SELECT count(DISTINCT revision) FROM jobs") == 6)
  }
}
