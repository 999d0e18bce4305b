import JSON
import JSONRPC

/// A method that reads without a state of the database: it answers even when there is none to be had.
protocol ServiceMethod: Method {
  static func answer(_ params: Params, _ services: Services, _ call: Call) throws -> Answer
}

extension ServiceMethod {
  static var erased: AnyMethod {
    AnyMethod(
      name: name, access: .reads, summary: summary, documentation: documentation, params: Params.fields.properties,
      result: Answer.schema, errors: errors, example: example, tenancy: tenancy, agents: agents
    ) { services in
      Route(name: name, access: .reads) { view throws(ErrorAnswer) in
        let params = try Params.read(view)
        return .read { call, writer throws(ErrorAnswer) in
          do {
            try answer(params, services, call).write(to: writer)
          } catch {
            throw services.translate(error, name)
          }
        }
      }
    }
  }
}
