import CostModel
import JSON
import JSONRPC
import Store

/// `prices/whatIf`: what a window's usage would have cost on other models.
enum PricesWhatIf: JobbedRead {
  static var kind: any JobKind.Type { WhatIfJob.self }

  static let name = "prices/whatIf"
  static let summary = "Prices the real usage of a window on other models: cost and difference, by model pair."
  static let agents = AgentUse.offered("Answers what another model would have cost.")
  static let documentation = """
    Each event's own quantities (cached, cache writes, output, reasoning) are priced at its own time on each of to_models, \
    by the price list in effect; current_cost_usd is what counts as its cost now. An event that has no tokens, or a \
    bucket that the other model has no price for, keeps its cost and is counted in not_priced_events. Other models may count \
    and use tokens differently: this is what the same tokens would cost, not what the same work would.
    """
  static let example = #"{"days": 30, "as_of": "2026-08-30T12:00:00Z", "to_models": ["gpt-4o-mini"]}"#
  static let errors: [ErrorCode] = [.notFound, .unknownModel]

  struct Params: QuestionMethodParams, JobOrderParams {
    var question = QuestionParams(days: 30)
    var models: [String] = []
    var provider: String?
    var tier: TierName?
    var waits = true

    static let fields = FieldTable<Params>(
      Field.group(\.question, QuestionParams.fields(days: 30)) + [
        Field("to_models", \.models, .list(.string(most: 256, format: nil), most: 20), isRequired: true, "The models to price on."),
        Field("to_provider", \.provider, .string(most: 256, format: nil), "Whose models they are; by default whoever lists them alone."),
        Field("to_service_tier", \.tier, "The service tier to price at; by default each event's own."),
        waitField(),
      ])
  }

  static func answer(_ params: Params, _ context: ReadContext) throws -> Answer {
    let (question, window) = try params.question.question(context)
    guard !params.models.isEmpty else { throw MethodFailure.invalid("to_models", "one model at least", got: "none") }
    let prices = try context.services.prices.layers(in: context.reader, context.services)
    for model in params.models where prices.get(provider: params.provider, model: model, at: window.end) == nil {
      throw MethodFailure(
        .unknownModel, "No price list has the model \"\(shortened(model))\"; prices/list searches them",
        details: ["model": .string(shortened(model))])
    }
    var comparisons = params.models.map { Comparison(model: $0, provider: params.provider) }
    try context.reader.export(question) { batch in
      try context.call.checkCancellation()
      for index in 0..<batch.count {
        let usage = StoredUsage(batch, index)
        for place in comparisons.indices { comparisons[place].add(usage, params.tier?.tier, prices) }
      }
    }
    let total = try context.reader.totals(question)
    return Answer(comparisons: comparisons, total: total.cost, quality: DataQuality(total))
  }

  struct Answer: Shaped, Sendable {
    let comparisons: [Comparison]
    let total: Money
    let quality: DataQuality

    static let members: [Member<Answer>] = [
      Member("comparisons", \.comparisons, "One for each of to_models, in their order."),
      Member("current_cost_usd", \.total, "What the window cost."),
      Member("data_quality", \.quality, "What that does not know."),
    ]
  }

  /// The window on one other model.
  struct Comparison: Shaped, Sendable {
    let model: String
    let provider: String?
    private var pairs: [String?: ModelPair] = [:]

    init(model: String, provider: String?) { (self.model, self.provider) = (model, provider) }

    mutating func add(_ usage: StoredUsage, _ tier: ServiceTier?, _ prices: PriceLayers) {
      let other = usage.isOfTokens ? usage.cost(prices, provider: provider, model: model, tier: tier ?? usage.tier) : nil
      pairs[usage.model, default: ModelPair(from: usage.model, to: model)].add(usage.cost, other)
    }

    private var rows: [ModelPair] {
      pairs.values.sorted { left, right in
        left.current != right.current
          ? left.current > right.current : (left.from ?? "").utf8.lexicographicallyPrecedes((right.from ?? "").utf8)
      }
    }
    private var current: Money { pairs.values.reduce(Money.zero) { $0 + $1.current } }
    private var cost: Money { pairs.values.reduce(Money.zero) { $0 + $1.cost } }
    private var difference: Money { cost - current }
    private var percent: Ratio { Ratio.percent(difference, of: current) }
    private var unpriced: Int64 { pairs.values.reduce(0) { $0 + $1.unpriced } }

    static let members: [Member<Comparison>] = [
      Member("model", \.model, "The other model."),
      Member("current_cost_usd", \.current, "What the window cost."),
      Member("cost_usd", \.cost, "What it would have cost."),
      Member("difference_usd", \.difference, "The latter less the former: below 0 is saved."),
      Member("difference_percent", \.percent, "The same in percent; null when the window cost nothing."),
      Member("not_priced_events", \.unpriced, "Events that kept their cost."),
      Member("model_pairs", \.rows, "The same for each model used, dearest first."),
    ]
  }

  struct ModelPair: Shaped, Sendable {
    let from: String?
    let to: String
    private(set) var events: Int64 = 0
    private(set) var unpriced: Int64 = 0
    private(set) var current = Money.zero
    private(set) var cost = Money.zero
    private var difference: Money { cost - current }

    init(from: String?, to: String) { (self.from, self.to) = (from, to) }

    mutating func add(_ now: Money, _ other: Money?) {
      events += 1
      if other == nil { unpriced += 1 }
      current += now
      cost += other ?? now
    }

    static let members: [Member<ModelPair>] = [
      Member("from_model", \.from, "The model that was used; null for events without one."),
      Member("to_model", \.to, "The other model."),
      Member("event_count", \.events, "Events."),
      Member("not_priced_events", \.unpriced, "Those that kept their cost."),
      Member("current_cost_usd", \.current, "What they cost."),
      Member("cost_usd", \.cost, "What they would have cost."),
      Member("difference_usd", \.difference, "The latter less the former."),
    ]
  }
}
