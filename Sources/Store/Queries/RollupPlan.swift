import CostModel

/// How the stretch of time of a question is cut into parts that roll-ups answer and parts that events do.
struct RollupPlan {
  enum Part: Equatable {
    case days(Range<Int64>)
    case hours(Range<Int64>)
    /// Read from the events, in microseconds.
    case events(Range<Int64>)
  }

  /// Which roll-up rows hold the answer.
  struct Rows: Equatable {
    var dimension: Int64
    /// Nil: every name.
    var names: [Int64]?
  }

  /// Cuts `[start, end)`, whose events lie in `[earliest, latest]`.
  static func parts(
    _ start: Int64, _ end: Int64, earliest: Int64, latest: Int64, hourly: Bool
  ) -> [Part] {
    // Beyond the events there is nothing: that keeps open-ended questions finite.
    let start = max(start, earliest)
    let end = min(end, latest < Int64.max ? latest + 1 : latest)
    guard start < end else { return [] }
    let day = Timestamp.microsecondsPerDay
    let covers = end > latest
    let firstDay = start <= earliest ? floorDivide(start, day) : ceiling(start, day)
    let lastDay = covers ? ceiling(end, day) : floorDivide(end, day)
    if firstDay < lastDay {
      return fringe(start, firstDay * day, hourly, isOpen: start <= earliest)
        + [.days(firstDay..<lastDay)] + fringe(lastDay * day, end, hourly, isOpen: covers)
    }
    return fringe(start, end, hourly, isOpen: false)
  }

  private static func fringe(_ start: Int64, _ end: Int64, _ hourly: Bool, isOpen: Bool) -> [Part] {
    guard start < end else { return [] }
    guard hourly else { return [.events(start..<end)] }
    let hour = Timestamp.microsecondsPerHour
    let first = ceiling(start, hour)
    let last = floorDivide(end, hour)
    guard first < last else { return [.events(start..<end)] }
    var parts: [Part] = []
    if start < first * hour { parts.append(.events(start..<(first * hour))) }
    parts.append(.hours(first..<last))
    if last * hour < end { parts.append(.events((last * hour)..<end)) }
    return parts
  }

  private static func ceiling(_ value: Int64, _ unit: Int64) -> Int64 {
    let down = floorDivide(value, unit)
    return down * unit == value ? down : down + 1
  }
}
