import CostModel
import JSON
import JSONRPC
import Store

/// `system/backup`: a copy of the database.
enum SystemBackup: ReadMethod {
  static let name = "system/backup"
  static let summary = "Copies the database into a file while work goes on, checks the copy, and only then gives it its name."
  static let agents = AgentUse.withheld
  static let documentation = """
    The copy is of one state: what was committed before the call, and nothing that comes after. It is written under a \
    temporary name beside its own (mode 0600), opened, checked by SQLite's own check and held against the number of events \
    and the total, synced and renamed: it is there whole or not at all. Progress is told on workDoneToken.
    """
  static let errors: [ErrorCode] = [.requestFailed, .databaseFull]
  static let example = #"{"path": "/nonexistent/costwire-backup.db"}"#
  static let tenancy: Tenancy? = .admin
  static let echoesParams = false

  struct Params: MethodParams {
    var path = ""
    var overwrite = false

    static let fields = FieldTable<Params>([
      Field("path", \.path, .string(most: 4_096, format: "path"), isRequired: true, "The file to write."),
      Field("overwrite", \.overwrite, default: false, "Whether a file that exists is replaced."),
    ])
  }

  static func answer(_ params: Params, _ context: ReadContext) throws -> Answer {
    let file = try NewFile(path: params.path, overwrites: params.overwrite, chance: context.world.seed(), context.services)
    defer { file.discard() }
    context.call.beginProgress("Copying the database")
    let expected = try context.reader.totals(.everything)
    try context.reader.backUp(to: file.temporaryPath) { share in
      try context.call.checkCancellation()
      context.call.report(share * 0.8, "\(Int(share * 100)) % copied")
    }
    try check(file.temporaryPath, expected, context)
    file.removeCompanions()
    let bytes = try file.finish()
    return Answer(path: params.path, bytes: bytes, events: expected.events, total: expected.cost)
  }

  /// Reads the copy as another worker would.
  private static func check(_ path: String, _ expected: Measures, _ context: ReadContext) throws {
    let copy = try LedgerReader(DatabaseLocation(path: path))
    defer { copy.close() }
    let call = context.call
    let isSame = try copy.snapshot { copy in
      try copy.interruptible(when: { call.isCancelled }) {
        let found = try copy.totals(.everything)
        return try copy.isSound() && found.events == expected.events && found.cost == expected.cost
      }
    }
    guard isSame else { throw ErrorAnswer(.requestFailed, "The copy is not what was copied; it was thrown away") }
  }

  struct Answer: Shaped, Sendable {
    let path: String
    let bytes: Int64
    let events: Int64
    let total: Money
    private var isVerified: Bool { true }

    static let members: [Member<Answer>] = [
      Member("path", \.path, "The file."),
      Member("bytes", \.bytes, "Its size."),
      Member("event_count", \.events, "Events in it, those that were dropped by system/retention counted."),
      Member("total_cost_usd", \.total, "What they cost."),
      Member("verified", \.isVerified, "Always true: a copy that fails its check is an error, and is thrown away."),
    ]
  }
}
