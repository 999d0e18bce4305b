#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Where secrets come from.
package struct SecretSources: Sendable {
  package static let longest = 65_536
  static let commandMilliseconds = 10_000

  package var environment: @Sendable (String) -> String?
  /// The bytes of a regular file of at most `longest` bytes.
  package var file: @Sendable (String) -> [UInt8]?
  package var run: ProgramRun

  package init(
    environment: @escaping @Sendable (String) -> String?, file: @escaping @Sendable (String) -> [UInt8]?,
    run: ProgramRun
  ) {
    self.environment = environment
    self.file = file
    self.run = run
  }

  /// Reads a small regular file, never one of the database's: closing any descriptor of those drops SQLite's locks, so
  /// they are told apart before anything is opened. Links are followed: mounted secrets are links on some platforms.
  ///
  /// - Parameter database: the path of the database file.
  package static func smallFile(_ path: String, database: String?) -> [UInt8]? {
    var status = stat()
    guard stat(path, &status) == 0, isSmallFile(status) else { return nil }
    for suffix in ["", "-wal", "-shm", "-journal"] {
      var other = stat()
      if let database, stat(database + suffix, &other) == 0, other.st_dev == status.st_dev, other.st_ino == status.st_ino {
        return nil
      }
    }
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    guard fstat(descriptor, &status) == 0, isSmallFile(status) else { return nil }
    var bytes = [UInt8](repeating: 0, count: longest + 1)
    var filled = 0
    while filled < bytes.count {
      let count = bytes.withUnsafeMutableBytes { read(descriptor, $0.baseAddress.map { $0 + filled }, $0.count - filled) }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { return nil }
      if count == 0 { break }
      filled += count
    }
    return filled <= longest ? Array(bytes[..<filled]) : nil
  }

  private static func isSmallFile(_ status: stat) -> Bool {
    status.st_mode & S_IFMT == S_IFREG && status.st_size <= longest
  }
}
