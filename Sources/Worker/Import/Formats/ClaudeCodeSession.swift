import JSON

/// Sessions of Claude Code: a JSON object a line, as the program logs them below `~/.claude/projects`.
///
/// What costs are the answers of the model: lines whose `message` carries a `usage`. While an answer streams it is logged
/// more than once, with growing counts, and a session that is resumed may repeat answers of another: events are snapshots
/// under the id of message and request, so that the last counts hold, wherever and however often an answer stands.
/// Placeholders (`<synthetic>`) and notices of errors are no answers. The folder that the program ran in names the project.
final class ClaudeCodeSession: RowConverter {
  var isRepeating: Bool { true }

  func convert(_ row: JSONView, into events: ConvertedEvents) throws(SchemaMismatch) {
    guard let message = row.object("message"), let usage = message.object("usage") else { return }
    let model = try within("message") { () throws(SchemaMismatch) in try message.words("model") }
    if model == "<synthetic>" || row["isApiErrorMessage"]?.bool == true { return }
    let id = try within("message") { () throws(SchemaMismatch) in try message.words("id") }
    let request = try row.words("requestId")
    let line = try row.words("uuid")
    let name = id.map { id in request.map { id + "_" + $0 } ?? id } ?? line
    try events.add(id: name.map { "claude_code_" + $0 }) { writer throws(SchemaMismatch) in
      writer.name("timestamp")
      try row.neededInstant("timestamp").write(to: writer)
      writer.member("provider", "anthropic")
      writer.member("model", model)
      writer.member("operation", "claude_code")
      let folder = try row.words("cwd")
      writer.member("project_id", folder.flatMap(folderName))
      if row["costUSD"]?.isNull == false { writer.member("cost_usd", try row.usd("costUSD")) }
      writer.member("usage", raw: usage)
      if name != nil {
        writer.name("snapshot")
        writer.bool(true)
      }
      writer.name("metadata")
      writer.beginObject()
      writer.member("session_id", try row.words("sessionId"))
      writer.member("folder", folder)
      writer.member("git_branch", try row.words("gitBranch"))
      writer.member("version", try row.words("version"))
      if row["isSidechain"]?.bool == true {
        writer.name("is_sidechain")
        writer.bool(true)
      }
      writer.endObject()
    }
  }

  private func within<Value>(
    _ name: String, _ body: () throws(SchemaMismatch) -> Value
  ) throws(SchemaMismatch) -> Value {
    do throws(SchemaMismatch) { return try body() } catch { throw error.inside(name) }
  }
}

/// The last part of a path, whichever way its slashes lean.
func folderName(_ path: String) -> String? {
  path.split { $0 == "/" || $0 == "\\" }.last.map(String.init)
}
