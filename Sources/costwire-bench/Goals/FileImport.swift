import JSON

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Goal 9: a file of another system's events, its columns mapped.
enum FileImport {
  static func measure(_ context: BenchContext, _ goals: Set<Int>) throws {
    let rows = context.options.rows
    let file = try makeFile(context)
    // Three rounds of the largest files would take longer than all other goals together.
    let rounds = rows <= 500_000 ? 3 : 1
    var times: [Double] = []
    for round in 0..<rounds {
      let (database, time) = try importOnce(context, file, name: "import.db")
      times.append(time)
      if round + 1 < rounds { context.folder.removeDatabase(database) } else { context.keepImported(database) }
    }
    var status = stat()
    let megabytes = stat(file, &status) == 0 ? Double(status.st_size) / 1e6 : 0
    let kept = stat(context.folder.file("import.db"), &status) == 0 ? Double(status.st_size) : nil
    context.report.line(
      9, "import of an NDJSON file of \(rows) rows with a mapping",
      [
        ("rows_per_s", Double(rows) / times.median * 1e6), ("us_each", times.median / Double(rows)),
        ("mb_per_s", megabytes / times.median * 1e6), ("database_bytes_a_row", kept.map { $0 / Double(rows) }),
      ])
  }

  /// Writes the events, as another system names their members; made once a run.
  static func makeFile(_ context: BenchContext) throws(BenchFailure) -> String {
    let path = context.folder.file("events.ndjson")
    if access(path, R_OK) == 0 { return path }
    guard let file = fopen(path, "w") else { throw .system("\(path) cannot be made") }
    var generator = EventGenerator(.foreign, total: context.options.rows)
    let writer = JSONWriter(capacity: 1 << 20)
    var written = 0
    while generator.count < generator.total {
      generator.write(to: writer)
      writer.newline()
      if writer.count > 900_000 || generator.count == generator.total {
        written = fwrite(writer.bytes.baseAddress, 1, writer.count, file) == writer.count ? written : -1
        writer.removeAll()
      }
    }
    guard fclose(file) == 0, written == 0 else { throw .system("\(path) cannot be written") }
    return path
  }

  /// Imports the file into a new database; answers its path and how long the call took, in microseconds.
  static func importOnce(
    _ context: BenchContext, _ file: String, name: String
  ) throws(BenchFailure) -> (database: String, time: Double) {
    let database = context.folder.file(name)
    let worker = try context.readyWorker(database)
    defer { worker.finish() }
    let request = Message.request(
      "usage/import",
      JSONValue.object([
        JSONMember(name: "path", value: .string(file)), JSONMember(name: "format", value: "ndjson"),
        JSONMember(name: "mapping", value: try value(EventGenerator.mapping)),
      ]).text())
    var reply: UnsafeRawBufferPointer?
    let time = try elapsed { () throws(BenchFailure) in reply = try worker.call(request) }
    let accepted = try reply.map { bytes throws(BenchFailure) in try answer(bytes) }?["result"]?["accepted"]?.int64
    guard accepted == Int64(context.options.rows) else {
      throw BenchFailure("Of \(context.options.rows) rows \(accepted.map(String.init) ?? "none") were imported")
    }
    return (database, time)
  }

  private static func value(_ text: String) throws(BenchFailure) -> JSONValue {
    do throws(JSONSyntaxError) { return try JSONValue.parse(text) } catch { throw BenchFailure("\(error)") }
  }
}
