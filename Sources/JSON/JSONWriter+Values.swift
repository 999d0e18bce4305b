extension JSONWriter {
  package func null() {
    separate()
    append("null")
  }

  package func bool(_ value: Bool) {
    separate()
    append(value ? "true" : "false")
  }

  /// Writes bytes that already are one valid JSON value.
  package func raw(_ value: UnsafeRawBufferPointer) {
    separate()
    guard let base = value.baseAddress else { return }
    append(base.assumingMemoryBound(to: UInt8.self), value.count)
  }

  /// Writes text that already is one valid JSON value.
  package func raw(_ value: StaticString) {
    separate()
    append(value)
  }

  /// Writes a parsed value without blanks: members in their order, numbers as sent, strings with the fewest escapes.
  package func value(_ view: JSONView) {
    switch view.kind {
    case .null, .bool, .number: raw(view.raw)
    case .string: string(utf8: view.decodedBytes)
    case .array: array(view, element: value)
    case .object:
      beginObject()
      for member in view.members {
        name(utf8: member.name)
        value(member.value)
      }
      endObject()
    }
  }

  /// Writes a parsed value so that the order of members makes no difference.
  ///
  /// Members are sorted by the bytes of their names; those of one name keep their order. Numbers stay as sent.
  package func canonical(_ view: JSONView) {
    switch view.kind {
    case .null, .bool, .number: raw(view.raw)
    case .string: string(utf8: view.decodedBytes)
    case .array: array(view, element: canonical)
    case .object:
      beginObject()
      let order = view.members.enumerated().sorted { left, right in
        if left.element.name.elementsEqual(right.element.name) { return left.offset < right.offset }
        return left.element.name.lexicographicallyPrecedes(right.element.name)
      }
      for (_, member) in order {
        name(utf8: member.name)
        canonical(member.value)
      }
      endObject()
    }
  }

  private func array(_ view: JSONView, element: (JSONView) -> Void) {
    beginArray()
    for each in view.elements { element(each) }
    endArray()
  }
}
