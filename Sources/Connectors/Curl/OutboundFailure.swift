/// Why nothing useful came back from outside. No sentence here holds a URL, a header or anything a receiver said.
package enum OutboundFailure: Error, Hashable, Sendable {
  case missingProgram(String)
  case programFailed(String)
  case unresolved(String)
  case refusedAddress(Endpoint)
  /// The connection led elsewhere than to the address that was checked.
  case movedAddress(Endpoint)
  case timedOut(milliseconds: Int)
  case connectionFailed(Endpoint)
  case insecure(Endpoint)
  case brokenAnswer
  case answerTooLarge(limit: Int)
  case redirected(status: Int)
  case loginRefused
  case messageRefused(status: Int)
  /// What was to be sent cannot be written into a request.
  case unwritable(String)
  case other(exitCode: Int)

  /// A stable name for statistics.
  package var code: String {
    switch self {
    case .missingProgram: "missing_program"
    case .programFailed: "program_failed"
    case .unresolved: "unresolved"
    case .refusedAddress: "refused_address"
    case .movedAddress: "moved_address"
    case .timedOut: "timed_out"
    case .connectionFailed: "connection_failed"
    case .insecure: "insecure"
    case .brokenAnswer: "broken_answer"
    case .answerTooLarge: "answer_too_large"
    case .redirected: "redirected"
    case .loginRefused: "login_refused"
    case .messageRefused: "message_refused"
    case .unwritable: "unwritable"
    case .other: "other"
    }
  }

  package var message: String {
    switch self {
    case .missingProgram(let name): "The program \(name) is not installed; outbound requests need it"
    case .programFailed(let name): "The program \(name) could not be run"
    case .unresolved(let name): "No address was found for \(name)"
    case .refusedAddress(let endpoint):
      "\(endpoint) has an address that is not public; permit it at start (--webhook-allow \(endpoint)) if it is meant"
    case .movedAddress(let endpoint): "The connection to \(endpoint) led to another address than the one checked"
    case .timedOut(let milliseconds): "There was no answer within \(milliseconds) ms"
    case .connectionFailed(let endpoint): "No connection to \(endpoint) could be made"
    case .insecure(let endpoint):
      "No trusted TLS connection to \(endpoint) could be made (CURL_CA_BUNDLE names a file of further authorities)"
    case .brokenAnswer: "The receiver broke off, or did not answer in its protocol"
    case .answerTooLarge(let limit): "The receiver answered with more than \(limit) bytes"
    case .redirected(let status): "The receiver answered with a redirect (\(status)), which is not followed: give the address it leads to"
    case .loginRefused: "The server refused the login"
    case .messageRefused(let status): "The server refused the message\(status > 0 ? " (\(status))" : "")"
    case .unwritable(let part): "The \(part) to be sent holds a character that cannot be sent, or is too long"
    case .other(let exitCode): "The program curl ended with exit code \(exitCode)"
    }
  }
}
