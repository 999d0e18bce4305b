import Connectors
import CostModel
import JSON
import JSONRPC
import Store
import Synchronization

/// What methods share: the ledger, the prices, the world.
///
/// A class, because the reading thread, the reading pool and the committing thread hold the same one.
final class Services: Sendable {
  let world: World
  let settings: Settings
  let location: DatabaseLocation
  let hashKey: HashKey
  let prices: CurrentPrices
  let budgets = CurrentBudgets()
  let standings = KeptStandings()
  let checks = CheckTemplates()
  /// Hosts that are not public and may be reached all the same.
  let permitted: PermittedHosts
  /// How providers are asked for usage.
  let fetching: ProviderFetching
  /// The first wait before a delivery is tried again, in microseconds.
  let retryMicroseconds: Int64
  /// Does the jobs of the queue; none without a session.
  private let jobRunner = Mutex<JobRunner?>(nil)
  private let keptScheduler = Mutex<Scheduler?>(nil)
  /// Hears what is logged; nobody, unless the client asked for it.
  let clientLog = Mutex<(@Sendable (LogLevel, String) -> Void)?>(nil)
  /// For how long a job is held without a heartbeat, in microseconds.
  let leaseMicroseconds: Int64
  /// How long a job rests between its steps, in milliseconds: none at all, but for tests that want to meet it there.
  let jobRest: Int?
  let isTestingChannels = Atomic<Bool>(false)
  let isAskingProvider = Atomic<Bool>(false)
  private let zoneName: String
  private let readers = Mutex<[LedgerReader]>([])
  /// In a database in memory there is one connection, and reads run on the thread that commits.
  private let shared = Mutex<LedgerReader?>(nil)
  private let waitingConfigurationWrites = Atomic<Int>(0)
  private let calls = Atomic<Int>(0)
  private let queryNanoseconds = Atomic<Int>(0)
  /// Answers given a while ago and still true.
  let answers: KeptAnswers
  let forecasts: TrainedForecasts
  let zones = Mutex<[String: TimeZoneRules]>([:])

  init(_ world: World, _ settings: Settings, _ writer: LedgerWriter) throws(ErrorAnswer) {
    self.world = world
    self.settings = settings
    location = writer.location
    hashKey = writer.hashKey
    forecasts = TrainedForecasts(writer.location)
    answers = KeptAnswers(writer.location.isInMemory ? nil : writer.probe())
    prices = try CurrentPrices(writer, settings, world)
    zoneName = settings.timeZone ?? "UTC"
    do throws(TargetProblem) {
      permitted = try PermittedHosts(parsing: settings.webhookAllow ?? [])
    } catch {
      throw ErrorAnswer(.configurationError, "webhook_allow: HOST:PORT, \(error.message)")
    }
    fetching = try ProviderFetching(settings, permitted, world)
    // Tests wait less.
    let wait = world.environment("COSTWIRE_RETRY_MS").flatMap { Int64($0) } ?? 1_000
    retryMicroseconds = min(max(wait, 1), 3_600_000) * 1_000
    jobRest = world.environment("COSTWIRE_JOB_STEP_MS").flatMap { Int($0) }.map { min(max($0, 1), 60_000) }
    let lease = world.environment("COSTWIRE_LEASE_MS").flatMap { Int64($0) } ?? 30_000
    leaseMicroseconds = min(max(lease, 100), 3_600_000) * 1_000
    writer.useBudgets { [self] writer in
      try budgets.inEffect(writer, self).counted
    } clock: {
      world.time
    } onAlert: { [self] alert in
      try AlertQueue(services: self).enqueue(alert, writer)
    }
    if writer.location.isInMemory { shared.withLock { $0 = LedgerReader(sharing: writer) } }
    _ = try zone(nil)
  }

  /// Does the jobs of the queue; none without a session.
  var jobs: JobRunner? { jobRunner.withLock { $0 } }

  func use(_ runner: JobRunner) { jobRunner.withLock { $0 = runner } }

  /// Sees to schedules; none without a session.
  var scheduler: Scheduler? { keptScheduler.withLock { $0 } }

  func use(_ scheduler: Scheduler) { keptScheduler.withLock { $0 = scheduler } }

  /// Everything that leaves this machine.
  var outbound: Outbound { Outbound(permitted: permitted, run: world.run, environment: world.environment) }

  /// Where secrets come from.
  var secrets: SecretSources {
    let path = location.isInMemory ? nil : location.path
    return SecretSources(environment: world.environment, file: { [world] in world.secretFile($0, path) }, run: world.run)
  }

  var storeText: StoredText { settings.storeText ?? .normalised }

  var readsOnCommittingThread: Bool { location.isInMemory }

  // MARK: Reading

  /// Lends a reader, on one state of the database, to `body`.
  func read<Result>(_ body: (LedgerReader) throws -> Result) throws -> Result {
    let started = world.now()
    defer {
      calls.add(1, ordering: .relaxed)
      queryNanoseconds.add(
        Int(max(0, world.now().microseconds - started.microseconds)) * 1_000, ordering: .relaxed)
    }
    if location.isInMemory {
      guard let reader = shared.withLock({ $0 }) else { throw LedgerDamage("the database is closed") }
      return try reader.snapshot(body)
    }
    let reader: LedgerReader
    if let idle = readers.withLock({ $0.popLast() }) {
      reader = idle
    } else {
      reader = try LedgerReader(location)
    }
    defer { readers.withLock { $0.append(reader) } }
    return try reader.snapshot(body)
  }

  /// Reads answered, and their mean time in milliseconds.
  var queryStatistics: (count: Int, meanMilliseconds: Double) {
    let count = calls.load(ordering: .relaxed)
    let total = Double(queryNanoseconds.load(ordering: .relaxed)) / 1e6
    return (count, count == 0 ? 0 : total / Double(count))
  }

  var openReaders: Int { readers.withLock { $0.count } }

  func close() {
    readers.withLock { readers in
      for reader in readers { reader.close() }
      readers = []
    }
    shared.withLock { $0 = nil }
  }

  // MARK: Settings that change

  /// Whether writes that change prices or settings were received and are not committed yet.
  var isConfigurationChanging: Bool { waitingConfigurationWrites.load(ordering: .acquiring) > 0 }

  func configurationWillChange() { waitingConfigurationWrites.add(1, ordering: .acquiringAndReleasing) }
  func configurationHasChanged() { waitingConfigurationWrites.subtract(1, ordering: .acquiringAndReleasing) }

  // MARK: Time

  /// The rules of a zone, by default the worker's own.
  func zone(_ name: String?) throws(ErrorAnswer) -> (rules: TimeZoneRules, name: String) {
    let name = name ?? zoneName
    if name == "UTC" || name == "Etc/UTC" || name == "Z" { return (.utc, "UTC") }
    if let known = zones.withLock({ $0[name] }) { return (known, name) }
    guard TimeZoneName.isPlausible(name), let rules = world.zone(name) else {
      throw .invalid("time_zone", "an IANA time zone that this system knows (such as Europe/Berlin)", got: "\"\(shortened(name))\"")
    }
    zones.withLock { $0[name] = rules }
    return (rules, name)
  }

  // MARK: Failing

  /// What the client hears of an error. What it should not hear goes to the log.
  func translate(_ error: any Error, _ method: String) -> ErrorAnswer {
    let answer = ErrorAnswer(any: error)
    if answer.code == .internalError {
      log(.error, "\(method) failed unexpectedly: \(type(of: error))")
    }
    return answer
  }
}
