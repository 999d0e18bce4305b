import CostModel

/// What a receiver answered.
package struct CurlAnswer: Sendable {
  package var status: Int
  /// Names in lowercase, in the order they came.
  package var headers: [(name: String, value: String)]
  package var body: [UInt8]
  package var milliseconds: Int
  package var remoteAddress: IPAddress?

  package var isSuccess: Bool { 200...299 ~= status }

  package func header(_ name: String) -> String? {
    headers.first { $0.name == name }?.value
  }

  /// The seconds that `Retry-After` asks to wait, given as a number or as a date.
  package func retryAfterSeconds(now: Timestamp) -> Int? {
    guard let text = header("retry-after") else { return nil }
    if isPlainNumber(text[...], most: 9) { return Int(text) }
    return CurlAnswer.date(text).map { Int(max($0.seconds &- now.seconds, 0)) }
  }

  /// Reads a date as HTTP writes it: `Sun, 06 Nov 1994 08:49:37 GMT`.
  private static func date(_ text: String) -> Timestamp? {
    let words = text.split { $0 == " " || $0 == ":" }
    guard words.count == 8, words[7] == "GMT", let month = monthNames.firstIndex(of: String(words[2])) else { return nil }
    let numbers = [1, 3, 4, 5, 6].compactMap { isPlainNumber(words[$0], most: 4) ? Int(words[$0]) : nil }
    guard numbers.count == 5, let day = CivilDate(year: numbers[1], month: month + 1, day: numbers[0]),
      numbers[2] < 24, numbers[3] < 60, numbers[4] <= 60
    else { return nil }
    let seconds = day.daysSinceEpoch * 86_400 + numbers[2] * 3_600 + numbers[3] * 60 + numbers[4]
    return Timestamp(seconds: Int64(seconds))
  }
}

let monthNames = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

/// What curl itself tells after everything the receiver sent.
struct CurlTrailer {
  var status: Int
  var remoteAddress: IPAddress?
}

extension CurlAnswer {
  static let trailerMark = "costwire-trailer "
  /// Room for headers and trailer beside the body.
  static let overhead = 1 << 17

  /// Takes the trailer off the end of curl's output. Only when curl ended by itself: then nothing stands after it.
  static func takeTrailer(_ output: inout [UInt8]) -> CurlTrailer? {
    let mark = Array("\n\(trailerMark)".utf8)
    var start = output.count - mark.count
    let earliest = max(start - 128, 0)
    while start >= earliest, !output[start..<start + mark.count].elementsEqual(mark) { start -= 1 }
    guard start >= earliest else { return nil }
    let text = String(decoding: output[(start + mark.count)...], as: UTF8.self)
    let words = text.dropLast().split(separator: " ", omittingEmptySubsequences: false)
    guard words.count == 2, isPlainNumber(words[0], most: 3), let status = Int(words[0]) else { return nil }
    output.removeSubrange(start...)
    return CurlTrailer(status: status, remoteAddress: IPAddress(String(words[1])))
  }

  /// Divides what the receiver sent into headers and body; preliminary answers (1xx) before it are passed over.
  init?(_ output: [UInt8], _ trailer: CurlTrailer, milliseconds: Int) {
    var rest = output[...]
    while true {
      guard let end = CurlAnswer.headerEnd(rest) else { return nil }
      let lines = rest[..<end].split(separator: 10).map { String(decoding: $0.last == 13 ? $0.dropLast() : $0, as: UTF8.self) }
      rest = rest[end...]
      guard let first = lines.first, first.hasPrefix("HTTP/") else { return nil }
      let words = first.split(separator: " ")
      guard words.count > 1, isPlainNumber(words[1], most: 3), let status = Int(words[1]) else { return nil }
      if 100...199 ~= status { continue }
      self.init(
        status: status, headers: lines.dropFirst().compactMap(CurlAnswer.header), body: Array(rest),
        milliseconds: milliseconds, remoteAddress: trailer.remoteAddress)
      return
    }
  }

  /// The place after the empty line that ends a block of headers.
  private static func headerEnd(_ bytes: ArraySlice<UInt8>) -> Int? {
    var lineStart = bytes.startIndex
    while let feed = bytes[lineStart...].firstIndex(of: 10) {
      let line = bytes[lineStart..<feed]
      lineStart = feed + 1
      if line.isEmpty || line.elementsEqual([13]) { return lineStart }
    }
    return nil
  }

  private static func header(_ line: String) -> (name: String, value: String)? {
    guard let colon = line.firstIndex(of: ":") else { return nil }
    var value = line[line.index(after: colon)...].drop { $0 == " " || $0 == "\t" }
    while value.last == " " || value.last == "\t" { value.removeLast() }
    return (line[..<colon].lowercased(), String(value))
  }
}
