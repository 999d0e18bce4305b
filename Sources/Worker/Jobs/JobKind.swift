import JSON
import JSONRPC
import Store

/// A kind of work that takes time: what its params mean, and how it is done.
///
/// It may be begun more than once, by this worker or another, and then goes on from its last checkpoint: what it stores, it
/// stores together with the next checkpoint, by `JobRun.effect`.
protocol JobKind: SendableMetatype {
  /// Its name in the queue and on the wire.
  static var name: String { get }
  /// For how long it may go on in one try, in seconds.
  static var timeoutSeconds: Int64 { get }
  /// Does it, and answers its result.
  static func run(_ job: JobRun) throws -> any JSONWritable
  /// An id for a job of the kind, from a source of chance.
  static func newID(_ seed: () -> UInt64) -> String
  /// Whether such jobs may begin on their own, by a schedule.
  static var isSchedulable: Bool { get }
  /// The params of a schedule as its jobs are to have them; throws what is wrong with them.
  ///
  /// - Parameter isOwner: whether the process's owner asks: nobody else may name files and programs.
  static func scheduled(_ params: JSONValue, _ services: Services, isOwner: Bool) throws -> String
  /// Why such a job cannot be done for now, in a sentence; nil when it can. A schedule is left out while there is a reason.
  static func obstacle(_ reader: LedgerReader, _ services: Services) throws -> String?
  /// What else belongs into the transaction that writes down a job's end, completed or failed.
  static func ended(_ job: StoredJob, _ outcome: JobOutcome, _ writer: LedgerWriter, _ services: Services) throws
}

extension JobKind {
  static var timeoutSeconds: Int64 { 24 * 3_600 }
  static func newID(_ seed: () -> UInt64) -> String { "job-" + hexadecimal(seed()) }
  static var isSchedulable: Bool { true }
  /// As they are: the job looks at them when it begins.
  static func scheduled(_ params: JSONValue, _ services: Services, isOwner: Bool) throws -> String { params.text(pretty: false) }
  static func obstacle(_ reader: LedgerReader, _ services: Services) throws -> String? { nil }
  static func ended(_ job: StoredJob, _ outcome: JobOutcome, _ writer: LedgerWriter, _ services: Services) throws {}
}

/// Every kind of work that takes time.
enum JobKinds {
  static let list: [any JobKind.Type] = [
    ImportJob.self, RepriceJob.self, AnalysisJob.self, RefreshJob.self, ForecastingJob.self, ExportJob.self, WhatIfJob.self,
    AnthropicCollection.self, OpenAICollection.self, BigQueryCollection.self, ReconcileJob.self, DeliveryJob.self,
  ]

  static func kind(_ name: String) -> (any JobKind.Type)? { list.first { $0.name == name } }

  /// An id that no job has.
  static func freeID(_ kind: (any JobKind.Type)?, _ jobs: Jobs, _ world: World) throws -> String {
    var id = kind?.newID(world.seed) ?? "job-" + hexadecimal(world.seed())
    // Chance that says the same twice is a test's.
    while try jobs.outline(id) != nil { id += "x" }
    return id
  }
}

/// Why a job failed, as the queue keeps it.
struct JobFailure: Sendable {
  var code: String
  var message: String
  var details = JSONValue.object([])

  init(_ error: ErrorAnswer) { (code, message, details) = (error.code.symbol, error.message, error.details) }

  /// From the text that the queue keeps.
  init(text: String) {
    let value = try? JSONValue.parse(text)
    code = value?["code"]?.string ?? ErrorCode.requestFailed.symbol
    message = value?["message"]?.string ?? text
    details = value?["details"] ?? .object([])
  }

  var text: String { (["code": .string(code), "message": .string(message), "details": details] as JSONValue).text(pretty: false) }

  /// The error that a client which waits for the job is answered with.
  var answer: ErrorAnswer {
    let code = ErrorCode.all.first { $0.symbol == self.code } ?? .requestFailed
    return ErrorAnswer(code, message, details: details)
  }
}

extension JobFailure: Shaped {
  static let members: [Member<JobFailure>] = [
    Member("code", \.code, "The stable name of the error."),
    Member("message", \.message, "What went wrong."),
  ]
}

extension ErrorCode {
  /// Errors that may be gone when a job is tried again.
  var isPassing: Bool { [.databaseError, .rateLimitExceeded, .providerUnavailable, .providerQuotaExceeded].contains(self) }
}
