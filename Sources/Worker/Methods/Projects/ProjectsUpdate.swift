import CostModel
import JSON
import JSONRPC
import Store

/// `projects/update`: changes what is said of a project.
enum ProjectsUpdate: WriteMethod {
  typealias Answer = ProjectAnswer

  static let name = "projects/update"
  static let summary = "Changes a project: members given replace those before, the rest stays."
  static let documentation = """
    Lists and settings are replaced as a whole; clear empties what it names. A project that only events name has to be \
    created first.
    """
  static let errors: [ErrorCode] = [.notFound]
  static let example = #"{"project_id": "search", "description": "Search and ranking", "clear": ["budget"]}"#

  struct Params: MethodParams {
    var id = ""
    var details = ProjectDetails()
    var cleared: [String] = []
    static let fields = FieldTable<Params>(
      [Field("project_id", \.id, ProjectID.schema, isRequired: true, "The project.")]
        + Field.group(\.details, ProjectDetails.fieldList(isNameRequired: false)) + [
          Field(
            "clear", \.cleared, .list(.choice(["description", "members", "settings", "tags", "budget"]), most: 8),
            default: [], "What to empty.")
        ])
  }

  static func apply(_ params: Params, _ context: WriteContext) throws -> ProjectAnswer {
    try params.details.validate()
    var project = try context.createdProject(params.id)
    var details = params.details.over(try ProjectDetails(canonicalText: project.definition))
    for name in params.cleared {
      switch name {
      case "description": details.description = nil
      case "members": details.members = nil
      case "settings": details.settings = nil
      case "tags": details.tags = nil
      default: details.budget = nil
      }
    }
    project.definition = try details.canonicalText()
    return try context.store(project, name, detail: project.definition)
  }
}
