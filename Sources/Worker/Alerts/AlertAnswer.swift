import CostModel
import JSON
import Store

/// An alert as lists, notifications and deliveries tell it.
struct AlertAnswer: Shaped, Sendable {
  let id: String
  let type: AlertType
  let severity: String
  let timestamp: Timestamp
  let message: String
  let details: Details
  var recommendations: [String] = []
  var acknowledged: Acknowledgement?
  var deliveries: [Delivery] = []

  /// What an alert is about.
  enum AlertType: String, CaseIterable, JSONChoice {
    case budgetWarning = "budget_warning"
    case budgetEmergency = "budget_emergency"
    case dailyIncrease = "daily_cost_increase"
  }

  enum Details: Sendable {
    case budget(StoredAlert)
    case day(RemarkableDay)
  }

  init(_ alert: StoredAlert) {
    id = alert.id
    type = alert.isEmergency ? .budgetEmergency : .budgetWarning
    severity = alert.priority
    timestamp = alert.at
    let limit = plainDecimal(alert.limit.nanos, decimals: 9), spent = plainDecimal(alert.spent.nanos, decimals: 9)
    let share = alert.limit.nanos > 0 ? plainDecimal(alert.spent.nanos * 1_000 / alert.limit.nanos, decimals: 1) : "100"
    message =
      alert.isEmergency
      ? "Budget \(alert.budget): \(spent) USD spent today, the emergency limit is \(limit) USD; everything is refused until an admin lifts the stop"
      : "Budget \(alert.budget): \(share) % of the \(alert.period.name) limit of \(limit) USD used (\(spent) USD); the threshold is \(plainDecimal(Int128(alert.milliPercent), decimals: 3)) %"
    details = .budget(alert)
  }

  init(_ raised: RaisedAlert) {
    self.init(
      StoredAlert(
        id: raised.id, budget: raised.budget.id, number: raised.budget.number, period: raised.limit.period, range: raised.range,
        milliPercent: raised.threshold.milliPercent, isEmergency: raised.isEmergency, priority: raised.threshold.priority,
        action: raised.threshold.action, channels: raised.threshold.channels, spent: raised.spent, limit: raised.limit.amount, at: raised.at))
  }

  /// A day that cost more than was to be expected.
  ///
  /// - Parameter threshold: the least increase asked for; twice that is high.
  init(_ day: RemarkableDay, hash: UInt64, least: Money, at: Timestamp) {
    id = "alert-" + hexadecimal(hash)
    type = .dailyIncrease
    let increase = day.cost - day.expected
    severity = increase.nanos >= least.nanos * 2 ? "high" : "medium"
    timestamp = at
    let change = day.percent.value.map { " (\(($0 * 10).rounded() / 10) % more)" } ?? ""
    message = "\(day.date) cost \(plainDecimal(day.cost.nanos, decimals: 9)) USD; \(plainDecimal(day.expected.nanos, decimals: 9)) were to be expected\(change)"
    details = .day(day)
    recommendations = Self.recommendations(day)
  }

  /// What to look into: the users, models and patterns behind the rise, by name and amount.
  private static func recommendations(_ day: RemarkableDay) -> [String] {
    let rises = day.drivers.filter { !$0.isOther && $0.cost > $0.usual }.sorted { ($0.cost - $0.usual) > ($1.cost - $1.usual) }
    return rises.prefix(5).map { driver in
      let more = plainDecimal((driver.cost - driver.usual).nanos, decimals: 9)
      let name = shortened(driver.name ?? "unknown")
      switch driver.dimension {
      case "user": return "Ask \(name) about the day: \(more) USD more than usual"
      case "model": return "Look at the calls of \(name): \(more) USD more than usual (cost/recommendations names smaller models and caching)"
      default: return "Look at the query \(name): \(more) USD more than usual (cost/expensiveQueries tells why)"
      }
    }
  }

  private var isAcknowledged: Bool { acknowledged != nil }
  private var acknowledgedAt: Timestamp? { acknowledged?.at }
  private var acknowledgedBy: String? { acknowledged.map { $0.principal.isEmpty ? "owner" : $0.principal } }
  private var results: DeliveryResults { DeliveryResults(deliveries: deliveries) }
  private var overall: Bool { deliveries.allSatisfy { $0.state == .completed } }
  private var failed: [String] { deliveries.filter { $0.state == .failed }.map(\.receiver) }

  static let members: [Member<AlertAnswer>] = [
    Member("id", \.id, "The alert's id."),
    Member("type", \.type, "What it is about."),
    Member("severity", \.severity, "The threshold's priority; of a day high or medium."),
    Member("timestamp", \.timestamp, "When it was raised; of a day its end, or now."),
    Member("message", \.message, "The same in a sentence."),
    Member("details", \.details, "The figures."),
    Member("recommendations", \.recommendations, "What to look into: who and what is behind a rise."),
    Member("acknowledged", \.isAcknowledged, "Whether somebody has seen it."),
    Member("acknowledged_at", \.acknowledgedAt, "When."),
    Member("acknowledged_by", \.acknowledgedBy, "Who: a key's id, or owner."),
    Member("delivery_results", \.results, "What became of each delivery, by channel or webhook."),
    Member("overall_success", \.overall, "Whether all of them arrived."),
    Member("failed_channels", \.failed, "Those that were given up."),
  ]
}

extension AlertAnswer.Details: JSONWritable {
  static var schema: Schema { .map(.any) }

  func write(to writer: JSONWriter) {
    writer.beginObject()
    switch self {
    case .budget(let alert): Self.write(alert, writer)
    case .day(let day):
      writer.name("date")
      writer.string(day.date)
      writer.name("actual_cost_usd")
      day.cost.write(to: writer)
      writer.name("expected_cost_usd")
      day.expected.write(to: writer)
      writer.name("absolute_increase_usd")
      (day.cost - day.expected).write(to: writer)
      writer.name("percent_increase")
      day.percent.write(to: writer)
      writer.name("z_score")
      day.score.write(to: writer)
      writer.name("drivers")
      day.drivers.write(to: writer)
    }
    writer.endObject()
  }

  private static func write(_ alert: StoredAlert, _ writer: JSONWriter) {
    func member(_ name: StaticString, _ value: some JSONWritable) {
      writer.name(name)
      value.write(to: writer)
    }
    member("budget_id", alert.budget)
    member("alert_level", alert.priority)
    member("period_type", alert.period.name)
    let isBounded = alert.range != BudgetCalendar.always
    member("period_key", isBounded ? Timestamp(microseconds: alert.range.lowerBound).rfc3339 : nil)
    member("period_start", isBounded ? Timestamp(microseconds: alert.range.lowerBound) : nil)
    member("period_end", isBounded ? Timestamp(microseconds: alert.range.upperBound) : nil)
    member("current_cost", alert.spent)
    member("budget_limit", alert.limit)
    member("percentage_used", Ratio.percent(alert.spent, of: alert.limit))
    member("threshold_percentage", Percentage(thousandths: alert.milliPercent))
    member("action", alert.action)
  }
}

/// What became of the deliveries of one alert, by receiver.
struct DeliveryResults: JSONWritable, Sendable {
  let deliveries: [Delivery]
  static var schema: Schema { .map(DeliveryResult.schema) }

  func write(to writer: JSONWriter) {
    writer.beginObject()
    for delivery in deliveries {
      writer.name(delivery.receiver)
      DeliveryResult(delivery: delivery).write(to: writer)
    }
    writer.endObject()
  }
}

/// What became of one delivery.
struct DeliveryResult: Shaped, Sendable {
  let delivery: Delivery

  private var isSuccess: Bool { delivery.state == .completed }
  private var state: String {
    switch delivery.state {
    case .queued, .inProgress: "pending"
    case .completed: "delivered"
    case .failed: "dead"
    case .cancelled: "cancelled"
    }
  }
  private var timestamp: Timestamp? { delivery.finishedAt }

  static let members: [Member<DeliveryResult>] = [
    Member("success", \.isSuccess, "Whether it arrived."),
    Member("state", \.state, "pending, delivered, dead (given up), or cancelled."),
    Member("delivery_id", \.delivery.id, "The same for every try."),
    Member("timestamp", \.timestamp, "When it ended; null while it is on its way."),
    Member("attempts", \.delivery.attempts, "Tries so far."),
    Member("response_time_ms", \.delivery.milliseconds, "How long the last one took."),
    Member("error", \.delivery.failure, "Why the last one failed."),
  ]
}
