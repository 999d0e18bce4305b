import Analytics
import CostModel
import JSON
import JSONRPC
import Store

/// `cost/categories`: what each category of work cost, and how efficiently.
enum CostCategories: ReadMethod {
  static let name = "cost/categories"
  static let summary = "Sums a window by category, with what a call costs in each and where cost, usage and efficiency head."
  static let documentation = """
    Events without a category are "uncategorized". top_categories are the ten dearest. The most efficient category is that \
    whose calls cost least. overall_efficiency_score is 70 for no failed call, 0 for nothing but, plus 30 for prompts read \
    from caches alone; without prompt tokens it is the share of calls that did not fail, in percent. The trends are those of \
    the daily cost, of the daily calls, and of the daily cost per call: improving when that falls by 5 percent or more over \
    the window, declining when it rises so.
    """
  static let example = #"{"days": 30, "as_of": "2026-08-30T12:00:00Z"}"#
  static let errors: [ErrorCode] = [.notFound]
  static let mostTop = 10

  struct Params: QuestionMethodParams {
    var question = QuestionParams(days: 30)
    static let fields = FieldTable<Params>(Field.group(\.question, QuestionParams.fields(days: 30)))
  }

  static func answer(_ params: Params, _ context: ReadContext) throws -> Answer {
    let (question, window) = try params.question.question(context)
    let total = try context.reader.totals(question, .all)
    let parts = [Part](try context.reader.totals(question, by: .category, .all), unnamed: "uncategorized")
    let days = try context.series(question, window, .day)
    return Answer(
      period: AnalysisPeriod(window, days: days.count), total: total, parts: parts, trends: CategoryTrends(days.map(\.measures)),
      conversion: try params.question.conversion(of: total.cost, window, context))
  }

  struct Answer: Shaped, Sendable {
    let period: AnalysisPeriod
    let total: Measures
    let parts: [Part]
    let trends: CategoryTrends
    let conversion: Conversion?

    private var breakdown: CallBreakdown<UsagePerformance.CategoryFigures> { CallBreakdown(parts: parts) }
    private var top: [TopCategory] { parts.prefix(mostTop).map { TopCategory(part: $0, whole: total.cost) } }
    private var efficiency: EfficiencyMetrics { EfficiencyMetrics(parts, total) }
    private var quality: DataQuality { DataQuality(total) }

    static let members: [Member<Answer>] = [
      Member("analysis_period", \.period, "What was looked at."),
      Member("total_cost", \.total.cost, "What all categories add up to, in USD."),
      Member("total_calls", \.total.calls, "Calls: the sum of call_count."),
      Member("category_breakdown", \.breakdown, "Each category, dearest first."),
      Member("top_categories", \.top, "The dearest, with their share."),
      Member("efficiency_metrics", \.efficiency, "What a call costs where."),
      Member("trends", \.trends, "Where the window heads."),
      Member("data_quality", \.quality, "What the total does not know."),
      Member.optional("conversion", \.conversion, "The total in the currency asked for."),
    ]
  }
}

/// The dates of a window, both its own.
struct AnalysisPeriod: Shaped, Sendable {
  let days: Int
  let start: String
  let end: String

  init(_ window: Window, days: Int) {
    self.days = days
    start = window.zone.civilDate(of: window.start).description
    end = window.zone.civilDate(of: Timestamp(microseconds: max(window.start.microseconds, window.end.microseconds - 1))).description
  }

  static let members: [Member<AnalysisPeriod>] = [
    Member("days", \.days, "Local days."), Member("start_date", \.start, "The first."), Member("end_date", \.end, "The last, itself included."),
  ]
}

struct TopCategory: Shaped, Sendable {
  let part: Part
  let whole: Money
  private var name: String { part.name ?? "uncategorized" }
  private var share: Ratio { Ratio.percent(part.measures.cost, of: whole) }

  static let members: [Member<TopCategory>] = [
    Member("category", \.name, "Which."),
    Member("total_cost", \.part.measures.cost, "What it cost, in USD."),
    Member("total_calls", \.part.measures.calls, "Calls."),
    Member("average_cost_per_call", \.part.measures.costPerCall, "The cost over the calls, rounded to the nano-dollar."),
    Member("avg_cost_per_call", \.part.measures.costPerCall, "The same."),
    Member("percentage", \.share, "Its share of the total; null when that is 0."),
  ]
}

struct EfficiencyMetrics: Shaped, Sendable {
  let most: String?
  let least: String?
  let score: Ratio

  init(_ parts: [Part], _ total: Measures) {
    let used = parts.filter { $0.measures.calls > 0 }.sorted { left, right in
      let (l, r) = (left.measures.costPerCall, right.measures.costPerCall)
      return l != r ? l < r : (left.name ?? "").utf8.lexicographicallyPrecedes((right.name ?? "").utf8)
    }
    (most, least) = (used.first?.name, used.last?.name)
    score = Ratio(total.efficiencyScore)
  }

  static let members: [Member<EfficiencyMetrics>] = [
    Member("most_efficient_category", \.most, "Whose calls cost least; null without calls."),
    Member("least_efficient_category", \.least, "Whose calls cost most."),
    Member("overall_efficiency_score", \.score, "0 to 100, by the formula above; null without calls."),
  ]
}

extension Measures {
  /// 70 points for calls that did not fail, 30 for prompt tokens read from a cache; nil without calls.
  var efficiencyScore: Double? {
    guard calls > 0 else { return nil }
    let success = min(max(1 - Double(errors) / Double(calls), 0), 1)
    guard promptTokens > 0 else { return success * 100 }
    return success * 70 + min(max(Double(cacheReadTokens) / Double(promptTokens), 0), 1) * 30
  }
}

struct CategoryTrends: Shaped, Sendable {
  let cost: TrendDirection
  let usage: TrendDirection
  let efficiency: EfficiencyTrend

  enum EfficiencyTrend: String, CaseIterable, Sendable, JSONChoice {
    case improving, declining, stable
    case insufficientData = "insufficient_data"
  }

  init(_ days: [Measures]) {
    cost = TrendAnalysis(days.map(\.cost.dollars)).direction
    usage = TrendAnalysis(days.map { Double($0.calls) }).direction
    let perCall = TrendAnalysis(days.filter { $0.calls > 0 }.map { $0.cost.dollars / Double($0.calls) }).direction
    efficiency =
      switch perCall {
      case .increasing: .declining
      case .decreasing: .improving
      case .stable: .stable
      case .insufficientData: .insufficientData
      }
  }

  static let members: [Member<CategoryTrends>] = [
    Member("cost_trend", \.cost, "Of the daily cost."), Member("usage_trend", \.usage, "Of the daily calls."),
    Member("efficiency_trend", \.efficiency, "Of the cost of a call, day by day."),
  ]
}
