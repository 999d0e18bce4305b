import JSON

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Where figures go: a table, or one JSON object a line.
struct BenchReport {
  let asJSON: Bool

  static let caveat =
    "Figures are of this machine at this moment: compare only those of one run, as ratios."

  func header(_ options: BenchOptions) {
    if asJSON {
      writeOut(
        JSONValue.object([
          JSONMember(name: "note", value: .string(Self.caveat)),
          JSONMember(name: "worker", value: .string(options.worker)), JSONMember(name: "rows", value: .int(options.rows)),
        ]).text() + "\n")
    } else {
      writeOut("\(Self.caveat)\nfloor: an echo of the same lines by this program, or append and fdatasync of 4096 bytes.\n")
      writeOut("worker: \(options.worker), rows: \(options.rows)\n\n")
      writeOut(padded("goal", 5) + padded("what", 68) + "figures\n")
    }
  }

  /// One line. A figure's name ends in its unit; one that could not be had is left out.
  func line(_ goal: Int, _ what: String, _ figures: [(name: String, value: Double?)]) {
    let known = figures.compactMap { figure in figure.value.map { (figure.name, rounded($0)) } }
    if asJSON {
      let members = [JSONMember(name: "goal", value: .int(goal)), JSONMember(name: "what", value: .string(what))]
      writeOut(JSONValue.object(members + known.map { JSONMember(name: $0, value: number($1)) }).text() + "\n")
    } else {
      let texts = known.map { "\($0) \(number($1).text())" }
      writeOut(padded(String(goal), 5) + padded(what, 68) + texts.joined(separator: "  ") + "\n")
    }
  }

  /// Four digits that count are more than two runs agree on.
  private func rounded(_ value: Double) -> Double {
    guard value != 0, value.isFinite else { return value }
    let unit = pow(10, max(0, 3 - floor(log10(abs(value)))))
    return (value * unit).rounded() / unit
  }

  private func number(_ value: Double) -> JSONValue {
    value == value.rounded() && abs(value) < 1e15 ? .int(Int(value)) : JSONValue(floatLiteral: value)
  }

  private func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(1, width - text.count))
  }
}

func writeOut(_ text: String) { writeAll(text, STDOUT_FILENO) }
func writeError(_ text: String) { writeAll(text, STDERR_FILENO) }

private func writeAll(_ text: String, _ descriptor: Int32) {
  var rest = Array(text.utf8)[...]
  while !rest.isEmpty {
    let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
    if count < 0, errno != EINTR { return }
    rest = rest.dropFirst(max(count, 0))
  }
}
