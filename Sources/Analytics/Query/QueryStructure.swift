/// What a query reads and how, found in one pass over its tokens with a stack of its brackets.
///
/// This is no parser: it follows FROM lists, joins and sub-queries closely enough to name tables and habits, and takes
/// any text. Linear time, no recursion.
package struct QueryStructure: Sendable {
  /// Each table's path as the text splits it, at its first mention. Names of one part (temporary tables, default
  /// datasets) are left out: nothing says where they are.
  let paths: [[String]]
  package let traits: QueryTraits

  package init(_ text: SQLText) {
    var reader = StructureReader(text: text)
    reader.read()
    paths = reader.paths
    traits = reader.traits
  }

  package init(_ sql: String) { self.init(SQLText(sql)) }

  /// The tables as `project.dataset.table`, in the order of the text, each once.
  ///
  /// - Parameter defaultProject: goes before names without a project; without it they stay as they are.
  package func tables(defaultProject: String?) -> [String] {
    var seen: Set<String> = []
    var found: [String] = []
    for path in paths {
      // INFORMATION_SCHEMA stands behind a dataset or region, and is no table name of its own.
      let schema = path.lastIndex { $0.utf8.count == 18 && Word.hash($0.utf8) == Word.informationSchema }
      let hasProject = schema.map { $0 >= 2 } ?? (path.count >= 3)
      var name = path.joined(separator: ".")
      if !hasProject, let defaultProject { name = defaultProject + "." + name }
      if seen.insert(name).inserted { found.append(name) }
    }
    return found
  }
}

/// The tables that a query reads.
package enum QueryTables {
  /// Tables behind FROM, JOIN, USING and CLONE, and the targets of MERGE, UPDATE and DELETE; views of
  /// INFORMATION_SCHEMA and wildcard tables too. Not: names of WITH, arrays, table functions, targets of INSERT and
  /// CREATE, and names of a single part.
  package static func referenced(_ sql: String, defaultProject: String?) -> [String] {
    QueryStructure(sql).tables(defaultProject: defaultProject)
  }
}

/// Habits of a query that tend to cost.
package struct QueryTraits: Hashable, Sendable {
  /// All columns of a table are read; a star over a sub-query or a WITH name is not meant.
  package var selectsStar = false
  /// A table is read, updated or deleted from as a whole: no WHERE beside its FROM.
  package var isMissingWhere = false
  /// Every row is paired with every other: CROSS JOIN or a comma between tables, or with generated rows.
  package var hasCrossJoin = false
  /// The result is sorted as a whole.
  package var ordersWithoutLimit = false
  package var joins = 0

  package init() {}

  package var hasManyJoins: Bool { joins > 3 }

  /// The traits by name, in a fixed order.
  package var names: [String] {
    var names: [String] = []
    if selectsStar { names.append("select_star") }
    if isMissingWhere { names.append("missing_where") }
    if hasCrossJoin { names.append("cross_join") }
    if ordersWithoutLimit { names.append("order_by_without_limit") }
    if hasManyJoins { names.append("many_joins") }
    return names
  }
}

private struct StructureReader {
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

  private var top: Int { frames.count - 1 }

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
  private func hash(_ index: Int) -> UInt64 {
    tokens[index].kind == .word ? tokens[index].word : Word.hash(contents(index))
  }

  /// A name's bytes without backticks.
  private func contents(_ index: Int) -> ArraySlice<UInt8> {
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

  /// Reads an alias, if one stands here, and answers what is behind it.
  private mutating func alias(at index: Int) -> Int {
    let at = text.word(at: index) == Word.as ? index + 1 : index
    guard at < tokens.count else { return index }
    let token = tokens[at]
    let isName = token.kind == .quotedName || (token.kind == .word && !StructureReader.behindTable.contains(token.word))
    guard isName else { return index }
    name(hash(at))
    return at + 1
  }

  private mutating func name(_ alias: UInt64) {
    frames[top].aliases.append(alias)
    aliases[alias, default: 0] += 1
  }

  /// Where a table is expected: reads it and answers what is behind it, or `nil` when there is none.
  private mutating func table(at index: Int) -> Int? {
    let token = tokens[index]
    if token.kind == .symbol {
      if token.symbol == 0x5B { return legacyTable(at: index) }
      if token.symbol != 0x28 { frames[top].expectsTable = false }
      return nil
    }
    if token.kind == .word, token.word == Word.into { return index + 1 }
    guard token.kind == .quotedName || (token.kind == .word && !StructureReader.noTable.contains(token.word)) else {
      frames[top].expectsTable = false
      return nil
    }
    frames[top].expectsTable = false
    let multiplies = frames[top].block.multiplies
    frames[top].block.multiplies = false

    var behind = index + 1
    while text.symbol(at: behind) == 0x2E, behind + 1 < tokens.count, tokens[behind + 1].kind != .symbol { behind += 2 }
    if text.symbol(at: behind) == 0x2D, let end = dashedPath(from: index) { behind = end }
    defer { isIndexed = false }
    if text.symbol(at: behind) == 0x28, !isIndexed {
      // A table function, or UNNEST; generated rows multiply, the array of a row does not.
      let isGenerated = token.word == Word.unnest && StructureReader.generators.contains(text.word(at: behind + 1))
      if multiplies, isGenerated { traits.hasCrossJoin = true }
      nextIsFromItem = true
      return behind
    }
    let parts = path(index..<behind)
    let first = Word.hash((parts.first ?? "").utf8)
    let isRowsOfRow = parts.count > 1 && aliases[first] != nil
    let isCommon = parts.count == 1 && commonNames.contains(first)
    if !isRowsOfRow {
      if multiplies { traits.hasCrossJoin = true }
      if !isCommon { frames[top].block.readsTable = true }
      if parts.count > 1, known.insert(parts.joined(separator: "\u{0}")).inserted { paths.append(parts) }
    }
    let next = alias(at: behind)
    if next == behind, let last = parts.last { name(Word.hash(last.utf8)) }
    return next
  }

  /// `my-project.dataset.table` where the scanner did not expect a table: dashes without space around them.
  private func dashedPath(from start: Int) -> Int? {
    var at = start
    while at + 2 < tokens.count, tokens[at + 1].kind == .symbol, tokens[at + 1].symbol == 0x2D || tokens[at + 1].symbol == 0x2E,
      tokens[at].end == tokens[at + 1].start, tokens[at + 1].end == tokens[at + 2].start, tokens[at + 2].kind != .symbol
    {
      at += 2
    }
    return at == start ? nil : at + 1
  }

  private func path(_ range: Range<Int>) -> [String] {
    var joined: [UInt8] = []
    for index in range { joined.append(contentsOf: contents(index)) }
    // `table$20260801` names a partition of the table.
    if let partition = joined.lastIndex(of: 0x24) { joined.removeSubrange(partition...) }
    return joined.split(separator: 0x2E).map { String(decoding: $0, as: UTF8.self) }
  }

  /// Legacy SQL: `[project:dataset.table]`.
  private mutating func legacyTable(at index: Int) -> Int? {
    frames[top].expectsTable = false
    guard let end = (index..<min(index + 24, tokens.count)).first(where: { text.symbol(at: $0) == 0x5D }), end > index + 1 else { return nil }
    let bytes = text.bytes[tokens[index + 1].start..<tokens[end - 1].end].map { $0 == 0x3A ? 0x2E : $0 }
    let parts = bytes.split(separator: 0x2E).map { String(decoding: $0, as: UTF8.self) }
    frames[top].block.readsTable = true
    if parts.count > 1, known.insert(parts.joined(separator: "\u{0}")).inserted { paths.append(parts) }
    return alias(at: end + 1)
  }

  private static let having = Word.hash("HAVING"), qualify = Word.hash("QUALIFY"), window = Word.hash("WINDOW"), copy = Word.hash("COPY")
  private static let statements = Word.set("SELECT WITH FROM INSERT UPDATE DELETE MERGE CREATE DROP ALTER TRUNCATE EXPORT LOAD CALL EXECUTE SET DECLARE ASSERT")
  private static let beforeStatement = Word.set("THEN ELSE DO LOOP BEGIN REPEAT")
  private static let beforeStar = Word.set("SELECT DISTINCT ALL STRUCT VALUE")
  private static let generators = Word.set("GENERATE_ARRAY GENERATE_DATE_ARRAY GENERATE_TIMESTAMP_ARRAY")
  /// Reserved words, none of which can name a table without backticks; UNNEST is read as a function.
  private static let noTable = Word.set("SELECT WITH FROM SET WHERE WHEN GROUP ORDER LIMIT ON USING JOIN INNER LEFT RIGHT FULL CROSS UNION AS AND OR NOT IN THEN ELSE END")
  /// Words that may follow a table and are no alias of it.
  private static let behindTable = Word.set(
    """
    AS JOIN INNER LEFT RIGHT FULL CROSS OUTER NATURAL ON USING WHERE GROUP HAVING QUALIFY WINDOW ORDER LIMIT UNION INTERSECT EXCEPT
    SET WHEN FOR TABLESAMPLE PIVOT UNPIVOT WITH MATCH_RECOGNIZE SELECT FROM THEN END DO VALUES OPTIONS GRANT TO FILTER CLONE
    """)
}
