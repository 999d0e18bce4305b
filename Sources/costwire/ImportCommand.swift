import JSON

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// `costwire import FILE|-`.
enum ImportCommand {
  static let command = Command(
    name: "import", operands: "FILE|-", most: 1, summary: "imports usage; the same file again stores nothing twice",
    flags: [
      Command.Flag("format", "F", "What the file is; auto finds out.", choices: formats),
      Command.Flag("mapping", "JSON", "Which column is which field."),
      Command.Flag("defaults", "JSON", "Fields of every event that has none of its own."),
      Command.Flag("on-error", "WHAT", "What becomes of the other rows when one is wrong.", choices: ["skip", "abort"]),
      Command.Flag("key", "NAME", "Names this import: once done, the same key is not done again."), .json,
    ],
    examples: [
      Command.Example("costwire import usage.ndjson", "costwire's own fields, one JSON object a line"),
      Command.Example("costwire import --format claude_code", "what the sessions below ~/.claude/projects cost (codex: ~/.codex/sessions)"),
      Command.Example("costwire import trace.csv --mapping '{\"TIMESTAMP\": \"timestamp\", \"Tokens\": \"prompt_tokens\"}' --defaults '{\"model\": \"gpt-4o\"}'", "any table"),
      Command.Example("zcat usage.ndjson.gz | costwire import -", "from standard input"),
    ], run: run)

  static let formats = [
    "auto", "ndjson", "csv", "json", "focus", "bigquery_jobs", "openai_usage", "openai_costs", "anthropic_usage", "anthropic_cost", "litellm",
    "claude_code", "codex",
  ]

  private static func run(_ arguments: Arguments) throws(UsageError) -> Int32 {
    let keepsItsOwn = ["claude_code", "codex"].contains(arguments.value("format"))
    guard let file = arguments.operands.first ?? (keepsItsOwn ? "" : nil) else {
      throw UsageError("costwire import FILE (or -, standard input)")
    }
    let spool = file == "-" ? try SpooledInput() : nil
    defer { spool?.remove() }
    let params = try params(arguments, path: spool?.path ?? file)
    // What is kept for the worker is read wherever else imports may come from.
    let root = spool.map { ["--file-roots=\($0.folder)"] } ?? []
    return try withWorker(arguments, adding: root) { worker in
      let result = try call(worker, params, arguments)
      let isSaid = say(arguments.isOn("json") ? result.text(pretty: false) + "\n" : summary(result)) == 0
      let isUndone = arguments.value("on-error") == "abort" && (result["rejected_count"]?.int64 ?? 0) > 0
      return isSaid && !isUndone ? 0 : 1
    }
  }

  /// What `usage/import` is asked, as the flags say.
  static func params(_ arguments: Arguments, path: String) throws(UsageError) -> JSONValue {
    var members = path.isEmpty ? [] : [JSONMember(name: "path", value: .string(path))]
    for name in ["format", "key"] {
      if let value = arguments.value(name) { members.append(JSONMember(name: name, value: .string(value))) }
    }
    if let value = arguments.value("on-error") { members.append(JSONMember(name: "on_error", value: .string(value))) }
    for name in ["mapping", "defaults"] {
      if let text = arguments.value(name) {
        members.append(JSONMember(name: name, value: try parseJSON(text, "--\(name)")))
      }
    }
    return .object(members)
  }

  /// Imports, with a bar while it lasts.
  static func call(_ worker: LocalWorker, _ params: JSONValue, _ arguments: Arguments) throws -> JSONValue {
    let bar = ProgressBar(arguments)
    defer { bar.end() }
    let token = bar.isShown ? [JSONMember(name: "workDoneToken", value: "import")] : []
    return try worker.call("usage/import", .object((params.members ?? []) + token), onProgress: bar.show)
  }

  /// The result in a few lines.
  static func summary(_ result: JSONValue) -> String {
    func count(_ name: String) -> String { grouped(result[name]?.int64 ?? 0) }
    var text = "Read \(count("rows")) rows (\(result["format"]?.string ?? "")): \(count("accepted")) stored"
    text += ", \(count("duplicates")) stored before, \(count("rejected_count")) rejected.\n"
    if (result["unpriced"]?.int64 ?? 0) > 0 {
      text += "\(count("unpriced")) of those stored have no price and count as 0; costwire call prices/unmatched lists them.\n"
    }
    let rejected = result["rejected"]?.array ?? []
    for row in rejected.prefix(10) {
      text += "  line \(row["line"]?.int64 ?? 0): \(printable(row["message"]?.string ?? ""))\n"
    }
    let rest = (result["rejected_count"]?.int64 ?? 0) - Int64(min(rejected.count, 10))
    if rest > 0 { text += "  and \(grouped(rest)) more\n" }
    return text
  }
}

/// Standard input in a file that only its owner can read; rows are named by file, so its name is always the same.
struct SpooledInput {
  let folder: String
  let path: String

  init() throws(UsageError) {
    let folder = try TemporaryFolder.make()
    path = folder + "/standard-input"
    self.folder = folder
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard descriptor >= 0, copyAll(from: STDIN_FILENO, to: descriptor) else {
      let reason = String(cString: strerror(errno))
      if descriptor >= 0 { close(descriptor) }
      remove()
      throw UsageError("Standard input could not be kept for the worker: \(reason)")
    }
    close(descriptor)
  }

  func remove() {
    unlink(path)
    rmdir(folder)
  }
}

/// A folder of this process alone.
enum TemporaryFolder {
  static func make() throws(UsageError) -> String {
    let parent = variable("TMPDIR") ?? "/tmp"
    guard let template = strdup((parent.hasSuffix("/") ? String(parent.dropLast()) : parent) + "/costwire-XXXXXX") else {
      throw UsageError("Out of memory")
    }
    defer { free(template) }
    guard mkdtemp(template) != nil else {
      throw UsageError("No temporary folder could be made: \(String(cString: strerror(errno)))")
    }
    return String(cString: template)
  }
}

/// Copies until the end; false when reading or writing failed.
func copyAll(from source: Int32, to target: Int32) -> Bool {
  var chunk = [UInt8](repeating: 0, count: 1 << 16)
  while true {
    let count = read(source, &chunk, chunk.count)
    if count < 0, errno == EINTR { continue }
    if count <= 0 { return count == 0 }
    var offset = 0
    while offset < count {
      let written = chunk.withUnsafeBytes { write(target, $0.baseAddress.map { $0 + offset }, count - offset) }
      if written < 0, errno == EINTR { continue }
      if written < 0 { return false }
      offset += written
    }
  }
}

/// 1234567 as 1,234,567.
func grouped(_ number: Int64) -> String {
  var digits = String(number.magnitude)
  var groups: [Substring] = []
  while digits.count > 3 {
    groups.insert(digits.suffix(3), at: 0)
    digits.removeLast(3)
  }
  return (number < 0 ? "-" : "") + ([digits[...]] + groups).joined(separator: ",")
}

/// A text from a file or a caller as one line that moves no cursor.
func printable(_ text: String) -> String {
  String(String.UnicodeScalarView(text.unicodeScalars.map { $0.value < 32 || (127..<160).contains($0.value) ? " " : $0 }))
}
