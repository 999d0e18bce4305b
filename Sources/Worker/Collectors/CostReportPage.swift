import Connectors
import CostModel
import JSON
import JSONRPC

/// Reads pages of a provider's cost report as amounts by day, model, key and kind.
///
/// Amounts are summed exactly, to 18 decimals, and each sum is rounded once to the nano-dollar, half to even. Credits may be
/// less than nothing.
struct CostReportPage {
  let provider: UsageProvider
  let accountKey: AccountKey

  /// What a row's key is.
  enum AccountKey: String, CaseIterable, JSONChoice, Sendable {
    /// Anthropic's workspace, OpenAI's project.
    case project
    case apiKey = "api_key"
    /// None: days and models alone.
    case none
  }

  private static let decimals = 18

  /// Amounts in 10^-18 USD.
  typealias Sums = [SpendKey: Int128]

  static func money(_ units: Int128) -> Money { Money(nanos: roundedHalfToEven(units, over: 1_000_000_000)) }

  /// Adds what a page tells; answers the name of the next page.
  func read(_ page: JSONView, into sums: inout Sums) throws(SchemaMismatch) -> String? {
    let refused = ConvertedEvents()
    var found = sums
    try ReportPage.results(of: page, refused) { result, bucket, _ throws(SchemaMismatch) in
      let amount = try amount(result)
      guard amount != 0 else { return }
      let (sum, overflow) = (found[key(result, bucket)] ?? 0).addingReportingOverflow(amount)
      guard !overflow else { throw SchemaMismatch(path: "amount", expected: "an amount of money", got: "more") }
      found[key(result, bucket)] = sum
    }
    if let refusal = refused.refusals.first { throw refusal }
    sums = found
    let outer = page.object("response") ?? page
    return outer["has_more"]?.bool == true ? outer["next_page"]?.string : nil
  }

  /// Anthropic: decimal text in cents. OpenAI: an object of dollars.
  private func amount(_ result: JSONView) throws(SchemaMismatch) -> Int128 {
    let holder = provider == .anthropic ? result : result.object("amount") ?? result
    let member: StaticString = provider == .anthropic ? "amount" : "value"
    guard var value = holder[member]?.exactDecimal else {
      throw SchemaMismatch(path: "amount", expected: "an amount of money", got: holder[member] == nil ? "nothing" : "another value")
    }
    if provider == .anthropic { value.exponent -= 2 }
    try BilledCurrency.check(try holder.words("currency"), "currency")
    guard let units = value.scaled(by: Self.decimals), units.magnitude < Int128.max.magnitude / 4 else {
      throw SchemaMismatch(path: "amount", expected: "an amount of money", got: "more")
    }
    return units
  }

  private func key(_ result: JSONView, _ bucket: ReportPage.Bucket) -> SpendKey {
    func text(_ name: StaticString) -> String { result[name]?.string ?? "" }
    var key = SpendKey(day: ReportPage.day(bucket.start), model: "", key: "", kind: "tokens")
    switch provider {
    case .anthropic:
      key.model = ModelName.undated(text("model"))
      if !text("cost_type").isEmpty { key.kind = text("cost_type") }
      if accountKey == .project { key.key = text("workspace_id") }
    case .openai, .bigquery:
      (key.model, key.kind) = ModelName.ofLineItem(text("line_item"))
      switch accountKey {
      case .project: key.key = text("project_id")
      case .apiKey: key.key = text("api_key_id")
      case .none: break
      }
    }
    return key
  }
}

/// What models are called on both sides.
enum ModelName {
  /// Lowercase, without the provider before it and the date behind it: `-20250929`, `-2024-08-06`, `@20250929`, `-latest`.
  static func undated(_ model: String) -> String {
    var name = model.lowercased()
    for prefix in ["openai/", "anthropic/", "models/"] where name.hasPrefix(prefix) { name = String(name.dropFirst(prefix.count)) }
    if name.hasSuffix("-latest") { return String(name.dropLast(7)) }
    let bytes = Array(name.utf8)
    func isDate(_ count: Int, _ hyphens: [Int]) -> Bool {
      guard bytes.count > count + 1, [UInt8(ascii: "-"), UInt8(ascii: "@")].contains(bytes[bytes.count - count - 1]) else { return false }
      return bytes.suffix(count).enumerated().allSatisfy { hyphens.contains($0.offset) ? $0.element == UInt8(ascii: "-") : 48...57 ~= $0.element }
    }
    if isDate(8, []) { return String(name.dropLast(9)) }
    return isDate(10, [4, 7]) ? String(name.dropLast(11)) : name
  }

  /// OpenAI's line items are a model and a kind of token (`gpt-4o-2024-08-06, input`), or the name of a tool.
  static func ofLineItem(_ text: String) -> (model: String, kind: String) {
    let lowered = text.lowercased()
    for (word, kind) in tools where lowered.contains(text: word) { return ("", kind) }
    let model = text.prefix { $0 != "," }
    return model.utf8.contains(32) ? ("", lowered) : (undated(String(model)), "tokens")
  }

  /// What OpenAI's usage of a tool is called in events: the operation.
  static func kind(ofOperation operation: String) -> String {
    tools.first { operation.lowercased().contains(text: $0.word) }?.kind ?? "tokens"
  }

  private static let tools: [(word: String, kind: String)] = [
    ("web search", kind: "web_search"), ("web_search", "web_search"), ("file search", "file_search"), ("file_search", "file_search"),
    ("code interpreter", "code_interpreter"), ("code_interpreter", "code_interpreter"), ("vector store", "vector_stores"),
    ("vector_stores", "vector_stores"),
  ]
}
