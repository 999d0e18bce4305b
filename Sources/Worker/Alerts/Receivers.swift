import Connectors
import CostModel
import JSON
import JSONRPC
import Store

/// How a channel tells people.
enum ChannelType: String, CaseIterable, JSONChoice {
  /// A line in the worker's log.
  case log
  /// The notification `alerts/raised` to the client of the worker that raised it.
  case client
  case webhook, slack, email
}

/// A channel as it is set and stored. Secrets are references, never values.
struct ChannelFields: ObjectParams {
  var type = ChannelType.log
  var isEnabled: Bool?
  var url: String?
  var secret: String?
  var webhookURL: String?
  var slackChannel: String?
  var server: String?
  var port: Int?
  var security: MailSecurity?
  var username: String?
  var password: String?
  var sender: String?
  var recipients: [String]?

  static let fieldList: [Field<ChannelFields>] = [
    Field("type", \.type, isRequired: true, "log, client, webhook, slack or email."),
    Field("enabled", \.isEnabled, default: true, "Whether it is told."),
    Field("url", \.url, .string(most: 2_048, format: "uri"), "webhook: where to. https, or http to a host permitted at start."),
    Field("secret", \.secret, .string(most: 4_096, format: "secret reference"), "webhook: the signing secret: env:NAME, file:PATH or command:PROGRAM ARGS."),
    Field("webhook_url", \.webhookURL, .string(most: 4_096, format: "secret reference"), "slack: where the incoming webhook's URL is to be read, which is a secret itself."),
    Field("channel", \.slackChannel, .string(most: 128, format: nil), "slack: another channel than the webhook's own."),
    Field("smtp_server", \.server, .string(most: 253, format: "hostname"), "email: the mail server."),
    Field("smtp_port", \.port, .integer(1...65_535), default: 587, "email: its port."),
    Field("security", \.security, default: "starttls", "email: starttls, tls, or none for a host permitted at start."),
    Field("username", \.username, .string(most: 256, format: nil), "email: who logs in; nobody without."),
    Field("password", \.password, .string(most: 4_096, format: "secret reference"), "email: where the password is to be read."),
    Field("sender_email", \.sender, .string(most: 254, format: "email"), "email: the sender."),
    Field("recipient_emails", \.recipients, .list(.string(most: 254, format: "email"), most: MailServer.mostRecipients), "email: the recipients."),
  ]

  static let fields = FieldTable<ChannelFields>(fieldList, isOpen: true)

  enum MailSecurity: String, CaseIterable, JSONChoice { case starttls, tls, none }

  /// What the field table cannot say.
  ///
  /// - Parameter isOwner: whether the process's owner asks; others may only name environment variables.
  func validate(_ permitted: PermittedHosts, isOwner: Bool) throws(ErrorAnswer) {
    switch type {
    case .log, .client: break
    case .webhook:
      try Self.checkTarget(url, "url", permitted)
      try Self.checkReference(secret, "secret", isOwner: isOwner)
    case .slack: try Self.checkReference(webhookURL, "webhook_url", isOwner: isOwner)
    case .email:
      try Self.checkAddress(try mailServer(permitted).endpoint, "smtp_server", permitted)
      if username != nil || password != nil {
        guard username != nil else { throw .invalid("username", "who logs in, with a password", got: "nothing") }
        try Self.checkReference(password, "password", isOwner: isOwner)
      }
      guard let sender, EmailAddress(sender) != nil else { throw .invalid("sender_email", EmailAddress.expected, got: "\"\(shortened(sender ?? ""))\"") }
      guard let recipients, !recipients.isEmpty else { throw .invalid("recipient_emails", "at least one recipient", got: "none") }
      for (index, recipient) in recipients.enumerated() where EmailAddress(recipient) == nil {
        throw .invalid("recipient_emails[\(index)]", EmailAddress.expected, got: "\"\(shortened(recipient))\"")
      }
    }
  }

  func mailServer(_ permitted: PermittedHosts) throws(ErrorAnswer) -> MailServer {
    guard let server else { throw .invalid("smtp_server", "the mail server's name", got: "nothing") }
    let security: MailServer.Security = switch self.security ?? .starttls { case .starttls: .starttls; case .tls: .tls; case .none: .none }
    do throws(TargetProblem) {
      return try MailServer(host: server, port: port ?? 587, security: security, permitted: permitted)
    } catch {
      throw ErrorAnswer(.invalidParams, "params.smtp_server: \(error.message)", details: ["path": "smtp_server"])
    }
  }

  static func checkTarget(_ url: String?, _ path: String, _ permitted: PermittedHosts) throws(ErrorAnswer) {
    guard let url else { throw .invalid(path, "a URL that begins with https://", got: "nothing") }
    let endpoint: Endpoint
    do throws(TargetProblem) {
      endpoint = try WebTarget(url, permitted: permitted).endpoint
    } catch {
      throw ErrorAnswer(.invalidParams, "params.\(path): \(error.message)", details: ["path": .string(path)])
    }
    try checkAddress(endpoint, path, permitted)
  }

  private static func checkAddress(_ endpoint: Endpoint, _ path: String, _ permitted: PermittedHosts) throws(ErrorAnswer) {
    guard permitted.refuses(endpoint) else { return }
    throw ErrorAnswer(
      .invalidParams, "params.\(path): \(OutboundFailure.refusedAddress(endpoint).message)", details: ["path": .string(path)])
  }

  static func checkReference(_ text: String?, _ path: String, isOwner: Bool) throws(ErrorAnswer) {
    guard let text else { throw .invalid(path, "a reference to a secret: env:NAME, file:PATH or command:PROGRAM ARGS", got: "nothing") }
    let reference: SecretReference
    do throws(SecretProblem) {
      reference = try SecretReference(text)
    } catch {
      // What was given may be the secret itself: it is not repeated.
      throw ErrorAnswer(.invalidParams, "params.\(path): \(error.message)", details: ["path": .string(path)])
    }
    guard isOwner || !reference.needsOwner else {
      throw ErrorAnswer(.accessDenied, "params.\(path): with access: keys only env:NAME may be named", details: ["path": .string(path)])
    }
  }
}

/// What a webhook wants to hear of.
enum WebhookTrigger: String, CaseIterable, JSONChoice {
  case budgetAlert = "budget_alert"
  case dailyAnomaly = "daily_anomaly"
  case userAnomaly = "user_anomaly"
  case teamAnomaly = "team_anomaly"
  case patternAnomaly = "pattern_anomaly"
}

/// A webhook as it is registered and stored.
struct WebhookFields: ObjectParams {
  var project: String?
  var url = ""
  var triggers: [WebhookTrigger] = WebhookTrigger.allCases
  var leastIncrease = Money(nanos: 50 * Money.nanosPerDollar)
  var leastScore = 2.5
  var secret = ""
  /// The secret before, while a new one is taken into use.
  var previousSecret: String?
  var previousUntil: Timestamp?

  static let fieldList: [Field<WebhookFields>] = [
    Field("project_id", \.project, .string(most: 4_096, format: nil), "Only what concerns this project."),
    Field("webhook_url", \.url, .string(most: 2_048, format: "uri"), isRequired: true, "Where to. https, or http to a host permitted at start."),
    Field("triggers", \.triggers, .list(WebhookTrigger.schema, most: 8), default: .array(WebhookTrigger.allCases.map { .string($0.rawValue) }), "What it wants to hear of."),
    Field("min_cost_increase_usd", \.leastIncrease, default: 50, "The least increase of an anomaly."),
    Field("min_z_score", \.leastScore, .number(0.5...100), default: 2.5, "The least z-score of an anomaly."),
    Field("secret", \.secret, .string(most: 4_096, format: "secret reference"), isRequired: true, "The signing secret: env:NAME, file:PATH or command:PROGRAM ARGS. It is never stored."),
  ]

  static let fields = FieldTable<WebhookFields>(
    fieldList + [
      Field("previous_secret", \.previousSecret, .string(most: 4_096, format: nil), "The reference before."),
      Field("previous_until", \.previousUntil, "How long that one signs, too."),
    ], isOpen: true)

  func text() -> String {
    let writer = JSONWriter()
    write(to: writer)
    return String(decoding: writer.bytes, as: UTF8.self)
  }
}

extension ObjectParams {
  /// Reads what `write` wrote for the store.
  static func stored(_ text: String) throws -> Self {
    let parser = JSONParser()
    var text = text
    return try text.withUTF8 { bytes in
      do {
        return try read(try parser.parse(UnsafeRawBufferPointer(bytes)), schema)
      } catch {
        throw LedgerDamage("a receiver's definition cannot be read")
      }
    }
  }
}

/// A channel or a webhook, read.
enum Receiver: Sendable {
  case channel(String, ChannelFields)
  case webhook(String, WebhookFields)

  init(_ stored: StoredReceiver) throws {
    self = stored.isWebhook ? .webhook(stored.id, try WebhookFields.stored(stored.definition)) : .channel(stored.id, try ChannelFields.stored(stored.definition))
  }
}
