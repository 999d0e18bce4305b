import JSON
import JSONRPC
import Worker

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// `costwire config get|set|unset`: settings, and the configuration file.
enum ConfigCommand {
  static let commands = [
    Command(
      name: "config get", operands: "[NAME]", most: 1, summary: "the settings in effect, and where each comes from", flags: [.json],
      examples: [Command.Example("costwire config get database", "where the data is")], run: get),
    Command(
      name: "config set", operands: "NAME VALUE", most: 2, summary: "writes a setting into the configuration file", flags: [.json],
      examples: [
        Command.Example("costwire config set time_zone Europe/Berlin", "days begin at midnight there"),
        Command.Example("costwire config set webhook_allow hooks.internal:8080,127.0.0.1:9000", "a list, separated by commas"),
      ], run: set),
    Command(
      name: "config unset", operands: "NAME", most: 1, summary: "takes a setting out of the configuration file", flags: [.json],
      examples: [Command.Example("costwire config unset time_zone", "UTC again")], run: unset),
  ]

  // MARK: get

  private struct Row {
    let name: String
    let value: String
    let origin: String
  }

  private static func get(_ arguments: Arguments) throws(UsageError) -> Int32 {
    // Refuses what is wrong in any of the places.
    _ = try arguments.settings()
    let file = try ConfigurationFile.members()
    var rows: [Row] = []
    for name in Settings.names {
      if let value = arguments.text(ofSettingNamed: name) {
        rows.append(Row(name: name, value: value, origin: "flag"))
      } else if let value = variable("COSTWIRE_" + name.uppercased()) {
        rows.append(Row(name: name, value: value, origin: "environment"))
      } else if let value = file.first(where: { $0.name == name })?.value {
        rows.append(Row(name: name, value: value.string ?? value.text(pretty: false), origin: "file"))
      } else {
        rows.append(Row(name: name, value: try byDefault(name), origin: "default"))
      }
    }
    if let wanted = arguments.operands.first {
      guard let row = rows.first(where: { $0.name == wanted }) else { throw unknown(wanted) }
      return say((arguments.isOn("json") ? JSONValue.string(row.value).text(pretty: false) : row.value) + "\n")
    }
    if arguments.isOn("json") {
      let members = rows.map { JSONMember(name: $0.name, value: ["value": .string($0.value), "origin": .string($0.origin)]) }
      return say(JSONValue.object(members).text(pretty: false) + "\n")
    }
    var table = TextTable([("setting", false), ("value", false), ("from", false)])
    for row in rows { table.add([row.name, row.value, row.origin]) }
    return say(table.text() + "\nThe file is \(ConfigurationFile.path.map(printable) ?? "nowhere: HOME is not set").\n")
  }

  private static func byDefault(_ name: String) throws(UsageError) -> String {
    if name == "database" {
      return (try? Arguments.defaultDatabase("costwire.db")) ?? ""
    }
    let value = Settings.fields.properties.first { $0.name == name }?.defaultValue
    return value.map { $0.string ?? $0.text(pretty: false) } ?? ""
  }

  // MARK: set, unset

  private static func set(_ arguments: Arguments) throws(UsageError) -> Int32 {
    guard arguments.operands.count == 2 else { throw UsageError("costwire config set NAME VALUE") }
    let (name, text) = (arguments.operands[0], arguments.operands[1])
    guard Settings.names.contains(name) else { throw unknown(name) }
    if text.isEmpty { throw UsageError("\(name): expected a value; costwire config unset \(name) takes it out") }
    do throws(ErrorAnswer) { _ = try Settings.fromTexts([(name, text)]) } catch { throw UsageError(error.message) }
    var members = try ConfigurationFile.members().filter { $0.name != name }
    let value = Settings.value(of: name, text: text)
    members.append(JSONMember(name: name, value: value))
    try ConfigurationFile.write(members)
    return done(name, value, arguments)
  }

  private static func unset(_ arguments: Arguments) throws(UsageError) -> Int32 {
    guard let name = arguments.operands.first else { throw UsageError("costwire config unset NAME") }
    guard Settings.names.contains(name) else { throw unknown(name) }
    let members = try ConfigurationFile.members()
    let rest = members.filter { $0.name != name }
    if rest.count != members.count { try ConfigurationFile.write(rest) }
    return done(name, .null, arguments)
  }

  /// What the file holds now; a person who asked for it need not be told.
  private static func done(_ name: String, _ value: JSONValue, _ arguments: Arguments) -> Int32 {
    guard arguments.isOn("json") else { return 0 }
    return say((["name": .string(name), "value": value, "file": .string(ConfigurationFile.path ?? "")] as JSONValue).text(pretty: false) + "\n")
  }

  private static func unknown(_ name: String) -> UsageError {
    UsageError("There is no setting \"\(printable(name))\"" + Commands.suggestion(name, Settings.names) + "; there are " + Settings.names.joined(separator: ", "))
  }
}

extension ConfigurationFile {
  /// Its members; none when there is no such file.
  static func members() throws(UsageError) -> [JSONMember] {
    let text: String?
    do throws(ErrorAnswer) { text = try ConfigurationFile.text() } catch { throw UsageError(error.message) }
    guard let text, let path else { return [] }
    guard let members = try parseJSON(text, "The configuration file \(printable(path))").members else {
      throw UsageError("The configuration file \(printable(path)) is no JSON object")
    }
    return members
  }

  /// Puts members in the place of what it held, whole or not at all.
  static func write(_ members: [JSONMember]) throws(UsageError) {
    guard let path else { throw UsageError("There is no place for a configuration file: HOME is not set") }
    let folder = String(path.prefix(upTo: path.lastIndex(of: "/") ?? path.startIndex))
    makeFolders(folder)
    try writeFile(JSONValue.object(members).text(pretty: true) + "\n", to: path, mode: 0o600)
  }

  private static func makeFolders(_ path: String) {
    var made = ""
    for part in path.split(separator: "/") {
      made += "/" + part
      mkdir(made, 0o700)
    }
  }
}
