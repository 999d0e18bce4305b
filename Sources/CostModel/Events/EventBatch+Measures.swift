extension EventBatch {
  /// What an event counts for in every sum.
  package func measures(_ event: Int) -> Measures {
    var measures = Measures()
    let flags = flags(event)
    measures.events = 1
    measures.calls = self[event, .callCount]
    measures.errors = self[event, .errorCount]
    measures.promptTokens = self[event, .promptTokens]
    measures.completionTokens = self[event, .completionTokens]
    measures.cacheReadTokens = self[event, .cacheReadTokens]
    measures.cacheWriteTokens = self[event, .cacheWriteTokens]
    measures.reasoningTokens = self[event, .reasoningTokens]
    measures.totalTokens = self[event, .totalTokens]
    measures.cost = Money(nanos: Int128(self[event, .cost]))
    if !flags.isDisjoint(with: .notReported) {
      measures.estimatedEvents = 1
      measures.estimatedCost = measures.cost
    }
    measures.unpricedEvents = flags.contains(.unpriced) ? 1 : 0
    measures.lateEvents = flags.contains(.late) ? 1 : 0
    if isGiven(event, .responseTime) {
      measures.responses = 1
      measures.responseTime = self[event, .responseTime]
    }
    measures.bytesProcessed = self[event, .bytesProcessed]
    measures.bytesBilled = self[event, .bytesBilled]
    measures.slotMilliseconds = self[event, .slotMilliseconds]
    return measures
  }
}
