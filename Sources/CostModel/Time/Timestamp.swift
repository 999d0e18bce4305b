/// An instant, in microseconds since 1970-01-01T00:00:00Z.
package struct Timestamp: Hashable, Comparable, Sendable {
  package var microseconds: Int64

  package init(microseconds: Int64) { self.microseconds = microseconds }
  package init(seconds: Int64) { microseconds = seconds &* 1_000_000 }

  /// Whole seconds since the epoch, rounded down.
  package var seconds: Int64 { floorDivide(microseconds, 1_000_000) }

  package static let secondsPerDay: Int64 = 86_400
  package static let microsecondsPerHour: Int64 = 3_600_000_000
  package static let microsecondsPerDay: Int64 = 86_400_000_000

  /// 0001-01-01T00:00:00Z and 9999-12-31T23:59:59.999999Z: what RFC 3339 can write.
  package static let earliest = Timestamp(microseconds: -62_135_596_800_000_000)
  package static let latest = Timestamp(microseconds: 253_402_300_799_999_999)

  package static func < (left: Timestamp, right: Timestamp) -> Bool { left.microseconds < right.microseconds }
}

/// `value / divisor` rounded towards minus infinity; `divisor` is positive.
@inlinable package func floorDivide(_ value: Int64, _ divisor: Int64) -> Int64 {
  let quotient = value / divisor
  return value % divisor < 0 ? quotient - 1 : quotient
}
