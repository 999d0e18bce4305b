import Analytics
import CostModel
import Store

/// What users are compared by, and the clusters found by it.
struct UserFeatures: Sendable {
  static let names = [
    "cost_usd", "queries_per_day", "cost_per_query", "tokens_per_query", "bytes_per_query", "cache_read_share", "error_rate",
  ]
  /// Standardised; the rows are in the order of the users.
  let table: FeatureTable
  static let automatic = 2...8
  /// Of very many users so many decide on the number of clusters.
  private static let deciding = 5_000

  init(_ users: UserSpending, days: Int) {
    var values: [Double] = []
    values.reserveCapacity(users.count * Self.names.count)
    for rank in 0..<users.count {
      let user = users[rank]
      let calls = Double(max(user.calls, 1)), cost = user.cost.dollars
      values.append(logarithm(cost))
      values.append(logarithm(Double(user.calls) / Double(max(days, 1))))
      values.append(logarithm(cost / calls))
      values.append(logarithm(Double(user.totalTokens) / calls))
      values.append(logarithm(Double(user.bytesProcessed) / calls))
      values.append(user.promptTokens > 0 ? Double(user.cacheReadTokens) / Double(user.promptTokens) : 0)
      values.append(Double(user.errors) / calls)
    }
    var table = FeatureTable(values, columns: Self.names.count)
    values = []
    table.standardise()
    self.table = table
  }

  func clusters(_ count: ClusterCount, seed: UInt64, isCancelled: () -> Bool) throws -> (Clustering, Double?) {
    switch count {
    case .of(let count):
      let found = try KMeans(clusters: count, seed: seed).fit(table, isCancelled: isCancelled)
      return (found, try ClusterMetrics.silhouette(table, found, isCancelled: isCancelled))
    case .auto:
      // Seven partitions of a million users would take more room than the users.
      let isLarge = table.rows > KMeans.mostRows
      let table = isLarge ? table.sample(most: Self.deciding, seed: seed) : table
      let range = Self.automatic.lowerBound...min(Self.automatic.upperBound, max(table.rows - 1, 2))
      let all = try range.map { try KMeans(clusters: $0, seed: seed).fit(table, isCancelled: isCancelled) }
      let scores = try ClusterMetrics.silhouettes(table, all, isCancelled: isCancelled)
      let best = all.indices.max { (scores[$0] ?? -2, -$0) < (scores[$1] ?? -2, -$1) } ?? 0
      if isLarge { return try clusters(.of(range.lowerBound + best), seed: seed, isCancelled: isCancelled) }
      return (all[best], scores[best])
    }
  }

  /// The number that each cluster is told by: the dearest is 0.
  static func byCost(_ found: Clustering, _ users: UserSpending) -> [Int] {
    var costs = [Money](repeating: .zero, count: found.count)
    for (row, cluster) in found.assignments.enumerated() { costs[cluster] += users[row].cost }
    let order = costs.indices.sorted { costs[$0] != costs[$1] ? costs[$0] > costs[$1] : $0 < $1 }
    var numbers = [Int](repeating: 0, count: found.count)
    for (number, cluster) in order.enumerated() { numbers[cluster] = number }
    return numbers
  }
}
