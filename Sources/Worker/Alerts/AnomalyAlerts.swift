import CostModel
import JSON
import JSONRPC
import Store

/// Tells webhooks of anomalies: each day, user, team and pattern once a day.
struct AnomalyAlerts {
  let context: WriteContext
  /// Days looked back on: yesterday and the day under way.
  private static let days = 2

  /// Queues what the webhooks want to hear of; answers how many deliveries are new.
  func enqueue() throws -> Int {
    let receivers = try context.writer.deliveries.receivers().compactMap { stored -> (id: String, fields: WebhookFields)? in
      // One that cannot be read (a later version's, say) must not keep the others from being told.
      guard case .webhook(let id, let fields)? = try? Receiver(stored) else { return nil }
      return fields.triggers.contains { $0 != .budgetAlert } ? (id, fields) : nil
    }
    if receivers.isEmpty { return 0 }
    try context.writer.flush()
    let reader = ReadContext(
      services: context.services, reader: LedgerReader(sharing: context.writer), call: context.call, tenant: context.tenant)
    return try receivers.reduce(0) { try $0 + enqueue($1.id, $1.fields, reader) }
  }

  private func enqueue(_ id: String, _ fields: WebhookFields, _ reader: ReadContext) throws -> Int {
    var params = CostAnomalies.Params()
    params.question.window.days = Self.days
    params.question.window.asOf = context.world.now()
    params.minimumScore = fields.leastScore
    if let project = fields.project { params.question.scope[.project] = ScopeParams.OneOrMore(values: [project]) }
    let found = try CostAnomalies.answer(params, reader).anomalies
    let queue = AlertQueue(services: context.services)
    let today = context.world.now().rfc3339.prefix(10)
    var count = 0
    if fields.triggers.contains(.dailyAnomaly) {
      for day in found.days ?? [] where day.cost - day.expected >= fields.leastIncrease {
        let alert = AlertAnswer(day, hash: 0, least: fields.leastIncrease, at: context.world.now())
        let payload = Payload(
          type: WebhookTrigger.dailyAnomaly.rawValue, severity: alert.severity, message: alert.message, at: context.world.now(),
          recommendations: alert.recommendations)
        if try queue.enqueue(payload, subject: "daily_anomaly:\(day.date)", to: id, context.writer) { count += 1 }
      }
    }
    for (trigger, entities) in [(WebhookTrigger.userAnomaly, found.users), (.teamAnomaly, found.teams), (.patternAnomaly, found.patterns)] {
      guard fields.triggers.contains(trigger) else { continue }
      for entity in entities ?? [] where entity.current - entity.previous >= fields.leastIncrease {
        let name = shortened(entity.name ?? "unknown")
        let payload = Payload(
          type: trigger.rawValue, severity: entity.current.nanos - entity.previous.nanos >= fields.leastIncrease.nanos * 2 ? "high" : "medium",
          message: "\(entity.dimension.name) \(name) cost \(plainDecimal(entity.current.nanos, decimals: 9)) USD in the last \(Self.days) days, "
            + "\(plainDecimal(entity.previous.nanos, decimals: 9)) in those before",
          at: context.world.now(), recommendations: [])
        if try queue.enqueue(payload, subject: "\(trigger.rawValue):\(today):\(entity.name ?? "")", to: id, context.writer) { count += 1 }
      }
    }
    return count
  }

  /// What a webhook is told of an anomaly.
  private struct Payload: Shaped, Sendable {
    let type: String
    let severity: String
    let message: String
    let at: Timestamp
    let recommendations: [String]
    static let members: [Member<Payload>] = [
      Member("type", \.type, "Which kind."), Member("severity", \.severity, "high or medium."), Member("message", \.message, "What happened."),
      Member("timestamp", \.at, "When it was found."), Member("recommendations", \.recommendations, "What to look into."),
    ]
  }
}
