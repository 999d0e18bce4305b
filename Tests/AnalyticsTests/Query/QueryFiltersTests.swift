import Testing

@testable import Analytics

@Suite("Columns that queries filter on")
struct QueryFiltersTests {
  @Test(
    "names set against something in a WHERE are found, whatever stands around them",
    arguments: [
      ("SELECT a FROM t WHERE day = '2026-08-01'", ["day"]),
      ("SELECT a FROM t WHERE x.day BETWEEN ? AND ? AND `Country Code` IN (?)", ["day", "country code"]),
      ("SELECT a FROM t WHERE DATE(ts, 'UTC') >= DATE_SUB(CURRENT_DATE(), INTERVAL 7 DAY)", ["ts"]),
      ("SELECT a FROM t WHERE '2026-08-01' <= t.day", ["day"]),
      ("SELECT a FROM t WHERE (Day > @from OR day < @until) AND name LIKE 'a%' AND b IS NULL", ["day"]),
      ("SELECT a FROM t WHERE a <> 3 AND b != 4", []),
      ("SELECT CASE WHEN a = 1 THEN b END FROM t WHERE c = 1 GROUP BY d HAVING e > 3", ["c"]),
      ("SELECT a FROM (SELECT b FROM t WHERE c = 1) WHERE d = 2", ["c", "d"]),
      ("SELECT a FROM `p.d.e_*` WHERE _TABLE_SUFFIX >= ? AND _PARTITIONDATE = ?", ["_table_suffix", "_partitiontime"]),
      ("DELETE FROM t WHERE day = ?; SELECT a FROM u", ["day"]),
      ("SELECT 1", []), ("", []), ("WHERE", []), ("SELECT a WHERE (((", []), ("WHERE a.", []), ("WHERE f(a", []), ("WHERE = a", []),
    ])
  func columns(sql: String, expected: [String]) {
    #expect(QueryStructure(sql).filters == expected)
  }
}
