import JSON
import JSONRPC
import Store

/// The params of `initialize`: LSP's, and the worker's settings.
package struct InitializeParams: MethodParams {
  /// The process whose end is the worker's end.
  package var processID: Int?
  var clientInfo: JSONValue?
  var capabilities: JSONValue?
  var options: Settings?
  var accessKey: String?

  package init() {}

  /// Open: LSP clients send members of their own (`rootUri`, `trace`).
  static let fields = FieldTable<InitializeParams>(
    [
      Field("processId", \.processID, .integer(0...4_194_304), "The process whose end is the worker's end."),
      Field("clientInfo", \.clientInfo, .map(.any), "Name and version of the client."),
      Field("capabilities", \.capabilities, .map(.any), "What the client can do."),
      Field("initializationOptions", \.options, Settings.schema, "The worker's settings."),
      Field("access_key", \.accessKey, .string(most: 512, format: nil), "The key of the connection's principal."),
    ], isOpen: true)
}

extension Settings: JSONReadable, JSONWritable {
  package static var schema: Schema { fields.schema }
  package static func read(_ view: JSONView, _ schema: Schema) throws(SchemaMismatch) -> Settings {
    var settings = Settings()
    try fields.read(view, into: &settings)
    return settings
  }
  package func write(to writer: JSONWriter) {
    writer.beginObject()
    Settings.fields.write(self, to: writer)
    writer.endObject()
  }
}

/// What `initialize` answers.
struct InitializeResult {
  let path: String
  let isCreated: Bool
  let settings: Settings
  let framing: Framing

  /// Who answers.
  static func writeServer(to writer: JSONWriter) {
    writer.beginObject()
    writer.name("name")
    writer.string("costwire")
    writer.name("version")
    writer.string(workerVersion)
    writer.endObject()
  }

  func write(to writer: JSONWriter) {
    writer.beginObject()
    writer.name("serverInfo")
    Self.writeServer(to: writer)
    writer.name("capabilities")
    writer.beginObject()
    writer.name("groups")
    AllMethods.groups.write(to: writer)
    writer.name("notifications")
    Settings.offeredNotifications.write(to: writer)
    writer.name("limits")
    writer.beginObject()
    let limits = settings.wireLimits
    writer.name("message_bytes")
    writer.int(limits.messageBytes)
    writer.name("depth")
    writer.int(limits.depth)
    writer.name("batch_calls")
    writer.int(limits.batchCalls)
    writer.name("id_bytes")
    writer.int(limits.idBytes)
    writer.name("events")
    writer.int(UsageTrackBatch.mostEvents)
    writer.endObject()
    writer.name("framing")
    writer.string(framing == .header ? "content-length" : "newline")
    writer.name("schema_version")
    writer.int(LedgerWriter.schemaVersion)
    writer.endObject()
    writer.name("database")
    writer.beginObject()
    writer.name("path")
    writer.string(path)
    writer.name("created")
    writer.bool(isCreated)
    writer.name("schema_version")
    writer.int(LedgerWriter.schemaVersion)
    writer.name("durability")
    writer.string((settings.durability ?? .full).rawValue)
    writer.endObject()
    writer.endObject()
  }
}

/// The version of the worker and of the documents made from it.
package let workerVersion = "0.1.0"

extension Settings {
  /// What may come in over the wire.
  package var wireLimits: WireLimits {
    var wire = WireLimits()
    wire.messageBytes = limits?.messageBytes ?? wire.messageBytes
    wire.depth = limits?.depth ?? wire.depth
    return wire
  }
}
