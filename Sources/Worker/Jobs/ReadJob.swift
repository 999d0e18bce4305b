import CostModel
import JSON
import JSONRPC
import Store

/// A method that reads and may take long: with `wait: false` a job does it, and its result is the method's answer.
protocol JobbedRead: ReadMethod where Params: QuestionMethodParams & JobOrderParams {
  /// Does such jobs.
  static var kind: any JobKind.Type { get }
}

extension JobbedRead {
  /// The parameter that says whether the answer itself is waited for.
  static func waitField() -> Field<Params> {
    Field("wait", \.waits, default: true, "Whether to answer at its end. false: at once, with job_id and state; the answer is the job's result.")
  }

  static var asJob: AnyMethod {
    AnyMethod(
      name: name, access: .reads, summary: summary, documentation: documentation, params: Params.fields.properties,
      result: JobText.maybe(echoesParams ? EchoedAnswer.schema(Answer.schema) : Answer.schema), errors: errors, example: example, tenancy: tenancy, agents: agents
    ) { services in
      let plain = erased.route(services)
      return Route(name: name, access: .reads) { view throws(ErrorAnswer) in
        var params = try Params.read(view)
        guard !params.waits else { return try plain.queued(view) }
        // What "now" means is settled now, not when the job begins.
        params.freeze(at: services.world.now())
        return .write(JobStart(order(params, view, services), services))
      }
    }
  }

  private static func order(_ params: Params, _ view: JSONView?, _ services: Services) -> JobStart.Order {
    var order = JobStart.Order(kind, title: summary, params, services)
    order.customer = Tenancy.tenant(view)
    return order
  }

  /// Does the work of such a job.
  static func answer(_ job: JobRun) throws -> any JSONWritable {
    let params = try Params.parsed(job.params)
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
