/// Every method of the worker, in the order of the reference.
enum AllMethods {
  static let list: [AnyMethod] = [
    CostSummary.erased, CostAttribution.erased, CostTrends.erased, CostComparePeriods.erased,
    CostExpensiveQueries.erased,
    ProjectsCreate.erased, ProjectsGet.erased, ProjectsList.erased, ProjectsUpdate.erased, ProjectsArchive.erased,
    ProjectsAnalytics.erased,
    TeamsSetMapping.erased, TeamsGetMapping.erased,
    UsagePerformance.erased,
    HealthCheck.erased, SystemPerformance.erased, SystemVerify.erased,
  ]
}
