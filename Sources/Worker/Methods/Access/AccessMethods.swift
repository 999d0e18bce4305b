import CostModel
import Digests
import JSON
import JSONRPC
import Store

/// `access/createKey`: makes a key.
enum AccessCreateKey: WriteMethod {
  static let name = "access/createKey"
  static let tenancy: Tenancy? = .admin
  static let summary = "Makes an access key. It is shown this once; only its SHA-256 digest is kept."
  static let documentation = """
    In the mode access: keys every call needs one: initialize.access_key for a connection, or _access_key among the params \
    of a call. The first is made by the process's owner in the mode open. A user's key is for one customer. A standard tier \
    is refused what needs premium, with PAYMENT_REQUIRED.
    """
  static let errors: [ErrorCode] = [.accessDenied, .databaseFull]
  static let example = #"{"name": "acme's dashboard", "role": "user", "customer_id": "acme", "tier": "premium", "expires_in_days": 90}"#

  struct Params: MethodParams {
    var definition = KeyDefinition()
    var days: Int64?
    static let fields = FieldTable<Params>(
      Field.group(\.definition, KeyDefinition.fieldList) + [
        Field("expires_in_days", \.days, .integer(1...3_650), "How long it holds; for ever by default. Rotate it every 90 days at least.")
      ])
  }

  static func apply(_ params: Params, _ context: WriteContext) throws -> Answer {
    let definition = params.definition
    if definition.role == .user {
      guard let customer = definition.customer, !customer.isEmpty else {
        throw MethodFailure.invalid("customer_id", "the customer of a user's key", got: "nothing")
      }
    } else if definition.customer != nil {
      throw MethodFailure.invalid("customer_id", "a customer with the role user only", got: "one with \(definition.role.rawValue)")
    }
    try mayManage(definition, isMaking: true, context)
    let now = context.world.now()
    let end = params.days.map { Timestamp(microseconds: now.microseconds + $0 * Timestamp.microsecondsPerDay) }
    return try issue(definition, until: end, context, action: name)
  }

  /// Keys of super admins are made and ended by super admins, and by the process's owner; and nobody hands on what its
  /// own key may not do.
  static func mayManage(_ definition: KeyDefinition, isMaking: Bool, _ context: WriteContext) throws {
    guard !context.writer.principal.isEmpty, let key = try context.writer.accessKeys.key(context.writer.principal) else { return }
    let own = try KeyDefinition(stored: key.definition)
    if definition.role == .superAdmin, own.role != .superAdmin {
      throw MethodFailure(.accessDenied, "Keys of super admins are for super admins to make, rotate and revoke")
    }
    guard isMaking, let missing = definition.effectivePermissions.first(where: { !own.effectivePermissions.contains($0) }) else { return }
    throw MethodFailure(
      .accessDenied, "This key has not the permission \(missing.rawValue), so it cannot give it to another",
      details: ["permission": .string(missing.rawValue)])
  }

  static func issue(_ definition: KeyDefinition, until end: Timestamp?, _ context: WriteContext, action: String) throws -> Answer {
    let secret = "cw_" + (0..<4).map { _ in Worker.hexadecimal(context.world.seed()) }.joined()
    var definition = definition
    definition.hint = "…" + secret.suffix(4)
    let now = context.world.now()
    let id = "key-" + Worker.hexadecimal(context.world.seed())
    let key = StoredKey(id: id, definition: definition.text(), createdAt: now, expiresAt: end, revokedAt: nil, replacedBy: nil)
    try context.writer.accessKeys.insert(key, digest: SHA256.digest(of: Array(secret.utf8)))
    try context.writer.configuration.audit(at: now, action: action, subject: id, detail: definition.text())
    return Answer(secret: secret, key: try KeyAnswer(key, now: now))
  }

  struct Answer: Shaped, Sendable {
    let secret: String
    let key: KeyAnswer
    static let members: [Member<Answer>] = [
      Member("access_key", \.secret, "The key itself. It cannot be shown again."),
      Member("key", \.key, "What is kept of it."),
    ]
  }
}

/// A key as lists show it.
struct KeyAnswer: Shaped, Sendable {
  let stored: StoredKey
  let definition: KeyDefinition
  let now: Timestamp

  init(_ stored: StoredKey, now: Timestamp) throws {
    (self.stored, self.now) = (stored, now)
    definition = try KeyDefinition(stored: stored.definition)
  }

  private var state: String {
    if stored.revokedAt != nil { return "revoked" }
    if let end = stored.expiresAt, end <= now { return "expired" }
    return "active"
  }
  private var permissions: [Permission] { definition.effectivePermissions }
  private var age: Int64 { max(0, now.microseconds - stored.createdAt.microseconds) / Timestamp.microsecondsPerDay }
  private var isDue: Bool { state == "active" && age >= 90 }

  static let members: [Member<KeyAnswer>] = [
    Member("key_id", \.stored.id, "The id it is managed by; not the key."),
    Member("name", \.definition.name, "What people call it."),
    Member("hint", \.definition.hint, "The key's last four characters."),
    Member("role", \.definition.role, "user, admin or super_admin."),
    Member("customer_id", \.definition.customer, "The customer of a user's key."),
    Member("tier", \.definition.tier, "The customer's tier."),
    Member("permissions", \.permissions, "What it may be used for."),
    Member("rate_limits", \.definition.rateLimits, "Calls a minute by group, where they are not the usual ones."),
    Member("state", \.state, "active, expired or revoked."),
    Member("created_at", \.stored.createdAt, "When it was made."),
    Member("expires_at", \.stored.expiresAt, "When it ends by itself; null for never."),
    Member("revoked_at", \.stored.revokedAt, "When it was revoked."),
    Member("replaced_by", \.stored.replacedBy, "The key that took its place."),
    Member("age_days", \.age, "Whole days since it was made."),
    Member("rotation_due", \.isDue, "Whether it is 90 days old, or older, and holds."),
  ]
}

/// `access/revokeKey`: ends a key at once.
enum AccessRevokeKey: WriteMethod {
  static let name = "access/revokeKey"
  static let tenancy: Tenancy? = .admin
  static let summary = "Ends a key at once, for every worker on the database."
  static let errors: [ErrorCode] = [.notFound, .accessDenied]
  static let example = #"{"key_id": "key-0123456789abcdef"}"#

  struct Params: MethodParams {
    var id = ""
    static let fields = FieldTable<Params>([
      Field("key_id", \.id, .string(most: 64, format: nil), isRequired: true, "The key's id.")
    ])
  }

  static func apply(_ params: Params, _ context: WriteContext) throws -> Answer {
    let keys = context.writer.accessKeys
    guard let stored = try keys.key(params.id) else { throw MethodFailure.notFound("key", params.id) }
    try AccessCreateKey.mayManage(try KeyDefinition(stored: stored.definition), isMaking: false, context)
    let now = context.world.now()
    if stored.revokedAt == nil {
      try keys.end(params.id, at: now, revoked: true, replacedBy: nil)
      try context.writer.configuration.audit(at: now, action: name, subject: params.id, detail: "{}")
    }
    guard let after = try keys.key(params.id) else { throw LedgerDamage("a key vanished") }
    return Answer(key: try KeyAnswer(after, now: now))
  }

  struct Answer: Shaped, Sendable {
    let key: KeyAnswer
    static let members: [Member<Answer>] = [Member("key", \.key, "The key as it is now.")]
  }
}

/// `access/rotateKey`: a new key in the place of another.
enum AccessRotateKey: WriteMethod {
  typealias Answer = AccessCreateKey.Answer
  static let name = "access/rotateKey"
  static let tenancy: Tenancy? = .admin
  static let summary = "Makes a new key in the place of another, which holds for a while longer."
  static let errors: [ErrorCode] = [.notFound, .conflict, .accessDenied]
  static let example = #"{"key_id": "key-0123456789abcdef", "overlap_seconds": 86400}"#

  struct Params: MethodParams {
    var id = ""
    var overlap: Int64 = 3_600
    var days: Int64?
    static let fields = FieldTable<Params>([
      Field("key_id", \.id, .string(most: 64, format: nil), isRequired: true, "The key's id."),
      Field("overlap_seconds", \.overlap, .integer(0...2_592_000), default: 3_600, "How long the old key still holds."),
      Field("expires_in_days", \.days, .integer(1...3_650), "How long the new one holds; for ever by default."),
    ])
  }

  static func apply(_ params: Params, _ context: WriteContext) throws -> AccessCreateKey.Answer {
    let keys = context.writer.accessKeys
    guard let stored = try keys.key(params.id) else { throw MethodFailure.notFound("key", params.id) }
    let now = context.world.now()
    guard stored.revokedAt == nil, stored.expiresAt.map({ $0 > now }) ?? true else {
      throw MethodFailure(.conflict, "The key \"\(shortened(params.id))\" holds no longer; make a new one")
    }
    let definition = try KeyDefinition(stored: stored.definition)
    try AccessCreateKey.mayManage(definition, isMaking: true, context)
    let end = params.days.map { Timestamp(microseconds: now.microseconds + $0 * Timestamp.microsecondsPerDay) }
    let answer = try AccessCreateKey.issue(definition, until: end, context, action: name)
    try keys.end(
      params.id, at: Timestamp(microseconds: now.microseconds + params.overlap * 1_000_000), revoked: false,
      replacedBy: answer.key.stored.id)
    return answer
  }
}

/// `access/listKeys`: every key there is or was.
enum AccessListKeys: ReadMethod {
  static let name = "access/listKeys"
  static let tenancy: Tenancy? = .admin
  static let summary = "Lists keys, oldest first, as far as anything is kept of them."
  static let agents = AgentUse.withheld
  typealias Params = NoParams

  static func answer(_ params: NoParams, _ context: ReadContext) throws -> Answer {
    let now = context.world.now()
    return Answer(keys: try context.reader.accessKeys.all().map { try KeyAnswer($0, now: now) })
  }

  struct Answer: Shaped, Sendable {
    let keys: [KeyAnswer]
    private var count: Int { keys.count }
    static let members: [Member<Answer>] = [
      Member("keys", \.keys, "The keys."), Member("key_count", \.count, "How many."),
    ]
  }
}

/// `audit/list`: what was changed and refused.
enum AuditList: ReadMethod {
  static let name = "audit/list"
  static let tenancy: Tenancy? = .admin
  static let summary = "Lists changes and refusals, newest first: who, when, what."
  static let documentation = """
    Entries are only ever added. Each carries a SHA-256 digest over the one before and its own content, so that a changed, \
    removed or inserted entry breaks the chain: verify: true follows it from the beginning.
    """
  static let example = #"{"limit": 100, "action": "budget/set"}"#

  struct Params: MethodParams {
    var limit = 100
    var cursor: Int64?
    var action: String?
    var principal: String?
    var isVerifying = false
    static let fields = FieldTable<Params>([
      Field("limit", \.limit, .integer(1...1_000), default: 100, "At most so many."),
      Field("cursor", \.cursor, .integer(1...Int64.max), "Goes on behind an answer's next_cursor."),
      Field("action", \.action, .string(most: 64, format: nil), "Only these: a method's name, or refused."),
      Field("principal", \.principal, .string(most: 64, format: nil), "Only those of a key's id."),
      Field("verify", \.isVerifying, default: false, "Whether to follow the chain of digests."),
    ])
  }

  static func answer(_ params: Params, _ context: ReadContext) throws -> Answer {
    let log = context.reader.auditLog
    let found = try log.entries(
      before: params.cursor ?? .max, limit: params.limit + 1, action: params.action, principal: params.principal)
    let call = context.call
    let chain = params.isVerifying ? try log.verify { call.isCancelled } : nil
    let page = Array(found.prefix(params.limit))
    return Answer(
      entries: page.map(Entry.init), next: found.count > params.limit ? page.last?.seq : nil,
      chain: chain.map { Chain(entries: $0.entries, broken: $0.broken) })
  }

  struct Answer: Shaped, Sendable {
    let entries: [Entry]
    let next: Int64?
    let chain: Chain?
    static let members: [Member<Answer>] = [
      Member("entries", \.entries, "The entries, newest first."),
      Member("next_cursor", \.next, "Where the next page begins; null at the end."),
      Member.optional("chain", \.chain, "Whether the chain holds, when asked for."),
    ]
  }

  struct Entry: Shaped, Sendable {
    let entry: AuditEntry
    init(_ entry: AuditEntry) { self.entry = entry }
    private var digest: String? { entry.digest.map { Digests.hexadecimal($0) } }
    private var principal: String { entry.principal.isEmpty ? "owner" : entry.principal }
    private var detail: JSONValue { (try? JSONValue.parse(entry.detail)) ?? .string(entry.detail) }

    static let members: [Member<Entry>] = [
      Member("seq", \.entry.seq, "Its place."), Member("at", \.entry.at, "When."),
      Member("principal", \.principal, "Who: a key's id, or owner."), Member("action", \.entry.action, "The method, or refused."),
      Member("subject", \.entry.subject, "What was changed, or which method was refused."), Member("detail", \.detail, "In which way."),
      Member("digest", \.digest, "Over the entry before and this one; null for entries older than the chain."),
    ]
  }

  struct Chain: Shaped, Sendable {
    let entries: Int64
    let broken: Int64?
    private var isValid: Bool { broken == nil }
    static let members: [Member<Chain>] = [
      Member("valid", \.isValid, "Whether every entry fits the one before."), Member("entries", \.entries, "Entries followed."),
      Member("first_broken", \.broken, "The first that does not fit."),
    ]
  }
}
