/// A caller's text as one that can stand in a line: without control characters, breaks, and marks that turn the
/// direction of what follows, and not longer than anybody reads.
package enum PlainText {
  /// Columns that a name may take.
  static let mostColumns = 60
  private static let mostScalars = 512

  package static func cleaned(_ text: String) -> String { shortened(text, to: mostColumns) }

  /// The beginning and the end of a text that is too wide: names of one kind often begin alike.
  static func shortened(_ text: String, to columns: Int) -> String {
    let scalars = visible(text, most: mostScalars)
    guard width(scalars) > columns else { return string(of: scalars) }
    let tail = max(columns - 1, 0) / 3, head = max(columns - 1, 0) - tail
    var start = 0, used = 0
    while start < scalars.count, used + width(scalars[start]) <= head {
      used += width(scalars[start])
      start += 1
    }
    var end = scalars.count
    used = 0
    while end > start, used + width(scalars[end - 1]) <= tail {
      used += width(scalars[end - 1])
      end -= 1
    }
    // A mark without the letter it belongs to would sit on the dots.
    while end < scalars.count, width(scalars[end]) == 0 { end += 1 }
    return string(of: scalars[..<start] + [0x2026] + scalars[end...])
  }

  /// Columns that a cleaned text takes where all letters are as wide: two for those of East Asia and for pictures.
  static func width(_ text: String) -> Int { text.unicodeScalars.reduce(0) { $0 + width($1.value) } }

  /// Whether letters run from right to left, so that numbers behind them would change places.
  static func runsLeft(_ text: String) -> Bool {
    text.unicodeScalars.contains { scalar in rightToLeft.contains { $0 ~= scalar.value } }
  }

  /// What can be seen of a text, blanks for control characters and breaks, two marks at most on a letter.
  ///
  /// - Parameter most: the scalars to stop at: the end of an endless name is not worth finding.
  static func visible(_ text: String, most: Int = .max) -> [UInt32] {
    if text.utf8.count <= most, text.utf8.allSatisfy({ 0x20...0x7E ~= $0 }) { return text.utf8.map { UInt32($0) } }
    var found: [UInt32] = []
    var marks = 0
    for scalar in text.unicodeScalars {
      if found.count == most { return found + [0x2026] }
      let value = scalar.value
      if hidden.contains(where: { $0 ~= value }) { continue }
      if value < 0x20 || 0x7F...0x9F ~= value || value == 0x2028 || value == 0x2029 {
        if found.last != 0x20 { found.append(0x20) }
        continue
      }
      marks = width(value) == 0 ? marks + 1 : 0
      if marks <= 2 { found.append(value) }
    }
    return found
  }

  /// The text as it may be written to a terminal.
  static func printable(_ text: String) -> String { string(of: visible(text)) }

  private static func string(of scalars: some Sequence<UInt32>) -> String {
    var text = String.UnicodeScalarView()
    for value in scalars { if let scalar = Unicode.Scalar(value) { text.append(scalar) } }
    return String(text)
  }

  private static func width(_ scalars: [UInt32]) -> Int { scalars.reduce(0) { $0 + width($1) } }

  private static func width(_ value: UInt32) -> Int {
    if value < 0x300 { return 1 }
    if combining.contains(where: { $0 ~= value }) { return 0 }
    return wide.contains { $0 ~= value } ? 2 : 1
  }

  /// Bidirectional controls, invisible operators, tags, byte order marks and what XML cannot hold.
  private static let hidden: [ClosedRange<UInt32>] = [
    0x61C...0x61C, 0x200B...0x200D, 0x200F...0x200F, 0x202A...0x202E, 0x2060...0x206F, 0xFEFF...0xFEFF, 0xFFF0...0xFFFB, 0xFFFE...0xFFFF,
    0xE0000...0xE0FFF,
  ]
  /// Marks on letters, and the mark of direction that is set behind names.
  private static let combining: [ClosedRange<UInt32>] = [
    0x300...0x36F, 0x483...0x489, 0x591...0x5BD, 0x610...0x61A, 0x64B...0x65F, 0x1AB0...0x1AFF, 0x1DC0...0x1DFF, 0x200E...0x200E, 0x20D0...0x20FF,
    0xFE00...0xFE0F, 0xFE20...0xFE2F,
  ]
  private static let wide: [ClosedRange<UInt32>] = [
    0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
    0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F680...0x1F6FF, 0x1F900...0x1FAFF, 0x20000...0x3FFFD,
  ]
  private static let rightToLeft: [ClosedRange<UInt32>] = [
    0x590...0x8FF, 0xFB1D...0xFDFF, 0xFE70...0xFEFE, 0x10800...0x10FFF, 0x1E800...0x1EFFF,
  ]
}

extension PlainText {
  /// The text in lines of a width, broken between words, and inside those that are wider than a line.
  static func wrapped(_ text: String, to columns: Int) -> [String] {
    var lines: [String] = []
    var line = "", used = 0
    for word in text.split(separator: " ") {
      let word = shortened(String(word), to: max(columns, 2)), width = width(word)
      if used > 0, used + 1 + width > columns {
        lines.append(line)
        (line, used) = ("", 0)
      }
      line += used == 0 ? word : " " + word
      used += used == 0 ? width : width + 1
    }
    if used > 0 { lines.append(line) }
    return lines
  }

  /// Padded to a width, at its end or before it.
  static func padded(_ text: String, to columns: Int, atStart: Bool = false) -> String {
    let space = String(repeating: " ", count: max(0, columns - width(text)))
    return atStart ? space + text : text + space
  }
}

extension String {
  mutating func add(_ pieces: String...) { for piece in pieces { self += piece } }

  /// For the text and the attributes of HTML and XML.
  var inMarkup: String {
    written { scalar in
      switch scalar {
      case "&": "&amp;"
      case "<": "&lt;"
      case ">": "&gt;"
      case "\"": "&quot;"
      case "'": "&#39;"
      default: nil
      }
    }
  }

  /// For a line or a cell of Markdown, where it is no mark, link, mention or HTML.
  var inMarkdown: String {
    var before: Unicode.Scalar = " "
    return written { scalar in
      // An address is told by its "://".
      let isMark = Self.marksOfMarkdown.contains(scalar) || (scalar == "/" && before == ":")
      before = scalar
      return isMark ? "\\" + String(scalar) : nil
    }
  }

  private static let marksOfMarkdown = Array("\\`*_[]<>|~&#!@$".unicodeScalars)

  private func written(_ replacement: (Unicode.Scalar) -> String?) -> String {
    var text = ""
    for value in PlainText.visible(self) {
      guard let scalar = Unicode.Scalar(value) else { continue }
      if let other = replacement(scalar) { text += other } else { text.unicodeScalars.append(scalar) }
    }
    return text
  }
}
