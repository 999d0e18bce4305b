import CostModel
import JSON
import JSONRPC
import Store

/// An override as callers write it: the params of `prices/set`, an object of the `prices` file, and, written by
/// us in one fixed way, the text that the database keeps.
struct PriceDefinition: MethodParams {
  var provider: String?
  var model = ""
  var rates: RateMap?
  var ratesPerMillion: MillionRateMap?
  var tiers: [Tier] = []
  var effectiveFrom: Timestamp?
  var effectiveUntil: Timestamp?
  var serviceTier: TierName?
  var source: String?

  static let fields = FieldTable<PriceDefinition>([
    Field(
      "provider", \.provider, .string(most: 128, format: nil), "The provider it is for, by any of its names; every one without."),
    Field(
      "model", \.model, .string(most: 256, format: nil), isRequired: true,
      "A model id, where * stands for any characters; case does not matter."),
    Field(
      "rates", \.rates,
      "USD per unit by bucket: a token, a request, a second; of bigquery_bytes a TiB, of bigquery_slot_ms a slot-hour."),
    Field("rates_per_million", \.ratesPerMillion, "USD per million by bucket, in the place of rates."),
    Field("tiers", \.tiers, .list(Tier.schema, most: 16), "Other rates for larger requests."),
    Field("effective_from", \.effectiveFrom, "In effect from this second on; since ever without."),
    Field("effective_until", \.effectiveUntil, "In effect before this second; without end otherwise."),
    Field("service_tier", \.serviceTier, "The class of service it is for; every one without."),
    Field("source", \.source, .string(most: 200, format: nil), "A note where the prices come from; receipts show it."),
  ])

  /// Rates for requests of more input than so many tokens.
  struct Tier: MethodParams, JSONReadable, JSONWritable {
    var aboveTokens: Int64 = 0
    var rates: RateMap?
    var ratesPerMillion: MillionRateMap?

    static let fields = FieldTable<Tier>([
      Field(
        "above_tokens", \.aboveTokens, .integer(1...1_000_000_000_000), isRequired: true,
        "The input, cached or not, that a request must exceed."),
      Field("rates", \.rates, "USD per unit by bucket; a bucket not named keeps its base rate."),
      Field("rates_per_million", \.ratesPerMillion, "USD per million by bucket, in the place of rates."),
    ])
    static var schema: Schema { fields.schema }
    static func read(_ view: JSONView, _ schema: Schema) throws(SchemaMismatch) -> Tier {
      var tier = Tier()
      try fields.read(view, into: &tier)
      return tier
    }
    func write(to writer: JSONWriter) {
      writer.beginObject()
      Tier.fields.write(self, to: writer)
      writer.endObject()
    }
  }

  // MARK: Checking

  /// The definition with its rates in one place, or what is wrong with it.
  func checked() throws(SchemaMismatch) -> PriceDefinition {
    var definition = self
    guard !model.isEmpty else { throw SchemaMismatch(path: "model", expected: "a model id or pattern", got: "\"\"") }
    if provider?.isEmpty ?? false {
      throw SchemaMismatch(path: "provider", expected: "a provider's name", got: "\"\"")
    }
    definition.rates = try Self.merged(rates, ratesPerMillion, "")
    definition.ratesPerMillion = nil
    var thresholds: Set<Int64> = []
    for (index, tier) in tiers.enumerated() {
      guard thresholds.insert(tier.aboveTokens).inserted else {
        throw SchemaMismatch(
          path: "tiers[\(index)].above_tokens", expected: "each threshold once", got: "\(tier.aboveTokens) twice")
      }
      definition.tiers[index].rates = try Self.merged(tier.rates, tier.ratesPerMillion, "tiers[\(index)].")
      definition.tiers[index].ratesPerMillion = nil
    }
    definition.tiers.sort { $0.aboveTokens < $1.aboveTokens }
    if let effectiveFrom, let effectiveUntil, effectiveUntil <= effectiveFrom {
      throw SchemaMismatch(
        path: "effective_until", expected: "an instant after effective_from (\(effectiveFrom.rfc3339))",
        got: effectiveUntil.rfc3339)
    }
    return definition
  }

  private static func merged(
    _ rates: RateMap?, _ millions: MillionRateMap?, _ path: String
  ) throws(SchemaMismatch) -> RateMap {
    if let rates, millions == nil, !rates.rates.isEmpty { return rates }
    if let millions, rates == nil, !millions.map.rates.isEmpty { return millions.map }
    throw SchemaMismatch(
      path: path + "rates", expected: "rates or rates_per_million, one of them, with a bucket at least",
      got: rates != nil && millions != nil ? "both" : "none")
  }

  // MARK: Texts

  /// The canonical text that the database keeps.
  var text: String {
    let writer = JSONWriter(capacity: 512)
    write(to: writer)
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  func write(to writer: JSONWriter) {
    writer.beginObject()
    Self.fields.write(self, to: writer)
    writer.endObject()
  }

  /// The override's id: the same for what would take its place, which is one of the same provider, pattern, class of
  /// service and start.
  func id(_ key: HashKey) -> String {
    let writer = JSONWriter(capacity: 256)
    writer.beginArray()
    writer.string(provider.map { ProviderNames.family($0).joined(separator: ",") } ?? "")
    writer.string(model.lowercased())
    writer.string(serviceTier?.tier.rawValue ?? "")
    if let effectiveFrom { effectiveFrom.write(to: writer) } else { writer.null() }
    writer.endArray()
    return "price-" + hexadecimal(Int64(bitPattern: sipHash(writer.bytes, key)))
  }

  // MARK: Overrides

  /// What the sources of overrides are called begins with one of these; no source of the catalogue does.
  private static let storedName = "override"
  private static let fileName = "prices file"

  static func isOverride(_ source: PriceSource) -> Bool { source.name.hasPrefix(storedName) }
  static func isFromFile(_ source: PriceSource) -> Bool { source.name.hasPrefix(fileName) }

  /// - Parameter set: when it was set, which is the date of its prices.
  func override(id: String, set: Timestamp, isFromFile: Bool) -> PriceOverride {
    let name = isFromFile ? Self.fileName : Self.storedName
    let date = CivilDate(daysSinceEpoch: Int(floorDivide(set.microseconds, Timestamp.microsecondsPerDay)))
    return PriceOverride(
      // Whole seconds: what was estimated in one second holds throughout it.
      id: id, provider: provider, modelPattern: model,
      effectiveFrom: effectiveFrom.map { Timestamp(seconds: $0.seconds) },
      effectiveUntil: effectiveUntil.map { Timestamp(seconds: $0.seconds) },
      serviceTier: serviceTier?.tier, rates: rates?.dictionary ?? [:],
      tiers: tiers.map { PriceOverride.Tier(aboveTokens: $0.aboveTokens, rates: $0.rates?.dictionary ?? [:]) },
      source: PriceSource(name: source.map { "\(name): \($0)" } ?? name, date: date.description))
  }

  /// An override of the database; nil for one that a later version wrote and this one cannot read.
  static func stored(_ stored: StoredDefinition) -> ListedOverride? {
    var text = stored.definition
    let parser = JSONParser()
    let definition = text.withUTF8 { bytes -> PriceDefinition? in
      guard let view = try? parser.parse(UnsafeRawBufferPointer(bytes)) else { return nil }
      var definition = PriceDefinition()
      guard (try? fields.read(view, into: &definition)) != nil else { return nil }
      return try? definition.checked()
    }
    return definition.map { definition in
      ListedOverride(
        override: definition.override(id: stored.id, set: stored.createdAt, isFromFile: false),
        createdAt: stored.createdAt)
    }
  }
}
