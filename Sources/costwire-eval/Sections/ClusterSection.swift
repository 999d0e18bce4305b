import Analytics
import Foundation

/// k-means on seeded blobs: five of them, six columns, as far apart as three standard deviations.
enum ClusterSection {
  static let all = EvalSection(name: "clusters", title: "Clusters") { _ in
    var lines: [EvalLine] = []
    for rows in [1_000, 100_000] {
      let table = blobs(rows: rows)
      let clustering = try KMeans(clusters: 5).fit(table)
      lines.append(EvalLine(what: "\(rows) x 6: inertia of 5 clusters", value: clustering.inertia))
      lines.append(EvalLine(what: "\(rows) x 6: silhouette", value: try ClusterMetrics.silhouette(table, clustering) ?? .nan))
      lines.append(EvalLine(what: "\(rows) x 6: Calinski-Harabasz", value: ClusterMetrics.calinskiHarabasz(table, clustering) ?? .nan))
      let best = try (0..<(rows > 10_000 ? 1 : 100)).map { try KMeans(clusters: 5, seed: UInt64($0)).fit(table).inertia }
      lines.append(EvalLine(what: "\(rows) x 6: worst inertia over \(best.count) seeds", value: best.max() ?? .nan))
      lines.append(EvalLine(what: "\(rows) x 6: milliseconds for k = 2 to 8 with silhouette", value: try ForestSection.milliseconds { seed in
        let found = try (2...8).map { try KMeans(clusters: $0, seed: seed).fit(table) }
        _ = try ClusterMetrics.silhouettes(table, found)
      }))
      lines.append(EvalLine(what: "\(rows) x 6: milliseconds of that for the clusters", value: try ForestSection.milliseconds { seed in
        _ = try (2...8).map { try KMeans(clusters: $0, seed: seed).fit(table) }
      }))
    }
    return lines
  }

  static func blobs(rows: Int) -> FeatureTable {
    var random = SeededRandom(seed: 7), values: [Double] = []
    for centre in [0.0, 3, 6, 9, 12] { for _ in 0..<(rows / 5 * 6) { values.append(centre + ForestSection.gaussian(&random)) } }
    return FeatureTable(values, columns: 6)
  }
}
