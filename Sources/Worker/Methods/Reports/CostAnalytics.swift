import CostModel
import JSON
import JSONRPC
import Store

/// `cost/analytics`: a period of a scope in figures.
enum CostAnalytics: ReadMethod {
  static let name = "cost/analytics"
  static let summary = "Answers a period in figures: summary, operations, categories, efficiency, trends and savings."
  static let documentation = """
    The period is the last period_days days, today included, or time_range: the last hours until as_of, the last 7 or 30 days, \
    the current month or year. roi_analysis compares with csv_equivalent_cost_usd and time_saved_hours, which only the caller \
    knows, an hour being worth hour_value_usd. Limits, tiers and what follows from them are those of the budget for this very scope, null while there is none.
    """
  static let example = #"{"period_days": 30, "as_of": "2026-08-30T12:00:00Z"}"#

  enum TimeRange: String, CaseIterable, Sendable, JSONChoice {
    case lastHour = "last_hour"
    case last6Hours = "last_6_hours"
    case last24Hours = "last_24_hours"
    case last7Days = "last_7_days"
    case last30Days = "last_30_days"
    case currentMonth = "current_month"
    case currentYear = "current_year"
  }

  enum Cut: String, CaseIterable, Sendable, JSONChoice { case hourly, daily }

  struct Params: MomentMethodParams {
    var days = 30
    var timeRange: TimeRange?
    var granularity = Cut.daily
    var equivalent: Money?
    var savedHours: Double?
    var hourValue = Money(nanos: 50 * Money.nanosPerDollar)
    var moment = MomentParams()

    static let fields = FieldTable<Params>(
      [
        Field("period_days", \.days, .integer(1...365), default: 30, "The last so many local days, today included."),
        Field("time_range", \.timeRange, "Goes before period_days."),
        Field("granularity", \.granularity, default: "daily", "How finely the trends are cut."),
        Field("csv_equivalent_cost_usd", \.equivalent, "What doing the same without would have cost."),
        Field("time_saved_hours", \.savedHours, .number(0...1_000_000_000), "The hours it saved."),
        Field("hour_value_usd", \.hourValue, default: 50, "What an hour is worth."),
      ] + Field.group(\.moment, MomentParams.fields))
  }

  typealias Answer = AnalyticsFigures

  static func answer(_ params: Params, _ context: ReadContext) throws -> AnalyticsFigures {
    let (question, window) = try window(params, context)
    let returns = try params.equivalent.flatMap { equivalent in
      try params.savedHours.map { hours in
        ReturnOnInvestment(cost: try context.reader.totals(question).cost, equivalent: equivalent, hours: hours, hourValue: params.hourValue)
      }
    }
    return try AnalyticsFigures(
      question, window, params.moment.scope, timeRange: params.timeRange?.rawValue ?? "last_\(params.days)_days",
      granularity: params.granularity == .hourly ? .hour : .day, returns: returns, context)
  }

  private static func window(_ params: Params, _ context: ReadContext) throws -> (Question, Window) {
    var days = params.days
    switch params.timeRange {
    case .last7Days: days = 7
    case .last30Days: days = 30
    case .currentYear: days = 366
    default: break
    }
    var (question, window) = try params.moment.question(days: days).question(context)
    let now = Timestamp(microseconds: window.end.microseconds - 1), today = window.zone.civilDate(of: now)
    func begin(_ start: Timestamp) {
      window.start = min(start, now)
      question.start = window.start.microseconds
    }
    func hours(_ count: Int64) { begin(Timestamp(microseconds: window.end.microseconds &- count * Timestamp.microsecondsPerHour)) }
    switch params.timeRange {
    case .lastHour: hours(1)
    case .last6Hours: hours(6)
    case .last24Hours: hours(24)
    case .currentMonth: begin(window.zone.startOfDay(today.startOfMonth))
    case .currentYear: begin(window.zone.startOfDay(today.adding(months: 1 - today.month).startOfMonth))
    case .last7Days, .last30Days, nil: break
    }
    return (question, window)
  }
}
