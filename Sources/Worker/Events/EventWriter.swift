import CostModel
import JSON

/// Writes stored events as callers see them. Members without a value are left out.
enum EventWriter {
  static func write(_ batch: EventBatch, _ event: Int, to writer: JSONWriter) {
    writer.beginObject()
    for member in EventMember.all { write(member, batch, event, writer) }
    writer.name("cost_usd")
    money(batch[event, .cost]).write(to: writer)
    let flags = batch.flags(event)
    writer.name("priced_by")
    writer.string(pricedBy(batch, event).rawValue)
    if flags.contains(.costsDiffer) || (flags.contains(.costGiven) && batch.hasText(event, .rateCard)) {
      writer.name("priced_cost_usd")
      money(batch[event, .pricedCost]).write(to: writer)
      writer.name("costs_differ")
      writer.bool(flags.contains(.costsDiffer))
    }
    writer.name("unpriced")
    writer.bool(flags.contains(.unpriced))
    if batch.hasText(event, .pattern) {
      writer.name("query_pattern")
      writer.string(utf8: batch.text(event, .pattern))
    }
    if batch.hasText(event, .tables) {
      writer.name("tables")
      list(batch.text(event, .tables), writer)
    }
    writer.name("received_at")
    Timestamp(microseconds: batch[event, .arrival]).write(to: writer)
    writer.endObject()
  }

  static func money(_ nanos: Int64) -> Money { Money(nanos: Int128(nanos)) }

  private static func write(_ member: EventMember, _ batch: EventBatch, _ event: Int, _ writer: JSONWriter) {
    let flags = batch.flags(event)
    switch member.kind {
    case .text(let field, _): text(member.name, field, batch, event, writer)
    case .id: text(member.name, .id, batch, event, writer)
    case .error: text(member.name, .error, batch, event, writer)
    case .serviceTier: text(member.name, .serviceTier, batch, event, writer)
    case .queryText: text(member.name, .queryText, batch, event, writer)
    case .prompt: text(member.name, .prompt, batch, event, writer)
    case .completion: text(member.name, .completion, batch, event, writer)
    case .count(let field, _):
      guard batch[event, field] != 0 || batch.isGiven(event, field) else { return }
      writer.name(member.name)
      writer.int(batch[event, field])
    case .timestamp:
      writer.name(member.name)
      Timestamp(microseconds: batch[event, .timestamp]).write(to: writer)
    case .responseTime:
      guard batch.isGiven(event, .responseTime) else { return }
      writer.name(member.name)
      writer.decimal(Int128(batch[event, .responseTime]), exponent: -3)
    case .success:
      writer.name(member.name)
      writer.bool(!flags.contains(.failed))
    case .quality:
      writer.name(member.name)
      writer.string(flags.quality.rawValue)
    case .snapshot:
      guard flags.contains(.snapshot) else { return }
      writer.name(member.name)
      writer.bool(true)
    case .costAllocation: allocation(batch, event, writer)
    case .tags:
      guard batch.hasText(event, .tags) else { return }
      writer.name(member.name)
      list(batch.text(event, .tags), writer)
    case .metadata:
      guard batch.hasText(event, .metadata) else { return }
      writer.name(member.name)
      writer.raw(UnsafeRawBufferPointer(batch.text(event, .metadata)))
    case .cost, .usage: return
    }
  }

  private static func text(
    _ name: String, _ field: TextField, _ batch: EventBatch, _ event: Int, _ writer: JSONWriter
  ) {
    guard batch.hasText(event, field) else { return }
    writer.name(name)
    writer.string(utf8: batch.text(event, field))
  }

  private static func allocation(_ batch: EventBatch, _ event: Int, _ writer: JSONWriter) {
    let given = EventMember.allocation.filter { $0.field != .team && batch.hasText(event, $0.field) }
    guard !given.isEmpty else { return }
    writer.name("cost_allocation")
    writer.beginObject()
    for (name, field) in given { text(name, field, batch, event, writer) }
    writer.endObject()
  }

  private static func list(_ members: UnsafeBufferPointer<UInt8>, _ writer: JSONWriter) {
    writer.beginArray()
    for member in MemberList.decode(members) { member.withUnsafeBufferPointer { writer.string(utf8: $0) } }
    writer.endArray()
  }

  /// What a stored event looks like, for the documents.
  static let schema: Schema = .object(
    EventMember.properties.filter { $0.name != "usage" && $0.name != "cost_usd" } + [
      Schema.Property("cost_usd", Money.schema, isRequired: true, "What counts as its cost."),
      Schema.Property("priced_by", PricedBy.schema, isRequired: true, "Where the cost comes from."),
      Schema.Property("priced_cost_usd", Money.schema, "What the price list says, where the cost was given."),
      Schema.Property("costs_differ", .boolean, "Whether the two differ by more than 1 %."),
      Schema.Property("unpriced", .boolean, isRequired: true, "Whether no price covers it, or a part of it."),
      Schema.Property("query_pattern", .string, "The query without its literals."),
      Schema.Property("tables", .list(.string, most: nil), "The tables the query reads."),
      Schema.Property("received_at", Timestamp.schema, isRequired: true, "When the worker heard of it."),
    ])
}

/// Where an event's cost comes from.
enum PricedBy: String, JSONChoice, Sendable {
  /// The caller.
  case given
  /// The built-in price list.
  case catalogue
  /// A price that was set.
  case override
  /// The provider's rules: a cached answer, a failed job.
  case free
  /// Nowhere: no price covers it.
  case unpriced
}

/// Where the cost of a stored event comes from.
func pricedBy(_ batch: EventBatch, _ event: Int) -> PricedBy {
  let flags = batch.flags(event)
  if flags.contains(.costGiven) { return .given }
  if flags.contains(.free) { return .free }
  let first = batch.text(event, .rateCard).prefix { $0 != UInt8(ascii: "\n") }
  guard !first.isEmpty, let card = RateCard(text: String(decoding: first, as: UTF8.self)) else { return .unpriced }
  return EventPricer.isBuiltIn(card.source) ? .catalogue : .override
}
