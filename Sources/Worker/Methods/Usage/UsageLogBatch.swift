import CostModel
import JSON
import JSONRPC

/// `usage/logBatch`: one event that stands for a batch of calls.
enum UsageLogBatch {
  struct Params: MethodParams {
    var id: String?
    var operation = ""
    var model: String?
    var provider: String?
    var batchSize = 1
    var totalTokens: Int64 = 0
    var totalCost: Money?
    var processingTime: Double?
    var successCount: Int?
    var errorCount = 0
    var category: String?
    var timestamp: Timestamp?
    var project: String?
    var user: String?

    static let fields = FieldTable<Params>([
      Field("operation_name", \.operation, .string(most: 4_096, format: nil), isRequired: true, "What was done."),
      Field("batch_size", \.batchSize, .integer(1...1_000_000_000), isRequired: true, "The calls of the batch."),
      Field("total_tokens", \.totalTokens, .integer(EventMember.tokens), default: 0, "All tokens of the batch."),
      Field("total_cost", \.totalCost, "What the batch cost, in USD; without it the batch is unpriced."),
      Field("processing_time_ms", \.processingTime, .number(0...1e12), "Milliseconds the batch took."),
      Field("success_count", \.successCount, .integer(0...1_000_000_000), "The calls that succeeded; batch_size less error_count if absent."),
      Field("error_count", \.errorCount, .integer(0...1_000_000_000), default: 0, "The calls that failed."),
      Field("research_category", \.category, .string(most: 4_096, format: nil), "What it was done for."),
      Field("id", \.id, .string(most: 512, format: nil), "The event's own id; made if absent."),
      Field("model_name", \.model, .string(most: 4_096, format: nil), "The model."),
      Field("provider", \.provider, .string(most: 4_096, format: nil), "Who was paid."),
      Field("timestamp", \.timestamp, "When; by default now."),
      Field("project_id", \.project, .string(most: 4_096, format: nil), "The project it was used for."),
      Field("user_email", \.user, .string(most: 4_096, format: nil), "Who used it."),
    ])
  }

  static let method = AnyMethod(
    name: "usage/logBatch", access: .writes,
    summary: "Stores a batch operation as one event.",
    documentation: "call_count is batch_size, error_count the failures; success_count and error_count must add up to batch_size.",
    params: Params.fields.properties, result: TrackAnswer.schema, errors: [.idempotencyConflict, .databaseFull],
    example: """
      {"operation_name": "batch_metabolite_analysis", "batch_size": 10, "total_tokens": 5000, "total_cost": 0.25, \
      "processing_time_ms": 15000, "success_count": 9, "error_count": 1, \
      "research_category": "metabolite_identification", "timestamp": "2026-08-30T10:17:00Z"}
      """
  ) { services in
    let reader = ReaderBox(services)
    return Route(name: "usage/logBatch", access: .writes) { view throws(ErrorAnswer) in
      let params = try Params.read(view)
      let events = TrackedEvents(capacity: 1)
      try fill(events.batch, params, reader.reader)
      return .write(TrackWrite(services, events, .single, indices: [0], rejected: []))
    }
  }

  private static func fill(_ batch: EventBatch, _ params: Params, _ reader: EventReader) throws(ErrorAnswer) {
    guard params.errorCount <= params.batchSize else {
      throw .invalid("error_count", "at most batch_size (\(params.batchSize))", got: "\(params.errorCount)")
    }
    if let success = params.successCount, success + params.errorCount != params.batchSize {
      throw .invalid(
        "success_count", "batch_size less error_count (\(params.batchSize - params.errorCount))", got: "\(success)")
    }
    let event = batch.appendEvent()
    batch.setText(event, .operation, params.operation)
    batch.setText(event, .id, params.id ?? "")
    batch.setText(event, .model, params.model ?? "")
    batch.setText(event, .provider, params.provider ?? "")
    batch.setText(event, .category, params.category ?? "")
    batch.setText(event, .project, params.project ?? "")
    batch.setText(event, .user, params.user ?? "")
    batch.give(event, .callCount, Int64(params.batchSize))
    batch.give(event, .errorCount, Int64(params.errorCount))
    batch.give(event, .totalTokens, params.totalTokens)
    if let cost = params.totalCost { batch.give(event, .cost, Int64(cost.nanos)) }
    if let time = params.processingTime { batch.give(event, .responseTime, Int64((time * 1_000).rounded())) }
    if let timestamp = params.timestamp { batch.give(event, .timestamp, timestamp.microseconds) }
    if params.errorCount == params.batchSize { batch.insert(.failed, event) }
    batch[event, .digest] = reader.contentDigest(batch, event)
  }
}
