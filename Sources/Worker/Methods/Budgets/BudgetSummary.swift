import CostModel
import JSON
import JSONRPC
import Store

/// `budget/summary`: the daily and the monthly budget in short.
enum BudgetSummary: ReadMethod {
  static let name = "budget/summary"
  static let tenancy: Tenancy? = .scoped
  static let summary = "Answers the daily and the monthly budget in short: spent, left, calls and their mean cost."
  static let documentation = """
    Of several budgets, those are meant of whose daily and monthly limit most is spent. days_in_period counts the days of \
    the period so far; operations are the calls of the month in the scope of the monthly budget, else of the daily one.
    """
  static let example = #"{"budget_id": "acme"}"#
  static let errors: [ErrorCode] = [.notFound]

  struct Params: MethodParams {
    var selection = BudgetSelection()
    static let fields = FieldTable<Params>(Field.group(\.selection, BudgetSelection.fields))
  }

  static func answer(_ params: Params, _ context: ReadContext) throws -> Answer {
    let standings = try params.selection.standings(context)
    let now = context.world.now()
    let day = standings.fullest(.daily), month = standings.fullest(.monthly)
    let named = try context.services.budgets.inEffect(context.reader, context.services)
    let reading = BudgetReading(context.reader, named.set, at: context.world.time)
    let counted = try (month ?? day ?? standings.first.map { ($0, $0.month) }).map { try reading.count($0.standing.budget, .monthly, holding: now.microseconds) }
    func figures(_ found: (standing: BudgetStanding, limit: LimitStanding)?) -> Figures? {
      guard let found, let calendar = found.standing.budget.calendar else { return nil }
      let first = calendar.day(holding: found.limit.range.lowerBound), today = calendar.day(holding: now.microseconds)
      return Figures(standing: found.limit, held: found.standing.held, days: today.daysSinceEpoch - first.daysSinceEpoch + 1, now: now)
    }
    return Answer(
      day: figures(day), month: figures(month), health: standings.health, calls: counted?.calls ?? 0, spent: counted?.spent ?? .zero,
      unpriced: counted?.unpricedEvents ?? 0)
  }

  struct Answer: Shaped, Sendable {
    let day: Figures?
    let month: Figures?
    let health: BudgetHealth
    let calls: Int64
    let spent: Money
    let unpriced: Int64

    private var average: UnitCost { UnitCost(spent, per: calls) }
    private var quality: DataQuality {
      var measures = Measures()
      measures.unpricedEvents = unpriced
      return DataQuality(measures)
    }

    static let members: [Member<Answer>] = [
      Member("daily_budget", \.day, "The fullest daily limit; null without one."),
      Member("monthly_budget", \.month, "The fullest monthly limit; null without one."),
      Member("budget_health", \.health, "warning from 75 %, critical from 90 %, exceeded from 100 %."),
      Member("total_operations", \.calls, "The month's calls."),
      Member("average_cost_per_operation", \.average, "Their mean cost in USD; null without any."),
      Member("data_quality", \.quality, "What the month's cost does not know."),
    ]
  }

  struct Figures: Shaped, Sendable {
    let standing: LimitStanding
    let held: Money
    let days: Int
    let now: Timestamp

    private var share: LimitShare { LimitShare(standing: standing) }
    private var remaining: Money { max(.zero, standing.limit.amount - standing.spent) }

    static let members: [Member<Figures>] =
      LimitShare.group(\Figures.share) + [
        Member("remaining_budget", \.remaining, "What is not spent, what is held included."),
        Member("held_usd", \.held, "What reservations hold of it."),
        Member("days_in_period", \.days, "Days of the period so far."),
        Member("last_updated", \.now, "When this was so."),
      ]
  }
}

/// `budget/evaluate`: one monitoring cycle now.
enum BudgetEvaluate: WriteMethod {
  static let name = "budget/evaluate"
  static let summary = "Looks at every budget now: thresholds that are reached and have not alerted do so."
  static let documentation = """
    Thresholds alert by themselves, in the transaction of the event that reaches them; this looks again, as after limits \
    were lowered. anomalies_detected counts, over the budgets, those of their last 5 of 20 days whose cost is above the mean \
    of the 20 by two standard deviations and above one and a half times it. Webhooks are told of the anomalies they asked \
    for, of the last two days, each once.
    """

  typealias Params = NoParams

  static func apply(_ params: NoParams, _ context: WriteContext) throws -> Answer {
    let (writer, services) = (context.writer, context.services)
    _ = writer.takeRaisedAlerts()
    try writer.evaluateBudgets()
    let raised = writer.takeRaisedAlerts()
    let named = try services.budgets.inEffect(writer, services)
    let standings = try named.set.budgets.map { try writer.standing($0, teams: named.set.teams) }
    let told = try AnomalyAlerts(context: context).enqueue()
    if told > 0 { services.jobs?.wakeAfterCommit() }
    let anomalies = try named.set.budgets.reduce(0) { try $0 + Self.anomalies($1, writer, context.world.now()) }
    return Answer(day: standings.fullest(.daily)?.limit, month: standings.fullest(.monthly)?.limit, raised: raised.map(ReachedThreshold.init), anomalies: anomalies, told: told)
  }

  private static func anomalies(_ budget: Budget, _ writer: LedgerWriter, _ now: Timestamp) throws -> Int {
    guard let calendar = budget.calendar else { return 0 }
    let today = calendar.day(holding: now.microseconds)
    let days = (0..<20).map { calendar.start(of: today.adding(days: $0 - 19)) }
    let counts = try writer.dayCounts(budget, in: days[0]..<calendar.period(.daily, holding: now.microseconds).upperBound)
    let spent = Dictionary(counts.map { ($0.range.lowerBound, $0.spent.dollars) }) { first, _ in first }
    let values = days.map { spent[$0] ?? 0 }
    let mean = values.reduce(0, +) / 20
    let deviation = (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 20).squareRoot()
    return values.suffix(5).count { $0 > mean + 2 * deviation && $0 > 1.5 * mean }
  }

  struct Answer: Shaped, Sendable {
    let day: LimitStanding?
    let month: LimitStanding?
    let raised: [ReachedThreshold]
    let anomalies: Int
    let told: Int

    private var results: Results { Results(answer: self) }
    static let members: [Member<Answer>] = [
      Member("results", \.results, "What was found."),
      Member("alerts_triggered", \.raised, "The alerts written just now."),
    ]
  }

  struct Results: Shaped, Sendable {
    let answer: Answer
    private var status: Status { Status(answer: answer) }
    private var cycle: Cycle { Cycle(alerts: answer.raised.count, anomalies: answer.anomalies, told: answer.told) }
    static let members: [Member<Results>] = [
      Member("budget_status", \.status, "The fullest limits."), Member("monitoring_cycle", \.cycle, "What the cycle did."),
    ]
  }

  struct Status: Shaped, Sendable {
    let answer: Answer
    private var day: LimitShare? { answer.day.map { LimitShare(standing: $0) } }
    private var month: LimitShare? { answer.month.map { LimitShare(standing: $0) } }
    static let members: [Member<Status>] = [
      Member("daily_budget", \.day, "The fullest daily limit; null without one."),
      Member("monthly_budget", \.month, "The fullest monthly limit; null without one."),
    ]
  }

  struct Cycle: Shaped, Sendable {
    let alerts: Int
    let anomalies: Int
    let told: Int
    private var isCompleted: Bool { true }
    static let members: [Member<Cycle>] = [
      Member("cycle_completed", \.isCompleted, "true."),
      Member("alerts_generated", \.alerts, "Alerts written."),
      Member("anomalies_detected", \.anomalies, "Days found unusual."),
      Member("webhook_deliveries", \.told, "Anomalies that webhooks are told of."),
    ]
  }
}
