import Foundation
import Testing

@testable import CostModel

let zoneinfo = "/usr/share/zoneinfo/"

func tzif(_ name: String) throws -> [UInt8] { try Array(Data(contentsOf: URL(fileURLWithPath: zoneinfo + name))) }
func zone(_ name: String) throws -> TimeZoneRules { try TimeZoneRules(tzif: tzif(name)) }
func instant(_ text: String) throws -> Timestamp { try #require(Timestamp(rfc3339: text)) }

@Suite("Time zones", .enabled(if: FileManager.default.fileExists(atPath: zoneinfo + "America/New_York"), "no zoneinfo folder"))
struct TimeZoneRulesTests {
  @Test(
    "agrees with Foundation from 1975 to 2150",
    arguments: [
      "UTC", "America/New_York", "Europe/Berlin", "Europe/London", "Asia/Kolkata", "Asia/Kathmandu", "Australia/Lord_Howe", "Pacific/Apia",
      "America/Sao_Paulo", "Europe/Dublin", "Asia/Tokyo", "America/St_Johns", "Pacific/Auckland", "Pacific/Chatham",
      "Africa/Johannesburg", "Atlantic/Azores",
    ])
  func foundation(name: String) throws {
    let rules = try zone(name)
    let reference = try #require(TimeZone(identifier: name))
    var differences = 0
    for seconds in stride(from: Int64(157_766_400), to: 5_680_281_600, by: 3_600 * 11 + 1_801) {
      let expected = reference.secondsFromGMT(for: Date(timeIntervalSince1970: Double(seconds)))
      if rules.offset(at: Timestamp(seconds: seconds)) != expected { differences += 1 }
    }
    #expect(differences == 0)
  }

  @Test(
    "known changes of the clock",
    arguments: [
      ("America/New_York", "2026-03-08T06:59:59Z", -18_000), ("America/New_York", "2026-03-08T07:00:00Z", -14_400),
      ("America/New_York", "2199-07-01T00:00:00Z", -14_400), ("America/New_York", "9999-12-31T00:00:00Z", -18_000),
      ("Asia/Kolkata", "2026-01-01T00:00:00Z", 19_800), ("Asia/Kathmandu", "2026-01-01T00:00:00Z", 20_700),
      ("Australia/Lord_Howe", "2026-01-01T00:00:00Z", 39_600), ("Australia/Lord_Howe", "2026-07-01T00:00:00Z", 37_800),
      ("Australia/Lord_Howe", "2140-07-01T00:00:00Z", 37_800), ("Europe/Dublin", "2026-01-01T00:00:00Z", 0),
      ("Europe/Dublin", "2026-07-01T00:00:00Z", 3_600), ("Europe/Dublin", "2300-07-01T00:00:00Z", 3_600),
      ("Pacific/Apia", "2011-12-30T09:59:59Z", -36_000), ("Pacific/Apia", "2011-12-30T10:00:00Z", 50_400),
      ("Africa/Casablanca", "2026-01-10T00:00:00Z", 3_600),
    ])
  func known(name: String, text: String, offset: Int) throws {
    #expect(try zone(name).offset(at: instant(text)) == offset)
  }

  @Test(
    "a local day begins at its midnight, or when the clocks skip it",
    arguments: [
      ("America/New_York", "2026-03-08", "2026-03-08T05:00:00Z"), ("America/New_York", "2026-03-09", "2026-03-09T04:00:00Z"),
      ("America/New_York", "2026-11-02", "2026-11-02T05:00:00Z"), ("Asia/Kathmandu", "2026-01-01", "2025-12-31T18:15:00Z"),
      // Midnight does not exist: the clocks go from 00:00 to 01:00.
      ("America/Sao_Paulo", "2018-11-04", "2018-11-04T03:00:00Z"),
      // The clocks go back from 24:00 to 23:00, so the day before has 25 hours.
      ("America/Sao_Paulo", "2018-02-18", "2018-02-18T03:00:00Z"), ("America/Sao_Paulo", "2018-02-17", "2018-02-17T02:00:00Z"),
      // Midnight comes twice: back from 01:00 to 00:00.
      ("America/Havana", "2020-11-01", "2020-11-01T04:00:00Z"), ("America/Havana", "2020-11-02", "2020-11-02T05:00:00Z"),
      // There was no 30 December.
      ("Pacific/Apia", "2011-12-29", "2011-12-29T10:00:00Z"), ("Pacific/Apia", "2011-12-30", "2011-12-30T10:00:00Z"),
      ("Pacific/Apia", "2011-12-31", "2011-12-30T10:00:00Z"), ("Pacific/Apia", "2012-01-01", "2011-12-31T10:00:00Z"),
      ("Europe/Berlin", "2500-07-01", "2500-06-30T22:00:00Z"),
    ])
  func days(name: String, date: String, expected: String) throws {
    #expect(try zone(name).startOfDay(#require(CivilDate(date))).rfc3339 == expected)
  }

  @Test("every instant falls into the day that holds it", arguments: ["America/New_York", "America/St_Johns", "Pacific/Apia", "America/Havana", "Asia/Kathmandu", "Africa/Casablanca"])
  func civil(name: String) throws {
    let rules = try zone(name)
    for seconds in stride(from: Int64(480_000_000), to: 2_500_000_000, by: 86_400 * 3 + 1_234) {
      for near in [seconds, rules.run(at: Timestamp(seconds: seconds)).start ?? 0, (rules.run(at: Timestamp(seconds: seconds)).end ?? 0) - 1] {
        let at = Timestamp(seconds: near)
        let date = rules.civilDate(of: at)
        #expect(rules.startOfDay(date) <= at)
        #expect(at < rules.startOfDay(date.adding(days: 1)))
      }
    }
  }

  @Test("a run holds its offset until its end, and there the offset changes or stays")
  func runs() throws {
    let rules = try zone("Europe/Berlin")
    let run = rules.run(at: try instant("2050-07-01T00:00:00Z"))
    #expect(run.offset == 7_200)
    #expect(Timestamp(seconds: run.start ?? 0).rfc3339 == "2050-03-27T01:00:00Z")
    #expect(Timestamp(seconds: run.end ?? 0).rfc3339 == "2050-10-30T01:00:00Z")
    #expect(TimeZoneRules.utc.run(at: Timestamp(seconds: 0)) == .init(offset: 0, start: nil, end: nil))
    #expect(rules.hour(of: try instant("2026-07-01T22:30:00Z")) == 0)
  }

  @Test("every zone of the folder can be read, and extreme instants have an offset")
  func all() throws {
    let names = try String(contentsOfFile: zoneinfo + "tzdata.zi", encoding: .utf8).split(separator: "\n")
      .filter { $0.hasPrefix("Z ") }.map { String($0.split(separator: " ")[1]) }
    var count = 0
    for name in names where FileManager.default.fileExists(atPath: zoneinfo + name) {
      #expect(TimeZoneName.isPlausible(name))
      let rules = try zone(name)
      _ = rules.offset(at: Timestamp(microseconds: .min))
      _ = rules.run(at: Timestamp(microseconds: .max))
      _ = rules.startOfDay(CivilDate(daysSinceEpoch: .min))
      _ = rules.civilDate(of: Timestamp(microseconds: .max))
      count += 1
    }
    #expect(count > 300)
  }

  @Test("cut and changed files are refused or read, and never trap")
  func fuzz() throws {
    let original = try tzif("America/New_York")
    for length in 0..<original.count {
      #expect(throws: TZifError.self) { try TimeZoneRules(tzif: Array(original.prefix(length))) }
    }
    for round in 0..<20_000 {
      var bytes = original
      for _ in 0..<Int.random(in: 1...4) {
        // Headers and footer are where a change does most.
        let index = switch round % 3 { case 0: Int.random(in: 0..<44); case 1: bytes.count - 1 - Int.random(in: 0..<24); default: Int.random(in: 0..<bytes.count) }
        bytes[index] = round % 2 == 0 ? .random(in: 0...255) : .random(in: 0x2C...0x60)
      }
      guard let rules = try? TimeZoneRules(tzif: bytes) else { continue }
      let at = Timestamp(seconds: .random(in: -5_000_000_000...9_000_000_000))
      _ = rules.run(at: at)
      let date = rules.civilDate(of: at)
      #expect(rules.startOfDay(date) <= rules.startOfDay(date.adding(days: 1)))
    }
  }
}

@Suite("POSIX rules in footers")
struct PosixRuleTests {
  func rule(_ text: String) -> PosixRule? { PosixRule(Array(text.utf8)) }
  func offset(_ text: String, _ at: String) throws -> Int? { rule(text)?.offset(at: try instant(at).seconds) }

  @Test("all forms of a day are understood")
  func forms() throws {
    #expect(try offset("XXX4YYY,J60,J300", "2024-03-01T05:59:59Z") == -14_400)
    #expect(try offset("XXX4YYY,J60,J300", "2024-03-01T06:00:00Z") == -10_800)
    #expect(try offset("XXX4YYY,59,300", "2024-02-29T06:00:00Z") == -10_800)
    #expect(try offset("XXX4YYY,59,300", "2025-03-01T06:00:00Z") == -10_800)
    #expect(try offset("<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "2026-03-29T00:59:59Z") == -7_200)
    #expect(try offset("<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "2026-03-29T01:00:00Z") == -3_600)
    #expect(try offset("IST-2IDT,M3.4.4/26,M10.5.0", "2026-03-26T23:59:59Z") == 7_200)
    #expect(try offset("IST-2IDT,M3.4.4/26,M10.5.0", "2026-03-27T00:00:00Z") == 10_800)
    #expect(try offset("EST5EDT", "2026-07-01T00:00:00Z") == -14_400)
    #expect(try offset("<+0530>-5:30", "2026-07-01T00:00:00Z") == 19_800)
  }

  @Test("daylight time all year holds at every instant, the turn of the year too")
  func allYear() throws {
    for text in ["2025-12-31T23:59:59Z", "2026-01-01T03:59:59Z", "2026-01-01T04:00:00Z", "2026-07-01T00:00:00Z"] {
      #expect(try offset("XXX3EDT4,0/0,J365/23", text) == -14_400)
    }
  }

  @Test(
    "incomplete rules are refused",
    arguments: ["", "E", "EST", "EST25", "EST5EDT,M3.2.0", "EST5EDT,M13.2.0,M11.1.0", "EST5EDT,M3.6.0,M11.1.0", "EST5EDT,M3.2.7,M11.1.0", "EST5EDT,J0,J1", "EST5EDT,366,1", "EST5EDT,M3.2.0/168,M11.1.0", "<+05-5", "EST5EDT,M3.2.0,M11.1.0x", "EST99999999999999999999"])
  func refuses(text: String) { #expect(rule(text) == nil) }

  @Test("names that lead out of the zoneinfo folder are implausible")
  func names() {
    for good in ["UTC", "America/New_York", "Etc/GMT+5", "America/Argentina/ComodRivadavia", "America/Port-au-Prince", "EST5EDT"] {
      #expect(TimeZoneName.isPlausible(good), "\(good)")
    }
    for bad in ["", "/etc/passwd", "../x", "America/../x", "a//b", "America/", ".hidden", "A B", "Zürich", "a\0b", String(repeating: "a", count: 65), "-x"] {
      #expect(!TimeZoneName.isPlausible(bad), "\(bad)")
    }
  }
}
