import CostModel
import JSON
import JSONRPC
import Store

/// A call that is to be made, described by its model and tokens.
struct CallEstimate: ObjectParams {
  var provider: String?
  var model: String?
  var prompt: Int64?
  var most: Int64?
  var completion: Int64?
  var cacheRead: Int64?
  var cacheWrite: Int64?
  var region: String?
  var serviceTier: TierName?
  var bytesProcessed: Int64?

  /// Output tokens taken for a call that names no most: without them it would hold all there is, or nothing.
  static let usualCompletion: Int64 = 1_024

  private static let tokens = Schema.integer(0...1_000_000_000_000)

  static let fields = FieldTable<CallEstimate>([
    Field("provider", \.provider, .string(most: 128, format: nil), "The provider, by any of its names."),
    Field("model", \.model, .string(most: 256, format: nil), "The model."),
    Field("prompt_tokens", \.prompt, tokens, "Input tokens."),
    Field("max_tokens", \.most, tokens, "Output tokens at the very most; without it and completion_tokens 1,024 are taken."),
    Field("completion_tokens", \.completion, tokens, "Output tokens expected, where that is known better."),
    Field("cache_read_tokens", \.cacheRead, tokens, "Tokens read from a cache."),
    Field("cache_write_tokens", \.cacheWrite, tokens, "Tokens written to a cache."),
    Field("region", \.region, .string(most: 64, format: nil), "Where."),
    Field("service_tier", \.serviceTier, "The class of service."),
    Field("bytes_processed", \.bytesProcessed, .integer(0...Int64.max), "For BigQuery: what a dry run says."),
  ])

  /// What the call would cost, and whether a price is missing.
  func price(_ prices: PriceLayers, _ services: Services) throws(ErrorAnswer) -> PricedEstimate {
    let context = PricingContext(
      provider: provider, model: model ?? "", timestamp: services.world.now(), region: region, serviceTier: serviceTier?.tier ?? .standard)
    let usage: ProviderUsage
    var output: Int64?
    if let bytesProcessed {
      let job = BigQueryJob(
        bytesBilled: BigQueryJob.bytesBilled(estimatedFrom: bytesProcessed), slotMilliseconds: nil, hasReservation: false, edition: nil)
      usage = ProviderUsage(main: ProviderUsage.Part(provider: "bigquery", model: job.model, quantities: job.quantities))
    } else {
      guard let model, !model.isEmpty else { throw .invalid("estimate.model", "a model, or bytes_processed", got: "nothing") }
      var counts = UsageCounts()
      (counts.prompt, counts.cacheRead, counts.cacheWrite) = (prompt, cacheRead, cacheWrite)
      output = completion ?? most ?? Self.usualCompletion
      counts.completion = output
      usage = ProviderUsage.flat(counts, total: nil, provider: provider, model: model)
    }
    do throws(PricingError) {
      let priced = try usage.priced(context, prices)
      return PricedEstimate(
        cost: priced.cost, model: priced.parts.first?.priced.card?.model ?? model, unpriced: priced.unpriced.map(\.name),
        completionTokens: output, isAssumed: completion == nil && most == nil && bytesProcessed == nil)
    } catch {
      throw ErrorAnswer(any: error)
    }
  }
}

/// What an estimate came to.
struct PricedEstimate: Shaped, Sendable {
  let cost: Money
  let model: String?
  let unpriced: [String]
  let completionTokens: Int64?
  let isAssumed: Bool

  static let members: [Member<PricedEstimate>] = [
    Member("cost_usd", \.cost, "What the call would cost, as far as prices are known."),
    Member("model", \.model, "The model whose prices were taken."),
    Member("completion_tokens", \.completionTokens, "The output tokens taken."),
    Member("assumed", \.isAssumed, "Whether those are an assumption, because neither max_tokens nor completion_tokens was given."),
    Member("unpriced", \.unpriced, "The buckets that no price covers."),
  ]
}

/// An amount somebody is about to spend, and what every budget it falls under says to it.
struct SpendDecision: Sendable {
  let scope: Scope
  /// As asked for, or estimated.
  let amount: Money
  let estimate: PricedEstimate?
  let judged: [Judged]

  struct Judged: Sendable {
    let standing: BudgetStanding
    /// What this budget takes the call for: more than the price where its policy holds an amount for what is unpriced.
    let amount: Money
    let verdict: BudgetVerdict
  }

  init(
    _ standings: [BudgetStanding], scope: Scope, amount: Money, estimate: PricedEstimate?, priority: SpendPriority, now: Timestamp
  ) {
    (self.scope, self.estimate) = (scope, estimate)
    let isUnpriced = !(estimate?.unpriced ?? []).isEmpty
    judged = standings.map { standing in
      let taken = isUnpriced && standing.budget.unpricedPolicy == .hold ? max(amount, standing.budget.unpricedHold) : amount
      var verdict = standing.judge(taken, priority: priority, now: now.microseconds)
      if isUnpriced, standing.budget.unpricedPolicy == .deny, standing.budget.enforcement != .monitor {
        verdict.isAllowed = false
        let action = EnforcementAction(
          kind: .unpricedDenied, reason: "No price covers \(estimate?.unpriced.joined(separator: ", ") ?? ""), and the budget refuses what it cannot count",
          severity: "high")
        verdict.actions.append(action)
      }
      return Judged(standing: standing, amount: taken, verdict: verdict)
    }
    self.amount = judged.reduce(amount) { max($0, $1.amount) }
  }

  private init(_ other: SpendDecision, judged: [Judged]) {
    (scope, amount, estimate, self.judged) = (other.scope, other.amount, other.estimate, judged)
  }

  /// The same with the budgets that are a customer's own alone.
  func seen(by tenant: String?) -> SpendDecision {
    tenant == nil ? self : SpendDecision(self, judged: judged.filter { $0.standing.budget.scope.isOwn(of: tenant) })
  }

  var isAllowed: Bool { judged.allSatisfy(\.verdict.isAllowed) }
  var refusing: Judged? { judged.first { !$0.verdict.isAllowed } }

  /// The refusal as an error, with the figures that refused.
  ///
  /// - Parameter tenant: the customer who asks: the figures of budgets that are others', too, are not for it.
  func refusal(now: Timestamp, tenant: String? = nil) -> ErrorAnswer? {
    guard let refusing else { return nil }
    guard refusing.standing.budget.scope.isOwn(of: tenant) else {
      return ErrorAnswer(.budgetExceeded, "A budget above this customer's refuses", details: ["requested_cost": usd(refusing.amount)])
    }
    let (standing, verdict) = (refusing.standing, refusing.verdict)
    let id = shortened(standing.budget.id)
    let action = verdict.actions.last?.kind ?? .limitExceeded
    var details: [JSONMember] = [
      JSONMember(name: "budget_id", value: .string(standing.budget.id)),
      JSONMember(name: "action", value: .string(action.rawValue)),
      JSONMember(name: "requested_cost", value: usd(refusing.amount)),
    ]
    guard let index = verdict.exceeded, standing.limits.indices.contains(index) else {
      let reason = verdict.actions.last?.reason ?? "The budget refuses"
      return ErrorAnswer(.budgetExceeded, "Budget \"\(id)\" refuses: \(reason)", details: .object(details))
    }
    let limit = standing.limits[index]
    let name = limit.limit.period.name
    details += [
      JSONMember(name: "period", value: .string(name)),
      JSONMember(name: "current_cost", value: usd(limit.spent)),
      JSONMember(name: "held_usd", value: usd(standing.held)),
      JSONMember(name: "budget_limit", value: usd(limit.limit.amount)),
      JSONMember(name: "remaining_usd", value: usd(max(.zero, limit.limit.amount - limit.spent - standing.held))),
      JSONMember(name: "projected_total", value: usd(standing.projected(limit, refusing.amount))),
    ]
    let end = limit.range.upperBound
    var retry: Double?
    if end < Timestamp.latest.microseconds {
      details.append(JSONMember(name: "resets_at", value: .string(Timestamp(microseconds: end).rfc3339)))
      retry = Double(max(0, end - now.microseconds) / 1_000_000 + 1)
    }
    let title = name.prefix(1).uppercased() + name.dropFirst().replacing(text: "_", by: "-")
    return ErrorAnswer(
      .budgetExceeded,
      "\(title) limit of \(text(limit.limit.amount)) USD of budget \"\(id)\" would be exceeded: \(text(limit.spent)) spent, "
        + "\(text(standing.held)) held, \(text(refusing.amount)) asked for",
      details: .object(details), retryAfter: retry)
  }

  private func text(_ money: Money) -> String { plainDecimal(money.nanos, decimals: 9) }
  private func usd(_ money: Money) -> JSONValue { .number(text(money)) }
}
