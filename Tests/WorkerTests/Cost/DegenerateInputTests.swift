import CostModel
import JSON
import Testing

@testable import JSONRPC
@testable import Worker

@Suite("Degenerate input")
struct DegenerateInputTests {
  /// A history that no model was made for: the cost of single events, in nano-dollars, by how many days they lie back.
  struct History: CustomTestStringConvertible, Sendable {
    var name: String
    var costs: [(daysBack: Int, nanos: Int64)]
    var testDescription: String { name }

    init(_ name: String, _ days: some Sequence<Int>, _ nanos: (Int) -> Int64) {
      (self.name, costs) = (name, days.map { ($0, nanos($0)) })
    }
  }

  private static let dollar: Int64 = 1_000_000_000

  static let histories = [
    History("nothing", []) { _ in 0 },
    History("one day", [1, 1, 1]) { _ in dollar },
    History("today alone", [0]) { _ in dollar },
    History("the same every day", 1...60) { _ in dollar },
    History("nothing but zeros", 1...60) { _ in 0 },
    History("one spike", 1...60) { $0 == 9 ? 1_000_000 * dollar : 0 },
    History("corrections that outweigh what they correct", 1...60) { $0 % 2 == 0 ? -3 * dollar : dollar },
    History("corrections that leave nothing", 1...60) { $0 % 2 == 0 ? -dollar : dollar },
    History("a gap of months", Array(1...20) + Array(250...270)) { Int64($0 % 7) * dollar },
    History("ten years of days", 0..<3_650) { Int64($0 % 7 + $0 / 100) * dollar },
    // Three a day: their sums need more than 64 bits.
    History("the dearest events there can be", (1...40).flatMap { [$0, $0, $0] }) { _ in .max },
    History("the greatest refunds there can be", (1...40).flatMap { [$0, $0] }) { _ in .min + 1 },
    History("both, in turn", 1...40) { $0 % 2 == 0 ? .max : .min + 1 },
  ]

  static let questions = [
    ("cost/forecast", "{}"), ("cost/forecast", #"{"granularity": "hour", "forecast_days": 2}"#),
    ("cost/forecast", #"{"training_days": 3650, "forecast_days": 365}"#),
    ("cost/anomalies", "{}"), ("cost/anomalies", #"{"use_ml": true, "days": 365}"#),
    ("cost/clusters", "{}"), ("cost/clusters", #"{"n_clusters": "auto", "days": 365, "include_features": true}"#),
    ("cost/unusualPatterns", "{}"), ("cost/unusualPatterns", #"{"lookback_days": 30}"#),
    ("cost/trends", "{}"), ("cost/trends", #"{"granularity": "month", "days": 3650}"#),
    ("cost/trends", #"{"granularity": "hour", "days": 30}"#),
    ("cost/recommendations", #"{"days": 365}"#),
    ("cost/analytics", #"{"csv_equivalent_cost_usd": 5, "time_saved_hours": 3, "hour_value_usd": 50}"#),
    ("cost/report", #"{"report_type": "daily"}"#), ("cost/report", #"{"report_type": "monthly"}"#),
    ("dashboard/overview", "{}"), ("cost/realTime", "{}"), ("cost/categories", "{}"), ("cost/comparePeriods", "{}"),
    ("cost/expensiveQueries", #"{"days": 365}"#), ("cost/summary", "{}"), ("cost/attribution", "{}"),
    ("prices/whatIf", #"{"to_models": ["gpt-4o-mini"], "days": 365}"#),
  ]

  @Test("is answered, or refused for want of data", arguments: histories)
  func check(history: History) throws {
    let harness = try CostHarness(now: "2026-03-31T12:00:00Z")
    let now = try #require(Timestamp(rfc3339: "2026-03-31T10:00:00Z"))
    try harness.track(
      history.costs.enumerated().map { index, cost in
        CostHarness.Event(
          at: Timestamp(seconds: now.seconds - Int64(cost.daysBack) * 86_400 - Int64(index % 3)).rfc3339, nanos: cost.nanos,
          texts: [
            .user: "u\(index % 9)@x.org", .model: "gpt-4o", .provider: "openai", .team: "t\(index % 2)", .operation: "chat",
            .category: "c\(index % 3)", .pattern: index % 4 == 0 ? "SELECT * FROM `p.d.t`" : "",
          ].filter { !$0.value.isEmpty },
          numbers: [.promptTokens: Int64(index % 5) * 1_000, .completionTokens: Int64(index % 3), .bytesBilled: Int64(index)],
          flags: index % 11 == 10 ? .failed : [])
      })
    for (method, params) in Self.questions {
      do {
        let answer = try harness.text(method, params)
        #expect(try JSONValue.parse(answer).isFinite, "\(method) \(params)")
      } catch let refusal as ErrorAnswer {
        #expect(refusal.code == .insufficientData && !refusal.message.isEmpty, "\(method) \(params): \(refusal.code.symbol) \(refusal.message)")
      }
    }
  }
}

extension JSONValue {
  /// Whether every number in it is one.
  fileprivate var isFinite: Bool {
    switch self {
    case .number(let text): Double(text)?.isFinite ?? false
    case .array(let elements): elements.allSatisfy(\.isFinite)
    case .object(let members): members.allSatisfy(\.value.isFinite)
    case .null, .bool, .string: true
    }
  }
}
