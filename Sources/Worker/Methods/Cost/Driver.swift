import CostModel
import JSON
import Store

/// One user, model or pattern's part of a change.
struct Driver: Shaped, Sendable {
  let dimension: String
  /// Nil for events without a value, and for all that are not named.
  let name: String?
  let isOther: Bool
  let cost: Money
  let usual: Money
  private var change: Money { cost - usual }

  static let mostNamed = 3

  /// The parts that moved most, and the rest in one: together exactly the change.
  ///
  /// - Parameter days: how many days `before` sums.
  static func explain(
    _ dimension: Dimension, current: [(value: String?, measures: Measures)], before: [(value: String?, measures: Measures)], days: Int
  ) -> [Driver] {
    let divisor = Int128(max(days, 1))
    var usual: [[UInt8]: Money] = [:], now: [[UInt8]: Money] = [:], names: [[UInt8]: String?] = [:]
    for (value, measures) in before {
      let key = Array<UInt8>((value ?? "").utf8)
      usual[key, default: .zero] += measures.cost
      names[key] = value
    }
    for (value, measures) in current {
      let key = Array<UInt8>((value ?? "").utf8)
      now[key, default: .zero] += measures.cost
      names[key] = value
    }
    let whole = before.reduce(Money.zero) { $0 + $1.measures.cost }.divided(by: divisor)
    let total = current.reduce(Money.zero) { $0 + $1.measures.cost }
    // A dimension that no event has says nothing.
    guard names.keys.contains(where: { !$0.isEmpty }) else { return [] }
    let all = names.keys.map { key in
      (key: key, cost: now[key] ?? .zero, usual: (usual[key] ?? .zero).divided(by: divisor))
    }.sorted { left, right in
      let (l, r) = (left.cost - left.usual, right.cost - right.usual)
      let (lSize, rSize) = (max(l, -l), max(r, -r))
      return lSize != rSize ? lSize > rSize : left.key.lexicographicallyPrecedes(right.key)
    }
    var drivers = all.prefix(mostNamed).filter { $0.cost != $0.usual }.map { part in
      Driver(dimension: dimension.name, name: names[part.key] ?? nil, isOther: false, cost: part.cost, usual: part.usual)
    }
    let rest = Driver(
      dimension: dimension.name, name: nil, isOther: true, cost: drivers.reduce(total) { $0 - $1.cost },
      usual: drivers.reduce(whole) { $0 - $1.usual })
    if rest.cost != .zero || rest.usual != .zero { drivers.append(rest) }
    return drivers
  }

  static let members: [Member<Driver>] = [
    Member("dimension", \.dimension, "user, model or pattern."),
    Member("name", \.name, "Which one; null for events without one, and for other."),
    Member("is_other", \.isOther, "Whether it sums all that are not named."),
    Member("cost_usd", \.cost, "What it cost that day."),
    Member("usual_cost_usd", \.usual, "Its daily mean before."),
    Member("change_usd", \.change, "The difference; those of one dimension add up to the day's."),
  ]
}
