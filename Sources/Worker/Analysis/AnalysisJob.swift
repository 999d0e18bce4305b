import CostModel
import JSON
import JSONRPC
import Store

/// An analysis on its way: stage by stage, each kept with the checkpoint, so that one that was done is not done again.
enum AnalysisJob: JobKind {
  static let name = "analysis"
  static let timeoutSeconds: Int64 = 6 * 3_600

  /// A random UUID (RFC 9562, version 4).
  static func newID(_ seed: () -> UInt64) -> String {
    let high = seed() & 0xFFFF_FFFF_FFFF_0FFF | 0x4000, low = seed() & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000
    let digits = hexadecimal(high) + hexadecimal(low)
    var (rest, groups) = (digits[...], [Substring]())
    for count in [8, 4, 4, 4, 12] {
      groups.append(rest.prefix(count))
      rest = rest.dropFirst(count)
    }
    return groups.joined(separator: "-")
  }

  static func scheduled(_ params: JSONValue, _ services: Services, isOwner: Bool) throws -> String {
    let read = try AnalysisStart.Params.parsed(params.text(pretty: false))
    try read.validate(services)
    if let url = read.callbackURL {
      try ChannelFields.checkTarget(url, "callback_url", services.permitted)
      try ChannelFields.checkReference(read.callbackSecret, "callback_secret", isOwner: isOwner)
    }
    return read.storedText()
  }

  static func run(_ job: JobRun) throws -> any JSONWritable {
    let params = try AnalysisStart.Params.parsed(job.params)
    // The time of the start, so that every try asks the same.
    let questions = AnalysisQuestions(params, asOf: job.stored.createdAt)
    var parts = AnalysisParts(job.checkpoint)
    let stages = AnalysisStage.allCases.filter { params.kinds.contains($0) }
    if let first = stages.first, parts.isEmpty {
      try job.effect({ _ in JobProgress(0, first.message) }) { _ in }
    }
    for (index, stage) in stages.enumerated() where !parts.contains(stage) {
      let text = try text(of: stage, questions, job)
      parts.add(stage, try JSONValue.parse(text))
      let message = index + 1 < stages.count ? stages[index + 1].message : "Analysis completed"
      let (checkpoint, done) = (parts.value, Self.fraction(stages.prefix(index + 1), of: stages))
      try job.effect({ _ in JobProgress(done, message, checkpoint: checkpoint) }) { _ in }
    }
    return AnalysisResult(job.stored, params, try questions.window(job.services), parts)
  }

  private static func fraction(_ done: ArraySlice<AnalysisStage>, of all: [AnalysisStage]) -> Double {
    Double(done.reduce(0) { $0 + $1.weight }) / Double(max(all.reduce(0) { $0 + $1.weight }, 1))
  }

  /// A stage's part of the result; where there is too little data, it says so.
  private static func text(of stage: AnalysisStage, _ questions: AnalysisQuestions, _ job: JobRun) throws -> String {
    let writer = JSONWriter()
    writer.beginObject()
    writer.name("status")
    do {
      let bytes = try job.ask { context in
        let answer = JSONWriter()
        try questions.answer(stage, context).write(to: answer)
        return Array(answer.bytes)
      }
      writer.string("completed")
      writer.name("result")
      bytes.withUnsafeBytes { writer.raw($0) }
    } catch let error as ErrorAnswer where error.code == .insufficientData {
      writer.string("insufficient_data")
      writer.name("message")
      writer.string(error.message)
    }
    writer.endObject()
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  static func ended(_ job: StoredJob, _ outcome: JobOutcome, _ writer: LedgerWriter, _ services: Services) throws {
    try AnalysisCallback(services: services).enqueue(job, outcome, writer)
  }
}

/// The parts that are done, as the checkpoint keeps them.
struct AnalysisParts {
  private var members: [JSONMember]

  init(_ checkpoint: JSONValue?) { members = checkpoint?.members ?? [] }

  var isEmpty: Bool { members.isEmpty }
  var value: JSONValue { .object(members) }

  func contains(_ stage: AnalysisStage) -> Bool { members.contains { $0.name == stage.rawValue } }

  mutating func add(_ stage: AnalysisStage, _ part: JSONValue) { members.append(JSONMember(name: stage.rawValue, value: part)) }

  func part(_ stage: AnalysisStage) -> JSONValue? { members.first { $0.name == stage.rawValue }?.value }
}

/// What an analysis comes to.
struct AnalysisResult: JSONWritable {
  private let id: String
  private let params: AnalysisStart.Params
  private let window: Window
  private let parts: AnalysisParts

  init(_ job: StoredJob, _ params: AnalysisStart.Params, _ window: Window, _ parts: AnalysisParts) {
    (id, self.params, self.window, self.parts) = (job.id, params, window, parts)
  }

  static var properties: [Schema.Property] {
    [
      Schema.Property("analysis_id", .string(most: 64, format: nil), isRequired: true, "The analysis."),
      Schema.Property("query_params", .map(.any), isRequired: true, "What was asked for."),
      Schema.Property("window", WindowAnswer.schema, isRequired: true, "The window it is about."),
    ]
      + AnalysisStage.allCases.map { stage in
        Schema.Property(
          stage.rawValue,
          .object([
            Schema.Property("status", .choice(["completed", "insufficient_data"]), isRequired: true, "Whether there was enough data."),
            Schema.Property("result", stage.schema, "What was found."),
            Schema.Property("message", .string, "What there is too little of."),
          ]), stage.documentation)
      }
  }

  static var schema: Schema { .object(properties) }

  func write(to writer: JSONWriter) {
    writer.beginObject()
    writer.name("analysis_id")
    writer.string(id)
    writer.name("query_params")
    writer.beginObject()
    AnalysisStart.Params.fields.write(params.told, to: writer)
    writer.endObject()
    writer.name("window")
    WindowAnswer(window: window).write(to: writer)
    for stage in AnalysisStage.allCases {
      guard let part = parts.part(stage) else { continue }
      writer.name(stage.rawValue)
      part.write(to: writer)
    }
    writer.endObject()
  }

  struct WindowAnswer: Shaped {
    let window: Window
    static let members: [Member<WindowAnswer>] = [
      Member("start", \.window.start, "Where it begins."), Member("end", \.window.end, "Where it ends, itself excluded."),
      Member("time_zone", \.window.zoneName, "The zone of its days."),
    ]
  }
}
