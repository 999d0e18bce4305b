import CostModel

/// A message of plain text as RFC 5322 and MIME write it.
package struct EmailMessage: Sendable {
  package var from: EmailAddress
  /// Shown beside the sender's address.
  package var fromName: String?
  package var to: [EmailAddress]
  package var subject: String
  package var text: String
  package var date: Timestamp
  /// The part of the Message-ID before the `@`: the same for every try, so that mail programs show a message that came
  /// twice once.
  package var id: String

  package init(
    from: EmailAddress, fromName: String? = nil, to: [EmailAddress], subject: String, text: String, date: Timestamp,
    id: String
  ) {
    self.from = from
    self.fromName = fromName
    self.to = to
    self.subject = subject
    self.text = text
    self.date = date
    self.id = id
  }

  /// The whole message. The text is in base64, where no line begins with a dot and none is too long.
  package var bytes: [UInt8] {
    let sender = fromName.map { "\(EmailMessage.encodedWords($0)) <\(from)>" } ?? "\(from)"
    let headers = [
      "Date: \(EmailMessage.text(of: date))",
      "Message-ID: <\(EmailMessage.identifier(id))@\(from.domain)>",
      "From: \(sender)",
      "To: \(to.map(\.description).joined(separator: ",\r\n "))",
      "Subject: \(EmailMessage.encodedWords(subject))",
      "MIME-Version: 1.0",
      "Content-Type: text/plain; charset=utf-8",
      "Content-Transfer-Encoding: base64",
      // Says to vacation programs that nobody reads answers.
      "Auto-Submitted: auto-generated",
      "",
      "",
    ]
    var message = Array(headers.joined(separator: "\r\n").utf8)
    var rest = base64(EmailMessage.withNetworkLineEnds(text))[...]
    while !rest.isEmpty {
      message += rest.prefix(76) + [13, 10]
      rest = rest.dropFirst(76)
    }
    return message
  }

  /// As in `Fri, 21 Nov 1997 09:55:06 +0000`.
  private static func text(of date: Timestamp) -> String {
    let seconds = min(max(date, .earliest), .latest).seconds
    let day = CivilDate(daysSinceEpoch: Int(floorDivide(seconds, Timestamp.secondsPerDay)))
    let time = Int(seconds - Int64(day.daysSinceEpoch) * Timestamp.secondsPerDay)
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let weekday = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"][day.isoWeekday - 1]
    let year = String(String(10_000 + day.year).dropFirst())
    return "\(weekday), \(two(day.day)) \(monthNames[day.month - 1]) \(year) "
      + "\(two(time / 3_600)):\(two(time / 60 % 60)):\(two(time % 60)) +0000"
  }

  /// Short plain text as it is, anything else in encoded words of RFC 2047: no character can end a header. A word holds whole
  /// characters and at most 75 bytes.
  static func encodedWords(_ text: String) -> String {
    if 1...60 ~= text.utf8.count, isPlain(text[...], or: " !#$%&'*+-/"), !text.hasPrefix(" "), !text.hasSuffix(" ") {
      return text
    }
    var words: [[UInt8]] = [[]]
    for scalar in text.unicodeScalars {
      let character = Array(String(scalar).utf8)
      if words[words.count - 1].count + character.count > 45 { words.append([]) }
      words[words.count - 1] += character
    }
    return words.map { "=?UTF-8?B?" + String(decoding: base64($0), as: UTF8.self) + "?=" }.joined(separator: "\r\n ")
  }

  private static func identifier(_ text: String) -> String {
    let kept = text.utf8.filter { isAlphanumeric($0) || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_") }.prefix(200)
    return kept.isEmpty ? "message" : String(decoding: kept, as: UTF8.self)
  }

  private static func withNetworkLineEnds(_ text: String) -> [UInt8] {
    var bytes: [UInt8] = []
    for byte in text.utf8 {
      if byte == 10, bytes.last != 13 { bytes.append(13) }
      bytes.append(byte)
    }
    return bytes
  }
}

extension EmailMessage: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  package var description: String { "e-mail to \(to.count) recipients" }
  package var debugDescription: String { description }
  package var customMirror: Mirror { Mirror(self, children: []) }
}
