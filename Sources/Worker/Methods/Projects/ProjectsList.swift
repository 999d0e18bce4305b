import CostModel
import JSON
import Store

/// `projects/list`: every project there is.
enum ProjectsList: ReadMethod {
  static let name = "projects/list"
  static let summary = "Lists projects by id, those that were created and those that only events name."
  static let documentation = "A project that only events name has implicit: true, and its id for a name."
  static let example = #"{"include_archived": true}"#

  struct Params: MethodParams {
    var includesArchived = false
    var limit = 10_000
    static let fields = FieldTable<Params>([
      Field("include_archived", \.includesArchived, default: false, "Whether to list archived ones too."),
      Field("limit", \.limit, .integer(1...10_000), default: 10_000, "How many to list."),
    ])
  }

  static func answer(_ params: Params, _ context: ReadContext) throws -> Answer {
    let created = try context.reader.projects()
    try context.call.checkCancellation()
    let known = Set(created.map { Array($0.id.utf8) })
    var entries = created.filter { params.includesArchived || !$0.isArchived }.map { (id: $0.id, stored: Optional($0)) }
    entries += try context.reader.values(of: .project).filter { !known.contains(Array($0.utf8)) }.map { ($0, nil) }
    entries.sort { $0.id.utf8.lexicographicallyPrecedes($1.id.utf8) }
    return Answer(
      projects: try entries.prefix(params.limit).map { try $0.stored.map { try Project($0) } ?? Project(implicit: $0.id) },
      count: entries.count)
  }

  struct Answer: Shaped, Sendable {
    let projects: [Project]
    let count: Int
    static let members: [Member<Answer>] = [
      Member("projects", \.projects, "The projects, by the bytes of their ids."),
      Member("project_count", \.count, "How many there are, those beyond the limit included."),
    ]
  }
}
