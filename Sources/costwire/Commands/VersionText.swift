import CBuild
import JSON
import Store
import Worker

/// What this binary was built from.
enum VersionText {
  /// The commit of the sources, where the release command told it.
  static var commit: String? {
    let text = String(cString: costwire_commit())
    return text.isEmpty ? nil : text
  }

  static var line: String {
    "costwire \(workerVersion) (commit \(commit ?? "not told"), SQLite \(LedgerSchema.engineVersion), schema \(LedgerSchema.version))\n"
  }

  static var json: JSONValue {
    [
      "version": .string(workerVersion), "commit": commit.map { .string($0) } ?? .null, "sqlite_version": .string(LedgerSchema.engineVersion),
      "schema_version": .int(Int(LedgerSchema.version)),
    ]
  }
}
