import CostModel

/// Where each column of a block stands. The order is part of the file format: columns are only ever added at the end.
enum ColumnLayout {
  /// The place of an event in its block's span of sequence numbers.
  static let place = 0

  static func index(_ field: NumberField) -> Int { 1 + field.rawValue }

  static func index(_ field: TextField) -> Int { 1 + NumberField.allCases.count + field.rawValue }

  static let count = 1 + NumberField.allCases.count + TextField.allCases.count

  /// The key of a column that stands in a row of its own.
  static func rowID(firstSeq: Int64, column: Int) -> Int64 { firstSeq << 7 | Int64(column) }

  /// Columns up to this many bytes stand in the block's head.
  static let inlineBytes = 96

  /// Blocks of fewer events keep all their columns in the head.
  static let separateFrom = 512

  /// Events of a full block.
  static let fullBlock = 4096
}
