import CostModel
import JSON
import JSONRPC
import Store

/// `alerts/list`: what was alerted, and which days cost more than was to be expected.
enum AlertsList: ReadMethod {
  static let name = "alerts/list"
  static let summary = "Lists alerts, newest first: thresholds of budgets that were reached, and days that cost more than was to be expected."
  static let documentation = """
    A day is an alert when cost/anomalies finds it remarkable and it cost at least min_cost_increase_usd more than was \
    expected; from twice that on its severity is high. Its recommendations name the users, models and patterns behind the \
    rise. Alerts of budgets are those written when their threshold was reached, once for each period; a scope leaves those \
    of budgets that are for these values.
    """
  static let example = #"{"days": 7, "min_cost_increase_usd": 100, "as_of": "2026-08-30T12:00:00Z"}"#
  static let errors: [ErrorCode] = [.notFound]

  struct Params: QuestionMethodParams {
    var question = QuestionParams(days: 7)
    var least = Money(nanos: 100 * Money.nanosPerDollar)
    var onlyActive = false
    var limit = 100

    static let fields = FieldTable<Params>(
      Field.group(\.question, QuestionParams.fields(days: 7)) + [
        Field("min_cost_increase_usd", \.least, default: 100, "The least increase of a day."),
        Field("active_only", \.onlyActive, default: false, "Whether to leave out what was acknowledged."),
        Field("limit", \.limit, .integer(1...1_000), default: 100, "At most so many."),
      ])

    /// Deliveries and acknowledgements move.
    var isFixed: Bool { false }
  }

  static func answer(_ params: Params, _ context: ReadContext) throws -> Answer {
    let (_, window) = try params.question.question(context)
    var alerts = try budgetAlerts(params, window, context)
    alerts += try costAlerts(params, window, context)
    let acknowledged = try alerts.map { alert in
      var alert = alert
      alert.acknowledged = try context.reader.alerts.acknowledgement(of: alert.id)
      // Whom it was sent to, and why it did not arrive, is the owner's.
      if context.tenant == nil { alert.deliveries = try context.reader.deliveries.deliveries(subject: alert.id) }
      return alert
    }.filter { !params.onlyActive || $0.acknowledged == nil }
    // Ids are random: of alerts raised at once the later written stands first.
    let sorted = acknowledged.enumerated().sorted { ($0.element.timestamp, $1.offset) > ($1.element.timestamp, $0.offset) }
    return Answer(alerts: sorted.prefix(params.limit).map(\.element), count: sorted.count)
  }

  static func budgetAlerts(_ params: Params, _ window: Window, _ context: ReadContext) throws -> [AlertAnswer] {
    let budgets = try context.services.budgets.inEffect(context.reader, context.services).set
    let scope = params.question.scope.scope
    return try context.reader.alerts.since(window.start, limit: 10_000).filter { alert in
      guard alert.at < window.end else { return false }
      // A budget that was deleted leaves its id, not its alerts, to the next one.
      let own = budgets.budget(alert.budget).flatMap { $0.number == alert.number ? $0.scope : nil } ?? Scope()
      guard own.isOwn(of: context.tenant) else { return false }
      return scope.dimensions.allSatisfy { dimension in
        let wanted = scope.values[dimension] ?? []
        return own.values[dimension]?.contains { value in wanted.contains { $0.utf8.elementsEqual(value.utf8) } } ?? false
      }
    }.map { AlertAnswer($0) }
  }

  /// Days that cost more than was to be expected by the least increase or more.
  static func costAlerts(_ params: Params, _ window: Window, _ context: ReadContext) throws -> [AlertAnswer] {
    var asked = CostAnomalies.Params()
    asked.question = params.question
    asked.types = AnomalyTypes.days
    let days = try CostAnomalies.answer(asked, context).anomalies.days ?? []
    return days.filter { $0.cost - $0.expected >= params.least && $0.cost > $0.expected }.map { day in
      let key = Array("\(day.date) \(params.question.scope.text)".utf8)
      let hash = key.withUnsafeBytes { sipHash($0, context.services.hashKey) }
      var end = window.end
      if let date = CivilDate(day.date) { end = min(window.zone.startOfDay(date.adding(days: 1)), window.end) }
      return AlertAnswer(day, hash: hash, least: params.least, at: end)
    }
  }

  struct Answer: Shaped, Sendable {
    let alerts: [AlertAnswer]
    let count: Int
    static let members: [Member<Answer>] = [
      Member("alerts", \.alerts, "The alerts, newest first, as far as limit allows."),
      Member("alert_count", \.count, "How many there are."),
    ]
  }
}

/// `alerts/acknowledge`: somebody has seen an alert.
enum AlertsAcknowledge: WriteMethod {
  static let name = "alerts/acknowledge"
  static let summary = "Notes that an alert was seen, and by whom; the first acknowledgement stays."
  static let errors: [ErrorCode] = [.notFound]
  static let example = #"{"alert_id": "alert-0123456789abcdef", "note": "expected: load test"}"#

  struct Params: MethodParams {
    var id = ""
    var note = ""
    static let fields = FieldTable<Params>([
      Field("alert_id", \.id, .string(most: 64, format: nil), isRequired: true, "The alert, of a budget or a day."),
      Field("note", \.note, .string(most: 1_000, format: nil), default: "", "Why it is fine, or what was done."),
    ])
  }

  static func apply(_ params: Params, _ context: WriteContext) throws -> Answer {
    let alerts = context.writer.alerts
    let isID = params.id.utf8.count == 22 && params.id.hasPrefix("alert-") && params.id.utf8.dropFirst(6).allSatisfy { 48...57 ~= $0 || 97...102 ~= $0 }
    guard isID else { throw MethodFailure.notFound("alert", params.id) }
    let now = context.world.now()
    try alerts.acknowledge(params.id, Acknowledgement(at: now, principal: context.writer.principal, note: params.note))
    guard let kept = try alerts.acknowledgement(of: params.id) else { throw LedgerDamage("an acknowledgement vanished") }
    try context.writer.configuration.audit(at: now, action: name, subject: params.id, detail: JSONValue.object([JSONMember(name: "note", value: .string(params.note))]).text(pretty: false))
    return Answer(id: params.id, kept: kept)
  }

  struct Answer: Shaped, Sendable {
    let id: String
    let kept: Acknowledgement
    private var isAcknowledged: Bool { true }
    private var by: String { kept.principal.isEmpty ? "owner" : kept.principal }
    static let members: [Member<Answer>] = [
      Member("alert_id", \.id, "The alert."), Member("acknowledged", \.isAcknowledged, "true."),
      Member("acknowledged_at", \.kept.at, "When it was first seen."), Member("acknowledged_by", \.by, "By whom: a key's id, or owner."),
      Member("note", \.kept.note, "What was noted then."),
    ]
  }
}

/// `alerts/deliveryStats`: how well alerts arrive.
enum AlertsDeliveryStats: ReadMethod {
  static let name = "alerts/deliveryStats"
  static let summary = "Counts deliveries and tries by channel and webhook, with the last failures."
  typealias Params = NoParams

  static func answer(_ params: NoParams, _ context: ReadContext) throws -> Answer {
    let deliveries = context.reader.deliveries
    return Answer(states: try context.reader.jobs.states(kind: Deliveries.jobKind), counts: try deliveries.counts(), failures: try deliveries.failures(limit: 20).map(Failure.init))
  }

  struct Answer: Shaped, Sendable {
    let states: [StoredJob.State: Int]
    let counts: [DeliveryCounts]
    let failures: [Failure]

    private var total: Int { states.values.reduce(0, +) }
    private var delivered: Int { states[.completed] ?? 0 }
    private var dead: Int { states[.failed] ?? 0 }
    private var pending: Int { (states[.queued] ?? 0) + (states[.inProgress] ?? 0) }
    private var rate: Ratio { Ratio.percent(Int64(delivered), of: Int64(delivered + dead)) }
    private var channels: ByReceiver { ByReceiver(counts: counts) }

    static let members: [Member<Answer>] = [
      Member("total_alerts_sent", \.total, "Deliveries there are, whatever became of them."),
      Member("successful_deliveries", \.delivered, "Those that arrived."),
      Member("failed_deliveries", \.dead, "Those that were given up; alerts/resend tries them again."),
      Member("pending_deliveries", \.pending, "Those on their way."),
      Member("success_rate", \.rate, "Arrived among those that ended, in percent; null without any."),
      Member("channels", \.channels, "Tries by channel and webhook, tests included."),
      Member("recent_failures", \.failures, "The last tries that failed, newest first."),
    ]
  }

  struct ByReceiver: JSONWritable, Sendable {
    let counts: [DeliveryCounts]
    static var schema: Schema { .map(Counts.schema) }
    func write(to writer: JSONWriter) {
      writer.beginObject()
      for count in counts {
        writer.name(count.receiver)
        Counts(count: count).write(to: writer)
      }
      writer.endObject()
    }
  }

  struct Counts: Shaped, Sendable {
    let count: DeliveryCounts
    private var failures: Int64 { count.attempts - count.successes }
    private var rate: Ratio { Ratio.percent(count.successes, of: count.attempts) }
    private var mean: Ratio { Ratio(count.attempts == 0 ? nil : Double(count.milliseconds) / Double(count.attempts)) }
    static let members: [Member<Counts>] = [
      Member("total_attempts", \.count.attempts, "Tries."), Member("successful_deliveries", \.count.successes, "Those that arrived."),
      Member("failed_deliveries", \.failures, "Those that failed."), Member("success_rate", \.rate, "In percent."),
      Member("avg_response_time_ms", \.mean, "How long a try took on average."),
    ]
  }

  struct Failure: Shaped, Sendable {
    let at: Timestamp
    let channel: String
    let error: String
    init(_ failure: (at: Timestamp, receiver: String, failure: String)) { (at, channel, error) = (failure.at, failure.receiver, failure.failure) }
    static let members: [Member<Failure>] = [
      Member("timestamp", \.at, "When."), Member("channel", \.channel, "To whom."), Member("error", \.error, "Why."),
    ]
  }
}

/// `alerts/resend`: tries dead deliveries again.
enum AlertsResend: WriteMethod {
  static let name = "alerts/resend"
  static let summary = "Puts deliveries that were given up on their way again, one or all."
  static let errors: [ErrorCode] = [.notFound]
  static let example = #"{"delivery_id": "delivery-0123456789abcdef"}"#

  struct Params: MethodParams {
    var id: String?
    static let fields = FieldTable<Params>([
      Field("delivery_id", \.id, .string(most: 64, format: nil), "The delivery; every dead one without.")
    ])
  }

  static func apply(_ params: Params, _ context: WriteContext) throws -> Answer {
    let count = try context.writer.deliveries.resend(params.id, at: context.world.now())
    if let id = params.id, count == 0 { throw MethodFailure.notFound("dead delivery", id) }
    context.services.jobs?.wakeAfterCommit()
    return Answer(count: count)
  }

  struct Answer: Shaped, Sendable {
    let count: Int
    static let members: [Member<Answer>] = [Member("resent", \.count, "How many are on their way again.")]
  }
}
