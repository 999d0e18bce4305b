extension Page {
  /// A whole page that asks nobody for anything: pictures for wide and narrow windows, and their numbers in tables.
  package var html: String {
    var text = """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width,initial-scale=1">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
      <meta name="color-scheme" content="light dark">

      """
    text.add("<title>", title.inMarkup, "</title>\n<style>\n", Style.page, Style.picture, "</style>\n</head>\n<body>\n<main>\n")
    text.add("<h1>", title.inMarkup, "</h1>\n")
    text.paragraphs(lead, "lead")
    for (number, figure) in figures.enumerated() { text.section(figure, String(number + 1), isOnly: figures.count == 1) }
    text.paragraphs(notes, "notes")
    text += "</main>\n</body>\n</html>\n"
    return text
  }
}

extension String {
  fileprivate mutating func paragraphs(_ sentences: [String], _ kind: String) {
    for sentence in sentences { add("<p class=\"", kind, "\">", sentence.inMarkup, "</p>\n") }
  }

  fileprivate mutating func section(_ figure: Figure, _ id: String, isOnly: Bool) {
    self += "<section>\n"
    if !isOnly { add("<h2>", figure.title.inMarkup, "</h2>\n") }
    paragraphs(figure.sentences, "said")
    if let chart = figure.chart {
      picture(chart, figure.title, "wide", id, width: 880)
      picture(chart, figure.title, "narrow", id, width: 368)
    }
    for given in figure.tables where !given.rows.isEmpty { table(given.cut(to: 400)) }
    self += "</section>\n"
  }

  private mutating func picture(_ chart: Chart, _ title: String, _ kind: String, _ id: String, width: Double) {
    var canvas = Canvas(width: width)
    let height = chart.draw(on: &canvas, below: 0)
    let name = kind + id
    add("<figure class=\"", kind, "\"><svg viewBox=\"0 0 ", Digits.place(width), " ", Digits.place(height))
    add("\" role=\"img\" aria-labelledby=\"", name, "t ", name, "d\">\n<title id=\"", name, "t\">", title.inMarkup)
    add("</title>\n<desc id=\"", name, "d\">", chart.description.inMarkup, "</desc>\n", canvas.text, "</svg></figure>\n")
  }

  private mutating func table(_ table: Table) {
    add(table.isOpen ? "<details open>" : "<details>", "<summary>", table.title.inMarkup, "</summary>\n")
    self += "<div class=\"scroll\" tabindex=\"0\"><table>\n<thead><tr>"
    for column in table.columns { add(column.isNumber ? "<th scope=\"col\" class=\"n\">" : "<th scope=\"col\">", column.name.inMarkup, "</th>") }
    self += "</tr></thead>\n<tbody>\n"
    for row in table.rows {
      self += "<tr>"
      for (column, cell) in zip(table.columns, row) {
        add(column.isNumber ? "<td class=\"n\">" : "<td>", column.isNumber ? "" : "<bdi>", cell.inMarkup)
        self += column.isNumber ? "</td>" : "</bdi></td>"
      }
      self += "</tr>\n"
    }
    self += "</tbody></table></div>\n"
    if table.left > 0 { add("<p>", table.remainder, "</p>\n") }
    self += "</details>\n"
  }
}
