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
    let rows = sample(table.rows, seed)
    var sums = DistanceSums(table, rows, clusterings)
    try sums.measure(isCancelled)
    return clusterings.indices.map { sums.silhouette(of: $0) }
  }

  private static func sample(_ rows: Int, _ seed: UInt64) -> [Int] {
    var all = Array(0..<rows)
    guard rows > mostRows else { return all }
    var random = SeededRandom(seed: seed)
    for index in 0..<mostRows { all.swapAt(index, index + random.index(below: rows - index)) }
    return Array(all.prefix(mostRows))
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

extension FeatureTable {
  /// Each column with mean 0 and standard deviation 1 (of the whole, not of a sample); a constant one becomes 0.
  package var standardised: FeatureTable {
    var result = values
    for column in 0..<columns {
      var mean = 0.0, squares = 0.0
      for row in 0..<rows { mean += values[row * columns + column] / Double(rows) }
      for row in 0..<rows {
        let difference = values[row * columns + column] - mean
        squares += difference * difference / Double(rows)
      }
      let deviation = squares.squareRoot()
      for row in 0..<rows {
        let difference = values[row * columns + column] - mean
        result[row * columns + column] = deviation > 1e-12 * abs(mean) && deviation.isFinite ? difference / deviation : 0
      }
    }
    return FeatureTable(result, columns: columns)
  }
}
