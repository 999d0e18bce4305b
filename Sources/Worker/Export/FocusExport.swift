import CostModel
import JSON

/// Events as charges of the FinOps Open Cost and Usage Specification, version 1.2.
///
/// One event is one row, a charge of the UTC hour that it lies in. Costs are the event's: an event is billed for what it
/// cost, so that each column of money adds up to the nano-dollar to what `cost/summary` says. An event's buckets have
/// rates of their own (`usage/get` lists them), so it is priced as a whole: one unit, at its cost. All 57 columns of the
/// specification are there, those that events know nothing of being null (invoices, commitments, resources), and behind
/// them costwire's own (`FocusColumn`). Numbers have a fraction, so that no reader takes a column for whole ones.
enum FocusExport {
  static let columns: [ExportColumn] = specified + own

  private typealias Value = ExportColumn.Value

  private static let specified: [ExportColumn] = [
    ExportColumn(name: "AvailabilityZone") { _, _ in .absent },
    ExportColumn(name: "BilledCost") { cost($0, $1) },
    ExportColumn(name: "BillingAccountId") { provider($0, $1) },
    ExportColumn(name: "BillingAccountName") { provider($0, $1) },
    ExportColumn(name: "BillingAccountType") { _, _ in .words("Provider") },
    ExportColumn(name: "BillingCurrency") { _, _ in .words("USD") },
    ExportColumn(name: "BillingPeriodEnd") { .instant(month($0, $1, after: 1)) },
    ExportColumn(name: "BillingPeriodStart") { .instant(month($0, $1, after: 0)) },
    ExportColumn(name: "CapacityReservationId") { _, _ in .absent },
    ExportColumn(name: "CapacityReservationStatus") { _, _ in .absent },
    ExportColumn(name: "ChargeCategory") { _, _ in .words("Usage") },
    ExportColumn(name: "ChargeClass") { _, _ in .absent },
    ExportColumn(name: "ChargeDescription") { .composed(description($0, $1)) },
    ExportColumn(name: "ChargeFrequency") { _, _ in .words("Usage-Based") },
    ExportColumn(name: "ChargePeriodEnd") { .instant(hour($0, $1) + 3_600_000_000) },
    ExportColumn(name: "ChargePeriodStart") { .instant(hour($0, $1)) },
    ExportColumn(name: "CommitmentDiscountCategory") { _, _ in .absent },
    ExportColumn(name: "CommitmentDiscountId") { _, _ in .absent },
    ExportColumn(name: "CommitmentDiscountName") { _, _ in .absent },
    ExportColumn(name: "CommitmentDiscountQuantity") { _, _ in .absent },
    ExportColumn(name: "CommitmentDiscountStatus") { _, _ in .absent },
    ExportColumn(name: "CommitmentDiscountType") { _, _ in .absent },
    ExportColumn(name: "CommitmentDiscountUnit") { _, _ in .absent },
    ExportColumn(name: "ConsumedQuantity") { quantity($0, $1).value },
    ExportColumn(name: "ConsumedUnit") { .words(quantity($0, $1).unit) },
    ExportColumn(name: "ContractedCost") { cost($0, $1) },
    ExportColumn(name: "ContractedUnitPrice") { cost($0, $1) },
    ExportColumn(name: "EffectiveCost") { cost($0, $1) },
    ExportColumn(name: "InvoiceId") { _, _ in .absent },
    ExportColumn(name: "InvoiceIssuerName") { provider($0, $1) },
    ExportColumn(name: "ListCost") { cost($0, $1) },
    ExportColumn(name: "ListUnitPrice") { cost($0, $1) },
    ExportColumn(name: "PricingCategory") { _, _ in .words("Standard") },
    ExportColumn(name: "PricingCurrency") { _, _ in .words("USD") },
    ExportColumn(name: "PricingCurrencyContractedUnitPrice") { cost($0, $1) },
    ExportColumn(name: "PricingCurrencyEffectiveCost") { cost($0, $1) },
    ExportColumn(name: "PricingCurrencyListUnitPrice") { cost($0, $1) },
    ExportColumn(name: "PricingQuantity") { _, _ in .words("1.0") },
    ExportColumn(name: "PricingUnit") { _, _ in .words("Events") },
    ExportColumn(name: "ProviderName") { provider($0, $1) },
    ExportColumn(name: "PublisherName") { provider($0, $1) },
    ExportColumn(name: "RegionId") { text($0, $1, .region) },
    ExportColumn(name: "RegionName") { text($0, $1, .region) },
    ExportColumn(name: "ResourceId") { _, _ in .absent },
    ExportColumn(name: "ResourceName") { _, _ in .absent },
    ExportColumn(name: "ResourceType") { _, _ in .absent },
    ExportColumn(name: "ServiceCategory") { .words(service($0, $1).category) },
    ExportColumn(name: "ServiceName") { .composed(service($0, $1).name) },
    ExportColumn(name: "ServiceSubcategory") { .words(service($0, $1).subcategory) },
    ExportColumn(name: "SkuId") { .composed(sku($0, $1)) },
    ExportColumn(name: "SkuMeter") { .words(quantity($0, $1).unit) },
    ExportColumn(name: "SkuPriceDetails") { _, _ in .absent },
    ExportColumn(name: "SkuPriceId") { .composed(skuPrice($0, $1)) },
    ExportColumn(name: "SubAccountId") { text($0, $1, .project) },
    ExportColumn(name: "SubAccountName") { text($0, $1, .project) },
    ExportColumn(name: "SubAccountType") { batch, event in batch.hasText(event, .project) ? .words("Project") : .absent },
    ExportColumn(name: "Tags") { .composed(tags($0, $1)) },
  ]

  private static let own: [ExportColumn] =
    [column("id", FocusColumn.eventID), column("timestamp", FocusColumn.timestamp)]
    + FocusColumn.members.map { column($0.member, $0.column) }
    + FocusColumn.allocation.map { column("\(ExportColumn.allocationPrefix)\($0.member)", $0.column) }
    + [
      ExportColumn(name: "x_PricedBy") { .words(pricedBy($0, $1).rawValue) },
      ExportColumn(name: "x_Unpriced") { $0.flags($1).contains(.unpriced) ? .truth(true) : .absent },
    ]

  /// The column of a plain export under another name.
  private static func column(_ member: StaticString, _ name: StaticString) -> ExportColumn { column("\(member)", name) }

  private static func column(_ member: String, _ name: StaticString) -> ExportColumn {
    let known = ExportColumn.all.first { $0.name == member }
    return ExportColumn(name: "\(name)") { known?.value($0, $1) ?? .absent }
  }

  private static func cost(_ batch: EventBatch, _ event: Int) -> Value { .words(decimal(batch[event, .cost], exponent: -9)) }

  private static func decimal(_ digits: Int64, exponent: Int) -> String {
    let writer = JSONWriter(capacity: 64)
    writer.decimal(Int128(digits), exponent: exponent)
    let isWhole = !writer.bytes.contains(UInt8(ascii: "."))
    return String(decoding: writer.bytes, as: UTF8.self) + (isWhole ? ".0" : "")
  }

  private static func text(_ batch: EventBatch, _ event: Int, _ field: TextField) -> Value {
    batch.hasText(event, field) ? .text(batch.text(event, field)) : .absent
  }

  /// Who was paid. The account that was billed is not known to events, so the provider stands for it.
  private static func provider(_ batch: EventBatch, _ event: Int) -> Value {
    batch.hasText(event, .provider) ? .text(batch.text(event, .provider)) : .words("unknown")
  }

  private static func hour(_ batch: EventBatch, _ event: Int) -> Int64 {
    floorDivide(batch[event, .timestamp], 3_600_000_000) * 3_600_000_000
  }

  /// The beginning of the event's UTC month, or of one after it.
  private static func month(_ batch: EventBatch, _ event: Int, after months: Int) -> Int64 {
    let day = CivilDate(daysSinceEpoch: Int(floorDivide(batch[event, .timestamp], Timestamp.microsecondsPerDay)))
    let first = (CivilDate(year: day.year, month: day.month, day: 1) ?? day).adding(months: months)
    return TimeZoneRules.utc.startOfDay(first).microseconds
  }

  /// Tokens of a model, bytes or slots of a query, else calls.
  private static func quantity(_ batch: EventBatch, _ event: Int) -> (value: Value, unit: String) {
    for (field, unit) in [(NumberField.totalTokens, "Tokens"), (.bytesBilled, "Bytes"), (.slotMilliseconds, "Slot-Milliseconds")]
    where batch[event, field] > 0 { return (.words(decimal(batch[event, field], exponent: 0)), unit) }
    return (.words(decimal(max(batch[event, .callCount], 1), exponent: 0)), "Requests")
  }

  /// A service is of one category, so what a provider sells beside its models is another service of its.
  private static func service(_ batch: EventBatch, _ event: Int) -> (name: String, category: String, subcategory: String) {
    if BigQueryPricing.isBigQuery(batch, event) { return ("BigQuery", "Databases", "Data Warehouses") }
    let provider = batch.hasText(event, .provider) ? batch.string(event, .provider) : "unknown"
    return batch.hasText(event, .model)
      ? (provider + " API", "AI and Machine Learning", "Generative AI") : (provider + " (other)", "Other", "Other (Other)")
  }

  private static func sku(_ batch: EventBatch, _ event: Int) -> String {
    let what = [TextField.model, .operation].first { batch.hasText(event, $0) }.map { batch.string(event, $0) } ?? "usage"
    return (batch.hasText(event, .provider) ? batch.string(event, .provider) : "unknown") + "/" + what
  }

  /// A service tier has prices of its own.
  private static func skuPrice(_ batch: EventBatch, _ event: Int) -> String {
    let tier = batch.hasText(event, .serviceTier) ? batch.string(event, .serviceTier) : "standard"
    return sku(batch, event) + "/" + tier
  }

  private static func description(_ batch: EventBatch, _ event: Int) -> String {
    let words = [TextField.model, .operation, .category].filter { batch.hasText(event, $0) }.map { batch.string(event, $0) }
    return words.isEmpty ? "Usage" : words.joined(separator: ", ")
  }

  /// `key=value` is a tag of that value, anything else a tag that is simply there.
  private static func tags(_ batch: EventBatch, _ event: Int) -> String {
    let writer = JSONWriter(capacity: 256)
    writer.beginObject()
    var names: Set<String> = []
    for member in batch.hasText(event, .tags) ? MemberList.decode(batch.text(event, .tags)) : [] {
      let parts = String(decoding: member, as: UTF8.self).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let name = String(parts.first ?? "")
      guard !name.isEmpty, names.insert(name).inserted else { continue }
      writer.name(name)
      if parts.count > 1 { writer.string(String(parts[1])) } else { writer.bool(true) }
    }
    writer.endObject()
    return String(decoding: writer.bytes, as: UTF8.self)
  }
}
