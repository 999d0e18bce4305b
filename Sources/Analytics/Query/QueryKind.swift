/// What a query is for, or its most telling habit: the first class that fits, in this order.
package enum QueryKind: String, CaseIterable, Sendable {
  case tableCreation = "TABLE_CREATION"
  case viewCreation = "VIEW_CREATION"
  case dataInsertion = "DATA_INSERTION"
  case dataDeletion = "DATA_DELETION"
  case dataUpdate = "DATA_UPDATE"
  case selectStar = "SELECT_STAR"
  case aggregationWithSorting = "AGGREGATION_WITH_SORTING"
  case multiJoin = "MULTI_JOIN"
  case joinOperation = "JOIN_OPERATION"
  case missingWhereClause = "MISSING_WHERE_CLAUSE"
  case dataExport = "DATA_EXPORT"
  case cteQuery = "CTE_QUERY"
  case other = "OTHER"
  case unknown = "UNKNOWN"

  /// A script is what its first fitting statement is. MERGE updates, LOAD DATA inserts, TRUNCATE deletes. A star counts
  /// over anything, a missing WHERE where there is a FROM and no WHERE in the whole text. Empty text is unknown.
  package static func classify(_ sql: String) -> QueryKind { classify(SQLText(sql)) }

  package static func classify(_ text: SQLText) -> QueryKind {
    if text.isEmpty { return .unknown }
    let found = QueryWords(text)
    if found.createsTable { return .tableCreation }
    if found.createsView { return .viewCreation }
    if found.inserts { return .dataInsertion }
    if found.deletes { return .dataDeletion }
    if found.updates { return .dataUpdate }
    if found.hasStar { return .selectStar }
    if found.hasGroupBy, found.hasOrderBy { return .aggregationWithSorting }
    if found.joins > 3 { return .multiJoin }
    if found.joins > 0 { return .joinOperation }
    if found.hasFrom, !found.hasWhere { return .missingWhereClause }
    if found.exports { return .dataExport }
    if found.hasWith { return .cteQuery }
    return .other
  }
}

private struct QueryWords {
  var createsTable = false, createsView = false, inserts = false, deletes = false, updates = false, exports = false
  var hasStar = false, hasGroupBy = false, hasOrderBy = false, hasFrom = false, hasWhere = false, hasWith = false
  var joins = 0

  init(_ text: SQLText) {
    var isStart = true, isMerge = false
    for (index, token) in text.tokens.enumerated() {
      let previous = text.word(at: index - 1), next = text.word(at: index + 1)
      if token.kind == .symbol {
        if token.symbol == 0x3B { (isStart, isMerge) = (true, false) }
        if token.symbol == 0x2A, QueryWords.beforeStar.contains(previous) || text.symbol(at: index - 1) == 0x2E { hasStar = true }
        continue
      }
      guard token.kind == .word, index == 0 || text.symbol(at: index - 1) != 0x2E else { isStart = false; continue }
      if isStart {
        switch token.word {
        case Word.create: readCreate(text, from: index + 1)
        case Word.insert: inserts = true
        case Word.load: if next == Word.data { inserts = true }
        case Word.delete, Word.truncate: deletes = true
        case Word.update: updates = true
        case Word.merge: (updates, isMerge) = (true, true)
        case Word.export: if next == Word.data { exports = true }
        default: break
        }
      }
      isStart = !isMerge && QueryWords.beforeStatement.contains(token.word)
      switch token.word {
      case Word.group: if next == Word.by { hasGroupBy = true }
      case Word.order: if next == Word.by { hasOrderBy = true }
      case Word.join: joins += 1
      case Word.from: if previous != Word.distinct { hasFrom = true }
      case Word.where: hasWhere = true
      case Word.with: if next != Word.offset { hasWith = true }
      default: break
      }
    }
  }

  /// `CREATE [OR REPLACE] [TEMP | EXTERNAL | SNAPSHOT] TABLE`, `CREATE [OR REPLACE] [MATERIALIZED] VIEW`.
  private mutating func readCreate(_ text: SQLText, from start: Int) {
    var index = start
    while index < start + 4, QueryWords.betweenCreateAndKind.contains(text.word(at: index)) { index += 1 }
    if text.word(at: index) == Word.table, text.word(at: index + 1) != Word.function { createsTable = true }
    if text.word(at: index) == Word.view { createsView = true }
  }

  private static let beforeStar = Word.set("SELECT DISTINCT ALL STRUCT")
  private static let beforeStatement = Word.set("THEN ELSE DO LOOP BEGIN REPEAT")
  private static let betweenCreateAndKind = Word.set("OR REPLACE TEMP TEMPORARY EXTERNAL SNAPSHOT MATERIALIZED AUTHORIZED")
}
