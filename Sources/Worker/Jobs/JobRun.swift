import CostModel
import JSON
import JSONRPC
import Store
import Synchronization

/// One try of a job, under way in this worker.
///
/// A class, because the thread that does the work shares it with the one that holds its lease.
final class JobRun: @unchecked Sendable {
  // @unchecked: `told` and `storedAt` are used under `lock`, `stored` by the thread that does the work.
  let services: Services
  private let queue: WriteQueue
  /// The job as it was when this try began.
  let stored: StoredJob
  /// What its starter holds in memory for it and its params do not say.
  let input: [UInt8]?
  /// Whether nothing came of it, so that its key may be used once more. For the thread that does the work.
  var forgetsKey = false
  /// Stands for a client's call where a method's body is asked; cancelled with the try.
  private let call = Call.own()
  private let startedAt: MachineTime
  private let timeoutSeconds: Int64
  private let end = Atomic<Int>(0)
  private let lock = Mutex(Told())

  private struct Told {
    var progress = JobProgress(progress: 0, message: "", checkpoint: nil)
    var isNew = false
  }

  /// Why a try is given up without an outcome.
  enum End: Int, Error {
    /// The job was cancelled, or another worker took it over.
    case lost = 1
    /// The worker ends; the job goes on elsewhere.
    case stopping
  }

  /// Thrown by work that has nothing to do before an instant: the job goes back to the queue, and keeps no thread meanwhile.
  struct Pause: Error {
    let until: Timestamp
    /// Whether only another worker can go on with it: this one leaves it alone for a while.
    var isForAnother = false
  }

  /// Thrown by work that failed and is to be begun again at an instant of its own choice.
  struct Again: Error {
    let at: Timestamp
    let answer: ErrorAnswer
  }

  /// Thrown by work that failed for good, whatever its error's code says of another try.
  struct GivenUp: Error {
    let answer: ErrorAnswer
  }

  init(_ stored: StoredJob, _ kind: any JobKind.Type, _ services: Services, _ queue: @escaping WriteQueue, input: [UInt8]?) {
    (self.stored, self.services, self.queue, self.input) = (stored, services, queue, input)
    startedAt = services.world.time
    timeoutSeconds = kind.timeoutSeconds
  }

  var params: String { stored.params }

  /// Where the try before this one had got.
  var checkpoint: JSONValue? { stored.checkpoint.flatMap { try? JSONValue.parse($0) } }

  // MARK: Ending

  /// Gives the try up at its next safe point.
  func giveUp(_ reason: End) {
    _ = end.compareExchange(expected: 0, desired: reason.rawValue, ordering: .acquiringAndReleasing)
    call.withdraw()
  }

  /// Throws when the try is to be given up; to be asked between steps, as often as one likes.
  func check() throws {
    if let reason = End(rawValue: end.load(ordering: .acquiring)) { throw reason }
  }

  /// Throws, too, when the job takes longer than its kind may.
  private func checkTime() throws {
    try check()
    guard services.world.time.uptime - startedAt.uptime > timeoutSeconds * 1_000_000 else { return }
    throw ErrorAnswer(.requestFailed, "The job took longer than \(timeoutSeconds) seconds")
  }

  // MARK: Doing

  /// Changes the database and notes where to go on, both or neither; throws when the job is no longer this worker's.
  func effect<Result: Sendable>(_ progress: @escaping (Result) -> JobProgress, _ body: @escaping (LedgerWriter) throws -> Result) throws -> Result {
    try checkTime()
    let result = try InternalWrite<Result>(services, "job") { [self] writer in
      // Asked first: what follows may take long, and nothing of it is to be seen when the job is lost.
      guard try writer.jobs.holds(stored.number, token: stored.token) else { throw End.lost }
      let result = try body(writer)
      try writer.flush()
      guard try writer.jobs.advance(stored.number, token: stored.token, until: leaseEnd, progress(result)) else { throw End.lost }
      return result
    }.result(on: queue)
    services.jobs?.changed(stored.id)
    try rest()
    return result
  }

  private func rest() throws {
    guard let milliseconds = services.jobRest else { return }
    let monitor = Monitor()
    for _ in 0..<max(milliseconds / 10, 1) {
      monitor.locked { monitor.wait(milliseconds: 10) }
      try check()
    }
  }

  /// Changes what is no progress of the job, unless it is no longer this worker's.
  func note<Result: Sendable>(_ body: @escaping (LedgerWriter) throws -> Result) throws -> Result {
    try checkTime()
    return try InternalWrite<Result>(services, "job") { [stored] writer in
      guard try writer.jobs.holds(stored.number, token: stored.token) else { throw End.lost }
      return try body(writer)
    }.result(on: queue)
  }

  /// Reads from one state of the database.
  func read<Result: Sendable>(_ body: @escaping (LedgerReader) throws -> Result) throws -> Result {
    try checkTime()
    guard services.location.isInMemory else { return try services.read(body) }
    // There is one connection, and the committing thread has it.
    return try InternalWrite<Result>(services, "job") { [services] _ in try services.read(body) }.result(on: queue)
  }

  /// Asks a method's body, from one state of the database, as the customer whose key started the job may.
  func ask<Result: Sendable>(_ body: @escaping (ReadContext) throws -> Result) throws -> Result {
    do {
      return try read { [services, stored, call] reader in
        try body(ReadContext(services: services, reader: reader, call: call, tenant: stored.customer))
      }
    } catch {
      // What was given up ends with a cancelled call, too, and has not failed.
      try check()
      throw error
    }
  }

  /// What the body of a method that writes has at hand, within an effect.
  func context(_ writer: LedgerWriter) -> WriteContext {
    WriteContext(services: services, writer: writer, call: call, tenant: stored.customer)
  }

  /// Tells how far the work is, between effects; written down with the next heartbeat.
  ///
  /// - Parameter fraction: 0 ... 1.
  func tell(_ fraction: Double, _ message: String) {
    lock.withLock { $0 = Told(progress: JobProgress(fraction, message), isNew: true) }
  }

  // MARK: The lease

  private var leaseEnd: MachineTime { services.world.time.later(by: services.leaseMicroseconds) }

  /// Holds the job longer; gives it up when it is lost.
  func renew() {
    let told = lock.withLock { told in
      defer { told.isNew = false }
      return told.isNew ? told.progress : nil
    }
    let isHeld = InternalWrite<Bool>(services, "job") { [self] writer in
      try writer.jobs.renew(stored.number, token: stored.token, until: leaseEnd, told)
    }.run(on: queue)
    if isHeld == false { giveUp(.lost) }
  }
}

extension JobProgress {
  /// - Parameter fraction: 0 ... 1.
  init(_ fraction: Double, _ message: String, checkpoint: JSONValue? = nil) {
    let bounded = fraction.isFinite ? min(max(fraction, 0), 1) : 0
    self.init(progress: Int64(bounded * 100_000), message: message, checkpoint: checkpoint?.text(pretty: false))
  }
}
