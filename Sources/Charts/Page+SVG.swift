extension Page {
  /// One picture of all figures: an SVG document that is `width` pixels wide and scales.
  package func svg(width: Int) -> String {
    let margin = 14.0
    var canvas = Canvas(width: Double(width) - 2 * margin)
    var y = canvas.paragraph("title", title, below: 0)
    for sentence in lead { y = canvas.paragraph("quiet", sentence, below: y) }
    for figure in figures {
      y += 14
      // The page's title is that of its only figure.
      if figures.count > 1 { y = canvas.paragraph("title", figure.title, below: y) }
      for sentence in figure.sentences { y = canvas.paragraph("ink", sentence, below: y) }
      if let chart = figure.chart { y = chart.draw(on: &canvas, below: y + 10) }
    }
    if !notes.isEmpty { y += 8 }
    for note in notes { y = canvas.paragraph("quiet", note, below: y) }
    let size = (width: Digits.place(Double(width)), height: Digits.place(y + 2 * margin))
    var text = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"\(size.width)\" height=\"\(size.height)\""
    text.add(" viewBox=\"0 0 ", size.width, " ", size.height, "\" role=\"img\" aria-labelledby=\"title description\">\n")
    text.add("<title id=\"title\">", title.inMarkup, "</title>\n<desc id=\"description\">")
    text.add((lead + figures.map(\.description) + notes).joined(separator: " ").inMarkup, "</desc>\n<style>", Style.picture, "</style>\n")
    text.add("<rect class=\"page\" width=\"100%\" height=\"100%\"/>\n<g transform=\"translate(", Digits.place(margin), " ")
    text.add(Digits.place(margin), ")\">\n", canvas.text, "</g>\n</svg>\n")
    return text
  }
}

extension Canvas {
  /// Lines that fit beneath each other; answers where they end.
  fileprivate mutating func paragraph(_ kind: String, _ sentence: String, below top: Double) -> Double {
    var y = top
    let height = kind == "title" ? 24 : Self.lineHeight
    // A sentence has few digits, and is narrower for it.
    for line in PlainText.wrapped(sentence, to: Self.letters(in: kind == "title" ? width * 0.72 : width * 1.1)) {
      words(kind, 0, y + height - 5, line)
      y += height
    }
    return y
  }
}

extension Chart {
  func draw(on canvas: inout Canvas, below top: Double) -> Double {
    switch self {
    case .lines(let chart): chart.draw(on: &canvas, below: top)
    case .bars(let chart): chart.draw(on: &canvas, below: top)
    }
  }

  /// What is to be seen, for who does not see it.
  var description: String {
    switch self {
    case .lines(let chart):
      guard let first = chart.labels.first, let last = chart.labels.last else { return "" }
      let names = (chart.lines.map(\.name) + chart.bands.map(\.name)).joined(separator: ", ")
      return "Line chart from \(first) to \(last), \(chart.unit): \(names). "
        + chart.marks.map { $0.title + "." }.joined(separator: " ")
    case .bars(let chart):
      return "Bar chart, \(chart.unit). " + chart.bars.map { $0.name + ": " + $0.text }.joined(separator: "; ") + "."
    }
  }
}

extension Figure {
  var description: String { title + ". " + sentences.joined(separator: " ") + " " + (chart?.description ?? "") }
}

/// How pictures and pages look in the light and in the dark.
///
/// The colours are those of Okabe and Ito, darkened or lightened until they stand out from the ground; dashes, shapes and
/// names tell the same as they do. Rules stand without variables, which few programs besides browsers know.
enum Style {
  static let picture = light + "@media screen and (prefers-color-scheme:dark){" + dark + "}"

  private static let light = """
    text{font:12px system-ui,-apple-system,"Segoe UI",Roboto,"DejaVu Sans",sans-serif}
    .title{font-size:16px;font-weight:600}
    .page{fill:#fff}.ink,.title,.named{fill:#1b1f24}.quiet{fill:#4f565e}.named{font-weight:600}
    .named,.halo{stroke:#fff;stroke-width:3px;paint-order:stroke;stroke-linejoin:round}
    .grid{stroke:#d9dde2}.axis{stroke:#7a828b}.line{fill:none;stroke-width:2;stroke-linejoin:round}
    .observed{stroke:#0072b2}.average{stroke:#a84300;stroke-dasharray:7 4}.forecast{stroke:#00714f;stroke-dasharray:3 3}
    .cut{stroke:#0072b2;stroke-dasharray:1 4}.dot{stroke:none}.dot.observed{fill:#0072b2}.dot.forecast{fill:#00714f}
    .hollow{fill:#fff;stroke:#0072b2;stroke-width:1.5}
    .band{fill:#009e73;stroke:#00714f;stroke-width:.75}.outer{fill-opacity:.14;stroke-dasharray:1 3}.inner{fill-opacity:.28}
    .mark{fill:#c2410c;stroke:#fff}.gap{stroke:#c2410c;stroke-dasharray:2 2}.expected{stroke:#1b1f24;stroke-width:2}
    .bar{fill:#0072b2;stroke:#0072b2}.rest{fill-opacity:.25;stroke-dasharray:4 2}

    """
  private static let dark = """
    .page{fill:#14171a}.ink,.title,.named{fill:#e9ecef}.quiet{fill:#adb5bd}.named,.halo{stroke:#14171a}
    .grid{stroke:#33393f}.axis{stroke:#8b949e}
    .observed,.cut{stroke:#56b4e9}.average{stroke:#f0b429}.forecast{stroke:#3ddbaa}
    .dot.observed{fill:#56b4e9}.dot.forecast{fill:#3ddbaa}.hollow{fill:#14171a;stroke:#56b4e9}
    .band{fill:#3ddbaa;stroke:#3ddbaa}.mark{fill:#ff8a5c;stroke:#14171a}.gap{stroke:#ff8a5c}.expected{stroke:#e9ecef}
    .bar{fill:#56b4e9;stroke:#56b4e9}

    """

  static let page = """
    :root{color-scheme:light dark}
    body{margin:0 auto;max-width:960px;padding:16px;font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"DejaVu Sans",sans-serif;
    color:#1b1f24;background:#fff;overflow-wrap:anywhere}
    h1{font-size:1.6em;line-height:1.2;margin:.2em 0}h2{font-size:1.2em;line-height:1.3;margin:1.8em 0 .3em}p{margin:.3em 0}
    .lead,.notes{color:#4f565e}figure{margin:1em 0 .5em}svg{display:block;width:100%;height:auto}
    .narrow{display:none;max-width:560px}
    .scroll{overflow-x:auto}table{border-collapse:collapse;font-size:.85em;font-variant-numeric:tabular-nums;overflow-wrap:normal}
    th,td{text-align:left;vertical-align:top;padding:.25em .7em .25em 0;border-bottom:1px solid #d9dde2}
    td:first-child{min-width:6.6em}td:last-child:not(.n){min-width:15em}.n{text-align:right;white-space:nowrap}details{margin:.5em 0}summary{color:#4f565e;cursor:pointer}
    @media(max-width:720px){.wide{display:none}.narrow{display:block}td:last-child:not(.n){min-width:24em}}
    @media screen and (prefers-color-scheme:dark){body{color:#e9ecef;background:#14171a}.lead,.notes,summary{color:#adb5bd}
    th,td{border-color:#33393f}}
    @media print{section{break-inside:avoid}details::details-content{content-visibility:visible;block-size:auto}}

    """
}
