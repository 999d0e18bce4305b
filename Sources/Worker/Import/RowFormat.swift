import CostModel
import JSON
import JSONRPC

/// Tells how rows stand in a file, and what shape they have, by its first bytes.
enum RowFormat {
  /// Files that are packed, or text of two bytes a character, would be refused line by line.
  static func refuseOtherThanText(_ head: UnsafeBufferPointer<UInt8>) throws(ErrorAnswer) {
    for (magic, name) in [
      ([0x1F, 0x8B], "a gzip file"), ([0x28, 0xB5, 0x2F, 0xFD], "a zstd file"), ([0x50, 0x4B, 0x03, 0x04], "a zip file"),
      ([0x50, 0x41, 0x52, 0x31], "a Parquet file"), ([0xFF, 0xFE], "text in UTF-16"), ([0xFE, 0xFF], "text in UTF-16"),
    ] as [([UInt8], String)] where head.starts(with: magic) {
      throw .invalid("path", "text in UTF-8, not packed (gunzip it first)", got: name)
    }
  }

  /// A bracket begins a JSON text, a brace a line of JSON or a text over many lines, anything else a table.
  static func of(
    _ head: UnsafeBufferPointer<UInt8>, asked: ImportFormat, mayConvert: Bool
  ) -> (ImportFormat.Container, ImportFormat) {
    let start = head.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    let content = head[start...].drop { [32, 9, 10, 13].contains($0) }
    let container: ImportFormat.Container
    switch content.first {
    case nil: container = .lines
    case UInt8(ascii: "["): container = .text
    case UInt8(ascii: "{"): container = isTextOverLines(content, asked) ? .text : .lines
    default: container = .table
    }
    let settled = asked.container ?? container
    guard asked == .auto else { return (settled, asked) }
    let shape = mayConvert ? self.shape(content, settled) : nil
    switch settled {
    case .lines: return (settled, shape ?? .ndjson)
    // The whole text says, once it is read.
    case .text: return (settled, .auto)
    case .table: return (settled, shape ?? .csv)
    }
  }

  private static func shape(_ content: Slice<UnsafeBufferPointer<UInt8>>, _ container: ImportFormat.Container) -> ImportFormat? {
    if container == .table {
      var reader = CSVReader(delimiter: CSVReader.delimiter(ofHeader: UnsafeBufferPointer(rebasing: content)))
      var names: Set<String> = []
      func take(_ row: CSVRow) { if names.isEmpty { names = Set((0..<row.count).map { row.string($0) }) } }
      reader.read(UnsafeBufferPointer(rebasing: content), row: take)
      reader.finish(row: take)
      return ImportFormat.shape(ofHeader: names)
    }
    let line = content.prefix { $0 != 10 }
    let parser = JSONParser()
    return (try? parser.parse(UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: line)))).flatMap { ImportFormat.shape(of: $0) }
  }

  /// `{"events": […]}` and the REST API's `{…, "jobs": […]}` are one text, and so is an object whose first line is not
  /// its last.
  private static func isTextOverLines(_ content: Slice<UnsafeBufferPointer<UInt8>>, _ asked: ImportFormat) -> Bool {
    let head = String(decoding: content.prefix(1_024), as: UTF8.self)
    let squeezed = head.filter { !$0.isWhitespace }
    if squeezed.hasPrefix("{\"events\":[") { return true }
    if asked == .bigqueryJobs, squeezed.contains(text: "\"jobs\":["), !squeezed.contains(text: "\"job_id\"") { return true }
    let line = content.prefix { $0 != 10 }
    guard line.count < content.count, let last = line.last(where: { ![32, 9, 13].contains($0) }) else { return false }
    return [UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: ","), UInt8(ascii: ":")].contains(last)
  }
}
