/// Writes fields of CSV that spreadsheets show and do not run.
package enum CSVField {
  package enum Style: Sendable {
    /// Text that a spreadsheet would take for a formula gets a `'` in front.
    case neutralised
    /// The text as it is, for programs.
    case raw
  }

  /// Appends one field, in quotes where it needs them.
  package static func append(
    _ text: some Collection<UInt8>, to out: inout [UInt8], style: Style = .neutralised, delimiter: UInt8 = 0x2C
  ) {
    let prefix = style == .neutralised && isFormula(text)
    let needsQuotes =
      text.first == 0x20 || text.first == 0x09
      || text.contains { $0 == delimiter || $0 == 0x22 || $0 == 0x0A || $0 == 0x0D }
    if needsQuotes { out.append(0x22) }
    if prefix { out.append(0x27) }
    if needsQuotes {
      for byte in text {
        if byte == 0x22 { out.append(0x22) }
        out.append(byte)
      }
      out.append(0x22)
    } else {
      out.append(contentsOf: text)
    }
  }

  /// Appends a row and its CRLF.
  package static func appendRow(
    _ fields: [String], to out: inout [UInt8], style: Style = .neutralised, delimiter: UInt8 = 0x2C
  ) {
    for (index, field) in fields.enumerated() {
      if index > 0 { out.append(delimiter) }
      append(field.utf8, to: &out, style: style, delimiter: delimiter)
    }
    out.append(0x0D)
    out.append(0x0A)
  }

  /// Whether a spreadsheet may take the text for a formula: it begins, behind quotes and spaces, with `=`, `+`, `-`,
  /// `@`, a tab or a line break, or with the full-width form of one of the four signs. A number is none.
  package static func isFormula(_ text: some Collection<UInt8>) -> Bool {
    let behind = text.drop { $0 == 0x22 || $0 == 0x27 || $0 == 0x20 }
    guard let first = behind.first else { return false }
    switch first {
    case 0x3D, 0x40, 0x09, 0x0A, 0x0D: return true
    case 0x2B, 0x2D: return !isNumber(text)
    // U+FF0B, U+FF0D, U+FF1D, U+FF20.
    case 0xEF: return [[0xEF, 0xBC, 0x8B], [0xEF, 0xBC, 0x8D], [0xEF, 0xBC, 0x9D], [0xEF, 0xBC, 0xA0]].contains(Array(behind.prefix(3)))
    default: return false
    }
  }

  /// `-12.5`, `+3`, `1e-9`, and nothing around it.
  private static func isNumber(_ text: some Collection<UInt8>) -> Bool {
    var rest = text[...]
    if let sign = rest.first, sign == 0x2B || sign == 0x2D { rest = rest.dropFirst() }
    let whole = rest.prefix { 0x30...0x39 ~= $0 }
    rest = rest.dropFirst(whole.count)
    var digits = whole.count
    if rest.first == 0x2E {
      let fraction = rest.dropFirst().prefix { 0x30...0x39 ~= $0 }
      rest = rest.dropFirst(fraction.count + 1)
      digits += fraction.count
    }
    guard digits > 0 else { return false }
    guard let exponent = rest.first else { return true }
    guard exponent | 0x20 == 0x65 else { return false }
    rest = rest.dropFirst()
    if let sign = rest.first, sign == 0x2B || sign == 0x2D { rest = rest.dropFirst() }
    return !rest.isEmpty && rest.allSatisfy { 0x30...0x39 ~= $0 }
  }
}
