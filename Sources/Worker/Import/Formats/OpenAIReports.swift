import CostModel
import JSON

/// OpenAI's usage reports (`/v1/organization/usage/{kind}`): what was used by bucket and group, priced here.
///
/// Every result names its kind in `object`: `organization.usage.completions.result` and so on, from the vendor's
/// OpenAPI document. Requests of a bucket are its `call_count`.
final class OpenAIUsageReport: RowConverter {
  private static let groups: [StaticString] = [
    "project_id", "user_id", "api_key_id", "model", "batch", "service_tier", "size", "source", "vector_store_id",
    "context_level",
  ]

  func convert(_ row: JSONView, into events: ConvertedEvents) throws(SchemaMismatch) {
    try ReportPage.results(of: row, events) { result, bucket, path throws(SchemaMismatch) in
      let kind = try Self.kind(of: result)
      let usage = try ReportUsage.read(result)
      let stored = try result.whole("usage_bytes") ?? 0
      guard usage.map({ !$0.main.quantities.used.isEmpty }) ?? (stored > 0) else { return }
      let report = ReportPage.Report(name: "openai_usage_" + kind, groups: Self.groups)
      try events.add(id: try ReportPage.id(report, bucket, result), path: path) { writer throws(SchemaMismatch) in
        writer.name("timestamp")
        bucket.start.write(to: writer)
        writer.member("provider", "openai")
        writer.member("project_id", try result.words("project_id"))
        writer.member("user_email", try result.words("user_id"))
        writer.member("model", try result.words("model"))
        writer.member("operation", kind)
        writer.member("category", ReportCategory.usage)
        if let calls = try result.whole("num_model_requests"), calls > 0 { writer.member("call_count", calls) }
        if usage != nil { writer.member("usage", raw: result) }
        ReportPage.writeMetadata(
          ["api_key_id", "batch", "size", "source", "vector_store_id", "context_level", "usage_bytes"], bucket, result, writer)
      }
    }
  }

  /// `completions` of `organization.usage.completions.result`.
  private static func kind(of result: JSONView) throws(SchemaMismatch) -> String {
    let words = try result.words("object") ?? ""
    let parts = words.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 4, parts[0] == "organization", parts[1] == "usage", parts[3] == "result" else {
      throw SchemaMismatch(
        path: "object", expected: "organization.usage.KIND.result",
        got: words == "organization.costs.result" ? "a result of the costs API (format openai_costs)" : "\"\(shortened(words))\"")
    }
    return String(parts[2])
  }
}

/// OpenAI's costs (`/v1/organization/costs`): what was billed, by UTC day and group. Amounts are dollars.
final class OpenAICostReport: RowConverter {
  static let report = ReportPage.Report(name: "openai_costs", groups: ["project_id", "line_item", "api_key_id"])

  func convert(_ row: JSONView, into events: ConvertedEvents) throws(SchemaMismatch) {
    try ReportPage.results(of: row, events) { result, bucket, path throws(SchemaMismatch) in
      guard let amount = result.object("amount") else {
        throw SchemaMismatch(path: "amount", expected: "an amount with value and currency", got: result["amount"].map { _ in "another value" } ?? "nothing")
      }
      let value: JSONDecimal
      do throws(SchemaMismatch) {
        value = try amount.usd("value")
        try BilledCurrency.check(try amount.words("currency"), "currency")
      } catch {
        throw error.inside("amount")
      }
      guard value.digits != 0 else { return }
      try events.add(id: try ReportPage.id(Self.report, bucket, result), path: path) { writer throws(SchemaMismatch) in
        writer.name("timestamp")
        bucket.start.write(to: writer)
        writer.member("provider", "openai")
        writer.member("project_id", try result.words("project_id"))
        writer.member("operation", try result.words("line_item"))
        writer.member("category", ReportCategory.cost)
        writer.member("cost_usd", value)
        ReportPage.writeMetadata(["api_key_id", "quantity", "quantity_unit"], bucket, result, writer)
      }
    }
  }
}
