/// The elements of a picture as they are drawn, one line each.
struct Canvas {
  let width: Double
  private(set) var text = ""

  /// How wide a letter is at most, in the page's font; digits are wide ones.
  static let letter = 7.4
  static let lineHeight = 18.0

  init(width: Double) { self.width = width }

  static func width(of text: String) -> Double { Double(PlainText.width(text)) * letter }
  /// How many letters fit beside each other.
  static func letters(in width: Double) -> Int { max(Int(width / letter), 4) }

  enum Anchor: String { case start, middle, end }

  mutating func line(_ kind: String, _ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double) {
    open("line", kind)
    attributes(["x1", "y1", "x2", "y2"], [x1, y1, x2, y2])
    text += "/>\n"
  }

  mutating func box(_ kind: String, _ x: Double, _ y: Double, _ width: Double, _ height: Double) {
    open("rect", kind)
    attributes(["x", "y", "width", "height"], [x, y, width, height])
    text += "/>\n"
  }

  mutating func dot(_ kind: String, _ x: Double, _ y: Double, _ radius: Double) {
    open("circle", kind)
    attributes(["cx", "cy", "r"], [x, y, radius])
    text += "/>\n"
  }

  mutating func path(_ kind: String, _ points: [(x: Double, y: Double)], isClosed: Bool = false) {
    guard !points.isEmpty else { return }
    open("path", kind)
    text += " d=\""
    for (index, point) in points.enumerated() {
      text.add(index == 0 ? "M" : "L", Digits.place(point.x), " ", Digits.place(point.y))
    }
    text += isClosed ? "Z\"/>\n" : "\"/>\n"
  }

  /// A triangle that points up or down, its tip at the place.
  mutating func triangle(_ kind: String, _ x: Double, _ y: Double, pointsUp: Bool) {
    let base = pointsUp ? y + 10 : y - 10
    path(kind, [(x, y), (x - 6, base), (x + 6, base)], isClosed: true)
  }

  /// - Parameter words: any text; it is escaped here.
  mutating func words(_ kind: String, _ x: Double, _ y: Double, _ words: String, _ anchor: Anchor = .start) {
    open("text", kind)
    attributes(["x", "y"], [x, y])
    if anchor != .start { text.add(" text-anchor=\"", anchor.rawValue, "\"") }
    text.add(">", words.inMarkup, "</text>\n")
  }

  /// A group that says what it is when it is pointed at.
  mutating func group(_ title: String, _ body: (inout Canvas) -> Void) {
    text.add("<g><title>", title.inMarkup, "</title>\n")
    body(&self)
    text += "</g>\n"
  }

  private mutating func open(_ element: String, _ kind: String) { text.add("<", element, " class=\"", kind, "\"") }

  private mutating func attributes(_ names: [String], _ values: [Double]) {
    for (name, value) in zip(names, values) { text.add(" ", name, "=\"", Digits.place(value), "\"") }
  }
}
