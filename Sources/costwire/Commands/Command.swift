import JSON
import Worker

/// A command of the program: what it takes, what a person reads of it, and what it does.
///
/// Declared once: the flags it accepts, its help, what is suggested for a typing error, and the shells' completion come from it.
struct Command: Sendable {
  /// Its words: `budget check`.
  let name: String
  /// What stands behind them, as help shows it, and how many of these there may be.
  var operands = ""
  var most = 0
  let summary: String
  var flags: [Flag] = []
  var examples: [Example] = []
  /// Exit codes beside 0 (done) and 1 (an error).
  var exits: [Exit] = []
  let run: @Sendable (Arguments) throws(UsageError) -> Int32

  struct Flag: Sendable {
    let name: String
    /// What its value is called; nil for one that stands alone.
    var value: String?
    let summary: String
    /// What it may be, where that is a list.
    var choices: [String] = []

    init(_ name: String, _ value: String? = nil, _ summary: String, choices: [String] = []) {
      (self.name, self.value, self.summary, self.choices) = (name, value, summary, choices)
    }

    static let json = Flag("json", "JSON for programs: one line, nothing else.")

    private init(_ name: String, _ summary: String) { (self.name, self.summary) = (name, summary) }
  }

  struct Example: Sendable {
    let line: String
    let summary: String
    init(_ line: String, _ summary: String) { (self.line, self.summary) = (line, summary) }
  }

  struct Exit: Sendable {
    let code: Int32
    let meaning: String
  }

  /// The first of its words.
  var family: String { String(name.prefix { $0 != " " }) }
}

/// Every command, in the order that help lists them.
enum Commands {
  static let all: [Command] =
    [CallCommand.command, ImportCommand.command, ExportCommand.command, OverviewCommand.command, ReportCommand.command]
    + BudgetCommand.commands + ConfigCommand.commands
    + [MCPCommand.command, DoctorCommand.command, DemoCommand.command, schema, CompletionCommand.command, HelpCommand.command]

  private static let schema = Command(
    name: "schema", summary: "the OpenRPC document of every method", flags: [.json],
    examples: [Command.Example("costwire schema > openrpc.json", "for a code generator")]
  ) { arguments throws(UsageError) in say(openRPCText(pretty: !arguments.isOn("json"))) }

  /// The command that words name, and how many of the words are its name.
  static func find(_ words: [String]) throws(UsageError) -> Command {
    guard let first = words.first else { throw UsageError("Which command? costwire --help lists them") }
    let family = all.filter { $0.family == first }
    if family.isEmpty { throw UsageError("There is no command \"\(printable(first))\"" + suggestion(first, all.map(\.family)) + "; costwire --help lists them") }
    if family.count == 1, family[0].name == first { return family[0] }
    guard words.count > 1 else {
      throw UsageError("costwire \(first): which of " + family.map { String($0.name.dropFirst(first.count + 1)) }.joined(separator: ", ") + "?")
    }
    if let found = family.first(where: { $0.name == "\(first) \(words[1])" }) { return found }
    let names = family.map { String($0.name.dropFirst(first.count + 1)) }
    throw UsageError(
      "There is no command \"\(first) \(printable(words[1]))\"" + suggestion(words[1], names) + "; there are " + names.joined(separator: ", "))
  }

  /// What may have been meant: `; did you mean import?`.
  static func suggestion(_ given: String, _ names: [String], prefix: String = "") -> String {
    closestName(given, among: names).map { "; did you mean \(prefix)\($0)?" } ?? ""
  }

  /// Flags that stand alone, whichever command they belong to.
  static let switches: Set<String> = Set(all.flatMap(\.flags).filter { $0.value == nil }.map(\.name))
}
