import JSON

/// `costwire budget check|status|set`.
enum BudgetCommand {
  /// Refused: a pipeline step that asks may not spend.
  private static let refused: Int32 = 3

  private static let scopeFlags = [
    "project-id", "customer-id", "provider", "model", "operation", "category", "user-email", "team", "department", "purpose",
    "client", "campaign", "environment", "tag",
  ]
  private static let limitFlags = ["hourly", "daily", "weekly", "monthly", "quarterly", "yearly", "total", "emergency"]

  private static let scope: [Command.Flag] = scopeFlags.map { Command.Flag($0, "NAME", "Whose: this \($0.split(separator: "-").joined(separator: " ")).") }

  static let commands = [
    Command(
      name: "budget check", summary: "may this be spent? for pipelines",
      flags: [
        Command.Flag("cost", "USD", "The amount."), Command.Flag("prompt-tokens", "N", "Instead of an amount: what goes in, with --model."),
        Command.Flag("max-tokens", "N", "What may come out."), Command.Flag("bytes-processed", "N", "What a query reads."),
        Command.Flag("priority", "P", "How much the call matters.", choices: ["background", "normal", "critical"]),
      ] + scope + [.json],
      examples: [
        Command.Example("costwire budget check --customer-id acme --cost 0.50", "by an amount"),
        Command.Example("costwire budget check --team search --model gpt-4o --prompt-tokens 1200 --max-tokens 400", "by an estimate"),
      ], exits: [Command.Exit(code: refused, meaning: "Refused: it may not be spent.")], run: check),
    Command(
      name: "budget status", summary: "how budgets stand", flags: [Command.Flag("budget", "ID", "Only this one.")] + scope + [.json],
      examples: [Command.Example("costwire budget status", "all of them")], run: status),
    Command(
      name: "budget set", operands: "ID", most: 1, summary: "sets a budget",
      flags: limitFlags.map { Command.Flag($0, "USD", $0 == "emergency" ? "Beyond this everything stops until breaker/reset." : "The \($0) limit.") } + [
        Command.Flag("tier", "T", "A tier's rules and thresholds."), Command.Flag("preset", "P", "Named thresholds."),
        Command.Flag("enforcement", "E", "What happens at a limit.", choices: ["monitor", "throttle", "block"]),
        Command.Flag("parent", "ID", "The budget that this one counts in."),
      ] + scope + [.json],
      examples: [Command.Example("costwire budget set acme --customer-id acme --daily 50 --monthly 1500", "a cap for one customer")], run: set),
  ]

  // MARK: check

  /// Exit code 0 when the amount may be spent, 3 when not, 1 when that could not be told.
  private static func check(_ arguments: Arguments) throws(UsageError) -> Int32 {
    var members: [JSONMember] = [JSONMember(name: "scope", value: scope(arguments))]
    if let cost = arguments.value("cost") { members.append(JSONMember(name: "additional_cost_usd", value: try number(cost, "--cost"))) }
    if let estimate = try estimate(arguments) { members.append(JSONMember(name: "estimate", value: estimate)) }
    if let priority = arguments.value("priority") { members.append(JSONMember(name: "priority", value: .string(priority))) }
    return try withWorker(arguments) { worker in
      let answer = try worker.call("budget/check", .object(members))
      guard let isAllowed = answer["allowed"]?.bool else { throw UsageError("The worker did not answer whether the amount is allowed") }
      let text = arguments.isOn("json") ? answer.text(pretty: false) : printable(sentence(answer, isAllowed))
      guard say(text + "\n") == 0 else { return 1 }
      return isAllowed ? 0 : refused
    }
  }

  private static func estimate(_ arguments: Arguments) throws(UsageError) -> JSONValue? {
    let flags = ["prompt-tokens", "max-tokens", "bytes-processed"]
    guard flags.contains(where: arguments.has) else { return nil }
    var members: [JSONMember] = []
    for flag in ["provider", "model"] {
      if let value = arguments.value(flag) { members.append(JSONMember(name: flag, value: .string(value))) }
    }
    for flag in flags {
      if let value = arguments.value(flag) { members.append(JSONMember(name: memberName(flag), value: try number(value, "--\(flag)"))) }
    }
    return .object(members)
  }

  /// One line that a person understands.
  private static func sentence(_ answer: JSONValue, _ isAllowed: Bool) -> String {
    let amount = answer["additional_cost_usd"]?.text() ?? "0"
    let budgets = answer["budgets"]?.array ?? []
    let by = answer["refused_by"]?.string
    let deciding = by.flatMap { id in budgets.first { $0["budget_id"]?.string == id } } ?? budgets.first
    guard let deciding else { return "allowed: \(amount) USD; no budget is for this scope" }
    let limits = deciding["limits"]?.array ?? []
    let limit = limits.first { $0["exceeded"]?.bool == true } ?? limits.first
    var figures = "budget \(deciding["budget_id"]?.string ?? "")"
    if let limit {
      figures +=
        ": \(limit["spent_usd"]?.text() ?? "") of \(limit["limit_usd"]?.text() ?? "") USD \(limit["period"]?.string ?? "") spent, "
        + "\(deciding["held_usd"]?.text() ?? "0") held"
    }
    let reasons = (answer["enforcement_actions"]?.array ?? []).compactMap { $0["reason"]?.string }
    let reason = reasons.isEmpty ? "" : " (\(reasons.joined(separator: "; ")))"
    return "\(isAllowed ? "allowed" : "refused"): \(amount) USD; \(figures)\(reason)"
  }

  // MARK: status

  private static func status(_ arguments: Arguments) throws(UsageError) -> Int32 {
    var members: [JSONMember] = [JSONMember(name: "scope", value: scope(arguments))]
    if let budget = arguments.value("budget") { members.append(JSONMember(name: "budget_id", value: .string(budget))) }
    return try withWorker(arguments) { worker in
      let answer = try worker.call("budget/status", .object(members))
      if arguments.isOn("json") { return say(answer.text(pretty: false) + "\n") }
      let rows = answer["budgets"]?.array ?? []
      if rows.isEmpty { return say("No budget is set\n") }
      var table = TextTable([("budget", false), ("limit", false), ("spent", true), ("of", true), ("used", true), ("held", true), ("status", false)])
      for row in rows {
        for limit in row["limits"]?.array ?? [] {
          let share = limit["percentage_used"]?.double.map { "\(($0 * 10).rounded() / 10) %" } ?? ""
          table.add([
            row["budget_id"]?.string ?? "", limit["period"]?.string ?? "", Dollars(limit["spent_usd"]).text, Dollars(limit["limit_usd"]).text, share,
            Dollars(row["held_usd"]).text, row["status"]?.string ?? "",
          ])
        }
      }
      return say(table.text())
    }
  }

  // MARK: set

  private static func set(_ arguments: Arguments) throws(UsageError) -> Int32 {
    guard let id = arguments.operands.first else { throw UsageError("costwire budget set BUDGET_ID --daily USD …") }
    var members: [JSONMember] = [JSONMember(name: "budget_id", value: .string(id))]
    let scope = self.scope(arguments)
    if scope.members?.isEmpty == false { members.append(JSONMember(name: "scope", value: scope)) }
    for flag in limitFlags {
      if let value = arguments.value(flag) { members.append(JSONMember(name: flag + "_limit_usd", value: try number(value, "--\(flag)"))) }
    }
    for (flag, name) in [("tier", "tier"), ("preset", "preset"), ("enforcement", "enforcement"), ("parent", "parent_id")] {
      if let value = arguments.value(flag) { members.append(JSONMember(name: name, value: .string(value))) }
    }
    return try withWorker(arguments) { worker in
      let answer = try worker.call("budget/set", .object(members))
      return say((arguments.isOn("json") ? answer.text(pretty: false) : answer["message"]?.string ?? "") + "\n")
    }
  }

  // MARK: Flags

  private static func scope(_ arguments: Arguments) -> JSONValue {
    .object(
      scopeFlags.compactMap { flag in
        arguments.value(flag).map { JSONMember(name: memberName(flag), value: .string($0)) }
      })
  }

  private static func memberName(_ flag: String) -> String { String(flag.map { $0 == "-" ? "_" : $0 }) }

  private static func number(_ text: String, _ flag: String) throws(UsageError) -> JSONValue {
    guard let value = try? JSONValue.parse(text), case .number = value else { throw UsageError("\(flag): expected a number, got \"\(text)\"") }
    return value
  }
}
