import CostModel

/// Decides which rows of a block a question is about.
///
/// A class, because it remembers what it decided about each text; one question, one filter.
final class RowFilter {
  private let names: Names
  private let question: Question
  private var tests: [Test] = []
  private let teams: TeamResolver
  /// Whether nothing can match, because a value was never stored.
  private(set) var isImpossible = false

  private enum Test {
    /// The column's number is one of these.
    case numbers(column: Int, allowed: [Int64])
    /// The column's text holds one of these members.
    case members(column: Int, wanted: [[UInt8]])
    /// The event's team, by the mapping or its own.
    case team(wanted: [[UInt8]])
  }

  private var memberMemo: [Int64: Bool] = [:]
  private var teamMemo: [Int64: Bool] = [:]

  init(_ question: Question, names: Names, teams: TeamResolver) throws {
    (self.names, self.question, self.teams) = (names, question, teams)
    for dimension in question.scope.dimensions {
      let values = question.scope.values[dimension] ?? []
      let column = ColumnLayout.index(dimension.field)
      if dimension.isMultiple {
        tests.append(.members(column: column, wanted: values.map { Array($0.utf8) }))
      } else if dimension == .team && !question.usesOwnTeams {
        tests.append(.team(wanted: values.map { Array($0.utf8) }))
      } else {
        var allowed: [Int64] = []
        for value in values {
          var value = value
          let number = try value.withUTF8 { bytes throws in try names.knownNumber(for: bytes) }
          if let number, number != 0 { allowed.append(number) }
        }
        if allowed.isEmpty { isImpossible = true }
        tests.append(.numbers(column: column, allowed: allowed))
      }
    }
  }

  /// Which rows of a block count.
  enum Selection {
    case none
    case all
    /// One byte a row, 1 for rows that count.
    case some(UnsafeMutablePointer<UInt8>)
  }

  /// - Parameter mask: room for a byte a row.
  /// - Parameter times: the block's timestamps, when the caller has unpacked them.
  func select(
    _ block: Block, _ columns: ColumnCache, mask: UnsafeMutablePointer<UInt8>
  ) throws -> Selection {
    if isImpossible || block.latest < question.start || block.earliest >= question.end { return .none }
    var isPartial = false
    func begin() {
      if !isPartial { mask.update(repeating: 1, count: block.count) }
      isPartial = true
    }
    if block.earliest < question.start || block.latest >= question.end {
      begin()
      let times = try columns.numbers(ColumnLayout.index(.timestamp))
      let (start, end) = (question.start, question.end)
      for row in 0..<block.count where times[row] < start || times[row] >= end { mask[row] = 0 }
    }
    for test in tests {
      switch test {
      case .numbers(let column, let allowed):
        if let only = try block.constant(column) {
          if allowed.contains(only) { continue }
          return .none
        }
        begin()
        let numbers = try columns.numbers(column)
        if allowed.count == 1 {
          let wanted = allowed[0]
          for row in 0..<block.count where numbers[row] != wanted { mask[row] = 0 }
        } else {
          let set = Set(allowed)
          for row in 0..<block.count where !set.contains(numbers[row]) { mask[row] = 0 }
        }
      case .members(let column, let wanted):
        begin()
        let numbers = try columns.numbers(column)
        for row in 0..<block.count where mask[row] != 0 {
          if try !holdsMember(numbers[row], wanted) { mask[row] = 0 }
        }
      case .team(let wanted):
        begin()
        let numbers = try teams.numbers(block, columns)
        for row in 0..<block.count where mask[row] != 0 {
          let team = numbers[row]
          if let known = teamMemo[team] {
            if !known { mask[row] = 0 }
            continue
          }
          let matches = wanted.contains { $0.elementsEqual(teams.text(team)) }
          teamMemo[team] = matches
          if !matches { mask[row] = 0 }
        }
      }
    }
    return isPartial ? .some(mask) : .all
  }

  private func holdsMember(_ number: Int64, _ wanted: [[UInt8]]) throws -> Bool {
    if number == 0 { return false }
    if let known = memberMemo[number] { return known }
    let members = MemberList.decode(try names.bytes(of: number))
    let holds = members.contains { wanted.contains($0) }
    memberMemo[number] = holds
    return holds
  }
}
