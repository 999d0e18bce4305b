import JSON
import Worker

/// `costwire help [COMMAND]`, and `--help` with any command.
enum HelpCommand {
  static let command = Command(
    name: "help", operands: "[COMMAND]", most: 2, summary: "what a command takes, with examples", flags: [.json],
    examples: [Command.Example("costwire help import", "the same as costwire import --help")]
  ) { arguments throws(UsageError) in
    try help(arguments.operands, isJSON: arguments.isOn("json"))
  }

  /// Tells of the command that words name, of all commands of a family where they name no more, and without words of every one.
  static func help(_ words: [String], isJSON: Bool) throws(UsageError) -> Int32 {
    let commands = try words.isEmpty ? Commands.all : named(words)
    if isJSON { return say(JSONValue.object(json(commands)).text(pretty: false) + "\n") }
    return say(words.isEmpty ? overview : commands.map { text($0) }.joined(separator: "\n"))
  }

  private static func named(_ words: [String]) throws(UsageError) -> [Command] {
    let family = Commands.all.filter { $0.family == words[0] }
    return words.count == 1 && family.count > 1 ? family : [try Commands.find(words)]
  }

  // MARK: For programs

  private static func json(_ commands: [Command]) -> [JSONMember] {
    [
      JSONMember(name: "commands", value: .array(commands.map(json))),
      JSONMember(name: "settings", value: .array((settings + [recordFlag]).map(json))),
    ]
  }

  private static func json(_ command: Command) -> JSONValue {
    [
      "name": .string(command.name), "operands": .string(command.operands), "summary": .string(command.summary),
      "flags": .array(command.flags.map(json)),
      "examples": .array(command.examples.map { ["line": .string($0.line), "summary": .string($0.summary)] }),
      "exit_codes": .array(exits(command).map { ["code": .int(Int($0.code)), "meaning": .string($0.meaning)] }),
    ]
  }

  private static func json(_ flag: Command.Flag) -> JSONValue {
    [
      "name": .string("--" + flag.name), "value": flag.value.map { .string($0) } ?? .null, "summary": .string(flag.summary),
      "choices": .array(flag.choices.map { .string($0) }),
    ]
  }

  private static func exits(_ command: Command) -> [Command.Exit] {
    [Command.Exit(code: 0, meaning: "Done.")] + command.exits + [Command.Exit(code: 1, meaning: "An error; standard error says which.")]
  }

  // MARK: One command

  private static func text(_ command: Command) -> String {
    let style = Style()
    var lines = [style.bold("costwire " + command.name + (command.operands.isEmpty ? "" : " " + command.operands))]
    lines += wrapped(sentence(command.summary), 2)
    if !command.flags.isEmpty {
      lines += ["", style.bold("Flags")]
      for flag in command.flags { lines += entry("--\(flag.name)" + (flag.value.map { " " + $0 } ?? ""), summary(flag)) }
    }
    if !command.examples.isEmpty {
      lines += ["", style.bold("Examples")]
      for example in command.examples { lines += ["  " + example.line] + wrapped(example.summary, 6) }
    }
    lines += ["", style.bold("Exit codes")] + exits(command).flatMap { entry("\($0.code)", $0.meaning) }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func summary(_ flag: Command.Flag) -> String {
    flag.summary + (flag.choices.isEmpty ? "" : " One of " + flag.choices.joined(separator: ", ") + ".")
  }

  private static func sentence(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() + (text.hasSuffix(".") ? "" : ".") }

  // MARK: All of them

  private static var overview: String {
    let style = Style()
    var lines = ["costwire: cost intelligence for AI-API and BigQuery spend.", "One binary, one SQLite file.", "", style.bold("Commands")]
    lines += entry("costwire", "the worker: JSON-RPC 2.0 over standard input and output")
    for command in Commands.all {
      lines += entry(command.name + (command.operands.isEmpty ? "" : " " + command.operands), command.summary)
    }
    lines += entry("COMMAND --help", "its flags, with examples") + entry("--version", "what this binary was built from")
    lines += ["", style.bold("Settings")]
    lines += wrapped("For every command; each is also an environment variable (COSTWIRE_DATABASE …) and a key of the configuration file (costwire config); the nearer wins.", 2)
    for flag in settings + [recordFlag] { lines += entry("--\(flag.name)" + (flag.value.map { " " + $0 } ?? ""), flag.summary) }
    lines += ["", style.bold("Exit codes")] + entry("0", "Done.") + entry("1", "An error; standard error says which.")
    lines += entry("3", "budget check: refused.")
    return lines.joined(separator: "\n") + "\n"
  }

  /// The settings that people give by hand.
  static let settings: [Command.Flag] = [
    Command.Flag("database", "PATH", "The database; by default $XDG_DATA_HOME/costwire/costwire.db; :memory: is allowed."),
    Command.Flag("durability", "D", "full (default): an acknowledged write survives power loss; normal: a killed process."),
    Command.Flag("time-zone", "ZONE", "The zone of days, weeks and months; by default UTC."),
    Command.Flag("store-text", "T", "What is kept of prompts and queries: none, normalised (default), full."),
    Command.Flag("prices", "FILE", "A price list to lay over the built-in one."),
    Command.Flag("log-level", "L", "error, warning (default), info, debug."),
    Command.Flag("limits", "JSON", #"What may come in: {"message_bytes": …, "depth": …}."#),
    Command.Flag("file-root", "DIR", "Imports and exports stay below this folder; may be given again."),
    Command.Flag("webhook-allow", "HOST:PORT", "A host that is not public and may receive deliveries; may be given again."),
    Command.Flag("allow-network-fs", "true", "Permit a database on a network file system."),
  ]

  // MARK: Lines of at most 80 columns

  private static let column = 30

  private static func entry(_ name: String, _ text: String) -> [String] {
    let lines = wrapped(text, column)
    let head = "  " + name
    guard head.count < column, let first = lines.first else { return [head] + lines }
    return [head + first.dropFirst(head.count)] + lines.dropFirst()
  }

  private static func wrapped(_ text: String, _ indentation: Int) -> [String] {
    let blank = String(repeating: " ", count: indentation)
    var lines: [String] = [], line = ""
    for word in text.split(separator: " ") {
      if !line.isEmpty, indentation + line.count + 1 + word.count > 80 {
        lines.append(blank + line)
        line = ""
      }
      line += (line.isEmpty ? "" : " ") + word
    }
    return lines + (line.isEmpty ? [] : [blank + line])
  }
}
