import CostModel
import JSON
import JSONRPC
import Store

/// `aggregate_refresh`: what is to be done from time to time though nobody asks for it.
///
/// Sums by hour and day change with each event, so there is nothing to refresh; seed 003's name stays for what is left of it.
enum RefreshJob: JobKind {
  static let name = "aggregate_refresh"

  struct Params: MethodParams {
    static let fields = FieldTable<Params>([])
  }

  static func scheduled(_ params: JSONValue, _ services: Services, isOwner: Bool) throws -> String {
    try Params.checked(params)
  }

  /// How much one run forgets.
  private static let mostPruned: Int64 = 10_000

  static func run(_ job: JobRun) throws -> any JSONWritable {
    let evaluation = try job.effect({ _ in JobProgress(0.5, "Budgets were evaluated") }) { writer in
      try BudgetEvaluate.apply(NoParams(), job.context(writer))
    }
    let (jobs, deliveries) = try job.effect({ _ in JobProgress(1, "Expired rows were forgotten") }) { writer in
      let now = job.services.world.now()
      return (try writer.jobs.prune(at: now, most: mostPruned), try writer.deliveries.prune(most: mostPruned))
    }
    return Result(evaluation: evaluation, jobs: jobs, deliveries: deliveries)
  }

  struct Result: Shaped, Sendable {
    let evaluation: BudgetEvaluate.Answer
    let jobs: Int
    let deliveries: Int
    private var alerts: Int { evaluation.raised.count }

    static let members: [Member<Result>] = [
      Member("alerts_triggered", \.alerts, "Thresholds of budgets that were found to be reached."),
      Member("webhook_deliveries", \.evaluation.told, "Anomalies that webhooks are told of."),
      Member("jobs_forgotten", \.jobs, "Jobs that had ended more than 30 days ago."),
      Member("deliveries_forgotten", \.deliveries, "Deliveries that had ended more than 30 days ago."),
    ]
  }
}
