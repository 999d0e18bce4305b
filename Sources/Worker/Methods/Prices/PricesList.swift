import CostModel
import JSON
import JSONRPC
import Store

/// `prices/list`: overrides, then the built-in list, a page at a time.
enum PricesList: ReadMethod {
  static let name = "prices/list"
  static let tenancy: Tenancy? = .shared
  static let summary = "Lists prices: those that were set, then the built-in ones, searchable, a page at a time."
  static let example = #"{"search": "sonnet-4-5", "provider": "anthropic", "limit": 5}"#

  struct Params: MethodParams {
    var search = ""
    var provider: String?
    var limit = 100
    var cursor: String?
    static let fields = FieldTable<Params>([
      Field("search", \.search, .string(most: 256, format: nil), default: "", "Part of a model's id, in any case."),
      Field("provider", \.provider, .string(most: 128, format: nil), "Only of this provider, by any of its names."),
      Field("limit", \.limit, .integer(1...1_000), default: 100, "How many at most."),
      Field("cursor", \.cursor, .string(most: 64, format: nil), "The next_cursor of the page before."),
    ])
  }

  static func answer(_ params: Params, _ context: ReadContext) throws -> Answer {
    let prices = try context.services.prices.layers(in: context.reader, context.services)
    let cursor = try Cursor(params.cursor)
    var found: [PriceListing] = []
    var next: String?
    if case .overrides(let start) = cursor {
      let wanted = params.search.lowercased()
      let families = params.provider.map(ProviderNames.family)
      for (index, listed) in prices.overrides.enumerated().dropFirst(start) {
        let override = listed.override
        guard wanted.isEmpty || override.modelPattern.lowercased().contains(text: wanted) else { continue }
        if let families, let provider = override.provider,
          Set(ProviderNames.family(provider)).isDisjoint(with: families)
        {
          continue
        }
        guard found.count < params.limit else {
          next = "o\(index)"
          break
        }
        found.append(PriceListing(listed))
      }
    }
    if next == nil {
      let room = params.limit - found.count
      if room > 0 {
        let page = prices.list(
          PriceQuery(text: params.search, provider: params.provider, limit: room, cursor: cursor.catalogue))
        found += page.entries.map { PriceListing($0) }
        next = page.next.map { "c" + $0 }
      } else {
        next = "c0"
      }
    }
    return Answer(prices: found, next: next)
  }

  /// Where a page begins: among the overrides, then in the built-in list.
  private enum Cursor {
    case overrides(Int)
    case catalogue(String)

    init(_ text: String?) throws(MethodFailure) {
      guard let text else {
        self = .overrides(0)
        return
      }
      let rest = String(text.dropFirst())
      guard let number = Int(rest), number >= 0, text.first == "o" || text.first == "c" else {
        throw .invalid("cursor", "the next_cursor of a page before", got: "\"\(shortened(text))\"")
      }
      self = text.first == "o" ? .overrides(number) : .catalogue(rest)
    }

    var catalogue: String? { if case .catalogue(let position) = self { position } else { nil } }
  }

  struct Answer: Shaped, Sendable {
    let prices: [PriceListing]
    let next: String?
    static let members: [Member<Answer>] = [
      Member("prices", \.prices, "The prices."),
      Member.optional("next_cursor", \.next, "Where the next page begins; left out on the last one."),
    ]
  }
}

/// `prices/get`: the prices of one model at one time.
enum PricesGet: ReadMethod {
  static let name = "prices/get"
  static let tenancy: Tenancy? = .shared
  static let summary = "Answers the prices that hold for a model at a time: an override's or the built-in ones."
  static let agents = AgentUse.offered("Answers what a model costs per token.")
  static let errors: [ErrorCode] = [.unknownModel]
  static let example = #"{"provider": "anthropic", "model": "claude-sonnet-4-5", "timestamp": "2026-10-01T00:00:00Z"}"#

  struct Params: MethodParams {
    var provider: String?
    var model = ""
    var timestamp: Timestamp?
    static let fields = FieldTable<Params>([
      Field("provider", \.provider, .string(most: 128, format: nil), "The provider; without one the model's vendor."),
      Field("model", \.model, .string(most: 256, format: nil), isRequired: true, "The model."),
      Field("timestamp", \.timestamp, "The instant meant; now by default."),
    ])
  }

  static func answer(_ params: Params, _ context: ReadContext) throws -> Answer {
    let prices = try context.services.prices.layers(in: context.reader, context.services)
    let instant = params.timestamp ?? context.world.now()
    guard let entry = prices.get(provider: params.provider, model: params.model, at: instant) else {
      let known = prices.card(
        PricingContext(provider: params.provider, model: params.model, timestamp: instant), tierTokens: 0)
      if case .failure(let missing) = known, missing.reason != .unknownModel {
        let why =
          missing.reason == .ambiguous
          ? "Providers differ in the price of \"\(shortened(params.model))\"; name one as provider"
          : "No price of \"\(shortened(params.model))\" is in effect at \(instant.rfc3339)"
        throw MethodFailure(
          .unknownModel, why,
          details: ["model": .string(shortened(params.model)), "reason": .string(missing.reason.rawValue)])
      }
      throw MethodFailure.unknownModel(params.model, provider: params.provider, prices)
    }
    return Answer(price: PriceListing(entry))
  }

  struct Answer: Shaped, Sendable {
    let price: PriceListing
    static let members: [Member<Answer>] = [Member("price", \.price, "The prices in effect.")]
  }
}

/// `prices/disagreements`: where the built-in list's sources differ.
enum PricesDisagreements: ReadMethod {
  static let name = "prices/disagreements"
  static let tenancy: Tenancy? = .shared
  static let summary = "Lists where the sources of the built-in prices differ by more than 1 %, and which one is used."
  static let example = #"{"provider": "anthropic", "limit": 5}"#

  struct Params: MethodParams {
    var provider: String?
    var limit = 100
    static let fields = FieldTable<Params>([
      Field("provider", \.provider, .string(most: 128, format: nil), "Only of this provider, by any of its names."),
      Field("limit", \.limit, .integer(1...10_000), default: 100, "How many at most."),
    ])
  }

  static func answer(_ params: Params, _ context: ReadContext) throws -> Answer {
    let prices = try context.services.prices.layers(in: context.reader, context.services)
    let families = params.provider.map(ProviderNames.family)
    let all = prices.disagreements().filter { families?.contains($0.provider) ?? true }
    return Answer(rows: all.prefix(params.limit).map { Row(found: $0) }, total: all.count)
  }

  struct Row: Shaped, Sendable {
    let found: PriceDisagreement
    var bucket: String { found.bucket.name }
    var usedRate: ExactDecimal { ExactDecimal(units: found.used.rate.units) }
    var otherRate: ExactDecimal { ExactDecimal(units: found.other.rate.units) }
    var percent: Ratio { Ratio(found.percent) }
    static let members: [Member<Row>] = [
      Member("provider", \.found.provider, "The provider."),
      Member("model", \.found.model, "The model."),
      Member("bucket", \.bucket, "What is priced."),
      Member("above_tokens", \.found.aboveTokens, "The input a request must exceed; 0 for the base prices."),
      Member.optional("effective_from", \.found.effectiveFrom, "Since when the used rate is in effect, if known."),
      Member("used_source", \.found.used.source.name, "The source that is used."),
      Member("used_rate_usd", \.usedRate, "Its rate, in USD per unit."),
      Member("other_source", \.found.other.source.name, "The source that differs."),
      Member("other_rate_usd", \.otherRate, "Its rate."),
      Member("percent", \.percent, "How far the other is above the used one; null when that is free."),
    ]
  }

  struct Answer: Shaped, Sendable {
    let rows: [Row]
    let total: Int
    static let members: [Member<Answer>] = [
      Member("disagreements", \.rows, "The differences, by model and provider."),
      Member("total", \.total, "How many there are, those beyond the limit included."),
    ]
  }
}
