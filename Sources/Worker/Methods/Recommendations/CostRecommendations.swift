import CostModel
import JSON
import JSONRPC
import Store

/// `cost/recommendations`: money of a window that need not have been spent, and what to do about it.
enum CostRecommendations: ReadMethod {
  static let name = "cost/recommendations"
  static let summary = "Finds what a window's events could have saved, each with evidence, amount and a plan in steps."
  static let agents = AgentUse.offered("Answers how to save.")
  static let documentation = """
    model_downgrade: calls of at most 2,000 prompt and 300 completion tokens, without reasoning, at the prices of the family's \
    smaller model. caching: prompts of 1,024 tokens or more, none from a cache, that were seen three times or more: \
    from the second on at the price of cache reads. batch_service: calls of the standard tier from 22:00 until 6:00 in \
    time_zone, at batch prices. materialized_view: SELECTs of one pattern that read exactly as many bytes three times or \
    more, from the second on. off_peak: calls outside the hours in which their model costs less, at the price of those \
    hours. expensive_errors: what failed calls cost, each retry that failed again included. partition_filter: queries \
    without a filter on the column that two or more other patterns of the same table filter on and thereby read half or \
    less. select_star: queries of all columns whose table others read by named columns, alike filtered. Both are \
    estimates, the part of the cost that the bytes beyond the siblings' median are of all bytes; without siblings (and \
    for a query without any filter) only a dry run can tell: the amount is 0, affected_cost_usd says what is at stake. Amounts are \
    computed from the events themselves by the price list of their time, as a part of what counts as their cost. An \
    event counts for one recommendation only, the one that saves most, so that amounts add up to total_savings_usd.
    """
  static let example = #"{"days": 30, "as_of": "2026-08-30T12:00:00Z", "limit": 10}"#
  static let errors: [ErrorCode] = [.notFound]

  struct Params: QuestionMethodParams {
    var question = QuestionParams(days: 30)
    var limit = 50

    static let fields = FieldTable<Params>(
      Field.group(\.question, QuestionParams.fields(days: 30)) + [
        Field("limit", \.limit, .integer(1...1_000), default: 50, "How many to list, most money first.")
      ])
  }

  static func answer(_ params: Params, _ context: ReadContext) throws -> Answer {
    let (question, window) = try params.question.question(context)
    let total = try context.reader.totals(question)
    let found = try SavingSearch.findings(question, window, context)
    return Answer(
      recommendations: found.prefix(params.limit).map(Recommendation.init),
      savings: found.reduce(Money.zero) { $0 + $1.saving }, count: found.count, total: total.cost, quality: DataQuality(total),
      conversion: try params.question.conversion(of: total.cost, window, context))
  }

  struct Answer: Shaped, Sendable {
    let recommendations: [Recommendation]
    let savings: Money
    let count: Int
    let total: Money
    let quality: DataQuality
    let conversion: Conversion?
    private var percent: Ratio { Ratio.percent(savings, of: total) }

    static let members: [Member<Answer>] = [
      Member("recommendations", \.recommendations, "Most money first."),
      Member("recommendation_count", \.count, "How many there are, those beyond the limit included."),
      Member("total_savings_usd", \.savings, "What all of them would have saved."),
      Member("savings_percent", \.percent, "The same in percent of the total; null when that is 0."),
      Member("total_cost_usd", \.total, "What the window cost."),
      Member("data_quality", \.quality, "What the total does not know."),
      Member.optional("conversion", \.conversion, "The total in the currency asked for."),
    ]
  }
}

/// One thing to do.
struct Recommendation: Shaped, Sendable {
  private let finding: SavingSearch.Finding

  init(_ finding: SavingSearch.Finding) { self.finding = finding }

  private var id: String {
    // FNV-1a: long patterns that begin alike stay apart.
    let digest = finding.group.utf8.reduce(UInt64(0xCBF2_9CE4_8422_2325)) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    let isShort = finding.group.utf8.count <= 64
    return finding.rule.rawValue + ":" + (isShort ? finding.group : hexadecimal(Int64(bitPattern: digest)))
  }
  private var title: String { finding.rule.title }
  private var confidence: SavingRule.Confidence { finding.confidence }
  private var steps: [String] { finding.rule.steps }
  private var subject: String { finding.group }
  private var evidence: Evidence { Evidence(finding: finding) }
  /// One sentence with the figures.
  var text: String {
    let calls = "\(finding.events) \(finding.events == 1 ? "event" : "events") that cost \(finding.cost.forReading)"
    let saved = finding.saving > .zero ? "; \(finding.saving.forReading) of it need not have been spent" : ""
    let target = finding.target.map { ", with \($0)" } ?? ""
    return "\(title)\(target): \(calls)\(saved)"
  }

  static let members: [Member<Recommendation>] = [
    Member("id", \.id, "The kind and what it is about."),
    Member("type", \.finding.rule, "The kind."),
    Member("title", \.title, "What to do."),
    Member("description", \.text, "The same with the figures."),
    Member("subject", \.subject, "The model or query pattern it is about."),
    Member.optional("target_model", \.finding.target, "The smaller model."),
    Member("estimated_savings_usd", \.finding.saving, "What would have been saved in this window."),
    Member("affected_cost_usd", \.finding.cost, "What the events it is about cost."),
    Member("confidence", \.confidence, "How sure it is that this comes about."),
    Member("evidence", \.evidence, "What it was found by."),
    Member("implementation_plan", \.steps, "What to do, step by step."),
  ]

  struct Evidence: Shaped, Sendable {
    let finding: SavingSearch.Finding
    private var ids: [String] { finding.evidence.map(\.id) }
    private var table: String? { finding.siblings?.table }
    private var column: String? { finding.siblings?.column }
    private var typicalBytes: Int64? { finding.siblings?.typicalBytes }
    private var patterns: Int? { finding.siblings?.patterns }
    private var window: String? { finding.window }

    static let members: [Member<Evidence>] = [
      Member("event_count", \.finding.events, "Events."),
      Member("event_ids", \.ids, "The dearest of them."),
      Member.optional("table", \.table, "The table whose other queries tell what could be spared."),
      Member.optional("column", \.column, "The column that those filter on."),
      Member.optional("sibling_patterns", \.patterns, "How many patterns of query they are."),
      Member.optional("sibling_bytes", \.typicalBytes, "The bytes they bill, the median over patterns."),
      Member.optional("off_peak_utc", \.window, "The hours in UTC in which the same calls cost less."),
    ]
  }
}
