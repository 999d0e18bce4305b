import Analytics
import CostModel
import JSON
import JSONRPC
import Store

/// `cost/clusters`: groups of users who spend alike.
enum CostClusters: ReadMethod {
  static let name = "cost/clusters"
  static let summary = "Groups users by how they spend, with a profile of each group."
  static let documentation = """
    k-means (k-means++ starts, ten and more, deterministic under seed) on standardised features: the natural logarithm of \
    1 + cost_usd, queries_per_day, cost_per_query, tokens_per_query and bytes_per_query, and as they are \
    cache_read_share and error_rate. n_clusters "auto" takes the number from 2 to 8 with the highest silhouette \
    score. Fewer distinct users than clusters give fewer clusters. Clusters are numbered by their cost, dearest first, \
    and named after the features that lie half a standard deviation or more from the mean. silhouette_score (over \
    10,000 users at most) and calinski_harabasz_score are those of scikit-learn; include_features adds the numbers they \
    are made from. Events without a user belong to no cluster.
    """
  static let example = #"{"days": 90, "n_clusters": "auto", "as_of": "2026-08-30T12:00:00Z"}"#
  static let errors: [ErrorCode] = [.notFound, .insufficientData]

  struct Params: QuestionMethodParams {
    var question = QuestionParams(days: 90)
    var count = ClusterCount.of(5)
    var includesFeatures = false
    var seed = 42

    static let fields = FieldTable<Params>(
      Field.group(\.question, QuestionParams.fields(days: 90)) + [
        Field("n_clusters", \.count, default: 5, "How many clusters, or \"auto\"."),
        Field("include_features", \.includesFeatures, default: false, "Whether each user's standardised features are told."),
        Field("seed", \.seed, .integer(0...9_007_199_254_740_991), default: 42, "The chance of the starts."),
      ])
  }

  static func answer(_ params: Params, _ context: ReadContext) throws -> Answer {
    let (question, window) = try params.question.question(context)
    let parts = [Part](try context.reader.totals(question, by: .user, .all))
    let users = parts.filter { $0.name != nil }
    let fewest = params.count.fewestUsers
    guard users.count >= fewest else {
      throw MethodFailure(
        .insufficientData, "\(fewest) users are needed for these clusters, there are \(users.count)",
        details: ["users_available": .int(users.count), "min_users_required": .int(fewest)])
    }
    let features = UserFeatures(users, days: try window.periods(.day).count)
    let call = context.call
    let (found, silhouette) = try features.clusters(params.count, seed: UInt64(params.seed)) { call.isCancelled }
    let order = UserFeatures.byCost(found, users)
    return Answer(
      clusters: Clusters(
        assignments: users.indices.map { row in
          Assignment(
            user: users[row].name, cluster: order[found.assignments[row]], distance: Ratio(found.distances[row]),
            features: params.includesFeatures ? features.table.row(row).map { Ratio($0) } : nil)
        },
        profiles: try ClusterProfile.all(found, order, users, features, question, context),
        features: UserFeatures.names, count: found.count),
      metrics: Metrics(
        silhouette: Ratio(silhouette), calinskiHarabasz: Ratio(ClusterMetrics.calinskiHarabasz(features.table, found)),
        inertia: Ratio(found.inertia)),
      total: users.sum.cost, unattributed: parts.filter { $0.name == nil }.sum.cost, quality: DataQuality(parts.sum),
      conversion: try params.question.conversion(of: users.sum.cost, window, context))
  }

  struct Answer: Shaped, Sendable {
    let clusters: Clusters
    let metrics: Metrics
    let total: Money
    let unattributed: Money
    let quality: DataQuality
    let conversion: Conversion?

    static let members: [Member<Answer>] = [
      Member("clusters", \.clusters, "Who belongs to which, and what they are like."),
      Member("metrics", \.metrics, "How well the clusters are set apart."),
      Member("total_cost_usd", \.total, "What the users of all clusters cost."),
      Member("unattributed_cost_usd", \.unattributed, "What events without a user cost."),
      Member("data_quality", \.quality, "What the totals do not know."),
      Member.optional("conversion", \.conversion, "total_cost_usd in the currency asked for."),
    ]
  }

  struct Clusters: Shaped, Sendable {
    let assignments: [Assignment]
    let profiles: [ClusterProfile]
    let features: [String]
    let count: Int

    static let members: [Member<Clusters>] = [
      Member("cluster_assignments", \.assignments, "Users, dearest first."),
      Member("cluster_profiles", \.profiles, "The clusters, dearest first."),
      Member("features", \.features, "What users were compared by, in the order of a user's features."),
      Member("n_clusters", \.count, "How many clusters there are."),
    ]
  }

  struct Assignment: Shaped, Sendable {
    let user: String?
    let cluster: Int
    let distance: Ratio
    let features: [Ratio]?

    static let members: [Member<Assignment>] = [
      Member("user_email", \.user, "Who."),
      Member("cluster", \.cluster, "The cluster_id."),
      Member("distance_to_centroid", \.distance, "In standard deviations of the features."),
      Member.optional("features", \.features, "The standardised features, with include_features."),
    ]
  }

  struct Metrics: Shaped, Sendable {
    let silhouette: Ratio
    let calinskiHarabasz: Ratio
    let inertia: Ratio

    static let members: [Member<Metrics>] = [
      Member("silhouette_score", \.silhouette, "-1 to 1, higher is better; null with one cluster, or as many as users."),
      Member("calinski_harabasz_score", \.calinskiHarabasz, "Higher is better; null likewise."),
      Member("inertia", \.inertia, "The sum of squared distances to the centroids."),
    ]
  }
}

/// How many clusters are wanted.
enum ClusterCount: JSONReadable, JSONWritable, Sendable {
  case of(Int)
  case auto

  static let schema = Schema.either([.integer(2...20), .choice(["auto"])])

  static func read(_ view: JSONView, _ schema: Schema) throws(SchemaMismatch) -> ClusterCount {
    if view.kind == .string, view.utf8?.elementsEqual("auto".utf8) == true { return .auto }
    guard let count = view.int64, 2...20 ~= count else {
      throw SchemaMismatch(expected: "an integer from 2 to 20, or \"auto\"", got: view)
    }
    return .of(Int(count))
  }

  func write(to writer: JSONWriter) {
    switch self {
    case .of(let count): count.write(to: writer)
    case .auto: "auto".write(to: writer)
    }
  }

  /// Clusters of one user each say nothing.
  var fewestUsers: Int {
    switch self {
    case .of(let count): count + 1
    case .auto: 3
    }
  }
}

/// What users are compared by.
struct UserFeatures: Sendable {
  static let names = [
    "cost_usd", "queries_per_day", "cost_per_query", "tokens_per_query", "bytes_per_query", "cache_read_share", "error_rate",
  ]
  /// Standardised.
  let table: FeatureTable
  static let automatic = 2...8

  init(_ users: [Part], days: Int) {
    table = FeatureTable(
      users.flatMap { user -> [Double] in
        let measures = user.measures
        let calls = Double(max(measures.calls, 1)), cost = measures.cost.dollars
        return [
          logarithm(cost), logarithm(Double(measures.calls) / Double(max(days, 1))), logarithm(cost / calls),
          logarithm(Double(measures.totalTokens) / calls), logarithm(Double(measures.bytesProcessed) / calls),
          measures.promptTokens > 0 ? Double(measures.cacheReadTokens) / Double(measures.promptTokens) : 0,
          Double(measures.errors) / calls,
        ]
      }, columns: Self.names.count
    ).standardised
  }

  func clusters(_ count: ClusterCount, seed: UInt64, isCancelled: () -> Bool) throws -> (Clustering, Double?) {
    switch count {
    case .of(let count):
      let found = try KMeans(clusters: count, seed: seed).fit(table, isCancelled: isCancelled)
      return (found, try ClusterMetrics.silhouette(table, found, isCancelled: isCancelled))
    case .auto:
      let range = Self.automatic.lowerBound...min(Self.automatic.upperBound, max(table.rows - 1, 2))
      let all = try range.map { try KMeans(clusters: $0, seed: seed).fit(table, isCancelled: isCancelled) }
      let scores = try ClusterMetrics.silhouettes(table, all, isCancelled: isCancelled)
      let best = all.indices.max { (scores[$0] ?? -2, -$0) < (scores[$1] ?? -2, -$1) } ?? 0
      return (all[best], scores[best])
    }
  }

  /// The number that each cluster is told by: the dearest is 0.
  static func byCost(_ found: Clustering, _ users: [Part]) -> [Int] {
    var costs = [Money](repeating: .zero, count: found.count)
    for (row, cluster) in found.assignments.enumerated() { costs[cluster] += users[row].measures.cost }
    let order = costs.indices.sorted { costs[$0] != costs[$1] ? costs[$0] > costs[$1] : $0 < $1 }
    var numbers = [Int](repeating: 0, count: found.count)
    for (number, cluster) in order.enumerated() { numbers[cluster] = number }
    return numbers
  }
}

/// What a cluster's users are like.
struct ClusterProfile: Shaped, Sendable {
  let id: Int
  let name: String
  let size: Int
  let total: Measures
  let days: Int
  let patterns: [String]
  let traits: [Trait]

  var averageCost: Money { total.cost.divided(by: Int128(max(size, 1))) }
  var queriesPerDay: Ratio { Ratio(Double(total.calls) / Double(max(size, 1)) / Double(max(days, 1))) }

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
    Member("total_cost_usd", \.total.cost, "The cost of all its users."),
    Member("avg_queries_per_day", \.queriesPerDay, "Calls of a user a day."),
    Member("common_patterns", \.patterns, "The query patterns its users spend most on; where nobody runs queries, the operations and models."),
    Member("distinguishing_features", \.traits, "Features half a standard deviation or more from the mean, farthest first."),
  ]

  static func all(
    _ found: Clustering, _ order: [Int], _ users: [Part], _ features: UserFeatures, _ question: Question, _ context: ReadContext
  ) throws -> [ClusterProfile] {
    let days = max(1, Int((question.end &- question.start) / Timestamp.microsecondsPerDay))
    let dimensions: [Dimension] =
      try context.reader.totals(question, by: .pattern).contains { $0.value != nil } ? [.pattern] : [.operation, .model]
    return try order.indices.sorted { order[$0] < order[$1] }.map { cluster in
      try context.call.checkCancellation()
      let members = users.indices.filter { found.assignments[$0] == cluster }.map { users[$0] }
      let traits = zip(UserFeatures.names, found.centroids.row(cluster)).filter { abs($0.1) >= 0.5 }
        .sorted { abs($0.1) != abs($1.1) ? abs($0.1) > abs($1.1) : $0.0 < $1.0 }
      var narrowed = question
      narrowed.scope.values[.user] = members.compactMap(\.name)
      return ClusterProfile(
        id: order[cluster], name: name(traits), size: members.count, total: members.sum, days: days,
        patterns: try dimensions.flatMap { try dearest($0, narrowed, context) }, traits: traits.map { Trait(feature: $0.0, deviation: Ratio($0.1)) })
    }
  }

  private static func name(_ traits: [(String, Double)]) -> String {
    if traits.isEmpty { return "average" }
    return traits.prefix(2).map { ($0.1 > 0 ? "high_" : "low_") + $0.0 }.joined(separator: "_and_")
  }

  private static func dearest(_ dimension: Dimension, _ question: Question, _ context: ReadContext) throws -> [String] {
    try context.call.checkCancellation()
    return [Part](try context.reader.totals(question, by: dimension)).compactMap(\.name).prefix(3).map { $0 }
  }
}
