import CSQLite

/// What SQLite refused, with its result code.
package struct SQLiteFailure: Error, Sendable {
  /// The extended result code.
  package let code: Int32
  package let message: String

  package init(code: Int32, message: String) {
    self.code = code
    self.message = message
  }

  private var primary: Int32 { code & 0xFF }
  package var isFull: Bool { primary == SQLITE_FULL || code == SQLITE_IOERR | (3 << 8) || code == ioErrorShortOfSpace }
  package var isBusy: Bool { primary == SQLITE_BUSY || primary == SQLITE_LOCKED }
  package var isDamaged: Bool { primary == SQLITE_CORRUPT || primary == SQLITE_NOTADB }
  /// A sum would need more than 64 bits.
  package var isTooLarge: Bool { code == tooLargeCode }
  static let tooLarge = SQLiteFailure(code: tooLargeCode, message: "a sum needs more than 64 bits")
  package var isReadOnly: Bool { primary == SQLITE_READONLY }
}

/// SQLITE_IOERR_SHMSIZE: the shared-memory file could not grow, which a full disk causes.
private let ioErrorShortOfSpace: Int32 = SQLITE_IOERR | (19 << 8)

/// SQLITE_CONSTRAINT_DATATYPE: what SQLite's own sums become beyond 64 bits has no place in a column of whole numbers.
private let tooLargeCode: Int32 = SQLITE_CONSTRAINT | (12 << 8)
