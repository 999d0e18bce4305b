import CostModel
import JSON
import JSONRPC
import Store

/// `prices/set`: a price of one's own, laid over the built-in list.
enum PricesSet: WriteMethod {
  static let name = "prices/set"
  static let summary = "Sets a price for models whose id fits a pattern, over the built-in price list."
  static let documentation = """
    An override is complete in itself: a bucket it does not name is unpriced, save that reasoning is billed as output \
    and pictures as input. Among overrides the more specific goes first: a plain id, then more letters, a provider, a \
    service tier, then the later start. It takes the place of one of the same provider, pattern, service tier and \
    start. Costs already computed stay as they are until prices/reprice. At most 10,000 overrides.
    """
  static let errors: [ErrorCode] = [.conflict]
  static let example = """
    {"provider": "anthropic", "model": "claude-sonnet-4-5*", "rates_per_million": {"input": 2.7, "cache_read": 0.27, \
    "output": 13.5, "cache_write": 3.375}, "effective_from": "2026-09-01T00:00:00Z", "source": "contract 2026"}
    """
  static let changesConfiguration = true
  static let mostOverrides = 10_000

  typealias Params = PriceDefinition

  static func apply(_ params: Params, _ context: WriteContext) throws -> Answer {
    let definition = try params.checked()
    let id = definition.id(context.services.hashKey)
    let configuration = context.writer.configuration
    let isReplacing = try configuration.priceOverride(id) != nil
    guard try isReplacing || configuration.priceOverrideCount() < mostOverrides else {
      throw MethodFailure(
        .conflict, "There are \(mostOverrides) overrides, as many as there may be; remove some with prices/remove",
        details: ["limit": .int(mostOverrides)])
    }
    let now = context.world.now()
    context.services.prices.willChange()
    try configuration.setPriceOverride(
      StoredDefinition(id: id, definition: definition.text, createdAt: now, updatedAt: now))
    try configuration.audit(at: now, action: name, subject: id, detail: definition.text)
    let override = definition.override(id: id, set: now, isFromFile: false)
    return Answer(
      override: PriceListing(ListedOverride(override: override, createdAt: now)), isReplaced: isReplacing)
  }

  struct Answer: Shaped, Sendable {
    let override: PriceListing
    let isReplaced: Bool

    static let members: [Member<Answer>] =
      Member.group(\.override) + [Member("replaced", \.isReplaced, "Whether it took the place of another.")]
  }
}

/// `prices/remove`: takes an override away.
enum PricesRemove: WriteMethod {
  static let name = "prices/remove"
  static let summary = "Removes a price that was set; the prices beneath it hold again."
  static let errors: [ErrorCode] = [.notFound]
  static let example = #"{"id": "price-0123456789abcdef"}"#
  static let changesConfiguration = true

  struct Params: MethodParams {
    var id = ""
    static let fields = FieldTable<Params>([
      Field("id", \.id, .string(most: 128, format: nil), isRequired: true, "The id that prices/set answered.")
    ])
  }

  static func apply(_ params: Params, _ context: WriteContext) throws -> Answer {
    let configuration = context.writer.configuration
    context.services.prices.willChange()
    guard let old = try configuration.priceOverride(params.id),
      try configuration.removePriceOverride(params.id)
    else { throw MethodFailure.notFound("price override", params.id) }
    try configuration.audit(at: context.world.now(), action: name, subject: params.id, detail: old.definition)
    return Answer(id: params.id, isRemoved: true)
  }

  struct Answer: Shaped, Sendable {
    let id: String
    let isRemoved: Bool
    static let members: [Member<Answer>] = [
      Member("id", \.id, "The override that was removed."),
      Member("removed", \.isRemoved, "true"),
    ]
  }
}
