/// How finely a window is cut.
package enum Granularity: String, CaseIterable, Sendable {
  case hour, day, week, month
}

/// A half-open stretch of time, and the zone whose days it is told in.
package struct Window: Hashable, Sendable {
  package var start: Timestamp
  package var end: Timestamp
  package var zone: TimeZoneRules
  package var zoneName: String

  /// The longest window there is: ten years and some days.
  package static let longestDays = 3_660
  /// The most periods a window is cut into.
  package static let mostPeriods = 100_000

  package init(start: Timestamp, end: Timestamp, zone: TimeZoneRules, zoneName: String) {
    self.start = start
    self.end = end
    self.zone = zone
    self.zoneName = zoneName
  }

  package func contains(_ instant: Timestamp) -> Bool { start <= instant && instant < end }
}

package enum WindowError: Error, Equatable, Sendable {
  case endNotAfterStart(start: Timestamp, end: Timestamp)
  case tooLong(limitInDays: Int)
  /// Neither a date nor an RFC 3339 date-time.
  case notAnInstant(String)
  case daysOutOfRange(Int)
  case tooManyPeriods(limit: Int)
}

extension Window {
  /// The last `days` local days, the one of `asOf` included.
  ///
  /// The window ends one microsecond behind `asOf`, so that what happened at that very instant counts.
  package static func last(
    days: Int, asOf: Timestamp, zone: TimeZoneRules, zoneName: String
  ) throws(WindowError) -> Window {
    guard 1...longestDays ~= days else { throw .daysOutOfRange(days) }
    let instant = min(max(asOf, .earliest), .latest)
    let first = zone.civilDate(of: instant).adding(days: 1 - days)
    return Window(
      start: min(zone.startOfDay(first), instant), end: Timestamp(microseconds: instant.microseconds + 1), zone: zone,
      zoneName: zoneName)
  }

  /// From `start` until `end`, each an RFC 3339 date-time or a date, which means its local midnight.
  ///
  /// Without `end` the window ends one microsecond behind `asOf`.
  package static func between(
    start: String, end: String?, asOf: Timestamp, zone: TimeZoneRules, zoneName: String
  ) throws(WindowError) -> Window {
    let from = try instant(start, zone)
    let to: Timestamp
    if let end { to = try instant(end, zone) } else { to = Timestamp(microseconds: min(max(asOf, .earliest), .latest).microseconds + 1) }
    guard from < to else { throw .endNotAfterStart(start: from, end: to) }
    // By the local clock, so that a change of it does not make ten years too long.
    let length = (to.seconds + Int64(zone.offset(at: to))) - (from.seconds + Int64(zone.offset(at: from)))
    guard length <= Int64(longestDays) * Timestamp.secondsPerDay else { throw .tooLong(limitInDays: longestDays) }
    return Window(start: from, end: to, zone: zone, zoneName: zoneName)
  }

  /// The last `days` local days before `end`, which is a date-time or a date's local midnight, itself excluded.
  package static func last(
    days: Int, until end: String, zone: TimeZoneRules, zoneName: String
  ) throws(WindowError) -> Window {
    let until = try instant(end, zone)
    var window = try last(
      days: days, asOf: Timestamp(microseconds: until.microseconds - 1), zone: zone, zoneName: zoneName)
    window.end = until
    return window
  }

  private static func instant(_ text: String, _ zone: TimeZoneRules) throws(WindowError) -> Timestamp {
    if let date = CivilDate(text) { return zone.startOfDay(date) }
    guard let instant = Timestamp(rfc3339: text) else { throw .notAnInstant(text) }
    return instant
  }
}

/// One calendar period of a zone, half-open and whole, even where a window begins or ends inside it.
package struct Period: Hashable, Sendable {
  package var start: Timestamp
  package var end: Timestamp
  /// The date it begins on (weeks: their Monday); hours as RFC 3339 with their offset.
  package var label: String
}

extension Window {
  /// The calendar periods that touch the window, in order and without a gap between them.
  ///
  /// A local hour ends where the clocks change, so the hour that comes twice is two periods, told apart by the offset
  /// in their labels. A day that the zone left out is left out here.
  package func periods(_ granularity: Granularity) throws(WindowError) -> [Period] {
    guard start < end else { return [] }
    return granularity == .hour ? try hours() : try dates(granularity)
  }

  /// The part of a period inside the window; empty ones have `start == end`.
  package func clipped(_ period: Period) -> Period {
    let from = min(max(period.start, start), end)
    return Period(start: from, end: max(from, min(period.end, end)), label: period.label)
  }

  private func dates(_ granularity: Granularity) throws(WindowError) -> [Period] {
    var date = zone.civilDate(of: start)
    if granularity == .week { date = date.startOfWeek }
    if granularity == .month { date = date.startOfMonth }
    var from = zone.startOfDay(date)
    var found: [Period] = []
    while from < end {
      let next =
        switch granularity {
        case .week: date.adding(days: 7)
        case .month: date.adding(months: 1).startOfMonth
        case .day, .hour: date.adding(days: 1)
        }
      // Behind the last day of the calendar there is no next.
      let to = next > date && next.startsPeriod(granularity) ? zone.startOfDay(next) : Timestamp(microseconds: max(end.microseconds, from.microseconds))
      if to > from {
        guard found.count < Window.mostPeriods else { throw .tooManyPeriods(limit: Window.mostPeriods) }
        found.append(Period(start: from, end: to, label: date.description))
      }
      (date, from) = (next, to)
    }
    return found
  }

  private func hours() throws(WindowError) -> [Period] {
    var found: [Period] = []
    let last = floorDivide(end.microseconds - 1, 1_000_000)
    var run = zone.run(at: start)
    // The hour that the window begins in began on the full local hour, or when the clocks changed.
    let local = start.seconds + Int64(run.offset)
    var from = floorDivide(local, 3_600) * 3_600 - Int64(run.offset)
    if let changed = run.start { from = max(from, changed) }
    while from <= last {
      if let change = run.end, from >= change { run = zone.run(at: Timestamp(seconds: from)) }
      let full = (floorDivide(from + Int64(run.offset), 3_600) + 1) * 3_600 - Int64(run.offset)
      let to = min(full, run.end ?? full)
      guard found.count < Window.mostPeriods else { throw .tooManyPeriods(limit: Window.mostPeriods) }
      let begin = Timestamp(seconds: from)
      found.append(Period(start: begin, end: Timestamp(seconds: to), label: begin.rfc3339(offset: run.offset)))
      from = to
    }
    return found
  }
}

extension CivilDate {
  fileprivate func startsPeriod(_ granularity: Granularity) -> Bool {
    switch granularity {
    case .week: isoWeekday == 1
    case .month: day == 1
    case .day, .hour: true
    }
  }
}

/// Boundaries of UTC hours and days, for planning which roll-ups a window can use.
extension Timestamp {
  package var isOnUTCHour: Bool { microseconds % Timestamp.microsecondsPerHour == 0 }
  package var isOnUTCDay: Bool { microseconds % Timestamp.microsecondsPerDay == 0 }

  package var startOfUTCHour: Timestamp { floored(to: Timestamp.microsecondsPerHour) }
  package var startOfUTCDay: Timestamp { floored(to: Timestamp.microsecondsPerDay) }

  /// This instant if it is a boundary, else the next one.
  package var nextUTCHour: Timestamp { raised(to: Timestamp.microsecondsPerHour) }
  package var nextUTCDay: Timestamp { raised(to: Timestamp.microsecondsPerDay) }

  private func floored(to unit: Int64) -> Timestamp {
    let remainder = microseconds % unit
    return Timestamp(microseconds: microseconds &- (remainder < 0 ? remainder + unit : remainder))
  }

  private func raised(to unit: Int64) -> Timestamp {
    let down = floored(to: unit)
    return down == self ? self : Timestamp(microseconds: down.microseconds &+ unit)
  }
}
