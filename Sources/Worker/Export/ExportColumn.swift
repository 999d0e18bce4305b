import CostModel
import JSON

/// One member of an exported event: its name, and what an event holds there.
///
/// An export holds what `usage/track` takes, so that it can be imported again; what the worker found out beside that
/// stands under names that begin with `_`, which an import passes over.
struct ExportColumn: Sendable {
  let name: String
  let value: @Sendable (EventBatch, Int) -> Value

  /// What an event holds in a column; texts are valid until the batch changes.
  enum Value {
    case absent
    case text(UnsafeBufferPointer<UInt8>)
    case words(String)
    /// A text that holds callers' words, and may be mistaken for a formula.
    case composed(String)
    /// A `MemberList`.
    case list(UnsafeBufferPointer<UInt8>)
    /// A JSON text.
    case json(UnsafeBufferPointer<UInt8>)
    case integer(Int64)
    /// Digits and the power of ten they are multiplied with.
    case decimal(Int64, exponent: Int)
    case truth(Bool)
    case instant(Int64)
  }

  /// Members of this object stand in columns of their own in a table.
  static let allocationPrefix = "cost_allocation."

  /// Every column, in the order of the members of an event.
  static let all: [ExportColumn] = EventMember.all.flatMap(columns) + computed

  private static func columns(_ member: EventMember) -> [ExportColumn] {
    let name = member.name
    func one(_ value: @escaping @Sendable (EventBatch, Int) -> Value) -> [ExportColumn] { [ExportColumn(name: name, value: value)] }
    switch member.kind {
    case .text(let field, _): return one { text($0, $1, field) }
    case .id: return one { text($0, $1, .id) }
    case .error: return one { text($0, $1, .error) }
    case .prompt: return one { text($0, $1, .prompt) }
    case .completion: return one { text($0, $1, .completion) }
    case .queryText:
      // Where the text itself was not kept its pattern stands for it, so that an import groups the query as before.
      return one { batch, event in text(batch, event, batch.hasText(event, .queryText) ? .queryText : .pattern) }
    case .count(let field, _):
      return one { batch, event in
        batch[event, field] != 0 || batch.isGiven(event, field) ? .integer(batch[event, field]) : .absent
      }
    case .timestamp: return one { .instant($0[$1, .timestamp]) }
    case .cost: return one { isWhollyUnpriced($0, $1) ? .absent : .decimal($0[$1, .cost], exponent: -9) }
    case .responseTime:
      return one { batch, event in
        batch.isGiven(event, .responseTime) ? .decimal(batch[event, .responseTime], exponent: -3) : .absent
      }
    case .success: return one { .truth(!$0.flags($1).contains(.failed)) }
    case .snapshot: return one { $0.flags($1).contains(.snapshot) ? .truth(true) : .absent }
    case .quality: return one { .words($0.flags($1).quality.rawValue) }
    case .serviceTier: return one { tier($0, $1, isContractual: true) }
    case .costAllocation:
      return EventMember.allocation.filter { $0.field != .team }.map { part in
        ExportColumn(name: allocationPrefix + part.name) { text($0, $1, part.field) }
      }
    case .tags: return one { batch, event in batch.hasText(event, .tags) ? .list(batch.text(event, .tags)) : .absent }
    case .metadata:
      return one { batch, event in batch.hasText(event, .metadata) ? .json(batch.text(event, .metadata)) : .absent }
    // Its counts stand in members of their own, its cost in cost_usd.
    case .usage: return []
    }
  }

  private static let computed: [ExportColumn] = [
    ExportColumn(name: "_priced_by") { .words(pricedBy($0, $1).rawValue) },
    ExportColumn(name: "_unpriced") { $0.flags($1).contains(.unpriced) ? .truth(true) : .absent },
    ExportColumn(name: "_priced_cost_usd") { batch, event in
      let flags = batch.flags(event)
      return flags.contains(.costsDiffer) || (flags.contains(.costGiven) && batch.hasText(event, .rateCard))
        ? .decimal(batch[event, .pricedCost], exponent: -9) : .absent
    },
    ExportColumn(name: "_service_tier") { tier($0, $1, isContractual: false) },
    ExportColumn(name: "_query_pattern") { text($0, $1, .pattern) },
    ExportColumn(name: "_tables") { batch, event in
      batch.hasText(event, .tables) ? .list(batch.text(event, .tables)) : .absent
    },
    ExportColumn(name: "_received_at") { .instant($0[$1, .arrival]) },
  ]

  /// An event that nothing prices has no cost to give: written as 0 it would be imported as free.
  private static func isWhollyUnpriced(_ batch: EventBatch, _ event: Int) -> Bool {
    let flags = batch.flags(event)
    return flags.contains(.unpriced) && !flags.contains(.costGiven) && batch[event, .cost] == 0
  }

  /// Providers name classes of service that callers may not.
  private static func tier(_ batch: EventBatch, _ event: Int, isContractual: Bool) -> Value {
    guard batch.hasText(event, .serviceTier) else { return .absent }
    let known = ServiceTier(rawValue: batch.string(event, .serviceTier)).map(ServiceTier.contractual.contains) ?? false
    return known == isContractual ? .text(batch.text(event, .serviceTier)) : .absent
  }

  private static func text(_ batch: EventBatch, _ event: Int, _ field: TextField) -> Value {
    batch.hasText(event, field) ? .text(batch.text(event, field)) : .absent
  }
}
