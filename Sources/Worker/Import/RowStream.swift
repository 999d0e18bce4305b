import CostModel
import JSON
import JSONRPC
import Store

/// Formats of files of events.
enum ImportFormat: String, JSONChoice, Sendable {
  case ndjson, csv, json
  /// Jobs of BigQuery, in any of the three.
  case bigqueryJobs = "bigquery_jobs"
  case auto
}

/// Some rows of a file, read.
final class RowChunk: @unchecked Sendable {
  // @unchecked: filled by the thread that reads the file, then handed over whole.
  let events = TrackedEvents(capacity: 1_024)
  /// The line of each event.
  var lines: [Int] = []
  var rejected: [(line: Int, error: ErrorAnswer)] = []
  /// Bytes of the file behind its last row.
  var endOffset: Int64 = 0
  var format = ""
  var rows: Int { lines.count + rejected.count }
}

/// Cuts a file into rows and reads them, chunk by chunk.
///
/// A class, because it owns the file and its buffers; it belongs to the thread that reads.
final class RowStream {
  private let rows: RowReader
  private let read: (UnsafeMutablePointer<UInt8>, Int) throws(ErrorAnswer) -> Int
  private var format: ImportFormat
  private var buffer: UnsafeMutablePointer<UInt8>
  private var capacity = 1 << 20
  private var filled = 0
  private var start = 0
  private var line = 0
  private var offset: Int64 = 0
  private var isAtEnd = false
  private var csv: CSVRows?

  static let longestLine = 16 << 20
  static let wholeFile = 64 << 20
  static let rowsAChunk = 20_000
  static let bytesAChunk = 32 << 20

  init(
    _ rows: RowReader, _ format: ImportFormat,
    read: @escaping (UnsafeMutablePointer<UInt8>, Int) throws(ErrorAnswer) -> Int
  ) {
    self.rows = rows
    self.format = format
    self.read = read
    buffer = .allocate(capacity: capacity)
  }

  deinit { buffer.deallocate() }

  /// The next rows; nil when there are none left.
  func next() throws(ErrorAnswer) -> RowChunk? {
    if format == .auto || format == .bigqueryJobs { try detect() }
    let chunk = RowChunk()
    chunk.format = format.rawValue
    switch format {
    case .json: try readWhole(chunk)
    case .csv: try readCSV(chunk)
    case .ndjson, .auto, .bigqueryJobs: try readLines(chunk)
    }
    chunk.endOffset = offset
    return chunk.lines.isEmpty && chunk.rejected.isEmpty && isAtEnd && start >= filled ? nil : chunk
  }

  /// By the first character: a bracket begins a list, a brace a line of JSON, anything else a table.
  private func detect() throws(ErrorAnswer) {
    try fill()
    var index = 0
    if filled >= 3, buffer[0] == 0xEF, buffer[1] == 0xBB, buffer[2] == 0xBF { index = 3 }
    while index < filled, [32, 9, 10, 13].contains(buffer[index]) { index += 1 }
    guard index < filled else {
      format = .ndjson
      return
    }
    switch buffer[index] {
    case UInt8(ascii: "["): format = .json
    case UInt8(ascii: "{"): format = looksLikeOneObject(from: index) ? .json : .ndjson
    default: format = .csv
    }
  }

  /// `{"events": […]}` over several lines is one text, not a line an event; so is the REST API's answer `{…, "jobs": […]}`.
  private func looksLikeOneObject(from index: Int) -> Bool {
    let text = String(decoding: UnsafeBufferPointer(start: buffer + index, count: min(1_024, filled - index)), as: UTF8.self)
    let squeezed = text.filter { !$0.isWhitespace }
    if squeezed.hasPrefix("{\"events\":[") { return true }
    return format == .bigqueryJobs && squeezed.contains(text: "\"jobs\":[") && !squeezed.contains(text: "\"job_id\"")
  }

  /// Reads more; the part from `start` on stays.
  private func fill() throws(ErrorAnswer) {
    guard !isAtEnd else { return }
    if start > 0 {
      buffer.update(from: buffer + start, count: filled - start)
      filled -= start
      start = 0
    }
    if filled == capacity {
      let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity * 2)
      larger.update(from: buffer, count: filled)
      buffer.deallocate()
      buffer = larger
      capacity *= 2
    }
    let received = try read(buffer + filled, capacity - filled)
    if received == 0 { isAtEnd = true }
    filled += received
  }

  private func readLines(_ chunk: RowChunk) throws(ErrorAnswer) {
    var searched = start
    while chunk.rows < Self.rowsAChunk, chunk.events.batch.byteCount < Self.bytesAChunk {
      guard let end = newline(from: searched) else {
        if isAtEnd {
          if start < filled { takeLine(start..<filled, chunk) }
          offset += Int64(filled - start)
          start = filled
          return
        }
        let pending = filled - start
        guard pending <= Self.longestLine else {
          throw .invalid("path", "lines of at most \(Self.longestLine) bytes", got: "a longer one at line \(line + 1)")
        }
        try fill()
        searched = start + pending
        continue
      }
      takeLine(start..<end, chunk)
      offset += Int64(end + 1 - start)
      start = end + 1
      searched = start
    }
  }

  private func newline(from index: Int) -> Int? {
    UnsafeBufferPointer(start: buffer + index, count: filled - index).firstIndex(of: 10).map { $0 + index }
  }

  private func takeLine(_ range: Range<Int>, _ chunk: RowChunk) {
    line += 1
    var bytes = UnsafeBufferPointer(start: buffer + range.lowerBound, count: range.count)
    if line == 1, bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes = UnsafeBufferPointer(rebasing: bytes.dropFirst(3)) }
    guard bytes.contains(where: { $0 != 32 && $0 != 9 && $0 != 13 }) else { return }
    do throws(SchemaMismatch) {
      try rows.read(line: UnsafeRawBufferPointer(bytes), number: line, into: chunk.events)
      chunk.lines.append(line)
    } catch {
      chunk.rejected.append((line, ErrorAnswer(error)))
    }
  }

  /// One JSON text: a list of events, or an object whose `events` is one.
  private func readWhole(_ chunk: RowChunk) throws(ErrorAnswer) {
    while !isAtEnd {
      guard filled <= Self.wholeFile else {
        throw .invalid("format", "ndjson for files above \(Self.wholeFile) bytes", got: "json")
      }
      try fill()
    }
    defer {
      offset += Int64(filled - start)
      start = filled
    }
    guard start < filled else { return }
    let parser = JSONParser()
    let text = UnsafeRawBufferPointer(start: buffer + start, count: filled - start)
    let view: JSONView
    do throws(JSONSyntaxError) { view = try parser.parse(text) } catch {
      throw .invalid("path", "a JSON text", got: error.description)
    }
    guard let list = view.kind == .array ? view : view["events"] ?? view["jobs"], list.kind == .array else {
      throw .invalid("path", "a list of events, or an object with events", got: "another JSON value")
    }
    for element in list.elements {
      line += 1
      do throws(SchemaMismatch) {
        try rows.read(element, element.raw, line, into: chunk.events)
        chunk.lines.append(line)
      } catch {
        chunk.rejected.append((line, ErrorAnswer(error)))
      }
    }
  }

  private func readCSV(_ chunk: RowChunk) throws(ErrorAnswer) {
    if csv == nil {
      if filled == start { try fill() }
      let header = UnsafeBufferPointer(start: buffer + start, count: filled - start)
      csv = CSVRows(rows, delimiter: CSVReader.delimiter(ofHeader: header))
    }
    while chunk.rows < Self.rowsAChunk, chunk.events.batch.byteCount < Self.bytesAChunk {
      if start == filled {
        if isAtEnd {
          csv?.finish(chunk)
          return
        }
        try fill()
        continue
      }
      let piece = UnsafeBufferPointer(start: buffer + start, count: min(filled - start, 1 << 16))
      csv?.read(piece, chunk)
      offset += Int64(piece.count)
      start += piece.count
    }
  }
}

/// Rows of a table as events: each becomes an object whose members are the columns.
struct CSVRows {
  private let rows: RowReader
  private var reader: CSVReader
  private var header: [[UInt8]] = []
  private let writer = JSONWriter()
  private let parser = JSONParser()

  init(_ rows: RowReader, delimiter: UInt8) {
    self.rows = rows
    reader = CSVReader(delimiter: delimiter)
  }

  mutating func read(_ piece: UnsafeBufferPointer<UInt8>, _ chunk: RowChunk) {
    var header = header
    let (writer, parser, rows) = (writer, parser, rows)
    reader.read(piece) { row in Self.take(row, &header, writer, parser, rows, chunk) }
    self.header = header
  }

  mutating func finish(_ chunk: RowChunk) {
    var header = header
    let (writer, parser, rows) = (writer, parser, rows)
    reader.finish { row in Self.take(row, &header, writer, parser, rows, chunk) }
    self.header = header
  }

  private static func take(
    _ row: CSVRow, _ header: inout [[UInt8]], _ writer: JSONWriter, _ parser: JSONParser, _ rows: RowReader,
    _ chunk: RowChunk
  ) {
    if let problem = row.problem {
      chunk.rejected.append((row.line, .invalid("row", "a row that can be read", got: "\(problem)")))
      return
    }
    if row.count == 0 || (row.count == 1 && row[0].isEmpty) { return }
    guard !header.isEmpty else {
      header = (0..<row.count).map { Array(row[$0]) }
      return
    }
    guard row.count <= header.count else {
      chunk.rejected.append((row.line, .invalid("row", "\(header.count) columns", got: "\(row.count)")))
      return
    }
    writer.removeAll()
    writer.beginObject()
    for column in 0..<row.count where !row[column].isEmpty {
      header[column].withUnsafeBufferPointer { writer.name(utf8: $0) }
      writer.string(utf8: row[column])
    }
    writer.endObject()
    do throws(SchemaMismatch) {
      let view: JSONView
      do throws(JSONSyntaxError) { view = try parser.parse(writer.bytes) } catch {
        throw SchemaMismatch(expected: "UTF-8 text", got: "other bytes")
      }
      try rows.read(view, writer.bytes, row.line, into: chunk.events)
      chunk.lines.append(row.line)
    } catch {
      chunk.rejected.append((row.line, ErrorAnswer(error)))
    }
  }
}
