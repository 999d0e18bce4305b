import JSON

/// What a request is answered with when it fails.
package struct ErrorAnswer: Error, Sendable {
  package let code: ErrorCode
  package let message: String
  package let details: JSONValue
  /// Seconds after which trying again makes sense.
  package let retryAfter: Double?

  package init(_ code: ErrorCode, _ message: String, details: JSONValue = .object([]), retryAfter: Double? = nil) {
    self.code = code
    self.message = message
    self.details = details
    self.retryAfter = retryAfter
  }

  package static func parseError(_ reason: String) -> ErrorAnswer {
    ErrorAnswer(.parseError, "Parse error", details: ["reason": .string(reason)])
  }

  package static func invalidRequest(_ reason: String) -> ErrorAnswer {
    ErrorAnswer(.invalidRequest, "Invalid Request", details: ["reason": .string(reason)])
  }

  package static let cancelled = ErrorAnswer(.requestCancelled, "The request was cancelled")

  func write(to writer: JSONWriter) {
    writer.beginObject()
    writer.name("code")
    writer.int(code.number)
    writer.name("message")
    writer.string(message)
    writer.name("data")
    writer.beginObject()
    writer.name("code")
    writer.string(code.symbol)
    writer.name("details")
    details.write(to: writer)
    writer.name("retry_after")
    if let retryAfter { writer.double(retryAfter) } else { writer.null() }
    writer.endObject()
    writer.endObject()
  }
}
