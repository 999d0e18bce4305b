extension Page {
  /// Lines for a terminal that is `columns` wide: sentences, charts of blocks, and tables.
  package func text(columns: Int) -> String {
    var lines = PlainText.wrapped(title, to: columns)
    lines.append(String(repeating: "═", count: min(PlainText.width(title), columns)))
    lines += wrapped(lead, columns)
    for figure in figures {
      lines.append("")
      if figures.count > 1 {
        lines.append(PlainText.shortened(figure.title, to: columns))
        lines.append(String(repeating: "─", count: min(PlainText.width(figure.title), columns)))
      }
      lines += wrapped(figure.sentences, columns)
      if let chart = figure.chart { lines += [""] + chart.lines(columns) }
      for table in figure.tables where !table.rows.isEmpty { lines += [""] + wrapped([table.title], columns) + table.cut(to: 31).lines(columns) }
    }
    if !notes.isEmpty { lines.append("") }
    lines += wrapped(notes, columns)
    return lines.map(\.asLine).joined(separator: "\n") + "\n"
  }

  /// Markdown: tables of the numbers, and the terminal's charts as code.
  package var markdown: String {
    var text = "# " + title.inMarkdown + "\n"
    for sentence in lead { text.add("\n", sentence.inMarkdown, "\n") }
    for figure in figures {
      if figures.count > 1 { text.add("\n## ", figure.title.inMarkdown, "\n") }
      for sentence in figure.sentences { text.add("\n", sentence.inMarkdown, "\n") }
      if let chart = figure.chart {
        // No name may end the code.
        let lines = chart.lines(80).map { line in String(line.asLine.map { $0 == "`" ? "'" : $0 }) }
        text.add("\n```text\n", lines.joined(separator: "\n"), "\n```\n")
      }
      for table in figure.tables where !table.rows.isEmpty { text.add("\n**", table.title.inMarkdown, "**\n\n", table.cut(to: 100).markdown) }
    }
    for note in notes { text.add("\n", note.inMarkdown, "\n") }
    return text
  }

  private func wrapped(_ sentences: [String], _ columns: Int) -> [String] {
    sentences.flatMap { PlainText.wrapped($0, to: columns) }
  }
}

extension Chart {
  func lines(_ columns: Int) -> [String] {
    switch self {
    case .lines(let chart): chart.lines(columns)
    case .bars(let chart): chart.lines(columns)
    }
  }
}

extension Table {
  /// Columns beside each other; words at the end that have no room there stand beneath their row.
  fileprivate func lines(_ columns: Int) -> [String] {
    var widths = self.columns.indices.map { column in
      rows.reduce(PlainText.width(self.columns[column].name)) { max($0, PlainText.width($1[column])) }
    }
    func isTooWide() -> Bool { widths.reduce(0, +) + 2 * (widths.count - 1) > columns }
    while isTooWide(), widths.count > 1, !self.columns[widths.count - 1].isNumber { widths.removeLast() }
    // Other words give way to numbers, the widest first.
    while isTooWide() {
      let wide = widths.indices.filter { !self.columns[$0].isNumber && widths[$0] > 10 }.max { widths[$0] < widths[$1] }
      guard let wide else { break }
      widths[wide] -= 1
    }
    func line(_ cells: [String]) -> String {
      widths.indices.map { column in
        let cell = PlainText.shortened(cells[column], to: widths[column])
        return PlainText.padded(cell, to: widths[column], atStart: self.columns[column].isNumber) + cell.leftToRightAgain
      }.joined(separator: "  ")
    }
    var lines = [line(self.columns.map(\.name)), widths.map { String(repeating: "─", count: $0) }.joined(separator: "  ")]
    for row in rows {
      lines.append(line(row))
      for column in widths.count..<self.columns.count where !row[column].isEmpty {
        lines += PlainText.wrapped(self.columns[column].name + ": " + row[column], to: columns - 4).map { "    " + $0 }
      }
    }
    if left > 0 { lines.append("(" + remainder + ")") }
    return lines
  }

  fileprivate var markdown: String {
    func line(_ cells: [String]) -> String { "| " + cells.joined(separator: " | ") + " |\n" }
    var text = line(columns.map(\.name.inMarkdown)) + line(columns.map { $0.isNumber ? "---:" : "---" })
    for row in rows { text += line(row.map { $0.inMarkdown + $0.leftToRightAgain }) }
    if left > 0 { text.add("\n", remainder, "\n") }
    return text
  }
}

extension String {
  /// The mark that keeps what follows a name of Hebrew or Arabic letters in its place.
  var leftToRightAgain: String { PlainText.runsLeft(self) ? "\u{200E}" : "" }

  /// Without control characters, and without blanks at its end.
  fileprivate var asLine: String {
    let trimmed = PlainText.printable(self).utf8.reversed().drop { $0 == 0x20 }
    return String(decoding: trimmed.reversed(), as: UTF8.self)
  }
}
