import Analytics
import Foundation

/// Query patterns and the tables of queries, against what is known of them.
enum QuerySection {
  static let all = EvalSection(name: "queries", title: "Queries") { data in
    let jobs = try lines(data, "bigquery/jobs.jsonl.gz"), queries = try lines(data, "bigquery/queries.jsonl.gz")
    let truth = try JSONSerialization.jsonObject(with: data.contents(data.folder + "/bigquery/jobs_truth.json.gz")) as? [String: Any]
    let statements = truth?["patterns"] as? [String: String] ?? [:]
    let pairs = pairsOfPatterns(jobs, statements)
    let tables = tablesFound(queries)
    return [
      EvalLine(what: "jobs of one true pattern together, percent of pairs", value: pairs.together, hold: ">= 99", isMet: pairs.together >= 99),
      EvalLine(what: "jobs of different patterns apart, percent of pairs", value: pairs.apart, hold: ">= 99", isMet: pairs.apart >= 99),
      EvalLine(what: "tables found that a query reads, percent", value: tables.found, hold: ">= 98", isMet: tables.found >= 98),
      EvalLine(what: "of those found, tables that it reads, percent", value: tables.right, hold: ">= 98", isMet: tables.right >= 98),
      trait(queries, "select_star") { $0.selectsStar },
      trait(queries, "cross_join") { $0.hasCrossJoin },
    ] + (try partitionFilters(data, queries))
  }

  private static func lines(_ data: EvalData, _ name: String) throws -> [[String: Any]] {
    try data.contents(data.folder + "/" + name).split(separator: 10).compactMap { try JSONSerialization.jsonObject(with: Data($0)) as? [String: Any] }
  }

  /// Counted by groups: of all pairs of jobs with one statement those with one pattern, and the other way round.
  private static func pairsOfPatterns(_ jobs: [[String: Any]], _ statements: [String: String]) -> (together: Double, apart: Double) {
    var byBoth: [[String]: Int] = [:], byStatement: [String: Int] = [:], byPattern: [String: Int] = [:], count = 0
    for job in jobs {
      guard let id = job["job_id"] as? String, let sql = job["query"] as? String, let statement = statements[id] else { continue }
      let pattern = QueryPattern.normalised(sql)
      byBoth[[statement, pattern], default: 0] += 1
      byStatement[statement, default: 0] += 1
      byPattern[pattern, default: 0] += 1
      count += 1
    }
    func pairs(_ counts: some Sequence<Int>) -> Double { counts.reduce(0) { $0 + Double($1) * Double($1 - 1) / 2 } }
    let all = pairs([count]), one = pairs(byStatement.values), same = pairs(byPattern.values), both = pairs(byBoth.values)
    return (both / one * 100, (all - one - (same - both)) / (all - one) * 100)
  }

  private static func tablesFound(_ queries: [[String: Any]]) -> (found: Double, right: Double) {
    var hits = 0.0, expected = 0.0, answered = 0.0
    for query in queries {
      let truth = Set((query["tables"] as? [String]) ?? [])
      let found = Set(QueryTables.referenced(query["sql"] as? String ?? "", defaultProject: "brambleway-dw"))
      hits += Double(truth.intersection(found).count)
      expected += Double(truth.count)
      answered += Double(found.count)
    }
    return (hits / expected * 100, hits / answered * 100)
  }

  /// Whether queries filter on the partition column of the one table they read, for those where the column is known.
  private static func partitionFilters(_ data: EvalData, _ queries: [[String: Any]]) throws -> [EvalLine] {
    let text = try data.contents(data.folder + "/bigquery/partition_columns.json")
    let columns = try JSONSerialization.jsonObject(with: text) as? [String: String] ?? [:]
    var right = 0.0, missing = 0.0, found = 0.0, count = 0.0
    for query in queries {
      guard let tables = query["tables"] as? [String], tables.count == 1, let column = columns[tables[0]] else { continue }
      let isMissing = (query["notes"] as? [String])?.contains("missing_partition_filter") ?? false
      let isFound = !QueryStructure(query["sql"] as? String ?? "").filters.contains(column.lowercased())
      count += 1
      right += isMissing == isFound ? 1 : 0
      missing += isMissing ? 1 : 0
      found += isMissing && isFound ? 1 : 0
    }
    return [
      EvalLine(what: "missing partition filters found, percent of \(Int(missing))", value: found / missing * 100),
      EvalLine(what: "told as the notes tell it, percent of \(Int(count)) queries", value: right / count * 100),
    ]
  }

  private static func trait(_ queries: [[String: Any]], _ note: String, _ has: (QueryTraits) -> Bool) -> EvalLine {
    let right = queries.count { query in
      ((query["notes"] as? [String])?.contains(note) ?? false) == has(QueryStructure(query["sql"] as? String ?? "").traits)
    }
    return EvalLine(what: "\(note) told as the notes tell it, percent of queries", value: Double(right) / Double(queries.count) * 100)
  }
}
