/// Where a table is expected: its path, and the name it goes by.
extension StructureReader {
  /// Reads an alias, if one stands here, and answers what is behind it.
  mutating func alias(at index: Int) -> Int {
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
  mutating func table(at index: Int) -> Int? {
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
