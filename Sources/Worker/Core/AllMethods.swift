/// Every method of the worker, in the order of the reference.
enum AllMethods {
  static let list: [AnyMethod] = [
    CostSummary.erased,
    PricesEstimate.erased,
    TeamsSetMapping.erased, TeamsGetMapping.erased,
  ]
}
