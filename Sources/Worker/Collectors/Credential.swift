import Connectors
import CostModel
import JSON
import JSONRPC
import Store

extension UsageProvider: JSONChoice {}

/// Which of OpenAI's two APIs is asked.
enum OpenAIEdition: String, JSONChoice, Sendable {
  /// The usage and costs API of an organization.
  case organization
  /// `/v1/usage` and the billing endpoints of the dashboard, as they were before.
  case legacy
}

/// A credential as it is set and stored: where the key is read, never the key.
struct CredentialFields: ObjectParams {
  var provider = UsageProvider.anthropic
  var reference = ""
  var baseURL: String?
  var edition: OpenAIEdition?
  var project: String?
  var location: String?

  static let fieldList: [Field<CredentialFields>] = [
    Field("provider", \.provider, isRequired: true, "anthropic (a key of the Admin API), openai (an admin key) or bigquery (an OAuth token)."),
    Field(
      "reference", \.reference, .string(most: 4_096, format: "secret reference"), isRequired: true,
      "Where the key is to be read, each time it is needed: env:NAME, file:PATH or command:PROGRAM ARGS. The key itself is refused."),
    Field("base_url", \.baseURL, .string(most: 1_024, format: "uri"), "Where the provider is asked, instead of its own address or that of provider_urls. For the process's owner."),
    Field("api", \.edition, default: "organization", "openai: which API is asked; legacy is /v1/usage and the dashboard's billing endpoints."),
    Field("project", \.project, .string(most: 128, format: nil), "bigquery: the project whose jobs are fetched."),
    Field("location", \.location, .string(most: 64, format: nil), default: "US", "bigquery: where its jobs run: US, EU, europe-west3 …"),
  ]

  static let fields = FieldTable<CredentialFields>(fieldList, isOpen: true)

  /// What the field table cannot say.
  ///
  /// - Parameter isOwner: whether the process's owner asks; others may name environment variables only, and no address.
  func validate(_ permitted: PermittedHosts, isOwner: Bool) throws(ErrorAnswer) {
    for (path, text) in [("reference", reference), ("base_url", baseURL ?? ""), ("project", project ?? "")] where KeyShape.isLikely(text) {
      throw ErrorAnswer(
        .invalidParams,
        "params.\(path): this looks like a key, which is never stored; expected a place where it is read: env:NAME, file:PATH or command:PROGRAM ARGS",
        details: ["path": .string(path)])
    }
    try ChannelFields.checkReference(reference, "reference", isOwner: isOwner)
    if let baseURL {
      guard isOwner else {
        throw ErrorAnswer(.accessDenied, "params.base_url: with access: keys it is taken from the start-up configuration only", details: ["path": "base_url"])
      }
      try ChannelFields.checkTarget(baseURL, "base_url", permitted)
      guard !baseURL.contains("?") else { throw .invalid("base_url", "a URL without a query", got: "one with a query") }
    }
    if provider == .bigquery {
      guard let project, BigQueryAPI.isProject(project) else { throw .invalid("project", "the id of a Google Cloud project", got: project == nil ? "nothing" : "another text") }
      guard BigQueryAPI.isLocation(location ?? "US") else { throw .invalid("location", "a location such as US or europe-west3", got: "another text") }
    }
    guard edition == nil || provider == .openai else { throw .invalid("api", "nothing, unless the provider is openai", got: edition?.rawValue ?? "") }
  }

  /// Whether what was collected with one is what would be with the other.
  func isOfSameAccount(as other: CredentialFields) -> Bool {
    provider == other.provider && baseURL == other.baseURL && project == other.project && (location ?? "US") == (other.location ?? "US")
  }
}

/// A credential, read.
struct Credential: Sendable {
  let stored: StoredCredential
  let fields: CredentialFields

  init(_ stored: StoredCredential) throws {
    (self.stored, fields) = (stored, try CredentialFields.stored(stored.definition))
  }

  var name: String { stored.name }
  var provider: UsageProvider { fields.provider }
  var edition: OpenAIEdition { fields.edition ?? .organization }
  var project: String { fields.project ?? "" }
  var location: String { fields.location ?? "US" }

  /// Reads the key; blocks while a program gives it.
  func key(_ services: Services) throws(ErrorAnswer) -> Secret {
    do throws(SecretProblem) {
      return try SecretReference(fields.reference).resolve(using: services.secrets)
    } catch {
      throw ErrorAnswer(
        .configurationError, "The credential \"\(shortened(name))\" cannot be read: \(error.message)", details: ["credential": .string(name)])
    }
  }

  /// Throws when there is none.
  static func find(_ name: String, _ credentials: Credentials) throws -> Credential {
    guard let stored = try credentials.credential(name) else { throw ErrorAnswer.notFound("credential", name) }
    return try Credential(stored)
  }
}
