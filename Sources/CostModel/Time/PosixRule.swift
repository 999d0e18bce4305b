/// A POSIX `TZ` string as TZif footers have it: `EST5EDT,M3.2.0,M11.1.0`, `IST-1GMT0,M10.5.0,M3.5.0/1`, `<+0330>-3:30`.
struct PosixRule: Hashable, Sendable {
  /// Seconds east of UTC (the text counts west).
  var standardOffset: Int
  var daylight: Daylight?

  struct Daylight: Hashable, Sendable {
    var offset: Int
    var start: Change
    var end: Change
  }

  /// A day of the year, and seconds from its midnight, from -167 to 167 hours.
  struct Change: Hashable, Sendable {
    var day: Day
    var time: Int
  }

  enum Day: Hashable, Sendable {
    /// `Jn`: 1 to 365, 29 February never counted.
    case julian(Int)
    /// `n`: 0 to 365, 29 February counted.
    case zeroBased(Int)
    /// `Mm.w.d`: week 5 is the last; day 0 is Sunday.
    case weekday(month: Int, week: Int, day: Int)
  }

  func offset(at seconds: Int64) -> Int {
    guard let daylight else { return standardOffset }
    var latest = Int64.min
    var offset = standardOffset
    for change in changes(around: seconds) where change.at <= seconds {
      // Daylight time all year is written as an end and a start at one instant: the start counts.
      if change.at > latest || (change.at == latest && change.offset == daylight.offset) {
        (latest, offset) = (change.at, change.offset)
      }
    }
    return offset
  }

  func nextTransition(after seconds: Int64) -> Int64? {
    changes(around: seconds).lazy.map(\.at).filter { $0 > seconds }.min()
  }

  func lastTransition(atOrBefore seconds: Int64) -> Int64? {
    changes(around: seconds).lazy.map(\.at).filter { $0 <= seconds }.max()
  }

  /// The changes of the years before, of and after an instant.
  private func changes(around seconds: Int64) -> [(at: Int64, offset: Int)] {
    guard let daylight else { return [] }
    let days = floorDivide(seconds, Timestamp.secondsPerDay)
    let year = CivilDate(daysSinceEpoch: Int(days)).year
    var found: [(at: Int64, offset: Int)] = []
    found.reserveCapacity(6)
    for year in (year - 1)...(year + 1) {
      found.append((daylight.start.local(in: year) - Int64(standardOffset), daylight.offset))
      found.append((daylight.end.local(in: year) - Int64(daylight.offset), standardOffset))
    }
    return found
  }
}

extension PosixRule.Change {
  /// Seconds of the local clock since 1970-01-01.
  func local(in year: Int) -> Int64 {
    let first = CivilDate.daysSinceEpoch(year: year, month: 1, day: 1)
    let days: Int
    switch day {
    case .julian(let number): days = first + number - 1 + (CivilDate.isLeap(year) && number >= 60 ? 1 : 0)
    case .zeroBased(let number): days = first + number
    case .weekday(let month, let week, let weekday):
      let start = CivilDate.daysSinceEpoch(year: year, month: month, day: 1)
      // 1970-01-01 was a Thursday, day 4.
      let startWeekday = ((start + 4) % 7 + 7) % 7
      var inMonth = (weekday - startWeekday + 7) % 7 + (week - 1) * 7
      if inMonth >= CivilDate.days(inMonth: month, of: year) { inMonth -= 7 }
      days = start + inMonth
    }
    return Int64(days) * Timestamp.secondsPerDay + Int64(time)
  }
}

extension PosixRule {
  /// `nil` for anything but a complete rule.
  init?(_ text: [UInt8]) {
    var scanner = Scanner(text: text)
    guard scanner.skipName(), let standard = scanner.time(hours: 24) else { return nil }
    standardOffset = -standard
    if scanner.isAtEnd { return }
    guard scanner.skipName() else { return nil }
    var offset = standardOffset + 3_600
    if let next = scanner.peek, next != 0x2C {
      guard let written = scanner.time(hours: 24) else { return nil }
      offset = -written
    }
    if scanner.isAtEnd {
      // Without dates, the ones that POSIX leaves to the system: those of the United States.
      daylight = Daylight(
        offset: offset,
        start: Change(day: .weekday(month: 3, week: 2, day: 0), time: 7_200),
        end: Change(day: .weekday(month: 11, week: 1, day: 0), time: 7_200))
      return
    }
    guard scanner.skip(0x2C), let start = scanner.change(), scanner.skip(0x2C), let end = scanner.change(), scanner.isAtEnd
    else { return nil }
    daylight = Daylight(offset: offset, start: start, end: end)
  }

  private struct Scanner {
    let text: [UInt8]
    var position = 0

    init(text: [UInt8]) { self.text = text }

    var isAtEnd: Bool { position == text.count }
    var peek: UInt8? { position < text.count ? text[position] : nil }

    mutating func skip(_ byte: UInt8) -> Bool {
      guard peek == byte else { return false }
      position += 1
      return true
    }

    /// `EST`, or `<+0330>`; at least three characters.
    mutating func skipName() -> Bool {
      let start = position
      if skip(0x3C) {
        while let byte = peek, byte != 0x3E { position += 1 }
        return skip(0x3E) && position - start >= 5
      }
      while let byte = peek, 0x61...0x7A ~= byte | 0x20 { position += 1 }
      return position - start >= 3
    }

    mutating func number(upTo limit: Int) -> Int? {
      let start = position
      var value = 0
      while let byte = peek, 0x30...0x39 ~= byte {
        value = value * 10 + Int(byte - 0x30)
        guard value <= limit else { return nil }
        position += 1
      }
      return position == start ? nil : value
    }

    /// `[+-]hh[:mm[:ss]]`, in seconds.
    mutating func time(hours limit: Int) -> Int? {
      let negative = skip(0x2D)
      if !negative { _ = skip(0x2B) }
      guard let hours = number(upTo: limit) else { return nil }
      var seconds = hours * 3_600
      if skip(0x3A) {
        guard let minutes = number(upTo: 59) else { return nil }
        seconds += minutes * 60
        if skip(0x3A) {
          guard let rest = number(upTo: 59) else { return nil }
          seconds += rest
        }
      }
      return negative ? -seconds : seconds
    }

    mutating func change() -> Change? {
      guard let day = day() else { return nil }
      guard skip(0x2F) else { return Change(day: day, time: 7_200) }
      guard let time = time(hours: 167) else { return nil }
      return Change(day: day, time: time)
    }

    private mutating func day() -> Day? {
      if skip(0x4A) {
        guard let number = number(upTo: 365), number >= 1 else { return nil }
        return .julian(number)
      }
      if skip(0x4D) {
        guard let month = number(upTo: 12), month >= 1, skip(0x2E), let week = number(upTo: 5), week >= 1, skip(0x2E),
          let day = number(upTo: 6)
        else { return nil }
        return .weekday(month: month, week: week, day: day)
      }
      return number(upTo: 365).map(Day.zeroBased)
    }
  }
}
