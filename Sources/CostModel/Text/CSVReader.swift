/// What is wrong with one row of CSV. The reader goes on behind it.
package enum CSVProblem: Error, Hashable, Sendable {
  case tooManyColumns(limit: Int)
  case fieldTooLong(limit: Int)
  case rowTooLong(limit: Int)
  /// Something stands between a closing quote and the next delimiter.
  case textBehindQuote
  /// The text ends within quotes.
  case quoteNotClosed
}

/// One row, lent for the time of the call that it is handed to: its bytes must not be kept.
package struct CSVRow {
  /// The line that the row begins on, from 1.
  package let line: Int
  /// Where in the input the row ends, its line break included: reading can be taken up again from here.
  package let endOffset: Int
  /// The line that the next row begins on.
  package let nextLine: Int
  /// When it is not `nil`, the fields are those read so far and the row should be refused.
  package let problem: CSVProblem?
  fileprivate let bytes: UnsafeBufferPointer<UInt8>
  fileprivate let ends: UnsafeBufferPointer<Int>

  package var count: Int { ends.count }

  /// The bytes of a field without quotes; empty for a column that the row does not have.
  package subscript(column: Int) -> UnsafeBufferPointer<UInt8> {
    guard column >= 0, column < ends.count else { return UnsafeBufferPointer(start: nil, count: 0) }
    return UnsafeBufferPointer(rebasing: bytes[(column == 0 ? 0 : ends[column - 1])..<ends[column]])
  }

  package func string(_ column: Int) -> String { String(decoding: self[column], as: UTF8.self) }
}

/// Reads CSV (RFC 4180) from chunks of bytes, cut wherever they may be.
///
/// Rows end with LF, CRLF or CR; a byte order mark at the beginning is skipped, and so are empty lines. A quote inside
/// an unquoted field is a character of it. Memory is bounded by one row, whatever the input.
package struct CSVReader: Sendable {
  package static let mostColumns = 1_000
  package static let longestField = 1 << 20
  package static let longestRow = 8 << 20

  private enum State { case fieldStart, unquoted, quoted, quoteInQuoted, carriageReturn }

  private let delimiter: UInt8
  private var state = State.fieldStart
  /// All fields of the row so far, one behind the other, and where each ends.
  private var bytes: [UInt8] = []
  private var ends: [Int] = []
  private var fieldStart = 0
  private var problem: CSVProblem?
  private var hasQuotes = false
  private var offset: Int
  private var line: Int
  private var rowLine: Int
  private var lastWasReturn = false
  private var markLength: Int

  /// - Parameters:
  ///   - delimiter: `,`, `;` or a tab.
  ///   - offset: where in the input the first chunk begins, and `line` its number, when reading is taken up again.
  package init(delimiter: UInt8 = 0x2C, offset: Int = 0, line: Int = 1) {
    self.delimiter = delimiter
    self.offset = offset
    self.line = line
    rowLine = line
    markLength = offset == 0 ? 0 : 3
    bytes.reserveCapacity(4_096)
  }

  /// The likeliest delimiter of a header: `,`, `;` or tab, whichever its first line has most of outside of quotes.
  package static func delimiter(ofHeader header: UnsafeBufferPointer<UInt8>) -> UInt8 {
    var counts = (comma: 0, semicolon: 0, tab: 0)
    var isQuoted = false
    for byte in header {
      if byte == 0x22 { isQuoted.toggle() }
      if isQuoted { continue }
      if byte == 0x0A || byte == 0x0D { break }
      if byte == 0x2C { counts.comma += 1 }
      if byte == 0x3B { counts.semicolon += 1 }
      if byte == 0x09 { counts.tab += 1 }
    }
    if counts.semicolon > counts.comma, counts.semicolon >= counts.tab { return 0x3B }
    return counts.tab > counts.comma ? 0x09 : 0x2C
  }

  /// Reads a chunk and hands over each row that ends in it.
  package mutating func read<Failure: Error>(
    _ chunk: UnsafeBufferPointer<UInt8>, row: (CSVRow) throws(Failure) -> Void
  ) throws(Failure) {
    var index = 0
    let base = offset
    defer { offset = base + chunk.count }
    while index < chunk.count {
      let byte = chunk[index]
      if markLength < 3 {
        // The mark is EF BB BF; a first field that begins like one and goes on otherwise gets its bytes back.
        if byte == CSVReader.byteOrderMark[markLength] {
          markLength += 1
          index += 1
          continue
        }
        append(CSVReader.byteOrderMark[..<markLength])
        if markLength > 0 { state = .unquoted }
        markLength = 3
      }
      switch state {
      case .fieldStart where byte == 0x22:
        state = .quoted
        hasQuotes = true
        index += 1
      case .fieldStart, .unquoted:
        let end = endOfPlain(chunk, from: index)
        if end > index {
          append(chunk[index..<end])
          state = .unquoted
          index = end
        } else {
          index += 1
          try endField(byte, offset: base + index, row)
        }
      case .quoted:
        let end = endOfQuoted(chunk, from: index)
        append(chunk[index..<end])
        index = end
        if index < chunk.count {
          state = .quoteInQuoted
          index += 1
        }
      case .quoteInQuoted:
        index += 1
        if byte == 0x22 {
          append(CollectionOfOne(byte))
          state = .quoted
        } else if byte == delimiter || byte == 0x0A || byte == 0x0D {
          try endField(byte, offset: base + index, row)
        } else {
          problem = problem ?? .textBehindQuote
          append(CollectionOfOne(byte))
          state = .unquoted
        }
      case .carriageReturn:
        if byte == 0x0A { index += 1 }
        try endRow(offset: base + index, row)
      }
    }
  }

  /// Hands over what the last line holds, when no line break ends it.
  package mutating func finish<Failure: Error>(row: (CSVRow) throws(Failure) -> Void) throws(Failure) {
    if markLength < 3 {
      append(CSVReader.byteOrderMark[..<markLength])
      markLength = 3
    }
    if state == .quoted { problem = problem ?? .quoteNotClosed }
    if state != .carriageReturn { closeField() }
    try endRow(offset: offset, row)
  }

  private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

  private func endOfPlain(_ chunk: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    var index = start
    while index < chunk.count {
      let byte = chunk[index]
      if byte == delimiter || byte == 0x0A || byte == 0x0D { return index }
      index += 1
    }
    return index
  }

  /// Up to the next quote; counts the lines on the way.
  private mutating func endOfQuoted(_ chunk: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    var index = start
    while index < chunk.count {
      let byte = chunk[index]
      if byte == 0x22 { break }
      if byte == 0x0D || (byte == 0x0A && !lastWasReturn) { line += 1 }
      lastWasReturn = byte == 0x0D
      index += 1
    }
    if index < chunk.count { lastWasReturn = false }
    return index
  }

  private mutating func append(_ part: some Collection<UInt8>) {
    guard problem == nil else { return }
    if bytes.count - fieldStart + part.count > CSVReader.longestField {
      problem = .fieldTooLong(limit: CSVReader.longestField)
    } else if bytes.count + part.count > CSVReader.longestRow {
      problem = .rowTooLong(limit: CSVReader.longestRow)
    } else {
      bytes.append(contentsOf: part)
    }
  }

  private mutating func closeField() {
    if ends.count < CSVReader.mostColumns {
      ends.append(bytes.count)
    } else {
      problem = problem ?? .tooManyColumns(limit: CSVReader.mostColumns)
    }
    fieldStart = bytes.count
  }

  private mutating func endField<Failure: Error>(
    _ byte: UInt8, offset: Int, _ row: (CSVRow) throws(Failure) -> Void
  ) throws(Failure) {
    closeField()
    state = .fieldStart
    if byte == delimiter { return }
    if byte == 0x0D { state = .carriageReturn } else { try endRow(offset: offset, row) }
  }

  private mutating func endRow<Failure: Error>(
    offset: Int, _ row: (CSVRow) throws(Failure) -> Void
  ) throws(Failure) {
    let begun = rowLine
    line += 1
    rowLine = line
    state = .fieldStart
    defer {
      bytes.removeAll(keepingCapacity: true)
      ends.removeAll(keepingCapacity: true)
      fieldStart = 0
      problem = nil
      hasQuotes = false
    }
    let isEmpty = bytes.isEmpty && ends.count <= 1 && !hasQuotes && problem == nil
    if isEmpty { return }
    let found = problem
    try bytes.withUnsafeBufferPointer { (bytes) throws(Failure) in
      try ends.withUnsafeBufferPointer { (ends) throws(Failure) in
        try row(CSVRow(line: begun, endOffset: offset, nextLine: rowLine, problem: found, bytes: bytes, ends: ends))
      }
    }
  }
}
