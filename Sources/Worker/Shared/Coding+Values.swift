import CostModel
import JSON

extension Money: JSONReadable, JSONWritable {
  /// USD with nine decimals at most, from zero on.
  package static var schema: Schema { .number(0...9_000_000_000) }

  /// Reads an amount exactly; digits beyond the nano-dollar are rounded half to even.
  package static func read(_ view: JSONView, _ schema: Schema) throws(SchemaMismatch) -> Money {
    guard let nanos = view.decimal?.scaled(by: 9) else { throw SchemaMismatch(expected: schema.expectation, got: view) }
    if case .number(let range?) = schema {
      let low = Int128(range.lowerBound) * nanosPerDollar
      let high = Int128(range.upperBound) * nanosPerDollar
      guard nanos >= low, nanos <= high else { throw SchemaMismatch(expected: schema.expectation, got: view) }
    }
    return Money(nanos: nanos)
  }

  package func write(to writer: JSONWriter) { writer.decimal(nanos, exponent: -9) }
}

extension Timestamp: JSONReadable, JSONWritable {
  package static var schema: Schema { .string(most: 64, format: "date-time") }

  package static func read(_ view: JSONView, _ schema: Schema) throws(SchemaMismatch) -> Timestamp {
    guard let bytes = view.utf8, let instant = Timestamp(rfc3339: bytes) else {
      throw SchemaMismatch(expected: "an RFC 3339 date-time with Z or an offset", got: view)
    }
    return instant
  }

  package func write(to writer: JSONWriter) {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: Timestamp.rfc3339Capacity) { room in
      guard let start = room.baseAddress else { return writer.null() }
      let count = writeRFC3339(into: start)
      writer.string(utf8: UnsafeBufferPointer(start: start, count: count))
    }
  }
}

extension Granularity: JSONChoice {}

/// A ratio or mean for people: rounded to what a reader can use, not to be summed.
struct Ratio: JSONWritable, Sendable {
  let value: Double?
  init(_ value: Double?) { self.value = value.flatMap { $0.isFinite ? $0 : nil } }

  static var schema: Schema { Schema.number(nil).orNull }

  /// Six decimals.
  func write(to writer: JSONWriter) {
    guard let value else { return writer.null() }
    writer.double((value * 1e6).rounded() / 1e6)
  }

  /// `part / whole` in percent; nil without a whole.
  static func percent(_ part: Money, of whole: Money) -> Ratio {
    Ratio(whole.nanos == 0 ? nil : Double(part.nanos) / Double(whole.nanos) * 100)
  }

  static func percent(_ part: Int64, of whole: Int64) -> Ratio {
    Ratio(whole == 0 ? nil : Double(part) / Double(whole) * 100)
  }
}
