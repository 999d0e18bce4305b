import CostModel
import JSON

/// Prices by bucket, as they are given.
struct RateMap: JSONReadable, JSONWritable, Sendable {
  var rates: [BucketRate]

  static let mostDollars: Int128 = 1_000_000
  static var schema: Schema { .map(.number(0...1_000_000)) }

  static func read(_ view: JSONView, _ schema: Schema) throws(SchemaMismatch) -> RateMap {
    try read(view, millions: false)
  }

  /// - Parameter millions: whether the numbers are USD per million.
  static func read(_ view: JSONView, millions: Bool) throws(SchemaMismatch) -> RateMap {
    guard view.kind == .object else { throw SchemaMismatch(expected: "an object of rates by bucket", got: view) }
    var rates: [BucketRate] = []
    for (name, value) in view.members {
      let given = String(decoding: name.prefix(64), as: UTF8.self)
      guard let bucket = Bucket(name: given), name.count <= 64 else {
        throw SchemaMismatch(
          path: given, expected: "a known bucket", got: "an unknown one",
          nearest: closestName(given, among: Bucket.allCases.map(\.name)))
      }
      guard !rates.contains(where: { $0.bucket == bucket }) else {
        throw SchemaMismatch(path: given, expected: "each bucket once", got: "it twice")
      }
      if millions, bucket.unitsPerRate != 1 {
        throw SchemaMismatch(
          path: given, expected: "a bucket that is counted by the piece (this one's rate is per TiB or slot-hour: use rates)",
          got: value.kind == .number ? String(decoding: value.raw.prefix(60), as: UTF8.self) : "another value")
      }
      rates.append(BucketRate(bucket, try rate(value, millions: millions, given)))
    }
    rates.sort { $0.bucket < $1.bucket }
    return RateMap(rates: rates)
  }

  private static func rate(_ value: JSONView, millions: Bool, _ name: String) throws(SchemaMismatch) -> Rate {
    let most = millions ? mostDollars * 1_000_000 : mostDollars
    let text = value.kind == .number && value.raw.count <= 128 ? String(decoding: value.raw, as: UTF8.self) : "-"
    let rate = millions ? Rate(perMillionText: text) : Rate(decimalText: text)
    guard let rate, rate.units <= mostDollars * Rate.unitsPerDollar else {
      throw SchemaMismatch(
        expected: "a number from 0 to \(most) of at most \(millions ? 18 : 24) decimals", got: value
      ).inside(name)
    }
    return rate
  }

  func write(to writer: JSONWriter) {
    writer.beginObject()
    for rate in rates {
      writer.name(rate.bucket.name)
      writer.decimal(rate.rate.units, exponent: -Rate.decimals)
    }
    writer.endObject()
  }

  var dictionary: [Bucket: Rate] {
    Dictionary(rates.map { ($0.bucket, $0.rate) }, uniquingKeysWith: { first, _ in first })
  }

  init(rates: [BucketRate]) { self.rates = rates }
  init(_ rates: [Bucket: Rate]) { self.rates = rates.map { BucketRate($0, $1) }.sorted { $0.bucket < $1.bucket } }
}

/// Prices in USD per million.
struct MillionRateMap: JSONReadable, JSONWritable, Sendable {
  var map: RateMap
  static var schema: Schema { .map(.number(0...1_000_000_000_000)) }

  static func read(_ view: JSONView, _ schema: Schema) throws(SchemaMismatch) -> MillionRateMap {
    MillionRateMap(map: try RateMap.read(view, millions: true))
  }

  func write(to writer: JSONWriter) {
    writer.beginObject()
    for rate in map.rates {
      writer.name(rate.bucket.name)
      writer.decimal(rate.rate.units, exponent: 6 - Rate.decimals)
    }
    writer.endObject()
  }
}

/// A class of service, as callers name it.
struct TierName: JSONReadable, JSONWritable, Sendable, Equatable {
  var tier: ServiceTier
  static let names: [ServiceTier] = [.standard, .batch, .priority, .flex, .scale, .fast, .ultrafast]
  static var schema: Schema { .choice(names.map(\.rawValue)) }

  static func read(_ view: JSONView, _ schema: Schema) throws(SchemaMismatch) -> TierName {
    let name = try String.read(view, Self.schema)
    guard let tier = ServiceTier(rawValue: name) else { throw SchemaMismatch(expected: schema.expectation, got: view) }
    return TierName(tier: tier)
  }

  func write(to writer: JSONWriter) { writer.string(tier.rawValue) }
}
