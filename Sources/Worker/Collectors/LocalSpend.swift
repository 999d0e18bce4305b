import Connectors
import CostModel
import JSON
import Store

/// Sums what is in the ledger of a provider as its cost report sums what it billed.
struct LocalSpend {
  let provider: UsageProvider
  let accountKey: CostReportPage.AccountKey
  /// What the ids of the credential's own events end with; those of other credentials are left out.
  let suffix: String
  private(set) var sums: [SpendKey: Reconciliation.Local] = [:]
  private let parser = JSONParser()

  init(_ provider: UsageProvider, _ accountKey: CostReportPage.AccountKey, suffix: String) {
    (self.provider, self.accountKey, self.suffix) = (provider, accountKey, suffix)
  }

  mutating func add(_ batch: EventBatch, _ event: Int) {
    let category = batch.text(event, .category)
    if category.elementsEqual(ReportCategory.cost.utf8) || !isOwn(batch, event, isReport: category.elementsEqual(ReportCategory.usage.utf8)) { return }
    var key = SpendKey(
      day: ReportPage.day(Timestamp(microseconds: batch[event, .timestamp])), model: ModelName.undated(batch.string(event, .model)),
      key: accountKey(batch, event), kind: "tokens")
    if provider == .openai {
      key.kind = ModelName.kind(ofOperation: batch.string(event, .operation))
      if key.kind != "tokens" { key.model = "" }
    }
    var cost = Money(nanos: Int128(batch[event, .cost]))
    let isPriority = provider == .anthropic && batch.text(event, .serviceTier).elementsEqual("priority".utf8)
    if provider == .anthropic, !isPriority, let searches = searches(batch, event), searches > .zero {
      // The report bills searches apart from their calls' tokens, under no model.
      cost -= searches
      count(SpendKey(day: key.day, model: "", key: key.key, kind: "web_search"), searches, batch, event, nil)
    }
    if isPriority { key.kind = "priority_tier" }
    count(key, cost, batch, event, isPriority ? .priorityTier : nil)
  }

  private mutating func count(_ key: SpendKey, _ cost: Money, _ batch: EventBatch, _ event: Int, _ reason: Reconciliation.Reason?) {
    var local = sums[key] ?? Reconciliation.Local()
    local.cost += cost
    local.events += 1
    if batch.flags(event).contains(.unpriced) { local.unpriced += 1 }
    local.reason = local.reason ?? reason
    sums[key] = local
  }

  private func isOwn(_ batch: EventBatch, _ event: Int, isReport: Bool) -> Bool {
    let id = batch.text(event, .id)
    guard isReport else { return true }
    return suffix.isEmpty ? !id.contains(UInt8(ascii: "@")) : id.suffix(suffix.utf8.count).elementsEqual(suffix.utf8)
  }

  private func accountKey(_ batch: EventBatch, _ event: Int) -> String {
    switch accountKey {
    case .none: return ""
    case .project: return batch.string(event, .project)
    case .apiKey:
      guard batch.hasText(event, .metadata), let view = try? parser.parse(UnsafeRawBufferPointer(batch.text(event, .metadata))) else { return "" }
      return view["api_key_id"]?.string ?? ""
    }
  }

  /// What an event's web searches cost, by the rates it was priced with; nil when it has none.
  private func searches(_ batch: EventBatch, _ event: Int) -> Money? {
    guard !batch.flags(event).contains(.costGiven), batch.hasText(event, .rateCard) else { return nil }
    let parts = PartsText.decode(batch.text(event, .quantities))
    let cards = batch.string(event, .rateCard).split(separator: "\n", omittingEmptySubsequences: false)
    guard parts.contains(where: { $0[.webSearch] > 0 }), cards.count == parts.count else { return nil }
    var sum = Money.zero
    for (part, text) in zip(parts, cards) where part[.webSearch] > 0 {
      var only = UsageQuantities()
      only[.webSearch] = part[.webSearch]
      guard let card = RateCard(text: String(text)), let priced = try? card.price(only) else { return nil }
      sum += priced.cost
    }
    return sum
  }
}
