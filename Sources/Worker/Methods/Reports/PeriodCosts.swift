import CostModel
import JSON

/// Costs by period, a map in the order of the calendar.
struct PeriodCosts: JSONWritable, Sendable {
  let periods: [(label: String, cost: Money)]

  init(_ periods: [PeriodMeasures]) { self.periods = periods.map { ($0.label, $0.measures.cost) } }
  init(_ periods: [(label: String, cost: Money)]) { self.periods = periods }

  static var schema: Schema { .map(Money.schema) }

  func write(to writer: JSONWriter) {
    writer.beginObject()
    for (label, cost) in periods {
      writer.name(label)
      cost.write(to: writer)
    }
    writer.endObject()
  }
}
