import CostModel

/// What one user spent for one team.
package struct UserTeam: Sendable {
  /// Tells users apart; 0 for events without one.
  package let userNumber: Int64
  package let user: String?
  /// What the mapping says of the user, else the events' own; nil for neither.
  package let team: String?
  package let measures: Measures
}

extension LedgerReader {
  /// What a question's events sum to by user and team, in the order they were met.
  package func usersAndTeams(_ question: Question, _ needs: MeasureNeeds = []) throws -> [UserTeam] {
    let aggregator = Aggregator(needs)
    var pairs = UserTeamPairs(question.teams, names)
    let last = LastTeams()
    var keys = [Int64](repeating: 0, count: ColumnLayout.fullBlock)
    try scan(question).blocks { view in
      let users = try view.columns.numbers(ColumnLayout.index(.user))
      let teams = try view.columns.numbers(ColumnLayout.index(.team))
      // Only a mapping looks at projects.
      let projects = question.usesOwnTeams ? nil : try view.columns.numbers(ColumnLayout.index(.project))
      if let projects {
        for row in 0..<min(view.block.count, keys.count) {
          if case .some(let mask) = view.selection, mask[row] == 0 { continue }
          keys[row] = try pairs.number(project: projects[row], user: users[row], team: teams[row])
        }
      } else {
        try keys.withUnsafeMutableBufferPointer { keys in
          for row in 0..<min(view.block.count, keys.count) {
            let user = users[row]
            if let known = last.pair(user, teams[row]) {
              keys[row] = known
            } else {
              // Rows that do not count may be numbered, too: what has no events is left out below.
              keys[row] = try pairs.number(project: 0, user: user, team: teams[row])
              last.learn(user, teams[row], keys[row])
            }
          }
        }
      }
      try keys.withUnsafeBufferPointer { keys in
        if let start = keys.baseAddress { try aggregator.add(view, keys: start) }
      }
    }
    return try aggregator.results.filter { $0.measures.events > 0 }.map { key, measures in
      let pair = pairs.pairs[Int(key)]
      return UserTeam(
        userNumber: pair.user, user: pair.user == 0 ? nil : try names.text(of: pair.user),
        team: pair.team == 0 ? nil : String(decoding: pairs.teams[pair.team], as: UTF8.self), measures: measures)
    }
  }
}

/// The team that each user's last event had, and the number of that pair: a user's events nearly always have one team.
///
/// A class, because it owns its memory.
private final class LastTeams {
  private var count = 0
  private var teams: UnsafeMutablePointer<Int64>
  private var pairs: UnsafeMutablePointer<Int64>
  private static let most = 1 << 22

  init() {
    teams = .allocate(capacity: 1)
    pairs = .allocate(capacity: 1)
  }

  deinit {
    teams.deallocate()
    pairs.deallocate()
  }

  @inline(__always)
  func pair(_ user: Int64, _ team: Int64) -> Int64? {
    guard user >= 0, user < Int64(count), teams[Int(user)] == team else { return nil }
    return pairs[Int(user)]
  }

  func learn(_ user: Int64, _ team: Int64, _ pair: Int64) {
    guard user >= 0, user < Int64(Self.most) else { return }
    if user >= Int64(count) { grow(to: max(Int(user) + 1, count * 2, 4_096)) }
    teams[Int(user)] = team
    pairs[Int(user)] = pair
  }

  private func grow(to larger: Int) {
    let newTeams = UnsafeMutablePointer<Int64>.allocate(capacity: larger)
    let newPairs = UnsafeMutablePointer<Int64>.allocate(capacity: larger)
    newTeams.update(repeating: -1, count: larger)
    newPairs.update(repeating: 0, count: larger)
    newTeams.update(from: teams, count: count)
    newPairs.update(from: pairs, count: count)
    teams.deallocate()
    pairs.deallocate()
    (teams, pairs, count) = (newTeams, newPairs, larger)
  }
}

/// Numbers pairs of user and team in the order they are met, the team of each being worked out once.
///
/// A row asks with what its event says; the table remembers which pair that is. It is a hash table of its own
/// because one question is asked for each event: Swift's dictionaries take ten times as long (0.3 s a million events).
private struct UserTeamPairs {
  struct Pair: Hashable {
    var user: Int64
    var team: Int
  }

  private struct Member: Hashable {
    var project: Int64
    var user: Int64
  }

  private struct Said {
    var project: Int64 = 0
    var user: Int64 = 0
    var team: Int64 = 0
    /// -1: the place is free.
    var number: Int64 = -1
  }

  private(set) var pairs: [Pair] = []
  /// Teams by their number; 0 is none.
  private(set) var teams: [[UInt8]] = [[]]
  private var numbers: [Pair: Int64] = [:]
  private var teamNumbers: [[UInt8]: Int] = [[]: 0]
  /// What the mapping says of a user in a project; nil where it says nothing.
  private var mappedTeams: [Member: Int?] = [:]
  private var table = Array(repeating: Said(), count: 1 << 10)
  private var held = 0
  private let mapping: TeamMapping
  private let names: Names

  init(_ mapping: TeamMapping, _ names: Names) { (self.mapping, self.names) = (mapping, names) }

  @inline(__always)
  mutating func number(project: Int64, user: Int64, team: Int64) throws -> Int64 {
    var place = Self.hash(project, user, team) & (table.count - 1)
    while table[place].number >= 0 {
      if table[place].user == user, table[place].team == team, table[place].project == project { return table[place].number }
      place = (place + 1) & (table.count - 1)
    }
    return try learn(Said(project: project, user: user, team: team))
  }

  @inline(never)
  private mutating func learn(_ said: Said) throws -> Int64 {
    var said = said
    let pair = Pair(user: said.user, team: try team(of: said))
    if let known = numbers[pair] {
      said.number = known
    } else {
      said.number = Int64(pairs.count)
      pairs.append(pair)
      numbers[pair] = said.number
    }
    held += 1
    if held * 2 > table.count { grow() }
    put(said)
    return said.number
  }

  private mutating func team(of said: Said) throws -> Int {
    if said.user != 0, !mapping.isEmpty, let mapped = try mappedTeam(said.user, said.project) { return mapped }
    return teamNumber(try names.bytes(of: said.team))
  }

  private mutating func mappedTeam(_ user: Int64, _ project: Int64) throws -> Int? {
    let member = Member(project: project, user: user)
    if let known = mappedTeams[member] { return known }
    let mapped = mapping.team(user: try names.text(of: user), project: try names.text(of: project))
    let number = mapped.map { teamNumber(Array($0.utf8)) }
    mappedTeams[member] = .some(number)
    return number
  }

  private mutating func teamNumber(_ text: [UInt8]) -> Int {
    if let known = teamNumbers[text] { return known }
    teams.append(text)
    teamNumbers[text] = teams.count - 1
    return teams.count - 1
  }

  private mutating func grow() {
    let old = table
    table = Array(repeating: Said(), count: old.count * 2)
    for said in old where said.number >= 0 { put(said) }
  }

  private mutating func put(_ said: Said) {
    var place = Self.hash(said.project, said.user, said.team) & (table.count - 1)
    while table[place].number >= 0 { place = (place + 1) & (table.count - 1) }
    table[place] = said
  }

  /// Numbers of names are small and dense; multiplying spreads them over the high bits, which are brought down.
  @inline(__always)
  private static func hash(_ project: Int64, _ user: Int64, _ team: Int64) -> Int {
    var mixed = UInt64(bitPattern: user) &* 0x9E37_79B9_7F4A_7C15
    mixed = (mixed ^ UInt64(bitPattern: team)) &* 0xC2B2_AE3D_27D4_EB4F
    mixed = (mixed ^ (mixed >> 29) ^ UInt64(bitPattern: project)) &* 0x1656_67B1_9E37_79F9
    return Int(truncatingIfNeeded: mixed >> 20)
  }
}
