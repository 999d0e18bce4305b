import Analytics
import CostModel
import JSON
import JSONRPC
import Store

/// `dashboard/overview`: the figures of a status page, in one answer.
enum DashboardOverview: ReadMethod {
  static let name = "dashboard/overview"
  static let summary = "Answers the day, the month, where they head, and a health score, in one call."
  static let agents = AgentUse.offered("For a general look.")
  static let documentation = """
    daily_projected_cost carries the day's cost on to its end by the share of it that has passed, once an hour has. \
    monthly_projected_cost adds the mean of the last 7 whole days for each whole day that is left of the month, and what is \
    projected of today. The trend is that of the last 14 whole days. budget_health_score, 0 to 100, weighs utilisation 0.30, \
    trend 0.25, projection 0.20, alerts 0.15 and anomalies 0.10; what is not known (utilisation and projection without a \
    budget for this very scope) is left out and the rest weighs more. utilisation is 100 up to half of the fuller limit and \
    falls evenly to 0 at all of it; projection is 100 less the percentage by which day or month will go beyond their limits; \
    trend is 100 less its percentage while it rises; alerts 100 less 20 for each that nobody acknowledged in the last 7 days; anomalies 100 less 25 for each unusual pattern of the last 7 days that is more than low. From 80 on it is \
    excellent, from 65 good, from 45 warning, from 25 critical, below emergency. Means, rates and counts are those of the month.
    """
  static let example = #"{"as_of": "2026-08-30T12:00:00Z"}"#

  struct Params: MomentMethodParams {
    var moment = MomentParams()
    static let fields = FieldTable<Params>(Field.group(\.moment, MomentParams.fields))
    /// The uptime moves.
    var isFixed: Bool { false }
  }

  static func answer(_ params: Params, _ context: ReadContext) throws -> Answer {
    let now = params.moment.asOf ?? context.world.now()
    let (zone, zoneName) = try context.services.zone(params.moment.timeZone)
    let status = try CurrentStatus(now: now, hours: 1, zone: zone, zoneName: zoneName, params.moment.scope, context)
    let (question, window) = try params.moment.question(days: 15).question(context)
    let days = try context.series(question, window, .day).dropLast().map(\.measures.cost)
    var unusual = CostUnusualPatterns.Params()
    unusual.moment = params.moment
    unusual.moment.asOf = now
    let patterns = try CostUnusualPatterns.answer(unusual, context).patterns.count { $0.severity != .low }
    let alerts = try recentAlerts(params, now, context)
    return Answer(
      metrics: Metrics(
        status: status, days: days, patterns: patterns, breakers: try breakers(context), zone: zone,
        uptime: context.world.resources().uptimeSeconds,
        active: alerts.count { $0.acknowledged == nil },
        critical: alerts.count { $0.acknowledged == nil && ["critical", "exceeded"].contains($0.severity) }),
      alerts: alerts,
      hasBudgets: try !context.services.budgets.inEffect(context.reader, context.services).set.isEmpty,
      hasReceivers: try !context.reader.deliveries.receivers().isEmpty)
  }

  /// Alerts of budgets in the scope over the last 7 days, newest first.
  private static func recentAlerts(_ params: Params, _ now: Timestamp, _ context: ReadContext) throws -> [AlertAnswer] {
    var asked = AlertsList.Params()
    asked.question = params.moment.question(days: 7)
    asked.question.window.asOf = now
    let (_, window) = try asked.question.question(context)
    return try AlertsList.budgetAlerts(asked, window, context).map { alert in
      var alert = alert
      alert.acknowledged = try context.reader.alerts.acknowledgement(of: alert.id)
      return alert
    }
  }

  /// How each breaker stands. They are nobody's but the owner's.
  private static func breakers(_ context: ReadContext) throws -> [BreakerState] {
    guard context.tenant == nil else { return [] }
    let table = BreakerTable(context.reader)
    return try context.services.budgets.inEffect(context.reader, context.services).breakers.map { try table.condition($0.row.number).state }
  }

  struct Answer: Shaped, Sendable {
    let metrics: Metrics
    let alerts: [AlertAnswer]
    let hasBudgets: Bool
    let hasReceivers: Bool
    private var health: SystemHealth { SystemHealth(hasBudgets: hasBudgets, hasBreakers: !metrics.breakers.isEmpty, hasReceivers: hasReceivers) }
    private var recent: [AlertAnswer] { Array(alerts.prefix(10)) }
    private var trends: Trends { Trends(metrics: metrics) }
    private var quality: DataQuality { DataQuality(metrics.status.month) }

    static let members: [Member<Answer>] = [
      Member("metrics", \.metrics, "The figures."),
      Member("system_health", \.health, "How the parts fare; not_configured where none was set up."),
      Member("recent_alerts", \.recent, "The last ten alerts of budgets."),
      Member("trends", \.trends, "What is spent in a day and a week."),
      Member("data_quality", \.quality, "What the month's cost does not know."),
    ]
  }

  enum Health: String, CaseIterable, Sendable, JSONChoice {
    case excellent, good, warning, critical, emergency

    init(_ score: Double) {
      self = score >= 80 ? .excellent : score >= 65 ? .good : score >= 45 ? .warning : score >= 25 ? .critical : .emergency
    }
  }

  struct Metrics: Shaped, Sendable {
    let status: CurrentStatus
    /// The last whole days, oldest first.
    let days: [Money]
    let patterns: Int
    let breakers: [BreakerState]
    let zone: TimeZoneRules
    let uptime: Double
    /// Alerts that nobody acknowledged, and the critical ones among them.
    let active: Int
    let critical: Int

    private var line: TrendAnalysis { TrendAnalysis(days.map(\.dollars)) }
    var average: Money {
      let last = days.suffix(7)
      return last.reduce(Money.zero) { $0 + $1 }.divided(by: Int128(max(last.count, 1)))
    }
    var trend: TrendDirection { lineWithToday.direction }
    /// With the day under way where that is above the line already.
    private var lineWithToday: TrendAnalysis {
      status.day.cost > average ? TrendAnalysis((days + [status.day.cost]).map(\.dollars)) : line
    }
    private var score: Double {
      let trend = 100 - min(max(lineWithToday.percentage, 0), 100)
      let anomalies = max(0, 100 - 25 * Double(patterns))
      let alerts = max(0, 100 - 20 * Double(active))
      var parts = [(0.25, trend), (0.15, alerts), (0.10, anomalies)]
      if let utilization { parts.append((0.30, utilization)) }
      if let overrun { parts.append((0.20, 100 - min(overrun, 100))) }
      return parts.reduce(0) { $0 + $1.0 * $1.1 } / parts.reduce(0) { $0 + $1.0 }
    }
    private var healthScore: Ratio { Ratio(score) }
    private var health: Health { Health(score) }
    private var projectedDay: Money {
      let today = zone.civilDate(of: status.now)
      let (start, end) = (zone.startOfDay(today), zone.startOfDay(today.adding(days: 1)))
      let passed = Double(status.now.microseconds - start.microseconds), whole = Double(end.microseconds - start.microseconds)
      guard passed >= Double(Timestamp.microsecondsPerHour), whole > 0 else { return max(status.day.cost, average) }
      return Money(dollars: status.day.cost.dollars * whole / min(passed, whole))
    }
    private var projectedMonth: Money {
      let today = zone.civilDate(of: status.now)
      let left = today.startOfMonth.adding(months: 1).daysSinceEpoch - today.daysSinceEpoch - 1
      let rest = Money(nanos: average.nanos * Int128(max(left, 0)))
      return status.month.cost - status.day.cost + projectedDay + rest
    }
    private var limits: [(limit: Money, spent: Money, projected: Money)] {
      let all = [(status.budget?.daily, status.day.cost, projectedDay), (status.budget?.monthly, status.month.cost, projectedMonth)]
      return all.compactMap { limit, spent, projected in limit.flatMap { $0.nanos > 0 ? ($0, spent, projected) : nil } }
    }
    /// 100 up to half of the fuller limit, 0 from all of it on; nil without a limit.
    private var utilization: Double? {
      limits.map { $0.spent.dollars / $0.limit.dollars * 100 }.max().map { 100 - min(max(($0 - 50) * 2, 0), 100) }
    }
    /// By how many percent the limits will be exceeded at worst.
    private var overrun: Double? { limits.map { max(0, ($0.projected.dollars / $0.limit.dollars - 1) * 100) }.max() }
    private var dailyLimit: Money? { status.budget?.daily }
    private var dailyShare: Ratio { Ratio(dailyLimit.flatMap { Ratio.percent(status.day.cost, of: $0).value }) }
    private var monthlyLimit: Money? { status.budget?.monthly }
    private var monthlyShare: Ratio { Ratio(monthlyLimit.flatMap { Ratio.percent(status.month.cost, of: $0).value }) }
    private var healthyBreakers: Int { breakers.count { $0 == .closed } }
    private var openBreakers: Int { breakers.count - healthyBreakers }
    private var percentage: Ratio { Ratio(lineWithToday.percentage) }
    private var isMonitoring: Bool { true }
    private var uptimeSeconds: Ratio { Ratio(uptime) }
    private var updated: Ratio { Ratio(status.newest.map { Double($0.microseconds) / 1e6 }) }

    static let members: [Member<Metrics>] = [
      Member("budget_health_score", \.healthScore, "0 to 100, by the formula above."),
      Member("budget_health_status", \.health, "The score in a word."),
      Member("daily_cost", \.status.day.cost, "The cost of the day so far, in USD."),
      Member("daily_budget", \.dailyLimit, "Its limit."), Member("daily_percentage", \.dailyShare, "The share that is spent."),
      Member("monthly_cost", \.status.month.cost, "The cost of the month so far, in USD."),
      Member("monthly_budget", \.monthlyLimit, "Its limit."), Member("monthly_percentage", \.monthlyShare, "The share that is spent."),
      Member("daily_projected_cost", \.projectedDay, "What the day will come to."),
      Member("monthly_projected_cost", \.projectedMonth, "What the month will come to."),
      Member("cost_trend_percentage", \.percentage, "The change over the last 14 days in percent of their mean."),
      Member("cost_trend_direction", \.trend, "The same in a word."),
      Member("active_alerts", \.active, "Alerts of the last 7 days that nobody acknowledged."), Member("critical_alerts", \.critical, "Those that are critical."),
      Member("circuit_breakers_healthy", \.healthyBreakers, "Breakers that are closed."),
      Member("circuit_breakers_open", \.openBreakers, "Breakers that are open or half open."),
      Member("total_api_calls", \.status.month.calls, "The month's calls."),
      Member("average_response_time", \.status.month.meanResponseMilliseconds, "Milliseconds; null without any."),
      Member("error_rate_percentage", \.status.month.errorPercent, "Failed calls among all calls."),
      Member("tokens_consumed", \.status.month.totalTokens, "The month's tokens."),
      Member("system_uptime", \.uptimeSeconds, "Seconds since the worker began."),
      Member("monitoring_active", \.isMonitoring, "Whether the ledger was read for this answer."),
      Member("last_update_time", \.updated, "The newest event, in seconds since 1970; null without any in 35 days."),
    ]
  }

  struct SystemHealth: Shaped, Sendable {
    let hasBudgets: Bool
    let hasBreakers: Bool
    let hasReceivers: Bool
    private var status: HealthCheck.Status { .healthy }
    private var components: Components { Components(hasBudgets: hasBudgets, hasBreakers: hasBreakers, hasReceivers: hasReceivers) }

    struct Components: Shaped, Sendable {
      let hasBudgets: Bool
      let hasBreakers: Bool
      let hasReceivers: Bool
      private var budgets: Component { Component(status: hasBudgets ? "healthy" : "not_configured") }
      private var alerts: Component { Component(status: hasReceivers ? "healthy" : "not_configured") }
      private var monitor: Component { Component(status: "healthy") }
      private var breakers: Component { Component(status: hasBreakers ? "healthy" : "not_configured") }
      static let members: [Member<Components>] = [
        Member("budget_manager", \.budgets, "Budgets."), Member("real_time_monitor", \.monitor, "Reading the ledger, as this answer did."),
        Member("circuit_breakers", \.breakers, "Breakers."), Member("alert_system", \.alerts, "Channels and webhooks."),
      ]
    }

    struct Component: Shaped, Sendable {
      let status: String
      static let members: [Member<Component>] = [Member("status", \.status, "healthy or not_configured.")]
    }

    static let members: [Member<SystemHealth>] = [
      Member("overall_status", \.status, "That of the parts which are set up; health/check probes the worker's own."),
      Member("components", \.components, "Each part."),
    ]
  }

  struct Trends: Shaped, Sendable {
    let metrics: Metrics
    private var spending: Spending { Spending(metrics: metrics) }

    struct Spending: Shaped, Sendable {
      let metrics: Metrics
      private var week: Money { Money(nanos: metrics.average.nanos * 7) }
      static let members: [Member<Spending>] = [
        Member("daily_average", \.metrics.average, "The mean of the last 7 whole days."), Member("weekly_average", \.week, "7 times that."),
        Member("trend_direction", \.metrics.trend, "As cost_trend_direction."),
      ]
    }

    static let members: [Member<Trends>] = [Member("spending_trends", \.spending, "The spend.")]
  }
}
