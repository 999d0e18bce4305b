import CostModel
import JSON
import JSONRPC
import Store

/// One method: what it is called, what it takes, what it answers, and what it does.
///
/// Validation, the OpenRPC document, both clients' surfaces and the reference are derived from this.
protocol Method: SendableMetatype {
  associatedtype Params: MethodParams
  associatedtype Answer: JSONWritable & Sendable

  static var name: String { get }
  /// One sentence, shown in the reference.
  static var summary: String { get }
  /// Rules worth knowing, in sentences.
  static var documentation: String { get }
  /// What it may fail with beside the protocol's own errors.
  static var errors: [ErrorCode] { get }
  /// Params as JSON text, shown in the reference and sent by a test.
  static var example: String { get }
  /// How the key of one customer may call it; by default what its params say.
  static var tenancy: Tenancy? { get }
  /// Whether its calls do not wait for the end of a job that was asked for before them.
  static var overtakes: Bool { get }
  /// Whether agents are offered it as a tool, and when it is the one to use.
  static var agents: AgentUse { get }
}

extension Method {
  static var agents: AgentUse { .ifItReads }
  static var tenancy: Tenancy? { nil }
  static var overtakes: Bool { false }
  static var documentation: String { "" }
  static var errors: [ErrorCode] { [] }
  static var example: String { "{}" }
}

/// Named parameters, each declared once.
protocol MethodParams: Sendable {
  init()
  static var fields: FieldTable<Self> { get }
}

/// No parameters.
struct NoParams: MethodParams {
  static let fields = FieldTable<NoParams>([])
}

/// A method that reads. It runs on a thread of its own, on one state of the database.
protocol ReadMethod: Method {
  static func answer(_ params: Params, _ context: ReadContext) throws -> Answer
  /// Whether the answer repeats the effective parameters and tells when it was made.
  static var echoesParams: Bool { get }
}

extension ReadMethod {
  static var echoesParams: Bool { true }
}

/// A method that writes. It runs on the committing thread, inside the transaction; its answer leaves after the commit.
protocol WriteMethod: Method {
  static func apply(_ params: Params, _ context: WriteContext) throws -> Answer
  /// Whether prices or other settings change that computing on other threads depends on.
  static var changesConfiguration: Bool { get }
}

extension WriteMethod {
  static var changesConfiguration: Bool { false }
}

/// What a read has at hand.
struct ReadContext {
  let services: Services
  let reader: LedgerReader
  let call: Call
  /// The customer whose key asks, and who sees its own alone; nil for whoever may see all.
  var tenant: String?
  var world: World { services.world }
}

/// What a write has at hand.
struct WriteContext {
  let services: Services
  let writer: LedgerWriter
  let call: Call
  /// The customer whose key asks, and who changes its own alone; nil for whoever may change all.
  var tenant: String?
  var world: World { services.world }
}

/// A method without its types: what the lists of methods hold.
struct AnyMethod: Sendable {
  let name: String
  let access: Access
  let summary: String
  let documentation: String
  let errors: [ErrorCode]
  let example: String
  let tenancy: Tenancy?
  let agents: AgentUse
  let route: @Sendable (Services) -> Route
  private let describeParams: @Sendable () -> [Schema.Property]
  private let describeResult: @Sendable () -> Schema

  /// Params and result are described only when somebody asks: start-up does not pay for forty methods.
  init(
    name: String, access: Access, summary: String, documentation: String,
    params: @escaping @autoclosure @Sendable () -> [Schema.Property], result: @escaping @autoclosure @Sendable () -> Schema,
    errors: [ErrorCode], example: String, tenancy: Tenancy? = nil, agents: AgentUse = .ifItReads,
    route: @escaping @Sendable (Services) -> Route
  ) {
    self.name = name
    self.access = access
    self.summary = summary
    self.documentation = documentation
    self.errors = errors
    self.example = example
    self.tenancy = tenancy
    self.agents = agents
    self.route = route
    describeParams = params
    describeResult = result
  }

  var params: [Schema.Property] { describeParams() }
  var result: Schema { describeResult() }
}

extension MethodParams {
  /// Reads params, and says what is wrong with them.
  static func read(_ view: JSONView?) throws(ErrorAnswer) -> Self {
    var params = Self()
    do throws(SchemaMismatch) {
      try fields.read(view, into: &params)
    } catch {
      throw ErrorAnswer(error)
    }
    return params
  }
}

extension ReadMethod {
  static var erased: AnyMethod {
    AnyMethod(
      name: name, access: .reads, summary: summary, documentation: documentation,
      params: Params.fields.properties, result: echoesParams ? EchoedAnswer.schema(Answer.schema) : Answer.schema,
      errors: errors, example: example, tenancy: tenancy, agents: agents
    ) { services in
      Route(name: name, access: .reads, overtakes: overtakes) { view throws(ErrorAnswer) in
        let params = try Params.read(view)
        let tenant = Tenancy.tenant(view)
        return .read { call, writer throws(ErrorAnswer) in try write(params, services, call, writer, tenant: tenant) }
      }
    }
  }

  /// The params with "now" settled, so that the answer and its echo mean the same instant.
  private static func frozen(_ params: Params, at now: Timestamp) -> Params {
    guard var windowed = params as? any WindowedParams else { return params }
    windowed.freeze(at: now)
    return windowed as? Params ?? params
  }

  /// Answers into `writer`.
  static func write(
    _ params: Params, _ services: Services, _ call: Call, _ writer: JSONWriter, tenant: String? = nil
  ) throws(ErrorAnswer) {
    let key = key(of: params, tenant)
    if let key, let kept = services.answers.find(key) {
      kept.withUnsafeBytes { writer.raw($0) }
      return
    }
    let (before, start) = (services.answers.stamp, writer.count)
    try writeAnew(frozen(params, at: services.world.now()), services, call, writer, tenant)
    if let key {
      services.answers.keep(key, UnsafeRawBufferPointer(rebasing: writer.bytes[start...]), madeFrom: before)
    }
  }

  /// What a question is told by, when its answer changes with the database only.
  private static func key(of params: Params, _ tenant: String?) -> [UInt8]? {
    guard echoesParams, let windowed = params as? any WindowedParams, windowed.isFixed else { return nil }
    let text = JSONWriter(capacity: 512)
    text.beginArray()
    text.string(name)
    if let tenant { text.string(tenant) }
    text.beginObject()
    Params.fields.write(params, to: text)
    text.endObject()
    text.endArray()
    return Array(text.bytes)
  }

  private static func writeAnew(
    _ params: Params, _ services: Services, _ call: Call, _ writer: JSONWriter, _ tenant: String?
  ) throws(ErrorAnswer) {
    do {
      let answer = try services.read { reader in
        try Self.answer(params, ReadContext(services: services, reader: reader, call: call, tenant: tenant))
      }
      try call.checkCancellation()
      if echoesParams {
        EchoedAnswer.write(answer, to: writer, at: services.world.now()) { writer in
          if let windowed = params as? any WindowedParams {
            windowed.writeEffective(services, to: writer)
          } else {
            Params.fields.write(params, to: writer)
          }
        }
      } else {
        answer.write(to: writer)
      }
    } catch {
      throw services.translate(error, name)
    }
  }
}

extension WriteMethod {
  static var erased: AnyMethod {
    AnyMethod(
      name: name, access: .writes, summary: summary, documentation: documentation,
      params: Params.fields.properties, result: Answer.schema, errors: errors, example: example, tenancy: tenancy, agents: agents
    ) { services in
      Route(name: name, access: .writes, overtakes: overtakes) { view throws(ErrorAnswer) in
        let params = try Params.read(view)
        if changesConfiguration { services.configurationWillChange() }
        return .write(MethodWrite<Self>(params, services, tenant: Tenancy.tenant(view)))
      }
    }
  }
}

/// A write on its way through the transaction.
protocol PendingWrite: WriteWork {
  /// Whether it only adds events, and so needs no savepoint of its own.
  var isTracking: Bool { get }
  func apply(_ writer: LedgerWriter, _ call: Call) throws
  /// Writes the result, after the commit, or says why there is none.
  func write(to writer: JSONWriter) throws(ErrorAnswer)
  /// Called once, whatever became of it.
  func finished()
  /// Called once with how its transaction ended, for whoever waits for that.
  func ended(_ failure: ErrorAnswer?)
  /// Whether the call was handed on in `ended`, to be answered when something else has happened.
  var isAnsweredLater: Bool { get }
  /// Whether the call's token hears of progress after the answer, too.
  var goesOn: Bool { get }
}

extension PendingWrite {
  func ended(_ failure: ErrorAnswer?) {}
  var isAnsweredLater: Bool { false }
  var goesOn: Bool { false }
}

/// Work that waits for something which the writes before it may have begun, and changes nothing itself.
protocol WaitingWork: WriteWork {
  /// Hands the call on, to be answered later; throws when there is nothing to wait for.
  func begin(_ call: Call) throws
}

/// Thrown by a write whose changes are to be taken back, though it has an answer.
struct Undone: Error {}

final class MethodWrite<M: WriteMethod>: PendingWrite, @unchecked Sendable {
  // @unchecked: made by the reading thread, then used by the committing one only.
  private let params: M.Params
  private let services: Services
  private let tenant: String?
  private var answer: M.Answer?

  init(_ params: M.Params, _ services: Services, tenant: String?) {
    (self.params, self.services, self.tenant) = (params, services, tenant)
  }

  var byteCount: Int { 1_024 }
  var isShort: Bool { false }
  var isTracking: Bool { false }

  func apply(_ writer: LedgerWriter, _ call: Call) throws {
    do {
      answer = try M.apply(params, WriteContext(services: services, writer: writer, call: call, tenant: tenant))
    } catch {
      throw services.translate(error, M.name)
    }
  }

  func write(to writer: JSONWriter) {
    if let answer { answer.write(to: writer) } else { writer.null() }
  }

  func finished() {
    if M.changesConfiguration { services.configurationHasChanged() }
  }
}

/// A read's answer with its effective parameters and the time it was made.
enum EchoedAnswer {
  static func write(_ answer: some JSONWritable, to writer: JSONWriter, at now: Timestamp, _ params: (JSONWriter) -> Void) {
    // The answer's own members stand first; its closing brace makes room for two more.
    answer.write(to: writer)
    writer.reopenObject()
    writer.name("query_params")
    writer.beginObject()
    params(writer)
    writer.endObject()
    writer.name("generated_at")
    now.write(to: writer)
    writer.endObject()
  }

  static func schema(_ schema: Schema) -> Schema {
    guard case .object(let properties) = schema else { return schema }
    return .object(
      properties + [
        Schema.Property("query_params", .map(.any), isRequired: true, "The parameters in effect, defaults included."),
        Schema.Property("generated_at", Timestamp.schema, isRequired: true, "When the answer was made."),
      ])
  }
}
