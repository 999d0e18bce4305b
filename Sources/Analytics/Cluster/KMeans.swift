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
/// Of more than `mostRows` rows the starts are tried on a sample, and the best goes on with all of them: each row lies with
/// its nearest centroid either way, and the centroids are means of all their rows.
///
/// Deterministic under its seed. Rows that fall into fewer distinct places than `k` give fewer clusters.
package struct KMeans: Sendable {
  package var clusters: Int
  /// Starts, of which the best counts; nil for ten, and up to fifty where there are so few rows that they cost nothing.
  package var restarts: Int?
  package var seed: UInt64
  static let mostSteps = 300
  /// Tables up to this size are looked at as a whole by every start.
  package static let mostRows = 100_000
  package static let sampleRows = 25_000
  var (wholeRows, sampledRows) = (mostRows, sampleRows)
  /// What the sample found is nearly right: so many steps over all rows at most.
  private static let mostFinalSteps = 10
  /// Lloyd's algorithm ends when the centroids move by less than this part of the columns' mean variance.
  static let tolerance = 1e-4

  package init(clusters: Int, restarts: Int? = nil, seed: UInt64 = 42) {
    (self.clusters, self.restarts, self.seed) = (max(clusters, 1), restarts, seed)
  }

  /// - Throws: `AnalysisCancelled`, looked for between one start and the next and between steps.
  package func fit(_ table: FeatureTable, isCancelled: () -> Bool = { false }) throws(AnalysisCancelled) -> Clustering {
    guard table.rows > 0 else {
      return Clustering(assignments: [], centroids: FeatureTable([], columns: table.columns), inertia: 0, distances: [])
    }
    guard table.rows > wholeRows else { return try bestStart(table, isCancelled).clustering }
    let sampled = try bestStart(table.sample(most: sampledRows, seed: seed), isCancelled)
    var run = Lloyd(table, sampled.centroids)
    if sampled.centroids.count < clusters * table.columns {
      // Nearly all rows alike: what differs may not be in the sample.
      var random = SeededRandom(seed: seed)
      run = Lloyd(table, start(table, &random))
    }
    try go(&run, steps: Self.mostFinalSteps, Self.tolerance * meanVariance(table), isCancelled)
    return run.clustering
  }

  private func bestStart(_ table: FeatureTable, _ isCancelled: () -> Bool) throws(AnalysisCancelled) -> Lloyd {
    var random = SeededRandom(seed: seed)
    var best: Lloyd?
    let threshold = Self.tolerance * meanVariance(table)
    for _ in 0..<max(restarts ?? min(max(10_000 / table.rows, 10), 50), 1) {
      if isCancelled() { throw AnalysisCancelled() }
      var run = Lloyd(table, start(table, &random))
      try go(&run, steps: Self.mostSteps, threshold, isCancelled)
      if run.inertia < best?.inertia ?? .infinity { best = run }
    }
    return best ?? Lloyd(table, Array(table.row(0)))
  }

  private func go(_ run: inout Lloyd, steps: Int, _ threshold: Double, _ isCancelled: () -> Bool) throws(AnalysisCancelled) {
    for _ in 0..<steps {
      if isCancelled() { throw AnalysisCancelled() }
      if run.step() <= threshold { break }
    }
    run.assign()
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
