import JSON

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A bar on standard error while work goes on, where that is a terminal.
struct ProgressBar {
  let isShown = isatty(STDERR_FILENO) == 1

  func show(_ value: JSONValue) {
    guard isShown else { return }
    let percentage = value["percentage"]?.int64
    let message = value["message"]?.string ?? value["title"]?.string ?? ""
    var line = "\r"
    if let percentage {
      let filled = Int(percentage) * 30 / 100
      line += "[" + String(repeating: "#", count: filled) + String(repeating: ".", count: 30 - filled) + "] \(percentage) % "
    }
    writeAll(line + message + "\u{1B}[K", to: STDERR_FILENO)
  }

  /// Clears the line.
  func end() {
    if isShown { writeAll("\r\u{1B}[K", to: STDERR_FILENO) }
  }
}
