import JSON
import JSONRPC
import Store

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
  /// Where the rows begin that were not dealt with yet.
  var position: RowPosition?

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

extension ImportReport {
  /// What an import goes on from.
  var checkpoint: JSONValue {
    [
      "format": .string(format), "rows": .int(rows), "accepted": .int(accepted), "duplicates": .int(duplicates),
      "unpriced": .int(unpriced), "rejected_count": .int(rejectedCount), "bytes": .int(Int(bytes)),
      "passed_over": .int(passedOver), "position": position?.json ?? .null,
      "rejected": .array(rejected.map { ["line": .int($0.line), "code": .string($0.code), "message": .string($0.message)] }),
    ]
  }

  init(_ checkpoint: JSONValue?) throws {
    guard let checkpoint else { return }
    func count(_ name: String) throws -> Int {
      guard let value = checkpoint[name]?.int64 else { throw LedgerDamage("the checkpoint of an import has no \(name)") }
      return Int(value)
    }
    format = checkpoint["format"]?.string ?? ""
    (rows, accepted, duplicates) = (try count("rows"), try count("accepted"), try count("duplicates"))
    (unpriced, rejectedCount, bytes) = (try count("unpriced"), try count("rejected_count"), Int64(try count("bytes")))
    passedOver = try count("passed_over")
    position = checkpoint["position"].flatMap { RowPosition(json: $0) }
    rejected = (checkpoint["rejected"]?.array ?? []).map { row in
      Rejection(line: Int(row["line"]?.int64 ?? 0), code: row["code"]?.string ?? "", message: row["message"]?.string ?? "")
    }
  }
}
