/// GoogleSQL split into tokens, without its comments and white space.
///
/// It is made once and asked several questions: its pattern, its kind, its tables, its traits. Any bytes make tokens:
/// what is not closed ends with the text. Linear in the length.
package struct SQLText: Sendable {
  let bytes: [UInt8]
  let tokens: [SQLToken]

  package init(_ sql: String) { self.init(bytes: Array(sql.utf8)) }

  package init(bytes: [UInt8]) {
    self.bytes = bytes
    tokens = bytes.withUnsafeBufferPointer { buffer in
      var scanner = SQLScanner(bytes: buffer)
      scanner.scan()
      return scanner.tokens
    }
  }

  package var isEmpty: Bool { tokens.isEmpty }

  func word(at index: Int) -> UInt64 { index >= 0 && index < tokens.count ? tokens[index].word : 0 }

  func symbol(at index: Int) -> UInt8 {
    index >= 0 && index < tokens.count && tokens[index].kind == .symbol ? tokens[index].symbol : 0
  }
}

struct SQLToken {
  enum Kind: UInt8 { case word, quotedName, string, number, parameter, symbol }

  var kind: Kind
  /// The first byte of a symbol.
  var symbol: UInt8
  var start: Int
  var end: Int
  /// `Word.hash` of a word, else 0.
  var word: UInt64
}

/// Words are compared by the hash of their upper case, which needs no memory for each.
enum Word {
  static func hash(_ text: StaticString) -> UInt64 {
    hash(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  @inline(__always)
  static func hash(_ bytes: some Sequence<UInt8>) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in bytes { hash = (hash ^ UInt64(upper(byte))) &* 0x100_0000_01B3 }
    return hash
  }

  @inline(__always)
  static func upper(_ byte: UInt8) -> UInt8 { 0x61...0x7A ~= byte ? byte - 0x20 : byte }

  static func set(_ text: String) -> Set<UInt64> { Set(text.split(whereSeparator: \.isWhitespace).map { hash($0.utf8) }) }

  static let and = hash("AND"), any = hash("ANY"), all = hash("ALL"), array = hash("ARRAY"), `as` = hash("AS"), begin = hash("BEGIN")
  static let by = hash("BY"), clone = hash("CLONE"), create = hash("CREATE"), cross = hash("CROSS"), data = hash("DATA")
  static let delete = hash("DELETE"), distinct = hash("DISTINCT"), `do` = hash("DO"), `else` = hash("ELSE"), end = hash("END")
  static let except = hash("EXCEPT"), exists = hash("EXISTS"), export = hash("EXPORT"), extract = hash("EXTRACT")
  static let `false` = hash("FALSE"), `for` = hash("FOR"), from = hash("FROM"), group = hash("GROUP"), `in` = hash("IN"), index = hash("INDEX")
  static let informationSchema = hash("INFORMATION_SCHEMA"), insert = hash("INSERT"), intersect = hash("INTERSECT"), into = hash("INTO")
  static let `is` = hash("IS"), join = hash("JOIN"), limit = hash("LIMIT"), load = hash("LOAD"), loop = hash("LOOP"), merge = hash("MERGE")
  static let not = hash("NOT"), null = hash("NULL"), offset = hash("OFFSET"), on = hash("ON"), or = hash("OR"), order = hash("ORDER")
  static let policy = hash("POLICY"), recursive = hash("RECURSIVE"), `repeat` = hash("REPEAT"), replace = hash("REPLACE")
  static let select = hash("SELECT"), set = hash("SET"), some = hash("SOME"), `struct` = hash("STRUCT"), table = hash("TABLE")
  static let then = hash("THEN"), `true` = hash("TRUE"), truncate = hash("TRUNCATE"), union = hash("UNION"), unnest = hash("UNNEST")
  static let update = hash("UPDATE"), using = hash("USING"), values = hash("VALUES"), view = hash("VIEW"), when = hash("WHEN")
  static let `where` = hash("WHERE"), with = hash("WITH"), function = hash("FUNCTION")

  /// Words in front of a table's name, where a project may have dashes without backticks.
  static let beforeTable = set("FROM JOIN INTO UPDATE MERGE TABLE VIEW USING EXISTS CLONE COPY FUNCTION MODEL DELETE ON")
}

private struct SQLScanner {
  let bytes: UnsafeBufferPointer<UInt8>
  var position = 0
  var tokens: [SQLToken] = []

  init(bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
    tokens.reserveCapacity(bytes.count / 5)
  }

  mutating func scan() {
    while position < bytes.count {
      let byte = bytes[position]
      switch byte {
      case 0x09...0x0D, 0x20: position += 1
      case 0x23: skipLine()
      case 0x2D where peek(1) == 0x2D: skipLine()
      case 0x2F where peek(1) == 0x2A: skipBlockComment()
      case 0x22, 0x27: string(from: position)
      case 0x60: quotedName()
      case 0x40: parameter()
      case 0x3F: add(.parameter, length: 1)
      case 0x30...0x39: number()
      case 0x2E where isDigit(peek(1)) && !continuesPath: number()
      case 0x41...0x5A, 0x61...0x7A, 0x5F, 0x80...: word()
      default: symbol(byte)
      }
    }
  }

  private func peek(_ distance: Int) -> UInt8 { position + distance < bytes.count ? bytes[position + distance] : 0 }

  private func isDigit(_ byte: UInt8) -> Bool { 0x30...0x39 ~= byte }

  private func isWordByte(_ byte: UInt8) -> Bool {
    0x41...0x5A ~= byte || 0x61...0x7A ~= byte || isDigit(byte) || byte == 0x5F || byte >= 0x80
  }

  /// Whether a dot here stands directly behind a name, so that `t.1` is no fraction.
  private var continuesPath: Bool {
    guard let last = tokens.last, last.end == position else { return false }
    return last.kind == .word || last.kind == .quotedName
  }

  private mutating func add(_ kind: SQLToken.Kind, length: Int) { add(kind, from: position, to: position + length) }

  private mutating func add(_ kind: SQLToken.Kind, from start: Int, to end: Int) {
    let end = min(end, bytes.count)
    tokens.append(
      SQLToken(
        kind: kind, symbol: bytes[start], start: start, end: end,
        word: kind == .word ? Word.hash(UnsafeBufferPointer(rebasing: bytes[start..<end])) : 0))
    position = end
  }

  private mutating func skipLine() {
    while position < bytes.count, bytes[position] != 0x0A { position += 1 }
  }

  private mutating func skipBlockComment() {
    position += 2
    while position < bytes.count, !(bytes[position] == 0x2A && peek(1) == 0x2F) { position += 1 }
    position = min(position + 2, bytes.count)
  }

  /// A string whose opening quote is at `position`; `start` is its prefix.
  private mutating func string(from start: Int) {
    let quote = bytes[position]
    let isTriple = peek(1) == quote && peek(2) == quote
    position += isTriple ? 3 : 1
    while position < bytes.count {
      let byte = bytes[position]
      if byte == 0x5C {
        // Also in raw strings a backslash keeps the quote behind it from ending the string.
        position += 2
      } else if byte == quote, !isTriple || (peek(1) == quote && peek(2) == quote) {
        position += isTriple ? 3 : 1
        break
      } else {
        position += 1
      }
    }
    add(.string, from: start, to: position)
  }

  private mutating func quotedName() {
    let start = position
    position += 1
    while position < bytes.count, bytes[position] != 0x60 { position += bytes[position] == 0x5C ? 2 : 1 }
    add(.quotedName, from: start, to: position + 1)
  }

  private mutating func parameter() {
    var end = position + 1
    let isSystem = end < bytes.count && bytes[end] == 0x40
    if isSystem { end += 1 }
    if end < bytes.count, bytes[end] == 0x60 {
      let start = position
      position = end + 1
      while position < bytes.count, bytes[position] != 0x60 { position += 1 }
      return add(.parameter, from: start, to: position + 1)
    }
    while end < bytes.count, isWordByte(bytes[end]) || (isSystem && bytes[end] == 0x2E) { end += 1 }
    add(.parameter, from: position, to: end)
  }

  private mutating func number() {
    let start = position
    var end = position
    if bytes[end] == 0x30, peek(1) | 0x20 == 0x78 {
      end += 2
      while end < bytes.count, isDigit(bytes[end]) || 0x61...0x66 ~= bytes[end] | 0x20 { end += 1 }
    } else {
      while end < bytes.count, isDigit(bytes[end]) { end += 1 }
      if end < bytes.count, bytes[end] == 0x2E, !startsName(at: end + 1) {
        end += 1
        while end < bytes.count, isDigit(bytes[end]) { end += 1 }
      }
      if end < bytes.count, bytes[end] | 0x20 == 0x65 {
        var exponent = end + 1
        if exponent < bytes.count, bytes[exponent] == 0x2B || bytes[exponent] == 0x2D { exponent += 1 }
        if exponent < bytes.count, isDigit(bytes[exponent]) {
          while exponent < bytes.count, isDigit(bytes[exponent]) { exponent += 1 }
          end = exponent
        }
      }
    }
    add(.number, from: start, to: end)
  }

  /// Whether letters stand here that are no exponent: the dot of `my-project-2.dataset` belongs to a path.
  private func startsName(at index: Int) -> Bool {
    guard index < bytes.count, isWordByte(bytes[index]), !isDigit(bytes[index]) else { return false }
    guard bytes[index] | 0x20 == 0x65, index + 1 < bytes.count else { return true }
    return !isDigit(bytes[index + 1]) && bytes[index + 1] != 0x2B && bytes[index + 1] != 0x2D
  }

  private mutating func word() {
    let start = position
    var end = position + 1
    while end < bytes.count, isWordByte(bytes[end]) { end += 1 }
    if end - start <= 2, end < bytes.count, bytes[end] == 0x22 || bytes[end] == 0x27,
      bytes[start..<end].allSatisfy({ $0 | 0x20 == 0x72 || $0 | 0x20 == 0x62 }), end - start == 1 || bytes[start] | 0x20 != bytes[start + 1] | 0x20
    {
      position = end
      return string(from: start)
    }
    if end < bytes.count, bytes[end] == 0x2D, let last = tokens.last, Word.beforeTable.contains(last.word) {
      // `FROM my-project.dataset.table`: the dashes belong to the name when a dot follows the last of them.
      var dashed = end
      while dashed + 1 < bytes.count, bytes[dashed] == 0x2D, isWordByte(bytes[dashed + 1]) {
        dashed += 1
        while dashed < bytes.count, isWordByte(bytes[dashed]) { dashed += 1 }
      }
      if dashed < bytes.count, bytes[dashed] == 0x2E { end = dashed }
    }
    add(.word, from: start, to: end)
  }

  private mutating func symbol(_ byte: UInt8) {
    let next = peek(1)
    let isPair =
      switch (byte, next) {
      case (0x3C, 0x3D), (0x3E, 0x3D), (0x3C, 0x3E), (0x21, 0x3D), (0x7C, 0x7C), (0x7C, 0x3E), (0x3D, 0x3E), (0x3C, 0x3C): true
      default: false
      }
    add(.symbol, length: isPair ? 2 : 1)
  }
}
