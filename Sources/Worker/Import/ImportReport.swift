import JSON
import JSONRPC

/// What came of an import.
struct ImportReport: Sendable {
  var format = ""
  var rows = 0
  var accepted = 0
  var duplicates = 0
  var unpriced = 0
  var passedOver = 0
  var rejectedCount = 0
  var bytes: Int64 = 0
  /// The first hundred.
  var rejected: [Rejection] = []

  struct Rejection: Shaped, Sendable {
    let line: Int
    let code: String
    let message: String

    static let members: [Member<Rejection>] = [
      Member("line", \.line, "The row's line, from 1."),
      Member("code", \.code, "The stable name of the error."),
      Member("message", \.message, "What was wrong."),
    ]
  }

  static let mostListed = 100

  mutating func reject(_ line: Int, _ error: ErrorAnswer) {
    rejectedCount += 1
    guard rejected.count < Self.mostListed else { return }
    rejected.append(Rejection(line: line, code: error.code.symbol, message: error.message))
  }
}

extension ImportReport: Shaped {
  static let members: [Member<ImportReport>] = [
    Member("format", \.format, "The format that was read."),
    Member("rows", \.rows, "Rows read."),
    Member("accepted", \.accepted, "Events stored."),
    Member("duplicates", \.duplicates, "Rows that were stored before."),
    Member("unpriced", \.unpriced, "Events stored that no price covers wholly."),
    Member("passed_over", \.passedOver, "Rows of a foreign format that hold no usage: messages of users, buckets of nothing."),
    Member("rejected_count", \.rejectedCount, "Rows that were not stored."),
    Member("rejected", \.rejected, "The first hundred of them."),
    Member("bytes", \.bytes, "Bytes read."),
  ]
}
