#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// How one user, team or pattern changed from one period to the next.
package struct EntityChange: Sendable, Hashable {
  package enum Kind: String, CaseIterable, Sendable {
    case increase, decrease
    /// Nothing was spent in the period before, or nothing in the current one.
    case new, vanished
  }

  /// Its place in what was compared.
  package var index: Int
  package var kind: Kind
  /// In percent of the period before; nil when that is 0.
  package var percentChange: Double?
  /// The change of its logarithm against the usual one, robustly; nil when too few entities spent in both periods.
  package var score: Double?
}

/// What makes a change worth telling.
package struct EntityThresholds: Sendable {
  /// The change's part of the larger period's total, 0 to 1.
  package var leastShare = 0.01
  /// In percent of the period before.
  package var leastPercent = 50.0
  /// By how much it must differ from what other entities do, where there are enough to tell.
  package var leastScore = 3.0

  package init() {}

  /// Entities with spend in both periods that it takes to tell what is usual.
  static let fewest = 8
}

/// Compares what entities cost in two periods and answers those that changed remarkably, most money first.
///
/// Everyone's spend doubling is no entity's anomaly: the score is the robust z-score of the change's logarithm over all
/// entities with spend in both periods.
package func remarkableChanges(
  current: [Double], previous: [Double], _ thresholds: EntityThresholds = EntityThresholds()
) -> [EntityChange] {
  let count = min(current.count, previous.count)
  let whole = max(current.prefix(count).reduce(0) { $0 + abs($1) }, previous.prefix(count).reduce(0) { $0 + abs($1) })
  // Where nothing was known before, everyone would be new.
  guard whole > 0, previous.prefix(count).contains(where: { $0 != 0 }) else { return [] }
  let ratios = (0..<count).compactMap { current[$0] > 0 && previous[$0] > 0 ? log(current[$0] / previous[$0]) : nil }
  let middle = median(ratios)
  let spread = max(1.4826 * median(ratios.map { abs($0 - middle) }), 0.05)
  var found: [EntityChange] = []
  for index in 0..<count {
    let (now, before) = (current[index], previous[index])
    guard abs(now - before) >= thresholds.leastShare * whole else { continue }
    if before == 0 || now == 0 {
      found.append(EntityChange(index: index, kind: before == 0 ? .new : .vanished, percentChange: before == 0 ? nil : -100, score: nil))
      continue
    }
    let percent = (now - before) / abs(before) * 100
    guard abs(percent) >= thresholds.leastPercent else { continue }
    let score = ratios.count >= EntityThresholds.fewest && now > 0 && before > 0 ? (log(now / before) - middle) / spread : nil
    if let score, abs(score) <= thresholds.leastScore { continue }
    found.append(EntityChange(index: index, kind: now > before ? .increase : .decrease, percentChange: percent, score: score))
  }
  return found.sorted { left, right in
    let (l, r) = (abs(current[left.index] - previous[left.index]), abs(current[right.index] - previous[right.index]))
    return l != r ? l > r : left.index < right.index
  }
}
