import CostModel
import Digests

/// One entry of the audit log.
package struct AuditEntry: Sendable {
  package var seq: Int64
  package var at: Timestamp
  /// Who did it: the id of a key; empty for the process's owner.
  package var principal: String
  package var action: String
  package var subject: String
  package var detail: String
  /// Over the digest of the entry before and this one's content; none for entries older than the chain.
  package var digest: [UInt8]?

  /// The digest that follows from the one before.
  package func chained(to previous: [UInt8]) -> [UInt8] {
    var hash = SHA256()
    hash.update(previous)
    // Each part behind its length, so that no two entries have the same bytes.
    for part in [String(seq), String(at.microseconds), principal, action, subject, detail] {
      let bytes = Array(part.utf8)
      hash.update(Array("\(bytes.count):".utf8))
      hash.update(bytes)
    }
    return hash.finish()
  }
}

extension LedgerReader {
  package var auditLog: AuditLog { AuditLog(connection) }
}

/// The statements about the audit log, which only grows.
package struct AuditLog {
  private let connection: Connection

  init(_ connection: Connection) { self.connection = connection }

  func append(at: Timestamp, principal: String, action: String, subject: String, detail: String) throws {
    let last = try connection.statement("SELECT digest FROM audit_log ORDER BY seq DESC LIMIT 1")
    var previous: [UInt8] = []
    if try last.step(), !last.isNull(0) { previous = Array(last.blob(0)) }
    last.reset()
    // Not behind the last entry there is, but behind the last there ever was: a gap tells of those that were removed.
    let seq = try highest() + 1
    let entry = AuditEntry(seq: seq, at: at, principal: principal, action: action, subject: subject, detail: detail)
    let insert = try connection.statement(
      "INSERT INTO audit_log(seq, at, principal, action, subject, detail, digest) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7)")
    insert.bind(1, seq).bind(2, at.microseconds).bind(3, principal).bind(4, action).bind(5, subject).bind(6, detail)
    entry.chained(to: previous).withUnsafeBytes { _ = insert.bind(7, blob: $0) }
    try insert.run()
  }

  /// The highest place that was ever given out; the database remembers it.
  private func highest() throws -> Int64 {
    try connection.integer("SELECT max(coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'audit_log'), 0), coalesce((SELECT max(seq) FROM audit_log), 0))") ?? 0
  }

  /// Entries newest first, those before a place.
  package func entries(before seq: Int64, limit: Int, action: String?, principal: String?) throws -> [AuditEntry] {
    let select = try connection.statement(
      """
      SELECT seq, at, principal, action, subject, detail, digest FROM audit_log
      WHERE seq < ?1 AND (?3 IS NULL OR action = ?3) AND (?4 IS NULL OR principal = ?4) ORDER BY seq DESC LIMIT ?2
      """)
    select.bind(1, seq).bind(2, Int64(limit)).bind(3, action).bind(4, principal)
    defer { select.reset() }
    var found: [AuditEntry] = []
    while try select.step() { found.append(entry(select)) }
    return found
  }

  private func entry(_ row: Statement) -> AuditEntry {
    AuditEntry(
      seq: row.integer(0), at: Timestamp(microseconds: row.integer(1)), principal: row.text(2), action: row.text(3),
      subject: row.text(4), detail: row.text(5), digest: row.isNull(6) ? nil : Array(row.blob(6)))
  }

  /// Follows the chain from its beginning; answers the first entry that does not fit, or is missing at the end, and how
  /// many were read.
  package func verify(isCancelled: () -> Bool) throws -> (entries: Int64, broken: Int64?) {
    let select = try connection.statement(
      "SELECT seq, at, principal, action, subject, detail, digest FROM audit_log ORDER BY seq")
    defer { select.reset() }
    var previous: [UInt8] = []
    var count: Int64 = 0
    var expected: Int64 = 1
    while try select.step() {
      if isCancelled() { throw CancellationError() }
      count += 1
      let entry = entry(select)
      guard entry.seq == expected else { return (count, entry.seq) }
      expected = entry.seq + 1
      guard let digest = entry.digest else {
        // Entries from before the chain stand in front of it only.
        if !previous.isEmpty { return (count, entry.seq) }
        continue
      }
      guard entry.chained(to: previous) == digest else { return (count, entry.seq) }
      previous = digest
    }
    return (count, try highest() >= expected ? expected : nil)
  }
}
