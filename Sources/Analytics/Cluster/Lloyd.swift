/// Lloyd's algorithm under way, with Hamerly's bounds (2010): a row whose nearest centroid cannot have changed is not
/// measured again.
struct Lloyd {
  private let table: FeatureTable
  private let columns: Int
  private(set) var centroids: [Double]
  private var assignments: [Int]
  /// For each row: at most this far from its centroid, and at least this far from every other.
  private var upper: [Double]
  private var lower: [Double]
  private var isFirst = true

  init(_ table: FeatureTable, _ centroids: [Double]) {
    self.table = table
    columns = table.columns
    self.centroids = centroids
    assignments = Array(repeating: 0, count: table.rows)
    upper = Array(repeating: .infinity, count: table.rows)
    lower = Array(repeating: 0, count: table.rows)
  }

  private var count: Int { centroids.count / columns }

  /// One round: rows to their nearest centroids, centroids to the means of their rows; answers how far those moved, squared
  /// and summed.
  mutating func step() -> Double {
    assignRows()
    return moveCentroids()
  }

  /// Puts every row where it belongs for the centroids as they are, and measures how far from its own each is. A row as far
  /// from another stays where it is.
  mutating func assign() {
    assignRows()
    table.values.withUnsafeBufferPointer { values in
      centroids.withUnsafeBufferPointer { centroids in
        for row in 0..<table.rows {
          upper[row] = Self.squared(values, row, centroids, assignments[row], columns).squareRoot()
        }
      }
    }
  }

  @inline(__always)
  private static func squared(
    _ values: UnsafeBufferPointer<Double>, _ row: Int, _ centroids: UnsafeBufferPointer<Double>, _ cluster: Int, _ columns: Int
  ) -> Double {
    var sum = 0.0
    let (at, to) = (row &* columns, cluster &* columns)
    for column in 0..<columns {
      let difference = values[at &+ column] - centroids[to &+ column]
      sum += difference * difference
    }
    return sum
  }

  private mutating func assignRows() {
    let (columns, gaps, places) = (columns, halfGaps(), fours())
    let everyRow = isFirst
    isFirst = false
    table.values.withUnsafeBufferPointer { values in
      centroids.withUnsafeBufferPointer { centroids in
        places.withUnsafeBufferPointer { places in
          for row in 0..<table.rows {
            if !everyRow {
              let bound = max(lower[row], gaps[assignments[row]])
              if upper[row] <= bound { continue }
              upper[row] = Self.squared(values, row, centroids, assignments[row], columns).squareRoot()
              if upper[row] <= bound { continue }
            }
            let (nearest, first, second) = Self.nearest(values, row &* columns, places, columns)
            assignments[row] = nearest
            upper[row] = first.squareRoot()
            lower[row] = second.squareRoot()
          }
        }
      }
    }
  }

  /// Column by column the centroids of clusters 0 to 3, then of 4 to 7 and so on, so that one instruction measures several;
  /// what is over is infinitely far away.
  private func fours() -> [SIMD4<Double>] {
    var result = [SIMD4<Double>](repeating: SIMD4(repeating: .infinity), count: (count + 3) / 4 * columns)
    for cluster in 0..<count {
      for column in 0..<columns { result[cluster / 4 * columns + column][cluster % 4] = centroids[cluster * columns + column] }
    }
    return result
  }

  /// The nearest cluster of a row, and the squared distances to it and to the next one.
  @inline(__always)
  private static func nearest(
    _ values: UnsafeBufferPointer<Double>, _ at: Int, _ places: UnsafeBufferPointer<SIMD4<Double>>, _ columns: Int
  ) -> (Int, Double, Double) {
    var nearest = 0, first = Double.infinity, second = Double.infinity
    var (place, cluster) = (0, 0)
    while place < places.count {
      var sums = SIMD4<Double>(repeating: 0)
      for column in 0..<columns {
        let difference = SIMD4(repeating: values[at &+ column]) - places[place &+ column]
        sums += difference * difference
      }
      for lane in 0..<4 {
        let away = sums[lane]
        if away < first {
          (second, first, nearest) = (first, away, cluster &+ lane)
        } else if away < second {
          second = away
        }
      }
      place &+= columns
      cluster &+= 4
    }
    return (nearest, first, second)
  }

  /// Half the distance of each centroid to its nearest other one.
  private func halfGaps() -> [Double] {
    (0..<count).map { left in
      var nearest = Double.infinity
      for right in 0..<count where right != left {
        var sum = 0.0
        for column in 0..<columns {
          let difference = centroids[left * columns + column] - centroids[right * columns + column]
          sum += difference * difference
        }
        nearest = min(nearest, sum)
      }
      return nearest.squareRoot() / 2
    }
  }

  private mutating func moveCentroids() -> Double {
    var sums = [Double](repeating: 0, count: centroids.count), sizes = [Double](repeating: 0, count: count)
    for row in 0..<table.rows {
      let cluster = assignments[row]
      sizes[cluster] += 1
      for column in 0..<columns { sums[cluster * columns + column] += table.values[row * columns + column] }
    }
    var moves = [Double](repeating: 0, count: count), moved = 0.0
    for cluster in 0..<count where sizes[cluster] > 0 {
      var squares = 0.0
      for column in 0..<columns {
        let mean = sums[cluster * columns + column] / sizes[cluster]
        let difference = mean - centroids[cluster * columns + column]
        squares += difference * difference
        centroids[cluster * columns + column] = mean
      }
      moves[cluster] = squares.squareRoot()
      moved += squares
    }
    let farthest = moves.max() ?? 0
    for row in 0..<table.rows {
      upper[row] += moves[assignments[row]]
      lower[row] -= farthest
    }
    return moved
  }

  var inertia: Double { upper.reduce(0) { $0 + $1 * $1 } }

  /// The result, clusters without rows left out, numbered by size.
  var clustering: Clustering {
    var sizes = [Int](repeating: 0, count: count), firsts = [Int](repeating: .max, count: count)
    for (row, cluster) in assignments.enumerated() {
      sizes[cluster] += 1
      firsts[cluster] = min(firsts[cluster], row)
    }
    let order = (0..<count).filter { sizes[$0] > 0 }.sorted { sizes[$0] != sizes[$1] ? sizes[$0] > sizes[$1] : firsts[$0] < firsts[$1] }
    var numbers = [Int](repeating: 0, count: count)
    for (number, cluster) in order.enumerated() { numbers[cluster] = number }
    return Clustering(
      assignments: assignments.map { numbers[$0] },
      centroids: FeatureTable(order.flatMap { centroids[($0 * columns)..<(($0 + 1) * columns)] }, columns: columns),
      inertia: inertia, distances: upper)
  }
}
