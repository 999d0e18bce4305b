import Connectors
import CostModel
import JSON
import JSONRPC
import Store

/// `credentials/set`: says where a provider's key is read.
enum CredentialsSet {
  struct Params: MethodParams {
    var name: String?
    var fields = CredentialFields()
    var isTested = false

    static let fields: FieldTable<Params> = FieldTable(
      [Field("name", \.name, .string(most: 64, format: nil), "Its name; by default the provider's. Several accounts of one provider have names of their own.")]
        + Field.group(\.fields, CredentialFields.fieldList) + [
          Field("test", \.isTested, default: false, "Whether to ask the provider with it, once and cheaply.")
        ])

    var effectiveName: String { name ?? fields.provider.rawValue }
  }

  /// How many there may be.
  static let most = 64

  static let method = AnyMethod(
    name: "credentials/set", access: .writes,
    summary: "Says where a provider's key is read. The key itself is never stored.",
    documentation: """
      The key is read now, and each time it is needed, and kept nowhere: not in the database, not in a log, an answer or an \
      argument list. One that cannot be read is set all the same, since another worker may be able to: the answer's status says \
      so. A text that looks like a key is refused, and not repeated. With access: keys only env:NAME may be named, and base_url \
      not at all: file: and command: references and addresses are the process owner's. The same name again changes the \
      credential; with another account behind it, what was collected until then is forgotten.
      """,
    params: Params.fields.properties, result: Answer.schema, errors: [.accessDenied, .conflict, .databaseFull],
    example: #"{"provider": "anthropic", "reference": "env:ANTHROPIC_ADMIN_KEY"}"#, tenancy: .admin
  ) { services in
    Route(name: "credentials/set", access: .writes) { view throws(ErrorAnswer) in .write(CredentialWrite(try Params.read(view), services)) }
  }

  static func validate(name: String) throws(ErrorAnswer) {
    guard 1...64 ~= name.utf8.count, !KeyShape.isLikely(name), name.utf8.allSatisfy({ $0 > 32 && $0 != 127 && $0 != UInt8(ascii: "@") }) else {
      throw ErrorAnswer(.invalidParams, "params.name: expected 1 to 64 bytes without blanks and @, and no key", details: ["path": "name"])
    }
  }

  struct Answer: Shaped, Sendable {
    let credential: CredentialAnswer
    let test: CredentialTest?
    static let members: [Member<Answer>] = [
      Member("credential", \.credential, "The credential as it is now."),
      Member.optional("test", \.test, "What the provider said, if it was asked."),
    ]
  }
}

/// A credential on its way into the database; the answer, which may need a program or the provider, is made after the commit.
final class CredentialWrite: PendingWrite, @unchecked Sendable {
  // @unchecked: made by the reading thread, then used by the committing one; `stored` is set before another thread reads it.
  private let params: CredentialsSet.Params
  private let services: Services
  private var call: Call?
  private var stored: Credential?

  init(_ params: CredentialsSet.Params, _ services: Services) { (self.params, self.services) = (params, services) }

  var byteCount: Int { 4_096 }
  var isShort: Bool { false }
  var isTracking: Bool { false }
  /// A program that is run, or a provider that is asked, must not keep others from being committed.
  var isAnsweredLater: Bool { services.jobs != nil && (params.isTested || params.fields.reference.hasPrefix("command:")) }

  func apply(_ writer: LedgerWriter, _ call: Call) throws {
    self.call = call
    do {
      stored = try set(writer)
    } catch {
      throw services.translate(error, "credentials/set")
    }
  }

  private func set(_ writer: LedgerWriter) throws -> Credential {
    let name = params.effectiveName
    try CredentialsSet.validate(name: name)
    try params.fields.validate(services.permitted, isOwner: writer.principal.isEmpty)
    let known = try writer.credentials.credential(name)
    guard try known != nil || writer.credentials.all().count < CredentialsSet.most else {
      throw ErrorAnswer(.conflict, "There are \(CredentialsSet.most) credentials already, the most there may be")
    }
    let now = services.world.now()
    var stored = StoredCredential(name: name, provider: params.fields.provider.rawValue, definition: params.fields.storedText(), at: now)
    if let known, let before = try? Credential(known), params.fields.isOfSameAccount(as: before.fields) {
      (stored.collectedUntil, stored.createdAt) = (known.collectedUntil, known.createdAt)
    }
    try writer.credentials.set(stored)
    try writer.configuration.audit(at: now, action: "credentials/set", subject: name, detail: (["provider": .string(stored.provider)] as JSONValue).text(pretty: false))
    return try Credential.find(name, writer.credentials)
  }

  func ended(_ failure: ErrorAnswer?) {
    guard isAnsweredLater, failure == nil, stored != nil, let call, let runner = services.jobs else { return }
    runner.answerLater(call) { [self] writer in answer(to: writer) }
  }

  private func answer(to writer: JSONWriter) {
    guard let stored else { return writer.null() }
    let test = params.isTested ? CredentialTest(stored, services) : nil
    CredentialsSet.Answer(credential: CredentialAnswer(stored, services), test: test).write(to: writer)
  }

  func write(to writer: JSONWriter) { answer(to: writer) }
  func finished() {}
}

/// A credential as lists show it.
struct CredentialAnswer: Shaped, Sendable {
  private let credential: Credential
  private let status: String
  private let hint: String?
  private let problem: String?

  /// Reads the key, to tell whether it can be read and what it ends with.
  init(_ credential: Credential, _ services: Services) {
    self.credential = credential
    do throws(ErrorAnswer) {
      (hint, status, problem) = (try credential.key(services).hint, "readable", nil)
    } catch {
      (hint, status, problem) = (nil, "unreadable", error.message)
    }
  }

  private var kind: String { String(credential.fields.reference.prefix { $0 != ":" }) }
  private var url: String? { credential.fields.baseURL }
  private var edition: OpenAIEdition? { credential.provider == .openai ? credential.edition : nil }
  private var location: String? { credential.provider == .bigquery ? credential.location : nil }

  static let members: [Member<CredentialAnswer>] = [
    Member("name", \.credential.name, "Its name."),
    Member("provider", \.credential.provider, "The provider."),
    Member("reference", \.credential.fields.reference, "Where the key is read."),
    Member("reference_kind", \.kind, "env, file or command."),
    Member("status", \.status, "readable or unreadable, by this worker, now."),
    Member.optional("last_four", \.hint, "The key's last four characters; only … for a key that is shorter than twelve."),
    Member.optional("problem", \.problem, "Why it cannot be read."),
    Member.optional("base_url", \.url, "Where the provider is asked, if not at its own address."),
    Member.optional("api", \.edition, "openai: which API is asked."),
    Member.optional("project", \.credential.fields.project, "bigquery: the project."),
    Member.optional("location", \.location, "bigquery: where its jobs run."),
    Member("created_at", \.credential.stored.createdAt, "When it was set first."),
    Member("updated_at", \.credential.stored.updatedAt, "When it was last changed."),
  ]
}

/// What a provider said to a cheap question.
struct CredentialTest: Shaped, Sendable {
  private let isSuccess: Bool
  private let failure: JobFailure?

  init(_ credential: Credential, _ services: Services) {
    let now = services.world.now()
    do throws(ErrorAnswer) {
      _ = try ProviderAccess(services: services, credential: credential).ask(credential.probe(now: now))
      (isSuccess, failure) = (true, nil)
    } catch {
      (isSuccess, failure) = (false, JobFailure(error))
    }
  }

  static let members: [Member<CredentialTest>] = [
    Member("success", \.isSuccess, "Whether the provider took the key."),
    Member.optional("error", \.failure, "Why not."),
  ]
}

extension Credential {
  /// A question that costs nothing and needs the key.
  fileprivate func probe(now: Timestamp) -> ProviderQuestion {
    let day = Timestamp.microsecondsPerDay
    let today = Timestamp(microseconds: floorDivide(now.microseconds, day) * day)
    let tomorrow = Timestamp(microseconds: today.microseconds + day)
    switch (provider, edition) {
    case (.anthropic, _): return AnthropicAPI.costs(from: today, to: tomorrow, page: nil)
    case (.openai, .organization): return OpenAIAPI.costs(from: today, to: tomorrow, page: nil)
    case (.openai, .legacy): return OpenAIAPI.subscription
    case (.bigquery, _): return BigQueryAPI.probe(project: project)
    }
  }
}
