import Connectors
import CostModel
import JSON
import JSONRPC
import Store

/// Hands one delivery to its receiver, once. Blocks its thread until the receiver has answered or its time is over.
struct Sender {
  let services: Services

  /// How long a receiver may take.
  private static let timing = CurlTiming(milliseconds: 20_000, connectMilliseconds: 10_000)
  /// What a receiver may answer; nobody reads it.
  private static let answerLimit = 1 << 20

  /// What became of a try; the failure's sentence holds nothing secret.
  struct Result: Sendable {
    var milliseconds: Int64
    var failure: String?
    /// Whether another try could end otherwise.
    var isFinal = false
    /// Seconds that the receiver asks to wait.
    var retryAfter: Int?
  }

  func send(_ delivery: Delivery, to receiver: Receiver) -> Result {
    let started = services.world.time.uptime
    do {
      switch receiver {
      case .webhook(let id, let fields): return try post(body(delivery, id), to: fields.url, delivery, secrets: try secrets(fields))
      case .channel(let name, let fields): return try send(delivery, name, fields)
      }
    } catch {
      var result = Result(milliseconds: (services.world.time.uptime - started) / 1_000, failure: Self.sentence(error))
      if case .refusedAddress? = error as? OutboundFailure { result.isFinal = true }
      if error is TargetProblem { result.isFinal = true }
      return result
    }
  }

  private static func sentence(_ error: any Error) -> String {
    switch error {
    case let failure as OutboundFailure: failure.message
    case let problem as SecretProblem: problem.message
    case let problem as TargetProblem: problem.message
    case let answer as ErrorAnswer: answer.message
    default: "The delivery failed"
    }
  }

  private func send(_ delivery: Delivery, _ name: String, _ fields: ChannelFields) throws -> Result {
    switch fields.type {
    case .log:
      services.tell(.warning, "Alert: \(text(delivery))")
      return Result(milliseconds: 0)
    case .client: return Result(milliseconds: 0)
    case .webhook:
      let reference = try SecretReference(fields.secret ?? "")
      return try post(body(delivery, name), to: fields.url ?? "", delivery, secrets: [try reference.resolve(using: services.secrets)])
    case .slack:
      let url = try SecretReference(fields.webhookURL ?? "").resolve(using: services.secrets)
      let target = try WebTarget(url.text ?? "", permitted: services.permitted)
      let message = SlackMessage(text: text(delivery), channel: fields.slackChannel)
      return answer(
        try services.outbound.send(
          CurlRequest(
            .post, target, headers: [("Content-Type", "application/json")], body: message.body, timing: Self.timing,
            answerLimit: Self.answerLimit)))
    case .email: return try mail(delivery, fields)
    }
  }

  private func mail(_ delivery: Delivery, _ fields: ChannelFields) throws -> Result {
    let server = try fields.mailServer(services.permitted)
    var login: MailLogin?
    if let user = fields.username, let password = fields.password {
      login = MailLogin(user: user, password: try SecretReference(password).resolve(using: services.secrets))
    }
    guard let sender = EmailAddress(fields.sender ?? "") else { throw ErrorAnswer.invalid("sender_email", EmailAddress.expected, got: "another") }
    let message = EmailMessage(
      from: sender, fromName: "costwire", to: (fields.recipients ?? []).compactMap { EmailAddress($0) }, subject: subject(delivery),
      text: text(delivery), date: services.world.now(), id: delivery.id)
    return Result(milliseconds: Int64(try services.outbound.send(message, through: server, login: login, timing: Self.timing)))
  }

  private func post(_ body: [UInt8], to url: String, _ delivery: Delivery, secrets: [Secret]) throws -> Result {
    let target = try WebTarget(url, permitted: services.permitted)
    let signature = WebhookSignature.header(
      secrets: secrets.map(\.bytes), timestampSeconds: services.world.now().seconds, body: body)
    let request = CurlRequest(
      .post, target,
      headers: [
        ("Content-Type", "application/json"), ("User-Agent", "costwire/\(workerVersion)"), ("X-Webhook-Signature", signature),
        ("X-Webhook-Delivery", delivery.id),
      ], body: body, timing: Self.timing, answerLimit: Self.answerLimit)
    return answer(try services.outbound.send(request))
  }

  private func answer(_ answer: CurlAnswer) -> Result {
    var result = Result(milliseconds: Int64(answer.milliseconds))
    if !answer.isSuccess {
      result.failure = "The receiver answered with status \(answer.status)"
      result.retryAfter = answer.retryAfterSeconds(now: services.world.now())
    }
    return result
  }

  /// While a secret is being changed, both sign.
  private func secrets(_ fields: WebhookFields) throws -> [Secret] {
    var secrets = [try SecretReference(fields.secret).resolve(using: services.secrets)]
    if let previous = fields.previousSecret, let until = fields.previousUntil, services.world.now() < until {
      // The new one signs whether or not the old one can still be read.
      if let reference = try? SecretReference(previous), let secret = try? reference.resolve(using: services.secrets) { secrets.append(secret) }
    }
    return secrets
  }

  // MARK: Words

  /// The same bytes for every try: the delivery's id and number stand in it, and so are signed.
  private func body(_ delivery: Delivery, _ receiver: String) -> [UInt8] {
    let alert = (try? JSONValue.parse(delivery.payload)) ?? .object([])
    let writer = JSONWriter()
    JSONValue.object([
      JSONMember(name: "delivery_id", value: .string(delivery.id)),
      JSONMember(name: "sequence", value: .int(Int(delivery.number))),
      JSONMember(name: "receiver", value: .string(receiver)),
      JSONMember(name: "type", value: alert["type"] ?? .null),
      JSONMember(name: "severity", value: alert["severity"] ?? .null),
      JSONMember(name: "message", value: alert["message"] ?? .null),
      JSONMember(name: "timestamp", value: alert["timestamp"] ?? .null),
      JSONMember(name: delivery.receiver == AnalysisCallback.receiver ? "analysis" : "alert", value: alert),
    ]).write(to: writer)
    return Array(writer.bytes)
  }

  private func text(_ delivery: Delivery) -> String {
    let alert = (try? JSONValue.parse(delivery.payload)) ?? .object([])
    let recommendations = (alert["recommendations"]?.array ?? []).compactMap(\.string)
    return ([alert["message"]?.string ?? "An alert was raised"] + recommendations.map { "- \($0)" }).joined(separator: "\n")
  }

  private func subject(_ delivery: Delivery) -> String {
    let alert = (try? JSONValue.parse(delivery.payload)) ?? .object([])
    return "[costwire] \(alert["severity"]?.string ?? "alert"): \(shortened(alert["message"]?.string ?? ""))"
  }
}
