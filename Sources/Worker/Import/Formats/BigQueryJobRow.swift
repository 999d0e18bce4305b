import CostModel
import JSON

/// BigQuery jobs: rows of INFORMATION_SCHEMA.JOBS, from JSON or CSV, or job resources of the REST API.
final class BigQueryJobs: RowConverter {
  func convert(_ row: JSONView, into events: ConvertedEvents) throws(SchemaMismatch) {
    let job = BigQueryJobRow(row)
    let id = try job.id()
    try events.add(id: id, tables: try job.tables()) { writer throws(SchemaMismatch) in try job.write(to: writer) }
  }
}

/// A BigQuery job as an event.
///
/// Whole numbers may come as text, as REST and exports give them; objects inside a CSV cell are JSON text.
struct BigQueryJobRow {
  private let row: JSONView
  private let statistics: JSONView?
  private let query: JSONView?
  private let configuration: JSONView?
  private let status: JSONView?
  private let reference: JSONView?

  init(_ row: JSONView) {
    self.row = row
    statistics = row.object("statistics")
    query = statistics?.object("query")
    configuration = row.object("configuration")
    status = row.object("status")
    reference = row.object("jobReference")
  }

  func id() throws(SchemaMismatch) -> String {
    guard let id = row.text("job_id", "jobId") ?? reference?.text("jobId") ?? row.text("id") else {
      throw SchemaMismatch(path: "job_id", expected: "the id of a job", got: "nothing")
    }
    return id
  }

  /// Writes the members beside the id; what costs follows from its `usage`, by the rules of `BigQueryUsage`.
  func write(to writer: JSONWriter) throws(SchemaMismatch) {
    let state = (row.text("state") ?? status?.text("state"))?.uppercased()
    if let state, state != "DONE" { throw SchemaMismatch(path: "state", expected: "a job that is DONE", got: state) }
    let reason = try failure()
    let kind = row.text("statement_type") ?? query?.text("statementType")
    let type = row.text("job_type") ?? configuration?.text("jobType")
    writer.member("provider", "bigquery")
    writer.member("project_id", row.text("project_id") ?? reference?.text("projectId"))
    writer.member("user_email", row.text("user_email"))
    writer.member("operation", kind ?? type)
    writer.member("region", row.text("location") ?? reference?.text("location"))
    guard let created = try instant("creation_time", "creationTime") else {
      throw SchemaMismatch(path: "creation_time", expected: "when the job was made", got: "nothing")
    }
    writer.name("timestamp")
    created.write(to: writer)
    if let start = try instant("start_time", "startTime"), let end = try instant("end_time", "endTime"), end >= start {
      writer.name("response_time_ms")
      writer.decimal(Int128(end.microseconds - start.microseconds), exponent: -3)
    }
    writer.name("success")
    writer.bool(reason == nil)
    writer.member("error", reason)
    if let text = row["query"]?.utf8 ?? configuration?.object("query")?["query"]?.utf8, !text.isEmpty {
      writer.name("query_text")
      writer.string(utf8: text)
    }
    writeUsage(kind, type, reason, to: writer)
    if let parent = row.text("parent_job_id") ?? statistics?.text("parentJobId") {
      writer.name("metadata")
      writer.beginObject()
      writer.name("parent_job_id")
      writer.string(parent)
      writer.endObject()
    }
  }

  private func writeUsage(_ kind: String?, _ type: String?, _ reason: String?, to writer: JSONWriter) {
    writer.name("usage")
    writer.beginObject()
    writer.name("job_type")
    writer.string(type ?? "QUERY")
    if let kind {
      writer.name("statement_type")
      writer.string(kind)
    }
    writer.name("cache_hit")
    writer.bool(row.isTrue("cache_hit") || query?.isTrue("cacheHit") == true)
    for (name, view) in [
      ("total_bytes_processed", row["total_bytes_processed"] ?? query?["totalBytesProcessed"] ?? statistics?["totalBytesProcessed"]),
      ("total_bytes_billed", row["total_bytes_billed"] ?? query?["totalBytesBilled"]),
      ("total_slot_ms", row["total_slot_ms"] ?? query?["totalSlotMs"] ?? statistics?["totalSlotMs"]),
      ("reservation_id", row["reservation_id"] ?? statistics?["reservation_id"]), ("edition", row["edition"] ?? statistics?["edition"]),
    ] as [(StaticString, JSONView?)] {
      guard let view, !view.isNull, view.utf8?.isEmpty != true else { continue }
      writer.name(name)
      writer.raw(view.raw)
    }
    if let reason {
      writer.name("error_result")
      writer.beginObject()
      writer.name("reason")
      writer.string(reason)
      writer.endObject()
    }
    writer.endObject()
  }

  /// The reason of an error; nil when the job succeeded.
  private func failure() throws(SchemaMismatch) -> String? {
    guard let error = row["error_result"] ?? status?["errorResult"], !error.isNull else { return nil }
    if error.kind == .object { return error.count == 0 ? nil : error.text("reason") ?? "error" }
    return try Self.object(inside: error) { inner in inner.isNull || inner.count == 0 ? nil : inner.text("reason") ?? "error" }
  }

  /// The tables that the job says it read, as project.dataset.table; nil when it does not say.
  func tables() throws(SchemaMismatch) -> [[UInt8]]? {
    guard let list = row["referenced_tables"] ?? query?["referencedTables"], !list.isNull else { return nil }
    if list.kind == .array { return Self.names(list) }
    return try Self.object(inside: list) { $0.kind == .array ? Self.names($0) : nil }
  }

  private static func names(_ list: JSONView) -> [[UInt8]] {
    list.elements.compactMap { table in
      guard let dataset = table.text("dataset_id", "datasetId"), let name = table.text("table_id", "tableId") else { return nil }
      let project = table.text("project_id", "projectId").map { $0 + "." } ?? ""
      return Array((project + dataset + "." + name).utf8)
    }
  }

  /// What a cell of text holds as JSON; an empty one holds nothing.
  private static func object<Value>(inside cell: JSONView, _ body: (JSONView) -> Value?) throws(SchemaMismatch) -> Value? {
    guard let bytes = cell.utf8 else { throw SchemaMismatch(expected: "an object, a list or JSON text", got: cell) }
    guard bytes.contains(where: { $0 != 32 }) else { return nil }
    let parser = JSONParser()
    do throws(JSONSyntaxError) { return body(try parser.parse(UnsafeRawBufferPointer(bytes))) } catch {
      throw SchemaMismatch(expected: "an object, a list or JSON text", got: cell)
    }
  }

  /// RFC 3339, BigQuery's `2026-08-01 00:07:55.210 UTC`, or milliseconds since 1970 as REST gives them.
  private func instant(_ column: StaticString, _ member: StaticString) throws(SchemaMismatch) -> Timestamp? {
    guard let value = row[column] ?? statistics?[member], !value.isNull else { return nil }
    if let bytes = value.utf8 {
      let text = String(decoding: bytes.prefix(64), as: UTF8.self)
      if text.isEmpty { return nil }
      let plain = text.hasSuffix(" UTC") ? String(text.dropLast(4)) : text
      if let instant = Timestamp(rfc3339: plain) { return instant }
      var copy = plain
      if let instant = copy.withUTF8({ Timestamp(dateTime: $0) }) { return instant }
    }
    if let number = value.int64 ?? value.utf8.flatMap({ Int64(String(decoding: $0.prefix(20), as: UTF8.self)) }), 0...253_402_300_799_999 ~= number {
      return Timestamp(microseconds: number * 1_000)
    }
    throw SchemaMismatch(expected: "a time", got: value).inside("\(column)")
  }
}
