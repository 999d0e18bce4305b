/// What a value may be: enough of JSON Schema to say what methods take and answer.
package indirect enum Schema: Sendable {
  case any
  case boolean
  case integer(ClosedRange<Int64>?)
  case number(ClosedRange<Double>?)
  /// A string of at most so many bytes, and the name of its format if it has one.
  case string(most: Int?, format: String?)
  case choice([String])
  case list(Schema, most: Int?)
  /// An object whose members are named by data.
  case map(Schema)
  case object([Property])
  case either([Schema])
  case null

  package static let string = Schema.string(most: nil, format: nil)

  /// This, or null.
  package var orNull: Schema { .either([self, .null]) }

  /// One member of an object.
  package struct Property: Sendable {
    package var name: String
    package var schema: Schema
    package var isRequired: Bool
    package var defaultValue: JSONValue?
    package var documentation: String

    package init(
      _ name: String, _ schema: Schema, isRequired: Bool = false, default defaultValue: JSONValue? = nil,
      _ documentation: String
    ) {
      self.name = name
      self.schema = schema
      self.isRequired = isRequired
      self.defaultValue = defaultValue
      self.documentation = documentation
    }
  }

  /// The same as a JSON Schema (draft 7, as OpenRPC uses it).
  package var document: JSONValue {
    switch self {
    case .any: .object([])
    case .boolean: ["type": "boolean"]
    case .integer(let range):
      .object([JSONMember(name: "type", value: "integer")] + (range.map(Self.bounds) ?? []))
    case .number(let range):
      .object([JSONMember(name: "type", value: "number")] + (range.map(Self.bounds) ?? []))
    case .string(let most, let format):
      .object(
        [JSONMember(name: "type", value: "string")]
          + (most.map { [JSONMember(name: "maxLength", value: .int($0))] } ?? [])
          + (format.map { [JSONMember(name: "format", value: .string($0))] } ?? []))
    case .choice(let names): ["type": "string", "enum": .array(names.map(JSONValue.string))]
    case .list(let element, let most):
      .object(
        [JSONMember(name: "type", value: "array"), JSONMember(name: "items", value: element.document)]
          + (most.map { [JSONMember(name: "maxItems", value: .int($0))] } ?? []))
    case .map(let value): ["type": "object", "additionalProperties": value.document]
    case .object(let properties): Self.objectDocument(properties)
    case .either(let choices): ["anyOf": .array(choices.map(\.document))]
    case .null: ["type": "null"]
    }
  }

  private static func bounds(_ range: ClosedRange<Int64>) -> [JSONMember] {
    (range.lowerBound == .min ? [] : [JSONMember(name: "minimum", value: .int(Int(range.lowerBound)))])
      + (range.upperBound == .max ? [] : [JSONMember(name: "maximum", value: .int(Int(range.upperBound)))])
  }

  private static func bounds(_ range: ClosedRange<Double>) -> [JSONMember] {
    (range.lowerBound.isFinite ? [JSONMember(name: "minimum", value: JSONValue(floatLiteral: range.lowerBound))] : [])
      + (range.upperBound.isFinite ? [JSONMember(name: "maximum", value: JSONValue(floatLiteral: range.upperBound))] : [])
  }

  private static func objectDocument(_ properties: [Property]) -> JSONValue {
    let required = properties.filter(\.isRequired).map { JSONValue.string($0.name) }
    let members = properties.map { property in
      JSONMember(name: property.name, value: property.document)
    }
    return .object(
      [
        JSONMember(name: "type", value: "object"),
        JSONMember(name: "properties", value: .object(members)),
      ] + (required.isEmpty ? [] : [JSONMember(name: "required", value: .array(required))])
        + [JSONMember(name: "additionalProperties", value: false)])
  }

  /// What would have been accepted, in words.
  package var expectation: String {
    switch self {
    case .any: "a value"
    case .boolean: "true or false"
    case .integer(let range):
      if let range { "an integer from \(range.lowerBound) to \(range.upperBound)" } else { "an integer" }
    case .number(let range):
      if let range { "a number from \(range.lowerBound) to \(range.upperBound)" } else { "a number" }
    case .string(let most, let format):
      (format.map { "a string (\($0))" } ?? "a string") + (most.map { " of at most \($0) bytes" } ?? "")
    case .choice(let names): "one of " + names.joined(separator: ", ")
    case .list(let element, let most): "a list" + (most.map { " of at most \($0)" } ?? "") + ", each \(element.expectation)"
    case .map, .object: "an object"
    case .either(let choices): choices.map(\.expectation).joined(separator: ", or ")
    case .null: "null"
    }
  }
}

extension Schema.Property {
  package var document: JSONValue {
    guard case .object(var members) = schema.document else { return schema.document }
    members.append(JSONMember(name: "description", value: .string(documentation)))
    if let defaultValue { members.append(JSONMember(name: "default", value: defaultValue)) }
    return .object(members)
  }
}
