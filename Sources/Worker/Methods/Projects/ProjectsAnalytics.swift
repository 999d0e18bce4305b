import CostModel
import JSON
import JSONRPC
import Store

/// `projects/analytics`: what a project cost, on what, and how far its budget is used.
enum ProjectsAnalytics: ReadMethod {
  static let name = "projects/analytics"
  static let tenancy: Tenancy? = .admin
  static let summary = "Sums what a project cost by service, model, department, team, tag and period."
  static let documentation = """
    Services are providers. Rows stand dearest first and add up to the total; the cost of an event with several tags is \
    divided evenly among them. Budget utilisation is what the whole project, whatever else narrows the question, spent \
    in the budget's calendar period that holds the window's last instant, from its beginning up to the window's end. A \
    budget in another currency than USD needs a rate (rates/set); without one the utilisation is null and says so.
    """
  static let errors: [ErrorCode] = [.notFound]
  static let example = #"{"project_id": "search", "start": "2026-08-01", "end": "2026-09-01", "group_by": "week"}"#

  struct Params: QuestionMethodParams {
    var id = ""
    var question = QuestionParams(days: 30)
    var groupBy = Granularity.day

    static let fields = FieldTable<Params>(
      [Field("project_id", \.id, ProjectID.schema, isRequired: true, "The project.")]
        + Field.group(\.question, QuestionParams.fields(days: 30, narrowedBy: Dimension.scoped.filter { $0 != .project })) + [
          Field("group_by", \.groupBy, default: "day", "How finely the timeline is cut.")
        ])
  }

  static func answer(_ params: Params, _ context: ReadContext) throws -> Answer {
    let project = try Project.find(params.id, context.reader)
    var asked = params.question
    asked.scope[.project] = ScopeParams.OneOrMore(values: [params.id])
    let (question, window) = try asked.question(context)
    let total = try context.reader.totals(question, .tokens)
    func parts(_ dimension: Dimension) throws -> BreakdownRows {
      try context.call.checkCancellation()
      return BreakdownRows(parts: [Part](try context.reader.totals(question, by: dimension)), total: total.cost)
    }
    let teams = try context.reader.usersAndTeams(question).map { (value: $0.team, measures: $0.measures) }
    return Answer(
      id: params.id,
      summary: Summary(total: total, budget: try project.details.budget.flatMap { try usage($0, window, params, context) }),
      breakdown: Breakdown(
        services: try parts(.provider), models: try parts(.model), departments: try parts(.department),
        teams: BreakdownRows(parts: [Part](teams, unnamed: UserTeams.unknown), total: total.cost), tags: try parts(.tag)),
      timeline: try context.series(question, window, params.groupBy, .tokens).map(TimelineRow.init),
      quality: DataQuality(total), conversion: try asked.conversion(of: total.cost, window, context))
  }

  private static func usage(
    _ budget: ProjectBudget, _ window: Window, _ params: Params, _ context: ReadContext
  ) throws -> BudgetUsage {
    guard let period = budget.window(holding: window) else {
      return BudgetUsage(budget: budget, period: nil, spent: .zero, conversion: nil, note: "The window does not reach the budget's days")
    }
    var scope = Scope()
    scope.values[.project] = [params.id]
    let question = Question(start: period.start, end: period.end, scope: scope, teams: TeamMapping([]))
    let spent = try context.reader.totals(question).cost
    var converting = params.question
    converting.currency = budget.currency
    do {
      let conversion = try converting.conversion(of: spent, period, context)
      return BudgetUsage(budget: budget, period: period, spent: spent, conversion: conversion, note: nil)
    } catch let failure as MethodFailure where failure.code == .notFound {
      return BudgetUsage(budget: budget, period: period, spent: spent, conversion: nil, note: failure.message)
    }
  }

  struct Answer: Shaped, Sendable {
    let id: String
    let summary: Summary
    let breakdown: Breakdown
    let timeline: [TimelineRow]
    let quality: DataQuality
    let conversion: Conversion?

    static let members: [Member<Answer>] = [
      Member("project_id", \.id, "The project."),
      Member("summary", \.summary, "The figures."),
      Member("breakdown", \.breakdown, "The total by what it was spent on and for."),
      Member("timeline", \.timeline, "The total by period, empty ones included."),
      Member("data_quality", \.quality, "What the total does not know."),
      Member.optional("conversion", \.conversion, "The total in the currency asked for."),
    ]
  }

  struct Summary: Shaped, Sendable {
    let total: Measures
    let budget: BudgetUsage?
    var costPerRequest: UnitCost { UnitCost(total.cost, per: total.calls) }
    var costPerToken: UnitCost { UnitCost(total.cost, per: total.totalTokens) }
    var utilization: Ratio { budget?.utilization ?? Ratio(nil) }

    static let members: [Member<Summary>] = [
      Member("total_cost_usd", \.total.cost, "What the window cost."),
      Member("total_tokens", \.total.totalTokens, "Tokens, input and output."),
      Member("request_count", \.total.calls, "Calls: the sum of call_count."),
      Member("avg_cost_per_request_usd", \.costPerRequest, "The cost over the calls; null without calls."),
      Member("cost_per_token_usd", \.costPerToken, "The cost over the tokens; null without tokens."),
      Member("budget_utilization_percent", \.utilization, "The share of the budget that its period has used; null without a budget."),
      Member.optional("budget", \.budget, "The budget, its period, and what was spent in it."),
    ]
  }

  struct BudgetUsage: Shaped, Sendable {
    let budget: ProjectBudget
    let period: Window?
    let spent: Money
    let conversion: Conversion?
    let note: String?

    /// Amount and spending in the budget's own currency.
    var utilization: Ratio {
      guard note == nil, budget.amount.nanos > 0 else { return Ratio(nil) }
      return Ratio(Double(conversion?.total.nanos ?? spent.nanos) / Double(budget.amount.nanos) * 100)
    }

    static let members: [Member<BudgetUsage>] = [
      Member("amount", \.budget.amount, "How much there is."),
      Member("currency", \.budget.currency, "In which currency."),
      Member("period", \.budget.period, "For which calendar period."),
      Member("start", \.period?.start, "When the period began; null outside of a one-time budget."),
      Member("end", \.period?.end, "Up to when spending was counted."),
      Member("spent_usd", \.spent, "What the project spent in it."),
      Member.optional("conversion", \.conversion, "The same in the budget's currency."),
      Member.optional("note", \.note, "Why there is no utilisation."),
    ]
  }

  struct Breakdown: Shaped, Sendable {
    let services: BreakdownRows
    let models: BreakdownRows
    let departments: BreakdownRows
    let teams: BreakdownRows
    let tags: BreakdownRows

    static let members: [Member<Breakdown>] = [
      Member("services", \.services, "By provider."),
      Member("models", \.models, "By model."),
      Member("departments", \.departments, "By department."),
      Member("teams", \.teams, "By team, by the mapping or the events' own."),
      Member("tags", \.tags, "By tag."),
    ]
  }

  struct TimelineRow: Shaped, Sendable {
    let period: PeriodMeasures
    static let members: [Member<TimelineRow>] = [
      Member("period", \.period.label, "The date the period begins on (weeks: their Monday); hours as RFC 3339."),
      Member("cost_usd", \.period.measures.cost, "What its events cost."),
      Member("tokens", \.period.measures.totalTokens, "Tokens."),
      Member("requests", \.period.measures.calls, "Calls."),
    ]
  }
}

/// Parts of a total as rows of name, cost, share and calls.
struct BreakdownRows: JSONWritable, Sendable {
  let parts: [Part]
  let total: Money

  private struct Row: Shaped {
    let part: Part
    let total: Money
    var percent: Ratio { Ratio.percent(part.measures.cost, of: total) }

    static let members: [Member<Row>] = [
      Member("name", \.part.name, "The value; null for events without one."),
      Member("cost_usd", \.part.measures.cost, "What its events cost."),
      Member("percent", \.percent, "Its share of the total; null when that is 0."),
      Member("requests", \.part.measures.calls, "Calls."),
    ]
  }

  static var schema: Schema { .list(Row.schema, most: nil) }
  func write(to writer: JSONWriter) { parts.map { Row(part: $0, total: total) }.write(to: writer) }
}
