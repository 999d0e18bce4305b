/// A day of the proleptic Gregorian calendar, from 0001-01-01 to 9999-12-31, without a time zone.
package struct CivilDate: Hashable, Comparable, Sendable, CustomStringConvertible {
  package let year: Int
  package let month: Int
  package let day: Int

  /// `nil` when there is no such day, as 2026-02-29.
  package init?(year: Int, month: Int, day: Int) {
    guard 1...9_999 ~= year, 1...12 ~= month, day >= 1, day <= CivilDate.days(inMonth: month, of: year) else { return nil }
    self.init(uncheckedYear: year, month: month, day: day)
  }

  /// The day that is `days` after 1970-01-01; days outside the calendar become its first or last.
  package init(daysSinceEpoch days: Int) {
    let days = min(max(days, CivilDate.earliestDay), CivilDate.latestDay)
    // Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms": years begin on 1 March, eras have 400 years.
    // From 0001-01-01 on nothing is negative, and 32 bits divide fastest.
    let shifted = UInt32(truncatingIfNeeded: days + 719_468)
    let era = shifted / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    self.init(
      uncheckedYear: Int(yearOfEra + era * 400 + (month <= 2 ? 1 : 0)),
      month: Int(month),
      day: Int(dayOfYear - (153 * shiftedMonth + 2) / 5 + 1))
  }

  private init(uncheckedYear year: Int, month: Int, day: Int) {
    self.year = year
    self.month = month
    self.day = day
  }

  package static let earliestDay = -719_162
  package static let latestDay = 2_932_896

  package var daysSinceEpoch: Int { CivilDate.daysSinceEpoch(year: year, month: month, day: day) }

  /// 1 is Monday, 7 is Sunday, as ISO 8601 counts.
  package var isoWeekday: Int {
    let remainder = (daysSinceEpoch + 3) % 7
    return (remainder < 0 ? remainder + 7 : remainder) + 1
  }

  /// The Monday of this day's ISO week.
  package var startOfWeek: CivilDate { adding(days: 1 - isoWeekday) }

  package var startOfMonth: CivilDate { CivilDate(uncheckedYear: year, month: month, day: 1) }

  /// Stops at the calendar's first and last day.
  package func adding(days: Int) -> CivilDate {
    let (sum, overflow) = daysSinceEpoch.addingReportingOverflow(days)
    return CivilDate(daysSinceEpoch: overflow ? (days < 0 ? .min : .max) : sum)
  }

  /// The same day of another month, or that month's last day where it is shorter. Stops at the calendar's ends.
  package func adding(months: Int) -> CivilDate {
    let (sum, overflow) = (year * 12 + month - 1).addingReportingOverflow(months)
    if overflow || sum < 12 || sum >= 120_000 {
      return CivilDate(daysSinceEpoch: months < 0 ? .min : .max)
    }
    let (newYear, newMonth) = (sum / 12, sum % 12 + 1)
    return CivilDate(
      uncheckedYear: newYear, month: newMonth, day: min(day, CivilDate.days(inMonth: newMonth, of: newYear)))
  }

  package static func < (left: CivilDate, right: CivilDate) -> Bool {
    (left.year, left.month, left.day) < (right.year, right.month, right.day)
  }

  /// Days since 1970-01-01 of a day known to exist, in a year from 0 to 10,000.
  @inline(__always)
  static func daysSinceEpoch(year: Int, month: Int, day: Int) -> Int {
    // 400 years (146,097 days) later, so that January of year 1 needs no negative division.
    let shiftedYear = UInt32(truncatingIfNeeded: year + (month <= 2 ? 399 : 400))
    let shiftedMonth = UInt32(truncatingIfNeeded: month > 2 ? month - 3 : month + 9)
    let days = shiftedYear * 365 + shiftedYear / 4 - shiftedYear / 100 + shiftedYear / 400 + (153 * shiftedMonth + 2) / 5
    return Int(days) + day - 1 - 719_468 - 146_097
  }

  package static func isLeap(_ year: Int) -> Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }

  /// `month` is from 1 to 12.
  @inline(__always)
  package static func days(inMonth month: Int, of year: Int) -> Int {
    if month == 2 { return isLeap(year) ? 29 : 28 }
    // 30 days: April, June, September, November.
    return 30 + ((month + (month >> 3)) & 1)
  }
}

extension CivilDate {
  /// Exactly `YYYY-MM-DD`.
  package init?(_ text: String) {
    var text = text
    let parsed = text.withUTF8 { CivilDate(bytes: $0) }
    guard let parsed else { return nil }
    self = parsed
  }

  package init?(bytes: UnsafeBufferPointer<UInt8>) {
    guard bytes.count == 10, bytes[4] == 0x2D, bytes[7] == 0x2D else { return nil }
    var parts = (0, 0, 0)
    for index in 0..<10 where index != 4 && index != 7 {
      let digit = Int(bytes[index]) - 0x30
      guard 0...9 ~= digit else { return nil }
      if index < 4 { parts.0 = parts.0 * 10 + digit }
      else if index < 7 { parts.1 = parts.1 * 10 + digit }
      else { parts.2 = parts.2 * 10 + digit }
    }
    self.init(year: parts.0, month: parts.1, day: parts.2)
  }

  /// `YYYY-MM-DD`.
  package var description: String {
    String(unsafeUninitializedCapacity: 10) { buffer in
      guard let start = buffer.baseAddress else { return 0 }
      write(into: start)
      return 10
    }
  }

  /// Writes the ten bytes of `YYYY-MM-DD`.
  @inline(__always)
  package func write(into out: UnsafeMutablePointer<UInt8>) {
    writeTwoDigits(year / 100, out)
    writeTwoDigits(year % 100, out + 2)
    out[4] = 0x2D
    writeTwoDigits(month, out + 5)
    out[7] = 0x2D
    writeTwoDigits(day, out + 8)
  }
}

/// `value` is from 0 to 99.
@inline(__always)
func writeTwoDigits(_ value: Int, _ out: UnsafeMutablePointer<UInt8>) {
  let value = UInt32(truncatingIfNeeded: value)
  out[0] = UInt8(truncatingIfNeeded: 0x30 + value / 10)
  out[1] = UInt8(truncatingIfNeeded: 0x30 + value % 10)
}
