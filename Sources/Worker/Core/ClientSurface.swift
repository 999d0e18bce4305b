import JSON

/// What both clients' surfaces are made from: the groups of methods, and a name for every kind of object in them.
///
/// The texts are committed under `Clients/`, and a test compares them, so the declaration of a method is the only
/// place where its params are written.
struct ClientSurface {
  let groups: [Group]
  /// In an order in which each is declared before it is used.
  let types: [ObjectType]
  private let names: [Structure: String]

  /// The methods that share what stands before the slash.
  struct Group {
    let name: String
    let methods: [AnyMethod]
    var typeName: String { pascalCase(name) }
  }

  /// An object with declared members.
  struct ObjectType {
    let name: String
    let properties: [Schema.Property]
    /// Whether callers send it: then instants may be given as dates of the language.
    let isInput: Bool
  }

  /// What makes two objects the same kind.
  struct Structure: Hashable {
    let text: String
    let isInput: Bool

    init(_ properties: [Schema.Property], isInput: Bool) {
      text = Schema.object(properties).document.text()
      self.isInput = isInput
    }
  }

  init(_ methods: [AnyMethod]) {
    groups = Dictionary(grouping: methods) { groupName($0.name) }
      .map { Group(name: $0.key, methods: $0.value.sorted { $0.name < $1.name }) }
      .sorted { $0.name < $1.name }
    var naming = TypeNaming()
    for method in groups.flatMap(\.methods) { naming.take(method) }
    (types, names) = naming.finish()
  }

  /// The name of what a method answers, when that is an object; each method has its own.
  func resultName(_ method: AnyMethod) -> String? {
    if case .object = method.result { typePrefix(method.name) + "Result" } else { nil }
  }

  /// The name of an object's type, anywhere but as a whole answer.
  func name(_ properties: [Schema.Property], isInput: Bool) -> String? {
    names[Structure(properties, isInput: isInput)]
  }

  /// Methods whose requests may be sent again when a worker died: they change nothing.
  var reads: [String] {
    groups.flatMap(\.methods).filter { $0.access == .reads || $0.access == .immediate }.map(\.name)
  }
}

/// The surface of every method there is.
let clientSurface = ClientSurface(AllMethods.list)

/// Finds a name for each kind of object: that of its member when several methods share it, else the method's and the
/// members' on the way to it.
private struct TypeNaming {
  private struct Occurrence {
    let structure: ClientSurface.Structure
    let properties: [Schema.Property]
    let member: String
    let path: String
    let method: String
    let isRoot: Bool
  }

  private var occurrences: [Occurrence] = []

  /// Innermost objects first, so that each is declared before it is used.
  mutating func take(_ method: AnyMethod) {
    let path = typePrefix(method.name)
    for property in method.params { walk(property.schema, property.name, path, method.name, isInput: true) }
    if case .object(let properties) = method.result {
      for property in properties { walk(property.schema, property.name, path, method.name, isInput: false) }
      occurrences.append(
        Occurrence(
          structure: .init(properties, isInput: false), properties: properties, member: "", path: path + "Result",
          method: method.name, isRoot: true))
    } else {
      walk(method.result, "result", path, method.name, isInput: false)
    }
  }

  private mutating func walk(_ schema: Schema, _ member: String, _ path: String, _ method: String, isInput: Bool) {
    switch schema {
    case .object(let properties):
      let path = path + pascalCase(member)
      for property in properties { walk(property.schema, property.name, path, method, isInput: isInput) }
      let suffix = isInput ? "Input" : ""
      occurrences.append(
        Occurrence(
          structure: .init(properties, isInput: isInput), properties: properties, member: pascalCase(member) + suffix,
          path: path + suffix, method: method, isRoot: false))
    case .list(let element, _): walk(element, member + "_item", path, method, isInput: isInput)
    case .map(let value): walk(value, member + "_value", path, method, isInput: isInput)
    case .either(let choices): for choice in choices { walk(choice, member, path, method, isInput: isInput) }
    default: break
    }
  }

  func finish() -> (types: [ClientSurface.ObjectType], names: [ClientSurface.Structure: String]) {
    let shared = sharedNames()
    var taken: Set = ["Instant", "Group", "Surface", "Worker", "CallOptions"]
    var names: [ClientSurface.Structure: String] = [:]
    var types: [ClientSurface.ObjectType] = []
    for occurrence in occurrences where occurrence.isRoot || names[occurrence.structure] == nil {
      var name = occurrence.isRoot ? occurrence.path : shared[occurrence.structure] ?? occurrence.path
      while !taken.insert(name).inserted { name += "Other" }
      if !occurrence.isRoot { names[occurrence.structure] = name }
      types.append(
        ClientSurface.ObjectType(
          name: name, properties: occurrence.properties, isInput: occurrence.structure.isInput))
    }
    return (types, names)
  }

  /// Short names, for what at least two methods have under one member's name, when that name means one thing only.
  private func sharedNames() -> [ClientSurface.Structure: String] {
    var structures: [String: Set<ClientSurface.Structure>] = [:]
    for (structure, same) in Dictionary(grouping: occurrences.filter { !$0.isRoot }, by: \.structure) {
      guard Set(same.map(\.method)).count > 1, let member = same.first?.member else { continue }
      structures[member, default: []].insert(structure)
    }
    var names: [ClientSurface.Structure: String] = [:]
    for (member, alike) in structures where alike.count == 1 {
      for structure in alike { names[structure] = member }
    }
    return names
  }
}

/// `cost` of `cost/summary`.
func groupName(_ method: String) -> String { String(decoding: method.utf8.prefix { $0 != UInt8(ascii: "/") }, as: UTF8.self) }

/// `trackBatch` of `usage/trackBatch`.
func verb(_ method: String) -> String { method.split(separator: "/").last.map(String.init) ?? method }

/// `CostSummary` of `cost/summary`.
func typePrefix(_ method: String) -> String { method.split(separator: "/").map { pascalCase(String($0)) }.joined() }

/// `UserEmail` of `user_email`, `TrackBatch` of `trackBatch`.
func pascalCase(_ name: String) -> String {
  name.split { $0 == "_" || $0 == "-" || $0 == "$" || $0 == "." }
    .map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
}

/// `track_batch` of `trackBatch`.
func snakeCase(_ name: String) -> String {
  name.reduce(into: "") { text, letter in
    if letter.isUppercase { text += "_" + letter.lowercased() } else { text.append(letter) }
  }
}

/// The range and the default, in words; empty when there is nothing to say.
func limits(_ property: Schema.Property) -> String {
  var parts: [String] = []
  switch property.schema {
  case .integer(let range?):
    if range.lowerBound != .min, range.upperBound != .max { parts.append("\(range.lowerBound) to \(range.upperBound)") }
  case .number(let range?):
    if range.lowerBound.isFinite, range.upperBound.isFinite {
      parts.append(
        JSONValue(floatLiteral: range.lowerBound).text() + " to " + JSONValue(floatLiteral: range.upperBound).text())
    }
  case .list(_, let most?): parts.append("at most \(most)")
  default: break
  }
  if let value = property.defaultValue { parts.append("default " + value.text()) }
  return parts.isEmpty ? "" : " (" + parts.joined(separator: "; ") + ")"
}

/// Breaks text into lines of at most `width` letters, each begun with `indent`.
func wrapped(_ text: String, indent: String, first: String? = nil, width: Int = 116) -> [String] {
  var lines: [String] = []
  var line = first ?? indent
  var isEmpty = true
  for word in text.split(whereSeparator: { $0 == " " || $0 == "\n" }) {
    if !isEmpty, line.count + 1 + word.count > width {
      lines.append(line)
      line = indent
      isEmpty = true
    }
    line += (isEmpty ? "" : " ") + word
    isEmpty = false
  }
  lines.append(line)
  return lines
}

/// Whether a string's format says that it is a date or an instant.
func isInstant(_ format: String?) -> Bool { format?.hasPrefix("date") ?? false }

/// Each of `names` once, in order.
func distinct(_ names: [String]) -> [String] {
  names.reduce(into: []) { kept, name in if !kept.contains(name) { kept.append(name) } }
}
