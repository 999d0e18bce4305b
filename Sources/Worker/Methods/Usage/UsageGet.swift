import CostModel
import JSON
import JSONRPC
import Store

/// `usage/get`: one event, with its receipt.
enum UsageGet: ReadMethod {
  typealias Answer = StoredEvent
  static let name = "usage/get"
  static let tenancy: Tenancy? = .owned
  static let summary = "Answers one event with its receipt: each bucket's quantity, rate and cost."
  static let agents = AgentUse.offered("Answers why one call cost what it did.")
  static let documentation = """
    The receipt's lines and its rounding add up to the cost. An event whose cost was given has one line that says so, \
    and in list_lines what the price list would have said.
    """
  static let errors: [ErrorCode] = [.notFound]
  static let echoesParams = false
  static let example = #"{"id": "call-4711"}"#

  struct Params: MethodParams {
    var id = ""
    static let fields = FieldTable<Params>([
      Field("id", \.id, .string(most: EventMember.mostID, format: nil), isRequired: true, "The event's id.")
    ])
  }

  static func answer(_ params: Params, _ context: ReadContext) throws -> StoredEvent {
    guard let batch = try context.reader.event(params.id), batch.isOwn(of: context.tenant, 0) else { throw MethodFailure.notFound("event", params.id) }
    return StoredEvent(batch: batch, index: 0, repricings: try context.reader.repricings(of: params.id))
  }
}

/// An event with its receipt.
struct StoredEvent: JSONWritable, @unchecked Sendable {
  // @unchecked: the batch is made for this answer and not changed any more.
  let batch: EventBatch
  let index: Int
  let repricings: [Repricing]

  static let schema: Schema = .object([
    Schema.Property("event", EventWriter.schema, isRequired: true, "The event."),
    Schema.Property("receipt", Receipt.schema, isRequired: true, "How its cost comes about."),
    Schema.Property("repricings", [Repricing].schema, isRequired: true, "When it was priced anew, and what it had cost before; oldest first."),
  ])

  func write(to writer: JSONWriter) {
    writer.beginObject()
    writer.name("event")
    EventWriter.write(batch, index, to: writer)
    writer.name("receipt")
    Receipt(batch, index).write(to: writer)
    writer.name("repricings")
    repricings.write(to: writer)
    writer.endObject()
  }
}

extension Repricing: Shaped {
  package static let members: [Member<Repricing>] = [
    Member("at", \.at, "When the job was started that priced it anew."),
    Member("job_id", \.job, "That job."),
    Member("cost_usd_before", \.before, "What it had cost."),
    Member("cost_usd_after", \.after, "What it cost from then on."),
  ]
}

/// How a stored event's cost comes about, computed anew from its quantities and the rates it was priced with.
struct Receipt: Shaped, Sendable {
  let cost: Money
  let lines: [ReceiptLine]
  let rounding: ExactAmount
  let listLines: [ReceiptLine]?
  let unpriced: [String]
  let serviceTier: String?
  let provider: String?
  let model: String?
  let aboveTokens: Int64?

  init(_ batch: EventBatch, _ index: Int) {
    cost = EventWriter.money(batch[index, .cost])
    let cards = batch.string(index, .rateCard).split(separator: "\n").compactMap { RateCard(text: String($0)) }
    let parts = PartsText.decode(batch.text(index, .quantities))
    let priced = zip(cards, parts).compactMap { try? $0.price($1) }
    let listed = priced.flatMap(\.lines).map(ReceiptLine.init)
    let card = cards.first
    serviceTier = card?.serviceTier.rawValue
    provider = card?.provider
    model = card?.model
    aboveTokens = card.flatMap { $0.aboveTokens > 0 ? $0.aboveTokens : nil }
    if batch.flags(index).contains(.costGiven) {
      lines = [.given(cost)]
      listLines = listed.isEmpty ? nil : listed
      rounding = ExactAmount(units: 0)
      unpriced = []
    } else {
      lines = listed
      listLines = nil
      unpriced = priced.count == parts.count ? priced.flatMap(\.unpriced).map(\.name) : parts.flatMap(\.used).map(\.name)
      let sum = listed.reduce(Int128(0)) { $0 + $1.units }
      rounding = ExactAmount(units: cost.nanos * Rate.unitsPerNano - sum)
    }
  }

  static let members: [Member<Receipt>] = [
    Member("cost_usd", \.cost, "What counts as the event's cost."),
    Member("lines", \.lines, "One line a bucket."),
    Member("rounding_usd", \.rounding, "What rounding to the nano-dollar added: the lines and this add up to the cost."),
    Member.optional("list_lines", \.listLines, "What the price list would have said of an event whose cost was given."),
    Member("unpriced", \.unpriced, "The buckets that no price covers."),
    Member("provider", \.provider, "The provider whose price list was used."),
    Member("model", \.model, "The model whose prices were used."),
    Member("service_tier", \.serviceTier, "The service tier the prices are of."),
    Member("above_tokens", \.aboveTokens, "The input threshold above which these prices hold."),
  ]
}

/// One line of a receipt.
struct ReceiptLine: Shaped, Sendable {
  let bucket: String
  let quantity: Int64
  let rate: ExactAmount?
  let units: Int128
  let source: String
  let date: String?

  init(_ line: PriceLine) {
    bucket = line.bucket.name
    quantity = line.quantity
    rate = ExactAmount(units: line.rate.units)
    // Bytes and slots divide without end sometimes; such a line is rounded as the cost is.
    units = line.cost.numerator == 0 ? line.cost.units : line.cost.money.nanos * Rate.unitsPerNano
    source = line.source.name
    date = line.source.date
  }

  private init(given cost: Money) {
    bucket = "given"
    quantity = 1
    rate = nil
    units = cost.nanos * Rate.unitsPerNano
    source = "caller"
    date = nil
  }

  static func given(_ cost: Money) -> ReceiptLine { ReceiptLine(given: cost) }

  var cost: ExactAmount { ExactAmount(units: units) }

  static let members: [Member<ReceiptLine>] = [
    Member("bucket", \.bucket, "What was counted."),
    Member("quantity", \.quantity, "How much."),
    Member("rate_usd", \.rate, "USD for one unit (bytes: for 2^40, slot-milliseconds: for 3,600,000)."),
    Member("cost_usd", \.cost, "The line's cost, exactly."),
    Member("price_source", \.source, "Whose price list."),
    Member("price_date", \.date, "The day of the price list."),
  ]
}

/// An amount with all its digits, in 10^-24 USD.
struct ExactAmount: JSONWritable, Sendable {
  let units: Int128
  static var schema: Schema { .number(nil) }
  func write(to writer: JSONWriter) { writer.decimal(units, exponent: -Rate.decimals) }
}
