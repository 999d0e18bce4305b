import JSON

/// Sessions of Codex: `rollout-*.jsonl` below `~/.codex/sessions`, lines of `{timestamp, type, payload}`.
///
/// `session_meta` names the session, its folder and its provider, `turn_context` the model, and `token_count` what was
/// used so far: running totals, so an event is the difference to the total before. A total that fell began anew, and the
/// first of a file may hold what a session before it used: then `last_token_usage` says what the call itself used.
/// Lines that a session took over from the one it was forked from name that one, and are the same events again.
final class CodexSession: RowConverter {
  private var session = ""
  private var folder: String?
  private var provider: String?
  private var model: String?
  private var total: Counts?

  /// Input holds what was cached, output what was spent on reasoning.
  private struct Counts: Equatable {
    var input: Int64 = 0
    var cached: Int64 = 0
    var written: Int64 = 0
    var output: Int64 = 0
    var reasoning: Int64 = 0

    static let names: [StaticString] = [
      "input_tokens", "cached_input_tokens", "cache_write_input_tokens", "output_tokens", "reasoning_output_tokens",
    ]

    init(_ values: [Int64]) { (input, cached, written, output, reasoning) = (values[0], values[1], values[2], values[3], values[4]) }

    init(_ view: JSONView) throws(SchemaMismatch) {
      var values: [Int64] = []
      for name in Counts.names { values.append(try view.count(of: name) ?? 0) }
      self.init(values)
    }

    var values: [Int64] { [input, cached, written, output, reasoning] }
    var isZero: Bool { values.allSatisfy { $0 == 0 } }

    /// Nil when any count is smaller than it was.
    func since(_ earlier: Counts) -> Counts? {
      let differences = zip(values, earlier.values).map { $0 - $1 }
      return differences.allSatisfy { $0 >= 0 } ? Counts(differences) : nil
    }
  }

  func begin(file: String) {
    // Old files do not name their session; the file's name does.
    session = String(file.split(separator: "/").last ?? "")
    (folder, provider, model, total) = (nil, nil, nil, nil)
  }

  var carried: JSONValue {
    get {
      func text(_ value: String?) -> JSONValue { value.map { .string($0) } ?? .null }
      return .object([
        JSONMember(name: "session", value: .string(session)), JSONMember(name: "folder", value: text(folder)),
        JSONMember(name: "provider", value: text(provider)), JSONMember(name: "model", value: text(model)),
        JSONMember(name: "total", value: total.map { .array($0.values.map { .number(String($0)) }) } ?? .null),
      ])
    }
    set {
      session = newValue["session"]?.string ?? ""
      (folder, provider, model) = (newValue["folder"]?.string, newValue["provider"]?.string, newValue["model"]?.string)
      let values = (newValue["total"]?.array ?? []).compactMap(\.int64)
      total = values.count == Counts.names.count ? Counts(values) : nil
    }
  }

  func convert(_ row: JSONView, into events: ConvertedEvents) throws(SchemaMismatch) {
    guard let payload = row.object("payload"), let type = row["type"] else { return }
    do throws(SchemaMismatch) {
      if type.equals("session_meta") {
        session = try payload.words("id") ?? session
        folder = try payload.words("cwd")
        provider = try payload.words("model_provider")
      } else if type.equals("turn_context") {
        model = try payload.words("model") ?? model
        folder = try payload.words("cwd") ?? folder
      }
    } catch {
      throw error.inside("payload")
    }
    guard type.equals("event_msg"), payload["type"]?.equals("token_count") == true, let info = payload.object("info") else { return }
    let used: Counts
    let mark: Counts?
    do throws(SchemaMismatch) { (used, mark) = try count(info) } catch { throw error.inside("info").inside("payload") }
    guard !used.isZero else { return }
    let instant = try row.neededInstant("timestamp")
    let place = mark.map { $0.values.map { String($0) }.joined(separator: "_") } ?? String(instant.microseconds)
    try events.add(id: "codex_" + session + "_" + place) { writer throws(SchemaMismatch) in
      writer.name("timestamp")
      instant.write(to: writer)
      writer.member("provider", provider ?? "openai")
      writer.member("model", info.text("model", "model_name") ?? model)
      writer.member("operation", "codex")
      writer.member("project_id", folder.flatMap(folderName))
      write(used, writer)
      // A fork logs what it took over with times of its own.
      writer.name("snapshot")
      writer.bool(true)
      writer.name("metadata")
      writer.beginObject()
      writer.member("session_id", session)
      writer.member("folder", folder)
      writer.endObject()
    }
  }

  /// What a call used, and the running total behind it.
  private func count(_ info: JSONView) throws(SchemaMismatch) -> (used: Counts, total: Counts?) {
    func counts(_ name: StaticString) throws(SchemaMismatch) -> Counts? {
      guard let view = info[name], !view.isNull else { return nil }
      do throws(SchemaMismatch) {
        guard view.kind == .object else { throw SchemaMismatch(expected: "an object of counts", got: view) }
        return try Counts(view)
      } catch {
        throw error.inside("\(name)")
      }
    }
    let last = try counts("last_token_usage")
    guard let now = try counts("total_token_usage") else { return (last ?? Counts([0, 0, 0, 0, 0]), nil) }
    let before = total
    total = now
    if let before, let used = now.since(before) { return (used, now) }
    return (last ?? now, now)
  }

  private func write(_ used: Counts, _ writer: JSONWriter) {
    writer.name("usage")
    writer.beginObject()
    writer.member("input_tokens", used.input)
    writer.name("input_tokens_details")
    writer.beginObject()
    writer.member("cached_tokens", min(used.cached, used.input))
    if used.written > 0 { writer.member("cache_write_tokens", used.written) }
    writer.endObject()
    writer.member("output_tokens", used.output)
    writer.name("output_tokens_details")
    writer.beginObject()
    writer.member("reasoning_tokens", min(used.reasoning, used.output))
    writer.endObject()
    writer.endObject()
  }
}
