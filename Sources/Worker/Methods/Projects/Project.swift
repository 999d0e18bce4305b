import CostModel
import JSON
import JSONRPC
import Store

/// What a project's owner says of it; the store keeps this as canonical JSON.
struct ProjectDetails: MethodParams {
  var name: String?
  var description: String?
  var members: [JSONValue]?
  var settings: JSONValue?
  var tags: [String]?
  var budget: ProjectBudget?

  /// Settings and all may be this long.
  static let mostBytes = 1 << 20
  /// As deep as the wire may be set to allow.
  private static let mostDepth = 1_000

  static func fieldList(isNameRequired: Bool) -> [Field<ProjectDetails>] {
    [
      Field("name", \.name, .string(most: 256, format: nil), isRequired: isNameRequired, "What people call it."),
      Field("description", \.description, .string(most: 10_000, format: nil), "What it is for."),
      Field(
        "members", \.members, .list(.either([.string(most: 320, format: nil), .map(.any)]), most: 10_000),
        "Who belongs to it: addresses, or objects with what is known of each."),
      Field("settings", \.settings, .map(.any), "Whatever its clients want to keep."),
      Field("tags", \.tags, .list(.string(most: 256, format: nil), most: 1_000), "Words to find it by."),
      Field("budget", \.budget, ProjectBudget.schema, "What it may cost."),
    ]
  }

  /// Open: a later version may have stored more.
  static let fields: FieldTable<ProjectDetails> = FieldTable(fieldList(isNameRequired: false), isOpen: true)

  /// What the field table cannot say.
  func validate() throws(ErrorAnswer) {
    if let name, name.isEmpty { throw .invalid("name", "a name of 1 to 256 bytes", got: "an empty one") }
    // The schema of a list's elements is for the documents: a tree of JSON reads anything.
    for (index, member) in (members ?? []).enumerated() where member.string == nil && member.members == nil {
      throw .invalid("members[\(index)]", "an address or an object", got: shortened(member.text()))
    }
  }

  /// These details where they say something, the others elsewhere.
  func over(_ other: ProjectDetails) -> ProjectDetails {
    var merged = other
    merged.name = name ?? other.name
    merged.description = description ?? other.description
    merged.members = members ?? other.members
    merged.settings = settings ?? other.settings
    merged.tags = tags ?? other.tags
    merged.budget = budget ?? other.budget
    return merged
  }

  /// Members by the order of their names, without blanks.
  func canonicalText() throws -> String {
    let writer = JSONWriter()
    write(to: writer)
    let parser = JSONParser(maxDepth: Self.mostDepth)
    let canonical = JSONWriter()
    canonical.canonical(try parser.parse(writer.bytes))
    guard canonical.count <= Self.mostBytes else {
      throw ErrorAnswer.invalid("settings", "a project of at most \(Self.mostBytes) bytes", got: "\(canonical.count)")
    }
    return String(decoding: canonical.bytes, as: UTF8.self)
  }

  init() {}

  init(canonicalText: String) throws {
    let parser = JSONParser(maxDepth: Self.mostDepth)
    var text = canonicalText
    try text.withUTF8 { bytes in
      do {
        try Self.fields.read(try parser.parse(UnsafeRawBufferPointer(bytes)), into: &self)
      } catch {
        throw LedgerDamage("a project's definition cannot be read")
      }
    }
  }

  private func write(to writer: JSONWriter) {
    writer.beginObject()
    Self.fields.write(self, to: writer)
    writer.endObject()
  }
}

/// A project: one that was created, or one that events name.
struct Project: Shaped, Sendable {
  let id: String
  let details: ProjectDetails
  let isArchived: Bool
  /// Only events name it.
  let isImplicit: Bool
  let createdAt: Timestamp?
  let updatedAt: Timestamp?

  init(_ stored: StoredDefinition) throws {
    id = stored.id
    details = try ProjectDetails(canonicalText: stored.definition)
    (isArchived, isImplicit) = (stored.isArchived, false)
    (createdAt, updatedAt) = (stored.createdAt, stored.updatedAt)
  }

  init(implicit id: String) {
    self.id = id
    var details = ProjectDetails()
    details.name = id
    self.details = details
    (isArchived, isImplicit) = (false, true)
    (createdAt, updatedAt) = (nil, nil)
  }

  /// The project with an id; an error when there is none and no event names one.
  static func find(_ id: String, _ reader: LedgerReader) throws -> Project {
    if let stored = try reader.project(id) { return try Project(stored) }
    guard try reader.hasEvents(.project, id) else { throw ErrorAnswer.notFound("project", id) }
    return Project(implicit: id)
  }

  private var name: String { details.name ?? id }
  private var members: [JSONValue] { details.members ?? [] }
  private var settings: JSONValue { details.settings ?? .object([]) }
  private var tags: [String] { details.tags ?? [] }

  static let members: [Member<Project>] = [
    Member("project_id", \.id, "The id that events name."),
    Member("name", \.name, "What people call it."),
    Member("description", \.details.description, "What it is for."),
    Member("members", \.members, "Who belongs to it."),
    Member("settings", \.settings, "Whatever its clients keep."),
    Member("tags", \.tags, "Words to find it by."),
    Member("budget", \.details.budget, "What it may cost; null without a budget."),
    Member("archived", \.isArchived, "Whether it was archived. Events are accepted all the same."),
    Member("implicit", \.isImplicit, "Whether only events name it and it was never created."),
    Member("created_at", \.createdAt, "When it was created."),
    Member("updated_at", \.updatedAt, "When it was last changed."),
  ]
}

/// What the methods about one project answer.
struct ProjectAnswer: Shaped, Sendable {
  let project: Project
  static let members: [Member<ProjectAnswer>] = [Member("project", \.project, "The project.")]
}

/// The id of a project, as params name it.
enum ProjectID {
  static let schema = Schema.string(most: 4_096, format: nil)

  /// An id that may be created: control characters would be lost in lists and logs.
  static func validate(_ id: String) throws(ErrorAnswer) {
    guard !id.isEmpty, id.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else {
      throw .invalid("project_id", "an id of 1 to 4096 bytes without control characters", got: id.isEmpty ? "an empty one" : "another one")
    }
  }
}

extension WriteContext {
  /// The project that was created with an id, to be changed.
  func createdProject(_ id: String) throws -> StoredDefinition {
    guard let stored = try writer.project(id) else { throw ErrorAnswer.notFound("created project", id) }
    return stored
  }

  /// Stores a project changed just now, and notes the change.
  func store(_ project: StoredDefinition, _ action: String, detail: String) throws -> ProjectAnswer {
    var project = project
    let now = world.now()
    // A clock set back must not make a change older than its project.
    project.updatedAt = max(now, project.createdAt)
    try writer.configuration.updateProject(project)
    try writer.configuration.audit(at: now, action: action, subject: project.id, detail: detail)
    return ProjectAnswer(project: try Project(project))
  }
}
