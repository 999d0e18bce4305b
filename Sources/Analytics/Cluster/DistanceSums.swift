/// How far each row is, in sum, from the rows of each cluster, for several partitions of the same rows at once.
struct DistanceSums {
  private let count: Int
  /// Column by column, so that one instruction measures several rows.
  private let columns: [[Double]]
  /// For each row and partition, which of all partitions' clusters (one behind the other) it is in.
  private var places: [Int32]
  private let partitions: Int
  private let firsts: [Int]
  private let width: Int
  private var sums: [Double]
  private var sizes: [Double]

  init(_ table: FeatureTable, _ rows: [Int], _ clusterings: [Clustering]) {
    count = rows.count
    columns = (0..<table.columns).map { column in rows.map { table.values[$0 * table.columns + column] } }
    partitions = clusterings.count
    var firsts: [Int] = [], width = 0
    for clustering in clusterings {
      firsts.append(width)
      width += clustering.count
    }
    var places = [Int32](repeating: 0, count: rows.count * clusterings.count)
    var sizes = [Double](repeating: 0, count: width)
    for (index, row) in rows.enumerated() {
      for (partition, clustering) in clusterings.enumerated() {
        let place = firsts[partition] + clustering.assignments[row]
        places[index * clusterings.count + partition] = Int32(place)
        sizes[place] += 1
      }
    }
    (self.firsts, self.width, self.places, self.sizes) = (firsts, width, places, sizes)
    sums = Array(repeating: 0, count: rows.count * width)
  }

  private static let tile = 512

  /// Measures each pair once and adds its distance to both rows' sums.
  mutating func measure(_ isCancelled: () -> Bool) throws(AnalysisCancelled) {
    let (count, width, partitions, columns) = (count, width, partitions, columns)
    var distances = [Double](repeating: 0, count: Self.tile)
    for row in 0..<count {
      if row % 64 == 0, isCancelled() { throw AnalysisCancelled() }
      var start = row + 1
      while start < count {
        let length = min(Self.tile, count - start)
        distances.withUnsafeMutableBufferPointer { distances in
          for index in 0..<length { distances[index] = 0 }
          for column in columns {
            column.withUnsafeBufferPointer { column in
              let value = column[row]
              for index in 0..<length {
                let difference = column[start &+ index] - value
                distances[index] += difference * difference
              }
            }
          }
          for index in 0..<length { distances[index] = distances[index].squareRoot() }
          sums.withUnsafeMutableBufferPointer { sums in
            places.withUnsafeBufferPointer { places in
              let (own, mine) = (row &* width, row &* partitions)
              for index in 0..<length {
                let other = start &+ index, distance = distances[index]
                let (theirs, their) = (other &* width, other &* partitions)
                for partition in 0..<partitions {
                  sums[own &+ Int(places[their &+ partition])] += distance
                  sums[theirs &+ Int(places[mine &+ partition])] += distance
                }
              }
            }
          }
        }
        start += length
      }
    }
  }

  func silhouette(of partition: Int) -> Double? {
    let first = firsts[partition], end = partition + 1 < firsts.count ? firsts[partition + 1] : width
    let occupied = sizes[first..<end].count { $0 > 0 }
    guard occupied >= 2, occupied < count else { return nil }
    var total = 0.0
    for row in 0..<count {
      let own = Int(places[row * partitions + partition])
      guard sizes[own] > 1 else { continue }
      let within = sums[row * width + own] / (sizes[own] - 1)
      var nearest = Double.infinity
      for place in first..<end where place != own && sizes[place] > 0 {
        nearest = min(nearest, sums[row * width + place] / sizes[place])
      }
      let larger = max(within, nearest)
      if larger > 0 { total += (nearest - within) / larger }
    }
    return total / Double(count)
  }
}
