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
    are made from. Of more than 100,000 users a seeded sample of 25,000 finds the centres (one of 5,000 the number, for \
    "auto"); all users then move them to where they belong and lie with their nearest. The limit is on the users listed; every \
    figure is of all of them. Events without a user belong to no cluster.
    """
  static let example = #"{"days": 90, "n_clusters": "auto", "as_of": "2026-08-30T12:00:00Z"}"#
  static let errors: [ErrorCode] = [.notFound, .insufficientData]

  struct Params: QuestionMethodParams {
    var question = QuestionParams(days: 90)
    var count = ClusterCount.of(5)
    var includesFeatures = false
    var seed = 42
    var limit = 10_000

    static let fields = FieldTable<Params>(
      Field.group(\.question, QuestionParams.fields(days: 90)) + [
        Field("n_clusters", \.count, default: 5, "How many clusters, or \"auto\"."),
        Field("include_features", \.includesFeatures, default: false, "Whether each user's standardised features are told."),
        Field("seed", \.seed, .integer(0...9_007_199_254_740_991), default: 42, "The chance of the starts."),
        Field("limit", \.limit, .integer(1...100_000), default: 10_000, "How many users to list, dearest first."),
      ])
  }

  static func answer(_ params: Params, _ context: ReadContext) throws -> Answer {
    let (question, window) = try params.question.question(context)
    let users = try context.reader.userSpending(question)
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
    let total = try context.reader.totals(question)
    let attributed = (0..<users.count).reduce(Money.zero) { $0 + users[$1].cost }
    return Answer(
      clusters: Clusters(
        assignments: try (0..<min(users.count, params.limit)).map { row in
          Assignment(
            user: try context.reader.name(of: users[row]), cluster: order[found.assignments[row]],
            distance: Ratio(found.distances[row]),
            features: params.includesFeatures ? features.table.row(row).map { Ratio($0) } : nil)
        },
        profiles: try ClusterProfile.all(found, order, users, question, context),
        features: UserFeatures.names, count: found.count, users: users.count),
      metrics: Metrics(
        silhouette: Ratio(silhouette), calinskiHarabasz: Ratio(ClusterMetrics.calinskiHarabasz(features.table, found)),
        inertia: Ratio(found.inertia)),
      total: attributed, unattributed: total.cost - attributed, quality: DataQuality(total),
      conversion: try params.question.conversion(of: attributed, window, context))
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
    let users: Int

    static let members: [Member<Clusters>] = [
      Member("cluster_assignments", \.assignments, "Users, dearest first, as many as the limit allows."),
      Member("cluster_profiles", \.profiles, "The clusters, dearest first."),
      Member("features", \.features, "What users were compared by, in the order of a user's features."),
      Member("n_clusters", \.count, "How many clusters there are."),
      Member("user_count", \.users, "How many users there are, those beyond the limit included."),
    ]
  }

  struct Assignment: Shaped, Sendable {
    let user: String
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
