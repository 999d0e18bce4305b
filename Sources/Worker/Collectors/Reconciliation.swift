import CostModel
import JSON

/// What a provider billed, or what is in the ledger, of a day, a model, a key and a kind of cost.
struct SpendKey: Hashable, Sendable {
  /// The UTC date.
  var day: String
  /// Without a date of its own; empty where the report names none.
  var model: String
  /// The workspace, project or API key; empty where there is none, or none is asked for.
  var key: String
  /// tokens, web_search, code_execution …
  var kind: String

  fileprivate var order: [String] { [day, model, key, kind] }
}

/// Sets what a provider billed against what is in the ledger.
struct Reconciliation: Sendable {
  /// How far two amounts may differ and be called the same: whichever is larger.
  struct Tolerance: Sendable {
    var percent = 1.0
    var amount = Money(nanos: 10_000_000)

    func allows(_ difference: Money, of whole: Money) -> Bool {
      let size = difference.nanos.magnitude
      return size <= amount.nanos.magnitude || Double(size) <= Double(whole.nanos.magnitude) * percent / 100
    }
  }

  /// What is in the ledger of a key.
  struct Local: Sendable {
    var cost = Money.zero
    var events: Int64 = 0
    var unpriced: Int64 = 0
    /// Of which it is known that no cost report holds it.
    var reason: Reason?
  }

  /// Why a difference is none of anybody's making.
  enum Reason: String, JSONChoice, Sendable {
    case priorityTier = "priority_tier"
    case codeExecution = "code_execution"
    case unpriced

    var text: String {
      switch self {
      case .priorityTier: "Anthropic's cost report holds no costs of the Priority Tier, which is billed by commitment: what was used of it is here only."
      case .codeExecution: "Code execution is told by Anthropic's cost report only; its usage report has no count of it."
      case .unpriced: "Events of it are here, but no price covers them: prices/unmatched lists them, and prices/set with prices/reprice heals them."
      }
    }

    /// Whether it is by the provider's design, so that coverage does not count it.
    var isByDesign: Bool { self != .unpriced }
  }

  enum Class: String, CaseIterable, JSONChoice, Sendable {
    case matched, mismatch
    case providerOnly = "provider_only"
    case localOnly = "local_only"
  }

  struct Row: Sendable {
    let key: SpendKey
    let provider: Money
    let local: Money
    let events: Int64
    let kind: Class
    let reason: Reason?
    /// Whether the provider may still report more of the day.
    let isOpen: Bool
  }

  let rows: [Row]

  /// - Parameter open: the first UTC date of which providers may still report more.
  init(_ billed: [SpendKey: Money], _ local: [SpendKey: Local], _ tolerance: Tolerance, open: String) {
    var rows: [Row] = []
    let keys = Set(billed.keys).union(local.keys).sorted { Self.isBefore($0.order, $1.order) }
    for key in keys {
      let provider = billed[key] ?? .zero
      let here = local[key] ?? Local()
      // Nothing billed and nothing that costs is nothing to set against each other.
      if provider == .zero, here.cost == .zero, here.reason == nil { continue }
      let kind: Class =
        if here.events == 0 {
          .providerOnly
        } else if provider == .zero {
          .localOnly
        } else {
          tolerance.allows(here.cost - provider, of: provider) ? .matched : .mismatch
        }
      var reason = here.reason
      if kind == .providerOnly, key.kind == Reason.codeExecution.rawValue { reason = .codeExecution }
      if kind == .mismatch, here.unpriced > 0 { reason = .unpriced }
      rows.append(
        Row(
          key: key, provider: provider, local: here.cost, events: here.events, kind: kind, reason: reason,
          isOpen: !key.day.utf8.lexicographicallyPrecedes(open.utf8)))
    }
    self.rows = rows
  }

  private static func isBefore(_ left: [String], _ right: [String]) -> Bool {
    for (one, other) in zip(left, right) where !one.utf8.elementsEqual(other.utf8) { return one.utf8.lexicographicallyPrecedes(other.utf8) }
    return false
  }

  /// The share of what was billed that the ledger holds, in percent, without what is told by the provider's design on one side
  /// only; nil when nothing was billed.
  static func coverage(_ rows: some Sequence<Row>) -> Ratio {
    var (billed, held) = (Money.zero, Money.zero)
    for row in rows where row.reason?.isByDesign != true && row.provider > .zero {
      billed += row.provider
      held += min(row.provider, max(row.local, .zero))
    }
    return Ratio.percent(held, of: billed)
  }
}
