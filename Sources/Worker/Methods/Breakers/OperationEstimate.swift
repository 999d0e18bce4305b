import CostModel
import JSON
import JSONRPC
import Store

/// What an operation will cost, as well as that can be told beforehand.
struct OperationEstimate: Sendable {
  enum Source: String, CaseIterable, JSONChoice { case given, prices, history, usual }

  var cost: Money
  var source: Source
  /// 0 to 1.
  var confidence: Double
  var priced: PricedEstimate?

  /// An amount that was given; else the price of the tokens; else the mean of what operations of this type cost lately
  /// and one standard deviation more; else what such operations usually cost.
  ///
  /// Tokens that no price covers wholly leave the question to the history, and never count for less than what is priced.
  init(_ given: Money?, _ priced: PricedEstimate?, type: String, _ history: () throws -> [Money]) rethrows {
    self.priced = priced
    if let given {
      (cost, source, confidence) = (given, .given, 1)
      return
    }
    if let priced, priced.unpriced.isEmpty {
      (cost, source, confidence) = (priced.cost, .prices, 0.9)
      return
    }
    let known = try history()
    if known.isEmpty {
      (cost, source, confidence) = (Self.usual(type), .usual, 0.3)
    } else {
      (cost, source, confidence) = (Self.high(known), .history, min(0.8, Double(known.count) / 100))
    }
    if let priced { cost = max(cost, priced.cost) }
  }

  /// The mean and one standard deviation (of a sample) more.
  private static func high(_ costs: [Money]) -> Money {
    let values = costs.map { Double($0.nanos) }
    let mean = values.reduce(0, +) / Double(values.count)
    let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    let deviation = values.count > 1 ? (squares / Double(values.count - 1)).squareRoot() : 0
    return Money(nanos: Int128(min((mean + deviation).rounded(), 9e18)))
  }

  /// Seed 004's amounts.
  private static func usual(_ type: String) -> Money {
    switch type {
    case "llm_call": Money(nanos: 10_000_000)
    case "embedding_call": Money(nanos: 1_000_000)
    case "batch_operation": Money(nanos: 50_000_000)
    case "document_processing": Money(nanos: 20_000_000)
    default: Money(nanos: 5_000_000)
    }
  }
}
