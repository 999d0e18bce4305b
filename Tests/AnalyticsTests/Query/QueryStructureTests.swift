import Testing

@testable import Analytics

@Suite("Tables and traits of queries")
struct QueryStructureTests {
  @Test(
    "tables are named in full",
    arguments: [
      ("SELECT 1 FROM d.t", ["p.d.t"]), ("select 1 from `x`.`d`.`t` a, a.items, UNNEST(a.tags)", ["x.d.t"]),
      ("SELECT 1 FROM my-proj.d.t JOIN d.u USING (id), other-proj-2.d.v", ["my-proj.d.t", "p.d.u", "other-proj-2.d.v"]),
      ("WITH d AS (SELECT * FROM x.y), e AS (SELECT * FROM d) SELECT * FROM d, e JOIN temp", ["p.x.y"]),
      ("SELECT EXTRACT(DAY FROM d.x), a IS NOT DISTINCT FROM b.c FROM d.t", ["p.d.t"]),
      ("SELECT * FROM (d.a JOIN d.b ON TRUE) c WHERE EXISTS (SELECT 1 FROM d.e)", ["p.d.a", "p.d.b", "p.d.e"]),
      ("MERGE INTO d.t USING d.s ON t.a = s.a WHEN MATCHED THEN DELETE WHEN NOT MATCHED THEN INSERT ROW", ["p.d.t", "p.d.s"]),
      ("UPDATE d.t SET a = 1, b = 2 FROM d.s WHERE TRUE", ["p.d.t", "p.d.s"]), ("DELETE d.t WHERE a", ["p.d.t"]),
      ("DELETE FROM d.t WHERE a IN (SELECT a FROM d.u)", ["p.d.t", "p.d.u"]), ("INSERT INTO d.t SELECT * FROM d.u", ["p.d.u"]),
      ("SELECT * FROM d.f(1), ML.PREDICT(MODEL d.m, TABLE d.t)", ["p.d.t"]), ("SELECT * FROM [x:d.t] WHERE a", ["x.d.t"]),
      ("SELECT * FROM `d.events_*`, `d.t$20260101`", ["p.d.events_*", "p.d.t"]),
      ("SELECT * FROM `region-eu`.INFORMATION_SCHEMA.JOBS, INFORMATION_SCHEMA.SCHEMATA, x.d.information_schema.TABLES", ["p.region-eu.INFORMATION_SCHEMA.JOBS", "p.INFORMATION_SCHEMA.SCHEMATA", "x.d.information_schema.TABLES"]),
      ("SELECT 'FROM d.t' -- FROM d.u", []), ("FROM", []), ("", []), ("SELECT * FROM a.", []), ("FROM d.t |> JOIN d.u USING (x)", ["p.d.t", "p.d.u"]),
      ("SELECT a FROM d.t UNION ALL SELECT b FROM d.u ORDER BY 1", ["p.d.t", "p.d.u"]),
    ] as [(String, [String])])
  func tables(sql: String, expected: [String]) {
    #expect(QueryTables.referenced(sql, defaultProject: "p") == expected)
  }

  @Test("every query of the data has its tables", .enabled(if: BigQueryData.isPresent))
  func data() throws {
    var wrong: [String] = []
    for query in try BigQueryData.queries() {
      let found = Set(QueryTables.referenced(query.sql, defaultProject: "brambleway-dw"))
      if found != Set(query.tables) { wrong.append("\(query.id): \(found.sorted()) for \(query.tables.sorted())") }
    }
    #expect(wrong.isEmpty, "\(wrong.joined(separator: "\n"))")
  }

  @Test("costly habits are found where the data notes them", .enabled(if: BigQueryData.isPresent))
  func notes() throws {
    var wrong: [String] = []
    for query in try BigQueryData.queries() {
      let traits = QueryStructure(query.sql).traits
      if query.notes.contains("cross_join") != traits.hasCrossJoin { wrong.append("\(query.id) cross_join \(traits.hasCrossJoin)") }
      if query.notes.contains("select_star"), !traits.selectsStar { wrong.append("\(query.id) select_star") }
    }
    #expect(wrong.isEmpty, "\(wrong)")
  }

  @Test(
    "traits",
    arguments: [
      ("SELECT * FROM d.t", ["select_star", "missing_where"]), ("SELECT t.* FROM d.t WHERE a", ["select_star"]),
      ("SELECT COUNT(*), a * b FROM d.t WHERE a", []), ("WITH c AS (SELECT a FROM d.t WHERE b) SELECT * FROM c", []),
      ("SELECT a FROM d.t CROSS JOIN d.u WHERE b", ["cross_join"]), ("SELECT a FROM d.t, UNNEST(t.x) WHERE b", []),
      ("SELECT a FROM d.t, (SELECT 1) WHERE b", ["cross_join"]), ("SELECT a FROM d.t, UNNEST(GENERATE_ARRAY(1, 9)) WHERE b", ["cross_join"]),
      ("SELECT a FROM d.t WHERE b ORDER BY a", ["order_by_without_limit"]), ("SELECT a FROM d.t WHERE b ORDER BY a LIMIT 3", []),
      ("SELECT SUM(a) OVER (ORDER BY b) FROM d.t WHERE b", []), ("SELECT a FROM d.t WHERE EXISTS (SELECT * FROM d.u WHERE x)", []),
      ("SELECT a FROM d.a JOIN d.b USING (x) JOIN d.c USING (x) JOIN d.d USING (x) JOIN d.e USING (x) WHERE y", ["many_joins"]),
      ("UPDATE d.t SET a = 1", ["missing_where"]), ("SELECT 1", []), ("SELECT a FROM d.t WHERE x UNION ALL SELECT a FROM d.u", ["missing_where"]),
      ("SELECT a FROM (d.t JOIN d.u USING (x)) WHERE y", []), ("SELECT * FROM (d.t JOIN d.u USING (x))", ["select_star", "missing_where"]),
    ] as [(String, [String])])
  func traits(sql: String, expected: [String]) {
    #expect(QueryStructure(sql).traits.names == expected)
  }

  @Test(
    "kinds, in their order",
    arguments: [
      ("CREATE OR REPLACE TABLE t AS SELECT * FROM u", "TABLE_CREATION"), ("create temp table t (a INT64)", "TABLE_CREATION"),
      ("CREATE MATERIALIZED VIEW v AS SELECT 1", "VIEW_CREATION"), ("CREATE TABLE FUNCTION f() AS SELECT a FROM t WHERE b", "OTHER"),
      ("INSERT INTO t VALUES (1)", "DATA_INSERTION"), ("LOAD DATA INTO t FROM FILES (x = 1)", "DATA_INSERTION"),
      ("DELETE FROM t WHERE a", "DATA_DELETION"), ("TRUNCATE TABLE t", "DATA_DELETION"), ("UPDATE t SET a = 1", "DATA_UPDATE"),
      ("MERGE t USING s ON a WHEN NOT MATCHED THEN INSERT ROW", "DATA_UPDATE"), ("SELECT * FROM t", "SELECT_STAR"),
      ("SELECT a.* FROM a JOIN b", "SELECT_STAR"), ("SELECT a, COUNT(*) FROM t JOIN u USING (x) GROUP BY a ORDER BY a", "AGGREGATION_WITH_SORTING"),
      ("SELECT 1 FROM a JOIN b JOIN c JOIN d JOIN e", "MULTI_JOIN"), ("SELECT 1 FROM a JOIN b JOIN c JOIN d", "JOIN_OPERATION"),
      ("SELECT a FROM t", "MISSING_WHERE_CLAUSE"), ("EXPORT DATA OPTIONS (uri = 'x') AS SELECT a FROM t WHERE b", "DATA_EXPORT"),
      ("WITH c AS (SELECT 1) SELECT a FROM c WHERE a", "CTE_QUERY"), ("SELECT 1", "OTHER"), ("", "UNKNOWN"), ("  -- CREATE TABLE t\n", "UNKNOWN"),
      ("SELECT 'INSERT INTO t'", "OTHER"), ("DECLARE a INT64; BEGIN INSERT INTO t VALUES (1); END", "DATA_INSERTION"),
    ])
  func kinds(sql: String, expected: String) {
    #expect(QueryKind.classify(sql).rawValue == expected)
  }

  @Test(
    "text of any length and nesting ends soon",
    arguments: ["(", ")", "FROM a.b,", "WITH a AS (", "WITH a AS (b),", "FROM (", "SELECT * FROM a.b x, x.y ", "(SELECT * FROM a.b JOIN ", "`", "a.", "a-", "FROM [", "MERGE a.b USING ", "UNNEST(", ";", "FROM a-b-", "with with "])
  func hostile(unit: String) {
    let text = SQLText(String(repeating: unit, count: 250_000 / unit.utf8.count))
    let duration = ContinuousClock().measure {
      _ = QueryStructure(text).tables(defaultProject: "p")
      _ = QueryKind.classify(text)
    }
    #expect(duration < .seconds(10))
  }
}

@Suite("Optimisation potential")
struct OptimizationPotentialTests {
  @Test("follows the stated rule")
  func rule() {
    let star = QueryStructure("SELECT * FROM d.t").traits, sorted = QueryStructure("SELECT a FROM d.t WHERE b ORDER BY a").traits
    #expect(OptimizationPotential.assess(.init(traits: star, bytesBilled: 1 << 40, costInDollars: 6.25)) == (.high, ["select_star", "missing_where"]))
    #expect(OptimizationPotential.assess(.init(traits: star, bytesBilled: 9 << 30)).potential == .high)
    #expect(OptimizationPotential.assess(.init(traits: star, bytesBilled: 1 << 20)).potential == .medium)
    #expect(OptimizationPotential.assess(.init(traits: star)).potential == .low)
    #expect(OptimizationPotential.assess(.init(traits: sorted, costInDollars: 0.01)) == (.low, ["order_by_without_limit"]))
    #expect(OptimizationPotential.assess(.init(traits: sorted, costInDollars: 0.1)).potential == .medium)
    #expect(OptimizationPotential.assess(.init(costInDollars: 2)) == (.low, []))
    #expect(OptimizationPotential.assess(.init(costInDollars: 0.1, failed: true, promptTokens: 10_000)) == (.high, ["long_prompt_without_cache", "error_with_cost"]))
    #expect(OptimizationPotential.assess(.init(costInDollars: 0.1, promptTokens: 10_000, cacheReadTokens: 1)).reasons == [])
    #expect(OptimizationPotential.assess(.init(costInDollars: 0.1, completionTokens: 3_000, reasoningTokens: 2_000)) == (.medium, ["high_reasoning_share"]))
    #expect(OptimizationPotential.assess(.init(costInDollars: .nan, completionTokens: .min, reasoningTokens: .max)).potential == .low)
  }
}
