/// Every method of the worker, in the order of the reference.
enum AllMethods {
  /// The first halves of the methods' names, sorted.
  static var groups: [String] {
    var groups: [String] = []
    for method in list {
      let name = groupName(method.name)
      let place = groups.firstIndex { $0 >= name } ?? groups.count
      if place == groups.count || groups[place] != name { groups.insert(name, at: place) }
    }
    return groups
  }

  static let list: [AnyMethod] = [
    UsageTrack.method, UsageTrackBatch.method, UsageLogBatch.method, UsageImport.method, UsageExport.asJob,
    UsageQuery.erased, UsageGet.erased, UsageAmend.erased, UsageDelete.erased, UsagePerformance.erased,
    PricesEstimate.erased, PricesList.erased, PricesGet.erased, PricesSet.erased, PricesRemove.erased,
    PricesUnmatched.erased, PricesDisagreements.erased, PricesWhatIf.asJob, PricesReprice.method, RatesSet.erased, RatesList.erased,
    CostSummary.erased, CostAttribution.erased, CostTrends.erased, CostComparePeriods.erased,
    CostExpensiveQueries.erased, CostForecast.erased, CostAnomalies.erased, CostClusters.erased, CostUnusualPatterns.erased, CostRealTime.erased,
    CostCategories.erased, CostRecommendations.erased, CostRender.erased, CostAnalytics.erased, CostReport.erased, DashboardOverview.erased,
    BudgetSet.erased, BudgetGet.erased, BudgetList.erased, BudgetDelete.erased, BudgetCheck.erased, BudgetReserve.method,
    BudgetSettle.method, BudgetRelease.method, BudgetStatusMethod.erased, BudgetSummary.erased, BudgetTrends.erased,
    BudgetEvaluate.erased,
    BreakerCreate.erased, BreakerList.erased, BreakerStatus.erased, BreakerAcquire.method, BreakerRecord.method, BreakerReset.erased,
    AlertsList.erased, AlertsAcknowledge.erased, AlertsSetChannel.erased, AlertsListChannels.erased, AlertsTestChannels.erased,
    AlertsDeliveryStats.erased, AlertsResend.erased, WebhooksRegister.erased, WebhooksList.erased, WebhooksRemove.erased,
    WebhooksRotateSecret.erased,
    CredentialsSet.method, CredentialsList.erased, CredentialsRemove.erased,
    CollectorsList.erased, CollectorsRun.method, CollectorsBackfill.method, CollectorsLimits.erased, CollectorsTest.erased,
    CollectorsReconcile.method,
    JobsList.erased, JobsGet.erased, JobsCancel.erased, JobsRetry.erased, JobsWait.method,
    AnalysisStart.method, AnalysisStatus.erased, AnalysisResultMethod.erased, AnalysisList.erased, AnalysisCancel.erased,
    SchedulerStatus.erased, SchedulerJobs.erased, SchedulerJob.erased, SchedulerTrigger.erased, SchedulerHistory.erased,
    SchedulerNextRuns.erased, SchedulerHealth.erased, SchedulerSet.erased,
    TeamsSetMapping.erased, TeamsGetMapping.erased,
    ProjectsCreate.erased, ProjectsGet.erased, ProjectsList.erased, ProjectsUpdate.erased, ProjectsArchive.erased,
    ProjectsAnalytics.erased,
    AccessCreateKey.erased, AccessRevokeKey.erased, AccessRotateKey.erased, AccessListKeys.erased, AuditList.erased,
    HealthCheck.erased, SystemPerformance.erased, SystemVerify.erased, SystemBackup.erased, SystemRetention.erased,
  ]
}
