import CostModel
import JSON
import JSONRPC
import Store

/// `usage/export`: events as a file or a text.
enum UsageExport: JobbedRead {
  static var kind: any JobKind.Type { ExportJob.self }

  static let name = "usage/export"
  static let summary = "Writes the events of a window and scope to a file, or answers them as text."
  static let agents = AgentUse.withheld
  static let documentation = """
    Events stand in the order they were stored. ndjson and json can be imported again and give the same events under \
    the same ids and the same total: cost_usd is written as what counts, so an import takes it as given (an event that \
    nothing prices has none and is unpriced again); members that begin with _ say what the worker found out and are \
    passed over. query_text is the pattern where the text itself was not kept. csv has a column for every member, \
    cost_allocation.NAME flattened, tags joined by semicolons, metadata as JSON text; cells that a spreadsheet would \
    run as formulas begin with an apostrophe unless raw is true. focus is CSV in the FinOps Open Cost and Usage \
    Specification 1.2, a row an event (a charge of the UTC hour that it lies in): what an event cost is its billed, \
    effective and contracted cost, so that a column adds up to the total; what the specification has no column for \
    stands in columns that begin with x_, by which usage/import reads the events back. An event without a price is \
    billed 0, with x_Unpriced true. A file is written under a temporary name beside its \
    own (mode 0600), synced and renamed: it is there whole or not at all.
    """
  static let errors: [ErrorCode] = [.requestFailed]
  static let example = #"{"start": "2026-08-01", "end": "2026-09-01", "format": "csv", "team": "growth"}"#

  /// What an answer may hold itself.
  static let mostInline = 1 << 20

  struct Params: QuestionMethodParams, JobOrderParams {
    var question = QuestionParams(days: 30)
    var format = ExportFormat.ndjson
    var path: String?
    var overwrite = false
    var raw = false
    var waits = true

    static let fields = FieldTable<Params>(
      Field.group(\.question, QuestionParams.fields(days: 30)) + [
        Field("format", \.format, default: "ndjson", "ndjson (an event a line), json (a list), csv (with a header), or focus (FOCUS 1.2, CSV)."),
        Field(
          "path", \.path, .string(most: 4_096, format: "path"),
          "The file to write; without it the events come in the answer, as text of at most 1 MiB."),
        Field("overwrite", \.overwrite, default: false, "Whether a file that exists is replaced."),
        Field("raw", \.raw, default: false, "Leaves csv cells as they are, formulas too: for programs, not for spreadsheets."),
        waitField(),
      ])
  }

  static func answer(_ params: Params, _ context: ReadContext) throws -> Answer {
    let (question, window) = try params.question.question(context)
    let total = try context.reader.totals(question)
    let conversion = try params.question.conversion(of: total.cost, window, context)
    let file = try params.path.map { path in
      try NewFile(
        path: path, overwrites: params.overwrite, chance: context.world.seed(), context.services)
    }
    // Whatever ends the export early takes the temporary file with it.
    defer { file?.discard() }
    context.call.beginProgress("Exporting usage")
    let output = Output(params, file)
    try context.reader.export(question) { batch in
      for event in 0..<batch.count {
        if event & 0xFF == 0 { try context.call.checkCancellation() }
        try output.write(batch, event)
      }
      context.call.report(
        Double(output.rows) / Double(max(total.events, 1)), "\(output.rows) of \(total.events) events")
    }
    try context.call.checkCancellation()
    try output.end()
    return Answer(
      format: params.format, rows: output.rows, bytes: output.bytes, path: params.path, text: output.text,
      total: output.cost, quality: DataQuality(total),
      conversion: conversion)
  }

  /// Events on their way to a file or into the answer.
  private final class Output {
    // A class, because the ledger's visitor and the answer share it.
    private let writer: ExportWriter
    private let file: NewFile?
    private var written: Int64 = 0
    private(set) var cost = Money.zero

    init(_ params: Params, _ file: NewFile?) {
      writer = ExportWriter(params.format, params.raw ? .raw : .neutralised)
      self.file = file
    }

    var rows: Int64 { writer.rows }
    var bytes: Int64 { written + Int64(writer.pending.count) }
    var text: String? { file == nil ? String(decoding: writer.pending, as: UTF8.self) : nil }

    func write(_ batch: EventBatch, _ event: Int) throws(ErrorAnswer) {
      writer.write(batch, event)
      cost += EventWriter.money(batch[event, .cost])
      if writer.pending.count >= 1 << 18 { try flush() }
    }

    func end() throws(ErrorAnswer) {
      writer.end()
      try flush()
      try file?.finish()
    }

    private func flush() throws(ErrorAnswer) {
      guard let file else {
        guard writer.pending.count <= mostInline else {
          throw .invalid("path", "the path of a file for more than \(mostInline) bytes of events", got: "nothing")
        }
        return
      }
      try file.write(writer.pending)
      written += Int64(writer.pending.count)
      writer.removePending()
    }
  }

  struct Answer: Shaped, Sendable {
    let format: ExportFormat
    let rows: Int64
    let bytes: Int64
    let path: String?
    let text: String?
    let total: Money
    let quality: DataQuality
    let conversion: Conversion?

    static let members: [Member<Answer>] = [
      Member("format", \.format, "The format."),
      Member("rows", \.rows, "Events written."),
      Member("bytes", \.bytes, "Bytes written."),
      Member.optional("path", \.path, "The file, when one was asked for."),
      Member.optional("text", \.text, "The events themselves, when no file was asked for."),
      Member("total_cost_usd", \.total, "What the events cost together."),
      Member("data_quality", \.quality, "What the total does not know."),
      Member.optional("conversion", \.conversion, "The total in the currency asked for."),
    ]
  }
}
