import CostModel
import JSON

/// Formats of files of events.
enum ImportFormat: String, JSONChoice, Sendable {
  /// costwire's own events: a JSON object a line, a table with a header, a list.
  case ndjson, csv, json
  /// Bills in the FinOps Open Cost and Usage Specification.
  case focus
  case bigqueryJobs = "bigquery_jobs"
  case openaiUsage = "openai_usage"
  case openaiCosts = "openai_costs"
  case anthropicUsage = "anthropic_usage"
  case anthropicCost = "anthropic_cost"
  case litellm
  case claudeCode = "claude_code"
  case codex
  case auto

  /// How rows stand in the file, whatever they say.
  enum Container: String, Sendable {
    /// One JSON value a line.
    case lines
    /// One JSON text.
    case text
    /// CSV with a header.
    case table
  }

  /// The container that the format's name settles; nil where the file's first bytes do.
  var container: Container? {
    switch self {
    case .ndjson, .claudeCode, .codex: .lines
    case .json: .text
    case .csv: .table
    default: nil
    }
  }

  /// Whether it is the log of a program that keeps a folder of them.
  var isOfSessions: Bool { self == .claudeCode || self == .codex }

  /// What makes events of its rows; nil where rows are events.
  func converter(_ services: Services) -> (any RowConverter)? {
    switch self {
    case .ndjson, .csv, .json, .auto: nil
    case .bigqueryJobs: BigQueryJobs()
    case .openaiUsage: OpenAIUsageReport()
    case .openaiCosts: OpenAICostReport()
    case .anthropicUsage: AnthropicUsageReport()
    case .anthropicCost: AnthropicCostReport()
    case .focus: FocusRows()
    case .litellm: LiteLLMSpendLogs(services.hashKey)
    case .claudeCode: ClaudeCodeSession()
    case .codex: CodexSession()
    }
  }

  /// The foreign shape that a JSON value certainly has; nil when it may as well be an event.
  static func shape(of view: JSONView) -> ImportFormat? {
    let outer = view.object("response") ?? view
    if let first = outer["data"]?.elements.first(where: { $0.kind == .object }) { return shape(ofPage: outer, first) }
    if view.has("starting_at", "start_time"), view["results"]?.kind == .array { return shape(ofPage: view, view) }
    if view.has("request_id"), view.has("startTime"), view.has("spend") { return .litellm }
    if view.has("job_id"), view.has("creation_time"), view.has("job_type") { return .bigqueryJobs }
    if view.has("BilledCost"), view.has("ChargePeriodStart") { return .focus }
    guard let type = view["type"]?.string else { return nil }
    if view["payload"]?.kind == .object, view.has("timestamp") {
      return ["session_meta", "turn_context", "event_msg", "response_item", "compacted"].contains(type) ? .codex : nil
    }
    if view["sessionId"]?.kind == .string, view.has("uuid", "parentUuid", "message", "messageId") { return .claudeCode }
    return (type == "summary" && view.has("leafUuid")) || (type == "file-history-snapshot" && view.has("snapshot")) ? .claudeCode : nil
  }

  private static func shape(ofPage page: JSONView, _ bucket: JSONView) -> ImportFormat? {
    if bucket.has("request_id"), bucket.has("spend") { return .litellm }
    let buckets = page["data"].map { Array($0.elements) } ?? [bucket]
    let result = buckets.lazy.compactMap { ($0["results"] ?? $0["result"])?.elements.first { $0.kind == .object } }.first
    if bucket.has("starting_at", "ending_at") {
      return result?.has("amount") == true ? .anthropicCost : .anthropicUsage
    }
    guard bucket.has("start_time", "end_time") else { return nil }
    return result?["object"]?.equals("organization.costs.result") == true ? .openaiCosts : .openaiUsage
  }

  /// The foreign shape that a table with these columns certainly has.
  static func shape(ofHeader names: Set<String>) -> ImportFormat? {
    if names.isSuperset(of: ["BilledCost", "BillingCurrency", "ChargePeriodStart"]) { return .focus }
    if names.isSuperset(of: ["request_id", "startTime", "spend"]) { return .litellm }
    return names.isSuperset(of: ["job_id", "creation_time", "job_type"]) ? .bigqueryJobs : nil
  }
}
