import CostModel
import JSON

/// Bills in the FinOps Open Cost and Usage Specification, versions 1.0 to 1.2: rows of CSV, or objects of the same columns.
///
/// An event costs what was billed for it (`BilledCost`, by the specification the basis for invoicing, so that events add
/// up to the invoice); the amortised `EffectiveCost` stands in its metadata. Only USD is taken. Rows below zero (credits,
/// corrections) are refused by line, because an event costs nothing at least. The specification gives rows no id, so a row
/// is named by its file, line and content; rows that costwire wrote carry their event's id, and are that event again.
final class FocusRows: RowConverter {
  private let scratch = JSONParser()

  func convert(_ row: JSONView, into events: ConvertedEvents) throws(SchemaMismatch) {
    let own = try Self.ownCell(row, FocusColumn.eventID)
    try events.add(id: own) { writer throws(SchemaMismatch) in
      try BilledCurrency.check(try Self.cell(row, "BillingCurrency"), "BillingCurrency")
      let amount = try row.usd("BilledCost")
      writer.name("timestamp")
      if own != nil, let exact = try row.instant(FocusColumn.timestamp) {
        exact.write(to: writer)
      } else {
        try row.neededInstant("ChargePeriodStart").write(to: writer)
      }
      // What no price covered was billed 0; it is unpriced again, not free.
      if amount.digits != 0 || row["x_Unpriced"]?.equals("true") != true { writer.member("cost_usd", amount) }
      if own == nil { try writeForeign(row, writer) } else { try writeOwn(row, writer) }
      try writeTags(row, writer)
    }
  }

  /// A cell of text; `NULL` is how some exports write that there is none.
  static func cell(_ row: JSONView, _ column: StaticString) throws(SchemaMismatch) -> String? {
    guard let text = try row.words(column), text != "NULL", text != "null" else { return nil }
    return text
  }

  /// A provider's row: its sub-account (an account, a project, a subscription) is the project.
  private func writeForeign(_ row: JSONView, _ writer: JSONWriter) throws(SchemaMismatch) {
    for (member, columns) in [
      ("project_id", ["SubAccountId"]), ("provider", ["ProviderName", "ServiceProviderName"]), ("operation", ["ServiceName"]),
      ("category", ["ServiceCategory"]), ("region", ["RegionId"]),
    ] as [(StaticString, [StaticString])] {
      for column in columns {
        guard let text = try Self.cell(row, column) else { continue }
        writer.member(member, text)
        break
      }
    }
    writer.name("metadata")
    writer.beginObject()
    for (name, column) in Self.kept {
      guard let value = row[column], !value.isNull, !value.equals("NULL"), value.utf8?.isEmpty != true else { continue }
      writer.member(name, raw: value)
    }
    writer.endObject()
  }

  private static let kept: [(StaticString, StaticString)] = [
    ("charge_category", "ChargeCategory"), ("charge_class", "ChargeClass"), ("charge_description", "ChargeDescription"),
    ("charge_period_end", "ChargePeriodEnd"), ("billing_period_start", "BillingPeriodStart"),
    ("billing_account_id", "BillingAccountId"), ("sub_account_name", "SubAccountName"), ("invoice_id", "InvoiceId"),
    ("publisher_name", "PublisherName"), ("resource_id", "ResourceId"), ("resource_name", "ResourceName"),
    ("sku_id", "SkuId"), ("sku_price_id", "SkuPriceId"), ("effective_cost", "EffectiveCost"), ("list_cost", "ListCost"),
    ("consumed_quantity", "ConsumedQuantity"), ("consumed_unit", "ConsumedUnit"), ("pricing_quantity", "PricingQuantity"),
    ("pricing_unit", "PricingUnit"),
  ]

  /// A cell that costwire wrote; an apostrophe in front keeps spreadsheets from running what follows.
  private static func ownCell(_ row: JSONView, _ column: StaticString) throws(SchemaMismatch) -> String? {
    guard let text = try row.words(column) else { return nil }
    return text.utf8.first == UInt8(ascii: "'") && CSVField.isFormula(text.utf8.dropFirst()) ? String(text.dropFirst()) : text
  }

  /// A row that costwire wrote: its own columns say what the event was.
  private func writeOwn(_ row: JSONView, _ writer: JSONWriter) throws(SchemaMismatch) {
    for (member, column) in FocusColumn.members {
      guard let text = try Self.ownCell(row, column) else { continue }
      writer.member(member, text)
    }
    var allocation: [(StaticString, String)] = []
    for (member, column) in FocusColumn.allocation {
      if let text = try Self.ownCell(row, column) { allocation.append((member, text)) }
    }
    guard !allocation.isEmpty else { return }
    writer.name("cost_allocation")
    writer.beginObject()
    for (member, text) in allocation { writer.member(member, text) }
    writer.endObject()
  }

  /// Tags are an object, or its JSON text; each becomes `key=value`.
  private func writeTags(_ row: JSONView, _ writer: JSONWriter) throws(SchemaMismatch) {
    guard var tags = row["Tags"], !tags.isNull, !tags.equals("NULL"), tags.utf8?.isEmpty != true else { return }
    if let text = tags.utf8 {
      do throws(JSONSyntaxError) { tags = try scratch.parse(UnsafeRawBufferPointer(text)) } catch {
        throw SchemaMismatch(expected: "a JSON object", got: tags).inside("Tags")
      }
    }
    guard tags.kind == .object else { throw SchemaMismatch(expected: "a JSON object", got: tags).inside("Tags") }
    guard tags.count > 0 else { return }
    writer.name("tags")
    writer.beginArray()
    for (name, value) in tags.members.prefix(64) {
      let key = String(decoding: name, as: UTF8.self)
      let text = value.string ?? (value.isNull ? "" : String(decoding: value.raw, as: UTF8.self))
      writer.string(text.isEmpty || value.bool == true ? key : key + "=" + text)
    }
    writer.endArray()
  }
}
