import CostModel
import JSON
import JSONRPC
import Store

/// What `breaker/create` takes beside the name, and the store keeps.
struct BreakerFields: MethodParams {
  var scope: ScopeObject?
  var timeZone: String?
  var rules: [Rule]?
  var failureThreshold: Int64 = 5
  var recoverySeconds = 60.0

  static let mostRules = 50

  static let fieldList: [Field<BreakerFields>] = [
    Field("scope", \.scope, "What it guards: its spend is what absolute and rate rules watch, and its budgets those that percentages are of; everything by default."),
    Field("time_zone", \.timeZone, .string(most: 64, format: "IANA time zone"), "The zone of its days and months; by default the worker's."),
    Field("threshold_rules", \.rules, .list(Rule.schema, most: mostRules), "Its rules about cost; by default the seeds' six."),
    Field("failure_threshold", \.failureThreshold, .integer(1...1_000_000), default: 5, "So many calls that fail one after the other open it."),
    Field("recovery_timeout", \.recoverySeconds, .number(1...2_592_000), default: 60, "Seconds for which it stays open, and for which the call that tries it may take."),
  ]

  /// Open: a later version may have stored more.
  static let fields = FieldTable<BreakerFields>(fieldList, isOpen: true)

  /// A rule about cost.
  struct Rule: ObjectParams {
    var id = ""
    var threshold = BreakerThreshold.percentageDaily
    var value = Decimal9()
    var action = BreakerAction.block
    var priority = 0
    var cooldownMinutes = 5.0
    var factor = Share(millionths: 500_000)

    init() {}

    init(_ id: String, _ threshold: BreakerThreshold, _ value: Int128, _ action: BreakerAction, factor: Int64 = 500_000) {
      (self.id, self.threshold, self.action) = (id, threshold, action)
      (self.value, self.factor) = (Decimal9(billionths: value * 1_000_000_000), Share(millionths: factor))
    }

    static let fields = FieldTable<Rule>([
      Field("rule_id", \.id, .string(most: 128, format: nil), isRequired: true, "Its name among the breaker's rules."),
      Field(
        "threshold_type", \.threshold, isRequired: true,
        "What it watches: USD spent today or this month, the share of the fullest daily or monthly limit in percent, USD of the last 60 minutes, or USD of the operation at hand. Capitals are read, too."),
      Field("threshold_value", \.value, isRequired: true, "The figure, in USD or percent, from which on it is triggered; above 0."),
      Field("action", \.action, default: "block", "block refuses, throttle lets a share pass, alert_only tells."),
      Field("priority", \.priority, .integer(-1_000_000...1_000_000), default: 0, "The highest of the rules that refuse is named."),
      Field("cooldown_minutes", \.cooldownMinutes, .number(0...10_080), default: 5, "How long it is not logged again once it set in, and when a call it refused should come back."),
      Field("throttle_factor", \.factor, default: 0.5, "The share of calls that passes while it throttles: above 0, at most 1, six decimals."),
    ])

    var rule: BreakerRule {
      BreakerRule(
        id: id, threshold: threshold, value: value.billionths, action: action, priority: priority,
        cooldownMicroseconds: Int64(cooldownMinutes * 60_000_000), throttleFactor: factor.millionths)
    }
  }

  /// Seed 004's.
  static let usualRules: [Rule] = [
    Rule("daily_budget_90", .percentageDaily, 90, .throttle, factor: 500_000),
    Rule("daily_budget_100", .percentageDaily, 100, .block),
    Rule("monthly_budget_95", .percentageMonthly, 95, .throttle, factor: 300_000),
    Rule("monthly_budget_100", .percentageMonthly, 100, .block),
    Rule("operation_1_usd", .operationCost, 1, .alertOnly),
    Rule("rate_10_usd_per_hour", .rateBased, 10, .throttle, factor: 700_000),
  ]

  var effectiveRules: [Rule] { rules ?? Self.usualRules }
  var recoveryMicroseconds: Int64 { Int64(recoverySeconds * 1_000_000) }

  /// What the field table cannot say.
  func validate(_ services: Services) throws(ErrorAnswer) {
    _ = try services.zone(timeZone)
    try scope?.scope.validate()
    var seen: Set<[UInt8]> = []
    for (index, rule) in (rules ?? []).enumerated() {
      let path = "threshold_rules[\(index)]"
      guard !rule.id.isEmpty else { throw .invalid(path + ".rule_id", "a name of 1 to 128 bytes", got: "an empty one") }
      guard seen.insert(Array(rule.id.utf8)).inserted else {
        throw .invalid(path + ".rule_id", "a name that no other rule of the breaker has", got: "\"\(shortened(rule.id))\"")
      }
      let most: Int128 = rule.threshold.isPercentage ? 1_000 : 9_000_000_000
      guard rule.value.billionths > 0, rule.value.billionths <= most * 1_000_000_000 else {
        throw .invalid(path + ".threshold_value", "a number above 0, up to \(most)", got: plainDecimal(rule.value.billionths, decimals: 9))
      }
    }
  }

  /// As the store keeps it.
  var text: String {
    let writer = JSONWriter()
    writer.beginObject()
    Self.fields.write(self, to: writer)
    writer.endObject()
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  init() {}

  init(stored text: String) throws {
    let parser = JSONParser()
    var text = text
    try text.withUTF8 { bytes in
      do {
        try Self.fields.read(try parser.parse(UnsafeRawBufferPointer(bytes)), into: &self)
      } catch {
        throw LedgerDamage("a breaker's definition cannot be read")
      }
    }
  }
}

extension Scope {
  /// Whether each dimension has a value.
  func validate() throws(ErrorAnswer) {
    for (dimension, values) in values where values.isEmpty || values.contains("") {
      throw .invalid("scope.\(dimension.member)", "at least one value, none of them empty", got: "none, or an empty one")
    }
  }
}

/// A circuit breaker as it is in effect.
struct CurrentBreaker: Sendable {
  let row: StoredBreaker
  let fields: BreakerFields
  let scope: Scope
  /// The highest priority first.
  let rules: [BreakerRule]
  /// What is spent in its scope, counted as for a budget; nil where no rule asks.
  let meter: Budget?

  init(_ row: StoredBreaker, _ services: Services) throws {
    self.row = row
    fields = try BreakerFields(stored: row.definition)
    scope = fields.scope?.scope ?? Scope()
    let given = fields.effectiveRules.map(\.rule)
    rules = given.indices.sorted { (-given[$0].priority, $0) < (-given[$1].priority, $1) }.map { given[$0] }
    guard rules.contains(where: \.threshold.isMetered) else {
      meter = nil
      return
    }
    let zone = try? services.zone(fields.timeZone).rules
    // A control character keeps its id apart from those of budgets.
    var meter = Budget(
      number: Budget.firstMeter + row.number, id: "\u{1}" + row.name, scope: scope,
      calendar: zone.map { BudgetCalendar(zone: $0, resetHour: 0) },
      limits: [BudgetLimit(.hourly, Money(nanos: Int128(Int64.max)))])
    meter.isAlerting = false
    meter.countedUntil = row.countedUntil
    self.meter = meter
  }
}

/// A number with nine decimals at most, exactly.
struct Decimal9: JSONReadable, JSONWritable, Sendable {
  var billionths: Int128 = 0
  static var schema: Schema { .number(0...9_000_000_000) }

  static func read(_ view: JSONView, _ schema: Schema) throws(SchemaMismatch) -> Decimal9 {
    Decimal9(billionths: try Money.read(view, schema).nanos)
  }

  func write(to writer: JSONWriter) { writer.decimal(billionths, exponent: -9) }
}

/// A share above 0, up to 1, in millionths.
struct Share: JSONReadable, JSONWritable, Sendable {
  var millionths: Int64
  static var schema: Schema { .number(0...1) }

  static func read(_ view: JSONView, _ schema: Schema) throws(SchemaMismatch) -> Share {
    guard let scaled = view.decimal?.scaled(by: 6), scaled > 0, scaled <= 1_000_000 else {
      throw SchemaMismatch(expected: "a number above 0, up to 1", got: view)
    }
    return Share(millionths: Int64(scaled))
  }

  func write(to writer: JSONWriter) { writer.decimal(Int128(millionths), exponent: -6) }
}

extension BreakerThreshold: JSONChoice {
  package static func read(_ view: JSONView, _ schema: Schema) throws(SchemaMismatch) -> BreakerThreshold {
    try readAnyCase(view)
  }
}

extension BreakerAction: JSONChoice {
  package static func read(_ view: JSONView, _ schema: Schema) throws(SchemaMismatch) -> BreakerAction {
    try readAnyCase(view)
  }
}

extension JSONChoice {
  /// Reads one of the names, also in capitals, as seed 004 spells them.
  fileprivate static func readAnyCase(_ view: JSONView) throws(SchemaMismatch) -> Self {
    if let name = view.string, let value = Self(rawValue: name.lowercased()) { return value }
    _ = try String.read(view, schema)
    throw SchemaMismatch(expected: schema.expectation, got: view)
  }
}
