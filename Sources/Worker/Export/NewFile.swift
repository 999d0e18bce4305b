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
  private let place: FilePlace
  private let temporary: String
  /// The path under which it stands until `finish`, for a library that opens files itself.
  let temporaryPath: String
  private let overwrites: Bool
  private var descriptor: Int32

  /// - Parameter overwrites: whether a regular file of that name is replaced.
  /// - Parameter chance: makes the temporary name one that nobody else uses.
  init(path: String, overwrites: Bool, chance: UInt64, _ services: Services) throws(ErrorAnswer) {
    let expected = "a file that can be created"
    place = try FilePlace(path: path, services, expected: expected)
    self.overwrites = overwrites
    temporary = "." + place.name.prefix(64) + "." + String(chance, radix: 36) + ".tmp"
    temporaryPath = FilePlace.split(path).folder + (path.contains("/") ? "" : "/") + temporary
    descriptor = -1
    try Self.check(place, overwrites: overwrites)
    // The ledger's own file is never replaced.
    guard !place.isPart(of: services.location) else {
      throw .invalid("path", "another file than the database", got: "the database")
    }
    descriptor = openat(place.folder, temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw .invalid("path", expected, got: Self.reason()) }
  }

  deinit { discard() }

  private static func reason() -> String { String(cString: strerror(errno)) }

  private static func check(_ place: FilePlace, overwrites: Bool) throws(ErrorAnswer) {
    guard let status = place.status() else { return }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw .invalid("path", "a regular file, or nothing", got: "something else under that name")
    }
    guard overwrites else {
      throw .invalid("path", "a name that is free (or overwrite: true)", got: "a file that exists")
    }
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
      try Self.check(place, overwrites: overwrites)
      try rename()
    } catch {
      unlinkat(place.folder, temporary, 0)
      throw error
    }
    fsync(place.folder)
    return Int64(status.st_size)
  }

  private func rename() throws(ErrorAnswer) {
    if !overwrites {
      // A link, unlike a rename, never replaces. Where the disk knows no links, the check before has to do.
      if linkat(place.folder, temporary, place.folder, place.name, 0) == 0 {
        unlinkat(place.folder, temporary, 0)
        return
      }
      if errno == EEXIST { try Self.check(place, overwrites: false) }
    }
    guard renameat(place.folder, temporary, place.folder, place.name) == 0 else { throw Self.failure() }
  }

  /// Removes what SQLite keeps beside a database, when the file is one that nobody has open any more.
  func removeCompanions() {
    for suffix in ["-wal", "-shm", "-journal"] { unlinkat(place.folder, temporary + suffix, 0) }
  }

  /// Removes what was written, unless it was finished.
  func discard() {
    guard descriptor >= 0 else { return }
    removeCompanions()
    close(descriptor)
    descriptor = -1
    unlinkat(place.folder, temporary, 0)
  }
}
