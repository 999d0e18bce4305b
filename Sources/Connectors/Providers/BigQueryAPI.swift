import CostModel

/// Questions to BigQuery's REST API (`jobs.query`, `jobs.getQueryResults`) about the jobs of a project, which its view
/// INFORMATION_SCHEMA.JOBS keeps for 180 days.
package enum BigQueryAPI {
  /// The columns asked for, as text, numbers and truths only: so a row is a list of cells without anything inside.
  private static let columns = [
    "job_id", "project_id", "user_email", "job_type", "statement_type", "state", time("creation_time"), time("start_time"),
    time("end_time"), "total_bytes_processed", "total_bytes_billed", "total_slot_ms", "cache_hit", "reservation_id",
    "edition", "parent_job_id", "TO_JSON_STRING(error_result) AS error_result",
    "TO_JSON_STRING(referenced_tables) AS referenced_tables", "LEFT(query, 16384) AS query",
  ]

  private static func time(_ column: String) -> String {
    "FORMAT_TIMESTAMP('%FT%H:%M:%E6SZ', \(column)) AS \(column)"
  }

  /// Rows of a page, at most.
  package static let mostRows = 2_000
  /// For how long a request may wait for the query's end, in milliseconds.
  private static let waitMilliseconds = 10_000

  /// Whether a text may stand as the name of a project: also with the domain before it.
  package static func isProject(_ text: String) -> Bool {
    1...128 ~= text.utf8.count && isPlain(text[...], or: "-_.:")
  }

  /// Whether a text may stand as a location: `US`, `europe-west3`.
  package static func isLocation(_ text: String) -> Bool {
    1...64 ~= text.utf8.count && isPlain(text[...], or: "-")
  }

  /// Jobs that were done, by the time they were made.
  ///
  /// - Parameter project: has passed `isProject`, and `location` has passed `isLocation`: nothing else is quoted here.
  package static func jobs(project: String, location: String, from start: Timestamp, to end: Timestamp) -> ProviderQuestion {
    let view = "`\(project)`.`region-\(location.lowercased())`.INFORMATION_SCHEMA.JOBS"
    let sql =
      "SELECT \(columns.joined(separator: ", ")), '\(location)' AS location FROM \(view) WHERE creation_time >= TIMESTAMP_MICROS(\(start.microseconds)) "
      + "AND creation_time < TIMESTAMP_MICROS(\(end.microseconds)) AND state = 'DONE' ORDER BY creation_time, job_id"
    let body =
      "{\"query\":\"\(sql)\",\"useLegacySql\":false,\"location\":\"\(location)\",\"maxResults\":\(mostRows),"
      + "\"timeoutMs\":\(waitMilliseconds),\"useQueryCache\":false,\"labels\":{\"tool\":\"costwire\"}}"
    return ProviderQuestion("/bigquery/v2/projects/\(project)/queries", body: Array(body.utf8))
  }

  /// Further rows of a query, or the first ones once it is done.
  package static func rows(project: String, location: String, job: String, page: String?) -> ProviderQuestion {
    ProviderQuestion(
      "/bigquery/v2/projects/\(project)/queries/\(ProviderQuestion.encoded(job))",
      [("location", location), ("maxResults", String(mostRows)), ("timeoutMs", String(waitMilliseconds))]
        + (page.map { [("pageToken", $0)] } ?? []))
  }
}

extension BigQueryAPI {
  /// The last job of a project: a question that is free, and needs a token that may list jobs.
  package static func probe(project: String) -> ProviderQuestion {
    ProviderQuestion("/bigquery/v2/projects/\(project)/jobs", [("maxResults", "1"), ("projection", "minimal")])
  }
}
