import CostModel
import JSON
import JSONRPC
import Store
import Synchronization

/// The worker behind a connection: opens the database when the client says `initialize`, commits what is written.
package final class Host: Handler, @unchecked Sendable {
  // @unchecked: the stored properties below are set once, by the thread that reads, before any call is queued;
  // the queue's lock orders that before every use by other threads.
  package private(set) var routes = RouteTable([Discovery.route])
  private(set) var services: Services?
  private var committer: Committer?
  private var ledger: LedgerWriter?
  /// For the thread that ticks.
  private let runningJobs = Mutex<JobRunner?>(nil)
  private let scheduler = Mutex<Scheduler?>(nil)
  private let world: World
  private let startSettings: Settings
  private let onInitialize: @Sendable (InitializeParams) -> Void

  /// - Parameter settings: those of flags, environment and configuration file.
  /// - Parameter onInitialize: hears of the client's params, for what belongs to the process (whom to watch).
  package init(
    _ world: World, _ settings: Settings, onInitialize: @escaping @Sendable (InitializeParams) -> Void = { _ in }
  ) {
    self.world = world
    startSettings = settings
    self.onInitialize = onInitialize
  }

  package var readsOnCommittingThread: Bool { services?.readsOnCommittingThread ?? false }

  package func initialize(
    _ params: JSONView?, _ framing: Framing, _ session: SessionHandle, _ writer: JSONWriter
  ) throws(ErrorAnswer) {
    let initialize = try InitializeParams.read(params)
    if startSettings.access == .keys { try initialize.options?.leaveToOwner() }
    let settings = (initialize.options ?? Settings()).over(startSettings)
    let ledger = try open(settings, accessKey: initialize.accessKey, session)
    onInitialize(initialize)
    InitializeResult(
      path: ledger.location.path, isCreated: ledger.isCreated, settings: settings, framing: framing
    ).write(to: writer)
  }

  private func open(_ settings: Settings, accessKey: String?, _ session: SessionHandle) throws(ErrorAnswer) -> LedgerWriter {
    let location = DatabaseLocation(
      path: settings.database ?? "", durability: settings.durability ?? .full,
      allowsNetworkFileSystem: settings.allowsNetworkFileSystem ?? false)
    let ledger: LedgerWriter
    do throws(OpenFailure) {
      ledger = try LedgerWriter(location, seed: world.seed)
    } catch {
      throw ErrorAnswer(error)
    }
    let services: Services
    do throws(ErrorAnswer) {
      services = try Services(world, settings, ledger)
    } catch {
      ledger.close()
      throw error
    }
    do throws(ErrorAnswer) {
      routes = RouteTable([Discovery.route] + (try routes(services, settings, accessKey, ledger)))
    } catch {
      // The client may try again, with another key.
      services.close()
      ledger.close()
      throw error
    }
    self.ledger = ledger
    self.services = services
    committer = Committer(ledger: ledger, services: services)
    let isGuarded = settings.access == .keys
    let jobs = JobRunner(services, session, tellsClient: settings.notifications?.contains("jobs/changed") ?? false) { job in
      !isGuarded || AccessGate.mayHear(of: job, accessKey, services)
    }
    services.tellLog(to: session)
    services.log(.info, "Opened \(ledger.location.path), schema \(LedgerSchema.version)")
    services.use(jobs)
    tellOfAlerts(services, settings, accessKey, ledger, session)
    runningJobs.withLock { $0 = jobs }
    let scheduler = Scheduler(services, session, owner: jobs.owner)
    services.use(scheduler)
    self.scheduler.withLock { $0 = scheduler }
    return ledger
  }

  /// Sees to it that alerts reach their receivers: the client at once, the others through the queue.
  private func tellOfAlerts(
    _ services: Services, _ settings: Settings, _ accessKey: String?, _ ledger: LedgerWriter, _ session: SessionHandle
  ) {
    let tellsClient = settings.notifications?.contains("alerts/raised") ?? false
    ledger.onAlertsCommitted = { alerts in
      for alert in alerts where tellsClient && ClientChannel.isNamed(by: alert.threshold, services) {
        guard settings.access != .keys || AccessGate.mayHear(of: alert, accessKey, services) else { continue }
        session.notify("alerts/raised") { AlertAnswer(alert).write(to: $0) }
      }
      services.jobs?.wake()
    }
  }

  /// To be called once a second: whether a job or a schedule is due.
  package func tick() {
    scheduler.withLock { $0 }?.tick()
    runningJobs.withLock { $0 }?.tick()
  }

  /// Every method's route, behind the gate where keys are asked for.
  private func routes(
    _ services: Services, _ settings: Settings, _ accessKey: String?, _ ledger: LedgerWriter
  ) throws(ErrorAnswer) -> [Route] {
    guard settings.access == .keys else { return AllMethods.list.map { $0.route(services) } }
    guard !services.location.isInMemory else {
      throw ErrorAnswer(.configurationError, "access: expected open for a database in memory, which can hold no key before it is opened, got keys")
    }
    let gate = AccessGate(services, connectionKey: accessKey)
    do throws(ErrorAnswer) {
      try gate.checkConnection()
    } catch {
      let code = error.code.symbol
      try? ledger.transaction { ledger in
        try ledger.configuration.audit(at: services.world.now(), action: "refused", subject: "initialize", detail: code)
      }
      throw error
    }
    return AllMethods.list.map { gate.guarding($0) }
  }

  package var hasSpareWork: Bool { services?.forecasts.areWaiting ?? false }

  package func commit(_ calls: [QueuedCall], _ writer: JSONWriter) { committer?.commit(calls, writer) }

  package func commitNow(_ call: QueuedCall, _ writer: JSONWriter) -> Bool {
    committer?.commitNow(call, writer) ?? false
  }

  package func willEnd(patience milliseconds: Int, isHurried: Bool) {
    scheduler.withLock { $0 }?.close()
    runningJobs.withLock { $0 }?.willEnd(patience: milliseconds, isHurried: isHurried)
  }

  package func close() {
    runningJobs.withLock { $0 }?.close()
    services?.close()
    if let ledger { services?.forecasts.store(in: ledger) }
    ledger?.close()
  }
}
