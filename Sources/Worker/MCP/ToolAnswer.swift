import JSON
import JSONRPC

/// The answer of a method as the result of a tool: the same JSON as a structure and as text.
struct ToolAnswer: AnswerShape {
  let era: MCPEra

  func write(result: UnsafeRawBufferPointer, to writer: JSONWriter) {
    guard let quoted = SafeIntegers.quoted(result) else { return write(json: result, to: writer) }
    quoted.withUnsafeBytes { write(json: $0, to: writer) }
  }

  private func write(json: UnsafeRawBufferPointer, to writer: JSONWriter) {
    era.writeResult(to: writer) { writer in
      content(to: writer) { $0.string(utf8: json.bindMemory(to: UInt8.self)) }
      writer.name("structuredContent")
      writer.raw(json)
    }
  }

  /// A result, too, so that the agent reads it, and can do better.
  func write(failure: ErrorAnswer, to writer: JSONWriter) {
    era.writeResult(to: writer) { writer in
      content(to: writer) { $0.string(failure.adviceForAgents) }
      writer.name("isError")
      writer.bool(true)
    }
  }

  private func content(to writer: JSONWriter, _ text: (JSONWriter) -> Void) {
    writer.name("content")
    writer.beginArray()
    writer.beginObject()
    writer.name("type")
    writer.string("text")
    writer.name("text")
    text(writer)
    writer.endObject()
    writer.endArray()
  }
}

extension ErrorAnswer {
  /// What was wrong, and what to do about it.
  fileprivate var adviceForAgents: String {
    let what = message.hasPrefix("params.") ? "arguments." + message.dropFirst(7) : message
    let text = "\(code.symbol): \(what)" + (what.hasSuffix(".") || what.hasSuffix("?") ? "" : ".")
    guard let advice else { return text }
    return "\(text) \(advice)"
  }

  private var advice: String? {
    if let retryAfter { return "Call again in \(Int(min(retryAfter, 86_400).rounded(.up))) s." }
    switch code {
    case .invalidParams: return "Correct the argument and call again."
    case .notFound, .unknownModel: return "Ask the tools of the same group that list or search for what there is."
    case .insufficientData: return "Ask about a longer window or a wider scope."
    case .accessDenied, .paymentRequired: return "Another key would be needed; calling again does not help."
    case .authenticationRequired: return "A person has to set COSTWIRE_ACCESS_KEY where this server is started."
    case .idempotencyConflict: return "Use another id for another event."
    case .configurationError, .databaseError, .databaseNewer, .databaseFull: return "A person has to look at the server's settings or database."
    case .internalError: return "Calling again may help; what happened is in the server's log."
    default: return nil
    }
  }
}
