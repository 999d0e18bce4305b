import CSQLite
import CostModel

extension LedgerReader {
  /// Copies the state that this reader sees into an empty file, while others go on writing.
  ///
  /// - Parameter step: told which share of the pages was copied, between steps; throws to give up.
  package func backUp(to path: String, _ step: (Double) throws -> Void) throws {
    let target = try Connection(path: path, mode: .create)
    defer { target.close() }
    guard let backup = sqlite3_backup_init(target.handle, "main", connection.handle, "main") else { throw target.failure(sqlite3_errcode(target.handle)) }
    var isFinished = false
    defer { if !isFinished { sqlite3_backup_finish(backup) } }
    while true {
      let code = sqlite3_backup_step(backup, 2_048)
      if code == SQLITE_DONE { break }
      guard code == SQLITE_OK || code == SQLITE_BUSY || code == SQLITE_LOCKED else {
        throw SQLiteFailure(code: code, message: String(cString: sqlite3_errstr(code)))
      }
      let (rest, all) = (sqlite3_backup_remaining(backup), sqlite3_backup_pagecount(backup))
      try step(all > 0 ? Double(all - rest) / Double(all) : 0)
    }
    isFinished = true
    let code = sqlite3_backup_finish(backup)
    guard code == SQLITE_OK else { throw target.failure(code) }
  }

  /// Whether the file is sound by SQLite's own check.
  package func isSound() throws -> Bool {
    let check = try connection.statement("PRAGMA integrity_check(1)")
    defer { check.reset() }
    return try check.step() && check.text(0) == "ok"
  }
}
