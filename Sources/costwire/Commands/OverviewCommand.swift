import JSON

/// `costwire overview`: how things stand now.
enum OverviewCommand {
  static let command = Command(
    name: "overview", summary: "how things stand now: spend, budgets, health",
    flags: [.json],
    examples: [Command.Example("costwire overview", "today's and this month's spend beside their budgets")]
  ) { arguments throws(UsageError) in
    try withWorker(arguments) { worker in
      let answer = try worker.call("dashboard/overview", [:])
      return say(arguments.isOn("json") ? answer.text(pretty: false) + "\n" : text(answer))
    }
  }

  private static func text(_ answer: JSONValue) -> String {
    let metrics = answer["metrics"] ?? .null, style = Style()
    func percent(_ name: String) -> String { metrics[name]?.double.map { "\(($0 * 10).rounded() / 10) %" } ?? "no budget" }
    func count(_ name: String) -> String { grouped(metrics[name]?.int64 ?? 0) }
    var table = TextTable([("", false), ("spent", true), ("budget", true), ("used", true), ("projected", true)])
    for (title, name) in [("Today", "daily"), ("This month", "monthly")] {
      let budget = metrics["\(name)_budget"]
      table.add([
        title, Dollars(metrics["\(name)_cost"]).text, budget?.double == nil ? "-" : Dollars(budget).text, percent("\(name)_percentage"),
        Dollars(metrics["\(name)_projected_cost"]).text,
      ])
    }
    var text = table.text() + "\n"
    let status = metrics["budget_health_status"]?.string ?? ""
    let health = "\(metrics["budget_health_score"]?.text() ?? "") of 100, \(status)"
    text += "Health        " + (status == "critical" || status == "poor" ? style.bad(health) : style.good(health)) + "\n"
    text += "Trend         \(metrics["cost_trend_direction"]?.string ?? ""), \(metrics["cost_trend_percentage"]?.text() ?? "0") %\n"
    text += "Alerts        \(count("active_alerts")) active, \(count("critical_alerts")) critical\n"
    text += "Breakers      \(count("circuit_breakers_healthy")) closed, \(count("circuit_breakers_open")) open\n"
    text += "Calls today   \(count("total_api_calls")), \(count("tokens_consumed")) tokens\n"
    let unpriced = answer["data_quality"]?["unpriced_events"]?.int64 ?? 0
    if unpriced > 0 { text += style.warning("\(grouped(unpriced)) events have no price and count as 0; costwire call prices/unmatched lists them.") + "\n" }
    for alert in (answer["recent_alerts"]?.array ?? []).prefix(5) { text += "  \(printable(alert["message"]?.string ?? ""))\n" }
    return text
  }
}
