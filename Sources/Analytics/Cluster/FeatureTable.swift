/// A table of numbers: rows of equally many columns, one behind the other.
package struct FeatureTable: Sendable {
  package private(set) var values: [Double]
  package let columns: Int
  package var rows: Int { columns == 0 ? 0 : values.count / columns }

  /// - Parameter values: row by row; what is no number counts as 0, an incomplete last row is left out.
  package init(_ values: [Double], columns: Int) {
    self.columns = max(columns, 1)
    // Changed in place: a table of millions of rows is not to be there twice.
    self.values = values
    self.values.removeLast(values.count % self.columns)
    for index in self.values.indices where !self.values[index].isFinite { self.values[index] = 0 }
  }

  package func row(_ index: Int) -> ArraySlice<Double> { values[(index * columns)..<((index + 1) * columns)] }

  /// The rows of a sample, in their order.
  package func sample(most: Int, seed: UInt64) -> FeatureTable {
    guard rows > most else { return self }
    return FeatureTable(sampleOfRows(rows, most: most, seed).sorted().flatMap { row($0) }, columns: columns)
  }

  /// Gives each column the mean 0 and the standard deviation 1 (of the whole, not of a sample); a constant one becomes 0.
  package mutating func standardise() {
    let rows = rows
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
        values[row * columns + column] = deviation > 1e-12 * abs(mean) && deviation.isFinite ? difference / deviation : 0
      }
    }
  }

  package var standardised: FeatureTable {
    var result = self
    result.standardise()
    return result
  }
}

/// So many indices of rows, drawn without putting back; all of them, in order, when there are no more.
func sampleOfRows(_ rows: Int, most: Int, _ seed: UInt64) -> [Int] {
  var all = Array(0..<rows)
  guard rows > most else { return all }
  var random = SeededRandom(seed: seed)
  for index in 0..<most { all.swapAt(index, index + random.index(below: rows - index)) }
  return Array(all.prefix(most))
}
