/// Every method of the worker, in the order of the reference.
enum AllMethods {
  static let list: [AnyMethod] = [
    UsageTrack.method, UsageTrackBatch.method, UsageLogBatch.method, UsageImport.method, UsageExport.erased, UsageQuery.erased,
    UsageGet.erased, UsageAmend.erased, UsageDelete.erased,
    CostSummary.erased,
    TeamsSetMapping.erased, TeamsGetMapping.erased,
  ]
}
