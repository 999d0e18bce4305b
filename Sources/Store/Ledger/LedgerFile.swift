import CSQLite

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Creates and upgrades database files.
enum LedgerFile {
  /// Whether a database was created just now; where it was there, perhaps a connection to it.
  struct Prepared {
    var isCreated = true
    var connection: Connection?
  }

  /// Makes sure a database is there.
  ///
  /// A new one is built under a temporary name and then given its own with one step that fails when another
  /// worker was first, so that no worker ever meets half of a database.
  static func prepare(
    _ location: DatabaseLocation, seed: () -> UInt64
  ) throws(OpenFailure) -> Prepared {
    if location.isInMemory { return Prepared() }
    if case .ledger(let connection) = try DatabaseFile.inspect(location) { return Prepared(isCreated: false, connection: connection) }
    var status = stat()
    // An empty file holds nothing to lose; it becomes a database in place, under SQLite's own locks.
    if stat(location.path, &status) == 0, status.st_size == 0 { return Prepared() }
    if stat(location.path + "-wal", &status) == 0 {
      // The log of a database that was taken away. SQLite deletes it with an empty file, and would play it into a full one.
      let descriptor = open(location.path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0o644)
      if descriptor >= 0 { close(descriptor) }
      return Prepared()
    }
    let temporary = location.path + ".new-\(getpid())-\(String(seed(), radix: 36))"
    defer { unlink(temporary) }
    guard try write(image(seed), to: temporary) else { throw .folder("the database could not be written to disk") }
    if link(temporary, location.path) == 0 { return Prepared() }
    guard errno == EEXIST else { throw .folder(String(cString: strerror(errno))) }
    _ = try DatabaseFile.inspect(location)
    return Prepared(isCreated: false)
  }

  /// The bytes of an empty database of this version, put together in memory.
  private static func image(_ seed: () -> UInt64) throws(OpenFailure) -> [UInt8] {
    do throws(SQLiteFailure) {
      let connection = try Connection(path: ":memory:", mode: .create)
      defer { connection.close() }
      try migrate(connection, seed: seed)
      var image = try connection.serialised()
      // Bytes 18 and 19 of the file format: 2 says that a write-ahead log is used (sqlite.org/fileformat2.html, 1.3.3).
      if image.count > 19 { (image[18], image[19]) = (2, 2) }
      return image
    } catch {
      throw DatabaseFile.translated(error)
    }
  }

  /// Writes a new file.
  private static func write(_ bytes: [UInt8], to path: String) -> Bool {
    let descriptor = open(path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    var written = 0
    while written < bytes.count {
      let count = bytes.withUnsafeBytes { pwrite(descriptor, $0.baseAddress.map { $0 + written }, $0.count - written, off_t(written)) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return false }
      written += count
    }
    return true
  }

  /// Makes sure that the file and its name survive a power cut. Whoever created it, and however short a time ago:
  /// each worker does so before its first commit, and nobody's start has to wait for the disk.
  static func settle(_ location: DatabaseLocation, _ connection: Connection) throws(SQLiteFailure) {
    if location.isInMemory { return }
    let code = costwire_synchronise(connection.handle)
    guard code == SQLITE_OK else { throw connection.failure(code) }
    let path = location.path
    // Not every file system lets a folder be synchronised; those that need it do.
    let folder = open(path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? ".", O_RDONLY | O_CLOEXEC)
    guard folder >= 0 else { return }
    fsync(folder)
    close(folder)
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
