import CSQLite

/// One connection to a database, and the statements prepared on it.
///
/// A class, because it owns a C handle. It belongs to one thread at a time: its owner (`LedgerWriter` on the
/// committing thread, a `LedgerReader` lent to one reading thread) sees to that.
package final class Connection {
  package let handle: OpaquePointer
  private var statements: [String: Statement] = [:]
  /// Those whose text is a literal, by where the literal lies: found without reading the text.
  private let literals = LiteralStatements()

  /// How a database is opened.
  package enum Mode: Sendable { case readWrite, create, readOnly }

  private static let isConfigured = costwire_without_statistics() == SQLITE_OK

  package init(path: String, mode: Mode) throws(SQLiteFailure) {
    _ = Self.isConfigured
    var opened: OpaquePointer?
    let access =
      switch mode {
      case .readWrite: SQLITE_OPEN_READWRITE
      case .create: SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
      case .readOnly: SQLITE_OPEN_READONLY
      }
    let code = sqlite3_open_v2(path, &opened, access | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nil)
    guard let opened else { throw SQLiteFailure(code: SQLITE_NOMEM, message: "out of memory") }
    guard code == SQLITE_OK else {
      let message = String(cString: sqlite3_errmsg(opened))
      sqlite3_close_v2(opened)
      throw SQLiteFailure(code: code, message: message)
    }
    handle = opened
  }

  deinit { close() }

  private var isClosed = false

  /// Finalises every statement and closes the handle.
  package func close() {
    guard !isClosed else { return }
    isClosed = true
    for statement in statements.values { statement.finalise() }
    for statement in literals.all { statement.finalise() }
    statements = [:]
    literals.removeAll()
    sqlite3_close_v2(handle)
  }

  package func failure(_ code: Int32) -> SQLiteFailure {
    SQLiteFailure(code: code, message: String(cString: sqlite3_errmsg(handle)))
  }

  /// Runs statements that answer no rows.
  package func execute(_ sql: String) throws(SQLiteFailure) {
    let code = sqlite3_exec(handle, sql, nil, nil, nil)
    if code != SQLITE_OK { throw failure(code) }
  }

  /// The prepared statement for a literal text of SQL, kept for the connection's life, reset.
  package func statement(_ sql: StaticString) throws(SQLiteFailure) -> Statement {
    let place = UnsafeRawPointer(sql.utf8Start)
    if let known = literals.find(place) {
      known.reset()
      return known
    }
    let statement = try prepare("\(sql)")
    literals.add(statement, at: place)
    return statement
  }

  /// The prepared statement for a text of SQL that is put together, kept likewise.
  package func statement(composed sql: String) throws(SQLiteFailure) -> Statement {
    if let known = statements[sql] {
      known.reset()
      return known
    }
    let statement = try prepare(sql)
    statements[sql] = statement
    return statement
  }

  private func prepare(_ sql: String) throws(SQLiteFailure) -> Statement {
    var prepared: OpaquePointer?
    let code = sqlite3_prepare_v3(handle, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &prepared, nil)
    guard code == SQLITE_OK, let prepared else { throw failure(code) }
    return Statement(prepared, on: self)
  }

  /// The first column of the first row, as a whole number.
  package func integer(_ sql: StaticString) throws(SQLiteFailure) -> Int64? {
    let statement = try statement(sql)
    defer { statement.reset() }
    return try statement.step() ? statement.integer(0) : nil
  }

  package func text(_ sql: StaticString) throws(SQLiteFailure) -> String? {
    let statement = try statement(sql)
    defer { statement.reset() }
    return try statement.step() ? statement.text(0) : nil
  }

  /// The bytes that the database would have as a file.
  package func serialised() throws(SQLiteFailure) -> [UInt8] {
    var count: Int64 = 0
    guard let image = sqlite3_serialize(handle, "main", &count, 0) else {
      throw SQLiteFailure(code: SQLITE_NOMEM, message: "out of memory")
    }
    defer { sqlite3_free(image) }
    return Array(UnsafeBufferPointer(start: image, count: Int(count)))
  }

  package var changes: Int { Int(sqlite3_changes64(handle)) }
}
