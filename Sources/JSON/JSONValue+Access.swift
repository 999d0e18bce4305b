extension JSONValue {
  package var kind: JSONKind {
    switch self {
    case .null: .null
    case .bool: .bool
    case .number: .number
    case .string: .string
    case .array: .array
    case .object: .object
    }
  }

  package var bool: Bool? {
    if case .bool(let value) = self { value } else { nil }
  }

  package var string: String? {
    if case .string(let text) = self { text } else { nil }
  }

  /// The number when it is whole and fits, whichever way it was written: `7`, `7.0`, `7e0`.
  package var int64: Int64? { withNumber { $0.int64 } }

  /// The nearest double; nil when that is infinite.
  package var double: Double? { withNumber { $0.double } }

  package var decimal: JSONDecimal? { withNumber { JSONDecimal($0) } }

  package var array: [JSONValue]? {
    if case .array(let elements) = self { elements } else { nil }
  }

  package var members: [JSONMember]? {
    if case .object(let members) = self { members } else { nil }
  }

  /// The first member with this name; nil when there is none or this is not an object.
  package subscript(_ name: String) -> JSONValue? {
    members?.first { sameText($0.name, name) }?.value
  }

  private func withNumber<Number>(_ convert: (NumberText) -> Number?) -> Number? {
    guard case .number(var text) = self else { return nil }
    return text.withUTF8 { NumberText(UnsafeRawBufferPointer($0)).flatMap(convert) }
  }
}

extension JSONValue: ExpressibleByNilLiteral, ExpressibleByBooleanLiteral, ExpressibleByStringLiteral {
  package init(nilLiteral: ()) { self = .null }
  package init(booleanLiteral value: Bool) { self = .bool(value) }
  package init(stringLiteral value: String) { self = .string(value) }
}

extension JSONValue: ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral {
  package init(integerLiteral value: Int) { self = .int(value) }

  package init(floatLiteral value: Double) {
    let writer = JSONWriter(capacity: 64)
    writer.double(value)
    self = value.isFinite ? .number(String(decoding: writer.bytes, as: UTF8.self)) : .null
  }
}

extension JSONValue: ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral {
  package init(arrayLiteral elements: JSONValue...) { self = .array(elements) }

  package init(dictionaryLiteral elements: (String, JSONValue)...) {
    self = .object(elements.map { JSONMember(name: $0.0, value: $0.1) })
  }
}
