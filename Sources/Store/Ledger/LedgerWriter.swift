import CSQLite
import CostModel

/// The one connection of a worker that writes.
///
/// A class, because it owns the connection and what is cached beside it. It belongs to the committing thread;
/// before that thread starts, to the thread that opened it.
package final class LedgerWriter {
  package let location: DatabaseLocation
  /// Whether this worker created the database.
  package let isCreated: Bool
  package let hashKey: HashKey
  let connection: Connection
  let names: Names
  let ids: IDIndex
  let rollups: Rollups
  let budgets: BudgetCounters
  let blocks: BlockWriter
  /// Room for the block being written, kept from commit to commit.
  let rows = BlockRows()
  private let checkpointer: Checkpointer
  var staged = StagedEvents()
  var blockCache = BlockCache()
  private var dataVersion: Int64 = -1
  var commitsSinceCompaction = 0
  /// Who asked for the write under way: the id of a key; empty for the process's owner.
  package var principal = ""
  /// Hears of alerts once the transaction that raised them is committed.
  package var onAlertsCommitted: ([RaisedAlert]) -> Void = { _ in }
  /// Events from before were dropped, and none are taken any more; in microseconds.
  package internal(set) var retainedFrom = Int64.min
  private var holdsWriteLock = false
  private var isSettled = false

  /// Opens or creates a database.
  ///
  /// - Parameter seed: random numbers for the hash key of a new database and for temporary names.
  package init(_ location: DatabaseLocation, seed: () -> UInt64) throws(OpenFailure) {
    self.location = location
    let prepared = try LedgerFile.prepare(location, seed: seed)
    isCreated = prepared.isCreated
    do throws(SQLiteFailure) {
      if let known = prepared.connection {
        connection = known
        try DatabaseFile.configure(known, location)
      } else {
        connection = try DatabaseFile.connect(location, mode: location.isInMemory ? .create : .readWrite)
      }
    } catch {
      throw DatabaseFile.translated(error)
    }
    if !isCreated { try DatabaseFile.refuseUnusable(connection, location, isMarked: prepared.connection != nil) }
    do throws(SQLiteFailure) {
      if !location.isInMemory { try DatabaseFile.useWriteAheadLog(connection) }
      if try connection.integer("PRAGMA user_version") != LedgerSchema.version {
        try LedgerFile.migrate(connection, seed: seed)
      }
      hashKey = try LedgerFile.hashKey(connection)
    } catch {
      throw DatabaseFile.translated(error)
    }
    names = Names(connection)
    ids = IDIndex(connection)
    rollups = Rollups(connection)
    budgets = BudgetCounters(connection, names)
    blocks = BlockWriter(connection)
    checkpointer = Checkpointer(location)
    checkpointer.watch(connection)
  }

  package static var schemaVersion: Int { Int(LedgerSchema.version) }

  /// Watches for commits of other workers without asking SQLite.
  package func probe() -> CommitProbe { CommitProbe(connection) }

  /// Takes the write lock if no other process holds it; the next `transaction` begins with it.
  package func isWriteLockFree() -> Bool {
    if holdsWriteLock { return true }
    sqlite3_busy_timeout(connection.handle, 0)
    defer { installBusyHandler(connection.handle) }
    guard (try? connection.statement("BEGIN IMMEDIATE").run()) != nil else { return false }
    holdsWriteLock = true
    return true
  }

  /// Runs `body` in the one kind of transaction that writes; everything in it is committed, or nothing.
  package func transaction<Result>(_ body: (LedgerWriter) throws -> Result) throws -> Result {
    if !holdsWriteLock { try connection.statement("BEGIN IMMEDIATE").run() }
    holdsWriteLock = false
    do {
      try takeOverForeignCommits()
      let result = try body(self)
      try flush()
      if !isSettled {
        try LedgerFile.settle(location, connection)
        isSettled = true
      }
      try connection.statement("COMMIT").run()
      names.committed()
      let raised = budgets.takeCommitted()
      if !raised.isEmpty { onAlertsCommitted(raised) }
      checkpointer.checkpointIfNeeded(connection)
      return result
    } catch {
      rollBack()
      throw error
    }
  }

  /// Runs `body` so that its changes vanish when it throws, and the rest of the transaction goes on.
  package func savepoint<Result>(_ body: (LedgerWriter) throws -> Result) throws -> Result {
    try flush()
    budgets.seal()
    try connection.execute("SAVEPOINT request")
    do {
      let result = try body(self)
      try flush()
      try connection.execute("RELEASE request")
      return result
    } catch {
      try connection.execute("ROLLBACK TO request; RELEASE request")
      forgetUncommitted()
      try ids.refresh()
      throw error
    }
  }

  private func takeOverForeignCommits() throws {
    let version = try connection.integer("PRAGMA data_version") ?? 0
    guard version != dataVersion || ids.runs.isEmpty else { return }
    // A later version may have changed the tables meanwhile: what this one would write is no longer what they mean.
    if let found = try connection.integer("PRAGMA user_version"), found > LedgerSchema.version { throw OpenFailure.newer(found) }
    dataVersion = version
    blockCache.removeAll()
    budgets.forget()
    retainedFrom = try RetentionHorizon(connection: connection).horizon() ?? .min
    try ids.refresh()
  }

  private func rollBack() {
    try? connection.execute("ROLLBACK")
    forgetUncommitted()
    budgets.rolledBack()
    dataVersion = -1
  }

  private func forgetUncommitted() {
    names.rolledBack()
    ids.forget()
    rollups.forget()
    budgets.forget()
    staged.removeAll()
    blockCache.removeAll()
  }

  /// Checkpoints and closes. What was committed is safe without it.
  package func close() {
    checkpointer.checkpoint(connection, patience: 0)
    checkpointer.close()
    connection.close()
    // What was handed in may hold this writer.
    (budgets.source, budgets.onAlert) = ({ _ in .none }, { _ in })
    onAlertsCommitted = { _ in }
  }
}
