import CostModel
import JSON
import JSONRPC
import Store

/// `cost/attribution`: who and what a window's cost was spent by, for and on.
enum CostAttribution: ReadMethod {
  static let name = "cost/attribution"
  static let summary = "Divides what a window cost among users, teams, patterns, tables, periods and other dimensions."
  static let agents = AgentUse.offered("Answers who or what spent it; asked for two windows it shows where a rise came from. It also lists the models, users and teams there are.")
  static let documentation = """
    Rows stand dearest first, ties by the bytes of the name; days and hours stand in the order of the calendar, empty \
    ones included. Costs of all rows add up to the total. The cost of an event with several tags or tables is divided \
    evenly among them, while its calls count for each. Teams come from the mapping, else from the events; events of \
    none belong to "Unknown". A user with several teams shows the one most of the cost counts for. limit keeps the \
    dearest rows and sums the rest in a last row "other" with is_other: true; without it 10,000 rows are kept.
    """
  static let example = #"{"days": 7, "as_of": "2026-08-30T12:00:00Z", "dimensions": ["user", "team"], "limit": 10}"#
  static let errors: [ErrorCode] = [.notFound]
  static let mostRows = 10_000

  struct Params: QuestionMethodParams {
    var question = QuestionParams(days: 30)
    var dimensions = AttributionDimensions.usual
    var limit: Int?

    static let fields = FieldTable<Params>(
      Field.group(\.question, QuestionParams.fields(days: 30)) + [
        Field(
          "dimensions", \.dimensions, default: ["user", "team", "pattern", "day", "table"],
          "What to attribute the cost to."),
        Field("limit", \.limit, .integer(1...Int64(mostRows)), "How many rows of each dimension to keep."),
      ])
  }

  static func answer(_ params: Params, _ context: ReadContext) throws -> Answer {
    let (question, window) = try params.question.question(context)
    let total = try context.reader.totals(question)
    let limit = params.limit ?? mostRows
    var userTeams: UserTeams?
    var tables: [AttributionTable] = []
    for dimension in params.dimensions.dimensions {
      try context.call.checkCancellation()
      switch dimension.kind {
      case .values(let value) where value == .user || value == .team:
        let known = try userTeams ?? UserTeams(context.reader.usersAndTeams(question))
        userTeams = known
        tables.append(value == .user ? known.users(dimension, limit: limit) : known.teams(dimension, limit: limit))
      case .values(let value):
        tables.append(AttributionTable(dimension, [Part](try context.reader.totals(question, by: value)), limit: limit))
      case .periods(let granularity):
        let periods = try context.series(question, window, granularity)
        tables.append(
          AttributionTable(dimension, periods.map { Part(name: $0.label, measures: $0.measures) }, limit: limit))
      }
    }
    return Answer(
      attribution: Attribution(tables: tables, total: total.cost), total: total.cost, quality: DataQuality(total),
      conversion: try params.question.conversion(of: total.cost, window, context))
  }

  struct Answer: Shaped, Sendable {
    let attribution: Attribution
    let total: Money
    let quality: DataQuality
    let conversion: Conversion?

    static let members: [Member<Answer>] = [
      Member("attribution", \.attribution, "The rows of each dimension asked for."),
      Member("total_cost_usd", \.total, "What the rows of each dimension add up to."),
      Member("data_quality", \.quality, "What the total does not know."),
      Member.optional("conversion", \.conversion, "The total in the currency asked for."),
    ]
  }
}
