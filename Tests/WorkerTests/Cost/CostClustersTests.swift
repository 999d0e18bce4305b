import CostModel
import JSON
import Testing

@testable import Analytics
@testable import Worker

@Suite("cost/clusters")
struct CostClustersTests {
  typealias Event = CostHarness.Event

  /// Twelve who ask little, six who ask much, three whose calls are dear, and a script of nobody's.
  private static func events() -> [Event] {
    var events: [Event] = []
    for (group, count, calls, nanos) in [("few", 12, 5, 1_000_000), ("many", 6, 900, 1_000_000), ("dear", 3, 10, 900_000_000)] {
      for user in 0..<count {
        events.append(
          Event(
            at: "2026-03-\(10 + user)T10:00:00Z", nanos: Int64(nanos) * Int64(calls) + Int64(user) * 1_000,
            texts: [.user: "\(group)-\(user)@x.org", .model: "m-\(group)", .operation: group],
            numbers: [.callCount: Int64(calls), .totalTokens: Int64(calls * 100), .promptTokens: Int64(calls * 90)]))
      }
    }
    return events + [Event(at: "2026-03-10T10:00:00Z", nanos: 77)]
  }

  @Test("those who spend alike are together, and the profiles say how")
  func groups() throws {
    let harness = try CostHarness()
    try harness.track(Self.events())
    for count in ["3", "\"auto\""] {
      let answer = try harness.call("cost/clusters", "{\"n_clusters\": \(count), \"include_features\": true}")
      #expect(answer.at("clusters.n_clusters") == 3)
      for row in answer.at("clusters.cluster_assignments").array ?? [] {
        let group = row.at("user_email").string?.prefix { $0 != "-" }
        #expect(row.at("cluster").int64 == ["dear": 0, "many": 1, "few": 2][group])
        #expect(row.at("features").array?.count == 7)
      }
      #expect(answer.at("clusters.cluster_profiles").rows("cluster_id", "size") == ["0 3", "1 6", "2 12"])
      #expect(answer.at("clusters.cluster_profiles.0.name").string?.contains("high_cost_per_query") == true)
      #expect(answer.at("clusters.cluster_profiles.1.common_patterns").text() == #"["many","m-many"]"#)
      #expect(answer.at("clusters.cluster_profiles").sum("total_cost_usd") == answer.at("total_cost_usd").nanos)
      #expect(answer.at("unattributed_cost_usd").nanos == 77)
      try check(metrics: answer)
    }
  }

  @Test("the limit is on the users listed, dearest first and ties by name; what is told of clusters is of all")
  func limit() throws {
    let harness = try CostHarness()
    try harness.track(Self.events() + ["z", "y", "x"].map { Event(at: "2026-03-10T10:00:00Z", nanos: 1_000_000_000_000, texts: [.user: $0]) })
    let (all, few) = (try harness.call("cost/clusters"), try harness.call("cost/clusters", #"{"limit": 4}"#))
    #expect(few.at("clusters.cluster_assignments").rows("user_email").prefix(3) == ["x", "y", "z"])
    #expect(few.at("clusters.cluster_assignments").array?.count == 4 && all.at("clusters.cluster_assignments").array?.count == 24)
    #expect(few.at("clusters.user_count") == 24)
    #expect(few.at("clusters.cluster_profiles") == all.at("clusters.cluster_profiles") && few.at("metrics") == all.at("metrics"))
  }

  @Test("common patterns are those each group of users spent most on")
  func patterns() throws {
    let harness = try CostHarness()
    var events: [Event] = []
    for user in 0..<8 {
      for (index, pattern) in ["A", "B", "C", "D"].enumerated() where user < 4 || index > 1 {
        events.append(
          Event(
            at: "2026-03-10T10:00:00Z", nanos: Int64(user < 4 ? 1_000_000_000 * (index + 1) : 1_000 * (4 - index)),
            texts: [.user: "u\(user)", .pattern: pattern, .model: "m"]))
      }
    }
    try harness.track(events)
    let answer = try harness.call("cost/clusters", #"{"n_clusters": 2}"#)
    #expect(answer.at("clusters.cluster_profiles.0.common_patterns").text() == #"["D","C","B"]"#)
    #expect(answer.at("clusters.cluster_profiles.1.common_patterns").text() == #"["C","D"]"#)
  }

  /// The metrics follow from the features that are told.
  private func check(metrics answer: JSONValue) throws {
    let rows = answer.at("clusters.cluster_assignments").array ?? []
    let table = FeatureTable(rows.flatMap { row in (row.at("features").array ?? []).map { Double($0.nanos) / 1e9 } }, columns: 7)
    let assignments = rows.map { Int($0.at("cluster").int64 ?? -1) }
    var centroids = [Double](repeating: 0, count: 21)
    for (row, cluster) in assignments.enumerated() {
      let size = Double(assignments.count { $0 == cluster })
      for (column, value) in table.row(row).enumerated() { centroids[cluster * 7 + column] += value / size }
    }
    let means = FeatureTable(centroids, columns: 7)
    let distances = assignments.enumerated().map { row, cluster in
      zip(table.row(row), means.row(cluster)).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }.squareRoot()
    }
    let clustering = Clustering(assignments: assignments, centroids: means, inertia: distances.reduce(0) { $0 + $1 * $1 }, distances: distances)
    let silhouette = try #require(try ClusterMetrics.silhouette(table, clustering))
    #expect(abs(silhouette - Double(answer.at("metrics.silhouette_score").nanos) / 1e9) < 1e-4)
    #expect(abs(clustering.inertia - Double(answer.at("metrics.inertia").nanos) / 1e9) < 1e-3)
  }

  @Test("too few users are refused with both numbers")
  func few() throws {
    let harness = try CostHarness()
    try harness.track([Event(at: "2026-03-30T10:00:00Z", nanos: 5, texts: [.user: "a"])])
    #expect(harness.refusal("cost/clusters", "{}") == "INSUFFICIENT_DATA: 6 users are needed for these clusters, there are 1")
    #expect(harness.refusal("cost/clusters", #"{"n_clusters": "auto"}"#).contains("3 users are needed"))
    #expect(harness.refusal("cost/clusters", #"{"n_clusters": 21}"#).contains("params.n_clusters: expected an integer from 2 to 20, or \"auto\", got 21"))
  }

  @Test("users who are all alike make one cluster, which says so")
  func alike() throws {
    let harness = try CostHarness()
    try harness.track((0..<9).map { Event(at: "2026-03-30T10:00:00Z", nanos: 5, texts: [.user: "u\($0)"]) })
    let answer = try harness.call("cost/clusters")
    #expect(answer.at("clusters.n_clusters") == 1 && answer.at("metrics.silhouette_score") == .null)
    #expect(answer.at("clusters.cluster_profiles.0.name") == "average")
  }
}
