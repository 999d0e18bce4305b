import CostModel
import JSON
import Store

/// What a tebibyte and a customer cost.
struct EfficiencyFigures: Shaped, Sendable {
  let total: Measures
  let customers: Int
  let tier: TierEfficiency?
  private var perTebibyte: Ratio { Ratio(total.bytesProcessed > 0 ? total.cost.dollars / (Double(total.bytesProcessed) / 1_099_511_627_776) : nil) }
  private var perCustomer: Money? { customers > 0 ? total.cost.divided(by: Int128(customers)) : nil }

  static let members: [Member<EfficiencyFigures>] = [
    Member("cost_per_tb_processed", \.perTebibyte, "The cost over the tebibytes read; null without any."),
    Member("cost_per_customer_analysis", \.perCustomer, "The cost over the customers who spent, rounded to the nano-dollar; null without any."),
    Member("tier_efficiency", \.tier, "The spend against the tier's of the budget for this very scope; null without one."),
  ]
}

/// What a token and a call cost, and what could be saved.
struct EfficiencyAnalysis: Shaped, Sendable {
  let total: Measures
  let savings: [SavingSearch.Finding]
  private var perToken: UnitCost { UnitCost(total.cost, per: total.totalTokens) }
  private var perSuccess: UnitCost { UnitCost(total.cost, per: max(0, total.calls - total.errors)) }
  private var score: Ratio { Ratio(total.efficiencyScore) }
  private var opportunities: [Opportunity] { savings.map(Opportunity.init) }

  struct Opportunity: Shaped, Sendable {
    let finding: SavingSearch.Finding
    private var text: String { Recommendation(finding).text }

    static let members: [Member<Opportunity>] = [
      Member("type", \.finding.rule, "The kind."), Member("potential_savings", \.finding.saving, "What would have been saved, in USD."),
      Member("recommendation", \.text, "What to do."),
    ]
  }

  static let members: [Member<EfficiencyAnalysis>] = [
    Member("cost_per_token", \.perToken, "The cost over the tokens; null without any."),
    Member("cost_per_successful_operation", \.perSuccess, "The cost over the calls that did not fail; null without any."),
    Member("overall_efficiency_score", \.score, "0 to 100, as in cost/categories."),
    Member("optimization_opportunities", \.opportunities, "The greatest savings found."),
  ]
}
