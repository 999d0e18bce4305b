import CostModel
import JSON
import JSONRPC
import Store

/// `budget/status`: how budgets stand, and where they head.
enum BudgetStatusMethod: ReadMethod {
  static let name = "budget/status"
  static let tenancy: Tenancy? = .scoped
  static let summary = "Answers how budgets stand now, what reservations hold, and where day and month head."
  static let agents = AgentUse.offered("Answers how much of each budget is left.")
  static let documentation = """
    budget_summary and projections are those of the budgets of whose daily and monthly limit most is spent; budgets holds \
    each. A day is projected as 0.4 of its own pace, 0.4 of the line through the last 7 days and 0.2 of the mean of that day \
    of the week over 28 days; a month as its own pace and the days to come by their day of the week, 0.3 to 0.7 before the \
    third day, 0.6 to 0.4 before the tenth, 0.8 to 0.2 from then on. What is not known is left out. Confidence, 0 to 1, is \
    0.4 for how alike the days were, 0.4 for the time that has passed and 0.2 for how much there is to go by. \
    expired_reservations were neither settled nor released in their time: they hold nothing, and what they spent, if they \
    did, is not known.
    """
  static let example = #"{"scope": {"customer_id": "acme"}}"#
  static let errors: [ErrorCode] = [.notFound]

  struct Params: MethodParams {
    var selection = BudgetSelection()
    var hasProjections = true
    static let fields = FieldTable<Params>(
      Field.group(\.selection, BudgetSelection.fields) + [
        Field("include_projections", \.hasProjections, default: true, "Whether to tell where day and month head.")
      ])
  }

  static func answer(_ params: Params, _ context: ReadContext) throws -> Answer {
    let standings = try params.selection.standings(context)
    let named = try context.services.budgets.inEffect(context.reader, context.services)
    let time = context.world.time
    let reading = BudgetReading(context.reader, named.set, at: time)
    var expired: [Int64: (count: Int, amount: Money)] = [:]
    for reservation in try context.reader.openReservations() where time.isPast(reservation.expires) {
      for index in named.set.matching(reservation.scope) {
        let sum = expired[named.set.budgets[index].number] ?? (0, .zero)
        expired[named.set.budgets[index].number] = (sum.count + 1, sum.amount + reservation.amount)
      }
    }
    let rows = try standings.map { standing in
      try context.call.checkCancellation()
      let lost = expired[standing.budget.number] ?? (0, .zero)
      return Row(
        standing: standing, projection: params.hasProjections ? try BudgetProjection(standing, reading, now: time.now) : nil,
        expiredCount: lost.count, expired: lost.amount)
    }
    return Answer(rows: rows)
  }

  struct Answer: Shaped, Sendable {
    let rows: [Row]

    private var standings: [BudgetStanding] { rows.map(\.standing) }
    private func main(_ period: BudgetPeriod) -> (row: Row, limit: LimitStanding)? {
      guard let found = standings.fullest(period) else { return nil }
      return rows.first { $0.standing.budget.number == found.standing.budget.number }.map { ($0, found.limit) }
    }
    private var summary: Summary {
      let day = main(.daily), month = main(.monthly)
      return Summary(
        day: day.map { DayFigures(standing: $0.limit, projected: $0.row.projection?.day.cost) },
        month: month.map { MonthFigures(standing: $0.limit, projected: $0.row.projection?.month.cost) }, health: standings.health)
    }
    private var projections: Projections? {
      let day = (main(.daily)?.row ?? rows.first)?.projection?.day, month = (main(.monthly)?.row ?? rows.first)?.projection?.month
      guard day != nil || month != nil else { return nil }
      return Projections(
        daily: day.map { ProjectionFigures(projected: $0, method: "linear_trend") },
        monthly: month.map { ProjectionFigures(projected: $0, method: "usage_pattern") })
    }
    private var status: BudgetStatus { standings.status }
    private var quality: DataQuality {
      var measures = Measures()
      measures.unpricedEvents = standings.map(\.month.unpricedEvents).max() ?? 0
      return DataQuality(measures)
    }

    static let members: [Member<Answer>] = [
      Member("budget_summary", \.summary, "The fullest daily and monthly limit."),
      Member("status", \.status, "The worst status of all."),
      Member("projections", \.projections, "Where they head; null without a budget, or when not asked for."),
      Member("budgets", \.rows, "Each budget, by id."),
      Member("data_quality", \.quality, "What the month's cost does not know."),
    ]
  }

  struct Summary: Shaped, Sendable {
    let day: DayFigures?
    let month: MonthFigures?
    let health: BudgetHealth
    static let members: [Member<Summary>] = [
      Member("daily_budget", \.day, "The fullest daily limit; null without one."),
      Member("monthly_budget", \.month, "The fullest monthly limit; null without one."),
      Member("budget_health", \.health, "warning from 75 %, critical from 90 %, exceeded from 100 %."),
    ]
  }

  struct DayFigures: Shaped, Sendable {
    let standing: LimitStanding
    let projected: Money?
    static let members: [Member<DayFigures>] =
      LimitShare.group(\DayFigures.share) + [Member.optional("projected_end_of_day", \.projected, "What the day will come to.")]
    private var share: LimitShare { LimitShare(standing: standing) }
  }

  struct MonthFigures: Shaped, Sendable {
    let standing: LimitStanding
    let projected: Money?
    static let members: [Member<MonthFigures>] =
      LimitShare.group(\MonthFigures.share) + [Member.optional("projected_end_of_month", \.projected, "What the month will come to.")]
    private var share: LimitShare { LimitShare(standing: standing) }
  }

  struct Projections: Shaped, Sendable {
    let daily: ProjectionFigures?
    let monthly: ProjectionFigures?
    static let members: [Member<Projections>] = [
      Member("daily", \.daily, "Today."), Member("monthly", \.monthly, "This month."),
    ]
  }

  struct ProjectionFigures: Shaped, Sendable {
    let projected: BudgetProjection.Projected
    let method: String
    private var confidence: Ratio { Ratio(projected.confidence) }
    static let members: [Member<ProjectionFigures>] = [
      Member("projected_cost", \.projected.cost, "What the period will come to."),
      Member("confidence", \.confidence, "0 to 1."),
      Member("projection_method", \.method, "linear_trend or usage_pattern."),
      Member("linear_cost", \.projected.linear, "By the period's own pace alone."),
      Member("seasonal_cost", \.projected.seasonal, "By the days of the week before; null without any."),
    ]
  }

  /// One budget.
  struct Row: Shaped, Sendable {
    let standing: BudgetStanding
    let projection: BudgetProjection?
    let expiredCount: Int
    let expired: Money

    private var scope: ScopeObject { ScopeObject(standing.budget.scope) }
    private var status: BudgetStatus { standing.status(.zero) }
    private var health: BudgetHealth { standing.health(.zero) }
    private var emergencySince: Timestamp? { standing.emergencyAt.map { Timestamp(microseconds: $0) } }
    private var limits: [BudgetCheckAnswer.JudgedLimit] {
      standing.limits.map { BudgetCheckAnswer.JudgedLimit(standing: $0, held: standing.held, amount: .zero) }
    }
    private var lost: Lost { Lost(count: expiredCount, amount: expired) }
    private var projections: Projections? {
      projection.map {
        Projections(
          daily: ProjectionFigures(projected: $0.day, method: "linear_trend"),
          monthly: ProjectionFigures(projected: $0.month, method: "usage_pattern"))
      }
    }

    struct Lost: Shaped, Sendable {
      let count: Int
      let amount: Money
      static let members: [Member<Lost>] = [
        Member("count", \.count, "How many."), Member("amount_usd", \.amount, "What they had held."),
      ]
    }

    static let members: [Member<Row>] = [
      Member("budget_id", \.standing.budget.id, "The budget."),
      Member("parent_id", \.standing.budget.parent, "The budget it is a part of."),
      Member("scope", \.scope, "What it is for."),
      Member("status", \.status, "How it stands."),
      Member("budget_health", \.health, "The same in seed 004's words."),
      Member("daily_cost_usd", \.standing.day.spent, "What is spent today."),
      Member("monthly_cost_usd", \.standing.month.spent, "What is spent this month."),
      Member("held_usd", \.standing.held, "What reservations hold."),
      Member("expired_reservations", \.lost, "Reservations that ended unsettled."),
      Member("emergency_since", \.emergencySince, "When the emergency stop was set off; null when it is not in force."),
      Member("limits", \.limits, "Its limits that hold now."),
      Member("projections", \.projections, "Where it heads."),
    ]
  }
}

/// A limit and the share of it that is spent.
struct LimitShare: Shaped, Sendable {
  let standing: LimitStanding
  private var used: Ratio { Ratio.percent(standing.spent, of: standing.limit.amount) }
  private var isOver: Bool { standing.spent > standing.limit.amount }

  static let members: [Member<LimitShare>] = [
    Member("total_cost", \.standing.spent, "What is spent."),
    Member("budget_limit", \.standing.limit.amount, "The limit."),
    Member("percentage_used", \.used, "The share of it that is spent."),
    Member("over_budget", \.isOver, "Whether more is spent than the limit."),
  ]

  static func group<Root>(_ share: @escaping @Sendable (Root) -> LimitShare) -> [Member<Root>] { Member<Root>.group(share) }
}
