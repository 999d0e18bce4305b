import Foundation

@testable import Analytics

/// Data that any language can make again: SplitMix64 with seed 7, normal numbers by Box and Muller.
enum SeededData {
  static func normal(_ count: Int, seed: UInt64 = 7) -> [Double] {
    var random = SeededRandom(seed: seed)
    return (0..<count).map { _ in
      let first = random.unit(), second = random.unit()
      return (-2 * log(1 - first)).squareRoot() * cos(2 * .pi * second)
    }
  }

  /// A week over and over, each day off by so many standard deviations' share of itself.
  static func days(_ week: [Double], count: Int, noise: Double, seed: UInt64 = 7) -> [Double] {
    let chance = normal(count, seed: seed)
    return (0..<count).map { day -> Double in
      let usual = week[day % week.count]
      return usual * (1 + noise * chance[day])
    }
  }

  /// Five blobs of six columns, as far apart as three standard deviations.
  static func blobs(rows: Int) -> FeatureTable {
    let noise = normal(rows * 6)
    let each = rows / 5 * 6
    return FeatureTable(noise.indices.map { noise[$0] + Double($0 / each) * 3 }, columns: 6)
  }
}
