import Testing

@testable import Analytics

@Suite("k-means")
struct KMeansTests {
  /// scikit-learn 1.9: KMeans(k, n_init=10), silhouette_score, calinski_harabasz_score on the same numbers.
  @Test(
    "inertia, silhouette and Calinski-Harabasz are those of scikit-learn",
    arguments: [
      (rows: 1_000, clusters: 5, isStandardised: false, inertia: 5880.7870464755815, silhouette: 0.5577759060506378, calinski: 4533.937924408342),
      (rows: 50, clusters: 3, isStandardised: false, inertia: 777.6302521652713, silhouette: 0.5137069405708042, calinski: 148.30725524994497),
      (rows: 50, clusters: 4, isStandardised: true, inertia: 27.023468240197676, silhouette: 0.541083433518775, calinski: 154.88908072221912),
    ])
  func agrees(rows: Int, clusters: Int, isStandardised: Bool, inertia: Double, silhouette: Double, calinski: Double) throws {
    let raw = SeededData.blobs(rows: rows)
    let table = isStandardised ? raw.standardised : raw
    let found = try KMeans(clusters: clusters).fit(table)
    #expect(abs(found.inertia / inertia - 1) < 1e-9)
    #expect(abs(try #require(try ClusterMetrics.silhouette(table, found)) - silhouette) < 1e-9)
    #expect(abs(try #require(ClusterMetrics.calinskiHarabasz(table, found)) / calinski - 1) < 1e-9)
  }

  @Test("no seed gives a worse partition", arguments: 0..<20)
  func everySeed(seed: UInt64) throws {
    #expect(try KMeans(clusters: 5, seed: seed).fit(SeededData.blobs(rows: 500)).inertia < 2_960)
  }

  @Test("starts tried on a sample lead to where those of the whole table do", arguments: 0..<10)
  func sampled(seed: UInt64) throws {
    let table = SeededData.blobs(rows: 1_000)
    var means = KMeans(clusters: 5, seed: seed)
    (means.wholeRows, means.sampledRows) = (500, 250)
    let found = try means.fit(table)
    #expect(abs(found.inertia / 5880.7870464755815 - 1) < 1e-3)
    #expect(found.assignments.count == 1_000)
    // A sample of rows that are all alike says nothing of the few that are not.
    let alike = FeatureTable((0..<2_000).map { $0 < 1_996 ? 0 : Double($0) }, columns: 2)
    (means.wholeRows, means.sampledRows) = (500, 10)
    means.clusters = 3
    #expect(try means.fit(alike).count == 3)
  }

  @Test("the largest cluster comes first, each row in that of its nearest centroid, as far as it says")
  func assignments() throws {
    let table = SeededData.blobs(rows: 300)
    let found = try KMeans(clusters: 4).fit(table)
    var sizes = [0, 0, 0, 0]
    for (row, cluster) in found.assignments.enumerated() {
      sizes[cluster] += 1
      let away = (0..<4).map { other in
        zip(table.row(row), found.centroids.row(other)).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }.squareRoot()
      }
      #expect(abs(away[cluster] - found.distances[row]) < 1e-9 && away.min() == away[cluster])
    }
    #expect(sizes == sizes.sorted(by: >))
    #expect(try KMeans(clusters: 4).fit(table).assignments == found.assignments)
  }

  @Test(
    "awkward tables give fewer clusters, not failures",
    arguments: [
      ([], 2, 0), ([1, 1, 1, 1, 1, 1], 2, 1), ([1, 1, 2, 2, 1, 1, 2, 2], 2, 2), ([.nan, .infinity, 0, 0], 2, 1),
      ([1e300, -1e300, 1e300, 1e300], 2, 1), ([5, 5], 2, 1),
    ] as [([Double], Int, Int)])
  func awkward(values: [Double], columns: Int, clusters: Int) throws {
    let table = FeatureTable(values, columns: columns)
    let found = try KMeans(clusters: 3).fit(table)
    #expect(found.count == clusters || values.contains { abs($0) > 1e200 })
    #expect(found.assignments.count == table.rows)
    _ = try ClusterMetrics.silhouette(table, found)
    _ = ClusterMetrics.calinskiHarabasz(table, found)
    #expect(table.standardised.rows == table.rows)
  }

  @Test("a cancelled fit stops")
  func cancels() {
    #expect(throws: AnalysisCancelled.self) { try KMeans(clusters: 2).fit(SeededData.blobs(rows: 50)) { true } }
  }
}
