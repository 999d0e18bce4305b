import Foundation

/// One line of the table: a measure, its value, and what it is held against.
struct EvalLine {
  var what: String
  var value: Double
  /// What GOALS.md, section 2, asks for, in words; `nil` for a figure that is shown for comparison.
  var hold: String?
  /// Whether `hold` is met; `nil` when nothing is asked for.
  var isMet: Bool?
}

/// A group of measures over one kind of data; finds no data, prints so and goes on.
struct EvalSection: Sendable {
  /// What a person types to run it alone.
  var name: String
  var title: String
  var run: @Sendable (EvalData) throws -> [EvalLine]
}

enum EvalReport {
  static func print(_ section: EvalSection, _ lines: [EvalLine]) {
    write("\(section.title)\n")
    for line in lines {
      let mark = line.isMet.map { $0 ? "  met" : "  MISSED" } ?? ""
      write("  " + padded(line.what, 62) + String(format: "%12.4f", line.value) + (line.hold.map { "   " + $0 } ?? "") + mark + "\n")
    }
    write("\n")
  }

  static func write(_ text: String) { FileHandle.standardOutput.write(Data(text.utf8)) }

  private static func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(1, width - text.count))
  }
}
