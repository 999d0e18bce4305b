/// Every method of the worker, in the order of the reference.
enum AllMethods {
  static let list: [AnyMethod] = [
    CostSummary.erased, CostAttribution.erased, CostTrends.erased, CostComparePeriods.erased,
    CostExpensiveQueries.erased,
    TeamsSetMapping.erased, TeamsGetMapping.erased,
  ]
}
