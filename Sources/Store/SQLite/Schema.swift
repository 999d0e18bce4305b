import CSQLite

/// The tables of the database, one migration a version. Migrations are only ever added.
package enum LedgerSchema {
  /// "cwir": marks a file as costwire's.
  static let applicationID: Int64 = 0x6377_6972
  package static let version: Int64 = Int64(migrations.count)
  /// The version of SQLite that is linked.
  package static var engineVersion: String { String(cString: sqlite3_libversion()) }

  static let migrations: [String] = [first, spending, access, deliveries, forecasts, breakers, jobs, repricings, schedules, credentials, deliveryJobs]

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

  /// Budgets, what is spent and held by each, and the alerts that crossing a threshold sets off.
  private static let spending = """
    CREATE TABLE budgets(
      number INTEGER PRIMARY KEY AUTOINCREMENT,
      id TEXT NOT NULL UNIQUE CHECK(length(CAST(id AS BLOB)) > 0),
      definition TEXT NOT NULL CHECK(length(CAST(definition AS BLOB)) > 0),
      counted_until INTEGER NOT NULL,
      held INTEGER NOT NULL CHECK(held >= 0),
      emergency_at INTEGER,
      floor_start INTEGER NOT NULL,
      floor INTEGER NOT NULL CHECK(floor >= 0),
      created_at INTEGER NOT NULL,
      updated_at INTEGER NOT NULL CHECK(updated_at >= created_at)
    ) STRICT;

    CREATE TABLE budget_periods(
      budget INTEGER NOT NULL CHECK(budget > 0),
      period INTEGER NOT NULL CHECK(period BETWEEN 1 AND 9),
      start INTEGER NOT NULL,
      end INTEGER NOT NULL CHECK(end > start),
      spent_dollars INTEGER NOT NULL,
      spent_nanos INTEGER NOT NULL,
      events INTEGER NOT NULL,
      calls INTEGER NOT NULL,
      unpriced_events INTEGER NOT NULL,
      crossed_at INTEGER,
      PRIMARY KEY(budget, period, start)
    ) WITHOUT ROWID, STRICT;

    CREATE TABLE reservations(
      number INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE CHECK(length(CAST(id AS BLOB)) > 0),
      digest INTEGER NOT NULL,
      scope BLOB NOT NULL,
      amount INTEGER NOT NULL CHECK(amount >= 0),
      state INTEGER NOT NULL CHECK(state IN (0, 1, 2)),
      created_at INTEGER NOT NULL,
      boot INTEGER NOT NULL,
      expires_uptime INTEGER NOT NULL,
      expires_at INTEGER NOT NULL,
      finished_at INTEGER CHECK((finished_at IS NULL) = (state = 0)),
      settled INTEGER CHECK((settled IS NULL) = (state <> 1)),
      event BLOB
    ) STRICT;

    CREATE TABLE budget_holds(
      budget INTEGER NOT NULL CHECK(budget > 0),
      boot INTEGER NOT NULL,
      expires_uptime INTEGER NOT NULL,
      reservation INTEGER NOT NULL,
      expires_at INTEGER NOT NULL,
      amount INTEGER NOT NULL CHECK(amount >= 0),
      PRIMARY KEY(budget, boot, expires_uptime, reservation)
    ) WITHOUT ROWID, STRICT;
    CREATE INDEX budget_holds_of ON budget_holds(reservation);

    CREATE TABLE alerts(
      number INTEGER PRIMARY KEY AUTOINCREMENT,
      id TEXT NOT NULL UNIQUE CHECK(length(CAST(id AS BLOB)) > 0),
      budget INTEGER NOT NULL CHECK(budget > 0),
      budget_id TEXT NOT NULL,
      period INTEGER NOT NULL CHECK(period BETWEEN 1 AND 9),
      period_start INTEGER NOT NULL,
      period_end INTEGER NOT NULL,
      milli_percent INTEGER NOT NULL CHECK(milli_percent >= 0),
      is_emergency INTEGER NOT NULL CHECK(is_emergency IN (0, 1)),
      priority TEXT NOT NULL,
      action TEXT NOT NULL,
      channels BLOB NOT NULL,
      spent_dollars INTEGER NOT NULL,
      spent_nanos INTEGER NOT NULL,
      limit_nanos INTEGER NOT NULL CHECK(limit_nanos >= 0),
      at INTEGER NOT NULL,
      UNIQUE(budget, period, period_start, milli_percent, is_emergency)
    );
    """

  /// Who may ask, and the chain that makes the audit log tell when it was changed.
  private static let access = """
    CREATE TABLE access_keys(
      id TEXT PRIMARY KEY CHECK(length(CAST(id AS BLOB)) > 0),
      digest BLOB NOT NULL UNIQUE CHECK(length(digest) = 32),
      definition TEXT NOT NULL CHECK(length(CAST(definition AS BLOB)) > 0),
      created_at INTEGER NOT NULL,
      expires_at INTEGER,
      revoked_at INTEGER,
      replaced_by TEXT
    ) STRICT;

    ALTER TABLE audit_log ADD COLUMN principal TEXT NOT NULL DEFAULT '';
    ALTER TABLE audit_log ADD COLUMN digest BLOB CHECK(digest IS NULL OR length(digest) = 32);
    """

  /// Who hears of alerts, and what is on its way to them.
  private static let deliveries = """
    CREATE TABLE receivers(
      id TEXT PRIMARY KEY CHECK(length(CAST(id AS BLOB)) > 0),
      is_webhook INTEGER NOT NULL CHECK(is_webhook IN (0, 1)),
      definition TEXT NOT NULL CHECK(length(CAST(definition AS BLOB)) > 0),
      created_at INTEGER NOT NULL,
      updated_at INTEGER NOT NULL CHECK(updated_at >= created_at)
    ) STRICT;

    CREATE TABLE deliveries(
      number INTEGER PRIMARY KEY AUTOINCREMENT,
      id TEXT NOT NULL UNIQUE CHECK(length(CAST(id AS BLOB)) > 0),
      receiver TEXT NOT NULL,
      subject TEXT NOT NULL CHECK(length(CAST(subject AS BLOB)) > 0),
      payload TEXT NOT NULL,
      state INTEGER NOT NULL CHECK(state BETWEEN 0 AND 3),
      attempts INTEGER NOT NULL CHECK(attempts >= 0),
      due_at INTEGER NOT NULL,
      token INTEGER NOT NULL,
      lease_boot INTEGER NOT NULL,
      lease_uptime INTEGER NOT NULL,
      lease_at INTEGER NOT NULL,
      created_at INTEGER NOT NULL,
      finished_at INTEGER CHECK((finished_at IS NULL) = (state < 2)),
      milliseconds INTEGER,
      failure TEXT,
      UNIQUE(receiver, subject)
    ) STRICT;
    CREATE INDEX deliveries_due ON deliveries(due_at) WHERE state < 2;

    CREATE TABLE delivery_attempts(
      number INTEGER PRIMARY KEY AUTOINCREMENT,
      delivery INTEGER NOT NULL,
      receiver TEXT NOT NULL,
      at INTEGER NOT NULL,
      is_success INTEGER NOT NULL CHECK(is_success IN (0, 1)),
      milliseconds INTEGER NOT NULL,
      failure TEXT
    ) STRICT;

    CREATE TABLE acknowledgements(
      alert TEXT PRIMARY KEY CHECK(length(CAST(alert AS BLOB)) > 0),
      at INTEGER NOT NULL,
      principal TEXT NOT NULL,
      note TEXT NOT NULL
    ) STRICT;
    """

  /// Choices of forecast models by a digest of what they were chosen for: a store that may be emptied at any time.
  private static let forecasts = """
    CREATE TABLE trained_forecasts(
      seq INTEGER PRIMARY KEY AUTOINCREMENT,
      key BLOB NOT NULL UNIQUE CHECK(length(key) = 16),
      model TEXT NOT NULL CHECK(length(CAST(model AS BLOB)) > 0)
    );
    """

  /// Circuit breakers, the operations they were asked for, and when their rules last set in.
  private static let breakers = """
    CREATE TABLE breakers(
      number INTEGER PRIMARY KEY AUTOINCREMENT,
      name TEXT NOT NULL UNIQUE CHECK(length(CAST(name AS BLOB)) > 0),
      definition TEXT NOT NULL CHECK(length(CAST(definition AS BLOB)) > 0),
      counted_until INTEGER NOT NULL,
      state INTEGER NOT NULL CHECK(state IN (0, 1, 2)),
      failures INTEGER NOT NULL CHECK(failures >= 0),
      boot INTEGER NOT NULL,
      until_uptime INTEGER NOT NULL,
      until_at INTEGER NOT NULL,
      probe INTEGER CHECK((probe IS NULL) = (state <> 2)),
      throttled INTEGER NOT NULL CHECK(throttled >= 0),
      allowed_calls INTEGER NOT NULL CHECK(allowed_calls >= 0),
      blocked_calls INTEGER NOT NULL CHECK(blocked_calls >= 0),
      cost_blocked_calls INTEGER NOT NULL CHECK(cost_blocked_calls BETWEEN 0 AND blocked_calls),
      estimated_dollars INTEGER NOT NULL,
      estimated_nanos INTEGER NOT NULL,
      actual_dollars INTEGER NOT NULL,
      actual_nanos INTEGER NOT NULL,
      saved_dollars INTEGER NOT NULL,
      saved_nanos INTEGER NOT NULL,
      last_failure_at INTEGER,
      last_success_at INTEGER,
      created_at INTEGER NOT NULL,
      updated_at INTEGER NOT NULL CHECK(updated_at >= created_at)
    ) STRICT;

    CREATE TABLE breaker_operations(
      number INTEGER PRIMARY KEY,
      breaker INTEGER NOT NULL CHECK(breaker > 0),
      id TEXT NOT NULL CHECK(length(CAST(id AS BLOB)) > 0),
      digest INTEGER NOT NULL,
      type TEXT NOT NULL CHECK(length(CAST(type AS BLOB)) > 0),
      state INTEGER NOT NULL CHECK(state IN (0, 1, 2)),
      estimate INTEGER NOT NULL CHECK(estimate >= 0),
      position INTEGER,
      is_cost_blocked INTEGER NOT NULL CHECK(is_cost_blocked IN (0, 1)),
      answer TEXT CHECK((answer IS NULL) = (state = 0)),
      record_digest INTEGER CHECK((record_digest IS NULL) = (state <> 2)),
      actual INTEGER CHECK(actual IS NULL OR (actual >= 0 AND state = 2)),
      UNIQUE(breaker, id)
    ) STRICT;
    CREATE INDEX breaker_operations_recorded ON breaker_operations(type, number) WHERE actual IS NOT NULL;

    CREATE TABLE breaker_rules(
      breaker INTEGER NOT NULL CHECK(breaker > 0),
      rule TEXT NOT NULL CHECK(length(CAST(rule AS BLOB)) > 0),
      times INTEGER NOT NULL CHECK(times > 0),
      last_at INTEGER NOT NULL,
      boot INTEGER NOT NULL,
      quiet_uptime INTEGER NOT NULL,
      quiet_at INTEGER NOT NULL,
      PRIMARY KEY(breaker, rule)
    ) WITHOUT ROWID, STRICT;
    """

  /// Work that takes time. Imports that were named by a key become jobs that ended.
  private static let jobs = """
    CREATE TABLE jobs(
      number INTEGER PRIMARY KEY AUTOINCREMENT,
      id TEXT NOT NULL UNIQUE CHECK(length(CAST(id AS BLOB)) > 0),
      kind TEXT NOT NULL CHECK(length(CAST(kind AS BLOB)) > 0),
      unique_key TEXT,
      params TEXT NOT NULL,
      digest INTEGER NOT NULL,
      lane TEXT NOT NULL,
      customer TEXT,
      priority INTEGER NOT NULL,
      state INTEGER NOT NULL CHECK(state BETWEEN 0 AND 4),
      attempts INTEGER NOT NULL CHECK(attempts >= 0),
      fruitless INTEGER NOT NULL CHECK(fruitless BETWEEN 0 AND attempts),
      due_at INTEGER NOT NULL,
      token INTEGER NOT NULL,
      owner TEXT NOT NULL CHECK((owner = '') = (state <> 1)),
      lease_boot INTEGER NOT NULL,
      lease_uptime INTEGER NOT NULL,
      lease_at INTEGER NOT NULL,
      progress INTEGER NOT NULL CHECK(progress BETWEEN 0 AND 100000),
      message TEXT NOT NULL,
      checkpoint TEXT,
      result TEXT CHECK((result IS NULL) = (state <> 2)),
      failure TEXT CHECK(failure IS NOT NULL OR state <> 3),
      created_at INTEGER NOT NULL,
      started_at INTEGER,
      finished_at INTEGER CHECK((finished_at IS NULL) = (state < 2)),
      revision INTEGER NOT NULL UNIQUE,
      UNIQUE(kind, unique_key)
    ) STRICT;
    CREATE INDEX jobs_open ON jobs(priority DESC, due_at) WHERE state < 2;
    CREATE INDEX jobs_lane ON jobs(lane) WHERE state = 1 AND lane <> '';
    CREATE INDEX jobs_ended ON jobs(finished_at) WHERE state >= 2 AND unique_key IS NULL;

    INSERT INTO jobs(id, kind, unique_key, params, digest, lane, priority, state, attempts, fruitless, due_at, token, owner,
      lease_boot, lease_uptime, lease_at, progress, message, result, created_at, finished_at, revision)
    SELECT 'job-' || lower(hex(randomblob(8))), 'usage/import', key, '{}', 0, '', 0, 2, 1, 0, 0, 1, '', 0, 0, 0, 100000, '', result, 0, 0, rowid
    FROM file_imports;
    DROP TABLE file_imports;
    """

  /// What events had cost before they were priced anew.
  private static let repricings = """
    CREATE TABLE repricings(
      event TEXT NOT NULL CHECK(length(CAST(event AS BLOB)) > 0),
      at INTEGER NOT NULL,
      job TEXT NOT NULL CHECK(length(CAST(job AS BLOB)) > 0),
      before INTEGER NOT NULL,
      after INTEGER NOT NULL,
      PRIMARY KEY(event, at)
    ) WITHOUT ROWID, STRICT;
    """

  /// Jobs that are done again and again, their runs, and who sees to them. The first four are those of seed 003; when they
  /// are due is worked out by the first worker that looks.
  private static let schedules = """
    CREATE TABLE schedules(
      id TEXT PRIMARY KEY CHECK(length(CAST(id AS BLOB)) > 0),
      name TEXT NOT NULL,
      cron TEXT NOT NULL CHECK(length(CAST(cron AS BLOB)) > 0),
      zone TEXT NOT NULL CHECK(length(CAST(zone AS BLOB)) > 0),
      kind TEXT NOT NULL CHECK(length(CAST(kind AS BLOB)) > 0),
      params TEXT NOT NULL CHECK(length(CAST(params AS BLOB)) > 0),
      is_enabled INTEGER NOT NULL CHECK(is_enabled IN (0, 1)),
      next_at INTEGER,
      created_at INTEGER NOT NULL,
      updated_at INTEGER NOT NULL CHECK(updated_at >= created_at)
    ) STRICT;

    CREATE TABLE schedule_runs(
      number INTEGER PRIMARY KEY AUTOINCREMENT,
      schedule TEXT NOT NULL CHECK(length(CAST(schedule AS BLOB)) > 0),
      due_at INTEGER NOT NULL,
      is_triggered INTEGER NOT NULL CHECK(is_triggered IN (0, 1)),
      missed INTEGER NOT NULL CHECK(missed >= 0),
      job TEXT NOT NULL UNIQUE
    ) STRICT;
    CREATE UNIQUE INDEX schedule_runs_once ON schedule_runs(schedule, due_at) WHERE is_triggered = 0;
    CREATE INDEX schedule_runs_newest ON schedule_runs(schedule, number);

    CREATE TABLE scheduler_lease(
      one INTEGER PRIMARY KEY CHECK(one = 1),
      owner TEXT NOT NULL,
      lease_boot INTEGER NOT NULL,
      lease_uptime INTEGER NOT NULL,
      lease_at INTEGER NOT NULL
    ) STRICT;

    INSERT INTO schedules(id, name, cron, zone, kind, params, is_enabled, created_at, updated_at) VALUES
      ('anthropic_collection', 'Anthropic collection', '5 * * * *', 'UTC', 'collectors/anthropic', '{}', 1, 0, 0),
      ('openai_collection', 'OpenAI collection', '10 */6 * * *', 'UTC', 'collectors/openai', '{}', 1, 0, 0),
      ('aggregate_refresh', 'Aggregate refresh', '*/15 * * * *', 'UTC', 'aggregate_refresh', '{}', 1, 0, 0),
      ('forecasting', 'Forecasting', '0 0 * * *', 'UTC', 'forecasting', '{}', 1, 0, 0);
    """

  /// Where keys of providers are read, never the keys; how far each was collected, and when it may be asked again.
  private static let credentials = """
    CREATE TABLE credentials(
      name TEXT PRIMARY KEY CHECK(length(CAST(name AS BLOB)) > 0),
      provider TEXT NOT NULL CHECK(length(CAST(provider AS BLOB)) > 0),
      definition TEXT NOT NULL CHECK(length(CAST(definition AS BLOB)) > 0),
      collected_until INTEGER,
      last_job TEXT,
      request_boot INTEGER NOT NULL,
      request_uptime INTEGER NOT NULL,
      request_at INTEGER NOT NULL,
      created_at INTEGER NOT NULL,
      updated_at INTEGER NOT NULL CHECK(updated_at >= created_at)
    ) STRICT;
    """

  /// Deliveries are jobs: what was a queue of their own becomes rows of the general one.
  private static let deliveryJobs = """
    CREATE TABLE new_deliveries(
      number INTEGER PRIMARY KEY AUTOINCREMENT,
      id TEXT NOT NULL UNIQUE CHECK(length(CAST(id AS BLOB)) > 0),
      receiver TEXT NOT NULL,
      subject TEXT NOT NULL CHECK(length(CAST(subject AS BLOB)) > 0),
      payload TEXT NOT NULL,
      milliseconds INTEGER,
      failure TEXT,
      UNIQUE(receiver, subject)
    ) STRICT;
    INSERT INTO new_deliveries SELECT number, id, receiver, subject, payload, milliseconds, failure FROM deliveries;
    DELETE FROM sqlite_sequence WHERE name = 'new_deliveries';
    INSERT INTO sqlite_sequence(name, seq) SELECT 'new_deliveries', seq FROM sqlite_sequence WHERE name = 'deliveries';

    INSERT INTO jobs(id, kind, params, digest, lane, priority, state, attempts, fruitless, due_at, token, owner, lease_boot, lease_uptime,
      lease_at, progress, message, result, failure, created_at, started_at, finished_at, revision)
    SELECT id, 'alerts/delivery', '{}', 0, 'delivery:' || receiver, 0, iif(state < 2, 0, state), attempts, 0, due_at, token, '', 0, 0,
      0, iif(state = 2, 100000, 0), '', iif(state = 2, '{}', NULL), iif(state = 3, coalesce(failure, ''), NULL),
      created_at, iif(attempts > 0, created_at, NULL), finished_at, (SELECT coalesce(max(revision), 0) FROM jobs) + number
    FROM deliveries;

    DROP TABLE deliveries;
    ALTER TABLE new_deliveries RENAME TO deliveries;
    CREATE INDEX deliveries_subject ON deliveries(subject);
    """
}
