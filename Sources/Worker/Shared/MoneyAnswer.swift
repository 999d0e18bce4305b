import CostModel
import JSON
import Store

/// What a total does not know, so that it never hides it.
struct DataQuality: Shaped, Sendable {
  let unpricedEvents: Int64
  let estimatedSharePercent: Ratio
  let lateEvents: Int64

  init(_ measures: Measures) {
    unpricedEvents = measures.unpricedEvents
    estimatedSharePercent =
      measures.cost.nanos == 0
      ? Ratio.percent(measures.estimatedEvents, of: max(measures.events, 1))
      : Ratio.percent(measures.estimatedCost, of: measures.cost)
    lateEvents = measures.lateEvents
  }

  static let members: [Member<DataQuality>] = [
    Member("unpriced_events", \.unpricedEvents, "Events that no price covers wholly; their missing part counts as nothing."),
    Member(
      "estimated_share_percent", \.estimatedSharePercent,
      "The share of the cost (without cost, of the events) whose counts are not the provider's own."),
    Member("late_events", \.lateEvents, "Events that arrived after the UTC day they belong to had ended."),
  ]
}

/// The sum in another currency: which rate, of which day.
struct Conversion: Shaped, Sendable {
  let currency: String
  let rate: String
  let date: String
  let total: ConvertedMoney

  static let members: [Member<Conversion>] = [
    Member("currency", \.currency, "The currency asked for."),
    Member("rate", \.rate, "How many units of it a US dollar buys."),
    Member("date", \.date, "The day the rate is of."),
    Member("total", \.total, "The answer's total in that currency."),
  ]
}

/// An amount in some other currency than US dollars.
struct ConvertedMoney: JSONWritable, Sendable {
  /// Billionths of a unit.
  let nanos: Int128
  static var schema: Schema { .number(nil) }
  func write(to writer: JSONWriter) { writer.decimal(nanos, exponent: -9) }
}
