import JSON

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A bar on standard error while work goes on, where that is a terminal: how far it is, how fast, and how long it will take.
///
/// A class, because it remembers when it began.
final class ProgressBar {
  let isShown: Bool
  private let started = ProgressBar.seconds

  /// Who asks for JSON is no person who waits.
  init(_ arguments: Arguments) { isShown = !arguments.isOn("json") && Terminal.isThere(STDERR_FILENO) }

  private static var seconds: Double {
    var now = timespec()
    clock_gettime(CLOCK_MONOTONIC, &now)
    return Double(now.tv_sec) + Double(now.tv_nsec) / 1e9
  }

  func show(_ value: JSONValue) {
    guard isShown else { return }
    let line = Self.line(
      percentage: value["percentage"]?.double, message: value["message"]?.string ?? value["title"]?.string ?? "", elapsed: Self.seconds - started)
    writeAll("\r" + line + (Terminal.hasColours(STDERR_FILENO) ? "\u{1B}[K" : "   "), to: STDERR_FILENO)
  }

  /// The line after so many seconds; a message that begins with a count tells the rate.
  static func line(percentage: Double?, message: String, elapsed: Double) -> String {
    var line = ""
    if let percentage {
      let part = min(max(percentage, 0), 100), filled = Int(part * 0.3)
      line += "[" + String(repeating: "#", count: filled) + String(repeating: ".", count: 30 - filled) + "] \(Int(part)) % "
    }
    line += printable(message)
    guard elapsed >= 1 else { return line }
    let words = message.split(separator: " ", maxSplits: 2)
    if words.count >= 2, let count = Double(words[0].filter { $0 != "," }), count > 0 {
      line += ", \(grouped(Int64(count / elapsed))) \(words[1].filter { $0 != "," }) a second"
    }
    if let percentage, percentage >= 1, percentage < 100 { line += ", \(clock(elapsed * (100 - percentage) / percentage)) left" }
    return line
  }

  /// 75 as 1:15.
  private static func clock(_ seconds: Double) -> String {
    let whole = Int(min(seconds, 359_999).rounded()), rest = whole % 60
    let minutes = whole / 60 % 60, hours = whole / 3_600
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return hours > 0 ? "\(hours):\(two(minutes)):\(two(rest))" : "\(minutes):\(two(rest))"
  }

  /// Clears the line.
  func end() {
    guard isShown else { return }
    writeAll(Terminal.hasColours(STDERR_FILENO) ? "\r\u{1B}[K" : "\n", to: STDERR_FILENO)
  }
}
