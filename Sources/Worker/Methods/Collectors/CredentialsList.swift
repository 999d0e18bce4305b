import Connectors
import CostModel
import JSON
import JSONRPC
import Store

/// `credentials/list`: every credential.
enum CredentialsList: ServiceMethod {
  static let name = "credentials/list"
  typealias Params = NoParams
  static let summary = "Lists credentials by provider and name, each with the last four characters of its key."
  static let agents = AgentUse.withheld
  static let documentation = "Each key is read for the answer, and forgotten; a command takes as long as it takes, ten seconds at most."
  static let tenancy: Tenancy? = .admin

  static func answer(_ params: NoParams, _ services: Services, _ call: Call) throws -> Answer {
    let stored = try services.read { try $0.credentials.all() }
    var found: [CredentialAnswer] = []
    for credential in stored {
      try call.checkCancellation()
      found.append(CredentialAnswer(try Credential(credential), services))
    }
    return Answer(credentials: found)
  }

  struct Answer: Shaped, Sendable {
    let credentials: [CredentialAnswer]
    private var count: Int { credentials.count }
    static let members: [Member<Answer>] = [
      Member("credentials", \.credentials, "The credentials."), Member("credential_count", \.count, "How many."),
    ]
  }
}

/// `credentials/remove`: forgets where a key is read.
enum CredentialsRemove: WriteMethod {
  static let name = "credentials/remove"
  static let summary = "Removes a credential; what was collected with it stays."
  static let errors: [ErrorCode] = [.notFound]
  static let example = #"{"name": "anthropic"}"#
  static let tenancy: Tenancy? = .admin

  struct Params: MethodParams {
    var name = ""
    static let fields = FieldTable<Params>([Field("name", \.name, .string(most: 64, format: nil), isRequired: true, "The credential.")])
  }

  static func apply(_ params: Params, _ context: WriteContext) throws -> Answer {
    guard try context.writer.credentials.remove(params.name) else { throw MethodFailure.notFound("credential", params.name) }
    try context.writer.configuration.audit(at: context.world.now(), action: name, subject: params.name, detail: "{}")
    return Answer(name: params.name)
  }

  struct Answer: Shaped, Sendable {
    let name: String
    private var isRemoved: Bool { true }
    static let members: [Member<Answer>] = [Member("name", \.name, "Its name."), Member("removed", \.isRemoved, "true.")]
  }
}
