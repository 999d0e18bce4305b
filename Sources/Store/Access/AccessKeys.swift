import CostModel

/// A key as it is stored: never the key itself, only its digest.
package struct StoredKey: Sendable {
  package var id: String
  /// A text that the layer above understands.
  package var definition: String
  package var createdAt: Timestamp
  package var expiresAt: Timestamp?
  package var revokedAt: Timestamp?
  /// The key that took its place.
  package var replacedBy: String?

  package init(
    id: String, definition: String, createdAt: Timestamp, expiresAt: Timestamp?, revokedAt: Timestamp?, replacedBy: String?
  ) {
    (self.id, self.definition, self.createdAt) = (id, definition, createdAt)
    (self.expiresAt, self.revokedAt, self.replacedBy) = (expiresAt, revokedAt, replacedBy)
  }
}

extension LedgerReader {
  package var accessKeys: AccessKeys { AccessKeys(connection) }
}

extension LedgerWriter {
  package var accessKeys: AccessKeys { AccessKeys(connection) }
}

/// The statements about access keys.
package struct AccessKeys {
  private let connection: Connection

  init(_ connection: Connection) { self.connection = connection }

  package func all() throws -> [StoredKey] {
    let select = try connection.statement(
      "SELECT id, definition, created_at, expires_at, revoked_at, replaced_by FROM access_keys ORDER BY created_at, id")
    defer { select.reset() }
    var found: [StoredKey] = []
    while try select.step() { found.append(key(select)) }
    return found
  }

  package func key(_ id: String) throws -> StoredKey? {
    let select = try connection.statement(
      "SELECT id, definition, created_at, expires_at, revoked_at, replaced_by FROM access_keys WHERE id = ?1")
    select.bind(1, id)
    defer { select.reset() }
    return try select.step() ? key(select) : nil
  }

  /// The key with a digest, whether it still holds or not.
  package func key(digest: [UInt8]) throws -> StoredKey? {
    let select = try connection.statement(
      "SELECT id, definition, created_at, expires_at, revoked_at, replaced_by FROM access_keys WHERE digest = ?1")
    digest.withUnsafeBytes { _ = select.bind(1, blob: $0) }
    defer { select.reset() }
    return try select.step() ? key(select) : nil
  }

  private func key(_ row: Statement) -> StoredKey {
    StoredKey(
      id: row.text(0), definition: row.text(1), createdAt: Timestamp(microseconds: row.integer(2)),
      expiresAt: row.optionalInteger(3).map { Timestamp(microseconds: $0) },
      revokedAt: row.optionalInteger(4).map { Timestamp(microseconds: $0) }, replacedBy: row.optionalText(5))
  }

  package func insert(_ key: StoredKey, digest: [UInt8]) throws {
    let insert = try connection.statement(
      "INSERT INTO access_keys(id, digest, definition, created_at, expires_at) VALUES(?1, ?2, ?3, ?4, ?5)")
    insert.bind(1, key.id)
    digest.withUnsafeBytes { _ = insert.bind(2, blob: $0) }
    insert.bind(3, key.definition).bind(4, key.createdAt.microseconds).bind(5, key.expiresAt?.microseconds)
    try insert.run()
  }

  /// Ends a key at an instant, now or later, and names the one in its place.
  package func end(_ id: String, at: Timestamp, revoked: Bool, replacedBy: String?) throws {
    let update = try connection.statement(
      """
      UPDATE access_keys SET revoked_at = CASE WHEN ?3 THEN ?2 ELSE revoked_at END,
        expires_at = CASE WHEN ?3 THEN expires_at ELSE min(coalesce(expires_at, ?2), ?2) END,
        replaced_by = coalesce(?4, replaced_by)
      WHERE id = ?1
      """)
    update.bind(1, id).bind(2, at.microseconds).bind(3, revoked ? 1 : 0).bind(4, replacedBy)
    try update.run()
  }
}
