import CostModel
import JSON
import JSONRPC
import Store

/// `usage/performance`: calls, failures, cost and response times of this hour and day.
enum UsagePerformance: ReadMethod {
  static let name = "usage/performance"
  static let summary = "Sums calls, failures, cost, tokens and response times of the current hour, the current day and a window."
  static let documentation = """
    current_hour and current_day are those of as_of (by default now) in time_zone, up to that instant. The breakdowns, \
    window and response_time_ms are of the window, by default the current day, and the breakdowns add up to window. \
    Percentiles are exact: the smallest response time that at least this share of the window's events do not exceed. \
    Rates are in percent; means over no calls are 0, response times without any are null.
    """
  static let example = #"{"as_of": "2026-08-30T12:00:00Z"}"#
  static let errors: [ErrorCode] = [.notFound]

  struct Params: QuestionMethodParams {
    var question = QuestionParams(days: 1)
    static let fields = FieldTable<Params>(Field.group(\.question, QuestionParams.fields(days: 1)))
    /// The current hour and day move, whatever the window is.
    var isFixed: Bool { question.window.asOf != nil }
  }

  static func answer(_ params: Params, _ context: ReadContext) throws -> Answer {
    // One instant for all, so that hour, day and window end together.
    var asked = params.question
    let now = asked.window.asOf ?? context.world.now()
    asked.window.asOf = now
    let (question, window) = try asked.question(context)
    let (hour, day) = try current(now, window.zone, window.zoneName)
    func sum(from start: Timestamp) throws -> CallFigures {
      try context.call.checkCancellation()
      var part = question
      (part.start, part.end) = (start.microseconds, now.microseconds + 1)
      return CallFigures(total: try context.reader.totals(part, .all))
    }
    let total = try context.reader.totals(question, .all)
    try context.call.checkCancellation()
    let shares = try context.reader.responseTimes(question, shares: [0.5, 0.95, 0.99])
    try context.call.checkCancellation()
    return Answer(
      hour: try sum(from: hour), day: try sum(from: day),
      models: CallBreakdown(parts: [Part](try context.reader.totals(question, by: .model), unnamed: "unknown")),
      categories: CallBreakdown(parts: [Part](try context.reader.totals(question, by: .category), unnamed: "unknown")),
      window: CallFigures(total: total), times: ResponseTimes(total: total, shares: shares),
      conversion: try asked.conversion(of: total.cost, window, context))
  }

  /// When the hour and the day of an instant began.
  static func current(
    _ now: Timestamp, _ zone: TimeZoneRules, _ zoneName: String
  ) throws -> (hour: Timestamp, day: Timestamp) {
    let instant = min(max(now, .earliest), .latest)
    let moment = Window(start: instant, end: Timestamp(microseconds: instant.microseconds + 1), zone: zone, zoneName: zoneName)
    let hour = try moment.periods(.hour).first?.start ?? instant
    return (hour, min(zone.startOfDay(zone.civilDate(of: instant)), instant))
  }

  struct Answer: Shaped, Sendable {
    let hour: CallFigures
    let day: CallFigures
    let models: CallBreakdown<ModelFigures>
    let categories: CallBreakdown<CategoryFigures>
    let window: CallFigures
    let times: ResponseTimes
    let conversion: Conversion?
    var quality: DataQuality { DataQuality(window.total) }

    static let members: [Member<Answer>] = [
      Member("current_hour", \.hour, "The hour of as_of, so far."),
      Member("current_day", \.day, "The day of as_of, so far."),
      Member("model_breakdown", \.models, "The window by model, dearest first."),
      Member("category_breakdown", \.categories, "The window by category, dearest first."),
      Member("window", \.window, "The whole window."),
      Member("response_time_ms", \.times, "How long the window's calls took."),
      Member("data_quality", \.quality, "What the window's total does not know."),
      Member.optional("conversion", \.conversion, "The window's total in the currency asked for."),
    ]
  }

  struct ModelFigures: Shaped, BreakdownFigures {
    let total: Measures
    static let members: [Member<ModelFigures>] = [
      Member("total_calls", \.total.calls, "Calls."),
      Member("total_cost", \.total.cost, "What they cost, in USD."),
      Member("success_rate", \.total.successPercent, "Calls that did not fail, in percent; null without calls."),
    ]
  }

  struct CategoryFigures: Shaped, BreakdownFigures {
    let total: Measures
    static let members: [Member<CategoryFigures>] = [
      Member("total_calls", \.total.calls, "Calls."),
      Member("total_cost", \.total.cost, "What they cost, in USD."),
      Member("avg_cost_per_call", \.total.costPerCall, "The cost over the calls, rounded to the nano-dollar."),
    ]
  }

  struct ResponseTimes: Shaped, Sendable {
    let total: Measures
    let shares: [Int64?]

    private func milliseconds(_ index: Int) -> Ratio {
      Ratio(shares.indices.contains(index) ? shares[index].map { Double($0) / 1_000 } : nil)
    }
    private var median: Ratio { milliseconds(0) }
    private var p95: Ratio { milliseconds(1) }
    private var p99: Ratio { milliseconds(2) }

    static let members: [Member<ResponseTimes>] = [
      Member("p50", \.median, "Half of the events took no longer."),
      Member("p95", \.p95, "95 percent took no longer."),
      Member("p99", \.p99, "99 percent took no longer."),
      Member("mean", \.total.meanResponseMilliseconds, "The mean."),
    ]
  }
}

/// Calls in figures, as the seed's performance summary has them.
struct CallFigures: Shaped, Sendable {
  let total: Measures

  private var successful: Int64 { max(0, total.calls - total.errors) }
  private var tokensPerCall: Ratio { Ratio(total.calls == 0 ? 0 : Double(total.totalTokens) / Double(total.calls)) }

  static let members: [Member<CallFigures>] = [
    Member("total_calls", \.total.calls, "Calls: the sum of call_count."),
    Member("successful_calls", \.successful, "Those that did not fail."),
    Member("failed_calls", \.total.errors, "Those that failed."),
    Member("total_cost", \.total.cost, "What they cost, in USD."),
    Member("avg_cost_per_call", \.total.costPerCall, "The cost over the calls, rounded to the nano-dollar."),
    Member("total_tokens", \.total.totalTokens, "Tokens, input and output."),
    Member("avg_tokens_per_call", \.tokensPerCall, "Tokens over calls."),
    Member("avg_response_time_ms", \.total.meanResponseMilliseconds, "The mean over events with a response time."),
    Member("error_rate_percent", \.total.errorPercent, "Failed calls among all calls."),
  ]
}

protocol BreakdownFigures: JSONWritable, Sendable {
  init(total: Measures)
}

/// Figures by a name that the data gives, dearest first.
struct CallBreakdown<Figures: BreakdownFigures>: JSONWritable, Sendable {
  let parts: [Part]

  static var schema: Schema { .map(Figures.schema) }

  func write(to writer: JSONWriter) {
    writer.beginObject()
    for part in parts {
      writer.name(part.name ?? "unknown")
      Figures(total: part.measures).write(to: writer)
    }
    writer.endObject()
  }
}

extension Measures {
  var costPerCall: Money { cost.divided(by: Int128(max(calls, 1))) }
  var successPercent: Ratio { Ratio.percent(max(0, calls - errors), of: calls) }
  var errorPercent: Ratio { Ratio(calls == 0 ? 0 : Double(errors) / Double(calls) * 100) }
  var meanResponseMilliseconds: Ratio { Ratio(responses == 0 ? nil : Double(responseTime) / Double(responses) / 1_000) }
}
