import CostModel
import JSON
import JSONRPC

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// `costwire demo`: an invented quarter, or a real trace, tracked by a worker and reported.
enum DemoCommand {
  /// Large enough that a commit costs little, small enough that the bar moves.
  private static let batchSize = 2_500

  static let command = Command(
    name: "demo", summary: "a quarter of an invented company's usage, tracked, priced and reported",
    flags: [
      Command.Flag("trace", "FILE", "A real trace in its place."), Command.Flag("format", "F", "What the trace is.", choices: ImportCommand.formats),
      Command.Flag("mapping", "JSON", "Which column is which field."), Command.Flag("defaults", "JSON", "Fields of every event that has none of its own."), .json,
    ],
    examples: [
      Command.Example("costwire demo", "in a database of its own"),
      Command.Example("costwire demo --trace calls.csv --defaults '{\"provider\": \"openai\", \"model\": \"gpt-4o\"}'", "the same report of real calls"),
    ], run: run)

  private static func run(_ arguments: Arguments) throws(UsageError) -> Int32 {
    let trace = arguments.value("trace")
    if trace == nil, let stray = ["format", "mapping", "defaults"].first(where: arguments.has) {
      throw UsageError("--\(stray) goes with --trace FILE")
    }
    // Never the database that the environment or the configuration names: that one holds real usage.
    let given = arguments.value("database")
    let database = if let given { given } else { try defaultDatabase(trace == nil ? "demo.db" : "demo-trace.db") }
    let params = try trace.map { path throws(UsageError) in try ImportCommand.params(arguments, path: path) }
    return try withWorker(arguments, adding: ["--database=\(database)"]) { worker throws -> Int32 in
      if let params { return say(try traced(worker, params, database, arguments)) }
      return say(try invented(worker, database, arguments))
    }
  }

  private static func defaultDatabase(_ name: String) throws(UsageError) -> String {
    do throws(ErrorAnswer) { return try Arguments.defaultDatabase(name) } catch { throw UsageError(error.message) }
  }

  // MARK: The invented company

  private static func invented(_ worker: LocalWorker, _ database: String, _ arguments: Arguments) throws -> String {
    let started = seconds()
    let tracked = try track(worker, arguments)
    let elapsed = seconds() - started
    let window = DemoReport.Window(
      start: DemoCalendar.start, end: DemoCalendar.end,
      title: "2026-07-01 to 2026-09-30 (\(DemoCalendar.days) days)", granularity: "day",
      dates: (DemoCalendar.start, DemoCalendar.end))
    let report = DemoReport(worker: worker, window: window), answers = try report.answers()
    if arguments.isOn("json") {
      return json(["accepted": .int(Int(tracked.accepted)), "duplicates": .int(Int(tracked.duplicates))], answers, database)
    }
    var text = "Brambleway, an invented company: a quarter of its AI and BigQuery usage.\n"
    text += "Nobody used any of this; the prices are real, and every sum is the worker's.\n\n"
    text += try report.text(answers, cache: tracked.cache)
    if tracked.accepted == 0 {
      text += "Nothing changed: all \(grouped(tracked.duplicates)) events were there from an earlier run.\n"
    } else {
      text += speed(tracked.accepted, elapsed)
      if tracked.duplicates > 0 { text += "\(grouped(tracked.duplicates)) were there from an earlier run.\n" }
    }
    return text + hints(database, window)
  }

  private struct Tracked {
    var accepted: Int64 = 0
    var duplicates: Int64 = 0
    var cache = ""
  }

  /// Whether an earlier run was here. Invented events have no place among real ones.
  private static func hasBegun(_ worker: LocalWorker) throws -> Bool {
    guard let extent = try extent(worker) else { return false }
    if extent.oldest["id"]?.string == "brambleway-\(DemoCalendar.start)-1" { return true }
    throw UsageError("The database holds other usage; the demo's invented events would mix with it. Give another --database")
  }

  private static func track(_ worker: LocalWorker, _ arguments: Arguments) throws -> Tracked {
    if try hasBegun(worker), let tracked = try recognise(worker) { return tracked }
    let bar = ProgressBar(arguments)
    defer { bar.end() }
    var tracked = Tracked()
    var pending: [JSONValue] = []
    tracked.cache = try generate { day, events in
      pending += events
      guard pending.count >= batchSize || day == DemoCalendar.days - 1 else { return }
      try send(pending, worker, &tracked)
      pending.removeAll(keepingCapacity: true)
      bar.show(["percentage": .int(day * 100 / DemoCalendar.days), "message": .string("Tracking " + DemoCalendar.date(day))])
    }
    return tracked
  }

  /// What an earlier run left, when all of it is there: as many events as there should be, and a sample from every
  /// day that the worker knows as its own. Sending them all again would say the same and take longer.
  private static func recognise(_ worker: LocalWorker) throws -> Tracked? {
    var count: Int64 = 0
    var sample: [JSONValue] = []
    let cache = try generate { _, events in
      count += Int64(events.count)
      sample += [events.first, events.last].compactMap { $0 }
    }
    let stored = try worker.call(
      "usage/query", ["start": .string(DemoCalendar.start), "end": .string(DemoCalendar.end), "time_zone": "UTC", "limit": 1])
    guard stored["total_count"]?.int64 == count else { return nil }
    var tracked = Tracked()
    try send(sample, worker, &tracked)
    guard tracked.accepted == 0 else { return nil }
    return Tracked(accepted: 0, duplicates: count, cache: cache)
  }

  /// Every day's events in order; answers what is to be said of caches.
  private static func generate(_ visit: (Int, [JSONValue]) throws -> Void) throws -> String {
    var usage = DemoUsage()
    let jobs = DemoJobs.events()
    for day in 0..<DemoCalendar.days { try visit(day, usage.events(day: day) + (jobs[day] ?? [])) }
    let share = usage.inputTokens == 0 ? 0 : usage.cachedTokens * 100 / usage.inputTokens
    return "\(share) % of the input came from caches"
  }

  private static func send(_ events: [JSONValue], _ worker: LocalWorker, _ tracked: inout Tracked) throws {
    let answer = try worker.call("usage/trackBatch", ["events": .array(events)])
    if let refused = answer["rejected"]?.array?.first {
      throw UsageError("An event of the demo was refused: \(refused["message"]?.string ?? "")")
    }
    tracked.accepted += answer["accepted"]?.int64 ?? 0
    tracked.duplicates += answer["duplicates"]?.int64 ?? 0
  }

  // MARK: A real trace

  private static func traced(_ worker: LocalWorker, _ params: JSONValue, _ database: String, _ arguments: Arguments) throws -> String {
    let started = seconds()
    let result = try ImportCommand.call(worker, params, arguments)
    let elapsed = seconds() - started
    var text = ImportCommand.summary(result)
    guard let extent = try extent(worker), let window = window(extent) else {
      return arguments.isOn("json") ? json(result, .null, database) : text + "The database holds no events; there is nothing to report.\n"
    }
    let report = DemoReport(worker: worker, window: window), answers = try report.answers()
    if arguments.isOn("json") { return json(result, answers, database) }
    text += "\n" + (try report.text(answers, cache: nil))
    let accepted = result["accepted"]?.int64 ?? 0
    text += accepted == 0 ? "Nothing changed: no row was new.\n" : speed(accepted, elapsed)
    return text + hints(database, window)
  }

  /// The first and the last event there is. A window is ten years at most, so decades are asked one by one.
  private static func extent(_ worker: LocalWorker) throws -> (oldest: JSONValue, newest: JSONValue)? {
    var oldest: JSONValue?
    var newest: JSONValue?
    for year in stride(from: 1970, to: 2200, by: 10) {
      func event(_ order: String) throws -> JSONValue? {
        try worker.call(
          "usage/query",
          [
            "start": .string("\(year)-01-01"), "end": .string(year == 2190 ? "2199-12-31" : "\(year + 10)-01-01"),
            "time_zone": "UTC", "order": .string(order), "limit": 1,
          ])["events"]?.array?.first
      }
      guard let last = try event("newest") else { continue }
      newest = last
      if oldest == nil { oldest = try event("oldest") }
    }
    guard let oldest, let newest else { return nil }
    return (oldest, newest)
  }

  /// Whole hours around less than three days of events, whole days around more.
  private static func window(_ extent: (oldest: JSONValue, newest: JSONValue)) -> DemoReport.Window? {
    guard let first = extent.oldest["timestamp"]?.string.flatMap({ Timestamp(rfc3339: $0) }),
      let last = extent.newest["timestamp"]?.string.flatMap({ Timestamp(rfc3339: $0) })
    else { return nil }
    let hour = 3_600 * Int64(1_000_000)
    let isShort = last.microseconds - first.microseconds < 72 * hour
    let unit = isShort ? hour : 24 * hour
    var start = first.microseconds / unit * unit
    let end = (last.microseconds / unit + 1) * unit
    // The last ten years of what lasts longer.
    start = max(start, end - Int64(Window.longestDays) * 24 * hour)
    func text(_ instant: Int64, _ length: Int) -> String { String(Timestamp(microseconds: instant).rfc3339.prefix(length)) }
    func clock(_ instant: Timestamp) -> String { String(instant.rfc3339.dropFirst(11).prefix(8)) }
    let dates = (text(start, 10), text((last.microseconds / (24 * hour) + 1) * 24 * hour, 10))
    if isShort {
      return DemoReport.Window(
        start: text(start, 16) + ":00Z", end: text(end, 16) + ":00Z",
        title: "\(text(first.microseconds, 10)) \(clock(first)) to \(text(last.microseconds, 10)) \(clock(last)) UTC",
        granularity: "hour", dates: dates)
    }
    let days = (end - start) / unit
    return DemoReport.Window(
      start: text(start, 10), end: text(end, 10),
      title: "\(text(start, 10)) to \(text(end - unit, 10)) (\(grouped(days)) days)",
      granularity: days > 400 ? "month" : "day", dates: dates)
  }

  // MARK: Around the report

  private static func speed(_ events: Int64, _ elapsed: Double) -> String {
    let tenths = Int64((elapsed * 10).rounded())
    return "Tracked, priced and stored \(grouped(events)) events in \(tenths / 10).\(tenths % 10) s: "
      + "\(grouped(Int64(Double(events) / max(elapsed, 0.001)))) a second.\n"
  }

  /// What was stored and what the worker answers of it, for programs.
  private static func json(_ stored: JSONValue, _ answers: JSONValue, _ database: String) -> String {
    (["database": .string(database), "stored": stored, "answers": answers] as JSONValue).text(pretty: false) + "\n"
  }

  private static func hints(_ database: String, _ window: DemoReport.Window) -> String {
    let (start, end) = window.dates
    let range = "\"start\":\"\(start)\",\"end\":\"\(end)\""
    let quoted = "'" + printable(database).split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
    return """

      What to try next:
        export COSTWIRE_DATABASE=\(quoted)
        costwire call cost/summary '{\(range)}'
        costwire call cost/trends '{\(range)}'
        costwire call cost/attribution '{\(range),
          "dimensions":["model","team"]}'
        costwire call prices/unmatched
        costwire export usage.csv --start \(start) --end \(end)

      """
  }

  private static func seconds() -> Double {
    var instant = timespec()
    clock_gettime(CLOCK_MONOTONIC, &instant)
    return Double(instant.tv_sec) + Double(instant.tv_nsec) / 1e9
  }
}
