import Testing

@testable import Store

/// A connection beside the worker's, as somebody has who changes the file behind its back.
final class TestConnection {
  private let connection: Connection

  init(_ path: String) throws {
    connection = try Connection(path: path, mode: .readWrite)
    try connection.execute("PRAGMA busy_timeout = 30000")
  }

  deinit { connection.close() }

  func run(_ sql: String) throws { try connection.execute(sql) }

  func texts(_ sql: String) throws -> [String] {
    let select = try connection.statement(composed: sql)
    defer { select.reset() }
    var found: [String] = []
    while try select.step() { found.append(select.text(0)) }
    return found
  }
}
