import CSQLite

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// How safe an acknowledged write is.
package enum Durability: String, CaseIterable, Sendable {
  /// It survives a power cut.
  case full
  /// It survives the end of the process.
  case normal
}

/// Where the ledger lives, and what is allowed of that place.
package struct DatabaseLocation: Sendable {
  package var path: String
  package var durability: Durability
  package var allowsNetworkFileSystem: Bool

  package init(path: String, durability: Durability = .full, allowsNetworkFileSystem: Bool = false) {
    self.path = path
    self.durability = durability
    self.allowsNetworkFileSystem = allowsNetworkFileSystem
  }

  package var isInMemory: Bool { path == ":memory:" }
}

/// Why a database was not opened.
package enum OpenFailure: Error, Sendable {
  case emptyName
  case uri
  case notARegularFile
  /// Fewer bytes than a database has.
  case short
  /// Another program's database, or none.
  case foreign
  /// Made by a later version of costwire, whose number is given.
  case newer(Int64)
  case damaged(String)
  case networkFileSystem
  case folder(String)
  case sqlite(SQLiteFailure)
}

/// Opens databases, and refuses those that are not costwire's without touching them.
enum DatabaseFile {
  /// Files up to this size are checked for damage when they are opened; damage in larger ones shows when met.
  static let checkedBytes: Int64 = 4 << 20
  /// How much of a file a connection keeps in memory; below zero SQLite takes it for KiB.
  private static let keptKiB = -16_000

  /// What is at a path.
  enum Found {
    case nothing
    /// A ledger, and the connection it was known by, which may be gone on with.
    case ledger(Connection?)
  }

  /// Makes sure a path is one that may be opened, and looks what is there.
  static func inspect(_ location: DatabaseLocation) throws(OpenFailure) -> Found {
    if location.isInMemory { return .nothing }
    if location.path.isEmpty || location.path.utf8.contains(0) { throw .emptyName }
    if location.path.utf8.starts(with: "file:".utf8) || location.path.utf8.first == UInt8(ascii: ":") { throw .uri }
    try makeFolder(of: location.path)
    try refuseNetworkFileSystem(location)
    var status = stat()
    guard stat(location.path, &status) == 0 else { return .nothing }
    guard status.st_mode & S_IFMT == S_IFREG else { throw .notARegularFile }
    if status.st_size == 0 { return .nothing }
    guard status.st_size >= 4096 else { throw .short }
    let isOurs: Bool
    do throws(SQLiteFailure) {
      // SQLite has opened the file by now, and neither locked it nor looked at what lies beside it.
      let connection = try Connection(path: location.path, mode: .readWrite)
      if isMarked(connection) { return .ledger(connection) }
      connection.close()
      isOurs = try isLedger(location.path)
    } catch {
      throw translated(error)
    }
    guard isOurs else { throw .foreign }
    return .ledger(nil)
  }

  /// Looks at an existing file through a connection that cannot write.
  private static func isLedger(_ path: String) throws(SQLiteFailure) -> Bool {
    let connection = try Connection(path: path, mode: .readOnly)
    defer { connection.close() }
    installBusyHandler(connection.handle)
    // One state for all the looks below: another worker may be making the database at this moment.
    try connection.execute("BEGIN")
    let mark = try connection.integer("PRAGMA application_id")
    return try mark == LedgerSchema.applicationID ? true : isUntouched(connection)
  }

  /// Whether the file's first bytes are those of a ledger with a write-ahead log (sqlite.org/fileformat2.html, 1.3): the usual
  /// case, and a fraction of what it costs SQLite to read the tables' definitions.
  private static func isMarked(_ connection: Connection) -> Bool {
    var head = [UInt8](repeating: 0, count: 100)
    guard costwire_head(connection.handle, &head, 100) == SQLITE_OK else { return false }
    let mark = head[68..<72].reduce(Int64(0)) { $0 << 8 | Int64($1) }
    // A journal would be rolled back into the file by whoever may write.
    return head.starts(with: "SQLite format 3\0".utf8) && head[18...19].elementsEqual([2, 2]) && mark == LedgerSchema.applicationID
      && costwire_has_journal(connection.handle) == 0
  }

  /// Makes sure that this version can write a ledger that was there, before anything is written.
  ///
  /// - Parameter isMarked: whether its first bytes said so: then what lies in its log must say so, too. It may be another's.
  static func refuseUnusable(_ connection: Connection, _ location: DatabaseLocation, isMarked: Bool) throws(OpenFailure) {
    let flaw: OpenFailure?
    do throws(SQLiteFailure) {
      // One state for all the looks: another worker may be making the database at this moment.
      try connection.execute("BEGIN")
      flaw = try self.flaw(connection, location, isMarked)
      try connection.execute("COMMIT")
    } catch {
      throw translated(error)
    }
    if let flaw { throw flaw }
  }

  private static func flaw(_ connection: Connection, _ location: DatabaseLocation, _ isMarked: Bool) throws(SQLiteFailure) -> OpenFailure? {
    guard try connection.integer("PRAGMA application_id") == LedgerSchema.applicationID else {
      if isMarked { return .foreign }
      return try isUntouched(connection) ? nil : .foreign
    }
    let version = try connection.integer("PRAGMA user_version") ?? 0
    if version > LedgerSchema.version { return .newer(version) }
    if version < 1 { return .damaged("its version is \(version)") }
    var status = stat()
    guard stat(location.path, &status) == 0, status.st_size <= checkedBytes else { return nil }
    // Damage is looked for; rules that a value breaks would cost as much again. Each page is read once, and need not be kept.
    try connection.execute("PRAGMA ignore_check_constraints=ON; PRAGMA cache_size=16")
    let finding = try connection.text("PRAGMA quick_check(1)")
    try connection.execute("PRAGMA ignore_check_constraints=OFF; PRAGMA cache_size=\(keptKiB)")
    return finding == "ok" ? nil : finding.map { .damaged($0) }
  }

  /// A worker that died between creating the file and its first commit leaves such a database.
  private static func isUntouched(_ connection: Connection) throws(SQLiteFailure) -> Bool {
    let mark = try connection.integer("PRAGMA application_id"), version = try connection.integer("PRAGMA user_version")
    let tables = try connection.integer("SELECT count(*) FROM sqlite_schema")
    return mark == 0 && version == 0 && tables == 0
  }

  static func translated(_ failure: SQLiteFailure) -> OpenFailure {
    if failure.code & 0xFF == SQLITE_NOTADB { return .foreign }
    return failure.isDamaged ? .damaged(failure.message) : .sqlite(failure)
  }

  /// Creates the folder a database lies in, readable by its owner only.
  private static func makeFolder(of path: String) throws(OpenFailure) {
    guard let slash = path.lastIndex(of: "/"), slash != path.startIndex else { return }
    let folder = String(path[..<slash])
    var status = stat()
    if stat(folder, &status) == 0 {
      guard status.st_mode & S_IFMT == S_IFDIR else { throw .folder("its folder is a file") }
      return
    }
    try makeFolder(of: folder)
    if mkdir(folder, 0o700) != 0, errno != EEXIST {
      throw .folder("its folder could not be created: \(String(cString: strerror(errno)))")
    }
  }

  /// The kinds of file system on which SQLite's locks do not hold between machines.
  private static func refuseNetworkFileSystem(_ location: DatabaseLocation) throws(OpenFailure) {
    #if os(Linux)
      if location.allowsNetworkFileSystem { return }
      var folder = "."
      if let slash = location.path.lastIndex(of: "/") {
        folder = slash == location.path.startIndex ? "/" : String(location.path[..<slash])
      }
      let kind = UInt32(truncatingIfNeeded: costwire_file_system(folder))
      let networked: [UInt32] = [0x6969, 0x517B, 0xFF53_4D42, 0xFE53_4D42, 0x6573_5546, 0x0102_1997]
      if networked.contains(kind) { throw .networkFileSystem }
    #endif
  }

  /// Opens a connection with the settings every connection has.
  static func connect(_ location: DatabaseLocation, mode: Connection.Mode) throws(SQLiteFailure) -> Connection {
    let connection = try Connection(path: location.path, mode: mode)
    try configure(connection, location)
    return connection
  }

  /// Gives a connection those settings.
  static func configure(_ connection: Connection, _ location: DatabaseLocation) throws(SQLiteFailure) {
    installBusyHandler(connection.handle)
    // First of all: also a connection that fails below must not write the log into a damaged file as it closes.
    _ = costwire_db_config(connection.handle, SQLITE_DBCONFIG_DEFENSIVE, 1)
    _ = costwire_db_config(connection.handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1)
    _ = costwire_db_config(connection.handle, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0)
    try connection.execute(
      """
      PRAGMA synchronous=\(location.durability == .full ? "FULL" : "NORMAL");
      PRAGMA wal_autocheckpoint=0;
      PRAGMA foreign_keys=ON;
      PRAGMA trusted_schema=OFF;
      PRAGMA cell_size_check=ON;
      PRAGMA mmap_size=0;
      PRAGMA temp_store=MEMORY;
      PRAGMA cache_size=\(keptKiB);
      PRAGMA journal_size_limit=67108864;
      """)
    sqlite3_limit(connection.handle, SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 1_000)
  }

  /// Turns write-ahead logging on. Another worker that does the same at this moment makes SQLite answer
  /// "locked" without waiting, so this waits.
  static func useWriteAheadLog(_ connection: Connection) throws(SQLiteFailure) {
    for attempt in 0..<6_000 {
      do throws(SQLiteFailure) {
        if try connection.text("PRAGMA journal_mode=WAL") == "wal" { return }
        return
      } catch {
        guard error.isBusy, attempt < 5_999 else { throw error }
        usleep(5_000)
      }
    }
  }
}
