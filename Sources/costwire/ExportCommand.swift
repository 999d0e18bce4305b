import JSON

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// `costwire export [FILE]`.
enum ExportCommand {
  static let command = Command(
    name: "export", operands: "[FILE]", most: 1, summary: "exports usage to a file, or to standard output",
    flags: [
      Command.Flag("format", "F", "By default what the file's name ends in, else ndjson.", choices: ["ndjson", "json", "csv", "focus"]),
      Command.Flag("days", "N", "The last N days."), Command.Flag("start", "DATE", "The first day."), Command.Flag("end", "DATE", "The day after the last."),
      Command.Flag("overwrite", nil, "Replaces the file if it is there."), Command.Flag("raw", nil, "Cells as they are, formulas not neutralised."), .json,
    ],
    examples: [
      Command.Example("costwire export usage.csv --days 30", "a table for a spreadsheet"),
      Command.Example("costwire export charges.csv --format focus --start 2026-07-01 --end 2026-08-01", "a bill in FOCUS 1.2"),
    ], run: run)

  private static func run(_ arguments: Arguments) throws(UsageError) -> Int32 {
    guard let file = arguments.operands.first else {
      if arguments.isOn("json") {
        throw UsageError("--json prints what was done and needs a FILE; --format json chooses the format")
      }
      return try toStandardOutput(arguments)
    }
    let params = try params(arguments, path: file)
    return try withWorker(arguments) { worker in
      let result = try call(worker, params, arguments)
      return say(arguments.isOn("json") ? result.text(pretty: false) + "\n" : summary(result, file))
    }
  }

  /// By way of a file, because an answer holds a mebibyte at most.
  private static func toStandardOutput(_ arguments: Arguments) throws(UsageError) -> Int32 {
    let folder = try TemporaryFolder.make()
    let path = folder + "/export"
    defer {
      unlink(path)
      rmdir(folder)
    }
    let params = try params(arguments, path: path)
    return try withWorker(arguments, adding: ["--file-roots=\(folder)"]) { worker in
      _ = try call(worker, params, arguments)
      let descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
      guard descriptor >= 0 else { throw UsageError("The export could not be read back") }
      defer { close(descriptor) }
      return copyAll(from: descriptor, to: STDOUT_FILENO) ? 0 : 1
    }
  }

  private static func params(_ arguments: Arguments, path: String) throws(UsageError) -> JSONValue {
    let ending = arguments.operands.first.flatMap { file in ["csv", "json"].first { file.hasSuffix("." + $0) } }
    var members = [
      JSONMember(name: "path", value: .string(path)),
      JSONMember(name: "format", value: .string(arguments.value("format") ?? ending ?? "ndjson")),
    ]
    for name in ["start", "end"] {
      if let value = arguments.value(name) { members.append(JSONMember(name: name, value: .string(value))) }
    }
    if let text = arguments.value("days") {
      guard let days = Int(text) else { throw UsageError("--days: expected a whole number, got \"\(printable(text))\"") }
      members.append(JSONMember(name: "days", value: .int(days)))
    }
    for name in ["overwrite", "raw"] where arguments.has(name) {
      guard let value = arguments.value(name), value == "true" || value == "false" else {
        throw UsageError("--\(name): expected --\(name)=true or --\(name)=false")
      }
      members.append(JSONMember(name: name, value: .bool(value == "true")))
    }
    return .object(members)
  }

  private static func call(_ worker: LocalWorker, _ params: JSONValue, _ arguments: Arguments) throws -> JSONValue {
    let bar = ProgressBar(arguments)
    defer { bar.end() }
    let token = bar.isShown ? [JSONMember(name: "workDoneToken", value: "export")] : []
    return try worker.call("usage/export", .object((params.members ?? []) + token), onProgress: bar.show)
  }

  private static func summary(_ result: JSONValue, _ file: String) -> String {
    let unpriced = result["data_quality"]?["unpriced_events"]?.int64 ?? 0
    var text = "Wrote \(grouped(result["rows"]?.int64 ?? 0)) events (\(grouped(result["bytes"]?.int64 ?? 0)) bytes, "
    text += "\(result["format"]?.string ?? "")) to \(printable(file)): \(Dollars(result["total_cost_usd"]).text) in all"
    return text + (unpriced > 0 ? ", \(grouped(unpriced)) of them without a price.\n" : ".\n")
  }
}
