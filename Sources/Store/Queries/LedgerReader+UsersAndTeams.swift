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
    var pairs = PairNumbers()
    var resolver: TeamResolver?
    var keys = [Int64](repeating: 0, count: ColumnLayout.fullBlock)
    try scan(question).blocks { view in
      resolver = view.teams
      let count = view.block.count
      if count > keys.count { keys = [Int64](repeating: 0, count: count) }
      let users = try view.columns.numbers(ColumnLayout.index(.user))
      let teams = try view.teams.numbers(view.block, view.columns)
      for row in 0..<count {
        if case .some(let mask) = view.selection, mask[row] == 0 { continue }
        keys[row] = pairs.number(users[row], teams[row])
      }
      try keys.withUnsafeBufferPointer { keys in
        if let start = keys.baseAddress { try aggregator.add(view, keys: start) }
      }
    }
    return try aggregator.results.map { key, measures in
      let pair = pairs.pairs[Int(key)]
      return UserTeam(
        userNumber: pair.user, user: pair.user == 0 ? nil : try names.text(of: pair.user),
        team: pair.team == 0 ? nil : String(decoding: resolver?.text(pair.team) ?? [], as: UTF8.self),
        measures: measures)
    }
  }
}

/// Numbers pairs in the order they are met.
private struct PairNumbers {
  struct Pair: Hashable {
    var user: Int64
    var team: Int64
  }

  private(set) var pairs: [Pair] = []
  private var numbers: [Pair: Int64] = [:]
  private var last: (pair: Pair, number: Int64)?

  /// Events come in runs of one user, so the last pair is tried first.
  @inline(__always)
  mutating func number(_ user: Int64, _ team: Int64) -> Int64 {
    let pair = Pair(user: user, team: team)
    if let last, last.pair == pair { return last.number }
    let number: Int64
    if let known = numbers[pair] {
      number = known
    } else {
      number = Int64(pairs.count)
      pairs.append(pair)
      numbers[pair] = number
    }
    last = (pair, number)
    return number
  }
}
