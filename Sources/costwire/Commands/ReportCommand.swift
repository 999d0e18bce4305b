import JSON

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// `costwire report`: trends, forecast, anomalies, attribution and clusters of a window, on the terminal or as a page.
enum ReportCommand {
  static let command = Command(
    name: "report", summary: "trends, forecast, anomalies, attribution: on the terminal, or as an HTML page",
    flags: [
      Command.Flag("days", "N", "The last N days; by default 90."), Command.Flag("start", "DATE", "The first day."),
      Command.Flag("end", "DATE", "The day after the last."),
      Command.Flag("html", "FILE", "Writes one page that needs nothing else; - for standard output."),
      Command.Flag("overwrite", nil, "Replaces the file if it is there."), .json,
    ],
    examples: [
      Command.Example("costwire report --days 30", "with small charts, as wide as the terminal"),
      Command.Example("costwire report --start 2026-07-01 --end 2026-10-01 --html costs.html", "a page to send around"),
      Command.Example("costwire report --days 7 --json", "the figures, as cost/trends, cost/attribution and cost/anomalies answer them"),
    ]
  ) { arguments throws(UsageError) in
    let window = try window(arguments)
    return try withWorker(arguments) { worker in
      if arguments.isOn("json") { return say(try figures(worker, window).text(pretty: false) + "\n") }
      guard let file = arguments.value("html") else {
        let width = min(max(Terminal.columns, 60), 240)
        return say(try page(worker, window + [JSONMember(name: "format", value: "text"), JSONMember(name: "width", value: .int(width))]))
      }
      let html = try page(worker, window + [JSONMember(name: "format", value: "html")])
      if file == "-" { return say(html) }
      if !arguments.isOn("overwrite"), access(file, F_OK) == 0 { throw UsageError("\(printable(file)) is there already; --overwrite replaces it") }
      try writeFile(html, to: file, mode: 0o644)
      return say("Wrote \(printable(file)) (\(grouped(Int64(html.utf8.count))) bytes).\n")
    }
  }

  private static func window(_ arguments: Arguments) throws(UsageError) -> [JSONMember] {
    var members = ["start", "end"].compactMap { name in arguments.value(name).map { JSONMember(name: name, value: .string($0)) } }
    if let text = arguments.value("days") {
      guard let days = Int(text) else { throw UsageError("--days: expected a whole number, got \"\(printable(text))\"") }
      members.append(JSONMember(name: "days", value: .int(days)))
    }
    // The same for each of the methods asked, whatever their own defaults.
    return members.isEmpty ? [JSONMember(name: "days", value: 90)] : members
  }

  private static func page(_ worker: LocalWorker, _ params: [JSONMember]) throws -> String {
    let answer = try worker.call("cost/render", .object([JSONMember(name: "view", value: "overview")] + params))
    return answer["text"]?.string ?? ""
  }

  private static func figures(_ worker: LocalWorker, _ window: [JSONMember]) throws -> JSONValue {
    .object(
      try ["summary", "trends", "attribution", "anomalies"].map { name in
        JSONMember(name: name, value: try worker.call("cost/" + name, .object(window)))
      })
  }
}
