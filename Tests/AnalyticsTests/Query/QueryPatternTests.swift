import Testing

@testable import Analytics

@Suite("Query patterns")
struct QueryPatternTests {
  @Test(
    "literals, lists, comments, spacing and keyword case are folded",
    arguments: [
      ("select  a.x from `p.d.T` as a where a.y = 'it''s' ;", "SELECT a.x FROM `p.d.T` AS a WHERE a.y = ?"),
      ("SELECT 1, -2, 3.5e-7, 0xFF, .5, b'x', rb\"y\", '''a 'b' c''', r'\\'', NULL, TRUE", "SELECT ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, ?"),
      ("SELECT * FROM t WHERE a IN (1,2,\n3) AND b NOT IN ('x') -- end", "SELECT * FROM t WHERE a IN (?) AND b NOT IN (?)"),
      ("SELECT x-1, x - -1, (-1), x*-1", "SELECT x - ?, x - ?, (?), x * ?"),
      ("WHERE d >= DATE '2026-01-01' AND ts < timestamp\"2026\"", "WHERE d >= ? AND ts < ?"),
      ("INSERT INTO t (a, b) VALUES (1, 'x'), (2, NULL), (NULL, f(3))", "INSERT INTO t(a, b) VALUES (?, ?), (?, f(?))"),
      ("INSERT INTO t VALUES (CURRENT_TIMESTAMP(), 1), (current_timestamp(), 2)", "INSERT INTO t VALUES (CURRENT_TIMESTAMP(), ?)"),
      ("WHERE (a, b) IN ((1,2),(3,4)) AND x IN UNNEST([1,2,3])", "WHERE (a, b) IN ((?, ?)) AND x IN UNNEST([?])"),
      ("SELECT [STRUCT(1,'a'),STRUCT(2,'b')], [a, a], [[1,2],[3]]", "SELECT [STRUCT(?, ?)], [a, a], [[?]]"),
      ("WHERE x IN (?, ?, ?) AND y = @From AND z = @@a.b", "WHERE x IN (?, ?, ?) AND y = @From AND z = @@a.b"),
      ("SELECT # one\n a /* two ' */ FROM t -- three", "SELECT a FROM t"),
      ("WHERE a IS TRUE AND b IS NOT FALSE AND c = true", "WHERE a IS TRUE AND b IS NOT FALSE AND c = ?"),
      ("SELECT Count( * ), t.from FROM my-proj.d.t LIMIT 10", "SELECT COUNT(*), t.from FROM my-proj.d.t LIMIT ?"),
      ("DECLARE x ARRAY < STRUCT<a INT64> >; SELECT 'a' 'b'", "DECLARE x ARRAY<STRUCT<a INT64>>; SELECT ?"),
      ("", ""), (" ; -- nothing", ""), ("it's", "it ?"),
    ])
  func folds(sql: String, expected: String) {
    #expect(QueryPattern.normalised(sql) == expected)
  }

  @Test(
    "what matters keeps patterns apart",
    arguments: [
      ("SELECT a FROM t", "SELECT b FROM t"), ("SELECT a FROM t", "SELECT a FROM T"), ("SELECT a IN (1) FROM t", "SELECT a IN (b) FROM t"),
      ("SELECT f(1)", "SELECT f(1, 2)"), ("SELECT @a", "SELECT @b"), ("SELECT a IS NULL", "SELECT a IS NOT NULL"),
      ("SELECT `a b`", "SELECT `a c`"), ("INSERT INTO t VALUES (1)", "INSERT INTO t VALUES (1, 2)"), ("SELECT @a", "SELECT 1"),
    ])
  func apart(left: String, right: String) {
    #expect(QueryPattern.normalised(left) != QueryPattern.normalised(right))
  }

  @Test("a pattern's pattern is itself, for every query of the data", .enabled(if: BigQueryData.isPresent))
  func stable() throws {
    for query in try BigQueryData.queries() {
      let once = QueryPattern.normalised(query.sql)
      #expect(QueryPattern.normalised(once) == once)
    }
  }

  @Test("a month of jobs falls into exactly the true patterns", .enabled(if: BigQueryData.isPresent))
  func jobs() throws {
    let truth = try BigQueryData.truth().patterns
    var patterns: [String: Set<String>] = [:], statements: [String: Set<String>] = [:]
    var count = 0
    for job in try BigQueryData.jobs() {
      // The script's children 1 and 2 differ in TRUE and FALSE alone, and these are literals here.
      guard let sql = job.query, var statement = truth[job.job_id] else { continue }
      if statement == "bw035/2" { statement = "bw035/1" }
      let pattern = QueryPattern.normalised(sql)
      patterns[statement, default: []].insert(pattern)
      statements[pattern, default: []].insert(statement)
      count += 1
    }
    #expect(count == truth.count)
    let torn = patterns.filter { $0.value.count > 1 }, mixed = statements.filter { $0.value.count > 1 }
    #expect(torn.isEmpty, "\(torn.first.map { "\($0)" } ?? "")")
    #expect(mixed.isEmpty, "\(mixed.first.map { "\($0)" } ?? "")")
    #expect(patterns.count == statements.count)
  }

  @Test(
    "text of any length and nesting ends soon",
    arguments: ["'", "\"", "`", "(", "[", ")", "'''", "/*", "--", "@", "1,", "(1,", "[1,", "[[1],", "((a,1),", "VALUES(1),", "\\", "IN(", "-", "a-", "FROM a-b", "SELECT * FROM a.b,", "WITH a AS (", "?", "\u{0}", "é", "CASE WHEN ", "JOIN x.y "])
  func hostile(unit: String) {
    // Quotes, the likeliest trap, at a megabyte.
    let sql = String(repeating: unit, count: (unit.count == 1 ? 1_000_000 : 250_000) / unit.utf8.count)
    let clock = ContinuousClock()
    let text = SQLText(sql)
    let duration = clock.measure { _ = QueryPattern.normalised(text) }
    #expect(duration < .seconds(10))
  }
}
