import JSON

/// One member of params: its name, what it may be, and where it goes.
///
/// Where it goes is written as a key path, inlined into the table's declaration in this module and used in one closure alone:
/// so the compiler makes it a plain access, while making key paths at run time took a tenth of the program's start.
package struct Field<Root>: Sendable {
  let property: Schema.Property
  fileprivate let name: [UInt8]
  let read: @Sendable (JSONView, inout Root) throws(SchemaMismatch) -> Void
  /// Does not change the root: that it may is what spares a copy for each field.
  let write: @Sendable (inout Root, JSONWriter) -> Void

  /// A field that accepts what its type accepts.
  @inline(__always)
  init<Value: JSONReadable & JSONWritable>(
    _ name: String, _ path: WritableKeyPath<Root, Value> & Sendable, isRequired: Bool = false,
    default defaultValue: JSONValue? = nil, _ documentation: String
  ) {
    self.init(name, path, Value.schemaOfField, isRequired: isRequired, default: defaultValue, documentation)
  }

  /// - Parameter schema: narrower than the type's own.
  /// - Parameter isRequired: whether the member must be there; otherwise the property keeps its initial value.
  /// - Parameter defaultValue: that initial value in words of JSON, for the documents.
  @inline(__always)
  init<Value: JSONReadable & JSONWritable>(
    _ name: String, _ path: WritableKeyPath<Root, Value> & Sendable, _ schema: Schema,
    isRequired: Bool = false, default defaultValue: JSONValue? = nil, _ documentation: String
  ) {
    property = Schema.Property(name, schema, isRequired: isRequired, default: defaultValue, documentation)
    self.name = Array(name.utf8)
    // Puts a value there, or says which is.
    let exchange: @Sendable (inout Root, Value?) -> Value? = { root, new in
      guard let new else { return root[keyPath: path] }
      root[keyPath: path] = new
      return nil
    }
    read = { view, root throws(SchemaMismatch) in _ = exchange(&root, try Value.read(view, schema)) }
    write = { root, writer in
      guard let value = exchange(&root, nil), !value.isAbsent else { return }
      writer.name(name)
      value.write(to: writer)
    }
  }

  private init(
    _ property: Schema.Property,
    read: @escaping @Sendable (JSONView, inout Root) throws(SchemaMismatch) -> Void,
    write: @escaping @Sendable (inout Root, JSONWriter) -> Void
  ) {
    self.property = property
    name = Array(property.name.utf8)
    self.read = read
    self.write = write
  }

  /// The same field, that need not be there.
  var optional: Field<Root> {
    var property = property
    property.isRequired = false
    return Field(property, read: read, write: write)
  }

  /// The fields of a group that several methods share, as fields of the whole.
  @inline(__always)
  static func group<Part>(
    _ path: WritableKeyPath<Root, Part> & Sendable, _ fields: [Field<Part>]
  ) -> [Field<Root>] {
    let reach: @Sendable (inout Root, (inout Part) -> Void) -> Void = { root, body in body(&root[keyPath: path]) }
    return fields.map { field in
      Field(
        field.property,
        read: { view, root throws(SchemaMismatch) in
          var mismatch: SchemaMismatch?
          reach(&root) { part in
            do throws(SchemaMismatch) { try field.read(view, &part) } catch { mismatch = error }
          }
          if let mismatch { throw mismatch }
        },
        write: { root, writer in reach(&root) { field.write(&$0, writer) } })
    }
  }
}

extension JSONReadable {
  /// What is read; what is written may be null, too.
  fileprivate static var schemaOfField: Schema { schema }
}

/// The fields of an object, and how to read one.
package struct FieldTable<Root>: Sendable {
  private let fields: [Field<Root>]
  /// Whether members that no field names are passed over.
  private let isOpen: Bool
  /// A bit for each field that must be there.
  private let required: UInt64

  init(_ fields: [Field<Root>], isOpen: Bool = false) {
    self.fields = fields
    self.isOpen = isOpen
    required = fields.enumerated().reduce(0) { $1.element.property.isRequired ? $0 | 1 << UInt64($1.offset) : $0 }
  }

  package var schema: Schema { .object(fields.map(\.property)) }
  package var properties: [Schema.Property] { fields.map(\.property) }

  /// Reads the members of `view` into `root`. Null counts as absent.
  func read(_ view: JSONView?, into root: inout Root) throws(SchemaMismatch) {
    var seen: UInt64 = 0
    if let view {
      guard view.kind == .object else { throw SchemaMismatch(expected: "an object", got: view) }
      var expected = 0
      for (name, value) in view.members {
        guard let index = index(of: name, from: expected) else {
          try passOver(name)
          continue
        }
        expected = index + 1
        if seen & (1 << UInt64(index)) != 0 {
          throw SchemaMismatch(
            path: fields[index].property.name, expected: "the member once", got: "it twice")
        }
        seen |= 1 << UInt64(index)
        if value.isNull, !fields[index].property.isRequired { continue }
        do throws(SchemaMismatch) {
          try fields[index].read(value, &root)
        } catch {
          throw error.inside(fields[index].property.name)
        }
      }
    }
    if seen & required == required { return }
    for (index, field) in fields.enumerated() where required & ~seen & (1 << UInt64(index)) != 0 {
      throw SchemaMismatch(path: field.property.name, expected: field.property.schema.expectation, got: "nothing")
    }
  }

  /// Writes the members that have a value.
  func write(_ root: Root, to writer: JSONWriter) {
    var root = root
    for field in fields { field.write(&root, writer) }
  }

  /// Members mostly come in the order of the fields, so the next one is tried first.
  @inline(__always)
  private func index(of name: UnsafeBufferPointer<UInt8>, from expected: Int) -> Int? {
    if expected < fields.count, fields[expected].name.count == name.count, fields[expected].name.elementsEqual(name) {
      return expected
    }
    for index in fields.indices where fields[index].name.count == name.count {
      if fields[index].name.elementsEqual(name) { return index }
    }
    return nil
  }

  private func passOver(_ name: UnsafeBufferPointer<UInt8>) throws(SchemaMismatch) {
    if isOpen || isProtocolMember(name) { return }
    let given = String(decoding: name.prefix(64), as: UTF8.self)
    throw SchemaMismatch(
      path: given, expected: "a known parameter", got: "an unknown one",
      nearest: closestName(given, among: fields.map(\.property.name)))
  }
}

/// Members that belong to the protocol, not to a method.
func isProtocolMember(_ name: UnsafeBufferPointer<UInt8>) -> Bool {
  guard let first = name.first else { return false }
  return first == UInt8(ascii: "_") || first == UInt8(ascii: "$") || name.elementsEqual("workDoneToken".utf8)
}
