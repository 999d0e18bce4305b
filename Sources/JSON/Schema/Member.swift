/// One member of a result: its name and where it comes from.
///
/// Where it comes from is written as a key path and taken as a function: the compiler makes that a plain access, while
/// going along a key path at run time would cost a small answer more than everything else.
package struct Member<Root>: Sendable {
  /// Made when documents are: an answer is written without it.
  private let describe: @Sendable () -> Schema.Property
  let write: @Sendable (Root, JSONWriter) -> Void
  var property: Schema.Property { describe() }

  package init<Value: JSONWritable>(
    _ name: StaticString, _ value: @escaping @Sendable (Root) -> Value, _ documentation: String
  ) {
    describe = { Schema.Property("\(name)", Value.schema, isRequired: true, documentation) }
    write = { root, writer in
      writer.name(name)
      value(root).write(to: writer)
    }
  }

  private init(_ describe: @escaping @Sendable () -> Schema.Property, _ write: @escaping @Sendable (Root, JSONWriter) -> Void) {
    (self.describe, self.write) = (describe, write)
  }

  /// A member that is left out when there is no value.
  package static func optional<Value: JSONWritable>(
    _ name: StaticString, _ value: @escaping @Sendable (Root) -> Value?, _ documentation: String
  ) -> Member {
    Member({ Schema.Property("\(name)", Value.schema, documentation) }) { root, writer in
      guard let value = value(root) else { return }
      writer.name(name)
      value.write(to: writer)
    }
  }

  /// The members of a part, as members of the whole.
  package static func group<Part: Shaped>(_ part: @escaping @Sendable (Root) -> Part) -> [Member] {
    Part.members.map { member in
      Member(member.describe) { root, writer in member.write(part(root), writer) }
    }
  }
}

/// A value that is written as an object of declared members.
package protocol Shaped: JSONWritable {
  static var members: [Member<Self>] { get }
}

extension Shaped {
  package static var schema: Schema { .object(members.map(\.property)) }

  package func write(to writer: JSONWriter) {
    writer.beginObject()
    for member in Self.members { member.write(self, writer) }
    writer.endObject()
  }
}
