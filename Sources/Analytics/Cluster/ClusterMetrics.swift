/// How well a partition sets its clusters apart.
package enum ClusterMetrics {
  /// Pairs of rows are measured for at most so many rows; of more a seeded sample is taken.
  package static let mostRows = 10_000

  /// The mean silhouette coefficient (Rousseeuw 1987), -1 to 1, as scikit-learn computes it: a row alone in its cluster
  /// counts 0. Nil with fewer than two clusters, or as many as rows.
  ///
  /// - Throws: `AnalysisCancelled`.
  package static func silhouette(
    _ table: FeatureTable, _ clustering: Clustering, seed: UInt64 = 42, isCancelled: () -> Bool = { false }
  ) throws(AnalysisCancelled) -> Double? {
    try silhouettes(table, [clustering], seed: seed, isCancelled: isCancelled)[0]
  }

  /// The same of several partitions of one table: the distances, which cost most, are measured once for all.
  package static func silhouettes(
    _ table: FeatureTable, _ clusterings: [Clustering], seed: UInt64 = 42, isCancelled: () -> Bool = { false }
  ) throws(AnalysisCancelled) -> [Double?] {
    let rows = sampleOfRows(table.rows, most: mostRows, seed)
    var sums = DistanceSums(table, rows, clusterings)
    try sums.measure(isCancelled)
    return clusterings.indices.map { sums.silhouette(of: $0) }
  }

  /// The Calinski-Harabasz score (1974): the variance between clusters over that within, each by its degrees of freedom.
  /// Nil with fewer than two clusters, or as many as rows; 1 when nothing varies within, as scikit-learn has it.
  package static func calinskiHarabasz(_ table: FeatureTable, _ clustering: Clustering) -> Double? {
    let (rows, count, columns) = (table.rows, clustering.count, table.columns)
    guard count >= 2, count < rows else { return nil }
    var mean = [Double](repeating: 0, count: columns)
    for (index, value) in table.values.enumerated() { mean[index % columns] += value }
    for column in 0..<columns { mean[column] /= Double(rows) }
    var sizes = [Double](repeating: 0, count: count)
    for cluster in clustering.assignments { sizes[cluster] += 1 }
    var between = 0.0
    for cluster in 0..<count {
      for (column, value) in clustering.centroids.row(cluster).enumerated() {
        between += sizes[cluster] * (value - mean[column]) * (value - mean[column])
      }
    }
    guard clustering.inertia > 0 else { return 1 }
    return between / Double(count - 1) / (clustering.inertia / Double(rows - count))
  }
}
