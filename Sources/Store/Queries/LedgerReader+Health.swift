import CSQLite

extension LedgerReader {
  /// Reads one row of the database's own and one of the events', so that a broken file shows.
  package func probe() throws {
    guard try connection.integer("SELECT count(*) FROM meta") ?? 0 > 0 else { throw LedgerDamage("it has no key") }
    _ = try connection.integer("SELECT first_seq FROM blocks ORDER BY first_seq DESC LIMIT 1")
  }

  /// Whether SQLite refuses to write to the file.
  package var isReadOnly: Bool { sqlite3_db_readonly(connection.handle, "main") != 0 }

  /// How many blocks the events lie in: the steps of a check of everything.
  package func blockCount() throws -> Int64 { try connection.integer("SELECT count(*) FROM blocks") ?? 0 }

  /// Runs `body` so that SQLite itself asks, every few milliseconds of its work, whether to stop; it then fails with
  /// a failure that `isInterrupted`.
  package func interruptible<Result>(
    when isCancelled: @escaping () -> Bool, _ body: () throws -> Result
  ) throws -> Result {
    let interruption = Interruption(isCancelled)
    sqlite3_progress_handler(
      connection.handle, 10_000,
      { context in
        guard let context else { return 0 }
        return Unmanaged<Interruption>.fromOpaque(context).takeUnretainedValue().isCancelled() ? 1 : 0
      }, Unmanaged.passUnretained(interruption).toOpaque())
    defer { sqlite3_progress_handler(connection.handle, 0, nil, nil) }
    return try withExtendedLifetime(interruption) { try body() }
  }

  /// A class, because C keeps a pointer to it.
  private final class Interruption {
    let isCancelled: () -> Bool
    init(_ isCancelled: @escaping () -> Bool) { self.isCancelled = isCancelled }
  }
}

extension SQLiteFailure {
  /// It was stopped on request.
  package var isInterrupted: Bool { code & 0xFF == SQLITE_INTERRUPT }
}
