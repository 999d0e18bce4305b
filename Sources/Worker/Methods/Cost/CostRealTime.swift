import CostModel
import JSON
import JSONRPC
import Store

/// `cost/realTime`: what was spent in the last hours, today and this month.
enum CostRealTime: ReadMethod {
  static let name = "cost/realTime"
  static let summary = "Sums the last hours, the current day and the current month of a scope."
  static let agents = AgentUse.offered("Answers what is being spent right now.")
  static let documentation = """
    Recent is the time from lookback_hours before as_of until as_of; the day and the month are those of as_of in time_zone, \
    so far. data_freshness_minutes counts from the newest event of the scope in the last 35 days, null without one. Limits, \
    what remains of them and status are those of the budget for this very scope, null while there is none.
    """
  static let example = #"{"lookback_hours": 1, "as_of": "2026-08-30T12:00:00Z"}"#

  struct Params: MomentMethodParams {
    var hours = 1
    var moment = MomentParams()

    static let fields = FieldTable<Params>(
      [
        Field("lookback_hours", \.hours, .integer(1...24), default: 1, "How many hours back is recent."),
      ] + Field.group(\.moment, MomentParams.fields))
  }

  typealias Answer = CurrentStatus

  static func answer(_ params: Params, _ context: ReadContext) throws -> CurrentStatus {
    let (zone, zoneName) = try context.services.zone(params.moment.timeZone)
    return try CurrentStatus(
      now: params.moment.asOf ?? context.world.now(), hours: params.hours, zone: zone, zoneName: zoneName, params.moment.scope, context)
  }
}

/// Where a scope stands at an instant.
struct CurrentStatus: Shaped, Sendable {
  let customer: String?
  let now: Timestamp
  let hours: Int
  let recent: Measures
  let day: Measures
  let month: Measures
  let newest: Timestamp?
  let budget: ScopeBudget?

  init(
    now: Timestamp, hours: Int, zone: TimeZoneRules, zoneName: String, _ scope: ScopeParams, _ context: ReadContext
  ) throws {
    let now = min(max(now, .earliest), .latest)
    (self.now, self.hours) = (now, hours)
    let customers = scope[.customer]?.values ?? []
    customer = customers.count == 1 ? customers[0] : nil
    let teams = try context.reader.teamMapping()
    let end = Timestamp(microseconds: now.microseconds + 1)
    func sum(from start: Timestamp) throws -> Measures {
      try context.call.checkCancellation()
      return try context.reader.totals(Question(start: min(start, now), end: end, scope: scope.scope, teams: teams), .all)
    }
    let today = zone.civilDate(of: now)
    recent = try sum(from: Timestamp(microseconds: end.microseconds &- Int64(hours) * Timestamp.microsecondsPerHour))
    day = try sum(from: zone.startOfDay(today))
    month = try sum(from: zone.startOfDay(today.startOfMonth))
    let lately = Question(
      start: Timestamp(microseconds: end.microseconds &- 35 * Timestamp.microsecondsPerDay), end: end, scope: scope.scope, teams: teams)
    let last = try context.reader.events(lately, order: .newest, limit: 1, after: nil).events
    budget = try ScopeBudget(scope.scope, context)
    newest = last.count > 0 ? Timestamp(microseconds: last[0, .timestamp]) : nil
  }

  private var freshness: Ratio { Ratio(newest.map { Double(now.microseconds - $0.microseconds) / 60_000_000 }) }
  private var dailyLimit: Money? { budget?.daily }
  private var dailyRemaining: Money? { dailyLimit.map { max(.zero, $0 - day.cost) } }
  private var dailyShare: Ratio { Ratio(dailyLimit.flatMap { Ratio.percent(day.cost, of: $0).value }) }
  private var monthlyLimit: Money? { budget?.monthly }
  private var monthlyRemaining: Money? { monthlyLimit.map { max(.zero, $0 - month.cost) } }
  private var monthlyShare: Ratio { Ratio(monthlyLimit.flatMap { Ratio.percent(month.cost, of: $0).value }) }
  private var config: BudgetCheckAnswer.BriefConfig? { budget.map { BudgetCheckAnswer.BriefConfig($0.budget, $0.fields) } }
  var status: BudgetStatus? { budget?.status(day: day.cost, month: month.cost) }
  private var quality: DataQuality { DataQuality(month) }

  static let members: [Member<CurrentStatus>] = [
    Member("customer_id", \.customer, "The customer the scope names; null for several, or none."),
    Member("timestamp", \.now, "The instant it is about."),
    Member("lookback_hours", \.hours, "How far back recent reaches."),
    Member("recent_cost_usd", \.recent.cost, "The cost of the last hours."),
    Member("recent_bytes_processed", \.recent.bytesProcessed, "The bytes read in them."),
    Member("recent_jobs_count", \.recent.calls, "The calls in them."),
    Member("daily_cost_usd", \.day.cost, "The cost of the day so far."),
    Member("daily_limit_usd", \.dailyLimit, "Its limit."),
    Member("daily_remaining_usd", \.dailyRemaining, "What is left of it."),
    Member("daily_usage_percentage", \.dailyShare, "The share that is spent."),
    Member("monthly_cost_usd", \.month.cost, "The cost of the month so far."),
    Member("monthly_limit_usd", \.monthlyLimit, "Its limit."),
    Member("monthly_remaining_usd", \.monthlyRemaining, "What is left of it."),
    Member("monthly_usage_percentage", \.monthlyShare, "The share that is spent."),
    Member("budget_config", \.config, "The budget of the scope."),
    Member("status", \.status, "How the day stands against its budget."),
    Member("data_freshness_minutes", \.freshness, "Minutes since the newest event."),
    Member("data_quality", \.quality, "What the month's cost does not know."),
  ]
}
