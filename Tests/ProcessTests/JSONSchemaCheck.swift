import JSON

/// What is wrong with a value by a JSON Schema, of the keywords that tools' schemas use; nil when nothing is.
func mismatch(_ value: JSONValue, _ schema: JSONValue, at path: String = "") -> String? {
  for keyword in schema.members ?? [] {
    switch keyword.name {
    case "type":
      let types = keyword.value.array?.compactMap(\.string) ?? [keyword.value.string ?? ""]
      guard types.contains(where: { isOf($0, value) }) else { return "\(path): \(value.text().prefix(60)) is not of \(types)" }
    case "properties":
      for property in keyword.value.members ?? [] {
        if let member = value[property.name], let found = mismatch(member, property.value, at: path + "." + property.name) { return found }
      }
    case "items":
      for (index, element) in (value.array ?? []).enumerated() {
        if let found = mismatch(element, keyword.value, at: "\(path)[\(index)]") { return found }
      }
    case "required":
      for name in keyword.value.array ?? [] where value.members != nil && value[name.string ?? ""] == nil { return "\(path) lacks \(name.text())" }
    case "anyOf":
      guard keyword.value.array?.contains(where: { mismatch(value, $0) == nil }) == true else { return "\(path) is none of several" }
    case "additionalProperties":
      for member in value.members ?? [] where schema["properties"]?[member.name] == nil {
        if keyword.value == .bool(false) { return "\(path).\(member.name) is not known" }
        if let found = mismatch(member.value, keyword.value, at: path + "." + member.name) { return found }
      }
    case "enum":
      guard keyword.value.array?.contains(value) == true else { return "\(path): \(value.text()) is not listed" }
    case "minimum":
      guard let number = value.double, let bound = keyword.value.double else { continue }
      if number < bound { return "\(path): \(number) is below \(bound)" }
    case "maximum":
      guard let number = value.double, let bound = keyword.value.double else { continue }
      if number > bound { return "\(path): \(number) is above \(bound)" }
    case "description", "default", "format": break
    default: return "\(path): \(keyword.name) is no keyword that tools use"
    }
  }
  return nil
}

private func isOf(_ type: String, _ value: JSONValue) -> Bool {
  switch value {
  case .null: type == "null"
  case .bool: type == "boolean"
  case .number: type == "number" || (type == "integer" && value.int64 != nil)
  case .string: type == "string"
  case .array: type == "array"
  case .object: type == "object"
  }
}
