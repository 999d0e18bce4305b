import CostModel
import JSON
import Store

/// `teams/setMapping`: says which users make up which team.
enum TeamsSetMapping: WriteMethod {
  static let name = "teams/setMapping"
  static let summary = "Sets which team each user's spend counts for, past events included."
  static let documentation = """
    Exact addresses go before wildcards (*@domain), longer wildcards before shorter, a project's own mapping before \
    the general one. The mapping replaces the one set before for the same project. A user that no line matches keeps \
    the team named in the event.
    """
  static let example = #"{"mapping": {"ada@example.com": "Data Science", "*@eng.example.com": "Engineering"}}"#
  static let mostEntries = 10_000

  struct Params: MethodParams {
    var project: String?
    var mapping = Mapping(entries: [])
    static let fields = FieldTable<Params>([
      Field("project_id", \.project, .string(most: 4_096, format: nil), "The project it is for; every project without."),
      Field("mapping", \.mapping, isRequired: true, "Address, or * and the end of one, to team."),
    ])
  }

  /// Addresses and their teams, as an object.
  struct Mapping: JSONReadable, JSONWritable, Sendable {
    var entries: [(pattern: String, team: String)]
    static var schema: Schema { .map(.string(most: 256, format: nil)) }

    static func read(_ view: JSONView, _ schema: Schema) throws(SchemaMismatch) -> Mapping {
      guard view.kind == .object else { throw SchemaMismatch(expected: schema.expectation, got: view) }
      guard view.count <= mostEntries else {
        throw SchemaMismatch(expected: "at most \(mostEntries) entries", got: "\(view.count)")
      }
      var entries: [(pattern: String, team: String)] = []
      for (name, value) in view.members {
        let pattern = String(decoding: name, as: UTF8.self)
        guard !pattern.isEmpty, name.count <= 320, !pattern.dropFirst().utf8.contains(UInt8(ascii: "*")) else {
          throw SchemaMismatch(
            path: shortened(pattern), expected: "an address, or * and the end of one", got: "\"\(shortened(pattern))\"")
        }
        guard let team = value.string, !team.isEmpty, team.utf8.count <= 256 else {
          throw SchemaMismatch(path: shortened(pattern), expected: "a team's name of 1 to 256 bytes", got: "another value")
        }
        entries.append((pattern, team))
      }
      return Mapping(entries: entries)
    }

    func write(to writer: JSONWriter) {
      writer.beginObject()
      for entry in entries {
        writer.name(entry.pattern)
        writer.string(entry.team)
      }
      writer.endObject()
    }
  }

  static func apply(_ params: Params, _ context: WriteContext) throws -> Answer {
    let project = params.project ?? ""
    var seen: Set<[UInt8]> = []
    let entries = try params.mapping.entries.map { entry in
      guard seen.insert(Array(entry.pattern.utf8)).inserted else {
        throw MethodFailure.invalid("mapping.\(shortened(entry.pattern))", "each address once", got: "it twice")
      }
      return TeamMapping.Entry(project: project, pattern: entry.pattern, team: entry.team)
    }
    let configuration = context.writer.configuration
    try configuration.setTeamMapping(project: project, entries)
    try context.writer.teamsChanged()
    let now = context.world.now()
    try configuration.audit(
      at: now, action: name, subject: project, detail: "{\"entries\":\(entries.count)}")
    return Answer(
      status: "success", message: "Team mapping updated with \(entries.count) entries", updatedAt: now)
  }

  struct Answer: Shaped, Sendable {
    let status: String
    let message: String
    let updatedAt: Timestamp

    static let members: [Member<Answer>] = [
      Member("status", \.status, "success"),
      Member("message", \.message, "How many entries there are."),
      Member("updated_at", \.updatedAt, "When."),
    ]
  }
}

/// `teams/getMapping`: the mapping as it was set.
enum TeamsGetMapping: ReadMethod {
  static let name = "teams/getMapping"
  static let summary = "Answers the mapping of users to teams."
  static let example = "{}"

  struct Params: MethodParams {
    var project: String?
    static let fields = FieldTable<Params>([
      Field("project_id", \.project, .string(most: 4_096, format: nil), "The project it is for; every project without.")
    ])
  }

  static func answer(_ params: Params, _ context: ReadContext) throws -> Answer {
    let entries = try context.reader.teamMapping().entries.filter { $0.project == params.project ?? "" }
    return Answer(mapping: TeamsSetMapping.Mapping(entries: entries.map { ($0.pattern, $0.team) }))
  }

  struct Answer: Shaped, Sendable {
    let mapping: TeamsSetMapping.Mapping
    static let members: [Member<Answer>] = [Member("mapping", \.mapping, "Address, or * and the end of one, to team.")]
  }
}
