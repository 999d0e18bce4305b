import CostModel

extension LedgerReader {
  /// The project created with an id, or nil.
  package func project(_ id: String) throws -> StoredDefinition? { try storedProject(id, connection) }

  /// Whether any event names a value of a single-valued dimension.
  package func hasEvents(_ dimension: Dimension, _ value: String) throws -> Bool {
    var value = value
    let number = try value.withUTF8 { bytes throws in try names.knownNumber(for: bytes) }
    guard let number, number != 0 else { return false }
    let select = try connection.statement(
      composed: "\(daysWithEvents) SELECT 1 \(rowsOfDays) AND rollups.name = ?2 AND rollups.events > 0 LIMIT 1")
    select.bind(1, Int64(dimension.rawValue)).bind(2, number)
    defer { select.reset() }
    return try select.step()
  }

  /// Every value of a single-valued dimension that events have, sorted by its bytes.
  package func values(of dimension: Dimension) throws -> [String] {
    let select = try connection.statement(
      composed: "\(daysWithEvents) SELECT DISTINCT rollups.name \(rowsOfDays) AND rollups.events > 0")
    select.bind(1, Int64(dimension.rawValue))
    defer { select.reset() }
    var numbers: [Int64] = []
    while try select.step() { numbers.append(select.integer(0)) }
    return try numbers.map { try names.text(of: $0) }.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }
}

extension LedgerWriter {
  /// The project created with an id, or nil.
  package func project(_ id: String) throws -> StoredDefinition? { try storedProject(id, connection) }
}

/// Each day that has roll-ups, found by skipping from one to the next, however far apart they lie.
private let daysWithEvents = """
  WITH RECURSIVE days(period) AS (
    SELECT min(period) FROM rollups WHERE grain = 1
    UNION ALL
    SELECT (SELECT min(period) FROM rollups WHERE grain = 1 AND period > days.period) FROM days
    WHERE days.period IS NOT NULL
  )
  """

private let rowsOfDays = """
  FROM days CROSS JOIN rollups
  WHERE rollups.grain = 1 AND rollups.period = days.period AND rollups.dimension = ?1
  """

private func storedProject(_ id: String, _ connection: Connection) throws -> StoredDefinition? {
  let select = try connection.statement(
    "SELECT id, definition, is_archived, created_at, updated_at FROM projects WHERE id = ?1")
  select.bind(1, id)
  defer { select.reset() }
  guard try select.step() else { return nil }
  return StoredDefinition(
    id: select.text(0), definition: select.text(1), isArchived: select.integer(2) != 0,
    createdAt: Timestamp(microseconds: select.integer(3)), updatedAt: Timestamp(microseconds: select.integer(4)))
}
