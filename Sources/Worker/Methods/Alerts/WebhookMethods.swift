import CostModel
import JSON
import JSONRPC
import Store

/// `webhooks/register`: has alerts and anomalies posted to a URL.
enum WebhooksRegister: WriteMethod {
  static let name = "webhooks/register"
  static let summary = "Has alerts and anomalies posted to a URL, signed."
  static let documentation = """
    Each delivery is a POST of JSON with X-Webhook-Signature: t=SECONDS,v1=HEX, the HMAC-SHA-256 with the secret over t, a dot \
    and the body, byte for byte, made afresh for each try, and X-Webhook-Delivery, an id that is the same for every try and \
    stands in the body, too. A receiver verifies the signature, refuses a t older than five minutes, and keeps the id. Tries \
    go on for 24 hours with exponential back-off; then the delivery is dead (alerts/resend within 30 days). Redirects are not \
    followed; an address that is not public is refused unless its host and port is permitted at start (webhook_allow). \
    Anomalies are looked for by budget/evaluate. The same id again changes the webhook.
    """
  static let errors: [ErrorCode] = [.accessDenied, .conflict, .databaseFull]
  static let example = """
    {"webhook_url": "https://hooks.example.com/costs", "triggers": ["daily_anomaly", "user_anomaly"], \
    "min_cost_increase_usd": 50, "min_z_score": 2.5, "secret": "env:WEBHOOK_SECRET"}
    """

  struct Params: MethodParams {
    var id: String?
    var fields = WebhookFields()
    static let fields: FieldTable<Params> = FieldTable(
      [Field("webhook_id", \.id, .string(most: 64, format: nil), "Its id; made for it if absent.")]
        + Field.group(\.fields, WebhookFields.fieldList))
  }

  static func apply(_ params: Params, _ context: WriteContext) throws -> Answer {
    let id = params.id ?? "webhook-" + hexadecimal(context.world.seed())
    try ReceiverID.validate(id, "webhook_id")
    let isOwner = context.writer.principal.isEmpty
    try ChannelFields.checkTarget(params.fields.url, "webhook_url", context.services.permitted)
    try ChannelFields.checkReference(params.fields.secret, "secret", isOwner: isOwner)
    guard !params.fields.triggers.isEmpty else { throw MethodFailure.invalid("triggers", "at least one trigger", got: "none") }
    let deliveries = context.writer.deliveries
    let known = try deliveries.receiver(id)
    if known?.isWebhook == false { throw MethodFailure(.conflict, "\"\(shortened(id))\" is a channel's name") }
    guard try known != nil || deliveries.receivers().count < AlertsSetChannel.most else {
      throw MethodFailure(.conflict, "There are \(AlertsSetChannel.most) channels and webhooks already, the most there may be")
    }
    let now = context.world.now()
    let stored = StoredReceiver(id: id, isWebhook: true, definition: params.fields.storedText(), createdAt: known?.createdAt ?? now, updatedAt: now)
    try deliveries.set(stored)
    try context.writer.configuration.audit(at: now, action: name, subject: id, detail: "{}")
    return Answer(webhook: WebhookAnswer(stored, params.fields))
  }

  struct Answer: Shaped, Sendable {
    let webhook: WebhookAnswer
    static let members: [Member<Answer>] = [Member("webhook", \.webhook, "The webhook as it is now.")]
  }
}

/// A webhook as lists show it.
struct WebhookAnswer: Shaped, Sendable {
  let stored: StoredReceiver
  let fields: WebhookFields
  init(_ stored: StoredReceiver, _ fields: WebhookFields) { (self.stored, self.fields) = (stored, fields) }

  static let members: [Member<WebhookAnswer>] = [
    Member("webhook_id", \.stored.id, "Its id."), Member("project_id", \.fields.project, "The project it is for."),
    Member("webhook_url", \.fields.url, "Where to."), Member("triggers", \.fields.triggers, "What it wants to hear of."),
    Member("min_cost_increase_usd", \.fields.leastIncrease, "The least increase of an anomaly."),
    Member("min_z_score", \.fields.leastScore, "The least z-score of an anomaly."),
    Member("secret", \.fields.secret, "Where its secret is read."),
    Member("previous_until", \.fields.previousUntil, "How long the secret before signs, too."),
    Member("created_at", \.stored.createdAt, "When it was registered."), Member("updated_at", \.stored.updatedAt, "When it was last changed."),
  ]
}

/// `webhooks/list`: every webhook.
enum WebhooksList: ReadMethod {
  static let name = "webhooks/list"
  static let summary = "Lists webhooks by id."
  static let agents = AgentUse.withheld
  typealias Params = NoParams

  static func answer(_ params: NoParams, _ context: ReadContext) throws -> Answer {
    Answer(
      webhooks: try context.reader.deliveries.receivers().compactMap { stored in
        guard case .webhook(_, let fields) = try Receiver(stored) else { return nil }
        return WebhookAnswer(stored, fields)
      })
  }

  struct Answer: Shaped, Sendable {
    let webhooks: [WebhookAnswer]
    private var count: Int { webhooks.count }
    static let members: [Member<Answer>] = [Member("webhooks", \.webhooks, "The webhooks."), Member("webhook_count", \.count, "How many.")]
  }
}

/// `webhooks/remove`: ends a webhook.
enum WebhooksRemove: WriteMethod {
  static let name = "webhooks/remove"
  static let summary = "Removes a webhook, and what is on its way to it."
  static let errors: [ErrorCode] = [.notFound]
  static let example = #"{"webhook_id": "webhook-0123456789abcdef"}"#

  struct Params: MethodParams {
    var id = ""
    static let fields = FieldTable<Params>([Field("webhook_id", \.id, .string(most: 64, format: nil), isRequired: true, "The webhook.")])
  }

  static func apply(_ params: Params, _ context: WriteContext) throws -> Answer {
    guard try context.writer.deliveries.receiver(params.id)?.isWebhook == true else { throw MethodFailure.notFound("webhook", params.id) }
    _ = try context.writer.deliveries.remove(params.id, at: context.world.now())
    try context.writer.configuration.audit(at: context.world.now(), action: name, subject: params.id, detail: "{}")
    return Answer(id: params.id)
  }

  struct Answer: Shaped, Sendable {
    let id: String
    private var isRemoved: Bool { true }
    static let members: [Member<Answer>] = [Member("webhook_id", \.id, "Its id."), Member("removed", \.isRemoved, "true.")]
  }
}

/// `webhooks/rotateSecret`: takes a new signing secret into use.
enum WebhooksRotateSecret: WriteMethod {
  static let name = "webhooks/rotateSecret"
  static let summary = "Takes a new signing secret into use; for a while both sign, so that a receiver may know either."
  static let errors: [ErrorCode] = [.notFound, .accessDenied]
  static let example = #"{"webhook_id": "webhook-0123456789abcdef", "secret": "env:WEBHOOK_SECRET_2", "overlap_seconds": 86400}"#

  struct Params: MethodParams {
    var id = ""
    var secret = ""
    var overlap: Int64 = 86_400
    static let fields = FieldTable<Params>([
      Field("webhook_id", \.id, .string(most: 64, format: nil), isRequired: true, "The webhook."),
      Field("secret", \.secret, .string(most: 4_096, format: "secret reference"), isRequired: true, "Where the new secret is to be read."),
      Field("overlap_seconds", \.overlap, .integer(0...2_592_000), default: 86_400, "How long the old one signs, too."),
    ])
  }

  static func apply(_ params: Params, _ context: WriteContext) throws -> WebhooksRegister.Answer {
    try ChannelFields.checkReference(params.secret, "secret", isOwner: context.writer.principal.isEmpty)
    guard var stored = try context.writer.deliveries.receiver(params.id), case .webhook(_, var fields) = try Receiver(stored) else {
      throw MethodFailure.notFound("webhook", params.id)
    }
    let now = context.world.now()
    (fields.previousSecret, fields.previousUntil) = (fields.secret, Timestamp(microseconds: now.microseconds + params.overlap * 1_000_000))
    fields.secret = params.secret
    (stored.definition, stored.updatedAt) = (fields.storedText(), now)
    try context.writer.deliveries.set(stored)
    try context.writer.configuration.audit(at: now, action: name, subject: params.id, detail: "{}")
    return WebhooksRegister.Answer(webhook: WebhookAnswer(stored, fields))
  }

  typealias Answer = WebhooksRegister.Answer
}
