/// What queries have in common that differ in their literals only.
package enum QueryPattern {
  /// GoogleSQL without what changes from run to run.
  ///
  /// Literals become `?`, lists of literals one `?`, equal rows of `VALUES` one row. Comments, white space, the case of
  /// keywords and of built-in functions, and a last `;` no longer tell texts apart. `TRUE` and `FALSE` are literals,
  /// except behind `IS`; `NULL` is one inside a list or a row. Parameters stay as they are. The result holds no literal
  /// and no comment, so it may be kept where the query must not be. Linear time.
  package static func normalised(_ sql: String) -> String { normalised(SQLText(sql)) }

  package static func normalised(_ text: SQLText) -> String {
    var folder = PatternFolder(text: text)
    folder.fold()
    return folder.written()
  }
}

private struct Piece {
  enum Kind: UInt8 { case literal, text, upper, symbol, open, close, comma }

  var kind: Kind
  var isString = false
  var word: UInt64 = 0
  var start: Int
  var end: Int
}

/// Reads tokens into pieces and folds equal neighbours of lists while their brackets close.
private struct PatternFolder {
  struct Group {
    /// Whether a list of literals in it may be told as one.
    var isList = false
    /// Whether it is a row of `VALUES`.
    var isRow = false
    /// The piece its current element begins with, and the element before it.
    var element: Int
    var previous: Range<Int>?
    /// Behind `VALUES`: rows may follow here, the last one was this.
    var isBehindValues = false
    var lastRow: Range<Int>?
    var open: Int
  }

  let text: SQLText
  var pieces: [Piece] = []
  var groups: [Group] = [Group(element: 0, open: -1)]

  init(text: SQLText) {
    self.text = text
    pieces.reserveCapacity(text.tokens.count)
  }

  mutating func fold() {
    for (index, token) in text.tokens.enumerated() {
      switch token.kind {
      case .string: addString(token)
      case .number: addNumber(token)
      case .word: addWord(token, at: index)
      case .quotedName, .parameter: add(Piece(kind: .text, start: token.start, end: token.end))
      case .symbol: addSymbol(token)
      }
    }
    while let last = pieces.last, last.kind == .symbol, text.bytes[last.start] == 0x3B { pieces.removeLast() }
  }

  private mutating func add(_ piece: Piece) {
    if groups[groups.count - 1].isBehindValues, piece.kind != .open, piece.kind != .comma {
      groups[groups.count - 1].isBehindValues = false
    }
    pieces.append(piece)
  }

  private mutating func addString(_ token: SQLToken) {
    if let last = pieces.last {
      // Strings side by side are one string.
      if last.kind == .literal, last.isString { return }
      // DATE '2026-08-01' is a literal, type and all.
      if last.word != 0, PatternFolder.literalTypes.contains(last.word), !endsWithDot(before: pieces.count - 1) { pieces.removeLast() }
    }
    add(Piece(kind: .literal, isString: true, start: token.start, end: token.end))
  }

  private mutating func addNumber(_ token: SQLToken) {
    if let sign = pieces.last, sign.kind == .symbol, sign.end - sign.start == 1 {
      let byte = text.bytes[sign.start]
      if byte == 0x2D || byte == 0x2B, isSign(at: pieces.count - 1) { pieces.removeLast() }
    }
    add(Piece(kind: .literal, start: token.start, end: token.end))
  }

  /// Whether `+` or `-` begins a value, and does not join two.
  private func isSign(at index: Int) -> Bool {
    guard index > 0 else { return true }
    let before = pieces[index - 1]
    switch before.kind {
    case .open, .comma: return true
    case .symbol: return text.bytes[before.start] != 0x2A || !(index > 1 && pieces[index - 2].kind == .open)
    case .upper: return before.word != Word.end && before.word != Word.null && before.word != Word.true && before.word != Word.false
    case .literal, .text, .close: return false
    }
  }

  private mutating func addWord(_ token: SQLToken, at index: Int) {
    var piece = Piece(kind: .text, word: token.word, start: token.start, end: token.end)
    if endsWithDot(before: pieces.count) {
      piece.word = 0
      return add(piece)
    }
    if token.word == Word.true || token.word == Word.false, !isBehindIs {
      return add(Piece(kind: .literal, start: token.start, end: token.end))
    }
    let isCall = text.symbol(at: index + 1) == 0x28
    if PatternFolder.keywords.contains(token.word) || (isCall && PatternFolder.functions.contains(token.word)) { piece.kind = .upper }
    add(piece)
    if token.word == Word.values {
      groups[groups.count - 1].isBehindValues = true
      groups[groups.count - 1].lastRow = nil
    }
  }

  private var isBehindIs: Bool {
    guard let last = pieces.last else { return false }
    return last.word == Word.is || (last.word == Word.not && pieces.count > 1 && pieces[pieces.count - 2].word == Word.is)
  }

  private func endsWithDot(before count: Int) -> Bool {
    guard count > 0, pieces[count - 1].kind == .symbol else { return false }
    return text.bytes[pieces[count - 1].start] == 0x2E
  }

  private mutating func addSymbol(_ token: SQLToken) {
    switch token.symbol {
    case 0x28, 0x5B: open(token)
    case 0x29, 0x5D: close(token)
    case 0x2C:
      endElement()
      add(Piece(kind: .comma, start: token.start, end: token.end))
      groups[groups.count - 1].element = pieces.count
    default: add(Piece(kind: .symbol, start: token.start, end: token.end))
    }
  }

  private mutating func open(_ token: SQLToken) {
    let isBracket = token.symbol == 0x5B
    let before = pieces.last?.word ?? 0
    let isRow = groups[groups.count - 1].isBehindValues && !isBracket
    let isList = isBracket || before == Word.in || before == Word.any || before == Word.some || before == Word.all
    add(Piece(kind: .open, start: token.start, end: token.end))
    groups.append(Group(isList: isList, isRow: isRow, element: pieces.count, open: pieces.count - 1))
  }

  private mutating func close(_ token: SQLToken) {
    guard groups.count > 1 else { return add(Piece(kind: .close, start: token.start, end: token.end)) }
    endElement()
    pieces.append(Piece(kind: .close, start: token.start, end: token.end))
    let closed = groups.removeLast()
    guard closed.isRow else {
      groups[groups.count - 1].isBehindValues = false
      return
    }
    let row = closed.open..<pieces.count
    if let last = groups[groups.count - 1].lastRow, last.upperBound + 1 == row.lowerBound, isEqual(last, row) {
      pieces.removeSubrange(last.upperBound...)
    } else {
      groups[groups.count - 1].lastRow = row
    }
  }

  /// At a comma or a closing bracket: drops the element when it repeats the one before it.
  private mutating func endElement() {
    var group = groups[groups.count - 1]
    defer { groups[groups.count - 1] = group }
    guard group.isList || group.isRow else { return }
    if pieces.count == group.element + 1, pieces[group.element].word == Word.null {
      pieces[group.element] = Piece(kind: .literal, start: pieces[group.element].start, end: pieces[group.element].end)
    }
    guard group.isList else { return }
    let element = group.element..<pieces.count
    if let previous = group.previous, previous.upperBound + 1 == element.lowerBound, isEqual(previous, element), isLiteral(element) {
      pieces.removeSubrange(previous.upperBound...)
    } else {
      group.previous = element
    }
  }

  private func isEqual(_ left: Range<Int>, _ right: Range<Int>) -> Bool {
    guard left.count == right.count else { return false }
    for (a, b) in zip(left, right) {
      let (first, second) = (pieces[a], pieces[b])
      guard first.kind == second.kind else { return false }
      switch first.kind {
      case .literal, .comma: continue
      case .upper: if first.word != second.word { return false }
      case .text, .symbol, .open, .close:
        if !text.bytes[first.start..<first.end].elementsEqual(text.bytes[second.start..<second.end]) { return false }
      }
    }
    return true
  }

  /// Whether an element is made of literals only, alone or in tuples.
  private func isLiteral(_ element: Range<Int>) -> Bool {
    var found = false
    for index in element {
      switch pieces[index].kind {
      case .literal: found = true
      case .open, .close, .comma: continue
      case .upper: if pieces[index].word != Word.struct, pieces[index].word != Word.null { return false }
      case .text, .symbol: return false
      }
    }
    return found
  }
}

extension PatternFolder {
  /// The pieces with one way of spacing them, whatever the text had.
  func written() -> String {
    var out: [UInt8] = []
    out.reserveCapacity(text.bytes.count / 2)
    var angles = 0
    var isTight = true
    for (index, piece) in pieces.enumerated() {
      let byte = text.bytes[piece.start]
      var tightAfter = false
      var tightBefore = false
      switch piece.kind {
      case .close, .comma: tightBefore = true
      case .open:
        tightAfter = true
        tightBefore = index > 0 && callsOrIndexes(pieces[index - 1], bracket: byte)
      case .symbol:
        switch byte {
        case 0x2E: (tightBefore, tightAfter) = (true, true)
        case 0x3B: tightBefore = true
        case 0x3C where index > 0 && PatternFolder.generic.contains(pieces[index - 1].word):
          angles += 1
          (tightBefore, tightAfter) = (true, true)
        case 0x3E where angles > 0 && piece.end - piece.start == 1:
          angles -= 1
          tightBefore = true
        default: break
        }
      case .literal, .text, .upper: break
      }
      if !isTight, !tightBefore { out.append(0x20) }
      isTight = tightAfter
      switch piece.kind {
      case .literal: out.append(0x3F)
      case .upper: for index in piece.start..<piece.end { out.append(Word.upper(text.bytes[index])) }
      case .text, .symbol, .open, .close, .comma: out.append(contentsOf: text.bytes[piece.start..<piece.end])
      }
    }
    return String(decoding: out, as: UTF8.self)
  }

  private func callsOrIndexes(_ before: Piece, bracket: UInt8) -> Bool {
    switch before.kind {
    case .text: true
    case .close: bracket == 0x5B
    case .upper: PatternFolder.functions.contains(before.word)
    case .literal, .symbol, .open, .comma: false
    }
  }

  static let generic = Word.set("ARRAY STRUCT RANGE TABLE")
  static let literalTypes = Word.set("DATE TIME DATETIME TIMESTAMP NUMERIC BIGNUMERIC DECIMAL BIGDECIMAL JSON")

  /// Reserved words of GoogleSQL, and words that begin or shape statements.
  static let keywords = Word.set(
    """
    ALL AND ANY ARRAY AS ASC ASSERT_ROWS_MODIFIED AT BETWEEN BY CASE CAST COLLATE CONTAINS CREATE CROSS CUBE CURRENT DEFAULT DEFINE
    DESC DISTINCT ELSE END ENUM ESCAPE EXCEPT EXCLUDE EXISTS EXTRACT FETCH FOLLOWING FOR FROM FULL GROUP GROUPING GROUPS HASH HAVING
    IF IGNORE IN INNER INTERSECT INTERVAL INTO IS JOIN LATERAL LEFT LIKE LIMIT LOOKUP MERGE NATURAL NEW NO NOT NULL NULLS OF ON OR
    ORDER OUTER OVER PARTITION PRECEDING PROTO QUALIFY RANGE RECURSIVE RESPECT RIGHT ROLLUP ROWS SELECT SET SOME STRUCT TABLESAMPLE
    THEN TO TREAT TRUE FALSE UNBOUNDED UNION UNNEST USING WHEN WHERE WINDOW WITH WITHIN
    INSERT UPDATE DELETE TRUNCATE DROP ALTER EXPORT LOAD CALL EXECUTE IMMEDIATE DECLARE BEGIN COMMIT ROLLBACK TRANSACTION VALUES
    MATCHED TABLE VIEW MATERIALIZED TEMP TEMPORARY FUNCTION PROCEDURE MODEL OPTIONS REPLACE CLUSTER PIVOT UNPIVOT OFFSET
    SYSTEM_TIME RETURNS LANGUAGE WHILE LOOP LEAVE DO ELSEIF REPEAT UNTIL OVERWRITE CLONE SNAPSHOT AGGREGATE EXTEND
    """)

  /// Built-in functions and types that take arguments in round brackets: written without a space before them.
  static let functions = Word.set(
    """
    ABS ANY_VALUE APPROX_COUNT_DISTINCT APPROX_QUANTILES APPROX_TOP_COUNT ARRAY ARRAY_AGG ARRAY_CONCAT ARRAY_LENGTH ARRAY_TO_STRING
    AVG CAST CEIL CEILING COALESCE CONCAT CORR COUNT COUNTIF CURRENT_DATE CURRENT_DATETIME CURRENT_TIME CURRENT_TIMESTAMP DATE
    DATETIME DATETIME_ADD DATETIME_DIFF DATETIME_SUB DATETIME_TRUNC DATE_ADD DATE_DIFF DATE_SUB DATE_TRUNC DENSE_RANK DIV ENDS_WITH
    EXP EXTRACT FARM_FINGERPRINT FIRST_VALUE FLOOR FORMAT FORMAT_DATE FORMAT_TIMESTAMP GENERATE_ARRAY GENERATE_DATE_ARRAY
    GENERATE_UUID GREATEST IEEE_DIVIDE IF IFNULL INSTR IS_INF IS_NAN JSON_EXTRACT JSON_EXTRACT_SCALAR JSON_QUERY JSON_VALUE LAG
    LAST_DAY LAST_VALUE LEAD LEAST LEFT LENGTH LN LOG LOG10 LOGICAL_AND LOGICAL_OR LOWER LPAD LTRIM MAX MD5 MIN MOD NTILE NULLIF
    NUMERIC BIGNUMERIC DECIMAL OFFSET SAFE_OFFSET ORDINAL SAFE_ORDINAL PARSE_DATE PARSE_TIMESTAMP PERCENTILE_CONT PERCENTILE_DISC
    PERCENT_RANK POW POWER RAND RANK REGEXP_CONTAINS REGEXP_EXTRACT REGEXP_EXTRACT_ALL REGEXP_REPLACE REPLACE REVERSE RIGHT ROUND
    ROW_NUMBER RPAD RTRIM SAFE_CAST SAFE_DIVIDE SEARCH SESSION_USER SHA1 SHA256 SIGN SPLIT SQRT STARTS_WITH STDDEV STDDEV_POP
    STDDEV_SAMP STRING STRING_AGG STRUCT SUBSTR SUBSTRING SUM TIME TIMESTAMP TIMESTAMP_ADD TIMESTAMP_DIFF TIMESTAMP_MICROS
    TIMESTAMP_MILLIS TIMESTAMP_SECONDS TIMESTAMP_SUB TIMESTAMP_TRUNC TO_HEX TO_JSON TO_JSON_STRING TRIM TRUNC UNIX_DATE UNIX_MILLIS
    UNIX_SECONDS UNNEST UPPER VARIANCE VAR_POP VAR_SAMP
    """)
}
