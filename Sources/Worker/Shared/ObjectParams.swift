import JSON

/// Params that are an object inside other params, and can be answered as they were given.
protocol ObjectParams: MethodParams, JSONReadable, JSONWritable {}

extension ObjectParams {
  static var schema: Schema { fields.schema }

  static func read(_ view: JSONView, _ schema: Schema) throws(SchemaMismatch) -> Self {
    var value = Self()
    try fields.read(view, into: &value)
    return value
  }

  func write(to writer: JSONWriter) {
    writer.beginObject()
    Self.fields.write(self, to: writer)
    writer.endObject()
  }
}
