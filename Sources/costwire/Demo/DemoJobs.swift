import CostModel
import JSON

/// The BigQuery jobs of the invented company: August 2026, synthesised by a seeded generator.
///
/// `make_demo_jobs.py` wrote the data beside this file and says how a line is read.
enum DemoJobs {
  static let firstInstant = CivilInstant(day: 31, milliseconds: 0)

  /// A moment of the demo's quarter: the day since 2026-07-01 and milliseconds since its midnight.
  struct CivilInstant {
    var day: Int
    var milliseconds: Int64
  }

  private static func lines(_ text: StaticString) -> [Substring] {
    String(describing: text).split(separator: "\n", omittingEmptySubsequences: false)
  }

  /// The jobs as events, each under the day it belongs to.
  static func events() -> [Int: [JSONValue]] {
    let people = lines(users).map { $0.split(separator: " ").map(String.init) }
    let kinds = lines(kinds).map(String.init)
    let texts = texts()
    var ids: [String] = []
    var moment = firstInstant
    var events: [Int: [JSONValue]] = [:]
    for line in lines(jobs) {
      let cells = line.split(separator: ",", omittingEmptySubsequences: false)
      guard cells.count >= 9, let gap = number(cells[1]) else { continue }
      moment.milliseconds += gap
      while moment.milliseconds >= 86_400_000 {
        moment.milliseconds -= 86_400_000
        moment.day += 1
      }
      let id = "job_" + hexadecimal(base64: cells[0])
      ids.append(id)
      var job = Job(id: id, time: DemoCalendar.text(moment.day, moment.milliseconds))
      job.duration = number(cells[2]) ?? 0
      if let index = number(cells[3]), people.indices.contains(Int(index)) { job.person = people[Int(index)] }
      if let index = number(cells[4]), kinds.indices.contains(Int(index)) { job.kind = kinds[Int(index)] }
      if let index = number(cells[5]), texts.indices.contains(Int(index)) { job.statement = texts[Int(index)] }
      job.bytes = number(cells[6])
      job.slots = number(cells[7])
      let flags = cells[8]
      job.isCacheHit = flags.contains("c")
      job.isLoad = flags.contains("l")
      job.reason = ["R": "resourcesExceeded", "Q": "invalidQuery", "A": "accessDenied"].first { flags.contains($0.key) }?.value
      if let mark = flags.firstIndex(of: "p"), let back = number(flags[flags.index(after: mark)...]), back < ids.count {
        job.parent = ids[ids.count - 1 - Int(back)]
      }
      job.billedMebibytes = cells.count > 9 ? number(cells[9]) : nil
      events[moment.day, default: []].append(job.event)
    }
    return events
  }

  private static func texts() -> [String] {
    var texts: [[Substring]] = [[]]
    for line in lines(statements) {
      if line == "%%" { texts.append([]) } else { texts[texts.count - 1].append(line) }
    }
    return texts.map { $0.joined(separator: "\n") }
  }

  private static func number(_ text: Substring) -> Int64? { Int64(text, radix: 36) }

  /// Bytes in base64url as hexadecimal digits.
  private static func hexadecimal(base64 text: Substring) -> String {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)
    var (bits, count) = (0, 0)
    var digits = ""
    for character in text.utf8 {
      bits = (bits << 6 | (alphabet.firstIndex(of: character) ?? 0)) & 0xFFFF
      count += 6
      while count >= 8 {
        count -= 8
        let byte = bits >> count & 0xFF
        digits += (byte < 16 ? "0" : "") + String(byte, radix: 16)
      }
    }
    return digits
  }

  /// One job as it is tracked.
  private struct Job {
    let id: String
    let time: String
    var duration: Int64 = 0
    var person: [String] = []
    var kind = ""
    var statement: String?
    var bytes: Int64?
    var slots: Int64?
    var isCacheHit = false
    var isLoad = false
    var reason: String?
    var parent: String?
    var billedMebibytes: Int64?

    init(id: String, time: String) { (self.id, self.time) = (id, time) }

    /// Whole MiB, at least ten; nothing for cached answers and failures.
    private var billed: Int64? {
      if let billedMebibytes { return billedMebibytes << 20 }
      guard let bytes else { return nil }
      return isCacheHit || reason != nil || bytes == 0 ? 0 : max(10, (bytes + 0xFFFFF) >> 20) << 20
    }

    var event: JSONValue {
      func whole(_ number: Int64?) -> JSONValue { number.map { .int(Int($0)) } ?? .null }
      var usage: [JSONMember] = [
        JSONMember(name: "job_type", value: isLoad ? "LOAD" : "QUERY"),
        JSONMember(name: "statement_type", value: kind.isEmpty ? .null : .string(kind)),
        JSONMember(name: "cache_hit", value: .bool(isCacheHit)),
        JSONMember(name: "total_bytes_processed", value: whole(bytes)),
        JSONMember(name: "total_bytes_billed", value: whole(billed)),
        JSONMember(name: "total_slot_ms", value: whole(slots)),
      ]
      if let reason { usage.append(JSONMember(name: "error_result", value: ["reason": .string(reason)])) }
      var members: [JSONMember] = [
        JSONMember(name: "id", value: .string(id)),
        JSONMember(name: "timestamp", value: .string(time)),
        JSONMember(name: "project_id", value: "brambleway-dw"),
        JSONMember(name: "provider", value: "bigquery"),
        JSONMember(name: "operation", value: .string(isLoad ? "LOAD" : kind.isEmpty ? "UNKNOWN" : kind)),
        JSONMember(name: "category", value: "warehouse"),
        JSONMember(name: "user_email", value: .string(person.first ?? "")),
        JSONMember(name: "team", value: .string(person.last ?? "")),
        JSONMember(name: "environment", value: "production"),
        JSONMember(name: "response_time_ms", value: .int(Int(duration))),
        JSONMember(name: "success", value: .bool(reason == nil)),
        JSONMember(name: "usage", value: .object(usage)),
      ]
      if let statement { members.append(JSONMember(name: "query_text", value: .string(statement))) }
      if let reason { members.append(JSONMember(name: "error", value: .string(reason))) }
      if let parent { members.append(JSONMember(name: "metadata", value: ["parent_job_id": .string(parent)])) }
      return .object(members)
    }
  }
}

/// The demo's quarter.
enum DemoCalendar {
  static let days = 92
  static let (start, end) = ("2026-07-01", "2026-10-01")

  /// The date of a day since 2026-07-01.
  static func date(_ day: Int) -> String {
    let (month, date) = day < 31 ? (7, day + 1) : day < 62 ? (8, day - 30) : (9, day - 61)
    return "2026-0\(month)-" + two(date)
  }

  /// 0 for Monday; 2026-07-01 is a Wednesday.
  static func weekday(_ day: Int) -> Int { (day + 2) % 7 }

  static func text(_ day: Int, _ milliseconds: Int64) -> String {
    let seconds = Int(milliseconds / 1_000)
    let fraction = String(milliseconds % 1_000)
    return date(day) + "T" + two(seconds / 3_600) + ":" + two(seconds / 60 % 60) + ":" + two(seconds % 60) + "."
      + String(repeating: "0", count: 3 - fraction.count) + fraction + "Z"
  }

  private static func two(_ number: Int) -> String { (number < 10 ? "0" : "") + String(number) }
}
