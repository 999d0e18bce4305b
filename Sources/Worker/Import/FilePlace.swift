import JSONRPC
import Store

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A name in a folder that is held open: what it means cannot be changed by moving folders about.
///
/// Where roots are set, the folder lies below one of them and was reached part by part without following a link, so that
/// a link that is put in a part's place meanwhile leads nowhere.
///
/// A class, because it owns a descriptor.
final class FilePlace {
  let folder: Int32
  let name: String

  /// - Parameter expected: what is said when the folder cannot be opened.
  init(path: String, _ services: Services, expected: String) throws(ErrorAnswer) {
    guard !path.utf8.contains(0) else { throw .invalid("path", "the path of a file", got: "\"\(shortened(path))\"") }
    if let roots = try FileRoots.inForce(services) {
      let (root, parts) = try roots.parts(of: path)
      guard let last = parts.last else { throw .invalid("path", "the path of a file", got: "a folder") }
      name = last
      folder = try FileRoots.open(root, parts.dropLast(), expected: expected)
      return
    }
    let (parent, last) = Self.split(path)
    guard !last.isEmpty, last != ".", last != ".." else { throw .invalid("path", "the path of a file", got: "\"\(shortened(path))\"") }
    name = last
    let opened = Self.openFolder(AT_FDCWD, parent, followsLinks: true)
    guard opened >= 0 else { throw .invalid("path", expected, got: String(cString: strerror(errno))) }
    folder = opened
  }

  deinit { close(folder) }

  static func split(_ path: String) -> (folder: String, name: String) {
    guard let slash = path.lastIndex(of: "/") else { return (".", path) }
    return (String(path[...slash]), String(path[path.index(after: slash)...]))
  }

  static func openFolder(_ inside: Int32, _ name: String, followsLinks: Bool) -> Int32 {
    openat(inside, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC | (followsLinks ? 0 : O_NOFOLLOW))
  }

  /// What stands under the name, a link itself rather than what it leads to; nil when nothing does.
  func status() -> stat? {
    var status = stat()
    return fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) == 0 ? status : nil
  }

  /// Whether the place is the database or one of the files that SQLite keeps beside it.
  ///
  /// Told without opening: closing a descriptor would drop SQLite's locks.
  func isPart(of database: DatabaseLocation) -> Bool {
    guard !database.isInMemory else { return false }
    let suffixes = ["", "-wal", "-shm", "-journal"]
    var (one, other) = (stat(), stat())
    if fstatat(folder, name, &one, 0) == 0 {
      // Under whatever name.
      return suffixes.contains { stat(database.path + $0, &other) == 0 && one.st_dev == other.st_dev && one.st_ino == other.st_ino }
    }
    let (databaseFolder, databaseName) = Self.split(database.path)
    guard fstat(folder, &one) == 0, stat(databaseFolder, &other) == 0, one.st_dev == other.st_dev, one.st_ino == other.st_ino
    else { return false }
    return suffixes.contains { databaseName + $0 == name }
  }
}

/// The folders that imports and exports stay below.
struct FileRoots: Sendable {
  /// The methods whose paths are held against the roots.
  static let methods: Set<String> = ["usage/import", "usage/export", "system/backup"]

  private let roots: [(given: String, real: String)]

  /// The roots that are set; nil where any path will do, because the client is the process's owner.
  static func inForce(_ services: Services) throws(ErrorAnswer) -> FileRoots? {
    let given = services.settings.fileRoots ?? []
    if given.isEmpty {
      guard services.settings.access != .keys else {
        throw ErrorAnswer(
          .accessDenied, "params.path: files are the process owner's, who may permit folders at start (file_roots); send text, or ask without a path")
      }
      return nil
    }
    var roots: [(String, String)] = []
    for root in given {
      guard let real = realpath(root, nil) else { continue }
      defer { free(real) }
      roots.append((absolute(root), String(cString: real)))
    }
    return FileRoots(roots: roots)
  }

  /// The root that a path lies below, and the names that lead from there to it.
  func parts(of path: String) throws(ErrorAnswer) -> (root: String, parts: [String]) {
    let path = Self.absolute(path)
    for root in roots {
      for beginning in [root.given, root.real] {
        if path == beginning { return (root.real, []) }
        let folder = beginning == "/" ? "/" : beginning + "/"
        guard path.utf8.starts(with: folder.utf8) else { continue }
        return (root.real, path.dropFirst(folder.count).split(separator: "/").map(String.init))
      }
    }
    throw ErrorAnswer(
      .accessDenied, "params.path: expected a path below one of the folders permitted at start (file_roots)", details: ["path": "path"])
  }

  /// Opens a folder below a root, part by part; what is a link on the way is refused.
  static func open(_ root: String, _ parts: some Collection<String>, expected: String) throws(ErrorAnswer) -> Int32 {
    var folder = FilePlace.openFolder(AT_FDCWD, root, followsLinks: true)
    for part in parts where folder >= 0 {
      let inner = FilePlace.openFolder(folder, part, followsLinks: false)
      let reason = errno
      close(folder)
      folder = inner
      errno = reason
    }
    guard folder >= 0 else {
      let isLink = errno == ELOOP || errno == ENOTDIR
      throw .invalid("path", expected, got: isLink ? "a symbolic link, or no folder, on the way" : String(cString: strerror(errno)))
    }
    return folder
  }

  /// A path from the root on, `.` and `..` resolved by name: no link is followed, so that is where they lead.
  private static func absolute(_ path: String) -> String {
    var whole = path
    if !path.hasPrefix("/"), let current = getcwd(nil, 0) {
      whole = String(cString: current) + "/" + path
      free(current)
    }
    var parts: [Substring] = []
    for part in whole.split(separator: "/") where part != "." {
      if part == ".." { _ = parts.popLast() } else { parts.append(part) }
    }
    return "/" + parts.joined(separator: "/")
  }
}
