import CostModel
import JSON

/// A price as lists show it: an entry of the built-in list, or an override.
struct PriceListing: Shaped, Sendable {
  var id: String?
  var provider: String?
  var model: String
  var origin: Origin
  var source: PriceSource
  var effectiveFrom: Timestamp?
  var effectiveUntil: Timestamp?
  var serviceTier: String?
  var mode: String?
  var maxInputTokens: Int64?
  var maxOutputTokens: Int64?
  var deprecationDate: String?
  var rates: RateMap
  var tiers: [Tier]
  var offPeak: [OffPeak]?

  enum Origin: String, CaseIterable, JSONChoice, Sendable {
    case builtIn = "built_in"
    case override
    case file
  }

  struct Tier: Shaped, Sendable {
    let aboveTokens: Int64
    let serviceTier: String
    let rates: RateMap
    static let members: [Member<Tier>] = [
      Member("above_tokens", \.aboveTokens, "The input that a request must exceed; 0 for any."),
      Member("service_tier", \.serviceTier, "The class of service."),
      Member("rates", \.rates, "USD per unit by bucket; a bucket not named keeps its base rate."),
    ]
  }

  struct OffPeak: Shaped, Sendable {
    let window: OffPeakWindow
    var start: String { Self.clock(window.startMinute) }
    var end: String { Self.clock(window.endMinute) }
    var rates: RateMap { RateMap(rates: window.rates) }

    private static func clock(_ minute: Int) -> String {
      func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
      return two(minute / 60) + ":" + two(minute % 60)
    }

    static let members: [Member<OffPeak>] = [
      Member("start_utc", \.start, "When it begins each day, in UTC."),
      Member("end_utc", \.end, "When it ends; before the start when it runs past midnight."),
      Member("rates", \.rates, "USD per unit by bucket while it lasts."),
    ]
  }

  static let members: [Member<PriceListing>] = [
    Member.optional("id", \.id, "The override's id; the built-in list has none."),
    Member.optional("provider", \.provider, "The provider; an override without one is for all."),
    Member("model", \.model, "The model's id, or an override's pattern."),
    Member("origin", \.origin, "built_in, override (set with prices/set), or file (the prices setting)."),
    Member("source", \.source.name, "Where the prices come from."),
    Member("source_date", \.source.date, "When that source was read, or the override set."),
    Member.optional("effective_from", \.effectiveFrom, "In effect from then on, if it is known since when."),
    Member.optional("effective_until", \.effectiveUntil, "In effect before then."),
    Member.optional("service_tier", \.serviceTier, "The class of service an override is for; every one without."),
    Member.optional("mode", \.mode, "What the model is for."),
    Member.optional("max_input_tokens", \.maxInputTokens, "The most input it takes."),
    Member.optional("max_output_tokens", \.maxOutputTokens, "The most output it gives."),
    Member.optional("deprecation_date", \.deprecationDate, "The day the vendor means to switch it off."),
    Member("rates", \.rates, "USD per unit by bucket; of bigquery_bytes a TiB, of bigquery_slot_ms a slot-hour."),
    Member("tiers", \.tiers, "Rates of larger requests and other classes of service."),
    Member.optional("off_peak", \.offPeak, "Rates for a part of the day."),
  ]

  init(_ entry: PriceEntry) {
    provider = entry.provider
    model = entry.model
    origin = PriceDefinition.isOverride(entry.source) ? .override : PriceDefinition.isFromFile(entry.source) ? .file : .builtIn
    source = entry.source
    effectiveFrom = entry.effectiveFrom
    effectiveUntil = entry.effectiveUntil
    mode = entry.mode
    maxInputTokens = entry.maxInputTokens
    maxOutputTokens = entry.maxOutputTokens
    deprecationDate = entry.deprecationDate
    let isBase = { (section: PriceSection) in section.aboveTokens == 0 && section.serviceTier == .standard }
    rates = Self.merged(entry.sections.filter(isBase))
    tiers = []
    for section in entry.sections where !isBase(section) {
      let isKnown = tiers.contains {
        $0.aboveTokens == section.aboveTokens && $0.serviceTier == section.serviceTier.rawValue
      }
      if isKnown { continue }
      let alike = entry.sections.filter {
        $0.aboveTokens == section.aboveTokens && $0.serviceTier == section.serviceTier
      }
      tiers.append(
        Tier(aboveTokens: section.aboveTokens, serviceTier: section.serviceTier.rawValue, rates: Self.merged(alike)))
    }
    offPeak = entry.offPeak.isEmpty ? nil : entry.offPeak.map { OffPeak(window: $0) }
  }

  init(_ listed: ListedOverride) {
    let override = listed.override
    id = override.id
    provider = override.provider
    model = override.modelPattern
    origin = listed.createdAt == nil ? .file : .override
    source = override.source
    effectiveFrom = override.effectiveFrom
    effectiveUntil = override.effectiveUntil
    serviceTier = override.serviceTier?.rawValue
    rates = RateMap(override.rates)
    tiers = override.tiers.map {
      Tier(
        aboveTokens: $0.aboveTokens, serviceTier: override.serviceTier?.rawValue ?? "standard", rates: RateMap($0.rates))
    }
  }

  /// The rates of sections that hold together; the first that names a bucket has the say.
  private static func merged(_ sections: [PriceSection]) -> RateMap {
    var rates: [BucketRate] = []
    for rate in sections.flatMap(\.rates) where !rates.contains(where: { $0.bucket == rate.bucket }) { rates.append(rate) }
    return RateMap(rates: rates.sorted { $0.bucket < $1.bucket })
  }
}
