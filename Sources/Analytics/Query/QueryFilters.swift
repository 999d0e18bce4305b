/// The columns that a query narrows what it reads by.
///
/// Meant are names in a WHERE that are set against something else by `=`, `<`, `>`, BETWEEN or IN, as they are or inside one
/// call (`DATE(ts) >= …`): what partitions and clusters of a table can be told by.
enum QueryFilters {
  /// Names without what stands before their last dot, in lower case, each once, in the order of the text.
  static func columns(_ text: SQLText) -> [String] {
    var found: [String] = [], seen: Set<String> = []
    // Whether each open bracket stands in a WHERE.
    var isFilter = [false]
    for (index, token) in text.tokens.enumerated() {
      switch token.kind {
      case .symbol:
        if token.symbol == 0x28 { isFilter.append(isFilter[isFilter.count - 1]) }
        if token.symbol == 0x29, isFilter.count > 1 { isFilter.removeLast() }
        if token.symbol == 0x3B { isFilter = [false] }
      case .word where token.word == Word.where: isFilter[isFilter.count - 1] = true
      case .word where ends.contains(token.word) && text.symbol(at: index - 1) != 0x2E: isFilter[isFilter.count - 1] = false
      case .word, .quotedName:
        guard isFilter[isFilter.count - 1], isCompared(text, index) else { continue }
        let bytes = text.bytes[token.start..<token.end].split(separator: 0x2E).last?.filter { $0 != 0x60 } ?? []
        var name = String(decoding: bytes, as: UTF8.self).lowercased()
        // Two views of one column.
        if name == "_partitiondate" { name = "_partitiontime" }
        if !name.isEmpty, seen.insert(name).inserted { found.append(name) }
      case .string, .number, .parameter: break
      }
    }
    return found
  }

  private static func isCompared(_ text: SQLText, _ index: Int) -> Bool {
    guard !operators.contains(text.word(at: index)), text.symbol(at: index + 1) != 0x2E, text.symbol(at: index + 1) != 0x28 else { return false }
    if narrows(text, index + 1) { return true }
    // Behind the sign: `'2026-08-01' <= day`.
    var first = index
    while text.symbol(at: first - 1) == 0x2E { first -= 2 }
    if isSign(text, first - 1) { return isValue(text, first - 2) }
    // First in a call: what is set against something stands behind its bracket.
    guard text.symbol(at: first - 1) == 0x28, text.word(at: first - 2) != 0, !operators.contains(text.word(at: first - 2)) else {
      return false
    }
    var (behind, depth) = (index + 1, 0)
    while behind < index + longestCall {
      if text.symbol(at: behind) == 0x28 { depth += 1 }
      if text.symbol(at: behind) == 0x29 {
        if depth == 0 { return narrows(text, behind + 1) }
        depth -= 1
      }
      behind += 1
    }
    return false
  }

  private static func narrows(_ text: SQLText, _ index: Int) -> Bool {
    isSign(text, index) || between == text.word(at: index) || Word.in == text.word(at: index)
  }

  /// `=`, `<`, `<=`, `>`, `>=`; not `<>`, nor `!=`.
  private static func isSign(_ text: SQLText, _ index: Int) -> Bool {
    switch text.symbol(at: index) {
    case 0x3D, 0x3E: true
    case 0x3C: text.tokens[index].end - text.tokens[index].start == 1 || text.bytes[text.tokens[index].end - 1] == 0x3D
    default: false
    }
  }

  private static func isValue(_ text: SQLText, _ index: Int) -> Bool {
    guard text.tokens.indices.contains(index) else { return false }
    return switch text.tokens[index].kind {
    case .string, .number, .parameter: true
    case .symbol: text.tokens[index].symbol == 0x3F || text.tokens[index].symbol == 0x29
    case .word, .quotedName: false
    }
  }

  /// Tokens of a call that are looked at.
  private static let longestCall = 12
  private static let between = Word.hash("BETWEEN")
  private static let operators = Word.set("AND OR NOT IN BETWEEN LIKE IS NULL TRUE FALSE CASE WHEN THEN ELSE END EXISTS WHERE")
  private static let ends = Word.set("SELECT GROUP HAVING QUALIFY WINDOW ORDER LIMIT UNION INTERSECT EXCEPT SET WHEN")
}
