#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The folder that is removed when the signal comes.
///
/// nonisolated(unsafe): written once, before the handler that reads it is set.
nonisolated(unsafe) private var folderToRemove: UnsafeMutablePointer<CChar>?

/// A folder for databases and files of one run, removed at its end.
struct TemporaryFolder {
  let path: String

  init() throws(BenchFailure) {
    let parent = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    guard let template = strdup(parent + "/costwire-bench-XXXXXX") else { throw .system("No memory") }
    defer { free(template) }
    guard mkdtemp(template) != nil else { throw .system("No temporary folder could be made in \(parent)") }
    path = String(cString: template)
  }

  func file(_ name: String) -> String { path + "/" + name }

  /// Removes a database with the files that SQLite puts beside it.
  func removeDatabase(_ path: String) {
    for suffix in ["", "-wal", "-shm"] { unlink(path + suffix) }
  }

  func remove() { Self.empty(path) }

  /// An interrupted run leaves nothing behind either.
  func removeOnInterrupt() {
    folderToRemove = strdup(path)
    for number in [SIGINT, SIGTERM, SIGHUP] {
      signal(number) { number in
        // Not among the functions that are safe in a handler; the process ends right after it, whatever becomes of it.
        if let folderToRemove { TemporaryFolder.empty(String(cString: folderToRemove)) }
        _exit(128 + number)
      }
    }
  }

  /// The folder holds files only.
  private static func empty(_ path: String) {
    guard let folder = opendir(path) else { return }
    while let entry = readdir(folder) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != ".", name != ".." { unlink(path + "/" + name) }
    }
    closedir(folder)
    rmdir(path)
  }
}
