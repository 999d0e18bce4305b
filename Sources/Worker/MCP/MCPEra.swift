import JSON

/// The two kinds of the protocol: every request on its own, or a session that `initialize` begins.
enum MCPEra: Sendable {
  /// From 2026-07-28 on: each request says its version, and results say what they are.
  case modern
  case legacy

  static let modernVersion = "2026-07-28"
  /// Newest first.
  static let legacyVersions = ["2025-11-25", "2025-06-18", "2025-03-26", "2024-11-05"]

  static let versionKey: StaticString = "io.modelcontextprotocol/protocolVersion"
  static let capabilitiesKey: StaticString = "io.modelcontextprotocol/clientCapabilities"

  /// For how long an answer may be kept, and by whom.
  enum Keeping {
    /// Changes only with the program.
    case anyone
    /// Changes with every event.
    case nobody
  }

  /// Writes the member `result`.
  func writeResult(to writer: JSONWriter, keeping: Keeping? = nil, subscription: [UInt8]? = nil, _ body: (JSONWriter) -> Void) {
    writer.name("result")
    writer.beginObject()
    if self == .modern {
      writer.name("resultType")
      writer.string("complete")
    }
    body(writer)
    if self == .modern {
      if let keeping {
        writer.name("ttlMs")
        writer.int(keeping == .anyone ? 3_600_000 : 0)
        writer.name("cacheScope")
        writer.string(keeping == .anyone ? "public" : "private")
      }
      writer.name("_meta")
      writer.beginObject()
      writer.name("io.modelcontextprotocol/serverInfo")
      InitializeResult.writeServer(to: writer)
      if let subscription {
        writer.name("io.modelcontextprotocol/subscriptionId")
        subscription.withUnsafeBytes { writer.raw($0) }
      }
      writer.endObject()
    }
    writer.endObject()
  }
}

/// What is wrong with a request of the protocol itself.
struct MCPFailure: Error {
  let code: Int
  let message: String
  var data: JSONValue?

  static func invalidRequest(_ reason: String) -> MCPFailure { MCPFailure(code: -32600, message: "Invalid Request: " + reason) }
  static func invalidParams(_ reason: String) -> MCPFailure { MCPFailure(code: -32602, message: reason) }

  static func unsupported(_ version: String) -> MCPFailure {
    let supported = ([MCPEra.modernVersion] + MCPEra.legacyVersions).map(JSONValue.string)
    return MCPFailure(
      code: -32022, message: "Unsupported protocol version", data: ["supported": .array(supported), "requested": .string(shortened(version))])
  }

  /// Writes the member `error`.
  func write(to writer: JSONWriter) {
    writer.name("error")
    writer.beginObject()
    writer.name("code")
    writer.int(code)
    writer.name("message")
    writer.string(message)
    if let data {
      writer.name("data")
      data.write(to: writer)
    }
    writer.endObject()
  }
}
