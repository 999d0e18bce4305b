import CostModel
import JSON

/// Schemas as tools have them (JSON Schema 2020-12): they stand in an agent's context, so they say what it needs and no more.
extension Schema {
  /// Integers that any JSON reader holds exactly; beyond, answers hold texts (`SafeIntegers`).
  private static let exact: ClosedRange<Int64> = -9_007_199_254_740_991...9_007_199_254_740_991

  /// What may be given.
  static func toolInput(_ properties: [Property]) -> JSONValue {
    let required = properties.filter(\.isRequired).map { JSONValue.string($0.name) }
    return .object(
      [member("type", "object")]
        + (properties.isEmpty ? [] : [member("properties", .object(properties.map { member($0.name, $0.toolInput) }))])
        + (required.isEmpty ? [] : [member("required", .array(required))]) + [member("additionalProperties", false)])
  }

  /// What is answered. The levels below are told as objects and lists without their members.
  func toolOutput(levels: Int) -> JSONValue {
    switch self {
    case .object(let properties) where levels > 0:
      ["type": "object", "properties": .object(properties.map { Self.member($0.name, $0.schema.toolOutput(levels: levels - 1)) })]
    case .object, .map: ["type": "object"]
    case .list(let element, _): levels > 0 ? ["type": "array", "items": element.toolOutput(levels: levels - 1)] : ["type": "array"]
    case .either(let choices): Self.oneOf(choices.map { $0.toolOutput(levels: levels) })
    case .integer(let range):
      range.map { Self.exact.contains($0.lowerBound) && Self.exact.contains($0.upperBound) } == true
        ? ["type": "integer"] : ["type": ["integer", "string"]]
    case .choice, .string: ["type": "string"]
    case .number: ["type": "number"]
    case .boolean: ["type": "boolean"]
    case .null: ["type": "null"]
    case .any: .object([])
    }
  }

  fileprivate var toolInput: JSONValue {
    switch self {
    case .object(let properties): Self.toolInput(properties)
    case .list(let element, _): ["type": "array", "items": element.toolInput]
    case .map(let value): if case .any = value { ["type": "object"] } else { ["type": "object", "additionalProperties": value.toolInput] }
    case .either(let choices): Self.oneOf(choices.map(\.toolInput))
    case .string(_, let format?) where format == "date-time": ["type": "string", "format": "date-time"]
    case .string: ["type": "string"]
    case .integer, .number: bounded
    default: document
    }
  }

  /// Bounds that are there only to keep sums representable tell an agent nothing.
  private var bounded: JSONValue {
    guard case .object(let members) = document else { return document }
    return .object(members.filter { $0.value.int64.map { abs($0) <= 100_000 } ?? true })
  }

  /// One of several; types that differ in nothing else are told in one list.
  private static func oneOf(_ choices: [JSONValue]) -> JSONValue {
    let types = choices.compactMap { $0["type"]?.string.map(JSONValue.string) }
    let details = choices.flatMap { ($0.members ?? []).filter { $0.name != "type" } }
    guard types.count == choices.count, Set(details.map(\.name)).count == details.count, Set(types).count == types.count else {
      return ["anyOf": .array(choices)]
    }
    return .object([member("type", .array(types))] + details)
  }

  private static func member(_ name: String, _ value: JSONValue) -> JSONMember { JSONMember(name: name, value: value) }
}

extension Schema.Property {
  /// Filters say by their names what they are; everything else is described.
  fileprivate var toolInput: JSONValue {
    let schema = schema.toolInput
    guard case .object(let members) = schema, !ScopeParams.isFilter(self) else { return schema }
    return .object(
      members + [JSONMember(name: "description", value: .string(documentation))]
        + (defaultValue.map { [JSONMember(name: "default", value: $0)] } ?? []))
  }
}

extension ScopeParams {
  /// Whether a property is one of those that narrow a read by one text or any of several.
  fileprivate static func isFilter(_ property: Schema.Property) -> Bool {
    guard case .either(let choices) = property.schema, choices.count == 2, case .string = choices[0], case .list(.string, _) = choices[1] else {
      return false
    }
    return Dimension.scoped.contains { $0.member == property.name }
  }
}
