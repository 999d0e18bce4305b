import Analytics
import CostModel
import JSON
import Store

/// What a cluster's users are like.
struct ClusterProfile: Shaped, Sendable {
  let id: Int
  let name: String
  let size: Int
  let cost: Money
  let calls: Int64
  let days: Int
  let patterns: [String]
  let traits: [Trait]

  var averageCost: Money { cost.divided(by: Int128(max(size, 1))) }
  var queriesPerDay: Ratio { Ratio(Double(calls) / Double(max(size, 1)) / Double(max(days, 1))) }

  struct Trait: Shaped, Sendable {
    let feature: String
    let deviation: Ratio

    static let members: [Member<Trait>] = [
      Member("feature", \.feature, "What."),
      Member("z_score", \.deviation, "How many standard deviations the cluster's centre lies from all users' mean."),
    ]
  }

  static let members: [Member<ClusterProfile>] = [
    Member("cluster_id", \.id, "Its number, from the dearest on."),
    Member("name", \.name, "What sets it apart."),
    Member("size", \.size, "Users."),
    Member("avg_cost_usd", \.averageCost, "The cost of a user, rounded to the nano-dollar."),
    Member("total_cost_usd", \.cost, "The cost of all its users."),
    Member("avg_queries_per_day", \.queriesPerDay, "Calls of a user a day."),
    Member("common_patterns", \.patterns, "The query patterns its users spend most on, as far as their texts are kept; where there are none, the operations and models."),
    Member("distinguishing_features", \.traits, "Features half a standard deviation or more from the mean, farthest first."),
  ]

  /// The profiles, by their number.
  static func all(
    _ found: Clustering, _ order: [Int], _ users: UserSpending, _ question: Question, _ context: ReadContext
  ) throws -> [ClusterProfile] {
    try context.call.checkCancellation()
    let days = max(1, Int((question.end &- question.start) / Timestamp.microsecondsPerDay))
    var (sizes, costs) = (Array(repeating: 0, count: found.count), Array(repeating: Money.zero, count: found.count))
    var calls = Array(repeating: Int64(0), count: found.count)
    for (rank, cluster) in found.assignments.enumerated() {
      sizes[cluster] += 1
      costs[cluster] += users[rank].cost
      calls[cluster] &+= users[rank].calls
    }
    let dearest = try context.reader.dearest(
      3, of: [.pattern, .operation, .model], in: question, users, groups: found.assignments, count: found.count)
    let hasPatterns = dearest[0].contains { !$0.isEmpty }
    return order.indices.sorted { order[$0] < order[$1] }.map { cluster in
      let traits = zip(UserFeatures.names, found.centroids.row(cluster)).filter { abs($0.1) >= 0.5 }
        .sorted { abs($0.1) != abs($1.1) ? abs($0.1) > abs($1.1) : $0.0 < $1.0 }
      return ClusterProfile(
        id: order[cluster], name: name(traits), size: sizes[cluster], cost: costs[cluster], calls: calls[cluster], days: days,
        patterns: hasPatterns ? dearest[0][cluster] : dearest[1][cluster] + dearest[2][cluster],
        traits: traits.map { Trait(feature: $0.0, deviation: Ratio($0.1)) })
    }
  }

  private static func name(_ traits: [(String, Double)]) -> String {
    if traits.isEmpty { return "average" }
    return traits.prefix(2).map { ($0.1 > 0 ? "high_" : "low_") + $0.0 }.joined(separator: "_and_")
  }
}
