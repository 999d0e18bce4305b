/// Times and sizes of a request between which one rate card holds, so that it need not be looked up for each.
package struct CardExtent: Sendable, Hashable {
  /// Microseconds since the epoch, half-open.
  private var start = Int64.min
  private var end = Int64.max
  /// Tier tokens: above the one, up to and with the other.
  private var above = Int64.min
  private var upTo = Int64.max

  static let everything = CardExtent()

  @inline(__always)
  package func contains(_ timestamp: Timestamp, tierTokens: Int64) -> Bool {
    start <= timestamp.microseconds && timestamp.microseconds < end && above < tierTokens && tierTokens <= upTo
  }

  /// What two have in common.
  package func intersection(_ other: CardExtent) -> CardExtent {
    var both = self
    both.start = max(start, other.start)
    both.end = min(end, other.end)
    both.above = max(above, other.above)
    both.upTo = min(upTo, other.upTo)
    return both
  }

  mutating func cut(time: Int64, around instant: Int64) {
    if time <= instant { start = max(start, time) } else { end = min(end, time) }
  }

  mutating func cut(threshold: Int64, around tokens: Int64) {
    if threshold < tokens { above = max(above, threshold) } else { upTo = min(upTo, threshold) }
  }
}
