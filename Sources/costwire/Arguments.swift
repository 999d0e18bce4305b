import JSONRPC
import Worker

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The command line, taken apart: words (a command and its operands) and flags.
struct Arguments: Sendable {
  /// What is asked for in the place of a command.
  enum Question { case help, version }

  private(set) var asks: Question?
  private(set) var words: [String] = []
  /// The words behind the command's own.
  private(set) var operands: [String] = []
  private var flags: [(name: String, value: String)] = []
  /// The last flag, where nothing stands behind it.
  private var withoutValue: String?

  init(_ arguments: [String]) throws(UsageError) {
    var rest = arguments[...]
    while let argument = rest.popFirst() {
      if argument == "--" {
        words += rest
        break
      }
      if argument == "--help" || argument == "-h" {
        asks = .help
      } else if argument == "--version" {
        asks = .version
      } else if argument.hasPrefix("--") {
        try takeFlag(String(argument.dropFirst(2)), &rest)
      } else {
        words.append(argument)
      }
    }
  }

  private mutating func takeFlag(_ flag: String, _ rest: inout ArraySlice<String>) throws(UsageError) {
    // One of several is named in the singular.
    let flag = flag == "file-root" || flag.hasPrefix("file-root=") ? "file-roots" + flag.dropFirst(9) : flag
    if let equals = flag.firstIndex(of: "=") {
      flags.append((String(flag[..<equals]), String(flag[flag.index(after: equals)...])))
    } else if Self.standsAlone(flag) {
      flags.append((flag, "true"))
    } else if let value = rest.popFirst() {
      flags.append((flag, value))
    } else {
      // Whether there is such a flag is the command's to say.
      flags.append((flag, ""))
      withoutValue = flag
    }
  }

  /// Settings first: a worker is started with nothing else, and soon.
  private static func standsAlone(_ flag: String) -> Bool {
    flag == "allow-network-fs" || !settingFlags.contains(flag) && Commands.switches.contains(flag)
  }

  /// The same for a command: its words taken away, its flags and operands checked.
  func of(_ command: Command) throws(UsageError) -> Arguments {
    var arguments = self
    arguments.operands = Array(words.dropFirst(command.name.split(separator: " ").count))
    try arguments.allow(command.flags.map(\.name), operands: command.most, of: command)
    return arguments
  }

  func value(_ name: String) -> String? { flags.last { $0.name == name }?.value }
  func has(_ name: String) -> Bool { flags.contains { $0.name == name } }
  /// Whether a flag that stands alone is given, and not taken back by `=false`.
  func isOn(_ name: String) -> Bool { value(name) == "true" }

  /// Makes sure that every flag is one of a command's own or a setting.
  private func allow(_ own: [String], operands most: Int, of command: Command?) throws(UsageError) {
    let known = own + Self.settingFlags, name = command.map { "costwire " + $0.name } ?? "costwire"
    if let unknown = flags.first(where: { !known.contains($0.name) })?.name {
      throw UsageError(
        "\(name) has no flag --\(printable(unknown))" + Commands.suggestion(unknown, known, prefix: "--") + "; \(name) --help lists them")
    }
    if let withoutValue { throw UsageError("--\(printable(withoutValue)) needs a value") }
    if let odd = flags.first(where: { Self.standsAlone($0.name) && !["true", "false"].contains($0.value) }) {
      throw UsageError("--\(printable(odd.name)): expected --\(printable(odd.name))=true or --\(printable(odd.name))=false")
    }
    if operands.count > most {
      throw UsageError("Unexpected argument \"\(printable(operands[most]))\"; \(name) --help says what it takes")
    }
  }

  /// Makes sure that there is nothing but settings and a flag.
  func allowSettings(and flag: Command.Flag) throws(UsageError) { try allow([flag.name], operands: 0, of: nil) }

  private static let settingFlags = Settings.names.map(flagName)

  /// `time_zone` is `--time-zone`.
  private static func flagName(_ setting: String) -> String {
    String(decoding: setting.utf8.map { $0 == UInt8(ascii: "_") ? UInt8(ascii: "-") : $0 }, as: UTF8.self)
  }

  /// The settings given as flags, as arguments to hand on to a worker.
  var settingArguments: [String] {
    flags.filter { Self.settingFlags.contains($0.name) }.map { "--\($0.name)=\($0.value)" }
  }

  /// Lists may be given one by one.
  private static let lists = ["notifications", "webhook-allow", "file-roots"]

  /// The text of a setting that a flag gives.
  func text(ofSettingNamed name: String) -> String? { text(ofSetting: Self.flagName(name)) }

  private func text(ofSetting flag: String) -> String? {
    guard Self.lists.contains(flag), has(flag) else { return value(flag) }
    return flags.filter { $0.name == flag }.map(\.value).joined(separator: ",")
  }

  /// Flags, then environment variables, then the configuration file, then the place of the database.
  func settings() throws(UsageError) -> Settings {
    do throws(ErrorAnswer) {
      let given = try Settings.fromTexts(
        Settings.names.compactMap { name in text(ofSetting: Self.flagName(name)).map { (name, $0) } })
      let environment = try Settings.fromTexts(
        Settings.names.compactMap { name in variable("COSTWIRE_" + name.uppercased()).map { (name, $0) } })
      var settings = given.over(environment).over(try ConfigurationFile.read())
      if settings.database == nil { settings.database = try Self.defaultDatabase("costwire.db") }
      return settings
    } catch {
      throw UsageError(error.message)
    }
  }

  /// A file in the user's own data folder.
  static func defaultDatabase(_ name: String) throws(ErrorAnswer) -> String {
    if let data = variable("XDG_DATA_HOME"), data.hasPrefix("/") { return data + "/costwire/" + name }
    guard let home = variable("HOME"), home.hasPrefix("/") else {
      throw ErrorAnswer(.configurationError, "database: neither XDG_DATA_HOME nor HOME is set; give --database")
    }
    return home + "/.local/share/costwire/" + name
  }
}

/// An environment variable that is set and not empty.
func variable(_ name: String) -> String? {
  guard let value = getenv(name), value.pointee != 0 else { return nil }
  return String(cString: value)
}
