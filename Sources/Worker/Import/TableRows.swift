import CostModel
import JSON
import JSONRPC

/// Rows of a table: each becomes an object whose members are the columns.
struct TableRows {
  private let rows: RowReader
  private var reader: CSVReader
  private var names: [[UInt8]]
  let delimiter: UInt8
  private let writer = JSONWriter()
  private let parser = JSONParser()

  /// - Parameter position: where reading is taken up, with the header that was read before; nil at the beginning.
  /// - Parameter head: the first bytes, for finding out what parts the columns.
  init(_ rows: RowReader, _ position: RowPosition?, head: UnsafeBufferPointer<UInt8>) throws(ErrorAnswer) {
    self.rows = rows
    delimiter = position?.delimiter ?? CSVReader.delimiter(ofHeader: head)
    names = (position?.header ?? []).map { Array($0.utf8) }
    reader = position.map { CSVReader(delimiter: $0.delimiter, offset: Int($0.offset), line: $0.line) } ?? CSVReader(delimiter: delimiter)
  }

  var header: [String] { names.map { String(decoding: $0, as: UTF8.self) } }

  mutating func read(_ piece: UnsafeBufferPointer<UInt8>, _ chunk: RowChunk, _ position: inout RowPosition) {
    var names = names
    let (writer, parser, rows) = (writer, parser, rows)
    reader.read(piece) { row in Self.take(row, &names, writer, parser, rows, chunk, &position) }
    self.names = names
  }

  mutating func finish(_ chunk: RowChunk, _ position: inout RowPosition) {
    var names = names
    let (writer, parser, rows) = (writer, parser, rows)
    reader.finish { row in Self.take(row, &names, writer, parser, rows, chunk, &position) }
    self.names = names
  }

  private static func take(
    _ row: CSVRow, _ names: inout [[UInt8]], _ writer: JSONWriter, _ parser: JSONParser, _ rows: RowReader,
    _ chunk: RowChunk, _ position: inout RowPosition
  ) {
    (position.offset, position.line) = (Int64(row.endOffset), row.nextLine)
    func refuse(_ expected: String, _ got: String) { chunk.reject(row.line, SchemaMismatch(path: "row", expected: expected, got: got)) }
    if let problem = row.problem { return refuse("a row that can be read", "\(problem)") }
    if row.count == 0 || (row.count == 1 && row[0].isEmpty) { return }
    guard !names.isEmpty else {
      names = (0..<row.count).map { Array(row[$0]) }
      return
    }
    guard row.count <= names.count else { return refuse("\(names.count) columns", "\(row.count)") }
    writer.removeAll()
    writer.beginObject()
    for column in 0..<row.count where !row[column].isEmpty {
      names[column].withUnsafeBufferPointer { writer.name(utf8: $0) }
      writer.string(utf8: row[column])
    }
    writer.endObject()
    do throws(JSONSyntaxError) {
      rows.read(try parser.parse(writer.bytes), writer.bytes, row.line, into: chunk)
    } catch {
      refuse("UTF-8 text", "other bytes")
    }
  }
}
