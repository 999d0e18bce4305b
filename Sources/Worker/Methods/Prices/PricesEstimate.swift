import CostModel
import JSON
import JSONRPC
import Store

/// `prices/estimate`: what a usage costs, with the receipt.
enum PricesEstimate: ImmediateMethod {
  static let name = "prices/estimate"
  static let tenancy: Tenancy? = .shared
  static let summary = "Prices a usage: tokens, a provider's own usage object, or a BigQuery job."
  static let agents = AgentUse.offered("Answers what a call would cost, before it is made.")
  static let documentation = """
    The usage object is passed on unread, alone or inside the provider's answer; what it says of model runs and class \
    of service goes before the params. Flat token fields are meant as the provider means them: Anthropic counts the \
    cache beside the prompt, OpenAI in it. Each line is exact; their sum is rounded once, to the nano-dollar. A bucket \
    without a price costs nothing here and is named in unpriced, with a warning; a model that no list has is an error. \
    bytes_processed is taken for a dry run's and rounded up to a MiB, ten at least; bytes_billed counts as it is. With \
    a reservation or an edition a job is priced by its slots.
    """
  static let errors: [ErrorCode] = [.unknownModel]
  static let example = """
    {"provider": "openai", "model": "gpt-4o", "timestamp": "2026-10-01T12:00:00Z", "usage": {"prompt_tokens": 2006, \
    "completion_tokens": 300, "total_tokens": 2306, "prompt_tokens_details": {"cached_tokens": 1920}}}
    """

  static func prepare(_ view: JSONView?, _ services: Services) throws(ErrorAnswer) -> EstimateRequest {
    do throws(SchemaMismatch) {
      return try EstimateRequest.read(view)
    } catch {
      throw ErrorAnswer(error)
    }
  }

  /// Prices change with the list, and at whole seconds.
  static func stamp(_ services: Services) -> AnswerStamp? {
    guard let prices = services.prices.atHand(services) else { return nil }
    return AnswerStamp(version: prices.number, second: services.world.now().seconds)
  }

  static func answerNow(
    _ request: EstimateRequest, _ view: JSONView?, _ services: Services, _ writer: JSONWriter
  ) throws(ErrorAnswer) -> Bool {
    guard let prices = services.prices.atHand(services) else { return false }
    try write(request, prices, services, writer)
    return true
  }

  static func answer(_ request: EstimateRequest, _ context: ReadContext, _ writer: JSONWriter) throws {
    try write(request, try context.services.prices.layers(in: context.reader, context.services), context.services, writer)
  }

  private static func write(
    _ request: EstimateRequest, _ prices: PriceLayers, _ services: Services, _ writer: JSONWriter
  ) throws(ErrorAnswer) {
    do throws(PricingError) {
      if try writePlain(request, prices, services, writer) { return }
    } catch {
      throw ErrorAnswer(any: error)
    }
    try writeDeclared(request, prices, services, writer)
  }

  @inline(never)
  private static func writeDeclared(
    _ request: EstimateRequest, _ prices: PriceLayers, _ services: Services, _ writer: JSONWriter
  ) throws(ErrorAnswer) {
    let priced: PricedRequest
    do throws(PricingError) {
      priced = try request.usage.priced(request.context(services), prices)
    } catch {
      throw ErrorAnswer(any: error)
    }
    if let first = priced.parts.first, first.priced.reason == .unknownModel, first.provider != "bigquery" {
      throw ErrorAnswer.unknownModel(first.model, provider: first.provider, prices)
    }
    Answer(request, priced).write(to: writer)
  }

  struct Answer: Shaped, Sendable {
    let cost: Money
    let unpriced: [String]
    let lines: [Line]
    let provider: String?
    let model: String
    let serviceTier: String
    let reason: String?
    let warnings: [String]

    static let members: [Member<Answer>] = [
      Member("cost_usd", \.cost, "The sum of the lines, rounded once, half to even, to the nano-dollar."),
      Member("unpriced", \.unpriced, "The buckets that were used and have no price; they cost nothing here."),
      Member("lines", \.lines, "The receipt."),
      Member.optional("provider", \.provider, "The provider whose prices were taken."),
      Member("model", \.model, "The model whose prices were taken, as its list spells it."),
      Member("service_tier", \.serviceTier, "The class of service whose prices were taken."),
      Member.optional("reason", \.reason, "Why nothing could be priced: ambiguous, no_price or not_in_effect."),
      Member("warnings", \.warnings, "What is not as it seems."),
    ]
  }

  /// A line of the receipt.
  struct Line: Shaped, Sendable {
    let line: PriceLine
    /// When it is another than the answer's.
    let model: String?

    var bucket: String { line.bucket.name }
    var rate: ExactDecimal { ExactDecimal(units: line.rate.units) }
    var cost: ExactDecimal { ExactDecimal(units: line.cost.units) }
    /// How many units the rate is for, when it is not one.
    var rateUnits: Int64? { line.bucket.unitsPerRate == 1 ? nil : line.bucket.unitsPerRate }

    static let members: [Member<Line>] = [
      Member("bucket", \.bucket, "What was counted: each unit in exactly one bucket."),
      Member("quantity", \.line.quantity, "How many."),
      Member("rate_usd", \.rate, "USD for one, or for rate_units where that is given."),
      Member.optional("rate_units", \.rateUnits, "How many units the rate is for: a TiB in bytes, a slot-hour in milliseconds."),
      Member("cost_usd", \.cost, "Quantity times rate, exactly."),
      Member("price_source", \.line.source.name, "Where the price comes from."),
      Member("price_date", \.line.source.date, "When that source was read, or the override set."),
      Member.optional("model", \.model, "The model of this line, where the request ran several."),
    ]
  }

  /// Only for the documents: params are read by `EstimateRequest`.
  typealias Params = EstimateRequest
  typealias Prepared = EstimateRequest
}

extension PricesEstimate.Answer {
  init(_ request: EstimateRequest, _ priced: PricedRequest) {
    let main = priced.parts.first
    let card = main?.priced.card
    cost = priced.cost
    unpriced = priced.unpriced.map(\.name)
    lines = priced.parts.enumerated().flatMap { index, part in
      let isOther = index > 0 && part.priced.card?.model != card?.model
      return part.priced.lines.map {
        PricesEstimate.Line(line: $0, model: isOther ? part.priced.card?.model ?? part.model : nil)
      }
    }
    provider = card?.provider ?? main?.provider
    model = card?.model ?? main?.model ?? ""
    serviceTier = (card?.serviceTier ?? main?.serviceTier ?? .standard).rawValue
    reason = priced.parts.lazy.compactMap(\.priced.reason).first?.rawValue
    warnings = Self.warnings(request, priced)
  }

  private static func warnings(_ request: EstimateRequest, _ priced: PricedRequest) -> [String] {
    var warnings: [String] = []
    let usage = request.usage
    for part in priced.parts where !part.priced.unpriced.isEmpty {
      let buckets = part.priced.unpriced.map(\.name).joined(separator: ", ")
      let model = shortened(part.model)
      switch part.priced.reason {
      case .unknownModel:
        warnings.append("No price list has the model \(model); unpriced: \(buckets)")
      case .ambiguous:
        warnings.append("Providers differ in the price of \(model) and none was named; unpriced: \(buckets)")
      case .notInEffect: warnings.append("No price of \(model) is in effect at that time; unpriced: \(buckets)")
      case .noPrice: warnings.append("The price list names no price of \(model); unpriced: \(buckets)")
      case nil: warnings.append("\(model) has no price, or no known quantity, of: \(buckets)")
      }
    }
    if usage.isScriptParent {
      warnings.append("A script's parent costs nothing itself: its children carry the cost")
    } else if usage.isFree {
      warnings.append("The job is free: its answer came from the cache, it failed, or it is no query")
    }
    if usage.isInconsistent { warnings.append("The counts contradict each other: parts exceed their totals, or the total is another sum") }
    if let tier = usage.unknownTier { warnings.append("The class of service \"\(tier)\" is not known; priced as \((priced.parts.first?.serviceTier ?? .standard).rawValue)") }
    return warnings
  }
}

/// A price or the cost of a line, in 10^-24 USD, with exactly the digits it has.
struct ExactDecimal: JSONWritable, Sendable {
  let units: Int128
  static var schema: Schema { .number(nil) }
  func write(to writer: JSONWriter) { writer.decimal(units, exponent: -Rate.decimals) }
}

extension ErrorAnswer {
  /// No list has a model: names it, and some that come near.
  static func unknownModel(_ model: String, provider: String?, _ prices: PriceLayers) -> ErrorAnswer {
    let nearest = NearModels.find(model, provider: provider, prices)
    var message = "No price list has the model \"\(shortened(model))\""
    if let provider { message += " of \"\(shortened(provider))\"" }
    if !nearest.isEmpty { message += "; did you mean \(nearest.joined(separator: ", "))?" }
    message += " prices/set gives it a price"
    return ErrorAnswer(
      .unknownModel, message,
      details: [
        "model": .string(shortened(model)), "provider": provider.map { .string(shortened($0)) } ?? .null,
        "nearest": .array(nearest.map(JSONValue.string)),
      ])
  }
}

/// Models of the catalogue whose ids resemble one that it does not have.
enum NearModels {
  /// At most three, the nearest first. Costs a few passes over the catalogue's text, a millisecond each at most.
  static func find(_ model: String, provider: String?, _ prices: PriceLayers) -> [String] {
    var candidates: [String] = []
    let beginning = String(decoding: model.utf8.prefix(64), as: UTF8.self)
    for part in beginnings(beginning) {
      let page = prices.list(PriceQuery(text: part, provider: provider, limit: 300))
      candidates = page.entries.map(\.model)
      if !candidates.isEmpty { break }
    }
    var nearest: [String] = []
    while nearest.count < 3, let next = closestName(beginning, among: candidates) {
      nearest.append(next)
      candidates.removeAll { $0 == next }
    }
    return nearest
  }

  /// The id, then less and less of it: whole words first, then a few letters.
  private static func beginnings(_ model: String) -> [String] {
    var parts: [String] = []
    var rest = Substring(model)
    while parts.count < 4, rest.utf8.count > 3, let cut = rest.lastIndex(where: { "-.:@/_ ".contains($0) }) {
      rest = rest[..<cut]
      if rest.utf8.count > 2 { parts.append(String(rest)) }
    }
    return parts + [String(model.prefix(3))]
  }
}
