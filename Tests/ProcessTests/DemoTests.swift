import Foundation
import JSON
import Testing

/// The program as a person runs it.
struct CommandLineProgram {
  let folder: String

  init() throws {
    folder = NSTemporaryDirectory() + "costwire-demo-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  }

  func remove() { try? FileManager.default.removeItem(atPath: folder) }

  func path(_ name: String) -> String { folder + "/" + name }

  /// Beside the tests' own program.
  static var executable: String {
    #if os(Linux)
      let own = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
      return URL(fileURLWithPath: own).deletingLastPathComponent().path + "/costwire"
    #else
      let bundle = Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") } ?? Bundle.main
      return bundle.bundleURL.deletingLastPathComponent().path + "/costwire"
    #endif
  }

  struct Result {
    var code: Int32
    var output: String
    var error: String
  }

  /// Standard output and error go to files, so that no pipe can fill.
  func run(_ arguments: [String], input: String? = nil) throws -> Result {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: Self.executable)
    process.arguments = arguments
    process.environment = [
      "HOME": folder, "XDG_DATA_HOME": path("data"), "TMPDIR": folder, "COSTWIRE_DATABASE": path("real.db"),
    ]
    let stamp = UUID().uuidString
    let names = ["in", "out", "error"].map { path("\(stamp).\($0)") }
    for name in names { _ = FileManager.default.createFile(atPath: name, contents: name.hasSuffix("in") ? Data((input ?? "").utf8) : nil) }
    process.standardInput = FileHandle(forReadingAtPath: names[0])
    process.standardOutput = FileHandle(forWritingAtPath: names[1])
    process.standardError = FileHandle(forWritingAtPath: names[2])
    try process.run()
    process.waitUntilExit()
    let texts = try names.map { try String(contentsOfFile: $0, encoding: .utf8) }
    for name in names { try FileManager.default.removeItem(atPath: name) }
    return Result(code: process.terminationStatus, output: texts[1], error: texts[2])
  }

  func call(_ method: String, _ params: String, database: String) throws -> JSONValue {
    try JSONValue.parse(try run(["call", method, params, "--json", "--database", path(database)]).output)
  }

  var files: [String] { ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted() }
}

@Suite("costwire demo", .waiting)
struct DemoTests {
  /// Lines that tell how long it took, or whether anything was new.
  private static func settled(_ report: String) -> [Substring] {
    report.split(separator: "\n").filter { !$0.hasPrefix("Tracked, priced") && !$0.hasPrefix("Nothing changed") }
  }

  @Test("reports an invented quarter, the same each time, and changes nothing the second time")
  func report() throws {
    let program = try CommandLineProgram()
    defer { program.remove() }
    let first = try program.run(["demo"])
    #expect(first.code == 0, "\(first.error)")
    for part in [
      "Brambleway, an invented company", "2026-07-01 to 2026-09-30 (92 days)", "Week by week", "2026-09-16 stands out",
      "Mostly team growth", "Teams\n", "Users\n", "Models\n", "Most expensive calls, and", "tokens; high: long prompt without cache, high reasoning share",
      "GiB; ",
      "% of the input came from caches", "events without a price", "a second.", "costwire call cost/summary",
    ] {
      #expect(first.output.contains(part), "\(part)")
    }
    #expect(!first.output.contains("\u{1B}"))
    let report = first.output.components(separatedBy: "What to try next")[0]
    for line in report.split(separator: "\n") { #expect(line.count <= 80 && line.last != " ", "\(line)") }
    #expect(program.files == ["data"], "only the demo's own database was made")

    let database = "data/costwire/demo.db"
    let quarter = #"{"start": "2026-07-01", "end": "2026-10-01"}"#
    let summary = try program.call("cost/summary", quarter, database: database)
    let second = try program.run(["demo"])
    #expect(second.output.contains("Nothing changed: all "))
    #expect(Self.settled(second.output) == Self.settled(first.output))
    let again = try program.call("cost/summary", quarter, database: database)
    #expect(again["summary"] == summary["summary"])

    // What the report says is what the worker answers.
    let total = try #require(summary["summary"]?["total_cost_usd"]?.double)
    let calls = try #require(summary["summary"]?["total_queries"]?.int64)
    #expect((60_000...110_000).contains(calls))
    let shown = try #require(report.split(separator: "\n").first { $0.hasPrefix("  Total") }?.split(separator: "$")[1])
    let digits = shown.prefix { $0.isNumber || $0 == "." || $0 == "," }
    #expect(abs((Double(digits.filter { $0.isNumber || $0 == "." }) ?? 0) - total) < 0.0051)
    #expect(report.contains(String(format: "%d,%03d", Int(calls / 1_000), Int(calls % 1_000)) + ","))
    let jobs = try program.call(
      "cost/summary", #"{"start": "2026-08-01", "end": "2026-09-01", "provider": "bigquery"}"#, database: database)
    #expect(jobs["summary"]?["total_queries"] == 8_066)
    #expect(jobs["data_quality"]?["unpriced_events"] == 0)
    // 6.25 USD a TiB of what is billed without the scripts' own rows, each job rounded to the nano-dollar: computed
    // from the jobs' file by another program.
    #expect(jobs["summary"]?["total_cost_usd"] == .number("466.604942081"), "\(jobs.text(pretty: false))")

    try FileManager.default.removeItem(atPath: program.path("data"))
    let fresh = try program.run(["demo"])
    #expect(Self.settled(fresh.output) == Self.settled(first.output))
  }

  @Test("a database with other usage is left alone")
  func otherUsage() throws {
    let program = try CommandLineProgram()
    defer { program.remove() }
    _ = try program.run(["import", "-"], input: #"{"id": "a", "cost_usd": 1, "timestamp": "2026-01-01T00:00:00Z"}"#)
    let refused = try program.run(["demo", "--database", program.path("real.db")])
    #expect(refused.code == 1)
    #expect(refused.error.contains("holds other usage"))
    #expect(try program.call("usage/query", #"{"start": "2026-01-01", "end": "2026-12-31"}"#, database: "real.db")["total_count"] == 1)
  }

  @Test("a real trace is imported, summed exactly, and nothing invented is said of it")
  func trace() throws {
    let program = try CommandLineProgram()
    defer { program.remove() }
    try """
      Timestamp,Model,Request tokens,Response tokens,Total tokens,Log Type
      5,ChatGPT,472,18,490,Conversation log
      45,ChatGPT,1087,230,1317,Conversation log
      118,GPT-4,417,276,693,Conversation log
      300,GPT-4,0,0,0,API log

      """.write(toFile: program.path("burst.csv"), atomically: true, encoding: .utf8)
    let arguments = [
      "demo", "--trace", program.path("burst.csv"), "--mapping",
      #"{"Timestamp": "timestamp_offset_s", "Model": "metadata.model", "Request tokens": "prompt_tokens", "Response tokens": "completion_tokens"}"#,
      "--defaults", #"{"provider": "openai", "model": "gpt-4o", "timestamp": "2022-12-01T00:00:00Z"}"#,
    ]
    let first = try program.run(arguments)
    #expect(first.code == 0, "\(first.error)")
    #expect(first.output.hasPrefix("Read 4 rows (csv): 4 stored, 0 stored before, 0 rejected."))
    #expect(first.output.contains("2022-12-01 00:00:05 to 2022-12-01 00:05:00 UTC"))
    #expect(!first.output.contains("invented"))
    // (472 + 1087 + 417) x 2.50 + (18 + 230 + 276) x 10.00 USD a million.
    let summary = try program.call(
      "cost/summary", #"{"start": "2022-12-01", "end": "2022-12-02"}"#, database: "data/costwire/demo-trace.db")
    #expect(summary["summary"]?["total_cost_usd"] == .number("0.01018"))
    #expect(try program.run(arguments).output.contains("Nothing changed"))
  }
}

@Suite("costwire import and export", .waiting)
struct DemoFilesTests {
  private static let rows = """
    {"id":"a","timestamp":"2026-08-01T00:00:00Z","provider":"openai","model":"gpt-4o","prompt_tokens":1000,"completion_tokens":100}
    {"id":"b","timestamp":"2026-08-02T00:00:00Z","cost_usd":0.5,"user_email":"=1+1"}
    {"id":"c","prompt_tokens":-1}

    """

  @Test("standard input is imported, what was refused is told, and nothing is left lying about")
  func standardInput() throws {
    let program = try CommandLineProgram()
    defer { program.remove() }
    let result = try program.run(["import", "-"], input: Self.rows)
    #expect(result.code == 0)
    #expect(result.output.hasPrefix("Read 3 rows (ndjson): 2 stored, 0 stored before, 1 rejected.\n  line 3: params.prompt_tokens"), "\(result.output)")
    let again = try program.run(["import", "-", "--json"], input: Self.rows)
    #expect(try JSONValue.parse(again.output)["duplicates"] == 2)
    #expect(try program.run(["import", "-", "--on-error", "abort"], input: Self.rows).code == 1)
    #expect(try program.run(["import", program.path("absent")]).code == 1)
    #expect(program.files.allSatisfy { $0.hasPrefix("real.db") }, "\(program.files)")
  }

  @Test("an export goes to standard output or a file, which is kept unless replaced on purpose")
  func export() throws {
    let program = try CommandLineProgram()
    defer { program.remove() }
    _ = try program.run(["import", "-"], input: Self.rows)
    let window = ["--start", "2026-08-01", "--end", "2026-09-01"]
    let lines = try program.run(["export"] + window).output.split(separator: "\n")
    #expect(lines.count == 2)
    let file = program.path("usage.csv")
    let written = try program.run(["export", file] + window)
    #expect(written.output.hasPrefix("Wrote 2 events"), "\(written.error)")
    #expect(try String(contentsOfFile: file, encoding: .utf8).contains(",'=1+1,"))
    #expect(try program.run(["export", file] + window).code == 1)
    #expect(try program.run(["export", file, "--overwrite=true", "--raw=true"] + window).code == 0)
    #expect(try String(contentsOfFile: file, encoding: .utf8).contains(",=1+1,"))
    #expect(try program.run(["export", "--json"] + window).code == 1)
    #expect(program.files.allSatisfy { $0.hasPrefix("real.db") || $0 == "usage.csv" }, "\(program.files)")
  }
}
