import CSQLite

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Tells whether any worker committed since it was last asked, at the price of comparing 48 bytes.
///
/// Every commit changes the header of the WAL index, which SQLite keeps in memory shared between processes
/// (sqlite.org/walformat.html, section 2.1). The mapping is SQLite's own and lives as long as the connection.
package struct CommitProbe: @unchecked Sendable {
  // @unchecked: `index` is only read; a torn read differs from what was seen before, which is a "changed", the
  // harmless answer.
  private let index: UnsafeRawPointer?
  private var seen: (UInt64, UInt64, UInt64, UInt64, UInt64, UInt64)?

  init(_ connection: Connection) {
    // The index is mapped by the first read.
    _ = try? connection.integer("SELECT count(*) FROM meta")
    index = UnsafeRawPointer(costwire_wal_index(connection.handle))
  }

  /// The state of the database at this moment; nil without shared memory.
  package var stamp: CommitStamp? {
    guard let index else { return nil }
    return CommitStamp(index.loadUnaligned(as: (UInt64, UInt64, UInt64, UInt64, UInt64, UInt64).self))
  }

  /// Whether something was committed since the last call; true at the first, and always without shared memory.
  package mutating func hasChanged() -> Bool {
    guard let index else { return true }
    let now = index.loadUnaligned(as: (UInt64, UInt64, UInt64, UInt64, UInt64, UInt64).self)
    if let seen, seen == now { return false }
    seen = now
    return true
  }
}

/// A state of the database: two that are equal have nothing committed between them.
package struct CommitStamp: Equatable, Sendable {
  private let header: (UInt64, UInt64, UInt64, UInt64, UInt64, UInt64)

  fileprivate init(_ header: (UInt64, UInt64, UInt64, UInt64, UInt64, UInt64)) { self.header = header }

  package static func == (left: CommitStamp, right: CommitStamp) -> Bool { left.header == right.header }
}
