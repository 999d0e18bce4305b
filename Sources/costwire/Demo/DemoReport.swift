import JSON

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// What a window cost, as a person likes to read it: at most 80 columns, plain text.
///
/// Every figure is an answer of the worker's; nothing is summed here.
struct DemoReport {
  let worker: LocalWorker
  let window: Window
  private let style = Style()

  /// What the report is about.
  struct Window {
    let start: String
    let end: String
    /// The same in words.
    let title: String
    let granularity: String
    /// Whole days around it, for calls to try by hand.
    let dates: (start: String, end: String)

    /// As params of a call.
    func params(_ more: JSONValue = [:]) -> JSONValue {
      .object(
        [
          JSONMember(name: "start", value: .string(start)), JSONMember(name: "end", value: .string(end)),
          JSONMember(name: "time_zone", value: "UTC"),
        ] + (more.members ?? []))
    }
  }

  /// What the worker answers of the window, each under its question.
  func answers() throws -> JSONValue {
    [
      "cost/summary": try worker.call("cost/summary", window.params()),
      "cost/trends": try worker.call("cost/trends", window.params(["granularity": .string(window.granularity)])),
      "cost/attribution": try worker.call(
        "cost/attribution", window.params(["dimensions": ["user", "team", "model"], "limit": 6])),
      "cost/expensiveQueries": try worker.call("cost/expensiveQueries", window.params(["limit": 8])),
    ]
  }

  /// The sections, each ending with an empty line.
  ///
  /// - Parameter cache: a line about prompts from caches.
  func text(_ answers: JSONValue, cache: String?) throws -> String {
    let rows = answers["cost/trends"]?["trends"]?.array ?? [], shares = answers["cost/attribution"] ?? .null
    var text = overview(answers["cost/summary"] ?? .null, cache)
    let isByDay = window.granularity == "day"
    text += heading(isByDay && rows.count > 31 ? "Week by week" : "By the " + window.granularity)
    text += chart(rows) + (try peak(rows)) + "\n"
    for (name, title) in [("team", "Teams"), ("user", "Users"), ("model", "Models")] {
      text += table(title, shares["attribution"]?["cost_by_\(name)"]?.array ?? [], name == "user" ? "user_email" : name)
    }
    return text + calls(answers["cost/expensiveQueries"]?["queries"]?.array ?? [])
  }

  // MARK: Figures

  private func overview(_ answer: JSONValue, _ cache: String?) -> String {
    let summary = answer["summary"] ?? .null
    func count(_ name: String) -> Int64 { summary[name]?.int64 ?? 0 }
    var lines = [("Period", window.title)]
    lines.append((
      "Total",
      "\(Dollars(summary["total_cost_usd"]).text), "
        + (window.granularity == "hour" ? "" : "\(Dollars(summary["daily_avg_cost_usd"]).text) a day, ")
        + "\(Dollars(summary["avg_query_cost_usd"]).text) a call"
    ))
    lines.append(("Calls", "\(grouped(count("total_queries"))), \(percent(summary["error_rate_percent"])) of them failed"))
    lines.append(("Tokens", grouped(count("total_tokens")) + (cache.map { ", " + $0 } ?? "")))
    let quality = answer["data_quality"] ?? .null
    lines.append((
      "Not known",
      "\(grouped(quality["unpriced_events"]?.int64 ?? 0)) events without a price (counted as 0), "
        + "\(percent(quality["estimated_share_percent"])) estimated"
    ))
    return lines.map { "  " + padded($0.0, 11) + $0.1 + "\n" }.joined() + "\n"
  }

  private func percent(_ value: JSONValue?) -> String {
    guard let value = value?.double else { return "0.0 %" }
    return oneDecimal(value) + " %"
  }

  private func oneDecimal(_ value: Double) -> String {
    let tenths = Int64((value * 10).rounded())
    return "\(grouped(tenths / 10)).\(abs(tenths % 10))"
  }

  // MARK: The chart

  /// A bar a period; more than a month of days becomes a bar a week, with the week's days beside it.
  private func chart(_ rows: [JSONValue]) -> String {
    let costs = rows.map { Dollars($0["total_cost_usd"]) }
    let labels = rows.map { $0["period"]?.string ?? "" }
    if rows.count <= 31 || window.granularity != "day" {
      let most = costs.max()?.double ?? 0
      return zip(labels, costs).map { label, cost in
        trimmed("  " + padded(short(label), 13) + leading(cost.text, 13) + "  " + bar(cost.double, most, 48))
      }.joined()
    }
    // One day far above all others would press the rest to the ground, so the scale ends at twice the usual day.
    let usual = costs.sorted()[costs.count / 2].double
    var weeks: [(label: String, days: [Dollars])] = []
    for (label, cost) in zip(labels, costs) {
      if weeks.isEmpty || (weekdayOf(label) ?? 0) == 0 { weeks.append((label, [])) }
      weeks[weeks.count - 1].days.append(cost)
    }
    let sums = weeks.map { Dollars(nanos: $0.days.reduce(0) { $0 + $1.nanos }) }
    let most = sums.max()?.double ?? 0
    let first = weeks.first.map { 7 - $0.days.count } ?? 0
    var text = "  " + padded("from", 13) + leading("cost", 13) + "  days\n"
    for (index, week) in weeks.enumerated() {
      let days = (index == 0 ? String(repeating: " ", count: first) : "") + spark(week.days, top: usual * 2)
      text += trimmed(
        "  " + padded(week.label, 13) + leading(sums[index].text, 13) + "  " + padded(days, 9)
          + bar(sums[index].double, most, 39))
    }
    return text
  }

  /// 0 for Monday, by Zeller's congruence.
  private func weekdayOf(_ date: String) -> Int? {
    let parts = date.split(separator: "-").compactMap { Int($0) }
    guard parts.count == 3 else { return nil }
    let (year, month) = parts[1] < 3 ? (parts[0] - 1, parts[1] + 12) : (parts[0], parts[1])
    return (parts[2] + 13 * (month + 1) / 5 + year + year / 4 - year / 100 + year / 400 + 5) % 7
  }

  private func short(_ label: String) -> String {
    // An hour without its offset and seconds.
    label.count > 10 ? String(label.dropFirst(5).prefix(11)).replacing("T", " ") : label
  }

  private func bar(_ value: Double, _ most: Double, _ width: Int) -> String {
    guard most > 0, value > 0 else { return "" }
    let eighths = max(1, Int((value / most * Double(width * 8)).rounded()))
    let part = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"][eighths % 8]
    return String(repeating: "█", count: eighths / 8) + part
  }

  private func spark(_ days: [Dollars], top: Double) -> String {
    days.map { day in
      guard day.double > 0, top > 0 else { return " " }
      return ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"][min(7, Int(day.double / top * 8))]
    }.joined()
  }

  /// The dearest period by its date, when it stands out, and whose it was.
  private func peak(_ rows: [JSONValue]) throws -> String {
    let costs = rows.map { Dollars($0["total_cost_usd"]) }
    guard costs.count >= 7, window.granularity == "day", let most = costs.max(), let index = costs.firstIndex(of: most) else { return "" }
    let usual = costs.sorted()[costs.count / 2]
    guard usual.nanos > 0, most.double > 3 * usual.double, let date = rows[index]["period"]?.string else { return "" }
    let shares = try worker.call(
      "cost/attribution",
      ["days": 1, "end": .string(nextDay(date)), "time_zone": "UTC", "dimensions": ["user", "team", "model"], "limit": 1])
    func first(_ name: String, _ member: String) -> String {
      let row = shares["attribution"]?["cost_by_\(name)"]?.array?.first
      return "\(printable(row?[member]?.string ?? "unknown")) (\(percent(row?["percent"])))"
    }
    let times = oneDecimal(most.double / usual.double)
    return "\n  \(date) stands out: \(most.text), \(times) times a usual day (\(usual.text)).\n"
      + "  Mostly team \(first("team", "team")), user\n  \(first("user", "user_email")), model \(first("model", "model")).\n"
  }

  private func nextDay(_ date: String) -> String {
    let parts = date.split(separator: "-").compactMap { Int($0) }
    guard parts.count == 3 else { return date }
    let (year, month, day) = (parts[0], parts[1], parts[2])
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    if day < lengths[month - 1] { return "\(year)-\(two(month))-\(two(day + 1))" }
    return month < 12 ? "\(year)-\(two(month + 1))-01" : "\(year + 1)-01-01"
  }

  // MARK: Tables

  private func table(_ title: String, _ rows: [JSONValue], _ member: String) -> String {
    let names = rows.compactMap { $0[member]?.string }
    if names.isEmpty || names == ["Unknown"] { return "" }
    var text = heading(title)
    for row in rows {
      let name = row["is_other"]?.bool == true ? "all others" : row[member]?.string ?? "(none)"
      text += "  " + padded(cut(printable(name), 50), 51) + leading(Dollars(row["estimated_cost_usd"]).text, 13)
      text += leading(percent(row["percent"]), 9) + "\n"
    }
    return text + "\n"
  }

  private func calls(_ rows: [JSONValue]) -> String {
    guard !rows.isEmpty else { return "" }
    var text = heading("Most expensive calls, and what there may be to save on each")
    for row in rows {
      let time = row["creation_time"]?.string ?? ""
      let what = row["model"]?.string ?? row["operation"]?.string ?? row["provider"]?.string ?? ""
      let service = row["provider"]?.string == "bigquery" ? "bigquery " + (row["operation"]?.string ?? "") : what
      let user = row["user_email"]?.string ?? "(no user)"
      text += "  " + leading(Dollars(row["estimated_cost_usd"]).text, 10) + "  "
        + "\(time.prefix(10)) \(time.dropFirst(11).prefix(5))  " + padded(cut(printable(service), 20), 21)
        + cut(printable(user), 27) + "\n"
      let size = size(row)
      text += String(repeating: " ", count: 12) + size + "; " + cut(potential(row), 66 - size.count) + "\n"
    }
    return text + "\n"
  }

  private func size(_ row: JSONValue) -> String {
    if let bytes = row["bytes_processed"]?.int64, bytes > 0 {
      return oneDecimal(Double(bytes) / 1_073_741_824) + " GiB"
    }
    return grouped(row["total_tokens"]?.int64 ?? 0) + " tokens"
  }

  private func potential(_ row: JSONValue) -> String {
    let reasons = (row["reasons"]?.array ?? []).compactMap { $0.string?.replacing("_", " ") }
    let level = row["optimization_potential"]?.string ?? "low"
    return reasons.isEmpty ? "nothing seen that could be saved" : "\(level): " + reasons.joined(separator: ", ")
  }

  // MARK: Columns

  private func heading(_ text: String) -> String { style.bold(text) + "\n" }

  private func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }

  private func leading(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.count)) + text
  }

  /// A line without blanks at its end.
  private func trimmed(_ line: String) -> String {
    var line = line
    while line.last == " " { line.removeLast() }
    return line + "\n"
  }

  private func cut(_ text: String, _ width: Int) -> String {
    text.count > width ? text.prefix(width - 1) + "…" : text
  }
}

extension String {
  /// Every occurrence of a character as another text.
  fileprivate func replacing(_ character: Character, _ text: String) -> String {
    split(separator: character, omittingEmptySubsequences: false).joined(separator: text)
  }
}
