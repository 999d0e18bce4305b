#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// What the terminal of a descriptor can show.
enum Terminal {
  static func isThere(_ descriptor: Int32) -> Bool { isatty(descriptor) == 1 }

  /// Whether escape sequences may be written: to a terminal that knows them, and unless NO_COLOR says otherwise.
  static func hasColours(_ descriptor: Int32) -> Bool {
    isThere(descriptor) && variable("NO_COLOR") == nil && variable("TERM") != "dumb"
  }

  /// The columns of standard output; 80 where it is no terminal.
  static var columns: Int {
    var size = winsize()
    guard isThere(STDOUT_FILENO), ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
    return Int(size.ws_col)
  }
}

/// Text that stands out on standard output, where that can show it.
struct Style {
  private let isColoured = Terminal.hasColours(STDOUT_FILENO)

  func bold(_ text: String) -> String { code("1", text) }
  func good(_ text: String) -> String { code("32", text) }
  func warning(_ text: String) -> String { code("33", text) }
  func bad(_ text: String) -> String { code("31", text) }

  private func code(_ number: String, _ text: String) -> String { isColoured ? "\u{1B}[\(number)m\(text)\u{1B}[0m" : text }
}

/// Rows in columns that fit the terminal: the widest column of text gives way.
struct TextTable {
  let titles: [String]
  /// Whether a column's figures are aligned to the right.
  let areFigures: [Bool]
  private(set) var rows: [[String]] = []
  private static let gap = 2
  private static let narrowest = 8

  init(_ columns: [(title: String, isFigure: Bool)]) { (titles, areFigures) = (columns.map(\.title), columns.map(\.isFigure)) }

  mutating func add(_ cells: [String]) { rows.append(cells.map(printable)) }

  func text(columns: Int = Terminal.columns) -> String {
    let style = Style()
    var widths = titles.indices.map { column in ([titles] + rows).map { $0[column].count }.max() ?? 0 }
    while widths.reduce(0, +) + Self.gap * (widths.count - 1) > columns,
      let widest = widths.indices.filter({ !areFigures[$0] && widths[$0] > Self.narrowest }).max(by: { widths[$0] < widths[$1] })
    {
      widths[widest] -= 1
    }
    func line(_ cells: [String]) -> String {
      var line = ""
      for (column, cell) in cells.enumerated() {
        let shown = cell.count > widths[column] ? cell.prefix(widths[column] - 1) + "…" : cell[...]
        let blank = String(repeating: " ", count: widths[column] - shown.count)
        line += (column == 0 ? "" : String(repeating: " ", count: Self.gap)) + (areFigures[column] ? blank + shown : shown + blank)
      }
      while line.last == " " { line.removeLast() }
      return line
    }
    return style.bold(line(titles)) + "\n" + rows.map { line($0) + "\n" }.joined()
  }
}
