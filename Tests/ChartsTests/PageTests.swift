import Foundation
import Testing

@testable import Charts

@Suite("Pages")
struct PageTests {
  static let hostile = [
    "</svg><script>alert(1)</script>", "a|b`c`\n# d [e](f)", "\u{1B}]0;title\u{7}\u{1B}[2J", "\u{202E}moc.elpmaxe", "שלום עולם", "]]><!--", "&amp;'\"",
    "\u{0}\u{8}\u{FFFF}", "```", String(repeating: "long ", count: 2_000), String(repeating: "漢", count: 5_000), "", "   ",
  ]

  /// Values that a chart may be asked to draw.
  static let series: [[Double]] = [
    [], [3], [0], [5, 5, 5], [0, 0], [-4, 6, -1], [1e-9, 2e-9], [1e29, -1e29, 0], [.nan, 1, .nan, .infinity, 2],
    (0..<400).map { Double($0 % 7) }, (0..<5_000).map { Double($0 % 11) },
  ]

  private static func day(_ number: Int) -> String {
    let month = number / 28 % 12 + 1, day = number % 28 + 1
    return "\(2000 + number / 336)-\(month < 10 ? "0" : "")\(month)-\(day < 10 ? "0" : "")\(day)"
  }

  static func page(_ values: [Double], _ names: [String] = hostile) -> Page {
    var chart = LineChart(unit: names[0], axis: names[1], labels: values.indices.map(day))
    let none = values.map { _ in Double.nan }
    chart.lines = [
      LineChart.Line(names[2], .observed, values), LineChart.Line("mean", .average, values), LineChart.Line("ahead", .forecast, none),
    ]
    chart.bands = [LineChart.Band(names[0], values.map { $0 - 1 }, values.map { $0 + 1 })]
    chart.marks = values.indices.prefix(30).map {
      LineChart.Mark(place: $0, value: values[$0], expected: $0 % 2 == 0 ? 0 : 2e29, title: names[$0 % names.count])
    } + [LineChart.Mark(place: 99_999, value: 1, expected: 1, title: "beyond")]
    (chart.firstAhead, chart.isFirstCut, chart.isLastCut) = (values.count / 2, true, true)
    let bars = BarChart(unit: "USD", bars: zip(names, values + [1, 2, 3]).map { BarChart.Bar($0, $1, $0, isRest: $1 == 3) })
    let table = Table(names[0], [.words(names[1]), .number("cost"), .words("more")], isOpen: true, values.map { [names[3], "\($0)", names[1]] })
    return Page(
      title: names[0], lead: names, figures: [
        Figure(title: names[3], sentences: [names[5]], chart: .lines(chart), tables: [table]),
        Figure(title: "Bars", sentences: [], chart: .bars(bars)), Figure(title: "Nothing", sentences: ["There is nothing."]),
      ], notes: names)
  }

  @Test("whatever is drawn, an SVG is well-formed, its places are numbers, and names stay names")
  func pictures() throws {
    var texts: [String] = []
    for values in Self.series {
      for width in [320, 2_000] { texts.append(Self.page(values).svg(width: width)) }
    }
    #expect(Self.page(Self.series[8]).svg(width: 2_000) == texts[17])
    let report = try Self.python(
      """
      import sys, xml.etree.ElementTree as E
      allowed = {'svg', 'title', 'desc', 'style', 'rect', 'g', 'line', 'path', 'circle', 'text'}
      for path in sys.argv[1:]:
          root = E.parse(path).getroot()
          assert root.get('role') == 'img' and root.find('{*}title').text and root.find('{*}desc').text
          ids = [e.get('id') for e in root.iter() if e.get('id')]
          assert sorted(root.get('aria-labelledby').split()) == sorted(ids) == ['description', 'title'], ids
          width, height = float(root.get('width')), float(root.get('height'))
          for e in root.iter():
              assert e.tag.split('}')[1] in allowed, e.tag
              for name in ('x', 'y', 'x1', 'x2', 'y1', 'y2', 'cx', 'cy', 'r', 'width', 'height'):
                  value = e.get(name)
                  if value and not value.endswith('%'):
                      assert -1 <= float(value) <= max(width, height), (path, e.tag, name, value)
      """, texts)
    #expect(report == "")
  }

  @Test("whatever is told, the HTML's elements close in order, are of few kinds, and fetch nothing")
  func html() throws {
    let texts = Self.series.map { Self.page($0).html }
    for text in texts {
      for word in ["http:", "https:", "url(", "src=", "<script", "@import", "\u{1B}"] { #expect(!text.contains(word)) }
      #expect(text.contains("default-src 'none'; style-src 'unsafe-inline'"))
    }
    let report = try Self.python(
      """
      import sys
      from html.parser import HTMLParser
      allowed = set('''html head meta title style body main section h1 h2 p figure svg desc g line path circle rect text
                       details summary div table thead tbody tr th td bdi'''.split())
      class Reader(HTMLParser):
          def handle_startendtag(self, tag, attributes): assert tag in allowed, tag
          def handle_starttag(self, tag, attributes):
              assert tag in allowed, tag
              ids = [v for k, v in attributes if k == 'id']
              assert not self.seen & set(ids); self.seen |= set(ids)
              assert not [k for k, v in attributes if k.startswith('on')]
              if tag != 'meta': self.open.append(tag)
          def handle_endtag(self, tag): assert self.open.pop() == tag, tag
      for path in sys.argv[1:]:
          reader = Reader(); reader.open = []; reader.seen = set()
          reader.feed(open(path, encoding='utf-8').read()); reader.close()
          assert not reader.open
      """, texts)
    #expect(report == "")
  }

  @Test("lines for a terminal fit it, and hold no control characters", arguments: [60, 80, 200])
  func terminal(columns: Int) {
    for values in Self.series where values.allSatisfy({ !($0.magnitude > 1e12) }) {
      let text = Self.page(values).text(columns: columns)
      #expect(text.unicodeScalars.allSatisfy { ($0.value >= 0x20 || $0 == "\n") && !(0x7F...0x9F ~= $0.value) && !(0x202A...0x202E ~= $0.value) })
      for line in text.split(separator: "\n") { #expect(PlainText.width(String(line)) <= columns, "\(line)") }
    }
  }

  @Test("rows of Markdown tables have as many cells as columns, and code ends where it should")
  func markdown() {
    for values in Self.series {
      let text = Self.page(values).markdown
      let lines = text.split(separator: "\n")
      #expect(lines.count { $0.hasPrefix("```") } == 4)
      for line in lines where line.hasPrefix("| ") {
        var bars = 0, last: Character = " "
        for letter in line {
          if letter == "|", last != "\\" { bars += 1 }
          last = letter
        }
        #expect(bars == 4, "\(line)")
      }
    }
  }

  @Test("what a long table leaves out is said")
  func remainder() {
    #expect(Self.page(Self.series[9]).text(columns: 80).contains("(369 more rows are left out here.)"))
    #expect(Self.page(Self.series[10]).html.contains("4,600 more rows are left out here."))
    let table = Table("t", [.words("a")], endsWithNewest: true, [["1"], ["2"]]).cut(to: 1)
    #expect(table.rows == [["2"]] && table.remainder == "1 earlier row is left out here.")
  }

  @Test("a chart for a terminal is read by its blocks")
  func blocks() {
    var chart = LineChart(unit: "USD a day", axis: "days", labels: ["2026-03-01", "2026-03-02", "2026-03-03", "2026-03-04"])
    chart.lines = [LineChart.Line("cost", .observed, [0, 4, 2, 1])]
    chart.marks = [LineChart.Mark(place: 1, value: 4, expected: 1, title: "")]
    #expect(
      chart.lines(20).map { line in String(line.reversed().drop { $0 == " " }.reversed()) } == [
        "USD a day", "$4 ┤    ███", "   │    ███", "$3 ┤    ███", "   │    ███", "$2 ┤    ███ ███", "   │    ███ ███", "$1 ┤    ███ ███ ███",
        "   │    ███ ███ ███", "   └────────────────", "    Mar 1   Mar 3", "        ▲", "days", "█ cost", "▲ anomaly, dearer", "than expected",
      ])
    let bars = BarChart(unit: "USD", bars: [BarChart.Bar("ada", 2, "$2"), BarChart.Bar("漢", 1, "$1"), BarChart.Bar("back", -1, "-$1")])
    #expect(bars.lines(21) == ["USD", "ada   ██████████   $2", "漢    █████        $1", "back  ░░░░░       -$1"])
  }

  /// What a script says about files with these texts; nothing when it is content.
  private static func python(_ script: String, _ texts: [String]) throws -> String {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("charts-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let paths = try texts.enumerated().map { index, text in
      let path = folder.appendingPathComponent("\(index)")
      try text.write(to: path, atomically: true, encoding: .utf8)
      return path.path
    }
    let process = Process(), pipe = Pipe()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", "-c", script] + paths
    (process.standardOutput, process.standardError) = (pipe, pipe)
    try process.run()
    let said = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return process.terminationStatus == 0 ? "" : "python3: " + String(decoding: said, as: UTF8.self)
  }
}
