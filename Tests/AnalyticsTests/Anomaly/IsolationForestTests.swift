import Testing

@testable import Analytics

@Suite("Isolation forest")
struct IsolationForestTests {
  /// scikit-learn 1.9, the mean of 20 seeds on the same numbers: 0.8593 for the row far off, 0.4299 for the others.
  @Test("scores are those of scikit-learn")
  func agrees() throws {
    var values = SeededData.normal(1_000)
    for column in 0..<5 { values[column] = 6 }
    let table = FeatureTable(values, columns: 5)
    let scores = try (0..<20).map { try IsolationForest(table, seed: $0).scores(table) }
    let far = scores.reduce(0) { $0 + $1[0] } / 20
    let rest = scores.reduce(0) { $0 + $1.dropFirst().reduce(0, +) / 199 } / 20
    #expect(abs(far - 0.8593) < 0.01)
    #expect(abs(rest - 0.4299) < 0.005)
  }

  @Test("the same seed gives the same scores, another one others")
  func isSeeded() throws {
    let table = SeededData.blobs(rows: 100)
    #expect(try IsolationForest(table, seed: 1).scores(table) == IsolationForest(table, seed: 1).scores(table))
    #expect(try IsolationForest(table, seed: 1).scores(table) != IsolationForest(table, seed: 2).scores(table))
  }

  @Test("tables that tell nothing give every row the same score", arguments: [[], [3], [3, 3, 3, 3], [.nan, .nan]] as [[Double]])
  func awkward(values: [Double]) throws {
    let table = FeatureTable(values, columns: 1)
    let scores = try IsolationForest(table, seed: 1).scores(table)
    #expect(scores.count == table.rows && Set(scores).count <= 1)
  }

  @Test("huge values neither trap nor loop")
  func huge() throws {
    let table = FeatureTable([1e308, -1e308, 0, 1e-308, .greatestFiniteMagnitude, -.greatestFiniteMagnitude], columns: 1)
    #expect(try IsolationForest(table, seed: 1).scores(table).allSatisfy { $0 > 0 && $0 <= 1 })
  }
}
