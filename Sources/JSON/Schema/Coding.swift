/// A type that values of params are read into.
package protocol JSONReadable: SendableMetatype {
  /// What is accepted when a field does not say more.
  static var schema: Schema { get }
  /// Reads a value and holds it against `schema`.
  static func read(_ view: JSONView, _ schema: Schema) throws(SchemaMismatch) -> Self
}

/// A type that results are written from.
package protocol JSONWritable: SendableMetatype {
  static var schema: Schema { get }
  func write(to writer: JSONWriter)
  /// Whether there is no value to write.
  var isAbsent: Bool { get }
}

extension JSONWritable {
  package var isAbsent: Bool { false }
}

extension Bool: JSONReadable, JSONWritable {
  package static var schema: Schema { .boolean }
  package static func read(_ view: JSONView, _ schema: Schema) throws(SchemaMismatch) -> Bool {
    guard let value = view.bool else { throw SchemaMismatch(expected: schema.expectation, got: view) }
    return value
  }
  package func write(to writer: JSONWriter) { writer.bool(self) }
}

extension Int64: JSONReadable, JSONWritable {
  package static var schema: Schema { .integer(nil) }
  package static func read(_ view: JSONView, _ schema: Schema) throws(SchemaMismatch) -> Int64 {
    guard let value = view.int64 else { throw SchemaMismatch(expected: schema.expectation, got: view) }
    if case .integer(let range?) = schema, !range.contains(value) {
      throw SchemaMismatch(expected: schema.expectation, got: view)
    }
    return value
  }
  package func write(to writer: JSONWriter) { writer.int(self) }
}

extension Int: JSONReadable, JSONWritable {
  package static var schema: Schema { .integer(nil) }
  package static func read(_ view: JSONView, _ schema: Schema) throws(SchemaMismatch) -> Int {
    Int(try Int64.read(view, schema))
  }
  package func write(to writer: JSONWriter) { writer.int(self) }
}

extension Double: JSONReadable, JSONWritable {
  package static var schema: Schema { .number(nil) }
  package static func read(_ view: JSONView, _ schema: Schema) throws(SchemaMismatch) -> Double {
    guard let value = view.double else { throw SchemaMismatch(expected: schema.expectation, got: view) }
    if case .number(let range?) = schema, !range.contains(value) {
      throw SchemaMismatch(expected: schema.expectation, got: view)
    }
    return value
  }
  package func write(to writer: JSONWriter) { writer.double(self) }
}

extension String: JSONReadable, JSONWritable {
  package static var schema: Schema { .string }
  package static func read(_ view: JSONView, _ schema: Schema) throws(SchemaMismatch) -> String {
    guard let bytes = view.utf8 else { throw SchemaMismatch(expected: schema.expectation, got: view) }
    switch schema {
    case .string(let most?, _) where bytes.count > most:
      throw SchemaMismatch(expected: schema.expectation, got: view)
    case .choice(let names):
      guard let name = names.first(where: { $0.utf8.elementsEqual(bytes) }) else {
        let given = String(decoding: bytes.prefix(64), as: UTF8.self)
        throw SchemaMismatch(
          expected: schema.expectation, got: "\"\(given)\"", nearest: closestName(given, among: names))
      }
      return name
    default: break
    }
    return String(decoding: bytes, as: UTF8.self)
  }
  package func write(to writer: JSONWriter) { writer.string(self) }
}

extension Array: JSONReadable where Element: JSONReadable {
  package static var schema: Schema { .list(Element.schema, most: nil) }
  package static func read(_ view: JSONView, _ schema: Schema) throws(SchemaMismatch) -> [Element] {
    guard case .list(let elementSchema, let most) = schema else {
      throw SchemaMismatch(expected: schema.expectation, got: view)
    }
    guard view.kind == .array, view.count <= most ?? .max else {
      throw SchemaMismatch(
        expected: schema.expectation, got: view.kind == .array ? "\(view.count) of them" : "another kind of value")
    }
    var elements: [Element] = []
    elements.reserveCapacity(view.count)
    for element in view.elements {
      do throws(SchemaMismatch) {
        elements.append(try Element.read(element, elementSchema))
      } catch {
        throw error.inside(elements.count)
      }
    }
    return elements
  }
}

extension Array: JSONWritable where Element: JSONWritable {
  package static var schema: Schema { .list(Element.schema, most: nil) }
  package func write(to writer: JSONWriter) {
    writer.beginArray()
    for element in self { element.write(to: writer) }
    writer.endArray()
  }
}

extension Optional: JSONReadable where Wrapped: JSONReadable {
  package static var schema: Schema { Wrapped.schema }
  package static func read(_ view: JSONView, _ schema: Schema) throws(SchemaMismatch) -> Wrapped? {
    view.isNull ? nil : try Wrapped.read(view, schema)
  }
}

extension Optional: JSONWritable where Wrapped: JSONWritable {
  package static var schema: Schema { Wrapped.schema.orNull }
  package func write(to writer: JSONWriter) {
    if let self { self.write(to: writer) } else { writer.null() }
  }
  package var isAbsent: Bool { if case .none = self { true } else { false } }
}

extension JSONValue: JSONReadable, JSONWritable {
  package static var schema: Schema { .any }
  package static func read(_ view: JSONView, _ schema: Schema) throws(SchemaMismatch) -> JSONValue {
    if case .map = schema, view.kind != .object { throw SchemaMismatch(expected: schema.expectation, got: view) }
    return JSONValue(view)
  }
}

/// A value that is one of a few names.
package protocol JSONChoice: JSONReadable, JSONWritable, RawRepresentable, CaseIterable
where RawValue == String, AllCases == [Self] {}

extension JSONChoice {
  package static var schema: Schema {
    // Neither by a key path nor over any collection: the runtime makes types for both, and a start makes some of these.
    var names: [String] = []
    for choice in allCases { names.append(choice.rawValue) }
    return .choice(names)
  }
  package static func read(_ view: JSONView, _ schema: Schema) throws(SchemaMismatch) -> Self {
    let name = try String.read(view, Self.schema)
    guard let value = Self(rawValue: name) else { throw SchemaMismatch(expected: schema.expectation, got: view) }
    return value
  }
  package func write(to writer: JSONWriter) { writer.string(rawValue) }
}
