import CostModel

/// The team each event counts for: what the mapping says of its user, else its own, else none.
///
/// Teams get numbers of their own here, because a mapped team need not be stored with any event.
final class TeamResolver {
  private let mapping: TeamMapping
  private let names: Names
  private var memo: [Key: Int64] = [:]
  private var numbers: [[UInt8]: Int64] = [:]
  private var texts: [[UInt8]] = [[]]
  private var resolved: UnsafeMutablePointer<Int64>
  private var capacity: Int

  private struct Key: Hashable {
    var project: Int64
    var user: Int64
    var team: Int64
  }

  init(_ mapping: TeamMapping, names: Names) {
    (self.mapping, self.names) = (mapping, names)
    capacity = ColumnLayout.fullBlock
    resolved = .allocate(capacity: capacity)
  }

  deinit { resolved.deallocate() }

  /// The bytes of a team's number; empty for 0, no team.
  func text(_ number: Int64) -> [UInt8] {
    number >= 0 && number < Int64(texts.count) ? texts[Int(number)] : []
  }

  /// The team of each row of a block; valid until the next call.
  func numbers(_ block: Block, _ columns: ColumnCache) throws -> UnsafeMutablePointer<Int64> {
    if block.count > capacity {
      resolved.deallocate()
      capacity = block.count
      resolved = .allocate(capacity: capacity)
    }
    let projects = try columns.numbers(ColumnLayout.index(.project))
    let users = try columns.numbers(ColumnLayout.index(.user))
    let own = try columns.numbers(ColumnLayout.index(.team))
    for row in 0..<block.count {
      let key = Key(project: projects[row], user: users[row], team: own[row])
      if let known = memo[key] {
        resolved[row] = known
      } else {
        let number = try resolve(key)
        memo[key] = number
        resolved[row] = number
      }
    }
    return resolved
  }

  private func resolve(_ key: Key) throws -> Int64 {
    if key.user != 0, !mapping.isEmpty {
      let mapped = mapping.team(user: try names.text(of: key.user), project: try names.text(of: key.project))
      if let mapped { return number(Array(mapped.utf8)) }
    }
    return key.team == 0 ? 0 : number(try names.bytes(of: key.team))
  }

  private func number(_ text: [UInt8]) -> Int64 {
    if let known = numbers[text] { return known }
    let fresh = Int64(texts.count)
    texts.append(text)
    numbers[text] = fresh
    return fresh
  }
}

/// The unpacked number columns of the block at hand, each unpacked once at most.
final class ColumnCache {
  private let connection: Connection
  private var block: Block?
  private var buffers: [UnsafeMutablePointer<Int64>?] = Array(repeating: nil, count: ColumnLayout.count)
  private var isFilled = Array(repeating: false, count: ColumnLayout.count)
  private var capacity = 0

  init(_ connection: Connection) { self.connection = connection }

  deinit { free() }

  private func free() {
    for index in buffers.indices {
      buffers[index]?.deallocate()
      buffers[index] = nil
    }
  }

  func turn(to block: Block) {
    self.block = block
    for index in isFilled.indices { isFilled[index] = false }
    if block.count > capacity {
      free()
      capacity = max(block.count, ColumnLayout.fullBlock)
    }
  }

  func numbers(_ column: Int) throws -> UnsafeMutablePointer<Int64> {
    guard let block else { throw LedgerDamage("no block is at hand") }
    let buffer: UnsafeMutablePointer<Int64>
    if let existing = buffers[column] {
      buffer = existing
    } else {
      buffer = .allocate(capacity: capacity)
      buffers[column] = buffer
    }
    if !isFilled[column] {
      try block.numbers(column, connection, into: buffer)
      isFilled[column] = true
    }
    return buffer
  }
}
