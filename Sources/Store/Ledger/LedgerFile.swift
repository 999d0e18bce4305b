import CSQLite

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Creates and upgrades database files.
enum LedgerFile {
  /// Makes sure a database of this version is there; answers whether it was created just now.
  ///
  /// A new one is built under a temporary name and then given its own with one step that fails when another
  /// worker was first, so that no worker ever meets half of a database.
  static func prepare(
    _ location: DatabaseLocation, seed: () -> UInt64
  ) throws(OpenFailure) -> Bool {
    if location.isInMemory { return true }
    if try DatabaseFile.inspect(location) { return false }
    var status = stat()
    // An empty file holds nothing to lose; it becomes a database in place, under SQLite's own locks.
    if stat(location.path, &status) == 0, status.st_size == 0 { return true }
    if stat(location.path + "-wal", &status) == 0 {
      // The log of a database that was taken away. SQLite deletes it with an empty file, and would play it into a full one.
      let descriptor = open(location.path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0o644)
      if descriptor >= 0 { close(descriptor) }
      return true
    }
    let temporary = location.path + ".new-\(getpid())-\(String(seed(), radix: 36))"
    defer { unlink(temporary) }
    do throws(SQLiteFailure) {
      let connection = try Connection(path: temporary, mode: .create)
      defer { connection.close() }
      try connection.execute("PRAGMA journal_mode=MEMORY; PRAGMA synchronous=OFF")
      try migrate(connection, seed: seed)
      try DatabaseFile.useWriteAheadLog(connection)
    } catch {
      throw DatabaseFile.translated(error)
    }
    guard synchronise(temporary) else { throw .folder("the database could not be written to disk") }
    if link(temporary, location.path) == 0 {
      synchroniseFolder(of: location.path)
      return true
    }
    guard errno == EEXIST else { throw .folder(String(cString: strerror(errno))) }
    _ = try DatabaseFile.inspect(location)
    return false
  }

  private static func synchronise(_ path: String) -> Bool {
    let descriptor = open(path, O_RDONLY)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    return fsync(descriptor) == 0
  }

  private static func synchroniseFolder(of path: String) {
    let folder = path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    _ = synchronise(folder)
  }

  /// Brings a database to this version in one transaction; nothing when another worker has done so meanwhile.
  static func migrate(_ connection: Connection, seed: () -> UInt64) throws(SQLiteFailure) {
    try connection.execute("BEGIN IMMEDIATE")
    do throws(SQLiteFailure) {
      let version = try connection.integer("PRAGMA user_version") ?? 0
      if version < LedgerSchema.version {
        for migration in LedgerSchema.migrations.dropFirst(Int(version)) { try connection.execute(migration) }
        try connection.execute("PRAGMA user_version=\(LedgerSchema.version)")
      }
      if version == 0 { try mark(connection, seed: seed) }
      try connection.execute("COMMIT")
    } catch {
      try? connection.execute("ROLLBACK")
      throw error
    }
  }

  private static func mark(_ connection: Connection, seed: () -> UInt64) throws(SQLiteFailure) {
    try connection.execute("PRAGMA application_id=\(LedgerSchema.applicationID)")
    try connection.execute(
      """
      INSERT INTO meta(key, value) VALUES
        ('hash_key_low', \(Int64(bitPattern: seed()))), ('hash_key_high', \(Int64(bitPattern: seed())))
      """)
  }

  /// The database's own hash key.
  static func hashKey(_ connection: Connection) throws(SQLiteFailure) -> HashKey {
    let low = try connection.integer("SELECT value FROM meta WHERE key = 'hash_key_low'") ?? 0
    let high = try connection.integer("SELECT value FROM meta WHERE key = 'hash_key_high'") ?? 0
    return HashKey(low: UInt64(bitPattern: low), high: UInt64(bitPattern: high))
  }
}
