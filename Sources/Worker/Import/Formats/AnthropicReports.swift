import CostModel
import JSON

/// Anthropic's usage report (`/v1/organizations/usage_report/messages`): tokens by bucket and group, priced here.
///
/// A workspace is the event's project. The report does not say how many calls a bucket holds, so `call_count` stays 1.
final class AnthropicUsageReport: RowConverter {
  static let report = ReportPage.Report(
    name: "anthropic_usage",
    groups: [
      "api_key_id", "workspace_id", "account_id", "service_account_id", "model", "service_tier", "context_window",
      "inference_geo", "speed",
    ])

  func convert(_ row: JSONView, into events: ConvertedEvents) throws(SchemaMismatch) {
    try ReportPage.results(of: row, events) { result, bucket, path throws(SchemaMismatch) in
      // A bucket without usage comes as a result of zeros; it holds nothing to price.
      guard try Self.isUsed(result) else { return }
      try events.add(id: try ReportPage.id(Self.report, bucket, result), path: path) { writer throws(SchemaMismatch) in
        writer.name("timestamp")
        bucket.start.write(to: writer)
        writer.member("provider", "anthropic")
        writer.member("project_id", try result.words("workspace_id"))
        writer.member("model", try result.words("model"))
        writer.member("operation", "messages")
        writer.member("category", ReportCategory.usage)
        writer.member("usage", raw: result)
        ReportPage.writeMetadata(
          ["api_key_id", "account_id", "service_account_id", "context_window", "inference_geo", "speed"], bucket, result, writer)
      }
    }
  }

  private static func isUsed(_ result: JSONView) throws(SchemaMismatch) -> Bool {
    guard let usage = try ReportUsage.read(result) else {
      throw SchemaMismatch(path: "uncached_input_tokens", expected: "counts of tokens", got: "nothing")
    }
    return !usage.main.quantities.used.isEmpty
  }
}

/// Anthropic's cost report (`/v1/organizations/cost_report`): what was billed, by UTC day and group.
///
/// Amounts are decimal texts in cents: `"552.0699"` is 5.520699 USD. Its events carry cost and no usage.
final class AnthropicCostReport: RowConverter {
  static let report = ReportPage.Report(
    name: "anthropic_cost",
    groups: [
      "workspace_id", "description", "cost_type", "model", "service_tier", "context_window", "token_type", "inference_geo",
      "speed",
    ])

  func convert(_ row: JSONView, into events: ConvertedEvents) throws(SchemaMismatch) {
    try ReportPage.results(of: row, events) { result, bucket, path throws(SchemaMismatch) in
      let amount = try result.usd("amount", shift: -2)
      try BilledCurrency.check(try result.words("currency"), "currency")
      guard amount.digits != 0 else { return }
      try events.add(id: try ReportPage.id(Self.report, bucket, result), path: path) { writer throws(SchemaMismatch) in
        writer.name("timestamp")
        bucket.start.write(to: writer)
        writer.member("provider", "anthropic")
        writer.member("project_id", try result.words("workspace_id"))
        writer.member("model", try result.words("model"))
        writer.member("operation", try result.words("cost_type"))
        writer.member("category", ReportCategory.cost)
        writer.member("cost_usd", amount)
        ReportPage.writeMetadata(
          ["description", "service_tier", "context_window", "token_type", "inference_geo", "speed"], bucket, result, writer)
      }
    }
  }
}

/// Bills in other currencies are refused: nothing here knows what a dollar was worth that day.
enum BilledCurrency {
  static func check(_ currency: String?, _ member: String) throws(SchemaMismatch) {
    guard let currency else { throw SchemaMismatch(path: member, expected: "USD", got: "nothing") }
    guard currency.uppercased() == "USD" else {
      throw SchemaMismatch(path: member, expected: "USD (amounts in other currencies are not converted)", got: "\"\(shortened(currency))\"")
    }
  }
}
