import CostModel
import JSON
import JSONRPC
import Store

/// `projects/get`: one project.
enum ProjectsGet: ReadMethod {
  typealias Answer = ProjectAnswer

  static let name = "projects/get"
  static let summary = "Answers a project, one that only events name included."
  static let errors: [ErrorCode] = [.notFound]
  static let example = #"{"project_id": "search"}"#

  struct Params: MethodParams {
    var id = ""
    static let fields = FieldTable<Params>([
      Field("project_id", \.id, ProjectID.schema, isRequired: true, "The project.")
    ])
  }

  static func answer(_ params: Params, _ context: ReadContext) throws -> ProjectAnswer {
    ProjectAnswer(project: try Project.find(params.id, context.reader))
  }
}
