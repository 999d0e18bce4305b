/// The pass over a query's tokens behind `QueryStructure`.
struct StructureReader {
  /// What stands between two brackets.
  struct Frame {
    var block = Block()
    var expectsTable = false
    /// EXTRACT(part FROM value) has a FROM that reads no table.
    var isExtract = false
    var isExists = false
    var isCall = false
    /// Whether the bracket as a whole is something that a FROM reads.
    var isFromItem = false
    var aliases: [UInt64] = []
  }

  /// One SELECT, or one other statement, up to the next of UNION, `;` or a closing bracket.
  struct Block {
    var isSelect = false
    var isInSelectList = false
    var isInFrom = false
    var hasFrom = false
    var hasWhere = false
    var hasStar = false
    var readsTable = false
    var isOrdered = false
    var isLimited = false
    /// Behind a comma of FROM or CROSS JOIN: the next item multiplies the rows.
    var multiplies = false
  }

  let text: SQLText
  let tokens: [SQLToken]
  var paths: [[String]] = []
  var traits = QueryTraits()
  var frames: [Frame] = [Frame()]
  var commonNames: Set<UInt64> = []
  /// Names that stand for rows in the open frames, and how often.
  var aliases: [UInt64: Int] = [:]
  var statement: UInt64 = 0
  var expectsOn = false
  /// `CREATE SEARCH INDEX i ON t (column)`: the bracket behind this table holds no arguments.
  var isIndexed = false
  var nextIsFromItem = false
  var known: Set<String> = []

  init(text: SQLText) {
    self.text = text
    tokens = text.tokens
  }

  var top: Int { frames.count - 1 }

  mutating func read() {
    collectCommonNames()
    var index = 0
    var isStart = true
    while index < tokens.count {
      let token = tokens[index]
      if isStart, token.kind == .word, StructureReader.statements.contains(token.word) {
        statement = token.word
        expectsOn = false
      }
      isStart = false
      if frames[top].expectsTable, let next = table(at: index) {
        index = next
        continue
      }
      switch token.kind {
      case .symbol:
        index = symbol(at: index)
        isStart = token.symbol == 0x3B
      case .word where text.symbol(at: index - 1) != 0x2E || index == 0:
        word(at: index)
        isStart = statement != Word.merge && StructureReader.beforeStatement.contains(token.word)
        index += 1
      default: index += 1
      }
    }
    while frames.count > 1 { _ = close(at: tokens.count) }
    endBlock()
  }
}

extension StructureReader {
  /// The names that WITH gives to its queries.
  private mutating func collectCommonNames() {
    var closing = [Int](repeating: tokens.count, count: tokens.count)
    var open: [Int] = []
    for index in tokens.indices {
      if text.symbol(at: index) == 0x28 { open.append(index) }
      if text.symbol(at: index) == 0x29, let last = open.popLast() { closing[last] = index }
    }
    for index in tokens.indices where tokens[index].word == Word.with {
      var at = text.word(at: index + 1) == Word.recursive ? index + 2 : index + 1
      while at < tokens.count, tokens[at].kind == .word || tokens[at].kind == .quotedName {
        let name = hash(at)
        at += 1
        if text.symbol(at: at) == 0x28 { at = closing[at] + 1 }
        guard text.word(at: at) == Word.as, text.symbol(at: at + 1) == 0x28 else { break }
        commonNames.insert(name)
        at = closing[at + 1] + 1
        guard text.symbol(at: at) == 0x2C else { break }
        at += 1
      }
    }
  }

  /// Names compare without case.
  func hash(_ index: Int) -> UInt64 {
    tokens[index].kind == .word ? tokens[index].word : Word.hash(contents(index))
  }

  /// A name's bytes without backticks.
  func contents(_ index: Int) -> ArraySlice<UInt8> {
    let token = tokens[index]
    var slice = text.bytes[token.start..<token.end]
    guard token.kind == .quotedName else { return slice }
    slice = slice.dropFirst()
    return slice.last == 0x60 ? slice.dropLast() : slice
  }

  private mutating func word(at index: Int) {
    let previous = text.word(at: index - 1)
    switch tokens[index].word {
    case Word.select:
      frames[top].expectsTable = false
      frames[top].block.isSelect = true
      frames[top].block.isInSelectList = true
      frames[top].block.isInFrom = false
    case Word.from:
      guard !frames[top].isExtract, previous != Word.distinct else { return }
      frames[top].block.isInSelectList = false
      frames[top].block.isInFrom = true
      frames[top].block.hasFrom = true
      frames[top].expectsTable = true
    case Word.join:
      traits.joins += 1
      frames[top].block.multiplies = previous == Word.cross
      frames[top].block.isInFrom = true
      frames[top].expectsTable = true
    case Word.where:
      frames[top].block.hasWhere = true
      leaveFrom()
    case Word.order:
      frames[top].block.isOrdered = text.word(at: index + 1) == Word.by
      leaveFrom()
    case Word.limit:
      frames[top].block.isLimited = true
      leaveFrom()
    case Word.union, Word.intersect: endBlock()
    case Word.except: if text.symbol(at: index - 1) != 0x2A { endBlock() }
    case Word.group, StructureReader.having, StructureReader.qualify, StructureReader.window, Word.set, Word.when: leaveFrom()
    case Word.merge: if statement == Word.merge { frames[top].expectsTable = true }
    case Word.using: if statement == Word.merge, top == 0 { frames[top].expectsTable = true }
    case Word.update, Word.delete:
      let isName = index + 1 < tokens.count && (tokens[index + 1].kind == .word || tokens[index + 1].kind == .quotedName)
      guard isName, statement != Word.merge, statement == tokens[index].word else { return }
      frames[top].block.hasFrom = true
      frames[top].expectsTable = true
    case Word.table:
      let before = text.symbol(at: index - 1)
      if frames[top].isCall, before == 0x28 || before == 0x2C { frames[top].expectsTable = true }
    case Word.clone, StructureReader.copy: if statement == Word.create { frames[top].expectsTable = true }
    case Word.index, Word.policy: expectsOn = statement == Word.create && !frames[top].block.hasFrom
    case Word.on:
      guard expectsOn else { return }
      expectsOn = false
      isIndexed = true
      frames[top].expectsTable = true
    default: break
    }
  }

  private mutating func leaveFrom() {
    frames[top].block.isInFrom = false
    frames[top].block.isInSelectList = false
  }

  /// Answers the index of the next token to read.
  private mutating func symbol(at index: Int) -> Int {
    switch tokens[index].symbol {
    case 0x28: open(at: index)
    case 0x29: return close(at: index)
    case 0x2C: if frames[top].block.isInFrom {
      frames[top].expectsTable = true
      frames[top].block.multiplies = true
    }
    case 0x2A:
      guard frames[top].block.isInSelectList, !frames[top].isExists else { break }
      let before = text.symbol(at: index - 1)
      if before == 0x2C || before == 0x2E || StructureReader.beforeStar.contains(text.word(at: index - 1)) { frames[top].block.hasStar = true }
    case 0x3B:
      endBlock()
      frames[top].expectsTable = false
    case 0x7C where tokens[index].end - tokens[index].start == 2: leaveFrom()
    default: break
    }
    return index + 1
  }

  private mutating func open(at index: Int) {
    let before = text.word(at: index - 1)
    var frame = Frame()
    frame.isExtract = before == Word.extract
    frame.isExists = before == Word.exists
    frame.isCall = index > 0 && (tokens[index - 1].kind == .word || tokens[index - 1].kind == .quotedName)
    frame.isFromItem = nextIsFromItem || frames[top].expectsTable
    // `FROM (a JOIN b …)`: the bracket continues what FROM expects.
    frame.expectsTable = frames[top].expectsTable
    if frames[top].expectsTable {
      if frames[top].block.multiplies { traits.hasCrossJoin = true }
      frames[top].block.multiplies = false
      frames[top].expectsTable = false
    }
    nextIsFromItem = false
    frames.append(frame)
  }

  private mutating func close(at index: Int) -> Int {
    guard frames.count > 1 else { return index + 1 }
    let readsAsOne = frames[top].isFromItem && !frames[top].block.isSelect && frames[top].block.readsTable
    endBlock()
    let closed = frames.removeLast()
    for alias in closed.aliases {
      if let count = aliases[alias] { aliases[alias] = count > 1 ? count - 1 : nil }
    }
    guard closed.isFromItem else { return index + 1 }
    if readsAsOne { frames[top].block.readsTable = true }
    return alias(at: index + 1)
  }

  private mutating func endBlock() {
    let block = frames[top].block
    if block.readsTable, block.hasFrom {
      if !block.hasWhere { traits.isMissingWhere = true }
      if block.hasStar { traits.selectsStar = true }
    }
    if frames.count == 1, block.isOrdered, !block.isLimited, block.isSelect || block.hasFrom { traits.ordersWithoutLimit = true }
    frames[top].block = Block()
  }

  private static let having = Word.hash("HAVING"), qualify = Word.hash("QUALIFY"), window = Word.hash("WINDOW"), copy = Word.hash("COPY")
  private static let statements = Word.set("SELECT WITH FROM INSERT UPDATE DELETE MERGE CREATE DROP ALTER TRUNCATE EXPORT LOAD CALL EXECUTE SET DECLARE ASSERT")
  private static let beforeStatement = Word.set("THEN ELSE DO LOOP BEGIN REPEAT")
  private static let beforeStar = Word.set("SELECT DISTINCT ALL STRUCT VALUE")
}
