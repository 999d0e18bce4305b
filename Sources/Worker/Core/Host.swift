import CostModel
import JSON
import JSONRPC
import Store

/// The worker behind a connection: opens the database when the client says `initialize`, commits what is written.
package final class Host: Handler, @unchecked Sendable {
  // @unchecked: the stored properties below are set once, by the thread that reads, before any call is queued;
  // the queue's lock orders that before every use by other threads.
  package private(set) var routes = RouteTable([Discovery.route])
  private(set) var services: Services?
  private var committer: Committer?
  private var ledger: LedgerWriter?
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
    let settings = (initialize.options ?? Settings()).over(startSettings)
    let ledger = try open(settings)
    onInitialize(initialize)
    InitializeResult(
      path: ledger.location.path, isCreated: ledger.isCreated, settings: settings, framing: framing
    ).write(to: writer)
  }

  private func open(_ settings: Settings) throws(ErrorAnswer) -> LedgerWriter {
    guard settings.access != .keys else {
      // Serving without asking for keys would be worse than not serving.
      throw ErrorAnswer(.configurationError, "access: expected open, got keys, which this version does not offer")
    }
    let location = DatabaseLocation(
      path: settings.database ?? "", durability: settings.durability ?? .full,
      allowsNetworkFileSystem: settings.allowsNetworkFileSystem ?? false)
    let ledger: LedgerWriter
    do throws(OpenFailure) {
      ledger = try LedgerWriter(location, seed: world.seed)
    } catch {
      throw ErrorAnswer(error)
    }
    let services = try Services(world, settings, ledger)
    self.ledger = ledger
    self.services = services
    committer = Committer(ledger: ledger, services: services)
    routes = RouteTable([Discovery.route] + AllMethods.list.map { $0.route(services) })
    return ledger
  }

  package var hasSpareWork: Bool { services?.forecasts.areWaiting ?? false }

  package func commit(_ calls: [QueuedCall], _ writer: JSONWriter) { committer?.commit(calls, writer) }

  package func commitNow(_ call: QueuedCall, _ writer: JSONWriter) -> Bool {
    committer?.commitNow(call, writer) ?? false
  }

  package func close() {
    services?.close()
    if let ledger { services?.forecasts.store(in: ledger) }
    ledger?.close()
  }
}
