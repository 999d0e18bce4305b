extension BarChart {
  /// Draws the chart below `top`, and answers where it ends.
  ///
  /// A bar stands under its name: long names and narrow pictures leave it as much room.
  func draw(on canvas: inout Canvas, below top: Double) -> Double {
    canvas.words("quiet", 0, top + 13, unit)
    let start = top + 24, end = start + Double(bars.count) * 38
    let scale = Scale(bars.map(\.value), ticks: canvas.width < 520 ? 3 : 6)
    let names = scale.ticks.map(scale.label)
    // Room for half a name of the first and the last tick.
    let left = Canvas.width(of: names.first ?? "") / 2, right = Canvas.width(of: names.last ?? "") / 2
    let width = max(canvas.width - left - right, 60)
    func x(_ value: Double) -> Double { left + scale.share(value) * width }
    for (tick, name) in zip(scale.ticks, names) {
      canvas.line(abs(tick) < scale.step / 2 ? "axis" : "grid", x(tick), start, x(tick), end + 4)
      canvas.words("quiet", x(tick), end + 18, name, .middle)
    }
    for (index, bar) in bars.enumerated() {
      let y = start + Double(index) * 38
      let text = PlainText.shortened(bar.text, to: Canvas.letters(in: canvas.width * 0.6))
      let room = canvas.width - right - Canvas.width(of: text) - 10
      let value = bar.value.isFinite ? bar.value : 0
      canvas.group(bar.name + ": " + bar.text) { canvas in
        canvas.words("ink halo", left, y + 14, PlainText.shortened(bar.name, to: Canvas.letters(in: room - left)))
        canvas.words("ink halo", canvas.width - right, y + 14, text, .end)
        canvas.box(bar.isRest ? "bar rest" : "bar", min(x(0), x(value)), y + 19, max(abs(x(value) - x(0)), 1), 13)
      }
    }
    return end + 26
  }
}
