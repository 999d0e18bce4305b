import CostModel

/// The dictionary of texts: a number for each, and back.
///
/// Numbers are given inside write transactions and never change. What this connection has met is kept in memory,
/// within bounds. Texts are told apart by their bytes.
final class Names {
  private let connection: Connection
  private var numbers = NameTable()
  private var texts: [Int64: [UInt8]] = [:]
  private var heldBytes = 0
  /// Whether numbers were given in the transaction under way; they are forgotten when it is rolled back.
  private var hasUncommitted = false

  private static let mostBytes = 64 << 20

  init(_ connection: Connection) { self.connection = connection }

  func committed() { hasUncommitted = false }

  func rolledBack() {
    if hasUncommitted { forgetAll() }
    hasUncommitted = false
  }

  private func forgetAll() {
    numbers = NameTable()
    texts = [:]
    heldBytes = 0
  }

  /// The number of a text, which gets one when it has none. Only inside a write transaction. 0 for the empty text.
  func number(for bytes: UnsafeBufferPointer<UInt8>) throws(SQLiteFailure) -> Int64 {
    if bytes.isEmpty { return 0 }
    let hash = NameTable.hash(bytes)
    if let known = numbers.number(of: bytes, hash) { return known }
    if let stored = try find(bytes) {
      remember(bytes, hash, stored)
      return stored
    }
    let insert = try connection.statement("INSERT INTO names(text) VALUES(?1) RETURNING number")
    insert.bind(1, text: bytes)
    guard try insert.step() else { throw SQLiteFailure(code: 1, message: "a name got no number") }
    let number = insert.integer(0)
    insert.reset()
    remember(bytes, hash, number)
    hasUncommitted = true
    return number
  }

  /// The number of a text that was stored before, or nil.
  func knownNumber(for bytes: UnsafeBufferPointer<UInt8>) throws(SQLiteFailure) -> Int64? {
    if bytes.isEmpty { return 0 }
    let hash = NameTable.hash(bytes)
    if let known = numbers.number(of: bytes, hash) { return known }
    guard let stored = try find(bytes) else { return nil }
    remember(bytes, hash, stored)
    return stored
  }

  /// The bytes of a number's text; empty for 0 and for numbers that were never given.
  func bytes(of number: Int64) throws(SQLiteFailure) -> [UInt8] {
    if number == 0 { return [] }
    if let known = texts[number] { return known }
    let select = try connection.statement("SELECT text FROM names WHERE number = ?1")
    select.bind(1, number)
    defer { select.reset() }
    guard try select.step() else { return [] }
    let text = select.textBytes(0)
    remember(text, NameTable.hash(text), number)
    return Array(text)
  }

  /// The same for looks at very many numbers, each of them once: what is met is not kept.
  func unkeptBytes(of number: Int64) throws(SQLiteFailure) -> [UInt8] {
    let select = try connection.statement("SELECT text FROM names WHERE number = ?1")
    select.bind(1, number)
    defer { select.reset() }
    return try select.step() ? Array(select.textBytes(0)) : []
  }

  /// The same for very many numbers, ascending: `body` hears the place of each in turn, and the bytes of its text.
  func unkeptBytes(of numbers: [Int64], _ body: (Int, UnsafeBufferPointer<UInt8>) -> Void) throws(SQLiteFailure) {
    guard let first = numbers.first, let last = numbers.last else { return }
    // Where they lie close together, a walk past all between them costs less than finding each.
    guard last - first < Int64(numbers.count) * 8 else {
      for (place, number) in numbers.enumerated() { try unkeptBytes(of: number).withUnsafeBufferPointer { body(place, $0) } }
      return
    }
    let select = try connection.statement("SELECT number, text FROM names WHERE number BETWEEN ?1 AND ?2 ORDER BY number")
    select.bind(1, first).bind(2, last)
    defer { select.reset() }
    var place = 0
    while try select.step() {
      let number = select.integer(0)
      while place < numbers.count, numbers[place] < number { place += 1 }
      guard place < numbers.count else { return }
      if numbers[place] == number { body(place, select.textBytes(1)) }
    }
  }

  func text(of number: Int64) throws(SQLiteFailure) -> String {
    String(decoding: try bytes(of: number), as: UTF8.self)
  }

  private func find(_ bytes: UnsafeBufferPointer<UInt8>) throws(SQLiteFailure) -> Int64? {
    let select = try connection.statement("SELECT number FROM names WHERE text = ?1")
    select.bind(1, text: bytes)
    defer { select.reset() }
    return try select.step() ? select.integer(0) : nil
  }

  private func remember(_ bytes: UnsafeBufferPointer<UInt8>, _ hash: UInt64, _ number: Int64) {
    if heldBytes > Self.mostBytes, !hasUncommitted { forgetAll() }
    heldBytes += bytes.count * 2 + 160
    numbers.insert(bytes, hash, number)
    texts[number] = Array(bytes)
  }
}
