import CostModel
import Store

/// What a stored event used, to be priced in another way than it was.
struct StoredUsage {
  let provider: String?
  let model: String?
  let timestamp: Timestamp
  let region: String?
  let tier: ServiceTier
  /// What counts as its cost.
  let cost: Money
  let parts: [UsageQuantities]

  init(_ batch: EventBatch, _ index: Int) {
    func text(_ field: TextField) -> String? { batch.hasText(index, field) ? batch.string(index, field) : nil }
    provider = text(.provider)
    model = text(.model)
    region = text(.region)
    timestamp = Timestamp(microseconds: batch[index, .timestamp])
    tier = text(.serviceTier).flatMap { ServiceTier(rawValue: $0) } ?? .standard
    cost = Money(nanos: Int128(batch[index, .cost]))
    let stored = PartsText.decode(batch.text(index, .quantities))
    parts = stored.isEmpty ? StoredUsage.tokens(batch, index).map { [$0] } ?? [] : stored
  }

  private static func tokens(_ batch: EventBatch, _ index: Int) -> UsageQuantities? {
    tokens(
      prompt: batch[index, .promptTokens], completion: batch[index, .completionTokens], cacheRead: batch[index, .cacheReadTokens],
      cacheWrite: batch[index, .cacheWriteTokens])
  }

  /// What an event with a given cost tells of itself: its tokens.
  static func tokens(prompt: Int64, completion: Int64, cacheRead: Int64, cacheWrite: Int64) -> UsageQuantities? {
    guard prompt > 0 || completion > 0 else { return nil }
    var quantities = UsageQuantities()
    quantities[.input] = max(0, prompt - cacheRead - cacheWrite)
    quantities[.cacheRead] = cacheRead
    quantities[.cacheWrite] = cacheWrite
    quantities[.output] = completion
    quantities.tierTokens = prompt
    return quantities
  }

  var isOfTokens: Bool { !parts.isEmpty && parts.allSatisfy { $0.totalTokens > 0 } }

  /// Its list price on a model, at its own time or another; nil when some of it has no price there.
  func cost(
    _ prices: PriceLayers, provider: String?, model: String, tier: ServiceTier, at instant: Timestamp? = nil,
    _ change: (inout UsageQuantities) -> Void = { _ in }
  ) -> Money? {
    guard !parts.isEmpty else { return nil }
    let context = PricingContext(provider: provider, model: model, timestamp: instant ?? timestamp, region: region, serviceTier: tier)
    var sum = Int128(0)
    for part in parts {
      var quantities = part
      change(&quantities)
      guard let priced = try? prices.price(context, quantities), priced.unpriced.isEmpty, priced.reason == nil else { return nil }
      let (total, overflow) = sum.addingReportingOverflow(priced.exactCost.units)
      guard !overflow else { return nil }
      sum = total
    }
    return Money(nanos: roundedHalfToEven(sum, over: Rate.unitsPerNano))
  }
}
