import JSONRPC
import Store

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A file that is there whole or not at all: written under a temporary name beside its own, synced, then renamed.
///
/// A class, because it owns a descriptor and the temporary file.
final class NewFile {
  private let path: String
  /// Where it stands until `finish`.
  let temporary: String
  private let overwrites: Bool
  private var descriptor: Int32

  /// - Parameter overwrites: whether a regular file of that name is replaced.
  /// - Parameter chance: makes the temporary name one that nobody else uses.
  /// - Parameter database: the ledger's own file, which is never replaced.
  init(path: String, overwrites: Bool, chance: UInt64, database: DatabaseLocation) throws(ErrorAnswer) {
    let name = path.split(separator: "/", omittingEmptySubsequences: false).last ?? ""
    guard !name.isEmpty, name != ".", name != "..", !path.utf8.contains(0) else {
      throw .invalid("path", "the path of a file", got: "\"\(shortened(path))\"")
    }
    self.path = path
    self.overwrites = overwrites
    temporary = path.dropLast(name.count) + "." + name.prefix(64) + "." + String(chance, radix: 36) + ".tmp"
    descriptor = -1
    try Self.check(path, overwrites: overwrites)
    guard !Self.isPart(path, of: database) else {
      throw .invalid("path", "another file than the database", got: "the database")
    }
    descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw .invalid("path", "a file that can be created", got: Self.reason()) }
  }

  deinit { discard() }

  private static func reason() -> String { String(cString: strerror(errno)) }

  private static func check(_ path: String, overwrites: Bool) throws(ErrorAnswer) {
    var status = stat()
    guard lstat(path, &status) == 0 else { return }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw .invalid("path", "a regular file, or nothing", got: "something else under that name")
    }
    guard overwrites else {
      throw .invalid("path", "a name that is free (or overwrite: true)", got: "a file that exists")
    }
  }

  /// Whether the path is the database or one of the files that SQLite keeps beside it. Told without opening: closing a descriptor would drop SQLite's locks.
  static func isPart(_ path: String, of database: DatabaseLocation) -> Bool {
    guard !database.isInMemory else { return false }
    let suffixes = ["", "-wal", "-shm", "-journal"]
    var (one, other) = (stat(), stat())
    if stat(path, &one) == 0 {
      // Under whatever name.
      return suffixes.contains { stat(database.path + $0, &other) == 0 && one.st_dev == other.st_dev && one.st_ino == other.st_ino }
    }
    let (folder, name) = split(path)
    let (databaseFolder, databaseName) = split(database.path)
    guard stat(folder, &one) == 0, stat(databaseFolder, &other) == 0, one.st_dev == other.st_dev,
      one.st_ino == other.st_ino
    else { return false }
    return suffixes.contains { databaseName + $0 == name }
  }

  private static func split(_ path: String) -> (folder: String, name: String) {
    guard let slash = path.lastIndex(of: "/") else { return (".", path) }
    return (String(path[...slash]), String(path[path.index(after: slash)...]))
  }

  func write(_ bytes: [UInt8]) throws(ErrorAnswer) {
    var offset = 0
    while offset < bytes.count {
      let written = bytes.withUnsafeBytes { buffer -> Int in
        guard let base = buffer.baseAddress else { return 0 }
        #if canImport(Darwin)
          return Darwin.write(descriptor, base + offset, buffer.count - offset)
        #else
          return Glibc.write(descriptor, base + offset, buffer.count - offset)
        #endif
      }
      if written < 0 {
        if errno == EINTR { continue }
        throw Self.failure()
      }
      offset += written
    }
  }

  private static func failure() -> ErrorAnswer {
    ErrorAnswer(.requestFailed, "The file could not be written: \(reason())")
  }

  /// Syncs the file and gives it its name; answers its size.
  @discardableResult
  func finish() throws(ErrorAnswer) -> Int64 {
    var status = stat()
    guard fsync(descriptor) == 0, fstat(descriptor, &status) == 0 else { throw Self.failure() }
    close(descriptor)
    descriptor = -1
    // What came under that name meanwhile counts.
    do throws(ErrorAnswer) {
      try Self.check(path, overwrites: overwrites)
      try rename()
    } catch {
      unlink(temporary)
      throw error
    }
    let folder = open(Self.split(path).folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    if folder >= 0 {
      fsync(folder)
      close(folder)
    }
    return Int64(status.st_size)
  }

  private func rename() throws(ErrorAnswer) {
    if !overwrites {
      // A link, unlike a rename, never replaces. Where the disk knows no links, the check before has to do.
      if link(temporary, path) == 0 {
        unlink(temporary)
        return
      }
      if errno == EEXIST { try Self.check(path, overwrites: false) }
    }
    #if canImport(Darwin)
      let code = Darwin.rename(temporary, path)
    #else
      let code = Glibc.rename(temporary, path)
    #endif
    guard code == 0 else { throw Self.failure() }
  }

  /// Removes what SQLite keeps beside a database, when the file is one that nobody has open any more.
  func removeCompanions() {
    for suffix in ["-wal", "-shm", "-journal"] { unlink(temporary + suffix) }
  }

  /// Removes what was written, unless it was finished.
  func discard() {
    guard descriptor >= 0 else { return }
    removeCompanions()
    close(descriptor)
    descriptor = -1
    unlink(temporary)
  }
}
