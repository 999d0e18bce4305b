import JSON
import JSONRPC

/// Some rows of a file, read.
final class RowChunk: @unchecked Sendable {
  // @unchecked: filled by the thread that reads the file, then handed over whole.
  let events = TrackedEvents(capacity: 1_024)
  /// The line of each event.
  var lines: [Int] = []
  var rejected: [(line: Int, error: ErrorAnswer)] = []
  /// The file that is being read, where a line alone does not say which.
  var file: String?
  /// Rows of foreign shapes that hold no usage.
  var passedOver = 0
  /// Bytes of the source behind its last row.
  var endOffset: Int64 = 0
  var format = ""
  /// Where the next chunk begins: what a stream needs to go on from here.
  var position = RowPosition()

  var rows: Int { lines.count + rejected.count }
  /// Rows that were looked at, usage or not.
  var visited: Int { rows + passedOver }

  func reject(_ line: Int, _ mismatch: SchemaMismatch) {
    let error = ErrorAnswer(mismatch)
    rejected.append((line, file.map { ErrorAnswer(error.code, "\($0): \(error.message)") } ?? error))
  }
}

/// Where a stream of rows stands between two rows: enough to read on from there in another process.
///
/// All shapes may be taken up anywhere between two chunks; `carried` is what a converter needs of the rows before.
struct RowPosition: Equatable, Sendable {
  var format = ImportFormat.auto
  var container: ImportFormat.Container?
  /// The file it stands in, as the source names it; files before it in the source's order are done.
  var file = ""
  /// Bytes of the file behind the last row; in one JSON text, the elements that were read.
  var offset: Int64 = 0
  /// The last row's line in its file, from 1; in a table the line that the next row begins on.
  var line = 0
  /// The columns of a table, and what parts them.
  var header: [String] = []
  var delimiter = UInt8(ascii: ",")
  var carried = JSONValue.null
  /// Bytes of the files before this one.
  var bytesBefore: Int64 = 0

  /// A JSON object, to be kept with what was stored up to here.
  var json: JSONValue {
    .object([
      JSONMember(name: "format", value: .string(format.rawValue)),
      JSONMember(name: "container", value: container.map { .string($0.rawValue) } ?? .null),
      JSONMember(name: "file", value: .string(file)),
      JSONMember(name: "offset", value: .number(String(offset))),
      JSONMember(name: "line", value: .int(line)),
      JSONMember(name: "header", value: .array(header.map { .string($0) })),
      JSONMember(name: "delimiter", value: .int(Int(delimiter))),
      JSONMember(name: "carried", value: carried),
      JSONMember(name: "bytes_before", value: .number(String(bytesBefore))),
    ])
  }

  init() {}

  /// Nil for what `json` did not make.
  init?(json: JSONValue) {
    guard let format = json["format"]?.string.flatMap(ImportFormat.init), let offset = json["offset"]?.int64, offset >= 0,
      let line = json["line"]?.int64, line >= 0, let file = json["file"]?.string,
      let delimiter = json["delimiter"]?.int64.flatMap({ UInt8(exactly: $0) }), let before = json["bytes_before"]?.int64
    else { return nil }
    self.format = format
    container = json["container"]?.string.flatMap(ImportFormat.Container.init)
    (self.file, self.offset, self.line, self.delimiter, bytesBefore) = (file, offset, Int(line), delimiter, before)
    header = (json["header"]?.array ?? []).compactMap(\.string)
    carried = json["carried"] ?? .null
  }
}
