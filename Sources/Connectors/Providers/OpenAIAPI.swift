import CostModel

/// Questions to OpenAI's usage and costs API, from the vendor's OpenAPI document, and to the older one of its dashboard.
package enum OpenAIAPI {
  /// What can be used, each with a report of its own.
  package enum Capability: String, CaseIterable, Sendable {
    case completions, embeddings, images, moderations
    case audioSpeeches = "audio_speeches"
    case audioTranscriptions = "audio_transcriptions"
    case vectorStores = "vector_stores"
    case codeInterpreterSessions = "code_interpreter_sessions"
    case fileSearchCalls = "file_search_calls"
    case webSearchCalls = "web_search_calls"

    /// The groups that its report knows, of those that decide a price or tell who used it.
    fileprivate var groups: [String] {
      let all = ["project_id", "user_id", "api_key_id"]
      switch self {
      case .completions: return all + ["model", "batch", "service_tier"]
      case .embeddings, .moderations, .audioSpeeches, .audioTranscriptions: return all + ["model"]
      case .images: return all + ["model", "size", "source"]
      case .vectorStores, .codeInterpreterSessions: return ["project_id"]
      case .fileSearchCalls: return all + ["vector_store_id"]
      case .webSearchCalls: return all + ["model", "context_level"]
      }
    }

    /// What its results call it, in `object`.
    package var resultName: String {
      switch self {
      case .fileSearchCalls: "file_searches"
      case .webSearchCalls: "web_searches"
      default: rawValue
      }
    }
  }

  /// Days of a page of usage, and of costs, at most.
  package static let mostDays = 31
  package static let mostCostDays = 180

  package static func usage(_ capability: Capability, from start: Timestamp, to end: Timestamp, page: String?) -> ProviderQuestion {
    ProviderQuestion(
      "/v1/organization/usage/\(capability.rawValue)",
      window(start, end) + [("bucket_width", "1d"), ("limit", String(mostDays))] + capability.groups.map { ("group_by", $0) } + next(page))
  }

  package static func costs(from start: Timestamp, to end: Timestamp, page: String?) -> ProviderQuestion {
    ProviderQuestion(
      "/v1/organization/costs",
      window(start, end) + [("bucket_width", "1d"), ("limit", String(mostCostDays))]
        + ["project_id", "line_item", "api_key_id"].map { ("group_by", $0) } + next(page))
  }

  private static func window(_ start: Timestamp, _ end: Timestamp) -> [(name: String, value: String)] {
    [("start_time", String(start.seconds)), ("end_time", String(end.seconds))]
  }

  private static func next(_ page: String?) -> [(name: String, value: String)] { page.map { [("page", $0)] } ?? [] }

  // MARK: The older API

  /// The calls of one UTC day.
  package static func olderUsage(day: CivilDate) -> ProviderQuestion {
    ProviderQuestion("/v1/usage", [("date", day.description)])
  }

  /// What the days from one to another, itself excluded, were billed: amounts are cents.
  package static func billedUsage(from start: CivilDate, to end: CivilDate) -> ProviderQuestion {
    ProviderQuestion("/v1/dashboard/billing/usage", [("start_date", start.description), ("end_date", end.description)])
  }

  /// The account's limits.
  package static let subscription = ProviderQuestion("/v1/dashboard/billing/subscription")
}
