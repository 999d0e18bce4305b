import CostModel
import JSON
import Store

/// What a repricing has come to so far.
struct RepriceReport: Sendable {
  let isDryRun: Bool
  var events = 0
  var unpriced = 0
  private(set) var changed = 0
  private(set) var before = Money.zero
  private(set) var after = Money.zero
  /// Where to go on; nil at the end.
  var next: Int64? = 0
  private var groups: [Key: Group] = [:]

  private struct Key: Hashable {
    var model: String
    var period: String
  }

  /// What changed of a model in a period.
  struct Group: Shaped, Sendable {
    let model: String
    let period: String
    var events = 0
    var before = Money.zero
    var after = Money.zero
    private var difference: Money { after - before }

    init(_ model: String, _ period: String) { (self.model, self.period) = (model, period) }

    static let members: [Member<Group>] = [
      Member("model", \.model, "The model; other for those beyond 10,000 rows."),
      Member("period", \.period, "The date on which the period begins."),
      Member("event_count", \.events, "Events whose cost changes."),
      Member("cost_usd_before", \.before, "What they cost before."),
      Member("cost_usd_after", \.after, "What they cost now."),
      Member("difference_usd", \.difference, "The latter less the former."),
    ]
  }

  static let mostGroups = 10_000

  mutating func add(_ old: Money, _ new: Money) {
    before += old
    after += new
  }

  mutating func change(_ model: String, _ period: String, _ old: Money, _ new: Money) {
    changed += 1
    var key = Key(model: model, period: period)
    if groups[key] == nil, groups.count >= Self.mostGroups { key.model = "other" }
    var group = groups[key] ?? Group(key.model, period)
    group.events += 1
    group.before += old
    group.after += new
    groups[key] = group
  }

  func progress(of total: Int64) -> JobProgress {
    JobProgress(Double(events) / Double(max(total, 1)), "\(events) of \(total) events, \(changed) changed", checkpoint: checkpoint)
  }

  private var rows: [Group] {
    groups.values.sorted { left, right in
      left.period != right.period
        ? left.period < right.period : left.model.utf8.lexicographicallyPrecedes(right.model.utf8)
    }
  }
  private var difference: Money { after - before }

  /// The sums, for the audit log.
  var summary: JSONValue {
    [
      "events": .int(events), "changed": .int(changed), "cost_usd_before": .string(plainDecimal(before.nanos, decimals: 9)),
      "cost_usd_after": .string(plainDecimal(after.nanos, decimals: 9)),
    ]
  }
}

extension RepriceReport: Shaped {
  static let members: [Member<RepriceReport>] = [
    Member("dry_run", \.isDryRun, "Whether nothing was changed."),
    Member("event_count", \.events, "Events of the window and scope."),
    Member("changed_events", \.changed, "Those whose cost, or whether it is known, changes."),
    Member("unpriced_events", \.unpriced, "Those that still have no price."),
    Member("cost_usd_before", \.before, "What all of them cost before."),
    Member("cost_usd_after", \.after, "What they cost now."),
    Member("difference_usd", \.difference, "The latter less the former."),
    Member("changes", \.rows, "The changes by period and model."),
  ]
}

extension RepriceReport {
  /// What a repricing goes on from.
  private var checkpoint: JSONValue {
    [
      "events": .int(events), "unpriced": .int(unpriced), "changed": .int(changed), "before": .number(String(before.nanos)),
      "after": .number(String(after.nanos)), "next": next.map { .int(Int($0)) } ?? .null,
      "groups": .array(
        rows.map { [.string($0.model), .string($0.period), .int($0.events), .number(String($0.before.nanos)), .number(String($0.after.nanos))] }),
    ]
  }

  init(_ checkpoint: JSONValue?, isDryRun: Bool) throws {
    self.isDryRun = isDryRun
    guard let checkpoint, !isDryRun else { return }
    func nanos(_ value: JSONValue?) throws -> Int128 {
      guard let nanos = value?.decimal?.scaled(by: 0) else { throw LedgerDamage("the checkpoint of a repricing cannot be read") }
      return nanos
    }
    (events, unpriced) = (Int(try nanos(checkpoint["events"])), Int(try nanos(checkpoint["unpriced"])))
    changed = Int(try nanos(checkpoint["changed"]))
    (before, after) = (Money(nanos: try nanos(checkpoint["before"])), Money(nanos: try nanos(checkpoint["after"])))
    next = checkpoint["next"]?.int64
    for row in checkpoint["groups"]?.array ?? [] {
      guard let parts = row.array, parts.count == 5, let model = parts[0].string, let period = parts[1].string else { continue }
      var group = Group(model, period)
      (group.events, group.before, group.after) = (Int(try nanos(parts[2])), Money(nanos: try nanos(parts[3])), Money(nanos: try nanos(parts[4])))
      groups[Key(model: model, period: period)] = group
    }
  }
}
