import Connectors
import CostModel

/// What the worker may ask of the world outside it.
///
/// Every value that differs between two runs of the same input comes from here, so a test that fixes these
/// fixes the whole worker.
package struct World: Sendable {
  package var now: @Sendable () -> Timestamp
  package var seed: @Sendable () -> UInt64
  /// How long this machine has been running, in microseconds, and which of its starts that counts from.
  package var uptime: @Sendable () -> (microseconds: Int64, boot: Int64)
  /// The rules of an IANA zone, or nil when the system does not know it.
  package var zone: @Sendable (String) -> TimeZoneRules?
  /// Reads an environment variable.
  package var environment: @Sendable (String) -> String?
  /// One line of the log, without an end of line.
  package var log: @Sendable (String) -> Void
  /// Runs a program of the system.
  package var run: ProgramRun
  /// Reads a small file that holds a secret, but never one of the database's.
  package var secretFile: @Sendable (_ path: String, _ database: String?) -> [UInt8]?
  /// Memory, processor time and time since the start of this process.
  package var resources: @Sendable () -> ProcessResources

  package init(
    now: @escaping @Sendable () -> Timestamp, seed: @escaping @Sendable () -> UInt64,
    zone: @escaping @Sendable (String) -> TimeZoneRules?, environment: @escaping @Sendable (String) -> String?,
    log: @escaping @Sendable (String) -> Void, resources: @escaping @Sendable () -> ProcessResources,
    uptime: (@Sendable () -> (microseconds: Int64, boot: Int64))? = nil,
    run: ProgramRun = ProgramRun { _ in ProgramResult(.notFound) },
    secretFile: @escaping @Sendable (String, String?) -> [UInt8]? = { _, _ in nil }
  ) {
    self.now = now
    self.seed = seed
    self.zone = zone
    self.environment = environment
    self.log = log
    self.resources = resources
    (self.run, self.secretFile) = (run, secretFile)
    self.uptime = uptime ?? { (now().microseconds, 0) }
  }

  /// What the machine's clocks show.
  package var time: MachineTime {
    let (microseconds, boot) = uptime()
    return MachineTime(now: now(), uptime: microseconds, boot: boot)
  }
}

/// What this process uses of the machine.
package struct ProcessResources: Sendable {
  package var residentBytes: Int64 = 0
  package var processorSeconds: Double = 0
  package var uptimeSeconds: Double = 0
  package init() {}
}
