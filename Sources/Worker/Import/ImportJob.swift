import CostModel
import JSON
import JSONRPC
import Store

/// An import on its way: one thread reads rows while another has those read before stored.
enum ImportJob: JobKind {
  static let name = "usage/import"

  static func run(_ job: JobRun) throws -> any JSONWritable {
    let params = try UsageImport.Params.parsed(job.params)
    guard params.path != nil || params.text != nil || job.input != nil || params.format.isOfSessions else {
      try leaveToAnother(job)
      throw ErrorAnswer(.requestFailed, "The text of this import was lost with the worker that took it; send it again: no row is stored twice")
    }
    var report = try ImportReport(job.checkpoint)
    let (stream, size) = try stream(params, report, job)
    let queue = ChunkQueue()
    queue.fill(from: stream)
    defer { queue.cancel() }
    if params.onError == .abort { return try storeAllOrNone(queue, size, report, job) }
    while let chunk = try queue.take(while: { try job.check() }) {
      let rows = report
      report = try job.effect({ progress($0, size) }) { writer in try rows.storing(chunk, writer, job) }
    }
    return report
  }

  /// For so long a worker that holds a text may be busy with other jobs, in microseconds.
  private static let patience: Int64 = 600_000_000

  /// A text is in the memory of the worker that it was sent to: any other leaves the job alone while that one may still come.
  private static func leaveToAnother(_ job: JobRun) throws {
    let now = job.services.world.now(), begun = job.stored.startedAt ?? now
    guard now.microseconds - begun.microseconds < patience else { return }
    throw JobRun.Pause(until: now, isForAnother: true)
  }

  private static func storeAllOrNone(_ queue: ChunkQueue, _ size: Int64, _ start: ImportReport, _ job: JobRun) throws -> ImportReport {
    let report = Kept(start)
    do {
      return try job.effect({ progress($0, size) }) { writer in
        while let chunk = try queue.take(while: { try job.check() }) {
          report.value = try report.value.storing(chunk, writer, job)
          try writer.flush()
          job.tell(fraction(report.value, size), message(report.value, size))
        }
        if report.value.rejectedCount > 0 { throw Undone() }
        return report.value
      }
    } catch is Undone {
      job.forgetsKey = true
      (report.value.accepted, report.value.duplicates, report.value.unpriced) = (0, 0, 0)
      return report.value
    }
  }

  /// Carries the report out of a transaction that is taken back.
  private final class Kept {
    var value: ImportReport
    init(_ value: ImportReport) { self.value = value }
  }

  private static func progress(_ report: ImportReport, _ size: Int64) -> JobProgress {
    JobProgress(fraction(report, size), message(report, size), checkpoint: report.checkpoint)
  }

  private static func fraction(_ report: ImportReport, _ size: Int64) -> Double { size > 0 ? Double(report.bytes) / Double(size) : 0 }

  private static func message(_ report: ImportReport, _ size: Int64) -> String {
    "\(report.rows) rows, \(report.bytes) of \(size) bytes"
  }

  static func scheduled(_ params: JSONValue, _ services: Services, isOwner: Bool) throws -> String {
    var read = try UsageImport.Params.parsed(params.text(pretty: false))
    guard read.text == nil, read.path != nil || read.format.isOfSessions else {
      throw ErrorAnswer.invalid("path", "the file to read each time", got: "none")
    }
    guard isOwner else { throw ErrorAnswer(.accessDenied, "params.path: files are the process owner's", details: ["path": "path"]) }
    // One key is one import, for good.
    guard read.key == nil else { throw ErrorAnswer.invalid("key", "none in a schedule: each run is an import of its own", got: "one") }
    read.waits = true
    _ = try rows(read, services)
    return read.storedText()
  }

  // MARK: Reading

  /// What reads the rows; throws what is wrong with the mapping or the defaults.
  static func rows(_ params: UsageImport.Params, _ services: Services) throws(ErrorAnswer) -> RowReader {
    do throws(SchemaMismatch) {
      let mapping: ImportMapping
      do throws(SchemaMismatch) { mapping = try ImportMapping(params.mapping) } catch { throw error.inside("mapping") }
      let source = params.key ?? params.path.map { String($0.split(separator: "/").last ?? "") } ?? "text"
      return try RowReader(services, mapping, defaults: params.defaults, source: source)
    } catch {
      throw ErrorAnswer(error)
    }
  }

  private static func stream(_ params: UsageImport.Params, _ report: ImportReport, _ job: JobRun) throws(ErrorAnswer) -> (RowStream, Int64) {
    let rows = try rows(params, job.services)
    let source: ImportSource
    if let text = job.input.map({ String(decoding: $0, as: UTF8.self) }) ?? params.text {
      source = ImportSource(text: text, job.services)
    } else {
      source = try ImportSource(path: params.path, format: params.format, job.services)
    }
    return (RowStream(rows, source, params.format, job.services, at: report.position, rowsAChunk: job.services.jobRest == nil ? RowStream.rowsAChunk : 2_000), source.size)
  }
}

extension ImportReport {
  /// The report with a chunk stored, in a transaction.
  fileprivate func storing(_ chunk: RowChunk, _ writer: LedgerWriter, _ job: JobRun) throws -> ImportReport {
    var report = self
    report.format = chunk.format
    report.bytes = max(bytes, chunk.endOffset)
    report.rows += chunk.rows
    report.passedOver += chunk.passedOver
    report.position = chunk.position
    let storer = try EventStorer(job.services, writer)
    var rejected = chunk.rejected
    for event in 0..<chunk.events.batch.count {
      if event & 0xFF == 0 { try job.check() }
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
    return report
  }
}
