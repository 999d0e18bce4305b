extension LineChart {
  /// Draws the chart below `top`, and answers where it ends.
  func draw(on canvas: inout Canvas, below top: Double) -> Double {
    var y = drawLegend(on: &canvas, below: top)
    canvas.words("quiet", 0, y + 13, unit)
    y += 26
    let height = canvas.width < 520 ? 190.0 : 260.0
    let scale = Scale(values, ticks: canvas.width < 520 ? 4 : 5)
    let names = scale.ticks.map(scale.label)
    let left = (names.map(Canvas.width(of:)).max() ?? 0) + 8
    let plot = Plot(
      left: left, top: y, width: max(canvas.width - left - 8, 60), height: height, scale: scale, places: max(labels.count, 1))
    for (tick, name) in zip(scale.ticks, names) {
      canvas.line(abs(tick) < scale.step / 2 ? "axis" : "grid", left, plot.y(tick), left + plot.width, plot.y(tick))
      canvas.words("quiet", left - 6, plot.y(tick) + 4, name, .end)
    }
    drawDates(on: &canvas, plot)
    for (index, band) in bands.enumerated() { canvas.path(Self.kind(ofBand: index), plot.outline(band), isClosed: true) }
    for line in lines { draw(line, on: &canvas, plot) }
    drawMarks(on: &canvas, plot)
    if let firstAhead, firstAhead > 0 {
      let x = plot.x(firstAhead) - plot.spacing / 2
      canvas.line("axis", x, y - 4, x, y + height)
      canvas.words("quiet halo", x - 5, y + 6, "known", .end)
      canvas.words("quiet halo", x + 5, y + 6, "ahead")
    }
    canvas.words("quiet", left + plot.width / 2, y + height + 36, axis, .middle)
    return y + height + 44
  }

  var values: [Double] { lines.flatMap(\.values) + bands.flatMap { $0.lower + $0.upper } + marks.flatMap { [$0.value, $0.expected] } }

  private static func kind(ofBand index: Int) -> String { index == 0 ? "band outer" : "band inner" }

  private func drawDates(on canvas: inout Canvas, _ plot: Plot) {
    let bottom = plot.top + plot.height
    for tick in DateTicks.choose(labels, spacing: plot.spacing, gap: 12, width: Canvas.width(of:)) {
      let half = Canvas.width(of: tick.text) / 2, x = plot.x(tick.place)
      canvas.line("axis", x, bottom, x, bottom + 5)
      canvas.words("quiet", min(max(x, half), canvas.width - half), bottom + 18, tick.text, .middle)
    }
  }

  private func draw(_ line: Line, on canvas: inout Canvas, _ plot: Plot) {
    for run in plot.runs(line.values) {
      // What is known in part only is drawn as something else than a fall.
      let isCutAtStart = line.role == .observed && isFirstCut && run.lowerBound == 0 && run.count > 1
      let isCutAtEnd = line.role == .observed && isLastCut && run.upperBound == labels.count && run.count > 1
      let whole = (run.lowerBound + (isCutAtStart ? 1 : 0))..<(run.upperBound - (isCutAtEnd ? 1 : 0))
      canvas.path("line " + line.role.kind, plot.points(line.values, in: whole))
      if isCutAtStart { canvas.path("line cut", plot.points(line.values, in: run.lowerBound..<(run.lowerBound + 2))) }
      if isCutAtEnd { canvas.path("line cut", plot.points(line.values, in: (run.upperBound - 2)..<run.upperBound)) }
      guard line.role != .average, run.count == 1 || plot.spacing >= 8 else { continue }
      for place in run {
        let isCut = (isCutAtStart && place == run.lowerBound) || (isCutAtEnd && place == run.upperBound - 1)
        canvas.dot(isCut ? "dot hollow" : "dot " + line.role.kind, plot.x(place), plot.y(line.values[place]), isCut ? 3.5 : 2.5)
      }
    }
  }

  /// The farthest from what was expected are named first, and names that would meet another or a mark are left to the table.
  private func drawMarks(on canvas: inout Canvas, _ plot: Plot) {
    let marks = marks.filter { labels.indices.contains($0.place) && $0.value.isFinite && $0.expected.isFinite }
      .sorted { abs($0.value - $0.expected) > abs($1.value - $1.expected) }
    var taken = marks.map { mark in
      let y = plot.y(mark.value)
      return Area(left: plot.x(mark.place) - 7, right: plot.x(mark.place) + 7, top: y - (mark.isAbove ? 18 : 5), bottom: y + (mark.isAbove ? 5 : 18))
    }
    for (index, mark) in marks.enumerated() {
      let x = plot.x(mark.place), y = plot.y(mark.value), expected = plot.y(mark.expected)
      let name = DateTicks.short(labels[mark.place]), half = Canvas.width(of: name) / 2
      let middle = min(max(x, plot.left + half), plot.left + plot.width - half)
      // Beneath the axis the dates stand.
      let isNameBelow = !mark.isAbove && y + 34 < plot.top + plot.height
      let base = isNameBelow ? y + 31 : y - (mark.isAbove ? 21 : 9)
      let area = Area(left: middle - half, right: middle + half, top: base - 10, bottom: base + 1)
      let isFree = taken.indices.allSatisfy { $0 == index || !taken[$0].meets(area) }
      if isFree { taken.append(area) }
      canvas.group(mark.title) { canvas in
        canvas.line("gap", x, y, x, expected)
        canvas.line("expected", x - 7, expected, x + 7, expected)
        // The tip is away from what was expected.
        canvas.triangle("mark", x, mark.isAbove ? y - 17 : y + 17, pointsUp: mark.isAbove)
        canvas.dot("mark", x, y, 4)
        if isFree { canvas.words("named", middle, base, name, .middle) }
      }
    }
  }

  private struct Area {
    let left: Double, right: Double, top: Double, bottom: Double
    func meets(_ other: Area) -> Bool { left < other.right && other.left < right && top < other.bottom && other.top < bottom }
  }

  // MARK: The legend

  private func drawLegend(on canvas: inout Canvas, below top: Double) -> Double {
    var (x, y) = (0.0, top)
    for (name, kind) in legend {
      let room = 32 + Canvas.width(of: name)
      if x > 0, x + room > canvas.width { (x, y) = (0, y + Canvas.lineHeight) }
      switch kind {
      case "mark up", "mark down": canvas.triangle("mark", x + 12, kind == "mark up" ? y + 4 : y + 14, pointsUp: kind == "mark up")
      case _ where kind.hasPrefix("band"): canvas.box(kind, x, y + 3, 24, 12)
      case _ where kind.hasPrefix("dot"): canvas.dot(kind, x + 12, y + 9, 3.5)
      default: canvas.line(kind, x, y + 9, x + 24, y + 9)
      }
      canvas.words("ink", x + 30, y + 13, name)
      x += room + 16
    }
    return y + Canvas.lineHeight + 4
  }

  private var legend: [(name: String, kind: String)] {
    var items = lines.map { ($0.name, "line " + $0.role.kind) }
    items += bands.enumerated().map { ($0.element.name, Self.kind(ofBand: $0.offset)) }
    if marks.contains(where: \.isAbove) { items.append((Self.dearer, "mark up")) }
    if marks.contains(where: { !$0.isAbove }) { items.append((Self.cheaper, "mark down")) }
    if !marks.isEmpty { items.append(("expected there", "expected")) }
    if isFirstCut || isLastCut { items.append((Self.cut, "dot hollow")) }
    return items
  }

  static let dearer = "anomaly, dearer than expected"
  static let cheaper = "anomaly, cheaper than expected"
  static let cut = "known in part only"
}

extension LineChart.Line.Role {
  fileprivate var kind: String {
    switch self {
    case .observed: "observed"
    case .average: "average"
    case .forecast: "forecast"
    }
  }
}

/// The part of a picture that values are drawn into.
private struct Plot {
  let left: Double
  let top: Double
  let width: Double
  let height: Double
  let scale: Scale
  let places: Int

  var spacing: Double { width / Double(places) }
  func x(_ place: Int) -> Double { left + (Double(place) + 0.5) * spacing }
  func y(_ value: Double) -> Double { top + (1 - scale.share(value)) * height }

  /// Stretches without a gap.
  func runs(_ values: [Double]) -> [Range<Int>] {
    var found: [Range<Int>] = []
    var start: Int?
    for (place, value) in values.enumerated() {
      if value.isFinite {
        if start == nil { start = place }
      } else if let begun = start {
        found.append(begun..<place)
        start = nil
      }
    }
    if let begun = start { found.append(begun..<values.count) }
    return found
  }

  /// The points of a line; where several share a column of the picture, their first, lowest, highest and last.
  func points(_ values: [Double], in range: Range<Int>) -> [(x: Double, y: Double)] {
    guard spacing < 0.5 else { return range.map { (x($0), y(values[$0])) } }
    let perColumn = Int(1 / spacing)
    return stride(from: range.lowerBound, to: range.upperBound, by: perColumn).flatMap { start in
      let column = start..<min(start + perColumn, range.upperBound)
      let lowest = column.min { values[$0] < values[$1] } ?? start, highest = column.max { values[$0] < values[$1] } ?? start
      return [start, min(lowest, highest), max(lowest, highest), column.upperBound - 1].map { (x($0), y(values[$0])) }
    }
  }

  func outline(_ band: LineChart.Band) -> [(x: Double, y: Double)] {
    runs(band.upper).flatMap { run in
      // A single place would have no width.
      if run.count == 1 {
        let (left, right) = (x(run.lowerBound) - spacing / 3, x(run.lowerBound) + spacing / 3)
        let (low, high) = (y(band.lower[run.lowerBound]), y(band.upper[run.lowerBound]))
        return [(left, high), (right, high), (right, low), (left, low)]
      }
      return points(band.upper, in: run) + points(band.lower, in: run).reversed()
    }
  }
}
