import CostModel
import JSON
import JSONRPC
import Store

/// A method that reads and may take long: with `wait: false` a job does it, and its result is the method's answer.
protocol JobbedRead: ReadMethod where Params: QuestionMethodParams {
  /// Does such jobs.
  static var kind: any JobKind.Type { get }
  /// Whether the answer itself is waited for.
  static var waits: WritableKeyPath<Params, Bool> & Sendable { get }
}

extension JobbedRead {
  /// The parameter that `waits` is about.
  static func waitField() -> Field<Params> {
    Field("wait", waits, default: true, "Whether to answer at its end. false: at once, with job_id and state; the answer is the job's result.")
  }

  static var asJob: AnyMethod {
    let result = echoesParams ? EchoedAnswer.schema(Answer.schema) : Answer.schema
    return AnyMethod(
      name: name, access: .reads, summary: summary, documentation: documentation, params: Params.fields.properties,
      result: JobText.maybe(result), errors: errors, example: example, tenancy: tenancy
    ) { services in
      let plain = erased.route(services)
      return Route(name: name, access: .reads) { view throws(ErrorAnswer) in
        var params = try Params.read(view)
        guard !params[keyPath: waits] else { return try plain.queued(view) }
        // What "now" means is settled now, not when the job begins.
        params.freeze(at: services.world.now())
        return .write(JobStart(order(params, view, services), services))
      }
    }
  }

  private static func order(_ params: Params, _ view: JSONView?, _ services: Services) -> JobStart.Order {
    var kept = params
    kept[keyPath: waits] = true
    let text = JSONWriter()
    text.beginObject()
    Params.fields.write(kept, to: text)
    text.endObject()
    var order = JobStart.Order(
      kind: kind, title: summary, params: String(decoding: text.bytes, as: UTF8.self),
      digest: Int64(bitPattern: sipHash(text.bytes, services.hashKey)))
    (order.customer, order.waits) = (Tenancy.tenant(view), false)
    return order
  }

  /// Does the work of such a job.
  static func answer(_ job: JobRun) throws -> any JSONWritable {
    let parser = JSONParser()
    let bytes = Array(job.params.utf8)
    let params = try bytes.withUnsafeBytes { try Params.read(parser.parse($0)) }
    return try job.ask { try answer(params, $0) }
  }
}

/// `usage/export` as a job.
enum ExportJob: JobKind {
  static let name = UsageExport.name
  static func run(_ job: JobRun) throws -> any JSONWritable { try UsageExport.answer(job) }
}

/// `prices/whatIf` as a job.
enum WhatIfJob: JobKind {
  static let name = PricesWhatIf.name
  static func run(_ job: JobRun) throws -> any JSONWritable { try PricesWhatIf.answer(job) }
}
