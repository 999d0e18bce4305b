import JSON
import JSONRPC
import Store

/// A method whose calls are answered by the reading thread as a rule, without waiting for anything.
///
/// When it cannot be, because what it depends on is being changed, the call queues as a read.
protocol ImmediateMethod: Method {
  associatedtype Prepared: Sendable
  /// Reads the params into something that outlives the message.
  static func prepare(_ view: JSONView?, _ services: Services) throws(ErrorAnswer) -> Prepared
  /// Answers on the reading thread; false, with nothing written, when the call has to queue.
  ///
  /// - Parameter view: the params as they were sent.
  static func answerNow(_ prepared: Prepared, _ view: JSONView?, _ services: Services, _ writer: JSONWriter) throws(ErrorAnswer) -> Bool
  /// Answers from what was kept of calls like it, before the params are read; false, with nothing written, when nothing was.
  static func answerAlike(_ view: JSONView?, _ services: Services, _ writer: JSONWriter) -> Bool
  /// Whether the answer depends on the writes that came before the call.
  static var seesWrites: Bool { get }
  /// What the answer depends on beside its params; nil when it must be made anew.
  static func stamp(_ services: Services) -> AnswerStamp?
  /// Answers as a read.
  static func answer(_ prepared: Prepared, _ context: ReadContext, _ writer: JSONWriter) throws
}

extension ImmediateMethod {
  static var seesWrites: Bool { false }
  static func answerAlike(_ view: JSONView?, _ services: Services, _ writer: JSONWriter) -> Bool { false }
  static func stamp(_ services: Services) -> AnswerStamp? { nil }

  static var erased: AnyMethod {
    AnyMethod(
      name: name, access: .immediate, summary: summary, documentation: documentation,
      params: Params.fields.properties, result: Answer.schema, errors: errors, example: example, tenancy: tenancy, agents: agents
    ) { services in
      Route(name: name, access: .immediate, seesWrites: seesWrites) { view, writer throws(ErrorAnswer) in
        if services.isConfigurationChanging { return false }
        if answerAlike(view, services, writer) { return true }
        return try answerNow(try prepare(view, services), view, services, writer)
      } queued: { view throws(ErrorAnswer) in
        let prepared = try prepare(view, services)
        let tenant = Tenancy.tenant(view)
        return .read { call, writer throws(ErrorAnswer) in
          do {
            try services.read { reader in
              try answer(prepared, ReadContext(services: services, reader: reader, call: call, tenant: tenant), writer)
            }
          } catch {
            throw services.translate(error, name)
          }
        }
      } stamp: {
        services.isConfigurationChanging ? nil : stamp(services)
      }
    }
  }
}
