import Analytics
import CostModel
import JSON
import JSONRPC
import Store

/// `cost/expensiveQueries`: the dearest events of a window, and what may be saved on each.
enum CostExpensiveQueries: ReadMethod {
  static let name = "cost/expensiveQueries"
  static let summary = "Lists the dearest events of a window, with what there may be to save on each and why."
  static let agents = AgentUse.offered("Answers which single calls or queries were dearest.")
  static let documentation = """
    Dearest first; of equal costs the one stored first. optimization_potential follows from reasons: select_star, \
    missing_where, cross_join, long_prompt_without_cache (10,000 prompt tokens or more, none from a cache) and \
    error_with_cost are strong; order_by_without_limit, many_joins (more than 3) and high_reasoning_share are weak. \
    high: 1 USD (or 160 GiB billed) or more with a strong reason, or 0.05 USD (8 GiB) with two. medium: a strong reason, \
    or 0.05 USD (8 GiB) with a weak one. Otherwise low. query_text is null where no text is stored; the reasons then \
    come from the query's pattern.
    """
  static let example = #"{"days": 7, "limit": 5, "as_of": "2026-08-30T12:00:00Z"}"#
  static let errors: [ErrorCode] = [.notFound]

  struct Params: QuestionMethodParams {
    var question = QuestionParams(days: 30)
    var limit = 100

    static let fields = FieldTable<Params>(
      Field.group(\.question, QuestionParams.fields(days: 30)) + [
        Field("limit", \.limit, .integer(1...1_000), default: 100, "How many to list.")
      ])
  }

  static func answer(_ params: Params, _ context: ReadContext) throws -> Answer {
    let (question, window) = try params.question.question(context)
    let total = try context.reader.totals(question)
    try context.call.checkCancellation()
    let events = try context.reader.events(question, order: .dearest, limit: params.limit, after: nil).events
    var queries: [ExpensiveQuery] = []
    for index in 0..<events.count {
      try context.call.checkCancellation()
      queries.append(ExpensiveQuery(events, index))
    }
    return Answer(
      queries: queries, total: total.cost, quality: DataQuality(total),
      conversion: try params.question.conversion(of: total.cost, window, context))
  }

  struct Answer: Shaped, Sendable {
    let queries: [ExpensiveQuery]
    let total: Money
    let quality: DataQuality
    let conversion: Conversion?

    static let members: [Member<Answer>] = [
      Member("queries", \.queries, "The events, dearest first."),
      Member("total_cost_usd", \.total, "What the window cost, events that are not listed included."),
      Member("data_quality", \.quality, "What the total does not know."),
      Member.optional("conversion", \.conversion, "The total in the currency asked for."),
    ]
  }
}

/// One event, as far as its cost may be lowered.
struct ExpensiveQuery: Shaped, Sendable {
  let id: String
  let user: String?
  let cost: Money
  let bytesProcessed: Int64?
  let creationTime: Timestamp
  let queryText: String?
  let potential: OptimizationPotential
  let reasons: [String]
  let provider: String?
  let model: String?
  let operation: String?
  let totalTokens: Int64

  init(_ events: EventBatch, _ index: Int) {
    func text(_ field: TextField) -> String? { events.hasText(index, field) ? events.string(index, field) : nil }
    id = events.string(index, .id)
    user = text(.user)
    cost = Money(nanos: Int128(events[index, .cost]))
    bytesProcessed = Self.given(events, index, .bytesProcessed)
    creationTime = Timestamp(microseconds: events[index, .timestamp])
    queryText = text(.queryText)
    provider = text(.provider)
    model = text(.model)
    operation = text(.operation)
    totalTokens = events[index, .totalTokens]
    let sql = queryText ?? text(.pattern)
    (potential, reasons) = OptimizationPotential.assess(
      OptimizationPotential.Call(
        traits: sql.map { QueryStructure($0).traits }, bytesBilled: Self.given(events, index, .bytesBilled),
        costInDollars: cost.dollars, failed: events.flags(index).contains(.failed),
        promptTokens: events[index, .promptTokens], cacheReadTokens: events[index, .cacheReadTokens],
        completionTokens: events[index, .completionTokens], reasoningTokens: events[index, .reasoningTokens]))
  }

  /// Absent and zero stay apart; a number that came by another way than the caller's counts too.
  private static func given(_ events: EventBatch, _ index: Int, _ field: NumberField) -> Int64? {
    events.isGiven(index, field) || events[index, field] != 0 ? events[index, field] : nil
  }

  static let members: [Member<ExpensiveQuery>] = [
    Member("query_id", \.id, "The event's id."),
    Member("user_email", \.user, "Whose it was."),
    Member("estimated_cost_usd", \.cost, "What it cost."),
    Member("bytes_processed", \.bytesProcessed, "Bytes read; null where none were told."),
    Member("creation_time", \.creationTime, "When it was used."),
    Member("query_text", \.queryText, "The stored text, if any."),
    Member("optimization_potential", \.potential, "How much there may be to save."),
    Member("reasons", \.reasons, "What suggests so, the strong reasons first."),
    Member("provider", \.provider, "The provider."),
    Member("model", \.model, "The model."),
    Member("operation", \.operation, "The operation or kind of statement."),
    Member("total_tokens", \.totalTokens, "Tokens, input and output."),
  ]
}

extension OptimizationPotential: JSONChoice {}
