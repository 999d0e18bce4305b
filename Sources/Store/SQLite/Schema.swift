/// The tables of the database, one migration a version. Migrations are only ever added.
enum LedgerSchema {
  /// "cwir": marks a file as costwire's.
  static let applicationID: Int64 = 0x6377_6972
  static let version: Int64 = Int64(migrations.count)

  static let migrations: [String] = [first, forecasts]

  private static let first = """
    CREATE TABLE meta(
      key TEXT PRIMARY KEY,
      value INTEGER NOT NULL
    ) WITHOUT ROWID;

    CREATE TABLE names(
      number INTEGER PRIMARY KEY CHECK(number > 0),
      text TEXT NOT NULL UNIQUE CHECK(length(CAST(text AS BLOB)) > 0)
    );

    CREATE TABLE blocks(
      first_seq INTEGER PRIMARY KEY CHECK(first_seq > 0),
      count INTEGER NOT NULL CHECK(count > 0),
      span INTEGER NOT NULL CHECK(span >= count),
      ts_min INTEGER NOT NULL,
      ts_max INTEGER NOT NULL CHECK(ts_max >= ts_min),
      cost_max INTEGER NOT NULL,
      head BLOB NOT NULL
    );

    CREATE TABLE block_columns(
      id INTEGER PRIMARY KEY,
      body BLOB NOT NULL
    );

    CREATE TABLE id_runs(
      run INTEGER PRIMARY KEY CHECK(run > 0),
      count INTEGER NOT NULL CHECK(count > 0),
      filter BLOB NOT NULL,
      body BLOB CHECK((body IS NULL) = (count > 512))
    );

    CREATE TABLE id_pages(
      id INTEGER PRIMARY KEY,
      body BLOB NOT NULL
    );

    CREATE TABLE rollups(
      grain INTEGER NOT NULL CHECK(grain IN (0, 1)),
      period INTEGER NOT NULL,
      dimension INTEGER NOT NULL CHECK(dimension >= 0),
      name INTEGER NOT NULL CHECK(name >= 0),
      events INTEGER NOT NULL,
      calls INTEGER NOT NULL,
      errors INTEGER NOT NULL,
      prompt_tokens INTEGER NOT NULL,
      completion_tokens INTEGER NOT NULL,
      cache_read_tokens INTEGER NOT NULL,
      cache_write_tokens INTEGER NOT NULL,
      reasoning_tokens INTEGER NOT NULL,
      total_tokens INTEGER NOT NULL,
      cost_dollars INTEGER NOT NULL,
      cost_nanos INTEGER NOT NULL,
      estimated_dollars INTEGER NOT NULL,
      estimated_nanos INTEGER NOT NULL,
      unpriced_events INTEGER NOT NULL,
      estimated_events INTEGER NOT NULL,
      late_events INTEGER NOT NULL,
      response_time INTEGER NOT NULL,
      responses INTEGER NOT NULL,
      bytes_processed INTEGER NOT NULL,
      bytes_billed INTEGER NOT NULL,
      slot_ms INTEGER NOT NULL,
      PRIMARY KEY(grain, period, dimension, name)
    ) WITHOUT ROWID, STRICT;

    CREATE TABLE price_overrides(
      id TEXT PRIMARY KEY CHECK(length(CAST(id AS BLOB)) > 0),
      definition TEXT NOT NULL CHECK(length(CAST(definition AS BLOB)) > 0),
      created_at INTEGER NOT NULL
    );

    CREATE TABLE rates(
      currency TEXT NOT NULL CHECK(length(currency) = 3),
      date TEXT NOT NULL CHECK(length(date) = 10),
      rate TEXT NOT NULL CHECK(length(CAST(rate AS BLOB)) > 0),
      source TEXT NOT NULL,
      PRIMARY KEY(currency, date)
    ) WITHOUT ROWID;

    CREATE TABLE team_mapping(
      project TEXT NOT NULL,
      pattern TEXT NOT NULL CHECK(length(CAST(pattern AS BLOB)) > 0),
      team TEXT NOT NULL CHECK(length(CAST(team AS BLOB)) > 0),
      PRIMARY KEY(project, pattern)
    ) WITHOUT ROWID;

    CREATE TABLE projects(
      id TEXT PRIMARY KEY CHECK(length(CAST(id AS BLOB)) > 0),
      definition TEXT NOT NULL CHECK(length(CAST(definition AS BLOB)) > 0),
      is_archived INTEGER NOT NULL CHECK(is_archived IN (0, 1)),
      created_at INTEGER NOT NULL,
      updated_at INTEGER NOT NULL CHECK(updated_at >= created_at)
    );

    CREATE TABLE audit_log(
      seq INTEGER PRIMARY KEY AUTOINCREMENT,
      at INTEGER NOT NULL,
      action TEXT NOT NULL CHECK(length(CAST(action AS BLOB)) > 0),
      subject TEXT NOT NULL,
      detail TEXT NOT NULL
    );

    CREATE TABLE file_imports(
      key TEXT PRIMARY KEY,
      result TEXT NOT NULL
    );
    """

  /// Choices of forecast models by a digest of what they were chosen for: a store that may be emptied at any time.
  private static let forecasts = """
    CREATE TABLE trained_forecasts(
      seq INTEGER PRIMARY KEY AUTOINCREMENT,
      key BLOB NOT NULL UNIQUE CHECK(length(key) = 16),
      model TEXT NOT NULL CHECK(length(CAST(model AS BLOB)) > 0)
    );
    """
}
