import Foundation
import JSON
import Testing

@Suite("The command line", .waiting)
struct CommandLineTests {
  @Test("every command tells its flags, an example and its exit codes, in lines that fit 80 columns but for the examples")
  func help() throws {
    let program = try CommandLineProgram()
    defer { program.remove() }
    let overview = try program.run(["--help"])
    #expect(overview.code == 0 && overview.output.split(separator: "\n").allSatisfy { $0.count <= 80 })
    let commands = overview.output.split(separator: "\n").compactMap { line -> String? in
      guard line.hasPrefix("  "), !line.hasPrefix("   "), let word = line.split(separator: " ").first, word.allSatisfy(\.isLowercase) else { return nil }
      return String(word)
    }
    for name in ["call", "import", "export", "overview", "report", "budget", "config", "doctor", "demo", "schema", "completion"] {
      #expect(commands.contains(name), "\(name)")
      let text = try program.run([name, "--help"]).output
      for part in ["costwire \(name)", "Examples", "Exit codes", "  0  "] { #expect(text.contains(part), "\(name): \(part)") }
    }
    #expect(try program.run(["budget", "check", "--help"]).output.contains("  3  "))
    #expect(try program.run(["help", "import"]).output == program.run(["import", "--help"]).output)
    #expect(!overview.output.contains("\u{1B}"))
  }

  @Test("every command but the servers answers programs with one line of JSON, and of itself, too")
  func answersForPrograms() throws {
    let program = try CommandLineProgram()
    defer { program.remove() }
    let help = try JSONValue.parse(program.run(["help", "--json"]).output)
    let commands = try #require(help["commands"]?.array)
    #expect(commands.count > 12 && help["settings"]?.array?.contains { $0["name"] == "--database" } == true)
    let operands: [String: [String]] = [
      "call": ["prices/unmatched"], "import": ["-"], "export": [program.path("out.csv")], "budget check": ["--cost", "1"],
      "budget set": ["all", "--monthly", "5"], "config set": ["time_zone", "UTC"], "config unset": ["time_zone"], "completion": ["zsh"],
      "report": ["--days", "7"], "demo": ["--database", program.path("demo.db")],
    ]
    for command in commands {
      let name = try #require(command["name"]?.string)
      #expect(command["exit_codes"]?.array?.first == ["code": 0, "meaning": "Done."] && command["summary"]?.string?.isEmpty == false, "\(name)")
      if name == "mcp" { continue }
      let words = name.split(separator: " ").map(String.init) + (operands[name] ?? []) + ["--json"]
      let result = try program.run(words, input: name == "import" ? #"{"id":"1","model":"gpt-4o","prompt_tokens":5}"# : nil)
      #expect(result.code == 0 && result.error.isEmpty, "\(words): \(result.code) \(result.error)")
      let answer = try JSONValue.parse(result.output)
      #expect(result.output.filter { $0 == "\n" }.count == 1, "\(words)")
      if name == "demo" { #expect(answer["answers"]?["cost/summary"]?["summary"]?["total_cost_usd"] != nil && answer["stored"]?["accepted"]?.int64 ?? 0 > 1_000) }
      if name == "completion" { #expect(answer["shell"] == "zsh" && answer["script"]?.string?.contains("#compdef") == true) }
      if name == "config set" { #expect(answer["name"] == "time_zone" && answer["value"] == "UTC") }
    }
    let budget = try JSONValue.parse(program.run(["budget", "--help", "--json"]).output)
    #expect(budget["commands"]?.array?.compactMap { $0["name"]?.string } == ["budget check", "budget status", "budget set"])
  }

  @Test(
    "a slip is answered by what was probably meant",
    arguments: [
      (["imprt", "x"], "did you mean import?"), (["import", "x", "--formt", "csv"], "did you mean --format?"), (["budget", "chek"], "did you mean check?"),
      (["config", "get", "databse"], "did you mean database?"), (["completion", "bsh"], "did you mean bash?"), (["budget"], "which of check, status, set?"),
      (["import", "a", "b"], "Unexpected argument \"b\""), (["report", "--days", "x"], "expected a whole number"), (["export", "--format"], "needs a value"),
      (["--databse", "x"], "did you mean --database?"),
    ] as [([String], String)])
  func slips(_ arguments: [String], _ words: String) throws {
    let program = try CommandLineProgram()
    defer { program.remove() }
    let result = try program.run(arguments)
    #expect(result.code == 1 && result.output.isEmpty && result.error.contains(words), "\(result.error)")
  }

  @Test("settings are read, written whole and taken out again, and wrong ones are refused by name")
  func configuration() throws {
    let program = try CommandLineProgram()
    defer { program.remove() }
    let file = program.path(".config/costwire/config.json")
    #expect(try program.run(["config", "set", "time_zone", "Europe/Berlin"]).code == 0)
    #expect(try program.run(["config", "set", "webhook_allow", "127.0.0.1:9,[::1]:10"]).code == 0)
    let written = try JSONValue.parse(String(contentsOfFile: file, encoding: .utf8))
    #expect(written == ["time_zone": "Europe/Berlin", "webhook_allow": ["127.0.0.1:9", "[::1]:10"]])
    #expect(try program.run(["config", "get", "time_zone"]).output == "Europe/Berlin\n")
    let all = try JSONValue.parse(program.run(["config", "get", "--json"]).output)
    #expect(all["time_zone"]?["origin"] == "file" && all["database"]?["origin"] == "environment" && all["durability"] == ["value": "full", "origin": "default"])
    #expect(try program.run(["config", "get", "time_zone", "--time-zone", "Asia/Tokyo"]).output == "Asia/Tokyo\n")
    for (name, value) in [("durability", "some"), ("limits", "many"), ("log_level", "loud")] {
      let refused = try program.run(["config", "set", name, value])
      #expect(refused.code == 1 && refused.error.contains(name), "\(refused.error)")
    }
    #expect(try program.run(["config", "unset", "webhook_allow"]).code == 0)
    #expect(try JSONValue.parse(String(contentsOfFile: file, encoding: .utf8)) == ["time_zone": "Europe/Berlin"])
    try "{".write(toFile: file, atomically: true, encoding: .utf8)
    #expect(try program.run(["config", "set", "time_zone", "UTC"]).code == 1)
    #expect(try String(contentsOfFile: file, encoding: .utf8) == "{", "what cannot be read is not overwritten")
  }

  @Test("the doctor finds everything in order, and says what to do where it is not")
  func doctor() throws {
    let program = try CommandLineProgram()
    defer { program.remove() }
    func findings(_ arguments: [String] = []) throws -> (code: Int32, byName: [String: JSONValue]) {
      let result = try program.run(["doctor", "--json"] + arguments)
      let list = try JSONValue.parse(result.output).array ?? []
      return (result.code, Dictionary(uniqueKeysWithValues: list.map { ($0["check"]?.string ?? "", $0) }))
    }
    let fresh = try findings()
    #expect(fresh.code == 0 && Set(fresh.byName.keys) == ["binary", "settings", "database", "curl", "time zones", "prices"])
    // No PATH is handed to the program: there is no curl on it beside the usual places.
    try "no database".write(toFile: program.path("bad.db"), atomically: true, encoding: .utf8)
    let broken = try findings(["--database", program.path("bad.db")])
    #expect(broken.code == 1 && broken.byName["database"]?["status"] == "error" && broken.byName["database"]?["advice"]?.string?.isEmpty == false)
    let text = try program.run(["doctor", "--database", program.path("bad.db")]).output
    #expect(text.contains("error    database") && text.contains("-> give another --database") && !text.contains("\u{1B}"))
  }

  @Test("a report is text on the terminal, one page in a file that is kept unless replaced on purpose, and figures for programs")
  func report() throws {
    let program = try CommandLineProgram()
    defer { program.remove() }
    let rows = (1...20).map { #"{"id":"\#($0)","timestamp":"2026-08-\#($0 < 10 ? "0" : "")\#($0)T10:00:00Z","cost_usd":\#($0),"user_email":"<b>u</b>"}"# }
    _ = try program.run(["import", "-"], input: rows.joined(separator: "\n"))
    let window = ["--start", "2026-08-01", "--end", "2026-08-21"]
    #expect(try program.run(["report"] + window).output.hasPrefix("Cost overview"))
    let page = program.path("costs.html")
    #expect(try program.run(["report", "--html", page] + window).output.hasPrefix("Wrote "))
    let html = try String(contentsOfFile: page, encoding: .utf8)
    #expect(html.hasPrefix("<!doctype html>") || html.hasPrefix("<!DOCTYPE html>"))
    #expect(!html.contains("<b>u") && !html.contains("http://") || html.contains("http://www.w3.org"))
    #expect(try program.run(["report", "--html", page] + window).code == 1)
    #expect(try program.run(["report", "--html", page, "--overwrite"] + window).code == 0)
    #expect(try program.run(["report", "--html", "-"] + window).output == html)
    let figures = try JSONValue.parse(program.run(["report", "--json"] + window).output)
    #expect(figures["summary"]?["summary"]?["total_cost_usd"]?.int64 == 210)
    #expect(program.files.allSatisfy { $0.hasPrefix("real.db") || $0 == "costs.html" }, "\(program.files)")
  }

  @Test("a command needs neither HOME nor an open standard input, and a configuration that cannot be read is not taken for none")
  func bareSurroundings() throws {
    let program = try CommandLineProgram()
    defer { program.remove() }
    func shell(_ line: String) throws -> (code: Int32, text: String) {
      let process = Process(), output = Pipe()
      process.executableURL = URL(fileURLWithPath: "/bin/sh")
      process.arguments = ["-c", line]
      process.currentDirectoryURL = URL(fileURLWithPath: program.folder)
      process.standardOutput = output
      process.standardError = output
      try process.run()
      let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
      process.waitUntilExit()
      return (process.terminationStatus, text)
    }
    let binary = CommandLineProgram.executable
    #expect(try shell("env -i \(binary) budget check --cost 1 --database a.db").code == 0)
    #expect(try shell("\(binary) budget check --cost 1 --database a.db <&-").code == 0)
    #expect(try shell("printf '{\"days\": 7}' | \(binary) call cost/summary - --database a.db --json").text.contains("total_cost_usd"))
    let folder = try shell("mkdir -p c/costwire/config.json; XDG_CONFIG_HOME=$PWD/c \(binary) budget check --cost 1 --database a.db")
    #expect(folder.code == 1 && folder.text.contains("configuration file"), "\(folder.text)")
    #expect(try shell("echo x > kept; \(binary) report --html kept --overwrite=false --database a.db").code == 1)
    #expect(try String(contentsOfFile: program.path("kept"), encoding: .utf8) == "x\n")
    #expect(try shell("\(binary) config unset time_zone durability").text.contains("Unexpected argument"))
    let control = try shell("\(binary) budget check --cost \"$(printf '\\033[31m1')\" --database a.db")
    #expect(control.code == 1 && !control.text.contains("\u{1B}"))
    // A last line without an end is a line.
    #expect(try shell("printf '{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"nothing\"}' | \(binary) --database a.db").text.contains("\"id\":7"))
  }

  @Test("bash takes the completion, and completes commands, flags and their values", arguments: [
    (["costwire", "im"], 1, ["import"]), (["costwire", "budget", "c"], 2, ["check"]), (["costwire", "import", "--on"], 2, ["--on-error"]),
    (["costwire", "export", "--format", "fo"], 3, ["focus"]),
  ] as [([String], Int, [String])])
  func completion(_ words: [String], _ place: Int, _ expected: [String]) throws {
    let program = try CommandLineProgram()
    defer { program.remove() }
    let script = try program.run(["completion", "bash"]).output
    let probe = "\nCOMP_WORDS=(\(words.joined(separator: " "))); COMP_CWORD=\(place); _costwire; printf '%s\\n' \"${COMPREPLY[@]}\"\n"
    let process = Process(), output = Pipe()
    process.executableURL = URL(fileURLWithPath: "/bin/bash")
    process.arguments = ["-c", script + probe]
    process.standardOutput = output
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(text.split(separator: "\n").map(String.init) == expected)
  }

  @Test("the version tells what the binary was built from")
  func version() throws {
    let program = try CommandLineProgram()
    defer { program.remove() }
    let version = try JSONValue.parse(program.run(["--version", "--json"]).output)
    #expect(version["schema_version"]?.int64 ?? 0 > 0 && version["sqlite_version"]?.string?.hasPrefix("3.") == true)
    #expect(try program.run(["--version"]).output.hasPrefix("costwire \(version["version"]?.string ?? "")"))
  }
}
