#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The command line of a run.
struct BenchOptions {
  var goals: [Int] = Array(1...14) + [18]
  var worker = folderOfProgram + "/costwire"
  var rows = 300_000
  var asJSON = false
  var wantsHelp = false

  static let help = """
    costwire-bench [GOAL ...] [--worker PATH] [--rows N] [--json]

    Measures a built worker against the goals 1 to 14 and 18: numbers or ranges like 6-8; all by default.
      --worker PATH   the worker; by default the one beside this program
      --rows N        rows of the imported file and of the questions' database; 300000 by default
      --json          one JSON object a line instead of a table
    """

  init(_ arguments: [String]) throws(BenchFailure) {
    var chosen: Set<Int> = []
    var rest = arguments[...]
    while let argument = rest.popFirst() {
      switch argument {
      case "--help", "-h": wantsHelp = true
      case "--json": asJSON = true
      case "--worker": worker = try Self.value(argument, &rest)
      case "--rows":
        let text = try Self.value(argument, &rest)
        guard let count = Int(text), (1_000...100_000_000).contains(count) else {
          throw BenchFailure("--rows: expected a number from 1000 to 100000000, got \(text)")
        }
        rows = count
      default: chosen.formUnion(try Self.goals(argument))
      }
    }
    if !chosen.isEmpty { goals = chosen.sorted() }
    if !wantsHelp, access(worker, X_OK) != 0 {
      throw BenchFailure("There is no worker at \(worker); build it with swift build -c release, or give --worker PATH")
    }
  }

  private static func value(_ flag: String, _ rest: inout ArraySlice<String>) throws(BenchFailure) -> String {
    guard let value = rest.popFirst() else { throw BenchFailure("\(flag) needs a value") }
    return value
  }

  /// `7` or `6-8`.
  private static func goals(_ text: String) throws(BenchFailure) -> ClosedRange<Int> {
    let ends = text.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
    guard let first = ends.first ?? nil, let last = ends.last ?? nil, ends.count <= 2, first >= 1, first <= last, last <= 18 else {
      throw BenchFailure("Expected a goal from 1 to 18, a range like 6-8 or a flag, got \(text); --help lists them")
    }
    return first...last
  }

  /// The path of this program.
  static var program: String {
    var path = [CChar](repeating: 0, count: 4_096)
    let count = readlink("/proc/self/exe", &path, path.count - 1)
    if count > 0 { return String(decoding: path[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self) }
    return CommandLine.arguments.first ?? "costwire-bench"
  }

  private static var folderOfProgram: String {
    guard let slash = program.lastIndex(of: "/") else { return "." }
    return String(program[..<slash])
  }
}
