/// A JSON value as a tree: for documents and tests, not for request paths.
///
/// Strings are equal when their bytes are, as in SQLite and in every client: a composed and a decomposed "é" differ,
/// although Swift's `String` calls them equal. Numbers are compared by their text, objects with the order of members.
package indirect enum JSONValue: Hashable, Sendable {
  case null
  case bool(Bool)
  /// The number's text, so that no digit is lost.
  case number(String)
  case string(String)
  case array([JSONValue])
  case object([JSONMember])

  package static func int(_ value: Int) -> JSONValue { .number(String(value)) }

  /// Copies a parsed value; its depth is bounded by the parser's limit.
  package init(_ view: JSONView) {
    switch view.kind {
    case .null: self = .null
    case .bool: self = .bool(view.bool ?? false)
    case .number: self = .number(String(decoding: view.raw, as: UTF8.self))
    case .string: self = .string(String(decoding: view.decodedBytes, as: UTF8.self))
    case .array: self = .array(view.elements.map { JSONValue($0) })
    case .object:
      self = .object(
        view.members.map { JSONMember(name: String(decoding: $0.name, as: UTF8.self), value: JSONValue($0.value)) })
    }
  }

  /// Reads one whole text with the parser's default limits.
  package static func parse(_ text: String) throws(JSONSyntaxError) -> JSONValue {
    let parser = JSONParser()
    var text = text
    let result = text.withUTF8 { utf8 -> Result<JSONValue, JSONSyntaxError> in
      do throws(JSONSyntaxError) {
        return .success(JSONValue(try parser.parse(UnsafeRawBufferPointer(utf8))))
      } catch {
        return .failure(error)
      }
    }
    return try withExtendedLifetime(parser) { () throws(JSONSyntaxError) in try result.get() }
  }
}

/// A name and its value in an object.
package struct JSONMember: Hashable, Sendable {
  package var name: String
  package var value: JSONValue

  package init(name: String, value: JSONValue) {
    self.name = name
    self.value = value
  }

  package static func == (left: JSONMember, right: JSONMember) -> Bool {
    sameText(left.name, right.name) && left.value == right.value
  }

  package func hash(into hasher: inout Hasher) {
    hashText(name, into: &hasher)
    hasher.combine(value)
  }
}

extension JSONValue {
  package static func == (left: JSONValue, right: JSONValue) -> Bool {
    switch (left, right) {
    case (.null, .null): true
    case (.bool(let left), .bool(let right)): left == right
    case (.number(let left), .number(let right)), (.string(let left), .string(let right)): sameText(left, right)
    case (.array(let left), .array(let right)): left == right
    case (.object(let left), .object(let right)): left == right
    default: false
    }
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(kind)
    switch self {
    case .null: break
    case .bool(let value): hasher.combine(value)
    case .number(let text), .string(let text): hashText(text, into: &hasher)
    case .array(let elements): hasher.combine(elements)
    case .object(let members): hasher.combine(members)
    }
  }
}

/// Whether two strings have the same bytes; `==` would also equate canonically equivalent ones.
func sameText(_ left: String, _ right: String) -> Bool { left.utf8.elementsEqual(right.utf8) }

private func hashText(_ text: String, into hasher: inout Hasher) {
  hasher.combine(text.utf8.count)
  for byte in text.utf8 { hasher.combine(byte) }
}
