import Foundation
import Testing

@testable import CostModel

@Suite("Windows and their periods", .enabled(if: FileManager.default.fileExists(atPath: zoneinfo + "America/New_York"), "no zoneinfo folder"))
struct WindowTests {
  func window(_ start: String, _ end: String, _ name: String) throws -> Window {
    try Window.between(start: start, end: end, asOf: Timestamp(seconds: 0), zone: zone(name), zoneName: name)
  }

  @Test("the last N days include today up to and with as_of")
  func last() throws {
    let asOf = try instant("2026-03-10T15:00:00.000001Z")
    let found = try Window.last(days: 3, asOf: asOf, zone: zone("America/New_York"), zoneName: "America/New_York")
    #expect(found.start.rfc3339 == "2026-03-08T05:00:00Z")
    #expect(found.end.rfc3339 == "2026-03-10T15:00:00.000002Z")
    #expect(found.contains(asOf))
    #expect(try found.periods(.day).map(\.label) == ["2026-03-08", "2026-03-09", "2026-03-10"])
  }

  @Test("a window that is none is refused by name")
  func refused() throws {
    let utc = TimeZoneRules.utc, now = try instant("2026-01-01T00:00:00Z")
    #expect(throws: WindowError.daysOutOfRange(0)) { try Window.last(days: 0, asOf: now, zone: utc, zoneName: "UTC") }
    #expect(throws: WindowError.daysOutOfRange(3_661)) { try Window.last(days: 3_661, asOf: now, zone: utc, zoneName: "UTC") }
    #expect(throws: WindowError.notAnInstant("2026-02-30")) { try window("2026-02-30", "2026-03-01", "UTC") }
    #expect(throws: WindowError.notAnInstant("soon")) { try window("2026-02-01", "soon", "UTC") }
    #expect(throws: WindowError.endNotAfterStart(start: now, end: now)) { try window("2026-01-01", "2026-01-01T00:00:00Z", "UTC") }
    #expect(throws: WindowError.tooLong(limitInDays: 3_660)) { try window("2016-01-01", "2026-01-09", "UTC") }
    #expect(try window("2016-01-01", "2026-01-08", "America/New_York").periods(.day).count == 3_660)
  }

  @Test("days have 23 and 25 hours when the clocks change")
  func shortAndLong() throws {
    let spring = try window("2026-03-07", "2026-03-10", "America/New_York")
    #expect(try spring.periods(.day).map { ($0.end.seconds - $0.start.seconds) / 3_600 } == [24, 23, 24])
    #expect(try spring.periods(.hour).count == 71)
    let autumn = try window("2026-11-01", "2026-11-02", "America/New_York")
    #expect(try autumn.periods(.day).map { ($0.end.seconds - $0.start.seconds) / 3_600 } == [25])
    let hours = try autumn.periods(.hour).map(\.label)
    #expect(hours.count == 25)
    #expect(hours[1...3] == ["2026-11-01T01:00:00-04:00", "2026-11-01T01:00:00-05:00", "2026-11-01T02:00:00-05:00"])
  }

  @Test("hours of zones with half hours are cut at the local hour and where the clocks change")
  func halfHours() throws {
    #expect(try window("2026-01-01T00:00:00Z", "2026-01-01T01:00:00Z", "Asia/Kathmandu").periods(.hour).map(\.label) == ["2026-01-01T05:00:00+05:45", "2026-01-01T06:00:00+05:45"])
    let back = try window("2026-04-04T14:00:00Z", "2026-04-04T16:30:00Z", "Australia/Lord_Howe").periods(.hour)
    #expect(back.map(\.label) == ["2026-04-05T01:00:00+11:00", "2026-04-05T01:30:00+10:30", "2026-04-05T02:00:00+10:30"])
    #expect(back.map { $0.end.seconds - $0.start.seconds } == [3_600, 1_800, 3_600])
  }

  @Test("weeks begin on Monday, months on the first, and both are whole")
  func weeksAndMonths() throws {
    let found = try window("2026-01-31T12:00:00Z", "2026-03-01T00:00:01Z", "UTC")
    #expect(try found.periods(.month).map(\.label) == ["2026-01-01", "2026-02-01", "2026-03-01"])
    #expect(try found.periods(.week).map(\.label) == ["2026-01-26", "2026-02-02", "2026-02-09", "2026-02-16", "2026-02-23"])
    let first = try #require(try found.periods(.month).first)
    #expect(first.start.rfc3339 == "2026-01-01T00:00:00Z")
    #expect(found.clipped(first).start.rfc3339 == "2026-01-31T12:00:00Z")
  }

  @Test("a day that a zone left out is left out")
  func skipped() throws {
    #expect(try window("2011-12-28", "2012-01-02", "Pacific/Apia").periods(.day).map(\.label) == ["2011-12-28", "2011-12-29", "2011-12-31", "2012-01-01"])
  }

  @Test("periods follow each other without a gap", arguments: Granularity.allCases)
  func contiguous(granularity: Granularity) throws {
    for name in ["America/St_Johns", "Australia/Lord_Howe", "Africa/Casablanca", "Pacific/Apia", "America/Sao_Paulo"] {
      let found = try window("2010-12-31T10:10:10Z", "2013-01-02T00:00:00.5Z", name)
      let periods = try found.periods(granularity)
      #expect(try #require(periods.first).start <= found.start)
      #expect(try #require(periods.last).end >= found.end)
      #expect(try #require(periods.last).start < found.end)
      for (left, right) in zip(periods, periods.dropFirst()) { #expect(left.end == right.start && left.start < left.end) }
      #expect(Set(periods.map(\.label)).count == periods.count)
    }
  }

  @Test("more than 100,000 periods are refused, and the calendar's ends are not")
  func bounded() throws {
    let long = Window(start: .earliest, end: .latest, zone: .utc, zoneName: "UTC")
    #expect(throws: WindowError.tooManyPeriods(limit: 100_000)) { try long.periods(.hour) }
    #expect(throws: WindowError.tooManyPeriods(limit: 100_000)) { try long.periods(.month) }
    let last = try Window.between(start: "9999-12-30", end: nil, asOf: .latest, zone: .utc, zoneName: "UTC")
    #expect(try last.periods(.day).count == 2)
    #expect(try last.periods(.month).count == 1)
    #expect(try last.periods(.week).count == 1)
  }

  @Test("UTC hours and days are found on both sides of an instant")
  func boundaries() throws {
    let odd = try instant("1969-12-31T22:30:00.5Z")
    #expect(odd.startOfUTCHour.rfc3339 == "1969-12-31T22:00:00Z")
    #expect(odd.nextUTCHour.rfc3339 == "1969-12-31T23:00:00Z")
    #expect(odd.startOfUTCDay.rfc3339 == "1969-12-31T00:00:00Z")
    #expect(odd.nextUTCDay.isOnUTCDay && odd.nextUTCDay.isOnUTCHour && !odd.isOnUTCHour)
    #expect(odd.nextUTCDay.nextUTCDay == odd.nextUTCDay)
  }
}
