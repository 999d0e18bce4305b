/// The numbers of error answers: JSON-RPC's, LSP's, and costwire's own, which are positive and begin with the
/// HTTP status that says the same.
package struct ErrorCode: Hashable, Sendable {
  package let number: Int
  /// The stable name, given as `data.code`.
  package let symbol: String

  package init(_ number: Int, _ symbol: String) { (self.number, self.symbol) = (number, symbol) }

  package static let parseError = ErrorCode(-32700, "PARSE_ERROR")
  package static let invalidRequest = ErrorCode(-32600, "INVALID_REQUEST")
  package static let methodNotFound = ErrorCode(-32601, "METHOD_NOT_FOUND")
  package static let invalidParams = ErrorCode(-32602, "VALIDATION_ERROR")
  package static let internalError = ErrorCode(-32603, "INTERNAL_ERROR")
  package static let notInitialized = ErrorCode(-32002, "NOT_INITIALIZED")
  package static let requestCancelled = ErrorCode(-32800, "REQUEST_CANCELLED")
  package static let contentModified = ErrorCode(-32801, "CONTENT_MODIFIED")
  package static let requestFailed = ErrorCode(-32803, "REQUEST_FAILED")
}
