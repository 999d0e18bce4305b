import Connectors
import CostModel
import JSON
import JSONRPC
import Store

/// Tells a URL that an analysis has ended: a delivery like those to webhooks, once for each analysis.
///
/// Where to, and by which secret it is signed, stands in the params of the analysis; nothing else is stored.
struct AnalysisCallback {
  let services: Services

  /// Stands in the place of a receiver's id; no channel and no webhook can have a blank in its own.
  static let receiver = "analysis callback"

  /// Queues the delivery in the transaction that ends the analysis.
  func enqueue(_ job: StoredJob, _ outcome: JobOutcome, _ writer: LedgerWriter) throws {
    guard let params = try? AnalysisStart.Params.parsed(job.params), params.callbackURL != nil else { return }
    let (status, reason): (JobState, String?) =
      if case .failed(let text) = outcome { (.failed, JobFailure(text: text).message) } else { (.completed, nil) }
    let payload = Payload(id: job.id, project: params.scope.text, status: status, reason: reason, at: services.world.now())
    if try AlertQueue(services: services).enqueue(payload, subject: job.id, to: Self.receiver, writer) {
      services.jobs?.wakeAfterCommit()
    }
  }

  /// Whom a delivery of an analysis goes to; nil when the analysis, or the webhook whose secret was to sign, is gone.
  static func receiver(of id: String, _ reader: LedgerReader) throws -> Receiver? {
    guard let job = try reader.jobs.job(id), job.kind == AnalysisJob.name else { return nil }
    let params = try AnalysisStart.Params.parsed(job.params)
    guard let url = params.callbackURL else { return nil }
    if let secret = params.callbackSecret {
      var fields = WebhookFields()
      (fields.url, fields.secret) = (url, secret)
      return .webhook(receiver, fields)
    }
    return try webhook(url, reader).map { .webhook(receiver, $0) }
  }

  /// The webhook that is registered for exactly a URL.
  private static func webhook(_ url: String, _ reader: LedgerReader) throws -> WebhookFields? {
    for stored in try reader.deliveries.receivers() where stored.isWebhook {
      if case .webhook(_, let fields)? = try? Receiver(stored), fields.url.utf8.elementsEqual(url.utf8) { return fields }
    }
    return nil
  }

  /// Whether an analysis may be told of: throws what is wrong with the URL or the secret.
  func check(_ params: AnalysisStart.Params, tenant: String?, _ writer: LedgerWriter) throws {
    guard let url = params.callbackURL else {
      if params.callbackSecret != nil { throw ErrorAnswer.invalid("callback_url", "a URL, with callback_secret", got: "nothing") }
      return
    }
    try ChannelFields.checkTarget(url, "callback_url", services.permitted)
    let isRegistered = try Self.webhook(url, LedgerReader(sharing: writer)) != nil
    if tenant != nil {
      // What this process signs by, and sends to, is not for customers to choose.
      guard params.callbackSecret == nil, isRegistered else {
        throw ErrorAnswer(
          .accessDenied, "params.callback_url: the key of a customer may name the URL of a registered webhook only, without callback_secret",
          details: ["path": "callback_url"])
      }
    } else if params.callbackSecret != nil || !isRegistered {
      try ChannelFields.checkReference(params.callbackSecret, "callback_secret", isOwner: writer.principal.isEmpty)
    }
  }

  /// What is told. The figures are not: who wants them asks for them with its key.
  private struct Payload: Shaped, Sendable {
    let id: String
    let project: String
    let status: JobState
    let reason: String?
    let at: Timestamp

    private var type: String { "analysis_\(status.rawValue)" }
    private var severity: String { status == .failed ? "high" : "info" }
    private var message: String { "The analysis \(id) " + (reason.map { "failed: \($0)" } ?? "is completed") }

    static let members: [Member<Payload>] = [
      Member("analysis_id", \.id, "The analysis."), Member("status", \.status, "completed or failed."),
      Member("scope", \.project, "What it is about."), Member("type", \.type, "analysis_completed or analysis_failed."),
      Member("severity", \.severity, "info or high."), Member("message", \.message, "What happened."),
      Member("timestamp", \.at, "When it ended."),
    ]
  }
}
