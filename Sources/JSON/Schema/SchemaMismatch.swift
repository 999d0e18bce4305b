/// A value is not what was asked for.
package struct SchemaMismatch: Error, Sendable {
  /// Where, from the outermost member on: `events[3].model`.
  package private(set) var path: String
  /// What would have been accepted.
  package let expected: String
  /// What stood there, shortened.
  package let got: String
  /// The known name that an unknown one most resembles.
  package let nearest: String?

  package init(path: String = "", expected: String, got: String, nearest: String? = nil) {
    self.path = path
    self.expected = expected
    self.got = got
    self.nearest = nearest
  }

  package init(expected: String, got view: JSONView) {
    self.init(expected: expected, got: Self.shortened(view))
  }

  /// The same, seen from the object that holds the value.
  package func inside(_ name: String) -> SchemaMismatch {
    var outer = self
    outer.path = path.isEmpty ? name : path.first == "[" ? name + path : name + "." + path
    return outer
  }

  package func inside(_ index: Int) -> SchemaMismatch {
    var outer = self
    outer.path = path.isEmpty || path.first == "[" ? "[\(index)]\(path)" : "[\(index)].\(path)"
    return outer
  }

  private static func shortened(_ view: JSONView) -> String {
    switch view.kind {
    case .object: return "an object"
    case .array: return "a list"
    default:
      let raw = view.raw
      let text = String(decoding: raw.prefix(60), as: UTF8.self)
      return raw.count > 60 ? text + "…" : text
    }
  }
}
