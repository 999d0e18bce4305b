import JSON
import JSONRPC

/// Rows of one JSON text: the elements of a list, the list under `events`, `jobs` or the like, or the value itself.
///
/// A class, because the text and its parse live as long as rows are read from it.
final class ListedRows {
  private let rows: RowReader
  private let parser = JSONParser()
  private var elements: JSONElements.Iterator?
  /// The one row that the text is, if it is no list.
  private var whole: JSONView?
  private let isOfOne: Bool
  private(set) var format: ImportFormat

  init(_ rows: RowReader, _ buffer: RowBuffer, _ position: RowPosition, _ services: Services) throws(ErrorAnswer) {
    self.rows = rows
    format = position.format
    let text = UnsafeRawBufferPointer(try buffer.rest())
    guard text.contains(where: { ![32, 9, 10, 13, 0xEF, 0xBB, 0xBF].contains($0) }) else {
      isOfOne = false
      return
    }
    let view: JSONView
    do throws(JSONSyntaxError) {
      view = try parser.parse(text.starts(with: [0xEF, 0xBB, 0xBF]) ? UnsafeRawBufferPointer(rebasing: text.dropFirst(3)) : text)
    } catch {
      throw .invalid("path", "a JSON text", got: error.description)
    }
    if format == .auto {
      format = rows.mayConvert ? ImportFormat.shape(of: view.elements.first { $0.kind == .object } ?? view) ?? .json : .json
      if let converter = format.converter(services) { rows.use(converter) }
    }
    let list = view.kind == .array ? view : view["events"] ?? view["jobs"]
    isOfOne = list?.kind != .array
    if let list, list.kind == .array {
      elements = list.elements.makeIterator()
    } else if format.converter(services) != nil, view.kind == .object {
      whole = view
    } else {
      throw .invalid("path", "a list of events, or an object with events", got: "another JSON value")
    }
    // Read before.
    for _ in 0..<position.offset { advance() }
  }

  private func advance() {
    if isOfOne { whole = nil } else { _ = elements?.next() }
  }

  /// Reads until `isFull`; answers whether the list ended.
  func read(_ chunk: RowChunk, _ position: inout RowPosition, isFull: () -> Bool) -> Bool {
    while !isFull() {
      guard let element = isOfOne ? whole : elements?.next() else { return true }
      if isOfOne { whole = nil }
      position.offset += 1
      position.line += 1
      rows.read(element, element.raw, position.line, into: chunk)
    }
    return false
  }
}
