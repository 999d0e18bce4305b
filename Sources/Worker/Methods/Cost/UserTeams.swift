import CostModel
import Store

/// Users and their teams, as one scan by both found them.
struct UserTeams: Sendable {
  /// What the team of events that have none is called.
  static let unknown = "Unknown"

  private let pairs: [UserTeam]

  init(_ pairs: [UserTeam]) { self.pairs = pairs }

  /// Users, dearest first, each with the team that most of its cost counts for.
  func users(_ dimension: AttributionDimension, limit: Int) -> AttributionTable {
    let teams = dearestTeams
    return AttributionTable(dimension, userParts, limit: limit, rest: AttributionTable.other) { part in
      var row = AttributionTable.Row(part)
      row.team = teams[Array((part.name ?? "").utf8)] ?? Self.unknown
      return row
    }
  }

  /// Users, dearest first.
  var userParts: [Part] { [Part](pairs.map { ($0.user, $0.measures) }) }

  /// Teams, dearest first.
  var teamParts: [Part] { [Part](pairs.map { ($0.team, $0.measures) }, unnamed: Self.unknown) }

  /// The team that most of each user's cost counts for.
  var dearestTeams: [[UInt8]: String] {
    var teams: [[UInt8]: [(value: String?, measures: Measures)]] = [:]
    for pair in pairs { teams[Array((pair.user ?? "").utf8), default: []].append((pair.team, pair.measures)) }
    return teams.compactMapValues { [Part]($0, unnamed: Self.unknown).first?.name }
  }

  /// Teams, dearest first, each with the number of its users.
  func teams(_ dimension: AttributionDimension, limit: Int) -> AttributionTable {
    let teams = teamParts
    var users: [[UInt8]: Set<Int64>] = [:]
    for pair in pairs where pair.userNumber != 0 {
      users[Array((pair.team ?? Self.unknown).utf8), default: []].insert(pair.userNumber)
    }
    func usersOf(_ parts: [Part]) -> Int64 {
      if let only = parts.first, parts.count == 1 { return Int64(users[Array((only.name ?? "").utf8)]?.count ?? 0) }
      let all = parts.reduce(into: Set<Int64>()) { $0.formUnion(users[Array(($1.name ?? "").utf8)] ?? []) }
      return Int64(all.count)
    }
    return AttributionTable(dimension, teams, limit: limit) { rest in
      var row = AttributionTable.other(rest)
      row.userCount = usersOf(rest)
      return row
    } row: { part in
      var row = AttributionTable.Row(part)
      row.userCount = usersOf([part])
      return row
    }
  }
}
