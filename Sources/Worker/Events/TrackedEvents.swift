import CostModel

/// Events of one request on their way to the ledger, and what their usage objects said.
///
/// A class, because it is filled by the reading thread and emptied by the committing one; it is handed over whole.
final class TrackedEvents: @unchecked Sendable {
  // @unchecked: the reading thread gives up its reference when it enqueues the request.
  let batch: EventBatch
  /// The usage objects of those events that had one.
  var usages: [Int: ProviderUsage] = [:]

  init(capacity: Int) { batch = EventBatch(capacity: capacity) }
}
