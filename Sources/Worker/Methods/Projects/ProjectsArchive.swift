import CostModel
import JSON
import JSONRPC
import Store

/// `projects/archive`: takes a project off the list, or puts it back.
enum ProjectsArchive: WriteMethod {
  typealias Answer = ProjectAnswer

  static let name = "projects/archive"
  static let summary = "Archives a project, or brings it back."
  static let documentation = "An archived project is left out of projects/list. Its events stay and count, and more are accepted."
  static let errors: [ErrorCode] = [.notFound]
  static let example = #"{"project_id": "search"}"#

  struct Params: MethodParams {
    var id = ""
    var isArchived = true
    static let fields = FieldTable<Params>([
      Field("project_id", \.id, ProjectID.schema, isRequired: true, "The project."),
      Field("archived", \.isArchived, default: true, "False brings it back."),
    ])
  }

  static func apply(_ params: Params, _ context: WriteContext) throws -> ProjectAnswer {
    var project = try context.createdProject(params.id)
    project.isArchived = params.isArchived
    return try context.store(project, name, detail: "{\"archived\":\(params.isArchived)}")
  }
}
