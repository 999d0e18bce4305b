/// How much there may be to save on one call.
///
/// The rule, on what the call did (reasons) and how large it was:
/// - strong reasons: `select_star`, `missing_where`, `cross_join`, `long_prompt_without_cache` (10,000 prompt tokens or
///   more, none read from a cache), `error_with_cost`;
/// - weak reasons: `order_by_without_limit`, `many_joins` (more than 3), `high_reasoning_share` (half or more of the
///   completion, and 1,000 tokens or more);
/// - large: 1 USD or more, or 160 GiB billed or more (1 USD at 6.25 USD per TiB); middling: 0.05 USD, or 8 GiB.
///
/// `high`: large with a strong reason, or middling with two. `medium`: any strong reason, or a middling or large call
/// with a weak one. `low`: all else. What cost nothing is `low`, whatever it did.
package enum OptimizationPotential: String, CaseIterable, Sendable {
  case low, medium, high

  /// What the rule looks at; what is not known stays `nil` or 0.
  package struct Call: Sendable {
    package var traits: QueryTraits?
    package var bytesBilled: Int64?
    package var costInDollars: Double
    package var failed: Bool
    package var promptTokens: Int64
    package var cacheReadTokens: Int64
    package var completionTokens: Int64
    package var reasoningTokens: Int64

    package init(
      traits: QueryTraits? = nil, bytesBilled: Int64? = nil, costInDollars: Double = 0, failed: Bool = false,
      promptTokens: Int64 = 0, cacheReadTokens: Int64 = 0, completionTokens: Int64 = 0, reasoningTokens: Int64 = 0
    ) {
      self.traits = traits
      self.bytesBilled = bytesBilled
      self.costInDollars = costInDollars
      self.failed = failed
      self.promptTokens = promptTokens
      self.cacheReadTokens = cacheReadTokens
      self.completionTokens = completionTokens
      self.reasoningTokens = reasoningTokens
    }
  }

  /// - Returns: the potential, and the names of its reasons, strong ones first.
  package static func assess(_ call: Call) -> (potential: OptimizationPotential, reasons: [String]) {
    let strong = strongReasons(call), weak = weakReasons(call)
    return (potential(of: call, strong: strong.count, weak: weak.count), strong + weak)
  }

  private static func potential(of call: Call, strong: Int, weak: Int) -> OptimizationPotential {
    let bytes = call.bytesBilled ?? 0
    guard call.costInDollars > 0 || bytes > 0 else { return .low }
    let isLarge = call.costInDollars >= 1 || bytes >= 160 << 30
    let isMiddling = isLarge || call.costInDollars >= 0.05 || bytes >= 8 << 30
    if (isLarge && strong > 0) || (isMiddling && strong > 1) { return .high }
    return strong > 0 || (isMiddling && weak > 0) ? .medium : .low
  }

  private static func strongReasons(_ call: Call) -> [String] {
    var reasons: [String] = []
    if let traits = call.traits {
      if traits.selectsStar { reasons.append("select_star") }
      if traits.isMissingWhere { reasons.append("missing_where") }
      if traits.hasCrossJoin { reasons.append("cross_join") }
    }
    if call.promptTokens >= 10_000, call.cacheReadTokens == 0 { reasons.append("long_prompt_without_cache") }
    if call.failed, call.costInDollars > 0 { reasons.append("error_with_cost") }
    return reasons
  }

  private static func weakReasons(_ call: Call) -> [String] {
    var reasons: [String] = []
    if let traits = call.traits {
      if traits.ordersWithoutLimit { reasons.append("order_by_without_limit") }
      if traits.hasManyJoins { reasons.append("many_joins") }
    }
    // Some providers count reasoning inside the completion, some beside it; either way half is half.
    if call.reasoningTokens >= 1_000, call.reasoningTokens >= call.completionTokens / 2 {
      reasons.append("high_reasoning_share")
    }
    return reasons
  }
}
