/// When something is to happen again and again: five fields, as cron has them, read by the clocks of a zone.
///
/// Minute (0-59), hour (0-23), day of the month (1-31), month (1-12 or JAN-DEC), day of the week (0-7 or SUN-SAT; 0 and 7
/// are Sunday). Where a day of the month and a day of the week are both asked for, one of them is enough; a field that begins
/// with `*` asks for none, as in vixie cron, so that `0 0 1-7 * */7` is the first Sunday of a month.
///
/// Where clocks are moved there are two ways, told apart by the hours. An expression of every hour (`*/15 * * * *`) means
/// the time that passes: it goes on by what the clock shows, in a doubled hour twice. All others mean a time of day: one
/// that is skipped is made up for at the moment the clocks are moved, several as one, and one that comes twice counts when it
/// comes first.
package struct CronExpression: Hashable, Sendable, CustomStringConvertible {
  /// As it was written.
  package let description: String
  /// A bit for each value that a field allows.
  let minutes: UInt64
  let hours: UInt64
  let days: UInt64
  let months: UInt64
  /// 0 is Sunday, as cron counts.
  let weekdays: UInt64
  /// Whether a day has to be asked for by both fields, because one of them asks for none.
  let needsBothDays: Bool

  /// Whether it means the time that passes.
  package var isOfEveryHour: Bool { hours == 0xFF_FFFF }

  /// The first time behind an instant; nil when the calendar ends before.
  ///
  /// Looks ahead by 41 years at most: 29 February falls on a given day of the week after 40 years at the latest.
  package func next(after instant: Timestamp, in zone: TimeZoneRules) -> Timestamp? {
    let bounded = min(max(instant, .earliest), .latest)
    let next = isOfEveryHour ? nextShown(after: bounded, zone) : nextOfDay(after: bounded, zone)
    return next.flatMap { $0 <= .latest ? $0 : nil }
  }

  /// The times behind an instant, up to and including another, as far as they are counted.
  package func count(after start: Timestamp, through end: Timestamp, in zone: TimeZoneRules, most: Int) -> Int {
    var (count, instant) = (0, start)
    while count < most, let next = next(after: instant, in: zone), next <= end { (count, instant) = (count + 1, next) }
    return count
  }

  /// By what the clock shows, whether or not it has shown it before.
  private func nextShown(after instant: Timestamp, _ zone: TimeZoneRules) -> Timestamp? {
    var from = instant.seconds + 1
    while true {
      let run = zone.run(at: Timestamp(seconds: from))
      let local = -floorDivide(-(from + Int64(run.offset)), 60) * 60
      guard let shown = nextLocal(atOrAfter: local) else { return nil }
      let found = shown - Int64(run.offset)
      guard let end = run.end, found >= end else { return Timestamp(seconds: found) }
      // The clocks are moved before that. No offset is larger than a day and two hours.
      from = max(end, shown - 2 * Timestamp.secondsPerDay)
    }
  }

  /// By what the clock shows for the first time, or skips.
  private func nextOfDay(after instant: Timestamp, _ zone: TimeZoneRules) -> Timestamp? {
    var local = (floorDivide(instant.seconds + Int64(zone.offset(at: instant)), 60) + 1) * 60
    while let shown = nextLocal(atOrAfter: local) {
      let found = Timestamp(seconds: zone.firstInstant(showing: shown))
      if found > instant { return found }
      local = shown + 60
    }
    return nil
  }

  // MARK: The calendar, without a zone

  /// The first minute that matches, from one on; both in seconds since 1970-01-01, local.
  private func nextLocal(atOrAfter local: Int64) -> Int64? {
    let day = CivilDate(daysSinceEpoch: Int(floorDivide(local, Timestamp.secondsPerDay)))
    let minute = Int((local - Int64(day.daysSinceEpoch) * Timestamp.secondsPerDay) / 60)
    if matches(day), let found = firstMinute(atOrAfter: minute) { return seconds(day, found) }
    guard let next = nextDay(after: day), let found = firstMinute(atOrAfter: 0) else { return nil }
    return seconds(next, found)
  }

  private func seconds(_ day: CivilDate, _ minute: Int) -> Int64 { Int64(day.daysSinceEpoch) * Timestamp.secondsPerDay + Int64(minute) * 60 }

  /// Minutes since midnight, 0 ... 1,439.
  private func firstMinute(atOrAfter minute: Int) -> Int? {
    guard minute < 1_440 else { return nil }
    let (hour, rest) = (max(minute, 0) / 60, max(minute, 0) % 60)
    if holds(hours, hour), let found = first(in: minutes, from: rest) { return hour * 60 + found }
    guard let later = first(in: hours, from: hour + 1), let found = first(in: minutes, from: 0) else { return nil }
    return later * 60 + found
  }

  /// The lowest bit from one on.
  private func first(in set: UInt64, from bit: Int) -> Int? {
    guard bit < 64 else { return nil }
    let rest = set >> UInt64(bit)
    return rest == 0 ? nil : bit + rest.trailingZeroBitCount
  }

  private static let longestSearchInYears = 41

  private func nextDay(after day: CivilDate) -> CivilDate? {
    var next = day.adding(days: 1)
    while next > day, next.year <= day.year + Self.longestSearchInYears {
      if holds(months, next.month) {
        if matches(next) { return next }
        let following = next.adding(days: 1)
        guard following > next else { return nil }
        next = following
      } else {
        let following = next.startOfMonth.adding(months: 1)
        guard following > next else { return nil }
        next = following
      }
    }
    return nil
  }

  private func matches(_ day: CivilDate) -> Bool {
    guard holds(months, day.month) else { return false }
    let isDay = holds(days, day.day)
    let isWeekday = holds(weekdays, day.isoWeekday % 7)
    return needsBothDays ? isDay && isWeekday : isDay || isWeekday
  }
}

/// Whether a set has a bit for a value from 0 to 63.
func holds(_ set: UInt64, _ value: Int) -> Bool { (set >> UInt64(value)) & 1 == 1 }
