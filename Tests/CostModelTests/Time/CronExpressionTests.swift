import Foundation
import Testing

@testable import CostModel

@Suite("Cron expressions", .enabled(if: FileManager.default.fileExists(atPath: zoneinfo + "America/New_York"), "no zoneinfo folder"))
struct CronExpressionTests {
  private func times(_ text: String, after start: String, in name: String, count: Int) throws -> [String] {
    let (cron, zone) = (try CronExpression(text), name == "UTC" ? .utc : try zone(name))
    var (found, at): ([String], Timestamp) = ([], try instant(start))
    while found.count < count, let next = cron.next(after: at, in: zone) {
      found.append(next.rfc3339)
      at = next
    }
    return found
  }

  @Test(
    "say when something is to happen",
    arguments: [
      ("5 * * * *", "2026-01-01T00:05:00Z", ["2026-01-01T01:05:00Z", "2026-01-01T02:05:00Z"]),
      ("10 */6 * * *", "2026-01-01T00:00:00Z", ["2026-01-01T00:10:00Z", "2026-01-01T06:10:00Z", "2026-01-01T12:10:00Z", "2026-01-01T18:10:00Z", "2026-01-02T00:10:00Z"]),
      ("*/15 * * * *", "2026-01-01T00:44:59.999999Z", ["2026-01-01T00:45:00Z", "2026-01-01T01:00:00Z"]),
      ("0 0 * * *", "2025-12-31T23:59:59Z", ["2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z"]),
      ("30 9 * JAN-mar mon-FRI", "2026-03-30T12:00:00Z", ["2026-03-31T09:30:00Z", "2027-01-01T09:30:00Z"]),
      // The 13th or a Friday.
      ("0 0 13 * FRI", "2026-02-01T00:00:00Z", ["2026-02-06T00:00:00Z", "2026-02-13T00:00:00Z", "2026-02-20T00:00:00Z", "2026-02-27T00:00:00Z", "2026-03-06T00:00:00Z", "2026-03-13T00:00:00Z"]),
      // The first Sunday: a field that begins with a star asks for no day of its own.
      ("0 0 1-7 * */7", "2026-01-01T00:00:00Z", ["2026-01-04T00:00:00Z", "2026-02-01T00:00:00Z", "2026-03-01T00:00:00Z"]),
      ("0 12 * * 7", "2026-01-01T00:00:00Z", ["2026-01-04T12:00:00Z"]), ("0 12 * * 0", "2026-01-01T00:00:00Z", ["2026-01-04T12:00:00Z"]),
      ("0 12 * * SAT-SUN", "2026-01-01T00:00:00Z", ["2026-01-03T12:00:00Z", "2026-01-04T12:00:00Z", "2026-01-10T12:00:00Z"]),
      ("0 12 * * 5-7", "2026-01-01T00:00:00Z", ["2026-01-02T12:00:00Z", "2026-01-03T12:00:00Z", "2026-01-04T12:00:00Z", "2026-01-09T12:00:00Z"]),
      ("1,3-5,50-59/4 7 1 2 *", "2026-01-01T00:00:00Z", ["2026-02-01T07:01:00Z", "2026-02-01T07:03:00Z", "2026-02-01T07:04:00Z", "2026-02-01T07:05:00Z", "2026-02-01T07:50:00Z", "2026-02-01T07:54:00Z", "2026-02-01T07:58:00Z", "2027-02-01T07:01:00Z"]),
      ("@hourly", "2026-01-01T00:00:00Z", ["2026-01-01T01:00:00Z"]), ("@daily", "2026-01-01T00:00:00Z", ["2026-01-02T00:00:00Z"]),
      ("@weekly", "2026-01-01T00:00:00Z", ["2026-01-04T00:00:00Z"]), ("@monthly", "2026-01-01T00:00:00Z", ["2026-02-01T00:00:00Z"]),
      ("@yearly", "2026-01-01T00:00:00Z", ["2027-01-01T00:00:00Z"]), ("@Annually", "2026-01-01T00:00:00Z", ["2027-01-01T00:00:00Z"]),
      ("0 0 29 2 *", "2026-01-01T00:00:00Z", ["2028-02-29T00:00:00Z", "2032-02-29T00:00:00Z"]),
      // A leap day on a Sunday, across a century without one.
      ("0 0 29 2 */7", "2076-01-01T00:00:00Z", ["2088-02-29T00:00:00Z", "2128-02-29T00:00:00Z"]),
      // Mondays in February: the 30th is the other choice, and never comes.
      ("0 0 30 2 MON", "2026-01-01T00:00:00Z", ["2026-02-02T00:00:00Z"]),
      ("59 23 31 12 *", "9999-12-31T23:58:00Z", ["9999-12-31T23:59:00Z"]), ("0 0 * * *", "9999-12-31T00:00:00Z", []),
    ])
  func examples(text: String, start: String, expected: [String]) throws {
    #expect(try times(text, after: start, in: "UTC", count: max(expected.count, 1)) == expected)
  }

  @Test(
    "a time of day that is skipped runs once when the clocks are moved, one that comes twice the first time",
    arguments: [
      // Berlin goes from 2:00 to 3:00 on 29 March and from 3:00 back to 2:00 on 25 October.
      ("Europe/Berlin", "30 2 * * *", "2026-03-28T12:00:00Z", ["2026-03-29T01:00:00Z", "2026-03-30T00:30:00Z"]),
      ("Europe/Berlin", "30 2 * * *", "2026-10-24T12:00:00Z", ["2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z"]),
      // Several that are skipped are one, also with one that is due then.
      ("Europe/Berlin", "*/20 2 * * *", "2026-03-29T00:50:00Z", ["2026-03-29T01:00:00Z", "2026-03-30T00:00:00Z"]),
      ("Europe/Berlin", "0 2,3 * * *", "2026-03-29T00:50:00Z", ["2026-03-29T01:00:00Z", "2026-03-30T00:00:00Z", "2026-03-30T01:00:00Z"]),
      ("Europe/Berlin", "*/30 1-3 * * *", "2026-10-24T23:45:00Z", ["2026-10-25T00:00:00Z", "2026-10-25T00:30:00Z", "2026-10-25T02:00:00Z"]),
      // Asked within the hour that comes again.
      ("Europe/Berlin", "45 2 * * *", "2026-10-25T01:10:00Z", ["2026-10-26T01:45:00Z"]),
      // What happens every hour goes on by the clock: none is skipped, and the doubled hour has both.
      ("Europe/Berlin", "*/30 * * * *", "2026-03-29T00:20:00Z", ["2026-03-29T00:30:00Z", "2026-03-29T01:00:00Z"]),
      ("Europe/Berlin", "*/30 * * * *", "2026-10-25T00:10:00Z", ["2026-10-25T00:30:00Z", "2026-10-25T01:00:00Z", "2026-10-25T01:30:00Z", "2026-10-25T02:00:00Z"]),
      ("Europe/Berlin", "30 0-23 * * *", "2026-10-25T00:10:00Z", ["2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z"]),
      // Half an hour, in summer ahead: Lord Howe goes from 2:00 to 2:30 on 4 October and back from 2:00 to 1:30 on 5 April.
      ("Australia/Lord_Howe", "15 2 * * *", "2026-10-03T12:00:00Z", ["2026-10-03T15:30:00Z", "2026-10-04T15:15:00Z"]),
      ("Australia/Lord_Howe", "45 1 * * *", "2026-04-04T12:00:00Z", ["2026-04-04T14:45:00Z", "2026-04-05T15:15:00Z"]),
      // Midnight is skipped in Santiago, and comes twice in Havana.
      ("America/Santiago", "0 0 * * *", "2026-09-05T12:00:00Z", ["2026-09-06T04:00:00Z", "2026-09-07T03:00:00Z"]),
      ("America/Havana", "0 0 * * *", "2026-10-31T12:00:00Z", ["2026-11-01T04:00:00Z", "2026-11-02T05:00:00Z"]),
      // A day that was skipped as a whole.
      ("Pacific/Apia", "0 12 30 12 *", "2011-12-01T00:00:00Z", ["2011-12-30T10:00:00Z", "2012-12-29T22:00:00Z"]),
    ])
  func clocks(name: String, text: String, start: String, expected: [String]) throws {
    #expect(try times(text, after: start, in: name, count: expected.count) == expected)
  }

  @Test(
    "a text that is none is refused, and told what it should be",
    arguments: [
      ("", "five fields"), ("* * * *", "4 in"), ("* * * * * *", "6 in"), ("60 * * * *", "minute 0 to 59"), ("* 24 * * *", "hour 0 to 23"),
      ("* * 0 * *", "day of month 1 to 31"), ("* * * 13 *", "month 1 to 12 or JAN to DEC"), ("* * * * 8", "day of week 0 to 7 or SUN to SAT"),
      ("*/0 * * * *", "a step of 1 or more"), ("5/15 * * * *", "a step only behind"), ("*/5/5 * * * *", "a step only behind"),
      ("9-5 * * * *", "from the lower to the higher"), ("1,,2 * * * *", "minute 0 to 59"), ("-1 * * * *", "minute 0 to 59"),
      ("+1 * * * *", "minute 0 to 59"), ("1-2-3 * * * *", "minute 0 to 59"), ("99999999999999999999 * * * *", "minute 0 to 59"),
      ("*/99999999999999999999 * * * *", "a step of 1"), ("* * * JANUARY *", "month 1 to 12"), ("@reboot", "@daily"), ("@", "@daily"),
      ("0 0 30 2 *", "never does"), ("0 0 31 4,6,9,11 *", "never does"), ("0 0 30 FEB */2", "never does"), ("٣ * * * *", "minute 0 to 59"),
      (String(repeating: "0,", count: 200) + "0 * * * *", "at most 256 bytes"),
    ])
  func refuses(text: String, part: String) throws {
    let problem = #expect(throws: CronProblem.self) { try CronExpression(text) }
    let message = problem.map { "expected \($0.expected), got \($0.got)" } ?? ""
    #expect(message.contains(part), "\(message)")
  }

  @Test("times are counted as far as asked")
  func counts() throws {
    let cron = try CronExpression("*/15 * * * *")
    let (start, end) = (try instant("2026-01-01T00:00:00Z"), try instant("2026-01-02T00:00:00Z"))
    #expect(cron.count(after: start, through: end, in: .utc, most: 1_000) == 96)
    #expect(cron.count(after: start, through: end, in: .utc, most: 10) == 10)
    #expect(cron.count(after: end, through: start, in: .utc, most: 10) == 0)
  }

  // MARK: Against minutes that are looked at one by one

  private static let zones = [
    "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "America/Santiago", "America/Havana", "Antarctica/Troll", "Pacific/Chatham",
    "America/St_Johns", "Africa/Cairo", "Asia/Beirut",
  ]

  @Test("a thousand expressions in ten zones are those of a scan of every minute", arguments: zones)
  func scan(name: String) throws {
    let minutes = try ZoneMinutes(name)
    let zone = try zone(name)
    var random = Random(seed: 11)
    var (differences, compared): ([String], Int) = ([], 0)
    for number in 0..<1_000 {
      let expression = RandomCron(&random)
      guard let cron = try? CronExpression(expression.text) else {
        Issue.record("\(expression.text) is refused")
        continue
      }
      // Mostly about where the clocks are moved.
      let change = minutes.changes[number % minutes.changes.count]
      let start = number % 5 == 0 ? Int.random(in: 3_000..<400_000, using: &random) : change + Int.random(in: -2_200...300, using: &random)
      let horizon = min(start + 3 * 1_440, minutes.local.count)
      let expected = expression.times(minutes, from: start, until: horizon, most: 3)
      var at = Timestamp(seconds: minutes.firstSecond + Int64(start) * 60)
      for minute in expected {
        let next = cron.next(after: at, in: zone)
        at = Timestamp(seconds: minutes.firstSecond + Int64(minute) * 60)
        compared += 1
        if next != at { differences.append("\(expression.text): \(next?.rfc3339 ?? "nil"), not \(at.rfc3339)") }
      }
      if expected.count < 3, let next = cron.next(after: at, in: zone), next.seconds < minutes.firstSecond + Int64(horizon) * 60 {
        differences.append("\(expression.text): \(next.rfc3339), not behind \(at.rfc3339)")
      }
    }
    #expect(differences.isEmpty, "\(differences.count): \(differences.prefix(5))")
    #expect(compared > 800)
  }
}

/// Every minute of fourteen months, and what the clocks of a zone show then, as Foundation has it.
private struct ZoneMinutes {
  let firstSecond: Int64 = 1_735_689_600
  /// Local minutes since 1970-01-01.
  private(set) var local: [Int] = []
  /// Where the clocks are moved.
  private(set) var changes: [Int] = []
  /// The days of the calendar, by their number since 1970-01-01.
  private(set) var days: [Int: (month: Int, day: Int, weekday: Int)] = [:]

  init(_ name: String) throws {
    let zone = try #require(TimeZone(identifier: name))
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = try #require(TimeZone(identifier: "UTC"))
    let count = 425 * 1_440
    local.reserveCapacity(count)
    var before: Int?
    for start in stride(from: 0, to: count, by: 30) {
      let seconds = firstSecond + Int64(start) * 60
      let offset = zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(seconds)))
      if let before, before != offset { changes.append(start) }
      before = offset
      for minute in 0..<30 { local.append((Int(seconds) + offset) / 60 + minute) }
    }
    for day in Int(firstSecond / 86_400) - 1...Int(firstSecond / 86_400) + 426 {
      let parts = calendar.dateComponents([.month, .day, .weekday], from: Date(timeIntervalSince1970: Double(day) * 86_400))
      days[day] = (try #require(parts.month), try #require(parts.day), try #require(parts.weekday) - 1)
    }
    try #require(!changes.isEmpty, "\(name) has no daylight saving")
  }
}

/// An expression made at random, as a text and as what it means.
private struct RandomCron {
  let text: String
  private let minutes: [Bool]
  private let hours: [Bool]
  private let days: [Bool]
  private let months: [Bool]
  private let weekdays: [Bool]
  private let isOneDayEnough: Bool

  init(_ random: inout Random) {
    func field(_ range: ClosedRange<Int>, stars: Int, _ names: [String] = []) -> (String, [Bool]) {
      var allowed = [Bool](repeating: false, count: range.upperBound + 1)
      func word(_ value: Int) -> String {
        let place = value - range.lowerBound
        return place < names.count && Bool.random(using: &random) ? names[place] : "\(value)"
      }
      if Int.random(in: 0..<100, using: &random) < stars {
        let step = Int.random(in: 0..<3, using: &random) == 0 ? Int.random(in: 2...12, using: &random) : 1
        // Both 0 and 7 are Sunday; a star has it once.
        let last = range.upperBound == 7 ? 6 : range.upperBound
        for value in stride(from: range.lowerBound, through: last, by: step) { allowed[value] = true }
        return (step == 1 ? "*" : "*/\(step)", allowed)
      }
      var parts: [String] = []
      for _ in 0...Int.random(in: 0..<3, using: &random) {
        let first = Int.random(in: range, using: &random)
        guard Bool.random(using: &random) else {
          allowed[first] = true
          parts.append(word(first))
          continue
        }
        let last = Int.random(in: first...range.upperBound, using: &random)
        let step = Bool.random(using: &random) ? Int.random(in: 1...9, using: &random) : 1
        for value in stride(from: first, through: last, by: step) { allowed[value] = true }
        parts.append("\(word(first))-\(last)" + (step == 1 ? "" : "/\(step)"))
      }
      return (parts.joined(separator: ","), allowed)
    }
    let minute = field(0...59, stars: 30), hour = field(0...23, stars: 40), day = field(1...28, stars: 70)
    let month = field(1...12, stars: 85, ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"])
    let weekday = field(0...7, stars: 60, ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"])
    text = [minute.0, hour.0, day.0, month.0, weekday.0].joined(separator: " ")
    (minutes, hours, months) = (minute.1, hour.1, month.1)
    // The generator's stars end with the 28th; cron's with the 31st.
    days = (0...31).map { value in
      guard day.0.hasPrefix("*") else { return value < day.1.count && day.1[value] }
      return value > 0 && (value - 1) % (Int(day.0.dropFirst(2)) ?? 1) == 0
    }
    weekdays = (0...6).map { weekday.1[$0] || ($0 == 0 && weekday.1[7]) }
    isOneDayEnough = !day.0.hasPrefix("*") && !weekday.0.hasPrefix("*")
  }

  private func isOf(_ day: Int, _ zone: ZoneMinutes) -> Bool {
    guard let date = zone.days[day], months[date.month] else { return false }
    let (isDay, isWeekday) = (days[date.day], weekdays[date.weekday])
    return isOneDayEnough ? isDay || isWeekday : isDay && isWeekday
  }

  private func isOf(minute local: Int, _ zone: ZoneMinutes) -> Bool {
    hours[local % 1_440 / 60] && minutes[local % 60] && isOf(local / 1_440, zone)
  }

  /// Looks at every minute behind `start`.
  func times(_ zone: ZoneMinutes, from start: Int, until end: Int, most: Int) -> [Int] {
    let isOfEveryHour = !hours.contains(false)
    var found: [Int] = []
    // What the clock had shown before: the last day is enough.
    var shown = zone.local[max(0, start - 1_440)...start].max() ?? 0
    for index in start + 1..<end {
      let local = zone.local[index]
      // Of a time of day all counts that is shown for the first time, and what was skipped before it.
      let isDue =
        local == shown + 1 || isOfEveryHour
        ? isOf(minute: local, zone) : shown < local && (shown + 1...local).contains { isOf(minute: $0, zone) }
      if isDue {
        found.append(index)
        if found.count == most { break }
      }
      if local > shown { shown = local }
    }
    return found
  }
}

private struct Random: RandomNumberGenerator {
  private var state: UInt64
  init(seed: UInt64) { state = seed }
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed >> 31
  }
}
