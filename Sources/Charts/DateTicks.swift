/// Which periods of an axis are named, so that no two names meet.
enum DateTicks {
  struct Tick: Equatable {
    let place: Int
    let text: String
  }

  /// The finest regular choice that fits: hours, days, Mondays, months, quarters, years; where none does, evenly spaced.
  ///
  /// - Parameter spacing: how far apart two places are, in the unit that `width` measures names in.
  /// - Parameter gap: the least room between two names.
  static func choose(_ labels: [String], spacing: Double, gap: Double, width: (String) -> Double) -> [Tick] {
    let dates = labels.map(PlaceDate.init)
    func ticks(_ places: [Int], isLong: Bool = false) -> [Tick]? {
      let ticks = places.map { Tick(place: $0, text: text(dates[$0], labels[$0], isLong: isLong)) }
      for (left, right) in zip(ticks, ticks.dropFirst()) {
        let room = Double(right.place - left.place) * spacing - (width(left.text) + width(right.text)) / 2
        if room < gap { return nil }
      }
      return ticks
    }
    for level in Level.all {
      let places = dates.indices.filter { level.names(dates[$0], after: $0 > 0 ? dates[$0 - 1] : nil) }
      if places.count > 1, let found = ticks(places, isLong: level.isLong) { return found }
    }
    var step = 1
    while step < dates.count {
      if let found = ticks(Array(stride(from: 0, to: dates.count, by: step))) { return found }
      step *= 2
    }
    return ticks(Array(dates.indices.prefix(1))) ?? []
  }

  /// A period in a few letters: `Aug 3`, `13:00`, `2026`.
  static func short(_ label: String) -> String { text(PlaceDate(label), label) }

  /// - Parameter isLong: whether names stand for months and years that begin there.
  private static func text(_ date: PlaceDate?, _ label: String, isLong: Bool = false) -> String {
    guard let date else { return PlainText.cleaned(label) }
    if let hour = date.hour, hour > 0 { return (hour < 10 ? "0" : "") + String(hour) + ":00" }
    guard isLong, date.day == 1 else { return months[date.month - 1] + " " + String(date.day) }
    return date.month == 1 ? String(date.year) : months[date.month - 1]
  }

  private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

  private enum Level {
    case hours(Int), days, weeks(Int), months(Int), years(Int)
    static let all: [Level] = [
      .hours(1), .hours(2), .hours(3), .hours(6), .hours(12), .days, .weeks(1), .weeks(2), .months(1), .months(3), .months(6), .years(1),
      .years(2), .years(5),
    ]

    var isLong: Bool {
      switch self {
      case .months, .years: true
      case .hours, .days, .weeks: false
      }
    }

    func names(_ date: PlaceDate?, after before: PlaceDate?) -> Bool {
      guard let date else { return false }
      if case .hours(let step) = self {
        guard let hour = date.hour else { return false }
        return hour % step == 0
      }
      // The first hour of a day; a window that begins inside one does not begin with it.
      guard date.hour ?? 0 == 0 || (before.map { $0.number != date.number } ?? false) else { return false }
      switch self {
      case .hours, .days: return true
      // Day 4 of the epoch was a Monday.
      case .weeks(let step): return (date.number - 4) % (7 * step) == 0
      case .months(let step): return (date.month - 1) % step == 0 && (before.map { $0.month != date.month } ?? (date.day == 1))
      case .years(let step): return date.year % step == 0 && (before.map { $0.year != date.year } ?? (date.month == 1 && date.day == 1))
      }
    }
  }
}

/// The date and hour that a label begins with.
private struct PlaceDate {
  var year = 0, month = 0, day = 0
  var hour: Int?
  /// Days since 1970-01-01.
  var number = 0

  init?(_ label: String) {
    let bytes = Array(label.utf8.prefix(13))
    guard bytes.count >= 10 else { return nil }
    func digits(_ range: Range<Int>) -> Int { bytes[range].reduce(0) { $0 * 10 + Int($1) - 0x30 } }
    (year, month, day) = (digits(0..<4), digits(5..<7), digits(8..<10))
    guard 1...9_999 ~= year, 1...12 ~= month, 1...31 ~= day else { return nil }
    if bytes.count == 13, 0...23 ~= digits(11..<13) { hour = digits(11..<13) }
    // Years that begin in March: the leap day is the last.
    let (shifted, offset) = month > 2 ? (year, month - 3) : (year - 1, month + 9)
    number = 365 * shifted + shifted / 4 - shifted / 100 + shifted / 400 + (153 * offset + 2) / 5 + day - 1 - 719_468
  }
}
