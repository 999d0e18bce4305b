import CostModel
import Store

/// Gives events their cost: what the caller said, else what the price list says.
struct EventPricer {
  let prices: PriceLayers

  /// What is said beside the event when it is not wholly priced.
  struct Outcome {
    var unpriced: [Bucket] = []
    var reason: UnpricedReason?
    var warnings: [String] = []
  }

  static func isBuiltIn(_ source: PriceSource) -> Bool {
    [PriceSource.litellm, .modelsDev, .notes].contains { $0.name == source.name }
  }

  /// Prices an event whose timestamp is set, by its usage object or its flat counts, and fills its columns.
  func price(_ batch: EventBatch, _ event: Int, usage: ProviderUsage?) throws -> Outcome {
    if usage == nil, batch.isGiven(event, .cost), !isListed(batch, event) { return try settle(batch, event, nil) }
    if let usage = usage ?? Self.flatUsage(batch, event) { return try price(batch, event, counted: usage) }
    return try settle(batch, event, nil)
  }

  /// Whether the price list has the event's model; remembered, because imports name few models many times.
  private func isListed(_ batch: EventBatch, _ event: Int) -> Bool {
    if BigQueryPricing.isBigQuery(batch, event) { return true }
    return prices.listed.isListed(batch.text(event, .provider), batch.text(event, .model)) {
      prices.get(
        provider: batch.hasText(event, .provider) ? batch.string(event, .provider) : nil,
        model: batch.string(event, .model), at: Timestamp(microseconds: batch[event, .timestamp])) != nil
    }
  }

  /// Prices quantities that were counted before.
  func price(_ batch: EventBatch, _ event: Int, quantities: [UsageQuantities]) throws -> Outcome {
    guard let first = quantities.first else { return try price(batch, event, usage: nil) }
    var usage = ProviderUsage(main: ProviderUsage.Part(quantities: first))
    usage.others = quantities.dropFirst().map { ProviderUsage.Part(quantities: $0) }
    if BigQueryPricing.isBigQuery(batch, event) { usage.main = BigQueryPricing.part(first, batch, event) }
    return try price(batch, event, counted: usage)
  }

  private func price(_ batch: EventBatch, _ event: Int, counted usage: ProviderUsage) throws -> Outcome {
    if usage.isInconsistent { batch.insert(.inconsistent, event) }
    if usage.isFree || usage.isScriptParent {
      batch.insert(.free, event)
      return try settle(batch, event, nil)
    }
    let quantities = PartsText.encode(usage.parts.map(\.quantities))
    quantities.withUnsafeBufferPointer { batch.setText(event, .quantities, $0) }
    return try settle(batch, event, try usage.priced(Self.context(batch, event), prices))
  }

  /// What decides the price beside the quantities.
  static func context(_ batch: EventBatch, _ event: Int) -> PricingContext {
    PricingContext(
      provider: batch.hasText(event, .provider) ? batch.string(event, .provider) : nil,
      model: batch.string(event, .model),
      timestamp: Timestamp(microseconds: batch[event, .timestamp]),
      region: batch.hasText(event, .region) ? batch.string(event, .region) : nil,
      serviceTier: ServiceTier(rawValue: batch.string(event, .serviceTier)) ?? .standard)
  }

  /// The usage that an event's flat fields tell; nil when they tell none.
  private static func flatUsage(_ batch: EventBatch, _ event: Int) -> ProviderUsage? {
    if BigQueryPricing.isBigQuery(batch, event) { return BigQueryPricing.usage(batch, event) }
    var counts = UsageCounts()
    func given(_ field: NumberField) -> Int64? { batch.isGiven(event, field) ? batch[event, field] : nil }
    counts.prompt = given(.promptTokens)
    counts.completion = given(.completionTokens)
    counts.cacheRead = given(.cacheReadTokens)
    counts.cacheWrite = given(.cacheWriteTokens)
    counts.reasoning = given(.reasoningTokens)
    let total = given(.totalTokens)
    let isSilent = counts == UsageCounts() && total == nil
    if isSilent { return nil }
    let usage = ProviderUsage.flat(
      counts, total: total, provider: batch.hasText(event, .provider) ? batch.string(event, .provider) : nil,
      model: batch.string(event, .model))
    if total == nil, let sum = usage.reported.total { batch[event, .totalTokens] = sum }
    return usage
  }

  /// Writes what was found into the event, and says what is missing.
  private func settle(_ batch: EventBatch, _ event: Int, _ priced: PricedRequest?) throws -> Outcome {
    var outcome = Outcome()
    let isGiven = batch.isGiven(event, .cost)
    if isGiven { batch.insert(.costGiven, event) } else { batch[event, .cost] = 0 }
    if let priced {
      guard let nanos = Int64(exactly: priced.cost.nanos) else { throw PricingError.costTooLarge }
      batch[event, .pricedCost] = nanos
      if !isGiven { batch[event, .cost] = nanos }
      let cards = priced.parts.compactMap { $0.priced.card?.text }
      if cards.count == priced.parts.count {
        batch.setText(event, .rateCard, cards.count == 1 ? cards[0] : cards.joined(separator: "\n"))
      }
      outcome.unpriced = priced.unpriced
      outcome.reason = priced.parts.lazy.compactMap(\.priced.reason).first
    }
    if batch.flags(event).contains(.inconsistent) {
      outcome.warnings.append("The usage contradicts itself: parts exceed the totals that should include them")
    }
    if isGiven {
      compare(batch, event, priced, &outcome)
    } else if !batch.flags(event).contains(.free), priced == nil || !outcome.unpriced.isEmpty || outcome.reason != nil {
      batch.insert(.unpriced, event)
      outcome.warnings.append(Self.warning(batch, event, outcome))
    }
    return outcome
  }

  private func compare(_ batch: EventBatch, _ event: Int, _ priced: PricedRequest?, _ outcome: inout Outcome) {
    guard let priced, outcome.reason == nil, outcome.unpriced.isEmpty else {
      outcome.unpriced = []
      outcome.reason = nil
      return
    }
    let given = Int128(batch[event, .cost])
    let listed = priced.cost.nanos
    let difference = given > listed ? given - listed : listed - given
    guard difference * 100 > max(given, listed) else { return }
    batch.insert(.costsDiffer, event)
    outcome.warnings.append(
      "The given cost differs from the price list's \(plainDecimal(listed, decimals: 9)) USD by more than 1 %")
  }

  private static func warning(_ batch: EventBatch, _ event: Int, _ outcome: Outcome) -> String {
    let model = batch.hasText(event, .model) ? "model \"\(shortened(batch.string(event, .model)))\"" : "event"
    if let reason = outcome.reason {
      return "This \(model) is unpriced (\(reason.rawValue)); it counts as 0 until a price is set"
    }
    if outcome.unpriced.isEmpty { return "This \(model) tells nothing that could be priced; it counts as 0" }
    let buckets = outcome.unpriced.map(\.name).joined(separator: ", ")
    return "No price for \(buckets) of this \(model); they count as 0 until a price is set"
  }
}

/// The quantities of an event's parts in one text: each with its length before it.
enum PartsText {
  static func encode(_ parts: [UsageQuantities]) -> [UInt8] {
    var text: [UInt8] = []
    for part in parts {
      let bytes = part.bytes
      text.append(UInt8(truncatingIfNeeded: bytes.count >> 8))
      text.append(UInt8(truncatingIfNeeded: bytes.count))
      text += bytes
    }
    return text
  }

  static func decode(_ text: UnsafeBufferPointer<UInt8>) -> [UsageQuantities] {
    var parts: [UsageQuantities] = []
    decode(text, into: &parts)
    return parts
  }

  /// The same for loops: adds to what is there.
  static func decode(_ text: UnsafeBufferPointer<UInt8>, into parts: inout [UsageQuantities]) {
    var rest = text[...]
    while rest.count >= 2 {
      let count = Int(rest[rest.startIndex]) << 8 | Int(rest[rest.startIndex + 1])
      rest = rest.dropFirst(2)
      guard let part = UsageQuantities(bytes: UnsafeBufferPointer(rebasing: rest.prefix(count))) else { return }
      parts.append(part)
      rest = rest.dropFirst(count)
    }
  }
}

/// BigQuery jobs told by flat fields.
enum BigQueryPricing {
  static func isBigQuery(_ batch: EventBatch, _ event: Int) -> Bool {
    let provider = batch.text(event, .provider)
    return provider.count == 8 && provider.elementsEqual("bigquery".utf8, by: { $0 | 0x20 == $1 })
  }

  /// A failed job is free; bytes billed go before slots; bytes that are not told are unpriced.
  static func usage(_ batch: EventBatch, _ event: Int) -> ProviderUsage? {
    let hasBytes = batch.isGiven(event, .bytesBilled)
    let hasSlots = batch.isGiven(event, .slotMilliseconds)
    guard hasBytes || hasSlots || batch.isGiven(event, .bytesProcessed) else { return nil }
    let job = BigQueryJob(
      bytesBilled: hasBytes ? batch[event, .bytesBilled] : nil,
      slotMilliseconds: hasSlots ? batch[event, .slotMilliseconds] : nil, hasReservation: hasSlots && !hasBytes)
    var usage = ProviderUsage(main: part(job.quantities, batch, event))
    usage.main.model = batch.hasText(event, .model) ? nil : job.model
    usage.isFree = batch.flags(event).contains(.failed)
    return usage
  }

  static func part(_ quantities: UsageQuantities, _ batch: EventBatch, _ event: Int) -> ProviderUsage.Part {
    var part = ProviderUsage.Part(quantities: quantities)
    part.provider = "bigquery"
    if !batch.hasText(event, .model) {
      part.model = quantities.used.contains(.bigquerySlotMs) ? "bigquery-unknown-edition" : "bigquery-on-demand"
    }
    return part
  }
}

/// Which models the price list has, of those met last.
///
/// A class, because it is filled while it is asked. Only the committing thread asks.
final class ListedModels: @unchecked Sendable {
  // @unchecked: `entries` is used by the one thread that commits.
  private var entries: [(provider: [UInt8], model: [UInt8], isListed: Bool)] = []
  private static let most = 128

  func isListed(
    _ provider: UnsafeBufferPointer<UInt8>, _ model: UnsafeBufferPointer<UInt8>, _ look: () -> Bool
  ) -> Bool {
    for entry in entries where entry.model.count == model.count && entry.provider.count == provider.count {
      if entry.model.elementsEqual(model), entry.provider.elementsEqual(provider) { return entry.isListed }
    }
    let isListed = look()
    if entries.count == Self.most { entries.removeFirst(Self.most / 2) }
    entries.append((Array(provider), Array(model), isListed))
    return isListed
  }
}
