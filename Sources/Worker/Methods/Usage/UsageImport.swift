import CostModel
import JSON
import JSONRPC
import Store

/// `usage/import`: events from a file or a text.
enum UsageImport {
  struct Params: MethodParams {
    var path: String?
    var text: String?
    var format = ImportFormat.auto
    var mapping = JSONValue.object([])
    var defaults = JSONValue.object([])
    var onError = UsageTrackBatch.OnError.skip
    var key: String?

    static let fields = FieldTable<Params>([
      Field("path", \.path, .string(most: 4_096, format: "path"), "The file to read; a regular file, no link. With claude_code and codex also a folder, whose *.jsonl are read; without it the program's own folder."),
      Field("text", \.text, .string(most: 64 << 20, format: nil), "The rows themselves, instead of a file."),
      Field(
        "format", \.format, default: "auto",
        """
        ndjson (an event, a JSON object, a line), csv (with a header), json (a list of events); focus (bills, FOCUS 1.0 to \
        1.2); bigquery_jobs (rows of INFORMATION_SCHEMA.JOBS or jobs of the REST API); openai_usage, openai_costs, \
        anthropic_usage, anthropic_cost (answers of the vendors' admin APIs); litellm (LiteLLM_SpendLogs); claude_code, codex \
        (their sessions); or auto. Foreign formats are read from lines, lists and, where they have columns, CSV.
        """),
      Field(
        "mapping", \.mapping, .map(.string(most: 256, format: nil)), default: [:],
        "Column to field: a member of usage/track, metadata.NAME, cost_allocation.NAME, timestamp_offset_s (seconds added to the default timestamp), cost_nano_usd, or \"\" for nothing. With a mapping, other columns without a field's name are passed over."),
      Field("defaults", \.defaults, .map(.any), default: [:], "Members for every row that does not have them."),
      Field("on_error", \.onError, default: "skip", "skip: take what can be taken; abort: take all or none."),
      Field("key", \.key, .string(most: 512, format: nil), "Names this import: started again under the same key it answers what it answered."),
    ])
  }

  static let method = AnyMethod(
    name: "usage/import", access: .writes,
    summary: "Imports usage from a file or text, each row once.",
    documentation: """
      Answered at its end, with progress in rows and bytes; cancelling the request ends it after the rows at hand, and \
      what was committed stays. Writes sent after it wait for its end. A row without an id gets one made from the file's name (or key), its line and its \
      content, so that importing the same file again stores nothing twice. Numbers may be given as text; timestamps \
      also without zone (UTC), or as seconds, milliseconds or microseconds since 1970. auto reads a foreign format where \
      members or columns leave no doubt, and nothing foreign where a mapping is given. A bucket of a provider's report is \
      one event a group, under an id made of its time and its groups: fetched again with the same figures it is a \
      duplicate, with others it is refused (IDEMPOTENCY_CONFLICT). A UTC day of a provider counts from its cost report \
      (category provider_cost_report) or from usage (provider_usage_report, or calls that were tracked), whichever came \
      first; rows of the other are refused with CONFLICT, so that no spend counts twice. Fetch each bucket with one \
      grouping. focus costs are BilledCost, in USD; amounts below zero are refused by line. An answer of claude_code that \
      was logged more than once counts with its last counts; codex counts by the differences of its running totals. \
      LiteLLM's spend of 0 for tokens is no price, and is priced here. With file_roots set, paths lie below one of them.
      """,
    params: Params.fields.properties, result: ImportReport.schema, errors: [.databaseFull, .requestFailed],
    example: #"{"text": "{\"id\": \"i-1\", \"provider\": \"openai\", \"model\": \"gpt-4o\", \"prompt_tokens\": 100, \"completion_tokens\": 10, \"timestamp\": \"2026-08-29T00:00:00Z\"}\n", "format": "ndjson"}"#
  ) { services in
    Route(name: "usage/import", access: .writes) { view throws(ErrorAnswer) in
      let params = try Params.read(view)
      let hasUsualPlace = params.format.isOfSessions && params.text == nil
      guard (params.path == nil) != (params.text == nil) || hasUsualPlace else {
        throw .invalid("path", "either path or text", got: params.path == nil ? "neither" : "both")
      }
      return .write(ImportWrite(params, services))
    }
  }
}

/// An import on its way: one thread reads rows while this one stores those read before.
final class ImportWrite: LongWrite, @unchecked Sendable {
  // @unchecked: made by the reading thread, then used by the committing one; the thread that reads rows shares
  // only the queue.
  private let params: UsageImport.Params
  private let services: Services
  private var report = ImportReport()
  private var earlier: JSONValue?

  init(_ params: UsageImport.Params, _ services: Services) { (self.params, self.services) = (params, services) }

  var byteCount: Int { (params.text?.utf8.count ?? 0) + 1_024 }
  var isShort: Bool { false }

  private var source: String {
    params.key ?? params.path.map { String($0.split(separator: "/").last ?? "") } ?? "text"
  }

  func run(_ writer: LedgerWriter, _ call: Call) throws {
    if let key = params.key, let known = try writer.configuration.importResult(key) {
      earlier = try JSONValue.parse(known)
      return
    }
    let rows: RowReader
    do throws(SchemaMismatch) {
      let mapping: ImportMapping
      do throws(SchemaMismatch) { mapping = try ImportMapping(params.mapping) } catch { throw error.inside("mapping") }
      rows = try RowReader(services, mapping, defaults: params.defaults, source: source)
    } catch {
      throw ErrorAnswer(error)
    }
    let (stream, size) = try stream(rows)
    call.beginProgress("Importing usage")
    let queue = ChunkQueue()
    queue.fill(from: stream)
    defer { queue.cancel() }
    if params.onError == .abort {
      try storeAllOrNone(queue, size, writer, call)
    } else {
      while let chunk = try queue.take() {
        try call.checkCancellation()
        try writer.transaction { writer in try store(chunk, writer) }
        tell(call, size)
      }
      if let key = params.key { try writer.transaction { try remember(key, $0) } }
    }
  }

  private func storeAllOrNone(_ queue: ChunkQueue, _ size: Int64, _ writer: LedgerWriter, _ call: Call) throws {
    do {
      try writer.transaction { writer in
        while let chunk = try queue.take() {
          try call.checkCancellation()
          try store(chunk, writer)
          try writer.flush()
          tell(call, size)
        }
        if report.rejectedCount > 0 { throw Undone() }
        if let key = params.key { try remember(key, writer) }
      }
    } catch is Undone {
      (report.accepted, report.duplicates, report.unpriced) = (0, 0, 0)
    }
  }

  private func remember(_ key: String, _ writer: LedgerWriter) throws {
    let text = JSONWriter()
    report.write(to: text)
    try writer.configuration.setImportResult(key, String(decoding: text.bytes, as: UTF8.self))
  }

  private func stream(_ rows: RowReader) throws(ErrorAnswer) -> (RowStream, Int64) {
    let input: ImportSource
    if let text = params.text {
      input = ImportSource(text: text, services)
    } else {
      input = try ImportSource(path: params.path, format: params.format, services)
    }
    return (RowStream(rows, input, params.format, services), input.size)
  }

  private func store(_ chunk: RowChunk, _ writer: LedgerWriter) throws {
    report.format = chunk.format
    report.rows += chunk.rows
    report.passedOver += chunk.passedOver
    report.bytes = chunk.endOffset
    let storer = try EventStorer(services, writer)
    var rejected = chunk.rejected
    for event in 0..<chunk.events.batch.count {
      switch try storer.store(chunk.events, event).result {
      case .stored(let outcome):
        report.accepted += 1
        if !outcome.unpriced.isEmpty || chunk.events.batch.flags(event).contains(.unpriced) { report.unpriced += 1 }
      case .merged: report.accepted += 1
      case .duplicate: report.duplicates += 1
      case .rejected(let error): rejected.append((chunk.lines[event], error))
      }
    }
    for (line, error) in rejected.sorted(by: { $0.line < $1.line }) { report.reject(line, error) }
  }

  private func tell(_ call: Call, _ size: Int64) {
    call.report(
      size > 0 ? Double(report.bytes) / Double(size) : nil, "\(report.rows) rows, \(report.bytes) of \(size) bytes")
  }

  func write(to writer: JSONWriter) {
    if let earlier { earlier.write(to: writer) } else { report.write(to: writer) }
  }
}

/// Chunks read ahead: two at most, so that memory stays bounded.
final class ChunkQueue: @unchecked Sendable {
  // @unchecked: everything mutable is used under `monitor`; the stream by the one thread that reads.
  private let monitor = Monitor()
  private var chunks: [RowChunk] = []
  private var failure: ErrorAnswer?
  private var isDone = false
  private var isCancelled = false

  private struct Handover: @unchecked Sendable {
    // @unchecked: the stream is given to the thread that reads and used by nobody else.
    let stream: RowStream
  }

  func fill(from stream: RowStream) {
    let handover = Handover(stream: stream)
    startThread { [self] in readAll(handover.stream) }
  }

  private func readAll(_ stream: RowStream) {
    do throws(ErrorAnswer) {
      while let chunk = try stream.next() {
        monitor.lock()
        while chunks.count >= 2, !isCancelled { monitor.wait() }
        let goesOn = !isCancelled
        if goesOn { chunks.append(chunk) }
        monitor.wake()
        monitor.unlock()
        if !goesOn { return }
      }
    } catch {
      monitor.locked { failure = error }
    }
    monitor.locked {
      isDone = true
      monitor.wake()
    }
  }

  /// The next chunk; nil at the end.
  func take() throws -> RowChunk? {
    monitor.lock()
    defer { monitor.unlock() }
    while chunks.isEmpty, !isDone { monitor.wait() }
    if !chunks.isEmpty {
      defer { monitor.wake() }
      return chunks.removeFirst()
    }
    if let failure { throw failure }
    return nil
  }

  func cancel() {
    monitor.locked {
      isCancelled = true
      monitor.wake()
    }
  }
}
