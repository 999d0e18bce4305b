import CostModel

/// Where a provider's key is read, and how far what it gives access to was collected.
package struct StoredCredential: Sendable {
  package var name: String
  package var provider: String
  /// A text that the layer above understands. It holds no secret.
  package var definition: String
  /// What was used before this instant was asked for; nil when nothing was.
  package var collectedUntil: Timestamp?
  /// The job that asked with it last.
  package var lastJob: String?
  /// From when on the provider may be asked again.
  package var nextRequest: MachineTime
  package var createdAt: Timestamp
  package var updatedAt: Timestamp

  package init(name: String, provider: String, definition: String, at now: Timestamp) {
    (self.name, self.provider, self.definition) = (name, provider, definition)
    (createdAt, updatedAt) = (now, now)
    nextRequest = MachineTime(now: Timestamp(microseconds: 0), uptime: 0, boot: 0)
  }
}

extension LedgerReader {
  package var credentials: Credentials { Credentials(connection) }
}

extension LedgerWriter {
  package var credentials: Credentials { Credentials(connection) }
}

/// The statements about credentials.
package struct Credentials {
  private let connection: Connection

  init(_ connection: Connection) { self.connection = connection }

  private static let columns = """
    name, provider, definition, collected_until, last_job, request_boot, request_uptime, request_at, created_at, updated_at
    """

  /// By provider, then by name; of one provider or of all.
  package func all(provider: String? = nil) throws -> [StoredCredential] {
    let select = try connection.statement(
      composed: "SELECT \(Self.columns) FROM credentials WHERE ?1 IS NULL OR provider = ?1 ORDER BY provider, name")
    select.bind(1, provider)
    defer { select.reset() }
    var found: [StoredCredential] = []
    while try select.step() { found.append(Self.credential(select)) }
    return found
  }

  package func credential(_ name: String) throws -> StoredCredential? {
    let select = try connection.statement(composed: "SELECT \(Self.columns) FROM credentials WHERE name = ?1")
    select.bind(1, name)
    defer { select.reset() }
    return try select.step() ? Self.credential(select) : nil
  }

  private static func credential(_ row: Statement) -> StoredCredential {
    var found = StoredCredential(
      name: row.text(0), provider: row.text(1), definition: row.text(2), at: Timestamp(microseconds: row.integer(8)))
    found.collectedUntil = row.optionalInteger(3).map { Timestamp(microseconds: $0) }
    found.lastJob = row.optionalText(4)
    found.nextRequest = MachineTime(now: Timestamp(microseconds: row.integer(7)), uptime: row.integer(6), boot: row.integer(5))
    found.updatedAt = Timestamp(microseconds: row.integer(9))
    return found
  }

  /// Adds a credential or changes one; how far was collected is taken over as it is given.
  package func set(_ credential: StoredCredential) throws {
    let upsert = try connection.statement(
      """
      INSERT INTO credentials(name, provider, definition, collected_until, request_boot, request_uptime, request_at, created_at, updated_at)
      VALUES(?1, ?2, ?3, ?4, 0, 0, 0, ?5, max(?5, ?6))
      ON CONFLICT(name) DO UPDATE SET provider = excluded.provider, definition = excluded.definition,
        collected_until = excluded.collected_until, updated_at = max(created_at, ?6)
      """)
    upsert.bind(1, credential.name).bind(2, credential.provider).bind(3, credential.definition)
    upsert.bind(4, credential.collectedUntil?.microseconds).bind(5, credential.createdAt.microseconds)
    upsert.bind(6, credential.updatedAt.microseconds)
    try upsert.run()
  }

  /// Answers whether there was one.
  package func remove(_ name: String) throws -> Bool {
    let delete = try connection.statement("DELETE FROM credentials WHERE name = ?1")
    delete.bind(1, name)
    try delete.run()
    return connection.changes > 0
  }

  // MARK: Asking

  /// Takes a turn to ask the provider, over all workers.
  ///
  /// - Parameter interval: microseconds from this request to the next one that may be sent.
  /// - Returns: nil when the provider may be asked now; otherwise from when on it may.
  package func takeTurn(_ credential: StoredCredential, at time: MachineTime, interval: Int64, job: String) throws -> MachineTime? {
    guard time.isPast(credential.nextRequest) else { return credential.nextRequest }
    let update = try connection.statement(
      "UPDATE credentials SET request_boot = ?2, request_uptime = ?3, request_at = ?4, last_job = ?5 WHERE name = ?1")
    update.bind(1, credential.name).bind(2, time.boot).bind(3, time.uptime + interval).bind(4, time.now.microseconds + interval)
    update.bind(5, job)
    try update.run()
    return nil
  }

  /// Lets nobody ask before an instant: the provider wants to be left alone. An earlier instant changes nothing.
  package func postpone(_ name: String, until end: MachineTime) throws {
    let update = try connection.statement(
      """
      UPDATE credentials SET request_boot = ?2, request_uptime = ?3, request_at = ?4
      WHERE name = ?1 AND (request_boot <> ?2 OR request_uptime < ?3)
      """)
    update.bind(1, name).bind(2, end.boot).bind(3, end.uptime).bind(4, end.now.microseconds)
    try update.run()
  }

  /// Notes how far was collected; never less than before.
  package func collected(_ name: String, until instant: Timestamp) throws {
    let update = try connection.statement(
      "UPDATE credentials SET collected_until = max(coalesce(collected_until, ?2), ?2) WHERE name = ?1")
    update.bind(1, name).bind(2, instant.microseconds)
    try update.run()
  }
}
