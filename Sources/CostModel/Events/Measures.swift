/// What is summed over events.
package struct Measures: Equatable, Sendable {
  /// Events, and the calls they stand for (an event may stand for a batch of calls).
  package var events: Int64 = 0
  package var calls: Int64 = 0
  package var errors: Int64 = 0
  package var promptTokens: Int64 = 0
  package var completionTokens: Int64 = 0
  package var cacheReadTokens: Int64 = 0
  package var cacheWriteTokens: Int64 = 0
  package var reasoningTokens: Int64 = 0
  package var totalTokens: Int64 = 0
  package var cost = Money.zero
  /// The part of `cost` that comes from events whose counts are not the provider's own.
  package var estimatedCost = Money.zero
  package var unpricedEvents: Int64 = 0
  package var estimatedEvents: Int64 = 0
  package var lateEvents: Int64 = 0
  /// Microseconds over `responses` events that gave a response time.
  package var responseTime: Int64 = 0
  package var responses: Int64 = 0
  package var bytesProcessed: Int64 = 0
  package var bytesBilled: Int64 = 0
  package var slotMilliseconds: Int64 = 0

  package init() {}

  package static func += (left: inout Measures, right: Measures) {
    left.events &+= right.events
    left.calls &+= right.calls
    left.errors &+= right.errors
    left.promptTokens &+= right.promptTokens
    left.completionTokens &+= right.completionTokens
    left.cacheReadTokens &+= right.cacheReadTokens
    left.cacheWriteTokens &+= right.cacheWriteTokens
    left.reasoningTokens &+= right.reasoningTokens
    left.totalTokens &+= right.totalTokens
    left.cost += right.cost
    left.estimatedCost += right.estimatedCost
    left.unpricedEvents &+= right.unpricedEvents
    left.estimatedEvents &+= right.estimatedEvents
    left.lateEvents &+= right.lateEvents
    left.responseTime &+= right.responseTime
    left.responses &+= right.responses
    left.bytesProcessed &+= right.bytesProcessed
    left.bytesBilled &+= right.bytesBilled
    left.slotMilliseconds &+= right.slotMilliseconds
  }

  package static func - (left: Measures, right: Measures) -> Measures {
    var result = left
    result += -right
    return result
  }

  package static prefix func - (value: Measures) -> Measures {
    var result = Measures()
    result.events = 0 &- value.events
    result.calls = 0 &- value.calls
    result.errors = 0 &- value.errors
    result.promptTokens = 0 &- value.promptTokens
    result.completionTokens = 0 &- value.completionTokens
    result.cacheReadTokens = 0 &- value.cacheReadTokens
    result.cacheWriteTokens = 0 &- value.cacheWriteTokens
    result.reasoningTokens = 0 &- value.reasoningTokens
    result.totalTokens = 0 &- value.totalTokens
    result.cost = -value.cost
    result.estimatedCost = -value.estimatedCost
    result.unpricedEvents = 0 &- value.unpricedEvents
    result.estimatedEvents = 0 &- value.estimatedEvents
    result.lateEvents = 0 &- value.lateEvents
    result.responseTime = 0 &- value.responseTime
    result.responses = 0 &- value.responses
    result.bytesProcessed = 0 &- value.bytesProcessed
    result.bytesBilled = 0 &- value.bytesBilled
    result.slotMilliseconds = 0 &- value.slotMilliseconds
    return result
  }
}
