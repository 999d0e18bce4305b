import CostModel

/// A price override, a project: a text that the layer above understands, under a key.
package struct StoredDefinition: Sendable, Equatable {
  package var id: String
  package var definition: String
  package var isArchived: Bool
  package var createdAt: Timestamp
  package var updatedAt: Timestamp

  package init(
    id: String, definition: String, isArchived: Bool = false, createdAt: Timestamp, updatedAt: Timestamp
  ) {
    self.id = id
    self.definition = definition
    self.isArchived = isArchived
    self.createdAt = createdAt
    self.updatedAt = updatedAt
  }
}

/// One currency's rate on a day: how many units of it a US dollar buys, as decimal text.
package struct CurrencyRate: Sendable, Equatable {
  package var currency: String
  package var date: String
  package var rate: String
  package var source: String
  package init(currency: String, date: String, rate: String, source: String) {
    (self.currency, self.date, self.rate, self.source) = (currency, date, rate, source)
  }
}

extension LedgerReader {
  package func priceOverrides() throws -> [StoredDefinition] { try Configuration(connection).priceOverrides() }
  package func pricesVersion() throws -> Int64 { try Configuration(connection).pricesVersion() }
  package func projects() throws -> [StoredDefinition] { try Configuration(connection).projects() }
  package func rates() throws -> [CurrencyRate] { try Configuration(connection).rates() }
  package func teamMapping() throws -> TeamMapping { try Configuration(connection).teamMapping() }
}

extension LedgerWriter {
  package var configuration: Configuration { Configuration(connection, principal: principal) }
}

/// The small tables beside the events.
package struct Configuration {
  private let connection: Connection
  private let principal: String

  init(_ connection: Connection, principal: String = "") { (self.connection, self.principal) = (connection, principal) }

  // MARK: Prices

  package func priceOverrides() throws -> [StoredDefinition] {
    let select = try connection.statement(
      "SELECT id, definition, created_at FROM price_overrides ORDER BY created_at, id")
    defer { select.reset() }
    var found: [StoredDefinition] = []
    while try select.step() {
      let at = Timestamp(microseconds: select.integer(2))
      found.append(
        StoredDefinition(id: select.text(0), definition: select.text(1), createdAt: at, updatedAt: at))
    }
    return found
  }

  package func priceOverride(_ id: String) throws -> StoredDefinition? {
    let select = try connection.statement("SELECT definition, created_at FROM price_overrides WHERE id = ?1")
    select.bind(1, id)
    defer { select.reset() }
    guard try select.step() else { return nil }
    let at = Timestamp(microseconds: select.integer(1))
    return StoredDefinition(id: id, definition: select.text(0), createdAt: at, updatedAt: at)
  }

  package func setPriceOverride(_ override: StoredDefinition) throws {
    let insert = try connection.statement(
      """
      INSERT INTO price_overrides(id, definition, created_at) VALUES(?1, ?2, ?3)
      ON CONFLICT(id) DO UPDATE SET definition = excluded.definition, created_at = excluded.created_at
      """)
    insert.bind(1, override.id).bind(2, override.definition).bind(3, override.createdAt.microseconds)
    try insert.run()
    try changePricesVersion("set \(override.createdAt.microseconds) \(override.id) \(override.definition)")
  }

  /// Answers whether there was one.
  package func removePriceOverride(_ id: String) throws -> Bool {
    let delete = try connection.statement("DELETE FROM price_overrides WHERE id = ?1")
    delete.bind(1, id)
    try delete.run()
    guard connection.changes > 0 else { return false }
    try changePricesVersion("remove \(id)")
    return true
  }

  package func priceOverrideCount() throws -> Int {
    Int(clamping: try connection.integer("SELECT count(*) FROM price_overrides") ?? 0)
  }

  /// Another number whenever the overrides are others; 0 as long as none was ever set.
  package func pricesVersion() throws -> Int64 {
    try connection.integer("SELECT value FROM meta WHERE key = 'prices_version'") ?? 0
  }

  /// The version is a digest of every change so far, not a count of them: a count would come again, with other
  /// overrides, after a transaction that was rolled back.
  private func changePricesVersion(_ change: String) throws {
    var digest: UInt64 = 0xcbf2_9ce4_8422_2325 ^ UInt64(bitPattern: try pricesVersion())
    // FNV-1a, 64 bits (draft-eastlake-fnv).
    for byte in change.utf8 { digest = (digest ^ UInt64(byte)) &* 0x0100_0000_01b3 }
    let update = try connection.statement(
      """
      INSERT INTO meta(key, value) VALUES('prices_version', ?1)
      ON CONFLICT(key) DO UPDATE SET value = excluded.value
      """)
    update.bind(1, Int64(bitPattern: digest))
    try update.run()
  }

  // MARK: Currencies

  package func rates() throws -> [CurrencyRate] {
    let select = try connection.statement("SELECT currency, date, rate, source FROM rates ORDER BY currency, date")
    defer { select.reset() }
    var found: [CurrencyRate] = []
    while try select.step() {
      found.append(
        CurrencyRate(
          currency: select.text(0), date: select.text(1), rate: select.text(2), source: select.text(3)))
    }
    return found
  }

  package func setRate(_ rate: CurrencyRate) throws {
    let insert = try connection.statement(
      """
      INSERT INTO rates(currency, date, rate, source) VALUES(?1, ?2, ?3, ?4)
      ON CONFLICT(currency, date) DO UPDATE SET rate = excluded.rate, source = excluded.source
      """)
    insert.bind(1, rate.currency).bind(2, rate.date).bind(3, rate.rate).bind(4, rate.source)
    try insert.run()
  }

  // MARK: Teams

  package func teamMapping() throws -> TeamMapping {
    let select = try connection.statement("SELECT project, pattern, team FROM team_mapping ORDER BY project, pattern")
    defer { select.reset() }
    var entries: [TeamMapping.Entry] = []
    while try select.step() {
      entries.append(
        TeamMapping.Entry(project: select.text(0), pattern: select.text(1), team: select.text(2)))
    }
    return TeamMapping(entries)
  }

  /// Puts the mapping of a project (empty: of every project) in the place of the one before.
  package func setTeamMapping(project: String, _ entries: [TeamMapping.Entry]) throws {
    let delete = try connection.statement("DELETE FROM team_mapping WHERE project = ?1")
    delete.bind(1, project)
    try delete.run()
    for entry in entries {
      let insert = try connection.statement("INSERT INTO team_mapping(project, pattern, team) VALUES(?1, ?2, ?3)")
      insert.bind(1, project).bind(2, entry.pattern).bind(3, entry.team)
      try insert.run()
    }
  }

  // MARK: Projects

  package func projects() throws -> [StoredDefinition] {
    let select = try connection.statement(
      "SELECT id, definition, is_archived, created_at, updated_at FROM projects ORDER BY id")
    defer { select.reset() }
    var found: [StoredDefinition] = []
    while try select.step() {
      found.append(
        StoredDefinition(
          id: select.text(0), definition: select.text(1), isArchived: select.integer(2) != 0,
          createdAt: Timestamp(microseconds: select.integer(3)),
          updatedAt: Timestamp(microseconds: select.integer(4))))
    }
    return found
  }

  /// Answers false, and changes nothing, when there is one with this id.
  package func createProject(_ project: StoredDefinition) throws -> Bool {
    let insert = try connection.statement(
      """
      INSERT INTO projects(id, definition, is_archived, created_at, updated_at) VALUES(?1, ?2, ?3, ?4, ?5)
      ON CONFLICT DO NOTHING
      """)
    bind(project, to: insert)
    try insert.run()
    return connection.changes > 0
  }

  package func updateProject(_ project: StoredDefinition) throws {
    let update = try connection.statement(
      """
      UPDATE projects SET definition = ?2, is_archived = ?3, created_at = ?4, updated_at = ?5 WHERE id = ?1
      """)
    bind(project, to: update)
    try update.run()
  }

  private func bind(_ project: StoredDefinition, to statement: Statement) {
    statement.bind(1, project.id).bind(2, project.definition).bind(3, project.isArchived ? 1 : 0)
    statement.bind(4, project.createdAt.microseconds).bind(5, project.updatedAt.microseconds)
  }

  // MARK: Audit

  /// Notes a correction: what was done, to what, and in which words.
  package func audit(at: Timestamp, action: String, subject: String, detail: String) throws {
    try AuditLog(connection).append(at: at, principal: principal, action: action, subject: subject, detail: detail)
  }
}
