/// What the clocks of a zone show at any instant, from its TZif file (RFC 9636).
///
/// Instants behind the last transition of the file follow the rule in its footer, without end.
package struct TimeZoneRules: Hashable, Sendable {
  /// Ascending instants, in seconds since the epoch, at which the offset changes.
  let transitions: [Int64]
  /// The offset from the transition with the same index on, in seconds east of UTC.
  let offsets: [Int32]
  /// The offset before the first transition.
  let firstOffset: Int32
  let footer: PosixRule?

  package static let utc = TimeZoneRules(transitions: [], offsets: [], firstOffset: 0, footer: nil)

  /// A stretch of time without a change of offset: from its start until `end`.
  package struct Run: Hashable, Sendable {
    /// Seconds east of UTC.
    package var offset: Int
    /// Seconds since the epoch; `nil` when the offset held from the beginning.
    package var start: Int64?
    /// Seconds since the epoch, exclusive; `nil` when the offset holds for ever.
    package var end: Int64?
  }

  /// Seconds east of UTC.
  package func offset(at instant: Timestamp) -> Int { offset(atSeconds: instant.seconds) }

  /// The offset at an instant and how long it holds: callers that bucket many events keep it.
  package func run(at instant: Timestamp) -> Run {
    let seconds = instant.seconds
    return Run(
      offset: offset(atSeconds: seconds), start: lastTransition(atOrBefore: seconds), end: nextTransition(after: seconds))
  }

  /// The first instant of a local day.
  ///
  /// Where the clocks skip midnight it is the moment they are moved. A midnight that comes twice counts when it comes
  /// first. A day that was skipped as a whole begins, and ends, where the next one begins.
  package func startOfDay(_ day: CivilDate) -> Timestamp {
    let midnight = Int64(day.daysSinceEpoch) * Timestamp.secondsPerDay
    return Timestamp(seconds: firstInstant(showing: midnight))
  }

  /// The local day whose stretch of time, from `startOfDay` to the next one's, holds the instant.
  package func civilDate(of instant: Timestamp) -> CivilDate {
    let bounded = min(max(instant, .earliest), .latest)
    let local = bounded.seconds + Int64(offset(at: bounded))
    let clock = CivilDate(daysSinceEpoch: Int(floorDivide(local, Timestamp.secondsPerDay)))
    // Clocks set back across midnight show the evening again, within a day that has begun.
    let next = clock.adding(days: 1)
    return next > clock && startOfDay(next) <= bounded ? next : clock
  }

  /// From 0 to 23, what the clock shows.
  package func hour(of instant: Timestamp) -> Int {
    let bounded = min(max(instant, .earliest), .latest)
    let local = bounded.seconds + Int64(offset(at: bounded))
    return Int((local - floorDivide(local, Timestamp.secondsPerDay) * Timestamp.secondsPerDay) / 3_600)
  }

  /// The first instant at which the local clock shows `local` (seconds since 1970-01-01 there) or a later time.
  package func firstInstant(showing local: Int64) -> Int64 {
    // No offset exceeds 26 hours, so at this instant the clock is still before `local`.
    var from = local - TimeZoneRules.largestOffset - 1
    while true {
      let candidate = max(from, local - Int64(offset(atSeconds: from)))
      guard let change = nextTransition(after: from), change <= candidate else { return candidate }
      from = change
    }
  }

  static let largestOffset: Int64 = 93_600

  func offset(atSeconds seconds: Int64) -> Int {
    let index = countOfTransitions(atOrBefore: seconds)
    if index == transitions.count, let footer { return footer.offset(at: seconds) }
    return Int(index == 0 ? firstOffset : offsets[index - 1])
  }

  func nextTransition(after seconds: Int64) -> Int64? {
    let index = countOfTransitions(atOrBefore: seconds)
    if index < transitions.count { return transitions[index] }
    return footer?.nextTransition(after: seconds)
  }

  private func lastTransition(atOrBefore seconds: Int64) -> Int64? {
    let index = countOfTransitions(atOrBefore: seconds)
    let explicit = index == 0 ? nil : transitions[index - 1]
    guard index == transitions.count, let ruled = footer?.lastTransition(atOrBefore: seconds) else { return explicit }
    return max(explicit ?? ruled, ruled)
  }

  private func countOfTransitions(atOrBefore seconds: Int64) -> Int {
    var low = 0, high = transitions.count
    while low < high {
      let middle = (low + high) / 2
      if transitions[middle] <= seconds { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

/// Whether a name may be looked up in the zoneinfo folder.
package enum TimeZoneName {
  /// Letters, digits, `_ + - . /` as IANA names have them; nothing that leads out of the folder; 64 bytes at most.
  package static func isPlausible(_ name: String) -> Bool {
    let bytes = Array(name.utf8)
    guard 1...64 ~= bytes.count, bytes.first != slash, bytes.last != slash else { return false }
    var previous: UInt8 = slash
    for byte in bytes {
      switch byte {
      case 0x61...0x7A, 0x41...0x5A, 0x30...0x39, 0x5F, 0x2B: break
      case 0x2D, 0x2E, slash: if previous == slash || (byte == 0x2E && previous == 0x2E) { return false }
      default: return false
      }
      previous = byte
    }
    return true
  }

  private static let slash: UInt8 = 0x2F
}
