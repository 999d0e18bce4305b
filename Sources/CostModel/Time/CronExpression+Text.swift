/// What is wrong with the text of a cron expression.
package struct CronProblem: Error, Hashable, Sendable {
  /// What would have been accepted.
  package var expected: String
  package var got: String
}

extension CronExpression {
  /// Longer texts are refused.
  package static let mostBytes = 256

  private static let shorthands = [
    "@hourly": "0 * * * *", "@daily": "0 0 * * *", "@midnight": "0 0 * * *", "@weekly": "0 0 * * 0", "@monthly": "0 0 1 * *",
    "@yearly": "0 0 1 1 *", "@annually": "0 0 1 1 *",
  ]

  /// - Throws: `CronProblem`, also for what never comes, as 30 February.
  package init(_ text: String) throws(CronProblem) {
    guard text.utf8.count <= Self.mostBytes else {
      throw CronProblem(expected: "a cron expression of at most \(Self.mostBytes) bytes", got: "\(text.utf8.count) bytes")
    }
    var spelled = text
    if text.utf8.first == UInt8(ascii: "@") {
      guard let known = Self.shorthands[text.lowercased()] else {
        throw CronProblem(expected: "five fields, or one of \(Self.shorthands.keys.sorted().joined(separator: ", "))", got: Self.quoted(text))
      }
      spelled = known
    }
    let fields = spelled.split { $0 == " " || $0 == "\t" }
    guard fields.count == 5 else {
      throw CronProblem(expected: "five fields: minute, hour, day of month, month, day of week", got: "\(fields.count) in \(Self.quoted(text))")
    }
    description = text
    minutes = try CronField.minute.set(fields[0])
    hours = try CronField.hour.set(fields[1])
    days = try CronField.day.set(fields[2])
    months = try CronField.month.set(fields[3])
    weekdays = try CronField.weekday.set(fields[4])
    needsBothDays = fields[2].utf8.first == UInt8(ascii: "*") || fields[4].utf8.first == UInt8(ascii: "*")
    guard Self.comes(days, months) || !needsBothDays else {
      throw CronProblem(expected: "a date that comes", got: "\(Self.quoted(text)), which never does: no such month has that many days")
    }
  }

  /// Whether any of the months has any of the days.
  private static func comes(_ days: UInt64, _ months: UInt64) -> Bool {
    for month in 1...12 where holds(months, month) {
      // A leap year.
      let most = CivilDate.days(inMonth: month, of: 2_000)
      if days.trailingZeroBitCount <= most { return true }
    }
    return false
  }

  /// At most 64 characters of a text, for a message.
  static func quoted(_ text: some StringProtocol) -> String {
    let shown = text.count > 64 ? "\(text.prefix(64))…" : "\(text)"
    return "\"\(shown)\""
  }
}

/// One of the five fields: what it is called, and what may stand in it.
private struct CronField {
  var name: String
  var range: ClosedRange<Int>
  /// Names of the values from the first one on.
  var names: [String] = []

  static let minute = CronField(name: "minute", range: 0...59)
  static let hour = CronField(name: "hour", range: 0...23)
  static let day = CronField(name: "day of month", range: 1...31)
  static let month = CronField(
    name: "month", range: 1...12, names: ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"])
  /// 7 is Sunday, too.
  static let weekday = CronField(name: "day of week", range: 0...7, names: ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"])

  /// The values of a list, a bit each.
  func set(_ text: Substring) throws(CronProblem) -> UInt64 {
    var set: UInt64 = 0
    for part in text.split(separator: ",", omittingEmptySubsequences: false) { set |= try values(part) }
    guard range.upperBound == 7, holds(set, 7) else { return set }
    return set & 0x7F | 1
  }

  /// `*`, `A`, `A-B`, each range and `*` with `/STEP` perhaps.
  private func values(_ part: Substring) throws(CronProblem) -> UInt64 {
    let pieces = part.split(separator: "/", omittingEmptySubsequences: false)
    let isRange = pieces[0] == "*" || pieces[0].contains("-")
    guard pieces.count == 1 || (pieces.count == 2 && isRange) else { throw problem(part, "a step only behind * or a range, as in 5-59/15") }
    var step = 1
    if pieces.count == 2 {
      guard let given = number(pieces[1]), given > 0 else { throw problem(part, "a step of 1 or more") }
      step = given
    }
    let (first, last) = try bounds(pieces[0], of: part)
    return stride(from: first, through: last, by: step).reduce(UInt64(0)) { $0 | (UInt64(1) << UInt64($1)) }
  }

  private func bounds(_ text: Substring, of part: Substring) throws(CronProblem) -> (Int, Int) {
    // Sunday counts once in *.
    if text == "*" { return (range.lowerBound, range.upperBound == 7 ? 6 : range.upperBound) }
    let ends = text.split(separator: "-", omittingEmptySubsequences: false)
    guard ends.count <= 2, let first = value(ends[0]), let last = value(ends[ends.count - 1]) else {
      throw problem(part, "\(range.lowerBound) to \(range.upperBound)" + (names.isEmpty ? "" : " or \(names[0]) to \(names[names.count - 1])"))
    }
    // A range that ends with Sunday goes through to it.
    let end = range.upperBound == 7 && ends.count == 2 && last == 0 && first > 0 ? 7 : last
    guard first <= end else { throw problem(part, "a range from the lower to the higher") }
    return (first, end)
  }

  private func value(_ text: Substring) -> Int? {
    if let place = names.firstIndex(of: text.uppercased()) { return place + range.lowerBound }
    return number(text).flatMap { range.contains($0) ? $0 : nil }
  }

  /// Digits alone: no sign, and no number that is too long for any field.
  private func number(_ text: Substring) -> Int? {
    guard 1...4 ~= text.utf8.count, text.utf8.allSatisfy({ 0x30...0x39 ~= $0 }) else { return nil }
    return Int(text)
  }

  private func problem(_ part: Substring, _ expected: String) -> CronProblem {
    CronProblem(expected: "in the field \(name) \(expected)", got: CronExpression.quoted(part))
  }
}
