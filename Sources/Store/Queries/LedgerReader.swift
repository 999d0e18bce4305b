import CSQLite
import CostModel

/// A connection that reads, for one thread at a time.
///
/// A class, because it owns the connection and what is cached beside it.
package final class LedgerReader: @unchecked Sendable {
  // @unchecked: a pool lends it to one thread at a time, under a lock.
  let connection: Connection
  let names: Names
  package let hashKey: HashKey
  private let ownsConnection: Bool

  package init(_ location: DatabaseLocation) throws(SQLiteFailure) {
    connection = try DatabaseFile.connect(location, mode: .readWrite)
    try connection.execute("PRAGMA query_only=ON")
    names = Names(connection)
    hashKey = try LedgerFile.hashKey(connection)
    ownsConnection = true
  }

  /// Reads through the writer's own connection: the only way to see a database in memory.
  package init(sharing writer: LedgerWriter) {
    connection = writer.connection
    names = writer.names
    hashKey = writer.hashKey
    ownsConnection = false
  }

  /// Runs `body` on one consistent state of the database.
  package func snapshot<Result>(_ body: (LedgerReader) throws -> Result) throws -> Result {
    try connection.execute("SAVEPOINT reading")
    defer { try? connection.execute("RELEASE reading") }
    return try body(self)
  }

  package func close() {
    if ownsConnection { connection.close() }
  }

  func scan(_ question: Question) -> Scan { Scan(connection: connection, names: names, question: question) }
}
