import Analytics

/// What the queries of each table read: what one of them would read less by a filter, or without a star, its siblings tell.
///
/// Only queries of one table count: of several nothing says which table the bytes came from. Each pattern counts once, by
/// the mean of its runs, so that a dashboard does not outvote the rest.
struct TableHabits {
  /// What a pattern says of itself.
  struct Query: Sendable {
    var traits: QueryTraits
    /// The one table it reads; nil for none and for several.
    var table: String?
    var columns: Set<String>

    init(_ pattern: String) {
      let structure = QueryStructure(pattern)
      traits = structure.traits
      columns = Set(structure.filters)
      let tables = structure.tables(defaultProject: nil)
      table = tables.count == 1 && !tables[0].uppercased().contains(text: "INFORMATION_SCHEMA") ? tables[0] : nil
    }
  }

  /// What siblings read.
  struct Evidence: Sendable, Equatable {
    var table: String
    /// The column that they filter on; nil where they leave the star out.
    var column: String?
    /// The median over their patterns.
    var typicalBytes: Int64
    var patterns: Int
  }

  private struct Reads {
    var query: Query
    var bytes = 0.0
    var runs = 0.0
    var mean: Double { runs > 0 ? bytes / runs : 0 }
  }

  private var reads: [String: Reads] = [:]
  private var partitions: [String: Evidence] = [:]
  private var narrow: [String: [Bool: Evidence]] = [:]
  static let mostPatterns = 20_000
  /// Two may be alike by chance in what they filter on; and a filter that saves less than half is no partition's.
  static let fewestPatterns = 2
  private static let leastFactor = 2.0

  /// Notes the runs of a pattern, and what they read in all.
  mutating func note(_ pattern: String, bytes: Double, runs: Double) {
    reads[pattern] = Reads(query: Query(pattern), bytes: bytes, runs: runs)
  }

  /// Compares the patterns of each table, once all runs are noted.
  mutating func compare() {
    var tables: [String: [Reads]] = [:]
    for each in reads.values { if let table = each.query.table { tables[table, default: []].append(each) } }
    for (table, all) in tables {
      partitions[table] = partition(table, all)
      let column = partitions[table]?.column
      for isFiltered in [false, true] {
        let plain = all.filter { !$0.query.traits.selectsStar && isFiltered == (column.map($0.query.columns.contains) ?? false) }
        if plain.count >= Self.fewestPatterns { narrow[table, default: [:]][isFiltered] = evidence(table, nil, plain) }
      }
    }
  }

  /// The column that most patterns filter on, of those by which half of the bytes or more are spared.
  private func partition(_ table: String, _ all: [Reads]) -> Evidence? {
    var best: Evidence?
    for column in Set(all.flatMap(\.query.columns)).sorted() {
      let filtered = all.filter { $0.query.columns.contains(column) }
      let whole = all.filter { !$0.query.columns.contains(column) }
      guard filtered.count >= Self.fewestPatterns, !whole.isEmpty else { continue }
      let found = evidence(table, column, filtered)
      guard Double(found.typicalBytes) * Self.leastFactor <= median(whole.map(\.mean)) else { continue }
      let isBetter = best.map { (-$0.patterns, $0.typicalBytes) > (-found.patterns, found.typicalBytes) } ?? true
      if isBetter { best = found }
    }
    return best
  }

  private func evidence(_ table: String, _ column: String?, _ siblings: [Reads]) -> Evidence {
    // A mean of whole numbers of 64 bits is one.
    let typical = Int64(exactly: median(siblings.map(\.mean)).rounded()) ?? .max
    return Evidence(table: table, column: column, typicalBytes: typical, patterns: siblings.count)
  }

  /// What siblings read that filter on a column which this query leaves out.
  func partition(_ query: Query) -> Evidence? {
    query.table.flatMap { partitions[$0] }.flatMap { $0.column.map(query.columns.contains) == false ? $0 : nil }
  }

  /// What siblings read that name their columns, and filter (or do not) as this query does.
  func withoutStar(_ query: Query) -> Evidence? {
    guard query.traits.selectsStar, let table = query.table else { return nil }
    let isFiltered = partitions[table]?.column.map(query.columns.contains) ?? false
    return narrow[table]?[isFiltered]
  }
}
