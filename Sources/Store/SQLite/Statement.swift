import CSQLite

/// A prepared statement. Columns and parameters count from 0 and 1, as SQLite's do.
package final class Statement {
  private let handle: OpaquePointer
  private unowned let connection: Connection

  init(_ handle: OpaquePointer, on connection: Connection) {
    self.handle = handle
    self.connection = connection
  }

  func finalise() { sqlite3_finalize(handle) }

  /// Makes the statement ready to run again.
  package func reset() { sqlite3_reset(handle) }

  /// Goes to the next row; false when there is none.
  package func step() throws(SQLiteFailure) -> Bool {
    let code = sqlite3_step(handle)
    if code == SQLITE_ROW { return true }
    if code == SQLITE_DONE { return false }
    let failure = connection.failure(code)
    sqlite3_reset(handle)
    throw failure
  }

  /// Runs a statement that answers no rows, and resets it.
  package func run() throws(SQLiteFailure) {
    _ = try step()
    sqlite3_reset(handle)
  }

  @discardableResult
  package func bind(_ index: Int32, _ value: Int64) -> Statement {
    sqlite3_bind_int64(handle, index, value)
    return self
  }

  @discardableResult
  package func bindNull(_ index: Int32) -> Statement {
    sqlite3_bind_null(handle, index)
    return self
  }

  /// Binds text by its length in bytes, so that a NUL inside it stays.
  @discardableResult
  package func bind(_ index: Int32, _ value: String) -> Statement {
    var value = value
    return value.withUTF8 { bind(index, text: $0) }
  }

  @discardableResult
  package func bind(_ index: Int32, _ value: String?) -> Statement {
    if let value { bind(index, value) } else { bindNull(index) }
  }

  @discardableResult
  package func bind(_ index: Int32, _ value: Int64?) -> Statement {
    if let value { bind(index, value) } else { bindNull(index) }
  }

  @discardableResult
  package func bind(_ index: Int32, text bytes: UnsafeBufferPointer<UInt8>) -> Statement {
    guard let start = bytes.baseAddress else {
      sqlite3_bind_text64(handle, index, "", 0, transient, UInt8(SQLITE_UTF8))
      return self
    }
    start.withMemoryRebound(to: CChar.self, capacity: bytes.count) {
      _ = sqlite3_bind_text64(handle, index, $0, UInt64(bytes.count), transient, UInt8(SQLITE_UTF8))
    }
    return self
  }

  @discardableResult
  package func bind(_ index: Int32, blob bytes: UnsafeRawBufferPointer) -> Statement {
    if bytes.count == 0 {
      sqlite3_bind_zeroblob(handle, index, 0)
    } else {
      sqlite3_bind_blob64(handle, index, bytes.baseAddress, UInt64(bytes.count), transient)
    }
    return self
  }

  package func isNull(_ column: Int32) -> Bool { sqlite3_column_type(handle, column) == SQLITE_NULL }
  package func integer(_ column: Int32) -> Int64 { sqlite3_column_int64(handle, column) }
  package func optionalInteger(_ column: Int32) -> Int64? { isNull(column) ? nil : integer(column) }

  package func text(_ column: Int32) -> String { String(decoding: textBytes(column), as: UTF8.self) }
  package func optionalText(_ column: Int32) -> String? { isNull(column) ? nil : text(column) }

  /// The bytes of a text, valid until the next step or reset.
  package func textBytes(_ column: Int32) -> UnsafeBufferPointer<UInt8> {
    let start = sqlite3_column_text(handle, column)
    return UnsafeBufferPointer(start: start, count: start == nil ? 0 : Int(sqlite3_column_bytes(handle, column)))
  }

  /// The bytes of a blob, valid until the next step or reset.
  package func blob(_ column: Int32) -> UnsafeRawBufferPointer {
    let start = sqlite3_column_blob(handle, column)
    return UnsafeRawBufferPointer(start: start, count: start == nil ? 0 : Int(sqlite3_column_bytes(handle, column)))
  }
}

/// SQLite copies what is bound before the call returns.
private nonisolated(unsafe) let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
// nonisolated(unsafe): a constant that is never written.
