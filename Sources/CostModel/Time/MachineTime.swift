/// What the clocks of this machine show: the time of day, and how long it has been running.
///
/// Leases are judged by the second: the time of day of one process may be wrong, or be set, while another holds money.
package struct MachineTime: Hashable, Sendable {
  package var now: Timestamp
  /// Microseconds since the machine started, the same for all its processes.
  package var uptime: Int64
  /// Which start of the machine this is: uptimes of different ones do not compare.
  package var boot: Int64

  package init(now: Timestamp, uptime: Int64, boot: Int64) { (self.now, self.uptime, self.boot) = (now, uptime, boot) }

  /// The same instant, later by some microseconds, at the next whole second: leases end on those.
  package func later(by microseconds: Int64) -> MachineTime {
    func rounded(_ value: Int64) -> Int64 { (floorDivide(value &+ microseconds - 1, 1_000_000) + 1) * 1_000_000 }
    let end = rounded(now.microseconds)
    // As much later on the one clock as on the other.
    return MachineTime(now: Timestamp(microseconds: end), uptime: uptime + (end - now.microseconds), boot: boot)
  }

  /// Whether a lease that ends at `end` has ended.
  package func isPast(_ end: MachineTime) -> Bool {
    end.boot == boot ? uptime >= end.uptime : now >= end.now
  }
}
