import Foundation
import Testing

/// What a target may import, and what it must not say: the shape of the program, read from its sources.
@Suite("The layers")
struct LayerRulesTests {
  private static let sources = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Sources")

  private static let allowed: [String: Set<String>] = [
    "costwire": ["Worker", "JSONRPC", "Connectors", "Store", "JSON", "CostModel", "Digests", "CBuild", "CSpawn"],
    "Worker": ["JSONRPC", "Connectors", "Store", "JSON", "CostModel", "Analytics", "Charts", "Digests"],
    "JSONRPC": ["JSON"],
    "Connectors": ["CostModel", "Digests", "CSpawn"],
    "Store": ["CostModel", "Digests", "CSQLite"],
    "JSON": [],
    "CostModel": [],
    "Analytics": [],
    "Charts": [],
    "Digests": [],
  ]
  private static let systemLibraries: Set<String> = ["Glibc", "Darwin", "Musl", "Synchronization", "Dispatch"]

  private struct Source {
    var path: String
    var lines: [Substring]
  }

  private static func files(of target: String) throws -> [Source] {
    let folder = sources.appendingPathComponent(target)
    let found = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
    return try (found?.compactMap { $0 as? URL } ?? []).filter { $0.pathExtension == "swift" }.map {
      Source(path: $0.path, lines: try String(contentsOf: $0, encoding: .utf8).split(separator: "\n", omittingEmptySubsequences: false))
    }
  }

  private static func imports(_ source: Source) -> [String] {
    source.lines.compactMap { line in
      let words = line.split(separator: " ")
      guard let place = words.firstIndex(of: "import"), place <= 1, place + 1 < words.count else { return nil }
      return words[0] == "import" || words[0].hasPrefix("@") || words[0].hasSuffix("import") ? String(words[place + 1]) : nil
    }
  }

  @Test("an import points further in, never out, and never to a sibling", arguments: allowed.keys.sorted())
  func imports(_ target: String) throws {
    let files = try Self.files(of: target)
    try #require(!files.isEmpty)
    let allowed = try #require(Self.allowed[target]).union(Self.systemLibraries)
    for file in files {
      for name in Self.imports(file) where !allowed.contains(name) {
        Issue.record("\(file.path) imports \(name)")
      }
    }
  }

  @Test(
    "only the outermost layer writes to stdout, asks for the time or for chance",
    arguments: ["Worker", "JSONRPC", "Connectors", "Store", "JSON", "CostModel", "Analytics", "Charts", "Digests"])
  func asksNobody(_ target: String) throws {
    let forbidden = [" print(", "STDOUT_FILENO", " Date()", "clock_gettime(CLOCK_REALTIME", "gettimeofday(", " time(nil)"]
    // A wait that ends at a time of day (POSIX knows no other) tells nobody the time.
    for file in try Self.files(of: target) where !file.path.contains("+Data") && !file.path.hasSuffix("/Threads.swift") {
      for (number, line) in file.lines.enumerated() {
        let code = line.components(separatedBy: "//")[0]
        for word in forbidden where code.contains(word) {
          Issue.record("\(file.path):\(number + 1) says \(word)")
        }
      }
    }
  }

  @Test(
    "SQL stands in Store only",
    arguments: ["costwire", "Worker", "JSONRPC", "Connectors", "JSON", "CostModel", "Analytics", "Charts", "Digests"])
  func keepsSQL(_ target: String) throws {
    for file in try Self.files(of: target) where !file.path.contains("+Data") {
      for (number, line) in file.lines.enumerated() where line.contains("sqlite3_") {
        Issue.record("\(file.path):\(number + 1) speaks to SQLite")
      }
    }
  }

  @Test("Store knows no JSON, and Analytics neither money nor text formats")
  func knowsLittle() throws {
    for file in try Self.files(of: "Store") {
      for (number, line) in file.lines.enumerated() where line.contains("JSONValue") || line.contains("JSONWriter") {
        Issue.record("\(file.path):\(number + 1) knows JSON")
      }
    }
    for file in try Self.files(of: "Analytics") {
      for (number, line) in file.lines.enumerated() where line.contains("nanos") && line.contains("Money") {
        Issue.record("\(file.path):\(number + 1) knows money")
      }
    }
  }
}
