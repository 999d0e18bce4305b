/// Prices for a part of the UTC day, which replace the others while it lasts.
package struct OffPeakWindow: Hashable, Sendable {
  /// The first minute of the day that belongs to it.
  package var startMinute: Int
  /// The first minute that does not; at or before the start when the window runs past midnight. With start
  /// and end alike it is the whole day.
  package var endMinute: Int
  /// The days it starts on, as bits from Monday (1) to Sunday (64).
  package var weekdays: UInt8
  package var rates: [BucketRate]

  package static let everyDay: UInt8 = 127

  package init(startMinute: Int, endMinute: Int, weekdays: UInt8 = everyDay, rates: [BucketRate]) {
    self.startMinute = startMinute
    self.endMinute = endMinute
    self.weekdays = weekdays
    self.rates = rates
  }

  package func contains(_ timestamp: Timestamp) -> Bool {
    let day = floorDivide(timestamp.microseconds, Timestamp.microsecondsPerDay)
    let minute = Int((timestamp.microseconds &- day &* Timestamp.microsecondsPerDay) / 60_000_000)
    if startMinute < endMinute {
      return minute >= startMinute && minute < endMinute && startsOn(day)
    }
    if minute >= startMinute { return startsOn(day) }
    return startMinute == endMinute ? startsOn(day) : minute < endMinute && startsOn(day - 1)
  }

  /// An instant of a UTC day that belongs to it; nil where none does.
  package func instant(onDayOf timestamp: Timestamp) -> Timestamp? {
    let day = floorDivide(timestamp.microseconds, Timestamp.microsecondsPerDay)
    let start = Timestamp(microseconds: day &* Timestamp.microsecondsPerDay &+ Int64(startMinute) &* 60_000_000)
    return contains(start) ? start : nil
  }

  /// Whether it starts on a day, counted from 1970-01-01, which was a Thursday.
  private func startsOn(_ day: Int64) -> Bool {
    let weekday = day + 3 - floorDivide(day + 3, 7) * 7
    return weekdays >> UInt8(weekday) & 1 != 0
  }
}
