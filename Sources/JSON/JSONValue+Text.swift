extension JSONValue {
  /// Writes this value without blanks. A number whose text is none becomes null, so what comes out is JSON.
  package func write(to writer: JSONWriter) {
    switch self {
    case .null: writer.null()
    case .bool(let value): writer.bool(value)
    case .number(var text):
      text.withUTF8 { utf8 in
        let bytes = UnsafeRawBufferPointer(utf8)
        if NumberText(bytes) == nil { writer.null() } else { writer.raw(bytes) }
      }
    case .string(let text): writer.string(text)
    case .array(let elements):
      writer.beginArray()
      for element in elements { element.write(to: writer) }
      writer.endArray()
    case .object(let members):
      writer.beginObject()
      for member in members {
        writer.name(member.name)
        member.value.write(to: writer)
      }
      writer.endObject()
    }
  }

  /// The text of this value; pretty puts each member on a line, indented by two blanks a level.
  package func text(pretty: Bool = false) -> String {
    if pretty { return prettyText(indentation: "") }
    let writer = JSONWriter()
    write(to: writer)
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  private func prettyText(indentation: String) -> String {
    let inner = indentation + "  "
    switch self {
    case .array(let elements) where !elements.isEmpty:
      let lines = elements.map { inner + $0.prettyText(indentation: inner) }
      return "[\n" + lines.joined(separator: ",\n") + "\n" + indentation + "]"
    case .object(let members) where !members.isEmpty:
      let lines = members.map { member in
        inner + JSONValue.string(member.name).text() + ": " + member.value.prettyText(indentation: inner)
      }
      return "{\n" + lines.joined(separator: ",\n") + "\n" + indentation + "}"
    default: return text()
    }
  }
}
