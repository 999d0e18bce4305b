import CSQLite

/// Moves committed pages from the write-ahead log into the database, holding the write lock all the while.
///
/// SQLite before 3.51.3 can lose committed pages when a checkpoint overlaps a commit that restarts the log
/// (sqlite.org/wal.html#walresetbug). One connection takes the write lock, a second one checkpoints, the first
/// lets go: no commit can overlap. No connection checkpoints by itself.
final class Checkpointer {
  private let location: DatabaseLocation
  private var second: Connection?
  /// Pages in the log after the last commit.
  private(set) var pages = 0
  private var pagesBefore = 0
  private var nextAttempt = 0

  /// Pages of the log at which it is checkpointed: 4 MiB while commits are small, so that the log is soon written
  /// over instead of growing, which costs a small commit a fifth of its time; 32 MiB while they are large.
  private var threshold: Int { min(8_000, max(1_000, (pages - pagesBefore) * 16)) }

  init(_ location: DatabaseLocation) { self.location = location }

  /// Learns of each commit on `keeper` how long the log is.
  func watch(_ keeper: Connection) {
    let unmanaged = Unmanaged.passUnretained(self).toOpaque()
    sqlite3_wal_hook(
      keeper.handle,
      { context, _, _, pages in
        if let context { Unmanaged<Checkpointer>.fromOpaque(context).takeUnretainedValue().pages = Int(pages) }
        return SQLITE_OK
      }, unmanaged)
  }

  /// Checkpoints when the log has grown enough. Failing is harmless: the log stays, and the next commit tries again.
  func checkpointIfNeeded(_ keeper: Connection) {
    let threshold = threshold
    if pages < pagesBefore { nextAttempt = 0 }
    pagesBefore = pages
    guard pages >= max(threshold, nextAttempt) else { return }
    checkpoint(keeper, patience: 200)
    // Should a reader have kept pages in the log, trying again at each commit would be in vain.
    nextAttempt = pages + 250
  }

  /// Checkpoints now, unless another process keeps the write lock; `keeper` must not be in a transaction.
  ///
  /// - Parameter patience: milliseconds to wait for the lock. Nobody's answer, and no end, is worth more: the next
  ///   commit, by whomever, does it.
  func checkpoint(_ keeper: Connection, patience: Int32) {
    guard !location.isInMemory else { return }
    sqlite3_busy_timeout(keeper.handle, patience)
    defer { installBusyHandler(keeper.handle) }
    do throws(SQLiteFailure) {
      if second == nil { second = try DatabaseFile.connect(location, mode: .readWrite) }
      try keeper.execute("BEGIN IMMEDIATE")
    } catch {
      return
    }
    if let second { sqlite3_wal_checkpoint_v2(second.handle, nil, SQLITE_CHECKPOINT_PASSIVE, nil, nil) }
    try? keeper.execute("ROLLBACK")
  }

  func close() { second?.close() }
}
