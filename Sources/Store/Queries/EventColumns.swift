import CostModel

/// One block's events that a question is about, each column unpacked when it is first asked for.
///
/// A class, because what was unpacked is kept. Only for the visit that it is handed to.
package final class EventColumns {
  private let view: Scan.View
  private let connection: Connection
  private let names: Names
  /// The texts of each column that was asked for; none is empty, because no block is.
  private var kept = Array(repeating: [UnsafeRawBufferPointer](), count: TextField.allCases.count)
  private let arena = TextArena()

  fileprivate init(_ view: Scan.View, _ connection: Connection, _ names: Names) {
    (self.view, self.connection, self.names) = (view, connection, names)
  }

  package var count: Int { view.block.count }

  /// Whether the question is about an event.
  @inline(__always)
  package func counts(_ row: Int) -> Bool {
    if case .some(let mask) = view.selection { return mask[row] != 0 }
    return true
  }

  /// Whether a column holds zeros, or no texts, throughout.
  package func isEmpty(_ field: NumberField) throws -> Bool { try view.block.constant(ColumnLayout.index(field)) == 0 }
  package func isEmpty(_ field: TextField) throws -> Bool { try view.block.constant(ColumnLayout.index(field)) == 0 }

  package func numbers(_ field: NumberField) throws -> UnsafePointer<Int64> {
    UnsafePointer(try view.columns.numbers(ColumnLayout.index(field)))
  }

  /// The numbers of dictionary-coded texts: alike where texts are, 0 for the empty one.
  package func numbers(_ field: TextField) throws -> UnsafePointer<Int64> {
    UnsafePointer(try view.columns.numbers(ColumnLayout.index(field)))
  }

  /// The text of such a number; nil for the empty one.
  package func text(_ number: Int64) throws -> String? { number == 0 ? nil : try names.text(of: number) }

  /// The bytes of a text that has no number.
  package func bytes(_ row: Int, _ field: TextField) throws -> UnsafeBufferPointer<UInt8> {
    if kept[field.rawValue].isEmpty { kept[field.rawValue] = try texts(field) }
    return kept[field.rawValue][row].bindMemory(to: UInt8.self)
  }

  private func texts(_ field: TextField) throws -> [UnsafeRawBufferPointer] {
    let whole = try view.block.withColumn(ColumnLayout.index(field), connection) { UnsafeRawBufferPointer(start: arena.keep($0), count: $0.count) }
    return try whole.map { bytes throws in try TextColumn.decode(bytes, count: count) }
      ?? Array(repeating: UnsafeRawBufferPointer(start: nil, count: 0), count: count)
  }
}

extension LedgerReader {
  /// Visits the events of a question in the order they were stored, block by block, and unpacks what is asked for.
  package func columns(_ question: Question, _ visit: (EventColumns) throws -> Void) throws {
    try scan(question).blocks { try visit(EventColumns($0, connection, names)) }
  }

  /// The text of a number of `EventColumns`.
  package func name(_ number: Int64) throws -> String { try names.text(of: number) }
}
