/// Columns of FOCUS exports that are costwire's own: what a bill has no column for, so that an export can be read again.
///
/// The specification keeps names that begin with `x_` for such columns.
enum FocusColumn {
  static let eventID: StaticString = "x_CostwireEventId"
  static let timestamp: StaticString = "x_Timestamp"

  /// Members of an event, and the columns they stand in.
  static let members: [(member: StaticString, column: StaticString)] = [
    ("project_id", "x_ProjectId"), ("customer_id", "x_CustomerId"), ("provider", "x_Provider"), ("model", "x_Model"),
    ("operation", "x_Operation"), ("category", "x_Category"), ("user_email", "x_UserEmail"), ("team", "x_Team"),
    ("environment", "x_Environment"), ("region", "x_Region"), ("call_count", "x_CallCount"), ("error_count", "x_ErrorCount"),
    ("prompt_tokens", "x_PromptTokens"), ("completion_tokens", "x_CompletionTokens"),
    ("cache_read_tokens", "x_CacheReadTokens"), ("cache_write_tokens", "x_CacheWriteTokens"),
    ("reasoning_tokens", "x_ReasoningTokens"), ("total_tokens", "x_TotalTokens"), ("service_tier", "x_ServiceTier"),
    ("bytes_processed", "x_BytesProcessed"), ("bytes_billed", "x_BytesBilled"), ("slot_ms", "x_SlotMs"),
  ]

  /// Members of `cost_allocation`, without the team, which is the event's own.
  static let allocation: [(member: StaticString, column: StaticString)] = [
    ("department", "x_Department"), ("purpose", "x_Purpose"), ("client", "x_Client"), ("campaign", "x_Campaign"),
  ]
}
