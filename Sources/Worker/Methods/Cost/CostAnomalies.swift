import Analytics
import CostModel
import JSON
import JSONRPC
import Store

/// `cost/anomalies`: days, users, teams and query patterns that cost remarkably more or less than usual.
enum CostAnomalies: ReadMethod {
  static let name = "cost/anomalies"
  static let summary = "Finds days, users, teams and query patterns that cost remarkably more or less than usual."
  static let agents = AgentUse.offered("Answers which days stand out, and which users, teams or patterns drove them.")
  static let documentation = """
    A day is judged by the days before it alone, from the eighth on. Usual is the level (the median of the last seven days) \
    times what its weekday was against the week around it, the median of the last five weeks; so are the level of a week \
    ago and what the same weekday cost then. expected is the nearest of these; z_score is the difference over 1.4826 times \
    the median size of such differences in the four weeks before, which grows with the root of what is expected and is a \
    twentieth of it at least. An event is told once, on its first day: what is as far off the same way in the week behind \
    it, up to twice, belongs to it, until a day is as it was before; a level that lasts is the usual one a week later. The \
    day under way is told only when it is above already. drivers names who makes up the difference to the mean of the 28 \
    days before, in money, for the ten most remarkable days; other holds the rest. Users, teams and patterns are compared with the window of the \
    same length before: told is a change of 1 percent of the larger total and of half their own at least that, where \
    eight or more spent in both, also lies min_z_score from what is usual among them; kind says increase, decrease, new or \
    vanished. use_ml puts the days through an isolation forest of 100 trees (cost, z_score, calls, cost per call; up \
    to 90 days back): anomaly_score is 2^(-E(h)/c(n)), about 0.5 for ordinary days, and anomalies are those above \
    threshold: 0.6, or the 95th percentile where that is higher. hourly, when asked for, tells hours in which something \
    unusual began: the mean of the last five surprises (how far an hour lies from the last hours, and from the same hour \
    of the last two weeks) is 3 standard deviations or more above all before; the six hours behind one are not told.
    """
  static let example = #"{"days": 30, "as_of": "2026-08-30T12:00:00Z"}"#
  static let errors: [ErrorCode] = [.notFound]

  struct Params: QuestionMethodParams {
    var question = QuestionParams(days: 30)
    var types = AnomalyTypes.usual
    var usesForest = false
    var minimumScore = 3.0
    var seed = 42

    static let fields = FieldTable<Params>(
      Field.group(\.question, QuestionParams.fields(days: 30)) + [
        Field("anomaly_types", \.types, default: ["daily", "user", "team", "pattern"], "What to look at."),
        Field("use_ml", \.usesForest, default: false, "Whether days go through an isolation forest."),
        Field("min_z_score", \.minimumScore, .number(0.5...100), default: 3, "How far from usual, either way, is remarkable."),
        Field("seed", \.seed, .integer(0...9_007_199_254_740_991), default: 42, "The forest's chance."),
      ])
  }

  static func answer(_ params: Params, _ context: ReadContext) throws -> Answer {
    let (question, window) = try params.question.question(context)
    let total = try context.reader.totals(question)
    var anomalies = Anomalies()
    if params.types.contains(.daily) {
      let days = try DailyAnomalies(params, question, window, context)
      if params.usesForest { anomalies.forest = try days.forest(context) } else { anomalies.days = try days.remarkable(context) }
    }
    if params.types.contains(.hourly) { anomalies.hours = try RemarkableHour.all(params, question, window, context) }
    let changes = EntityComparison(question, leastScore: params.minimumScore)
    if params.types.contains(.user) || params.types.contains(.team) {
      let (users, teams) = try changes.usersAndTeams(context)
      if params.types.contains(.user) { anomalies.users = users }
      if params.types.contains(.team) { anomalies.teams = teams }
    }
    if params.types.contains(.pattern) { anomalies.patterns = try changes.patterns(context) }
    return Answer(
      anomalies: anomalies, total: total.cost, quality: DataQuality(total),
      conversion: try params.question.conversion(of: total.cost, window, context))
  }

  struct Answer: Shaped, Sendable {
    let anomalies: Anomalies
    let total: Money
    let quality: DataQuality
    let conversion: Conversion?

    static let members: [Member<Answer>] = [
      Member("anomalies", \.anomalies, "What was found, of each type asked for."),
      Member("total_cost_usd", \.total, "What the window cost."),
      Member("data_quality", \.quality, "What the total does not know."),
      Member.optional("conversion", \.conversion, "The total in the currency asked for."),
    ]
  }
}

/// What was found, type by type; a type that was not asked for is nil.
struct Anomalies: Shaped, Sendable {
  var days: [RemarkableDay]?
  var forest: ForestAnswer?
  var hours: [RemarkableHour]?
  var users: [RemarkableEntity]?
  var teams: [RemarkableEntity]?
  var patterns: [RemarkableEntity]?

  private var daily: DailyShape? {
    if let forest { return .forest(forest.days) }
    return days.map(DailyShape.days)
  }
  private var counts: AnomalyCounts {
    AnomalyCounts(
      daily: days?.count ?? forest?.days.isAnomaly.count { $0 }, hourly: hours?.count, user: users?.count, team: teams?.count, pattern: patterns?.count)
  }
  private var model: ForestAnswer.Model? { forest?.model }

  static let members: [Member<Anomalies>] = [
    Member.optional("daily_anomalies", \.daily, "Remarkable days, oldest first; with use_ml every day of the window, in columns."),
    Member.optional("hourly_anomalies", \.hours, "Hours in which something unusual began, oldest first."),
    Member.optional("user_anomalies", \.users, "Users, most money first."),
    Member.optional("team_anomalies", \.teams, "Teams, most money first."),
    Member.optional("pattern_anomalies", \.patterns, "Query patterns, most money first."),
    Member("anomaly_counts", \.counts, "How many of each type asked for."),
    Member.optional("model_info", \.model, "The forest, with use_ml."),
  ]
}

/// The daily anomalies in the one shape or the other.
enum DailyShape: JSONWritable, Sendable {
  case days([RemarkableDay])
  case forest(ForestAnswer.Days)

  static var schema: Schema { .either([[RemarkableDay].schema, ForestAnswer.Days.schema]) }

  func write(to writer: JSONWriter) {
    switch self {
    case .days(let days): days.write(to: writer)
    case .forest(let days): days.write(to: writer)
    }
  }
}

struct AnomalyCounts: Shaped, Sendable {
  var daily: Int?
  var hourly: Int?
  var user: Int?
  var team: Int?
  var pattern: Int?

  static let members: [Member<AnomalyCounts>] = [
    Member.optional("daily", \.daily, "Days."), Member.optional("hourly", \.hourly, "Hours."), Member.optional("user", \.user, "Users."),
    Member.optional("team", \.team, "Teams."), Member.optional("pattern", \.pattern, "Query patterns."),
  ]
}

/// What to look at: a list, or one text with commas between.
struct AnomalyTypes: JSONReadable, JSONWritable, Sendable {
  enum Kind: String, CaseIterable, Sendable { case daily, user, team, pattern, hourly }

  private(set) var kinds: [Kind]
  static let usual = AnomalyTypes(kinds: [.daily, .user, .team, .pattern])
  static let days = AnomalyTypes(kinds: [.daily])
  private static let names = Kind.allCases.map(\.rawValue)
  static let schema = Schema.either([
    .list(.choice(names), most: 16), .string(most: 256, format: "types with commas between them"),
  ])

  func contains(_ kind: Kind) -> Bool { kinds.contains(kind) }

  static func read(_ view: JSONView, _ schema: Schema) throws(SchemaMismatch) -> AnomalyTypes {
    var given: [String]
    switch view.kind {
    case .array: given = try [String].read(view, .list(.choice(names), most: 16))
    case .string:
      let text = try String.read(view, .string(most: 256, format: nil))
      given = text.split(separator: ",").map { String($0.filter { $0 != " " }) }.filter { !$0.isEmpty }
    default: throw SchemaMismatch(expected: schema.expectation, got: view)
    }
    var kinds: [Kind] = []
    for name in given {
      guard let kind = Kind(rawValue: name) else {
        throw SchemaMismatch(
          expected: Schema.choice(names).expectation, got: "\"\(shortened(name))\"", nearest: closestName(name, among: names))
      }
      if !kinds.contains(kind) { kinds.append(kind) }
    }
    return AnomalyTypes(kinds: kinds)
  }

  func write(to writer: JSONWriter) { kinds.map(\.rawValue).write(to: writer) }
}
