/// A partition of rows into clusters, each row in that whose centroid is nearest.
package struct Clustering: Sendable {
  /// The cluster of each row; clusters are numbered from the largest on, ties by their first row.
  package var assignments: [Int]
  package var centroids: FeatureTable
  /// The sum of squared distances of all rows to their centroids.
  package var inertia: Double
  /// The distance of each row to its centroid (Euclidean).
  package var distances: [Double]
  package var count: Int { centroids.rows }
}

/// k-means: Lloyd's algorithm from k-means++ starts (Arthur & Vassilvitskii 2007), the best of several.
///
/// Deterministic under its seed. Rows that fall into fewer distinct places than `k` give fewer clusters.
package struct KMeans: Sendable {
  package var clusters: Int
  /// Starts, of which the best counts; nil for ten, and up to fifty where there are so few rows that they cost nothing.
  package var restarts: Int?
  package var seed: UInt64
  static let mostSteps = 300
  /// Lloyd's algorithm ends when the centroids move by less than this part of the columns' mean variance.
  static let tolerance = 1e-4

  package init(clusters: Int, restarts: Int? = nil, seed: UInt64 = 42) {
    (self.clusters, self.restarts, self.seed) = (max(clusters, 1), restarts, seed)
  }

  /// - Throws: `AnalysisCancelled`, looked for between one start and the next and between steps.
  package func fit(_ table: FeatureTable, isCancelled: () -> Bool = { false }) throws(AnalysisCancelled) -> Clustering {
    var random = SeededRandom(seed: seed)
    var best: Lloyd?
    guard table.rows > 0 else {
      return Clustering(assignments: [], centroids: FeatureTable([], columns: table.columns), inertia: 0, distances: [])
    }
    let threshold = Self.tolerance * meanVariance(table)
    for _ in 0..<max(restarts ?? min(max(10_000 / table.rows, 10), 50), 1) {
      if isCancelled() { throw AnalysisCancelled() }
      var run = Lloyd(table, start(table, &random))
      for _ in 0..<Self.mostSteps {
        if isCancelled() { throw AnalysisCancelled() }
        if run.step() <= threshold { break }
      }
      run.assign()
      if run.inertia < best?.inertia ?? .infinity { best = run }
    }
    return (best ?? Lloyd(table, Array(table.row(0)))).clustering
  }

  /// k-means++: each next centroid is a row, chosen with a chance that grows with the squared distance to those chosen; of
  /// a few such candidates the one that lowers the sum most.
  private func start(_ table: FeatureTable, _ random: inout SeededRandom) -> [Double] {
    let columns = table.columns
    var centroids = Array(table.row(random.index(below: table.rows)))
    var nearest = squaredDistances(table, to: centroids[0..<columns])
    let candidates = 2 + Int(Double(clusters).squareRoot() / 2)
    while centroids.count < clusters * columns {
      let total = nearest.reduce(0, +)
      // Every row lies on a centroid already.
      guard total > 0 else { break }
      var best: (sum: Double, row: Int, distances: [Double])?
      for _ in 0..<candidates {
        let row = pick(nearest, random.unit() * total)
        let distances = zip(squaredDistances(table, to: table.row(row)), nearest).map { min($0, $1) }
        let sum = distances.reduce(0, +)
        if sum < best?.sum ?? .infinity { best = (sum, row, distances) }
      }
      guard let best else { break }
      centroids += table.row(best.row)
      nearest = best.distances
    }
    return centroids
  }

  private func pick(_ weights: [Double], _ target: Double) -> Int {
    var sum = 0.0
    for (index, weight) in weights.enumerated() {
      sum += weight
      if sum > target { return index }
    }
    return weights.lastIndex { $0 > 0 } ?? 0
  }

  private func squaredDistances(_ table: FeatureTable, to place: ArraySlice<Double>) -> [Double] {
    let columns = table.columns, place = Array(place)
    return table.values.withUnsafeBufferPointer { values in
      (0..<table.rows).map { row in
        var sum = 0.0
        for column in 0..<columns {
          let difference = values[row * columns + column] - place[column]
          sum += difference * difference
        }
        return sum
      }
    }
  }

  private func meanVariance(_ table: FeatureTable) -> Double {
    let columns = table.columns, rows = Double(table.rows)
    var sum = 0.0
    for column in 0..<columns {
      var mean = 0.0, squares = 0.0
      for row in 0..<table.rows { mean += table.values[row * columns + column] }
      mean /= rows
      for row in 0..<table.rows {
        let difference = table.values[row * columns + column] - mean
        squares += difference * difference
      }
      sum += squares / rows
    }
    return sum / Double(columns)
  }
}
