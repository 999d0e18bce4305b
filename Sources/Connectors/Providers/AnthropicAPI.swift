import CostModel

/// Questions to Anthropic's admin API, from the vendor's reference ("Get Messages Usage Report", "Get Cost Report").
package enum AnthropicAPI {
  /// Groups by which usage is told apart: all that decide a price, and who used it.
  private static let groups = ["api_key_id", "workspace_id", "model", "service_tier", "context_window", "inference_geo"]
  /// Buckets of a page, at most.
  package static let mostHours = 168
  package static let mostDays = 31

  /// Tokens by hour.
  package static func usage(from start: Timestamp, to end: Timestamp, page: String?) -> ProviderQuestion {
    ProviderQuestion(
      "/v1/organizations/usage_report/messages",
      window(start, end) + [("bucket_width", "1h"), ("limit", String(mostHours))] + groups.map { ("group_by[]", $0) } + next(page))
  }

  /// What was billed, by day. Grouped by description, a result tells its model, tier, window and kind of token.
  package static func costs(from start: Timestamp, to end: Timestamp, page: String?) -> ProviderQuestion {
    ProviderQuestion(
      "/v1/organizations/cost_report",
      window(start, end) + [("bucket_width", "1d"), ("limit", String(mostDays)), ("group_by[]", "workspace_id"), ("group_by[]", "description")]
        + next(page))
  }

  private static func window(_ start: Timestamp, _ end: Timestamp) -> [(name: String, value: String)] {
    [("starting_at", start.rfc3339), ("ending_at", end.rfc3339)]
  }

  private static func next(_ page: String?) -> [(name: String, value: String)] { page.map { [("page", $0)] } ?? [] }
}
