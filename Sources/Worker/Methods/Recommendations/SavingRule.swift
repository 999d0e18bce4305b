import CostModel
import JSON

/// A kind of saving that can be found in events, with what is to be done about it.
enum SavingRule: String, CaseIterable, Sendable, JSONChoice {
  case modelDowngrade = "model_downgrade"
  case caching
  case batchService = "batch_service"
  case materializedView = "materialized_view"
  case expensiveErrors = "expensive_errors"
  case selectStar = "select_star"
  case partitionFilter = "partition_filter"
  case offPeak = "off_peak"

  enum Confidence: String, CaseIterable, Sendable, JSONChoice { case low, medium, high }

  var title: String {
    switch self {
    case .modelDowngrade: "Answer short, simple calls with a smaller model"
    case .caching: "Read repeated long prompts from the cache"
    case .batchService: "Send work that can wait through the batch service"
    case .materializedView: "Answer a query that repeats from a materialized view or its cached result"
    case .expensiveErrors: "Stop paying for calls that fail"
    case .selectStar: "Read only the columns that are needed"
    case .partitionFilter: "Filter by the partition column"
    case .offPeak: "Run what can wait in the provider's off-peak hours"
    }
  }

  /// How sure it is that the saving comes about; of those without an amount, how sure it is that there is one.
  var confidence: Confidence {
    switch self {
    case .caching, .expensiveErrors: .high
    case .batchService, .materializedView, .partitionFilter, .offPeak: .medium
    case .modelDowngrade, .selectStar: .low
    }
  }

  var steps: [String] {
    switch self {
    case .modelDowngrade:
      [
        "Take a hundred of the calls named here and answer them with the smaller model, too",
        "Compare both answers by what matters to their users",
        "Route calls of this kind (short prompt, short answer, no reasoning) to the smaller model, a tenth of them first",
        "Watch error_rate_percent and complaints for a week, then route the rest",
      ]
    case .caching:
      [
        "Put what is the same in every prompt first, what changes last",
        "Turn prompt caching on, or mark the end of the common part where the provider asks for it",
        "Check that cache_read_tokens rises for these calls",
      ]
    case .batchService:
      [
        "Find out how long the work named here may take: the batch service answers within 24 hours",
        "Collect these requests into batches and fetch the results when they are done",
        "Track them with service_tier batch, so that they are priced so",
      ]
    case .materializedView:
      [
        "Create a materialized view (or a scheduled table) of the query",
        "Point the dashboards and jobs that run it to the view",
        "Where the data did not change between runs, keep the result cache on and the text of the query the same",
      ]
    case .expensiveErrors:
      [
        "Look at the errors of the events named here",
        "Validate inputs before the call, and bound the number of retries with growing waits between them",
        "Alert when error_rate_percent rises",
      ]
    case .selectStar:
      ["List the columns that the consumers of the query use", "Name them in place of the star", "Compare bytes_billed before and after by a dry run"]
    case .partitionFilter:
      [
        "Find the partition column of the tables in INFORMATION_SCHEMA.COLUMNS (is_partitioning_column)",
        "Add a filter on it for the days that are needed",
        "Compare bytes_billed before and after by a dry run",
        "Set require_partition_filter on the table",
      ]
    case .offPeak:
      [
        "Find out which of the calls named here nobody waits for",
        "Start these in the hours that the evidence names, in UTC",
        "Check that their receipts are priced off-peak",
      ]
    }
  }
}
