import CostModel
import JSON

/// What one unit of many costs (a token, say): USD with twelve decimals, or null without units.
struct UnitCost: JSONWritable, Sendable {
  private let trillionths: Int128?

  init(_ cost: Money, per count: Int64) {
    let (scaled, overflow) = cost.nanos.multipliedReportingOverflow(by: 1_000)
    trillionths = overflow || count <= 0 ? nil : roundedHalfToEven(scaled, over: Int128(count))
  }

  static var schema: Schema { Schema.number(nil).orNull }

  func write(to writer: JSONWriter) {
    if let trillionths { writer.decimal(trillionths, exponent: -12) } else { writer.null() }
  }
}
