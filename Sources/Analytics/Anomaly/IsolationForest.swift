#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// An isolation forest (Liu, Ting & Zhou 2008): how few random cuts set a row apart.
///
/// Scores are those of the paper and of scikit-learn's `score_samples`, without its minus sign: 2^(-E(h)/c(psi)), 0 to 1,
/// about 0.5 for ordinary rows.
package struct IsolationForest: Sendable {
  package static let usualTrees = 100
  package static let usualSample = 256

  /// A node: the column it cuts and where, or a leaf with what its path counts for.
  private struct Node {
    var column: Int32
    var right: Int32
    var cut: Double
  }

  private var nodes: [Node] = []
  private var roots: [Int] = []
  private let normaliser: Double
  private let columns: Int

  /// - Throws: `AnalysisCancelled`.
  package init(
    _ table: FeatureTable, trees: Int = usualTrees, sample: Int = usualSample, seed: UInt64, isCancelled: () -> Bool = { false }
  ) throws(AnalysisCancelled) {
    columns = table.columns
    let size = min(max(sample, 1), table.rows)
    normaliser = Self.averagePath(size)
    guard size > 1 else { return }
    var random = SeededRandom(seed: seed)
    let limit = Int(ceil(log2(Double(size))))
    var places = Array(0..<table.rows)
    nodes.reserveCapacity(max(trees, 0) * size)
    for _ in 0..<max(trees, 0) {
      if isCancelled() { throw AnalysisCancelled() }
      // The first places of a shuffle, and no more of it.
      for index in 0..<size { places.swapAt(index, index + random.index(below: places.count - index)) }
      roots.append(nodes.count)
      table.values.withUnsafeBufferPointer { values in
        places.withUnsafeMutableBufferPointer { places in
          grow(values, UnsafeMutableBufferPointer(rebasing: places[..<size]), depth: 0, limit: limit, &random)
        }
      }
    }
  }

  private mutating func grow(
    _ values: UnsafeBufferPointer<Double>, _ places: UnsafeMutableBufferPointer<Int>, depth: Int, limit: Int,
    _ random: inout SeededRandom
  ) {
    let node = nodes.count
    guard depth < limit, places.count > 1, let (column, cut) = choose(values, places, &random) else {
      nodes.append(Node(column: -1, right: 0, cut: Double(depth) + Self.averagePath(places.count)))
      return
    }
    var split = 0
    for index in places.indices where values[places[index] * columns + column] <= cut {
      places.swapAt(split, index)
      split += 1
    }
    nodes.append(Node(column: Int32(column), right: 0, cut: cut))
    grow(values, UnsafeMutableBufferPointer(rebasing: places[..<split]), depth: depth + 1, limit: limit, &random)
    nodes[node].right = Int32(nodes.count)
    grow(values, UnsafeMutableBufferPointer(rebasing: places[split...]), depth: depth + 1, limit: limit, &random)
  }

  /// A random column that is not constant here, and a place between its ends; nil when all are.
  private func choose(
    _ values: UnsafeBufferPointer<Double>, _ places: UnsafeMutableBufferPointer<Int>, _ random: inout SeededRandom
  ) -> (column: Int, cut: Double)? {
    let first = random.index(below: columns)
    for step in 0..<columns {
      let column = (first + step) % columns
      var low = Double.infinity, high = -Double.infinity
      for place in places {
        let value = values[place * columns + column]
        low = min(low, value)
        high = max(high, value)
      }
      if low < high {
        // Halves first: the difference of two huge numbers may be beyond all numbers.
        let cut = low + 2 * ((high / 2 - low / 2) * random.unit())
        return (column, min(max(cut, low), high.nextDown))
      }
    }
    return nil
  }

  /// The average path of an unsuccessful search among `count` values, c(n) of the paper.
  private static func averagePath(_ count: Int) -> Double {
    if count <= 1 { return 0 }
    if count == 2 { return 1 }
    let n = Double(count)
    return 2 * (log(n - 1) + 0.577_215_664_901_532_9) - 2 * (n - 1) / n
  }

  /// The score of each row: the higher, the more easily it is set apart. All 0.5 when there is nothing to tell by.
  package func scores(_ table: FeatureTable) -> [Double] {
    guard !roots.isEmpty, normaliser > 0, table.columns == columns else { return Array(repeating: 0.5, count: table.rows) }
    return table.values.withUnsafeBufferPointer { values in
      nodes.withUnsafeBufferPointer { nodes in
        // Tree by tree, so that one tree's nodes stay at hand.
        var paths = [Double](repeating: 0, count: table.rows)
        for root in roots {
          for row in paths.indices {
            var node = nodes[root], place = root
            let start = row * columns
            while node.column >= 0 {
              place = values[start + Int(node.column)] <= node.cut ? place + 1 : Int(node.right)
              node = nodes[place]
            }
            paths[row] += node.cut
          }
        }
        let trees = Double(roots.count)
        return paths.map { exp2(-$0 / trees / normaliser) }
      }
    }
  }
}
