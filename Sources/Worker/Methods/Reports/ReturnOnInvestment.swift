import CostModel
import JSON

/// What the spend was worth, by what the caller says it replaced.
struct ReturnOnInvestment: Shaped, Sendable {
  let cost: Money
  let equivalent: Money
  let hours: Double
  let hourValue: Money

  enum Verdict: String, CaseIterable, Sendable, JSONChoice { case positive, negative }

  private var additional: Money { cost - equivalent }
  private var saved: Ratio { Ratio(hours) }
  private var perHour: Ratio { Ratio(hours > 0 ? additional.dollars / hours : nil) }
  private var verdict: Verdict { hours * hourValue.dollars > additional.dollars ? .positive : .negative }

  static let members: [Member<ReturnOnInvestment>] = [
    Member("bigquery_cost_usd", \.cost, "What the window cost."),
    Member("csv_equivalent_cost_usd", \.equivalent, "What the other way would have cost, as given."),
    Member("additional_cost_usd", \.additional, "The difference."),
    Member("time_saved_hours", \.saved, "As given."),
    Member("cost_per_hour_saved", \.perHour, "The difference over the hours; null without any."),
    Member("roi_analysis", \.verdict, "positive when the hours are worth more than the difference."),
  ]
}
