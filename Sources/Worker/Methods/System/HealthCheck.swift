import CostModel
import JSON
import JSONRPC
import Store

/// `health/check`: whether the worker can do its work.
enum HealthCheck: ServiceMethod {
  static let name = "health/check"
  static let tenancy: Tenancy? = .shared
  static let summary = "Probes each component of the worker and answers even when one is broken."
  static let documentation = """
    The status is that of the component which fares worst. database_read runs a query; database_write looks, without \
    writing, whether the file is there and writable and the disk has room (degraded below 256 MiB, unhealthy below 16); \
    prices looks a known model up; time_zones loads a zone; clock looks whether the time is plausible. cost_persistence \
    and api_metrics_logger say in a word whether events are kept and read, and priced and taken in.
    """

  typealias Params = NoParams

  static func answer(_ params: NoParams, _ services: Services, _ call: Call) throws -> Answer {
    let resources = services.world.resources()
    let (read, isBudgeting, isBreaking, isAlerting) = reading(services)
    return Answer(
      components: Components(
        read: read, write: writing(services.location, services), prices: pricing(), zones: zones(services),
        clock: clock(services.world), isBudgeting: isBudgeting, isBreaking: isBreaking,
        isAlerting: isAlerting),
      timestamp: services.world.now(), uptime: resources.uptimeSeconds, requests: services.queryStatistics.count)
  }

  /// Reads the ledger, and with it the budgets and the queue of deliveries.
  private static func reading(_ services: Services) -> (Component, isBudgeting: Bool, isBreaking: Bool, isAlerting: Bool) {
    do {
      return try services.read { reader in
        try reader.probe()
        return (
          Component(.healthy, "A query was answered"), isBudgeting(reader, services), isBreaking(reader, services),
          isAlerting(reader, services)
        )
      }
    } catch {
      return (Component(.unhealthy, services.translate(error, name).message), false, false, false)
    }
  }

  private static func writing(_ location: DatabaseLocation, _ services: Services) -> Component {
    if location.isInMemory { return Component(.healthy, "The database is in memory and ends with the worker") }
    guard location.exists else { return Component(.unhealthy, "The database's file is gone") }
    let isReadOnly = (try? services.read { $0.isReadOnly }) ?? true
    guard location.isWritable, !isReadOnly else { return Component(.unhealthy, "The database may not be written to") }
    guard let free = location.freeBytes else { return Component(.degraded, "The disk does not say how much room it has") }
    let room = "\(free >> 20) MiB are free"
    if free < 16 << 20 { return Component(.unhealthy, "The disk is full: \(room)") }
    return free < 256 << 20 ? Component(.degraded, "The disk is almost full: \(room)") : Component(.healthy, room)
  }

  /// Whether every budget can be read, and judged by a zone that this system knows.
  private static func isBudgeting(_ reader: LedgerReader, _ services: Services) -> Bool {
    (try? services.budgets.inEffect(reader, services).set.budgets.allSatisfy { $0.calendar != nil }) ?? false
  }

  /// Whether every breaker can be read, and how it stands.
  private static func isBreaking(_ reader: LedgerReader, _ services: Services) -> Bool {
    do {
      for breaker in try services.budgets.inEffect(reader, services).breakers { _ = try BreakerTable(reader).condition(breaker.row.number) }
      return true
    } catch {
      return false
    }
  }

  /// Whether the queue of deliveries can be read, and its receivers.
  private static func isAlerting(_ reader: LedgerReader, _ services: Services) -> Bool {
    do {
      _ = try reader.jobs.nextDue(services.world.time, of: .only(Deliveries.jobKind))
      for stored in try reader.deliveries.receivers() { _ = try Receiver(stored) }
      return true
    } catch {
      return false
    }
  }

  private static func pricing() -> Component {
    // 2026-01-01: the built-in list is complete there, whatever the clock says.
    let isKnown = PriceBook().get(provider: "openai", model: "gpt-4o", at: Timestamp(seconds: 1_767_225_600)) != nil
    return isKnown ? Component(.healthy, "A known model has a price") : Component(.unhealthy, "A known model has no price")
  }

  private static func zones(_ services: Services) -> Component {
    services.world.zone("Europe/Berlin") != nil
      ? Component(.healthy, "A time zone was loaded") : Component(.degraded, "The system knows no time zones: only UTC can be used")
  }

  /// From 2024 to 2100 a clock is believed.
  private static func clock(_ world: World) -> Component {
    let now = world.now()
    return (1_704_067_200..<4_102_444_800).contains(now.seconds)
      ? Component(.healthy, "The time is plausible") : Component(.degraded, "The clock shows \(now.rfc3339)")
  }

  enum Status: String, CaseIterable, JSONChoice {
    case healthy, degraded, unhealthy
  }

  struct Component: Shaped, Sendable {
    let status: Status
    let detail: String
    init(_ status: Status, _ detail: String) { (self.status, self.detail) = (status, detail) }

    static let members: [Member<Component>] = [
      Member("status", \.status, "How it fares."),
      Member("detail", \.detail, "What was found."),
    ]
  }

  struct Components: Shaped, Sendable {
    let read: Component
    let write: Component
    let prices: Component
    let zones: Component
    let clock: Component
    let isBudgeting: Bool
    let isBreaking: Bool
    let isAlerting: Bool

    var worst: Status {
      let all = [read, write, prices, zones, clock].map(\.status) + (isBudgeting && isBreaking && isAlerting ? [] : [.degraded])
      return all.contains(.unhealthy) ? .unhealthy : all.contains(.degraded) ? .degraded : .healthy
    }
    private var isMonitoring: Bool { read.status != .unhealthy }
    private var isPersistent: Bool { read.status != .unhealthy && write.status != .unhealthy }
    private var isLogging: Bool { write.status != .unhealthy && prices.status != .unhealthy }

    static let members: [Member<Components>] = [
      Member("database_read", \.read, "Reading the ledger."),
      Member("database_write", \.write, "Writing to the ledger."),
      Member("prices", \.prices, "The price list."),
      Member("time_zones", \.zones, "The system's time zones."),
      Member("clock", \.clock, "The system's clock."),
      Member("budget_manager", \.isBudgeting, "Whether every budget can be read and judged."),
      Member("circuit_breaker_manager", \.isBreaking, "Whether every circuit breaker can be read."),
      Member("alert_system", \.isAlerting, "Whether alerts and their receivers can be read."),
      Member("real_time_monitor", \.isMonitoring, "Whether the spend of this moment can be read."),
      Member("cost_persistence", \.isPersistent, "Whether costs are kept and read."),
      Member("api_metrics_logger", \.isLogging, "Whether events are priced and taken in."),
    ]
  }

  struct Answer: Shaped, Sendable {
    let components: Components
    let timestamp: Timestamp
    let uptime: Double
    let requests: Int

    private var version: String { workerVersion }
    private var uptimeSeconds: Ratio { Ratio(uptime) }

    static let members: [Member<Answer>] = [
      Member("status", \.components.worst, "How the worker fares: as its worst component does."),
      Member("version", \.version, "The worker's version."),
      Member("timestamp", \.timestamp, "When the answer was made."),
      Member("uptime_seconds", \.uptimeSeconds, "Since the process began."),
      Member("request_count", \.requests, "Reads of the ledger since then, this one's own included."),
      Member("components", \.components, "What was probed."),
    ]
  }
}
