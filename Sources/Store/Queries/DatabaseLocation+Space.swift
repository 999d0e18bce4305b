#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Looked at by name only: closing a descriptor of the database would drop SQLite's locks on it.
extension DatabaseLocation {
  /// Bytes of the database and its write-ahead log; 0 in memory.
  package var storedBytes: Int64 {
    isInMemory ? 0 : [path, path + "-wal"].reduce(0) { $0 + (Self.size($1) ?? 0) }
  }

  /// Whether the database's file is where it was opened.
  package var exists: Bool { isInMemory || Self.size(path) != nil }

  /// Whether this process may write to the file.
  package var isWritable: Bool { isInMemory || access(path, W_OK) == 0 }

  /// What the disk has left for this process; nil when it does not say.
  package var freeBytes: Int64? {
    if isInMemory { return nil }
    var status = statvfs()
    guard statvfs(path, &status) == 0 else { return nil }
    let (bytes, overflow) = Int64(clamping: status.f_bavail).multipliedReportingOverflow(by: Int64(clamping: status.f_frsize))
    return overflow ? .max : bytes
  }

  private static func size(_ path: String) -> Int64? {
    var status = stat()
    return stat(path, &status) == 0 ? Int64(status.st_size) : nil
  }
}
