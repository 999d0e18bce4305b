import CostModel
import JSON
import JSONRPC
import Store

/// `projects/create`: gives a project a name, members and a budget.
enum ProjectsCreate: WriteMethod {
  typealias Answer = ProjectAnswer

  static let name = "projects/create"
  static let summary = "Creates a project."
  static let documentation = """
    Events may name a project before it is created, or without: creating it adds name, members, settings, tags and \
    budget, and past events count. An id that is taken is a conflict. The budget is told in projects/analytics; \
    budget/set enforces limits.
    """
  static let errors: [ErrorCode] = [.conflict]
  static let example = #"{"project_id": "search", "name": "Search", "members": ["ada@example.com"], "tags": ["product"], "budget": {"amount": 1000, "period": "monthly", "alerts": [{"threshold": 80, "type": "email"}]}}"#

  struct Params: MethodParams {
    var id: String?
    var details = ProjectDetails()
    static let fields = FieldTable<Params>(
      [Field("project_id", \.id, ProjectID.schema, "The id that events name; made if absent.")]
        + Field.group(\.details, ProjectDetails.fieldList(isNameRequired: true)))
  }

  static func apply(_ params: Params, _ context: WriteContext) throws -> ProjectAnswer {
    if let id = params.id { try ProjectID.validate(id) }
    try params.details.validate()
    let now = context.world.now()
    let definition = try params.details.canonicalText()
    let project = StoredDefinition(
      id: try params.id ?? freeID(context), definition: definition, createdAt: now, updatedAt: now)
    guard try context.writer.configuration.createProject(project) else {
      throw MethodFailure(
        .conflict, "There is a project \"\(shortened(project.id))\" already; projects/update changes it",
        details: ["project_id": .string(shortened(project.id))])
    }
    try context.writer.configuration.audit(at: now, action: name, subject: project.id, detail: definition)
    return ProjectAnswer(project: try Project(project))
  }

  /// A random id; should it be taken, the next one that is not.
  private static func freeID(_ context: WriteContext) throws -> String {
    var seed = context.world.seed()
    while true {
      let id = "project-" + hexadecimal(Int64(bitPattern: seed))
      if try context.writer.project(id) == nil { return id }
      seed &+= 1
    }
  }
}
