import CostModel

/// What each user of a question spent, dearest first, in little room: a million users take about a hundred megabytes.
package struct UserSpending: Sendable {
  /// One user's sums.
  package struct User: Sendable {
    package var cost = Money.zero
    package var calls: Int64 = 0
    package var errors: Int64 = 0
    package var promptTokens: Int64 = 0
    package var cacheReadTokens: Int64 = 0
    package var totalTokens: Int64 = 0
    package var bytesProcessed: Int64 = 0
    fileprivate var number: Int64
    fileprivate init(_ number: Int64) { self.number = number }

    fileprivate mutating func add(
      cost: Int64, calls: Int64, errors: Int64, promptTokens: Int64, cacheReadTokens: Int64, totalTokens: Int64,
      bytesProcessed: Int64
    ) {
      self.cost.nanos += Int128(cost)
      self.calls &+= calls
      self.errors &+= errors
      self.promptTokens &+= promptTokens
      self.cacheReadTokens &+= cacheReadTokens
      self.totalTokens &+= totalTokens
      self.bytesProcessed &+= bytesProcessed
    }
  }

  /// Dearest first, ties by the bytes of the name.
  fileprivate var users: [User] = []

  package var count: Int { users.count }
  package subscript(_ rank: Int) -> User { users[rank] }

  fileprivate mutating func sort(_ names: Names) throws {
    // Sorted beside what it is sorted by: a look at a user far away costs more than a comparison. Sums beyond an Int64 are
    // ties here, and are settled as such.
    var keyed = users.indices.map { (cost: Self.clamped(users[$0].cost.nanos), place: Int32($0)) }
    keyed.sort { $0.cost != $1.cost ? $0.cost > $1.cost : $0.place < $1.place }
    try settleTies(&keyed, names)
    // Moved in circles: a second array of all users would be the most that this ever takes.
    for start in keyed.indices where keyed[start].place != start {
      let moved = users[start]
      var free = start
      while true {
        let from = Int(keyed[free].place)
        keyed[free].place = Int32(free)
        if from == start { break }
        users[free] = users[from]
        free = from
      }
      users[free] = moved
    }
  }

  private static func clamped(_ nanos: Int128) -> Int64 {
    if nanos > Int128(Int64.max) { return .max }
    return nanos < Int128(Int64.min) ? .min : Int64(truncatingIfNeeded: nanos)
  }

  /// Orders those that cost the same by the bytes of their names.
  private func settleTies(_ keyed: inout [(cost: Int64, place: Int32)], _ names: Names) throws {
    var ties: [Range<Int>] = [], first = 0
    for index in keyed.indices.dropFirst() + [keyed.count] where index == keyed.count || keyed[index].cost != keyed[first].cost {
      if index - first > 1 { ties.append(first..<index) }
      first = index
    }
    // Among very many users very many cost the same: their names lie one behind the other, read in one go.
    let tied = ties.flatMap { $0.map { keyed[$0].place } }.sorted { users[Int($0)].number < users[Int($1)].number }
    var text: [UInt8] = [], ranges = [Range<Int>](repeating: 0..<0, count: users.count)
    try names.unkeptBytes(of: tied.map { users[Int($0)].number }) { place, bytes in
      let start = text.count
      text += bytes
      ranges[Int(tied[place])] = start..<text.count
    }
    text.withUnsafeBufferPointer { text in
      func name(_ place: Int32) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(rebasing: text[ranges[Int(place)]])
      }
      for tie in ties {
        keyed[tie].sort {
          let (left, right) = (users[Int($0.place)].cost, users[Int($1.place)].cost)
          return left != right ? left > right : name($0.place).lexicographicallyPrecedes(name($1.place))
        }
      }
    }
  }
}

extension LedgerReader {
  /// What a question's events sum to by user; those without one are left out.
  package func userSpending(_ question: Question) throws -> UserSpending {
    var slots = SlotTable(), spending = UserSpending()
    try scan(question).blocks { view in
      let numbers = try view.columns.numbers(ColumnLayout.index(.user))
      func column(_ field: NumberField) throws -> UnsafeMutablePointer<Int64> { try view.columns.numbers(ColumnLayout.index(field)) }
      let (costs, calls, errors) = (try column(.cost), try column(.callCount), try column(.errorCount))
      let (prompts, reads, tokens) = (try column(.promptTokens), try column(.cacheReadTokens), try column(.totalTokens))
      let bytes = try column(.bytesProcessed)
      for row in 0..<view.block.count where numbers[row] != 0 && view.counts(row) {
        let slot = Int(slots.slot(numbers[row]))
        if slot == spending.users.count { spending.users.append(UserSpending.User(numbers[row])) }
        spending.users[slot].add(
          cost: costs[row], calls: calls[row], errors: errors[row], promptTokens: prompts[row], cacheReadTokens: reads[row],
          totalTokens: tokens[row], bytesProcessed: bytes[row])
      }
    }
    try spending.sort(names)
    return spending
  }

  package func name(of user: UserSpending.User) throws -> String { try names.text(of: user.number) }

  /// On what each group of users spent most, in one look at the events.
  ///
  /// - Parameter groups: the group of each user, by rank.
  /// - Returns: for each dimension and group the dearest values, ties by their bytes.
  package func dearest(
    _ most: Int, of dimensions: [Dimension], in question: Question, _ users: UserSpending, groups: [Int], count: Int
  ) throws -> [[[String]]] {
    var groupOf = SlotTable(), groupOfSlot: [Int64] = []
    for rank in 0..<users.count {
      _ = groupOf.slot(users[rank].number)
      groupOfSlot.append(Int64(groups[rank]))
    }
    var slots = Array(repeating: SlotTable(), count: dimensions.count)
    var sums = Array(repeating: [Int128](), count: dimensions.count)
    try scan(question).blocks { view in
      let numbers = try view.columns.numbers(ColumnLayout.index(.user))
      let costs = try view.columns.numbers(ColumnLayout.index(.cost))
      for (place, dimension) in dimensions.enumerated() {
        let values = try view.columns.numbers(ColumnLayout.index(dimension.field))
        for row in 0..<view.block.count where numbers[row] != 0 && values[row] != 0 && view.counts(row) {
          let known = Int(groupOf.slot(numbers[row]))
          // Only of users that the spending does not tell of.
          guard known < groupOfSlot.count else { continue }
          let group = groupOfSlot[known]
          let slot = Int(slots[place].slot(values[row] &* Int64(count) &+ group))
          if slot == sums[place].count { sums[place].append(0) }
          sums[place][slot] += Int128(costs[row])
        }
      }
    }
    return try dimensions.indices.map { place in
      var values = Array(repeating: [(cost: Int128, number: Int64)](), count: count)
      for (slot, key) in slots[place].keys.enumerated() {
        values[Int(key % Int64(count))].append((sums[place][slot], key / Int64(count)))
      }
      return try values.map { try dearest(most, of: $0) }
    }
  }

  private func dearest(_ most: Int, of values: [(cost: Int128, number: Int64)]) throws -> [String] {
    let least = values.map(\.cost).sorted(by: >).prefix(most).last ?? 0
    let named = try values.filter { $0.cost >= least }.map { ($0.cost, try names.text(of: $0.number)) }
    return named.sorted { $0.0 != $1.0 ? $0.0 > $1.0 : $0.1.utf8.lexicographicallyPrecedes($1.1.utf8) }.prefix(most).map(\.1)
  }
}

extension Scan.View {
  /// Whether the question is about a row.
  @inline(__always)
  fileprivate func counts(_ row: Int) -> Bool {
    switch selection {
    case .none: false
    case .all: true
    case .some(let mask): mask[row] != 0
    }
  }
}
