import Foundation
import Testing

@testable import CostModel

@Suite("Instants as text")
struct TimestampTextTests {
  @Test(
    "RFC 3339 is read to the microsecond",
    arguments: [
      ("1970-01-01T00:00:00Z", 0),
      ("2026-01-01T00:00:00.123Z", 1_767_225_600_123_000),
      ("2026-01-01t00:00:00,123456789z", 1_767_225_600_123_456),
      ("2026-01-01 00:00:00.1+05:30", 1_767_205_800_100_000),
      ("2026-01-01T00:00:00-0800", 1_767_254_400_000_000),
      ("1969-12-31T23:59:59.9999999Z", -1),
      ("2016-12-31T23:59:60Z", 1_483_228_800_000_000),
      ("2024-02-29T12:00:00+00:00", 1_709_208_000_000_000),
      ("0001-01-01T00:00:00Z", -62_135_596_800_000_000),
      ("9999-12-31T23:59:59.999999Z", 253_402_300_799_999_999),
    ] as [(String, Int64)])
  func reads(text: String, expected: Int64) {
    #expect(Timestamp(rfc3339: text)?.microseconds == expected)
    #expect(Timestamp(dateTime: text)?.microseconds == expected)
  }

  @Test(
    "what is no RFC 3339 is refused",
    arguments: [
      "", "2026", "2026-01-01", "2026-01-01T00:00:00", "2026-01-01T00:00:00.Z", "2026-01-01T00:00:00.5", "2026-02-29T00:00:00Z",
      "2026-13-01T00:00:00Z", "2026-00-01T00:00:00Z", "2026-01-00T00:00:00Z", "2026-04-31T00:00:00Z", "2026-01-01T24:00:00Z",
      "2026-01-01T00:60:00Z", "2026-01-01T00:00:61Z", "2026-01-01T00:00:0aZ", "2026-01-01X00:00:00Z", "2026-01-01T00:00:00Zx",
      "2026-01-01T00:00:00+5", "2026-01-01T00:00:00+24:00", "2026-01-01T00:00:00+05:60", "2026-01-01T00:00:00+05:30x",
      "2026-01-01T00:00:00 UTC", "0000-01-01T00:00:00Z", "0001-01-01T00:00:00+01:00", "2026/01/01T00:00:00Z", "\u{FFFD}026-01-01T00:00:00Z",
      "2026-01-01T00-00:00Z", "2026-01-0:T00:00:00Z", "2026-01-01T00:00:00+",
    ])
  func refuses(text: String) {
    #expect(Timestamp(rfc3339: text) == nil)
  }

  @Test(
    "exports may leave the zone or the seconds out",
    arguments: [
      ("2026-08-01 00:07:55.210 UTC", "2026-08-01T00:07:55.210Z"),
      ("2023-11-16 18:15:46.6805900", "2023-11-16T18:15:46.680590Z"),
      (" 2024-09-01 00:00:00\r\n", "2024-09-01T00:00:00Z"),
      ("2024-09-01", "2024-09-01T00:00:00Z"),
      ("2024-09-01T10:20", "2024-09-01T10:20:00Z"),
      ("2024-09-01 10:20:30+02", "2024-09-01T08:20:30Z"),
      ("2024-09-01 10:20:30 -05:00", "2024-09-01T15:20:30Z"),
      ("2024-09-01T10:20Z", "2024-09-01T10:20:00Z"),
    ])
  func readsExports(text: String, expected: String) {
    #expect(Timestamp(dateTime: text)?.rfc3339 == expected)
  }

  @Test("text without a zone can be given one")
  func assumed() {
    #expect(Timestamp(dateTime: "2024-09-01 10:00:00", assumingOffset: 7_200)?.rfc3339 == "2024-09-01T08:00:00Z")
    #expect(Timestamp(dateTime: "2024-09-01 10:00:00Z", assumingOffset: 7_200)?.rfc3339 == "2024-09-01T10:00:00Z")
    for wrong in ["", "   ", "yesterday", "2024-09-01 10", "2024-09-01 10:20:", "2024-09-01 10:20:3", "2024-09-01 10:20:30 CET", "2024-9-1"] {
      #expect(Timestamp(dateTime: wrong) == nil, "\(wrong)")
    }
  }

  @Test("writing keeps the fewest of 0, 3 and 6 fraction digits, and the offset asked for")
  func writes() {
    #expect(Timestamp(microseconds: 0).rfc3339 == "1970-01-01T00:00:00Z")
    #expect(Timestamp(microseconds: -1).rfc3339 == "1969-12-31T23:59:59.999999Z")
    #expect(Timestamp(microseconds: 120_000).rfc3339 == "1970-01-01T00:00:00.120Z")
    #expect(Timestamp(microseconds: 0).rfc3339(offset: 20_700) == "1970-01-01T05:45:00+05:45")
    #expect(Timestamp(microseconds: 0).rfc3339(offset: -12_600) == "1969-12-31T20:30:00-03:30")
    #expect(Timestamp(microseconds: 0).rfc3339(offset: 21_208) == "1970-01-01T05:53:00+05:53")
    #expect(Timestamp(microseconds: .min).rfc3339 == "0001-01-01T00:00:00Z")
    #expect(Timestamp(microseconds: .max).rfc3339(offset: .max).count == 32)
    #expect(Timestamp(microseconds: .min).rfc3339(offset: .min).count == 25)
  }

  @Test("what is written is read back, over the whole calendar")
  func roundTrip() {
    var generator = SystemRandomNumberGenerator()
    for _ in 0..<20_000 {
      let instant = Timestamp(microseconds: .random(in: Timestamp.earliest.microseconds...Timestamp.latest.microseconds, using: &generator))
      #expect(Timestamp(rfc3339: instant.rfc3339) == instant)
      let offset = Int.random(in: -1_439...1_439, using: &generator) * 60
      let inside = instant.seconds > -62_135_500_000 && instant.seconds < 253_402_200_000
      if inside { #expect(Timestamp(rfc3339: instant.rfc3339(offset: offset)) == instant) }
    }
  }

  @Test("no bytes are read past the end, whatever they are")
  func fuzz() {
    let seed = Array("2026-01-01T00:00:00.123456+05:30".utf8)
    for _ in 0..<50_000 {
      var bytes = Array(seed.prefix(.random(in: 0...seed.count)))
      for _ in 0..<Int.random(in: 0...3) where !bytes.isEmpty { bytes[.random(in: 0..<bytes.count)] = .random(in: 0...255) }
      bytes.withUnsafeBufferPointer {
        _ = Timestamp(rfc3339: $0)
        _ = Timestamp(dateTime: $0)
      }
    }
  }
}

@Suite("Calendar days")
struct CivilDateTests {
  @Test("agrees with Foundation's calendar")
  func foundation() throws {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = try #require(TimeZone(identifier: "UTC"))
    // Foundation's calendar is Julian before October 1582.
    for days in stride(from: -141_000, through: CivilDate.latestDay, by: 211) {
      let date = CivilDate(daysSinceEpoch: days)
      let parts = calendar.dateComponents([.year, .month, .day, .weekday], from: Date(timeIntervalSince1970: Double(days) * 86_400))
      #expect([date.year, date.month, date.day] == [parts.year, parts.month, parts.day])
      #expect(date.isoWeekday % 7 + 1 == parts.weekday)
    }
  }

  @Test("days, text and arithmetic go there and back")
  func roundTrip() {
    for days in stride(from: CivilDate.earliestDay, through: CivilDate.latestDay, by: 17) {
      let date = CivilDate(daysSinceEpoch: days)
      #expect(date.daysSinceEpoch == days)
      #expect(CivilDate(date.description) == date)
    }
    #expect(CivilDate(daysSinceEpoch: .min).description == "0001-01-01")
    #expect(CivilDate(daysSinceEpoch: .max).description == "9999-12-31")
  }

  @Test(
    "months keep the day, or take the last one",
    arguments: [("2026-01-31", 1, "2026-02-28"), ("2024-02-29", 12, "2025-02-28"), ("2026-03-15", -15, "2024-12-15"), ("2026-01-01", Int.max, "9999-12-31"), ("2026-01-01", Int.min, "0001-01-01")])
  func months(text: String, months: Int, expected: String) {
    #expect(CivilDate(text)?.adding(months: months).description == expected)
  }

  @Test("a day outside of the calendar is refused", arguments: ["2026-02-29", "2026-1-01", "0000-01-01", "2026-01-32", "2026-13-01", "20260101", "2026-01-01 ", "２026-01-01"])
  func refuses(text: String) { #expect(CivilDate(text) == nil) }

  @Test("adding stops at the calendar's ends, and weeks begin on Monday")
  func ends() throws {
    let day = try #require(CivilDate("2026-11-21"))
    #expect(day.adding(days: .max).description == "9999-12-31")
    #expect(day.adding(days: .min).description == "0001-01-01")
    #expect(day.startOfWeek.description == "2026-11-16")
    #expect(day.isoWeekday == 6)
  }
}
