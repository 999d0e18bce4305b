import Analytics
import Foundation

/// The isolation forest: how well its scores tell labelled outliers from the rest, and how long it takes.
enum ForestSection {
  static let all = EvalSection(name: "forest", title: "Anomaly forest") { data in
    var lines: [EvalLine] = []
    for path in data.files(in: "tabular", ending: ".csv") + data.files(in: "tabular", ending: ".csv.gz") {
      let table = try data.table(path)
      let label = try table.index("is_outlier")
      let isOutlier = table.rows.map { $0[label] == "1" }
      let features = FeatureTable(
        table.rows.flatMap { row in row.indices.filter { $0 != label }.map { Double(row[$0]) ?? 0 } }, columns: table.columns.count - 1)
      let areas = try (0..<20).map { seed in
        areaUnderCurve(try IsolationForest(features, seed: UInt64(seed)).scores(features), isOutlier)
      }
      lines.append(
        EvalLine(
          what: "\(path.split(separator: "/").last ?? ""): ROC AUC, mean of 20 seeds",
          value: areas.reduce(0, +) / Double(areas.count), hold: "scikit-learn's within 0.01 (0.981 on wdbc_outliers)"))
    }
    for rows in [90, 10_000] {
      let table = normal(rows: rows, columns: 5)
      lines.append(EvalLine(what: "milliseconds to fit and score \(rows) x 5", value: try milliseconds { seed in
        _ = try IsolationForest(table, seed: seed).scores(table)
      }))
    }
    return lines
  }

  /// The chance that an outlier's score is above another row's; ties count half.
  static func areaUnderCurve(_ scores: [Double], _ isOutlier: [Bool]) -> Double {
    let order = scores.indices.sorted { scores[$0] < scores[$1] }
    var ranks = [Double](repeating: 0, count: scores.count), first = 0
    while first < order.count {
      var last = first
      while last + 1 < order.count, scores[order[last + 1]] == scores[order[first]] { last += 1 }
      for place in first...last { ranks[order[place]] = Double(first + last) / 2 + 1 }
      first = last + 1
    }
    let positives = Double(isOutlier.count { $0 }), negatives = Double(isOutlier.count) - positives
    let sum = zip(ranks, isOutlier).reduce(0.0) { $1.1 ? $0 + $1.0 : $0 }
    return (sum - positives * (positives + 1) / 2) / (positives * negatives)
  }

  static func normal(rows: Int, columns: Int) -> FeatureTable {
    var random = SeededRandom(seed: 7)
    return FeatureTable((0..<(rows * columns)).map { _ in gaussian(&random) }, columns: columns)
  }

  /// Box and Muller's.
  static func gaussian(_ random: inout SeededRandom) -> Double {
    (-2 * log(1 - random.unit())).squareRoot() * cos(2 * .pi * random.unit())
  }

  /// The median time of a few runs.
  static func milliseconds(_ body: (UInt64) throws -> Void) rethrows -> Double {
    var times: [Double] = []
    while times.count < 9, times.count < 2 || times.reduce(0, +) < 4_000 {
      let start = Date()
      try body(UInt64(times.count))
      times.append(Date().timeIntervalSince(start) * 1_000)
    }
    return ForecastSection.median(times)
  }
}
