import CostModel
import JSON
import JSONRPC
import Store

/// Cuts files into rows and reads them, chunk by chunk.
///
/// A class, because it owns the file and its buffers; it belongs to the thread that reads.
final class RowStream {
  private let rows: RowReader
  private let source: ImportSource
  private let services: Services
  private let buffer = RowBuffer()
  /// The file under way, by its place in the source; all of them are done when there is none.
  private var index: Int
  private var isOpen = false
  private var position: RowPosition
  private var table: TableRows?
  private var list: ListedRows?
  /// Bytes that were read when the chunk began, and the line it began on.
  private var begun: (bytes: Int64, line: Int) = (0, 0)

  private let mostRows: Int

  static let rowsAChunk = 10_000
  static let bytesAChunk = 4 << 20
  /// Bytes that are read for a chunk: whoever asked hears something, even where a file holds no rows for long.
  static let readAChunk: Int64 = 16 << 20

  /// - Parameter position: where to take up reading, in the same source with the same mapping and defaults.
  init(
    _ rows: RowReader, _ source: ImportSource, _ format: ImportFormat, _ services: Services, at position: RowPosition? = nil,
    rowsAChunk: Int = RowStream.rowsAChunk
  ) {
    (self.rows, self.source, self.services, mostRows) = (rows, source, services, rowsAChunk)
    var start = position ?? RowPosition()
    index = 0
    if position == nil {
      start.format = format
    } else if source.isFolder {
      index = source.files.firstIndex { !$0.name.utf8.lexicographicallyPrecedes(start.file.utf8) } ?? source.files.count
      // The file itself is gone: the next begins at its beginning.
      if index < source.files.count, source.files[index].name != start.file { start.restart() }
    }
    self.position = start
  }

  /// The next rows; nil when there are none left.
  func next() throws(ErrorAnswer) -> RowChunk? {
    let chunk = RowChunk()
    begun = (read, position.line)
    while index < source.files.count, !isFull(chunk) {
      if !isOpen { try open() }
      chunk.file = source.isFolder ? source.files[index].name : nil
      if try readSome(chunk) { nextFile() }
    }
    rows.flush(into: chunk)
    position.carried = rows.converter?.carried ?? .null
    if let table { position.header = table.header }
    chunk.format = position.format.rawValue
    chunk.position = position
    chunk.endOffset = position.bytesBefore + (position.container == .text ? buffer.consumed : position.offset)
    return chunk.visited == 0 && index >= source.files.count ? nil : chunk
  }

  private var read: Int64 { position.bytesBefore + buffer.consumed }

  private func isFull(_ chunk: RowChunk) -> Bool {
    // One JSON text is read at once, whatever its size.
    if position.container != .text, read - begun.bytes >= Self.readAChunk || position.line - begun.line >= 10 * mostRows { return true }
    return isCrowded(chunk)
  }

  private func isCrowded(_ chunk: RowChunk) -> Bool {
    chunk.visited >= mostRows || chunk.events.batch.byteCount >= Self.bytesAChunk
  }

  private func nextFile() {
    position.bytesBefore += buffer.consumed
    index += 1
    isOpen = false
    (table, list) = (nil, nil)
    guard index < source.files.count else { return }
    position.restart()
    begun.line = 0
  }

  /// Opens the file, finds out what it is, and goes to where reading begins.
  private func open() throws(ErrorAnswer) {
    let file = try source.open(index)
    buffer.open(file)
    isOpen = true
    position.file = source.files[index].name
    let isTakenUp = position.container != nil && (position.offset > 0 || position.line > 0)
    if position.container == nil {
      let head = try buffer.head()
      try RowFormat.refuseOtherThanText(head)
      (position.container, position.format) = RowFormat.of(head, asked: position.format, mayConvert: rows.mayConvert)
    }
    if rows.converter == nil, let converter = position.format.converter(services) { rows.use(converter) }
    rows.converter?.begin(file: position.file)
    if isTakenUp, position.carried != .null { rows.converter?.carried = position.carried }
    switch position.container {
    case .lines?, nil: if isTakenUp { buffer.seek(to: position.offset) }
    case .table?:
      if isTakenUp { buffer.seek(to: position.offset) }
      table = try TableRows(rows, isTakenUp ? position : nil, head: try buffer.head())
      position.delimiter = table?.delimiter ?? position.delimiter
    case .text?: list = try ListedRows(rows, buffer, position, services)
    }
    if let list { position.format = list.format }
  }

  /// Reads until the chunk is full or the file ends; answers whether it ended.
  private func readSome(_ chunk: RowChunk) throws(ErrorAnswer) -> Bool {
    switch position.container {
    case .text?: return list?.read(chunk, &position) { [self] in isCrowded(chunk) } ?? true
    case .table?: return try readTable(chunk)
    case .lines?, nil: return try readLines(chunk)
    }
  }

  private func readLines(_ chunk: RowChunk) throws(ErrorAnswer) -> Bool {
    while !isFull(chunk) {
      guard let line = try buffer.nextLine(position.line + 1) else { return true }
      position.line += 1
      var bytes = line
      if position.line == 1, bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes = UnsafeBufferPointer(rebasing: bytes.dropFirst(3)) }
      if bytes.contains(where: { $0 != 32 && $0 != 9 && $0 != 13 }) {
        rows.read(line: UnsafeRawBufferPointer(bytes), number: position.line, into: chunk)
      }
      position.offset = buffer.consumed
    }
    return false
  }

  private func readTable(_ chunk: RowChunk) throws(ErrorAnswer) -> Bool {
    while !isFull(chunk) {
      guard let piece = try buffer.nextPiece() else {
        table?.finish(chunk, &position)
        position.offset = buffer.consumed
        return true
      }
      table?.read(piece, chunk, &position)
      guard buffer.consumed - position.offset <= Int64(RowBuffer.longestLine) else {
        throw .invalid("path", "rows of at most \(RowBuffer.longestLine) bytes", got: "a longer one at line \(position.line)")
      }
    }
    return false
  }
}

extension RowPosition {
  /// The beginning of another file; what was found out about the format holds there, too.
  mutating func restart() { (offset, line, header, carried) = (0, 0, [], .null) }
}
