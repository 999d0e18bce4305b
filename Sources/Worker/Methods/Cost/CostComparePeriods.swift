import CostModel
import JSON
import JSONRPC
import Store

/// `cost/comparePeriods`: the last days against those before them.
enum CostComparePeriods: ReadMethod {
  static let name = "cost/comparePeriods"
  static let summary = "Compares what the last days cost with the days right before them."
  static let agents = AgentUse.offered("Answers whether spend rose and by how much: with 7 days each and as_of at the end of a week, that week against the one before, for any filter.")
  static let documentation = """
    The current period is the last current_days local days, the one of as_of included up to as_of; the previous period \
    the previous_days days before it. start_date and end_date both belong to their period. Daily averages divide by \
    the days asked for. Percentages are of unrounded values, and null when the previous period cost nothing.
    """
  static let example = #"{"current_days": 7, "previous_days": 7, "as_of": "2026-08-30T12:00:00Z"}"#
  static let errors: [ErrorCode] = [.notFound]

  struct Params: MomentMethodParams {
    var currentDays = 30
    var previousDays = 30
    var moment = MomentParams()
    var currency: String?

    static let fields = FieldTable<Params>(
      [
        Field("current_days", \.currentDays, days, default: 30, "Days of the current period."),
        Field("previous_days", \.previousDays, days, default: 30, "Days of the previous period."),
      ] + Field.group(\.moment, MomentParams.fields) + [
        Field(
          "currency", \.currency, .string(most: 3, format: "ISO 4217 code"),
          "Adds each total in this currency, at the latest rate set on or before the period's last day.")
      ])
    private static let days = Schema.integer(1...Int64(Window.longestDays))
  }

  static func answer(_ params: Params, _ context: ReadContext) throws -> Answer {
    let (zone, zoneName) = try context.services.zone(params.moment.timeZone)
    let current = try Window.last(
      days: params.currentDays, asOf: params.moment.asOf ?? context.world.now(), zone: zone, zoneName: zoneName)
    let firstDay = zone.civilDate(of: current.start).adding(days: -params.previousDays)
    var previous = current
    (previous.start, previous.end) = (min(zone.startOfDay(firstDay), current.start), current.start)
    let teams = try context.reader.teamMapping()
    func period(_ window: Window, _ days: Int) throws -> PeriodFigures {
      let question = Question(start: window.start, end: window.end, scope: params.moment.scope.scope, teams: teams)
      let total = try context.reader.totals(question)
      try context.call.checkCancellation()
      var currency = QuestionParams(days: days)
      currency.currency = params.currency
      return PeriodFigures(
        window: window, days: days, total: total, conversion: try currency.conversion(of: total.cost, window, context))
    }
    return Answer(
      comparison: Comparison(
        current: try period(current, params.currentDays), previous: try period(previous, params.previousDays)))
  }

  struct Answer: Shaped, Sendable {
    let comparison: Comparison
    var quality: DataQuality {
      var both = comparison.current.total
      both += comparison.previous.total
      return DataQuality(both)
    }

    static let members: [Member<Answer>] = [
      Member("comparison", \.comparison, "Both periods, and the change between them."),
      Member("data_quality", \.quality, "What the totals of both periods do not know."),
    ]
  }

  struct Comparison: Shaped, Sendable {
    let current: PeriodFigures
    let previous: PeriodFigures
    var change: Change { Change(current: current, previous: previous) }

    static let members: [Member<Comparison>] = [
      Member("current_period", \.current, "The last days."),
      Member("previous_period", \.previous, "The days before them."),
      Member("change", \.change, "The current period less the previous one."),
    ]
  }

  struct PeriodFigures: Shaped, Sendable {
    let window: Window
    let days: Int
    let total: Measures
    let conversion: Conversion?

    var startDate: String { window.zone.civilDate(of: window.start).description }
    /// The date of the last instant, which the half-open window still holds.
    var endDate: String {
      window.zone.civilDate(of: Timestamp(microseconds: max(window.start.microseconds, window.end.microseconds - 1))).description
    }
    var dailyAverage: Money { total.cost.divided(by: Int128(days)) }

    static let members: [Member<PeriodFigures>] = [
      Member("start_date", \.startDate, "The first day."),
      Member("end_date", \.endDate, "The last day, itself included."),
      Member("total_cost_usd", \.total.cost, "What the period cost."),
      Member("daily_avg_cost_usd", \.dailyAverage, "The total divided by the days, rounded to the nano-dollar."),
      Member.optional("conversion", \.conversion, "The total in the currency asked for."),
    ]
  }

  struct Change: Shaped, Sendable {
    let absolute: Money
    let percent: Ratio
    let dailyAbsolute: Money
    let dailyPercent: Ratio

    init(current: PeriodFigures, previous: PeriodFigures) {
      absolute = current.total.cost - previous.total.cost
      percent = Ratio.percent(absolute, of: previous.total.cost)
      dailyAbsolute = current.dailyAverage - previous.dailyAverage
      let (now, before) = (current.total.cost.dollars / Double(current.days), previous.total.cost.dollars / Double(previous.days))
      dailyPercent = Ratio(before == 0 ? nil : (now - before) / before * 100)
    }

    static let members: [Member<Change>] = [
      Member("absolute_usd", \.absolute, "How much more the current period cost."),
      Member("percent", \.percent, "The same in percent of the previous period's cost."),
      Member("daily_avg_absolute_usd", \.dailyAbsolute, "How much higher the daily average is."),
      Member("daily_avg_percent", \.dailyPercent, "The same in percent of the previous daily average."),
    ]
  }
}
