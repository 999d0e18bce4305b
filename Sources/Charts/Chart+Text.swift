extension LineChart {
  private static let rows = 8
  private static let eighths = [" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]

  /// Columns of blocks over an axis with dates; below it where something is remarkable.
  func lines(_ columns: Int) -> [String] {
    let scale = Scale(values, ticks: 4)
    let names = scale.ticks.map(scale.label)
    let margin = names.reduce(0) { max($0, PlainText.width($1)) }
    let room = max(columns - margin - 2, 10)
    // As many columns for each place as fit, or as many places in one column as must.
    let size = max(1, min(room / max(labels.count, 1), 6)), joined = max(1, (labels.count + room - 1) / room)
    let cells = labels.isEmpty ? 0 : (labels.count + joined - 1) / joined
    var lines = PlainText.wrapped(unit + (joined > 1 ? " (the highest of each \(joined))" : ""), to: columns)
    lines += plot(scale, names, margin, cells: cells, joined: joined, size: size)
    lines += axisOfDates(margin, joined: joined, size: size)
    if let below = marked(margin, cells: cells, joined: joined, size: size) { lines.append(below) }
    if let average = self.lines(of: .average).first { lines.append(sparkline(average, scale, margin, joined: joined, size: size)) }
    return lines + ([axis] + legend).flatMap { PlainText.wrapped($0, to: columns) }
  }

  private func lines(of role: Line.Role) -> [Line] { self.lines.filter { $0.role == role } }

  /// The highest of the places that share a column; NaN where none has a value.
  private func highest(_ values: [Double], _ cell: Int, _ joined: Int) -> Double {
    values[(cell * joined)..<min((cell + 1) * joined, values.count)].reduce(.nan) { $1.isFinite ? ($0.isFinite ? max($0, $1) : $1) : $0 }
  }

  private func plot(_ scale: Scale, _ names: [String], _ margin: Int, cells: Int, joined: Int, size: Int) -> [String] {
    let observed = lines(of: .observed), forecast = lines(of: .forecast)
    let levels: [(line: Double, inner: Double, outer: Double, isAhead: Bool)] = (0..<cells).map { cell in
      func level(_ value: Double) -> Double { value.isFinite ? scale.share(value) * Double(Self.rows) : 0 }
      let known = observed.first.map { highest($0.values, cell, joined) } ?? .nan
      if known.isFinite { return (level(known), 0, 0, false) }
      let ahead = forecast.first.map { highest($0.values, cell, joined) } ?? .nan
      let bounds = bands.map { level(highest($0.upper, cell, joined)) }
      return (level(ahead), bounds.last ?? 0, bounds.first ?? 0, true)
    }
    return (0..<Self.rows).map { row in
      let floor = Double(Self.rows - 1 - row)
      let tick = scale.ticks.firstIndex { Int(((1 - scale.share($0)) * Double(Self.rows)).rounded()) == row }
      var line = PlainText.padded(tick.map { names[$0] } ?? "", to: margin, atStart: true) + (tick == nil ? " │" : " ┤")
      for level in levels {
        let block: String
        if level.isAhead {
          block = level.line > floor + 0.5 ? "▓" : level.inner > floor + 0.5 ? "▒" : level.outer > floor + 0.5 ? "░" : " "
        } else {
          var eighth = Int(((level.line - floor) * 8).rounded())
          // A little is told from nothing.
          if row == Self.rows - 1, eighth == 0, level.line > 0 { eighth = 1 }
          block = Self.eighths[min(max(eighth, 0), 8)]
        }
        line += String(repeating: block, count: size > 2 ? size - 1 : size) + (size > 2 ? " " : "")
      }
      return line
    }
  }

  private func axisOfDates(_ margin: Int, joined: Int, size: Int) -> [String] {
    let spacing = Double(size) / Double(joined)
    var line = "", used = 0
    let start = margin + 2
    for tick in DateTicks.choose(labels, spacing: spacing, gap: 2, width: { Double(PlainText.width($0)) }) {
      let width = PlainText.width(tick.text)
      let middle = start + Int((Double(tick.place) + 0.5) * spacing)
      let place = max(middle - width / 2, used == 0 ? 0 : used + 1)
      line += String(repeating: " ", count: place - used) + tick.text
      used = place + width
    }
    let width = start + Int((Double(labels.count) * spacing).rounded(.up))
    return [PlainText.padded("", to: margin) + " └" + String(repeating: "─", count: max(0, width - start)), line]
  }

  private func marked(_ margin: Int, cells: Int, joined: Int, size: Int) -> String? {
    guard !marks.isEmpty else { return nil }
    var line = [String](repeating: String(repeating: " ", count: size), count: cells)
    for mark in marks where line.indices.contains(mark.place / joined) {
      line[mark.place / joined] = PlainText.padded(mark.isAbove ? "▲" : "▼", to: size)
    }
    return PlainText.padded("", to: margin + 2) + line.joined()
  }

  private func sparkline(_ average: Line, _ scale: Scale, _ margin: Int, joined: Int, size: Int) -> String {
    let cells = (average.values.count + joined - 1) / joined
    let blocks = (0..<cells).map { cell -> String in
      let value = highest(average.values, cell, joined)
      return String(repeating: Self.eighths[value.isFinite ? 1 + Int((scale.share(value) * 7).rounded()) : 0], count: size)
    }
    return PlainText.padded(PlainText.shortened("mean", to: margin), to: margin + 2) + blocks.joined()
  }

  private var legend: [String] {
    var items = lines(of: .observed).map { "█ " + $0.name } + lines(of: .forecast).map { "▓ " + $0.name }
    for (index, band) in bands.enumerated() { items.append((index == 0 ? "░ up to the end of the " : "▒ up to the end of the ") + band.name) }
    if marks.contains(where: \.isAbove) { items.append("▲ " + Self.dearer) }
    if marks.contains(where: { !$0.isAbove }) { items.append("▼ " + Self.cheaper) }
    items += lines(of: .average).map { "mean: " + $0.name }
    if isFirstCut { items.append("first column: " + Self.cut) }
    if isLastCut { items.append("last column: " + Self.cut) }
    return items
  }
}

extension BarChart {
  private static let eighths = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉", "█"]

  /// A name, a bar and the value in words on each line.
  func lines(_ columns: Int) -> [String] {
    let texts = bars.map { PlainText.shortened($0.text, to: columns / 2) }
    let words = texts.reduce(0) { max($0, PlainText.width($1)) }
    let names = min(bars.reduce(0) { max($0, PlainText.width($1.name)) }, max((columns - words) * 2 / 3, 8))
    let room = max(columns - names - words - 4, 4)
    let highest = bars.reduce(0) { max($0, $1.value.isFinite ? abs($1.value) : 0) }
    return PlainText.wrapped(unit, to: columns) + zip(bars, texts).map { bar, text in
      let share = highest > 0 && bar.value.isFinite ? abs(bar.value) / highest : 0
      var eighths = Int((share * Double(room * 8)).rounded())
      if eighths == 0, bar.value != 0 { eighths = 1 }
      let name = PlainText.shortened(bar.name, to: names)
      let blocks = String(repeating: bar.value < 0 ? "░" : "█", count: eighths / 8) + (bar.value < 0 ? "" : Self.eighths[eighths % 8])
      return PlainText.padded(name, to: names) + name.leftToRightAgain + "  " + PlainText.padded(blocks, to: room) + "  "
        + PlainText.padded(text, to: words, atStart: true)
    }
  }
}
